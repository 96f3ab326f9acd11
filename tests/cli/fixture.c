// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stands in for userspace/lib/client.c: a kernel made of fixed structures, so
 * that hkactl can be tested without the module. Requests are printed instead
 * of sent. HKA_FIXTURE chooses what this kernel knows:
 *	few	routers of every kind (default)
 *	wide	long names and many addresses
 *	empty	nothing
 *	why	a router for everything that explain can say
 *	texts	a router with every kind of text in what people wrote
 *	refuse	says no to everything
 *	absent	the module is not loaded
 */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"

#define NOW	UINT64_C(1767225600000000000)	/* 2026-01-01T00:00:00Z */
#define S	UINT64_C(1000000000)

struct hka_client {
	const char *fixture;
	unsigned int step;	/* of the notices */
	bool handed;		/* a hand-over was asked for */
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

int hka_fail(struct hka_client *c, int err, const char *what)
{
	snprintf(c->error, sizeof(c->error), "%s: %s", what, strerror(-err));
	return err;
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
	if (!n)
		printf(" %s[ ]", f->name);
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
	case HKA_BLOB:
		putchar('=');
		for (unsigned int i = 0; i < ((const struct hka_blob *)p)->len; i++)
			printf("%02x", ((const struct hka_blob *)p)->b[i]);
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

static int say(const char *what, const struct hka_set *set, const void *request)
{
	fputs(what, stdout);
	say_set(set, request);
	putchar('\n');
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
		       HKA_HAS(HKA_A_VIP_STATE) | HKA_HAS(HKA_A_VIP_FLAGS) |
		       HKA_HAS(HKA_A_VIP_PREFERRED_LIFETIME) | HKA_HAS(HKA_A_VIP_SCOPE) |
		       HKA_HAS(HKA_A_VIP_REMOVALS),
		.flags = strchr(addr, ':') ? 2 : 0, .preferred_lifetime = UINT32_MAX,
		.prefix_length = plen, .state = state, .error = error,
	};

	set_ip(&vip.address, addr);
	snprintf(vip.ifname, sizeof(vip.ifname), "%s", dev);
	hka_vr_add_vip(vr, &vip);
}

/* Router @vr depends on it. */
static void tie(struct hka_vr *vr, const char *name, uint8_t policy, uint8_t amount, uint8_t state)
{
	vr->has |= HKA_HAS(HKA_A_VR_LEASE);
	vr->lease = (struct hka_tie){ .has = UINT64_MAX, .policy = policy, .amount = amount,
				      .state = state };
	snprintf(vr->lease.name, sizeof(vr->lease.name), "%s", name);
}

/* What is the same in all of them. */
static struct hka_vr base(const char *name, uint32_t id, const char *dev, uint8_t vrid)
{
	struct hka_vr vr = {
		.has = UINT64_MAX & ~(HKA_HAS(HKA_A_VR_ALL) | HKA_HAS(HKA_A_VR_AUTH_TYPE) |
				      HKA_HAS(HKA_A_VR_VMAC_STATE) |
				      HKA_HAS(HKA_A_VR_PREEMPT_REMAINING) |
				      HKA_HAS(HKA_A_VR_LEASE) |
				      HKA_HAS(HKA_A_VR_STARTUP_REMAINING)),
		.id = id, .ifindex = 2, .vrid = vrid, .family = AF_INET, .version = 3,
		.priority = 100, .effective_priority = 100, .interval = 1000000, .preempt = 1,
		.state = HKA_STATE_BACKUP, .master_interval = 1000000, .skew_time = 609375,
		.down_interval = 3609375, .last_priority = 150,
		.last_event = HKA_LAST_EVENT_STARTUP, .since = NOW - 3725 * S,
		.up_since = NOW - 90061 * S, .checksum_sent = HKA_CHECKSUM_RFC5798,
		.accept = 1, .reply_lower = 1, .yield_advert = 1, .down_count = 3, .track_link = 1,
		.unicast_ttl = 255, .check_source = 1,
		.announce = { .has = UINT64_MAX, .repeat = 5, .delay = 5000000,
			      .refresh_repeat = 1, .lower_repeat = 5, .lower_delay = 5000000 },
	};

	snprintf(vr.name, sizeof(vr.name), "%s", name);
	snprintf(vr.ifname, sizeof(vr.ifname), "%s", dev);
	set_ip(&vr.mcast_group, "224.0.0.18");
	set_ip(&vr.source, "192.0.2.2");
	set_ip(&vr.last_source, "192.0.2.3");
	return vr;
}

/* A unicast router without a device, with everything that can be set. */
static struct hka_vr unicast(uint32_t id)
{
	struct hka_summand by_hand = {
		.has = UINT64_MAX & ~HKA_HAS(HKA_A_CONTRIBUTION_STATE),
		.kind = HKA_CONTRIBUTION_DEMOTION, .name = "kernel upgrade", .amount = -20,
		.remaining = UINT64_C(754321000),
	};
	struct hka_vr vr = base("uni", id, "", 9);
	struct hka_peer peer = { .has = UINT64_MAX, .ttl_max = 255, .sent = 1234 };

