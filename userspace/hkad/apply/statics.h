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
#include "rtnl.h"
#include "wanted.h"

struct mnl_socket;

struct statics {
	struct log *log;
	struct hka_client *client;	/* is told of track_groups */
	char *netns;			/* owned; or NULL */
	struct rtnl rtnl;
	struct mnl_socket *hear;	/* NULL: nothing was ever static */
	uv_loop_t *loop;
	uv_poll_t poll;
	uv_timer_t look;		/* when to see to all of it */
	struct wanted *now;		/* whose these are; NULL: nobody's */
	unsigned int generation;	/* of that; orders of an earlier one tell nothing of it */
	unsigned int ordered;		/* the one that is asked for now */
	struct rtnl_order *drop;	/* what is to go, before anything else */
	unsigned int n_drop, room_drop;
	bool sweep, see;		/* what is to be done next */
	bool again;			/* all of it has been seen to since it came */
	void (*idle)(void *arg);	/* all that was to be done is */
	void *arg;
};

/* False: there is no memory. */
bool statics_init(struct statics *s, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns);
/*
 * What is no more in @w goes, the rest is seen to, as the loop runs. @w stays until the next one. @sweep: nobody
 * else is here, and what keepalived, or an earlier hkad, left behind goes: marked as theirs, and not in @w.
 */
void statics_apply(struct statics *s, struct wanted *w, bool sweep);
/* Whether each track_group has what it names: their trackers are there now. */
void statics_tell(struct statics *s);
/* All of them go. */
void statics_remove(struct statics *s);
/* Is something under way? s->idle() is called at its end. */
bool statics_busy(const struct statics *s);
/* The handles are the loop's to close, before this. */
void statics_close(struct statics *s);

#endif
