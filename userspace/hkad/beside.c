// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns nothing; reads /proc. Who speaks VRRP has a raw socket of protocol 112 in the namespace, and
 * that is seen even if a file with its number is old, elsewhere, or of a process that only checks
 * servers. The module's routers have no such socket.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "hka.h"

#define SOCKETS 1024	/* there may be more: one of them is enough */

struct sockets {
	unsigned long inode[SOCKETS];
	unsigned int n;
};

/* In these files the protocol stands where others have a port. */
static int read_sockets(struct sockets *s, const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned int protocol;
	unsigned long inode;
	char line[512];

	if (!file)
		return errno == ENOENT ? 0 : -errno;	/* there may be no IPv6 */
	while (s->n < SOCKETS && fgets(line, sizeof(line), file))
		if (sscanf(line, " %*d: %*[0-9A-Fa-f]:%x %*s %*s %*s %*s %*s %*s %*s %lu", &protocol, &inode) == 2 &&
		    protocol == 112)
			s->inode[s->n++] = inode;
	fclose(file);
	return 0;
}

static int find_sockets(struct sockets *s, const char *netns)
{
	int old = -1, err = netns ? hka_netns_enter(netns, &old) : 0, back;

	if (err)
		return err;
	/* Not self: that is the process, and it is the thread that entered. */
	err = read_sockets(s, "/proc/thread-self/net/raw");
	if (!err)
		err = read_sockets(s, "/proc/thread-self/net/raw6");
	back = old >= 0 ? hka_netns_leave(old) : 0;
	return err ? err : back;
}

/* Does the process have one of them? -errno: who may not look cannot tell. */
static int has_socket(const char *pid, const struct sockets *s)
{
	char path[300], target[64];
	const struct dirent *e;
	unsigned long inode;
	int found = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	dir = opendir(path);
	if (!dir)
		return -errno;
	while (!found && (e = readdir(dir))) {
		ssize_t n = readlinkat(dirfd(dir), e->d_name, target, sizeof(target) - 1);

		target[n > 0 ? n : 0] = '\0';
		if (sscanf(target, "socket:[%lu]", &inode) != 1)
			continue;
		for (unsigned int i = 0; i < s->n; i++)
			found |= s->inode[i] == inode;
	}
	closedir(dir);
	return found;
}

static void read_name(const char *pid, char *name, size_t size)
{
	char path[300];
	FILE *file;

	name[0] = '\0';
	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(name, (int)size, file))
		name[strcspn(name, "\n")] = '\0';
	fclose(file);
}

/* It may call itself what it likes; its program's name is another thing. */
static bool is_keepalived(const char *pid, const char *name)
{
	char path[300], exe[4096];
	const char *slash;
	ssize_t n;

	if (!strncmp(name, "keepalived", 10))
		return true;
	snprintf(path, sizeof(path), "/proc/%s/exe", pid);
	n = readlink(path, exe, sizeof(exe) - 1);
	exe[n > 0 ? n : 0] = '\0';
	slash = strrchr(exe, '/');
	return slash && !strncmp(slash + 1, "keepalived", 10);
}

int beside_look(struct beside *b, const char *netns)
{
	struct sockets s = { .n = 0 };
	const struct dirent *e;
	int err;
	DIR *dir;

	*b = (struct beside){ .speaks = false };
	err = find_sockets(&s, netns);
	if (err || !s.n)
		return err;
	b->speaks = true;
	dir = opendir("/proc");
	if (!dir)
		return -errno;
	while (!b->keepalived && (e = readdir(dir))) {
		char name[sizeof(b->name)];
		bool keepalived;
		int has;

		if (!isdigit((unsigned char)e->d_name[0]))
			continue;
		has = has_socket(e->d_name, &s);
		if (!has || has == -ENOENT)
			continue;
		read_name(e->d_name, name, sizeof(name));
		keepalived = is_keepalived(e->d_name, name);
		/* Whoever is not to be seen into is it only by his name. */
		if (has < 0 && !keepalived)
			continue;
		b->pid = (pid_t)atol(e->d_name);
		b->keepalived = keepalived;
		memcpy(b->name, name, sizeof(b->name));
	}
	closedir(dir);
	return 0;
}
