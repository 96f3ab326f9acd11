// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the order. */
#include <stdlib.h>
#include <string.h>

#include "routers.h"

static int compare(const struct hka_vr *a, const struct hka_vr *b)
{
	int c = strcmp(a->ifname, b->ifname);

	return c ? c : a->vrid != b->vrid ? a->vrid - b->vrid : a->family - b->family;
}

static int by_key(const void *a, const void *b)
{
	const struct hka_vr *const *x = a, *const *y = b;
	int c = compare(*x, *y);

	/* What is alike stays in its order. */
	return c ? c : *x < *y ? -1 : *x > *y;
}

void routers_index(struct routers *r, struct arena *a, void *vrs, unsigned int n, size_t size)
{
	r->vr = arena_alloc(a, (n ? n : 1) * sizeof(*r->vr));
	r->n = n;
	for (unsigned int i = 0; i < n; i++)
		r->vr[i] = (struct hka_vr *)((char *)vrs + i * size);
	qsort(r->vr, n, sizeof(*r->vr), by_key);
}

struct hka_vr **routers_find(const struct routers *r, const struct hka_vr *vr, unsigned int *n)
{
	unsigned int low = 0, high = r->n;

	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (compare(r->vr[mid], vr) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < r->n && !compare(r->vr[low + *n], vr);)
		(*n)++;
	return &r->vr[low];
}
