// SPDX-License-Identifier: GPL-2.0
/*
 * Manager leases (lease.h): their life, who holds them, and what routers learn. Owns
 * hn->leases, vr->tie, and the notifier of closed netlink sockets, which is registered
 * while there is a lease.
 *
 * A lease has no timer and no thread, as trackers: its state follows from when its
 * holder was heard, and each router that depends on it is woken by its own timer when
 * that may change. So it is as little late behind load as an advert. Who takes a lease,
 * or closes its socket, kicks the routers.
 *
 * Heartbeats and the notifier take no mutex: a manager that lives must not seem dead
 * because a long command holds the configuration.
 *
 * Lock order: hn->mutex, vr->lock, lease->lock.
 */
#include <linux/ctype.h>
#include <linux/netlink.h>
#include <linux/pid.h>
#include <linux/random.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

static DEFINE_MUTEX(hka_closed_lock);
static unsigned int hka_closed_users;

static void lease_free(struct rcu_head *rcu)
{
	struct hka_lease *lease = container_of(rcu, struct hka_lease, rcu);

	put_pid(lease->pid);
	hka_text_put(lease->name);
	kfree(lease);
}

struct hka_lease *hka_lease_find(struct hka_net *hn, const char *name)
{
	struct hka_lease *lease;
	unsigned long id;

	xa_for_each(&hn->leases, id, lease)
		if (!strcmp(lease->name->s, name))
			return lease;
	return NULL;
}

void hka_lease_look(struct hka_lease *lease, u64 now)
{
	lockdep_assert_held(&lease->lock);
	hka_lease_look_clock(&lease->clock, READ_ONCE(lease->users), now);
}

/* Let the routers look: each does so in its own run. */
static void kick_routers(struct hka_lease *lease)
{
	unsigned long id;
	struct hka_vr *vr;

	rcu_read_lock();
	xa_for_each(&lease->hn->vrs, id, vr) {
		if (READ_ONCE(vr->tie.lease) != lease || !hka_vr_get_unless_zero(vr))
			continue;
		hka_vr_kick(vr);
		hka_vr_put(vr);
	}
	rcu_read_unlock();
}

/* hn->mutex held: return when every router has acted on the lease's state. */
static void flush_routers(struct hka_lease *lease)
{
	unsigned long id;
	struct hka_vr *vr;

	kick_routers(lease);
	xa_for_each(&lease->hn->vrs, id, vr)
		if (vr->tie.lease == lease)
			hka_vr_flush(vr);
}

/* ---- sockets that are closed ---- */

/*
 * The last descriptor of a netlink socket is closed; its port id may be another's any
 * moment. Nobody can take a lease through that before this has come: the process that
 * holds the lease lives until its descriptors are closed.
 */
static int socket_closed(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct netlink_notify *n = ptr;
	struct hka_lease *lease;
	unsigned long id;
	struct hka_net *hn;
	bool lost;

	if (event != NETLINK_URELEASE || n->protocol != NETLINK_GENERIC)
		return NOTIFY_DONE;
	hn = hka_net(n->net);
	rcu_read_lock();
	xa_for_each(&hn->leases, id, lease) {
		lost = false;
		spin_lock_bh(&lease->lock);
		if (lease->pid && !lease->closed && lease->port == n->portid) {
			u64 now = ktime_get_ns();

			hka_lease_look(lease, now);
			lost = hka_lease_lose_clock(&lease->clock, now);
			lease->closed = true;
		}
		spin_unlock_bh(&lease->lock);
		if (lost)
			kick_routers(lease);
	}
	rcu_read_unlock();
	return NOTIFY_DONE;
}

static struct notifier_block closed_nb = { .notifier_call = socket_closed };

static int closed_get(void)
{
	int err = 0;

	mutex_lock(&hka_closed_lock);
	if (!hka_closed_users)
		err = netlink_register_notifier(&closed_nb);
	if (!err)
		hka_closed_users++;
	mutex_unlock(&hka_closed_lock);
	return err;
}

static void closed_put(void)
{
	mutex_lock(&hka_closed_lock);
	if (!--hka_closed_users)
		netlink_unregister_notifier(&closed_nb);
	mutex_unlock(&hka_closed_lock);
}

/* ---- life ---- */

