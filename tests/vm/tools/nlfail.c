// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lets every memory allocation of every request fail, one by one (needs a kernel with failslab).
 *
 *   nlfail
 *
 * Each request is sent with the first, then the second, ... allocation of its processing failing
 * (/proc/self/fail-nth), until one goes through untouched. One that is refused for want of memory
 * must have changed nothing: what the kernel dumps is compared, but for what time changes. Expects
 * devices d0 and d1. Prints the number of failures injected into each; exit status 1 if a
 * request was half done or refused with another error.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/hka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "genl.h"
#include "lab.h"

#define SNAPSHOT	65536
#define FAILURES_MAX	2000

static uint16_t family;
static int fd;
static int fail_fd;

/* --- what is there --- */

static uint8_t snapshot[SNAPSHOT];
static unsigned int snapshot_len;

/* Attributes of a router and of a tracker that are set; the rest moves by itself. */
static const uint8_t vr_lasting[] = {
	HKA_A_VR_NAME, HKA_A_VR_IFNAME, HKA_A_VR_VRID, HKA_A_VR_FAMILY, HKA_A_VR_VERSION,
	HKA_A_VR_PRIORITY, HKA_A_VR_INTERVAL, HKA_A_VR_PREEMPT, HKA_A_VR_CHECKSUM,
	HKA_A_VR_EFFECTIVE_PRIORITY, HKA_A_VR_ACCEPT, HKA_A_VR_AUTH_TYPE, HKA_A_VR_DOWN_COUNT,
	HKA_A_VR_ANNOUNCE, HKA_A_VR_SOURCE_ADDRESS, HKA_A_VR_LEASE, 0
};
static const uint8_t track_lasting[] = {
	HKA_A_TRACK_NAME, HKA_A_TRACK_KIND, HKA_A_TRACK_IFNAME, HKA_A_TRACK_STATE, HKA_A_TRACK_VALUE,
	HKA_A_TRACK_UP_DELAY, HKA_A_TRACK_DOWN_DELAY, HKA_A_TRACK_MEMBER, 0
};

static const uint8_t lease_lasting[] = {
	HKA_A_LEASE_NAME, HKA_A_LEASE_STATE, HKA_A_LEASE_TIMEOUT, HKA_A_LEASE_GRACE, HKA_A_LEASE_PORT,
	HKA_A_LEASE_TAKES, HKA_A_LEASE_ROUTERS, 0
};

static const uint8_t *lasting;

static void keep(const void *data, unsigned int len)
{
	if (snapshot_len + len > SNAPSHOT)
		lab_die("the snapshot is too small");
	memcpy(snapshot + snapshot_len, data, len);
	snapshot_len += len;
}

static void keep_message(const struct nlmsghdr *nlh)
{
	const uint8_t *buf = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a, *b;

	while ((a = attr_next(buf, len, &at))) {
		unsigned int inner = 0;

		if (lasting == vr_lasting && attr_type(a) == HKA_A_VR_VIP)
			while ((b = attr_next(attr_data(a), attr_len(a), &inner)))
				if (attr_type(b) == HKA_A_VIP_ADDRESS)
					keep(b, b->nla_len);
		if (lasting == vr_lasting && attr_type(a) == HKA_A_VR_ROUTE)
			while ((b = attr_next(attr_data(a), attr_len(a), &inner)))
				if (attr_type(b) == HKA_A_ROUTE_DST)
					keep(b, b->nla_len);
		/* A contribution's name and amount; what is left of its time moves. */
		if (lasting == vr_lasting && attr_type(a) == HKA_A_VR_CONTRIBUTION)
			while ((b = attr_next(attr_data(a), attr_len(a), &inner)))
				if (attr_type(b) == HKA_A_CONTRIBUTION_NAME ||
				    attr_type(b) == HKA_A_CONTRIBUTION_AMOUNT)
					keep(b, b->nla_len);
		if (strchr((const char *)lasting, attr_type(a)) && attr_type(a))
			keep(a, a->nla_len);
	}
}

