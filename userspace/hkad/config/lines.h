/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration as its lines: included files, lines for this node only (@id), parameters
 * ($NAME) and repetitions (~SEQ, ~LST) are behind it; what comes out is plain text, one
 * line at a time, without comments and blank lines.
 */
#ifndef HKAD_LINES_H
#define HKAD_LINES_H

#include "diag.h"

struct lines;

/*
 * @id: what @id lines are compared with. @again: the file is no pipe. Return: NULL if the file cannot be read; that is
 * in the diagnostics then, as is every later problem. Everything is of the arena.
 */
struct lines *lines_open(const char *path, const char *id, bool again, struct arena *arena,
			 struct diags *diags);
/* The next line, its text in pos->text and no column; false at the end. */
bool lines_next(struct lines *l, struct pos *pos);
/* More lines than that, after repetitions, are an error; without it 20 million. */
void lines_limit(struct lines *l, unsigned long lines);
/* Every include without a file, or with one that is not readable, is an error. */
void lines_need_files(struct lines *l);

#endif
