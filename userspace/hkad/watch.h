/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells that there may be something to do: links came or changed, somebody else changed routers. */
#ifndef HKAD_WATCH_H
#define HKAD_WATCH_H

#include <libmnl/libmnl.h>
#include <uv.h>

#include "hka.h"

struct watch {
	struct hka_client *client;
	struct mnl_socket *links;	/* or NULL */
	uv_poll_t on_links, on_routers;
	void (*links_changed)(void *arg);
	/* Never of what the client itself asked for. HKA_NOTICE_LOST: nobody knows what it was. */
	void (*changed)(void *arg, const struct hka_notice *n);
	void *arg;
};

/* Return: 0 or -errno. */
int watch_open(struct watch *w, uv_loop_t *loop, struct hka_client *c, const char *netns);
void watch_close(struct watch *w);

#endif
