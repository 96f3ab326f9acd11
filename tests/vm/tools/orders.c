// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the kernel is told through the netlink family, as a device of kind nlmon shows it: each
 * request that changes something, by name, a line. Heartbeats and questions are no orders.
 *
 *   orders DEVICE
 *
 * Says "ready" when it listens, and "lost" if it missed something.
 */
#include <arpa/inet.h>
#include <linux/hka.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "genl.h"
#include "lab.h"

static const char *const orders[] = {
	[HKA_CMD_VR_NEW] = "vr-new", [HKA_CMD_VR_SET] = "vr-set", [HKA_CMD_VR_DEL] = "vr-del",
	[HKA_CMD_TRACK_NEW] = "track-new", [HKA_CMD_TRACK_SET] = "track-set",
	[HKA_CMD_TRACK_DEL] = "track-del",
	[HKA_CMD_GROUP_NEW] = "group-new", [HKA_CMD_GROUP_SET] = "group-set",
	[HKA_CMD_GROUP_DEL] = "group-del",
	[HKA_CMD_LEASE_TAKE] = "lease-take", [HKA_CMD_LEASE_RELEASE] = "lease-release",
	[HKA_CMD_DEMOTE] = "demote", [HKA_CMD_UNDEMOTE] = "undemote", [HKA_CMD_HANDOVER] = "handover",
	[HKA_CMD_MAINTENANCE_SET] = "maintenance-set",
};

int main(int argc, char **argv)
{
	static uint8_t buf[65536] __attribute__((aligned(8)));
	uint16_t family = genl_family(netlink_open(NETLINK_GENERIC), HKA_GENL_NAME);
	struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL) };
	const struct nlmsghdr *nlh = (const struct nlmsghdr *)buf;
	const struct genlmsghdr *genl = NLMSG_DATA(nlh);
	/* A dump's answers come by here, too: a manager's first look at a host is larger than the default. */
	int fd = socket(AF_PACKET, SOCK_RAW, 0), room = 16 << 20;
	struct tpacket_stats stats;
	socklen_t size;
	ssize_t len;

	if (argc != 2)
		lab_die("usage: orders DEVICE");
	at.sll_ifindex = (int)if_nametoindex(argv[1]);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)) ||
	    bind(fd, (struct sockaddr *)&at, sizeof(at)))
		lab_die("no packets from %s", argv[1]);
	puts("ready");
	fflush(stdout);
	while ((len = recv(fd, buf, sizeof(buf), 0)) >= 0) {
		size = sizeof(stats);
		if (getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size) || stats.tp_drops)
			puts("lost");
		if (len < (ssize_t)NLMSG_LENGTH(GENL_HDRLEN) || nlh->nlmsg_type != family ||
		    !(nlh->nlmsg_flags & NLM_F_REQUEST))
			continue;
		if (genl->cmd < sizeof(orders) / sizeof(*orders) && orders[genl->cmd])
			puts(orders[genl->cmd]);
		fflush(stdout);
	}
	return 1;
}
