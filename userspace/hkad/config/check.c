// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what each keyword may have behind it, by the table; touches nothing but the diagnostics. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "check.h"

/* What was said once need not be said again. */
struct said {
	struct said *next;
	const char *name;
};

struct checker {
	struct diags *diags;
	struct said *none;	/* keywords without effect */
	struct {
		struct said *names;
		struct pos first;
	} held[USE_REFUSE + 1];
};

/* @held: the block is one of a part that does not run yet. */
static void check_block(struct checker *c, struct node *node, const struct block *block, bool held);

/* The place of the word among the choices; NULL: none. */
static const char *choice(const char *choices, const char *word)
{
	size_t len = strlen(word);

	for (; choices; choices = strchr(choices, '|') ? strchr(choices, '|') + 1 : NULL)
		if (!strncasecmp(choices, word, len) && (!choices[len] || choices[len] == '|'))
			return choices;
	return NULL;
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

/* A parameter that stands where it was written is not of this node, or misspelt. */
static void hint(const struct node *node, unsigned int i, struct diags *diags)
{
	const char *name = strchr(node->word[i].text, '$');
	const struct pos pos = node_pos(node, i);

	if (name && (name[1] == '_' || name[1] == '{' || isalpha((unsigned char)name[1])))
		diag(diags, DIAG_NOTE, &pos, "a parameter without a value stays as it is; the node's id is what -i says");
}


static bool said(struct diags *diags, struct said **list, const char *name)
{
	struct said *s;

	for (; *list; list = &(*list)->next)
		if (!strcmp((*list)->name, name))
			return true;
	s = arena_alloc(diags->arena, sizeof(*s));
	s->name = name;
	*list = s;
	return false;
}

static void replace(struct diags *diags, struct node *node, unsigned int word, const char *text)
{
	node->word[word].text = arena_copy(diags->arena, text, strlen(text));
}

/* A number, or a time in units of which us microseconds are one. */
static void check_number(struct diags *diags, struct node *node, const struct keyword *k, long long us, const char *unit)
{
	const char *name = node->word[0].text, *word = node->word[1].text;
	const struct pos pos = node_pos(node, 1);
	char low[32], high[32];
	bool good;
	long long n;

	if (us)
		good = value_time(word, &n);
	else
		good = value_int(word, -4611686018427387904LL, 4611686018427387903LL, &n);
	if (us && good)
		n = n / (1000000 / us);
	if (good && n >= k->min && n <= k->max)
		return;
	if (us) {
		seconds(low, sizeof(low), k->min * (1000000 / us));
		seconds(high, sizeof(high), k->max * (1000000 / us));
	} else {
		snprintf(low, sizeof(low), "%lld", k->min);
		snprintf(high, sizeof(high), "%lld", k->max);
	}
	if (good && k->clamp) {
		diag(diags, DIAG_WARNING, &pos, "%s takes %s from %s to %s, not %s: %s is taken", name, unit, low, high, word,
		     n < k->min ? low : high);
		replace(diags, node, 1, n < k->min ? low : high);
		return;
	}
	diag(diags, DIAG_ERROR, &pos, "%s takes %s from %s to %s, not %s", name, unit, low, high, word);
}

static const char *chosen(const void *list, size_t i)
{
	return ((const char *const *)list)[i];
}

/* The choices as a list with NULL behind it. */
static const char **choices_list(struct diags *diags, const char *choices)
{
	const char **list = arena_alloc(diags->arena, (strlen(choices) / 2 + 2) * sizeof(*list));
	size_t n = 0;

	while (*choices) {
		size_t len = strcspn(choices, "|");

		list[n++] = arena_copy(diags->arena, choices, len);
		choices += len + (choices[len] == '|');
	}
	return list;
}

static void check_choice(struct diags *diags, struct node *node, const struct keyword *k)
{
	const char *name = node->word[0].text, *word = node->word[1].text, *found = choice(k->choices, word), *meant;
	const struct pos pos = node_pos(node, 1);

	if (found) {
		/* As the table has it, whatever the case. */
		if (strncmp(found, word, strlen(word)))
			node->word[1].text = arena_copy(diags->arena, found, strlen(word));
		return;
	}
	if (k->clamp) {
		diag(diags, DIAG_WARNING, &pos, "%s is one of %s, not %s: %s is taken", name, k->choices, word, k->def);
		replace(diags, node, 1, k->def);
		return;
	}
	meant = nearest(word, chosen, choices_list(diags, k->choices));
	diag(diags, DIAG_ERROR, &pos, meant ? "%s is one of %s, not %s: did you mean %s?" : "%s is one of %s, not %s", name,
	     k->choices, word, meant);
}

/* keep|demote N|handover|release [after SECONDS] */
static void check_manager_lost(struct diags *diags, const struct node *node)
{
	static const char ways[] = "keep|demote|handover|release";
	const char *way = node->word[1].text;
	unsigned int i = 2;
	struct pos pos = node_pos(node, 1);
	long long n;

	if (!choice(ways, way)) {
		diag(diags, DIAG_ERROR, &pos, "%s is one of %s, not %s", node->word[0].text, ways, way);
		return;
	}
	if (!strcmp(way, "demote")) {
		pos = node_pos(node, 2);
		if (node->words < 3 || !value_int(node->word[2].text, 1, 254, &n)) {
			diag(diags, DIAG_ERROR, &pos, "demote takes a whole number from 1 to 254");
			return;
		}
		i++;
	}
	if (i == node->words)
		return;
	pos = node_pos(node, i);
	if (strcmp(node->word[i].text, "after")) {
		diag(diags, DIAG_ERROR, &pos, "behind that stands nothing, or after SECONDS, not %s", node->word[i].text);
		return;
	}
	pos = node_pos(node, i + 1);
	if (i + 1 == node->words || !value_time(node->word[i + 1].text, &n) || n < 1000000 || n > 86400000000LL)
		diag(diags, DIAG_ERROR, &pos, "after takes seconds from 1 to 86400");
	else if (i + 2 < node->words)
		diag(diags, DIAG_WARNING, &pos, "manager_lost takes no more than that; the rest is ignored");
}

static void check_script(struct diags *diags, const struct node *node)
{
	const char *name = node->word[0].text, *error;
	const struct pos pos = node_pos(node, 1);
	unsigned int words;

	if (!words_split(diags->arena, node->word[1].text, &words, &error))
		diag(diags, DIAG_ERROR, &pos, "%s: %s", name, error);
	else if (!words)
		diag(diags, DIAG_ERROR, &pos, "%s: which script?", name);
}

static void check_value(struct diags *diags, struct node *node, const struct keyword *k)
{
	const char *name = node->word[0].text, *word = node->word[1].text;
	const struct pos pos = node_pos(node, 1);
	bool truth;

	switch (k->arg) {
	case ARG_BOOL:
		if (!value_bool(word, &truth))
			diag(diags, DIAG_ERROR, &pos, "%s is on, off, true, false, yes or no, not %s", name, word);
		break;
	case ARG_WEIGHT:
		if (node->words > 2 && strcmp(node->word[2].text, "reverse")) {
			const struct pos second = node_pos(node, 2);

			diag(diags, DIAG_ERROR, &second, "behind the number of %s stands reverse, or nothing, not %s", name,
			     node->word[2].text);
		}
		/* fall through */
	case ARG_INT: case ARG_OPT_INT:
		check_number(diags, node, k, 0, "a whole number");
		break;
	case ARG_TIME:
		check_number(diags, node, k, 1000000, "seconds");
		break;
	case ARG_MILLIS:
		check_number(diags, node, k, 1000, "milliseconds");
		break;
	case ARG_CHOICE: case ARG_OPT_CHOICE:
		check_choice(diags, node, k);
		break;
	case ARG_IPV4: case ARG_IPV6: case ARG_IP:
		if (!value_address(word, k->arg != ARG_IPV6, k->arg != ARG_IPV4))
			diag(diags, DIAG_ERROR, &pos, "%s is no %s address", word,
			     k->arg == ARG_IPV4 ? "IPv4" : k->arg == ARG_IPV6 ? "IPv6" : "IP");
		break;
	case ARG_SCRIPT: case ARG_OPT_SCRIPT:
		check_script(diags, node);
		break;
	case ARG_MANAGER_LOST:
		check_manager_lost(diags, node);
		break;
	default:
		break;
	}
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
	case ARG_SCRIPT: case ARG_OPT_SCRIPT:
		/* A script without quotes has its arguments behind it. */
		*min = k->arg == ARG_SCRIPT;
		*max = 4096;
		break;
	case ARG_WEIGHT:
		*max = 2;
		break;
	case ARG_MANAGER_LOST:
		*max = 16;
		break;
	case ARG_WORDS:
		*min = (unsigned int)k->min;
		*max = (unsigned int)k->max;
		break;
	default:
		break;
	}
}

