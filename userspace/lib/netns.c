// SPDX-License-Identifier: GPL-2.0-or-later
/* Network namespaces of others: sockets in them. Owns nothing; the caller's is as it was. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hka.h"

#define NETNS_DIR "/run/netns"

int hka_netns_enter(const char *netns, int *old)
{
	char path[4096];
	int fd, err = 0;

	snprintf(path, sizeof(path), "%s%s%s", strchr(netns, '/') ? "" : NETNS_DIR,
		 strchr(netns, '/') ? "" : "/", netns);
	*old = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (*old < 0)
		return -errno;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWNET)) {
		err = -errno;
		close(*old);
		*old = -1;
	}
	if (fd >= 0)
		close(fd);
	return err;
}

int hka_netns_leave(int old)
{
	int err = setns(old, CLONE_NEWNET) ? -errno : 0;

	close(old);
	return err;
}

int hka_netns_socket(const char *netns, int family, int type)
{
	int old = -1, fd, err = netns ? hka_netns_enter(netns, &old) : 0;

	if (err)
		return err;
	fd = socket(family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		fd = -errno;
	err = old >= 0 ? hka_netns_leave(old) : 0;
	if (err && fd >= 0) {
		close(fd);
		fd = err;
	}
	return fd;
}
