/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The arithmetic of the effective priority: what a tracker contributes, when it says
 * so, and what the sum makes of a base priority. Pure, as fsm.c: no clock, no
 * allocation, no lock. Times are nanoseconds of CLOCK_MONOTONIC.
 */
#ifndef _HKA_PRIO_H
#define _HKA_PRIO_H

#include "fsm.h"

#define HKA_PRIO_MIN	1
#define HKA_PRIO_MAX	254	/* of a router that is not the owner */

/* What one tracker or demotion, or all of them, do to a router. */
struct hka_effect {
	s64 amount;		/* added to the base priority */
	bool fault;		/* holds the router in FAULT, the owner too */
	bool handover;		/* the router is as in maintenance: others are better */
};

/* What a tracker reads or says. */
struct hka_reading {
	u8 state;		/* enum hka_track_state */
	s32 value;		/* state value: the number; else 0 */
};

/* A reading that counts only once it has lasted. Zero is "unknown". */
struct hka_debounce {
	struct hka_reading said;	/* what counts */
	struct hka_reading seen;	/* what was read last */
	u64 due;			/* when @seen will count; HKA_NEVER: it does */
};

/* clamp(base + amount, 1..254); the owner's 255 is not moved (PR-12). */
u8 hka_prio_effective(u8 base, s64 amount);

/*
 * What a tracker that says @r does to a member. A weight adds nothing while the
 * tracker is unknown, without one the router is held until it is up (EX-08).
 */
struct hka_effect hka_prio_effect(struct hka_reading r, s32 weight, bool reverse);

bool hka_reading_equal(struct hka_reading a, struct hka_reading b);

/*
 * Look: @seen is read now. Up must last @up_ns before it counts and down @down_ns;
 * what comes back before it counted was nothing. Return: whether anything changed.
 */
bool hka_debounce_look(struct hka_debounce *d, struct hka_reading seen, u64 up_ns, u64 down_ns,
		       u64 now);

#endif /* _HKA_PRIO_H */
