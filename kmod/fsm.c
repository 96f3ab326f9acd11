// SPDX-License-Identifier: GPL-2.0
/*
 * The VRRP state machine (fsm.h). Owns struct hka_fsm and touches nothing else.
 *
 * One timer serves both states: Active_Down_Timer while BACKUP, Adver_Timer
 * while MASTER. A timer event is only a hint to look at the deadline, so one
 * that comes early, twice or from before the last re-arm does no harm.
 */
#include "fsm.h"

#define NS_PER_US		1000ull
#define NS_PER_MSEC		1000000ull
#define NS_PER_SEC		1000000000ull
#define PRIO_MAX_BACKUP		254	/* no peer that waits can have more */
#define PRIO_LEAST		1

static u64 interval_ns(u32 interval_us)
{
	return interval_us * NS_PER_US;
}

static u64 skew_ns(u8 version, u8 priority, u32 master_interval_us)
{
	u64 unit = version == 2 ? NS_PER_SEC : interval_ns(master_interval_us);

	return (256u - priority) * unit / 256u;
}

static u64 count_ns(const struct hka_fsm_config *cfg, u32 master_interval_us)
{
	u32 count = cfg->down_count ? cfg->down_count : HKA_DOWN_COUNT;

	return count * interval_ns(master_interval_us);
}

/* In maintenance everybody else comes first. */
u64 hka_fsm_skew_ns(const struct hka_fsm_config *cfg, u32 master_interval_us)
{
	return skew_ns(cfg->version, cfg->maintenance ? PRIO_LEAST : cfg->priority,
		       master_interval_us);
}

u64 hka_fsm_down_ns(const struct hka_fsm_config *cfg, u32 master_interval_us)
{
	return count_ns(cfg, master_interval_us) +
	       hka_fsm_skew_ns(cfg, master_interval_us);
}

u64 hka_fsm_handover_ns(const struct hka_fsm_config *cfg)
{
	return interval_ns(cfg->interval_us) + skew_ns(cfg->version, PRIO_LEAST, cfg->interval_us);
}

void hka_fsm_init(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	memset(fsm, 0, sizeof(*fsm));
	fsm->state = HKA_STATE_INIT;
	fsm->last_event = HKA_LAST_EVENT_NONE;
	fsm->master_reason = HKA_MASTER_REASON_NOT_MASTER;
	fsm->master_interval_us = cfg->interval_us;
	fsm->deadline = HKA_NEVER;
	fsm->lower_since = HKA_NEVER;
	fsm->rival_at = HKA_NEVER;
	fsm->link_up = HKA_NEVER;
	fsm->since = now;
}

static bool is_owner(const struct hka_fsm_config *cfg)
{
	return cfg->priority == HKA_PRIO_OWNER;
}

/* How late the timer is, time asleep included: no timer counts that. */
static u64 lateness(const struct hka_fsm *fsm, u64 now)
{
	return (now > fsm->deadline ? now - fsm->deadline : 0) + fsm->slept;
}

static u32 arm(struct hka_fsm *fsm, u64 deadline)
{
	fsm->deadline = deadline;
	fsm->slept = 0;

	return HKA_ACT_ARM;
}

/* BACKUP: no losing MASTER is heard any more; whatever delay it was given ends. */
static void forget_lower(struct hka_fsm *fsm)
{
	fsm->lower_since = HKA_NEVER;
	fsm->hold = HKA_HOLD_NONE;
}

static u32 change_state(struct hka_fsm *fsm, u8 state, u8 cause, u64 now)
{
	fsm->state = state;
	fsm->last_event = cause;
	fsm->since = now;
	fsm->released = false;
	fsm->rechecked = false;
	fsm->silent = false;
	fsm->owed = false;
	fsm->wants = false;
	fsm->rival_at = HKA_NEVER;
	fsm->handing = HKA_LAST_EVENT_NONE;
	fsm->ceded = false;
	fsm->handed = false;
	fsm->link_up = HKA_NEVER;
	fsm->led_priority = 0;
	forget_lower(fsm);

	return HKA_ACT_STATE;
}

