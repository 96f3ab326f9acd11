/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The clock of a manager's lease: held while heartbeats come, then grace, then
 * expired; and what an expired one does to a router. Pure, as fsm.c: no clock of its
 * own, no allocation, no lock. Times are nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef _HKA_LEASE_CLOCK_H
#define _HKA_LEASE_CLOCK_H

#include "prio.h"

#define HKA_LEASE_TIMEOUT_NS	(5 * 1000000000ull)
#define HKA_LEASE_GRACE_NS	(30 * 1000000000ull)
/* Who is asked to look at a moment and comes so much later has stood still. */
#define HKA_LEASE_STALL_NS	1000000000ull

/* Zeroes but for the two settings: free. */
struct hka_lease_clock {
	u8 state;		/* enum hka_lease_state */
	bool forgiven;		/* a stall since the last heartbeat */
	u64 timeout_ns;
	u64 grace_ns;
	u64 heard;		/* the last heartbeat; taking it is one */
	u64 began;		/* the present state */
	u64 lost;		/* grace or expired: when the grace began */
};

/* When the state changes by itself; HKA_NEVER: it does not. */
u64 hka_lease_next(const struct hka_lease_clock *c);

/*
 * Look. @watched: somebody asked to be woken at hka_lease_next(), so that being late
 * means that the host stood still, and its manager with it. It gets its time once more.
 * Return: whether the state changed.
 */
bool hka_lease_look_clock(struct hka_lease_clock *c, bool watched, u64 now);

/*
 * What a lease that was looked at is for a router with a grace of its own (HKA_NEVER: it has none),
 * and when that changes by itself.
 */
u8 hka_lease_seen(const struct hka_lease_clock *c, u64 grace_ns, u64 now, u64 *next);

/* Have looked before. */
void hka_lease_take_clock(struct hka_lease_clock *c, u64 now);
void hka_lease_free_clock(struct hka_lease_clock *c, u64 now);
/* The holder is gone. Return: whether that is news. */
bool hka_lease_lose_clock(struct hka_lease_clock *c, u64 now);
/* A heartbeat. Return: false if it comes too late, that is the lease is not held. */
bool hka_lease_beat_clock(struct hka_lease_clock *c, u64 now);

/* What a lease in this state does to a router with this policy; @amount: of demote. */
struct hka_effect hka_lease_effect(u8 state, u8 policy, u8 amount);

#endif /* _HKA_LEASE_CLOCK_H */
