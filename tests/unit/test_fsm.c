// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsm.c: the complete state x event x guard table. Every combination must be
 * claimed by exactly one row, so a cell that was forgotten fails like one that
 * is wrong.
 */
#include "fsm.h"
#include "test.h"

/*
 * A MASTER that overslept is a state of its own here, and so are a BACKUP that lets
 * a losing MASTER be (preempt delay) and one that is preempting it; one that has
 * handed over (X); and a MASTER that is handing over (W), also after it overslept (Z), or,
 * in a sync group, after its winner was heard (C).
 */
enum { I, F, B, H, P, X, M, S, W, Z, C, STATES };

enum event {
	STARTUP, SHUTDOWN, FAULT, CONFIG,
	MAINT_ON,		/* a change of settings: maintenance begins */
	HANDOVER, RECLAIM, GO_ON,
	T_EARLY, T_DUE, T_LATE,			/* timer */
	ZERO, LOWER, LOWER_END, EQ_LT, EQ_SAME, EQ_GT, HIGHER,	/* advert */
	EVENTS
};

#define NOW		(1000 * NS_PER_S)
#define INTERVAL_US	1000000u

/* LOWER comes while the preempt delay lasts, LOWER_END when it is over. */
#define DELAY_US	700000u
#define HEARD		(NOW - 500 * NS_PER_MS)		/* the first losing advert */
#define DELAY_END	(HEARD + DELAY_US * NS_PER_US)

/* What happens to the timer. */
enum timer {
	KEEP,		/* not touched */
	STOP,
	OWN,		/* own interval from now */
	PERIOD,		/* own interval from the last deadline */
	SKEW,		/* Skew_Time from now */
	DOWN,		/* Active_Down_Interval by the advert's interval */
	DOWN_OWN,	/* the same by our own interval */
	LISTEN,		/* own interval + Skew_Time */
	REBASE,		/* Active_Down_Interval by own interval, from the last losing advert */
	RECOUNT,	/* the same from the last accepted advert */
	DECIDE,		/* own interval + the largest Skew_Time */
};

#define ANY	2
#define BIT(n)	(1u << (n))

struct row {
	const char *ids;
	u32 states;
	u32 events;
	u8 owner, preempt, reply, yields;	/* guards: 0, 1, ANY */
	u8 next;		/* STATES: as before */
	u8 timer;
	u32 acts;
	u8 cause;		/* 0: no transition */
	u8 reason;		/* 0: as before */
	u8 delay;		/* guard: 0 any, DELAY, NO_DELAY */
	u8 maint;		/* guard: 0 any, else a set of NORMAL, SOFT, HARD */
};

#define NORMAL		BIT(HKA_MAINTENANCE_NONE)
#define SOFT		BIT(HKA_MAINTENANCE_SOFT)
#define HARD		BIT(HKA_MAINTENANCE_HARD)
#define MAINT		(SOFT | HARD)

#define DELAY	1
#define NO_DELAY 2

#define SAME		STATES
#define LOSING		(BIT(LOWER) | BIT(LOWER_END))
#define ADVERTS_ANY	(BIT(ZERO) | LOSING | EQUAL | BIT(HIGHER))
#define EQUAL		(BIT(EQ_LT) | BIT(EQ_SAME) | BIT(EQ_GT))
#define TIMERS		(BIT(T_EARLY) | BIT(T_DUE) | BIT(T_LATE))
#define IDLE		(BIT(I) | BIT(F))
#define BACKUP		(BIT(B) | BIT(H) | BIT(P) | BIT(X))
#define HANDING		(BIT(W) | BIT(Z) | BIT(C))
#define ACTIVE		(BIT(M) | BIT(S) | HANDING)
#define RUNNING		(BACKUP | ACTIVE)

#define ADV		HKA_ACT_ADVERT
#define REPLY		HKA_ACT_REPLY
#define YIELD		HKA_ACT_YIELD
#define RELEASE		HKA_ACT_RELEASE
#define CLOSE		HKA_ACT_CLOSE
#define OPEN		HKA_ACT_OPEN
#define ANNOUNCE	HKA_ACT_ANNOUNCE
#define ANN_LOWER	(HKA_ACT_ANNOUNCE | HKA_ACT_LOWER)
#define ARM		HKA_ACT_ARM
#define STATE		HKA_ACT_STATE
#define RIVAL		HKA_NOTE_RIVAL
#define EQUALS		HKA_NOTE_EQUAL
#define CLASH		HKA_NOTE_OWNER_CLASH
#define SOURCE		HKA_NOTE_SAME_SOURCE
#define STALL		HKA_NOTE_STALL
#define BEGUN		HKA_NOTE_HANDING
#define NOBODY		HKA_NOTE_NOBODY
#define CEDED		HKA_NOTE_CEDED

