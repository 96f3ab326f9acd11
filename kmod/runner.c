// SPDX-License-Identifier: GPL-2.0
/*
 * The runner: where hka_vr_run() (timer.c) runs. Owns the queue of routers that have
 * something due and the context that works on it; knows nothing of what a run does.
 *
 *	PREEMPT_RT	one SCHED_DEADLINE thread for the module, which hard timers wake:
 *			softirqs are threads there, which anything of real-time priority
 *			starves. It lives while routers exist. A high-priority tasklet on
 *			each CPU helps it, see below.
 *	elsewhere	a high-priority tasklet on each CPU. Of all softirqs it runs first,
 *			and kernels before 6.5, which hold softirqs back while ksoftirqd
 *			runs, let tasklets pass.
 *	user namespaces	an ordinary work item
 *
 * A softirq that is raised while softirqs run may be left to ksoftirqd, which a
 * real-time loop starves, until the CPU's next interrupt: a tick later, if nothing
 * else happens. So whoever queues from there has a timer go off every 50 us until the
 * queue has been emptied; the softirqs run as each of these interrupts ends.
 *
 * What routers send to each other's namespaces, or to a device's other end, waits in
 * this CPU's backlog, which is short, for the receiving softirq. So the tasklet runs a
 * few routers at a time and lets that in between: it comes first of the softirqs again
 * right after.
 *
 * On PREEMPT_RT sending takes the CPU's softirq lock, and whoever has it may work on
 * softirqs for milliseconds: up to ten rounds of them. The thread that waits for it lends
 * its priority, no more. So the tasklet is raised as well, and runs first in the next round.
 * Who gives the lock back does what softirqs are pending, and a flood of packets is pending
 * always. The thread has no share of the CPU for that: what was pending when it came is left
 * to ksoftirqd, what it has raised itself it does.
 */
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/llist.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

#include "engine.h"

#define HKA_RUN_MAX	16	/* routers in a pass; a backlog takes 1000 packets or more */

/* Run the first @max of @list. Return: the others. */
static struct llist_node *run_some(struct llist_node *list, unsigned int max)
{
	struct hka_vr *vr;

	for (; list && max; max--) {
		vr = llist_entry(list, struct hka_vr, run_node);
		/* Whoever queues it again may do so from now on. */
		list = list->next;
		clear_bit(HKA_VR_QUEUED, &vr->flags);
		/* Pairs with claim(): what was pending before is seen by the run. */
		smp_mb__after_atomic();
		hka_vr_run(vr);
		hka_vr_put(vr);
	}
	return list;
}

/*
 * Return: whether the caller is to queue it; with a reference then. Who found it under RCU and
 * let go of its lock may come when it has been deleted, and the last reference is gone.
 */
static bool claim(struct hka_vr *vr)
{
	return !test_and_set_bit(HKA_VR_QUEUED, &vr->flags) && hka_vr_get_unless_zero(vr);
}

/*
 * Routers of other user namespaces: an ordinary work item, so that no user makes the
 * adverts of the host late.
 */
static LLIST_HEAD(hka_user_queue);
static struct workqueue_struct *hka_user_wq;

static void user_run(struct work_struct *work)
{
	struct llist_node *list = llist_reverse_order(llist_del_all(&hka_user_queue));

	while (list) {
		/* Whoever waits for this run may hold RTNL: it is not to be preempted. */
		local_bh_disable();
		list = run_some(list, 1);
		local_bh_enable();
		cond_resched();
	}
}

static DECLARE_WORK(hka_user_work, user_run);

/* Return: whether @vr, which is claimed, has been queued there. */
static bool queue_user(struct hka_vr *vr)
{
	if (hka_net_trusted(vr->hn->net))
		return false;
	if (llist_add(&vr->run_node, &hka_user_queue))
		queue_work(hka_user_wq, &hka_user_work);
	return true;
}

static int user_init(void)
{
	hka_user_wq = alloc_workqueue("hka_user", WQ_UNBOUND, 1);
	return hka_user_wq ? 0 : -ENOMEM;
}

static void user_exit(void)
{
	destroy_workqueue(hka_user_wq);
}

