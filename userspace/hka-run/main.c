// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hka-run: runs programs for one hkad, with which it is connected by its standard input. Owns the
 * table of programs, and what runs of them: each in a process group of its own, which is asked to
 * end when its time is up, and killed two seconds later. It waits for nothing but its hkad and its
 * children; if it hangs all the same, it is killed by its own alarm.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "protocol.h"

#define ALARM_S		10	/* without a turn of the loop */
#define TURN_MS		3000
#define NEVER		UINT64_MAX

enum stage { RUNS, ASKED, KILLED };

struct run {
	struct run *next;
	pid_t pid;
	uint32_t serial;
	enum stage stage;
	uint64_t due;		/* the next stage; NEVER */
	bool told;		/* what came of it */
	int tell;		/* what it says before it is the program */
};

struct server {
	int peer, signals, netns;
	bool greeted, ends;
	struct entry *table;
	uint32_t room;
	struct run *runs;
	union {
		struct run_message m;
		char bytes[RUN_MESSAGE_MAX];
	} in;
	size_t len;
};

static uint64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* ---- what is said ---- */

static void say(struct server *s, const struct run_message *m, const char *text)
{
	char buf[sizeof(*m) + 1024];
	size_t len = sizeof(*m);

	memcpy(buf, m, len);
	if (text)
		len += (size_t)snprintf(buf + len, 1024, "%.1000s", text) + 1;
	if (send(s->peer, buf, len, MSG_NOSIGNAL) < 0 && errno != EINTR)
		s->ends = true;
}

static void say_result(struct server *s, struct run *r, enum run_result result, int value, const char *text)
{
	const struct run_message m = {
		.kind = RUN_RESULT, .serial = r->serial, .result = result, .value = value, .words = !!text,
	};

	if (!r->told)
		say(s, &m, text);
	r->told = true;
}

static void say_gone(struct server *s, uint32_t serial)
{
	const struct run_message m = { .kind = RUN_GONE, .serial = serial };

	say(s, &m, NULL);
}

/* ---- runs ---- */

static void end_run(struct run *r, int signal, enum stage stage, uint64_t due)
{
	/* The group is there as long as its first process, which is not reaped. */
	kill(-r->pid, signal);
	r->stage = stage;
	r->due = due;
}

static void ask_to_end(struct run *r)
{
	if (r->stage == RUNS)
		end_run(r, SIGTERM, ASKED, now_us() + RUN_KILL_US);
}

static void look_at_times(struct server *s)
{
	const uint64_t now = now_us();

	for (struct run *r = s->runs; r; r = r->next) {
		if (r->due > now)
			continue;
		if (r->stage == RUNS) {
			ask_to_end(r);
			say_result(s, r, RUN_TIMEOUT, 0, NULL);
		} else {
			end_run(r, SIGKILL, KILLED, NEVER);
		}
	}
}

static int wait_ms(const struct server *s)
{
	uint64_t due = NEVER, now = now_us();

	for (const struct run *r = s->runs; r; r = r->next)
		if (r->due < due)
			due = r->due;
	if (due <= now)
		return 0;
	return due - now > TURN_MS * 1000ULL ? TURN_MS : (int)((due - now + 999) / 1000);
}

static void start(struct server *s, const struct run_message *m)
{
	const struct entry *e = m->entry < s->room && s->table[m->entry].argv ? &s->table[m->entry] : NULL;
	struct run *r = calloc(1, sizeof(*r)), none = { .serial = m->serial };
	const pid_t self = getpid();
	int tell[2] = { -1, -1 };

	if (!e) {
		say_result(s, &none, RUN_REFUSED, 0, "there is no such program");
		goto out;
	}
	if (!r || pipe2(tell, O_CLOEXEC | O_NONBLOCK)) {
		say_result(s, &none, RUN_FAILED, errno, NULL);
		goto out;
	}
	r->pid = fork();
	if (!r->pid)
		child_become(e, self, s->netns, tell[1]);
	close(tell[1]);
	if (r->pid < 0) {
		say_result(s, &none, RUN_FAILED, errno, NULL);
		close(tell[0]);
		goto out;
	}
	/* Whichever of the two is first. */
	setpgid(r->pid, r->pid);
	r->serial = m->serial;
	r->tell = tell[0];
	r->due = m->timeout ? now_us() + m->timeout : NEVER;
	r->next = s->runs;
	s->runs = r;
	return;
out:
	free(r);
	say_gone(s, m->serial);
}