#define CAUSE_EV	HKA_LAST_EVENT_INTERFACE_UP	/* given with the event */
#define LOST		HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP
#define BY_HAND		HKA_LAST_EVENT_HANDED_OVER
#define BY_MAINT	HKA_LAST_EVENT_MAINTENANCE
#define TIMEOUT		HKA_LAST_EVENT_MASTER_TIMEOUT
#define PREEMPTING	HKA_LAST_EVENT_LOWER_PRIORITY_MASTER
#define HOLD_OVER	HKA_LAST_EVENT_PREEMPT_HOLD_TIMEOUT
#define BY_PRIORITY	HKA_MASTER_REASON_PRIORITY
#define NO_RESPONSE	HKA_MASTER_REASON_NO_RESPONSE
#define PREEMPTED	HKA_MASTER_REASON_PREEMPTED

static const struct row table[] = {
	/* INIT and FAULT */
	{ "FSM-I2+ FSM-I1- PR-01-", IDLE, BIT(STARTUP), 0, ANY, ANY, ANY, B, DOWN_OWN, STATE | ARM, CAUSE_EV },
	{ "FSM-I1+ FSM-I2- PR-01+", IDLE, BIT(STARTUP), 1, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | STATE | ARM, CAUSE_EV, BY_PRIORITY, .maint = NORMAL },
	{ "EX-11", IDLE, BIT(STARTUP), 1, ANY, ANY, ANY,
	  B, DOWN_OWN, STATE | ARM, CAUSE_EV, .maint = MAINT },
	{ "FSM-X1", BIT(I), BIT(SHUTDOWN), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-X1", BIT(F), BIT(FAULT), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-I3", BIT(I), BIT(FAULT), ANY, ANY, ANY, ANY, F, KEEP, STATE, CAUSE_EV },
	{ "FSM-I3", BIT(F), BIT(SHUTDOWN), ANY, ANY, ANY, ANY, I, KEEP, STATE, CAUSE_EV },
	{ "FSM-X1 FSM-X3 TX-12-", IDLE, TIMERS, ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-X1 RX-19 REG-15", IDLE, ADVERTS_ANY, ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-X1 EX-11 EX-12", IDLE, BIT(MAINT_ON) | BIT(HANDOVER) | BIT(RECLAIM), ANY, ANY, ANY, ANY,
	  SAME, KEEP, 0 },
	{ "FSM-X1 EX-12", (RUNNING | IDLE) & ~HANDING, BIT(GO_ON), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },

	/* any state */
	{ "FSM-X1 FSM-I1- FSM-I2-", RUNNING, BIT(STARTUP), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-X1", IDLE | BIT(B) | BIT(X) | ACTIVE, BIT(CONFIG), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "FSM-X3 FSM-A2- FSM-B7-", RUNNING, BIT(T_EARLY), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },

	/* BACKUP */
	{ "FSM-B6+ FSM-A1-", BACKUP, BIT(SHUTDOWN), ANY, ANY, ANY, ANY, I, STOP, STATE | ARM, CAUSE_EV },
	{ "FSM-B6+ FSM-A1- FSM-I4", BACKUP, BIT(FAULT), ANY, ANY, ANY, ANY,
	  F, STOP, STATE | ARM, CAUSE_EV },
	{ "FSM-B7+ EX-01 EX-11 EX-12", BIT(B) | BIT(H) | BIT(X), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | STATE | ARM, TIMEOUT, NO_RESPONSE, .maint = NORMAL | SOFT },
	{ "FSM-B7+ FSM-B10+", BIT(P), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | STATE | ARM, PREEMPTING, PREEMPTED, NO_DELAY, NORMAL | SOFT },
	{ "FSM-B7+ EX-01", BIT(P), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | STATE | ARM, HOLD_OVER, PREEMPTED, DELAY, NORMAL | SOFT },
	{ "25.8 TM-13", BACKUP, BIT(T_LATE), ANY, ANY, ANY, ANY, SAME, SKEW, ARM | STALL,
	  .maint = NORMAL | SOFT },
	/* hard maintenance: whatever happens */
	{ "EX-11", BACKUP, BIT(T_DUE) | BIT(T_LATE), ANY, ANY, ANY, ANY, SAME, DOWN_OWN, ARM,
	  .maint = HARD },
	{ "FSM-B8+ FSM-B13+ FSM-A3- EX-04", BACKUP & ~BIT(X), BIT(ZERO), ANY, ANY, ANY, ANY,
	  B, SKEW, ARM },
	{ "FSM-B8+ EX-12", BIT(X), BIT(ZERO), ANY, ANY, ANY, ANY, X, SKEW, ARM },
	{ "FSM-B10+ FSM-B9- PR-09- PR-11-", BIT(B), LOSING, 0, 1, ANY, ANY, P, KEEP, 0,
	  .delay = NO_DELAY, .maint = NORMAL },
	{ "EX-01 EX-03", BIT(B), LOSING, 0, 1, ANY, ANY, H, DOWN, ARM, .delay = DELAY, .maint = NORMAL },
	{ "EX-01", BIT(H), BIT(LOWER), 0, 1, ANY, ANY, H, DOWN, ARM, .delay = DELAY, .maint = NORMAL },
	{ "EX-01 EX-04", BIT(H), BIT(LOWER), 0, 1, ANY, ANY, P, KEEP, 0, .delay = NO_DELAY,
	  .maint = NORMAL },
	{ "EX-01", BIT(H), BIT(LOWER_END), 0, 1, ANY, ANY, P, KEEP, 0, .maint = NORMAL },
	{ "FSM-B10+ EX-02", BIT(P), LOSING, 0, 1, ANY, ANY, P, KEEP, 0, .maint = NORMAL },
	/* the owner is held back by nothing */
	{ "FSM-B10+ PR-02+", BIT(B), LOSING, 1, ANY, ANY, ANY, P, KEEP, 0, .delay = NO_DELAY,
	  .maint = NORMAL },
	{ "FSM-B10+ PR-02+", BIT(B), LOSING, 1, ANY, ANY, ANY, P, KEEP, 0, .delay = DELAY,
	  .maint = NORMAL },
	{ "FSM-B10+ PR-02+", BIT(H) | BIT(P), LOSING, 1, ANY, ANY, ANY, P, KEEP, 0, .maint = NORMAL },
	{ "FSM-B9+ FSM-B8- FSM-B10- FSM-B13- PR-02- PR-09+ EX-04", BACKUP & ~BIT(X), LOSING, 0, 0, ANY, ANY,
	  B, DOWN, ARM, .maint = NORMAL },
	/* but by maintenance, and by a hand-over */
	{ "EX-11", BACKUP & ~BIT(X), LOSING, ANY, ANY, ANY, ANY, B, DOWN, ARM, .maint = MAINT },
	{ "EX-12", BIT(X), LOSING, ANY, ANY, ANY, ANY, X, DOWN, ARM },
	{ "FSM-B9+ FSM-B11+ EX-04", BACKUP & ~BIT(X), BIT(EQ_LT) | BIT(EQ_GT), 0, ANY, ANY, ANY,
	  B, DOWN, ARM | EQUALS },
	{ "FSM-B9+ FSM-B11+ EX-04", BACKUP & ~BIT(X), BIT(EQ_SAME), 0, ANY, ANY, ANY,
	  B, DOWN, ARM | EQUALS | SOURCE },
	{ "FSM-B9+ 25.7 R18", BACKUP & ~BIT(X), BIT(EQ_LT) | BIT(EQ_GT), 1, ANY, ANY, ANY,
	  B, DOWN, ARM | EQUALS | CLASH },
	{ "FSM-B9+ 25.7 R18", BACKUP & ~BIT(X), BIT(EQ_SAME), 1, ANY, ANY, ANY,
	  B, DOWN, ARM | EQUALS | CLASH | SOURCE },
	{ "FSM-B9+ FSM-B8- EX-04", BACKUP & ~BIT(X), BIT(HIGHER), 0, ANY, ANY, ANY, B, DOWN, ARM },
	{ "FSM-B9+ EX-12", BIT(X), BIT(EQ_LT) | BIT(EQ_GT), 0, ANY, ANY, ANY, X, DOWN, ARM | EQUALS },
	{ "FSM-B9+ EX-12", BIT(X), BIT(EQ_SAME), 0, ANY, ANY, ANY, X, DOWN, ARM | EQUALS | SOURCE },
	{ "FSM-B9+ EX-12", BIT(X), BIT(EQ_LT) | BIT(EQ_GT), 1, ANY, ANY, ANY,
	  X, DOWN, ARM | EQUALS | CLASH },
	{ "FSM-B9+ EX-12", BIT(X), BIT(EQ_SAME), 1, ANY, ANY, ANY,
	  X, DOWN, ARM | EQUALS | CLASH | SOURCE },
	{ "FSM-B9+ EX-12", BIT(X), BIT(HIGHER), 0, ANY, ANY, ANY, X, DOWN, ARM },
	/* a change of settings starts no delay; one that takes away its reason ends it */
	{ "EX-02 FSM-X1", BIT(H) | BIT(P), BIT(CONFIG), 0, 1, ANY, ANY, SAME, KEEP, 0, .maint = NORMAL },
	{ "EX-02 FSM-X1", BIT(H) | BIT(P), BIT(CONFIG), 1, ANY, ANY, ANY, SAME, KEEP, 0,
	  .maint = NORMAL },
	{ "EX-04 CFG-17", BIT(H) | BIT(P), BIT(CONFIG), 0, 0, ANY, ANY, B, REBASE, ARM,
	  .maint = NORMAL },
	{ "EX-11", BIT(H) | BIT(P), BIT(CONFIG) | BIT(MAINT_ON), ANY, ANY, ANY, ANY, B, REBASE, ARM,
	  .maint = MAINT },
	{ "EX-11", BIT(B) | BIT(X), BIT(MAINT_ON), ANY, ANY, ANY, ANY, SAME, RECOUNT, ARM },
	{ "EX-12", BACKUP, BIT(HANDOVER), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "EX-12", BACKUP & ~BIT(X), BIT(RECLAIM), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "EX-12", BIT(X), BIT(RECLAIM), ANY, ANY, ANY, ANY, B, KEEP, 0 },

	/* MASTER */
	{ "FSM-A1+ FSM-B6- TX-13+", BIT(M) | BIT(W), BIT(SHUTDOWN), ANY, ANY, ANY, ANY,
	  I, STOP, RELEASE | CLOSE | STATE | ARM, CAUSE_EV },
	{ "FSM-A1+ FSM-B6- FSM-I4", BIT(M) | BIT(W), BIT(FAULT), ANY, ANY, ANY, ANY,
	  F, STOP, RELEASE | CLOSE | STATE | ARM, CAUSE_EV },
	{ "FSM-A2+ TM-11", BIT(M), BIT(T_DUE), ANY, ANY, ANY, ANY, SAME, PERIOD, ADV | ARM },
	{ "25.8 TM-13", BIT(M), BIT(T_LATE), ANY, ANY, ANY, ANY,
	  S, LISTEN, CLOSE | ARM | STALL },
	{ "FSM-A3+", BIT(M), BIT(ZERO), ANY, ANY, ANY, ANY,
	  SAME, OWN, ADV | ANNOUNCE | ARM | RIVAL },
	{ "FSM-A7+ FSM-A4- FSM-A9+ FSM-A11 25.6", BIT(M), LOSING, ANY, ANY, 1, ANY,
	  SAME, KEEP, REPLY | ANN_LOWER | RIVAL, .maint = NORMAL },
	{ "FSM-A12 FSM-A4-", BIT(M), LOSING, ANY, ANY, 0, ANY, SAME, KEEP, ANN_LOWER | RIVAL,
	  .maint = NORMAL },
	{ "EX-11", BIT(M) | BIT(S), LOSING, ANY, ANY, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL, BY_MAINT, .maint = MAINT },
	{ "FSM-A7+ FSM-A4- FSM-B11-", BIT(M), BIT(EQ_LT), 0, ANY, 1, ANY,
	  SAME, KEEP, REPLY | ANN_LOWER | RIVAL | EQUALS },
	{ "FSM-A4- FSM-A12", BIT(M), BIT(EQ_LT), 0, ANY, 0, ANY,
	  SAME, KEEP, ANN_LOWER | RIVAL | EQUALS },
	{ "FSM-A8", BIT(M), BIT(EQ_SAME), 0, ANY, 1, ANY,
	  SAME, KEEP, REPLY | ANN_LOWER | RIVAL | EQUALS | SOURCE },
	{ "FSM-A8 FSM-A12", BIT(M), BIT(EQ_SAME), 0, ANY, 0, ANY,
	  SAME, KEEP, ANN_LOWER | RIVAL | EQUALS | SOURCE },
	{ "25.7 PR-03", BIT(M), BIT(EQ_LT), 1, ANY, 1, ANY,
	  SAME, KEEP, REPLY | ANN_LOWER | RIVAL | EQUALS | CLASH },
	{ "25.7 PR-03", BIT(M), BIT(EQ_LT), 1, ANY, 0, ANY,
	  SAME, KEEP, ANN_LOWER | RIVAL | EQUALS | CLASH },
	{ "25.7 FSM-A8", BIT(M), BIT(EQ_SAME), 1, ANY, 1, ANY,
	  SAME, KEEP, REPLY | ANN_LOWER | RIVAL | EQUALS | CLASH | SOURCE },
	{ "25.7 FSM-A8", BIT(M), BIT(EQ_SAME), 1, ANY, 0, ANY,
	  SAME, KEEP, ANN_LOWER | RIVAL | EQUALS | CLASH | SOURCE },
	{ "FSM-A4 FSM-A6", BIT(M), BIT(EQ_GT), 0, ANY, ANY, 0,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, LOST },
	{ "FSM-A4+ 25.14", BIT(M), BIT(EQ_GT), 0, ANY, ANY, 1,
	  B, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL | EQUALS, LOST },
	{ "FSM-A4+ 25.7 R18 PR-03", BIT(M), BIT(EQ_GT), 1, ANY, ANY, 0,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, LOST },
	{ "FSM-A4+ 25.7 25.14", BIT(M), BIT(EQ_GT), 1, ANY, ANY, 1,
	  B, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, LOST },
	{ "FSM-A4+ FSM-A7- FSM-A9+", BIT(M), BIT(HIGHER), 0, ANY, ANY, 0,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL, LOST },
	{ "FSM-A4+ FSM-A9+ 25.14", BIT(M), BIT(HIGHER), 0, ANY, ANY, 1,
	  B, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL, LOST },
	{ "EX-12 25.16", BIT(M), BIT(HANDOVER), ANY, ANY, ANY, ANY, W, DECIDE, RELEASE | ARM | BEGUN },
	{ "EX-11 25.16", BIT(M), BIT(MAINT_ON), ANY, ANY, ANY, ANY, W, DECIDE, RELEASE | ARM | BEGUN },
	{ "EX-12", BIT(M) | BIT(S), BIT(RECLAIM), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },

	/* MASTER that is handing over: it serves, and says nothing that would make others wait */
	{ "EX-12 25.16", BIT(W), BIT(T_DUE), ANY, ANY, ANY, ANY, M, OWN, ADV | ARM | NOBODY },
	{ "25.8 EX-12", BIT(W), BIT(T_LATE), ANY, ANY, ANY, ANY, Z, LISTEN, CLOSE | ARM | STALL },
	{ "EX-12", BIT(W), BIT(ZERO), ANY, ANY, ANY, ANY, SAME, KEEP, RIVAL },
	{ "EX-12 25.16", BIT(W) | BIT(Z), LOSING, ANY, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL, BY_HAND },
	{ "EX-12", BIT(W) | BIT(Z), BIT(EQ_LT), 0, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, BY_HAND },
	{ "EX-12", BIT(W) | BIT(Z), BIT(EQ_SAME), 0, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | SOURCE, BY_HAND },
	{ "EX-12", BIT(W) | BIT(Z), BIT(EQ_LT), 1, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, BY_HAND },
	{ "EX-12", BIT(W) | BIT(Z), BIT(EQ_SAME), 1, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH | SOURCE, BY_HAND },
	/* a last advert makes the winner announce again: only where it loses */
	{ "EX-12", BIT(W), BIT(EQ_GT), 0, ANY, ANY, 0,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, BY_HAND },
	{ "EX-12 25.14", BIT(W), BIT(EQ_GT), 0, ANY, ANY, 1,
	  X, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL | EQUALS, BY_HAND },
	{ "EX-12", BIT(W), BIT(EQ_GT), 1, ANY, ANY, 0,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, BY_HAND },
	{ "EX-12 25.14", BIT(W), BIT(EQ_GT), 1, ANY, ANY, 1,
	  X, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, BY_HAND },
	{ "EX-12", BIT(W), BIT(HIGHER), 0, ANY, ANY, 0,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL, BY_HAND },
	{ "EX-12 25.14", BIT(W), BIT(HIGHER), 0, ANY, ANY, 1,
	  X, DOWN, YIELD | CLOSE | STATE | ARM | RIVAL, BY_HAND },
	{ "EX-12", HANDING, BIT(HANDOVER) | BIT(MAINT_ON), ANY, ANY, ANY, ANY, SAME, KEEP, 0 },
	{ "EX-12", BIT(W), BIT(RECLAIM), ANY, ANY, ANY, ANY, M, OWN, ADV | ARM },
	{ "EX-12", BIT(W), BIT(GO_ON), ANY, ANY, ANY, ANY, M, OWN, ADV | ARM | NOBODY },
	{ "EX-12", BIT(Z), BIT(GO_ON), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | ANNOUNCE | ARM | NOBODY },

	/* in a sync group, its winner heard: it has stopped, and waits for the others to */
	{ "EX-12 FSM-A1-", BIT(C), BIT(SHUTDOWN), ANY, ANY, ANY, ANY,
	  I, STOP, CLOSE | STATE | ARM, CAUSE_EV },
	{ "EX-12", BIT(C), BIT(FAULT), ANY, ANY, ANY, ANY,
	  F, STOP, CLOSE | STATE | ARM, CAUSE_EV },
	{ "EX-12 EX-13", BIT(C), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | ANNOUNCE | ARM | NOBODY },
	{ "25.8 EX-12", BIT(C), BIT(T_LATE), ANY, ANY, ANY, ANY, Z, LISTEN, CLOSE | ARM | STALL },
	{ "EX-12", BIT(C), BIT(ZERO), ANY, ANY, ANY, ANY, W, KEEP, OPEN | ANNOUNCE | RIVAL },
	{ "EX-12", BIT(C), LOSING | BIT(HIGHER), ANY, ANY, ANY, ANY,
	  SAME, KEEP, CLOSE | RIVAL | CEDED },
	{ "EX-12", BIT(C), BIT(EQ_LT) | BIT(EQ_GT), 0, ANY, ANY, ANY,
	  SAME, KEEP, CLOSE | RIVAL | CEDED | EQUALS },
	{ "EX-12", BIT(C), BIT(EQ_SAME), 0, ANY, ANY, ANY,
	  SAME, KEEP, CLOSE | RIVAL | CEDED | EQUALS | SOURCE },
	{ "EX-12", BIT(C), BIT(EQ_LT) | BIT(EQ_GT), 1, ANY, ANY, ANY,
	  SAME, KEEP, CLOSE | RIVAL | CEDED | EQUALS | CLASH },
	{ "EX-12", BIT(C), BIT(EQ_SAME), 1, ANY, ANY, ANY,
	  SAME, KEEP, CLOSE | RIVAL | CEDED | EQUALS | CLASH | SOURCE },
	{ "EX-12", BIT(C), BIT(RECLAIM), ANY, ANY, ANY, ANY, M, OWN, ADV | OPEN | ANNOUNCE | ARM },
	{ "EX-12 EX-13", BIT(C), BIT(GO_ON), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | ANNOUNCE | ARM | NOBODY },

	/* MASTER that overslept: says nothing, whatever it hears */
	{ "25.8 FSM-A1-", BIT(S) | BIT(Z), BIT(SHUTDOWN), ANY, ANY, ANY, ANY,
	  I, STOP, CLOSE | STATE | ARM, CAUSE_EV },
	{ "25.8", BIT(S) | BIT(Z), BIT(FAULT), ANY, ANY, ANY, ANY,
	  F, STOP, CLOSE | STATE | ARM, CAUSE_EV },
	{ "25.8 TM-13", BIT(S), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | ANNOUNCE | ARM },
	{ "25.8 EX-12", BIT(Z), BIT(T_DUE), ANY, ANY, ANY, ANY,
	  M, OWN, ADV | OPEN | ANNOUNCE | ARM | NOBODY },
	{ "25.8 TM-13", BIT(S) | BIT(Z), BIT(T_LATE), ANY, ANY, ANY, ANY,
	  SAME, LISTEN, CLOSE | ARM | STALL },
	{ "25.8", BIT(S) | BIT(Z), BIT(ZERO), ANY, ANY, ANY, ANY, SAME, KEEP, RIVAL },
	{ "25.8", BIT(S), LOSING, 0, 1, ANY, ANY, SAME, KEEP, RIVAL, .delay = NO_DELAY,
	  .maint = NORMAL },
	{ "25.8 EX-01", BIT(S), LOSING, 0, 1, ANY, ANY,
	  H, DOWN, CLOSE | STATE | ARM | RIVAL, LOST, .delay = DELAY, .maint = NORMAL },
	{ "25.8", BIT(S), LOSING, 1, ANY, ANY, ANY, SAME, KEEP, RIVAL, .maint = NORMAL },
	{ "25.8", BIT(S), LOSING, 0, 0, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL, LOST, .maint = NORMAL },
	{ "25.8", BIT(S), BIT(EQ_LT), 0, 1, ANY, ANY, SAME, KEEP, RIVAL | EQUALS },
	{ "25.8", BIT(S), BIT(EQ_LT), 1, ANY, ANY, ANY, SAME, KEEP, RIVAL | EQUALS | CLASH },
	{ "25.8", BIT(S), BIT(EQ_LT), 0, 0, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, LOST },
	{ "25.8", BIT(S), BIT(EQ_SAME), 0, 1, ANY, ANY, SAME, KEEP, RIVAL | EQUALS | SOURCE },
	{ "25.8", BIT(S), BIT(EQ_SAME), 1, ANY, ANY, ANY,
	  SAME, KEEP, RIVAL | EQUALS | CLASH | SOURCE },
	{ "25.8", BIT(S), BIT(EQ_SAME), 0, 0, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | SOURCE, LOST },
	{ "25.8 FSM-A4+", BIT(S), BIT(EQ_GT), 0, ANY, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, LOST },
	{ "25.8 FSM-A4+", BIT(S), BIT(EQ_GT), 1, ANY, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, LOST },
	{ "25.8 FSM-A4+", BIT(S), BIT(HIGHER), 0, ANY, ANY, ANY,
	  B, DOWN, CLOSE | STATE | ARM | RIVAL, LOST },
	{ "25.8 EX-12", BIT(Z), BIT(EQ_GT), 0, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS, BY_HAND },
	{ "25.8 EX-12", BIT(Z), BIT(EQ_GT), 1, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL | EQUALS | CLASH, BY_HAND },
	{ "25.8 EX-12", BIT(Z), BIT(HIGHER), 0, ANY, ANY, ANY,
	  X, DOWN, CLOSE | STATE | ARM | RIVAL, BY_HAND },
	{ "25.8 EX-12", BIT(S), BIT(HANDOVER), ANY, ANY, ANY, ANY, Z, KEEP, BEGUN },
	{ "25.8 EX-11", BIT(S), BIT(MAINT_ON), ANY, ANY, ANY, ANY, Z, KEEP, BEGUN },
	{ "25.8 EX-12", BIT(Z), BIT(RECLAIM), ANY, ANY, ANY, ANY, S, KEEP, 0 },
};

static const char *const state_names[] = {
	"INIT", "FAULT", "BACKUP", "BACKUP (hold)", "BACKUP (preempting)", "BACKUP (handed over)",
	"MASTER", "MASTER (silent)", "MASTER (handing over)", "MASTER (handing over, silent)",
	"MASTER (handing over, winner heard)",
};

static const u8 states[] = {
	HKA_STATE_INIT, HKA_STATE_FAULT, HKA_STATE_BACKUP, HKA_STATE_BACKUP, HKA_STATE_BACKUP,
	HKA_STATE_BACKUP, HKA_STATE_MASTER, HKA_STATE_MASTER, HKA_STATE_MASTER, HKA_STATE_MASTER,
	HKA_STATE_MASTER,
};

static u8 kind(const struct hka_fsm *fsm)
{
	switch (fsm->state) {
	case HKA_STATE_INIT:
		return I;
	case HKA_STATE_FAULT:
		return F;
	case HKA_STATE_MASTER:
		if (fsm->handing)
			return fsm->silent ? Z : fsm->ceded ? C : W;
		return fsm->silent ? S : M;
	default:
		if (fsm->handed)
			return X;
		return fsm->lower_since == HKA_NEVER ? B :
		       fsm->hold == HKA_HOLD_RUNNING ? H : P;
	}
}

static const char *const event_names[] = {
	"startup", "shutdown", "fault", "config", "maintenance begins", "hand over", "reclaim", "go on", "timer early", "timer", "timer late",
	"advert 0", "advert <", "advert <, delay over", "advert = from <", "advert = from same", "advert = from >",
	"advert >",
};

struct cell {
	u8 state, event, owner, preempt, reply, yields, delay, version, maint;
};

static bool guard(u8 want, u8 is)
{
	return want == ANY || want == is;
}

static const struct row *find(const struct cell *c)
{
	const struct row *found = NULL;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		const struct row *r = &table[i];

		if (!(r->states & BIT(c->state)) || !(r->events & BIT(c->event)) ||
		    !guard(r->owner, c->owner) || !guard(r->preempt, c->preempt) ||
		    !guard(r->reply, c->reply) || !guard(r->yields, c->yields) ||
		    (r->delay && (r->delay == DELAY) != c->delay) ||
		    (r->maint && !(r->maint & BIT(c->maint))))
			continue;
		if (found)
			test_fail(__FILE__, __LINE__, "claimed by two rows");
		found = r;
	}
	if (!found)
		test_fail(__FILE__, __LINE__, "claimed by no row");

	return found;
}