	vr.ifindex = 0;
	vr.effective_priority = 80;
	vr.state = HKA_STATE_MASTER;
	vr.master_reason = HKA_MASTER_REASON_NO_RESPONSE;
	vr.last_event = HKA_LAST_EVENT_MASTER_TIMEOUT;
	vr.mcast_group.len = 0;
	vr.has &= ~HKA_HAS(HKA_A_VR_MCAST_GROUP);
	set_ip(&vr.source_address, "198.51.100.1");
	set_ip(&vr.source, "198.51.100.1");
	vr.preempt_delay = 90000000;
	tie(&vr, "old", HKA_LEASE_POLICY_DEMOTE, 50, HKA_LEASE_STATE_GRACE);
	vr.startup_delay = 1500000;
	vr.strict = 0;
	vr.accept = 0;
	vr.track_link = 0;
	vr.unicast_ttl = 64;
	set_ip(&peer.address, "198.51.100.2");
	peer.ttl_min = 254;
	peer.last_heard = NOW - 3 * S;
	hka_vr_add_peer(&vr, &peer);
	set_ip(&peer.address, "198.51.100.3");
	peer.ttl_min = 0;
	peer.send_errors = 7;
	peer.has &= ~HKA_HAS(HKA_A_PEER_LAST_HEARD);
	hka_vr_add_peer(&vr, &peer);
	vr.hmac = (struct hka_hmac){ .has = UINT64_MAX, .mode = HKA_HMAC_MODE_PERMISSIVE,
				     .active_key = 2, .time_window = 5, .skew = -3 };
	hka_vr_add_hmac_key(&vr, &(struct hka_hmac_key){ .has = UINT64_MAX, .id = 1 });
	hka_vr_add_hmac_key(&vr, &(struct hka_hmac_key){ .has = UINT64_MAX, .id = 2 });
	vr.announce.group = 7;
	vr.announce.refresh = UINT64_C(3600000000);
	vr.announce.interval = 250;
	add_vip(&vr, "203.0.113.7", 24, "eth0", HKA_VIP_STATE_INSTALLED, 0);
	vr.vips[0].scope = 253;
	strcpy(vr.vips[0].label, "eth0:vip");
	set_ip(&vr.vips[0].broadcast, "203.0.113.255");
	vr.vips[0].flags = 0x200 | 0x400;
	vr.vips[0].removals = 2;
	add_vip(&vr, "2001:db8::9", 128, "eth1", HKA_VIP_STATE_ADOPTED, 0);
	vr.vips[1].excluded = true;
	vr.vips[1].preferred_lifetime = 0;
	vr.vips[1].flags = 0x2;
	set_ip(&vr.vips[1].peer, "2001:db8::a");
	vr.vips[1].scope = 7;
	vr.summands = calloc(1, sizeof(by_hand));
	if (vr.summands)
		vr.summands[vr.n_summands++] = by_hand;
	return vr;
}

static unsigned int make_few(struct hka_vr *vr)
{
	struct hka_summand down = {
		.has = UINT64_MAX & ~HKA_HAS(HKA_A_CONTRIBUTION_REMAINING),
		.kind = HKA_CONTRIBUTION_TRACKER, .name = "uplink", .amount = -10,
		.state = HKA_TRACK_STATE_DOWN,
	};

	vr[0] = base("web", 1, "eth0", 51);
	vr[0].effective_priority = 90;
	add_vip(&vr[0], "192.0.2.100", 24, "eth0", HKA_VIP_STATE_ABSENT, 0);
	tie(&vr[0], "hkad", HKA_LEASE_POLICY_HANDOVER, 0, HKA_LEASE_STATE_HELD);
	vr[0].summands = calloc(1, sizeof(down));
	if (vr[0].summands)
		vr[0].summands[vr[0].n_summands++] = down;

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
	set_ip(&vr[1].mcast_group, "ff02::12");
	vr[1].vmac = 1;
	vr[1].vmac_state = HKA_VMAC_STATE_PROMISCUOUS;
	vr[1].has |= HKA_HAS(HKA_A_VR_VMAC_STATE);
	add_vip(&vr[1], "fe80::100", 64, "eth0", HKA_VIP_STATE_INSTALLED, 0);
	add_vip(&vr[1], "2001:db8::100", 128, "eth1", HKA_VIP_STATE_FAILED, EEXIST);

	vr[2] = base("old", 3, "eth1.20", 7);
	vr[2].version = 2;
	vr[2].has |= HKA_HAS(HKA_A_VR_AUTH_TYPE);
	vr[2].auth_type = HKA_AUTH_PASS;
	vr[2].interval = vr[2].master_interval = 3000000;
	vr[2].preempt = 0;
	vr[2].state = HKA_STATE_FAULT;
	vr[2].fault = HKA_FAULT_NO_CARRIER;
	vr[2].last_event = HKA_LAST_EVENT_INTERFACE_DOWN;
	vr[2].since = NOW - 90061 * S;
	vr[2].up_since = 0;
	add_vip(&vr[2], "198.51.100.1", 32, "eth1.20", HKA_VIP_STATE_ABSENT, 0);
	add_vip(&vr[2], "198.51.100.2", 32, "eth1.20", HKA_VIP_STATE_ABSENT, 0);

	vr[3] = unicast(4);
	return 4;
}

static unsigned int make_wide(struct hka_vr *vr)
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
	return 3;
}

static unsigned int make_texts(struct hka_vr *vr)
{
	static const char *const texts[] = {
		"say \"no\" \\ / \x7f", "caf\xc3\xa9 \xe2\x82\xac", "latin \xe9", "",
	};
	unsigned int n = sizeof(texts) / sizeof(texts[0]);

	*vr = base("texts", 1, "eth0", 1);
	vr->summands = calloc(n, sizeof(*vr->summands));
	for (; vr->summands && vr->n_summands < n; vr->n_summands++) {
		struct hka_summand *s = &vr->summands[vr->n_summands];

		s->has = HKA_HAS(HKA_A_CONTRIBUTION_KIND) | HKA_HAS(HKA_A_CONTRIBUTION_NAME) |
			 HKA_HAS(HKA_A_CONTRIBUTION_AMOUNT);
		s->kind = HKA_CONTRIBUTION_DEMOTION;
		s->amount = INT32_MIN;
		snprintf(s->name, sizeof(s->name), "%s", texts[vr->n_summands]);
	}
	vr->last_event = 255;		/* of a newer kernel */
	return 1;
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
	s->count[HKA_A_STATS_NAME] = s->count[HKA_A_STATS_DROP] = 0;
	for (unsigned int r = 1; id == 1 && r < __HKA_DROP_MAX; r++)
		s->drops[r] = r;
}

static void make_namespace_stats(struct hka_stats *out)
{
	memset(out, 0, sizeof(*out));
	out->has = HKA_HAS(HKA_A_STATS_RECEIVED) | HKA_HAS(HKA_A_STATS_ADVERTISEMENT_RCVD) |
		   HKA_HAS(HKA_A_STATS_DISCONTINUITY);
	out->count[HKA_A_STATS_RECEIVED] = UINT64_C(12345678901234);
	out->count[HKA_A_STATS_ADVERTISEMENT_RCVD] = 7;
	out->count[HKA_A_STATS_DISCONTINUITY] = NOW - 3600 * S;
	out->drops[HKA_DROP_VRID] = 3;
	out->drops[HKA_DROP_NO_INTERFACE] = 12;
	out->drops_other = 2;
}

/* ---- trackers and history ---- */

static void add_member(struct hka_track *t, const char *vr, int32_t weight, bool reverse)
{
	struct hka_member m = { .has = UINT64_MAX, .weight = weight, .reverse = reverse };

	snprintf(m.vr, sizeof(m.vr), "%s", vr);
	hka_track_add_member(t, &m);
}

