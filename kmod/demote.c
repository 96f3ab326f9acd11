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

/* Its lock held: those that have ended go to @ended. Return: what the others do. */
static struct hka_effect demotions_look(struct hka_demotions *all, u64 now, u64 *at,
					struct list_head *ended)
{
	struct hka_effect sum = {};
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, &all->list, node) {
		if (now >= d->expires) {
			list_move_tail(&d->node, ended);
			all->n--;
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

/* In maintenance any other router is better, which a later peer finds out by itself. */
u8 hka_effective_priority(const struct hka_vr *vr)
{
	if (vr->cfg.maintenance && vr->base_priority != HKA_PRIO_OWNER)
		return 1;
	return hka_prio_effective(vr->base_priority, vr->contributed);
}

static void tell_machine(struct hka_vr *vr, u8 maintenance, u64 now)
{
	struct hka_fsm_event ev = { .type = HKA_EV_CONFIG, .now = now };
	struct hka_fsm_config old = vr->cfg;

	vr->cfg.maintenance = maintenance;
	vr->cfg.priority = hka_effective_priority(vr);
	if (vr->cfg.priority == old.priority && maintenance == old.maintenance)
		return;
	ev.old = &old;
	hka_vr_event(vr, &ev, NULL);
}

/* vr->lock held: may anything change the priority? */
static bool has_contributors(const struct hka_vr *vr)
{
	return vr->member_of || vr->tie.lease || !list_empty(&vr->members) ||
	       !list_empty(&vr->demotions.list) || rcu_access_pointer(vr->hn->maintenance);
}

void hka_effective_update(struct hka_vr *vr, u64 now)
{
	bool any = has_contributors(vr);
	struct hka_effect tracked, demoted, lease, all = {};
	LIST_HEAD(ended);
	u8 maintenance;

	lockdep_assert_held(vr->lock);
	/* Of most routers with every advert: neither now nor when it was last looked at. */
	if (!any && vr->plain)
		return;
	vr->plain = !any;
	vr->contributions_at = HKA_NEVER;
	tracked = hka_members_look(vr, now, &vr->contributions_at);
	demoted = demotions_look(&vr->demotions, now, &vr->contributions_at, &ended);
	/* The others find out by their own timers, which stand for the same moment. */
	if (vr->member_of)
		all = demotions_look(&vr->member_of->demotions, now, &vr->contributions_at,
				     &ended);
	lease = hka_tie_look(vr, now, &vr->contributions_at);
	vr->contributed = tracked.amount + demoted.amount + all.amount + lease.amount;
	vr->held = tracked.fault ? HKA_FAULT_TRACKER :
		   demoted.fault || all.fault ? HKA_FAULT_DEMOTED :
		   lease.fault ? HKA_FAULT_LEASE : HKA_FAULT_NONE;
	maintenance = hka_maintenance_look(vr, now, &vr->contributions_at);
	/* Without its manager, one that is to hand over is as in maintenance. */
	if (lease.handover && maintenance == HKA_MAINTENANCE_NONE)
		maintenance = HKA_MAINTENANCE_SOFT;
	tell_machine(vr, maintenance, now);
	hka_members_tell(vr);
	hka_tie_tell(vr);
	tell_ended(vr, &ended);
}

static struct hka_demotion *demotion_find(const struct hka_demotions *all, const char *reason)
{
	struct hka_demotion *d;

	list_for_each_entry(d, &all->list, node)
		if (!strcmp(d->reason->s, reason))
			return d;
	return NULL;
}

static struct hka_demotion *demotion_new(const char *reason, u8 amount, bool fault)
{
	struct hka_demotion *d = kzalloc(sizeof(*d), GFP_KERNEL_ACCOUNT);

	if (!d)
		return NULL;
	d->reason = hka_text_new(reason);
	if (!d->reason) {
		kfree(d);
		return NULL;
	}
	d->amount = amount;
	d->fault = fault;
	return d;
}

/* Its lock held; *@old is what @d replaces, to be freed. */
static int demotion_add(struct hka_demotions *all, struct hka_demotion *d, u64 ttl_us, u64 now,
			struct hka_demotion **old)
{
	d->expires = ttl_us ? now + ttl_us * NSEC_PER_USEC : HKA_NEVER;
	*old = demotion_find(all, d->reason->s);
	if (*old) {
		list_replace(&(*old)->node, &d->node);
		return 0;
	}
	if (all->n >= HKA_DEMOTIONS_MAX)
		return -ENOSPC;
	list_add_tail(&d->node, &all->list);
	all->n++;
	return 0;
}

/* Its lock held. */
static void demotions_end(struct hka_demotions *all, const char *reason, struct list_head *ended)
{
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, &all->list, node) {
		if (reason && strcmp(d->reason->s, reason))
			continue;
		list_move_tail(&d->node, ended);
		all->n--;
	}
}

int hka_demote(struct hka_vr *vr, const char *reason, u8 amount, bool fault, u64 ttl_us,
	       struct netlink_ext_ack *extack)
{
	struct hka_demotion *d, *old;
	u64 now;
	int err;

	lockdep_assert_held(&vr->hn->mutex);
	d = demotion_new(reason, amount, fault);
	if (!d)
		return -ENOMEM;

	hka_vr_lock(vr);
	now = ktime_get_ns();
	err = demotion_add(&vr->demotions, d, ttl_us, now, &old);
	if (!err) {
		hka_effective_update(vr, now);
		note_demotion(vr, d, HKA_EVENT_KIND_DEMOTED);
	}
	hka_vr_unlock(vr);
	if (err) {
		demotion_free(d);
		NL_SET_ERR_MSG(extack, "a router has at most 16 demotions");
		return err;
	}
	if (old)
		demotion_free(old);
	hka_vr_flush(vr);
	return 0;
}

int hka_undemote(struct hka_vr *vr, const char *reason)
{
	LIST_HEAD(ended);

	lockdep_assert_held(&vr->hn->mutex);
	hka_vr_lock(vr);
	demotions_end(&vr->demotions, reason, &ended);
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

/* group->lock held: every member of a sync group at once; of thousands each in its own run. */
static void update_all(struct hka_group *group, u64 now)
{
	struct hka_vr *vr;

	list_for_each_entry(vr, &group->members, group_node)
		if (group->kind == HKA_GROUP_KIND_SYNC && !vr->deleted)
			hka_effective_update(vr, now);
	hka_group_kick_all(group);
}

int hka_group_demote(struct hka_group *group, const char *reason, u8 amount, bool fault,
		     u64 ttl_us, struct netlink_ext_ack *extack)
{
	struct hka_demotion *d, *old;
	struct hka_vr *vr;
	u64 now;
	int err;

	lockdep_assert_held(&group->hn->mutex);
	d = demotion_new(reason, amount, fault);
	if (!d)
		return -ENOMEM;

	spin_lock_bh(&group->lock);
	now = ktime_get_ns();
	err = demotion_add(&group->demotions, d, ttl_us, now, &old);
	if (!err) {
		update_all(group, now);
		list_for_each_entry(vr, &group->members, group_node)
			note_demotion(vr, d, HKA_EVENT_KIND_DEMOTED);
	}
	spin_unlock_bh(&group->lock);
	if (err) {
		demotion_free(d);
		NL_SET_ERR_MSG(extack, "a group has at most 16 demotions");
		return err;
	}
	if (old)
		demotion_free(old);
	hka_group_flush(group);
	return 0;
}

int hka_group_undemote(struct hka_group *group, const char *reason)
{
	struct hka_demotion *d, *next;
	LIST_HEAD(ended);
	struct hka_vr *vr;

	lockdep_assert_held(&group->hn->mutex);
	spin_lock_bh(&group->lock);
	demotions_end(&group->demotions, reason, &ended);
	if (!list_empty(&ended))
		update_all(group, ktime_get_ns());
	list_for_each_entry(d, &ended, node)
		list_for_each_entry(vr, &group->members, group_node)
			note_demotion(vr, d, HKA_EVENT_KIND_RESTORED);
	spin_unlock_bh(&group->lock);
	if (list_empty(&ended))
		return -ENOENT;
	list_for_each_entry_safe(d, next, &ended, node)
		demotion_free(d);
	hka_group_flush(group);
	return 0;
}

void hka_demotions_free(struct hka_demotions *demotions)
{
	struct hka_demotion *d, *next;

	list_for_each_entry_safe(d, next, &demotions->list, node)
		demotion_free(d);
}