static void fill_event(const struct cell *c, const struct hka_fsm *fsm,
		       const struct hka_fsm_config *cfg, struct hka_fsm_event *ev)
{
	static struct hka_fsm_config old;

	memset(ev, 0, sizeof(*ev));
	ev->now = NOW;
	ev->last_event = CAUSE_EV;
	ev->old = cfg;
	switch (c->event) {
	case STARTUP:
		ev->type = HKA_EV_STARTUP;
		break;
	case SHUTDOWN:
		ev->type = HKA_EV_SHUTDOWN;
		break;
	case FAULT:
		ev->type = HKA_EV_FAULT;
		break;
	case CONFIG:
		ev->type = HKA_EV_CONFIG;
		break;
	case MAINT_ON:
		ev->type = HKA_EV_CONFIG;
		old = *cfg;
		old.maintenance = HKA_MAINTENANCE_NONE;
		ev->old = &old;
		break;
	case HANDOVER:
		ev->type = HKA_EV_HANDOVER;
		ev->last_event = HKA_LAST_EVENT_NONE;
		break;
	case RECLAIM:
		ev->type = HKA_EV_RECLAIM;
		break;
	case GO_ON:
		ev->type = HKA_EV_KEEP;
		break;
	case T_EARLY:
		ev->type = HKA_EV_TIMER;
		ev->now = fsm->deadline == HKA_NEVER ? NOW : fsm->deadline - 1;
		break;
	case T_DUE:
		ev->type = HKA_EV_TIMER;
		ev->now = fsm->deadline == HKA_NEVER ? NOW : fsm->deadline;
		break;
	case T_LATE:
		ev->type = HKA_EV_TIMER;
		ev->now = fsm->deadline == HKA_NEVER ? NOW : fsm->deadline + 10 * NS_PER_S;
		break;
	default:
		ev->type = HKA_EV_ADVERT;
		/* another interval than ours, where the version knows such a thing */
		ev->interval_us = c->version == 3 ? 2 * INTERVAL_US : INTERVAL_US;
		ev->priority = c->event == ZERO ? 0 :
			       BIT(c->event) & LOSING ? cfg->priority - 1 : c->event == HIGHER ? cfg->priority + 1 : cfg->priority;
		if (c->event == LOWER_END)
			ev->now = DELAY_END;
		ev->cmp = c->event == EQ_LT ? -1 : c->event == EQ_GT ? 1 : 0;
		break;
	}
}

