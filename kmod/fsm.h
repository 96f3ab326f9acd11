/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The VRRP state machine (RFC 9568 section 6.4, RFC 3768 section 6.4):
 * (state, config, event, now) -> new state + actions. Pure: no clock, no
 * allocation, no I/O, no lock. The caller holds whatever lock protects
 * struct hka_fsm and carries out the actions.
 *
 * All times are nanoseconds of CLOCK_MONOTONIC; intervals are microseconds and
 * are never truncated to centiseconds.
 */
#ifndef _HKA_FSM_H
#define _HKA_FSM_H

#include "types.h"
#include <linux/hka.h>		/* enum hka_state, hka_last_event, hka_master_reason */

#define HKA_NEVER		((u64)-1)	/* deadline of a timer that is not armed */
#define HKA_PRIO_OWNER		255
#define HKA_PRIO_RELEASE	0
#define HKA_PENALTY		1000	/* for a loss; the sum is at most HKA_PENALTY_MAX */
#define HKA_PENALTY_MAX		20000
#define HKA_DOWN_COUNT		3	/* Active_Down_Interval counts this many adverts */

/* Who decides that a router becomes MASTER. */
enum hka_bound {
	HKA_BOUND_NONE,		/* it does itself */
	HKA_BOUND_SYNC,		/* its group, when every member wants to (sync.h) */
	HKA_BOUND_FOLLOW,	/* its group: it does what the leader does */
};

/* What a router is configured to do. Read-only for the machine. */
struct hka_fsm_config {
	u8 bound;		/* enum hka_bound */
	u8 version;		/* 2 or 3 */
	u8 priority;		/* effective, 1..255; 255 is the address owner */
	u8 down_count;		/* adverts missed before a BACKUP claims, 1..100, default 3 */
	bool preempt;
	bool on_drop;		/* without it: preempt a MASTER whose priority fell all the same */
	bool reply_lower;	/* answer a losing advert at once (RFC 9568, change 5) */
	bool yield_advert;	/* loser sends one advert before it yields */
	bool owner_check;	/* an owner drops others' adverts (strict R18); rx.c looks */
	u32 interval_us;	/* own Advertisement_Interval */
	u32 preempt_delay_us;	/* a losing MASTER is let be for so long; 0..1,000 s */
	u32 link_delay_us;	/* so long after its link came silence means nothing; 0..1,000 s */
	u32 damp_half_us;	/* the penalty for a loss halves in so long; 0: no dampening */
	u32 damp_suppress;	/* from this penalty on it preempts nobody, */
	u32 damp_reuse;		/* until it is below this */
	u8 maintenance;		/* enum hka_maintenance: whether it claims */
};

/*
 * What becomes of a losing MASTER that a BACKUP hears. The hold starts with its
 * first advert if a delay is configured then, never by a change of configuration;
 * once over it does not come back while that MASTER is heard.
 */
enum hka_hold {
	HKA_HOLD_NONE,		/* it is preempted: its adverts are discarded */
	HKA_HOLD_RUNNING,	/* it is let be: its adverts are accepted */
	HKA_HOLD_OVER,		/* it was, and is preempted now */
};

