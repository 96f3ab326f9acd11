// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Many routers at once, and what they cost. Router i has VRID 1 + i % P on device
 * eth0.K (VLAN K = 1 + i / P) and the address 10.K.1.VRID; P is 250, or what -p says.
 *
 *   crowd make FROM N PRIORITY INTERVAL [FILE]
 *	asks for routers FROM to FROM + N - 1, one request after the other, as fast as the kernel
 *	acknowledges them; writes when each was acknowledged to FILE. Prints took= (ns).
 *   crowd -a make...
 *	with authenticated adverts (auth_hmac, one key for all).
 *   crowd addresses N
 *	no routers: their addresses by rtnetlink, one request after the other. Prints took= (ns).
 *   crowd ask N
 *	in the switch's namespace: asks for each address, every 10 ms until it is answered, at most 5 s. Prints
 *	took= (from the first question to the last answer), none= (no answer).
 *   crowd answers N INTERVAL PRIORITY FILE
 *	in the switch's namespace, started before the first router of "make" takes over:
 *	asks for each address that was announced, every 10 ms from the end of its router's down
 *	interval on, until it is answered; after a second also for those that were not. Prints own= (answer, less down interval and acknowledgement),
 *	all= (the last answer, less down interval and the first request), none= (no answer).
 *   crowd takeover N INTERVAL ROUNDS
 *	in the switch's namespace, router 2 having priority 100: cuts port r1, ROUNDS times. Prints
 *	b= (a router's last advert leaves the switch to r2 -> its first advert there, less its down
 *	interval), ann= (from that to its GARP), all= (from the end of the first router's down interval to
 *	the last GARP), none= (routers without one of them).
 *   crowd -g make..., crowd -g takeover...
 *	with a leader group: router 0 leads, the others follow it. Of the takeover then b= and all= count
 *	from the leader's: b= (its first advert -> a follower's), lead= (the leader's advert over its floor).
 *   crowd keep N INTERVAL SECONDS
 *	in the switch's namespace: how much later than the earliest of its router's adverts each came that r1
 *	sent, counted in intervals. Prints n= late=, none= (routers that were not heard, or missed one).
 *   crowd time COMMAND...
 *	runs it with its output thrown away. Prints took= (ns).
 *   crowd cpu SECONDS
 *	in the switch's namespace: the time that this machine, of one CPU, did not sleep, and what ports r1,
 *	r1.1... received meanwhile: busy= span= (ns) frames=.
 *
 * Series are p50/p99/p999/max in ns. Sleep is idle_sleeptime of /proc/timer_list: in ns, it ends when an
 * interrupt begins and goes on when the last softirq of it has ended, so all that adverts cost
 * is outside of it; /proc/stat has the same figure in hundredths of a second. Who reads it
 * is awake: nothing is pending there on one CPU. Reading takes as long as the square of the number of
 * timers: the time begins when it has been read and ends before it is read again.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/hka.h>
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ask.h"
#include "decode.h"
#include "genl.h"
#include "lab.h"
#include "ring.h"

#define MAX_ROUTERS 10000

static unsigned int per_device = 250;
static bool grouped, authenticated;

static struct seen {
	int64_t out, in, garp, answer;	/* last, first, first, first */
	unsigned int adverts;		/* that came in */
} seen[MAX_ROUTERS];

static struct ring ring;
static int64_t results[MAX_ROUTERS * 64];
static uint16_t whose[MAX_ROUTERS * 64];

static void address(unsigned int i, uint8_t a[4])
{
	a[0] = 10;
	a[1] = (uint8_t)(1 + i / per_device);
	a[2] = 1;
	a[3] = (uint8_t)(1 + i % per_device);
}

static int64_t down_interval(int64_t interval, unsigned int priority)
{
	return 3 * interval + (256 - priority) * interval / 256;
}

static void sleep_until(int64_t real)
{
	lab_sleep_until(lab_monotonic() + (real - lab_now()));
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void print(const char *name, size_t n)
{
	static const unsigned int mille[] = { 500, 990, 999, 1000 };

	if (!n)
		return;
	qsort(results, n, sizeof(*results), by_value);
	printf(" %s=", name);
	for (int i = 0; i < 4; i++)
		printf("%s%lld", i ? "/" : "", (long long)results[(n * mille[i] + 999) / 1000 - 1]);
}

/* --- routers ------------------------------------------------------------------ */

/* The group that all are members of. */
static void make_group(int fd, uint16_t family)
{
	uint8_t kind = HKA_GROUP_KIND_LEADER;
	struct msg m;
	int err;

	msg_genl(&m, family, NLM_F_ACK, HKA_CMD_GROUP_NEW);
	msg_put(&m, HKA_A_GROUP_NAME, "G", 2);
	msg_put(&m, HKA_A_GROUP_KIND, &kind, 1);
	err = netlink_talk(fd, &m, NULL);
	if (err)
		lab_die("crowd: group: %s", strerror(-err));
}

static void put_hmac(struct msg *m)
{
	static const uint8_t secret[HKA_HMAC_SECRET_MIN] = "of the benchmark, no secret";
	const uint8_t mode = HKA_HMAC_MODE_ENFORCE, id = 1;
	struct nlattr *nest = msg_put(m, HKA_A_VR_HMAC | NLA_F_NESTED, NULL, 0);

	msg_put(m, HKA_A_HMAC_MODE, &mode, 1);
	msg_put(m, HKA_A_HMAC_ACTIVE_KEY, &id, 1);
	msg_end(m, nest);
	nest = msg_put(m, HKA_A_VR_HMAC_KEY | NLA_F_NESTED, NULL, 0);
	msg_put(m, HKA_A_HMAC_KEY_ID, &id, 1);
	msg_put(m, HKA_A_HMAC_KEY_SECRET, secret, sizeof(secret));
	msg_end(m, nest);
}

static void make(unsigned int from, unsigned int n, uint8_t priority, uint32_t interval, const char *file)
{
	static int64_t acked[MAX_ROUTERS + 1];
	int fd = netlink_open(NETLINK_GENERIC), err;
	uint16_t family = genl_family(fd, HKA_GENL_NAME);
	FILE *f;

	acked[MAX_ROUTERS] = lab_now();
	if (grouped)
		make_group(fd, family);
	for (unsigned int i = from; i < from + n; i++) {
		uint8_t vrid = (uint8_t)(1 + i % per_device), vip[4];
		char name[16], dev[16];
		struct nlattr *nest;
		struct msg m;

		address(i, vip);
		snprintf(name, sizeof(name), "V%u", i);
		snprintf(dev, sizeof(dev), "eth0.%u", 1 + i / per_device);
		msg_genl(&m, family, NLM_F_ACK, HKA_CMD_VR_NEW);
		msg_put(&m, HKA_A_VR_NAME, name, (unsigned int)strlen(name) + 1);
		msg_put(&m, HKA_A_VR_IFNAME, dev, (unsigned int)strlen(dev) + 1);
		msg_put(&m, HKA_A_VR_VRID, &vrid, 1);
		msg_put(&m, HKA_A_VR_PRIORITY, &priority, 1);
		msg_put(&m, HKA_A_VR_INTERVAL, &interval, 4);
		if (grouped)
			msg_put(&m, HKA_A_VR_IN_GROUP, "G", 2);
		if (authenticated)
			put_hmac(&m);
		nest = msg_put(&m, HKA_A_VR_VIP | NLA_F_NESTED, NULL, 0);
		msg_put(&m, HKA_A_VIP_ADDRESS, vip, 4);
		msg_end(&m, nest);
		err = netlink_talk(fd, &m, NULL);
		if (err)
			lab_die("crowd: router %u: %s", i, strerror(-err));
		acked[i] = lab_now();
	}
	printf("took=%lld\n", (long long)(lab_now() - acked[MAX_ROUTERS]));
	if (!file)
		return;
	f = fopen(file, "w");
	if (!f || fwrite(acked, sizeof(acked), 1, f) != 1 || fclose(f))
		lab_die("crowd: cannot write %s", file);
}

/* --- what the wire says --------------------------------------------------------- */

static void look(int which, const struct frame *f)
{
	struct wire_rec r = { .ts = f->ts };
	struct seen *s;
	unsigned int i;
	bool v;

	(void)which;
	if (!f->vlan || !wire_decode(&r, f->data, f->len, f->wire))
		return;
	v = r.kind == WIRE_VRRP;
	if (!v && r.kind != WIRE_GARP && r.kind != WIRE_ARP_REP)
		return;
	if (!v && (r.src.b[2] != 1 || !r.src.b[3]))
		return;
	i = (f->vlan - 1U) * per_device + (v ? r.vrrp.vrid : r.src.b[3]) - 1U;
	if (i >= MAX_ROUTERS)
		return;
	s = &seen[i];
	if (v && f->out)
		s->out = f->ts;
	else if (v && !s->adverts++)
		s->in = f->ts;
	else if (r.kind == WIRE_GARP && !f->out && !s->garp)
		s->garp = f->ts;
	else if (r.kind == WIRE_ARP_REP && !f->out && !s->answer)
		s->answer = f->ts;
}

/* A ring need not hold all that comes meanwhile. */
static void watch_until(int64_t real)
{
	for (int64_t now = lab_now(); now < real; now = lab_now()) {
		sleep_until(now + LAB_S < real ? now + LAB_S : real);
		ring_drain(&ring, 0, look);
	}
}

static void takeover(unsigned int n, int64_t interval, unsigned int rounds)
{
	int64_t floor_ns = down_interval(interval, 100);
	static int64_t ann[MAX_ROUTERS * 64];
	unsigned int r1 = if_nametoindex("r1"), none = 0;
	int64_t first, last, all[64], lead[64];
	size_t good = 0;

	if (rounds > 64)
		lab_die("crowd: at most 64 rounds");
	ring_open(&ring, "r2", true, true, 120000);
	for (unsigned int round = 0; round < rounds; round++) {
		ring_drain(&ring, 0, look);
		memset(seen, 0, sizeof(seen));
		/* Every router is heard once at least; where in its interval it is cut is its own affair. */
		watch_until(lab_now() + 2 * interval + (int64_t)round * interval * 3 / 7);
		port_state(r1, BR_STATE_DISABLED);
		ring_drain(&ring, 0, look);
		for (unsigned int i = 0; i < n; i++)
			seen[i].in = seen[i].garp = seen[i].adverts = 0;
		/* Whoever is later than this by two seconds counts as missing. */
		watch_until(lab_now() + floor_ns + interval + 2 * LAB_S);
		first = last = 0;
		lead[round] = seen[0].in - seen[0].out - floor_ns;
		for (unsigned int i = 0; i < n; i++) {
			if ((!seen[i].out && !grouped) || !seen[i].in || !seen[i].garp) {
				none++;
				continue;
			}
			/* A follower's own last advert says nothing. */
			if (grouped)
				seen[i].out = seen[0].in - floor_ns;
			if (!first || seen[i].out < first)
				first = seen[i].out;
			if (seen[i].garp > last)
				last = seen[i].garp;
			results[good] = seen[i].in - seen[i].out - floor_ns;
			ann[good++] = seen[i].garp - seen[i].in;
		}
		all[round] = last - first - floor_ns;
		port_state(r1, BR_STATE_FORWARDING);
		/* The announcements of whoever takes back are over. */
		watch_until(lab_now() + 2 * interval + 7 * LAB_S + (int64_t)n * LAB_MS / 2);
	}
	printf("n=%zu none=%u", good, none);
	print("b", good);
	memcpy(results, ann, good * sizeof(*ann));
	print("ann", good);
	memcpy(results, all, rounds * sizeof(*all));
	print("all", rounds);
	memcpy(results, lead, rounds * sizeof(*lead));
	print("lead", rounds);
	printf("\n");
}

/* --- whether they keep their time ---------------------------------------------- */

static int64_t period, ideal[MAX_ROUTERS];
static size_t late;

static void clock_advert(int which, const struct frame *f)
{
	struct wire_rec r = { .ts = f->ts };
	unsigned int i;
	int64_t at;

	(void)which;
	if (!f->vlan || f->out || !wire_decode(&r, f->data, f->len, f->wire) || r.kind != WIRE_VRRP)
		return;
	i = (f->vlan - 1U) * per_device + r.vrrp.vrid - 1U;
	if (i >= MAX_ROUTERS || late == sizeof(results) / sizeof(*results))
		return;
	/* Where it would be had its router been on time with the first one. */
	at = f->ts - (int64_t)seen[i].adverts++ * period;
	if (!ideal[i] || at < ideal[i])
		ideal[i] = at;
	results[late] = at;
	whose[late++] = (uint16_t)i;
}

static void keep(unsigned int n, int64_t interval, unsigned int seconds)
{
	unsigned int none = 0;
	int64_t span = seconds * LAB_S;

	period = interval;
	ring_open(&ring, "r1", false, true, 60000);
	for (int64_t until = lab_now() + span; lab_now() < until;) {
		sleep_until(lab_now() + LAB_S);
		ring_drain(&ring, 0, clock_advert);
	}
	for (unsigned int i = 0; i < n; i++)
		none += (int64_t)seen[i].adverts + 1 < span / interval;
	for (size_t i = 0; i < late; i++)
		results[i] -= ideal[whose[i]];
	printf("n=%zu none=%u", late, none);
	print("late", late);
	printf("\n");
}

static void question(int fd, const uint8_t mac[6], unsigned int i)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_halen = 6,
				   .sll_ifindex = (int)if_nametoindex("switch") };
	const uint8_t tag[4] = { 0x81, 0, 0, (uint8_t)(1 + i / per_device) };
	struct ask q = { .vip = { .family = AF_INET }, .asker = { .family = AF_INET } };
	uint8_t f[ASK_MAX + 4];
	size_t len;

	address(i, q.vip.b);
	memcpy(q.asker.b, (uint8_t[]){ 10, q.vip.b[1], 0, 254 }, 4);
	memcpy(q.mac, mac, 6);
	len = ask_build(&q, 0, f);
	memmove(f + 16, f + 12, len - 12);
	memcpy(f + 12, tag, 4);
	(void)!sendto(fd, f, len + 4, 0, (struct sockaddr *)&sll, sizeof(sll));
}

