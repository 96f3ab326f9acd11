// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stands in for userspace/lib/client.c: a kernel made of fixed structures, so
 * that hkactl can be tested without the module. Requests are printed instead
 * of sent. HKA_FIXTURE chooses what this kernel knows:
 *	few	routers of every kind (default)
 *	wide	long names and many addresses
 *	empty	nothing
 *	refuse	says no to everything
 *	absent	the module is not loaded
 */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"
#include "hka.h"

#define NOW	UINT64_C(1767225600000000000)	/* 2026-01-01T00:00:00Z */
#define S	UINT64_C(1000000000)

struct hka_client {
	const char *fixture;
	unsigned int step;	/* of the notices */
	char error[160];
};

uint64_t hka_now(void)
{
	return NOW;
}

static int refuse(struct hka_client *c, int err, const char *text)
{
	snprintf(c->error, sizeof(c->error), "%s", text);
	return err;
}

int hka_open(struct hka_client **out, const char *netns)
{
	struct hka_client *c = calloc(1, sizeof(*c));

	*out = c;
	if (!c)
		return -ENOMEM;
	c->fixture = getenv("HKA_FIXTURE") ? getenv("HKA_FIXTURE") : "few";
	if (netns && strcmp(netns, "ns1"))
		return refuse(c, -ENOENT, "network namespace: No such file or directory");
	if (!strcmp(c->fixture, "absent"))
		return refuse(c, -ENOENT, "the hka module is not loaded: modprobe hka");
	return 0;
}

void hka_close(struct hka_client *c)
{
	free(c);
}

const char *hka_error(const struct hka_client *c)
{
	return c->error;
}

static bool refuses(struct hka_client *c)
{
	if (strcmp(c->fixture, "refuse"))
		return false;
	refuse(c, -EINVAL, "not in this fixture (attribute name)");
	return true;
}

/* ---- requests, printed ---- */

static const char *ip_text(const struct hka_ip *ip, char *buf)
{
	if (!inet_ntop(ip->len == 4 ? AF_INET : AF_INET6, ip->b, buf, INET6_ADDRSTRLEN))
		buf[0] = '\0';
	return buf;
}

static void say_set(const struct hka_set *set, const void *base);

static void say_list(const struct hka_field *f, const void *base)
{
	const char *elem;
	unsigned int n;

	memcpy(&elem, (const char *)base + f->offset, sizeof(elem));
	memcpy(&n, (const char *)base + f->count, sizeof(n));
	for (; n; n--, elem += f->nest->size) {
		printf(" %s[", f->name);
		say_set(f->nest, elem);
		printf(" ]");
	}
}

static void say_field(const struct hka_field *f, const void *base)
{
	const void *p = (const char *)base + f->offset;
	char addr[INET6_ADDRSTRLEN];
	int32_t s32;
	uint64_t u64;

	if (f->kind == HKA_LIST) {
		say_list(f, base);
		return;
	}
	printf(" %s", f->name);
	switch (f->kind) {
	case HKA_U8:
		printf("=%u", *(const uint8_t *)p);
		break;
	case HKA_U32:
		memcpy(&s32, p, sizeof(s32));
		printf("=%d", s32);
		break;
	case HKA_U64:
		memcpy(&u64, p, sizeof(u64));
		printf("=%" PRIu64, u64);
		break;
	case HKA_STRING:
	case HKA_BYTES:
		printf("=%s", (const char *)p);
		break;
	case HKA_IP:
		printf("=%s", ip_text(p, addr));
		break;
	case HKA_NEST:
		putchar('[');
		say_set(f->nest, p);
		printf(" ]");
		break;
	}
}

/* The marked members, by the names of the specification. */
static void say_set(const struct hka_set *set, const void *base)
{
	for (unsigned int i = 0; i < set->n_fields; i++)
		if (*(const uint64_t *)base & HKA_HAS(set->fields[i].attr))
			say_field(&set->fields[i], base);
}

static int say(struct hka_client *c, const char *what, const struct hka_set *set,
	       const void *request)
{
	if (refuses(c))
		return -EINVAL;
	fputs(what, stdout);
	say_set(set, request);
	putchar('\n');
	return 0;
}

