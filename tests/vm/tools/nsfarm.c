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
#include <linux/hka.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "genl.h"
#include "lab.h"

struct shared {
	int made, refused, err;
};

static int make_device(void)
{
	struct ifinfomsg link = { .ifi_flags = IFF_UP | IFF_MULTICAST, .ifi_change = IFF_UP | IFF_MULTICAST };
	struct ifaddrmsg ifa = { .ifa_family = AF_INET, .ifa_prefixlen = 24 };
	const uint8_t addr[4] = { 192, 0, 2, 1 };
	int fd = netlink_open(NETLINK_ROUTE);
	struct nlattr *nest;
	struct msg m;
	int err;

	msg_begin(&m, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof(link));
	msg_put(&m, IFLA_IFNAME, "d0", 3);
	nest = msg_put(&m, IFLA_LINKINFO, NULL, 0);
	msg_put(&m, IFLA_INFO_KIND, "dummy", 5);
	msg_end(&m, nest);
	err = netlink_talk(fd, &m, NULL);
	if (!err) {
		ifa.ifa_index = if_nametoindex("d0");
		msg_begin(&m, RTM_NEWADDR, NLM_F_CREATE, &ifa, sizeof(ifa));
		msg_put(&m, IFA_LOCAL, addr, 4);
		err = netlink_talk(fd, &m, NULL);
	}
	close(fd);
	return err;
}

static int make_router(int fd, uint16_t family, uint32_t interval)
{
	const uint8_t vip[4] = { 192, 0, 2, 100 };
	struct nlattr *nest;
	uint8_t vrid = 7;
	struct msg m;

	msg_genl(&m, family, 0, HKA_CMD_VR_NEW);
	msg_put(&m, HKA_A_VR_NAME, "V1", 3);
	msg_put(&m, HKA_A_VR_IFNAME, "d0", 3);
	msg_put(&m, HKA_A_VR_VRID, &vrid, 1);
	msg_put(&m, HKA_A_VR_INTERVAL, &interval, 4);
	nest = msg_put(&m, HKA_A_VR_VIP | NLA_F_NESTED, NULL, 0);
	msg_put(&m, HKA_A_VIP_ADDRESS, vip, 4);
	msg_end(&m, nest);
	return netlink_talk(fd, &m, NULL);
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
	uint16_t family;
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
	fd = netlink_open(NETLINK_GENERIC);
	family = genl_family(fd, HKA_GENL_NAME);
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
