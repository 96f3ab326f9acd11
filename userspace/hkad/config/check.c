// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what each keyword may have behind it, by the table; touches nothing but the diagnostics. */
#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#include "check.h"

static void check_block(struct node *node, const struct block *block, struct diags *diags);

static bool one_of(const char *choices, const char *word)
{
	size_t len = strlen(word);

	for (; choices; choices = strchr(choices, '|') ? strchr(choices, '|') + 1 : NULL)
		if (!strncmp(choices, word, len) && (!choices[len] || choices[len] == '|'))
			return true;
	return false;
}

static bool is_address(const char *text, bool v4, bool v6)
{
	unsigned char addr[16];

	return (v4 && inet_pton(AF_INET, text, addr) == 1) || (v6 && inet_pton(AF_INET6, text, addr) == 1);
}

/* "0.01 to 40.95": a time in microseconds as one writes it. */
static const char *seconds(char *buf, size_t size, long long us)
{
	int n = snprintf(buf, size, "%lld.%06lld", us / 1000000, us % 1000000);

	while (n > 0 && buf[n - 1] == '0')
		buf[--n] = '\0';
	if (n > 0 && buf[n - 1] == '.')
		buf[--n] = '\0';
	return buf;
}

/* How many words may stand behind the keyword. */
static void arg_count(const struct keyword *k, unsigned int *min, unsigned int *max)
{
	*min = 1;
	*max = 1;
	switch (k->arg) {
	case ARG_NONE:
		*min = *max = 0;
		break;
	case ARG_BOOL: case ARG_OPT_INT: case ARG_OPT_CHOICE: case ARG_OPT_STRING:
		*min = 0;
		break;
	case ARG_SCRIPT:
		/* A script without quotes has its arguments behind it. */
		*min = !k->choices;
		*max = 4096;
		break;
	case ARG_WORDS:
		*min = (unsigned int)k->min;
		*max = (unsigned int)k->max;
		break;
	default:
		break;
	}
}

/* A parameter that stands where it was written is not of this node, or misspelt. */
static void hint(const struct node *node, unsigned int i, struct diags *diags)
{
	const char *name = strchr(node->word[i].text, '$');
	const struct pos pos = node_pos(node, i);

	if (name && (name[1] == '_' || name[1] == '{' || isalpha((unsigned char)name[1])))
		diag(diags, DIAG_NOTE, &pos, "a parameter without a value stays as it is; the node's id is what -i says");
}

static void check_value(const struct node *node, const struct keyword *k, struct diags *diags)
{
	const char *name = node->word[0].text, *word = node->word[1].text;
	const struct pos pos = node_pos(node, 1);
	char low[32], high[32];
	long long n;
	bool truth;

	switch (k->arg) {
	case ARG_BOOL:
		if (!value_bool(word, &truth))
			diag(diags, DIAG_ERROR, &pos, "%s is on, off, true, false, yes or no, not %s", name, word);
		break;
	case ARG_INT: case ARG_OPT_INT:
		if (!value_int(word, k->min, k->max, &n))
			diag(diags, DIAG_ERROR, &pos, "%s takes a whole number from %lld to %lld, not %s",
			     name, k->min, k->max, word);
		break;
	case ARG_TIME:
		if (!value_time(word, &n) || n < k->min || n > k->max)
			diag(diags, DIAG_ERROR, &pos, "%s takes seconds from %s to %s, not %s", name,
			     seconds(low, sizeof(low), k->min), seconds(high, sizeof(high), k->max), word);
		break;
	case ARG_CHOICE: case ARG_OPT_CHOICE:
		if (!one_of(k->choices, word))
			diag(diags, DIAG_ERROR, &pos, "%s is one of %s, not %s", name, k->choices, word);
		break;
	case ARG_IPV4: case ARG_IPV6: case ARG_IP:
		if (!is_address(word, k->arg != ARG_IPV6, k->arg != ARG_IPV4))
			diag(diags, DIAG_ERROR, &pos, "%s is no %s address", word,
			     k->arg == ARG_IPV4 ? "IPv4" : k->arg == ARG_IPV6 ? "IPv6" : "IP");
		break;
	case ARG_SCRIPT: {
		const char *error;
		struct arena *a = diags->arena;
		unsigned int words;

		if (!words_split(a, word, &words, &error))
			diag(diags, DIAG_ERROR, &pos, "%s: %s", name, error);
		else if (!words)
			diag(diags, DIAG_ERROR, &pos, "%s: which script?", name);
		break;
	}
	default:
		break;
	}
}

