// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the sockets of rtnetlink that static addresses, routes and rules go through, and what is
 * known of them. What is already there is left as it is: whose it is is told by its mark, and only
 * what has ours is deleted.
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

#include "config/instance.h"
#include "message.h"
#include "statics.h"

#ifndef IFA_PROTO
#define IFA_PROTO 11
#endif

#define SETTLE_MS	100	/* from something that is taken away to looking at all of it */
#define RETRY_MS	5000	/* what cannot be installed is tried again without a reason to */
#define DUMP_SIZE	32768

bool statics_init(struct statics *s, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns)
{
	*s = (struct statics){ .log = log, .client = client, .loop = loop, .names = -1 };
	uv_timer_init(loop, &s->look);
	s->look.data = s;
	s->netns = netns ? strdup(netns) : NULL;
	return s->netns || !netns;
}

/* ---- to the kernel and back ---- */

static unsigned int device(void *arg, const char *ifname)
{
	const struct statics *s = arg;
	struct ifreq ifr = { .ifr_ifindex = 0 };

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", ifname);
	return ioctl(s->names, SIOCGIFINDEX, &ifr) ? 0 : (unsigned int)ifr.ifr_ifindex;
}

/* Answers of a request go to @take, until there are no more. 0 or -errno. */
static int ask(struct statics *s, struct nlmsghdr *nlh, mnl_cb_t take, void *arg)
{
	unsigned int port = mnl_socket_get_portid(s->ask);
	char buf[DUMP_SIZE];
	int ret = 1;

	nlh->nlmsg_seq = (uint32_t)uv_hrtime();
	if (mnl_socket_sendto(s->ask, nlh, nlh->nlmsg_len) < 0)
		return -errno;
	while (ret > 0) {
		ssize_t n = mnl_socket_recvfrom(s->ask, buf, sizeof(buf));

		if (n < 0)
			return -errno;
		ret = mnl_cb_run(buf, (size_t)n, nlh->nlmsg_seq, port, take, arg);
	}
	return ret < 0 ? -errno : 0;
}

static int change(struct statics *s, const struct hka_vr *vr, bool add)
{
	char buf[MESSAGE_SIZE];
	struct nlmsghdr *nlh = message_make(buf, vr, add, device, s);

	return nlh ? ask(s, nlh, NULL, NULL) : -ENODEV;
}

/* ---- whose it is ---- */

struct marked {
	struct statics *s;
	const struct hka_vr *of;	/* the address that is looked for; NULL: all that have the mark */
	bool found;
	struct nlmsghdr *all;		/* copies of what was found, to be deleted */
	size_t len, room;
};

static int find_local(const struct nlattr *attr, void *arg)
{
	const struct nlattr **local = arg;

	if (mnl_attr_get_type(attr) == IFA_LOCAL || (mnl_attr_get_type(attr) == IFA_ADDRESS && !*local))
		*local = attr;
	return MNL_CB_OK;
}

static bool is_address(const struct nlmsghdr *nlh, const struct marked *m)
{
	const struct ifaddrmsg *ifa = mnl_nlmsg_get_payload(nlh);
	const struct hka_vip *vip = m->of->vips;
	const struct nlattr *local = NULL;

	mnl_attr_parse(nlh, sizeof(*ifa), find_local, &local);
	return local && ifa->ifa_index == device(m->s, vip->ifname) && ifa->ifa_prefixlen == vip->prefix_length &&
	       mnl_attr_get_payload_len(local) == vip->address.len &&
	       !memcmp(mnl_attr_get_payload(local), vip->address.b, vip->address.len);
}

struct sought {
	uint16_t type;
	const void *data;
	uint16_t len;
	bool found;
};

static int compare(const struct nlattr *attr, void *arg)
{
	struct sought *w = arg;

	if (mnl_attr_get_type(attr) == w->type)
		w->found = mnl_attr_get_payload_len(attr) == w->len && !memcmp(mnl_attr_get_payload(attr), w->data, w->len);
	return MNL_CB_OK;
}

/* Has the message the attribute, or does it lack it where there is nothing to be had? */
static bool has_attr(const struct nlmsghdr *nlh, size_t size, uint16_t type, const void *data, size_t len)
{
	struct sought w = { .type = type, .data = data, .len = (uint16_t)len, .found = !len };

	mnl_attr_parse(nlh, (unsigned int)size, compare, &w);
	return w.found;
}

