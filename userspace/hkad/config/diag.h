/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with a configuration: every problem of a run, in the order in which it
 * was met, with the line as it was after substitution and a caret under the column.
 */
#ifndef HKAD_DIAG_H
#define HKAD_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "arena.h"

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct pos {
	const char *file;
	unsigned int line;	/* from 1; 0: the file as a whole */
	unsigned int column;	/* in bytes of text, from 1; 0: the line as a whole */
	unsigned int indent;	/* bytes of the file's line before the text */
	const char *text;	/* the line after substitution; NULL: none */
};

struct diag {
	struct diag *next;
	enum diag_level level;
	struct pos pos;
	const char *message;
};

struct diags {
	struct arena *arena;
	struct diag *first, **end;
	unsigned int count[DIAG_ERROR + 1];
};

void diags_init(struct diags *d, struct arena *arena);
void diag(struct diags *d, enum diag_level level, const struct pos *pos, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Each as "FILE:LINE:COLUMN: warning: MESSAGE", the line, and the caret. */
void diags_print(const struct diags *d, FILE *out);
/* The closest of the names to a word, or NULL if none is close. */
const char *nearest(const char *word, const char *(*name)(const void *list, size_t i),
		    const void *list);

#endif