static unsigned int make_tracks(struct hka_track *t)
{
	t[0] = (struct hka_track){ .has = UINT64_MAX, .name = "uplink", .kind = HKA_TRACK_KIND_LINK,
				   .ifname = "eth7", .ifindex = 9, .state = HKA_TRACK_STATE_DOWN,
				   .up_delay = 2000000, .since = NOW - 65 * S };
	add_member(&t[0], "web", -10, false);
	add_member(&t[0], "gw6", 0, true);
	t[1] = (struct hka_track){ .has = UINT64_MAX, .name = "load", .kind = HKA_TRACK_KIND_NAMED,
				   .state = HKA_TRACK_STATE_VALUE, .value = -3,
				   .since = NOW - 5 * S };
	add_member(&t[1], "old", 2, false);
	t[2] = (struct hka_track){ .has = UINT64_MAX, .name = "db", .kind = HKA_TRACK_KIND_NAMED,
				   .state = HKA_TRACK_STATE_UNKNOWN, .down_delay = 250000 };
	return 3;
}

/* ---- leases ---- */

static unsigned int make_leases(struct hka_lease *l)
{
	struct hka_lease any = {
		.has = UINT64_MAX, .timeout = 5000000, .grace = 30000000, .pid = 4711,
		.comm = "hkad", .port = 4711, .since = NOW - 65 * S, .takes = 3, .routers = 2,
	};

	l[0] = l[1] = l[2] = l[3] = any;
	strcpy(l[0].name, "hkad");
	l[0].state = HKA_LEASE_STATE_HELD;
	l[0].heard = 250000;
	l[0].remaining = 4750000;
	strcpy(l[1].name, "lab");
	l[1].state = HKA_LEASE_STATE_GRACE;
	l[1].closed = true;
	l[1].heard = 12000000;
	l[1].remaining = 18500000;
	strcpy(l[2].name, "old");
	l[2].state = HKA_LEASE_STATE_EXPIRED;
	l[2].has &= ~HKA_HAS(HKA_A_LEASE_REMAINING);
	l[2].pid = 0;	/* of another process namespace */
	l[2].heard = UINT64_C(90061000000);
	strcpy(l[3].name, "new");
	l[3].state = HKA_LEASE_STATE_FREE;
	l[3].has &= ~(HKA_HAS(HKA_A_LEASE_REMAINING) | HKA_HAS(HKA_A_LEASE_PID));
	l[3].takes = 0;
	return 4;
}

static void add_entry(struct hka_history *h, struct hka_entry e)
{
	struct hka_entry *more = reallocarray(h->entries, h->n_entries + 1, sizeof(e));

	if (!more)
		abort();
	more[h->n_entries++] = e;
	h->entries = more;
}

static void make_history(struct hka_history *h)
{
	struct hka_entry e = {
		.has = HKA_HAS(HKA_A_ENTRY_TIME) | HKA_HAS(HKA_A_ENTRY_PRIORITY),
		.time = NOW - 90061 * S, .from = HKA_STATE_INIT, .to = HKA_STATE_BACKUP,
		.cause = HKA_LAST_EVENT_STARTUP, .priority = 100,
	};

	h->lost = 2;
	add_entry(h, e);
	e.has |= HKA_HAS(HKA_A_ENTRY_PEER_PRIORITY) | HKA_HAS(HKA_A_ENTRY_LATENCY);
	e.time = NOW - 3725 * S - 1000;
	e.from = HKA_STATE_BACKUP;
	e.to = HKA_STATE_MASTER;
	e.cause = HKA_LAST_EVENT_MASTER_TIMEOUT;
	set_ip(&e.peer, "192.0.2.3");
	e.peer_priority = 150;
	e.latency = UINT64_C(3609375123);
	add_entry(h, e);
	e.time = NOW - 65 * S;
	e.from = HKA_STATE_MASTER;
	e.to = HKA_STATE_BACKUP;
	e.cause = HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP;
	e.latency = 41250;
	set_ip(&e.peer, "2001:db8:1111:2222:3333:4444:5555:6666");
	add_entry(h, e);
	e.has &= ~(HKA_HAS(HKA_A_ENTRY_PEER_PRIORITY) | HKA_HAS(HKA_A_ENTRY_LATENCY));
	e.peer.len = 0;
	e.time = NOW - 5 * S;
	e.from = HKA_STATE_BACKUP;
	e.to = HKA_STATE_FAULT;
	e.cause = HKA_LAST_EVENT_INSTALL_FAILURE;
	e.fault = HKA_FAULT_ADDRESS_INSTALL;
	add_entry(h, e);
}

/* ---- a router for everything that explain can say ---- */

static void add_summand(struct hka_vr *vr, uint8_t kind, const char *name, int32_t amount,
			uint8_t state)
{
	struct hka_summand s = {
		.has = HKA_HAS(HKA_A_CONTRIBUTION_STATE), .kind = kind, .amount = amount,
		.fault = !amount, .state = state,
	};

	snprintf(s.name, sizeof(s.name), "%s", name);
	if (kind == HKA_CONTRIBUTION_DEMOTION && amount % 2 == 0) {
		s.has |= HKA_HAS(HKA_A_CONTRIBUTION_REMAINING);
		s.remaining = UINT64_C(5421000000);
	}
	vr->summands = reallocarray(vr->summands, vr->n_summands + 1, sizeof(s));
	if (!vr->summands)
		abort();
	vr->summands[vr->n_summands++] = s;
}

