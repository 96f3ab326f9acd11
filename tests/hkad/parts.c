// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * parts GROUP...: parts of hkad by themselves. "FAIL  GROUP: WHAT" for each expectation that does not
 * hold, and a count.
 */
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "apply/alike.h"
#include "apply/message.h"
#include "apply/plan.h"
#include "apply/settings.h"
#include "config/load.h"
#include "service.h"

static const char *group;
static unsigned int passed, failed;

static void expect(bool holds, const char *what)
{
	passed += holds;
	failed += !holds;
	if (!holds)
		printf("FAIL  %s: %s\n", group, what);
}

/* ---- configurations ---- */

struct conf {
	struct configuration c;
	struct wanted w;
};

static bool load(struct conf *conf, const char *text)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	char path[64];
	const struct load from = { .path = path };

	memset(conf, 0, sizeof(*conf));
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	configuration_load(&conf->c, &from);
	close(fd);
	wanted_make(&conf->w, commands_make(conf->c.root, &conf->c.arena, &conf->c.diags), "hkad", &conf->c.diags);
	if (conf->c.diags.count[DIAG_ERROR])
		diags_print(&conf->c.diags, stdout);
	return !conf->c.diags.count[DIAG_ERROR];
}

static void unload(struct conf *conf)
{
	wanted_free(&conf->w);
	configuration_free(&conf->c);
}

#define ROUTER(name, vrid, more) \
	"vrrp_instance " name " {\ninterface eth0\nvirtual_router_id " vrid "\nversion 3\n" more \
	"\nvirtual_ipaddress {\n192.0.2." vrid "\n}\n}\n"

/* ---- jobs ---- */

static void test_jobs(void)
{
	static const struct {
		const char *type;
		enum service_job job;
	} jobs[] = {
		{ "stop", SERVICE_STOP }, { "restart", SERVICE_RESTART }, { "try-restart", SERVICE_RESTART },
		{ "start", SERVICE_RESTART }, { "verify-active", SERVICE_RESTART }, { "reload-or-start", SERVICE_RESTART },
		{ "reload", SERVICE_NONE }, { "try-reload", SERVICE_NONE }, { "nop", SERVICE_NONE },
		{ "stop-and-think", SERVICE_UNKNOWN }, { "restarting", SERVICE_UNKNOWN }, { "", SERVICE_UNKNOWN },
	};

	for (size_t i = 0; i < sizeof(jobs) / sizeof(*jobs); i++)
		expect(service_job_of(jobs[i].type) == jobs[i].job, jobs[i].type);
}

/* ---- identity ---- */

static void test_identity(void)
{
	struct conf conf;

	if (!load(&conf, ROUTER("A", "1", "priority 50") ROUTER("B", "1", "priority 60\nmcast_dst_ip 224.0.0.19") ROUTER("C", "2", "")
		  "vrrp_instance D {\ninterface eth0\nvirtual_router_id 1\nversion 3\nunicast_src_ip 192.0.2.9\nunicast_peer {\n192.0.2.8\n}\n"
		  "virtual_ipaddress {\n192.0.2.4\n}\n}\n"
		  "vrrp_instance E {\ninterface eth0\nvirtual_router_id 1\nversion 3\nunicast_src_ip 192.0.2.10\nunicast_peer {\n192.0.2.7\n}\n"
		  "virtual_ipaddress {\n192.0.2.5\n}\n}\n")) {
		expect(false, "the configuration is one");
		return;
	}
	{
		const struct hka_vr *a = &conf.w.vrs[0].vr, *b = &conf.w.vrs[1].vr, *c = &conf.w.vrs[2].vr;
		const struct hka_vr *d = &conf.w.vrs[3].vr, *e = &conf.w.vrs[4].vr;
		struct hka_vr other = *a;

		expect(!settings_same_router(a, b), "two groups are two routers");
		expect(!settings_clash(a, b), "two groups are possible at once");
		expect(!settings_same_router(a, c) && !settings_clash(a, c), "two numbers are two routers");
		expect(!settings_same_router(a, d) && !settings_clash(a, d), "multicast and unicast are two routers");
		expect(!settings_same_router(d, e), "two sources of unicast are two routers");
		expect(!settings_clash(d, e), "two that share no peer are possible at once");
		other.priority++;
		strcpy(other.name, "Z");
		expect(settings_same_router(a, &other), "a name and a priority do not make another router");
		other.version = 2;
		expect(!settings_same_router(a, &other), "the version does");
		expect(settings_clash(a, &other), "and only one of the two can be here");
	}
	unload(&conf);
}

