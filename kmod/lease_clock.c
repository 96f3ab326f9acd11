// SPDX-License-Identifier: GPL-2.0
/*
 * The clock of a manager's lease (lease_clock.h). Owns nothing.
 */
#include "lease_clock.h"

u64 hka_lease_next(const struct hka_lease_clock *c)
{
	switch (c->state) {
	case HKA_LEASE_STATE_HELD:
		return c->heard + c->timeout_ns;
	case HKA_LEASE_STATE_GRACE:
		return c->began + c->grace_ns;
	default:
		return HKA_NEVER;
	}
}

static void enter(struct hka_lease_clock *c, u8 state, u64 at)
{
	c->state = state;
	c->began = at;
	if (state == HKA_LEASE_STATE_GRACE)
		c->lost = at;
}

/* @due has passed. Nobody may have looked in between, which must not lengthen anything. */
static void step(struct hka_lease_clock *c, u64 due)
{
	enter(c, c->state == HKA_LEASE_STATE_HELD ? HKA_LEASE_STATE_GRACE :
						    HKA_LEASE_STATE_EXPIRED, due);
}

bool hka_lease_look_clock(struct hka_lease_clock *c, bool watched, u64 now)
{
	u64 due = hka_lease_next(c);

	if (now < due)
		return false;

	if (watched && !c->forgiven && now - due > HKA_LEASE_STALL_NS) {
		c->forgiven = true;
		if (c->state == HKA_LEASE_STATE_HELD)
			c->heard = now;
		else
			enter(c, c->state, now);
		return false;
	}

	step(c, due);
	due = hka_lease_next(c);
	if (now >= due)
		step(c, due);

	return true;
}

u8 hka_lease_seen(const struct hka_lease_clock *c, u64 grace_ns, u64 now, u64 *next)
{
	u64 due = c->lost + grace_ns;

	*next = hka_lease_next(c);
	if (grace_ns == HKA_NEVER ||
	    (c->state != HKA_LEASE_STATE_GRACE && c->state != HKA_LEASE_STATE_EXPIRED))
		return c->state;
	if (now >= due)
		return HKA_LEASE_STATE_EXPIRED;
	if (due < *next)
		*next = due;

	return HKA_LEASE_STATE_GRACE;
}

void hka_lease_take_clock(struct hka_lease_clock *c, u64 now)
{
	enter(c, HKA_LEASE_STATE_HELD, now);
	c->heard = now;
	c->forgiven = false;
}

void hka_lease_free_clock(struct hka_lease_clock *c, u64 now)
{
	enter(c, HKA_LEASE_STATE_FREE, now);
}

bool hka_lease_lose_clock(struct hka_lease_clock *c, u64 now)
{
	if (c->state != HKA_LEASE_STATE_HELD)
		return false;
	enter(c, HKA_LEASE_STATE_GRACE, now);

	return true;
}

bool hka_lease_beat_clock(struct hka_lease_clock *c, u64 now)
{
	if (c->state == HKA_LEASE_STATE_GRACE)
		enter(c, HKA_LEASE_STATE_HELD, now);
	if (c->state != HKA_LEASE_STATE_HELD)
		return false;
	c->heard = now;
	c->forgiven = false;

	return true;
}

struct hka_effect hka_lease_effect(u8 state, u8 policy, u8 amount)
{
	struct hka_effect effect = {};

	if (state != HKA_LEASE_STATE_EXPIRED)
		return effect;
	if (policy == HKA_LEASE_POLICY_DEMOTE)
		effect.amount = -amount;
	effect.fault = policy == HKA_LEASE_POLICY_RELEASE;
	effect.handover = policy == HKA_LEASE_POLICY_HANDOVER;

	return effect;
}