static bool has_mark(const struct nlmsghdr *nlh)
{
	const struct rtmsg *rtm = mnl_nlmsg_get_payload(nlh);
	const uint8_t mark = STATIC_PROTOCOL;

	if (nlh->nlmsg_type == RTM_NEWROUTE)
		return rtm->rtm_protocol == mark && !(rtm->rtm_flags & RTM_F_CLONED);
	if (nlh->nlmsg_type == RTM_NEWADDR)
		return has_attr(nlh, sizeof(struct ifaddrmsg), IFA_PROTO, &mark, sizeof(mark));
	return has_attr(nlh, sizeof(struct fib_rule_hdr), FRA_PROTOCOL, &mark, sizeof(mark));
}

/* No two routes have all of these in common but for their ways. */
static bool is_route(const struct nlmsghdr *nlh, const struct hka_route *r)
{
	const struct rtmsg *rtm = mnl_nlmsg_get_payload(nlh);

	return rtm->rtm_family == r->family && rtm->rtm_dst_len == r->dst_length && rtm->rtm_tos == r->tos &&
	       has_attr(nlh, sizeof(*rtm), RTA_DST, r->dst.b, r->dst_length ? r->dst.len : 0) &&
	       has_attr(nlh, sizeof(*rtm), RTA_TABLE, &r->table, sizeof(r->table)) &&
	       has_attr(nlh, sizeof(*rtm), RTA_PRIORITY, &r->priority, r->priority ? sizeof(r->priority) : 0);
}

static bool is_rule(const struct nlmsghdr *nlh, const struct hka_rule *r)
{
	const struct fib_rule_hdr *frh = mnl_nlmsg_get_payload(nlh);
	bool mark = r->has & HKA_HAS(HKA_A_RULE_FWMARK), table = r->has & HKA_HAS(HKA_A_RULE_TABLE);

	return frh->family == r->family && frh->src_len == r->src_length && frh->dst_len == r->dst_length &&
	       frh->action == r->action && frh->tos == r->tos &&
	       has_attr(nlh, sizeof(*frh), FRA_PRIORITY, &r->priority, sizeof(r->priority)) &&
	       has_attr(nlh, sizeof(*frh), FRA_TABLE, &r->table, table ? sizeof(r->table) : 0) &&
	       has_attr(nlh, sizeof(*frh), FRA_SRC, r->src.b, r->src_length ? r->src.len : 0) &&
	       has_attr(nlh, sizeof(*frh), FRA_DST, r->dst.b, r->dst_length ? r->dst.len : 0) &&
	       has_attr(nlh, sizeof(*frh), FRA_FWMARK, &r->fwmark, mark ? sizeof(r->fwmark) : 0) &&
	       has_attr(nlh, sizeof(*frh), FRA_IIFNAME, r->iifname, r->iifname[0] ? strlen(r->iifname) + 1 : 0) &&
	       has_attr(nlh, sizeof(*frh), FRA_OIFNAME, r->oifname, r->oifname[0] ? strlen(r->oifname) + 1 : 0);
}

static int take_marked(const struct nlmsghdr *nlh, void *arg)
{
	struct marked *m = arg;

	if (!has_mark(nlh) || (m->of && !is_address(nlh, m)))
		return MNL_CB_OK;
	m->found = true;
	if (m->of)
		return MNL_CB_OK;
	if (m->len + MNL_ALIGN(nlh->nlmsg_len) > m->room) {
		size_t room = 2 * (m->len + MNL_ALIGN(nlh->nlmsg_len));
		void *more = realloc(m->all, room);

		if (!more)
			return MNL_CB_ERROR;	/* with errno */
		m->all = more;
		m->room = room;
	}
	memcpy((char *)m->all + m->len, nlh, nlh->nlmsg_len);
	m->len += MNL_ALIGN(nlh->nlmsg_len);
	return MNL_CB_OK;
}

/* @size: of the header that a dump of this kind begins with. */
static int dump(struct statics *s, uint16_t type, size_t size, uint8_t family, struct marked *m)
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
	m->s = s;
	return ask(s, nlh, take_marked, m);
}

/* ---- one by one ---- */

static const char *reason(int error)
{
	return error == ENODEV ? "its interface is not there" : strerror(error);
}

/* Sees to one: is it there now? @again: it has been, and somebody may have taken it away. */
static void see_to(struct statics *s, struct wanted_static *one, bool again)
{
	int err;

	if (again && one->no_track && one->there)
		return;
	err = -change(s, &one->vr, true);
	if (!err && again && one->there)
		log_say(s->log, LOG_NOTICE, "%s: it was taken away, and is back", one->text);
	else if (!err)
		log_say(s->log, LOG_DEBUG, "%s", one->text);
	if (err == EEXIST)
		err = 0;
	if (err && err != one->error)
		log_say(s->log, LOG_ERR, "%s:%u: %s: %s", one->node->pos.file, one->node->pos.line, one->text, reason(err));
	else if (!err && one->error)
		log_say(s->log, LOG_INFO, "%s: it is there now", one->text);
	one->there |= !err;
	one->error = err;
}

