// SPDX-License-Identifier: GPL-2.0
/*
 * Handing over on command: what a hand-over came to, and the calls that begin one or
 * take it back. Owns vr->handover. What happens meanwhile is the machine's (fsm.c): it
 * serves until another MASTER is heard, so that the addresses are never nobody's.
 */
#include <linux/timekeeping.h>

#include "engine.h"

static void note(struct hka_vr *vr, u8 kind)
{
	struct hka_note note = { .kind = kind };

	hka_note(vr, &note);
}

/* vr->lock held: the machine has acted. */
void hka_handover_acted(struct hka_vr *vr, u32 act)
{
	lockdep_assert_held(vr->lock);
	if (act & HKA_NOTE_HANDING) {
		vr->handover = HKA_HANDOVER_RUNNING;
		note(vr, HKA_EVENT_KIND_HANDOVER);
	}
	if (act & HKA_NOTE_NOBODY) {
		vr->handover = HKA_HANDOVER_NOBODY;
		note(vr, HKA_EVENT_KIND_HANDOVER_FAILED);
	}
	/* Taken back. */
	if (vr->handover == HKA_HANDOVER_RUNNING && !vr->fsm.handing && !(act & HKA_ACT_STATE))
		vr->handover = HKA_HANDOVER_NONE;
	if (!(act & HKA_ACT_STATE))
		return;
	if (vr->fsm.state == HKA_STATE_BACKUP && vr->handover == HKA_HANDOVER_RUNNING)
		vr->handover = HKA_HANDOVER_DONE;
	else
		vr->handover = HKA_HANDOVER_NONE;
}

static void tell(struct hka_vr *vr, u8 type, u8 cause)
{
	struct hka_fsm_event ev = {
		.type = type,
		.last_event = cause,
		.now = ktime_get_ns(),
	};

	lockdep_assert_held(vr->lock);
	if (hka_vr_event(vr, &ev, NULL) & HKA_ACT_ARM)
		hka_timer_arm(vr);
	hka_vr_kick(vr);
}

/*
 * vr->lock held. @cause is the event that the transition shows, enum hka_last_event. A
 * member of a group hands the group over. Return: whether it is MASTER, and so hands over.
 */
bool hka_handover_start(struct hka_vr *vr, u8 cause)
{
	vr = hka_group_handing(vr);
	tell(vr, HKA_EV_HANDOVER, cause);

	return vr->fsm.handing;
}

/* vr->lock held. */
void hka_handover_take_back(struct hka_vr *vr)
{
	tell(hka_group_handing(vr), HKA_EV_RECLAIM, HKA_LAST_EVENT_NONE);
}

/*
 * vr->lock held, in maintenance or without a manager: what that takes from the priority.
 * Whatever the others do, the sum is the least; an owner's is not looked at.
 */
s32 hka_handover_amount(const struct hka_vr *vr)
{
	lockdep_assert_held(vr->lock);
	if (vr->base_priority == HKA_PRIO_OWNER)
		return 0;
	return clamp_t(s64, vr->cfg.priority - (vr->base_priority + vr->contributed),
		       S32_MIN, S32_MAX);
}

/* vr->lock held: for how many ns more one that runs may wait for a winner. */
u64 hka_handover_ns(const struct hka_vr *vr, u64 now)
{
	lockdep_assert_held(vr->lock);
	if (!vr->fsm.handing || vr->fsm.deadline <= now)
		return 0;
	return vr->fsm.deadline - now;
}