static u32 become_master(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
			 u8 cause, u8 reason, u64 now)
{
	fsm->master_reason = reason;
	fsm->master_interval_us = cfg->interval_us;
	fsm->last_reply = 0;
	fsm->announce_next = 0;

	return change_state(fsm, HKA_STATE_MASTER, cause, now) |
	       arm(fsm, now + interval_ns(cfg->interval_us)) |
	       HKA_ACT_ADVERT | HKA_ACT_OPEN;
}

/* When silence begins to mean something: a port may forward only some time after its link came. */
static u64 listens_until(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg)
{
	return fsm->link_up == HKA_NEVER ? 0 : fsm->link_up + interval_ns(cfg->link_delay_us);
}

u64 hka_fsm_listen_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 end = listens_until(fsm, cfg);

	return fsm->state == HKA_STATE_BACKUP && end > now ? end - now : 0;
}

/* One that is dampened lets all others go first. */
static u64 own_skew_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg)
{
	if (fsm->damped)
		return skew_ns(cfg->version, PRIO_LEAST, fsm->master_interval_us);
	return hka_fsm_skew_ns(cfg, fsm->master_interval_us);
}

/* When a BACKUP that has heard nothing since @basis claims. */
static u64 down_at(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg)
{
	u64 listens = listens_until(fsm, cfg);

	return (fsm->basis > listens ? fsm->basis : listens) +
	       count_ns(cfg, fsm->master_interval_us) + own_skew_ns(fsm, cfg);
}

/* Arm Active_Down_Timer in full. */
static u32 watch(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	fsm->basis = now;
	fsm->released = false;
	fsm->rechecked = false;
	fsm->wants = false;

	if (cfg->bound == HKA_BOUND_FOLLOW)
		return arm(fsm, HKA_NEVER);

	return arm(fsm, down_at(fsm, cfg));
}

/* BACKUP that would be MASTER: it is, unless its group has to agree. */
static u32 claim(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u8 cause, u8 reason,
		 u64 now)
{
	if (cfg->bound == HKA_BOUND_NONE)
		return become_master(fsm, cfg, cause, reason, now);

	fsm->wants = true;
	fsm->want_event = cause;
	fsm->want_reason = reason;

	return arm(fsm, HKA_NEVER) | HKA_NOTE_WANTS;
}

static u32 startup(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		   const struct hka_fsm_event *ev)
{
	u8 cause = ev->last_event ? ev->last_event : HKA_LAST_EVENT_STARTUP;
	bool listens, at_once;
	u32 acts;

	if (fsm->state != HKA_STATE_INIT && fsm->state != HKA_STATE_FAULT)
		return 0;

	listens = ev->link_up && ev->link_up + interval_ns(cfg->link_delay_us) > ev->now;
	at_once = is_owner(cfg) && !cfg->maintenance && !fsm->damped && !listens;
	if (at_once && cfg->bound == HKA_BOUND_NONE)
		return become_master(fsm, cfg, cause, HKA_MASTER_REASON_PRIORITY, ev->now);

	fsm->master_interval_us = cfg->interval_us;
	acts = change_state(fsm, HKA_STATE_BACKUP, cause, ev->now);
	if (ev->link_up)
		fsm->link_up = ev->link_up;
	acts |= watch(fsm, cfg, ev->now);
	if (at_once && cfg->bound == HKA_BOUND_SYNC)
		acts |= claim(fsm, cfg, cause, HKA_MASTER_REASON_PRIORITY, ev->now);

	return acts;
}

/* To INIT or FAULT, from wherever. */
static u32 stop(struct hka_fsm *fsm, const struct hka_fsm_event *ev, u8 state)
{
	u8 cause = ev->last_event ? ev->last_event : HKA_LAST_EVENT_SHUTDOWN;
	u32 acts = 0;

	if (fsm->state == state)
		return 0;

	if (fsm->state == HKA_STATE_MASTER) {
		acts = HKA_ACT_CLOSE;
		/* Peers have long stopped waiting for one that overslept, or have taken over. */
		if (!fsm->silent && !fsm->ceded)
			acts |= HKA_ACT_RELEASE;
	}
	if (fsm->deadline != HKA_NEVER)
		acts |= arm(fsm, HKA_NEVER);

	return acts | change_state(fsm, state, cause, ev->now);
}