static unsigned int make_faults(struct hka_vr *vr)
{
	unsigned int n = 0;

	for (uint8_t f = HKA_FAULT_NONE + 1; f < __HKA_FAULT_MAX; f++, n++) {
		vr[n] = base(hka_fault_name(f), n + 1, "eth0", n + 1);
		vr[n].state = HKA_STATE_FAULT;
		vr[n].fault = f;
		add_vip(&vr[n], "192.0.2.100", 24, "eth0", f == HKA_FAULT_ADDRESS_INSTALL ?
			HKA_VIP_STATE_FAILED : HKA_VIP_STATE_ABSENT,
			f == HKA_FAULT_ADDRESS_INSTALL ? EACCES : 0);
		if (f == HKA_FAULT_TRACKER) {
			add_summand(&vr[n], HKA_CONTRIBUTION_TRACKER, "uplink", 0,
				    HKA_TRACK_STATE_DOWN);
			add_summand(&vr[n], HKA_CONTRIBUTION_TRACKER, "load", 0,
				    HKA_TRACK_STATE_VALUE);
			add_summand(&vr[n], HKA_CONTRIBUTION_TRACKER, "db", 0,
				    HKA_TRACK_STATE_UNKNOWN);
		}
		if (f == HKA_FAULT_VIRTUAL_MAC)
			vr[n].vmac_state = HKA_VMAC_STATE_BOND_MODE;
		if (f == HKA_FAULT_GROUP)
			strcpy(vr[n].in_group, "VG_1");
		if (f == HKA_FAULT_LEASE)
			tie(&vr[n], "old", HKA_LEASE_POLICY_RELEASE, 0, HKA_LEASE_STATE_EXPIRED);
		if (f == HKA_FAULT_DEMOTED)
			add_summand(&vr[n], HKA_CONTRIBUTION_DEMOTION, "manual", 0, 0);
	}
	vr[n] = base("no-source-set", n + 1, "eth0", 1);
	vr[n].state = HKA_STATE_FAULT;
	vr[n].fault = HKA_FAULT_NO_SOURCE;
	set_ip(&vr[n++].source_address, "192.0.2.77");
	vr[n] = base("no-source-inet6", n + 1, "eth0", 1);
	vr[n].state = HKA_STATE_FAULT;
	vr[n].fault = HKA_FAULT_NO_SOURCE;
	vr[n++].family = AF_INET6;
	vr[n] = base("no-source-unicast", n + 1, "", 1);
	vr[n].state = HKA_STATE_FAULT;
	vr[n++].fault = HKA_FAULT_NO_SOURCE;
	return n;
}

/* What a router says of its lease. */
static unsigned int make_leased(struct hka_vr *vr)
{
	for (unsigned int i = 0; i < 6; i++)
		vr[i] = base(((const char *const[]){ "l-free", "l-grace", "l-gone", "l-demoted",
						     "l-keeps", "l-hands-over" })[i],
			     70 + i, "eth0", 1);
	tie(&vr[0], "new", HKA_LEASE_POLICY_RELEASE, 0, HKA_LEASE_STATE_FREE);
	tie(&vr[1], "lab", HKA_LEASE_POLICY_RELEASE, 0, HKA_LEASE_STATE_GRACE);
	tie(&vr[2], "unknown", HKA_LEASE_POLICY_KEEP, 0, HKA_LEASE_STATE_GRACE);
	tie(&vr[3], "old", HKA_LEASE_POLICY_DEMOTE, 50, HKA_LEASE_STATE_EXPIRED);
	add_summand(&vr[3], HKA_CONTRIBUTION_LEASE, "old", -50, 0);
	vr[3].effective_priority = 50;
	tie(&vr[4], "old", HKA_LEASE_POLICY_KEEP, 0, HKA_LEASE_STATE_EXPIRED);
	tie(&vr[5], "old", HKA_LEASE_POLICY_HANDOVER, 0, HKA_LEASE_STATE_EXPIRED);
	return 6;
}

static unsigned int make_backups(struct hka_vr *vr)
{
	static const struct { const char *name; uint8_t heard; } kinds[] = {
		{ "b-higher", 150 }, { "b-equal", 100 }, { "b-off", 50 }, { "b-lower", 50 },
		{ "b-released", 0 }, { "b-delay", 50 }, { "b-alone", 0 }, { "b-handed", 50 },
		{ "b-maintenance", 50 }, { "b-hard", 50 }, { "b-link-delay", 50 },
		{ "b-dampened", 50 },
	};
	unsigned int n;

	for (n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++) {
		vr[n] = base(kinds[n].name, 20 + n, "eth0", 1);
		vr[n].last_priority = kinds[n].heard;
	}
	vr[2].preempt = 0;
	vr[5].has |= HKA_HAS(HKA_A_VR_PREEMPT_REMAINING);
	vr[5].preempt_remaining = 1234567;
	vr[6].has &= ~(HKA_HAS(HKA_A_VR_LAST_SOURCE) | HKA_HAS(HKA_A_VR_LAST_PRIORITY));
	vr[6].last_source.len = 0;
	vr[7].claim = (struct hka_claim){ .has = HKA_HAS(HKA_A_CLAIM_HANDOVER) |
						 HKA_HAS(HKA_A_CLAIM_HANDED),
					  .handover = HKA_HANDOVER_DONE, .handed = true };
	vr[8].effective_priority = vr[9].effective_priority = 1;
	vr[8].claim = (struct hka_claim){ .has = HKA_HAS(HKA_A_CLAIM_MAINTENANCE),
					  .maintenance = HKA_MAINTENANCE_SOFT };
	add_summand(&vr[8], HKA_CONTRIBUTION_MAINTENANCE, "kernel upgrade", -99, 0);
	vr[9].claim = vr[8].claim;
	vr[9].claim.maintenance = HKA_MAINTENANCE_HARD;
	add_summand(&vr[9], HKA_CONTRIBUTION_MAINTENANCE, "maintenance", -99, 0);
	vr[10].claim = (struct hka_claim){ .has = HKA_HAS(HKA_A_CLAIM_LINK_DELAY) |
						  HKA_HAS(HKA_A_CLAIM_LINK_REMAINING),
					   .link_delay = 30000000, .link_remaining = 1234567 };
	vr[11].claim = (struct hka_claim){ .has = HKA_HAS(HKA_A_CLAIM_DAMPENING) |
						  HKA_HAS(HKA_A_CLAIM_PENALTY) |
						  HKA_HAS(HKA_A_CLAIM_DAMPENED_REMAINING),
					   .dampening = 60000000, .suppress = 2000, .reuse = 750,
					   .penalty = 1800, .dampened_remaining = 78900000 };
	return n;
}