static void dump(uint8_t cmd, const uint8_t *attrs)
{
	struct msg m;

	lasting = attrs;
	msg_genl(&m, family, NLM_F_DUMP, cmd);
	if (netlink_talk(fd, &m, keep_message))
		lab_die("dump of command %u failed", cmd);
}

static void take_snapshot(void)
{
	snapshot_len = 0;
	dump(HKA_CMD_VR_GET, vr_lasting);
	dump(HKA_CMD_TRACK_GET, track_lasting);
	dump(HKA_CMD_LEASE_GET, lease_lasting);
}

/* --- requests --- */

static void put_string(struct msg *m, uint16_t type, const char *s)
{
	msg_put(m, type, s, (unsigned int)strlen(s) + 1);
}

static void put_u8(struct msg *m, uint16_t type, uint8_t v) { msg_put(m, type, &v, sizeof(v)); }
static void put_u32(struct msg *m, uint16_t type, uint32_t v) { msg_put(m, type, &v, sizeof(v)); }

static void put_vip(struct msg *m, uint8_t last)
{
	const uint8_t addr[4] = { 192, 0, 2, last };
	struct nlattr *nest = msg_put(m, HKA_A_VR_VIP | NLA_F_NESTED, NULL, 0);

	msg_put(m, HKA_A_VIP_ADDRESS, addr, 4);
	msg_end(m, nest);
}

static void put_member(struct msg *m, int32_t weight)
{
	struct nlattr *nest = msg_put(m, HKA_A_TRACK_MEMBER | NLA_F_NESTED, NULL, 0);

	put_string(m, HKA_A_MEMBER_VR, "V1");
	msg_put(m, HKA_A_MEMBER_WEIGHT, &weight, sizeof(weight));
	msg_end(m, nest);
}

static void vr_new(struct msg *m)
{
	put_string(m, HKA_A_VR_NAME, "V2");
	put_string(m, HKA_A_VR_IFNAME, "d0");
	put_u8(m, HKA_A_VR_VRID, 8);
	put_vip(m, 20);
	put_vip(m, 21);
}

static void vr_new_unicast(struct msg *m)
{
	const uint8_t peer[4] = { 192, 0, 2, 77 };
	struct nlattr *nest;

	put_string(m, HKA_A_VR_NAME, "V2");
	put_string(m, HKA_A_VR_IFNAME, "d0");
	put_u8(m, HKA_A_VR_VRID, 8);
	put_u8(m, HKA_A_VR_VERSION, 2);
	put_u8(m, HKA_A_VR_AUTH_TYPE, HKA_AUTH_PASS);
	msg_put(m, HKA_A_VR_AUTH_DATA, "secret", 6);
	nest = msg_put(m, HKA_A_VR_PEER | NLA_F_NESTED, NULL, 0);
	msg_put(m, HKA_A_PEER_ADDRESS, peer, 4);
	msg_end(m, nest);
	put_vip(m, 20);
}

static void put_hmac_key(struct msg *m, uint8_t id)
{
	static const uint8_t secret[32] = { 1, 2, 3 };
	struct nlattr *nest = msg_put(m, HKA_A_VR_HMAC_KEY | NLA_F_NESTED, NULL, 0);

	put_u8(m, HKA_A_HMAC_KEY_ID, id);
	msg_put(m, HKA_A_HMAC_KEY_SECRET, secret, sizeof(secret));
	msg_end(m, nest);
}

static void vr_new_hmac(struct msg *m)
{
	vr_new(m);
	put_hmac_key(m, 1);
}

static void vr_name_2(struct msg *m) { put_string(m, HKA_A_VR_NAME, "V2"); }
static void vr_name_1(struct msg *m) { put_string(m, HKA_A_VR_NAME, "V1"); }