static void drop(struct statics *s, const struct wanted_static *one)
{
	struct marked m = { .of = &one->vr };
	int err;

	/* Routes and rules with another mark are no match for the kernel. */
	if (one->vr.n_vips) {
		err = dump(s, RTM_GETADDR, sizeof(struct ifaddrmsg), one->vr.vips->address.len == 16 ? AF_INET6 : AF_INET, &m);
		if (err || !m.found)
			return;
	}
	err = change(s, &one->vr, false);
	if (err && err != -ESRCH && err != -ENOENT && err != -EADDRNOTAVAIL && err != -ENODEV)
		log_say(s->log, LOG_WARNING, "%s: it is not removed: %s", one->text, strerror(-err));
}

static void on_look(uv_timer_t *timer);

static void see_to_all(struct statics *s, bool again)
{
	bool failed = false;

	for (unsigned int i = 0; s->now && i < s->now->n_statics; i++) {
		see_to(s, &s->now->statics[i], again);
		failed |= s->now->statics[i].error;
	}
	statics_tell(s);
	if (failed)
		uv_timer_start(&s->look, on_look, RETRY_MS, 0);
}

static void on_look(uv_timer_t *timer)
{
	see_to_all(timer->data, true);
}

/* Is it one of those after which something may be missing, or possible? Our own doing is not. */
static int take_news(const struct nlmsghdr *nlh, void *arg)
{
	struct statics *s = arg;

	if (nlh->nlmsg_pid != mnl_socket_get_portid(s->ask) && (nlh->nlmsg_type != RTM_NEWRULE))
		uv_timer_start(&s->look, on_look, SETTLE_MS, 0);
	return MNL_CB_OK;
}

static void on_news(uv_poll_t *poll, int status, int events)
{
	struct statics *s = poll->data;
	char buf[DUMP_SIZE];
	ssize_t n;

	(void)status;
	(void)events;
	while ((n = mnl_socket_recvfrom(s->hear, buf, sizeof(buf))) > 0 || errno == ENOBUFS)
		if (n < 0)
			uv_timer_start(&s->look, on_look, SETTLE_MS, 0);
		else
			mnl_cb_run(buf, (size_t)n, 0, 0, take_news, s);
}

/* ---- all of them ---- */

static struct mnl_socket *open_socket(const char *netns, int type)
{
	int fd = hka_netns_socket(netns, AF_NETLINK, SOCK_RAW | type);
	struct mnl_socket *nl = fd < 0 ? NULL : mnl_socket_fdopen(fd);

	if (!nl && fd >= 0)
		close(fd);
	return nl;
}

static void close_sockets(struct statics *s)
{
	if (s->ask)
		mnl_socket_close(s->ask);
	if (s->hear)
		mnl_socket_close(s->hear);
	if (s->names >= 0)
		close(s->names);
	s->ask = s->hear = NULL;
	s->names = -1;
}

static bool open_ask(struct statics *s)
{
	int on = 1;

	if (s->ask)
		return true;
	s->names = hka_netns_socket(s->netns, AF_INET, SOCK_DGRAM);
	s->ask = open_socket(s->netns, 0);
	if (s->names < 0 || !s->ask || mnl_socket_bind(s->ask, 0, MNL_SOCKET_AUTOPID)) {
		log_say(s->log, LOG_ERR, "static addresses, routes and rules: %s", strerror(errno));
		close_sockets(s);
		return false;
	}
	/* So that a dump has only what is asked for. */
	mnl_socket_setsockopt(s->ask, NETLINK_GET_STRICT_CHK, &on, sizeof(on));
	return true;
}

/* Without it what is taken away stays away. */
static void open_hear(struct statics *s)
{
	const unsigned int groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE |
				    RTMGRP_IPV6_ROUTE | RTMGRP_IPV4_RULE | (1 << (RTNLGRP_IPV6_RULE - 1));

	if (s->hear)
		return;
	s->hear = open_socket(s->netns, SOCK_NONBLOCK);
	if (!s->hear || mnl_socket_bind(s->hear, groups, MNL_SOCKET_AUTOPID)) {
		log_say(s->log, LOG_ERR, "static addresses, routes and rules are not watched: %s", strerror(errno));
		return;
	}
	uv_poll_init(s->loop, &s->poll, mnl_socket_get_fd(s->hear));
	s->poll.data = s;
	uv_poll_start(&s->poll, UV_READABLE, on_news);
}

