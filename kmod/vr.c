// SPDX-License-Identifier: GPL-2.0
/*
 * Life of a virtual router: allocation, lookup, creation, change, deletion, and
 * the one door to the state machine (hka_vr_event()). Owns the table of names.
 */
#include <linux/hash.h>
#include <linux/hashtable.h>
#include <linux/jhash.h>
#include <linux/memcontrol.h>
#include <linux/random.h>
#include <linux/rtnetlink.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"
#include "trace.h"

DEFINE_SPINLOCK(hka_table_lock);
static DEFINE_HASHTABLE(hka_names, HKA_TABLE_BITS);
static u32 hka_table_seed;

static u32 name_hash(const struct hka_net *hn, const char *name)
{
	return jhash(name, strlen(name), hka_table_seed ^ hash_ptr(hn, 32));
}

struct hka_vips *hka_vips_alloc(u16 count, u16 advertised, gfp_t gfp)
{
	struct hka_vips *vips;
	size_t size;

	size = struct_size(vips, vip, count) + advertised * sizeof(struct hka_addr);
	vips = kvzalloc(size, gfp);
	if (!vips)
		return NULL;
	kref_init(&vips->ref);
	vips->count = count;
	vips->advertised = advertised;
	vips->wire = (struct hka_addr *)&vips->vip[count];
	return vips;
}

static void vips_release(struct kref *ref)
{
	struct hka_vips *vips = container_of(ref, struct hka_vips, ref);

	kvfree_rcu(vips, rcu);
}

void hka_vips_put(struct hka_vips *vips)
{
	if (vips)
		kref_put(&vips->ref, vips_release);
}

/*
 * What a router always needs is taken when it is asked for, and charged to who asks. This is for
 * what it may have besides, in any context but hard interrupt: charged to the same, never waited
 * for, and had no more where he may have no more.
 */
void *hka_vr_zalloc(const struct hka_vr *vr, size_t size)
{
	struct mem_cgroup *others = set_active_memcg(vr->memcg);
	void *p = kzalloc(size, GFP_NOWAIT | __GFP_NOWARN | __GFP_ACCOUNT);

	set_active_memcg(others);
	return p;
}

static void vr_free(struct rcu_head *rcu)
{
	struct hka_vr *vr = container_of(rcu, struct hka_vr, rcu);

	hka_hmac_free(vr->hmac);
	/* With the password in it. */
	kfree_sensitive(vr);
}

static void vr_release(struct kref *ref)
{
	struct hka_vr *vr = container_of(ref, struct hka_vr, ref);
	struct hka_note *note, *next;

	list_for_each_entry_safe(note, next, &vr->notes, node)
		hka_note_free(note);
	hka_history_free(vr);
	hka_rival_free(vr);
	hka_demotions_free(&vr->demotions);
	mem_cgroup_put(vr->memcg);
	hka_vips_put(vr->vips);
	hka_vips_put(vr->installed);
	hka_fibs_put(vr->fibs);
	kfree_rcu(rcu_dereference_protected(vr->peers, true), rcu);
	call_rcu(&vr->rcu, vr_free);
}

void hka_vr_put(struct hka_vr *vr)
{
	kref_put(&vr->ref, vr_release);
}

bool hka_vr_get_unless_zero(struct hka_vr *vr)
{
	return kref_get_unless_zero(&vr->ref);
}

/* Return: a router that nobody knows yet, or NULL. hka_vr_put() frees it. */
struct hka_vr *hka_vr_alloc(struct hka_net *hn, const char *name, u8 family, u8 vrid)
{
	struct hka_vr *vr = kzalloc(sizeof(*vr), GFP_KERNEL_ACCOUNT);
	u32 i;

