// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sends random requests to the generic netlink family "hka".
 *
 *   nlfuzz SECONDS [SEED]
 *
 * What may be sent is asked from the kernel (CTRL_CMD_GETPOLICY), so that a new command or
 * attribute is fuzzed without a change here. Requests are made from the policy and from the
 * accepted ones by changing a few attributes; some are bent out of shape as bytes. Two workers
 * send at the same time and a third process shakes the devices d0 and d1. At the end each
 * command has been accepted at least once, every router can be deleted, and the kernel still
 * answers. Exit status 1 otherwise; SEED repeats a worker's choices.
 */
#include <errno.h>
#include <linux/hka.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "genl.h"
#include "lab.h"

#define WORKERS		2
#define COMMANDS	64
#define POLICIES	48
#define ATTRS		80
#define CORPUS		48

/* One attribute of a policy, as the kernel tells it. */
struct rule {
	uint8_t kind;		/* enum netlink_attribute_type */
	int16_t nest;		/* policy of what is inside, or -1 */
	uint32_t max_len;
	int64_t min, max;
	bool ranged;
};

struct policy {
	struct rule rule[ATTRS];
	uint16_t types[ATTRS];
	unsigned int n;
};

struct command {
	int16_t policy[2];	/* do, dump; -1: there is none */
};

/* A request that was accepted: its attributes. */
struct seed {
	uint8_t bytes[MSG_ATTRS];
	unsigned int len;
};

/* Counts of all workers, in shared memory. */
struct tally {
	unsigned long sent, accepted[COMMANDS][2], refused[COMMANDS][2];
};

static struct policy policies[POLICIES];
static struct command commands[COMMANDS];
static struct seed (*corpus)[CORPUS];
static unsigned int n_corpus[COMMANDS];
static struct tally *tally;
static uint16_t family;
static uint64_t rng;

static uint32_t rnd(uint32_t below)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return below ? (uint32_t)(rng >> 11) % below : 0;
}

static bool chance(unsigned int percent) { return rnd(100) < percent; }

/* --- what the kernel accepts --- */

static void learn_rule(struct policy *p, uint16_t type, const struct nlattr *nest)
{
	struct rule r = { .nest = -1, .max_len = 64 };
	const uint8_t *buf = attr_data(nest);
	unsigned int at = 0;
	const struct nlattr *a;

	while ((a = attr_next(buf, attr_len(nest), &at))) {
		uint64_t v = 0;

		memcpy(&v, attr_data(a), attr_len(a) < 8 ? attr_len(a) : 8);
		switch (attr_type(a)) {
		case NL_POLICY_TYPE_ATTR_TYPE: r.kind = (uint8_t)v; break;
		case NL_POLICY_TYPE_ATTR_MIN_VALUE_S:
		case NL_POLICY_TYPE_ATTR_MIN_VALUE_U: r.min = (int64_t)v; r.ranged = true; break;
		case NL_POLICY_TYPE_ATTR_MAX_VALUE_S:
		case NL_POLICY_TYPE_ATTR_MAX_VALUE_U: r.max = (int64_t)v; r.ranged = true; break;
		case NL_POLICY_TYPE_ATTR_MAX_LENGTH: r.max_len = (uint32_t)v; break;
		case NL_POLICY_TYPE_ATTR_POLICY_IDX: r.nest = (int16_t)v; break;
		}
	}
	if (p->n < ATTRS && type < ATTRS && r.kind) {
		p->types[p->n++] = type;
		p->rule[type] = r;
	}
}

