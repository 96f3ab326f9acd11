// SPDX-License-Identifier: GPL-2.0
/*
 * Trackers (track.h): their life, their members and what they say. Owns hn->tracks and
 * vr->members.
 *
 * A tracker has no timer and no thread. What it says follows from what was seen of it
 * and when, and each member looks for itself in its own run: when the notifier of
 * devices or a command kicks it, when a delay ends, and whenever its timer runs, since
 * link events can be a second late. Who sees a change kicks all members.
 *
 * Lock order: hn->mutex, RTNL, vr->lock, track->lock. Under track->lock members are
 * kicked, nothing else is called.
 */
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

static void track_free(struct rcu_head *rcu)
{
	struct hka_track *track = container_of(rcu, struct hka_track, rcu);

	hka_text_put(track->name);
	kfree(track);
}

static void track_release(struct kref *ref)
{
	call_rcu(&container_of(ref, struct hka_track, ref)->rcu, track_free);
}

void hka_track_put(struct hka_track *track)
{
	kref_put(&track->ref, track_release);
}

struct hka_track *hka_track_find(struct hka_net *hn, const char *name)
{
	struct hka_track *track;
	unsigned long id;

	xa_for_each(&hn->tracks, id, track)
		if (!strcmp(track->name->s, name))
			return track;
	return NULL;
}

struct hka_track *hka_track_get_named(struct hka_net *hn, const char *name)
{
	struct hka_track *track;

	rcu_read_lock();
	track = hka_track_find(hn, name);
	if (track && !kref_get_unless_zero(&track->ref))
		track = NULL;
	rcu_read_unlock();
	return track;
}

/* The next from *@id on. */
struct hka_track *hka_track_get_next(struct hka_net *hn, unsigned long *id)
{
	struct hka_track *track;

	rcu_read_lock();
	track = xa_find(&hn->tracks, id, ULONG_MAX, XA_PRESENT);
	while (track && !kref_get_unless_zero(&track->ref))
		track = xa_find_after(&hn->tracks, id, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return track;
}

/* track->lock held. */
static struct hka_reading track_read(const struct hka_track *track)
{
	const struct net_device *dev = track->dev;
	struct hka_reading r = { .state = HKA_TRACK_STATE_DOWN };

	if (track->kind != HKA_TRACK_KIND_LINK)
		return track->set;
	if (dev && !track->going_down && (dev->flags & IFF_UP) && netif_running(dev) &&
	    netif_carrier_ok(dev))
		r.state = HKA_TRACK_STATE_UP;
	return r;
}

void hka_track_look(struct hka_track *track, u64 now)
{
	struct hka_reading said = track->debounce.said;
	struct hka_member *m;

	lockdep_assert_held(&track->lock);
	if (!hka_debounce_look(&track->debounce, track_read(track),
			       (u64)track->up_delay_us * NSEC_PER_USEC,
			       (u64)track->down_delay_us * NSEC_PER_USEC, now))
		return;
	if (!hka_reading_equal(said, track->debounce.said))
		track->since = ktime_get_real_ns();
	list_for_each_entry(m, &track->members, of_track)
		if (m->vr)
			hka_vr_kick(m->vr);
		else
			hka_group_kick(m->group);
}

static void track_look(struct hka_track *track)
{
	spin_lock_bh(&track->lock);
	hka_track_look(track, ktime_get_ns());
	spin_unlock_bh(&track->lock);
}

/* vr->lock held. Return: whether the tracker says something else than when last looked at. */
static bool member_look(struct hka_member *m, u64 now, u64 *at)
{
	struct hka_track *track = m->track;
	struct hka_reading said;
	bool changed;

	spin_lock(&track->lock);
	hka_track_look(track, now);
	said = track->debounce.said;
	*at = min(*at, track->debounce.due);
	spin_unlock(&track->lock);

	changed = m->looked_at && !hka_reading_equal(m->reading, said);
	m->changed |= changed;
	m->looked_at = true;
	m->reading = said;
	m->effect = hka_prio_effect(said, m->weight, m->reverse);
	return changed;
}

struct hka_effect hka_members_look(struct hka_vr *vr, u64 now, u64 *at)
{
	bool no_weights = hka_group_ignores_weights(vr), changed = false;
	struct hka_effect sum = {};
	struct hka_member *m;

