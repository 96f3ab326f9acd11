/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scripts that routers track: each is run at its interval, what comes of it is counted, and the kernel
 * is told whether it is good. What it was told outlives hkad: the next one begins with it.
 */
#ifndef HKAD_SCRIPTS_H
#define HKAD_SCRIPTS_H

#include "hka.h"
#include "runner.h"

struct scripts {
	struct log *log;
	struct hka_client *client;
	uv_loop_t *loop;
	struct runner runner;
	struct script *first;	/* owned */
};

void scripts_init(struct scripts *s, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns);
/* Those of @t, which stays until the next one; those that were there go on. */
void scripts_apply(struct scripts *s, const struct tracked *t);
/* Their trackers are in the kernel now: what they say is what the scripts did, and they run. */
void scripts_tell(struct scripts *s);
/* The loop has turns after it. */
void scripts_close(struct scripts *s);

#endif