static void learn(const struct nlmsghdr *nlh)
{
	const uint8_t *attrs = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a, *b, *c;
	unsigned int at = 0, at2, at3;

	while ((a = attr_next(attrs, len, &at))) {
		at2 = 0;
		if (attr_type(a) == CTRL_ATTR_OP_POLICY) {
			while ((b = attr_next(attr_data(a), attr_len(a), &at2))) {
				unsigned int cmd = attr_type(b);

				at3 = 0;
				while (cmd < COMMANDS && (c = attr_next(attr_data(b), attr_len(b), &at3))) {
					uint32_t idx = *(const uint32_t *)attr_data(c);
					int mode = attr_type(c) == CTRL_ATTR_POLICY_DUMP;

					commands[cmd].policy[mode] = (int16_t)idx;
				}
			}
		} else if (attr_type(a) == CTRL_ATTR_POLICY) {
			while ((b = attr_next(attr_data(a), attr_len(a), &at2))) {
				unsigned int idx = attr_type(b);

				at3 = 0;
				while (idx < POLICIES && (c = attr_next(attr_data(b), attr_len(b), &at3)))
					learn_rule(&policies[idx], attr_type(c), c);
			}
		}
	}
}

static void ask_kernel(int fd)
{
	unsigned int n = 0;
	struct msg m;

	for (unsigned int i = 0; i < COMMANDS; i++)
		commands[i].policy[0] = commands[i].policy[1] = -1;
	family = genl_family(fd, HKA_GENL_NAME);
	msg_genl(&m, GENL_ID_CTRL, NLM_F_DUMP, CTRL_CMD_GETPOLICY);
	msg_put(&m, CTRL_ATTR_FAMILY_ID, &family, sizeof(family));
	if (netlink_talk(fd, &m, learn))
		lab_die("the kernel does not tell its policy");
	for (unsigned int i = 0; i < COMMANDS; i++)
		n += (commands[i].policy[0] >= 0) + (commands[i].policy[1] >= 0);
	if (n < 6)
		lab_die("only %u requests in the policy", n);
}

/* --- making requests --- */

static const char *const names[] = { "V1", "V2", "V3", "V4", "T1", "T2", "manual", "", "a b", "a/b" };
static const char *const devices[] = { "d0", "d1", "d2", "lo", "gone", "" };

static unsigned int make_string(uint8_t *out, const struct rule *r)
{
	bool device = r->max_len <= IFNAMSIZ;
	const char *s = device ? devices[rnd(chance(90) ? 3 : 6)] : names[rnd(chance(90) ? 6 : 10)];
	unsigned int len = (unsigned int)strlen(s) + 1;

	if (chance(3)) {
		len = rnd(300);
		for (unsigned int i = 0; i < len; i++)
			out[i] = (uint8_t)rnd(256);
		return len;
	}
	memcpy(out, s, len);
	return len;
}

static unsigned int make_binary(uint8_t *out, const struct rule *r)
{
	static const uint8_t start4[][3] = { { 192, 0, 2 }, { 10, 0, 0 }, { 224, 0, 0 }, { 127, 0, 0 } };
	unsigned int len = r->max_len && r->max_len < 16 ? rnd(r->max_len + 1) : chance(70) ? 4 : 16;

	memset(out, 0, 16);
	if (chance(3))
		len = rnd(300);
	for (unsigned int i = 0; len > 16 && i < len; i++)
		out[i] = (uint8_t)rnd(256);
	if (len == 4) {
		memcpy(out, start4[rnd(chance(90) ? 2 : 4)], 3);
		out[3] = (uint8_t)rnd(24);
	} else if (len == 16) {
		out[0] = chance(60) ? 0xfe : chance(80) ? 0x20 : 0xff;
		out[1] = out[0] == 0xfe ? 0x80 : out[0] == 0x20 ? 0x01 : 0x02;
		out[15] = (uint8_t)rnd(24);
	}
	return len;
}

static unsigned int make_number(uint8_t *out, const struct rule *r, unsigned int size)
{
	int64_t min = r->ranged ? r->min : 0;
	int64_t max = r->ranged && r->max > min ? r->max : size == 1 ? 255 : INT32_MAX;
	int64_t v;

	switch (rnd(8)) {
	case 0: v = min; break;
	case 1: v = max; break;
	case 2: v = chance(50) ? min - 1 : max + 1; break;
	case 3: v = min + rnd(4); break;
	case 4: v = (int64_t)rng; break;
	default: v = min + (int64_t)(rnd(0x7fffffff) % (uint64_t)(max - min + 1)); break;
	}
	/* Times come in steps of 10 ms, and a test is too short for long ones. */
	if (max >= 100000 && chance(80))
		v = (1 + rnd(chance(80) ? 20 : 100)) * INT64_C(10000);
	memcpy(out, &v, size);
	return size;
}