static void check_keyword(struct node *node, const struct keyword *k, struct diags *diags)
{
	const char *name = node->word[0].text;
	struct pos pos = node_pos(node, 0);
	unsigned int min, max, args = node->words - 1;

	if (k->use == USE_REFUSE) {
		diag(diags, DIAG_ERROR, &pos, "%s: %s", name, k->why);
		return;
	}
	if (k->use == USE_NONE) {
		diag(diags, DIAG_NOTE, &pos, "%s has no effect: %s", name, k->why);
		return;
	}
	if (k->block && !node->block)
		diag(diags, DIAG_ERROR, &pos, "%s needs a block { … }", name);
	if (!k->block && node->block)
		diag(diags, DIAG_ERROR, &pos, "%s has no block", name);
	arg_count(k, &min, &max);
	if (args < min) {
		pos = node_pos(node, node->words);
		diag(diags, DIAG_ERROR, &pos, min == 1 ? "%s needs a value" : "%s needs more values", name);
		return;
	}
	if (args > max) {
		pos = node_pos(node, max + 1);
		/* keepalived ignores them, and people write them. */
		diag(diags, DIAG_WARNING, &pos, max ? "%s takes no more than that; the rest is ignored" :
		     "%s takes no value; it is ignored", name);
	}
	if (args && max) {
		unsigned int errors = diags->count[DIAG_ERROR];

		check_value(node, k, diags);
		if (diags->count[DIAG_ERROR] != errors)
			hint(node, 1, diags);
	}
	if (k->block && node->block)
		check_block(node, k->block, diags);
}

static void need_more(const struct node *node, struct diags *diags)
{
	const struct pos pos = node_pos(node, node->words);

	diag(diags, DIAG_ERROR, &pos, "%s needs a value", node->word[node->words - 1].text);
}

/* The words of a line from @i on as "KEY NUMBER"; how many words were used, 0: another key. */
static unsigned int numbered(const struct node *node, unsigned int i, const char *key, long long min,
			     long long max, struct diags *diags)
{
	struct pos pos;
	long long n;

	if (strcmp(node->word[i].text, key))
		return 0;
	if (i + 1 == node->words) {
		need_more(node, diags);
		return 1;
	}
	pos = node_pos(node, i + 1);
	if (!value_int(node->word[i + 1].text, min, max, &n))
		diag(diags, DIAG_ERROR, &pos, "%s takes a whole number from %lld to %lld, not %s", key, min, max,
		     node->word[i + 1].text);
	return 2;
}

static void unknown_word(const struct node *node, unsigned int i, const char *what, struct diags *diags)
{
	const struct pos pos = node_pos(node, i);

	diag(diags, DIAG_ERROR, &pos, "%s does not know %s", what, node->word[i].text);
}

static void check_peer(const struct node *node, struct diags *diags)
{
	const struct pos pos = node_pos(node, 0);
	unsigned int i, used;

	if (!is_address(node->word[0].text, true, true))
		diag(diags, DIAG_ERROR, &pos, "%s is no IP address", node->word[0].text);
	for (i = 1; i < node->words; i += used) {
		used = numbered(node, i, "min_ttl", 0, 255, diags);
		if (!used)
			used = numbered(node, i, "max_ttl", 0, 255, diags);
		if (!used) {
			unknown_word(node, i, "a peer", diags);
			return;
		}
	}
}

static void check_track(const struct node *node, struct diags *diags)
{
	unsigned int i, used;

	for (i = 1; i < node->words; i += used) {
		used = numbered(node, i, "weight", -254, 254, diags);
		if (!used && (!strcmp(node->word[i].text, "reverse") || !strcmp(node->word[i].text, "noreverse")))
			used = 1;
		if (!used) {
			unknown_word(node, i, "a tracker", diags);
			return;
		}
	}
}

