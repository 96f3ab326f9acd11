// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns what is known of static addresses, routes and rules. What is already there is left as it is: whose
 * it is is told by its mark, and only what has ours is deleted. One set of orders is under way at a time;
 * what is wanted meanwhile waits for its end.
 */
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alike.h"
#include "config/instance.h"
#include "message.h"
#include "statics.h"

#define SETTLE_MS	100	/* from something that is taken away to looking at all of it */
#define RETRY_MS	5000	/* what cannot be installed is tried again without a reason to */
#define NEWS_SIZE	32768
#define AT_ONCE		256	/* pieces of news; then everything else has its turn */

bool statics_init(struct statics *s, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns)
{
	*s = (struct statics){ .log = log, .client = client, .loop = loop, .rtnl.names = -1 };
	uv_timer_init(loop, &s->look);
	s->look.data = s;
	s->netns = netns ? strdup(netns) : NULL;
	return s->netns || !netns;
}

/* ---- orders ---- */

/* A copy of the message for one of them; NULL: its device is not there, or with *@error ENOMEM there is no memory. */
static struct nlmsghdr *make(struct statics *s, const struct hka_vr *vr, bool add, int *error)
{
	char buf[MESSAGE_SIZE];
	struct nlmsghdr *nlh = message_make(buf, vr, add, rtnl_device, &s->rtnl), *copy;

	*error = ENODEV;
	if (!nlh)
		return NULL;
	*error = ENOMEM;
	copy = malloc(nlh->nlmsg_len);
	return copy ? memcpy(copy, nlh, nlh->nlmsg_len) : NULL;
}

static void drop(struct statics *s, struct nlmsghdr *message)
{
	if (message && s->n_drop == s->room_drop) {
		unsigned int room = s->room_drop ? 2 * s->room_drop : 16;
		void *more = realloc(s->drop, room * sizeof(*s->drop));

		if (!more) {
			free(message);
			return;
		}
		s->drop = more;
		s->room_drop = room;
	}
	if (message)
		s->drop[s->n_drop++] = (struct rtnl_order){ .message = message };
}

static const char *reason(int error)
{
	return error == ENODEV ? "its interface is not there" : strerror(error);
}