#if IS_ENABLED(CONFIG_PREEMPT_RT)

static LLIST_HEAD(hka_run_queue);
static struct llist_node *hka_run_rest;	/* hka_run_lock: taken from the queue, oldest first */
static DEFINE_SPINLOCK(hka_run_lock);
static DEFINE_PER_CPU(struct tasklet_struct, hka_run_tasklets);
static struct task_struct __rcu *hka_run_thread;

static bool work_left(void)
{
	return !llist_empty(&hka_run_queue) || READ_ONCE(hka_run_rest);
}

static struct llist_node *take_some(unsigned int max)
{
	struct llist_node *list, *last;

	spin_lock(&hka_run_lock);
	list = hka_run_rest ?: llist_reverse_order(llist_del_all(&hka_run_queue));
	for (last = list; last && last->next && max > 1; max--)
		last = last->next;
	WRITE_ONCE(hka_run_rest, last ? last->next : NULL);
	if (last)
		last->next = NULL;
	spin_unlock(&hka_run_lock);
	return list;
}

/* Softirqs are off. */
static void run_pass(void)
{
	run_some(take_some(HKA_RUN_MAX), HKA_RUN_MAX);
}

static void runner_work(struct tasklet_struct *t)
{
	run_pass();
	if (work_left())
		tasklet_hi_schedule(t);
}

/* For this CPU: the caller does not move to another. */
void hka_runner_queue(struct hka_vr *vr)
{
	struct task_struct *task;

	if (!claim(vr) || queue_user(vr) || !llist_add(&vr->run_node, &hka_run_queue))
		return;
	tasklet_hi_schedule(this_cpu_ptr(&hka_run_tasklets));
	/* ksoftirqd may have been faster. */
	if (!work_left())
		return;
	rcu_read_lock();
	task = rcu_dereference(hka_run_thread);
	if (task)
		wake_up_process(task);
	rcu_read_unlock();
}

void hka_vr_kick(struct hka_vr *vr)
{
	migrate_disable();
	hka_runner_queue(vr);
	migrate_enable();
}

/*
 * Hide from local_bh_enable() what softirqs are pending on this CPU, but the tasklets of
 * high priority: they are few, and ours has to remain one that can be raised.
 */
static unsigned int softirqs_hide(void)
{
	unsigned int hidden;
	unsigned long flags;

	local_irq_save(flags);
	hidden = local_softirq_pending() & ~BIT(HI_SOFTIRQ);
	set_softirq_pending(local_softirq_pending() & BIT(HI_SOFTIRQ));
	local_irq_restore(flags);
	return hidden;
}

/* The same CPU. Raising the tasklet wakes ksoftirqd, which may have seen nothing to do. */
static void softirqs_show(unsigned int hidden)
{
	unsigned long flags;

	if (!hidden)
		return;
	local_irq_save(flags);
	or_softirq_pending(hidden);
	local_irq_restore(flags);
	tasklet_hi_schedule(this_cpu_ptr(&hka_run_tasklets));
}

static void thread_pass(void)
{
	unsigned int hidden;

	migrate_disable();
	local_bh_disable();
	hidden = softirqs_hide();
	run_pass();
	if (work_left()) {
		/* So many that they would fill a backlog: what has been sent is received first. */
		softirqs_show(hidden);
		hidden = 0;
	}
	local_bh_enable();
	softirqs_show(hidden);
	migrate_enable();
}

