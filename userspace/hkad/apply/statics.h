/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Addresses, routes and rules that the host has whatever its routers do: installed, put back when
 * they are taken away, and removed when no configuration has them any more.
 */
#ifndef HKAD_STATICS_H
#define HKAD_STATICS_H

#include <stdbool.h>
#include <uv.h>

#include "log.h"
#include "wanted.h"

struct mnl_socket;

struct statics {
	struct log *log;
	struct hka_client *client;	/* is told of track_groups */
	char *netns;			/* owned; or NULL */
	struct mnl_socket *ask, *hear;	/* NULL: nothing was ever static */
	int names;			/* a socket to ask for numbers of devices; -1 */
	uv_loop_t *loop;
	uv_poll_t poll;
	uv_timer_t look;		/* when to see to all of it */
	struct wanted *now;		/* whose these are; NULL: nobody's */
};

/* False: there is no memory. */
bool statics_init(struct statics *s, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns);
/* What is no more in @w goes, the rest is seen to. @w stays until the next one. */
void statics_apply(struct statics *s, struct wanted *w);
/*
 * What keepalived, or an earlier hkad, left behind: marked as theirs, and not in the configuration.
 * Only for who is alone here.
 */
void statics_sweep(struct statics *s);
/* Whether each track_group has what it names: their trackers are there now. */
void statics_tell(struct statics *s);
void statics_remove(struct statics *s);
/* The handles are the loop's to close, before this. */
void statics_close(struct statics *s);

#endif