	if (!vr)
		return NULL;
	if (hka_history_init(vr)) {
		kfree(vr);
		return NULL;
	}
	vr->memcg = get_mem_cgroup_from_mm(current->mm);
	kref_init(&vr->ref);
	vr->hn = hn;
	strscpy(vr->name, name, sizeof(vr->name));
	vr->family = family;
	vr->vrid = vrid;
	spin_lock_init(&vr->own_lock);
	vr->lock = &vr->own_lock;
	INIT_LIST_HEAD(&vr->reflect_node);
	INIT_LIST_HEAD(&vr->placed);
	INIT_LIST_HEAD(&vr->notes);
	INIT_LIST_HEAD(&vr->demotions.list);
	INIT_LIST_HEAD(&vr->group_node);
	INIT_LIST_HEAD(&vr->members);
	vr->contributions_at = HKA_NEVER;
	INIT_LIST_HEAD(&vr->burst.node);
	for (i = 0; i < __HKA_BURST_MAX; i++)
		vr->burst_at[i] = HKA_NEVER;
	vr->retry_at = HKA_NEVER;
	vr->fib_at = HKA_NEVER;
	hka_rival_init(vr);
	vr->boot_offset = ktime_to_ns(ktime_mono_to_any(0, TK_OFFS_BOOT));
	vr->stats.since = ktime_get_real_ns();
	vr->state_since = vr->stats.since;
	hka_timer_setup(vr);
	return vr;
}

void hka_vr_lock(struct hka_vr *vr) __acquires(vr->lock)
{
	spinlock_t *lock;	/* own or group lock */

	rcu_read_lock();
	lock = READ_ONCE(vr->lock);
	spin_lock_bh(lock);
	while (unlikely(lock != READ_ONCE(vr->lock))) {
		spin_unlock_bh(lock);
		lock = READ_ONCE(vr->lock);
		spin_lock_bh(lock);
	}
	rcu_read_unlock();
}

void hka_vr_unlock(struct hka_vr *vr) __releases(vr->lock)
{
	spin_unlock_bh(vr->lock);
}

/* RCU or hn->mutex. */
struct hka_vr *hka_vr_find_name(struct hka_net *hn, const char *name)
{
	struct hka_vr *vr;

	hash_for_each_possible_rcu(hka_names, vr, name_node, name_hash(hn, name),
				   lockdep_is_held(&hn->mutex))
		if (vr->hn == hn && !strcmp(vr->name, name))
			return vr;
	return NULL;
}

char *hka_vr_name(const struct hka_vr *vr, char *buf)
{
	spin_lock_bh(&hka_table_lock);
	memcpy(buf, vr->name, sizeof(vr->name));
	spin_unlock_bh(&hka_table_lock);
	return buf;
}

/* For a moment it is found by neither name. */
void hka_vr_rename(struct hka_vr *vr, const char *name)
{
	struct hka_net *hn = vr->hn;

	lockdep_assert_held(&hn->mutex);
	spin_lock_bh(&hka_table_lock);
	hash_del_rcu(&vr->name_node);
	spin_unlock_bh(&hka_table_lock);
	/* Nobody compares the old name any more, or is on his way along the old chain. */
	synchronize_rcu();
	spin_lock_bh(&hka_table_lock);
	strscpy_pad(vr->name, name, sizeof(vr->name));
	hash_add_rcu(hka_names, &vr->name_node, name_hash(hn, vr->name));
	spin_unlock_bh(&hka_table_lock);
	hn->generation++;
}

/* Smallest MTU that carries an advert with @count addresses. */
u32 hka_vr_mtu_needed(const struct hka_vr *vr, const struct hka_hmac *hmac, u16 count)
{
	return (vr->family == HKA_FAMILY_IPV6 ? 40 : 20) +
	       hka_packet_len(vr->cfg.version, vr->family, count) + hka_hmac_trailer_len(hmac);
}