/*
 * The first grid point after @now: the period never drifts, and a late timer
 * is not followed by a burst that makes up for what was missed.
 */
static u64 next_period(u64 deadline, u64 period, u64 now)
{
	u64 next = deadline + period;

	if (next <= now)
		next += (hka_div64(now - next, period) + 1) * period;

	return next;
}

/* How late a timer may be without anything being wrong (CONFORMANCE TM-08). */
static u64 jitter_ns(u64 interval)
{
	u64 jitter = interval / 20;

	return jitter > NS_PER_MSEC ? jitter : NS_PER_MSEC;
}

/*
 * Has so much time passed since the last advert that a peer may have claimed?
 * With a down_count of one a peer's patience is hardly longer than the interval:
 * mere jitter must not silence a MASTER that nobody replaced.
 */
static bool overslept(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 interval = interval_ns(cfg->interval_us);
	u64 shortest_down = count_ns(cfg, cfg->interval_us) +
			    skew_ns(cfg->version, PRIO_MAX_BACKUP, cfg->interval_us);
	u64 late = lateness(fsm, now);

	return late > jitter_ns(interval) && late + interval > shortest_down;
}

/* Hold the tongue long enough to hear whoever may have taken over. */
static u32 fall_silent(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	fsm->silent = true;

	return HKA_ACT_CLOSE | HKA_NOTE_STALL |
	       arm(fsm, now + interval_ns(cfg->interval_us) +
			hka_fsm_skew_ns(cfg, cfg->interval_us));
}

/*
 * Announcements that a rival's adverts cause: two at once (its periodic advert and
 * the one with which it yields), then one in half an interval. One that is held back
 * goes with our next advert, so that the last word on the addresses is ours.
 */
static void announce_spend(struct hka_fsm *fsm, u64 half, u64 now)
{
	fsm->owed = false;
	fsm->announce_next = (fsm->announce_next > now ? fsm->announce_next : now) + half;
}

static u32 announce_limited(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u32 acts,
			    u64 now)
{
	u64 half = interval_ns(cfg->interval_us) / 2;

	if (fsm->announce_next > now + half) {
		fsm->owed = true;
		return 0;
	}
	announce_spend(fsm, half, now);

	return acts;
}

static u32 announce_owed(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	if (!fsm->owed)
		return 0;
	announce_spend(fsm, interval_ns(cfg->interval_us) / 2, now);

	return HKA_ACT_ANNOUNCE | HKA_ACT_LOWER;
}

/*
 * The group is not MASTER any more. Priority 0 and no last advert: a peer that is
 * MASTER announces itself, one that waits need not wait for silence, and neither takes
 * the loser of this election for a rival. Whoever was heard to have taken over knows.
 */
static u32 retreat(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u8 cause, u64 now)
{
	bool ceded = fsm->ceded;
	u32 acts = HKA_ACT_CLOSE;

	if (ceded) {
		cause = fsm->handing;
	} else {
		acts |= fsm->silent ? 0 : HKA_ACT_RELEASE;
		fsm->master_interval_us = cfg->interval_us;
	}
	acts |= change_state(fsm, HKA_STATE_BACKUP, cause, now) | watch(fsm, cfg, now);
	fsm->handed = ceded && cause != HKA_LAST_EVENT_MAINTENANCE;

	return acts;
}

/*
 * Make before break: priority 0 makes the peers claim, and nothing that would make them
 * wait again is sent until one of them has. It serves meanwhile, whatever that takes.
 */
static u32 hand_over(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u8 cause, u64 until,
		     u64 now)
{
	u64 own = now + hka_fsm_handover_ns(cfg);

	if (fsm->handing) {
		/* The whole group is as patient as its slowest member. */
		if (fsm->silent || until <= fsm->deadline)
			return 0;
		return arm(fsm, until);
	}
	fsm->handing = cause ? cause : HKA_LAST_EVENT_HANDED_OVER;
	/* One that overslept is silent already, and waits long enough to hear a winner. */
	if (fsm->silent)
		return HKA_NOTE_HANDING;

	return HKA_ACT_RELEASE | HKA_NOTE_HANDING | arm(fsm, until > own ? until : own);
}

