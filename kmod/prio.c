// SPDX-License-Identifier: GPL-2.0
/*
 * The arithmetic of the effective priority (prio.h). Owns nothing.
 */
#include "prio.h"

#define VALUE_FAULT	(-254)	/* a weighted number so low is a fault, as in keepalived */

u8 hka_prio_effective(u8 base, s64 amount)
{
	s64 sum = base + amount;

	if (base == HKA_PRIO_OWNER)
		return base;
	if (sum < HKA_PRIO_MIN)
		return HKA_PRIO_MIN;
	return sum > HKA_PRIO_MAX ? HKA_PRIO_MAX : sum;
}

static struct hka_effect value_effect(s32 value, s32 weight, bool reverse)
{
	struct hka_effect effect = {};

	if (!weight) {
		effect.fault = !!value != reverse;
		return effect;
	}
	effect.amount = (s64)value * weight * (reverse ? -1 : 1);
	if (effect.amount <= VALUE_FAULT) {
		effect.amount = 0;
		effect.fault = true;
	}
	return effect;
}

struct hka_effect hka_prio_effect(struct hka_reading r, s32 weight, bool reverse)
{
	struct hka_effect effect = {};
	bool up;

	switch (r.state) {
	case HKA_TRACK_STATE_VALUE:
		return value_effect(r.value, weight, reverse);
	case HKA_TRACK_STATE_UP:
	case HKA_TRACK_STATE_DOWN:
		up = (r.state == HKA_TRACK_STATE_UP) != reverse;
		if (!weight)
			effect.fault = !up;
		else if (up == (weight > 0))
			effect.amount = weight;
		return effect;
	default:
		effect.fault = !weight;
		return effect;
	}
}

bool hka_reading_equal(struct hka_reading a, struct hka_reading b)
{
	return a.state == b.state && a.value == b.value;
}

bool hka_debounce_look(struct hka_debounce *d, struct hka_reading seen, u64 up_ns, u64 down_ns,
		       u64 now)
{
	bool changed = !hka_reading_equal(d->seen, seen);

	if (changed) {
		d->seen = seen;
		d->due = now;
		if (seen.state == HKA_TRACK_STATE_UP)
			d->due += up_ns;
		else if (seen.state == HKA_TRACK_STATE_DOWN)
			d->due += down_ns;
	}
	if (hka_reading_equal(d->said, seen)) {
		d->due = HKA_NEVER;
		return changed;
	}
	if (now < d->due)
		return changed;
	d->said = seen;
	d->due = HKA_NEVER;
	return true;
}
