// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What an unprivileged user can do: user and network namespaces of his own, a router in each.
 *
 *   nsfarm N UID INTERVAL READY
 *
 * Forks N processes that become UID, unshare, make a dummy device d0 with an address and ask for
 * a router on it (and go on asking, once a second, while they are refused). When all have
 * asked once, writes "made=M refused=R" to the file READY (a FIFO), with the errno of the last
 * refusal as err=E. Stays until it is killed, its children with it.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/hka.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab.h"

struct request {
	struct nlmsghdr nlh;
	uint8_t rest[512];
};

struct shared {
	int made, refused, err;
};

static void *tail(struct request *r) { return (uint8_t *)r + NLMSG_ALIGN(r->nlh.nlmsg_len); }

static struct nlattr *add(struct request *r, uint16_t type, const void *data, unsigned int len)
{
	struct nlattr *a = tail(r);

	a->nla_type = type;
	a->nla_len = (uint16_t)(NLA_HDRLEN + len);
	if (len)
		memcpy(a + 1, data, len);
	r->nlh.nlmsg_len = (uint32_t)((uint8_t *)a - (uint8_t *)r) + NLA_ALIGN(a->nla_len);
	return a;
}

static void end(struct request *r, struct nlattr *nest)
{
	nest->nla_len = (uint16_t)((uint8_t *)tail(r) - (uint8_t *)nest);
}

static struct request begin(uint16_t type, uint16_t flags, const void *head, unsigned int len)
{
	struct request r = { .nlh = { .nlmsg_type = type, .nlmsg_flags = flags | NLM_F_REQUEST | NLM_F_ACK,
				      .nlmsg_len = NLMSG_LENGTH(len) } };

	memcpy(NLMSG_DATA(&r.nlh), head, len);
	return r;
}

/* Return: what the kernel acknowledged with. *@family, if asked, is from CTRL_CMD_GETFAMILY. */
static int talk(int fd, struct request *r, uint16_t *family)
{
	uint8_t buf[8192] __attribute__((aligned(8)));

	if (send(fd, r, r->nlh.nlmsg_len, 0) < 0)
		return -errno;
	for (;;) {
		struct nlmsghdr *nlh = (struct nlmsghdr *)buf;
		ssize_t n = recv(fd, buf, sizeof(buf), 0);

		if (n < 0)
			return -errno;
		for (; NLMSG_OK(nlh, n); nlh = NLMSG_NEXT(nlh, n)) {
			struct nlattr *a = (struct nlattr *)((uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN);

			if (nlh->nlmsg_type == NLMSG_ERROR)
				return ((struct nlmsgerr *)NLMSG_DATA(nlh))->error;
			while (family && (uint8_t *)a < (uint8_t *)nlh + nlh->nlmsg_len) {
				if (a->nla_type == CTRL_ATTR_FAMILY_ID)
					*family = *(uint16_t *)(a + 1);
				a = (struct nlattr *)((uint8_t *)a + NLA_ALIGN(a->nla_len));
			}
		}
	}
}

static int make_device(void)
{
	struct ifinfomsg link = { .ifi_flags = IFF_UP | IFF_MULTICAST, .ifi_change = IFF_UP | IFF_MULTICAST };
	struct ifaddrmsg ifa = { .ifa_family = AF_INET, .ifa_prefixlen = 24 };
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	const uint8_t addr[4] = { 192, 0, 2, 1 };
	struct nlattr *nest;
	struct request r;
	int err;

	r = begin(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof(link));
	add(&r, IFLA_IFNAME, "d0", 3);
	nest = add(&r, IFLA_LINKINFO, NULL, 0);
	add(&r, IFLA_INFO_KIND, "dummy", 5);
	end(&r, nest);
	err = talk(fd, &r, NULL);
	if (err)
		return err;
	ifa.ifa_index = if_nametoindex("d0");
	r = begin(RTM_NEWADDR, NLM_F_CREATE, &ifa, sizeof(ifa));
	add(&r, IFA_LOCAL, addr, 4);
	err = talk(fd, &r, NULL);
	close(fd);
	return err;
}

static int make_router(int fd, uint16_t family, uint32_t interval)
{
	struct genlmsghdr genl = { .cmd = HKA_CMD_VR_NEW, .version = 1 };
	struct request r = begin(family, 0, &genl, sizeof(genl));
	const uint8_t vip[4] = { 192, 0, 2, 100 };
	struct nlattr *nest;
	uint8_t vrid = 7;

	add(&r, HKA_A_VR_NAME, "V1", 3);
	add(&r, HKA_A_VR_IFNAME, "d0", 3);
	add(&r, HKA_A_VR_VRID, &vrid, 1);
	add(&r, HKA_A_VR_INTERVAL, &interval, 4);
	nest = add(&r, HKA_A_VR_VIP | NLA_F_NESTED, NULL, 0);
	add(&r, HKA_A_VIP_ADDRESS, vip, 4);
	end(&r, nest);
	return talk(fd, &r, NULL);
}

static void put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		lab_die("%s: %s", path, strerror(errno));
	close(fd);
}

static void child(struct shared *sh, unsigned int uid, uint32_t interval)
{
	struct genlmsghdr genl = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	uint16_t family = 0;
	struct request r;
	char map[32];
	int fd, err;

	if (setgid(uid) || setuid(uid) || unshare(CLONE_NEWUSER | CLONE_NEWNET))
		lab_die("unshare: %s", strerror(errno));
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_DUMPABLE, 1);
	snprintf(map, sizeof(map), "0 %u 1", uid);
	put_file("/proc/self/uid_map", map);
	err = make_device();
	if (err)
		lab_die("d0: %s", strerror(-err));
	fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
	r = begin(GENL_ID_CTRL, 0, &genl, sizeof(genl));
	add(&r, CTRL_ATTR_FAMILY_NAME, HKA_GENL_NAME, sizeof(HKA_GENL_NAME));
	err = talk(fd, &r, &family);
	if (err)
		lab_die("family: %s", strerror(-err));
	err = make_router(fd, family, interval);
	if (err)
		__atomic_store_n(&sh->err, -err, __ATOMIC_RELAXED);
	__atomic_add_fetch(err ? &sh->refused : &sh->made, 1, __ATOMIC_RELEASE);
	while (err) {
		sleep(1);
		err = make_router(fd, family, interval);
	}
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	struct shared *sh;
	char text[64];
	long n;

	if (argc != 5)
		lab_die("usage: nsfarm N UID INTERVAL READY");
	n = strtol(argv[1], NULL, 10);
	sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (sh == MAP_FAILED)
		lab_die("mmap: %s", strerror(errno));
	for (long i = 0; i < n; i++) {
		pid_t pid = fork();

		if (pid < 0)
			lab_die("fork: %s", strerror(errno));
		if (!pid)
			child(sh, (unsigned int)strtoul(argv[2], NULL, 10),
			      (uint32_t)(lab_duration(argv[3]) / LAB_US));
	}
	while (__atomic_load_n(&sh->made, __ATOMIC_ACQUIRE) + sh->refused < n)
		usleep(10000);
	snprintf(text, sizeof(text), "made=%d refused=%d err=%d\n", sh->made, sh->refused, sh->err);
	put_file(argv[4], text);
	for (;;)
		pause();
}
