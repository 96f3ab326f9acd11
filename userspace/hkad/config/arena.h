/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that lives as long as a configuration does, and goes with it in one piece.
 * Where there is none, whoever began goes on at @out, as after setjmp(); what was being made is
 * of the arena, and incomplete. A program that sets no @out ends, with words.
 */
#ifndef HKAD_ARENA_H
#define HKAD_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct arena {
	struct arena_chunk *chunks;
	jmp_buf *out;
};

void *arena_alloc(struct arena *a, size_t size);	/* zeroed, aligned for anything */
/* The same for who has something else to give back; NULL: then arena_none() is next. */
void *arena_try(struct arena *a, size_t size);
_Noreturn void arena_none(struct arena *a);
char *arena_copy(struct arena *a, const char *text, size_t len);	/* with a NUL behind it */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *a);

#endif
