// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Load for the benchmarks.
 *
 *   hog busy N [FIFO-PRIORITY]	N processes that compute and never sleep
 *   hog storm N			N processes that fork without end; each child touches a
 *				megabyte of new memory and dies
 *   hog pit US			has the PC's interval timer fire every US microseconds,
 *				and ends; 0: as seldom as it can
 *
 * The last is about the emulator: with several virtual CPUs under -icount they
 * take turns, and a turn ends when the next timer of the machine is due. Nobody
 * else uses this timer, and its interrupt is masked.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab.h"

#define PIT_HZ 1193182

static void pit(long us)
{
	unsigned long count = us ? (unsigned long)us * PIT_HZ / 1000000 : 65535;

	if (ioperm(0x40, 4, 1))
		lab_die("hog: no access to the timer: %s", strerror(errno));
	outb(0x34, 0x43);	/* counter 0, both bytes, mode 2: periodic */
	outb((unsigned char)count, 0x40);
	outb((unsigned char)(count >> 8), 0x40);
}

/* n processes in all, which end with this one. */
static void multiply(long n)
{
	while (--n > 0) {
		pid_t pid = fork();

		if (pid < 0)
			lab_die("hog: fork: %s", strerror(errno));
		if (!pid) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			break;
		}
	}
}

static void storm(long n)
{
	size_t size = 1 << 20;

	multiply(n);
	for (;;) {
		pid_t pid = fork();

		if (!pid) {
			uint8_t *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
					  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

			for (size_t i = 0; p != MAP_FAILED && i < size; i += 4096)
				p[i] = 1;
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
}

static void busy(long n, int priority)
{
	struct sched_param param = { .sched_priority = priority };

	/* One after the other: as soon as one runs at this priority it has the CPU. */
	multiply(n);
	if (priority && sched_setscheduler(0, SCHED_FIFO, &param))
		lab_die("hog: no real-time priority: %s", strerror(errno));
	for (volatile unsigned long i = 0;; i++)
		;
}

int main(int argc, char **argv)
{
	if (argc >= 3 && !strcmp(argv[1], "busy"))
		busy(strtol(argv[2], NULL, 10), argc > 3 ? (int)strtol(argv[3], NULL, 10) : 0);
	else if (argc == 3 && !strcmp(argv[1], "storm"))
		storm(strtol(argv[2], NULL, 10));
	else if (argc == 3 && !strcmp(argv[1], "pit"))
		pit(strtol(argv[2], NULL, 10));
	else
		lab_die("usage: hog busy N [FIFO-PRIORITY] | hog storm N | hog pit US");
	return 0;
}
