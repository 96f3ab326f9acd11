// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the connection, and its hka-run if that is a child of hkad. Nothing here waits: what cannot be
 * said at once is not said, and whoever wanted it tries again.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "hka-run/protocol.h"
#include "runner.h"

#define PING_MS		1000
#define PINGS_MAX	5	/* without an answer */
#define PAUSE_MAX_S	60
#define AT_ONCE		64	/* answers; then everything else has its turn */

struct slot {
	const struct program *program;	/* NULL: free */
	bool told;			/* this hka-run knows it */
};

struct flight {
	struct flight *next;
	uint32_t serial;
	struct runner_run run;
};

static void free_handle(uv_handle_t *handle)
{
	free(handle);
}

/* ---- the connection ---- */

static void drop_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* It is ended if it has not yet; its runs are lost. */
static void lose(struct runner *r, const char *why)
{
	struct flight *flights = r->flights, *next;
	const struct run_result_told lost = { .result = RUN_FAILED };

	if (r->fd < 0)
		return;
	if (why)
		log_say(r->log, LOG_WARNING, "hka-run is lost: %s", why);
	uv_close((uv_handle_t *)r->poll, free_handle);
	r->poll = NULL;
	drop_fd(&r->fd);
	if (why && r->pidfd >= 0)
		syscall(SYS_pidfd_send_signal, r->pidfd, SIGKILL, NULL, 0);
	else if (why && r->process)
		uv_process_kill(r->process, SIGKILL);
	drop_fd(&r->pidfd);
	/* Its end is waited for by the loop, and by nobody else. */
	r->process = NULL;
	uv_timer_stop(&r->timer);
	for (unsigned int i = 0; i < r->n_slots; i++)
		r->slots[i].told = false;
	if (uv_now(r->loop) - r->since > PAUSE_MAX_S * 1000)
		r->pause = 0;
	r->again = uv_now(r->loop) + r->pause * 1000;
	r->pause = r->pause ? r->pause * 2 : 1;
	if (r->pause > PAUSE_MAX_S)
		r->pause = PAUSE_MAX_S;
	r->flights = NULL;
	for (struct flight *f = flights; f; f = next) {
		next = f->next;
		if (f->run.told && !r->closing)
			f->run.told(f->run.arg, &lost);
		if (f->run.gone && !r->closing)
			f->run.gone(f->run.arg);
		free(f);
	}
}

static bool say(struct runner *r, const void *message, size_t len)
{
	return send(r->fd, message, len, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)len;
}

static bool say_short(struct runner *r, enum run_kind kind, uint32_t entry, uint32_t serial, uint64_t timeout)
{
	const struct run_message m = { .kind = kind, .entry = entry, .serial = serial, .timeout = timeout };

	return r->fd >= 0 && say(r, &m, sizeof(m));
}

static int own_netns(const struct runner *r)
{
	char path[PATH_MAX];

	if (!r->netns)
		return open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof(path), "%s%s", strchr(r->netns, '/') ? "" : "/run/netns/", r->netns);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static bool say_hello(struct runner *r)
{
	struct run_message hello = { .kind = RUN_HELLO, .version = RUN_VERSION };
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec iov = { .iov_base = &hello, .iov_len = sizeof(hello) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	int fd = own_netns(r);
	bool said;

	if (fd < 0)
		return false;
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	said = sendmsg(r->fd, &msg, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)sizeof(hello);
	close(fd);
	return said;
}

/* ---- what is heard ---- */

static struct flight *take_flight(struct runner *r, uint32_t serial, bool out)
{
	for (struct flight **at = &r->flights, *f; (f = *at); at = &f->next)
		if (f->serial == serial) {
			if (out)
				*at = f->next;
			return f;
		}
	return NULL;
}

static void take(struct runner *r, const struct run_message *m, const char *why, pid_t pid)
{
	struct run_result_told result = { .result = m->result, .value = m->value, .why = why };
	struct flight *f;

	switch (m->kind) {
	case RUN_HERE:
		if (m->version != RUN_VERSION) {
			lose(r, "it is of another version");
			return;
		}
		r->here = true;
		r->pings = 0;
		r->pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
		log_say(r->log, LOG_DEBUG, "hka-run is process %ld", (long)pid);
		return;
	case RUN_PONG:
		r->pings = 0;
		return;
	case RUN_RESULT:
		f = take_flight(r, m->serial, false);
		if (f && f->run.told)
			f->run.told(f->run.arg, &result);
		return;
	case RUN_GONE:
		f = take_flight(r, m->serial, true);
		if (f && f->run.gone)
			f->run.gone(f->run.arg);
		free(f);
		return;
	default:
		return;
	}
}

/* False: there is no more for now, or the connection is gone. */
static bool hear(struct runner *r)
{
	union {
		struct run_message m;
		char bytes[sizeof(struct run_message) + 1025];
	} in;
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(struct ucred))];
	} control;
	struct iovec iov = { .iov_base = in.bytes, .iov_len = sizeof(in.bytes) - 1 };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof(control.bytes) };
	ssize_t n = recvmsg(r->fd, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	struct ucred who = { 0 };

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n < (ssize_t)sizeof(in.m)) {
		lose(r, "it has ended");
		return false;
	}
	in.bytes[n] = '\0';
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_CREDENTIALS)
		memcpy(&who, CMSG_DATA(c), sizeof(who));
	take(r, &in.m, in.bytes + sizeof(in.m), who.pid);
	return r->fd >= 0;
}

