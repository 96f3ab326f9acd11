// SPDX-License-Identifier: GPL-2.0-or-later
/* Mapped rings on the ports of a switch, and the state of such a port. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_bridge.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <arpa/inet.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "lab.h"
#include "ring.h"

#define FRAME 256
#define BLOCK (256 * FRAME)

void attach_filter(int fd, int not_cpu)
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
		lab_die("cannot attach the filter: %s", strerror(errno));
}

int packet_socket(bool outgoing)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0)
		lab_die("no packet socket: %s", strerror(errno));
	if (!outgoing)
		setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof(on));
	/* Makes the kernel stamp a packet when it arrives, not when we look. */
	setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
	return fd;
}

void packet_bind(int fd, const char *dev)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
				   .sll_ifindex = (int)if_nametoindex(dev) };

	if (!sll.sll_ifindex)
		lab_die("no device %s", dev);
	if (bind(fd, (struct sockaddr *)&sll, sizeof(sll)))
		lab_die("cannot bind to %s: %s", dev, strerror(errno));
}

void ring_open(struct ring *r, const char *dev, bool outgoing, bool filter, size_t frames)
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
		lab_die("no ring on %s: %s", dev, strerror(errno));
	r->map = mmap(NULL, (size_t)r->frames * FRAME, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_POPULATE, r->fd, 0);
	if (r->map == MAP_FAILED)
		lab_die("cannot map the ring: %s", strerror(errno));
	packet_bind(r->fd, dev);
}

void ring_drain(struct ring *r, int which, void (*each)(int which, const struct frame *f))
{
	struct tpacket_stats stats;
	socklen_t len = sizeof(stats);

	if (!r->map)
		return;
	for (;;) {
		struct tpacket2_hdr *h = (void *)(r->map + (size_t)r->next * FRAME);
		const struct sockaddr_ll *sll =
			(void *)((uint8_t *)h + TPACKET_ALIGN(sizeof(struct tpacket2_hdr)));
		struct frame f;

		if (!(__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER))
			break;
		f = (struct frame){
			.ts = h->tp_sec * LAB_S + h->tp_nsec,
			.data = (uint8_t *)h + h->tp_mac, .len = h->tp_snaplen, .wire = h->tp_len,
			.out = sll->sll_pkttype == PACKET_OUTGOING,
			.vlan = h->tp_status & TP_STATUS_VLAN_VALID ? h->tp_vlan_tci & 0xfff : 0,
		};
		each(which, &f);
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		r->next = (r->next + 1) % r->frames;
	}
	if (!getsockopt(r->fd, SOL_PACKET, PACKET_STATISTICS, &stats, &len) && stats.tp_drops)
		lab_die("a ring was too small, %u frames lost", stats.tp_drops);
}

void port_state(unsigned int ifindex, uint8_t state)
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
		lab_die("cannot set the state of a switch port");
}
