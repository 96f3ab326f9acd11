// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The measuring instrument of tests/vm/bench. Sits in the switch's namespace, on
 * the ports of router 1 (MASTER, priority 200) and router 2 (BACKUP).
 *
 *   meter failover [KEY=VALUE]...	router 1's port is cut n times
 *   meter jitter [KEY=VALUE]...	router 1's adverts in n intervals
 *   meter hold [KEY=VALUE]...	for n intervals, and who answers for the address meanwhile
 *
 * Keys: r1= r2= (switch ports) vip=ADDR[,ADDR]... interval= floor= (Active_Down of router 2) n=
 * witness= (namespace of router 2; it has an nlmon device there, nlmon0) cpu1= cpu2= (the
 * CPUs that should send the routers' adverts) ask= (the bridge, from where to ask for the first address;
 * failover then asks every 250 us around the takeover, as a busy client would).
 *
 * All times are the kernel's receive stamps. Frames wait in mapped rings while the
 * instrument sleeps: it does not wake up between a cut and the end of the takeover,
 * so it takes no time from what it measures, even on one CPU.
 *
 * The result is one line KEY=VALUE..., times in ns as p50/p99/p999/max:
 * failover:
 *   a	  r1's last advert enters the switch -> r2's first advert enters it, less floor
 *   b	  the last advert leaves the switch to r2 -> r2's first advert enters it, less floor
 *   addr  r2's first advert -> rtnetlink tells of the first address (witness only): for
 *	  IPv4 RTM_NEWADDR, for IPv6 RTM_NEWROUTE of its host route in table local
 *   ann   r2's first advert -> first GARP or unsolicited NA for any of the addresses
 *   all   the same, until each of them was announced
 *   ans   r2's first advert -> its first answer for the first address (ask= only)
 *   heal  r2's last advert after r1's port was healed (no advert: the healing) -> r1's first
 *	  announcement;   unheal  times that there was none until r2 had been silent for a while
 *   early addresses announced before they were in, or before the advert if not witnessed
 *   none  failovers in which one of these was missing: not in the other figures
 *   stray first adverts of r2 not sent by the CPU cpu2=
 * jitter:
 *   jit   distance of a gap between two adverts from the interval
 *   mean  of the gaps;   late  how far the worst advert was behind the grid of the first
 *   rival adverts of r2;  stray  adverts not sent by that CPU
 * hold (begins after warm=): of these n, mean, late, rival, and
 *   gap   the longest time without an advert of r1
 *   asks  questions for the address;  answered  by r1 or r2;  double  by both
 *   Its schedule is SCHED_DEADLINE where that is possible: nothing keeps it from asking.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_bridge.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <arpa/inet.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ask.h"
#include "decode.h"
#include "lab.h"
#include "ring.h"

#define MAX_VIPS 8
enum what { ADVERT_IN_1, ADVERT_IN_2, ADVERT_OUT_2, ANNOUNCE_1, ANNOUNCE_2, ADDRESS_2, ANSWER_1, ANSWER_2 };

struct event {
	int64_t ts;
	enum what what;
	int vip;	/* which, for ANNOUNCE_* and ADDRESS_2; the question, for ANSWER_* */
};

struct series {
	int64_t *v;
	size_t n, size;
};

static const char *port1 = "r1", *port2 = "r2", *witness, *ask_from;
static struct lab_addr vips[MAX_VIPS];
static int n_vips;
static int64_t interval, floor_ns, warm;
static size_t want = 50;
static int cpu1 = -1, cpu2 = -1;

static struct ring ring1, ring2, ring_nl;
static int listener = -1;
static struct event *events;
static size_t n_events, events_size;

static void note(int64_t ts, enum what what, int vip)
{
	if (n_events == events_size) {
		events_size = events_size ? 2 * events_size : 1024;
		events = realloc(events, events_size * sizeof(*events));
		if (!events)
			lab_die("meter: no memory");
	}
	events[n_events++] = (struct event){ ts, what, vip };
}