/* MASTER: speak again, and serve what was not served meanwhile. */
static u32 resume(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u32 acts = HKA_ACT_ADVERT | arm(fsm, now + interval_ns(cfg->interval_us));

	if (fsm->silent || fsm->ceded)
		acts |= HKA_ACT_OPEN | HKA_ACT_ANNOUNCE;
	fsm->silent = false;
	fsm->ceded = false;
	fsm->handing = HKA_LAST_EVENT_NONE;

	return acts;
}

/* What was handed over, or is being, is claimed as by any other router. */
static u32 reclaim(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	fsm->handed = false;
	if (fsm->handing && !fsm->silent)
		return resume(fsm, cfg, now);
	fsm->handing = HKA_LAST_EVENT_NONE;

	return 0;
}

/* Nobody took over. A follower goes all the same, as its leader went. */
static u32 keep(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u32 note = fsm->handing ? HKA_NOTE_NOBODY : 0;

	if (fsm->handing && cfg->bound == HKA_BOUND_FOLLOW)
		return note | retreat(fsm, cfg, HKA_LAST_EVENT_GROUP, now);

	return note | resume(fsm, cfg, now);
}

static u32 timer_master(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 period = interval_ns(cfg->interval_us);
	u32 acts = HKA_ACT_ADVERT;

	if (overslept(fsm, cfg, now))
		return fall_silent(fsm, cfg, now);
	if (now < fsm->deadline)
		return 0;

	if (fsm->silent || fsm->handing)
		return keep(fsm, cfg, now);

	if (lateness(fsm, now) >= period)
		acts |= HKA_NOTE_STALL;
	acts |= announce_owed(fsm, cfg, now);

	return acts | arm(fsm, next_period(fsm->deadline, period, now));
}

static u32 timer_backup(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u8 reason = HKA_MASTER_REASON_NO_RESPONSE;
	u8 cause = HKA_LAST_EVENT_MASTER_TIMEOUT;

	if (now < fsm->deadline)
		return 0;
	if (cfg->maintenance == HKA_MAINTENANCE_HARD)
		return watch(fsm, cfg, now);

	/*
	 * If we slept, adverts may be waiting in a queue behind this timer:
	 * give them a Skew_Time to arrive, once.
	 */
	if (!fsm->rechecked && lateness(fsm, now) > interval_ns(fsm->master_interval_us)) {
		fsm->rechecked = true;
		return HKA_NOTE_STALL | arm(fsm, now + own_skew_ns(fsm, cfg));
	}

	if (fsm->lower_since != HKA_NEVER && fsm->hold != HKA_HOLD_RUNNING) {
		cause = fsm->hold == HKA_HOLD_OVER ? HKA_LAST_EVENT_PREEMPT_HOLD_TIMEOUT :
						     HKA_LAST_EVENT_LOWER_PRIORITY_MASTER;
		reason = HKA_MASTER_REASON_PREEMPTED;
	} else if (fsm->released) {
		cause = HKA_LAST_EVENT_PRIORITY_ZERO;
		reason = HKA_MASTER_REASON_PRIORITY;
	}

	return claim(fsm, cfg, cause, reason, now);
}

/* Take the values of an advert that is accepted. */
static void adopt(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u8 priority,
		  u32 interval_us)
{
	fsm->heard_priority = priority;
	if (priority > fsm->led_priority)
		fsm->led_priority = priority;
	fsm->master_interval_us = interval_us ? interval_us : cfg->interval_us;
}

/* Adopt, and watch the sender. */
static u32 follow(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		  const struct hka_fsm_event *ev)
{
	u32 notes = 0;

	adopt(fsm, cfg, ev->priority, ev->interval_us);
	if (cfg->version == 3 && fsm->master_interval_us != cfg->interval_us)
		notes |= HKA_NOTE_INTERVAL;

	return notes | watch(fsm, cfg, ev->now);
}

