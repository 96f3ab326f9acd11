/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parameters of a configuration: $NAME=VALUE, and what is known without one
 * (_PWD, _INSTANCE, _RANDOM, _ENV, _HASH, _BANG). keepalived.conf(5), "Parameter substitution".
 */
#ifndef HKAD_PARAMS_H
#define HKAD_PARAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

struct params {
	struct arena *arena;
	const char *id;		/* ${_INSTANCE} */
	struct param *first;
	bool seeded;		/* ${_RANDOM} is what comes of the seed, each time the same */
	unsigned long long seed;
};

/* The value may have several lines; the last definition of a name is its value. */
void params_set(struct params *p, const char *name, size_t name_len, const char *value);
/* How long a parameter's name is at text; 0: there is none. */
size_t params_name(const char *text);
/*
 * Replaces the first parameter of the text that has a value. @dir: ${_PWD}.
 * Return: the new text; NULL if there is nothing to replace.
 */
const char *params_replace(struct params *p, const char *text, const char *dir);

#endif