/* A route and a rule. */
static void put_fibs(struct msg *m)
{
	const uint8_t dst[4] = { 198, 51, 100, 0 }, gw[4] = { 192, 0, 2, 3 };
	struct nlattr *nest = msg_put(m, HKA_A_VR_ROUTE | NLA_F_NESTED, NULL, 0), *nexthop;

	msg_put(m, HKA_A_ROUTE_DST, dst, 4);
	put_u8(m, HKA_A_ROUTE_DST_LENGTH, 24);
	nexthop = msg_put(m, HKA_A_ROUTE_NEXTHOP | NLA_F_NESTED, NULL, 0);
	msg_put(m, HKA_A_NEXTHOP_GATEWAY, gw, 4);
	put_string(m, HKA_A_NEXTHOP_IFNAME, "d0");
	msg_end(m, nexthop);
	msg_end(m, nest);
	nest = msg_put(m, HKA_A_VR_RULE | NLA_F_NESTED, NULL, 0);
	put_u32(m, HKA_A_RULE_TABLE, 77);
	msg_end(m, nest);
}

static void vr_new_routes(struct msg *m)
{
	vr_new(m);
	put_fibs(m);
}

static void vr_set_routes(struct msg *m)
{
	vr_name_1(m);
	put_fibs(m);
}

static void vr_set_no_routes(struct msg *m)
{
	vr_name_1(m);
	msg_end(m, msg_put(m, HKA_A_VR_ROUTE | NLA_F_NESTED, NULL, 0));
	msg_end(m, msg_put(m, HKA_A_VR_RULE | NLA_F_NESTED, NULL, 0));
}

static void vr_set_hmac(struct msg *m)
{
	vr_name_1(m);
	put_hmac_key(m, 1);
	put_hmac_key(m, 2);
}

static void vr_set_hmac_off(struct msg *m)
{
	struct nlattr *nest;

	vr_name_1(m);
	nest = msg_put(m, HKA_A_VR_HMAC | NLA_F_NESTED, NULL, 0);
	put_u8(m, HKA_A_HMAC_MODE, HKA_HMAC_MODE_OFF);
	msg_end(m, nest);
}

static void vr_set(struct msg *m)
{
	vr_name_1(m);
	put_u8(m, HKA_A_VR_PRIORITY, 150);
	put_u32(m, HKA_A_VR_INTERVAL, 500000);
	put_vip(m, 30);
	put_vip(m, 31);
	put_vip(m, 32);
}

static void vr_set_back(struct msg *m)
{
	vr_name_1(m);
	put_u8(m, HKA_A_VR_PRIORITY, 100);
	put_u32(m, HKA_A_VR_INTERVAL, 1000000);
	put_vip(m, 10);
}

static void track_new(struct msg *m)
{
	put_string(m, HKA_A_TRACK_NAME, "T2");
	put_u8(m, HKA_A_TRACK_KIND, HKA_TRACK_KIND_LINK);
	put_string(m, HKA_A_TRACK_IFNAME, "d1");
	put_member(m, -20);
}

static void track_name_2(struct msg *m) { put_string(m, HKA_A_TRACK_NAME, "T2"); }
static void track_name_1(struct msg *m) { put_string(m, HKA_A_TRACK_NAME, "T1"); }

static void track_new_1(struct msg *m)
{
	track_name_1(m);
	put_u8(m, HKA_A_TRACK_KIND, HKA_TRACK_KIND_NAMED);
	put_member(m, 5);
}

static void track_set(struct msg *m)
{
	track_name_1(m);
	put_u8(m, HKA_A_TRACK_STATE, HKA_TRACK_STATE_UP);
	put_member(m, 10);
}

static void track_set_back(struct msg *m)
{
	track_name_1(m);
	put_u8(m, HKA_A_TRACK_STATE, HKA_TRACK_STATE_DOWN);
	put_member(m, 5);
}

static void demote(struct msg *m)
{
	put_string(m, HKA_A_DEMOTE_NAME, "V1");
	put_u8(m, HKA_A_DEMOTE_AMOUNT, 10);
	put_string(m, HKA_A_DEMOTE_REASON, "test");
}

