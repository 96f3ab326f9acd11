// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the socket, those who have not said yet what they want and those who wait for an answer.
 * Nobody but root, and whoever runs hkad, is heard; nobody can make hkad wait.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "control.h"
#include "hka.h"

struct asker {
	struct asker *next;
	struct control *c;
	uv_poll_t poll;
	int fd;
	bool waits;		/* for the answer */
	size_t len;
	char word[16];		/* what came of the question so far */
};

static bool may_ask(int fd)
{
	struct ucred who;
	socklen_t len = sizeof(who);

	return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) && (!who.uid || who.uid == geteuid());
}

static void free_asker(uv_handle_t *handle)
{
	free(handle->data);
}

static void forget(struct asker *a)
{
	struct asker **at = &a->c->askers;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
	a->c->n--;
	uv_close((uv_handle_t *)&a->poll, free_asker);
	close(a->fd);
}

/* Who does not read it does not get it. */
static void say(const struct asker *a, const char *text)
{
	send(a->fd, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void on_word(uv_poll_t *poll, int status, int events)
{
	struct asker *a = poll->data;
	struct control *c = a->c;
	ssize_t n = recv(a->fd, a->word + a->len, sizeof(a->word) - a->len, MSG_DONTWAIT);
	char *end;
	bool stop;

	(void)status;
	(void)events;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		forget(a);
		return;
	}
	a->len += (size_t)n;
	end = memchr(a->word, '\n', a->len);
	if (!end && a->len < sizeof(a->word))
		return;
	if (end)
		*end = '\0';
	stop = end && !strcmp(a->word, "stop");
	if (!stop && (!end || strcmp(a->word, "reload"))) {
		say(a, "there are reload and stop\nrefused\n");
		forget(a);
		return;
	}
	uv_poll_stop(&a->poll);
	a->waits = true;
	c->told(c->arg, stop ? CONTROL_STOP : CONTROL_RELOAD);
}

/* There are so many at most: who has been silent for longest has to go. */
static bool make_room(struct control *c)
{
	struct asker *a, *silent = NULL;

	if (c->n < CONTROL_ASKERS)
		return true;
	for (a = c->askers; a; a = a->next)
		if (!a->waits)
			silent = a;
	if (silent)
		forget(silent);
	return silent;
}

static void on_asker(uv_poll_t *poll, int status, int events)
{
	struct control *c = poll->data;
	int fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);
	struct asker *a;

	(void)status;
	(void)events;
	if (fd < 0)
		return;
	a = may_ask(fd) && make_room(c) ? calloc(1, sizeof(*a)) : NULL;
	if (!a || uv_poll_init(poll->loop, &a->poll, fd)) {
		free(a);
		close(fd);
		return;
	}
	a->c = c;
	a->fd = fd;
	a->poll.data = a;
	a->next = c->askers;
	c->askers = a;
	c->n++;
	uv_poll_start(&a->poll, UV_READABLE, on_word);
}

/* Anybody may have taken the name: who has? */
static void say_taken(struct control *c, const char *netns, const struct sockaddr_un *at, socklen_t size)
{
	int fd = hka_netns_socket(netns, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK);
	struct ucred who = { .pid = 0 };
	socklen_t len = sizeof(who);

	if (fd >= 0 && !connect(fd, (const struct sockaddr *)at, size) &&
	    !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) && who.pid)
		snprintf(c->error, sizeof(c->error), "process %d of user %u has taken the name of its socket; "
			 "it is tried again until that ends", who.pid, who.uid);
	else
		snprintf(c->error, sizeof(c->error), "another process has taken the name of its socket; "
			 "ss -xlp tells which");
	if (fd >= 0)
		close(fd);
}

bool control_open(struct control *c, uv_loop_t *loop, const char *netns, const char *lease,
		  void (*told)(void *arg, enum control_order order), void *arg)
{
	struct sockaddr_un at;
	socklen_t size = hka_manager_address(lease, &at);

	*c = (struct control){ .told = told, .arg = arg };
	c->fd = hka_netns_socket(netns, AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK);
	if (c->fd < 0) {
		snprintf(c->error, sizeof(c->error), "%s", strerror(-c->fd));
		return false;
	}
	if (bind(c->fd, (struct sockaddr *)&at, size) || listen(c->fd, CONTROL_ASKERS)) {
		if (errno == EADDRINUSE)
			say_taken(c, netns, &at, size);
		else
			snprintf(c->error, sizeof(c->error), "%s", strerror(errno));
		close(c->fd);
		c->fd = -1;
		return false;
	}
	uv_poll_init(loop, &c->poll, c->fd);
	c->poll.data = c;
	uv_poll_start(&c->poll, UV_READABLE, on_asker);
	return true;
}

void control_answer(struct control *c, const char *text, bool good)
{
	const int size = 2 * (int)strlen(text) + 65536;
	struct asker *a, *next;

	for (a = c->askers; a; a = next) {
		next = a->next;
		if (!a->waits)
			continue;
		/* The last line is to have room. */
		setsockopt(a->fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
		say(a, text);
		say(a, good ? "ok\n" : "refused\n");
		forget(a);
	}
}

void control_close(struct control *c)
{
	control_answer(c, "", false);
	while (c->askers)
		forget(c->askers);
	if (c->fd < 0)
		return;
	uv_close((uv_handle_t *)&c->poll, NULL);
	close(c->fd);
	c->fd = -1;
}