static const struct wanted_static *find(const struct wanted *w, const char *text)
{
	for (unsigned int i = 0; w && i < w->n_statics; i++)
		if (!strcmp(w->statics[i].text, text))
			return &w->statics[i];
	return NULL;
}

void statics_apply(struct statics *s, struct wanted *w)
{
	const struct wanted *before = s->now;

	s->now = w;
	if (!s->ask && (!w->n_statics || !open_ask(s)))
		return;
	open_hear(s);
	/* In the other order: a route may need an address. */
	for (unsigned int i = before ? before->n_statics : 0; i; i--)
		if (!find(w, before->statics[i - 1].text))
			drop(s, &before->statics[i - 1]);
	for (unsigned int i = 0; i < w->n_statics; i++) {
		const struct wanted_static *old = find(before, w->statics[i].text);

		w->statics[i].there = old && old->there;
	}
	see_to_all(s, false);
}

/* Is what a dump told of one of the wanted ones? By what the kernel has only once. */
static bool is_wanted(struct statics *s, const struct nlmsghdr *nlh)
{
	for (unsigned int i = 0; s->now && i < s->now->n_statics; i++) {
		struct marked m = { .s = s, .of = &s->now->statics[i].vr };
		const struct hka_vr *vr = m.of;

		if (nlh->nlmsg_type == RTM_NEWADDR ? vr->n_vips && is_address(nlh, &m) :
		    nlh->nlmsg_type == RTM_NEWROUTE ? vr->n_routes && is_route(nlh, vr->routes) :
		    vr->n_rules && is_rule(nlh, vr->rules))
			return true;
	}
	return false;
}

void statics_sweep(struct statics *s)
{
	static const struct {
		uint16_t get, del;
		size_t size;
	} kinds[] = {
		{ RTM_GETRULE, RTM_DELRULE, sizeof(struct fib_rule_hdr) },
		{ RTM_GETROUTE, RTM_DELROUTE, sizeof(struct rtmsg) },
		{ RTM_GETADDR, RTM_DELADDR, sizeof(struct ifaddrmsg) },
	};
	static const uint8_t families[] = { AF_INET, AF_INET6 };
	unsigned int n = 0;

	if (!open_ask(s))
		return;
	for (size_t i = 0; i < 6; i++) {
		struct marked m = { .of = NULL };
		char *at;

		dump(s, kinds[i / 2].get, kinds[i / 2].size, families[i % 2], &m);
		for (at = (char *)m.all; at < (char *)m.all + m.len;) {
			struct nlmsghdr *nlh = (struct nlmsghdr *)(void *)at;

			at += MNL_ALIGN(nlh->nlmsg_len);
			if (is_wanted(s, nlh))
				continue;
			nlh->nlmsg_type = kinds[i / 2].del;
			nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
			nlh->nlmsg_pid = 0;
			n += !ask(s, nlh, NULL, NULL);
		}
		free(m.all);
	}
	if (n)
		log_say(s->log, LOG_NOTICE, "%u addresses, routes and rules that keepalived or an earlier hkad left are removed", n);
}

/* ---- track groups ---- */

static void tell(struct statics *s, const char *group, bool up)
{
	struct hka_track req = {
		.has = HKA_HAS(HKA_A_TRACK_NAME) | HKA_HAS(HKA_A_TRACK_STATE),
		.state = up ? HKA_TRACK_STATE_UP : HKA_TRACK_STATE_DOWN,
	};

	snprintf(req.name, sizeof(req.name), "%s" STATIC_SUFFIX, group);
	hka_track_set(s->client, &req);
}

void statics_tell(struct statics *s)
{
	const struct wanted *w = s->now;

	for (unsigned int i = 0; w && i < w->n_tracks; i++) {
		const char *group = node_value(w->tracks[i].node);
		bool up = true;

		if (w->tracks[i].track.kind != HKA_TRACK_KIND_NAMED)
			continue;
		for (unsigned int k = 0; k < w->n_statics; k++)
			if (w->statics[k].group && !strcmp(w->statics[k].group, group) && w->statics[k].error)
				up = false;
		tell(s, group, up);
	}
}

void statics_remove(struct statics *s)
{
	for (unsigned int i = s->now && s->ask ? s->now->n_statics : 0; i; i--)
		drop(s, &s->now->statics[i - 1]);
	s->now = NULL;
}

void statics_close(struct statics *s)
{
	close_sockets(s);
	free(s->netns);
	s->netns = NULL;
}
