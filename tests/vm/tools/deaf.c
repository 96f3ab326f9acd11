// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A listener of rtnetlink that does not listen.
 *
 *   deaf half|full	fills its buffer with what it has the kernel tell (an address that
 *			comes and goes on lo), a little beyond its half or until something is
 *			lost; says "ready" and reads nothing until it is ended. Then it says
 *			how much of the buffer was used, and how many messages were lost.
 *
 * To tell a full one costs the kernel little. To tell one that is more than half full
 * makes whoever tells it yield, if it may sleep.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab.h"

static int open_socket(void)
{
	struct sockaddr_nl sa = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (fd < 0 || bind(fd, (struct sockaddr *)&sa, sizeof(sa)))
		lab_die("deaf: no netlink socket: %s", strerror(errno));
	return fd;
}

static void address(int fd, int type)
{
	struct {
		struct nlmsghdr nlh;
		struct ifaddrmsg ifa;
		struct rtattr rta;
		uint8_t addr[4];
	} req = {
		.nlh = { .nlmsg_len = sizeof(req), .nlmsg_type = (uint16_t)type,
			 .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE },
		.ifa = { .ifa_family = AF_INET, .ifa_prefixlen = 32,
			 .ifa_index = if_nametoindex("lo") },
		.rta = { .rta_type = IFA_LOCAL, .rta_len = RTA_LENGTH(4) },
		.addr = { 198, 51, 100, 1 },
	};
	struct {
		struct nlmsghdr nlh;
		struct nlmsgerr err;
		char rest[256];
	} ack;

	if (send(fd, &req, sizeof(req), 0) < 0 || recv(fd, &ack, sizeof(ack), 0) < 0 ||
	    ack.nlh.nlmsg_type != NLMSG_ERROR || ack.err.error)
		lab_die("deaf: cannot move an address on lo");
}

int main(int argc, char **argv)
{
	static const int groups[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV4_ROUTE,
				      RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV6_ROUTE };
	uint32_t mem[SK_MEMINFO_VARS] = { 0 };
	socklen_t len = sizeof(mem);
	int size = 4 << 20, fd, ask, got;
	bool full;
	sigset_t end;

	if (argc != 2 || (strcmp(argv[1], "half") && strcmp(argv[1], "full")))
		lab_die("usage: deaf half|full");
	full = !strcmp(argv[1], "full");
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigprocmask(SIG_BLOCK, &end, NULL);
	fd = open_socket();
	ask = open_socket();
	if (full)
		size = 64 << 10;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &groups[i], sizeof(int)))
			lab_die("deaf: group %d: %s", groups[i], strerror(errno));
	for (;;) {
		address(ask, RTM_NEWADDR);
		address(ask, RTM_DELADDR);
		if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, mem, &len))
			lab_die("deaf: %s", strerror(errno));
		if (full ? mem[SK_MEMINFO_DROPS] : mem[SK_MEMINFO_RMEM_ALLOC] > mem[SK_MEMINFO_RCVBUF] / 2)
			break;
	}
	close(ask);
	printf("ready\n");
	fflush(stdout);
	sigwait(&end, &got);
	getsockopt(fd, SOL_SOCKET, SO_MEMINFO, mem, &len);
	printf("used=%u lost=%u\n", (unsigned int)(100ull * mem[SK_MEMINFO_RMEM_ALLOC] / mem[SK_MEMINFO_RCVBUF]),
	       mem[SK_MEMINFO_DROPS]);
	return 0;
}
