/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What hkad and its hka-run say to each other, over a socket that keeps messages apart. hkad makes
 * a table of programs, each with whom it runs as, and afterwards names one by its number only. Both
 * are of one build: the version says so.
 */
#ifndef HKA_RUN_PROTOCOL_H
#define HKA_RUN_PROTOCOL_H

#include <stdint.h>

#define RUN_VERSION	1
#define RUN_SOCKET	"/run/hka/run"	/* where systemd waits for whoever wants a hka-run */
#define RUN_MESSAGE_MAX	65536
#define RUN_TABLE_MAX	65536
#define RUN_GROUPS_MAX	64
#define RUN_KILL_US	2000000		/* from SIGTERM to SIGKILL */

enum run_kind {
	/* of hkad */
	RUN_HELLO,	/* with the network namespace that programs run in, as a descriptor */
	RUN_ENTRY,	/* the number means this program */
	RUN_FORGET,	/* it means none any more; what runs, runs on */
	RUN_START,	/* as run @serial */
	RUN_END,	/* the run, at once */
	RUN_PING,
	/* of hka-run */
	RUN_HERE,	/* after RUN_HELLO */
	RUN_RESULT,	/* one for each run that was not ended by hkad */
	RUN_GONE,	/* after it, or after RUN_END: it has ended, and may be started again */
	RUN_PONG,
};

enum run_result {
	RUN_EXITED,	/* value: the status */
	RUN_KILLED,	/* value: the signal */
	RUN_TIMEOUT,	/* it has been asked to end */
	RUN_REFUSED,	/* it is not to be run, or cannot be; why is in words */
	RUN_FAILED,	/* of the host, not of the program: value is an errno */
};

/* Of a program. */
#define RUN_SECURE	1U	/* not if anybody but root can change it */

struct run_message {
	uint32_t kind, entry, serial;
	uint32_t version;	/* RUN_HELLO, RUN_HERE */
	uint64_t timeout;	/* RUN_START: microseconds; 0: it may take as long as it likes */
	uint32_t uid, gid, flags;
	uint32_t groups;	/* that many numbers follow, */
	uint32_t words;		/* and then that many strings */
	uint32_t result;
	int32_t value;
};

#endif
