/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The sequence of authenticated adverts: what is sent next, what is fresh, what was
 * seen before. Pure, as packet.h.
 *
 * A sequence is CLOCK_REALTIME (32 bits of seconds, 16 of a fraction) and a counter (16), and
 * compared as a serial number (RFC 1982). It is keepalived's as of 2.4.3.
 */
#ifndef _HKA_REPLAY_H
#define _HKA_REPLAY_H

#include "packet.h"

#define HKA_REPLAY_SENDERS	8	/* in a multicast group that are remembered */

/* The highest sequence that was believed. */
struct hka_mark {
	u64 seq;
	bool valid;
};

struct hka_replay {
	u64 sent;		/* the last sequence that was sent; 0: none */
	u32 clock;		/* grows with each use of a sender */
	struct {
		struct hka_addr addr;
		u32 used;	/* 0: empty */
		struct hka_mark mark;
	} sender[HKA_REPLAY_SENDERS];
	struct hka_mark forgotten;	/* the highest of those that gave way */
};

/* How strict: by time, within a window of seconds, or only that it grows (0). */
u64 hka_replay_clock(u64 realtime_ns);
u64 hka_replay_next(struct hka_replay *r, u64 clock, u32 window);

/* By how many seconds the sender's clock is behind ours. */
s32 hka_replay_skew(u64 seq, u64 clock);
bool hka_replay_fresh(u64 seq, u64 clock, u32 window);

/* The sequence of a message whose digest is right: raise the mark, or refuse. */
bool hka_replay_accept(struct hka_mark *mark, u64 seq, u64 clock, u32 window);

/*
 * The same with the mark of one of many senders. Of more than are remembered the one least
 * recently heard gives way, but not what it guards against: who is not remembered has to be
 * newer than all that are forgotten.
 */
bool hka_replay_believe(struct hka_replay *r, const struct hka_addr *addr, u64 seq, u64 clock,
			u32 window);

#endif /* _HKA_REPLAY_H */