static void run(const struct cell *c)
{
	struct hka_fsm_config cfg = {
		.version = c->version,
		.priority = c->owner ? 255 : 100,
		.down_count = 3,
		.preempt = c->preempt,
		.reply_lower = c->reply,
		.yield_advert = c->yields,
		.interval_us = INTERVAL_US,
		.preempt_delay_us = c->delay ? DELAY_US : 0,
		.maintenance = c->maint,
	};
	struct hka_fsm_event ev;
	struct hka_fsm before, fsm;
	const struct row *row;
	u64 deadline;
	u32 acts, want;

	row = find(c);
	if (!row)
		return;
	test_ids(row->ids);

	hka_fsm_init(&fsm, &cfg, NOW - 500 * NS_PER_MS);
	fsm.state = states[c->state];
	fsm.silent = c->state == S || c->state == Z;
	fsm.handed = c->state == X;
	fsm.ceded = c->state == C;
	cfg.bound = c->state == C ? HKA_BOUND_SYNC : HKA_BOUND_NONE;
	fsm.handing = BIT(c->state) & HANDING ? BY_HAND : HKA_LAST_EVENT_NONE;
	fsm.master_reason = BIT(c->state) & ACTIVE ? HKA_MASTER_REASON_PREEMPTED :
			    HKA_MASTER_REASON_NOT_MASTER;
	fsm.since = 77;
	if (BIT(c->state) & RUNNING) {
		fsm.basis = NOW - 500 * NS_PER_MS;
		fsm.deadline = NOW + 300 * NS_PER_MS;
	}
	if (c->state == H || c->state == P) {
		fsm.hold = c->state == H ? HKA_HOLD_RUNNING : c->delay ? HKA_HOLD_OVER :
			   HKA_HOLD_NONE;
		fsm.lower_since = HEARD;
		fsm.lower_at = NOW - 100 * NS_PER_MS;
		fsm.lower_priority = 90;
		fsm.lower_interval_us = INTERVAL_US;
	}

	fill_event(c, &fsm, &cfg, &ev);
	before = fsm;
	acts = hka_fsm_event(&fsm, &cfg, &ev);

	want = row->acts;
	if (row->timer == DOWN && c->version == 3)
		want |= HKA_NOTE_INTERVAL;
	EXPECT_EQ(acts, want);

	EXPECT_EQ(fsm.state, states[row->next == SAME ? c->state : row->next]);
	EXPECT_EQ(kind(&fsm), row->next == SAME ? c->state : row->next);
	EXPECT_EQ(fsm.last_event, row->cause ? row->cause : before.last_event);
	EXPECT_EQ(fsm.master_reason, row->reason ? row->reason : before.master_reason);
	EXPECT_EQ(fsm.since, acts & STATE ? ev.now : before.since);

	switch (row->timer) {
	case KEEP:
		deadline = before.deadline;
		break;
	case STOP:
		deadline = HKA_NEVER;
		break;
	case OWN:
		deadline = ev.now + NS_PER_S;
		break;
	case PERIOD:
		deadline = before.deadline + NS_PER_S;
		break;
	case SKEW:
		deadline = ev.now + hka_fsm_skew_ns(&cfg, INTERVAL_US);
		break;
	case DOWN:
		deadline = ev.now + hka_fsm_down_ns(&cfg, ev.interval_us);
		EXPECT_EQ(fsm.master_interval_us, ev.interval_us);
		EXPECT_EQ(fsm.heard_priority, ev.priority);
		EXPECT_EQ(fsm.basis, ev.now);
		break;
	case DOWN_OWN:
		deadline = ev.now + hka_fsm_down_ns(&cfg, INTERVAL_US);
		break;
	case REBASE:
		deadline = before.lower_at + hka_fsm_down_ns(&cfg, INTERVAL_US);
		EXPECT_EQ(fsm.basis, before.lower_at);
		EXPECT_EQ(fsm.heard_priority, before.lower_priority);
		break;
	case RECOUNT:
		deadline = before.basis + hka_fsm_down_ns(&cfg, INTERVAL_US);
		EXPECT_EQ(fsm.basis, before.basis);
		break;
	case DECIDE:
		deadline = ev.now + NS_PER_S + 255 * NS_PER_S / 256;
		EXPECT_EQ(fsm.handing, c->event == MAINT_ON ? BY_MAINT : BY_HAND);
		break;
	default:
		deadline = ev.now + NS_PER_S + hka_fsm_skew_ns(&cfg, INTERVAL_US);
		break;
	}
	EXPECT_EQ(fsm.deadline, deadline);
	if (!acts && !(BIT(c->event) & LOSING) && kind(&fsm) == c->state)
		EXPECT(!memcmp(&fsm, &before, sizeof(fsm)));

	/* what must hold whatever the row says */
	if (fsm.state != HKA_STATE_MASTER)
		EXPECT(!(acts & (ADV | REPLY | OPEN | ANN_LOWER)));
	EXPECT(!(acts & HKA_ACT_LOWER) || (acts & ANNOUNCE));
	if (before.state != HKA_STATE_MASTER)
		EXPECT(!(acts & (RELEASE | YIELD | REPLY)));
	if (acts & RELEASE)
		EXPECT(!(acts & (ADV | REPLY | YIELD)));
	if (fsm.handing)
		EXPECT(!(acts & (ADV | REPLY | YIELD)));
	/* in hard maintenance nothing becomes MASTER */
	if (c->maint == HKA_MAINTENANCE_HARD && before.state != HKA_STATE_MASTER)
		EXPECT(fsm.state != HKA_STATE_MASTER);
}

void test_fsm(void)
{
	struct cell c;
	u32 n;

	for (n = 0; n < STATES * EVENTS * 64 * __HKA_MAINTENANCE_MAX; n++) {
		c.owner = n & 1;
		c.preempt = n >> 1 & 1;
		c.reply = n >> 2 & 1;
		c.yields = n >> 3 & 1;
		c.version = 2 + (n >> 4 & 1);
		c.delay = n >> 5 & 1;
		c.event = n / 64 % EVENTS;
		c.state = n / 64 / EVENTS % STATES;
		c.maint = n / 64 / EVENTS / STATES;
		/* nothing is above 255; where a router's state ignores adverts it does not matter */
		if (c.owner && c.event == HIGHER)
			continue;
		if (c.event == MAINT_ON && !c.maint)
			continue;
		test_begin("FSM-X1 FSM-X2",
			   "v%u %s, %s: owner %u, preempt %u, reply %u, yield advert %u, delay %u, maintenance %u",
			   c.version, state_names[c.state], event_names[c.event],
			   c.owner, c.preempt, c.reply, c.yields, c.delay, c.maint);
		run(&c);
		test_end();
	}
}