/* How it went with one of the wanted ones. */
static void learn(struct statics *s, struct wanted_static *one, int err)
{
	if (!err && s->again && one->there)
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

/* Orders for all that is wanted, behind those for what is to go. NULL: there is no memory. */
static struct rtnl_order *make_orders(struct statics *s, unsigned int *n)
{
	unsigned int wanted = s->see && s->now ? s->now->n_statics : 0;
	struct rtnl_order *order = malloc((s->n_drop + wanted + 1) * sizeof(*order));

	*n = 0;
	if (!order)
		return NULL;
	if (s->n_drop)
		memcpy(order, s->drop, s->n_drop * sizeof(*order));
	*n = s->n_drop;
	s->n_drop = 0;
	for (unsigned int i = 0; i < wanted; i++) {
		struct wanted_static *one = &s->now->statics[i];
		struct nlmsghdr *message;
		int err;

		if (s->again && one->no_track && one->there)
			continue;
		message = make(s, &one->vr, true, &err);
		if (message)
			order[(*n)++] = (struct rtnl_order){ .message = message, .of = one };
		else
			learn(s, one, err);
	}
	return order;
}

static void on_look(uv_timer_t *timer);

static void go(struct statics *s)
{
	struct rtnl_order *order = NULL;
	bool sweep = s->sweep;
	unsigned int n = 0;

	if (s->rtnl.busy || (!sweep && !s->see && !s->n_drop))
		return;
	if (!sweep)
		order = make_orders(s, &n);
	/* What is not begun for want of memory is seen to later. */
	s->ordered = s->generation;
	s->sweep = false;
	if (!sweep)
		s->see = false;
	if ((sweep || order) && rtnl_run(&s->rtnl, s->loop, order, n, sweep))
		return;
	log_say(s->log, LOG_ERR, "static addresses, routes and rules: %s", strerror(ENOMEM));
	uv_timer_start(&s->look, on_look, RETRY_MS, 0);
}

static void on_look(uv_timer_t *timer)
{
	struct statics *s = timer->data;

	s->see = true;
	go(s);
}

/* ---- what was left behind ---- */

static bool goes_there(const struct alike_item *item, unsigned int n, const struct nlmsghdr *found)
{
	for (unsigned int i = 0; i < n; i++)
		if (found->nlmsg_type != RTM_NEWROUTE || alike_ways(item[i].nlh, found))
			return true;
	return false;
}

/* What was found with our mark and is not wanted goes. */
static void drop_found(struct statics *s, const struct rtnl *all)
{
	unsigned int wanted = s->now ? s->now->n_statics : 0, n, gone = s->n_drop;
	struct alike_set set = { .n = 0 };
	int err;

	for (unsigned int i = 0; i < wanted; i++) {
		struct nlmsghdr *message = make(s, &s->now->statics[i].vr, true, &err);

		/* Whoever does not know what is wanted deletes nothing. */
		if (message ? !alike_add(&set, message) : err == ENOMEM) {
			free(message);
			goto out;
		}
	}
	alike_sort(&set);
	for (const struct nlmsghdr *f = rtnl_next(all, NULL); f; f = rtnl_next(all, f)) {
		const struct alike_item *item = alike_find(&set, f, &n);
		struct nlmsghdr *copy = goes_there(item, n, f) ? NULL : malloc(f->nlmsg_len);

		if (!copy)
			continue;
		memcpy(copy, f, f->nlmsg_len);
		copy->nlmsg_type = f->nlmsg_type == RTM_NEWADDR ? RTM_DELADDR : f->nlmsg_type == RTM_NEWROUTE ? RTM_DELROUTE :
				   RTM_DELRULE;
		copy->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
		copy->nlmsg_pid = 0;
		drop(s, copy);
	}
	gone = s->n_drop - gone;
	if (gone)
		log_say(s->log, LOG_NOTICE, "%u addresses, routes and rules that keepalived or an earlier hkad left are removed", gone);
out:
	for (unsigned int i = 0; i < set.n; i++)
		free((void *)set.item[i].nlh);
	free(set.item);
}

/* ---- what became of orders ---- */

static void finish(struct statics *s)
{
	bool failed = false;

	s->again = true;
	for (unsigned int i = 0; s->now && i < s->now->n_statics; i++)
		failed |= s->now->statics[i].error;
	statics_tell(s);
	if (failed)
		uv_timer_start(&s->look, on_look, RETRY_MS, 0);
}

static void on_done(struct rtnl *all)
{
	struct statics *s = all->arg;
	bool current = s->ordered == s->generation;

	for (unsigned int i = 0; i < all->n; i++) {
		const struct rtnl_order *o = &all->order[i];

		if (o->of && current)
			learn(s, o->of, o->error);
		else if (!o->of && o->error && o->error != ESRCH && o->error != ENOENT && o->error != EADDRNOTAVAIL && o->error != ENODEV)
			log_say(s->log, LOG_WARNING, "something static is not removed: %s", strerror(o->error));
	}
	if (all->look && s->now)
		drop_found(s, all);
	else if (current && s->now)
		finish(s);
	go(s);
	if (!s->rtnl.busy)
		s->idle(s->arg);
}

/* ---- news ---- */

/* Is it one of those after which something may be missing, or possible? Our own doing is not. */
static int take_news(const struct nlmsghdr *nlh, void *arg)
{
	struct statics *s = arg;

	if (nlh->nlmsg_pid != mnl_socket_get_portid(s->rtnl.nl) && (nlh->nlmsg_type != RTM_NEWRULE))
		uv_timer_start(&s->look, on_look, SETTLE_MS, 0);
	return MNL_CB_OK;
}

static void on_news(uv_poll_t *poll, int status, int events)
{
	struct statics *s = poll->data;
	char buf[NEWS_SIZE];

	(void)status;
	(void)events;
	for (int i = 0; i < AT_ONCE; i++) {
		ssize_t n = mnl_socket_recvfrom(s->hear, buf, sizeof(buf));

		if (n > 0)
			mnl_cb_run(buf, (size_t)n, 0, 0, take_news, s);
		else if (n < 0 && errno == ENOBUFS)
			uv_timer_start(&s->look, on_look, SETTLE_MS, 0);
		else
			break;
	}
}

/* Without it what is taken away stays away. */
static void open_hear(struct statics *s)
{
	const unsigned int groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE |
				    RTMGRP_IPV6_ROUTE | RTMGRP_IPV4_RULE | (1 << (RTNLGRP_IPV6_RULE - 1));
	int fd;

	if (s->hear)
		return;
	fd = hka_netns_socket(s->netns, AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK);
	s->hear = fd < 0 ? NULL : mnl_socket_fdopen(fd);
	if (!s->hear && fd >= 0)
		close(fd);
	if (!s->hear || mnl_socket_bind(s->hear, groups, MNL_SOCKET_AUTOPID)) {
		log_say(s->log, LOG_ERR, "static addresses, routes and rules are not watched: %s", strerror(errno));
		return;
	}
	uv_poll_init(s->loop, &s->poll, mnl_socket_get_fd(s->hear));
	s->poll.data = s;
	uv_poll_start(&s->poll, UV_READABLE, on_news);
}

/* ---- all of them ---- */

static int compare_text(const void *text, const void *one)
{
	return strcmp(text, (*(struct wanted_static *const *)one)->text);
}

static const struct wanted_static *find(const struct wanted *w, const char *text)
{
	struct wanted_static *const *found;

	if (!w || !w->n_statics)
		return NULL;
	found = bsearch(text, w->by_text, w->n_statics, sizeof(*w->by_text), compare_text);
	return found ? *found : NULL;
}

static void drop_wanted(struct statics *s, const struct wanted_static *one)
{
	int err;

	drop(s, make(s, &one->vr, false, &err));
}

void statics_apply(struct statics *s, struct wanted *w, bool sweep)
{
	const struct wanted *before = s->now;

	s->now = w;
	s->generation++;
	s->again = false;
	if (!s->rtnl.nl && !w->n_statics && !sweep)
		return;
	if (!rtnl_open(&s->rtnl, s->netns)) {
		log_say(s->log, LOG_ERR, "static addresses, routes and rules: %s", strerror(errno));
		return;
	}
	s->rtnl.done = on_done;
	s->rtnl.arg = s;
	if (w->n_statics)
		open_hear(s);
	/* In the other order: a route may need an address. */
	for (unsigned int i = before ? before->n_statics : 0; i; i--)
		if (!find(w, before->statics[i - 1].text))
			drop_wanted(s, &before->statics[i - 1]);
	for (unsigned int i = 0; i < w->n_statics; i++) {
		const struct wanted_static *old = find(before, w->statics[i].text);

		w->statics[i].there = old && old->there;
	}
	s->sweep = sweep;
	s->see = true;
	go(s);
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
	for (unsigned int i = s->now && s->rtnl.nl ? s->now->n_statics : 0; i; i--)
		drop_wanted(s, &s->now->statics[i - 1]);
	s->now = NULL;
	s->generation++;
	s->sweep = s->see = false;
	uv_timer_stop(&s->look);
	go(s);
}

bool statics_busy(const struct statics *s)
{
	return s->rtnl.busy;
}

void statics_close(struct statics *s)
{
	for (unsigned int i = 0; i < s->n_drop; i++)
		free(s->drop[i].message);
	free(s->drop);
	s->drop = NULL;
	if (s->hear)
		mnl_socket_close(s->hear);
	s->hear = NULL;
	rtnl_close(&s->rtnl);
	free(s->netns);
	s->netns = NULL;
}