	lockdep_assert_held(vr->lock);
	list_for_each_entry(m, &vr->members, of_vr) {
		member_look(m, now, at);
		if (no_weights)
			m->effect.amount = 0;
		sum.amount += m->effect.amount;
		sum.fault |= m->effect.fault;
	}
	if (!vr->member_of)
		return sum;
	list_for_each_entry(m, &vr->member_of->ties, of_vr) {
		changed |= member_look(m, now, at);
		sum.amount += m->effect.amount;
		sum.fault |= m->effect.fault;
	}
	/* Whoever sees it first tells the others. */
	if (changed)
		hka_group_kick_all(vr->member_of);
	return sum;
}

static void tell(struct hka_vr *vr, struct list_head *members)
{
	struct hka_note note = { .kind = HKA_EVENT_KIND_TRACKER };
	struct hka_member *m;

	list_for_each_entry(m, members, of_vr) {
		if (!m->changed)
			continue;
		m->changed = false;
		note.track_state = m->reading.state;
		note.reason = m->track->name;
		hka_note(vr, &note);
	}
}

void hka_members_tell(struct hka_vr *vr)
{
	lockdep_assert_held(vr->lock);
	tell(vr, &vr->members);
	if (vr->member_of)
		tell(vr, &vr->member_of->ties);
}

/* hn->mutex held: nobody changes a membership meanwhile. */
static spinlock_t *lock_of(const struct hka_member *m)
{
	return m->vr ? m->vr->lock : &m->group->lock;
}

/* Both locks held. */
static void member_take_off(struct hka_member *m)
{
	list_del(&m->of_track);
	list_del(&m->of_vr);
	m->track->n_members--;
	if (m->vr)
		m->vr->n_members--;
	else
		m->group->n_ties--;
}

/* hn->mutex held. */
static void member_unlink(struct hka_member *m)
{
	struct hka_track *track = m->track;
	spinlock_t *lock = lock_of(m);	/* hn->mutex keeps it */

	spin_lock_bh(lock);
	spin_lock(&track->lock);
	member_take_off(m);
	spin_unlock(&track->lock);
	spin_unlock_bh(lock);
	kfree(m);
}

/* hn->mutex held: return when it has acted on what the tracker says. */
static void flush(struct hka_vr *vr, struct hka_group *group)
{
	if (vr) {
		hka_vr_flush(vr);
		return;
	}
	spin_lock_bh(&group->lock);
	hka_group_kick_all(group);
	spin_unlock_bh(&group->lock);
	hka_group_flush(group);
}

/* hn->mutex held. */
static struct hka_member *member_find(struct hka_track *track, const struct hka_member *like)
{
	struct hka_member *m;

	list_for_each_entry(m, &track->members, of_track)
		if (m->vr == like->vr && m->group == like->group)
			return m;
	return NULL;
}

/* hn->mutex held. In one step with the one it replaces: no run sees neither. */
static void member_link(struct hka_track *track, struct hka_member *m)
{
	struct hka_member *old = member_find(track, m);
	spinlock_t *lock = lock_of(m);	/* hn->mutex keeps it */

	m->track = track;
	spin_lock_bh(lock);
	spin_lock(&track->lock);
	if (old) {
		m->looked_at = old->looked_at;
		m->reading = old->reading;
		m->effect = old->effect;
		member_take_off(old);
	}
	list_add_tail(&m->of_track, &track->members);
	track->n_members++;
	if (m->vr) {
		list_add_tail(&m->of_vr, &m->vr->members);
		m->vr->n_members++;
	} else {
		list_add_tail(&m->of_vr, &m->group->ties);
		m->group->n_ties++;
	}
	spin_unlock(&track->lock);
	spin_unlock_bh(lock);
	kfree(old);
}

/* hn->mutex held. What is not on the new list goes last, after what replaces it. */
static void members_replace(struct hka_track *track, struct hka_track_settings *s)
{
	struct hka_member *m, *next;
	u32 n = track->n_members;
	LIST_HEAD(new);

	list_splice_init(&s->members, &new);
	list_for_each_entry_safe(m, next, &new, of_track) {
		list_del(&m->of_track);
		n -= !!member_find(track, m);
		member_link(track, m);
	}
	/* New ones were added behind: the first n are those that were not replaced. */
	list_for_each_entry_safe(m, next, &track->members, of_track) {
		struct hka_group *group = m->group;
		struct hka_vr *vr = m->vr;

		if (!n--)
			break;
		member_unlink(m);
		flush(vr, group);
	}
}

/* hn->mutex held: return when every member has acted on what the tracker says. */
static void members_flush(struct hka_track *track)
{
	struct hka_member *m;

	list_for_each_entry(m, &track->members, of_track)
		flush(m->vr, m->group);
}

void hka_track_settings_drop(struct hka_track_settings *s)
{
	struct hka_member *m, *next;

	list_for_each_entry_safe(m, next, &s->members, of_track)
		kfree(m);
	INIT_LIST_HEAD(&s->members);
}

/* RTNL held. */
static void track_bind(struct hka_track *track, struct net_device *dev)
{
	spin_lock_bh(&track->lock);
	track->dev = dev;
	track->ifindex = dev ? dev->ifindex : 0;
	track->going_down = false;
	if (dev)
		strscpy(track->ifname, dev->name, sizeof(track->ifname));
	spin_unlock_bh(&track->lock);
}

int hka_track_create(struct hka_net *hn, const char *name, u8 kind, const char *ifname,
		     struct hka_track_settings *s, struct netlink_ext_ack *extack)
{
	struct hka_track *track;
	int err = -ENOMEM;

