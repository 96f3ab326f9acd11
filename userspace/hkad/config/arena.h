/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that lives as long as a configuration does, and goes with it in one piece.
 * An allocation that fails ends the program: it is small, at start or in a check, and
 * the kernel goes on without it.
 */
#ifndef HKAD_ARENA_H
#define HKAD_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_chunk *chunks;
};

void *arena_alloc(struct arena *a, size_t size);	/* zeroed, aligned for anything */
char *arena_copy(struct arena *a, const char *text, size_t len);	/* with a NUL behind it */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *a);

#endif
