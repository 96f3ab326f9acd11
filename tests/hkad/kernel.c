// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stands in for userspace/lib/client.c: a kernel that keeps what it is told, so that hkad can be
 * tested without the module. It refuses what the module would: names that are taken, that do not
 * exist, routers that clash, and groups and trackers nobody knows.
 *
 * What others do is in the file that HKA_TEST_WORLD names, which is gone when it is done:
 *	change R after S	the priority of router R, as soon as the kernel has been told something of S
 *	memory N		chunks of memory are left
 *	routers			there are some of an earlier hkad
 *	rtnl			rtnetlink, which is the real one, answers nobody for seconds
 *	news			there is no end of what it tells
 * What trackers are told to say is added to the file that HKA_TEST_TRACKS names, a line each.
 */
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "client.h"

#define MOST	4096
#define NOTICES	65536

struct store {
	const struct hka_set *set;
	void *object[MOST];
	unsigned int n;
};

struct hka_client {
	char error[160];
	struct store vrs, groups, tracks;
	struct hka_lease lease;
	int fd;			/* readable while there are notices */
	struct hka_notice *notice;
	unsigned int first, last;
};

static int refuse(struct hka_client *c, int err, const char *text, const char *name)
{
	snprintf(c->error, sizeof(c->error), "%s: %s", text, name);
	return err;
}

int hka_open(struct hka_client **out, const char *netns)
{
	struct hka_client *c = calloc(1, sizeof(*c));

	(void)netns;
	*out = c;
	if (!c)
		return -ENOMEM;
	c->vrs.set = &hka_set_vr;
	c->groups.set = &hka_set_group;
	c->tracks.set = &hka_set_track;
	c->notice = calloc(NOTICES, sizeof(*c->notice));
	c->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return c->notice && c->fd >= 0 ? 0 : -ENOMEM;
}

static void drop(struct store *s, unsigned int i)
{
	hka_clear(s->set, s->object[i]);
	free(s->object[i]);
	s->object[i] = s->object[--s->n];
}

void hka_close(struct hka_client *c)
{
	struct store *all[] = { &c->vrs, &c->groups, &c->tracks };

	for (unsigned int i = 0; i < 3; i++)
		while (all[i]->n)
			drop(all[i], 0);
	while (c->first != c->last)
		hka_notice_clear(&c->notice[c->first++]);
	free(c->notice);
	close(c->fd);
	free(c);
}

const char *hka_error(const struct hka_client *c)
{
	return c->error;
}

int hka_fail(struct hka_client *c, int err, const char *what)
{
	return refuse(c, err, what, strerror(-err));
}

/* Through a message, so that the copy has lists of its own. */
static void *copy(const struct hka_set *set, const void *from)
{
	struct nl_msg *msg = nlmsg_alloc_size(1 << 20);
	void *to = calloc(1, set->size);

	if (!msg || !to || !nlmsg_put(msg, 0, 0, 16, 0, 0) || hka_put(msg, set, from) ||
	    hka_parse(set, to, nlmsg_attrdata(nlmsg_hdr(msg), 0), nlmsg_attrlen(nlmsg_hdr(msg), 0)))
		abort();
	nlmsg_free(msg);
	return to;
}

/* The second member of each. */
static const char *name_of(const struct store *s, const void *object)
{
	return s->set == &hka_set_vr ? ((const struct hka_vr *)object)->name :
	       s->set == &hka_set_group ? ((const struct hka_group *)object)->name :
	       ((const struct hka_track *)object)->name;
}

static int find(const struct store *s, const char *name)
{
	for (unsigned int i = 0; i < s->n; i++)
		if (!strcmp(name_of(s, s->object[i]), name))
			return (int)i;
	return -1;
}

/* What only requests have. */
static void settle(struct store *s, void *object)
{
	struct hka_vr *vr = object;

	if (s->set != &hka_set_vr)
		return;
	if (vr->no_group)
		vr->in_group[0] = '\0';
	if (vr->rename[0])
		memcpy(vr->name, vr->rename, sizeof(vr->name));
	vr->no_group = false;
	vr->rename[0] = '\0';
	vr->has &= ~(HKA_HAS(HKA_A_VR_NO_GROUP) | HKA_HAS(HKA_A_VR_RENAME) | HKA_HAS(HKA_A_VR_AUTH_DATA));
	if (!vr->in_group[0])
		vr->has &= ~HKA_HAS(HKA_A_VR_IN_GROUP);
	if (vr->n_vips)
		vr->has &= ~HKA_HAS(HKA_A_VR_NO_VIP);
}