/* hn->mutex held. Return: its state, as of now. */
static u8 state_now(struct hka_lease *lease)
{
	u8 state;

	spin_lock_bh(&lease->lock);
	hka_lease_look(lease, ktime_get_ns());
	state = lease->clock.state;
	spin_unlock_bh(&lease->lock);
	return state;
}

/* hn->mutex held; no router depends on it. */
static void lease_delete(struct hka_lease *lease)
{
	xa_erase(&lease->hn->leases, lease->id);
	lease->hn->generation++;
	closed_put();
	call_rcu(&lease->rcu, lease_free);
}

/*
 * hn->mutex held. One that was lost and on which no router depends is kept, for people
 * to see, until there are too many.
 */
static void make_room(struct hka_net *hn)
{
	struct hka_lease *lease;
	unsigned long id;

	xa_for_each(&hn->leases, id, lease)
		if (!lease->users && state_now(lease) != HKA_LEASE_STATE_HELD)
			lease_delete(lease);
}

/* hn->mutex held. */
static int lease_add(struct hka_net *hn, struct hka_lease *lease)
{
	struct xa_limit limit = XA_LIMIT(1, HKA_LEASES_MAX);
	int err;

	err = xa_alloc(&hn->leases, &lease->id, lease, limit, GFP_KERNEL_ACCOUNT);
	if (err != -EBUSY)
		return err;
	make_room(hn);
	return xa_alloc(&hn->leases, &lease->id, lease, limit, GFP_KERNEL_ACCOUNT);
}

static struct hka_lease *lease_create(struct hka_net *hn, const char *name,
				      struct netlink_ext_ack *extack)
{
	struct hka_lease *lease;
	int err = -ENOMEM;

	lockdep_assert_held(&hn->mutex);
	lease = kzalloc(sizeof(*lease), GFP_KERNEL_ACCOUNT);
	if (!lease)
		return ERR_PTR(-ENOMEM);
	lease->name = hka_text_new(name);
	if (!lease->name)
		goto free;
	lease->hn = hn;
	spin_lock_init(&lease->lock);
	lease->clock.timeout_ns = HKA_LEASE_TIMEOUT_NS;
	lease->clock.grace_ns = HKA_LEASE_GRACE_NS;
	lease->clock.began = ktime_get_ns();
	err = closed_get();
	if (err)
		goto free;
	err = lease_add(hn, lease);
	if (err) {
		if (err == -EBUSY) {
			NL_SET_ERR_MSG(extack, "a network namespace has at most 64 leases");
			err = -ENOSPC;
		}
		closed_put();
		goto free;
	}
	hn->generation++;
	return lease;

free:
	hka_text_put(lease->name);
	kfree(lease);
	return ERR_PTR(err);
}

struct hka_lease *hka_lease_use(struct hka_net *hn, const char *name,
				struct netlink_ext_ack *extack)
{
	struct hka_lease *lease;

	lockdep_assert_held(&hn->mutex);
	lease = hka_lease_find(hn, name);
	if (!lease)
		lease = lease_create(hn, name, extack);
	if (IS_ERR(lease))
		return lease;
	/* Nobody was asked to look until now: what went by is not forgiven as a stall. */
	if (!lease->users)
		state_now(lease);
	WRITE_ONCE(lease->users, lease->users + 1);
	return lease;
}

void hka_lease_unuse(struct hka_lease *lease)
{
	if (!lease)
		return;
	lockdep_assert_held(&lease->hn->mutex);
	WRITE_ONCE(lease->users, lease->users - 1);
	if (lease->users)
		return;
	/* Other user namespaces have leases only as long as they have routers for them. */
	if (!hka_net_trusted(lease->hn->net) || state_now(lease) == HKA_LEASE_STATE_FREE)
		lease_delete(lease);
}

void hka_leases_delete(struct hka_net *hn)
{
	struct hka_lease *lease;
	unsigned long id;

	lockdep_assert_held(&hn->mutex);
	xa_for_each(&hn->leases, id, lease)
		lease_delete(lease);
}

/* ---- the holder ---- */

/* Once this says no the process has closed its descriptors. */
static bool process_lives(struct pid *pid)
{
	struct task_struct *task;
	bool lives;

	rcu_read_lock();
	task = pid_task(pid, PIDTYPE_TGID);
	lives = task && !(READ_ONCE(task->exit_state) && thread_group_empty(task));
	rcu_read_unlock();
	return lives;
}