/* ---- plans ---- */

struct steps {
	unsigned int n, of[STEP_TRACK_DEL + 1];
	unsigned int first_del, last_new, leader;	/* of routers, and of who leads them, counted from 1 */
};

/* From what one file wants to another one. */
static struct steps steps(const char *from, const char *to, unsigned int *errors)
{
	struct steps s = { .n = 0 };
	struct plan plan = { .n = 0 };
	struct conf have, want;
	struct present p;
	unsigned int i;

	if (!load(&have, from) || !load(&want, to))
		abort();
	p = (struct present){ .n_vrs = have.w.n_vrs, .n_groups = have.w.n_groups, .n_tracks = have.w.n_tracks };
	p.vrs = calloc(p.n_vrs + 1, sizeof(*p.vrs));
	p.groups = calloc(p.n_groups + 1, sizeof(*p.groups));
	p.tracks = calloc(p.n_tracks + 1, sizeof(*p.tracks));
	for (i = 0; i < p.n_vrs; i++) {
		p.vrs[i] = have.w.vrs[i].vr;
		/* A router of somebody else's is on no lease. */
		if (errors)
			p.vrs[i].lease.name[0] = '\0';
	}
	for (i = 0; i < p.n_groups; i++) {
		p.groups[i] = have.w.groups[i].group;
		strcpy(p.groups[i].leader, have.w.groups[i].leader);
	}
	for (i = 0; i < p.n_tracks; i++)
		p.tracks[i] = have.w.tracks[i].track;
	plan_make(&plan, &want.w, &p, "hkad", &want.c.diags);
	s.n = plan.n;
	for (i = 0; i < plan.n; i++) {
		s.of[plan.step[i].kind]++;
		if (plan.step[i].kind == STEP_VR_DEL && !s.first_del)
			s.first_del = i + 1;
		if (plan.step[i].kind == STEP_VR_NEW)
			s.last_new = i + 1;
		if (plan.step[i].kind == STEP_GROUP_SET && plan.step[i].group->has & HKA_HAS(HKA_A_GROUP_LEADER))
			s.leader = i + 1;
	}
	if (errors)
		*errors = want.c.diags.count[DIAG_ERROR];
	plan_free(&plan);
	free(p.vrs);
	free(p.groups);
	free(p.tracks);
	unload(&have);
	unload(&want);
	return s;
}

/* Two routers, of which one leads. @more: how often the other one advertises, or x: there is only the leader. */
static const char *led(const char *leader, const char *more)
{
	static char text[2][1024];
	static unsigned int turn;
	char *out = text[turn++ % 2];
	bool alone = *more == 'x';

	snprintf(out, sizeof(text[0]), "vrrp_leader_group G {\nleader %s\nfollow_interval %s\ngroup {\n%s\n}\n}\n%s%s", leader,
		 *more && !alone ? more : "10", alone ? leader : "A B",
		 alone && *leader == 'B' ? "" : ROUTER("A", "1", ""), alone && *leader == 'A' ? "" : ROUTER("B", "2", ""));
	return out;
}

