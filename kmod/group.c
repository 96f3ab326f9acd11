// SPDX-License-Identifier: GPL-2.0
/*
 * Groups (group.h): their life, who is in them, and what a change of one member does to
 * the others. Owns hn->groups, vr->group_node and where vr->lock points.
 *
 * All members have one lock, the group's. An event of one member and what follows from
 * it for the others happen in one hold: no advert, no timer, no `show` sees half of it.
 * What is to be sent then is sent by each member's own run.
 *
 * Followers may be thousands. The leader's change counts for them at once: the gate of
 * each is shut by group->open, and whoever looks at one has it catch up. Their machines,
 * adverts and addresses follow in slices (hka_group_walk()), so that nobody waits for
 * all of them.
 *
 * Membership changes under hn->mutex. Whoever waits for the lock of a router meanwhile
 * finds out (hka_vr_lock()); its timer may fire, it waits like anybody.
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

#define WALK_NS		(200 * NSEC_PER_USEC)	/* of followers in a row (EX-14) */
#define WALK_SKIP	64			/* members looked at in one hold of the lock */

static void group_free(struct rcu_head *rcu)
{
	struct hka_group *group = container_of(rcu, struct hka_group, rcu);

	hka_demotions_free(&group->demotions);
	hka_text_put(group->name);
	kfree(group);
}

static void group_release(struct kref *ref)
{
	call_rcu(&container_of(ref, struct hka_group, ref)->rcu, group_free);
}

void hka_group_put(struct hka_group *group)
{
	kref_put(&group->ref, group_release);
}

struct hka_group *hka_group_find(struct hka_net *hn, const char *name)
{
	struct hka_group *group;
	unsigned long id;

	xa_for_each(&hn->groups, id, group)
		if (!strcmp(group->name->s, name))
			return group;
	return NULL;
}

struct hka_group *hka_group_get_named(struct hka_net *hn, const char *name)
{
	struct hka_group *group;

	rcu_read_lock();
	group = hka_group_find(hn, name);
	if (group && !kref_get_unless_zero(&group->ref))
		group = NULL;
	rcu_read_unlock();
	return group;
}

/* The next from *@id on. */
struct hka_group *hka_group_get_next(struct hka_net *hn, unsigned long *id)
{
	struct hka_group *group;