int hka_vr_new(struct hka_client *c, const struct hka_vr *req, struct hka_vr *reply)
{
	if (reply)
		memset(reply, 0, sizeof(*reply));
	return say(c, "NEW", &hka_set_vr, req);
}

int hka_vr_set(struct hka_client *c, const struct hka_vr *req)
{
	return say(c, "SET", &hka_set_vr, req);
}

int hka_vr_del(struct hka_client *c, const char *name)
{
	if (refuses(c))
		return -EINVAL;
	printf(name ? "DEL name=%s\n" : "DEL all\n", name);
	return 0;
}

/* ---- routers ---- */

static void set_ip(struct hka_ip *ip, const char *text)
{
	ip->len = strchr(text, ':') ? 16 : 4;
	inet_pton(ip->len == 4 ? AF_INET : AF_INET6, text, ip->b);
}

static void add_vip(struct hka_vr *vr, const char *addr, uint8_t plen, const char *dev,
		    uint8_t state, uint32_t error)
{
	struct hka_vip vip = {
		.has = HKA_HAS(HKA_A_VIP_ADDRESS) | HKA_HAS(HKA_A_VIP_PREFIX_LENGTH) |
		       HKA_HAS(HKA_A_VIP_STATE),
		.prefix_length = plen, .state = state, .error = error,
	};

	set_ip(&vip.address, addr);
	snprintf(vip.ifname, sizeof(vip.ifname), "%s", dev);
	hka_vr_add_vip(vr, &vip);
}

/* What is the same in all of them. */
static struct hka_vr base(const char *name, uint32_t id, const char *dev, uint8_t vrid)
{
	struct hka_vr vr = {
		.has = UINT64_MAX & ~HKA_HAS(HKA_A_VR_ALL),
		.id = id, .ifindex = 2, .vrid = vrid, .family = AF_INET, .version = 3,
		.priority = 100, .effective_priority = 100, .interval = 1000000, .preempt = 1,
		.state = HKA_STATE_BACKUP, .master_interval = 1000000, .skew_time = 609375,
		.down_interval = 3609375, .last_priority = 150,
		.last_event = HKA_LAST_EVENT_STARTUP, .since = NOW - 3725 * S,
		.up_since = NOW - 90061 * S, .checksum_sent = HKA_CHECKSUM_RFC5798,
	};

	snprintf(vr.name, sizeof(vr.name), "%s", name);
	snprintf(vr.ifname, sizeof(vr.ifname), "%s", dev);
	set_ip(&vr.source, "192.0.2.2");
	set_ip(&vr.last_source, "192.0.2.3");
	return vr;
}

static void make_few(struct hka_vr *vr)
{
	vr[0] = base("web", 1, "eth0", 51);
	add_vip(&vr[0], "192.0.2.100", 24, "eth0", HKA_VIP_STATE_ABSENT, 0);

	vr[1] = base("gw6", 2, "eth0", 51);
	vr[1].family = AF_INET6;
	vr[1].state = HKA_STATE_MASTER;
	vr[1].priority = vr[1].effective_priority = 255;
	vr[1].interval = vr[1].master_interval = 250000;
	vr[1].skew_time = 976;
	vr[1].down_interval = 750976;
	vr[1].last_event = HKA_LAST_EVENT_OWNER_PREEMPT;
	vr[1].master_reason = HKA_MASTER_REASON_PRIORITY;
	vr[1].since = NOW - 42 * S - 123456789;
	vr[1].last_source.len = 0;
	vr[1].has &= ~(HKA_HAS(HKA_A_VR_CHECKSUM) | HKA_HAS(HKA_A_VR_CHECKSUM_SENT) |
		       HKA_HAS(HKA_A_VR_LAST_SOURCE) | HKA_HAS(HKA_A_VR_LAST_PRIORITY));
	set_ip(&vr[1].source, "fe80::1");
	add_vip(&vr[1], "fe80::100", 64, "eth0", HKA_VIP_STATE_INSTALLED, 0);
	add_vip(&vr[1], "2001:db8::100", 128, "eth1", HKA_VIP_STATE_FAILED, EEXIST);

	vr[2] = base("old", 3, "eth1.20", 7);
	vr[2].version = 2;
	vr[2].interval = vr[2].master_interval = 3000000;
	vr[2].preempt = 0;
	vr[2].state = HKA_STATE_FAULT;
	vr[2].fault = HKA_FAULT_NO_CARRIER;
	vr[2].last_event = HKA_LAST_EVENT_INTERFACE_DOWN;
	vr[2].since = NOW - 90061 * S;
	vr[2].up_since = 0;
	add_vip(&vr[2], "198.51.100.1", 32, "eth1.20", HKA_VIP_STATE_ABSENT, 0);
	add_vip(&vr[2], "198.51.100.2", 32, "eth1.20", HKA_VIP_STATE_ABSENT, 0);
}