static void addresses(unsigned int n)
{
	struct ifaddrmsg ifa = { .ifa_family = AF_INET, .ifa_prefixlen = 32 };
	int fd = netlink_open(NETLINK_ROUTE), err;
	int64_t from = lab_now();

	for (unsigned int i = 0; i < n; i++) {
		char dev[16];
		uint8_t a[4];
		struct msg m;

		address(i, a);
		snprintf(dev, sizeof(dev), "eth0.%u", 1 + i / per_device);
		if (i % per_device == 0)
			ifa.ifa_index = if_nametoindex(dev);
		msg_begin(&m, RTM_NEWADDR, NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, &ifa,
			  sizeof(ifa));
		msg_put(&m, IFA_LOCAL, a, 4);
		msg_put(&m, IFA_ADDRESS, a, 4);
		err = netlink_talk(fd, &m, NULL);
		if (err)
			lab_die("crowd: address %u: %s", i, strerror(-err));
	}
	printf("took=%lld\n", (long long)(lab_now() - from));
}

/* A socket to ask by, and the asker's address on the Ethernet. */
static int asker(struct ifreq *ifr)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	strcpy(ifr->ifr_name, "switch");
	if (fd < 0 || ioctl(fd, SIOCGIFHWADDR, ifr))
		lab_die("crowd: cannot ask: %s", strerror(errno));
	return fd;
}