static void note_transition(struct hka_vr *vr, u8 from, const struct hka_fsm_event *ev,
			    const struct hka_addr *peer)
{
	struct hka_note note = {
		.kind = HKA_EVENT_KIND_TRANSITION,
		.from = from,
		.to = vr->fsm.state,
		.cause = vr->fsm.last_event,
		.fault = vr->fsm.state == HKA_STATE_FAULT ? vr->fault : HKA_FAULT_NONE,
	};

	vr->state_since = ktime_get_real_ns();
	note.time = vr->state_since;
	if (peer) {
		note.has_peer = true;
		note.has_latency = true;
		note.has_peer_priority = true;
		note.peer = *peer;
		note.peer_priority = ev->priority;
	} else if (vr->has_last_source) {
		note.has_latency = true;
		note.has_peer_priority = true;
		/* It may have been heard while the lock was waited for. */
		note.latency = ev->now > vr->heard_at ? ev->now - vr->heard_at : 0;
		note.peer = vr->last_source;
		note.peer_priority = vr->last_priority;
	}
	hka_note(vr, &note);
}

/* At most once a second: with a short interval it goes to and fro. */
static void note_in_vain(struct hka_vr *vr, u8 priority, const struct hka_addr *peer)
{
	struct hka_note note = {
		.kind = HKA_EVENT_KIND_CLAIM_IN_VAIN,
		.has_peer = peer,
		.has_peer_priority = true,
		.peer_priority = priority,
	};

	if (!hka_note_may_tell(&vr->vain_told))
		return;
	if (peer)
		note.peer = *peer;
	hka_note(vr, &note);
}

/* What the machine wants told, beside a transition. */
static void count_notes(struct hka_vr *vr, u32 act)
{
	static const struct hka_note stall = { .kind = HKA_EVENT_KIND_STALL };
	static const struct hka_note damped = { .kind = HKA_EVENT_KIND_DAMPENED };
	static const struct hka_note undamped = { .kind = HKA_EVENT_KIND_DAMPENING_ENDED };

	if (act & HKA_NOTE_REPLY_LIMITED)
		vr->stats.replies_limited++;
	if (act & HKA_NOTE_RIVAL)
		vr->stats.rivals++;
	if (act & HKA_NOTE_INTERVAL)
		vr->stats.interval_mismatch++;
	if (act & HKA_NOTE_EQUAL)
		vr->stats.equal_priority++;
	if (act & HKA_NOTE_OWNER_CLASH)
		vr->stats.owner_conflicts++;
	if (act & HKA_NOTE_STALL) {
		vr->stats.stalls++;
		hka_note(vr, &stall);
	}
	if (act & HKA_NOTE_DAMPED)
		hka_note(vr, &damped);
	if (act & HKA_NOTE_UNDAMPED)
		hka_note(vr, &undamped);
}

static void count_master(struct hka_vr *vr)
{
	vr->stats.become_master++;
	vr->stats.reason_priority += vr->fsm.master_reason == HKA_MASTER_REASON_PRIORITY;
	vr->stats.reason_preempted += vr->fsm.master_reason == HKA_MASTER_REASON_PREEMPTED;
	vr->stats.reason_no_response += vr->fsm.master_reason == HKA_MASTER_REASON_NO_RESPONSE;
}

/* By how much CLOCK_BOOTTIME outran CLOCK_MONOTONIC since the last event: time asleep. */
static u64 slept(struct hka_vr *vr)
{
	u64 offset = ktime_to_ns(ktime_mono_to_any(0, TK_OFFS_BOOT));
	u64 d = offset - vr->boot_offset;

	vr->boot_offset = offset;
	return d;
}

