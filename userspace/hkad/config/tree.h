/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration as blocks: each line that says something is a node with its words, and a
 * block has nodes inside it. What the words mean is not known here.
 */
#ifndef HKAD_TREE_H
#define HKAD_TREE_H

#include <stdint.h>

#include "diag.h"
#include "lines.h"

struct word {
	const char *text;	/* without its quotes; a backslash in it still stands there */
	unsigned int column;
	bool quoted;
};

struct keyword;

struct node {
	struct node *next, *parent;
	struct pos pos;		/* of the first word */
	struct word *word;	/* at least one, the keyword */
	unsigned int words;
	bool block;
	const struct keyword *keyword;	/* what check_keywords() found it to be; NULL: unknown, or none */
	struct node *first, *last;	/* what the block contains */
	uint64_t letters;	/* with which its keywords begin, as bits: node_find() asks for what is not there most of the time */
};

/* The file as a block without words. Problems are in the diagnostics; there is always a tree. */
struct node *tree_read(struct lines *lines, struct arena *arena, struct diags *diags);
/* Where a word of a node stands. */
struct pos node_pos(const struct node *node, unsigned int word);
/* The words of "text", as a script and its arguments are written: quotes, and escapes as in C. */
char **words_split(struct arena *arena, const char *text, unsigned int *n, const char **error);

#endif