static u32 equal_notes(const struct hka_fsm_config *cfg, const struct hka_fsm_event *ev)
{
	u32 notes = 0;

	if (ev->priority != cfg->priority)
		return 0;

	notes |= HKA_NOTE_EQUAL;
	if (is_owner(cfg))
		notes |= HKA_NOTE_OWNER_CLASH;
	if (!ev->cmp)
		notes |= HKA_NOTE_SAME_SOURCE;

	return notes;
}

/* Would a BACKUP preempt a MASTER of this priority? The owner, whatever preempt says. */
static bool loses(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u8 priority)
{
	if (fsm->handed || fsm->damped || cfg->maintenance)
		return false;

	return (cfg->preempt || is_owner(cfg) || (cfg->on_drop && priority < fsm->led_priority)) &&
	       priority < cfg->priority;
}

u64 hka_fsm_hold_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 end;

	if (fsm->hold != HKA_HOLD_RUNNING)
		return 0;
	end = fsm->lower_since + interval_ns(cfg->preempt_delay_us);

	return end > now ? end - now : 0;
}

/* A losing advert was heard. Return: whether its sender is let be for now. */
static bool hold_back(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		      const struct hka_fsm_event *ev)
{
	if (fsm->lower_since == HKA_NEVER) {
		fsm->lower_since = ev->now;
		fsm->hold = cfg->preempt_delay_us ? HKA_HOLD_RUNNING : HKA_HOLD_NONE;
	}
	fsm->lower_at = ev->now;
	fsm->lower_priority = ev->priority;
	fsm->lower_interval_us = ev->interval_us;
	if (fsm->hold == HKA_HOLD_RUNNING &&
	    (is_owner(cfg) || !hka_fsm_hold_ns(fsm, cfg, ev->now)))
		fsm->hold = HKA_HOLD_OVER;

	return fsm->hold == HKA_HOLD_RUNNING;
}

static u32 advert_backup(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
			 const struct hka_fsm_event *ev)
{
	if (ev->priority == HKA_PRIO_RELEASE) {
		fsm->heard_priority = ev->priority;
		fsm->led_priority = 0;
		if (fsm->wants || cfg->bound == HKA_BOUND_FOLLOW)
			return 0;
		fsm->basis = ev->now;
		fsm->released = true;
		fsm->rechecked = false;
		forget_lower(fsm);
		return arm(fsm, ev->now + own_skew_ns(fsm, cfg));
	}

	/* A discarded advert lets the timer run on, so that we claim when it fires. */
	if (loses(fsm, cfg, ev->priority))
		return hold_back(fsm, cfg, ev) ? follow(fsm, cfg, ev) : 0;

	forget_lower(fsm);

	return follow(fsm, cfg, ev) | equal_notes(cfg, ev);
}

bool hka_fsm_is_better(const struct hka_fsm_config *cfg, u8 priority, int cmp)
{
	return priority > cfg->priority || (priority == cfg->priority && cmp > 0);
}

/*
 * It claimed because it heard nothing, and the MASTER was alive: adverts are lost, or
 * wait in some queue for longer than a short interval allows, our own ones included.
 */
static u32 in_vain(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		   const struct hka_fsm_event *ev)
{
	return fsm->master_reason == HKA_MASTER_REASON_NO_RESPONSE && !fsm->silent &&
	       ev->priority == fsm->heard_priority &&
	       ev->now - fsm->since < hka_fsm_down_ns(cfg, ev->interval_us) ? HKA_NOTE_IN_VAIN : 0;
}

static u32 give_way(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		    const struct hka_fsm_event *ev, u8 cause)
{
	u32 acts = HKA_ACT_CLOSE;

	/* Makes the winner announce its addresses after we have stopped. */
	if (cfg->yield_advert && !fsm->silent && hka_fsm_is_better(cfg, ev->priority, ev->cmp))
		acts |= HKA_ACT_YIELD;

	acts |= change_state(fsm, HKA_STATE_BACKUP, cause, ev->now);

	return acts | follow(fsm, cfg, ev);
}