u32 hka_vr_step(struct hka_vr *vr, struct hka_fsm_event *ev, const struct hka_addr *peer)
{
	u8 from = vr->fsm.state;
	u32 act;

	lockdep_assert_held(vr->lock);
	ev->slept_ns = slept(vr);
	act = hka_fsm_event(&vr->fsm, &vr->cfg, ev);

	count_notes(vr, act);

	if (act & HKA_ACT_CLOSE) {
		/* At once, wherever we are; the addresses go when RTNL allows. */
		WRITE_ONCE(vr->gate_open, false);
		hka_burst_stop(vr);
		vr->ready = false;
		vr->reflect = true;
	}
	if (act & HKA_ACT_OPEN) {
		WRITE_ONCE(vr->gate_open, true);
		vr->ready_by = ev->now + hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);
		vr->reflect = true;
	}
	if ((act & HKA_ACT_ANNOUNCE) && vr->fsm.state == HKA_STATE_MASTER)
		hka_burst_ask(vr, act & HKA_ACT_LOWER, ev->now);
	if (act & HKA_ACT_STATE) {
		if (vr->fsm.state == HKA_STATE_MASTER)
			count_master(vr);
		trace_hka_state(vr, from);
		note_transition(vr, from, ev, peer);
		hka_rival_state(vr, ev->now);
	}
	if (act & HKA_NOTE_IN_VAIN)
		note_in_vain(vr, ev->priority, peer);
	hka_handover_acted(vr, act);
	/* What has not been sent yet is stale behind a release, and so is a release behind it. */
	if (act & HKA_ACT_RELEASE)
		vr->pending = HKA_ACT_RELEASE;
	else if (act & HKA_ACT_SENDS)
		vr->pending = (vr->pending & ~HKA_ACT_RELEASE) | (act & HKA_ACT_SENDS);
	return act;
}

/*
 * Whoever calls this arms the timer, and kicks the router when something is pending
 * or to be reflected.
 */
u32 hka_vr_event(struct hka_vr *vr, struct hka_fsm_event *ev, const struct hka_addr *peer)
{
	u32 act;

	lockdep_assert_held(vr->lock);
	if (!vr->member_of)
		return hka_vr_step(vr, ev, peer);
	ev->stand = ev->type == HKA_EV_ADVERT && hka_group_stands(vr, ev);
	act = hka_vr_step(vr, ev, peer);
	hka_group_settle(vr, ev, act);
	return act;
}

/* Before others can see the router, or vr->lock held. */
static void apply_wire(struct hka_vr *vr, const struct hka_vr_settings *s)
{
	vr->wire = s->wire;
	WRITE_ONCE(vr->source_anywhere, vr->no_dev || vr->wire.has_source);
	WRITE_ONCE(vr->gate_accept,
		   s->cfg.priority == HKA_PRIO_OWNER ? HKA_ACCEPT_ON : s->wire.accept);
}

/* The end: to INIT for good, in one step, so that no notifier can start it again. */
static void release_one(struct hka_vr *vr)
{
	struct hka_fsm_event ev = {
		.type = HKA_EV_SHUTDOWN,
		.last_event = HKA_LAST_EVENT_SHUTDOWN,
	};

	hka_vr_lock(vr);
	ev.now = ktime_get_ns();
	vr->deleted = true;
	hka_vr_event(vr, &ev, NULL);
	hka_vr_unlock(vr);
	hka_vr_kick(vr);
}

/* The host goes down: every MASTER sends priority 0. Addresses stay, nobody is left to care. */
void hka_release_all(void)
{
	struct hka_vr *vr;
	unsigned int i;

	rcu_read_lock();
	hash_for_each_rcu(hka_names, i, vr, name_node)
		if (hka_vr_get_unless_zero(vr)) {
			release_one(vr);
			hka_vr_put(vr);
		}
	rcu_read_unlock();
}

/* RTNL; @dev is NULL for a router that has none at present. */
static int check_fit(const struct hka_vr *vr, const struct net_device *dev,
		     const struct hka_vips *vips, const struct hka_hmac *hmac,
		     struct netlink_ext_ack *extack)
{
	if (!dev || hka_vr_mtu_needed(vr, hmac, vips->advertised) <= dev->mtu)
		return 0;
	NL_SET_ERR_MSG(extack, "the advert would not fit the MTU of the device");
	return -EMSGSIZE;
}

/* RTNL */
static int check_own(const struct hka_vr *vr, const struct net_device *dev,
		     const struct hka_vips *vips, u8 priority, struct netlink_ext_ack *extack)
{
	if (priority == HKA_PRIO_OWNER || !hka_host_speaks_as(vr->hn->net, dev, vips))
		return 0;
	NL_SET_ERR_MSG(extack,
		       "a link-local address that its device has itself is an owner's only");
	return -EINVAL;
}