static void ask(unsigned int n)
{
	struct ifreq ifr = { 0 };
	int fd = asker(&ifr);
	int64_t from, last = 0;
	unsigned int none = n;

	ring_open(&ring, "r1", false, true, 60000);
	from = lab_now();
	for (int64_t at = from; none && at < from + 5 * LAB_S; at = lab_now() + 10 * LAB_MS) {
		sleep_until(at);
		for (unsigned int i = 0; i < n; i++)
			if (!seen[i].answer)
				question(fd, (uint8_t *)ifr.ifr_hwaddr.sa_data, i);
		ring_drain(&ring, 0, look);
		none = 0;
		for (unsigned int i = 0; i < n; i++) {
			none += !seen[i].answer;
			last = seen[i].answer > last ? seen[i].answer : last;
		}
	}
	printf("took=%lld none=%u\n", (long long)(last - from), none);
}

static void answers(unsigned int n, int64_t interval, unsigned int priority, const char *file)
{
	static int64_t acked[MAX_ROUTERS + 1];
	int64_t floor_ns = down_interval(interval, priority), last = 0, worst = 0;
	struct ifreq ifr = { 0 };
	int fd = asker(&ifr);
	FILE *f = fopen(file, "r");
	unsigned int none = 0;
	size_t good = 0;

	if (!f || fread(acked, sizeof(acked), 1, f) != 1)
		lab_die("crowd: cannot read %s", file);
	fclose(f);
	ring_open(&ring, "r1", false, true, 60000);
	for (unsigned int i = 0; i < n; i++)
		if (acked[i] > last)
			last = acked[i];
	if (lab_now() > acked[0] + floor_ns)
		lab_die("crowd: too late to ask");
	for (int64_t at = acked[0] + floor_ns; at < last + floor_ns + 5 * LAB_S; at += 10 * LAB_MS) {
		/* Whoever asks longer than that has no time to catch up. */
		at = at > lab_now() ? at : lab_now() + 10 * LAB_MS;
		sleep_until(at);
		ring_drain(&ring, 0, look);
		for (unsigned int i = 0; i < n; i++)
			if (!seen[i].answer && acked[i] + floor_ns + (seen[i].garp ? 0 : LAB_S) <= at)
				question(fd, (uint8_t *)ifr.ifr_hwaddr.sa_data, i);
	}
	ring_drain(&ring, 0, look);
	for (unsigned int i = 0; i < n; i++) {
		if (!seen[i].answer) {
			none++;
			continue;
		}
		results[good++] = seen[i].answer - acked[i] - floor_ns;
		if (seen[i].answer > worst)
			worst = seen[i].answer;
	}
	printf("n=%zu none=%u all=%lld made=%lld", good, none,
	       (long long)(worst - acked[MAX_ROUTERS] - floor_ns), (long long)(last - acked[MAX_ROUTERS]));
	print("own", good);
	printf("\n");
}

