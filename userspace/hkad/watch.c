// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the socket that hears of links; the one of routers is the client's. */
#include <errno.h>
#include <fcntl.h>
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

static void tell(const struct watch *w, const struct hka_notice *n)
{
	if (n->type == HKA_NOTICE_LOST)
		w->changed(w->arg, NULL, NULL);
	else if (n->subject == HKA_SUBJECT_GROUP)
		w->changed(w->arg, "group", n->group.name);
	else if (n->subject == HKA_SUBJECT_TRACK)
		w->changed(w->arg, "tracker", n->track.name);
	else
		w->changed(w->arg, "router", n->vr.name);
}

static void on_routers(uv_poll_t *poll, int status, int events)
{
	struct watch *w = poll->data;
	struct hka_notice n;

	(void)status;
	(void)events;
	while (hka_wait(w->client, 0) > 0 && !hka_next(w->client, &n)) {
		tell(w, &n);
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
	/* A notice that this hkad does not know is passed over: the next one may never come. */
	if (fcntl(hka_fd(c), F_SETFL, O_NONBLOCK))
		return -errno;
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