static void on_message(uv_poll_t *poll, int status, int events)
{
	struct runner *r = poll->data;

	(void)status;
	(void)events;
	for (int i = 0; i < AT_ONCE && hear(r); i++)
		;
}

static void on_ping(uv_timer_t *timer)
{
	struct runner *r = timer->data;

	if (r->pings >= PINGS_MAX) {
		lose(r, "it does not answer");
		return;
	}
	r->pings++;
	if (r->here)
		say_short(r, RUN_PING, 0, 0, 0);
}

/* ---- to have one ---- */

/* The one of systemd. -1: there is none. */
static int connect_to_one(void)
{
	const char *path = getenv("HKA_RUN_SOCKET");
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	snprintf(at.sun_path, sizeof(at.sun_path), "%s", path ? path : RUN_SOCKET);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)))
		drop_fd(&fd);
	return fd;
}

static void on_exit_of_one(uv_process_t *process, int64_t status, int signal)
{
	struct runner *r = process->data;

	(void)status;
	(void)signal;
	if (r->process == process)
		r->process = NULL;
	uv_close((uv_handle_t *)process, free_handle);
}

/* It is beside hkad itself. */
static void path_of_one(char path[PATH_MAX + 16])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);

	path[n > 0 ? n : 0] = '\0';
	strcpy(strrchr(path, '/') ? strrchr(path, '/') + 1 : path, "hka-run");
}

/* One of our own: it ends with its connection. -1: it cannot be, which is in the log. */
static int start_one(struct runner *r)
{
	char path[PATH_MAX + 16], *argv[] = { path, NULL };
	uv_stdio_container_t stdio[3] = { { .flags = UV_INHERIT_FD }, { .flags = UV_IGNORE },
					  { .flags = UV_INHERIT_FD, .data.fd = 2 } };
	uv_process_options_t options = {
		.exit_cb = on_exit_of_one, .file = path, .args = argv, .flags = UV_PROCESS_DETACHED, .stdio_count = 3,
		.stdio = stdio,
	};
	uv_process_t *process = calloc(1, sizeof(*process));
	int pair[2], err;

	path_of_one(path);
	if (!process || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
		free(process);
		return -1;
	}
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	process->data = r;
	stdio[0].data.fd = pair[1];
	err = uv_spawn(r->loop, process, &options);
	close(pair[1]);
	if (!err) {
		r->process = process;
		return pair[0];
	}
	log_say(r->log, LOG_ERR, "%s: %s", path, uv_strerror(err));
	uv_close((uv_handle_t *)process, free_handle);
	close(pair[0]);
	return -1;
}