static int find_vip(const void *bytes, uint8_t family)
{
	for (int i = 0; i < n_vips; i++)
		if (vips[i].family == family && !memcmp(vips[i].b, bytes, family == AF_INET6 ? 16 : 4))
			return i;
	return -1;
}

/* A message of rtnetlink: which address does it tell to be in? -1: none. */
static int tells_address(const uint8_t *data, size_t len)
{
	const struct nlmsghdr *nlh = (const void *)data;
	bool v6 = vips[0].family == AF_INET6;
	const struct rtattr *rta;
	size_t head;
	unsigned short type;

	if (len < sizeof(*nlh) || nlh->nlmsg_flags & NLM_F_REQUEST)
		return -1;
	if (!v6 && nlh->nlmsg_type == RTM_NEWADDR) {
		head = NLMSG_SPACE(sizeof(struct ifaddrmsg));
		type = IFA_LOCAL;
	} else if (v6 && nlh->nlmsg_type == RTM_NEWROUTE) {
		const struct rtmsg *rtm = NLMSG_DATA(nlh);

		if (rtm->rtm_table != RT_TABLE_LOCAL || rtm->rtm_type != RTN_LOCAL ||
		    rtm->rtm_dst_len != 128)
			return -1;
		head = NLMSG_SPACE(sizeof(*rtm));
		type = RTA_DST;
	} else {
		return -1;
	}
	while (head + sizeof(*rta) <= len) {
		rta = (const void *)(data + head);
		if (rta->rta_len < sizeof(*rta) || head + rta->rta_len > len)
			break;
		if (rta->rta_type == type)
			return find_vip(RTA_DATA(rta), vips[0].family);
		head += RTA_ALIGN(rta->rta_len);
	}
	return -1;
}

static void classify(int ring, const struct frame *f)
{
	const uint8_t *data = f->data;
	bool out = f->out;
	int64_t ts = f->ts;
	struct wire_rec r = { .ts = ts };
	uint32_t number;
	int vip;

	if (ring == 3) {
		vip = tells_address(data, f->len);
		if (vip >= 0)
			note(ts, ADDRESS_2, vip);
		return;
	}
	if (!wire_decode(&r, data, f->len, f->wire))
		return;
	if (r.kind == WIRE_VRRP) {
		if (ring == 1)
			note(ts, ADVERT_IN_1, 0);
		else
			note(ts, out ? ADVERT_OUT_2 : ADVERT_IN_2, 0);
	} else if (!out && (r.kind == WIRE_GARP || r.kind == WIRE_UNA)) {
		vip = r.kind == WIRE_GARP ? find_vip(r.src.b, AF_INET) :
					    find_vip(r.target.b, AF_INET6);
		if (vip >= 0)
			note(ts, ring == 1 ? ANNOUNCE_1 : ANNOUNCE_2, vip);
	} else if (!out && n_vips && (r.kind == WIRE_ARP_REP || r.kind == WIRE_NA) &&
		   lab_addr_equal(r.kind == WIRE_NA ? &r.target : &r.src, &vips[0]) &&
		   ask_number(r.dmac, &number)) {
		note(ts, ring == 1 ? ANSWER_1 : ANSWER_2, (int)number);
	}
}

static int by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->ts > y->ts) - (x->ts < y->ts);
}

static void drain(void)
{
	char junk[8192];

	ring_drain(&ring1, 1, classify);
	ring_drain(&ring2, 2, classify);
	ring_drain(&ring_nl, 3, classify);
	/* nlmon shows a broadcast only if somebody listens: this socket does. */
	while (listener >= 0 && recv(listener, junk, sizeof(junk), MSG_DONTWAIT) > 0)
		;
	qsort(events, n_events, sizeof(*events), by_time);
}

/* Last event of that kind before `to`, or first one from `from` on (of one address, or
 * of any: -1); 0 if none.
 */