static unsigned int make_masters(struct hka_vr *vr)
{
	static const struct { const char *name; uint8_t reason, event; } kinds[] = {
		{ "m-silent", HKA_MASTER_REASON_NO_RESPONSE, HKA_LAST_EVENT_MASTER_TIMEOUT },
		{ "m-alone", HKA_MASTER_REASON_NO_RESPONSE, HKA_LAST_EVENT_MASTER_TIMEOUT },
		{ "m-preempted", HKA_MASTER_REASON_PREEMPTED, HKA_LAST_EVENT_LOWER_PRIORITY_MASTER },
		{ "m-released", HKA_MASTER_REASON_PRIORITY, HKA_LAST_EVENT_PRIORITY_ZERO },
		{ "m-owner", HKA_MASTER_REASON_PRIORITY, HKA_LAST_EVENT_STARTUP },
		{ "m-priority", HKA_MASTER_REASON_PRIORITY, HKA_LAST_EVENT_STARTUP },
		{ "m-handing", HKA_MASTER_REASON_PRIORITY, HKA_LAST_EVENT_STARTUP },
		{ "m-nobody", HKA_MASTER_REASON_PRIORITY, HKA_LAST_EVENT_STARTUP },
	};
	unsigned int n;

	for (n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++) {
		vr[n] = base(kinds[n].name, 40 + n, "eth0", 1);
		vr[n].state = HKA_STATE_MASTER;
		vr[n].master_reason = kinds[n].reason;
		vr[n].last_event = kinds[n].event;
	}
	vr[1].last_source.len = 0;
	vr[4].priority = vr[4].effective_priority = 255;
	vr[6].claim = (struct hka_claim){ .has = UINT64_MAX & ~HKA_HAS(HKA_A_CLAIM_HANDED),
					  .handover = HKA_HANDOVER_RUNNING,
					  .handover_remaining = 1234567 };
	vr[7].claim = (struct hka_claim){ .has = HKA_HAS(HKA_A_CLAIM_HANDOVER),
					  .handover = HKA_HANDOVER_NOBODY };
	/* What its priority is made of, beyond both ends. */
	vr[0].effective_priority = 1;
	add_summand(&vr[0], HKA_CONTRIBUTION_TRACKER, "uplink", -60, HKA_TRACK_STATE_DOWN);
	add_summand(&vr[0], HKA_CONTRIBUTION_DEMOTION, "manual", -51, 0);
	vr[1].effective_priority = 254;
	add_summand(&vr[1], HKA_CONTRIBUTION_TRACKER, "load", 200, HKA_TRACK_STATE_VALUE);
	add_summand(&vr[1], HKA_CONTRIBUTION_TRACKER, "unheard-of", 1, HKA_TRACK_STATE_UP);
	/* And what may be wrong with its addresses. */
	add_vip(&vr[2], "192.0.2.1", 24, "eth0", HKA_VIP_STATE_ADOPTED, 0);
	add_vip(&vr[2], "192.0.2.2", 24, "eth1", HKA_VIP_STATE_FAILED, EEXIST);
	add_vip(&vr[2], "192.0.2.3", 24, "", HKA_VIP_STATE_PENDING, 0);
	add_vip(&vr[2], "192.0.2.4", 24, "", HKA_VIP_STATE_ABSENT, 0);
	add_vip(&vr[2], "192.0.2.5", 24, "", HKA_VIP_STATE_INSTALLED, 0);
	vr[2].vips[4].removals = 1;
	add_vip(&vr[4], "192.0.2.1", 24, "eth0", HKA_VIP_STATE_ADOPTED, 0);
	vr[3].family = AF_INET6;
	add_vip(&vr[3], "2001:db8::1", 64, "", HKA_VIP_STATE_INSTALLED, 0);
	return n;
}

/* A MASTER whose routes and rules are in every state. */
static struct hka_vr make_routed(uint32_t id)
{
	struct hka_vr vr = base("m-routes", id, "eth0", 1);
	struct hka_route r = {
		.family = AF_INET, .kind = 1, .table = 254, .protocol = 112, .dst_length = 24,
		.state = HKA_VIP_STATE_INSTALLED, .removals = 2, .no_track = true,
	};
	struct hka_nexthop nh = { .has = HKA_HAS(HKA_A_NEXTHOP_WEIGHT), .weight = 2 };
	struct hka_rule rule = {
		.family = AF_INET, .priority = 100, .action = 1, .table = 100, .protocol = 112,
		.src_length = 32, .state = HKA_VIP_STATE_INSTALLED,
	};

	vr.state = HKA_STATE_MASTER;
	set_ip(&r.dst, "198.51.100.0");
	set_ip(&nh.gateway, "192.0.2.3");
	nh.has = 0;
	hka_route_add_nexthop(&r, &nh);
	set_ip(&r.prefsrc, "192.0.2.100");
	hka_vr_add_route(&vr, &r);

	memset(&r, 0, sizeof(r));
	r.family = AF_INET;
	r.kind = 1;
	r.table = 254;
	r.protocol = 4;
	r.priority = 5;
	r.metrics.has = HKA_HAS(HKA_A_METRICS_LOCK) | HKA_HAS(HKA_A_METRICS_MTU) |
			HKA_HAS(HKA_A_METRICS_RTT);
	r.metrics.value[HKA_A_METRICS_LOCK] = 1 << 2;
	r.metrics.value[HKA_A_METRICS_MTU] = 1400;
	r.metrics.value[HKA_A_METRICS_RTT] = 81;
	r.state = HKA_VIP_STATE_FAILED;
	r.error = ENETUNREACH;
	snprintf(r.text, sizeof(r.text), "Nexthop has invalid gateway");
	nh.has = HKA_HAS(HKA_A_NEXTHOP_WEIGHT);
	hka_route_add_nexthop(&r, &nh);
	set_ip(&nh.gateway, "fe80::3");
	snprintf(nh.ifname, sizeof(nh.ifname), "eth1");
	nh.onlink = true;
	hka_route_add_nexthop(&r, &nh);
	hka_vr_add_route(&vr, &r);

	memset(&r, 0, sizeof(r));
	r.family = AF_INET6;
	r.kind = 6;
	r.table = 254;
	r.protocol = 112;
	r.priority = 1024;
	r.add = HKA_ROUTE_ADD_APPEND;
	hka_vr_add_route(&vr, &r);

	set_ip(&rule.src, "192.0.2.100");
	hka_vr_add_rule(&vr, &rule);
	memset(&rule, 0, sizeof(rule));
	rule.family = AF_INET6;
	rule.priority = 50;
	rule.action = 2;
	rule.target = 60;
	rule.protocol = 4;
	rule.invert = true;
	rule.has = HKA_HAS(HKA_A_RULE_FWMARK) | HKA_HAS(HKA_A_RULE_FWMASK) |
		   HKA_HAS(HKA_A_RULE_DPORT_START);
	rule.fwmark = 16;
	rule.fwmask = 0xf0;
	rule.dport_start = 80;
	rule.dport_end = 81;
	snprintf(rule.iifname, sizeof(rule.iifname), "eth1");
	rule.state = HKA_VIP_STATE_FAILED;
	rule.error = EEXIST;
	hka_vr_add_rule(&vr, &rule);
	return vr;
}