static bool have_one(struct runner *r)
{
	const int on = 1;

	if (r->fd >= 0)
		return true;
	if (r->closing || uv_now(r->loop) < r->again)
		return false;
	r->since = uv_now(r->loop);
	r->again = r->since + 1000;
	r->here = false;
	r->pings = 0;
	r->fd = connect_to_one();
	if (r->fd < 0)
		r->fd = start_one(r);
	if (r->fd < 0)
		return false;
	setsockopt(r->fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
	r->poll = calloc(1, sizeof(*r->poll));
	if (!r->poll || uv_poll_init(r->loop, r->poll, r->fd)) {
		free(r->poll);
		drop_fd(&r->fd);
		r->process = NULL;
		return false;
	}
	r->poll->data = r;
	uv_poll_start(r->poll, UV_READABLE, on_message);
	uv_timer_start(&r->timer, on_ping, PING_MS, PING_MS);
	if (say_hello(r))
		return true;
	lose(r, "its network namespace cannot be had");
	return false;
}

/* ---- programs ---- */

int runner_add(struct runner *r, const struct program *p)
{
	struct slot *more;
	unsigned int i;

	for (i = 0; i < r->n_slots && r->slots[i].program; i++)
		;
	if (i == RUN_TABLE_MAX)
		return -1;
	if (i == r->n_slots) {
		more = realloc(r->slots, (i + 1) * sizeof(*more));
		if (!more)
			return -1;
		r->slots = more;
		r->n_slots++;
	}
	r->slots[i] = (struct slot){ .program = p };
	return (int)i;
}

void runner_forget(struct runner *r, int entry)
{
	if (entry < 0)
		return;
	if (r->slots[entry].told)
		say_short(r, RUN_FORGET, (uint32_t)entry, 0, 0);
	r->slots[entry] = (struct slot){ 0 };
}

void runner_move(struct runner *r, int entry, const struct program *p)
{
	r->slots[entry].program = p;
}

static bool say_program(struct runner *r, int entry, const struct program *p)
{
	const struct user *u = &p->user;
	struct run_message m = {
		.kind = RUN_ENTRY, .entry = (uint32_t)entry, .uid = u->uid, .gid = u->gid, .groups = u->n_groups,
		.words = p->words, .flags = p->secure ? RUN_SECURE : 0,
	};
	char buf[RUN_MESSAGE_MAX];
	size_t len = sizeof(m);

	memcpy(buf, &m, len);
	memcpy(buf + len, u->groups, u->n_groups * sizeof(*u->groups));
	len += u->n_groups * sizeof(*u->groups);
	for (unsigned int i = 0; i < p->words; i++) {
		size_t n = strlen(p->argv[i]) + 1;

		memcpy(buf + len, p->argv[i], n);
		len += n;
	}
	return say(r, buf, len);
}

uint32_t runner_start(struct runner *r, int entry, uint64_t timeout, const struct runner_run *run)
{
	struct slot *slot = &r->slots[entry];
	struct flight *f;

	if (!have_one(r))
		return 0;
	if (!slot->told)
		slot->told = say_program(r, entry, slot->program);
	f = slot->told ? calloc(1, sizeof(*f)) : NULL;
	if (!f)
		return 0;
	if (!++r->serial)
		r->serial++;
	if (!say_short(r, RUN_START, (uint32_t)entry, r->serial, timeout)) {
		free(f);
		return 0;
	}
	*f = (struct flight){ .next = r->flights, .serial = r->serial, .run = *run };
	r->flights = f;
	return f->serial;
}

void runner_end(struct runner *r, uint32_t serial)
{
	struct flight *f = take_flight(r, serial, false);

	if (!f)
		return;
	f->run = (struct runner_run){ 0 };
	say_short(r, RUN_END, 0, serial, 0);
}

/* ---- start and end ---- */

void runner_init(struct runner *r, struct log *log, uv_loop_t *loop, const char *netns)
{
	*r = (struct runner){ .log = log, .loop = loop, .fd = -1, .pidfd = -1, .netns = netns ? strdup(netns) : NULL };
	uv_timer_init(loop, &r->timer);
	r->timer.data = r;
}

void runner_close(struct runner *r)
{
	struct uv_process_s *own = r->process;

	if (!r->log)
		return;
	r->closing = true;
	lose(r, NULL);
	/* It ends what it runs, and then itself; who waits for hkad does not wait for that. */
	if (own && !uv_is_closing((uv_handle_t *)own))
		uv_close((uv_handle_t *)own, free_handle);
	uv_close((uv_handle_t *)&r->timer, NULL);
	free(r->slots);
	r->slots = NULL;
	r->n_slots = 0;
	free(r->netns);
	r->netns = NULL;
}
