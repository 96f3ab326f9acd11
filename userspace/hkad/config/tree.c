// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the grammar of words, quotes and braces; touches nothing else. */
#include <string.h>

#include "tree.h"

#define MAX_WORDS 4096	/* of one line */
#define MAX_DEPTH 32	/* blocks inside each other */

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct node *at;	/* the block that is open */
	struct node *candidate;	/* what a { would open, and where it is */
	unsigned int depth;
	bool too_deep;
};

struct pos node_pos(const struct node *node, unsigned int word)
{
	struct pos pos = node->pos;

	if (word < node->words)
		pos.column = node->word[word].column;
	else if (node->words)
		pos.column = node->word[node->words - 1].column +
			     (unsigned int)strlen(node->word[node->words - 1].text);
	return pos;
}

static bool ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '{' || c == '}';
}

/*
 * One word at text + *at, which is no blank and no brace; false if a quote is not closed. The
 * braces of a parameter without a value, ${NAME}, belong to the word.
 */
static bool read_word(struct arena *a, const char *text, size_t *at, struct word *w)
{
	const char *p = text + *at;
	char *out = arena_alloc(a, strlen(p) + 1), quote = 0;

	w->text = out;
	w->column = (unsigned int)*at + 1;
	while (*p && (quote || !ends_word(*p))) {
		if (*p == '\\' && p[1]) {
			*out++ = *p++;
			*out++ = *p++;
		} else if (quote ? *p == quote : *p == '"' || *p == '\'') {
			/* In a script's line, the quotes inside the quotes are the arguments' own. */
			quote = quote ? 0 : *p;
			w->quoted = true;
			p++;
		} else if (!quote && *p == '$' && p[1] == '{' && strchr(p, '}')) {
			const char *close = strchr(p, '}');

			while (p <= close)
				*out++ = *p++;
		} else {
			*out++ = *p++;
		}
	}
	*at = (size_t)(p - text);
	return !quote;
}

static void open_block(struct reader *r, const struct pos *pos)
{
	if (!r->candidate) {
		diag(r->diags, DIAG_ERROR, pos, "what does this { belong to?");
		return;
	}
	if (r->depth == MAX_DEPTH) {
		if (!r->too_deep)
			diag(r->diags, DIAG_ERROR, pos, "blocks are more than %d deep", MAX_DEPTH);
		r->too_deep = true;
		return;
	}
	r->depth++;
	r->candidate->block = true;
	r->at = r->candidate;
	r->candidate = NULL;
}

static void close_block(struct reader *r, const struct pos *pos)
{
	r->candidate = NULL;
	if (!r->at->parent) {
		diag(r->diags, DIAG_ERROR, pos, "this } closes nothing");
		return;
	}
	r->at = r->at->parent;
	r->depth--;
}

/* What stands between two braces of a line. */
static void add_node(struct reader *r, const struct pos *pos, const struct word *word, unsigned int words)
{
	struct node *node = arena_alloc(r->arena, sizeof(*node));

	node->pos = *pos;
	node->pos.column = word->column;
	node->word = arena_alloc(r->arena, words * sizeof(*word));
	memcpy(node->word, word, words * sizeof(*word));
	node->words = words;
	node->parent = r->at;
	if (r->at->last)
		r->at->last->next = node;
	else
		r->at->first = node;
	r->at->last = node;
	r->candidate = node;
}

static void read_line(struct reader *r, struct pos *pos)
{
	const char *text = pos->text;
	struct word word[MAX_WORDS];
	unsigned int words = 0;
	size_t at = 0;

	for (;;) {
		at += strspn(text + at, " \t");
		pos->column = (unsigned int)at + 1;
		if (!text[at] || text[at] == '{' || text[at] == '}') {
			if (words)
				add_node(r, pos, word, words);
			words = 0;
			if (!text[at])
				return;
			if (text[at++] == '{')
				open_block(r, pos);
			else
				close_block(r, pos);
			continue;
		}
		if (words == MAX_WORDS) {
			diag(r->diags, DIAG_ERROR, pos, "more than %d words", MAX_WORDS);
			return;
		}
		memset(&word[words], 0, sizeof(*word));
		if (!read_word(r->arena, text, &at, &word[words])) {
			diag(r->diags, DIAG_ERROR, pos, "the closing quote is missing");
			return;
		}
		words++;
	}
}

struct node *tree_read(struct lines *lines, struct arena *arena, struct diags *diags)
{
	struct node *root = arena_alloc(arena, sizeof(*root));
	struct reader r = { .arena = arena, .diags = diags, .at = root };
	struct pos pos;

	root->block = true;
	while (lines_next(lines, &pos))
		read_line(&r, &pos);
	for (; r.at->parent; r.at = r.at->parent) {
		struct pos open = node_pos(r.at, 0);

		diag(diags, DIAG_ERROR, &open, "%s is not closed: a } is missing", r.at->word[0].text);
	}
	return root;
}