static void say_clash(const struct hka_vr *vr, struct netlink_ext_ack *extack)
{
	if (vr->unicast)
		NL_SET_ERR_MSG(extack,
			       "a router with this device, family and vrid exists and shares a peer");
	else
		NL_SET_ERR_MSG(extack,
			       "a router with this device, family and vrid exists in this group");
}

/* RTNL. */
static int check_peers(const struct hka_vr *vr, const struct net_device *dev,
		       const struct hka_peers *peers, struct netlink_ext_ack *extack)
{
	bool local;

	rcu_read_lock();
	local = hka_peers_local(vr, dev, peers);
	rcu_read_unlock();
	if (local) {
		NL_SET_ERR_MSG(extack, "a peer is an address of this host");
		return -EADDRNOTAVAIL;
	}
	/* Parked, it will find out when its device comes. */
	if ((dev || vr->no_dev) && hka_lookup_clashes(vr, dev ? dev->ifindex : 0, peers)) {
		say_clash(vr, extack);
		return -EEXIST;
	}
	return 0;
}

/*
 * hka_vr_create - make an allocated router known; hka_vr_flush() then starts it
 *
 * hn->mutex held; s->vips, s->peers, s->fibs and s->hmac become the router's in any case. On
 * failure nothing has changed and the caller still owns the router, to be put.
 */
int hka_vr_create(struct hka_vr *vr, const char *ifname,
		  const struct hka_vr_settings *s, struct netlink_ext_ack *extack)
{
	struct hka_net *hn = vr->hn;
	struct net_device *dev = NULL;
	int err;
	u16 i;

	lockdep_assert_held(&hn->mutex);
	vr->cfg = s->cfg;
	vr->unicast = s->unicast;
	vr->no_dev = s->no_dev;
	vr->group = s->group;
	RCU_INIT_POINTER(vr->peers, s->peers);
	apply_wire(vr, s);
	vr->hmac = s->hmac;
	vr->base_priority = s->cfg.priority;
	vr->base_interval_us = s->cfg.interval_us;
	vr->track_link = s->track_link;
	vr->checksum = s->checksum;
	vr->csum_form = s->checksum == HKA_CHECKSUM_RFC9568 ? HKA_CSUM_PLAIN : HKA_CSUM_PSEUDO;
	vr->vips = s->vips;
	for (i = 0; i < vr->vips->count; i++)
		vr->vips->vip[i].vr = vr;
	vr->fibs = s->fibs;
	vr->startup_delay_us = s->startup_delay_us;
	vr->burst_cfg = s->burst;
	vr->starting = s->startup_delay_us;
	vr->created = ktime_get_ns();
	hka_vr_lock(vr);
	hka_tie_set(vr, &s->tie, vr->created);
	hka_vr_unlock(vr);
	hka_fsm_init(&vr->fsm, &vr->cfg, vr->created);

	err = xa_alloc_cyclic(&hn->vrs, &vr->id, NULL, XA_LIMIT(1, INT_MAX), &hn->next_id,
			      GFP_KERNEL_ACCOUNT);
	if (err < 0)
		return err;

	err = hka_engine_get(hn, extack);
	if (err)
		goto free_id;

	err = vr->fibs ? hka_fib_watch_open(hn) : 0;
	if (err)
		goto put_engine;
	rtnl_lock();
	if (!vr->no_dev) {
		dev = hka_link_get(vr, ifname, extack);
		if (IS_ERR(dev)) {
			err = PTR_ERR(dev);
			goto unlock;
		}
	}
	err = check_fit(vr, dev, vr->vips, vr->hmac, extack);
	if (!err)
		err = check_own(vr, dev, vr->vips, s->cfg.priority, extack);
	if (!err && s->peers)
		err = check_peers(vr, dev, s->peers, extack);
	if (!err && s->wire.vmac)
		err = hka_vmac_check(vr, dev, extack);
	if (err)
		goto unlock;
	err = hka_link_bind(vr, dev);
	if (err) {
		if (err == -EEXIST)
			say_clash(vr, extack);
		goto unlock;
	}
	hka_link_bind_vips(vr, vr->vips);
	hka_group_move(vr, s->member_of);
	hka_fibs_bind(vr, vr->fibs);
	/* Under RTNL: from here on notifiers must find it. The id is reserved, no allocation. */
	xa_store(&hn->vrs, vr->id, vr, GFP_KERNEL);
	rtnl_unlock();

	hka_gate_add(vr->vips);
	spin_lock_bh(&hka_table_lock);
	hash_add_rcu(hka_names, &vr->name_node, name_hash(hn, vr->name));
	spin_unlock_bh(&hka_table_lock);
	hn->generation++;
	return 0;

unlock:
	rtnl_unlock();
put_engine:
	hka_engine_put(hn);
free_id:
	xa_erase(&hn->vrs, vr->id);
	return err;
}