static void make_wide(struct hka_vr *vr)
{
	char addr[INET6_ADDRSTRLEN];

	vr[0] = base("a-name-as-long-as-a-name-may-be-because-somebody-will-do-it-x", 1,
		     "bond0.4094abcde", 255);
	vr[0].interval = 40950000;
	vr[0].since = NOW - 900 * 86400 * S;
	for (unsigned int i = 0; i < HKA_VIPS_MAX; i++) {
		snprintf(addr, sizeof(addr), "10.0.%u.1", i);
		add_vip(&vr[0], addr, 24, "bond0.4094abcde", HKA_VIP_STATE_ABSENT, 0);
	}
	vr[1] = base("b", 2, "eth0", 1);
	vr[1].family = AF_INET6;
	vr[1].since = NOW;
	for (unsigned int i = 0; i < 3; i++) {
		snprintf(addr, sizeof(addr), "2001:db8:1111:2222:3333:4444:5555:%x", i + 1);
		add_vip(&vr[1], addr, 64, "eth0", HKA_VIP_STATE_PENDING, 0);
	}
	vr[2] = base("c", 3, "bond0.4094abcde", 2);
	vr[2].state = HKA_STATE_FAULT;
	vr[2].fault = HKA_FAULT_ADDRESS_INSTALL;
	vr[2].since = 0;
	add_vip(&vr[2], "192.0.2.1", 32, "x", HKA_VIP_STATE_ABSENT, 0);
}

int hka_vr_dump(struct hka_client *c, const char *ifname, struct hka_vr **out, unsigned int *n)
{
	struct hka_vr *all = calloc(3, sizeof(*all));
	unsigned int kept = 0;

	*out = NULL;
	*n = 0;
	if (!all)
		return refuse(c, -ENOMEM, "no memory");
	if (refuses(c)) {
		free(all);
		return -EINVAL;
	}
	if (!strcmp(c->fixture, "few"))
		make_few(all);
	else if (!strcmp(c->fixture, "wide"))
		make_wide(all);
	for (unsigned int i = 0; i < 3; i++) {
		if (all[i].id && (!ifname || !strcmp(all[i].ifname, ifname)))
			all[kept++] = all[i];
		else
			hka_vr_clear(&all[i]);
	}
	*out = all;
	*n = kept;
	return 0;
}

int hka_vr_get(struct hka_client *c, const char *name, struct hka_vr *out)
{
	unsigned int n, found = 0;
	struct hka_vr *all;
	int err = hka_vr_dump(c, NULL, &all, &n);

	memset(out, 0, sizeof(*out));
	if (err)
		return err;
	while (found < n && strcmp(all[found].name, name))
		found++;
	if (found < n) {
		*out = all[found];
		memset(&all[found], 0, sizeof(all[found]));	/* its lists are the caller's now */
	}
	hka_vrs_free(all, n);
	return found < n ? 0 : refuse(c, -ENOENT, "no such router (attribute name)");
}

/* ---- counters ---- */

