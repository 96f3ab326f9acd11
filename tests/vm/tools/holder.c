// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Holds a manager's lease and tries to cheat.
 *
 *   holder NAME TRICK TIMEOUT GRACE
 *
 * Takes the lease, with a heartbeat every fifth of TIMEOUT, and says on its output what comes of
 * it, a line each: "taken", and for each other heartbeat "WHO: ok" or its errno, when that
 * changes; "holder N" and "helper N" are its processes. Tricks:
 *
 *   fork    a child inherits the socket and knows the cookie; both send heartbeats
 *   pass    an unrelated process gets the socket's descriptor and the cookie; both send
 *   port    once the holder is killed, another process binds the port id it had, and sends
 *   reopen  the holder closes its socket, opens another with the same port id, and sends
 *   two     a second process takes it, again and again, while the first holds it
 *   thread  a thread of the holder sends the heartbeats
 */
#include <errno.h>
#include <linux/hka.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "genl.h"
#include "lab.h"

static const char *name;
static uint16_t family;
static uint64_t cookie;
static uint32_t timeout_us;
static uint64_t grace_us;

static void say(const char *who, int err)
{
	static int last = 1;

	if (err == last)
		return;
	last = err;
	printf("%s: %s\n", who, err ? strerrorname_np(-err) : "ok");
	fflush(stdout);
}

static void begin(struct msg *m, uint8_t cmd)
{
	msg_genl(m, family, 0, cmd);
	msg_put(m, HKA_A_LEASE_NAME, name, (unsigned int)strlen(name) + 1);
}

static void take_cookie(const struct nlmsghdr *nlh)
{
	const uint8_t *buf = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;

	while ((a = attr_next(buf, len, &at)))
		if (attr_type(a) == HKA_A_LEASE_COOKIE)
			memcpy(&cookie, attr_data(a), sizeof(cookie));
}

static int take(int fd)
{
	struct msg m;

	begin(&m, HKA_CMD_LEASE_TAKE);
	msg_put(&m, HKA_A_LEASE_TIMEOUT, &timeout_us, sizeof(timeout_us));
	msg_put(&m, HKA_A_LEASE_GRACE, &grace_us, sizeof(grace_us));
	return netlink_talk(fd, &m, take_cookie);
}

static int beat(int fd)
{
	struct msg m;

	begin(&m, HKA_CMD_LEASE_HEARTBEAT);
	msg_put(&m, HKA_A_LEASE_COOKIE, &cookie, sizeof(cookie));
	return netlink_talk(fd, &m, NULL);
}

static void rest(void) { usleep(timeout_us / 5); }

static void __attribute__((noreturn)) beat_forever(const char *who, int fd)
{
	for (;;) {
		say(who, beat(fd));
		rest();
	}
}

/* The port id of a socket, or one bound to it. */
static uint32_t port_of(int fd)
{
	struct sockaddr_nl addr = { 0 };
	socklen_t len = sizeof(addr);

	if (getsockname(fd, (struct sockaddr *)&addr, &len))
		lab_die("getsockname: %s", strerror(errno));
	return addr.nl_pid;
}

static int open_port(uint32_t port)
{
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK, .nl_pid = port };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);

	if (fd < 0)
		lab_die("socket: %s", strerror(errno));
	/* Until the one that has it lets it go. */
	while (bind(fd, (struct sockaddr *)&addr, sizeof(addr))) {
		if (errno != EADDRINUSE)
			lab_die("bind: %s", strerror(errno));
		usleep(1000);
	}
	return fd;
}

static void send_fd(int to, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec iov = { .iov_base = &cookie, .iov_len = sizeof(cookie) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control,
			      .msg_controllen = sizeof(control) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	if (sendmsg(to, &msg, 0) < 0)
		lab_die("sendmsg: %s", strerror(errno));
}

static int recv_fd(int from)
{
	char control[CMSG_SPACE(sizeof(int))];
	struct iovec iov = { .iov_base = &cookie, .iov_len = sizeof(cookie) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control,
			      .msg_controllen = sizeof(control) };
	int fd;

	if (recvmsg(from, &msg, 0) != sizeof(cookie) || !CMSG_FIRSTHDR(&msg))
		lab_die("no descriptor came");
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	return fd;
}

static int taken(void)
{
	int fd = netlink_open(NETLINK_GENERIC), err;

	family = genl_family(fd, HKA_GENL_NAME);
	printf("holder %d\n", getpid());
	err = take(fd);
	if (err)
		lab_die("take: %s", strerror(-err));
	puts("taken");
	fflush(stdout);
	return fd;
}

static void *beat_thread(void *arg)
{
	beat_forever("thread", *(int *)arg);
}

int main(int argc, char **argv)
{
	int pair[2], fd, other;
	const char *trick;
	pthread_t thread;

	if (argc != 5)
		lab_die("usage: holder NAME TRICK TIMEOUT GRACE");
	name = argv[1];
	trick = argv[2];
	timeout_us = (uint32_t)(lab_duration(argv[3]) / 1000);
	grace_us = (uint64_t)(lab_duration(argv[4]) / 1000);
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair))
		lab_die("socketpair: %s", strerror(errno));

	if (!strcmp(trick, "fork")) {
		fd = taken();
		if (!fork()) {
			printf("helper %d\n", getpid());
			beat_forever("child", fd);
		}
		for (;; rest())
			beat(fd);
	}
	if (!strcmp(trick, "thread")) {
		fd = taken();
		pthread_create(&thread, NULL, beat_thread, &fd);
		pause();
	}
	if (!strcmp(trick, "reopen")) {
		uint32_t port;

		fd = taken();
		port = port_of(fd);
		close(fd);
		beat_forever("reopened", open_port(port));
	}
	/* The others have a second process that is no child of the holder. */
	if (fork()) {
		fd = taken();
		if (!strcmp(trick, "pass")) {
			send_fd(pair[0], fd);
		} else {
			uint32_t port = port_of(fd);

			if (write(pair[0], &cookie, sizeof(cookie)) != sizeof(cookie) ||
			    write(pair[0], &port, sizeof(port)) != sizeof(port))
				lab_die("write: %s", strerror(errno));
		}
		close(pair[0]);
		close(pair[1]);
		for (;; rest())
			beat(fd);
	}
	printf("helper %d\n", getpid());
	fflush(stdout);
	if (!strcmp(trick, "pass")) {
		other = recv_fd(pair[1]);
		family = genl_family(other, HKA_GENL_NAME);
	} else {
		uint32_t port;

		if (read(pair[1], &cookie, sizeof(cookie)) != sizeof(cookie) ||
		    read(pair[1], &port, sizeof(port)) != sizeof(port))
			lab_die("read: %s", strerror(errno));
		other = netlink_open(NETLINK_GENERIC);
		family = genl_family(other, HKA_GENL_NAME);
		if (!strcmp(trick, "two")) {
			for (;; rest())
				say("second", take(other));
		}
		close(other);
		other = open_port(port);
	}
	beat_forever("other", other);
}