/* lease->lock held: does a process hold it that lives, and is not the caller? */
static bool is_anothers(const struct hka_lease *lease)
{
	return lease->clock.state == HKA_LEASE_STATE_HELD &&
	       lease->pid != task_tgid(current) && process_lives(lease->pid);
}

static int say_busy(const struct hka_lease *lease, struct netlink_ext_ack *extack)
{
	HKA_SET_ERR_MSG_FMT(extack, "the lease is held by another process, which lives",
			    "the lease is held by process %d (%s), port %u",
			    pid_vnr(lease->pid), pid_vnr(lease->pid) ? lease->comm : "?",
			    lease->port);
	return -EBUSY;
}

/* lease->lock held. */
static int check_asker(const struct hka_lease *lease, struct hka_lease_asker who,
		       struct netlink_ext_ack *extack)
{
	if (lease->clock.state == HKA_LEASE_STATE_FREE) {
		NL_SET_ERR_MSG(extack, "nobody holds the lease");
		return -ESTALE;
	}
	if (!who.cookie || *who.cookie != lease->cookie) {
		NL_SET_ERR_MSG(extack, "the cookie is not that of the present holder");
		return -ESTALE;
	}
	if (lease->pid != task_tgid(current)) {
		NL_SET_ERR_MSG(extack, "another process took the lease");
		return -EPERM;
	}
	if (lease->closed) {
		NL_SET_ERR_MSG(extack, "the socket that the lease was taken through is closed");
		return -ESTALE;
	}
	if (lease->port != who.port) {
		NL_SET_ERR_MSG(extack, "the lease was taken through another socket");
		return -EPERM;
	}
	return 0;
}

/* The caller's name. Takes a lock that softirqs may interrupt, unlike lease->lock. */
static void name_caller(char *name)
{
	char comm[TASK_COMM_LEN];
	char *s;

	get_task_comm(comm, current->group_leader);
	/* It is shown on terminals, and a process calls itself what it likes. */
	for (s = comm; *s; s++)
		if (!isascii(*s) || !isprint(*s))
			*s = '?';
	strscpy(name, comm, TASK_COMM_LEN);
}

/* lease->lock held: the caller holds it from now on. Return: what is to be put. */
static struct pid *set_holder(struct hka_lease *lease, const char *comm, u32 port, u64 cookie)
{
	struct pid *old = lease->pid;

	lease->pid = get_pid(task_tgid(current));
	strscpy(lease->comm, comm, sizeof(lease->comm));
	lease->port = port;
	lease->cookie = cookie;
	lease->closed = false;
	lease->takes++;
	return old;
}

int hka_lease_take(struct hka_net *hn, const char *name, struct hka_lease_asker who,
		   u64 timeout_ns, u64 grace_ns, u64 *cookie, struct netlink_ext_ack *extack)
{
	struct hka_lease *lease = hka_lease_find(hn, name);
	char comm[TASK_COMM_LEN];
	struct pid *old;
	u64 now;
	int err;

	lockdep_assert_held(&hn->mutex);
	if (!lease && !hka_net_trusted(hn->net)) {
		NL_SET_ERR_MSG(extack, "in a user namespace a router must depend on the lease");
		return -EPERM;
	}
	if (!lease)
		lease = lease_create(hn, name, extack);
	if (IS_ERR(lease))
		return PTR_ERR(lease);
	*cookie = get_random_u64() | 1;
	name_caller(comm);

	spin_lock_bh(&lease->lock);
	now = ktime_get_ns();
	hka_lease_look(lease, now);
	if (is_anothers(lease)) {
		err = say_busy(lease, extack);
		spin_unlock_bh(&lease->lock);
		return err;
	}
	old = set_holder(lease, comm, who.port, *cookie);
	lease->clock.timeout_ns = timeout_ns;
	lease->clock.grace_ns = grace_ns;
	hka_lease_take_clock(&lease->clock, now);
	spin_unlock_bh(&lease->lock);
	put_pid(old);
	hn->generation++;
	flush_routers(lease);
	return 0;
}