/*
 * Somebody took over what was handed over. The routers of a sync group stop one by one,
 * each when its winner is heard, but are BACKUP together. Maintenance holds back for as
 * long as it lasts.
 */
static u32 hand(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		const struct hka_fsm_event *ev)
{
	u8 cause = fsm->handing;
	u32 acts;

	if (cfg->bound == HKA_BOUND_SYNC) {
		adopt(fsm, cfg, ev->priority, ev->interval_us);
		fsm->ceded = true;
		return HKA_ACT_CLOSE | HKA_NOTE_CEDED;
	}
	acts = give_way(fsm, cfg, ev, cause);
	fsm->handed = cause != HKA_LAST_EVENT_MAINTENANCE;

	return acts;
}

/*
 * Answer a losing advert: once in half an interval, and without touching the period.
 * One limit for all peers, since a reply goes to all of them.
 */
static u32 answer(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u32 acts = announce_limited(fsm, cfg, HKA_ACT_ANNOUNCE | HKA_ACT_LOWER, now);

	if (!cfg->reply_lower)
		return acts;
	if (fsm->last_reply && now - fsm->last_reply < interval_ns(cfg->interval_us) / 2)
		return acts | HKA_NOTE_REPLY_LIMITED;
	fsm->last_reply = now ? now : 1;

	return acts | HKA_ACT_REPLY;
}

static u32 advert_master(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
			 const struct hka_fsm_event *ev)
{
	u8 cause = HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP;
	u32 acts = HKA_NOTE_RIVAL;
	bool better;

	if (overslept(fsm, cfg, ev->now))
		acts |= fall_silent(fsm, cfg, ev->now);

	if (ev->priority == HKA_PRIO_RELEASE) {
		/* The winner goes: it was too early to stop. */
		if (fsm->ceded) {
			fsm->ceded = false;
			return acts | HKA_ACT_OPEN | HKA_ACT_ANNOUNCE;
		}
		/* A rival that goes as we go: ours was the last word. */
		if (fsm->silent || fsm->handing)
			return acts;
		/* Its caches of us may be stale: it served until this moment. */
		return acts | HKA_ACT_ADVERT |
		       announce_limited(fsm, cfg, HKA_ACT_ANNOUNCE, ev->now) |
		       arm(fsm, ev->now + interval_ns(cfg->interval_us));
	}

	acts |= equal_notes(cfg, ev);
	if (fsm->handing)
		return acts | hand(fsm, cfg, ev);
	/* Its leader's election is its own. */
	if (cfg->bound == HKA_BOUND_FOLLOW)
		return acts;
	fsm->rival_at = ev->now;
	fsm->rival_interval_us = ev->interval_us;
	/* Only an owner has more then than one that is not in maintenance. */
	if (cfg->maintenance && ev->priority < cfg->priority)
		return acts | give_way(fsm, cfg, ev, HKA_LAST_EVENT_MAINTENANCE);
	better = hka_fsm_is_better(cfg, ev->priority, ev->cmp);
	/* The rival of another member decides, or may do so still: no answer, no way. */
	if (better && ev->stand && !fsm->silent)
		return acts;

	/*
	 * preempt is not looked at, except by a MASTER that overslept: its
	 * address has moved, and claiming it back would be a preemption.
	 */
	if (fsm->silent && !is_owner(cfg)) {
		if (cfg->preempt_delay_us && loses(fsm, cfg, ev->priority)) {
			acts |= give_way(fsm, cfg, ev, cause);
			hold_back(fsm, cfg, ev);
			return acts;
		}
		better |= !cfg->preempt;
	}

	if (better) {
		acts |= in_vain(fsm, cfg, ev);
		return acts | give_way(fsm, cfg, ev, cause);
	}
	if (fsm->silent)
		return acts;

	return acts | answer(fsm, cfg, ev->now);
}

/* As if the settings had been in force when the timer was armed. */
static u32 rebase(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 deadline = fsm->released ? fsm->basis + own_skew_ns(fsm, cfg) : down_at(fsm, cfg);

	/* Never in the past: that would be taken for a stall. */
	fsm->deadline = deadline > now ? deadline : now;
	fsm->wants = false;

	return HKA_ACT_ARM;
}