/* RTNL: a virtual MAC from now on; parked, the router finds out when its device comes. */
static int change_vmac(struct hka_vr *vr, struct netlink_ext_ack *extack)
{
	int err;

	if (!vr->dev)
		return 0;
	err = hka_vmac_check(vr, vr->dev, extack);
	return err ?: hka_vmac_join(vr, vr->dev);
}

/* hn->mutex held; every setting valid. Lists in it, if any, become the router's. */
int hka_vr_change(struct hka_vr *vr, const struct hka_vr_settings *s,
		  struct netlink_ext_ack *extack)
{
	struct hka_fsm_event ev = { .type = HKA_EV_CONFIG };
	struct hka_fsm_config old_cfg;
	bool vmac = s->wire.vmac != vr->wire.vmac;
	bool disowned = vr->base_priority == HKA_PRIO_OWNER && s->cfg.priority != HKA_PRIO_OWNER;
	bool rtnl = s->vips || s->peers || s->fibs || s->hmac_set || vmac || disowned;
	struct hka_fibs *old_fibs = NULL;
	struct hka_peers *old_peers = NULL;
	struct hka_hmac *old_hmac = NULL;
	struct hka_vips *old = NULL;
	int err = 0;
	u16 i;

	lockdep_assert_held(&vr->hn->mutex);
	if (s->fibs)
		err = hka_fib_watch_open(vr->hn);
	if (err)
		return err;
	if (rtnl)
		rtnl_lock();
	if (s->vips || s->hmac_set)
		err = check_fit(vr, vr->dev, s->vips ?: vr->vips, s->hmac, extack);
	if (!err && (s->vips || disowned))
		err = check_own(vr, vr->dev, s->vips ?: vr->vips, s->cfg.priority, extack);
	if (!err && s->peers)
		err = check_peers(vr, vr->dev, s->peers, extack);
	if (!err && vmac && s->wire.vmac)
		err = change_vmac(vr, extack);
	if (err) {
		rtnl_unlock();
		return err;
	}
	if (s->vips) {
		for (i = 0; i < s->vips->count; i++)
			s->vips->vip[i].vr = vr;
		hka_link_bind_vips(vr, s->vips);
		hka_gate_add(s->vips);
	}
	if (s->fibs)
		hka_fibs_bind(vr, s->fibs);

