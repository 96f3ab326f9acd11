// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the socket that rtnetlink is asked through. While a thread runs orders, they and the socket are the
 * thread's alone.
 */
#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "alike.h"
#include "message.h"
#include "rtnl.h"

#ifndef IFA_PROTO
#define IFA_PROTO 11
#endif

#define DUMP_SIZE	32768

bool rtnl_open(struct rtnl *r, const char *netns)
{
	int fd, on = 1;

	if (r->nl)
		return true;
	r->names = hka_netns_socket(netns, AF_INET, SOCK_DGRAM);
	fd = hka_netns_socket(netns, AF_NETLINK, SOCK_RAW);
	errno = fd < 0 ? -fd : r->names < 0 ? -r->names : 0;
	r->nl = fd < 0 ? NULL : mnl_socket_fdopen(fd);
	if (!r->nl && fd >= 0)
		close(fd);
	if (r->names < 0 || !r->nl || mnl_socket_bind(r->nl, 0, MNL_SOCKET_AUTOPID)) {
		rtnl_close(r);
		return false;
	}
	/* So that a dump has only what is asked for. */
	mnl_socket_setsockopt(r->nl, NETLINK_GET_STRICT_CHK, &on, sizeof(on));
	return true;
}

void rtnl_close(struct rtnl *r)
{
	int err = errno;

	if (r->nl)
		mnl_socket_close(r->nl);
	if (r->names >= 0)
		close(r->names);
	r->nl = NULL;
	r->names = -1;
	errno = err;
}

unsigned int rtnl_device(void *rtnl, const char *ifname)
{
	const struct rtnl *r = rtnl;
	struct ifreq ifr = { .ifr_ifindex = 0 };

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", ifname);
	return ioctl(r->names, SIOCGIFINDEX, &ifr) ? 0 : (unsigned int)ifr.ifr_ifindex;
}

/* ---- in the thread ---- */

/* Answers of a request go to @take, until there are no more. 0 or an errno. */
static int ask(struct rtnl *r, struct nlmsghdr *nlh, mnl_cb_t take)
{
	unsigned int port = mnl_socket_get_portid(r->nl);
	char buf[DUMP_SIZE];
	int ret = 1;

	nlh->nlmsg_seq = (uint32_t)uv_hrtime();
	if (mnl_socket_sendto(r->nl, nlh, nlh->nlmsg_len) < 0)
		return errno;
	while (ret > 0) {
		ssize_t n = mnl_socket_recvfrom(r->nl, buf, sizeof(buf));

		if (n < 0)
			return errno;
		ret = mnl_cb_run(buf, (size_t)n, nlh->nlmsg_seq, port, take, r);
	}
	return ret < 0 ? errno : 0;
}

struct mark {
	uint16_t type;
	bool found;
};

static int find_mark(const struct nlattr *attr, void *arg)
{
	struct mark *m = arg;

	if (mnl_attr_get_type(attr) == m->type)
		m->found = mnl_attr_get_u8(attr) == STATIC_PROTOCOL;
	return MNL_CB_OK;
}

static bool has_mark(const struct nlmsghdr *nlh)
{
	const struct rtmsg *rtm = mnl_nlmsg_get_payload(nlh);
	bool address = nlh->nlmsg_type == RTM_NEWADDR;
	struct mark m = { .type = address ? IFA_PROTO : FRA_PROTOCOL };

	if (nlh->nlmsg_type == RTM_NEWROUTE)
		return rtm->rtm_protocol == STATIC_PROTOCOL && !(rtm->rtm_flags & RTM_F_CLONED);
	mnl_attr_parse(nlh, address ? sizeof(struct ifaddrmsg) : sizeof(struct fib_rule_hdr), find_mark, &m);
	return m.found;
}

