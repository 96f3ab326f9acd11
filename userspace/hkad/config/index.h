/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Things by their names. Those with the same name stay in the order in which they came. Memory is
 * an arena's.
 */
#ifndef HKAD_INDEX_H
#define HKAD_INDEX_H

#include <stdbool.h>

#include "arena.h"

struct index_entry {
	const char *name;	/* stays the caller's */
	const void *what;
	unsigned int order;
};

struct index {
	struct index_entry *entry;
	unsigned int n, room;
	bool sorted;
};

void index_add(struct index *x, struct arena *a, const char *name, const void *what);
/* The first of that name, and how many there are where @n is not NULL; NULL: none. */
const struct index_entry *index_find(struct index *x, const char *name, unsigned int *n);
/* The first one itself, or NULL. */
const void *index_get(struct index *x, const char *name);

#endif