/* The keyword waits for a part that does not run yet. */
static void hold(struct checker *c, const struct node *node, const struct keyword *k)
{
	if (!c->held[k->use].names)
		c->held[k->use].first = node_pos(node, 0);
	said(c->diags, &c->held[k->use].names, k->name);
}

static void check_keyword(struct checker *c, struct node *node, const struct keyword *k, bool held)
{
	struct diags *diags = c->diags;
	const char *name = node->word[0].text;
	struct pos pos = node_pos(node, 0);
	unsigned int min, max, args = node->words - 1;

	if (k->use == USE_REFUSE) {
		diag(diags, DIAG_ERROR, &pos, "%s: %s", name, k->why);
		return;
	}
	if (k->use == USE_NONE) {
		if (!said(diags, &c->none, k->name))
			diag(diags, DIAG_NOTE, &pos, "%s has no effect: %s", name, k->why);
		return;
	}
	if (use_held(k->use) && !held) {
		hold(c, node, k);
		held = true;
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
		node->words = max + 1;
	}
	if (args && max) {
		unsigned int errors = diags->count[DIAG_ERROR];

		check_value(diags, node, k);
		if (diags->count[DIAG_ERROR] != errors)
			hint(node, 1, diags);
	}
	if (k->block && node->block)
		check_block(c, node, k->block, held);
}

