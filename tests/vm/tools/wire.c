// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The laboratory's switch observer.
 *
 *   wire CTL OUT PORT...
 *
 * Listens on the named ports of the switch in the current network namespace and
 * keeps every frame that ENTERS the switch there, with the kernel's receive time
 * stamp: a line says what the host behind that port sent. Frames go to memory
 * mapped rings and are looked at only when a command comes, so that observing
 * does not disturb what is observed.
 *
 * Commands are lines read from the FIFO CTL; each answer goes to the FIFO OUT
 * and ends with a line ".". Besides the questions of query.h:
 *   mark NAME            notes the time under a name
 *   cut PORT, heal PORT  makes the switch drop what enters and leaves there, without
 *                        touching the carrier: how a host dies silently. Marks the
 *                        moment as cut-PORT, heal-PORT.
 *   wait D N F...        until N records match or the duration D is over: n= ok=0|1
 *   pause D              does nothing for so long
 *   port NAME            takes in a port that came later, or came back
 *   save FILE            writes the capture as text
 *   pcap FILE PORT       from now on writes what the host behind PORT sends to FILE too
 *   reset                forgets the capture
 *   quit
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_bridge.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "pcap.h"
#include "query.h"

#define FRAME 1024
#define FRAMES 8192	/* a ring; 8 MB a port */
#define BLOCK (64 * FRAME)

struct port {
	int fd;
	uint8_t *ring;
	unsigned int next;
	bool cut;
	unsigned int ifindex;
	FILE *pcap;
};

static struct port ports[WIRE_PORTS];
static struct wire_log capture;
static unsigned long lost;

/* VRRP, ICMP, IGMP, ICMPv6, MLD and ARP; anything else costs no memory. */
static void attach_filter(int fd)
{
	static struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_PROTOCOL)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_ARP, 10, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_VLAN, 9, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_IPV6, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETHERTYPE_IP, 3, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_NET_OFF + 6)),
		BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_NET_OFF + 9)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 112, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 58, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 2, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffff),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog prog = { sizeof(code) / sizeof(code[0]), code };

	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)))
		lab_die("wire: cannot attach the filter: %s", strerror(errno));
}

static bool port_open(int i)
{
	struct port *p = &ports[i];
	struct tpacket_req req = {
		.tp_block_size = BLOCK, .tp_block_nr = FRAMES * FRAME / BLOCK,
		.tp_frame_size = FRAME, .tp_frame_nr = FRAMES,
	};
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL) };
	int version = TPACKET_V2, on = 1;

	p->ifindex = if_nametoindex(capture.port[i]);
	if (!p->ifindex)
		return false;
	/* Protocol 0 until everything is set up: nothing from other devices gets in. */
	p->fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (p->fd < 0)
		lab_die("wire: no packet socket: %s", strerror(errno));
	attach_filter(p->fd);
	setsockopt(p->fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof(on));
	/* Makes the kernel stamp a packet when it arrives, not when we look. */
	setsockopt(p->fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
	if (setsockopt(p->fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) ||
	    setsockopt(p->fd, SOL_PACKET, PACKET_RX_RING, &req, sizeof(req)))
		lab_die("wire: no ring on %s: %s", capture.port[i], strerror(errno));
	p->ring = mmap(NULL, (size_t)FRAMES * FRAME, PROT_READ | PROT_WRITE, MAP_SHARED, p->fd, 0);
	if (p->ring == MAP_FAILED)
		lab_die("wire: cannot map the ring: %s", strerror(errno));
	sll.sll_ifindex = (int)p->ifindex;
	if (bind(p->fd, (struct sockaddr *)&sll, sizeof(sll)))
		lab_die("wire: cannot bind to %s: %s", capture.port[i], strerror(errno));
	p->next = 0;
	p->cut = false;
	return true;
}

