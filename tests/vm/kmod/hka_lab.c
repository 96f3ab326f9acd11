// SPDX-License-Identifier: GPL-2.0
/*
 * Test-only module of the laboratory: makes the kernel behave badly on demand.
 *
 *   echo MS >/sys/module/hka_lab/parameters/rtnl
 *
 * holds RTNL for MS milliseconds. The write returns when the lock is held, so
 * that the next step of a scenario is certain to meet it held.
 *
 *   echo MS >/sys/module/hka_lab/parameters/softirqs_off
 *   echo MS >/sys/module/hka_lab/parameters/interrupts_off
 *
 * let no softirq, or no interrupt, run on any CPU for MS milliseconds. The write
 * returns when that is over; woke then holds the moment, in ns of CLOCK_REALTIME.
 *
 *   echo MS >/sys/module/hka_lab/parameters/sleep
 *
 * makes the clocks tell of a suspend of so many milliseconds that ended just now:
 * CLOCK_BOOTTIME and CLOCK_REALTIME are ahead by it, CLOCK_MONOTONIC is not.
 *
 *   echo MS >/sys/module/hka_lab/parameters/linger
 *
 * makes a reboot wait MS milliseconds after everybody was notified of it, so that
 * an observer in the same guest still sees what was sent.
 *
 *   echo TEXT >/sys/module/hka_lab/parameters/seek
 *
 * looks for TEXT in every socket buffer that is freed as one that was read to its end, as
 * netlink's requests and answers are, until an empty text ends it; found counts those that
 * have it.
 */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
#include <linux/stop_machine.h>
#include <linux/timekeeping.h>

static DEFINE_MUTEX(holder_mutex);
static struct task_struct *holder;
static DECLARE_COMPLETION(held);

