// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the socket that hears of links; the one of routers is the client's. */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include "watch.h"

static void on_links(uv_poll_t *poll, int status, int events)
{
	struct watch *w = poll->data;
	char buf[16384];

	(void)status;
	(void)events;
	/* What it says does not matter: whoever is told looks for himself. */
	while (recv(w->links, buf, sizeof(buf), MSG_DONTWAIT) > 0 || errno == ENOBUFS)
		;
	w->links_changed(w->arg);
}

static void on_routers(uv_poll_t *poll, int status, int events)
{
	struct watch *w = poll->data;
	struct hka_notice n;

	(void)status;
	(void)events;
	while (hka_wait(w->client, 0) > 0 && !hka_next(w->client, &n)) {
		w->router_changed(w->arg, n.type == HKA_NOTICE_LOST ? NULL : n.vr.name);
		hka_notice_clear(&n);
	}
}

int watch_open(struct watch *w, uv_loop_t *loop, struct hka_client *c, const char *netns)
{
	struct sockaddr_nl at = { .nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK };
	int err = hka_listen(c, HKA_MCGRP_CONFIG);

	if (err)
		return err;
	w->client = c;
	uv_poll_init(loop, &w->on_routers, hka_fd(c));
	w->on_routers.data = w;
	uv_poll_start(&w->on_routers, UV_READABLE, on_routers);
	w->links = hka_netns_socket(netns, AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK);
	if (w->links < 0 || bind(w->links, (struct sockaddr *)&at, sizeof(at)))
		return w->links < 0 ? w->links : -errno;
	uv_poll_init(loop, &w->on_links, w->links);
	w->on_links.data = w;
	uv_poll_start(&w->on_links, UV_READABLE, on_links);
	return 0;
}

void watch_forget(struct watch *w)
{
	struct hka_notice n;

	while (w->client && hka_wait(w->client, 0) > 0 && !hka_next(w->client, &n))
		hka_notice_clear(&n);
}

void watch_close(struct watch *w)
{
	if (w->links >= 0)
		close(w->links);
	w->links = -1;
}