static void undemote(struct msg *m)
{
	put_string(m, HKA_A_DEMOTE_NAME, "V1");
	put_string(m, HKA_A_DEMOTE_REASON, "test");
}

static void put_lease(struct msg *m, const char *name)
{
	struct nlattr *nest = msg_put(m, HKA_A_VR_LEASE | NLA_F_NESTED, NULL, 0);

	put_string(m, HKA_A_TIE_NAME, name);
	msg_end(m, nest);
}

static void vr_new_leased(struct msg *m)
{
	vr_new(m);
	put_lease(m, "L1");
}

static void vr_set_lease(struct msg *m)
{
	vr_name_1(m);
	put_lease(m, "L1");
}

static void vr_set_no_lease(struct msg *m)
{
	vr_name_1(m);
	put_lease(m, "");
}

static void lease_name(struct msg *m) { put_string(m, HKA_A_LEASE_NAME, "L2"); }

static void lease_grace(struct msg *m)
{
	const uint64_t day = UINT64_C(86400000000);

	lease_name(m);
	/* It must not pass while this runs. */
	put_u32(m, HKA_A_LEASE_TIMEOUT, 1000000000);
	msg_put(m, HKA_A_LEASE_GRACE, &day, sizeof(day));
}

static uint64_t cookie;

static void learn_cookie(const struct nlmsghdr *nlh)
{
	const uint8_t *buf = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;

	while ((a = attr_next(buf, len, &at)))
		if (attr_type(a) == HKA_A_LEASE_COOKIE)
			memcpy(&cookie, attr_data(a), sizeof(cookie));
}

/* Have lease L2, with its cookie, for what needs one. */
static void have_lease(void)
{
	struct msg m;
	int err;

	msg_genl(&m, family, 0, HKA_CMD_LEASE_TAKE);
	lease_grace(&m);
	err = netlink_talk(fd, &m, learn_cookie);
	if (err)
		lab_die("a lease: %s", strerror(-err));
}

static void lease_holder(struct msg *m)
{
	lease_name(m);
	msg_put(m, HKA_A_LEASE_COOKIE, &cookie, sizeof(cookie));
}

static void stats_name(struct msg *m) { put_string(m, HKA_A_STATS_NAME, "V1"); }
static void history_name(struct msg *m) { put_string(m, HKA_A_HISTORY_NAME, "V1"); }
static void heard_name(struct msg *m) { put_string(m, HKA_A_HEARD_NAME, "V1"); }
static void handover(struct msg *m) { put_string(m, HKA_A_HANDOVER_NAME, "V1"); }
static void maintenance(struct msg *m) { put_string(m, HKA_A_MAINTENANCE_REASON, "test"); }
static void maintenance_end(struct msg *m)
{
	put_u8(m, HKA_A_MAINTENANCE_MODE, HKA_MAINTENANCE_NONE);
}

static void handover_back(struct msg *m)
{
	handover(m);
	msg_put(m, HKA_A_HANDOVER_BACK, NULL, 0);
}

static void nothing(struct msg *m) { (void)m; }

