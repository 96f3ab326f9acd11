// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The measuring instrument of tests/vm/bench. Sits in the switch's namespace, on
 * the ports of router 1 (MASTER, priority 200) and router 2 (BACKUP).
 *
 *   meter failover [KEY=VALUE]...	router 1's port is cut n times
 *   meter jitter [KEY=VALUE]...	router 1's next n adverts
 *
 * Keys: r1= r2= (switch ports) vip= interval= floor= (Active_Down of router 2) n=
 * witness= (namespace of router 2; it has an nlmon device there, nlmon0) cpu= (CPU
 * that should send router 1's adverts).
 *
 * All times are the kernel's receive stamps. Frames wait in mapped rings while the
 * instrument sleeps: it does not wake up between a cut and the end of the takeover,
 * so it takes no time from what it measures, even on one CPU.
 *
 * The result is one line KEY=VALUE..., times in ns as p50/p99/p999/max:
 * failover:
 *   a	  r1's last advert enters the switch -> r2's first advert enters it, less floor
 *   b	  the last advert leaves the switch to r2 -> r2's first advert enters it, less floor
 *   addr  r2's first advert -> rtnetlink tells of the address (witness only): for IPv4
 *	  RTM_NEWADDR, for IPv6 RTM_NEWROUTE of its host route in table local
 *   ann   r2's first advert -> first GARP or unsolicited NA for vip
 *   early announcements before the address, or before the advert without a witness
 * jitter:
 *   jit   distance of a gap between two adverts from the interval
 *   mean  of the gaps;   late  how far the worst advert was behind the grid of the first
 *   rival adverts of r2;  stray  adverts not sent by that CPU
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
#include <sys/socket.h>
#include <unistd.h>

#include "decode.h"
#include "lab.h"

#define FRAME 256
#define BLOCK (256 * FRAME)

struct ring {
	int fd;
	uint8_t *map;
	unsigned int frames, next;
	unsigned int ifindex;
};

enum what { ADVERT_IN_1, ADVERT_IN_2, ADVERT_OUT_2, ANNOUNCE_2, ADDRESS_2 };

struct event {
	int64_t ts;
	enum what what;
};

struct series {
	int64_t *v;
	size_t n, size;
};

static const char *port1 = "r1", *port2 = "r2", *witness;
static struct lab_addr vip;
static int64_t interval, floor_ns;
static size_t want = 50;
static int cpu = -1;

static struct ring ring1, ring2, ring_nl;
static int listener = -1;
static struct event *events;
static size_t n_events, events_size;

/* --- rings ---------------------------------------------------------------- */

/* VRRP, ARP and ICMPv6 come in; with not_cpu only VRRP handled by another CPU. */
static void attach_filter(int fd, int not_cpu)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_PROTOCOL)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_ARP, not_cpu < 0 ? 9 : 8, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_IPV6, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_IP, 3, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_NET_OFF + 6)),
		BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_NET_OFF + 9)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 112, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 58, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_CPU)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)not_cpu, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffff),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog prog = { sizeof(code) / sizeof(code[0]), code };

	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)))
		lab_die("meter: cannot attach the filter: %s", strerror(errno));
}

static int packet_socket(bool outgoing)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0)
		lab_die("meter: no packet socket: %s", strerror(errno));
	if (!outgoing)
		setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof(on));
	/* Makes the kernel stamp a packet when it arrives, not when we look. */
	setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
	return fd;
}

static void packet_bind(int fd, const char *dev)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
				   .sll_ifindex = (int)if_nametoindex(dev) };

	if (!sll.sll_ifindex)
		lab_die("meter: no device %s", dev);
	if (bind(fd, (struct sockaddr *)&sll, sizeof(sll)))
		lab_die("meter: cannot bind to %s: %s", dev, strerror(errno));
}

