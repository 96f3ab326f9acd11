// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the order: it is made when the first name is looked up. */
#include <stdlib.h>
#include <string.h>

#include "index.h"

static int by_name(const void *a, const void *b)
{
	const struct index_entry *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

void index_add(struct index *x, struct arena *a, const char *name, const void *what)
{
	if (x->n == x->room) {
		unsigned int room = x->room ? 2 * x->room : 16;
		struct index_entry *more = arena_alloc(a, room * sizeof(*more));

		if (x->n)
			memcpy(more, x->entry, x->n * sizeof(*more));
		x->entry = more;
		x->room = room;
	}
	x->entry[x->n] = (struct index_entry){ .name = name, .what = what, .order = x->n };
	x->n++;
	x->sorted = false;
}

const struct index_entry *index_find(struct index *x, const char *name, unsigned int *n)
{
	unsigned int low = 0, high = x->n, end;

	if (!x->sorted && x->n)
		qsort(x->entry, x->n, sizeof(*x->entry), by_name);
	x->sorted = true;
	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (strcmp(x->entry[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (n)
		*n = 0;
	if (low == x->n || strcmp(x->entry[low].name, name))
		return NULL;
	/* There may be many, which whoever looks for the first one does not care for. */
	for (end = low; n && end < x->n && !strcmp(x->entry[end].name, name);)
		end++;
	if (n)
		*n = end - low;
	return &x->entry[low];
}

const void *index_get(struct index *x, const char *name)
{
	const struct index_entry *e = index_find(x, name, NULL);

	return e ? e->what : NULL;
}