static unsigned int make_why(struct hka_vr *vr)
{
	unsigned int n = make_faults(vr);

	n += make_leased(vr + n);
	n += make_backups(vr + n);
	n += make_masters(vr + n);
	vr[n] = make_routed(59);
	n++;
	vr[n] = base("i-new", 60, "eth0", 1);
	vr[n].state = HKA_STATE_INIT;
	vr[n].has |= HKA_HAS(HKA_A_VR_STARTUP_REMAINING);
	vr[n++].startup_remaining = 61500000;
	vr[n] = base("i-stopped", 61, "eth0", 1);
	vr[n++].state = HKA_STATE_INIT;
	return n;
}

static unsigned int make_groups(struct hka_group *g)
{
	g[0] = (struct hka_group){ .has = UINT64_MAX & ~(HKA_HAS(HKA_A_GROUP_LEADER) |
				   HKA_HAS(HKA_A_GROUP_FOLLOW_INTERVAL) |
				   HKA_HAS(HKA_A_GROUP_ON_LOSS)),
		.name = "VG_1", .kind = HKA_GROUP_KIND_SYNC, .state = HKA_STATE_MASTER,
		.since = NOW - 90 * S, .members = 3 };
	g[1] = (struct hka_group){ .has = UINT64_MAX & ~HKA_HAS(HKA_A_GROUP_TRACK_WEIGHT),
		.name = "access", .kind = HKA_GROUP_KIND_LEADER, .state = HKA_STATE_BACKUP,
		.since = NOW - 90 * S, .members = 4000, .leader = "web",
		.follow_interval = 10000000,
		.on_loss = HKA_GROUP_LOSS_PARK };
	return 2;
}

/* ---- who was heard ---- */

static void add_heard(struct hka_heard *h, struct hka_heard_router r, const char *address)
{
	struct hka_heard_router *more = reallocarray(h->routers, h->n_routers + 1, sizeof(r));

	if (!more)
		abort();
	set_ip(&r.address, address);
	more[h->n_routers++] = r;
	h->routers = more;
}

/* Whom the first routers have heard; the rest nobody. In "why" whatever there may be. */
static void make_heard(const struct hka_client *c, const struct hka_vr *vr, struct hka_heard *h)
{
	struct hka_heard_router r = {
		.has = HKA_HAS(HKA_A_HEARD_ROUTER_MAC) | HKA_HAS(HKA_A_HEARD_ROUTER_CHECKSUM),
		.mac = { 2, 0, 0, 0, 0, 3 }, .priority = 150, .version = 3, .interval = 1000000,
		.checksum = HKA_CHECKSUM_RFC5798, .first_heard = NOW - 90061 * S,
		.last_heard = NOW - S, .adverts = 90001,
	};

	memset(h, 0, sizeof(*h));
	snprintf(h->name, sizeof(h->name), "%s", vr->name);
	snprintf(h->ifname, sizeof(h->ifname), "%s", vr->ifname);
	h->id = vr->id;
	h->vrid = vr->vrid;
	h->family = vr->family;
	if (vr->id > 3)
		return;
	h->alone = vr->id == 3;
	if (vr->id == 1 && !strcmp(c->fixture, "why")) {
		for (uint32_t drop = HKA_DROP_NONE; drop < __HKA_DROP_MAX; drop++) {
			r.drop = drop;
			r.rival = drop == HKA_DROP_NONE ? UINT32_MAX :
				  drop == HKA_DROP_CHECKSUM ? 1u << HKA_RIVAL_CHECKSUM_FORM : 0;
			add_heard(h, r, "192.0.2.3");
		}
	} else if (vr->id == 1) {
		r.rival = 1u << HKA_RIVAL_SECOND_MASTER | 1u << HKA_RIVAL_EQUAL_PRIORITY;
		add_heard(h, r, "192.0.2.3");
		r.rival = 1u << HKA_RIVAL_SECOND_MASTER;
		r.drop = HKA_DROP_INTERVAL;
		add_heard(h, r, "192.0.2.4");
		r.drop = HKA_DROP_NONE;
		r.last_heard = NOW - 65 * S;
		add_heard(h, r, "192.0.2.5");
	} else if (vr->id == 2) {
		r.has = 0;
		r.interval = 250000;
		add_heard(h, r, "fe80::5054:ff:fe12:3456");
	}
}

/* ---- the kernel's answers ---- */

#define MOST	64	/* objects of a kind */

static void decide(struct hka_vr *vr)
{
	if (vr->claim.handover == HKA_HANDOVER_RUNNING) {
		vr->claim.handover = HKA_HANDOVER_DONE;
		vr->state = HKA_STATE_BACKUP;
	}
}

static unsigned int make_all(struct hka_client *c, const struct hka_set *set, void *out);

static unsigned int make_heards(struct hka_client *c, struct hka_heard *out)
{
	struct hka_vr *vrs = calloc(MOST, sizeof(*vrs));
	unsigned int n;

	if (!vrs)
		abort();
	n = make_all(c, &hka_set_vr, vrs);
	for (unsigned int i = 0; i < n; i++)
		make_heard(c, &vrs[i], &out[i]);
	hka_vrs_free(vrs, n);
	return n;
}

/* All objects of @set that this kernel has; the caller owns them. */
static unsigned int make_all(struct hka_client *c, const struct hka_set *set, void *out)
{
	unsigned int n;

	if (!strcmp(c->fixture, "empty"))
		return 0;
	if (set == &hka_set_track)
		return make_tracks(out);
	if (set == &hka_set_group)
		return make_groups(out);
	if (set == &hka_set_lease)
		return make_leases(out);
	if (set == &hka_set_heard)
		return make_heards(c, out);
	if (set == &hka_set_stats) {
		/* The third router was created since: it has no counters yet. */
		make_stats((struct hka_stats *)out, "web", 1);
		make_stats((struct hka_stats *)out + 1, "gw6", 2);
		return 2;
	}
	if (!strcmp(c->fixture, "why")) {
		n = make_why(out);
		/* What runs is decided by the next look. */
		for (unsigned int i = 0; c->handed && i < n; i++)
			decide(&((struct hka_vr *)out)[i]);
		return n;
	}
	if (!strcmp(c->fixture, "wide"))
		return make_wide(out);
	if (!strcmp(c->fixture, "texts"))
		return make_texts(out);
	n = make_few(out);
	for (unsigned int i = 0; c->handed && i < n; i++)
		if (((struct hka_vr *)out)[i].state == HKA_STATE_MASTER) {
			((struct hka_vr *)out)[i].claim.handover = HKA_HANDOVER_RUNNING;
			decide(&((struct hka_vr *)out)[i]);
		}
	return n;
}

