/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The last transitions of a router. Grows with use, so that a router to which
 * nothing happens costs little.
 */
#ifndef _HKA_HISTORY_H
#define _HKA_HISTORY_H

#include <linux/types.h>

#include "packet.h"

struct hka_history_entry {
	u64 time;		/* CLOCK_REALTIME */
	u64 latency;		/* ns since the last advert that was heard */
	struct hka_addr peer;	/* its source */
	u8 peer_priority;
	bool has_peer;		/* the three above hold something */
	u8 from;		/* enum hka_state */
	u8 to;
	u8 cause;		/* enum hka_last_event */
	u8 fault;		/* enum hka_fault */
	u8 priority;		/* effective, then */
};

/* A ring. vr->lock; only the reflector writes. */
struct hka_history {
	u8 size;		/* a power of two, at most HKA_HISTORY_MAX */
	u8 count;
	u8 first;
	struct hka_history_entry entry[];
};

#endif /* _HKA_HISTORY_H */