/* --- the machine ------------------------------------------------------------------ */

static int64_t asleep(void)
{
	static char buf[1 << 16];
	static const char *const key[] = { ".idle_sleeptime", ".iowait_sleeptime" };
	FILE *f = fopen("/proc/timer_list", "r");
	int64_t sum = 0, a, b;
	int found = 0;

	if (!f)
		lab_die("crowd: no /proc/timer_list");
	while (fgets(buf, sizeof(buf), f))
		for (int i = 0; i < 2; i++) {
			const char *at = strstr(buf, key[i]);

			/* Printed in seconds or milliseconds with its fraction, or in nanoseconds. */
			at = at ? strchr(at, ':') : NULL;
			if (!at)
				continue;
			found++;
			if (sscanf(at, ": %lld.%6lld", (long long *)&a, (long long *)&b) == 2)
				sum += a * LAB_MS + b;
			else if (sscanf(at, ": %lld", (long long *)&a) == 1)
				sum += a;
		}
	fclose(f);
	if (found != 2)
		lab_die("crowd: /proc/timer_list tells of %d CPUs, not of one", found / 2);
	return sum;
}

static long long frames_from_r1(void)
{
	FILE *f = fopen("/proc/net/dev", "r");
	long long sum = 0, n;
	char line[512], port[32];

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, " %31[^:]: %*u %lld", port, &n) == 2 &&
		    (!strcmp(port, "r1") || !strncmp(port, "r1.", 3)))
			sum += n;
	if (!f)
		lab_die("crowd: no /proc/net/dev");
	fclose(f);
	return sum;
}

