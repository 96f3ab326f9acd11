/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ifaproto DEV ADDR LEN PROTO: adds an address that carries the mark of whoever
 * installs it (IFA_PROTO); older versions of ip(8) cannot. IPv6 without DAD.
 */
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab.h"

#ifndef IFA_PROTO
#define IFA_PROTO 11
#endif

static void put(struct nlmsghdr *nlh, unsigned short type, const void *data, size_t len)
{
	struct rtattr *rta = (struct rtattr *)((char *)nlh + NLMSG_ALIGN(nlh->nlmsg_len));

	rta->rta_type = type;
	rta->rta_len = (unsigned short)RTA_LENGTH(len);
	memcpy(RTA_DATA(rta), data, len);
	nlh->nlmsg_len = NLMSG_ALIGN(nlh->nlmsg_len) + (unsigned int)RTA_SPACE(len);
}

int main(int argc, char **argv)
{
	struct {
		struct nlmsghdr nlh;
		struct ifaddrmsg ifa;
		char attrs[128];
	} req = {
		.nlh.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifaddrmsg)),
		.nlh.nlmsg_type = RTM_NEWADDR,
		.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL,
	};
	struct {
		struct nlmsghdr nlh;
		struct nlmsgerr err;
		char rest[256];
	} ack;
	uint32_t flags = IFA_F_NODAD;
	struct lab_addr addr;
	uint8_t proto;
	size_t len;
	int fd;

	if (argc != 5 || !lab_addr_parse(argv[2], &addr))
		lab_die("usage: ifaproto DEV ADDR LEN PROTO");
	len = addr.family == AF_INET6 ? 16 : 4;
	proto = (uint8_t)atoi(argv[4]);
	req.ifa.ifa_family = addr.family;
	req.ifa.ifa_prefixlen = (unsigned char)atoi(argv[3]);
	req.ifa.ifa_index = if_nametoindex(argv[1]);
	put(&req.nlh, IFA_LOCAL, addr.b, len);
	put(&req.nlh, IFA_ADDRESS, addr.b, len);
	put(&req.nlh, IFA_PROTO, &proto, sizeof(proto));
	if (addr.family == AF_INET6)
		put(&req.nlh, IFA_FLAGS, &flags, sizeof(flags));
	fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	if (fd < 0 || send(fd, &req, req.nlh.nlmsg_len, 0) < 0 ||
	    recv(fd, &ack, sizeof(ack), 0) < (ssize_t)sizeof(ack.nlh))
		lab_die("netlink: %s", strerror(errno));
	if (ack.nlh.nlmsg_type != NLMSG_ERROR || ack.err.error)
		lab_die("%s: %s", argv[2], strerror(-ack.err.error));
	return 0;
}
