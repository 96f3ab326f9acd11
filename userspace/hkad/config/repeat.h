/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ~SEQ(VAR, START, STEP, END), ~SEQx(…) and ~LST(VAR, A, B …), ~LST({V, W}, {A, B}, {C, D} …):
 * the rest of the line once for each value. keepalived.conf(5), "Sequence blocks", "List blocks".
 */
#ifndef HKAD_REPEAT_H
#define HKAD_REPEAT_H

#include "params.h"

struct repeat {
	const char *rest;	/* what is repeated */
	bool list, hex;
	long next, step, last;	/* a sequence */
	bool done;
	size_t vars;		/* names that a turn sets */
	const char **name;
	const char **value;	/* a list: vars of them for each turn */
	size_t turns, turn;
};

/* Return: NULL and *error if the text, which begins with '~', is neither. */
struct repeat *repeat_parse(struct arena *arena, const char *text, const char **error);
/* Sets the parameters for the next turn; false when there is none. */
bool repeat_turn(struct repeat *r, struct params *p);

#endif