static void make_attrs(struct msg *m, int16_t policy, unsigned int percent, int depth);

static void make_attr(struct msg *m, const struct policy *p, uint16_t type, int depth)
{
	const struct rule *r = &p->rule[type];
	uint8_t data[512];
	unsigned int len = 0;
	struct nlattr *nest;

	switch (r->kind) {
	case NL_ATTR_TYPE_FLAG: len = chance(95) ? 0 : 4; break;
	case NL_ATTR_TYPE_U8: case NL_ATTR_TYPE_S8: len = make_number(data, r, 1); break;
	case NL_ATTR_TYPE_U16: case NL_ATTR_TYPE_S16: len = make_number(data, r, 2); break;
	case NL_ATTR_TYPE_U32: case NL_ATTR_TYPE_S32: len = make_number(data, r, 4); break;
	case NL_ATTR_TYPE_U64: case NL_ATTR_TYPE_S64: len = make_number(data, r, 8); break;
	case NL_ATTR_TYPE_STRING: case NL_ATTR_TYPE_NUL_STRING: len = make_string(data, r); break;
	case NL_ATTR_TYPE_NESTED:
	case NL_ATTR_TYPE_NESTED_ARRAY:
		nest = msg_put(m, (uint16_t)(type | (chance(95) ? NLA_F_NESTED : 0)), NULL, 0);
		if (nest && depth < 4)
			make_attrs(m, r->nest, chance(70) ? 40 : 80, depth + 1);
		msg_end(m, nest);
		return;
	default: len = make_binary(data, r); break;
	}
	if (chance(2))
		len = rnd(len + 9);
	msg_put(m, type, data, len);
}

static void make_attrs(struct msg *m, int16_t policy, unsigned int percent, int depth)
{
	const struct policy *p;

	if (policy < 0 || policy >= POLICIES)
		return;
	p = &policies[policy];
	for (unsigned int i = 0; i < p->n; i++) {
		unsigned int times = chance(percent) ? 1 : 0;

		/* Nests are lists, and so is what stands first in one more often there. */
		if (times && p->rule[p->types[i]].kind == NL_ATTR_TYPE_NESTED && chance(40))
			times += rnd(6);
		if (depth && !i && chance(90))
			times = 1;
		while (times--)
			make_attr(m, p, p->types[i], depth);
	}
	if (chance(2))
		msg_put(m, (uint16_t)rnd(ATTRS), m, rnd(40));
}

/* A copy of an accepted request with some attributes gone, made anew or added. */
static void mutate(struct msg *m, unsigned int cmd, int16_t policy)
{
	const struct seed *s = &corpus[cmd][rnd(n_corpus[cmd])];
	const struct policy *p = &policies[policy];
	const struct nlattr *a;
	unsigned int from = 0;

	while ((a = attr_next(s->bytes, s->len, &from))) {
		uint16_t type = attr_type(a);

		if (chance(8))
			continue;
		if (type < ATTRS && p->rule[type].kind && chance(15))
			make_attr(m, p, type, 0);
		else
			msg_put(m, a->nla_type, attr_data(a), attr_len(a));
	}
	for (unsigned int i = rnd(3); p->n && i; i--)
		make_attr(m, p, p->types[rnd(p->n)], 0);
}

static void remember(unsigned int cmd, struct msg *m)
{
	unsigned int i = n_corpus[cmd] < CORPUS ? n_corpus[cmd]++ : rnd(CORPUS);
	unsigned int len;
	uint8_t *attrs = msg_attrs(m, &len);

	memcpy(corpus[cmd][i].bytes, attrs, len);
	corpus[cmd][i].len = len;
}