static int64_t last_of(enum what what, int64_t to)
{
	for (size_t i = n_events; i--;)
		if (events[i].what == what && events[i].ts < to)
			return events[i].ts;
	return 0;
}

static int64_t first_of(enum what what, int64_t from, int vip)
{
	for (size_t i = 0; i < n_events; i++)
		if (events[i].what == what && events[i].ts >= from && (vip < 0 || events[i].vip == vip))
			return events[i].ts;
	return 0;
}

/* --- the rest of the world -------------------------------------------------- */

static int enter(const char *netns)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), netns[0] == '/' ? "%s" : "/run/netns/%s", netns);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWNET))
		lab_die("meter: cannot enter %s: %s", path, strerror(errno));
	return fd;
}

static void witness_open(void)
{
	static const int group[] = { RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_ROUTE };
	int back = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), size = 4 << 20;
	struct sockaddr_nl sa = { .nl_family = AF_NETLINK };

	enter(witness);
	listener = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (listener < 0 || bind(listener, (struct sockaddr *)&sa, sizeof(sa)))
		lab_die("meter: no netlink socket: %s", strerror(errno));
	setsockopt(listener, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	setsockopt(listener, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP,
		   &group[vips[0].family == AF_INET6], sizeof(int));
	ring_open(&ring_nl, "nlmon0", true, false, 2048);
	if (setns(back, CLONE_NEWNET))
		lab_die("meter: cannot come back: %s", strerror(errno));
	close(back);
}

static void sleep_until(int64_t real)
{
	lab_sleep_until(lab_monotonic() + (real - lab_now()));
}

/* --- questions ---------------------------------------------------------------- */

static int ask_fd = -1;
static struct ask question;
static uint32_t asked;

static void ask_open(void)
{
	struct ifreq ifr = { 0 };

	ask_fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", ask_from);
	if (ask_fd < 0 || ioctl(ask_fd, SIOCGIFHWADDR, &ifr))
		lab_die("meter: cannot ask from %s: %s", ask_from, strerror(errno));
	memcpy(question.mac, ifr.ifr_hwaddr.sa_data, 6);
	question.vip = vips[0];
	lab_addr_parse(vips[0].family == AF_INET6 ? "fe80::fe" : "192.0.2.254", &question.asker);
}

static void ask(void)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_halen = 6,
				   .sll_ifindex = (int)if_nametoindex(ask_from) };
	uint8_t f[ASK_MAX];
	size_t len = ask_build(&question, asked++, f);

	(void)!sendto(ask_fd, f, len, 0, (struct sockaddr *)&sll, sizeof(sll));
}

/* Where load of real-time priority shares our CPU we would not come to ask. */
static void be_punctual(void)
{
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
	} attr = { .size = sizeof(attr), .policy = 6 /* SCHED_DEADLINE */,
		   .runtime = 400 * 1000, .deadline = LAB_MS, .period = LAB_MS };

	/* Pinned to one CPU of several it is refused, and we are alone there. */
	(void)!syscall(SYS_sched_setattr, 0, &attr, 0);
}

/* --- numbers ---------------------------------------------------------------- */