static int keep_marked(const struct nlmsghdr *nlh, void *arg)
{
	struct rtnl *r = arg;

	if (!has_mark(nlh))
		return MNL_CB_OK;
	if (r->len + MNL_ALIGN(nlh->nlmsg_len) > r->room) {
		size_t room = 2 * (r->len + MNL_ALIGN(nlh->nlmsg_len));
		void *more = realloc(r->found, room);

		if (!more)
			return MNL_CB_ERROR;	/* with errno */
		r->found = more;
		r->room = room;
	}
	memcpy((char *)r->found + r->len, nlh, nlh->nlmsg_len);
	r->len += MNL_ALIGN(nlh->nlmsg_len);
	return MNL_CB_OK;
}

/* @size: of the header that a dump of this kind begins with. */
static int look_for(struct rtnl *r, uint16_t type, size_t size, uint8_t family)
{
	char buf[256];
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);
	uint8_t *head;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	head = mnl_nlmsg_put_extra_header(nlh, size);
	*head = family;
	/* With strict checks, which are asked for, the kernel leaves all others out. */
	if (type == RTM_GETROUTE)
		((struct rtmsg *)(void *)head)->rtm_protocol = STATIC_PROTOCOL;
	return ask(r, nlh, keep_marked);
}

static void look(struct rtnl *r)
{
	static const uint8_t families[] = { AF_INET, AF_INET6 };

	for (size_t i = 0; i < 2; i++) {
		look_for(r, RTM_GETRULE, sizeof(struct fib_rule_hdr), families[i]);
		look_for(r, RTM_GETROUTE, sizeof(struct rtmsg), families[i]);
		look_for(r, RTM_GETADDR, sizeof(struct ifaddrmsg), families[i]);
	}
}

/* Addresses with our mark: what there is is looked for once for all orders. */
static void look_for_ours(struct rtnl *r, struct alike_set *ours)
{
	look_for(r, RTM_GETADDR, sizeof(struct ifaddrmsg), AF_INET);
	look_for(r, RTM_GETADDR, sizeof(struct ifaddrmsg), AF_INET6);
	for (const struct nlmsghdr *f = rtnl_next(r, NULL); f && alike_add(ours, f); f = rtnl_next(r, f))
		;
	alike_sort(ours);
}

static void run(uv_work_t *work)
{
	struct alike_set ours = { .n = 0 };
	struct rtnl *r = work->data;
	bool looked = false;

	if (r->look)
		look(r);
	for (unsigned int i = 0; i < r->n; i++) {
		struct rtnl_order *o = &r->order[i];
		bool address = o->message->nlmsg_type == RTM_DELADDR;
		unsigned int n;

		if (address && !looked)
			look_for_ours(r, &ours);
		looked |= address;
		if (address)
			alike_find(&ours, o->message, &n);
		/* Routes and rules with another mark are no match for the kernel. */
		o->error = address && !n ? EADDRNOTAVAIL : ask(r, o->message, NULL);
	}
	free(ours.item);
}

/* ---- */

static void free_orders(struct rtnl *r)
{
	for (unsigned int i = 0; i < r->n; i++)
		free(r->order[i].message);
	free(r->order);
	free(r->found);
	r->order = NULL;
	r->found = NULL;
	r->n = 0;
	r->len = r->room = 0;
}

static void on_done(uv_work_t *work, int status)
{
	struct rtnl *r = work->data;
	struct rtnl all = *r;

	(void)status;
	/* Whoever hears of it may begin something else. */
	r->order = NULL;
	r->found = NULL;
	r->n = 0;
	r->len = r->room = 0;
	r->busy = false;
	r->done(&all);
	free_orders(&all);
}

bool rtnl_run(struct rtnl *r, uv_loop_t *loop, struct rtnl_order *order, unsigned int n, bool look)
{
	r->order = order;
	r->n = n;
	r->look = look;
	r->work.data = r;
	r->busy = !uv_queue_work(loop, &r->work, run, on_done);
	if (!r->busy)
		free_orders(r);
	return r->busy;
}

struct nlmsghdr *rtnl_next(const struct rtnl *r, const struct nlmsghdr *last)
{
	char *at = last ? (char *)last + MNL_ALIGN(last->nlmsg_len) : (char *)r->found;

	return at < (char *)r->found + r->len ? (struct nlmsghdr *)(void *)at : NULL;
}