static void ring_open(struct ring *r, const char *dev, bool outgoing, bool filter, size_t frames)
{
	struct tpacket_req req = { .tp_block_size = BLOCK, .tp_frame_size = FRAME };
	int version = TPACKET_V2;

	req.tp_block_nr = (unsigned int)(frames * FRAME / BLOCK + 1);
	req.tp_frame_nr = req.tp_block_nr * (BLOCK / FRAME);
	r->frames = req.tp_frame_nr;
	r->ifindex = if_nametoindex(dev);
	r->fd = packet_socket(outgoing);
	if (filter)
		attach_filter(r->fd, -1);
	if (setsockopt(r->fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) ||
	    setsockopt(r->fd, SOL_PACKET, PACKET_RX_RING, &req, sizeof(req)))
		lab_die("meter: no ring on %s: %s", dev, strerror(errno));
	r->map = mmap(NULL, (size_t)r->frames * FRAME, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_POPULATE, r->fd, 0);
	if (r->map == MAP_FAILED)
		lab_die("meter: cannot map the ring: %s", strerror(errno));
	packet_bind(r->fd, dev);
}

static void note(int64_t ts, enum what what)
{
	if (n_events == events_size) {
		events_size = events_size ? 2 * events_size : 1024;
		events = realloc(events, events_size * sizeof(*events));
		if (!events)
			lab_die("meter: no memory");
	}
	events[n_events++] = (struct event){ ts, what };
}

/* A message of rtnetlink: does it tell that vip is in? */
static bool tells_address(const uint8_t *data, size_t len)
{
	const struct nlmsghdr *nlh = (const void *)data;
	bool v6 = vip.family == AF_INET6;
	const struct rtattr *rta;
	size_t head;
	unsigned short type;

	if (len < sizeof(*nlh) || nlh->nlmsg_flags & NLM_F_REQUEST)
		return false;
	if (!v6 && nlh->nlmsg_type == RTM_NEWADDR) {
		head = NLMSG_SPACE(sizeof(struct ifaddrmsg));
		type = IFA_LOCAL;
	} else if (v6 && nlh->nlmsg_type == RTM_NEWROUTE) {
		const struct rtmsg *rtm = NLMSG_DATA(nlh);

		if (rtm->rtm_table != RT_TABLE_LOCAL || rtm->rtm_type != RTN_LOCAL ||
		    rtm->rtm_dst_len != 128)
			return false;
		head = NLMSG_SPACE(sizeof(*rtm));
		type = RTA_DST;
	} else {
		return false;
	}
	while (head + sizeof(*rta) <= len) {
		rta = (const void *)(data + head);
		if (rta->rta_len < sizeof(*rta) || head + rta->rta_len > len)
			break;
		if (rta->rta_type == type)
			return !memcmp(RTA_DATA(rta), vip.b, v6 ? 16 : 4);
		head += RTA_ALIGN(rta->rta_len);
	}
	return false;
}

static void classify(int ring, bool out, int64_t ts, const uint8_t *data, size_t len, size_t wire)
{
	struct wire_rec r = { .ts = ts };

	if (ring == 3) {
		if (tells_address(data, len))
			note(ts, ADDRESS_2);
		return;
	}
	if (!wire_decode(&r, data, len, wire))
		return;
	if (r.kind == WIRE_VRRP) {
		if (ring == 1)
			note(ts, ADVERT_IN_1);
		else
			note(ts, out ? ADVERT_OUT_2 : ADVERT_IN_2);
	} else if (ring == 2 && !out &&
		   ((r.kind == WIRE_GARP && lab_addr_equal(&r.src, &vip)) ||
		    (r.kind == WIRE_UNA && lab_addr_equal(&r.target, &vip)))) {
		note(ts, ANNOUNCE_2);
	}
}

