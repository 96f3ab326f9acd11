/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells that there may be something to do: links came or changed, somebody else changed routers. */
#ifndef HKAD_WATCH_H
#define HKAD_WATCH_H

#include <stdbool.h>
#include <uv.h>

#include "hka.h"

struct watch {
	struct hka_client *client;
	int links;		/* a socket of rtnetlink; -1: none */
	uv_poll_t on_links, on_routers;
	void (*links_changed)(void *arg);
	/* @kind, @name: router, group or tracker; NULL: nobody knows which. */
	void (*changed)(void *arg, const char *kind, const char *name);
	void *arg;
};

/* Return: 0, or -errno with hka_error(). */
int watch_open(struct watch *w, uv_loop_t *loop, struct hka_client *c, const char *netns);
/* What has been told so far was our own doing. */
void watch_forget(struct watch *w);
void watch_close(struct watch *w);

#endif