/* @a gets what @b marks; its lists become @a's. */
static void overlay(const struct hka_set *set, void *a, void *b)
{
	for (unsigned int i = 0; i < set->n_fields; i++) {
		const struct hka_field *f = &set->fields[i];
		size_t size = f->kind == HKA_NEST ? f->nest->size : f->kind == HKA_LIST ? sizeof(void *) : f->size;
		char old[sizeof(struct hka_vr)];

		if (!(*(uint64_t *)b & HKA_HAS(f->attr)))
			continue;
		memcpy(old, (char *)a + f->offset, size);
		memcpy((char *)a + f->offset, (char *)b + f->offset, size);
		memcpy((char *)b + f->offset, old, size);
		if (f->kind == HKA_LIST) {
			unsigned int n;

			memcpy(&n, (char *)a + f->count, sizeof(n));
			memcpy((char *)a + f->count, (char *)b + f->count, sizeof(n));
			memcpy((char *)b + f->count, &n, sizeof(n));
		}
		*(uint64_t *)a |= HKA_HAS(f->attr);
	}
}

static bool clashes(const struct hka_client *c, const struct hka_vr *vr)
{
	for (unsigned int i = 0; i < c->vrs.n; i++) {
		const struct hka_vr *other = c->vrs.object[i];

		if (!hka_vr_differ(vr, other, HKA_HAS(HKA_A_VR_IFNAME) | HKA_HAS(HKA_A_VR_VRID) |
				   HKA_HAS(HKA_A_VR_FAMILY) | HKA_HAS(HKA_A_VR_MCAST_GROUP)))
			return true;
	}
	return false;
}

/* Whether what a request names is there. */
static int check(struct hka_client *c, const struct hka_set *set, const void *req)
{
	const struct hka_track *track = req;
	const struct hka_vr *vr = req;

	if (set == &hka_set_vr && vr->in_group[0] && find(&c->groups, vr->in_group) < 0)
		return refuse(c, -ENOENT, "no group", vr->in_group);
	if (set == &hka_set_vr && vr->rename[0] && find(&c->vrs, vr->rename) >= 0)
		return refuse(c, -EEXIST, "the name is taken", vr->rename);
	for (unsigned int i = 0; set == &hka_set_track && i < track->n_members; i++) {
		const struct hka_member *m = &track->members[i];

		if (m->group[0] ? find(&c->groups, m->group) < 0 : find(&c->vrs, m->vr) < 0)
			return refuse(c, -ENOENT, "no member", m->group[0] ? m->group : m->vr);
	}
	return 0;
}

/* Trackers and groups know routers by themselves, not by their names. */
static void rename_members(struct hka_client *c, const char *from, const char *to)
{
	for (unsigned int i = 0; i < c->tracks.n; i++) {
		struct hka_track *t = c->tracks.object[i];

		for (unsigned int k = 0; k < t->n_members; k++)
			if (!strcmp(t->members[k].vr, from))
				strcpy(t->members[k].vr, to);
	}
	for (unsigned int i = 0; i < c->groups.n; i++) {
		struct hka_group *g = c->groups.object[i];

		if (!strcmp(g->leader, from))
			strcpy(g->leader, to);
	}
}

static void forget_members(struct hka_client *c, const char *name, bool group)
{
	for (unsigned int i = 0; i < c->tracks.n; i++) {
		struct hka_track *t = c->tracks.object[i];

		for (unsigned int k = 0; k < t->n_members;)
			if (!strcmp(group ? t->members[k].group : t->members[k].vr, name))
				t->members[k] = t->members[--t->n_members];
			else
				k++;
	}
	for (unsigned int i = 0; group && i < c->vrs.n; i++) {
		struct hka_vr *vr = c->vrs.object[i];

		if (!strcmp(vr->in_group, name)) {
			vr->in_group[0] = '\0';
			vr->has &= ~HKA_HAS(HKA_A_VR_IN_GROUP);
		}
	}
}