/* The name is the first member behind has in a router, a tracker and statistics. */
static const char *name_of(const void *object)
{
	return (const char *)object + sizeof(uint64_t);
}

_Static_assert(offsetof(struct hka_vr, name) == sizeof(uint64_t) &&
	       offsetof(struct hka_track, name) == sizeof(uint64_t) &&
	       offsetof(struct hka_lease, name) == sizeof(uint64_t) &&
	       offsetof(struct hka_stats, name) == sizeof(uint64_t) &&
	       offsetof(struct hka_history, name) == sizeof(uint64_t) &&
	       offsetof(struct hka_heard, name) == sizeof(uint64_t), "name_of() is wrong");

int hka_ask_all(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
		void **out, unsigned int *n)
{
	const struct hka_vr *filter = set == &hka_set_vr ? req : NULL;
	char *all = calloc(MOST, set->size);
	unsigned int made, kept = 0;

	(void)cmd;
	*out = NULL;
	*n = 0;
	if (!all)
		return refuse(c, -ENOMEM, "no memory");
	if (refuses(c)) {
		free(all);
		return -EINVAL;
	}
	made = make_all(c, set, all);
	for (unsigned int i = 0; i < made; i++) {
		char *object = all + i * set->size;

		if (filter && filter->ifname[0] &&
		    strcmp(((struct hka_vr *)object)->ifname, filter->ifname))
			hka_clear(set, object);
		else
			memmove(all + kept++ * set->size, object, set->size);
	}
	*out = all;
	*n = kept;
	return 0;
}

static int find(struct hka_client *c, const struct hka_set *set, const char *name, void *reply)
{
	struct hka_vr any = { 0 };
	unsigned int n, found = 0;
	void *all;
	int err = hka_ask_all(c, 0, set, &any, &all, &n);

	if (err)
		return err;
	while (found < n && strcmp(name_of((char *)all + found * set->size), name))
		found++;
	if (found < n) {
		memcpy(reply, (char *)all + found * set->size, set->size);
		memset((char *)all + found * set->size, 0, set->size);	/* its lists go along */
	}
	for (unsigned int i = 0; i < n; i++)
		hka_clear(set, (char *)all + i * set->size);
	free(all);
	return found < n ? 0 :
	       refuse(c, -ENOENT, set == &hka_set_group ? "no such group (attribute name)" :
		      set == &hka_set_track ? "no such tracker (attribute name)" :
		      set == &hka_set_lease ? "no such lease (attribute name)" :
		      "no such router (attribute name)");
}

static int answer_stats(struct hka_client *c, const char *name, struct hka_stats *out)
{
	struct hka_vr vr;
	int err;

	if (!*name) {
		make_namespace_stats(out);
		return 0;
	}
	err = find(c, &hka_set_vr, name, &vr);
	if (err)
		return err;
	make_stats(out, name, vr.id);
	if (!strcmp(c->fixture, "why"))	/* routers without trouble */
		memset(out->count, 0, sizeof(out->count));
	hka_vr_clear(&vr);
	return 0;
}

static int answer_history(struct hka_client *c, const char *name, struct hka_history *out)
{
	struct hka_vr vr;
	int err = find(c, &hka_set_vr, name, &vr);

	if (err)
		return err;
	memset(out, 0, sizeof(*out));
	snprintf(out->name, sizeof(out->name), "%s", name);
	out->id = vr.id;
	if (vr.id == 1)		/* the others have none */
		make_history(out);
	hka_vr_clear(&vr);
	return 0;
}

static int answer_heard(struct hka_client *c, const char *name, struct hka_heard *out)
{
	struct hka_vr vr;
	int err = find(c, &hka_set_vr, name, &vr);

	if (err)
		return err;
	make_heard(c, &vr, out);
	hka_vr_clear(&vr);
	return 0;
}

static void make_maintenance(struct hka_client *c, struct hka_maintenance_request *out)
{
	if (strcmp(c->fixture, "few") && strcmp(c->fixture, "why"))
		return;
	*out = (struct hka_maintenance_request){
		.mode = HKA_MAINTENANCE_SOFT, .reason = "kernel upgrade", .since = NOW - 303 * S,
	};
	if (strcmp(c->fixture, "why"))
		return;
	out->has = HKA_HAS(HKA_A_MAINTENANCE_REMAINING);
	out->mode = HKA_MAINTENANCE_HARD;
	out->remaining = UINT64_C(3297000000);
}

int hka_ask(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
	    void *reply)
{
	static const char *const names[] = {
		[HKA_CMD_VR_NEW] = "NEW", [HKA_CMD_VR_SET] = "SET", [HKA_CMD_VR_DEL] = "DEL",
		[HKA_CMD_GROUP_NEW] = "GROUP-NEW", [HKA_CMD_GROUP_SET] = "GROUP-SET",
		[HKA_CMD_GROUP_DEL] = "GROUP-DEL",
		[HKA_CMD_TRACK_NEW] = "TRACK-NEW", [HKA_CMD_TRACK_SET] = "TRACK-SET",
		[HKA_CMD_TRACK_DEL] = "TRACK-DEL", [HKA_CMD_DEMOTE] = "DEMOTE",
		[HKA_CMD_UNDEMOTE] = "UNDEMOTE", [HKA_CMD_STATS_CLEAR] = "CLEAR",
		[HKA_CMD_LEASE_TAKE] = "LEASE-TAKE", [HKA_CMD_LEASE_HEARTBEAT] = "LEASE-HEARTBEAT",
		[HKA_CMD_LEASE_RELEASE] = "LEASE-RELEASE",
		[HKA_CMD_HANDOVER] = "HANDOVER", [HKA_CMD_MAINTENANCE_SET] = "MAINTENANCE",
	};

	if (refuses(c))
		return -EINVAL;
	switch (cmd) {
	case HKA_CMD_VR_GET:
	case HKA_CMD_TRACK_GET:
	case HKA_CMD_GROUP_GET:
	case HKA_CMD_LEASE_GET:
		return find(c, set, name_of(req), reply);
	case HKA_CMD_LEASE_TAKE:
		memcpy(reply, req, set->size);
		((struct hka_lease *)reply)->cookie = 42;
		break;
	case HKA_CMD_LEASE_HEARTBEAT:	/* or it would hold it for ever */
		say(names[cmd], set, req);
		return refuse(c, -ESTALE, "nobody holds the lease (attribute name)");
	case HKA_CMD_MAINTENANCE_GET:
		make_maintenance(c, reply);
		return 0;
	case HKA_CMD_HANDOVER:
	case HKA_CMD_MAINTENANCE_SET:
		c->handed = true;
		break;
	case HKA_CMD_STATS_GET:
		return answer_stats(c, name_of(req), reply);
	case HKA_CMD_HISTORY_GET:
		return answer_history(c, name_of(req), reply);
	case HKA_CMD_HEARD_GET:
		return answer_heard(c, name_of(req), reply);
	}
	return say(names[cmd], set, req);
}