/* What a router is doing. Start with hka_fsm_init(). */
struct hka_fsm {
	u8 state;		/* enum hka_state */
	u8 last_event;		/* enum hka_last_event */
	u8 master_reason;	/* enum hka_master_reason: why this router last became MASTER */
	u8 heard_priority;	/* priority of the last accepted advert */
	u8 led_priority;	/* BACKUP: the highest of those since there was no MASTER */
	bool released;		/* BACKUP: priority 0 was heard, the timer runs Skew_Time only */
	bool rechecked;		/* BACKUP: a late timer was already deferred once */
	bool silent;		/* MASTER that overslept: gate closed, nothing is sent */
	bool owed;		/* MASTER: an announcement was held back by the limit */
	bool wants;		/* BACKUP, bound by a sync group: alone it would be MASTER */
	u8 want_event;		/* with @wants: enum hka_last_event, what it would be for */
	u8 want_reason;		/* with @wants: enum hka_master_reason */
	u8 handing;		/* MASTER: why it hands over, enum hka_last_event, or NONE */
	bool ceded;		/* with @handing, in a sync group: its winner was heard */
	bool handed;		/* BACKUP: it handed over, and preempts no MASTER that lives */
	bool damped;		/* it lost MASTER too often, and preempts no MASTER that lives */
	u8 hold;		/* BACKUP: enum hka_hold */
	u8 lower_priority;	/* BACKUP: in the last losing advert */
	u32 master_interval_us;	/* Active_Adver_Interval: learned, or own */
	u32 lower_interval_us;	/* BACKUP: in the last losing advert */
	u64 lower_since;	/* BACKUP: the first losing advert, or HKA_NEVER: none is heard */
	u64 lower_at;		/* BACKUP: the last */
	u64 basis;		/* BACKUP: when the down timer was armed (last accepted advert) */
	u64 deadline;		/* when the one timer fires, or HKA_NEVER */
	u64 last_reply;		/* when a losing advert was last answered, 0 = never */
	u64 announce_next;	/* MASTER: the limit of announcements, a leaky bucket */
	u64 rival_at;		/* MASTER: when a rival was last heard, or HKA_NEVER */
	u32 rival_interval_us;	/* MASTER: the interval that it advertised */
	u64 link_up;		/* BACKUP: when its link came up, or HKA_NEVER: was up all along */
	u32 penalty;		/* as it was then: HKA_PENALTY for each time MASTER was lost */
	u64 penalty_at;
	u64 since;		/* when the present state was entered */
	u64 slept;		/* time asleep (ev->slept_ns) since the timer was armed */
};

enum hka_fsm_event_type {
	HKA_EV_STARTUP,		/* the router may run: admin up, link, source address */
	HKA_EV_SHUTDOWN,	/* administrative: to INIT, priority 0 if MASTER */
	HKA_EV_FAULT,		/* a condition was lost: to FAULT, priority 0 if MASTER */
	HKA_EV_TIMER,		/* the deadline may have passed: the machine looks itself */
	HKA_EV_ADVERT,		/* a valid advert (the whole ladder passed) */
	HKA_EV_CONFIG,		/* cfg differs from the one of the last event */
	HKA_EV_CLAIM,		/* the group becomes MASTER: from BACKUP to MASTER */
	HKA_EV_RETREAT,		/* the group is not MASTER: to BACKUP, priority 0 if MASTER */
	HKA_EV_HANDOVER,	/* a MASTER is to hand over, if anybody takes over */
	HKA_EV_KEEP,		/* the group does not hand over after all: it goes on */
	HKA_EV_RECLAIM,		/* that is taken back: it claims as its priority says */
	__HKA_EV_MAX
};

struct hka_fsm_event {
	u8 type;		/* enum hka_fsm_event_type */
	u8 last_event;		/* STARTUP, SHUTDOWN, FAULT, HANDOVER: the cause to record */
	u64 now;
	u64 link_up;		/* STARTUP: when the link came up; 0: it was up all along */
	/* ADVERT */
	u8 priority;		/* 0..255 as received */
	int cmp;		/* hka_addr_cmp() of the sender's IP source and ours */
	u32 interval_us;	/* advertised; for v2 the same as configured */
	bool stand;		/* the group stays MASTER whatever this one router heard */
	/* HANDOVER: it is not decided earlier; 0: by the router's own interval */
	u64 until;
	/* CONFIG */
	const struct hka_fsm_config *old;
	/* any: how far CLOCK_BOOTTIME outran CLOCK_MONOTONIC since the last event */
	u64 slept_ns;
};