static int create(struct hka_client *c, struct store *s, const void *req)
{
	int err = check(c, s->set, req);

	if (err)
		return err;
	if (find(s, name_of(s, req)) >= 0)
		return refuse(c, -EEXIST, "the name is taken", name_of(s, req));
	if (s->set == &hka_set_vr && clashes(c, req))
		return refuse(c, -EEXIST, "another router is the same", name_of(s, req));
	if (s->n == MOST)
		return refuse(c, -ENOSPC, "too many", name_of(s, req));
	s->object[s->n] = copy(s->set, req);
	settle(s, s->object[s->n++]);
	return 0;
}

static int change(struct hka_client *c, struct store *s, const void *req)
{
	int at = find(s, name_of(s, req)), err = check(c, s->set, req);
	void *b;

	if (err)
		return err;
	if (at < 0)
		return refuse(c, -ENOENT, "nothing has the name", name_of(s, req));
	if (s->set == &hka_set_vr && ((const struct hka_vr *)req)->rename[0])
		rename_members(c, name_of(s, req), ((const struct hka_vr *)req)->rename);
	b = copy(s->set, req);
	overlay(s->set, s->object[at], b);
	hka_clear(s->set, b);
	free(b);
	settle(s, s->object[at]);
	return 0;
}

static int delete(struct hka_client *c, struct store *s, const void *req)
{
	int at = find(s, name_of(s, req));

	if (at < 0)
		return refuse(c, -ENOENT, "nothing has the name", name_of(s, req));
	if (s != &c->tracks)
		forget_members(c, name_of(s, req), s == &c->groups);
	drop(s, (unsigned int)at);
	return 0;
}

static void tell(struct hka_client *c, const struct store *s, const void *object, enum hka_notice_type type, bool own)
{
	struct hka_notice *n = &c->notice[c->last++];
	void *what = copy(s->set, object);
	uint64_t one = 1;

	if (c->last == NOTICES || write(c->fd, &one, sizeof(one)) != sizeof(one))
		abort();
	*n = (struct hka_notice){ .type = type, .own = own };
	n->subject = s == &c->vrs ? HKA_SUBJECT_VR : s == &c->groups ? HKA_SUBJECT_GROUP : HKA_SUBJECT_TRACK;
	memcpy(s == &c->vrs ? (void *)&n->vr : s == &c->groups ? (void *)&n->group : (void *)&n->track, what,
	       s->set->size);
	free(what);
}

/* Is this what others do? */
static bool world(const char *word)
{
	const char *path = getenv("HKA_TEST_WORLD");
	FILE *f = path ? fopen(path, "re") : NULL;
	char is[16] = "";

	if (!f)
		return false;
	if (fscanf(f, "%15s", is) != 1)
		is[0] = '\0';
	fclose(f);
	return !strcmp(is, word);
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

/* Of 64 kB and more: what an arena grows by. */
void *__wrap_malloc(size_t size)
{
	static unsigned int since, last;	/* that are gone, of how many */
	unsigned int left = 0;
	FILE *f;

	if (size < 65536 || !world("memory"))
		return __real_malloc(size);
	f = fopen(getenv("HKA_TEST_WORLD"), "re");
	if (f && fscanf(f, "memory %u", &left) != 1)
		left = 0;
	if (f)
		fclose(f);
	since = left == last ? since : 0;
	last = left;
	return since++ < left ? __real_malloc(size) : NULL;
}

ssize_t __real_mnl_socket_sendto(const struct mnl_socket *nl, const void *buf, size_t size);
ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *nl, const void *buf, size_t size);
ssize_t __real_mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf, size_t size);
ssize_t __wrap_mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf, size_t size);

/* Somebody holds what whoever asks has to wait for. */
ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *nl, const void *buf, size_t size)
{
	for (int i = 0; i < 40 && world("rtnl"); i++)
		usleep(100000);
	return __real_mnl_socket_sendto(nl, buf, size);
}

/* Sockets that nobody waits at are those for news. */
ssize_t __wrap_mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf, size_t size)
{
	if (!(fcntl(mnl_socket_get_fd(nl), F_GETFL) & O_NONBLOCK) || !world("news"))
		return __real_mnl_socket_recvfrom(nl, buf, size);
	mnl_nlmsg_put_header(buf)->nlmsg_type = RTM_NEWLINK;
	return NLMSG_HDRLEN;
}

/* They are counted by whoever tests that they go on. */
static int heartbeat(void)
{
	const char *path = getenv("HKA_TEST_BEATS");
	FILE *f = path ? fopen(path, "ae") : NULL;

	if (f) {
		fputs("beat\n", f);
		fclose(f);
	}
	return 0;
}

