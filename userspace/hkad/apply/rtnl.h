/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rtnetlink, asked by a thread: whoever asks waits for all that others do with the kernel's
 * configuration of networks, and the event loop must not.
 */
#ifndef HKAD_RTNL_H
#define HKAD_RTNL_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <uv.h>

struct rtnl_order {
	struct nlmsghdr *message;	/* of malloc(), and rtnl_run()'s to free */
	void *of;		/* whoever ordered it knows */
	int error;		/* an errno, when it is done */
};

struct rtnl {
	struct mnl_socket *nl;	/* NULL: it is not open */
	int names;		/* a socket to ask for numbers of devices; -1 */
	uv_work_t work;
	bool busy;
	struct rtnl_order *order;	/* of malloc(), and its */
	unsigned int n;
	bool look;		/* for what has the mark, in place of orders */
	struct nlmsghdr *found;	/* those, one behind the other */
	size_t len, room;
	/* All is done; what is in here is gone after it. */
	void (*done)(struct rtnl *r);
	void *arg;
};

/* False: errno. */
bool rtnl_open(struct rtnl *r, const char *netns);
/* Not while it is busy. */
void rtnl_close(struct rtnl *r);
/* A message_device. */
unsigned int rtnl_device(void *rtnl, const char *ifname);
/*
 * Orders one after the other; or, with @look, whatever is marked as static. An address with another mark
 * than ours is not deleted. False: it is not begun, and the orders are freed.
 */
bool rtnl_run(struct rtnl *r, uv_loop_t *loop, struct rtnl_order *order, unsigned int n, bool look);
/* What was found, from NULL to NULL. */
struct nlmsghdr *rtnl_next(const struct rtnl *r, const struct nlmsghdr *last);

#endif