/* Actions, in the order in which the caller carries them out. */
#define HKA_ACT_ADVERT		(1u << 0)	/* send an advert (first or periodic) */
#define HKA_ACT_REPLY		(1u << 1)	/* send an advert: a losing one was heard */
#define HKA_ACT_YIELD		(1u << 2)	/* send a last advert with own priority */
#define HKA_ACT_RELEASE		(1u << 3)	/* send priority 0; what was to be sent is stale */
#define HKA_ACT_CLOSE		(1u << 4)	/* close the gate at once; addresses go */
#define HKA_ACT_OPEN		(1u << 5)	/* open the gate; addresses come, and ARP/NA */
#define HKA_ACT_ANNOUNCE	(1u << 6)	/* announce the addresses again */
#define HKA_ACT_ARM		(1u << 7)	/* deadline changed: (re)arm or cancel the timer */
#define HKA_ACT_STATE		(1u << 8)	/* state changed */
#define HKA_ACT_LOWER		(1u << 9)	/* with ANNOUNCE: a losing advert was heard */
/* Those that send. */
#define HKA_ACT_SENDS		(HKA_ACT_ADVERT | HKA_ACT_REPLY | HKA_ACT_YIELD | HKA_ACT_RELEASE)
/* Notes: nothing to do but to count and tell. */
#define HKA_NOTE_RIVAL		(1u << 16)	/* MASTER heard another MASTER */
#define HKA_NOTE_EQUAL		(1u << 17)	/* equal priority heard */
#define HKA_NOTE_OWNER_CLASH	(1u << 18)	/* two routers claim to be the owner */
#define HKA_NOTE_SAME_SOURCE	(1u << 19)	/* equal priority and equal source address */
#define HKA_NOTE_REPLY_LIMITED	(1u << 20)	/* a reply was held back by the limit */
#define HKA_NOTE_STALL		(1u << 21)	/* the machine overslept */
#define HKA_NOTE_INTERVAL	(1u << 22)	/* v3: another interval was adopted */
#define HKA_NOTE_WANTS		(1u << 23)	/* bound by a sync group: it wants to be MASTER */
#define HKA_NOTE_HANDING	(1u << 24)	/* a hand-over began */
#define HKA_NOTE_NOBODY		(1u << 25)	/* nobody took over: it goes on as MASTER */
#define HKA_NOTE_CEDED		(1u << 26)	/* bound by a sync group: its winner was heard */
#define HKA_NOTE_DAMPED		(1u << 27)	/* it lost MASTER too often */
#define HKA_NOTE_UNDAMPED	(1u << 28)	/* and has kept quiet for long enough */
#define HKA_NOTE_IN_VAIN	(1u << 29)	/* it claimed, and the MASTER was alive */

void hka_fsm_init(struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now);

/**
 * hka_fsm_event - run one event through the machine
 * @fsm:	state, changed in place
 * @cfg:	configuration in force after the event
 * @ev:		the event
 *
 * An event that cannot matter in the present state changes nothing and returns
 * 0: remote input never asserts (CONFORMANCE RX-19, FSM-X1).
 *
 * Return: HKA_ACT_* and HKA_NOTE_* bits.
 */
u32 hka_fsm_event(struct hka_fsm *fsm, const struct hka_fsm_config *cfg,
		  const struct hka_fsm_event *ev);

/* MASTER: would it give way to an advert of @priority from a source that compares as @cmp? */
bool hka_fsm_is_better(const struct hka_fsm_config *cfg, u8 priority, int cmp);

/* Skew_Time and Active_Down_Interval in ns (RFC 9568 6.1, RFC 3768 6.1). */
u64 hka_fsm_skew_ns(const struct hka_fsm_config *cfg, u32 master_interval_us);
u64 hka_fsm_down_ns(const struct hka_fsm_config *cfg, u32 master_interval_us);

/* A hand-over is decided after so many ns: an interval and the largest Skew_Time. */
u64 hka_fsm_handover_ns(const struct hka_fsm_config *cfg);

/* Is this router giving way, whatever its priority? Then an owner, too, hears others. */
static inline bool hka_fsm_gives_way(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg)
{
	return fsm->handing || fsm->handed || fsm->damped || cfg->maintenance;
}

/* For how many ns more a losing MASTER is let be; 0: none is. */
u64 hka_fsm_hold_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now);

/* BACKUP: for how many ns more silence counts for nothing. */
u64 hka_fsm_listen_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now);

/* What is left of the penalty, and for how many ns more it dampens; 0: it does not. */
u32 hka_fsm_penalty(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now);
u64 hka_fsm_damped_ns(const struct hka_fsm *fsm, const struct hka_fsm_config *cfg, u64 now);

#endif /* _HKA_FSM_H */