static void test_plan(void)
{
	static const char group_of_two[] = "vrrp_sync_group G {\ngroup {\nA\nB\n}\n}\n" ROUTER("A", "1", "") ROUTER("B", "2", "");
	unsigned int errors;
	struct steps s;

	s = steps(ROUTER("A", "1", "priority 50"), ROUTER("A", "1", "priority 50"), NULL);
	expect(!s.n, "the same file is no work");
	s = steps(ROUTER("A", "1", "priority 50"), ROUTER("A", "1", "priority 51"), NULL);
	expect(s.n == 1 && s.of[STEP_VR_SET] == 1, "a priority is one change");
	s = steps(ROUTER("A", "1", ""), ROUTER("B", "1", ""), NULL);
	expect(s.n && s.n == s.of[STEP_VR_SET], "a new name deletes nothing");
	s = steps(ROUTER("A", "1", "") ROUTER("B", "2", ""), ROUTER("B", "1", "") ROUTER("A", "2", ""), NULL);
	expect(s.n && s.n == s.of[STEP_VR_SET], "two names that change places delete nothing");
	s = steps(ROUTER("A", "1", ""), ROUTER("A", "2", ""), NULL);
	expect(s.of[STEP_VR_NEW] == 1 && s.of[STEP_VR_DEL] == 1, "another number is another router");
	s = steps(ROUTER("A", "1", "advert_int 1"), ROUTER("A", "1", ""), NULL);
	expect(!s.n, "a default that is written is no change");
	s = steps(group_of_two, group_of_two, NULL);
	expect(!s.n, "a group is no work twice");
	s = steps(ROUTER("A", "1", ""), group_of_two, NULL);
	expect(s.of[STEP_GROUP_NEW] == 1 && !s.of[STEP_VR_DEL], "a group comes without its routers going");
	s = steps(group_of_two, ROUTER("B", "2", ""), NULL);
	expect(s.of[STEP_GROUP_DEL] == 1 && s.of[STEP_VR_DEL] == 1, "what is in no file any more goes");
	s = steps("", led("A", ""), NULL);
	expect(s.of[STEP_GROUP_NEW] == 1 && s.of[STEP_GROUP_SET] == 1 && s.leader && s.leader > s.last_new,
	       "who leads is told once the routers are there");
	s = steps(led("A", ""), led("A", ""), NULL);
	expect(!s.n, "the same leader is no work");
	s = steps(led("A", ""), led("B", ""), NULL);
	expect(s.n == 1 && s.of[STEP_GROUP_SET] == 1, "another leader is one change");
	s = steps(led("A", ""), led("B", "x"), NULL);
	expect(s.of[STEP_VR_DEL] == 1 && s.leader && s.leader < s.first_del, "another one leads before the old one goes");
	s = steps(led("A", ""), led("A", "2"), NULL);
	expect(s.n == 1 && s.of[STEP_GROUP_SET] == 1, "how often followers advertise is one change");
	s = steps(group_of_two, led("A", ""), NULL);
	expect(s.of[STEP_GROUP_DEL] == 1 && s.of[STEP_GROUP_NEW] == 1 && s.of[STEP_VR_SET] == 2 && !s.of[STEP_VR_DEL],
	       "a group of another kind is another group, with the same routers");
	s = steps(ROUTER("A", "1", ""), ROUTER("A", "1", ""), &errors);
	expect(errors && !s.n, "what somebody else has is left alone, and told");
	s = steps(ROUTER("X", "7", ""), ROUTER("A", "1", ""), &errors);
	expect(!errors && !s.of[STEP_VR_DEL], "what somebody else has does not go");
}

/* ---- messages ---- */

static unsigned int device(void *arg, const char *ifname)
{
	(void)arg;
	return strcmp(ifname, "eth1") ? 2 : 3;
}

struct message {
	char buf[MESSAGE_SIZE];
	struct nlmsghdr *nlh;
};

static void make(struct message *m, const struct conf *conf, unsigned int i, bool add)
{
	m->nlh = message_make(m->buf, &conf->w.statics[i].vr, add, device, NULL);
}

static unsigned int alike(struct message *a, struct message *b)
{
	struct alike_set set = { .n = 0 };
	unsigned int n = 0;

	if (!alike_add(&set, a->nlh))
		abort();
	alike_sort(&set);
	alike_find(&set, b->nlh, &n);
	free(set.item);
	return n;
}

