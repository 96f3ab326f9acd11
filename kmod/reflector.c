// SPDX-License-Identifier: GPL-2.0
/*
 * The reflector: one SCHED_DEADLINE thread that makes the addresses on the devices
 * agree with the states of the routers (address.c), then announces and tells. Owns
 * the queue of routers that want its attention.
 *
 * It compares what is wanted with what is installed and has no memory of events,
 * so a state that changes while it waits for RTNL costs nothing but the wait.
 * Order for a new MASTER: address, its announcement, next address ..., event, and
 * when all routers are served the repeats (burst.c). One thread for the module:
 * deadline admission does not stretch to one per namespace. Each router queued gets
 * one pass, then the next router's turn comes.
 */
#include <linux/kthread.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <uapi/linux/sched/types.h>

#include "engine.h"

/* Share of one CPU: 2 of every 10 ms guaranteed, more while nobody else needs it. */
#define HKA_DL_RUNTIME		(2 * NSEC_PER_MSEC)
#define HKA_DL_PERIOD		(10 * NSEC_PER_MSEC)

static DEFINE_SPINLOCK(hka_reflect_lock);
static LIST_HEAD(hka_reflect_list);
static struct task_struct *hka_reflector;

/* Write down and tell what was noted, in order. */
static void tell(struct hka_vr *vr)
{
	struct hka_note *note;
	u32 lost = 0;

	do {
		spin_lock_bh(vr->lock);
		note = hka_note_next(vr);
		if (!note)
			swap(lost, vr->notes_lost);
		spin_unlock_bh(vr->lock);
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
	struct hka_vips *vips;
	u64 retry_at = 0;
	u8 rounds;

	hka_addresses_account(vr);
	spin_lock_bh(vr->lock);
	vips = vr->vips;
	kref_get(&vips->ref);
	sweep = !vr->swept;
	vr->swept = true;
	master = vr->fsm.state == HKA_STATE_MASTER && vr->gate_open;
	fresh = master && !vr->ready;
	rounds = master ? vr->announce : 0;
	vr->announce = 0;
	spin_unlock_bh(vr->lock);

	if (sweep)
		hka_addresses_sweep(vr, vips);
	hka_addresses_remove(vr, vips, master);
	if (fresh)
		all = hka_addresses_install(vr, vips, &retry_at);
	if (!master)
		hka_burst_cancel(vr, vips);
	else if (fresh || rounds)
		hka_burst_start(vr, vips, rounds);

	if (fresh) {
		spin_lock_bh(vr->lock);
		if (vr->gate_open && vr->vips == vips) {
			u64 now = ktime_get_ns();

			vr->ready = all;
			if (all)
				hka_burst_ready(vr, now);
			else
				vr->retry_at = min(retry_at, vr->ready_by);
			hka_timer_arm(vr);
		}
		spin_unlock_bh(vr->lock);
	}
	tell(vr);
	hka_vips_put(vips);
}

/* Asked in notifiers: inside one of our own requests? */
bool hka_reflect_is_current(void)
{
	return in_task() && current == hka_reflector;
}

void hka_reflect_queue(struct hka_vr *vr)
{
	spin_lock_bh(&hka_reflect_lock);
	if (list_empty(&vr->reflect_node)) {
		kref_get(&vr->ref);
		list_add_tail(&vr->reflect_node, &hka_reflect_list);
	}
	wake_up_process(hka_reflector);
	spin_unlock_bh(&hka_reflect_lock);
}

static struct hka_vr *next_router(void)
{
	struct hka_vr *vr;

	spin_lock_bh(&hka_reflect_lock);
	vr = list_first_entry_or_null(&hka_reflect_list, struct hka_vr, reflect_node);
	if (vr) {
		list_del_init(&vr->reflect_node);
		vr->reflecting = true;
	}
	spin_unlock_bh(&hka_reflect_lock);
	return vr;
}

/* Sleep until somebody queues a router, or something is to be announced. */
static void sleep_until(u64 at)
{
	ktime_t expires = ns_to_ktime(at);
	bool idle;

	set_current_state(TASK_IDLE);
	spin_lock_bh(&hka_reflect_lock);
	idle = list_empty(&hka_reflect_list);
	spin_unlock_bh(&hka_reflect_lock);
	if (idle && !kthread_should_stop())
		schedule_hrtimeout(at == HKA_NEVER ? NULL : &expires, HRTIMER_MODE_ABS);
	__set_current_state(TASK_RUNNING);
}

static int reflector(void *unused)
{
	struct hka_vr *vr;
	u64 at;

	for (;;) {
		cond_resched();
		vr = next_router();
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
		at = hka_burst_run();
		if (!at)
			continue;
		if (kthread_should_stop())
			break;
		sleep_until(at);
	}
	hka_burst_exit();
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

int hka_reflect_start(void)
{
	struct sched_attr attr = {
		.size = sizeof(attr),
		.sched_policy = SCHED_DEADLINE,
		.sched_flags = SCHED_FLAG_RECLAIM,
		.sched_runtime = HKA_DL_RUNTIME,
		.sched_deadline = HKA_DL_PERIOD,
		.sched_period = HKA_DL_PERIOD,
	};
	struct task_struct *task;

	task = kthread_create(reflector, NULL, "hka");
	if (IS_ERR(task))
		return PTR_ERR(task);
	if (sched_setattr_nocheck(task, &attr)) {
		pr_warn("no SCHED_DEADLINE bandwidth left; addresses move at real-time priority only\n");
		sched_set_fifo(task);
	}
	get_task_struct(task);
	hka_reflector = task;
	wake_up_process(task);
	return 0;
}

void hka_reflect_stop(void)
{
	struct task_struct *task = hka_reflector;

	kthread_stop(task);
	put_task_struct(task);
}