/* The one request that chance finds too rarely: a router. */
static void plant(void)
{
	const uint8_t vip[4] = { 192, 0, 2, 10 };
	struct nlattr *nest;
	uint8_t vrid = 7;
	struct msg m;

	msg_genl(&m, family, 0, HKA_CMD_VR_NEW);
	msg_put(&m, HKA_A_VR_NAME, "V1", 3);
	msg_put(&m, HKA_A_VR_IFNAME, "d0", 3);
	msg_put(&m, HKA_A_VR_VRID, &vrid, 1);
	nest = msg_put(&m, HKA_A_VR_VIP | NLA_F_NESTED, NULL, 0);
	msg_put(&m, HKA_A_VIP_ADDRESS, vip, 4);
	msg_end(&m, nest);
	remember(HKA_CMD_VR_NEW, &m);
}

/* And one that chance cannot find: a heartbeat needs the cookie that came with the lease. */
static void plant_heartbeat(const struct nlmsghdr *nlh)
{
	const uint8_t *buf = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;
	struct msg m;

	msg_genl(&m, family, 0, HKA_CMD_LEASE_HEARTBEAT);
	while ((a = attr_next(buf, len, &at)))
		if (attr_type(a) == HKA_A_LEASE_NAME || attr_type(a) == HKA_A_LEASE_COOKIE)
			msg_put(&m, a->nla_type, attr_data(a), attr_len(a));
	remember(HKA_CMD_LEASE_HEARTBEAT, &m);
}

/* Bend a request out of shape. Return: whether it was. */
static bool bend(struct msg *m)
{
	unsigned int len;
	uint8_t *attrs = msg_attrs(m, &len);
	bool bent = false;

	for (unsigned int i = chance(8) ? 1 + rnd(4) : 0; len && i; i--) {
		attrs[rnd(len)] = (uint8_t)rnd(256);
		bent = true;
	}
	if (len && chance(3)) {
		m->nlh.nlmsg_len -= 1 + rnd(len);
		bent = true;
	}
	return bent;
}

static void work(unsigned int index, uint64_t seed, int64_t until)
{
	int fd = netlink_open(NETLINK_GENERIC);
	struct msg m;

	rng = seed + index * UINT64_C(0x9e3779b97f4a7c15);
	corpus = calloc(COMMANDS, sizeof(*corpus));
	if (!corpus)
		lab_die("out of memory");
	plant();
	while (lab_monotonic() < until) {
		unsigned int cmd = 1 + rnd(COMMANDS - 1);
		bool dump = chance(20), bent;
		int16_t policy = commands[cmd].policy[dump];
		int err;

		if (policy < 0 && !chance(1))
			continue;
		/* What ends much ends a test early. */
		if (cmd == HKA_CMD_VR_DEL && !chance(25))
			continue;
		msg_genl(&m, family, dump ? NLM_F_DUMP : 0, (uint8_t)cmd);
		if (policy >= 0 && n_corpus[cmd] && !dump && chance(65))
			mutate(&m, cmd, policy);
		else
			make_attrs(&m, policy, (const unsigned int[]){ 5, 15, 40, 90 }[rnd(4)], 0);
		bent = bend(&m);
		err = netlink_talk(fd, &m, cmd == HKA_CMD_LEASE_TAKE && !dump ? plant_heartbeat : NULL);
		__atomic_add_fetch(&tally->sent, 1, __ATOMIC_RELAXED);
		if (policy < 0)
			continue;
		__atomic_add_fetch(err ? &tally->refused[cmd][dump] : &tally->accepted[cmd][dump], 1,
				   __ATOMIC_RELAXED);
		if (!err && !dump && !bent)
			remember(cmd, &m);
	}
	exit(0);
}

/* --- shaking --- */

