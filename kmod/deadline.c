// SPDX-License-Identifier: GPL-2.0
/*
 * The share of a CPU that hka's threads have: SCHED_DEADLINE, or what is left to have.
 * Owns the figures; touches the thread it is given.
 *
 * A fifth of a CPU is guaranteed, more while nobody else needs it. The period is the
 * shortest that the kernel admits by default, for two reasons; where an administrator has
 * forbidden it (kernel.sched_deadline_period_min_us) it is longer.
 *
 * The kernel yields when it has told a listener of rtnetlink whose buffer is half full, and
 * that costs such a thread what is left of its period, with RTNL held, twice for an IPv4
 * address.
 *
 * And a thread that has used up its share holds what locks it has until its deadline,
 * unless one with an earlier deadline waits for them. On PREEMPT_RT softirqs run under such
 * a lock, in whoever holds it: the sender of adverts waits one period for it, not more.
 */
#include <linux/sched.h>
#include <uapi/linux/sched/types.h>

#include "engine.h"

static const struct share {
	u64 runtime;
	u64 period;
} shares[] = {
	{ 20 * NSEC_PER_USEC, 100 * NSEC_PER_USEC },
	{ 2 * NSEC_PER_MSEC, 10 * NSEC_PER_MSEC },
};

static int set_share(struct task_struct *task, const struct share *share)
{
	struct sched_attr attr = {
		.size = sizeof(attr),
		.sched_policy = SCHED_DEADLINE,
		.sched_flags = SCHED_FLAG_RECLAIM,
		.sched_runtime = share->runtime,
		.sched_deadline = share->period,
		.sched_period = share->period,
	};

	return sched_setattr_nocheck(task, &attr);
}

/* @what: what it does, for the log. */
void hka_deadline_set(struct task_struct *task, const char *what)
{
	if (!set_share(task, &shares[0]) || !set_share(task, &shares[1]))
		return;
	pr_warn("no SCHED_DEADLINE bandwidth left; %s at real-time priority only\n", what);
	sched_set_fifo(task);
}