	lockdep_assert_held(&hn->mutex);
	track = kzalloc(sizeof(*track), GFP_KERNEL_ACCOUNT);
	if (!track)
		return -ENOMEM;
	track->name = hka_text_new(name);
	if (!track->name)
		goto free;
	kref_init(&track->ref);
	track->hn = hn;
	track->kind = kind;
	spin_lock_init(&track->lock);
	INIT_LIST_HEAD(&track->members);
	track->debounce.due = HKA_NEVER;
	track->since = ktime_get_real_ns();
	track->set = s->set;
	if (ifname)
		strscpy(track->ifname, ifname, sizeof(track->ifname));

	err = xa_alloc(&hn->tracks, &track->id, NULL, XA_LIMIT(1, HKA_TRACKS_MAX),
		       GFP_KERNEL_ACCOUNT);
	if (err) {
		if (err == -EBUSY) {
			NL_SET_ERR_MSG(extack, "a network namespace has at most 1024 trackers");
			err = -ENOSPC;
		}
		goto free;
	}
	rtnl_lock();
	if (ifname)
		track_bind(track, __dev_get_by_name(hn->net, ifname));
	/* Under RTNL: from here on the notifier must find it. The id is reserved, no allocation. */
	xa_store(&hn->tracks, track->id, track, GFP_KERNEL);
	rtnl_unlock();
	/* What it begins with counts at once: delays are for changes. */
	track_look(track);
	track->up_delay_us = s->up_delay_us;
	track->down_delay_us = s->down_delay_us;
	members_replace(track, s);
	members_flush(track);
	hn->generation++;
	return 0;

free:
	hka_text_put(track->name);
	kfree(track);
	return err;
}

void hka_track_change(struct hka_track *track, struct hka_track_settings *s)
{
	lockdep_assert_held(&track->hn->mutex);
	spin_lock_bh(&track->lock);
	track->up_delay_us = s->up_delay_us;
	track->down_delay_us = s->down_delay_us;
	track->set = s->set;
	hka_track_look(track, ktime_get_ns());
	spin_unlock_bh(&track->lock);
	if (s->has_members)
		members_replace(track, s);
	members_flush(track);
	track->hn->generation++;
}

void hka_track_delete(struct hka_track *track)
{
	struct hka_net *hn = track->hn;
	struct hka_member *m, *next;

	lockdep_assert_held(&hn->mutex);
	list_for_each_entry_safe(m, next, &track->members, of_track) {
		struct hka_group *group = m->group;
		struct hka_vr *vr = m->vr;

		member_unlink(m);
		flush(vr, group);
	}
	rtnl_lock();
	/* Under RTNL: what the notifier finds stays while it looks. */
	xa_erase(&hn->tracks, track->id);
	track_bind(track, NULL);
	rtnl_unlock();
	hn->generation++;
	hka_track_put(track);
}

void hka_track_leave(struct hka_vr *vr)
{
	struct hka_member *m, *next;

	lockdep_assert_held(&vr->hn->mutex);
	list_for_each_entry_safe(m, next, &vr->members, of_vr)
		member_unlink(m);
}

void hka_track_leave_group(struct hka_group *group)
{
	struct hka_member *m, *next;

	lockdep_assert_held(&group->hn->mutex);
	list_for_each_entry_safe(m, next, &group->ties, of_vr)
		member_unlink(m);
}

/* RTNL held. */
static void track_device_event(struct hka_track *track, unsigned long event,
			       struct net_device *dev)
{
	bool ours = track->dev == dev;

	if (track->kind != HKA_TRACK_KIND_LINK)
		return;
	switch (event) {
	case NETDEV_REGISTER:
	case NETDEV_CHANGENAME:
		if (ours || (!track->dev && !strcmp(track->ifname, dev->name)))
			track_bind(track, dev);
		else
			return;
		break;
	case NETDEV_UNREGISTER:
		if (!ours)
			return;
		track_bind(track, NULL);
		break;
	case NETDEV_GOING_DOWN:
	case NETDEV_UP:
		if (!ours)
			return;
		spin_lock_bh(&track->lock);
		track->going_down = event == NETDEV_GOING_DOWN;
		spin_unlock_bh(&track->lock);
		break;
	case NETDEV_CHANGE:
		if (!ours)
			return;
		break;
	default:
		return;
	}
	track_look(track);
}

static int device_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct hka_net *hn = hka_net(dev_net(dev));
	struct hka_track *track;
	unsigned long id;

	xa_for_each(&hn->tracks, id, track)
		track_device_event(track, event, dev);
	return NOTIFY_DONE;
}

static struct notifier_block device_nb = { .notifier_call = device_event };

int hka_track_init(void)
{
	return register_netdevice_notifier(&device_nb);
}

void hka_track_exit(void)
{
	unregister_netdevice_notifier(&device_nb);
}
