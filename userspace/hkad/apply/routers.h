/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Routers in an order in which they are found: by what identifies them. Not those themselves. */
#ifndef HKAD_ROUTERS_H
#define HKAD_ROUTERS_H

#include "config/arena.h"
#include "hka.h"

struct routers {
	struct hka_vr **vr;	/* by device, VRID and family */
	unsigned int n;
};

/* @vrs: @n structures of @size, each of which begins with a router. */
void routers_index(struct routers *r, struct arena *a, void *vrs, unsigned int n, size_t size);
/* The first one with device, VRID and family of @vr, and how many there are. */
struct hka_vr **routers_find(const struct routers *r, const struct hka_vr *vr, unsigned int *n);

#endif