static int run_thread(void *unused)
{
	for (;;) {
		set_current_state(TASK_IDLE);
		if (!work_left()) {
			if (kthread_should_stop())
				break;
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		thread_pass();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

int hka_runner_start(void)
{
	struct task_struct *task;

	task = kthread_create(run_thread, NULL, "hka_run");
	if (IS_ERR(task))
		return PTR_ERR(task);
	hka_deadline_set(task, "adverts are sent");
	get_task_struct(task);
	rcu_assign_pointer(hka_run_thread, task);
	wake_up_process(task);
	return 0;
}

/* The last router has gone; what is still queued is run. */
void hka_runner_stop(void)
{
	struct task_struct *task = rcu_dereference_protected(hka_run_thread, true);

	RCU_INIT_POINTER(hka_run_thread, NULL);
	synchronize_rcu();
	kthread_stop(task);
	put_task_struct(task);
}

int hka_runner_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		tasklet_setup(per_cpu_ptr(&hka_run_tasklets, cpu), runner_work);
	return user_init();
}

/* No router exists any more. */
void hka_runner_exit(void)
{
	int cpu;

	user_exit();
	for_each_possible_cpu(cpu)
		tasklet_kill(per_cpu_ptr(&hka_run_tasklets, cpu));
	local_bh_disable();
	while (work_left())
		run_pass();
	local_bh_enable();
}

#else

#define HKA_NUDGE_NS	(50 * NSEC_PER_USEC)
struct hka_runner {
	struct llist_head queue;
	struct llist_node *rest;	/* tasklet: taken from the queue, oldest first */
	struct tasklet_struct tasklet;
	struct hrtimer nudge;
};

static DEFINE_PER_CPU(struct hka_runner, hka_runners);

/* Nothing is done here but to interrupt: the tasklet runs on the way out. */
static enum hrtimer_restart nudge(struct hrtimer *timer)
{
	struct hka_runner *runner = container_of(timer, struct hka_runner, nudge);

	if (llist_empty(&runner->queue) && !READ_ONCE(runner->rest))
		return HRTIMER_NORESTART;
	hrtimer_forward_now(timer, HKA_NUDGE_NS);
	return HRTIMER_RESTART;
}

/* In a softirq: the tasklet may be left to ksoftirqd. */
static void start_nudge(struct hka_runner *runner)
{
	if (!hrtimer_active(&runner->nudge))
		hrtimer_start(&runner->nudge, HKA_NUDGE_NS, HRTIMER_MODE_REL_PINNED_HARD);
}

/* For this CPU. Interrupts or softirqs are off. */
void hka_runner_queue(struct hka_vr *vr)
{
	struct hka_runner *runner;

	if (!claim(vr) || queue_user(vr))
		return;
	runner = this_cpu_ptr(&hka_runners);
	if (!llist_add(&vr->run_node, &runner->queue))
		return;
	tasklet_hi_schedule(&runner->tasklet);
	if (in_serving_softirq())
		start_nudge(runner);
}

void hka_vr_kick(struct hka_vr *vr)
{
	local_bh_disable();
	hka_runner_queue(vr);
	local_bh_enable();
}

static void runner_work(struct tasklet_struct *t)
{
	struct hka_runner *runner = from_tasklet(runner, t, tasklet);
	struct llist_node *list = runner->rest;

	if (!list)
		list = llist_reverse_order(llist_del_all(&runner->queue));
	/* Not waited for meanwhile: no nudge interrupts a pass, however slow the CPU is. */
	WRITE_ONCE(runner->rest, NULL);
	WRITE_ONCE(runner->rest, run_some(list, HKA_RUN_MAX));
	if (!runner->rest && llist_empty(&runner->queue))
		return;
	tasklet_hi_schedule(t);
	start_nudge(runner);
}

int hka_runner_start(void)
{
	return 0;
}

void hka_runner_stop(void)
{
}

int hka_runner_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		struct hka_runner *runner = per_cpu_ptr(&hka_runners, cpu);

		init_llist_head(&runner->queue);
		tasklet_setup(&runner->tasklet, runner_work);
		hrtimer_setup(&runner->nudge, nudge, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	}
	return user_init();
}

/* No router exists any more. */
void hka_runner_exit(void)
{
	int cpu;

	user_exit();
	for_each_possible_cpu(cpu) {
		struct hka_runner *runner = per_cpu_ptr(&hka_runners, cpu);

		tasklet_kill(&runner->tasklet);
		hrtimer_cancel(&runner->nudge);
		/* Killed between two passes: what is left has nothing to send any more. */
		local_bh_disable();
		run_some(runner->rest, UINT_MAX);
		run_some(llist_reverse_order(llist_del_all(&runner->queue)), UINT_MAX);
		local_bh_enable();
	}
}

#endif
