// SPDX-License-Identifier: GPL-2.0
/*
 * The reflector: a SCHED_DEADLINE thread that makes the addresses on the devices
 * agree with the states of the routers (address.c), then announces and tells. Owns
 * the queue of routers that want its attention.
 *
 * It compares what is wanted with what is installed and has no memory of events,
 * so a state that changes while it waits for RTNL costs nothing but the wait.
 * Order for a new MASTER: address, its announcement, next address ..., routes, rules,
 * event, and
 * when all routers are served the repeats (burst.c). One thread for the module:
 * deadline admission does not stretch to one per namespace. Each router queued gets
 * one pass, then the next router's turn comes. Routers of other user namespaces have
 * an ordinary thread of their own: nothing a user does can hold up the host's.
 */
#include <linux/kthread.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>

#include "engine.h"

static DEFINE_SPINLOCK(hka_reflect_lock);
static struct reflector {
	struct list_head queue;		/* hka_reflect_lock */
	struct task_struct *task;	/* NULL: not needed */
} hka_reflectors[HKA_REFLECTORS];

static struct reflector *reflector_of(const struct net *net)
{
	return &hka_reflectors[hka_reflect_index(net)];
}

/* Write down and tell what was noted, in order. */
static void tell(struct hka_vr *vr)
{
	struct hka_note *note;
	u32 lost = 0;

	do {
		hka_vr_lock(vr);
		note = hka_note_next(vr);
		if (!note)
			swap(lost, vr->notes_lost);
		hka_vr_unlock(vr);
		if (note) {
			hka_history_add(vr, note);
			hka_event_send(vr, note);
			hka_note_free(note);
		}
	} while (note);
	if (lost)
		hka_event_skip(vr->hn, lost);
}

/* One pass over one router. */
static void reflect(struct hka_vr *vr)
{
	bool master, fresh, sweep, all = false;
	u64 retry_at = 0, fib_at = HKA_NEVER;
	struct hka_fibs *fibs;
	struct hka_vips *vips;
	u8 rounds;

	hka_addresses_account(vr);
	hka_fibs_account(vr);
	hka_vr_lock(vr);
	vips = vr->vips;
	kref_get(&vips->ref);
	fibs = hka_fibs_get(vr->fibs);
	sweep = !vr->swept;
	vr->swept = true;
	master = vr->fsm.state == HKA_STATE_MASTER && vr->gate_open;
	fresh = master && !vr->ready;
	rounds = master ? vr->announce : 0;
	vr->announce = 0;
	hka_vr_unlock(vr);

	if (sweep)
		hka_addresses_sweep(vr, vips);
	if (!master)
		hka_fdb_reflect(vr, false);
	/* In reverse: routes may have an address as their source. */
	hka_fibs_remove(vr, fibs, master);
	/* What it had itself until now is no left-over. */
	hka_fibs_sweep(fibs);
	hka_addresses_remove(vr, vips, master);
	if (fresh)
		all = hka_addresses_install(vr, vips, &retry_at);
	if (master)
		hka_fdb_reflect(vr, true);
	if (!master)
		hka_burst_cancel(vr, vips);
	else if (fresh || rounds)
		hka_burst_start(vr, vips, rounds);
	if (master && fibs && (all || !fresh))
		fib_at = hka_fibs_install(vr, fibs);

	if (fresh) {
		hka_vr_lock(vr);
		if (vr->gate_open && vr->vips == vips) {
			u64 now = ktime_get_ns();

			vr->ready = all;
			if (all)
				hka_burst_ready(vr, now);
			else
				vr->retry_at = min(retry_at, vr->ready_by);
			hka_timer_arm(vr);
		}
		hka_vr_unlock(vr);
	}
	if (fibs) {
		hka_vr_lock(vr);
		if (vr->fibs == fibs) {
			vr->fib_at = fib_at;
			hka_timer_arm(vr);
		}
		hka_vr_unlock(vr);
	}
	tell(vr);
	hka_fibs_put(fibs);
	hka_vips_put(vips);
}

/* Asked in notifiers: inside one of our own requests? */
bool hka_reflect_is_current(const struct net *net)
{
	return in_task() && current == reflector_of(net)->task;
}