int hka_lease_release(struct hka_net *hn, const char *name, struct hka_lease_asker who,
		      bool force, struct netlink_ext_ack *extack)
{
	struct hka_lease *lease = hka_lease_find(hn, name);
	struct pid *old;
	int err = 0;
	u64 now;

	lockdep_assert_held(&hn->mutex);
	if (!lease) {
		NL_SET_ERR_MSG(extack, "no lease with this name");
		return -ENOENT;
	}
	spin_lock_bh(&lease->lock);
	now = ktime_get_ns();
	hka_lease_look(lease, now);
	if (who.cookie || lease->clock.state == HKA_LEASE_STATE_FREE)
		err = check_asker(lease, who, extack);
	else if (!force && is_anothers(lease))
		err = say_busy(lease, extack);
	if (err) {
		spin_unlock_bh(&lease->lock);
		return err;
	}
	old = lease->pid;
	lease->pid = NULL;
	hka_lease_free_clock(&lease->clock, now);
	spin_unlock_bh(&lease->lock);
	put_pid(old);
	hn->generation++;
	flush_routers(lease);
	if (!lease->users)
		lease_delete(lease);
	return 0;
}

int hka_lease_heartbeat(struct hka_net *hn, const char *name, struct hka_lease_asker who,
			struct netlink_ext_ack *extack)
{
	struct hka_lease *lease;
	bool back = false;
	int err = 0;
	u64 now;

	rcu_read_lock();
	lease = hka_lease_find(hn, name);
	if (!lease) {
		rcu_read_unlock();
		NL_SET_ERR_MSG(extack, "no lease with this name");
		return -ENOENT;
	}
	spin_lock_bh(&lease->lock);
	now = ktime_get_ns();
	hka_lease_look(lease, now);
	err = check_asker(lease, who, extack);
	if (!err) {
		back = lease->clock.state == HKA_LEASE_STATE_GRACE;
		if (!hka_lease_beat_clock(&lease->clock, now)) {
			NL_SET_ERR_MSG(extack, "the lease has expired and must be taken again");
			err = -ESTALE;
		}
	}
	spin_unlock_bh(&lease->lock);
	if (back)
		kick_routers(lease);
	rcu_read_unlock();
	return err;
}

/* ---- routers ---- */

void hka_tie_set(struct hka_vr *vr, const struct hka_tie *tie, u64 now)
{
	struct hka_lease *lease = tie->lease;
	bool other = vr->tie.lease != lease;
	u64 next;

	lockdep_assert_held(vr->lock);
	vr->tie.policy = tie->policy;
	vr->tie.amount = tie->amount;
	vr->tie.grace_ns = tie->grace_ns;
	if (!other)
		return;
	WRITE_ONCE(vr->tie.lease, lease);
	vr->tie.changed = false;
	if (!lease)
		return;
	/* What it begins with is no news. */
	spin_lock(&lease->lock);
	hka_lease_look(lease, now);
	vr->tie.said = hka_lease_seen(&lease->clock, tie->grace_ns, now, &next);
	spin_unlock(&lease->lock);
}

void hka_tie_leave(struct hka_vr *vr)
{
	struct hka_lease *lease = vr->tie.lease;

	lockdep_assert_held(&vr->hn->mutex);
	hka_vr_lock(vr);
	WRITE_ONCE(vr->tie.lease, NULL);
	hka_vr_unlock(vr);
	hka_lease_unuse(lease);
}

struct hka_effect hka_tie_look(struct hka_vr *vr, u64 now, u64 *at)
{
	struct hka_lease *lease = vr->tie.lease;
	struct hka_tie *tie = &vr->tie;
	u64 next;
	u8 state;

	lockdep_assert_held(vr->lock);
	tie->effect = (struct hka_effect) {};
	if (!lease)
		return tie->effect;
	spin_lock(&lease->lock);
	hka_lease_look(lease, now);
	state = hka_lease_seen(&lease->clock, tie->grace_ns, now, &next);
	*at = min(*at, next);
	spin_unlock(&lease->lock);
	tie->changed = tie->said != state;
	tie->said = state;
	tie->effect = hka_lease_effect(state, tie->policy, tie->amount);
	return tie->effect;
}

void hka_tie_tell(struct hka_vr *vr)
{
	struct hka_note note = { .kind = HKA_EVENT_KIND_LEASE };
	struct hka_tie *tie = &vr->tie;

	lockdep_assert_held(vr->lock);
	if (!tie->changed)
		return;
	tie->changed = false;
	note.lease_state = tie->said;
	note.reason = tie->lease->name;
	hka_note(vr, &note);
}