static void ended(struct server *s, struct run **at, const siginfo_t *info)
{
	struct run *r = *at;
	char why[512];
	ssize_t n;

	/* Nothing of it is to be left behind, where it was to end. */
	if (r->stage != RUNS)
		kill(-r->pid, SIGKILL);
	waitpid(r->pid, NULL, 0);
	n = read(r->tell, why, sizeof(why) - 1);
	why[n > 0 ? n : 0] = '\0';
	if (*why)
		say_result(s, r, RUN_REFUSED, 0, why);
	else if (info->si_code == CLD_EXITED)
		say_result(s, r, RUN_EXITED, info->si_status, NULL);
	else
		say_result(s, r, RUN_KILLED, info->si_status, NULL);
	say_gone(s, r->serial);
	close(r->tell);
	*at = r->next;
	free(r);
}

static void reap(struct server *s)
{
	struct signalfd_siginfo signals[16];
	ssize_t n;

	while ((n = read(s->signals, signals, sizeof(signals))) > 0)
		for (size_t i = 0; i < (size_t)n / sizeof(*signals); i++)
			s->ends |= signals[i].ssi_signo == SIGTERM;
	for (struct run **at = &s->runs, *r; (r = *at);) {
		siginfo_t info = { 0 };

		if (!waitid(P_PID, (id_t)r->pid, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid)
			ended(s, at, &info);
		else
			at = &r->next;
	}
}

/* ---- what it is told ---- */

static void forget(struct entry *e)
{
	if (e->argv)
		free(e->argv[0]);
	free(e->argv);
	free(e->groups);
	*e = (struct entry){ 0 };
}

static bool make_room(struct server *s, uint32_t entry)
{
	uint32_t room = s->room ? s->room : 64;
	struct entry *more;

	if (entry < s->room)
		return true;
	if (entry >= RUN_TABLE_MAX)
		return false;
	while (room <= entry)
		room *= 2;
	more = realloc(s->table, room * sizeof(*more));
	if (!more)
		return false;
	memset(more + s->room, 0, (room - s->room) * sizeof(*more));
	s->table = more;
	s->room = room;
	return true;
}

/* The words of the message, all of them ended; the first is a path. */
static bool take_words(struct entry *e, const char *text, size_t len, uint32_t words)
{
	char *all;

	if (!words || !len || len < words || *text != '/' || text[len - 1])
		return false;
	e->argv = calloc(words + 1, sizeof(*e->argv));
	all = malloc(len);
	if (!e->argv || !all) {
		free(all);
		return false;
	}
	memcpy(all, text, len);
	for (uint32_t i = 0; i < words; i++) {
		size_t n = strnlen(all, len);

		/* The first one has all of it. */
		e->argv[i] = all;
		if (n == len)
			return false;
		all += n + 1;
		len -= n + 1;
	}
	return !len;
}

/* What is wrong is not in the table; it is refused when it is to start. */
static void take_entry(struct server *s, const struct run_message *m)
{
	const char *rest = s->in.bytes + sizeof(*m);
	size_t len = s->len - sizeof(*m);
	struct entry e = { .uid = m->uid, .gid = m->gid, .flags = m->flags, .n_groups = m->groups };

	if (!make_room(s, m->entry))
		return;
	forget(&s->table[m->entry]);
	if (m->groups > RUN_GROUPS_MAX || len < m->groups * sizeof(*e.groups))
		return;
	e.groups = calloc(m->groups + 1, sizeof(*e.groups));
	if (!e.groups)
		return;
	memcpy(e.groups, rest, m->groups * sizeof(*e.groups));
	rest += m->groups * sizeof(*e.groups);
	len -= m->groups * sizeof(*e.groups);
	if (take_words(&e, rest, len, m->words))
		s->table[m->entry] = e;
	else
		forget(&e);
}

static void take(struct server *s, const struct run_message *m)
{
	const struct run_message here = { .kind = RUN_HERE, .version = RUN_VERSION }, pong = { .kind = RUN_PONG };
	struct run *r;

	if (!s->greeted && m->kind != RUN_HELLO)
		return;
	switch (m->kind) {
	case RUN_HELLO:
		s->greeted = m->version == RUN_VERSION;
		say(s, &here, NULL);
		break;
	case RUN_ENTRY:
		take_entry(s, m);
		break;
	case RUN_FORGET:
		if (m->entry < s->room)
			forget(&s->table[m->entry]);
		break;
	case RUN_START:
		start(s, m);
		break;
	case RUN_END:
		for (r = s->runs; r; r = r->next)
			if (r->serial == m->serial) {
				r->told = true;
				ask_to_end(r);
			}
		break;
	case RUN_PING:
		say(s, &pong, NULL);
		break;
	default:
		break;
	}
}

/* Programs run where their hkad does; nothing is to be done for that in its own namespace. */
static void take_netns(struct server *s, int fd)
{
	struct stat own, other;

	if (s->netns >= 0)
		close(s->netns);
	s->netns = fd;
	if (stat("/proc/self/ns/net", &own) || fstat(fd, &other) || own.st_ino != other.st_ino ||
	    own.st_dev != other.st_dev)
		return;
	close(fd);
	s->netns = -1;
}

static void hear(struct server *s)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov = { .iov_base = s->in.bytes, .iov_len = sizeof(s->in.bytes) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof(control.bytes),
	};
	ssize_t n = recvmsg(s->peer, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	struct cmsghdr *c;
	int fd;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		s->ends = true;
		return;
	}
	for (c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
			memcpy(&fd, CMSG_DATA(c), sizeof(fd));
			take_netns(s, fd);
		}
	s->len = (size_t)n;
	if (s->len >= sizeof(s->in.m) && !(msg.msg_flags & MSG_TRUNC))
		take(s, &s->in.m);
}

