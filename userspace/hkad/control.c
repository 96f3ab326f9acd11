// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the socket and those who wait for an answer. Nobody but root, and whoever runs hkad, is
 * heard; nobody can make hkad wait.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "control.h"
#include "hka.h"

#define PATIENCE_US	200000	/* for the word, which is sent with the connection */

/* Takes the word, and the connection with it. */
static bool read_order(int fd, enum control_order *order)
{
	const struct timeval patience = { .tv_usec = PATIENCE_US };
	struct ucred who;
	socklen_t len = sizeof(who);
	char word[16] = "";
	ssize_t n;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) || (who.uid && who.uid != geteuid()))
		return false;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	n = recv(fd, word, sizeof(word) - 1, 0);
	if (n <= 0)
		return false;
	word[strcspn(word, "\n")] = '\0';
	*order = strcmp(word, "stop") ? CONTROL_RELOAD : CONTROL_STOP;
	return !strcmp(word, "stop") || !strcmp(word, "reload");
}

static void on_asker(uv_poll_t *poll, int status, int events)
{
	struct control *c = poll->data;
	enum control_order order;
	int fd;

	(void)status;
	(void)events;
	fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return;
	if (c->askers == CONTROL_ASKERS || !read_order(fd, &order)) {
		close(fd);
		return;
	}
	c->asker[c->askers++] = fd;
	c->told(c->arg, order);
}

int control_open(struct control *c, uv_loop_t *loop, const char *netns, const char *lease,
		 void (*told)(void *arg, enum control_order order), void *arg)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int n, err;

	*c = (struct control){ .fd = -1, .told = told, .arg = arg };
	n = snprintf(at.sun_path + 1, sizeof(at.sun_path) - 1, HKA_CONTROL_PREFIX "%s", lease);
	c->fd = hka_netns_socket(netns, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK);
	if (c->fd < 0)
		return c->fd;
	if (bind(c->fd, (struct sockaddr *)&at, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n)) ||
	    listen(c->fd, CONTROL_ASKERS)) {
		err = -errno;
		close(c->fd);
		c->fd = -1;
		return err;
	}
	uv_poll_init(loop, &c->poll, c->fd);
	c->poll.data = c;
	uv_poll_start(&c->poll, UV_READABLE, on_asker);
	return 0;
}

void control_answer(struct control *c, const char *text, bool good)
{
	const char *end = good ? "ok\n" : "refused\n";
	const int size = 2 * (int)strlen(text) + 65536;

	while (c->askers) {
		int fd = c->asker[--c->askers];

		/* Who does not read it does not get it; the last line is to have room. */
		setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
		send(fd, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL);
		send(fd, end, strlen(end), MSG_DONTWAIT | MSG_NOSIGNAL);
		close(fd);
	}
}

void control_close(struct control *c)
{
	control_answer(c, "", false);
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}