	hka_vr_lock(vr);
	old_cfg = vr->cfg;
	vr->cfg = s->cfg;
	vr->cfg.maintenance = old_cfg.maintenance;
	apply_wire(vr, s);
	if (s->peers)
		old_peers = hka_peers_replace(vr, s->peers);
	if (s->hmac_set)
		old_hmac = hka_hmac_replace(vr, s->hmac);
	/* The source may be another one now. */
	set_bit(HKA_VR_RELINK, &vr->flags);
	vr->base_priority = s->cfg.priority;
	vr->cfg.priority = hka_effective_priority(vr);
	vr->base_interval_us = s->cfg.interval_us;
	hka_group_config(vr);
	vr->track_link = s->track_link;
	vr->startup_delay_us = s->startup_delay_us;
	hka_burst_set(vr, &s->burst, ktime_get_ns());
	if (s->checksum != vr->checksum) {
		vr->checksum = s->checksum;
		vr->csum_form = s->checksum == HKA_CHECKSUM_RFC9568 ? HKA_CSUM_PLAIN :
				HKA_CSUM_PSEUDO;
		hka_rival_forget_form(vr);
	}
	if (s->vips) {
		old = vr->vips;
		vr->vips = s->vips;
		vr->ready = false;
		hka_group_reorder(vr);
	}
	if (s->fibs) {
		old_fibs = vr->fibs;
		vr->fibs = s->fibs;
	}
	ev.now = ktime_get_ns();
	hka_tie_set(vr, &s->tie, ev.now);
	ev.old = &old_cfg;
	if (s->vips && vr->fsm.state == HKA_STATE_MASTER)
		vr->ready_by = ev.now + hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);
	hka_vr_event(vr, &ev, NULL);
	/* The neighbours learn of another MAC. */
	if (vmac && vr->ready)
		hka_burst_ask(vr, false, ev.now);
	vr->reflect |= s->vips || s->fibs || vmac;
	hka_vr_unlock(vr);
	if (vmac && !s->wire.vmac)
		hka_vmac_leave(vr);
	if (rtnl)
		rtnl_unlock();
	if (old_peers)
		kfree_rcu(old_peers, rcu);
	hka_hmac_free(old_hmac);
	hka_group_move(vr, s->member_of);
	hka_vr_flush(vr);

	if (s->fibs) {
		/* The routes are as they shall be when the command returns. */
		hka_reflect_wait(vr);
		hka_fibs_retire(old_fibs);
	}
	if (old) {
		/* Removed addresses keep their gate until they are off the device. */
		hka_reflect_wait(vr);
		hka_gate_del(old);
		rtnl_lock();
		hka_link_unbind_vips(vr, old);
		rtnl_unlock();
		hka_vips_put(old);
	}
	vr->hn->generation++;
	return 0;
}

/* Silent from here on: priority 0 has left, the gate is closed. */
static void vr_stop(struct hka_vr *vr)
{
	if (hlist_unhashed(&vr->name_node))
		return;
	spin_lock_bh(&hka_table_lock);
	hash_del_rcu(&vr->name_node);
	spin_unlock_bh(&hka_table_lock);
	release_one(vr);
	hka_timer_stop(vr);
	hka_vr_flush(vr);
}

/* hn->mutex held. Return: when its addresses are gone; takes the first reference. */
void hka_vr_delete(struct hka_vr *vr)
{
	struct hka_net *hn = vr->hn;
	struct hka_fibs *fibs;

	lockdep_assert_held(&hn->mutex);
	/* First, so that a group loses no more than this one. */
	hka_group_move(vr, NULL);
	vr_stop(vr);
	hka_track_leave(vr);
	hka_tie_leave(vr);
	hka_reflect_wait(vr);
	hka_gate_del(vr->vips);
	rtnl_lock();
	hka_link_unbind_vips(vr, vr->vips);
	hka_link_unbind(vr);
	hka_vr_lock(vr);
	fibs = vr->fibs;
	vr->fibs = NULL;
	vr->ended = true;
	hka_vr_unlock(vr);
	/* Under RTNL: what a notifier finds stays while it looks. */
	xa_erase(&hn->vrs, vr->id);
	rtnl_unlock();
	/* What a run had reflected before that; whatever still runs wakes no thread any more. */
	hka_reflect_wait(vr);
	hka_fibs_retire(fibs);
	hn->generation++;
	hka_engine_put(hn);
	hka_userns_put(hn->net);
	hka_vr_put(vr);
}

/* hn->mutex held: before many are deleted, so that none waits for another's addresses. */
void hka_net_stop_all(struct hka_net *hn)
{
	unsigned long id;
	struct hka_vr *vr;

	lockdep_assert_held(&hn->mutex);
	xa_for_each(&hn->vrs, id, vr)
		vr_stop(vr);
}

void hka_tables_init(void)
{
	hka_table_seed = get_random_u32();
	hka_lookup_init();
}