static void add(struct series *s, int64_t v)
{
	if (s->n == s->size) {
		s->size = s->size ? 2 * s->size : 1024;
		s->v = realloc(s->v, s->size * sizeof(*s->v));
		if (!s->v)
			lab_die("meter: no memory");
	}
	s->v[s->n++] = v;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The smallest value that at least that share (per mille) does not exceed. */
static long long percentile(const struct series *s, size_t mille)
{
	size_t i = (s->n * mille + 999) / 1000;

	return s->v[i ? i - 1 : 0];
}

static void print(const char *name, struct series *s)
{
	if (!s->n)
		return;
	qsort(s->v, s->n, sizeof(*s->v), by_value);
	printf(" %s=%lld/%lld/%lld/%lld", name, percentile(s, 500), percentile(s, 990),
	       percentile(s, 999), percentile(s, 1000));
}

/* --- failover --------------------------------------------------------------- */

/* Router 1 advertises, router 2 is silent, for at least that long. */
static void settle(int64_t quiet)
{
	int64_t limit = lab_now() + 60 * LAB_S;

	for (;;) {
		int64_t now = lab_now();

		sleep_until(now + quiet);
		drain();
		if (first_of(ADVERT_OUT_2, now, -1) && !first_of(ADVERT_IN_2, now, -1))
			return;
		if (now > limit)
			lab_die("meter: router 1 does not become the only MASTER");
	}
}

static uint32_t dice(void)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

struct takeover {
	int64_t first;				/* r2's first advert */
	int64_t there, announced, all;		/* first address, first and last announcement */
	int64_t answered;			/* first question it answered */
	bool complete;
	unsigned int early;
};

/* What r2 did after the time from. */
static struct takeover look(int64_t from)
{
	struct takeover t = {
		.first = first_of(ADVERT_IN_2, from, -1),
		.there = first_of(ADDRESS_2, from, -1),
		.announced = first_of(ANNOUNCE_2, from, -1),
		.answered = first_of(ANSWER_2, from, -1),
	};

	t.complete = t.first && (!ask_from || t.answered);
	for (int i = 0; i < n_vips; i++) {
		int64_t there = first_of(ADDRESS_2, from, i);
		int64_t announced = first_of(ANNOUNCE_2, from, i);

		if (!announced || (witness && !there))
			t.complete = false;
		if (announced && announced < (witness && there > t.first ? there : t.first))
			t.early++;
		t.all = announced > t.all ? announced : t.all;
	}
	return t;
}

/* A socket that counts adverts of that port which were not sent by that CPU. */
static int stray_open(const char *port, int by_cpu)
{
	int fd = packet_socket(false);

	attach_filter(fd, by_cpu);
	packet_bind(fd, port);
	return fd;
}

static unsigned int stray_count(int fd)
{
	struct tpacket_stats stats = { 0 };
	socklen_t len = sizeof(stats);

	/* Each question sets the counter back. */
	return getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &len) ? 0 : stats.tp_packets;
}

/* Router 1 is let back. Return: whether it announced after what router 2 said last, and how long. */
static bool heal(int64_t quiet, int64_t *took)
{
	int64_t healed = lab_now(), last, announced;

	port_state(ring1.ifindex, BR_STATE_FORWARDING);
	settle(quiet);
	last = last_of(ADVERT_IN_2, INT64_MAX);
	if (last < healed)
		last = healed;
	announced = first_of(ANNOUNCE_1, last, -1);
	*took = announced - last;
	return announced;
}