/* BACKUP: another decides now when it claims. */
static u32 rebind(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	if (cfg->bound == HKA_BOUND_SYNC && fsm->deadline != HKA_NEVER)
		return 0;
	if (cfg->bound == HKA_BOUND_NONE && fsm->wants) {
		fsm->wants = false;
		return arm(fsm, now);
	}

	return watch(fsm, cfg, now);
}

static u32 config_backup(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
			 const struct hka_fsm_event *ev)
{
	if (cfg->bound != ev->old->bound)
		return rebind(fsm, cfg, ev->now);
	if (cfg->bound == HKA_BOUND_FOLLOW)
		return 0;
	if (is_owner(cfg) && !is_owner(ev->old) && !hka_fsm_gives_way(fsm, cfg) &&
	    !hka_fsm_listen_ns(fsm, cfg, ev->now))
		return claim(fsm, cfg, HKA_LAST_EVENT_OWNER_PREEMPT,
			     HKA_MASTER_REASON_PRIORITY, ev->now);
	/* It never waited for anybody. */
	if (fsm->wants && !is_owner(cfg) && is_owner(ev->old))
		return watch(fsm, cfg, ev->now);

	/* The MASTER that was losing no longer is: its last advert was to be accepted. */
	if (fsm->lower_since != HKA_NEVER && !loses(fsm, cfg, fsm->lower_priority)) {
		forget_lower(fsm);
		adopt(fsm, cfg, fsm->lower_priority, fsm->lower_interval_us);
		fsm->basis = fsm->lower_at;
		fsm->released = false;
		fsm->rechecked = false;
		return rebase(fsm, cfg, ev->now);
	}

	if (cfg->priority == ev->old->priority && cfg->down_count == ev->old->down_count &&
	    cfg->maintenance == ev->old->maintenance &&
	    (cfg->link_delay_us == ev->old->link_delay_us || fsm->link_up == HKA_NEVER))
		return 0;

	/* A timer that is running out its grace keeps it; one that has run out is done. */
	if (fsm->rechecked || fsm->wants)
		return 0;

	return rebase(fsm, cfg, ev->now);
}

static u32 config(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		  const struct hka_fsm_event *ev)
{
	u64 soonest = ev->now + interval_ns(cfg->interval_us);

	switch (fsm->state) {
	case HKA_STATE_BACKUP:
		return config_backup(fsm, cfg, ev);
	case HKA_STATE_MASTER:
		fsm->master_interval_us = cfg->interval_us;
		/* A follower does what its leader does. */
		if (cfg->maintenance && !ev->old->maintenance && !fsm->handing &&
		    cfg->bound != HKA_BOUND_FOLLOW)
			return hand_over(fsm, cfg, HKA_LAST_EVENT_MAINTENANCE, 0, ev->now);
		/* A new, shorter interval counts from now; a longer one after the next advert. */
		if (fsm->silent || fsm->handing || fsm->deadline <= soonest)
			return 0;
		fsm->deadline = soonest;
		return HKA_ACT_ARM;
	default:
		fsm->master_interval_us = cfg->interval_us;
		return 0;
	}
}

/* The group is MASTER. */
static u32 group_claims(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
			const struct hka_fsm_event *ev)
{
	u8 cause = ev->last_event ? ev->last_event : HKA_LAST_EVENT_GROUP;

	if (fsm->wants)
		return become_master(fsm, cfg, fsm->want_event, fsm->want_reason, ev->now);

	return become_master(fsm, cfg, cause, HKA_MASTER_REASON_PRIORITY, ev->now);
}

/*
 * Dampening, as BGP has it: each loss of MASTER is a penalty, which halves in a given
 * time (in between it falls evenly). Too much of it, and until little is left the
 * router leaves every MASTER alone; where none lives it claims, after all others.
 */
