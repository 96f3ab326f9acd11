// SPDX-License-Identifier: GPL-2.0
/*
 * Maintenance of a network namespace: hands every MASTER over and keeps its routers from
 * claiming. Owns hn->maintenance. What it means to a router is in its settings for the
 * machine (cfg.maintenance), which hka_effective_update() brings up to date: so a new
 * router obeys from its first run on, and an end by time needs no process.
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

static void maintenance_free(struct rcu_head *rcu)
{
	struct hka_maintenance_state *m = container_of(rcu, struct hka_maintenance_state, rcu);

	hka_text_put(m->reason);
	kfree(m);
}

/* RCU. Return: what is in force at @now, or NULL. */
const struct hka_maintenance_state *hka_maintenance_get(const struct hka_net *hn, u64 now)
{
	const struct hka_maintenance_state *m = rcu_dereference(hn->maintenance);

	return m && now < m->expires ? m : NULL;
}

static void note(struct hka_vr *vr, u8 kind, struct hka_text *reason)
{
	struct hka_note note = { .kind = kind, .reason = reason };

	hka_note(vr, &note);
}

/* vr->lock held. Return: the mode for the router; @at is when that changes by itself. */
u8 hka_maintenance_look(struct hka_vr *vr, u64 now, u64 *at)
{
	u8 mode = HKA_MAINTENANCE_NONE, was = vr->maintenance;
	const struct hka_maintenance_state *m;

	lockdep_assert_held(vr->lock);
	rcu_read_lock();
	m = hka_maintenance_get(vr->hn, now);
	if (m) {
		mode = m->mode;
		*at = min(*at, m->expires);
	}
	if (mode != was)
		note(vr, m ? HKA_EVENT_KIND_MAINTENANCE : HKA_EVENT_KIND_MAINTENANCE_ENDED,
		     m ? m->reason : NULL);
	rcu_read_unlock();
	vr->maintenance = mode;
	return mode;
}

/* hn->mutex held: each router learns of it, and what follows has been sent. */
static void tell_all(struct hka_net *hn)
{
	unsigned long id;
	struct hka_vr *vr;

	xa_for_each(&hn->vrs, id, vr)
		hka_vr_kick(vr);
	xa_for_each(&hn->vrs, id, vr)
		hka_vr_flush(vr);
}

static void replace(struct hka_net *hn, struct hka_maintenance_state *m)
{
	struct hka_maintenance_state *old;

	old = rcu_replace_pointer(hn->maintenance, m, lockdep_is_held(&hn->mutex));
	if (old)
		call_rcu(&old->rcu, maintenance_free);
}

int hka_maintenance_begin(struct hka_net *hn, u8 mode, const char *reason, u64 ttl_us)
{
	struct hka_maintenance_state *m = kzalloc(sizeof(*m), GFP_KERNEL_ACCOUNT);

	lockdep_assert_held(&hn->mutex);
	if (!m)
		return -ENOMEM;
	m->reason = hka_text_new(reason);
	if (!m->reason) {
		kfree(m);
		return -ENOMEM;
	}
	m->mode = mode;
	m->since = ktime_get_real_ns();
	m->expires = ttl_us ? ktime_get_ns() + ttl_us * NSEC_PER_USEC : HKA_NEVER;
	replace(hn, m);
	tell_all(hn);
	return 0;
}

void hka_maintenance_end(struct hka_net *hn)
{
	lockdep_assert_held(&hn->mutex);
	replace(hn, NULL);
	tell_all(hn);
}

/* The namespace is gone. */
void hka_maintenance_free(struct hka_net *hn)
{
	struct hka_maintenance_state *m = rcu_dereference_protected(hn->maintenance, true);

	if (m)
		call_rcu(&m->rcu, maintenance_free);
}