static void drain_port(int i)
{
	struct port *p = &ports[i];
	struct tpacket_stats stats;
	socklen_t len = sizeof(stats);

	if (!p->ring)
		return;
	for (;;) {
		struct tpacket2_hdr *h = (void *)(p->ring + (size_t)p->next * FRAME);
		const struct sockaddr_ll *sll =
			(void *)((uint8_t *)h + TPACKET_ALIGN(sizeof(struct tpacket2_hdr)));
		struct wire_rec r = { .port = (uint8_t)i, .cut = p->cut };

		if (!(__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER))
			break;
		r.ts = h->tp_sec * LAB_S + h->tp_nsec;
		if (h->tp_status & TP_STATUS_VLAN_VALID)
			r.vlan = h->tp_vlan_tci & 0xfff;
		if (sll->sll_pkttype != PACKET_OUTGOING &&
		    wire_decode(&r, (uint8_t *)h + h->tp_mac, h->tp_snaplen, h->tp_len)) {
			*wire_log_new(&capture) = r;
			if (p->pcap)
				pcap_write(p->pcap, r.ts, (uint8_t *)h + h->tp_mac, h->tp_snaplen,
					   h->tp_len);
		}
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		p->next = (p->next + 1) % FRAMES;
	}
	if (!getsockopt(p->fd, SOL_PACKET, PACKET_STATISTICS, &stats, &len))
		lost += stats.tp_drops;
	if (p->pcap)
		fflush(p->pcap);
}

static void drain(void)
{
	size_t from = capture.n;

	for (int i = 0; i < capture.ports; i++)
		drain_port(i);
	wire_log_sort(&capture, from);
}

static void port_close(int i)
{
	if (!ports[i].ring)
		return;
	munmap(ports[i].ring, (size_t)FRAMES * FRAME);
	close(ports[i].fd);
	ports[i].ring = NULL;
}

static int port_find(const char *name)
{
	for (int i = 0; i < capture.ports; i++)
		if (!strcmp(capture.port[i], name))
			return i;
	return -1;
}

static bool port_add(const char *name)
{
	int i = port_find(name);

	if (i < 0) {
		if (capture.ports == WIRE_PORTS)
			return false;
		i = capture.ports++;
		snprintf(capture.port[i], sizeof(capture.port[i]), "%s", name);
	} else {
		port_close(i);
	}
	return port_open(i);
}

static void mark(const char *verb, const char *name)
{
	struct wire_rec *r = wire_log_new(&capture);

	r->ts = lab_now();
	r->kind = WIRE_MARK;
	snprintf(r->mark, sizeof(r->mark), "%s%s%s", verb, *verb ? "-" : "", name);
	wire_log_sort(&capture, capture.n - 1);
}

/* Sets the state of a bridge port; returns 0 or an errno. */
static int bridge_state(unsigned int ifindex, uint8_t state)
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
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), err = 0;

	if (fd < 0 || send(fd, &req, sizeof(req), 0) < 0 || recv(fd, &ack, sizeof(ack), 0) < 0)
		err = errno;
	else if (ack.nlh.nlmsg_type == NLMSG_ERROR)
		err = -ack.err.error;
	if (fd >= 0)
		close(fd);
	return err;
}

static void cut(const char *name, bool on, FILE *out)
{
	int i = port_find(name), err;

	if (i < 0 || !ports[i].ring) {
		fprintf(out, "error=port_%s\n", name);
		return;
	}
	err = bridge_state(ports[i].ifindex, on ? BR_STATE_DISABLED : BR_STATE_FORWARDING);
	drain();
	ports[i].cut = on;
	if (err)
		fprintf(out, "error=%s\n", strerror(err));
	mark(on ? "cut" : "heal", name);
}