/* A request, and the one that takes it back (0: nothing to take back). */
static const struct {
	const char *name;
	uint8_t cmd;
	uint16_t flags;
	void (*fill)(struct msg *m);
	uint8_t back;
	void (*fill_back)(struct msg *m);
} request[] = {
	{ "vr-new", HKA_CMD_VR_NEW, 0, vr_new, HKA_CMD_VR_DEL, vr_name_2 },
	{ "vr-new unicast", HKA_CMD_VR_NEW, 0, vr_new_unicast, HKA_CMD_VR_DEL, vr_name_2 },
	{ "vr-new hmac", HKA_CMD_VR_NEW, 0, vr_new_hmac, HKA_CMD_VR_DEL, vr_name_2 },
	{ "vr-set hmac", HKA_CMD_VR_SET, 0, vr_set_hmac, HKA_CMD_VR_SET, vr_set_hmac_off },
	{ "vr-set", HKA_CMD_VR_SET, 0, vr_set, HKA_CMD_VR_SET, vr_set_back },
	{ "vr-new routes", HKA_CMD_VR_NEW, 0, vr_new_routes, HKA_CMD_VR_DEL, vr_name_2 },
	{ "vr-set routes", HKA_CMD_VR_SET, 0, vr_set_routes, HKA_CMD_VR_SET, vr_set_no_routes },
	{ "vr-del", HKA_CMD_VR_DEL, 0, vr_name_1, HKA_CMD_VR_NEW, NULL },
	{ "vr-get", HKA_CMD_VR_GET, 0, vr_name_1, 0, NULL },
	{ "vr-get dump", HKA_CMD_VR_GET, NLM_F_DUMP, nothing, 0, NULL },
	{ "stats-get", HKA_CMD_STATS_GET, 0, stats_name, 0, NULL },
	{ "stats-get dump", HKA_CMD_STATS_GET, NLM_F_DUMP, nothing, 0, NULL },
	{ "stats-clear", HKA_CMD_STATS_CLEAR, 0, stats_name, 0, NULL },
	{ "track-new", HKA_CMD_TRACK_NEW, 0, track_new, HKA_CMD_TRACK_DEL, track_name_2 },
	{ "track-set", HKA_CMD_TRACK_SET, 0, track_set, HKA_CMD_TRACK_SET, track_set_back },
	{ "track-get", HKA_CMD_TRACK_GET, 0, track_name_1, 0, NULL },
	{ "track-get dump", HKA_CMD_TRACK_GET, NLM_F_DUMP, nothing, 0, NULL },
	{ "track-del", HKA_CMD_TRACK_DEL, 0, track_name_1, HKA_CMD_TRACK_NEW, track_new_1 },
	{ "demote", HKA_CMD_DEMOTE, 0, demote, HKA_CMD_UNDEMOTE, undemote },
	{ "vr-new with a lease", HKA_CMD_VR_NEW, 0, vr_new_leased, HKA_CMD_VR_DEL, vr_name_2 },
	{ "vr-set lease", HKA_CMD_VR_SET, 0, vr_set_lease, HKA_CMD_VR_SET, vr_set_no_lease },
	{ "lease-take", HKA_CMD_LEASE_TAKE, 0, lease_grace, HKA_CMD_LEASE_RELEASE, lease_name },
	{ "lease-heartbeat", HKA_CMD_LEASE_HEARTBEAT, 0, lease_holder, 0, NULL },
	{ "lease-get", HKA_CMD_LEASE_GET, 0, lease_name, 0, NULL },
	{ "lease-get dump", HKA_CMD_LEASE_GET, NLM_F_DUMP, nothing, 0, NULL },
	{ "lease-release", HKA_CMD_LEASE_RELEASE, 0, lease_holder, HKA_CMD_LEASE_TAKE, NULL },
	{ "history-get", HKA_CMD_HISTORY_GET, 0, history_name, 0, NULL },
	{ "heard-get", HKA_CMD_HEARD_GET, 0, heard_name, 0, NULL },
	{ "heard-get dump", HKA_CMD_HEARD_GET, NLM_F_DUMP, nothing, 0, NULL },
	{ "handover back", HKA_CMD_HANDOVER, 0, handover_back, 0, NULL },
	{ "maintenance-set", HKA_CMD_MAINTENANCE_SET, 0, maintenance, HKA_CMD_MAINTENANCE_SET,
	  maintenance_end },
	{ "maintenance-get", HKA_CMD_MAINTENANCE_GET, 0, nothing, 0, NULL },
};

static void must(const char *what, uint8_t cmd, void (*fill)(struct msg *m))
{
	struct msg m;
	int err;

	msg_genl(&m, family, 0, cmd);
	fill(&m);
	err = netlink_talk(fd, &m, NULL);
	if (err)
		lab_die("%s: %s", what, strerror(-err));
}