	rcu_read_lock();
	group = xa_find(&hn->groups, id, ULONG_MAX, XA_PRESENT);
	while (group && !kref_get_unless_zero(&group->ref))
		group = xa_find_after(&hn->groups, id, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	return group;
}

/* ---- what all kinds share; group->lock held ---- */

static bool is_follower(const struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;

	return group && group->kind == HKA_GROUP_KIND_LEADER && group->leader != vr;
}

/* Whoever is deleted has had its last run. */
static void kick(struct hka_vr *vr)
{
	if (vr && !vr->deleted)
		hka_vr_kick(vr);
}

static void step(struct hka_vr *vr, struct hka_fsm_event *ev)
{
	hka_vr_step(vr, ev, NULL);
	hka_timer_arm(vr);
	kick(vr);
}

static void move(struct hka_vr *vr, u8 type, u64 now)
{
	struct hka_fsm_event ev = {
		.type = type,
		.now = now,
		.last_event = HKA_LAST_EVENT_GROUP,
	};

	if (type == HKA_EV_FAULT)
		vr->fault = HKA_FAULT_GROUP;
	step(vr, &ev);
}

/* Told through @vr, which the change came from. */
static void set_state(struct hka_group *group, struct hka_vr *vr, u8 state)
{
	struct hka_note note = {
		.kind = HKA_EVENT_KIND_GROUP,
		.from = group->state,
		.to = state,
		.reason = group->name,
	};

	if (group->state == state)
		return;
	group->state = state;
	group->since = ktime_get_real_ns();
	if (vr && !vr->deleted)
		hka_note(vr, &note);
}

void hka_group_kick_all(struct hka_group *group)
{
	struct hka_vr *vr;

	lockdep_assert_held(&group->lock);
	list_for_each_entry(vr, &group->members, group_node)
		kick(vr);
}

void hka_group_kick(struct hka_group *group)
{
	struct hka_vr *vr;

	rcu_read_lock();
	vr = rcu_dereference(group->first);
	if (vr && hka_vr_get_unless_zero(vr)) {
		hka_vr_kick(vr);
		hka_vr_put(vr);
	}
	rcu_read_unlock();
}

/* ---- sync groups ---- */

static struct hka_sync_member look(const struct hka_vr *vr)
{
	return (struct hka_sync_member) {
		.state = vr->fsm.state,
		.wants = vr->fsm.wants,
		.broken = vr->fsm.state == HKA_STATE_FAULT && vr->fault != HKA_FAULT_GROUP,
		.joining = vr->joining,
		.handing = vr->fsm.handing,
		.ceded = vr->fsm.ceded,
	};
}

static void sum_up(const struct hka_group *group, bool began, struct hka_sync_sum *sum)
{
	const struct hka_vr *vr;

	memset(sum, 0, sizeof(*sum));
	sum->began = began;
	list_for_each_entry(vr, &group->members, group_node)
		if (!vr->deleted)
			hka_sync_add(sum, look(vr));
}

/* All at once, for one reason and with one patience, the longest. */
static void hand_over(struct hka_group *group, u64 now)
{
	struct hka_fsm_event ev = { .type = HKA_EV_HANDOVER, .now = now };
	struct hka_vr *vr;

	list_for_each_entry(vr, &group->members, group_node) {
		ev.until = max(ev.until, now + hka_fsm_handover_ns(&vr->cfg));
		if (vr->fsm.handing)
			ev.last_event = vr->fsm.handing;
	}
	list_for_each_entry(vr, &group->members, group_node)
		if (!vr->deleted)
			step(vr, &ev);
}

static void carry_out(struct hka_group *group, enum hka_sync_verdict verdict, u64 now)
{
	struct hka_vr *vr;
	u8 type;

	if (verdict == HKA_SYNC_HANDOVER) {
		hand_over(group, now);
		return;
	}
	list_for_each_entry(vr, &group->members, group_node) {
		if (vr->deleted)
			continue;
		type = hka_sync_event(verdict, look(vr));
		if (type != __HKA_EV_MAX)
			move(vr, type, now);
		else if (verdict == HKA_SYNC_RESUME && vr->fsm.state == HKA_STATE_FAULT)
			kick(vr);
	}
}

/* Nobody joins a group that is not MASTER: he is in it. */
static void end_joining(struct hka_group *group, bool masters)
{
	struct hka_vr *vr;

	list_for_each_entry(vr, &group->members, group_node)
		if (!masters || vr->fsm.state == HKA_STATE_MASTER)
			vr->joining = false;
}

static void settle_sync(struct hka_group *group, struct hka_vr *vr, bool began, u64 now)
{
	enum hka_sync_verdict verdict;
	struct hka_sync_sum sum;

	do {
		sum_up(group, began, &sum);
		end_joining(group, sum.masters);
		if (!sum.masters)
			hka_sync_init(&group->sync);
		sum_up(group, began, &sum);
		verdict = hka_sync_decide(&sum);
		carry_out(group, verdict, now);
		began = false;
	} while (verdict != HKA_SYNC_STAY && verdict != HKA_SYNC_RESUME);
	set_state(group, vr, hka_sync_state(&sum));
}

/* What one takes back the others take back, too. */
static void reclaim(struct hka_group *group, const struct hka_vr *vr, u64 now)
{
	struct hka_vr *other;

	list_for_each_entry(other, &group->members, group_node)
		if (other != vr && !other->deleted)
			move(other, HKA_EV_RECLAIM, now);
}

bool hka_group_stands(struct hka_vr *vr, const struct hka_fsm_event *ev)
{
	struct hka_group *group = vr->member_of;
	bool decided = false;
	u64 wait_ns = 0;
	struct hka_vr *m;
	u32 earlier = 0;

	lockdep_assert_held(vr->lock);
	if (group->kind != HKA_GROUP_KIND_SYNC || vr->fsm.state != HKA_STATE_MASTER ||
	    !hka_fsm_is_better(&vr->cfg, ev->priority, ev->cmp))
		return false;
	list_for_each_entry(m, &group->members, group_node) {
		if (m == vr)
			break;
		if (m->fsm.state != HKA_STATE_MASTER)
			continue;
		earlier++;
		decided |= hka_sync_has_rival(&m->fsm, ev->now);
		wait_ns = max(wait_ns, (u64)m->cfg.interval_us * NSEC_PER_USEC * 3 / 2);
	}
	return hka_sync_stands(&group->sync, earlier, decided, wait_ns, ev->now);
}

bool hka_group_holds(const struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;
	struct hka_sync_member m;
	const struct hka_vr *other;
	bool held = false;

	lockdep_assert_held(vr->lock);
	if (!group || group->kind != HKA_GROUP_KIND_SYNC)
		return false;
	list_for_each_entry(other, &group->members, group_node) {
		if (other == vr || other->deleted)
			continue;
		m = look(other);
		if (m.state == HKA_STATE_MASTER)
			return false;
		held |= m.broken;
	}
	return held;
}

struct hka_vr *hka_group_handing(struct hka_vr *vr)
{
	lockdep_assert_held(vr->lock);
	return is_follower(vr) && vr->member_of->leader ? vr->member_of->leader : vr;
}

bool hka_group_ignores_weights(const struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;

	return group && group->kind == HKA_GROUP_KIND_SYNC && !group->track_weight;
}

/* ---- leader groups ---- */

/* Return: what a follower has to do to be where the leader is. */
static u8 next_move(const struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;

	if (!is_follower(vr) || vr->deleted)
		return __HKA_EV_MAX;
	if (group->master && vr->fsm.handing)
		return HKA_EV_RECLAIM;
	if (group->master)
		return vr->fsm.state == HKA_STATE_BACKUP ? HKA_EV_CLAIM : __HKA_EV_MAX;
	if (vr->fsm.state != HKA_STATE_MASTER)
		return __HKA_EV_MAX;
	if (!group->parting)
		return HKA_EV_RETREAT;
	return vr->fsm.handing ? __HKA_EV_MAX : HKA_EV_HANDOVER;
}

void hka_group_catch_up(struct hka_vr *vr)
{
	u8 type;

	lockdep_assert_held(vr->lock);
	type = next_move(vr);
	if (type != __HKA_EV_MAX)
		move(vr, type, ktime_get_ns());
}

/* Whose run walks the group. */
static struct hka_vr *walker(const struct hka_group *group)
{
	return group->leader ?: rcu_dereference_protected(group->first,
							  lockdep_is_held(&group->lock));
}

static void follow_leader(struct hka_group *group)
{
	struct hka_vr *leader = group->leader;
	bool leads = leader && !leader->deleted;
	bool master = leads && leader->fsm.state == HKA_STATE_MASTER;
	/* Each of them serves until its own winner is there, as the leader did. */
	bool parting = leads && leader->fsm.state == HKA_STATE_BACKUP &&
		       leader->handover == HKA_HANDOVER_DONE;

	WRITE_ONCE(group->open, (master && leader->gate_open) || parting);
	if (group->master == master && group->parting == parting)
		return;
	group->master = master;
	group->parting = parting;
	group->walk = list_first_entry_or_null(&group->members, struct hka_vr, group_node);
	if (group->walk)
		kick(walker(group));
}

struct hka_group *hka_group_get_walk(struct hka_vr *vr)
{
	struct hka_group *group = vr->member_of;