static void test_alike(void)
{
	enum { VIA1, VIA2, METRIC, TABLE, DEV, TWO, TWO_AGAIN, TWO_OTHERS, HOLE, NHID, ADDR1, ADDR2, ADDR_DEV, RULE1, RULE2, RULE3, N };
	static const char text[] =
		"static_ipaddress {\n192.0.2.1/24 dev eth0\n192.0.2.2/24 dev eth0\n192.0.2.1/24 dev eth1\n}\n"
		"static_routes {\n10.0.0.0/8 via 192.0.2.1\n10.0.0.0/8 via 192.0.2.2\n10.0.0.0/8 via 192.0.2.1 metric 5\n"
		"10.0.0.0/8 via 192.0.2.1 table 100\n10.0.0.0/8 via 192.0.2.1 dev eth1\n"
		"10.0.0.0/8 nexthop via 192.0.2.1 nexthop via 192.0.2.2\n10.0.0.0/8 nexthop via 192.0.2.2 nexthop via 192.0.2.1\n"
		"10.0.0.0/8 nexthop via 192.0.2.1 nexthop via 192.0.2.3\nblackhole 10.0.0.0/8\n10.0.0.0/8 nhid 7\n}\n"
		"static_rules {\nfrom 10.0.0.0/8 table 100\nfrom 10.0.0.0/8 table 101\nfrom 10.0.0.0/8 table 100 fwmark 1\n}\n";
	static struct message m[N], del;
	struct conf conf;
	/* Addresses are first of all. */
	static const unsigned int at[N] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2, 13, 14, 15 };

	if (!load(&conf, text) || conf.w.n_statics != N) {
		expect(false, "the configuration is one");
		return;
	}
	for (unsigned int i = 0; i < N; i++)
		make(&m[i], &conf, at[i], true);
	make(&del, &conf, at[ADDR1], false);
	expect(alike(&m[ADDR1], &del) == 1, "what is deleted is what was added");
	expect(!alike(&m[ADDR1], &m[ADDR2]), "two addresses are two");
	expect(!alike(&m[ADDR1], &m[ADDR_DEV]), "one address on two interfaces are two");
	expect(alike(&m[VIA1], &m[VIA2]) == 1, "two ways of a route are of one route");
	expect(!alike_ways(m[VIA1].nlh, m[VIA2].nlh), "but another gateway is another way");
	expect(alike_ways(m[VIA1].nlh, m[VIA1].nlh), "a way is like itself");
	expect(alike_ways(m[VIA1].nlh, m[DEV].nlh), "an interface that is not said may be any");
	expect(!alike_ways(m[DEV].nlh, m[VIA1].nlh), "one that is said may not");
	expect(!alike(&m[VIA1], &m[METRIC]), "two metrics are two routes");
	expect(!alike(&m[VIA1], &m[TABLE]), "two tables are two routes");
	expect(!alike(&m[VIA1], &m[HOLE]), "a route of another type is another one");
	expect(alike_ways(m[TWO].nlh, m[TWO_AGAIN].nlh), "ways are in no order");
	expect(!alike_ways(m[TWO].nlh, m[TWO_OTHERS].nlh), "one of two ways is another one");
	expect(!alike_ways(m[TWO].nlh, m[VIA1].nlh) && !alike_ways(m[VIA1].nlh, m[TWO].nlh), "one way is not two");
	expect(!alike(&m[NHID], &m[VIA1]), "a nexthop's number is of the route");
	expect(alike_ways(m[NHID].nlh, m[VIA1].nlh), "where it goes is that nexthop's");
	expect(!alike(&m[RULE1], &m[RULE2]) && !alike(&m[RULE1], &m[RULE3]), "table and mark are of a rule");
	expect(alike(&m[RULE1], &m[RULE1]) == 1, "a rule is like itself");
	unload(&conf);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(void);
	} groups[] = { { "jobs", test_jobs }, { "identity", test_identity }, { "plan", test_plan }, { "alike", test_alike } };

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		group = groups[i].name;
		if (argc < 2 || !strcmp(argv[1], group))
			groups[i].test();
	}
	printf("%u passed, %u failed, 0 skipped\n", passed, failed);
	return failed != 0;
}