static bool same_words(const struct node *a, const struct node *b)
{
	unsigned int i;

	for (i = 1; i < a->words && i < b->words && !strcmp(a->word[i].text, b->word[i].text); i++)
		;
	return i == a->words && i == b->words;
}

/* What the second block of a name contains is the first's, too. */
static void put_together(struct node *first, const struct node *second)
{
	struct node *child;

	for (child = second->first; child; child = child->next)
		child->parent = first;
	if (first->last)
		first->last->next = second->first;
	else
		first->first = second->first;
	if (second->last)
		first->last = second->last;
	first->letters |= second->letters;
}

/* The block has the keyword once already. True: the node is not needed any more. */
static bool check_again(struct checker *c, struct node *before, const struct node *node, const struct keyword *k)
{
	const struct pos pos = node_pos(node, 0);

	if (before->block && node->block) {
		put_together(before, node);
		return true;
	}
	if (!before->block && !node->block && k->use != USE_NONE && !same_words(before, node))
		diag(c->diags, DIAG_WARNING, &pos, "%s stands in %s:%u, too: this one counts", node->word[0].text,
		     before->pos.file, before->pos.line);
	return false;
}

/* What the block is nothing without. */
static void check_must(struct checker *c, const struct node *node, const struct block *block, struct node *const *seen)
{
	const struct keyword *k;

	for (k = block->keyword; k->name; k++)
		if (k->must && !seen[k - block->keyword]) {
			const struct pos pos = node_pos(node, node->words > 1 ? 1 : 0);

			diag(c->diags, DIAG_ERROR, &pos, "%s needs %s", node->word[0].text, k->name);
		}
}

/* Many begin with the same letter, few with the same two. */
static uint64_t letters_of(const char *name)
{
	return UINT64_C(1) << ((name[0] + 7 * name[1]) & 63);
}

static void check_block(struct checker *c, struct node *node, const struct block *block, bool held)
{
	struct node *seen[KEYWORDS_MAX] = { NULL };
	struct node *child, *last = NULL;

	if (block->body != BODY_KEYWORDS) {
		check_lines(node, block->body, c->diags);
		return;
	}
	for (child = node->first; child; child = child->next) {
		const char *name = child->word[0].text, *meant;
		const struct pos pos = node_pos(child, 0);
		const struct keyword *k = keyword_find(block, name);

		child->keyword = k;
		node->letters |= k ? letters_of(k->name) : 0;
		if (!k) {
			meant = nearest(name, keyword_name, block);
			diag(c->diags, DIAG_WARNING, &pos, meant ? "unknown keyword %s%s: did you mean %s?" : "unknown keyword %s%s",
			     name, child->block ? ", ignored with its block" : ", ignored", meant);
		} else {
			struct node **before = &seen[k - block->keyword];

			check_keyword(c, child, k, held);
			if (!k->many && *before && check_again(c, *before, child, k)) {
				last->next = child->next;
				if (node->last == child)
					node->last = last;
				continue;
			}
			*before = child;
		}
		last = child;
	}
	if (node->words)
		check_must(c, node, block, seen);
}

/* "a, b and c are read and held: ..." */
static void say_held(struct checker *c, enum use use)
{
	const struct said *s;
	char list[400];
	size_t n = 0;

	for (s = c->held[use].names; s; s = s->next) {
		if (n + strlen(s->name) + 16 > sizeof(list)) {
			n += (size_t)snprintf(list + n, sizeof(list) - n, " ...");
			break;
		}
		n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%s", n ? ", " : "", s->name);
	}
	if (n)
		diag(c->diags, DIAG_NOTE, &c->held[use].first, "checked, and without effect until hkad has %s: %s", use_held(use), list);
}

void check_keywords(struct node *root, struct diags *diags)
{
	struct checker c = { .diags = diags };
	enum use use;

	check_block(&c, root, &keywords_root, false);
	for (use = USE_APPLY; use <= USE_REFUSE; use++)
		if (use_held(use))
			say_held(&c, use);
}

const struct node *node_find(const struct node *node, const char *name)
{
	const struct node *child, *found = NULL;

	for (child = node->letters & letters_of(name) ? node->first : NULL; child; child = child->next)
		if (child->keyword && child->keyword->name[0] == name[0] && child->keyword->name[1] == name[1] &&
		    !strcmp(child->keyword->name, name))
			found = child;
	return found;
}