static void cpu(int64_t span)
{
	int64_t slept = asleep(), from, to;
	long long frames = frames_from_r1();

	from = lab_monotonic();
	lab_sleep_until(from + span);
	to = lab_monotonic();
	frames = frames_from_r1() - frames;
	slept = asleep() - slept;
	printf("busy=%lld span=%lld frames=%lld\n", (long long)(to - from - slept), (long long)(to - from), frames);
}

static void timed(char **command)
{
	int64_t from = lab_monotonic();
	pid_t pid = fork();
	int status;

	if (!pid) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execvp(*command, command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		lab_die("crowd: %s failed", *command);
	printf("took=%lld\n", (long long)(lab_monotonic() - from));
}

int main(int argc, char **argv)
{
	const char *what;
	unsigned int n[6] = { 0 };

	if (argc > 1 && !strcmp(argv[1], "-g")) {
		grouped = true;
		argc--;
		argv++;
	}
	if (argc > 1 && !strcmp(argv[1], "-a")) {
		authenticated = true;
		argc--;
		argv++;
	}
	if (argc > 2 && !strcmp(argv[1], "-p")) {
		per_device = (unsigned int)strtoul(argv[2], NULL, 10);
		argc -= 2;
		argv += 2;
	}
	what = argc > 1 && per_device ? argv[1] : "";

	for (int i = 2; i < argc && i < 8; i++)
		n[i - 2] = (unsigned int)strtoul(argv[i], NULL, 10);
	if (!strcmp(what, "make") && (argc == 6 || argc == 7) && n[0] + n[1] <= MAX_ROUTERS)
		make(n[0], n[1], (uint8_t)n[2], (uint32_t)(lab_duration(argv[5]) / LAB_US), argv[6]);
	else if (!strcmp(what, "addresses") && argc == 3 && n[0] <= MAX_ROUTERS)
		addresses(n[0]);
	else if (!strcmp(what, "ask") && argc == 3 && n[0] <= MAX_ROUTERS)
		ask(n[0]);
	else if (!strcmp(what, "answers") && argc == 6 && n[0] <= MAX_ROUTERS)
		answers(n[0], lab_duration(argv[3]), n[2], argv[5]);
	else if (!strcmp(what, "takeover") && argc == 5 && n[0] <= MAX_ROUTERS)
		takeover(n[0], lab_duration(argv[3]), n[2]);
	else if (!strcmp(what, "keep") && argc == 5 && n[0] <= MAX_ROUTERS)
		keep(n[0], lab_duration(argv[3]), n[2]);
	else if (!strcmp(what, "time") && argc > 2)
		timed(argv + 2);
	else if (!strcmp(what, "cpu") && argc == 3)
		cpu(n[0] * LAB_S);
	else
		lab_die("usage: crowd [-g] [-a] [-p N] make FROM N PRIORITY INTERVAL [FILE] | addresses N | ask N | answers N INTERVAL PRIORITY FILE | takeover N INTERVAL ROUNDS | keep N INTERVAL SECONDS | time COMMAND... | cpu SECONDS");
	return 0;
}