static void failover(void)
{
	struct series a = { 0 }, b = { 0 }, addr = { 0 }, ann = { 0 }, all = { 0 }, ans = { 0 };
	int64_t quiet = interval < 100 * LAB_MS ? 10 * interval : 3 * interval;
	unsigned int early = 0, none = 0, strays = 0, unhealed = 0;
	int64_t at, in, out, limit, took;
	struct series healed = { 0 };
	struct takeover t;
	int stray = -1;

	ring_open(&ring1, port1, false, true, 4096);
	ring_open(&ring2, port2, true, true, 8192);
	if (cpu2 >= 0)
		stray = stray_open(port2, cpu2);
	if (witness)
		witness_open();
	if (ask_from) {
		ask_open();
		be_punctual();
	}
	port_state(ring1.ifindex, BR_STATE_FORWARDING);
	settle(quiet);
	for (size_t i = 0; i < want; i++) {
		/* Between two adverts, anywhere in the middle half. */
		at = last_of(ADVERT_OUT_2, INT64_MAX) + interval + interval / 4 +
		     dice() % 1000 * (interval / 2000);
		while (at < lab_now() + LAB_MS)
			at += interval;
		sleep_until(at);
		port_state(ring1.ifindex, BR_STATE_DISABLED);
		drain();
		if (stray >= 0)
			stray_count(stray);
		out = last_of(ADVERT_OUT_2, INT64_MAX);
		in = last_of(ADVERT_IN_1, out);
		limit = out + 20 * floor_ns + LAB_S;
		for (at = out + floor_ns - 50 * LAB_US; ask_from && at < out + floor_ns + 2 * LAB_MS;
		     at += 250 * LAB_US) {
			sleep_until(at);
			ask();
		}
		sleep_until(out + floor_ns + 8 * LAB_MS);
		for (;;) {
			drain();
			t = look(out);
			if (t.complete || lab_now() > limit)
				break;
			sleep_until(lab_now() + 5 * LAB_MS);
		}
		if (stray >= 0)
			strays += stray_count(stray) > 0;
		early += t.early;
		if (t.complete) {
			add(&a, t.first - in - floor_ns);
			add(&b, t.first - out - floor_ns);
			add(&ann, t.announced - t.first);
			add(&all, t.all - t.first);
			if (ask_from)
				add(&ans, t.answered - t.first);
			if (witness)
				add(&addr, t.there - t.first);
		} else {
			none++;
		}
		sleep_until(lab_now() + 2 * interval);
		drain();
		n_events = 0;
		if (heal(quiet, &took))
			add(&healed, took);
		else
			unhealed++;
	}
	printf("n=%zu none=%u early=%u stray=%u unheal=%u", a.n, none, early, strays, unhealed);
	print("a", &a);
	print("b", &b);
	print("addr", &addr);
	print("ann", &ann);
	print("all", &all);
	print("ans", &ans);
	print("heal", &healed);
	printf("\n");
}

/* --- jitter ----------------------------------------------------------------- */

static void jitter(void)
{
	struct series jit = { 0 };
	int64_t prev = 0, begin = 0, late = 0, start, gap;
	size_t n = 0, rivals = 0;
	int stray = -1;

	/* Nothing is looked at before the end; rivals answer each other much faster. */
	ring_open(&ring1, port1, false, true, want + 32768);
	ring_open(&ring2, port2, false, true, want + 32768);
	if (cpu1 >= 0)
		stray = stray_open(port1, cpu1);
	/* Setting up took time from the routers: what is late because of that does not count. */
	start = lab_now() + 100 * LAB_MS;
	sleep_until(start + (int64_t)(want + 1) * interval);
	drain();
	for (size_t i = 0; i < n_events; i++) {
		if (events[i].ts < start)
			continue;
		if (events[i].what == ADVERT_IN_2)
			rivals++;
		if (events[i].what != ADVERT_IN_1)
			continue;
		if (prev) {
			gap = events[i].ts - prev;
			add(&jit, gap > interval ? gap - interval : interval - gap);
			gap = events[i].ts - begin - (int64_t)n * interval;
			late = gap > late ? gap : late;
		} else {
			begin = events[i].ts;
		}
		prev = events[i].ts;
		n++;
	}
	printf("n=%zu rival=%zu", n, rivals);
	if (stray >= 0)
		printf(" stray=%u", stray_count(stray));
	if (n > 1)
		printf(" mean=%lld late=%lld span=%lld", (long long)((prev - begin) / (int64_t)(n - 1)),
		       (long long)late, (long long)(prev - begin));
	print("jit", &jit);
	printf("\n");
}

/* --- hold ------------------------------------------------------------------- */

/* Questions that both, or at least one of them, answered. */
static void count_answers(unsigned int *answered, unsigned int *twice)
{
	uint8_t *by = calloc(asked ? asked : 1, 1);

	if (!by)
		lab_die("meter: no memory");
	for (size_t i = 0; i < n_events; i++)
		if ((events[i].what == ANSWER_1 || events[i].what == ANSWER_2) &&
		    (uint32_t)events[i].vip < asked)
			by[events[i].vip] |= events[i].what == ANSWER_1 ? 1 : 2;
	for (uint32_t i = 0; i < asked; i++) {
		*answered += by[i] != 0;
		*twice += by[i] == 3;
	}
	free(by);
}