static void drain_ring(struct ring *r, int which)
{
	struct tpacket_stats stats;
	socklen_t len = sizeof(stats);

	if (!r->map)
		return;
	for (;;) {
		struct tpacket2_hdr *h = (void *)(r->map + (size_t)r->next * FRAME);
		const struct sockaddr_ll *sll =
			(void *)((uint8_t *)h + TPACKET_ALIGN(sizeof(struct tpacket2_hdr)));

		if (!(__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER))
			break;
		classify(which, sll->sll_pkttype == PACKET_OUTGOING,
			 h->tp_sec * LAB_S + h->tp_nsec, (uint8_t *)h + h->tp_mac, h->tp_snaplen,
			 h->tp_len);
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		r->next = (r->next + 1) % r->frames;
	}
	if (!getsockopt(r->fd, SOL_PACKET, PACKET_STATISTICS, &stats, &len) && stats.tp_drops)
		lab_die("meter: a ring was too small, %u frames lost", stats.tp_drops);
}

static int by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->ts > y->ts) - (x->ts < y->ts);
}

static void drain(void)
{
	char junk[8192];

	drain_ring(&ring1, 1);
	drain_ring(&ring2, 2);
	drain_ring(&ring_nl, 3);
	/* nlmon shows a broadcast only if somebody listens: this socket does. */
	while (listener >= 0 && recv(listener, junk, sizeof(junk), MSG_DONTWAIT) > 0)
		;
	qsort(events, n_events, sizeof(*events), by_time);
}

/* Last event of that kind before `to`, or first one from `from` on; 0 if none. */
static int64_t last_of(enum what what, int64_t to)
{
	for (size_t i = n_events; i--;)
		if (events[i].what == what && events[i].ts < to)
			return events[i].ts;
	return 0;
}

static int64_t first_of(enum what what, int64_t from)
{
	for (size_t i = 0; i < n_events; i++)
		if (events[i].what == what && events[i].ts >= from)
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
		   &group[vip.family == AF_INET6], sizeof(int));
	ring_open(&ring_nl, "nlmon0", true, false, 2048);
	if (setns(back, CLONE_NEWNET))
		lab_die("meter: cannot come back: %s", strerror(errno));
	close(back);
}

/* The switch drops what enters and leaves there; the carrier stays. */
static void port_state(unsigned int ifindex, uint8_t state)
{
	struct {
		struct nlmsghdr nlh;
		struct ifinfomsg ifi;
		struct rtattr nest;
		struct rtattr attr;
		uint8_t state, pad[3];
	} req = {
		.nlh = { sizeof(req), RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, 1, 0 },
		.ifi = { .ifi_family = AF_BRIDGE, .ifi_index = (int)ifindex },
		.nest = { RTA_LENGTH(sizeof(struct rtattr) + 4), IFLA_PROTINFO | NLA_F_NESTED },
		.attr = { RTA_LENGTH(1), IFLA_BRPORT_STATE },
		.state = state,
	};
	struct { struct nlmsghdr nlh; struct nlmsgerr err; uint8_t room[512]; } ack;
	static int fd = -1;

	if (fd < 0)
		fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0 || send(fd, &req, sizeof(req), 0) < 0 || recv(fd, &ack, sizeof(ack), 0) < 0 ||
	    ack.nlh.nlmsg_type != NLMSG_ERROR || ack.err.error)
		lab_die("meter: cannot set the state of a switch port");
}