/* ---- start and end ---- */

/* Whoever is at the other end may have anything run, as anybody. */
static bool is_allowed(int peer)
{
	struct ucred who;
	socklen_t len = sizeof(who);

	return !getsockopt(peer, SOL_SOCKET, SO_PEERCRED, &who, &len) && (!who.uid || who.uid == geteuid());
}

static bool open_server(struct server *s)
{
	sigset_t set;

	/* Children shall not have it. */
	s->peer = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	if (s->peer < 0 || !is_allowed(s->peer)) {
		fputs("hka-run is started by hkad(8), or by systemd for it\n", stderr);
		return false;
	}
	/* systemd's does not wait. */
	fcntl(s->peer, F_SETFL, fcntl(s->peer, F_GETFL) & ~O_NONBLOCK);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (s->signals < 0 || chdir("/")) {
		perror("hka-run");
		return false;
	}
	return true;
}

static void turn(struct server *s)
{
	struct pollfd fds[] = { { .fd = s->peer, .events = POLLIN }, { .fd = s->signals, .events = POLLIN } };

	if (s->ends)
		fds[0].fd = -1;
	alarm(ALARM_S);
	if (poll(fds, 2, wait_ms(s)) < 0 && errno != EINTR)
		exit(EXIT_FAILURE);
	if (!s->ends && fds[0].revents)
		hear(s);
	reap(s);
	look_at_times(s);
}

/* What does not die even if it is killed is waited for by nobody. */
static bool is_done(const struct server *s)
{
	for (const struct run *r = s->runs; r; r = r->next)
		if (r->stage != KILLED)
			return false;
	return true;
}

int main(void)
{
	static struct server s = { .netns = -1 };

	if (!open_server(&s))
		return EXIT_FAILURE;
	while (!s.ends)
		turn(&s);
	/* What runs was for its hkad. */
	for (struct run *r = s.runs; r; r = r->next)
		ask_to_end(r);
	while (!is_done(&s))
		turn(&s);
	return EXIT_SUCCESS;
}
