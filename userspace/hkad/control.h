/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The socket through which hkactl asks for a reload or a stop and learns what came of it: an
 * abstract one, so that it is of the network namespace whose routers are meant. A question is a
 * word and the end of its line; the answer is lines of text and, as the last one, "ok" or "refused".
 */
#ifndef HKAD_CONTROL_H
#define HKAD_CONTROL_H

#include <stdbool.h>
#include <uv.h>

#define CONTROL_ASKERS	16

enum control_order { CONTROL_RELOAD, CONTROL_STOP };

struct control {
	int fd;			/* -1: none */
	uv_poll_t poll;
	void (*told)(void *arg, enum control_order order);
	void *arg;
	struct asker *askers;	/* the last one first */
	unsigned int n;
	char error[160];
};

/* @lease: whose routers. False: there is no socket, c->error says why, and nothing else is missing. */
bool control_open(struct control *c, uv_loop_t *loop, const char *netns, const char *lease,
		  void (*told)(void *arg, enum control_order order), void *arg);
/* Whoever waits is answered. */
void control_answer(struct control *c, const char *text, bool good);
/* The loop has a last turn after it. */
void control_close(struct control *c);

#endif
