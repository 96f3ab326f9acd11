// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Seeds a flood of small packets.
 *
 *   flood DEVICE N DMAC SRC DST [PORT]
 *
 * Sends N frames of 60 bytes (IPv4, UDP) out of DEVICE once. The benchmark has a
 * loop there, made of traffic-control actions, in which they go round for ever and
 * hand a copy to the victim each time: a flood as fast as the CPU can take it, all
 * of it in softirqs, which needs no sender that would compete with its victim.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "lab.h"

static void put16(uint8_t *p, unsigned int v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

int main(int argc, char **argv)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET, .sll_halen = 6 };
	uint8_t f[60] = { 0 }, *ip = f + 14, *udp = ip + 20;
	struct lab_addr src, dst;
	long n;
	int fd;

	if (argc < 6 || !lab_mac_parse(argv[3], f) || !lab_addr_parse(argv[4], &src) ||
	    !lab_addr_parse(argv[5], &dst) || src.family != AF_INET || dst.family != AF_INET)
		lab_die("usage: flood DEVICE N DMAC SRC DST [PORT]");
	n = strtol(argv[2], NULL, 10);
	memcpy(f + 6, "\x02\x00\x00\x00\x00\xee", 6);
	put16(f + 12, ETHERTYPE_IP);
	ip[0] = 0x45;
	put16(ip + 2, sizeof(f) - 14);
	ip[8] = 64;
	ip[9] = IPPROTO_UDP;
	memcpy(ip + 12, src.b, 4);
	memcpy(ip + 16, dst.b, 4);
	put16(ip + 10, lab_fold(lab_sum(0, ip, 20)));
	put16(udp, 9);
	put16(udp + 2, argc > 6 ? (unsigned int)strtoul(argv[6], NULL, 10) : 9);
	put16(udp + 4, sizeof(f) - 34);

	fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	sll.sll_ifindex = (int)if_nametoindex(argv[1]);
	memcpy(sll.sll_addr, f, 6);
	while (n-- > 0)
		if (sendto(fd, f, sizeof(f), 0, (struct sockaddr *)&sll, sizeof(sll)) < 0)
			lab_die("flood: %s: %s", argv[1], strerror(errno));
	return 0;
}
