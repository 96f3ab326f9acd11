// SPDX-License-Identifier: GPL-2.0
/*
 * Timers, and what a run does: the one transmitter.
 *
 * Each router has one hrtimer, armed for the machine's deadline or for whatever
 * else is due first (second burst of announcements, a retry). It expires in hard
 * interrupt context and only queues the router for the runner (runner.c), which
 * calls hka_vr_run() in a softirq or a thread.
 *
 *	armed by			for
 *	hka_timer_arm()			fsm.deadline, burst_at, retry_at, ready_by,
 *					fib_at, contributions_at: the earliest
 *	hka_vr_kick()			now, without the timer: something is pending
 *
 * A BACKUP's deadline moves with each advert. The hrtimer is left where it is when
 * the deadline only moves away, and follows once per down interval instead of once per
 * advert: as the last advert comes before it would go off, if that is worked on by the CPU
 * that armed it, where it stays; else it goes off, finds nothing due and is armed anew.
 */
#include <linux/timekeeping.h>
#include <linux/wait_bit.h>

#include "engine.h"
#include "trace.h"

static enum hrtimer_restart timer_fire(struct hrtimer *timer)
{
	hka_runner_queue(container_of(timer, struct hka_vr, timer));
	return HRTIMER_NORESTART;
}

void hka_timer_setup(struct hka_vr *vr)
{
	hrtimer_setup(&vr->timer, timer_fire, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
	vr->armed = HKA_NEVER;
}

/* vr->lock held: a MASTER that serves, but not yet with all its addresses. */
static bool installing(const struct hka_vr *vr)
{
	return vr->fsm.state == HKA_STATE_MASTER && vr->gate_open && !vr->ready;
}

/* vr->lock held. */
void hka_timer_arm(struct hka_vr *vr)
{
	u64 at = min(min3(vr->fsm.deadline, vr->retry_at, vr->contributions_at),
		     min(hka_burst_next(vr), vr->fib_at));

	lockdep_assert_held(vr->lock);
	if (installing(vr))
		at = min(at, vr->ready_by);
	if (vr->deleted || at == HKA_NEVER)
		return;
	if (vr->armed <= at)
		return;
	vr->armed = at;
	vr->armed_on = raw_smp_processor_id();
	hrtimer_start(&vr->timer, ns_to_ktime(at), HRTIMER_MODE_ABS_HARD);
}

/*
 * vr->lock held: an advert moved the deadline away; the next one is due in @interval_us. To go
 * off before costs several times what it costs to arm.
 */
void hka_timer_follow(struct hka_vr *vr, u64 now, u32 interval_us)
{
	u64 next = now + (u64)interval_us * NSEC_PER_USEC * 5 / 4;

	lockdep_assert_held(vr->lock);
	if (vr->armed > now && vr->armed < next && vr->armed_on == raw_smp_processor_id())
		vr->armed = HKA_NEVER;
	hka_timer_arm(vr);
}

/* The router is deleted: hka_timer_arm() arms no more. */
void hka_timer_stop(struct hka_vr *vr)
{
	hrtimer_cancel(&vr->timer);
}

/* vr->lock held: is every address in, in time? */
static void check_ready(struct hka_vr *vr, u64 now)
{
	if (installing(vr) && now >= vr->ready_by)
		hka_fence(vr, HKA_FAULT_ADDRESS_INSTALL, now);
}

/*
 * The delay counts from the creation whenever its length is set. Once a router has
 * started nothing brings it back: not a link event, not another length.
 */
u64 hka_startup_ns(const struct hka_vr *vr, u64 now)
{
	u64 end = vr->created + (u64)vr->startup_delay_us * NSEC_PER_USEC;

	lockdep_assert_held(vr->lock);
	return vr->starting && end > now ? end - now : 0;
}

/* A start-up delay may be running: the link delay counts from the link, not from its end. */
static u8 look_at_link(struct hka_vr *vr, u64 now)
{
	u8 fault = hka_link_check_device(vr);
	bool down = fault == HKA_FAULT_NO_DEVICE || fault == HKA_FAULT_DEVICE_DOWN ||
		    fault == HKA_FAULT_NO_CARRIER;

	if (vr->link_down && !down)
		vr->link_up = now;
	vr->link_down = down;
	return fault;
}

/* What ends with @fault, or begins with it. */
static u8 fault_event(u8 fault, bool ends)
{
	switch (fault) {
	case HKA_FAULT_NONE:
		return HKA_LAST_EVENT_STARTUP;
	case HKA_FAULT_NO_SOURCE:
		return ends ? HKA_LAST_EVENT_PRIMARY_IP_ADDRESS :
			      HKA_LAST_EVENT_NO_PRIMARY_IP_ADDRESS;
	case HKA_FAULT_ADDRESS_INSTALL:
	case HKA_FAULT_ADDRESS_FIGHT:
	case HKA_FAULT_ROUTE_FIGHT:
	case HKA_FAULT_SEND_FAILED:
		return ends ? HKA_LAST_EVENT_INTERFACE_UP : hka_fence_cause(fault);
	case HKA_FAULT_TRACKER:
		return HKA_LAST_EVENT_TRACKER;
	case HKA_FAULT_DEMOTED:
		return HKA_LAST_EVENT_DEMOTION;
	case HKA_FAULT_GROUP:
		return HKA_LAST_EVENT_GROUP;
	case HKA_FAULT_LEASE:
		return HKA_LAST_EVENT_LEASE;
	default:
		return ends ? HKA_LAST_EVENT_INTERFACE_UP : HKA_LAST_EVENT_INTERFACE_DOWN;
	}
}

/* What begins and ends is rare: its events are not made for each advert. */
static void come_up(struct hka_vr *vr, u64 now)
{
	struct hka_fsm_event ev = {
		.type = HKA_EV_STARTUP,
		.last_event = fault_event(vr->fault, true),
		.now = now,
		.link_up = vr->link_up,
	};

	vr->fault = HKA_FAULT_NONE;
	vr->retry_at = HKA_NEVER;
	vr->up_since = ktime_get_real_ns();
	hka_vr_event(vr, &ev, NULL);
}

static void go_down(struct hka_vr *vr, u8 fault, u64 now)
{
	struct hka_fsm_event ev = {
		.type = HKA_EV_FAULT,
		.last_event = fault_event(fault, false),
		.now = now,
	};

	vr->fault = fault;
	hka_vr_event(vr, &ev, NULL);
}

/*
 * vr->lock held, RCU: start, stop or go on according to the device and its address.
 * The device is looked at each time, since link events can be a second late; the
 * address when a notifier asked, or while not running: the end of duplicate address
 * detection is not told at all.
 */
static void check_link(struct hka_vr *vr, u64 now)
{
	struct hka_addr source = vr->source;
	bool running;
	u8 fault;

	fault = look_at_link(vr, now);
	if (hka_startup_ns(vr, now)) {
		vr->retry_at = now + hka_startup_ns(vr, now);
		return;
	}
	vr->starting = false;
	running = vr->fsm.state == HKA_STATE_BACKUP || vr->fsm.state == HKA_STATE_MASTER;
	if (!fault && (!running || hka_source_moves(vr) ||
		       test_bit(HKA_VR_RELINK, &vr->flags))) {
		clear_bit(HKA_VR_RELINK, &vr->flags);
		/* A device that is down and need not be up loses its IPv6 address. */
		if (!hka_source_find(vr, &source) && (!running || hka_link_carries(vr)))
			fault = HKA_FAULT_NO_SOURCE;
	}
	if (!fault)
		fault = hka_fence_fault(vr, now);
	if (!fault)
		fault = vr->held;
	if (!fault && hka_group_holds(vr))
		fault = HKA_FAULT_GROUP;

	if (!fault) {
		vr->source = source;
		vr->has_source = true;
		if (!running)
			come_up(vr, now);
		return;
	}

	vr->retry_at = now + 100 * NSEC_PER_MSEC;
	if (vr->fault != fault || running)
		go_down(vr, fault, now);
}

/* vr->lock held: what is due by the clock. */
static void look_at_clock(struct hka_vr *vr, u64 now)
{
	struct hka_fsm_event ev = {
		.type = HKA_EV_TIMER,
		.now = now,
	};

	hka_effective_update(vr, now);
	check_link(vr, now);
	if (now >= vr->fsm.deadline)
		vr->stats.late_max = max(vr->stats.late_max, now - vr->fsm.deadline);
	/* Also when it is early: after a suspend the machine must not wait for its deadline. */
	hka_vr_event(vr, &ev, NULL);
	check_ready(vr, now);
	hka_burst_due(vr, now);
	hka_rival_due(vr, now);
	if (now >= vr->retry_at && vr->fsm.state == HKA_STATE_MASTER) {
		vr->retry_at = HKA_NEVER;
		vr->reflect = true;
	}
	if (now >= vr->fib_at) {
		vr->fib_at = HKA_NEVER;
		vr->reflect = true;
	}
}

static void count_sent(struct hka_vr *vr, u32 send, int err)
{
	if (!send)
		return;
	trace_hka_advert_sent(vr, send & HKA_ACT_RELEASE ? HKA_PRIO_RELEASE : vr->cfg.priority,
			      err);
	if (err) {
		vr->stats.send_errors++;
		hka_fence_send_failed(vr, ktime_get_ns());
		return;
	}
	vr->failed_sends = 0;
	vr->stats.sent++;
	vr->stats.zero_sent += !!(send & HKA_ACT_RELEASE);
	vr->stats.replies += !!(send & HKA_ACT_REPLY);
	vr->stats.yields += !!(send & HKA_ACT_YIELD);
}

/*
 * One pass: let the machine look at the clock, then send what is pending. The
 * frame leaves before anything that can wait: the timer, the reflector's wake-up.
 */
static void run_once(struct hka_vr *vr)
{
	struct hka_group *walk;
	const struct hka_peers *peers;
	struct sk_buff *skb = NULL;
	bool resolve, again;
	struct hka_addr source;
	struct sk_buff_head copies;
	int err = 0;
	u8 priority;
	u32 send;

	__skb_queue_head_init(&copies);
	rcu_read_lock();
	hka_vr_lock(vr);
	if (!vr->deleted) {
		vr->armed = HKA_NEVER;
		look_at_clock(vr, ktime_get_ns());
	}
	send = vr->pending & HKA_ACT_SENDS;
	vr->pending &= ~HKA_ACT_SENDS;
	/* A release is the last word; whatever else was pending is stale. */
	priority = send & HKA_ACT_RELEASE ? HKA_PRIO_RELEASE : vr->cfg.priority;
	peers = rcu_dereference(vr->peers);
	if (send && peers)
		hka_unicast_build(vr, priority, &copies);
	else if (send)
		skb = hka_tx_build(vr, priority);
	resolve = peers && vr->fsm.state == HKA_STATE_BACKUP;
	source = vr->source;
	hka_vr_unlock(vr);

	if (send && peers)
		err = hka_unicast_send(vr, peers, &copies);
	else if (send)
		err = skb ? hka_tx_send(skb) : -ENOBUFS;
	if (resolve)
		hka_unicast_resolve(vr, &source);

	hka_vr_lock(vr);
	count_sent(vr, send, err);
	hka_timer_arm(vr);
	/* With the lock: until the deletion has it there is a thread to be woken. */
	if (vr->reflect && !vr->ended)
		hka_reflect_queue(vr);
	vr->reflect = false;
	again = vr->pending;
	walk = hka_group_get_walk(vr);
	hka_vr_unlock(vr);
	rcu_read_unlock();
	/* Fenced off by what could not be sent. */
	if (again)
		hka_vr_kick(vr);
	if (walk)
		hka_group_walk(walk);
}

/* Whoever comes first runs for all who come meanwhile: passes never overlap. */
void hka_vr_run(struct hka_vr *vr)
{
	int n = atomic_inc_return(&vr->runs);

	if (n != 1)
		return;
	do {
		run_once(vr);
		n = atomic_sub_return(n, &vr->runs);
	} while (n);
	if (atomic_read(&vr->waiters))
		wake_up_var(&vr->runs);
}

/*
 * Wait until what is pending has been sent. The runner needs neither RTNL nor a
 * mutex, so this is short wherever it is called. That of the user namespaces may not
 * get the CPU for long, and a caller may hold RTNL: so the caller runs for it.
 */
void hka_vr_flush(struct hka_vr *vr)
{
	bool runner = hka_net_trusted(vr->hn->net);

	might_sleep();
	/* Counted: one that leaves must not make the runner forget another. */
	atomic_inc(&vr->waiters);
	if (runner) {
		hka_vr_kick(vr);
	} else {
		local_bh_disable();
		hka_vr_run(vr);
		local_bh_enable();
	}
	wait_var_event(&vr->runs, !(runner && test_bit(HKA_VR_QUEUED, &vr->flags)) &&
		       !atomic_read(&vr->runs) &&
		       !(READ_ONCE(vr->pending) & HKA_ACT_SENDS));
	atomic_dec(&vr->waiters);
}
