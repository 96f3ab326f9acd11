// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The client's view of a virtual address.
 *
 *   client IFACE ADDR EVERY OUT [ASKER]
 *
 * Every EVERY it pings ADDR through the kernel's own stack, and half a period
 * later asks the whole LAN who has ADDR (ARP, or a neighbour solicitation). The
 * asker has an address of its own that no host owns (ASKER) and puts the number
 * of the question into its hardware address, which an answer must repeat: so
 * every answer is counted under its own question, however late it comes.
 *
 * On SIGTERM or SIGINT it writes to OUT a line
 *   pings= lost= outage_us= asks= answered= double=
 * and then a line for each outage ("outage FROM TO PINGS", in seconds) and each
 * question with two different answers ("double TIME MAC MAC"). outage_us is the
 * longest time from the last answered ping before a loss to the first one after.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"
#include "lab.h"

struct turn {
	int64_t sent, asked;	/* wall clock */
	bool ponged, answered, doubled;
	uint8_t by[6], other[6];
};

static struct turn *turns;
static uint32_t turn_count, turn_size, pings, asks;
static struct lab_addr vip, asker;
static uint8_t own_mac[6];
static int ifindex;
static int64_t grace = 200 * LAB_MS;
static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	(void)sig;
	stop = 1;
}

static struct turn *turn_at(uint32_t n)
{
	if (n >= turn_size) {
		uint32_t old = turn_size;

		turn_size = n + 4096;
		turns = realloc(turns, turn_size * sizeof(*turns));
		if (!turns)
			lab_die("client: out of memory");
		memset(turns + old, 0, (turn_size - old) * sizeof(*turns));
	}
	if (n >= turn_count)
		turn_count = n + 1;
	return &turns[n];
}

static int ping_socket(const char *iface)
{
	int v6 = vip.family == AF_INET6;
	int fd = socket(vip.family, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
			v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, iface,
				 (socklen_t)strlen(iface) + 1))
		lab_die("client: ping socket: %s", strerror(errno));
	return fd;
}

static int ask_socket(const char *iface)
{
	int proto = vip.family == AF_INET6 ? ETHERTYPE_IPV6 : ETHERTYPE_ARP;
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, htons((uint16_t)proto));
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_ifindex = ifindex,
				   .sll_protocol = htons((uint16_t)proto) };
	struct ifreq ifr = { 0 };

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", iface);
	if (fd < 0 || bind(fd, (struct sockaddr *)&sll, sizeof(sll)) ||
	    ioctl(fd, SIOCGIFHWADDR, &ifr))
		lab_die("client: packet socket: %s", strerror(errno));
	memcpy(own_mac, ifr.ifr_hwaddr.sa_data, 6);
	return fd;
}

static void ping(int fd, uint32_t n)
{
	uint8_t m[16] = { vip.family == AF_INET6 ? 128 : 8 };
	struct turn *t = turn_at(n);
	uint16_t sum;

	m[4] = 0x48;
	m[5] = 0x4b;
	m[6] = (uint8_t)(n >> 8);
	m[7] = (uint8_t)n;
	memcpy(m + 8, &n, 4);
	if (vip.family == AF_INET) {
		struct sockaddr_in to = { .sin_family = AF_INET };

		sum = lab_fold(lab_sum(0, m, sizeof(m)));
		m[2] = (uint8_t)(sum >> 8);
		m[3] = (uint8_t)sum;
		memcpy(&to.sin_addr, vip.b, 4);
		t->sent = lab_now();
		(void)!sendto(fd, m, sizeof(m), 0, (struct sockaddr *)&to, sizeof(to));
	} else {
		struct sockaddr_in6 to = { .sin6_family = AF_INET6,
					   .sin6_scope_id = (uint32_t)ifindex };

		memcpy(&to.sin6_addr, vip.b, 16);
		t->sent = lab_now();
		(void)!sendto(fd, m, sizeof(m), 0, (struct sockaddr *)&to, sizeof(to));
	}
	pings++;
}

static void pong(int fd)
{
	uint8_t m[256];
	ssize_t len;

	while ((len = recv(fd, m, sizeof(m), 0)) > 0) {
		const uint8_t *p = m;
		uint32_t n;

		if (vip.family == AF_INET) {
			size_t hl = (m[0] & 15) * 4u;

			if ((size_t)len < hl + 12 || memcmp(m + 12, vip.b, 4))
				continue;
			p += hl;
		}
		if (p[0] != (vip.family == AF_INET6 ? 129 : 0) || p[4] != 0x48 || p[5] != 0x4b)
			continue;
		memcpy(&n, p + 8, 4);
		if (n < turn_count)
			turns[n].ponged = true;
	}
}

static void ask(int fd, uint32_t n)
{
	struct ask question = { .vip = vip, .asker = asker };
	uint8_t f[ASK_MAX];

	memcpy(question.mac, own_mac, 6);
	turn_at(n)->asked = lab_now();
	(void)!send(fd, f, ask_build(&question, n, f), 0);
	asks++;
}

