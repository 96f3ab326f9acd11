// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the socket that hears of links; the one of routers is the client's. */
#include <errno.h>
#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <unistd.h>

#include "watch.h"

#define AT_ONCE		256	/* notices; then everything else has its turn */

static void on_links(uv_poll_t *poll, int status, int events)
{
	struct watch *w = poll->data;
	char buf[16384];

	(void)status;
	(void)events;
	/* What they say does not matter, nor whether some are lost: whoever is told looks for himself. */
	for (int i = 0; i < AT_ONCE; i++)
		if (mnl_socket_recvfrom(w->links, buf, sizeof(buf)) <= 0 && errno == EAGAIN)
			break;
	w->links_changed(w->arg);
}

static void on_routers(uv_poll_t *poll, int status, int events)
{
	struct watch *w = poll->data;
	struct hka_notice n;

	(void)status;
	(void)events;
	for (int i = 0; i < AT_ONCE && hka_wait(w->client, 0) > 0 && !hka_next(w->client, &n); i++) {
		if (!n.own)
			w->changed(w->arg, &n);
		hka_notice_clear(&n);
	}
}

static int open_links(struct watch *w, const char *netns)
{
	int link = RTNLGRP_LINK, fd = hka_netns_socket(netns, AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK);

	if (fd < 0)
		return fd;
	w->links = mnl_socket_fdopen(fd);
	if (!w->links) {
		close(fd);
		return -ENOMEM;
	}
	if (mnl_socket_bind(w->links, 0, MNL_SOCKET_AUTOPID) ||
	    mnl_socket_setsockopt(w->links, NETLINK_ADD_MEMBERSHIP, &link, sizeof(link)))
		return -errno;
	return 0;
}

int watch_open(struct watch *w, uv_loop_t *loop, struct hka_client *c, const char *netns)
{
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
	err = open_links(w, netns);
	if (err)
		return err;
	uv_poll_init(loop, &w->on_links, mnl_socket_get_fd(w->links));
	w->on_links.data = w;
	uv_poll_start(&w->on_links, UV_READABLE, on_links);
	return 0;
}

void watch_close(struct watch *w)
{
	if (w->links)
		mnl_socket_close(w->links);
	w->links = NULL;
}