/* ---- notices ---- */

int hka_listen(struct hka_client *c, const char *group)
{
	return refuses(c) ? -EINVAL : !*group;
}

int hka_wait(struct hka_client *c, uint64_t us)
{
	(void)us;
	return !c;
}

/* One that is no transition. */
static void make_event(struct hka_event *e, uint8_t kind)
{
	e->kind = kind;
	e->has = 0;
	switch (kind) {
	case HKA_EVENT_KIND_ADDRESS_FAILED:
		e->error = EEXIST;
		/* fall through */
	case HKA_EVENT_KIND_ADDRESS_REMOVED:
	case HKA_EVENT_KIND_ADDRESS_RESTORED:
	case HKA_EVENT_KIND_ADDRESS_ADOPTED:
	case HKA_EVENT_KIND_ADDRESS_LEFT_OVER:
		set_ip(&e->address, "192.0.2.100");
		break;
	case HKA_EVENT_KIND_SEND_FAILED:
		e->error = ENOBUFS;
		break;
	case HKA_EVENT_KIND_SECOND_MASTER:
		e->has = HKA_HAS(HKA_A_EVENT_DROP);
		e->drop = HKA_DROP_INTERVAL;
		/* fall through */
	case HKA_EVENT_KIND_EQUAL_PRIORITY:
	case HKA_EVENT_KIND_OWNER_CLASH:
	case HKA_EVENT_KIND_INTERVAL_MISMATCH:
	case HKA_EVENT_KIND_ADDRESS_LIST_MISMATCH:
	case HKA_EVENT_KIND_ADDRESS_ORDER_MISMATCH:
	case HKA_EVENT_KIND_CHECKSUM_FORM:
		set_ip(&e->peer, "192.0.2.3");
		set_ip(&e->source, "192.0.2.2");
		memcpy(e->peer_mac, (uint8_t[]){ 2, 0, 0, 0, 0, 3 }, HKA_MAC_LEN);
		e->peer_priority = 150;
		e->peer_interval = 250000;
		e->has |= HKA_HAS(HKA_A_EVENT_PEER_MAC) | HKA_HAS(HKA_A_EVENT_PEER_PRIORITY) |
			  HKA_HAS(HKA_A_EVENT_PEER_INTERVAL);
		break;
	case HKA_EVENT_KIND_ADDRESS_CLAIMED:
		set_ip(&e->address, "192.0.2.100");
		/* fall through */
	case HKA_EVENT_KIND_VIRTUAL_MAC_HEARD:
		memcpy(e->peer_mac, (uint8_t[]){ 2, 0, 0, 0, 0, 3 }, HKA_MAC_LEN);
		e->has = HKA_HAS(HKA_A_EVENT_PEER_MAC);
		break;
	case HKA_EVENT_KIND_GROUP:
		strcpy(e->group, "VG_1");
		e->from = HKA_STATE_BACKUP;
		e->to = HKA_STATE_MASTER;
		break;
	case HKA_EVENT_KIND_TRACKER:
		strcpy(e->reason, "uplink");
		e->track_state = HKA_TRACK_STATE_DOWN;
		e->has = HKA_HAS(HKA_A_EVENT_TRACK_STATE) | HKA_HAS(HKA_A_EVENT_PRIORITY);
		break;
	case HKA_EVENT_KIND_LEASE:
		strcpy(e->reason, "hkad");
		e->lease_state = HKA_LEASE_STATE_GRACE;
		e->has = HKA_HAS(HKA_A_EVENT_LEASE_STATE) | HKA_HAS(HKA_A_EVENT_PRIORITY);
		break;
	case HKA_EVENT_KIND_MAINTENANCE:
	case HKA_EVENT_KIND_DEMOTED:
	case HKA_EVENT_KIND_RESTORED:
		strcpy(e->reason, "kernel upgrade");
		e->has = HKA_HAS(HKA_A_EVENT_PRIORITY);
		break;
	case HKA_EVENT_KIND_PROTOCOL_ERROR:
		e->name[0] = '\0';
		e->vrid = 0;
		/* fall through */
	case HKA_EVENT_KIND_ROUTER_ERROR:
		e->has = HKA_HAS(HKA_A_EVENT_DROP);
		e->drop = kind == HKA_EVENT_KIND_ROUTER_ERROR ? HKA_DROP_LENGTH : HKA_DROP_VRID;
		set_ip(&e->peer, "192.0.2.3");
		break;
	}
}

int hka_next(struct hka_client *c, struct hka_notice *out)
{
	struct hka_event e = {
		.has = HKA_HAS(HKA_A_EVENT_PRIORITY), .seq = 10 + c->step, .name = "web", .id = 1, .ifname = "eth0",
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
		out->event.has |= HKA_HAS(HKA_A_EVENT_PEER_PRIORITY) | HKA_HAS(HKA_A_EVENT_LATENCY);
		out->event.peer_priority = 150;
		out->event.latency = 41250;
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
	if (c->step <= 9 + __HKA_EVENT_KIND_MAX - 1) {
		make_event(&out->event, (uint8_t)(c->step - 9));
		return 0;
	}
	return refuse(c, -EIO, "end of the fixture");
}
