// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what may stand in lines that are no keywords: addresses, peers, trackers, delays, services. */
#include <arpa/inet.h>
#include <string.h>

#include "check.h"

bool value_address(const char *text, bool v4, bool v6)
{
	unsigned char addr[16];

	return (v4 && inet_pton(AF_INET, text, addr) == 1) || (v6 && inet_pton(AF_INET6, text, addr) == 1);
}

/* The word @i is the last of the line. */
static void need_more(const struct node *node, unsigned int i, struct diags *diags)
{
	const struct pos pos = node_pos(node, node->words);

	diag(diags, DIAG_ERROR, &pos, "%s needs a value", node->word[i].text);
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
		need_more(node, i, diags);
		return 1;
	}
	pos = node_pos(node, i + 1);
	if (!value_int(node->word[i + 1].text, min, max, &n))
		diag(diags, DIAG_ERROR, &pos, "%s takes a whole number from %lld to %lld, not %s", key, min, max,
		     node->word[i + 1].text);
	return 2;
}

static const char *listed(const void *list, size_t i)
{
	return ((const char *const *)list)[i];
}

/* @known: what may stand there, with NULL behind it. */
static void unknown_word(const struct node *node, unsigned int i, const char *what, const char *const *known,
			 struct diags *diags)
{
	const char *word = node->word[i].text, *meant = nearest(word, listed, known);
	const struct pos pos = node_pos(node, i);

	diag(diags, DIAG_ERROR, &pos, meant ? "%s does not know %s: did you mean %s?" : "%s does not know %s", what, word,
	     meant);
}

static void check_peer(const struct node *node, struct diags *diags)
{
	static const char *const known[] = { "min_ttl", "max_ttl", NULL };
	const struct pos pos = node_pos(node, 0);
	unsigned int i, used;

	if (!value_address(node->word[0].text, true, true))
		diag(diags, DIAG_ERROR, &pos, "%s is no IP address", node->word[0].text);
	for (i = 1; i < node->words; i += used) {
		used = numbered(node, i, "min_ttl", 0, 255, diags);
		if (!used)
			used = numbered(node, i, "max_ttl", 0, 255, diags);
		if (!used) {
			unknown_word(node, i, "a peer", known, diags);
			return;
		}
	}
}

static void check_track(const struct node *node, struct diags *diags)
{
	static const char *const known[] = { "weight", "reverse", "noreverse", NULL };
	unsigned int i, used;

	for (i = 1; i < node->words; i += used) {
		used = numbered(node, i, "weight", -254, 254, diags);
		if (!used && (!strcmp(node->word[i].text, "reverse") || !strcmp(node->word[i].text, "noreverse")))
			used = 1;
		if (!used) {
			unknown_word(node, i, "a tracker", known, diags);
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
	if (n >= sizeof(addr) || !value_address(addr, true, true)) {
		diag(diags, DIAG_ERROR, &pos, "%.*s is no IP address", (int)n, word);
		return false;
	}
	if (slash && !value_int(slash + 1, 0, v6 ? 128 : 32, &len)) {
		diag(diags, DIAG_ERROR, &pos, "a prefix length is 0 to %d, not %s", v6 ? 128 : 32, slash + 1);
		return false;
	}
	return true;
}

/* A word is at the place of the list, or at its end. */
static size_t place(const char *const *list, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n && strcmp(list[i], word); i++)
		;
	return i;
}

/* INTERFACE DOWN [UP] */
static void check_delay(const struct node *node, struct diags *diags)
{
	unsigned int i;
	long long us;

	if (node->words < 2) {
		need_more(node, 0, diags);
		return;
	}
	for (i = 1; i < node->words; i++) {
		const struct pos pos = node_pos(node, i);

		if (i > 2) {
			diag(diags, DIAG_ERROR, &pos, "an interface has two delays, down and up");
			return;
		}
		if (!value_time(node->word[i].text, &us) || us > 255000000)
			diag(diags, DIAG_ERROR, &pos, "a delay is 0 to 255 seconds, not %s", node->word[i].text);
	}
}

/* ADDR[-ADDR|-N|/LEN] [PORT], or fwmark N [inet|inet6] */
static void check_service(const struct node *node, struct diags *diags)
{
	static const char *const families[] = { "inet", "inet6", NULL };
	const char *word = node->word[0].text, *dash = strchr(word, '-');
	const struct pos pos = node_pos(node, 0), port = node_pos(node, 1);
	long long n;

	if (!strcmp(word, "fwmark")) {
		if (!numbered(node, 0, "fwmark", 1, 4294967295LL, diags))
			return;
		if (node->words > 2 && place(families, 2, node->word[2].text) == 2)
			unknown_word(node, 2, "a mark", families, diags);
		return;
	}
	if (dash) {
		char *first = arena_copy(diags->arena, word, (size_t)(dash - word));

		if (!value_address(first, true, true) ||
		    (!value_address(dash + 1, true, true) && strspn(dash + 1, "0123456789abcdefABCDEF") != strlen(dash + 1)))
			diag(diags, DIAG_ERROR, &pos, "%s is no range of addresses", word);
	} else {
		check_prefix(node, 0, diags);
	}
	if (node->words > 1 && !value_int(node->word[1].text, 0, 65535, &n))
		diag(diags, DIAG_ERROR, &port, "a port is 0 to 65535, not %s", node->word[1].text);
}

void check_lines(const struct node *node, enum body body, struct diags *diags)
{
	const struct node *line;

	for (line = node->first; line; line = line->next) {
		const struct pos pos = node_pos(line, 0);

		if (line->block)
			diag(diags, DIAG_ERROR, &pos, "%s contains no blocks", node->word[0].text);
		switch (body) {
		case BODY_PEERS:
			check_peer(line, diags);
			break;
		case BODY_TRACKS:
			check_track(line, diags);
			break;
		case BODY_ADDRESSES:
			check_prefix(line, 0, diags);	/* what stands behind it is read as it is applied */
			break;
		case BODY_DELAYS:
			check_delay(line, diags);
			break;
		case BODY_SERVICES:
			check_service(line, diags);
			break;
		default:
			break;
		}
	}
}
