// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dumps the routers and lets something happen in the middle of it: reads the first part
 * of the answer, runs a command, reads the rest.
 *
 *   nldump COMMAND [ARG...]
 *
 * Prints parts=N (messages received from the socket), n=N (routers), twice=N (those that
 * came more than once) and interrupted=0|1 (NLM_F_DUMP_INTR was set).
 */
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/hka.h>

#include "lab.h"

#define IDS	65536

static struct {
	unsigned int parts, n, twice, interrupted;
	uint8_t seen[IDS];
	uint16_t family;
	bool done;
} d;

static void request(int fd, uint16_t type, uint16_t flags, uint8_t cmd, const char *name)
{
	struct {
		struct nlmsghdr nlh;
		struct genlmsghdr genl;
		struct nlattr attr;
		char name[16];
	} req = {
		.nlh = { .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags, .nlmsg_seq = 1,
			 .nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN) },
		.genl = { .cmd = cmd, .version = 1 },
	};

	if (name) {
		req.attr.nla_type = CTRL_ATTR_FAMILY_NAME;
		req.attr.nla_len = (uint16_t)(NLA_HDRLEN + strlen(name) + 1);
		strcpy(req.name, name);
		req.nlh.nlmsg_len += NLA_ALIGN(req.attr.nla_len);
	}
	if (send(fd, &req, req.nlh.nlmsg_len, 0) < 0)
		lab_die("cannot send");
}

/* The attribute of a message, or NULL. */
static const void *attribute(const struct nlmsghdr *nlh, unsigned int type)
{
	unsigned int at = NLMSG_LENGTH(GENL_HDRLEN);

	while (at + NLA_HDRLEN <= nlh->nlmsg_len) {
		const struct nlattr *nla = (const void *)((const char *)nlh + at);

		if (nla->nla_len < NLA_HDRLEN)
			break;
		if ((nla->nla_type & NLA_TYPE_MASK) == type)
			return (const char *)nla + NLA_HDRLEN;
		at += NLA_ALIGN(nla->nla_len);
	}
	return NULL;
}

static void take(const struct nlmsghdr *nlh)
{
	const void *value;
	uint32_t id;

	if (nlh->nlmsg_flags & NLM_F_DUMP_INTR)
		d.interrupted = 1;
	if (nlh->nlmsg_type == NLMSG_DONE) {
		d.done = true;
	} else if (nlh->nlmsg_type == NLMSG_ERROR) {
		lab_die("the kernel refuses: %d", *(const int *)NLMSG_DATA(nlh));
	} else if (nlh->nlmsg_type == GENL_ID_CTRL) {
		value = attribute(nlh, CTRL_ATTR_FAMILY_ID);
		if (value)
			memcpy(&d.family, value, sizeof(d.family));
	} else {
		value = attribute(nlh, HKA_A_VR_ID);
		if (!value)
			lab_die("a router without a number");
		memcpy(&id, value, sizeof(id));
		d.n++;
		d.twice += d.seen[id % IDS]++ > 0;
	}
}

static void receive(int fd)
{
	/* The kernel makes parts of this size, and always one more than was asked for. */
	static uint8_t buf[16384] __attribute__((aligned(8)));
	ssize_t got = recv(fd, buf, sizeof(buf), MSG_TRUNC);
	unsigned int len;

	if (got < 0 || got > (ssize_t)sizeof(buf))
		lab_die("cannot receive");
	len = (unsigned int)got;
	d.parts++;
	for (struct nlmsghdr *nlh = (void *)buf; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len))
		take(nlh);
}

int main(int argc, char **argv)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	int status;
	pid_t pid;

	if (argc < 2)
		lab_die("usage: nldump COMMAND [ARG...]");
	if (fd < 0)
		lab_die("no socket");
	request(fd, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, HKA_GENL_NAME);
	receive(fd);
	if (!d.family)
		lab_die("no family " HKA_GENL_NAME);
	d.parts = 0;
	request(fd, d.family, NLM_F_DUMP, HKA_CMD_VR_GET, NULL);
	receive(fd);
	if (d.done)
		lab_die("the answer has one part only: more routers are needed");
	pid = fork();
	if (!pid) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status))
		lab_die("the command failed");
	while (!d.done)
		receive(fd);
	printf("parts=%u n=%u twice=%u interrupted=%u\n", d.parts, d.n, d.twice, d.interrupted);
	return 0;
}