static void wait_for(int argc, char **argv, FILE *out)
{
	int64_t limit = argc > 2 ? lab_duration(argv[1]) : -1, end;
	long want, n;

	if (limit < 0) {
		fprintf(out, "error=usage\n");
		return;
	}
	want = strtol(argv[2], NULL, 10);
	end = lab_monotonic() + limit;
	for (;;) {
		int64_t now = lab_monotonic();

		drain();
		n = query_count(&capture, argc - 3, argv + 3, out);
		if (n < 0 || n >= want || now >= end)
			break;
		lab_sleep_until(now + 2 * LAB_MS);
	}
	if (n >= 0)
		fprintf(out, "n=%ld ok=%d\n", n, n >= want);
}

static void save(const char *path, FILE *out)
{
	FILE *f = fopen(path, "w");
	char text[600];

	if (!f) {
		fprintf(out, "error=%s\n", strerror(errno));
		return;
	}
	for (size_t i = 0; i < capture.n; i++) {
		const struct wire_rec *r = &capture.rec[i];

		wire_text(r, r->kind == WIRE_MARK ? "-" : capture.port[r->port], text, sizeof(text));
		fprintf(f, "%s\n", text);
	}
	fclose(f);
	fprintf(out, "n=%zu lost=%lu\n", capture.n, lost);
}

static void record(const char *path, const char *name, FILE *out)
{
	int i = port_find(name);

	if (i < 0 || ports[i].pcap) {
		fprintf(out, "error=port_%s\n", name);
		return;
	}
	ports[i].pcap = pcap_create(path);
	if (!ports[i].pcap)
		fprintf(out, "error=%s\n", strerror(errno));
}

static bool command(char *line, FILE *out)
{
	char *argv[40], *state = NULL;
	int argc = 0;

	for (char *w = strtok_r(line, " \t\n", &state); w && argc < 40;
	     w = strtok_r(NULL, " \t\n", &state))
		argv[argc++] = w;
	if (!argc)
		return true;
	drain();
	if (!strcmp(argv[0], "quit"))
		return false;
	if (!strcmp(argv[0], "mark") && argc == 2)
		mark("", argv[1]);
	else if (!strcmp(argv[0], "cut") && argc == 2)
		cut(argv[1], true, out);
	else if (!strcmp(argv[0], "heal") && argc == 2)
		cut(argv[1], false, out);
	else if (!strcmp(argv[0], "wait"))
		wait_for(argc, argv, out);
	else if (!strcmp(argv[0], "pause") && argc == 2)
		lab_sleep_until(lab_monotonic() + lab_duration(argv[1]));
	else if (!strcmp(argv[0], "port") && argc == 2) {
		if (!port_add(argv[1]))
			fprintf(out, "error=no_device_%s\n", argv[1]);
	} else if (!strcmp(argv[0], "save") && argc == 2)
		save(argv[1], out);
	else if (!strcmp(argv[0], "pcap") && argc == 3)
		record(argv[1], argv[2], out);
	else if (!strcmp(argv[0], "reset")) {
		capture.n = 0;
		lost = 0;
	} else if (!strcmp(argv[0], "lost"))
		fprintf(out, "lost=%lu\n", lost);
	else
		query_run(&capture, argc, argv, out);
	return true;
}

int main(int argc, char **argv)
{
	char line[1024];
	FILE *in, *out;
	bool more = true;

	if (argc < 3)
		lab_die("usage: wire CTL OUT PORT...");
	/* Both ways: no end of file when a writer goes, no blocking at open. */
	in = fdopen(open(argv[1], O_RDWR | O_CLOEXEC), "r");
	out = fdopen(open(argv[2], O_RDWR | O_CLOEXEC), "w");
	if (!in || !out)
		lab_die("wire: cannot open the FIFOs: %s", strerror(errno));
	for (int i = 3; i < argc; i++)
		if (!port_add(argv[i]))
			lab_die("wire: no device %s", argv[i]);
	while (more && fgets(line, sizeof(line), in)) {
		more = command(line, out);
		fputs(".\n", out);
		fflush(out);
	}
	return 0;
}
