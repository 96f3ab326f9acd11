/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread that writes lines, so that nobody else waits where they go to: a journal that hangs,
 * a terminal that is stopped, a full pipe. So many bytes wait; what is more is counted, and told.
 */
#ifndef HKAD_WRITER_H
#define HKAD_WRITER_H

#include <stdbool.h>

struct writer;

/* @put is called in the thread, and may wait; @to is the caller's. NULL: it cannot be had. */
struct writer *writer_start(void (*put)(void *arg, unsigned int to, int level, const char *text), void *arg);
void writer_add(struct writer *w, unsigned int to, int level, const char *text);
/* Waits so long that all is written, or less: is it? */
bool writer_wait(struct writer *w, unsigned int ms);
/* The same, and ends it. False: it hangs, and goes on using @arg until the program ends. */
bool writer_end(struct writer *w, unsigned int ms);

#endif
