// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the order in which a process gives up what the program is not to have. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "protocol.h"
#include "secure.h"

/* More than a pipe has room for is not written. */
static _Noreturn void fail(int tell, const char *what, const char *why)
{
	char text[512];
	ssize_t n;

	snprintf(text, sizeof(text), "%s: %s", what, why);
	n = write(tell, text, strlen(text));
	(void)n;
	_exit(127);
}

static void reset_signals(void)
{
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* It hears nothing and says nothing to anybody. */
static bool close_all(int tell)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd <= 2; fd++)
		if (null < 0 || dup2(null, fd) < 0)
			return false;
	/* What was made before it was known to be unsafe to keep. */
	if (tell > 3)
		close_range(3, (unsigned int)tell - 1, 0);
	close_range((unsigned int)tell + 1, ~0U, 0);
	return true;
}

/* Nothing is done where it is the same, so that without root it can be had, too. */
static bool change_user(const struct entry *e)
{
	if (!geteuid() && setgroups(e->n_groups, e->groups))
		return false;
	if ((getgid() != e->gid || getegid() != e->gid) && setresgid(e->gid, e->gid, e->gid))
		return false;
	return (getuid() == e->uid && geteuid() == e->uid) || !setresuid(e->uid, e->uid, e->uid);
}

_Noreturn void child_become(const struct entry *e, pid_t parent, int netns, int tell)
{
	char why[400];

	setpgid(0, 0);
	if (netns >= 0 && setns(netns, CLONE_NEWNET))
		fail(tell, "network namespace", strerror(errno));
	if (!close_all(tell))
		fail(tell, "/dev/null", strerror(errno));
	if (e->flags & RUN_SECURE && !e->uid && !secure_path(e->argv[0], why, sizeof(why)))
		fail(tell, "enable_script_security", *why ? why : strerror(ENOENT));
	if (!change_user(e))
		fail(tell, "user", strerror(errno));
	/* Who becomes another user forgets it; who was orphaned before is told by nobody. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	reset_signals();
	execv(e->argv[0], e->argv);
	fail(tell, e->argv[0], strerror(errno));
}