static void set_up(int fd, const char *dev, bool up)
{
	struct ifreq ifr = { 0 };

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", dev);
	if (ioctl(fd, SIOCGIFFLAGS, &ifr))
		return;
	ifr.ifr_flags = (short)(up ? ifr.ifr_flags | IFF_UP : ifr.ifr_flags & ~IFF_UP);
	ioctl(fd, SIOCSIFFLAGS, &ifr);
}

/* Take an address that a router may have off its device. */
static void steal(int fd, const char *dev)
{
	struct {
		struct nlmsghdr nlh;
		struct ifaddrmsg ifa;
		struct rtattr rta;
		uint8_t addr[4];
	} req = {
		.nlh = { .nlmsg_len = sizeof(req), .nlmsg_type = RTM_DELADDR, .nlmsg_flags = NLM_F_REQUEST },
		.ifa = { .ifa_family = AF_INET, .ifa_prefixlen = 32, .ifa_index = if_nametoindex(dev) },
		.rta = { .rta_len = RTA_LENGTH(4), .rta_type = IFA_LOCAL },
		.addr = { 192, 0, 2, (uint8_t)rnd(24) },
	};

	send(fd, &req, sizeof(req), MSG_DONTWAIT);
}

static void shake(uint64_t seed, int64_t until)
{
	int rt = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	rng = seed ^ UINT64_C(0x5851f42d4c957f2d);
	while (lab_monotonic() < until) {
		const char *dev = devices[rnd(2)];

		if (chance(20))
			set_up(fd, dev, chance(50));
		steal(rt, dev);
		usleep(1000 + rnd(20000));
	}
	for (int i = 0; i < 2; i++)
		set_up(fd, devices[i], true);
	exit(0);
}

/* --- the end --- */

static unsigned int routers;

static void count_router(const struct nlmsghdr *nlh)
{
	(void)nlh;
	routers++;
}

static bool report(int fd)
{
	bool good = true;
	struct msg m;

	printf("  sent %lu\n", tally->sent);
	for (unsigned int cmd = 0; cmd < COMMANDS; cmd++)
		for (int mode = 0; mode < 2; mode++) {
			if (commands[cmd].policy[mode] < 0)
				continue;
			printf("  command %u %s: accepted %lu refused %lu\n", cmd, mode ? "dump" : "do",
			       tally->accepted[cmd][mode], tally->refused[cmd][mode]);
			if (!tally->accepted[cmd][mode]) {
				printf("never accepted: command %u\n", cmd);
				good = false;
			}
		}
	msg_genl(&m, family, 0, HKA_CMD_VR_DEL);
	msg_put(&m, HKA_A_VR_ALL, NULL, 0);
	if (netlink_talk(fd, &m, NULL)) {
		printf("the routers cannot be deleted\n");
		good = false;
	}
	msg_genl(&m, family, NLM_F_DUMP, HKA_CMD_VR_GET);
	if (netlink_talk(fd, &m, count_router) || routers) {
		printf("%u routers are left\n", routers);
		good = false;
	}
	return good;
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : (uint64_t)lab_now();
	pid_t pids[WORKERS + 1];
	bool good = true;
	int64_t until;
	int fd;

	if (argc < 2 || argc > 3)
		lab_die("usage: nlfuzz SECONDS [SEED]");
	printf("seed %llu\n", (unsigned long long)seed);
	fflush(stdout);
	tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tally == MAP_FAILED)
		lab_die("mmap: %s", strerror(errno));
	fd = netlink_open(NETLINK_GENERIC);
	ask_kernel(fd);
	until = lab_monotonic() + strtoll(argv[1], NULL, 10) * LAB_S;
	for (unsigned int i = 0; i <= WORKERS; i++) {
		pids[i] = fork();
		if (pids[i] < 0)
			lab_die("fork: %s", strerror(errno));
		if (!pids[i] && i < WORKERS)
			work(i, seed | 1, until);
		if (!pids[i])
			shake(seed | 1, until);
	}
	for (unsigned int i = 0; i <= WORKERS; i++) {
		int status;

		waitpid(pids[i], &status, 0);
		good &= !status;
	}
	good &= report(fd);
	return good ? 0 : 1;
}
