// SPDX-License-Identifier: GPL-2.0
/*
 * Self-fencing: a MASTER that cannot serve lets another one do so. Owns when it may
 * try again (vr->fenced_until) and why it may not (vr->fence_fault), and the count of
 * failed sends. Everything under vr->lock; moves the state through hka_vr_event() alone.
 */
#include "engine.h"

#define HKA_FENCE_MAX_NS	(60 * NSEC_PER_SEC)
#define HKA_SENDS_MAX		3	/* that fail in a row */
#define HKA_FIGHTS_MAX		10	/* removals by others, in ... */
#define HKA_FIGHT_NS		(60 * NSEC_PER_SEC)

/* What caused a FAULT of this reason. */
u8 hka_fence_cause(u8 fault)
{
	switch (fault) {
	case HKA_FAULT_SEND_FAILED:
		return HKA_LAST_EVENT_SEND_FAILURE;
	case HKA_FAULT_ADDRESS_FIGHT:
		return HKA_LAST_EVENT_ADDRESS_FIGHT;
	case HKA_FAULT_ROUTE_FIGHT:
		return HKA_LAST_EVENT_ROUTE_FIGHT;
	default:
		return HKA_LAST_EVENT_INSTALL_FAILURE;
	}
}

/* Why the router is fenced off, HKA_FAULT_NONE if it is not. */
u8 hka_fence_fault(const struct hka_vr *vr, u64 now)
{
	return now < vr->fenced_until ? vr->fence_fault : HKA_FAULT_NONE;
}

/* To FAULT, for three down intervals; each time twice as long, until a minute was good. */
void hka_fence(struct hka_vr *vr, u8 fault, u64 now)
{
	u64 wait = 3 * hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);
	struct hka_fsm_event ev = {
		.type = HKA_EV_FAULT,
		.last_event = hka_fence_cause(fault),
		.now = now,
	};

	lockdep_assert_held(vr->lock);
	if (now > vr->fenced_until + HKA_FENCE_MAX_NS)
		vr->fence_shift = 0;
	vr->fenced_until = now + min_t(u64, wait << vr->fence_shift, HKA_FENCE_MAX_NS);
	if (vr->fence_shift < 16)
		vr->fence_shift++;
	vr->fence_fault = fault;
	vr->retry_at = vr->fenced_until;
	vr->fault = fault;
	vr->failed_sends = 0;
	hka_vr_event(vr, &ev, NULL);
}

/*
 * Somebody took away what belongs to a MASTER. It comes back at once, the next time
 * after a while that doubles; never so late that the router would be without it for a
 * whole down interval. Whoever goes on wins: then the router goes to @fault, if that
 * is one, and another one may be luckier. Return: when it is to be back.
 */
u64 hka_fence_contend(struct hka_vr *vr, u8 *fights, u64 *since, u8 fault, u64 now)
{
	u64 half = hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us) / 2;
	u64 back_at = now;

	lockdep_assert_held(vr->lock);
	if (!*fights || now - *since > HKA_FIGHT_NS) {
		*fights = 0;
		*since = now;
	}
	if (*fights < HKA_FIGHTS_MAX && ++*fights == HKA_FIGHTS_MAX && fault)
		hka_fence(vr, fault, now);
	if (*fights > 1)
		back_at += min_t(u64, (u64)HKA_RETRY_NS << (*fights - 2), half);
	return back_at;
}

/*
 * An advert did not leave. A rival that is heard meanwhile shows that somebody else
 * serves, or could, and that he does not know of us. Who hears nobody goes on trying:
 * with his address he is better than nothing.
 */
void hka_fence_send_failed(struct hka_vr *vr, u64 now)
{
	struct hka_note note = { .kind = HKA_EVENT_KIND_SEND_FAILED };
	u64 down = hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);

	lockdep_assert_held(vr->lock);
	if (vr->fsm.state != HKA_STATE_MASTER)
		return;
	if (vr->failed_sends < HKA_SENDS_MAX && ++vr->failed_sends == HKA_SENDS_MAX)
		hka_note(vr, &note);
	if (vr->failed_sends == HKA_SENDS_MAX && vr->heard_at > vr->fsm.since &&
	    now - vr->heard_at <= down)
		hka_fence(vr, HKA_FAULT_SEND_FAILED, now);
}
