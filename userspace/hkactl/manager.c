// SPDX-License-Identifier: GPL-2.0-or-later
/* Commands reload and stop: ask hkad, over its socket, and say what it says. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hkactl.h"

/* A socket to the hkad of that name, or -1 and words. */
static int reach(const struct ctl *ctl)
{
	char lease[HKA_NAME_MAX + 1];
	struct ucred who;
	socklen_t len = sizeof(who);
	struct sockaddr_un at;
	int fd;

	if (hka_manager_lease(ctl->name, lease)) {
		fprintf(stderr, "hkactl: no hkad has a name as long as \"%s\"\n", ctl->name);
		return -1;
	}
	fd = hka_netns_socket(ctl->netns, AF_UNIX, SOCK_STREAM);
	if (fd >= 0 && !connect(fd, (struct sockaddr *)&at, hka_manager_address(lease, &at))) {
		/* The name may be taken by anybody who was first. */
		if (!getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) && (!who.uid || who.uid == geteuid()))
			return fd;
		fputs("hkactl: what answers is no hkad of root's or yours\n", stderr);
		close(fd);
		return -1;
	}
	if (fd < 0)
		fprintf(stderr, "hkactl: network namespace \"%s\": %s\n", ctl->netns ? ctl->netns : "own", strerror(-fd));
	else if (errno == ECONNREFUSED)
		fputs("hkactl: no hkad runs here\n", stderr);
	else
		fprintf(stderr, "hkactl: hkad: %s\n", strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static int ask(struct ctl *ctl, const char *word)
{
	char line[2048];
	bool good = false;
	FILE *f;
	int fd, ret = ctl_name(ctl, false, true);

	if (ret)
		return ret;
	fd = reach(ctl);
	if (fd < 0)
		return EXIT_REFUSED;
	if (send(fd, word, strlen(word), MSG_NOSIGNAL) != (ssize_t)strlen(word) || !(f = fdopen(fd, "r"))) {
		fprintf(stderr, "hkactl: hkad: %s\n", strerror(errno));
		close(fd);
		return EXIT_REFUSED;
	}
	/* The last line is the result. */
	*line = '\0';
	while (fgets(line, sizeof(line), f)) {
		good = !strcmp(line, "ok\n");
		if (!good && strcmp(line, "refused\n"))
			fputs(line, stdout);
	}
	fclose(f);
	if (!*line)
		fputs("hkactl: hkad does not answer; it takes orders from root, and from who runs it\n", stderr);
	return good ? EXIT_OK : EXIT_REFUSED;
}

int cmd_reload(struct ctl *ctl)
{
	return ask(ctl, "reload\n");
}

int cmd_stop(struct ctl *ctl)
{
	return ask(ctl, "stop\n");
}