	lockdep_assert_held(vr->lock);
	if (!group || !group->walk || walker(group) != vr)
		return NULL;
	kref_get(&group->ref);
	return group;
}

/* Return: the next follower that has something to do, with a reference; or NULL. */
static struct hka_vr *walk_one(struct hka_group *group)
{
	struct hka_vr *vr, *found = NULL;
	u64 now = ktime_get_ns();
	unsigned int n;
	u8 type;

	for (n = 0; group->walk && !found && n < WALK_SKIP; n++) {
		vr = group->walk;
		group->walk = list_is_last(&vr->group_node, &group->members) ? NULL :
			      list_next_entry(vr, group_node);
		type = next_move(vr);
		if (type == __HKA_EV_MAX)
			continue;
		move(vr, type, now);
		kref_get(&vr->ref);
		found = vr;
	}
	return found;
}

void hka_group_walk(struct hka_group *group)
{
	u64 end = ktime_get_ns() + WALK_NS;
	struct hka_vr *vr;
	bool more;

	do {
		spin_lock_bh(&group->lock);
		vr = walk_one(group);
		more = group->walk;
		spin_unlock_bh(&group->lock);
		if (vr) {
			hka_vr_run(vr);
			hka_vr_put(vr);
		}
	} while (more && ktime_get_ns() < end);
	if (more) {
		spin_lock_bh(&group->lock);
		if (group->walk)
			kick(walker(group));
		spin_unlock_bh(&group->lock);
	}
	hka_group_put(group);
}

static void settle_leader(struct hka_group *group, struct hka_vr *vr)
{
	if (vr == group->leader) {
		follow_leader(group);
		set_state(group, vr, vr->fsm.state);
	} else {
		hka_group_catch_up(vr);
	}
}

/* ---- both ---- */

void hka_group_settle(struct hka_vr *vr, const struct hka_fsm_event *ev, u32 act)
{
	struct hka_group *group = vr->member_of;

	lockdep_assert_held(vr->lock);
	if (group->kind == HKA_GROUP_KIND_LEADER) {
		if (act & (HKA_ACT_STATE | HKA_ACT_OPEN | HKA_ACT_CLOSE))
			settle_leader(group, vr);
		return;
	}
	if (ev->type == HKA_EV_RECLAIM)
		reclaim(group, vr, ev->now);
	/* A fault may give way to another one, of somebody else, in the same state. */
	if (act & (HKA_ACT_STATE | HKA_NOTE_WANTS | HKA_NOTE_HANDING | HKA_NOTE_CEDED |
		   HKA_NOTE_NOBODY) || ev->type == HKA_EV_FAULT)
		settle_sync(group, vr, act & HKA_NOTE_HANDING, ev->now);
}

/* In whole seconds, where VRRPv2 has to tell it. */
static u32 follow_interval(const struct hka_vr *vr)
{
	u32 us = vr->member_of->follow_interval_us;

	return vr->cfg.version == 2 ? roundup(us, USEC_PER_SEC) : us;
}

void hka_group_config(struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;
	bool follows = is_follower(vr);

	vr->cfg.bound = !group ? HKA_BOUND_NONE : follows ? HKA_BOUND_FOLLOW :
			group->kind == HKA_GROUP_KIND_SYNC ? HKA_BOUND_SYNC : HKA_BOUND_NONE;
	vr->cfg.interval_us = follows ? follow_interval(vr) : vr->base_interval_us;
	rcu_assign_pointer(vr->follows, follows ? vr->member_of : NULL);
}

/* vr->lock held: tell the machine what has become of the router's membership. */
static void reconfigure(struct hka_vr *vr, u64 now)
{
	struct hka_fsm_config old = vr->cfg;
	struct hka_fsm_event ev = { .type = HKA_EV_CONFIG, .now = now, .old = &old };

	hka_group_config(vr);
	hka_vr_step(vr, &ev, NULL);
	hka_timer_arm(vr);
	/* One that is new waits for its start. */
	if (vr->fsm.state != HKA_STATE_INIT)
		kick(vr);
}

static void sync_key(const struct hka_vr *vr, struct hka_sync_key *key)
{
	memset(key, 0, sizeof(*key));
	key->family = vr->family;
	key->vrid = vr->vrid;
	if (vr->vips->advertised)
		memcpy(key->addr, vr->vips->wire[0].b, hka_addr_len(vr->family));
}

/* Members of a sync group are in the order in which they decide an election. */
static void insert(struct hka_group *group, struct hka_vr *vr)
{
	struct hka_sync_key key, other;
	struct hka_vr *m;

	sync_key(vr, &key);
	list_for_each_entry(m, &group->members, group_node) {
		if (group->kind != HKA_GROUP_KIND_SYNC)
			continue;
		sync_key(m, &other);
		if (hka_sync_cmp(&key, &other) < 0)
			break;
	}
	/* Before @m, or at the end. */
	list_add_tail(&vr->group_node, &m->group_node);
}

static void set_first(struct hka_group *group)
{
	rcu_assign_pointer(group->first, list_first_entry_or_null(&group->members, struct hka_vr,
								  group_node));
}

void hka_group_reorder(struct hka_vr *vr)
{
	struct hka_group *group = vr->member_of;

	lockdep_assert_held(vr->lock);
	if (!group || group->kind != HKA_GROUP_KIND_SYNC)
		return;
	list_del(&vr->group_node);
	insert(group, vr);
	set_first(group);
}

/* The follower that takes over: it can run, and has the highest priority. */
static struct hka_vr *successor(const struct hka_group *group)
{
	struct hka_vr *vr, *best = NULL;
	int rank, best_rank = -1;

