/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of a process that hka-run has forked, until it is the program. */
#ifndef HKA_RUN_CHILD_H
#define HKA_RUN_CHILD_H

#include <stdint.h>
#include <sys/types.h>

/* A program of the table. */
struct entry {
	uint32_t uid, gid, flags, n_groups;
	gid_t *groups;	/* owned */
	char **argv;	/* owned, with all that is in it in one piece; NULL: there is none */
};

/*
 * In a process of its own; does not return. @parent: who has forked it, with whom it dies. @netns: to run
 * in, or -1. Why it cannot be is written to @tell, which is closed when the program runs.
 */
_Noreturn void child_become(const struct entry *e, pid_t parent, int netns, int tell);

#endif
