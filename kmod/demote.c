// SPDX-License-Identifier: GPL-2.0
/*
 * Demotions by hand, and the effective priority (demote.h). Owns vr->demotions,
 * vr->contributed, vr->held, vr->contributions_at and, with vr.c, vr->cfg.priority. A
 * demotion that ends by itself does so in the router's own run: no process is needed.
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

static void demotion_free(struct hka_demotion *d)
{
	hka_text_put(d->reason);
	kfree(d);
}

/* vr->lock held. */
static void note_demotion(struct hka_vr *vr, const struct hka_demotion *d, u8 kind)
{
	struct hka_note note = { .kind = kind, .reason = d->reason };

	hka_note(vr, &note);
}

/* vr->lock held: those that have ended go to @ended. Return: what the others do. */
static struct hka_effect demotions_look(struct hka_vr *vr, u64 now, u64 *at,
					struct list_head *ended)
{
	struct hka_effect sum = {};
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, &vr->demotions, node) {
		if (now >= d->expires) {
			list_move_tail(&d->node, ended);
			vr->n_demotions--;
			continue;
		}
		sum.amount -= d->amount;
		sum.fault |= d->fault;
		*at = min(*at, d->expires);
	}
	return sum;
}

/* vr->lock held; the effective priority is up to date. */
static void tell_ended(struct hka_vr *vr, struct list_head *ended)
{
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, ended, node) {
		note_demotion(vr, d, HKA_EVENT_KIND_RESTORED);
		demotion_free(d);
	}
}

static void set_priority(struct hka_vr *vr, u8 priority, u64 now)
{
	struct hka_fsm_event ev = { .type = HKA_EV_CONFIG, .now = now };
	struct hka_fsm_config old = vr->cfg;

	if (priority == vr->cfg.priority)
		return;
	vr->cfg.priority = priority;
	ev.old = &old;
	hka_vr_event(vr, &ev, NULL);
}

void hka_effective_update(struct hka_vr *vr, u64 now)
{
	struct hka_effect tracked, demoted;
	LIST_HEAD(ended);

	lockdep_assert_held(vr->lock);
	vr->contributions_at = HKA_NEVER;
	tracked = hka_members_look(vr, now, &vr->contributions_at);
	demoted = demotions_look(vr, now, &vr->contributions_at, &ended);
	vr->contributed = tracked.amount + demoted.amount;
	vr->held = tracked.fault ? HKA_FAULT_TRACKER :
		   demoted.fault ? HKA_FAULT_DEMOTED : HKA_FAULT_NONE;
	set_priority(vr, hka_prio_effective(vr->base_priority, vr->contributed), now);
	hka_members_tell(vr);
	tell_ended(vr, &ended);
}

/* vr->lock held. */
static struct hka_demotion *demotion_find(struct hka_vr *vr, const char *reason)
{
	struct hka_demotion *d;

	list_for_each_entry(d, &vr->demotions, node)
		if (!strcmp(d->reason->s, reason))
			return d;
	return NULL;
}

int hka_demote(struct hka_vr *vr, const char *reason, u8 amount, bool fault, u64 ttl_us,
	       struct netlink_ext_ack *extack)
{
	struct hka_demotion *d, *old;
	u64 now;

	lockdep_assert_held(&vr->hn->mutex);
	d = kzalloc(sizeof(*d), GFP_KERNEL_ACCOUNT);
	if (!d)
		return -ENOMEM;
	d->reason = hka_text_new(reason);
	if (!d->reason) {
		kfree(d);
		return -ENOMEM;
	}
	d->amount = amount;
	d->fault = fault;

	hka_vr_lock(vr);
	now = ktime_get_ns();
	d->expires = ttl_us ? now + ttl_us * NSEC_PER_USEC : HKA_NEVER;
	old = demotion_find(vr, reason);
	if (old) {
		list_replace(&old->node, &d->node);
	} else if (vr->n_demotions < HKA_DEMOTIONS_MAX) {
		list_add_tail(&d->node, &vr->demotions);
		vr->n_demotions++;
	} else {
		hka_vr_unlock(vr);
		demotion_free(d);
		NL_SET_ERR_MSG(extack, "a router has at most 16 demotions");
		return -ENOSPC;
	}
	hka_effective_update(vr, now);
	note_demotion(vr, d, HKA_EVENT_KIND_DEMOTED);
	hka_vr_unlock(vr);
	if (old)
		demotion_free(old);
	hka_vr_flush(vr);
	return 0;
}

int hka_undemote(struct hka_vr *vr, const char *reason)
{
	struct hka_demotion *d, *next;
	LIST_HEAD(ended);

	lockdep_assert_held(&vr->hn->mutex);
	hka_vr_lock(vr);
	list_for_each_entry_safe(d, next, &vr->demotions, node) {
		if (reason && strcmp(d->reason->s, reason))
			continue;
		list_move_tail(&d->node, &ended);
		vr->n_demotions--;
	}
	if (list_empty(&ended)) {
		hka_vr_unlock(vr);
		return -ENOENT;
	}
	hka_effective_update(vr, ktime_get_ns());
	tell_ended(vr, &ended);
	hka_vr_unlock(vr);
	hka_vr_flush(vr);
	return 0;
}

void hka_demotions_free(struct hka_vr *vr)
{
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, &vr->demotions, node)
		demotion_free(d);
}