	list_for_each_entry(vr, &group->members, group_node) {
		rank = vr->fsm.state == HKA_STATE_FAULT ? 0 : vr->base_priority;
		if (vr->deleted || rank <= best_rank)
			continue;
		best = vr;
		best_rank = rank;
	}
	return best;
}

/* The one that led and the one that leads; either may be NULL. */
static void set_leader(struct hka_group *group, struct hka_vr *leader, u64 now)
{
	struct hka_vr *old = group->leader;

	/* It takes over the state, and all that follows from it, but no hand-over. */
	group->parting = false;
	if (leader)
		hka_group_catch_up(leader);
	group->leader = leader;
	if (old && old->member_of == group)
		reconfigure(old, now);
	if (leader)
		reconfigure(leader, now);
	follow_leader(group);
	set_state(group, walker(group), leader ? leader->fsm.state : HKA_STATE_INIT);
}

static void leave(struct hka_vr *vr)
{
	struct hka_group *group = vr->member_of;
	u64 now;

	spin_lock_bh(&group->lock);
	now = ktime_get_ns();
	hka_group_catch_up(vr);
	spin_lock(&vr->own_lock);
	if (group->walk == vr)
		group->walk = list_is_last(&vr->group_node, &group->members) ? NULL :
			      list_next_entry(vr, group_node);
	list_del_init(&vr->group_node);
	group->n_members--;
	set_first(group);
	vr->member_of = NULL;
	vr->joining = false;
	WRITE_ONCE(vr->lock, &vr->own_lock);
	reconfigure(vr, now);
	spin_unlock(&vr->own_lock);

	if (group->leader == vr)
		set_leader(group, group->on_loss == HKA_GROUP_LOSS_PROMOTE ? successor(group) :
						     NULL, now);
	if (group->kind == HKA_GROUP_KIND_SYNC)
		settle_sync(group, walker(group), false, now);
	else if (group->walk)
		kick(walker(group));
	spin_unlock_bh(&group->lock);
	hka_group_put(group);
}

static void join(struct hka_vr *vr, struct hka_group *group)
{
	u64 now;

	kref_get(&group->ref);
	spin_lock_bh(&group->lock);
	now = ktime_get_ns();
	spin_lock(&vr->own_lock);
	insert(group, vr);
	group->n_members++;
	set_first(group);
	vr->member_of = group;
	vr->joining = group->state == HKA_STATE_MASTER && vr->fsm.state != HKA_STATE_MASTER;
	WRITE_ONCE(vr->lock, &group->lock);
	spin_unlock(&vr->own_lock);

	if (group->kind == HKA_GROUP_KIND_LEADER && !group->leader) {
		set_leader(group, vr, now);
	} else {
		reconfigure(vr, now);
		hka_group_catch_up(vr);
	}
	if (group->kind == HKA_GROUP_KIND_SYNC)
		settle_sync(group, vr, false, now);
	spin_unlock_bh(&group->lock);
}

void hka_group_move(struct hka_vr *vr, struct hka_group *to)
{
	lockdep_assert_held(&vr->hn->mutex);
	if (vr->member_of == to)
		return;
	if (vr->member_of)
		leave(vr);
	if (to)
		join(vr, to);
}

void hka_group_flush(struct hka_group *group)
{
	struct hka_vr *vr;

	lockdep_assert_held(&group->hn->mutex);
	list_for_each_entry(vr, &group->members, group_node)
		hka_vr_flush(vr);
}

int hka_group_create(struct hka_net *hn, const char *name, u8 kind,
		     const struct hka_group_settings *s, struct netlink_ext_ack *extack)
{
	struct hka_group *group;
	int err = -ENOMEM;

	lockdep_assert_held(&hn->mutex);
	group = kzalloc(sizeof(*group), GFP_KERNEL_ACCOUNT);
	if (!group)
		return -ENOMEM;
	group->name = hka_text_new(name);
	if (!group->name)
		goto free;
	kref_init(&group->ref);
	group->hn = hn;
	group->kind = kind;
	spin_lock_init(&group->lock);
	INIT_LIST_HEAD(&group->members);
	INIT_LIST_HEAD(&group->ties);
	INIT_LIST_HEAD(&group->demotions.list);
	hka_sync_init(&group->sync);
	group->since = ktime_get_real_ns();
	group->track_weight = s->track_weight;
	group->follow_interval_us = s->follow_interval_us;
	group->on_loss = s->on_loss;
	err = xa_alloc(&hn->groups, &group->id, group, XA_LIMIT(1, HKA_GROUPS_MAX),
		       GFP_KERNEL_ACCOUNT);
	if (err) {
		if (err == -EBUSY) {
			NL_SET_ERR_MSG(extack, "a network namespace has at most 1024 groups");
			err = -ENOSPC;
		}
		goto free;
	}
	hn->generation++;
	return 0;

free:
	hka_text_put(group->name);
	kfree(group);
	return err;
}

void hka_group_change(struct hka_group *group, const struct hka_group_settings *s)
{
	bool interval = group->follow_interval_us != s->follow_interval_us;
	struct hka_vr *vr;
	u64 now;

	lockdep_assert_held(&group->hn->mutex);
	spin_lock_bh(&group->lock);
	now = ktime_get_ns();
	group->track_weight = s->track_weight;
	group->follow_interval_us = s->follow_interval_us;
	group->on_loss = s->on_loss;
	if (s->leader && s->leader != group->leader)
		set_leader(group, s->leader, now);
	list_for_each_entry(vr, &group->members, group_node)
		if (interval && is_follower(vr))
			reconfigure(vr, now);
	/* Priorities follow from the weights. */
	hka_group_kick_all(group);
	spin_unlock_bh(&group->lock);
	hka_group_flush(group);
	group->hn->generation++;
}

/* Its members go on alone, in the state they have. */
void hka_group_delete(struct hka_group *group)
{
	struct hka_net *hn = group->hn;
	struct hka_vr *vr, *next;

	lockdep_assert_held(&hn->mutex);
	/* Nobody is to lead for the time it takes. */
	spin_lock_bh(&group->lock);
	group->on_loss = HKA_GROUP_LOSS_PARK;
	spin_unlock_bh(&group->lock);
	hka_track_leave_group(group);
	/* The leader last: while it is there, those who leave are where it is. */
	list_for_each_entry_safe(vr, next, &group->members, group_node)
		if (vr != group->leader)
			leave(vr);
	if (group->leader)
		leave(group->leader);
	xa_erase(&hn->groups, group->id);
	hn->generation++;
	hka_group_put(group);
}
