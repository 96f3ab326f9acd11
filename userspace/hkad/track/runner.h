/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hka-run, as hkad has it: the one that systemd starts for it, or one of its own. One that is dead
 * or hangs is replaced, and every run that it had is lost, which is told.
 */
#ifndef HKAD_RUNNER_H
#define HKAD_RUNNER_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "log.h"
#include "tracked.h"

struct run_result_told {
	unsigned int result;	/* enum run_result */
	int value;
	const char *why;	/* RUN_REFUSED */
};

/* A run that is under way. */
struct runner_run {
	/* NULL: nobody wants to know any more. RUN_FAILED with no errno: hka-run was lost, and there is no run. */
	void (*told)(void *arg, const struct run_result_told *result);
	/* The next one may be started. */
	void (*gone)(void *arg);
	void *arg;
};

struct runner {
	struct log *log;
	uv_loop_t *loop;
	char *netns;			/* owned; or NULL */
	int fd;				/* -1: there is none */
	uv_poll_t *poll;		/* of that; freed when it is closed */
	uv_process_t *process;		/* our own one; or NULL */
	int pidfd;			/* of who is at the other end; -1 */
	bool here;			/* it has answered */
	unsigned int pings;		/* that it has not answered */
	uv_timer_t timer;
	uint64_t since, again;		/* ms of the loop: when it was made, and when the next may be */
	unsigned int pause;		/* s until then, the next time */
	struct slot *slots;		/* owned: what hka-run's numbers mean */
	unsigned int n_slots;
	struct flight *flights;		/* owned: what runs */
	uint32_t serial;
	bool closing;
};

/* The loop's memory must not move. @netns: where programs run, or NULL. */
void runner_init(struct runner *r, struct log *log, uv_loop_t *loop, const char *netns);
/* A number for the program, which stays the caller's until runner_forget(); -1: there is no memory. */
int runner_add(struct runner *r, const struct program *p);
void runner_forget(struct runner *r, int entry);
/* The same program is there now. */
void runner_move(struct runner *r, int entry, const struct program *p);
/* @timeout: us. 0: it cannot be now; else its number. Nothing is told before this returns. */
uint32_t runner_start(struct runner *r, int entry, uint64_t timeout, const struct runner_run *run);
/* Nothing is told of it any more. */
void runner_end(struct runner *r, uint32_t serial);
/* The loop has turns after it, in which what it had is closed. */
void runner_close(struct runner *r);

#endif
