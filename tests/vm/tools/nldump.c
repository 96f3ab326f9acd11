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
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/hka.h>

#include "genl.h"
#include "lab.h"

#define IDS	65536

static struct {
	unsigned int parts, n, twice, interrupted;
	uint8_t seen[IDS];
	bool done;
} d;

static void take(const struct nlmsghdr *nlh)
{
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const uint8_t *attrs = (const uint8_t *)nlh + NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;
	uint32_t id;

	if (nlh->nlmsg_flags & NLM_F_DUMP_INTR)
		d.interrupted = 1;
	if (nlh->nlmsg_type == NLMSG_DONE) {
		d.done = true;
		return;
	}
	if (nlh->nlmsg_type == NLMSG_ERROR)
		lab_die("the kernel refuses: %d", *(const int *)NLMSG_DATA(nlh));
	do {
		a = attr_next(attrs, len, &at);
		if (!a)
			lab_die("a router without a number");
	} while (attr_type(a) != HKA_A_VR_ID);
	memcpy(&id, attr_data(a), sizeof(id));
	d.n++;
	d.twice += d.seen[id % IDS]++ > 0;
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
	int fd = netlink_open(NETLINK_GENERIC);
	int all, status;
	uint16_t family;
	struct msg m;
	pid_t pid;

	if (argc < 2)
		lab_die("usage: nldump COMMAND [ARG...]");
	/* A socket that was read with a larger buffer would get larger parts. */
	all = netlink_open(NETLINK_GENERIC);
	family = genl_family(all, HKA_GENL_NAME);
	msg_genl(&m, family, NLM_F_DUMP, HKA_CMD_VR_GET);
	if (send(fd, &m, m.nlh.nlmsg_len, 0) < 0)
		lab_die("cannot send");
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