/* ADDR or ADDR/LEN. */
static bool check_prefix(const struct node *node, unsigned int i, struct diags *diags)
{
	const char *word = node->word[i].text, *slash = strchr(word, '/');
	const struct pos pos = node_pos(node, i);
	char addr[64];
	long long len;
	size_t n = slash ? (size_t)(slash - word) : strlen(word);
	bool v6 = memchr(word, ':', n);

	if (n < sizeof(addr)) {
		memcpy(addr, word, n);
		addr[n] = '\0';
	}
	if (n >= sizeof(addr) || !is_address(addr, true, true)) {
		diag(diags, DIAG_ERROR, &pos, "%.*s is no IP address", (int)n, word);
		return false;
	}
	if (slash && !value_int(slash + 1, 0, v6 ? 128 : 32, &len)) {
		diag(diags, DIAG_ERROR, &pos, "a prefix length is 0 to %d, not %s", v6 ? 128 : 32, slash + 1);
		return false;
	}
	return true;
}

static void check_address(const struct node *node, struct diags *diags)
{
	static const char *const flags[] = { "home", "-nodad", "nodad", "mngtmpaddr", "noprefixroute", "autojoin",
					     "no_track", "use_vmac" };
	static const char *const words[] = { "dev", "brd", "broadcast", "scope", "label", "preferred_lft",
					     "track_group" };
	unsigned int i, f;

	if (!check_prefix(node, 0, diags))
		return;
	for (i = 1; i < node->words; i++) {
		const char *word = node->word[i].text;

		for (f = 0; f < sizeof(flags) / sizeof(*flags) && strcmp(word, flags[f]); f++)
			;
		if (f < sizeof(flags) / sizeof(*flags))
			continue;
		for (f = 0; f < sizeof(words) / sizeof(*words) && strcmp(word, words[f]); f++)
			;
		if (f == sizeof(words) / sizeof(*words) && strcmp(word, "peer")) {
			unknown_word(node, i, "an address", diags);
			return;
		}
		if (i + 1 == node->words) {
			need_more(node, diags);
			return;
		}
		i++;
		if (!strcmp(word, "peer") && !check_prefix(node, i, diags))
			return;
	}
}

static void check_lines(const struct node *node, const struct block *block, struct diags *diags)
{
	const struct node *line;

	for (line = node->first; line; line = line->next) {
		const struct pos pos = node_pos(line, 0);

		if (line->block)
			diag(diags, DIAG_ERROR, &pos, "%s contains no blocks", node->word[0].text);
		if (block->body == BODY_PEERS)
			check_peer(line, diags);
		else if (block->body == BODY_TRACKS)
			check_track(line, diags);
		else if (block->body == BODY_ADDRESSES)
			check_address(line, diags);
	}
}

static void check_block(struct node *node, const struct block *block, struct diags *diags)
{
	struct node *child;

	if (block->body != BODY_KEYWORDS) {
		check_lines(node, block, diags);
		return;
	}
	for (child = node->first; child; child = child->next) {
		const char *name = child->word[0].text, *meant;
		const struct pos pos = node_pos(child, 0);
		const struct keyword *k = keyword_find(block, name);

		child->keyword = k;
		if (k) {
			check_keyword(child, k, diags);
			continue;
		}
		meant = nearest(name, keyword_name, block);
		diag(diags, DIAG_WARNING, &pos, meant ? "unknown keyword %s%s: did you mean %s?" : "unknown keyword %s%s",
		     name, child->block ? ", ignored with its block" : ", ignored", meant);
	}
}

void check_keywords(struct node *root, struct diags *diags)
{
	check_block(root, &keywords_root, diags);
}

const struct node *node_find(const struct node *node, const char *name)
{
	const struct node *child;

	for (child = node->first; child; child = child->next)
		if (child->keyword && child->keyword->name[0] == name[0] && !strcmp(child->keyword->name, name))
			return child;
	return NULL;
}