static int hold_rtnl(void *data)
{
	unsigned long end, ms = (unsigned long)data;

	rtnl_lock();
	complete(&held);
	end = jiffies + msecs_to_jiffies(ms);
	while (time_before(jiffies, end) && !kthread_should_stop())
		msleep(10);
	rtnl_unlock();
	/* The task must exist until somebody reaps it with kthread_stop(). */
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static void reap(void)
{
	if (holder)
		kthread_stop(holder);
	holder = NULL;
}

static int rtnl_set(const char *val, const struct kernel_param *kp)
{
	struct task_struct *task;
	unsigned long ms;
	int err = kstrtoul(val, 0, &ms);

	if (err)
		return err;
	if (ms > 60000)
		return -ERANGE;
	mutex_lock(&holder_mutex);
	reap();
	reinit_completion(&held);
	task = kthread_run(hold_rtnl, (void *)ms, "hka_lab_rtnl");
	if (IS_ERR(task)) {
		err = PTR_ERR(task);
	} else {
		holder = task;
		wait_for_completion(&held);
	}
	mutex_unlock(&holder_mutex);
	return err;
}

static const struct kernel_param_ops rtnl_ops = { .set = rtnl_set };
module_param_cb(rtnl, &rtnl_ops, NULL, 0200);
MODULE_PARM_DESC(rtnl, "hold RTNL for so many milliseconds");

/* Kept short: the kernel's own watchdogs must not notice. */
#define STALL_MAX_MS	10000

static unsigned long woke;
module_param(woke, ulong, 0400);
MODULE_PARM_DESC(woke, "when the last stall ended, ns of CLOCK_REALTIME");

static u64 stall_end;		/* ktime_get_mono_fast_ns(): works with interrupts off */
static DECLARE_COMPLETION(stalled);

static int spin(void *unused)
{
	while (ktime_get_mono_fast_ns() < stall_end)
		cpu_relax();
	woke = ktime_get_real_fast_ns();
	return 0;
}

static int spin_softirqs_off(void *unused)
{
	local_bh_disable();
	spin(NULL);
	local_bh_enable();
	kthread_complete_and_exit(&stalled, 0);
}

static int softirqs_off(void)
{
	struct task_struct *task;
	int cpu, n = 0, err = 0;

	reinit_completion(&stalled);
	cpus_read_lock();
	for_each_online_cpu(cpu) {
		task = kthread_create_on_cpu(spin_softirqs_off, NULL, cpu, "hka_lab/%u");
		if (IS_ERR(task)) {
			err = PTR_ERR(task);
			break;
		}
		n++;
		sched_set_fifo(task);
		wake_up_process(task);
	}
	cpus_read_unlock();
	while (n--)
		wait_for_completion(&stalled);
	return err;
}

static int stall_set(const char *val, const struct kernel_param *kp)
{
	unsigned long ms;
	int err = kstrtoul(val, 0, &ms);

	if (err)
		return err;
	if (ms > STALL_MAX_MS)
		return -ERANGE;
	mutex_lock(&holder_mutex);
	stall_end = ktime_get_mono_fast_ns() + ms * NSEC_PER_MSEC;
	/* Interrupts are off on all CPUs while one of them runs the function. */
	err = kp->arg ? stop_machine(spin, NULL, NULL) : softirqs_off();
	mutex_unlock(&holder_mutex);
	return err;
}

static const struct kernel_param_ops stall_ops = { .set = stall_set };
module_param_cb(softirqs_off, &stall_ops, NULL, 0200);
MODULE_PARM_DESC(softirqs_off, "let no softirq run for so many milliseconds");
module_param_cb(interrupts_off, &stall_ops, &stall_end, 0200);
MODULE_PARM_DESC(interrupts_off, "let no interrupt run for so many milliseconds");

/* Not exported: found as a probe would find it. */
static int sleep_set(const char *val, const struct kernel_param *kp)
{
	struct kprobe probe = { .symbol_name = "timekeeping_inject_sleeptime64" };
	void (*inject)(const struct timespec64 *delta);
	struct timespec64 delta;
	unsigned long ms;
	int err = kstrtoul(val, 0, &ms);

	if (err)
		return err;
	err = register_kprobe(&probe);
	if (err)
		return err;
	inject = (void *)probe.addr;
	unregister_kprobe(&probe);
	delta = ns_to_timespec64(ms * NSEC_PER_MSEC);
	inject(&delta);
	woke = ktime_get_real_fast_ns();
	return 0;
}

static const struct kernel_param_ops sleep_ops = { .set = sleep_set };
module_param_cb(sleep, &sleep_ops, NULL, 0200);
MODULE_PARM_DESC(sleep, "tell of a suspend of so many milliseconds");

static char sought[33];
static unsigned int sought_len;
static unsigned long found;
module_param(found, ulong, 0600);
MODULE_PARM_DESC(found, "freed socket buffers that had what is sought");

static int seek_in(struct kprobe *probe, struct pt_regs *regs)
{
	const struct sk_buff *skb = (void *)regs_get_kernel_argument(regs, 0);
	unsigned int i, len;

	if (!skb)
		return 0;
	len = skb_headlen(skb) + (skb->data - skb->head);
	for (i = 0; i + sought_len <= len; i++)
		if (!memcmp(skb->head + i, sought, sought_len)) {
			found++;
			break;
		}
	return 0;
}

static struct kprobe seeker;

static void seek_end(void)
{
	if (sought_len)
		unregister_kprobe(&seeker);
	sought_len = 0;
}

static int seek_set(const char *val, const struct kernel_param *kp)
{
	size_t len = strcspn(val, "\n");
	int err = 0;

	if (len >= sizeof(sought))
		return -ERANGE;
	mutex_lock(&holder_mutex);
	seek_end();
	if (len) {
		memcpy(sought, val, len);
		sought_len = len;
		seeker = (struct kprobe) { .symbol_name = "consume_skb", .pre_handler = seek_in };
		err = register_kprobe(&seeker);
		if (err)
			sought_len = 0;
	}
	mutex_unlock(&holder_mutex);
	return err;
}

static const struct kernel_param_ops seek_ops = { .set = seek_set };
module_param_cb(seek, &seek_ops, NULL, 0200);
MODULE_PARM_DESC(seek, "look for a text in socket buffers that are freed");

static unsigned int linger;
module_param(linger, uint, 0600);
MODULE_PARM_DESC(linger, "milliseconds a reboot waits after its notifiers");

static int rebooting(struct notifier_block *nb, unsigned long event, void *ptr)
{
	msleep(min(linger, 60000u));
	return NOTIFY_DONE;
}

/* After everybody else. */
static struct notifier_block reboot_nb = {
	.notifier_call = rebooting,
	.priority = INT_MIN,
};

static int __init hka_lab_init(void)
{
	return register_reboot_notifier(&reboot_nb);
}

static void __exit hka_lab_exit(void)
{
	unregister_reboot_notifier(&reboot_nb);
	seek_end();
	reap();
}

module_init(hka_lab_init);
module_exit(hka_lab_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("hka laboratory: faults on demand");