static void answers(int fd)
{
	uint8_t f[512];
	ssize_t len;

	while ((len = recv(fd, f, sizeof(f), 0)) > 0) {
		const uint8_t *who, *to;
		struct turn *t;
		uint32_t n;

		if (vip.family == AF_INET) {
			if (len < 42 || f[21] != 2 || memcmp(f + 28, vip.b, 4))
				continue;
			who = f + 22;
			to = f + 32;
		} else {
			if (len < 86 || f[20] != 58 || f[54] != 136 || memcmp(f + 62, vip.b, 16))
				continue;
			who = f + 80;
			to = f;
		}
		if (!ask_number(to, &n) || n >= turn_count)
			continue;
		t = &turns[n];
		if (!t->answered) {
			t->answered = true;
			memcpy(t->by, who, 6);
		} else if (memcmp(t->by, who, 6)) {
			t->doubled = true;
			memcpy(t->other, who, 6);
		}
	}
}

static void report(const char *path)
{
	uint32_t lost = 0, answered = 0, doubled = 0;
	int64_t longest = 0, last_good = 0, from = 0, to;
	uint32_t run = 0;
	char part[300];
	FILE *f;

	snprintf(part, sizeof(part), "%s.part", path);
	f = fopen(part, "w+");
	if (!f)
		lab_die("client: %s: %s", part, strerror(errno));
	for (uint32_t i = 0; i < turn_count; i++) {
		const struct turn *t = &turns[i];

		answered += t->answered;
		doubled += t->doubled;
		if (!t->sent)
			continue;
		if (!t->ponged) {
			lost++;
			if (!run++)
				from = last_good ? last_good : t->sent;
		}
		if (run && (t->ponged || i + 1 == turn_count)) {
			to = t->sent;
			if (to - from > longest)
				longest = to - from;
			run = 0;
		}
		if (t->ponged)
			last_good = t->sent;
	}
	fprintf(f, "pings=%u lost=%u outage_us=%lld asks=%u answered=%u double=%u\n", pings, lost,
		(long long)(longest / 1000), asks, answered, doubled);
	run = 0;
	last_good = from = 0;
	for (uint32_t i = 0; i < turn_count; i++) {
		const struct turn *t = &turns[i];

		if (t->sent && !t->ponged && !run++)
			from = t->sent;
		if (run && (t->ponged || i + 1 == turn_count)) {
			fprintf(f, "outage %lld.%06lld %lld.%06lld %u\n", (long long)(from / LAB_S),
				(long long)(from % LAB_S / 1000), (long long)(t->sent / LAB_S),
				(long long)(t->sent % LAB_S / 1000), run);
			run = 0;
		}
		if (t->doubled)
			fprintf(f, "double %lld.%06lld %02x:%02x:%02x:%02x:%02x:%02x %02x:%02x:%02x:%02x:%02x:%02x\n",
				(long long)(t->asked / LAB_S), (long long)(t->asked % LAB_S / 1000),
				t->by[0], t->by[1], t->by[2], t->by[3], t->by[4], t->by[5],
				t->other[0], t->other[1], t->other[2], t->other[3], t->other[4],
				t->other[5]);
	}
	fclose(f);
	rename(part, path);
}

int main(int argc, char **argv)
{
	struct sigaction sa = { .sa_handler = on_signal };
	int64_t every, start, end = INT64_MAX;
	uint32_t next_ping = 0, next_ask = 0;
	struct pollfd fds[2] = { { .events = POLLIN }, { .events = POLLIN } };

	if (argc < 5)
		lab_die("usage: client IFACE ADDR EVERY OUT [ASKER]");
	every = lab_duration(argv[3]);
	if (!lab_addr_parse(argv[2], &vip) || every <= 0)
		lab_die("client: bad address or interval");
	if (argc > 5) {
		if (!lab_addr_parse(argv[5], &asker) || asker.family != vip.family)
			lab_die("client: bad asker");
	} else if (vip.family == AF_INET6) {
		lab_addr_parse("fe80::a5c:e2", &asker);
	} else {
		asker = vip;
		asker.b[3] = 250;
	}
	ifindex = (int)if_nametoindex(argv[1]);
	if (!ifindex)
		lab_die("client: no device %s", argv[1]);
	fds[0].fd = ping_socket(argv[1]);
	fds[1].fd = ask_socket(argv[1]);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	start = lab_monotonic();
	for (;;) {
		int64_t now = lab_monotonic(), due;
		struct timespec ts;

		/* Stopping: give the last questions time to be answered. */
		if (stop && end == INT64_MAX)
			end = now + grace;
		if (now >= end)
			break;
		if (end == INT64_MAX && now >= start + next_ping * every)
			ping(fds[0].fd, next_ping++);
		if (end == INT64_MAX && now >= start + next_ask * every + every / 2)
			ask(fds[1].fd, next_ask++);
		due = start + next_ping * every;
		if (start + next_ask * every + every / 2 < due)
			due = start + next_ask * every + every / 2;
		if (end != INT64_MAX)
			due = end;
		due -= lab_monotonic();
		if (due < 0)
			due = 0;
		ts = (struct timespec){ due / LAB_S, due % LAB_S };
		if (ppoll(fds, 2, &ts, NULL) > 0) {
			pong(fds[0].fd);
			answers(fds[1].fd);
		}
	}
	report(argv[4]);
	return 0;
}