static void hold(void)
{
	int64_t start, at, prev = 0, begin = 0, late = 0, longest = 0, d;
	unsigned int answered = 0, twice = 0;
	size_t n = 0, rivals = 0;

	ring_open(&ring1, port1, false, true, 4 * want + 32768);
	ring_open(&ring2, port2, false, true, 4 * want + 32768);
	ask_open();
	be_punctual();
	start = lab_now() + warm;
	/* Ten a second, each in another part of the interval. */
	for (at = start; at < start + (int64_t)want * interval; at += 100 * LAB_MS + interval / 7) {
		sleep_until(at);
		ask();
	}
	sleep_until(start + (int64_t)want * interval + 200 * LAB_MS);
	drain();
	for (size_t i = 0; i < n_events; i++) {
		if (events[i].ts < start || events[i].ts > start + (int64_t)want * interval)
			continue;
		rivals += events[i].what == ADVERT_IN_2;
		if (events[i].what != ADVERT_IN_1)
			continue;
		if (!n)
			begin = events[i].ts;
		d = events[i].ts - begin - (int64_t)n * interval;
		late = d > late ? d : late;
		d = n ? events[i].ts - prev : 0;
		longest = d > longest ? d : longest;
		prev = events[i].ts;
		n++;
	}
	count_answers(&answered, &twice);
	printf("n=%zu rival=%zu asks=%u answered=%u double=%u gap=%lld late=%lld", n, rivals, asked,
	       answered, twice, (long long)longest, (long long)late);
	if (n > 1)
		printf(" mean=%lld span=%lld", (long long)((prev - begin) / (int64_t)(n - 1)),
		       (long long)(prev - begin));
	printf("\n");
}

static void parse_vips(char *list)
{
	char *state = NULL;

	for (char *w = strtok_r(list, ",", &state); w; w = strtok_r(NULL, ",", &state))
		if (n_vips == MAX_VIPS || !lab_addr_parse(w, &vips[n_vips++]))
			lab_die("meter: not a list of addresses");
}

int main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++) {
		char *eq = strchr(argv[i], '=');

		if (!eq)
			lab_die("meter: not KEY=VALUE: %s", argv[i]);
		*eq++ = '\0';
		if (!strcmp(argv[i], "r1"))
			port1 = eq;
		else if (!strcmp(argv[i], "r2"))
			port2 = eq;
		else if (!strcmp(argv[i], "vip"))
			parse_vips(eq);
		else if (!strcmp(argv[i], "interval"))
			interval = lab_duration(eq);
		else if (!strcmp(argv[i], "floor"))
			floor_ns = lab_duration(eq);
		else if (!strcmp(argv[i], "warm"))
			warm = lab_duration(eq);
		else if (!strcmp(argv[i], "n"))
			want = strtoul(eq, NULL, 10);
		else if (!strcmp(argv[i], "witness"))
			witness = eq;
		else if (!strcmp(argv[i], "ask"))
			ask_from = eq;
		else if (!strcmp(argv[i], "cpu1"))
			cpu1 = (int)strtol(eq, NULL, 10);
		else if (!strcmp(argv[i], "cpu2"))
			cpu2 = (int)strtol(eq, NULL, 10);
		else
			lab_die("meter: unknown key %s", argv[i]);
	}
	if (argc < 2 || interval <= 0)
		lab_die("usage: meter failover|jitter|hold KEY=VALUE...");
	if (!strcmp(argv[1], "failover") && floor_ns > 0 && n_vips)
		failover();
	else if (!strcmp(argv[1], "jitter"))
		jitter();
	else if (!strcmp(argv[1], "hold") && ask_from && n_vips)
		hold();
	else
		lab_die("usage: meter failover|jitter|hold KEY=VALUE...");
	return 0;
}