static void vr_new_1(struct msg *m)
{
	vr_name_1(m);
	put_string(m, HKA_A_VR_IFNAME, "d0");
	put_u8(m, HKA_A_VR_VRID, 7);
	put_vip(m, 10);
}

/* --- failing --- */

static void fail_nth(int n)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%d", n);

	if (pwrite(fail_fd, text, (size_t)len, 0) != len)
		lab_die("fail-nth: %s", strerror(errno));
}

/* Whether the failure asked for has happened: what is left to count is 0 then. */
static bool failed(void)
{
	char text[16] = "";

	if (pread(fail_fd, text, sizeof(text) - 1, 0) <= 0)
		lab_die("fail-nth: %s", strerror(errno));
	fail_nth(0);
	return !atoi(text);
}

/* Send with allocation @n failing. Return: whether one failed. */
static bool attempt(unsigned int i, int n, int *err)
{
	struct msg m;

	msg_genl(&m, family, request[i].flags, request[i].cmd);
	request[i].fill(&m);
	fail_nth(n);
	*err = netlink_talk(fd, &m, NULL);
	return failed();
}

static void take_back(unsigned int i)
{
	if (request[i].cmd == HKA_CMD_VR_DEL) {
		/* Its tracker knew it. */
		must("a router", HKA_CMD_VR_NEW, vr_new_1);
		must("its tracker", HKA_CMD_TRACK_SET, track_set_back);
	} else if (request[i].back == HKA_CMD_LEASE_TAKE) {
		have_lease();
	} else if (request[i].back) {
		must(request[i].name, request[i].back, request[i].fill_back);
	}
}

static bool try_request(unsigned int i)
{
	static uint8_t before[SNAPSHOT];
	unsigned int len, refused = 0;
	int n, err;

	if (request[i].fill == lease_holder || request[i].cmd == HKA_CMD_LEASE_GET)
		have_lease();
	for (n = 1; n < FAILURES_MAX; n++) {
		bool injected, changed = false;

		take_snapshot();
		len = snapshot_len;
		memcpy(before, snapshot, len);
		injected = attempt(i, n, &err);
		if (!injected && err) {
			printf("%s: %s, with nothing failing\n", request[i].name, strerror(-err));
			return false;
		}
		if (err) {
			take_snapshot();
			changed = len != snapshot_len || memcmp(before, snapshot, len);
		}
		/* Without an answer nobody knows but who looks. */
		if (err == -ENODATA) {
			if (changed)
				take_back(i);
			continue;
		}
		if (!err) {
			take_back(i);
			if (injected)
				continue;
			printf("  %s: %d failures injected, %u refused\n", request[i].name, n - 1, refused);
			return n > 1;
		}
		refused++;
		if (err != -ENOMEM && err != -ENOBUFS) {
			printf("%s: allocation %d fails: %s\n", request[i].name, n, strerror(-err));
			return false;
		}
		if (changed) {
			printf("%s: allocation %d fails: refused, but something changed\n",
			       request[i].name, n);
			return false;
		}
	}
	printf("%s: no end of failures\n", request[i].name);
	return false;
}

int main(void)
{
	bool good = true;

	fail_fd = open("/proc/self/fail-nth", O_RDWR);
	if (fail_fd < 0)
		lab_die("fail-nth: %s", strerror(errno));
	fd = netlink_open(NETLINK_GENERIC);
	family = genl_family(fd, HKA_GENL_NAME);
	must("a router", HKA_CMD_VR_NEW, vr_new_1);
	must("a tracker", HKA_CMD_TRACK_NEW, track_new_1);
	must("its state", HKA_CMD_TRACK_SET, track_set_back);
	for (unsigned int i = 0; i < sizeof(request) / sizeof(request[0]); i++)
		good &= try_request(i);
	return good ? 0 : 1;
}