static void sleep_until(int64_t real)
{
	lab_sleep_until(lab_monotonic() + (real - lab_now()));
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
		if (first_of(ADVERT_OUT_2, now) && !first_of(ADVERT_IN_2, now))
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

static void failover(void)
{
	struct series a = { 0 }, b = { 0 }, addr = { 0 }, ann = { 0 };
	unsigned long early = 0, none = 0;
	int64_t at, in, out, first, announced, there, limit;

	ring_open(&ring1, port1, false, true, 4096);
	ring_open(&ring2, port2, true, true, 8192);
	if (witness)
		witness_open();
	for (size_t i = 0; i < want; i++) {
		port_state(ring1.ifindex, BR_STATE_FORWARDING);
		settle(interval < 100 * LAB_MS ? 10 * interval : 3 * interval);
		/* Between two adverts, anywhere in the middle half. */
		at = last_of(ADVERT_OUT_2, INT64_MAX) + interval + interval / 4 +
		     dice() % 1000 * (interval / 2000);
		while (at < lab_now() + LAB_MS)
			at += interval;
		sleep_until(at);
		port_state(ring1.ifindex, BR_STATE_DISABLED);
		drain();
		out = last_of(ADVERT_OUT_2, INT64_MAX);
		in = last_of(ADVERT_IN_1, out);
		limit = out + 20 * floor_ns + LAB_S;
		sleep_until(out + floor_ns + 8 * LAB_MS);
		for (;;) {
			drain();
			first = first_of(ADVERT_IN_2, out);
			announced = first_of(ANNOUNCE_2, out);
			there = first_of(ADDRESS_2, out);
			if ((first && announced && (there || !witness)) || lab_now() > limit)
				break;
			sleep_until(lab_now() + 5 * LAB_MS);
		}
		if (!first || !announced || (witness && !there)) {
			none++;
		} else {
			add(&a, first - in - floor_ns);
			add(&b, first - out - floor_ns);
			add(&ann, announced - first);
			if (witness)
				add(&addr, there - first);
			early += announced < first || (witness && announced < there);
		}
		sleep_until(lab_now() + 2 * interval);
		drain();
		n_events = 0;
	}
	port_state(ring1.ifindex, BR_STATE_FORWARDING);
	printf("n=%zu none=%lu early=%lu", a.n, none, early);
	print("a", &a);
	print("b", &b);
	print("addr", &addr);
	print("ann", &ann);
	printf("\n");
}

/* --- jitter ----------------------------------------------------------------- */

static void jitter(void)
{
	struct series jit = { 0 };
	int64_t prev = 0, begin = 0, late = 0, gap;
	size_t n = 0, rivals = 0;
	struct tpacket_stats stats = { 0 };
	socklen_t len = sizeof(stats);
	int stray = -1;

	/* Room for all, and for a rival's: nothing is looked at before the end. */
	ring_open(&ring1, port1, false, true, want * 3 / 2 + 1024);
	ring_open(&ring2, port2, false, true, want * 3 / 2 + 1024);
	if (cpu >= 0) {
		stray = packet_socket(false);
		attach_filter(stray, cpu);
		packet_bind(stray, port1);
	}
	sleep_until(lab_now() + (int64_t)(want + 1) * interval);
	drain();
	for (size_t i = 0; i < n_events && n < want; i++) {
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
	if (stray >= 0 && !getsockopt(stray, SOL_PACKET, PACKET_STATISTICS, &stats, &len))
		printf(" stray=%u", stats.tp_packets);
	if (n > 1)
		printf(" mean=%lld late=%lld span=%lld", (long long)((prev - begin) / (int64_t)(n - 1)),
		       (long long)late, (long long)(prev - begin));
	print("jit", &jit);
	printf("\n");
}

int main(int argc, char **argv)
{
	const char *vip_text = "192.0.2.100";

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
			vip_text = eq;
		else if (!strcmp(argv[i], "interval"))
			interval = lab_duration(eq);
		else if (!strcmp(argv[i], "floor"))
			floor_ns = lab_duration(eq);
		else if (!strcmp(argv[i], "n"))
			want = strtoul(eq, NULL, 10);
		else if (!strcmp(argv[i], "witness"))
			witness = eq;
		else if (!strcmp(argv[i], "cpu"))
			cpu = (int)strtol(eq, NULL, 10);
		else
			lab_die("meter: unknown key %s", argv[i]);
	}
	if (argc < 2 || interval <= 0 || !lab_addr_parse(vip_text, &vip))
		lab_die("usage: meter failover|jitter KEY=VALUE...");
	if (!strcmp(argv[1], "failover") && floor_ns > 0)
		failover();
	else if (!strcmp(argv[1], "jitter"))
		jitter();
	else
		lab_die("usage: meter failover|jitter KEY=VALUE...");
	return 0;
}