void hka_reflect_queue(struct hka_vr *vr)
{
	struct reflector *r = reflector_of(vr->hn->net);

	spin_lock_bh(&hka_reflect_lock);
	if (list_empty(&vr->reflect_node)) {
		kref_get(&vr->ref);
		list_add_tail(&vr->reflect_node, &r->queue);
	}
	wake_up_process(r->task);
	spin_unlock_bh(&hka_reflect_lock);
}

static struct hka_vr *next_router(struct reflector *r)
{
	struct hka_vr *vr;

	spin_lock_bh(&hka_reflect_lock);
	vr = list_first_entry_or_null(&r->queue, struct hka_vr, reflect_node);
	if (vr) {
		list_del_init(&vr->reflect_node);
		vr->reflecting = true;
	}
	spin_unlock_bh(&hka_reflect_lock);
	return vr;
}

/* Sleep until somebody queues a router, or something is to be announced. */
static void sleep_until(struct reflector *r, u64 at)
{
	ktime_t expires = ns_to_ktime(at);
	bool idle;

	set_current_state(TASK_IDLE);
	spin_lock_bh(&hka_reflect_lock);
	idle = list_empty(&r->queue);
	spin_unlock_bh(&hka_reflect_lock);
	if (idle && !kthread_should_stop())
		schedule_hrtimeout(at == HKA_NEVER ? NULL : &expires, HRTIMER_MODE_ABS);
	__set_current_state(TASK_RUNNING);
}

static int reflector(void *arg)
{
	struct reflector *r = arg;
	unsigned int index = r - hka_reflectors;
	struct hka_vr *vr;
	u64 at;

	for (;;) {
		cond_resched();
		vr = next_router(r);
		if (vr) {
			reflect(vr);
			spin_lock_bh(&hka_reflect_lock);
			vr->reflecting = false;
			spin_unlock_bh(&hka_reflect_lock);
			wake_up_var(&vr->reflecting);
			hka_vr_put(vr);
			continue;
		}
		/* Every address first, then what is left of the announcements. */
		at = hka_burst_run(index);
		if (!at)
			continue;
		if (kthread_should_stop())
			break;
		sleep_until(r, at);
	}
	hka_burst_exit(index);
	return 0;
}

static bool settled(struct hka_vr *vr)
{
	bool done;

	spin_lock_bh(&hka_reflect_lock);
	done = list_empty(&vr->reflect_node) && !vr->reflecting;
	spin_unlock_bh(&hka_reflect_lock);
	return done;
}

/* Wait until the devices agree with the router's present state. */
void hka_reflect_wait(struct hka_vr *vr)
{
	might_sleep();
	/* The thread takes RTNL: holding it here would wait for ever. */
	WARN_ON_ONCE(lockdep_rtnl_is_held() && IS_ENABLED(CONFIG_PROVE_LOCKING));
	wait_var_event(&vr->reflecting, settled(vr));
}

static int start(unsigned int index, const char *name)
{
	struct reflector *r = &hka_reflectors[index];
	struct task_struct *task;

	INIT_LIST_HEAD(&r->queue);
	hka_burst_init(index);
	task = kthread_create(reflector, r, "%s", name);
	if (IS_ERR(task))
		return PTR_ERR(task);
	get_task_struct(task);
	r->task = task;
	return 0;
}

static void stop(unsigned int index)
{
	struct task_struct *task = hka_reflectors[index].task;

	if (!task)
		return;
	kthread_stop(task);
	hka_reflectors[index].task = NULL;
	put_task_struct(task);
}

int hka_reflect_start(void)
{
	struct task_struct *task;
	int err;

	err = start(HKA_REFLECT_HOST, "hka");
	if (err)
		return err;
	task = hka_reflectors[HKA_REFLECT_HOST].task;
	hka_deadline_set(task, "addresses move");
	wake_up_process(task);
	if (!hka_userns_enabled())
		return 0;
	err = start(HKA_REFLECT_USER, "hka_user");
	if (err) {
		stop(HKA_REFLECT_HOST);
		return err;
	}
	wake_up_process(hka_reflectors[HKA_REFLECT_USER].task);
	return 0;
}

void hka_reflect_stop(void)
{
	stop(HKA_REFLECT_USER);
	stop(HKA_REFLECT_HOST);
}