u32 hka_fsm_penalty(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 half = interval_ns(cfg->damp_half_us), age, n;
	u32 left;

	if (!half || !fsm->penalty)
		return 0;
	age = now > fsm->penalty_at ? now - fsm->penalty_at : 0;
	n = hka_div64(age, half);
	if (n >= 32)
		return 0;
	left = fsm->penalty >> n;

	return left - hka_div64(left / 2 * (age - n * half), half);
}

u64 hka_fsm_damped_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u64 half = interval_ns(cfg->damp_half_us), end = fsm->penalty_at;
	u32 left = fsm->penalty;

	if (!fsm->damped || !half)
		return 0;
	for (; left / 2 >= cfg->damp_reuse; left /= 2)
		end += half;
	if (left >= cfg->damp_reuse)
		end += hka_div64(half * (left - cfg->damp_reuse + 1), left - left / 2);

	return end > now ? end - now : 0;
}

static u32 look_at_penalty(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	if (!fsm->damped || hka_fsm_damped_ns(fsm, cfg, now))
		return 0;
	fsm->damped = false;

	return HKA_NOTE_UNDAMPED;
}

/* MASTER was lost, and was not given away. */
static u32 punish(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now)
{
	u32 penalty = hka_fsm_penalty(fsm, cfg, now) + HKA_PENALTY;

	if (!cfg->damp_half_us)
		return 0;
	fsm->penalty = penalty < HKA_PENALTY_MAX ? penalty : HKA_PENALTY_MAX;
	fsm->penalty_at = now;
	if (fsm->damped || fsm->penalty < cfg->damp_suppress)
		return 0;
	fsm->damped = true;
	/* It has just been armed as if it were not. */
	if (fsm->state != HKA_STATE_BACKUP || fsm->deadline == HKA_NEVER)
		return HKA_NOTE_DAMPED;

	return HKA_NOTE_DAMPED | arm(fsm, down_at(fsm, cfg));
}

static u32 dispatch(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		    const struct hka_fsm_event *ev)
{
	bool backup = fsm->state == HKA_STATE_BACKUP;
	bool master = fsm->state == HKA_STATE_MASTER;

	if (backup || master)
		fsm->slept += ev->slept_ns;

	switch (ev->type) {
	case HKA_EV_STARTUP:
		return startup(fsm, cfg, ev);
	case HKA_EV_SHUTDOWN:
		return stop(fsm, ev, HKA_STATE_INIT);
	case HKA_EV_FAULT:
		return stop(fsm, ev, HKA_STATE_FAULT);
	case HKA_EV_CONFIG:
		return config(fsm, cfg, ev);
	case HKA_EV_CLAIM:
		return backup ? group_claims(fsm, cfg, ev) : 0;
	case HKA_EV_RETREAT:
		return master ? retreat(fsm, cfg, ev->last_event ? ev->last_event :
					HKA_LAST_EVENT_GROUP, ev->now) : 0;
	case HKA_EV_HANDOVER:
		return master ? hand_over(fsm, cfg, ev->last_event, ev->until, ev->now) : 0;
	case HKA_EV_KEEP:
		return master && fsm->handing ? keep(fsm, cfg, ev->now) : 0;
	case HKA_EV_RECLAIM:
		return reclaim(fsm, cfg, ev->now);
	case HKA_EV_TIMER:
		if (backup)
			return timer_backup(fsm, cfg, ev->now);
		return master ? timer_master(fsm, cfg, ev->now) : 0;
	case HKA_EV_ADVERT:
		if (backup)
			return advert_backup(fsm, cfg, ev);
		return master ? advert_master(fsm, cfg, ev) : 0;
	default:
		return 0;
	}
}

u32 hka_fsm_event(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		  const struct hka_fsm_event *ev)
{
	bool master = fsm->state == HKA_STATE_MASTER;
	u8 handing = fsm->handing;
	u32 acts;

	acts = look_at_penalty(fsm, cfg, ev->now);
	acts |= dispatch(fsm, cfg, ev);
	if (master && fsm->state != HKA_STATE_MASTER && ev->type != HKA_EV_SHUTDOWN &&
	    !handing && fsm->last_event != HKA_LAST_EVENT_MAINTENANCE)
		acts |= punish(fsm, cfg, ev->now);

	return acts;
}