static void make_stats(struct hka_stats *s, const char *name, uint32_t id)
{
	memset(s, 0, sizeof(*s));
	s->has = UINT64_MAX;
	snprintf(s->name, sizeof(s->name), "%s", name);
	s->id = id;
	for (unsigned int i = HKA_A_STATS_MASTER_TRANSITIONS; i <= HKA_A_STATS_MAX; i++)
		s->count[i] = 1000 * id + i;
	s->count[HKA_A_STATS_DISCONTINUITY] = NOW - 3600 * S;
	s->count[HKA_A_STATS_LATE_MAX] = 1234;
	for (unsigned int r = 1; id == 1 && r < __HKA_DROP_MAX; r++)
		s->drops[r] = r;
}

int hka_stats_get(struct hka_client *c, const char *name, struct hka_stats *out)
{
	if (refuses(c))
		return -EINVAL;
	if (name) {
		struct hka_vr vr;
		int err = hka_vr_get(c, name, &vr);

		if (err)
			return err;
		make_stats(out, name, vr.id);
		hka_vr_clear(&vr);
		return 0;
	}
	memset(out, 0, sizeof(*out));
	out->has = HKA_HAS(HKA_A_STATS_RECEIVED) | HKA_HAS(HKA_A_STATS_ADVERTISEMENT_RCVD) |
		   HKA_HAS(HKA_A_STATS_DISCONTINUITY);
	out->count[HKA_A_STATS_RECEIVED] = UINT64_C(12345678901234);
	out->count[HKA_A_STATS_ADVERTISEMENT_RCVD] = 7;
	out->count[HKA_A_STATS_DISCONTINUITY] = NOW - 3600 * S;
	out->drops[HKA_DROP_VRID] = 3;
	out->drops[HKA_DROP_NO_INTERFACE] = 12;
	out->drops_other = 2;
	return 0;
}

int hka_stats_dump(struct hka_client *c, struct hka_stats **out, unsigned int *n)
{
	*n = 0;
	*out = calloc(2, sizeof(**out));
	if (!*out)
		return refuse(c, -ENOMEM, "no memory");
	/* The third router was created since: it has no counters yet. */
	make_stats(&(*out)[0], "web", 1);
	make_stats(&(*out)[1], "gw6", 2);
	*n = 2;
	return 0;
}

/* ---- notices ---- */

int hka_listen(struct hka_client *c, const char *group)
{
	return refuses(c) ? -EINVAL : !*group;
}

int hka_next(struct hka_client *c, struct hka_notice *out)
{
	struct hka_event e = {
		.has = UINT64_MAX, .seq = 10 + c->step, .name = "web", .id = 1, .ifname = "eth0",
		.vrid = 51, .family = AF_INET, .from = HKA_STATE_BACKUP, .to = HKA_STATE_MASTER,
		.cause = HKA_LAST_EVENT_MASTER_TIMEOUT, .priority = 100,
		.time = NOW + c->step * S + 1500,
	};

	memset(out, 0, sizeof(*out));
	out->event = e;
	switch (c->step++) {
	case 0:
		return 0;
	case 1:
		out->event.from = HKA_STATE_MASTER;
		out->event.to = HKA_STATE_BACKUP;
		out->event.cause = HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP;
		set_ip(&out->event.peer, "192.0.2.3");
		return 0;
	case 2:
		out->event.to = HKA_STATE_FAULT;
		out->event.cause = HKA_LAST_EVENT_INTERFACE_DOWN;
		out->event.fault = HKA_FAULT_NO_CARRIER;
		return 0;
	case 3:
		return -EINTR;
	case 4:
	case 5:
		out->type = c->step == 5 ? HKA_NOTICE_NEW : HKA_NOTICE_SET;
		return hka_vr_get(c, "gw6", &out->vr);
	case 6:
		out->type = HKA_NOTICE_DEL;
		out->vr.has = HKA_HAS(HKA_A_VR_NAME) | HKA_HAS(HKA_A_VR_ID);
		out->vr.id = 2;
		memcpy(out->vr.name, "gw6", 4);
		return 0;
	case 7:
		out->type = HKA_NOTICE_LOST;
		out->lost = 4;
		return 0;
	case 8:
		out->type = HKA_NOTICE_LOST;
		return 0;
	}
	return refuse(c, -EIO, "end of the fixture");
}