static void note_track(const struct hka_track *t)
{
	const char *path = getenv("HKA_TEST_TRACKS");
	FILE *f = path ? fopen(path, "ae") : NULL;

	if (f && t->has & HKA_HAS(HKA_A_TRACK_VALUE))
		fprintf(f, "%s %d\n", t->name, t->value);
	else if (f && t->has & HKA_HAS(HKA_A_TRACK_STATE))
		fprintf(f, "%s %s\n", t->name, hka_track_state_name(t->state));
	if (f)
		fclose(f);
}

/* What others do as soon as @name has been told. */
static void others(struct hka_client *c, const char *name)
{
	char who[HKA_NAME_MAX + 1], when[HKA_NAME_MAX + 1];
	const char *path = getenv("HKA_TEST_WORLD");
	FILE *f = path ? fopen(path, "re") : NULL;
	int n, at;

	if (!f)
		return;
	n = fscanf(f, "change %15s after %15s", who, when);
	fclose(f);
	at = find(&c->vrs, who);
	if (n != 2 || strcmp(when, name) || at < 0)
		return;
	((struct hka_vr *)c->vrs.object[at])->priority = 7;
	tell(c, &c->vrs, c->vrs.object[at], HKA_NOTICE_SET, false);
	unlink(path);
}

static int order(struct hka_client *c, struct store *s, int cmd, int new, int set, const void *req)
{
	int err = cmd == new ? create(c, s, req) : cmd == set ? change(c, s, req) : delete(c, s, req);

	if (err)
		return err;
	tell(c, s, req, cmd == new ? HKA_NOTICE_NEW : cmd == set ? HKA_NOTICE_SET : HKA_NOTICE_DEL, true);
	others(c, name_of(s, req));
	return 0;
}

int hka_ask(struct hka_client *c, int cmd, const struct hka_set *set, const void *req, void *reply)
{
	if (reply)
		memset(reply, 0, set->size);
	switch (cmd) {
	case HKA_CMD_VR_NEW:
	case HKA_CMD_VR_SET:
	case HKA_CMD_VR_DEL:
		return order(c, &c->vrs, cmd, HKA_CMD_VR_NEW, HKA_CMD_VR_SET, req);
	case HKA_CMD_GROUP_NEW:
	case HKA_CMD_GROUP_SET:
	case HKA_CMD_GROUP_DEL:
		return order(c, &c->groups, cmd, HKA_CMD_GROUP_NEW, HKA_CMD_GROUP_SET, req);
	case HKA_CMD_TRACK_SET:
		note_track(req);
		/* fall through */
	case HKA_CMD_TRACK_NEW:
	case HKA_CMD_TRACK_DEL:
		return order(c, &c->tracks, cmd, HKA_CMD_TRACK_NEW, HKA_CMD_TRACK_SET, req);
	case HKA_CMD_LEASE_HEARTBEAT:
		return heartbeat();
	case HKA_CMD_LEASE_GET:
		((struct hka_lease *)reply)->routers = world("routers");
		return 0;
	case HKA_CMD_LEASE_TAKE:
		memcpy(reply, req, set->size);
		return 0;
	}
	return 0;
}

int hka_ask_all(struct hka_client *c, int cmd, const struct hka_set *set, const void *req, void **out,
		unsigned int *n)
{
	struct store *s = cmd == HKA_CMD_VR_GET ? &c->vrs : cmd == HKA_CMD_GROUP_GET ? &c->groups : &c->tracks;
	char *all = calloc(s->n ? s->n : 1, set->size);

	(void)req;
	if (!all)
		abort();
	for (unsigned int i = 0; i < s->n; i++) {
		void *one = copy(set, s->object[i]);

		memcpy(all + i * set->size, one, set->size);
		free(one);
	}
	*out = all;
	*n = s->n;
	return 0;
}

int hka_listen(struct hka_client *c, const char *group)
{
	(void)c;
	(void)group;
	return 0;
}

int hka_fd(const struct hka_client *c)
{
	return c->fd;
}

int hka_wait(struct hka_client *c, uint64_t us)
{
	(void)us;
	return c->first != c->last;
}

int hka_next(struct hka_client *c, struct hka_notice *out)
{
	uint64_t all;

	*out = c->notice[c->first++];
	if (c->first == c->last) {
		c->first = c->last = 0;
		return read(c->fd, &all, sizeof(all)) == sizeof(all) ? 0 : -EIO;
	}
	return 0;
}
