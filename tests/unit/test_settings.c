// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsm.c: settings that change while a router runs, and the preempt delay. The table
 * has every state x setting x value; a combination that no row or more than one row
 * claims fails like one that is wrong.
 */
#include "machine.h"
#include "test.h"

#define HEARD	(NOW + NS_PER_S)		/* when the router last heard somebody */
#define WHEN	(NOW + 1500 * NS_PER_MS)	/* when the setting changes */

/* Where a router is when a setting changes. Priority 100, or 255 where it says so. */
enum start {
	INIT,
	ALONE,		/* BACKUP that heard nobody */
	WATCHING,	/* BACKUP that heard priority 200 */
	RELEASED,	/* BACKUP that heard priority 0 */
	LOSING,		/* BACKUP that heard priority 50 and preempts */
	HOLDING,	/* the same, but waits out its preempt delay of 10 s */
	GRACE,		/* BACKUP whose timer was late and was deferred once */
	YIELDED,	/* BACKUP, though the owner: another one has the greater address */
	MASTER,
	SILENT,		/* MASTER that overslept */
	OWNER,		/* MASTER with priority 255 */
	STARTS
};

static const char *const start_names[] = {
	"INIT", "BACKUP alone", "BACKUP", "BACKUP after a release", "BACKUP preempting",
	"BACKUP with a hold", "BACKUP in its grace", "owner as BACKUP", "MASTER",
	"MASTER (silent)", "owner as MASTER",
};

enum change {
	LOW, HIGH, OWN_IT,		/* priority 40, 200, 255 */
	SHORT, LONG,			/* interval 100 ms, 5 s */
	NO_PREEMPT, PREEMPT,
	ONE, HUNDRED,			/* down count */
	NO_DELAY, DELAY, LONG_DELAY,	/* preempt delay 0, 5 s, 1,000 s */
	NO_REPLY, YIELD, CHECK,
	CHANGES
};

static const char *const change_names[] = {
	"priority 40", "priority 200", "priority 255", "interval 100 ms", "interval 5 s",
	"preempt off", "preempt on", "down count 1", "down count 100", "preempt delay 0",
	"preempt delay 5 s", "preempt delay 1,000 s", "reply off", "yield advert on",
	"owner check on",
};

enum timer {
	KEEP,		/* not touched */
	OWN,		/* own interval from now */
	REBASED,	/* Active_Down_Interval by the new settings, from the last advert */
	SKEWED,		/* Skew_Time, from the release */
	ACCEPTED,	/* Active_Down_Interval from the losing advert */
};

#define BIT(n)		(1u << (n))
#define BACKUPS		(BIT(ALONE) | BIT(WATCHING) | BIT(RELEASED) | BIT(LOSING) | \
			 BIT(HOLDING) | BIT(GRACE))
#define MASTERS		(BIT(MASTER) | BIT(SILENT) | BIT(OWNER))
#define ALL		(BIT(CHANGES) - 1)
#define COUNTS		(BIT(ONE) | BIT(HUNDRED))
#define PRIORITIES	(BIT(LOW) | BIT(HIGH))
/* What tells only at the next event: the next advert, the next timer, the next takeover. */
#define LATER		(BIT(SHORT) | BIT(LONG) | BIT(PREEMPT) | BIT(NO_DELAY) | BIT(DELAY) | \
			 BIT(LONG_DELAY) | BIT(NO_REPLY) | BIT(YIELD) | BIT(CHECK))
#define CLAIM		(HKA_ACT_ADVERT | HKA_ACT_OPEN | HKA_ACT_ARM | HKA_ACT_STATE)

static const struct row {
	const char *ids;
	u32 starts;
	u32 changes;
	u8 timer;
	u32 acts;
} table[] = {
	{ "CFG-17", BIT(INIT), ALL, KEEP, 0 },

	{ "CFG-17 PR-02", BACKUPS, BIT(OWN_IT), OWN, CLAIM },
	{ "CFG-17 TM-17 EX-02", BACKUPS | BIT(YIELDED), LATER, KEEP, 0 },
	{ "CFG-17 TM-16", BIT(ALONE) | BIT(WATCHING) | BIT(YIELDED), PRIORITIES | COUNTS,
	  REBASED, HKA_ACT_ARM },
	{ "CFG-17", BIT(ALONE) | BIT(WATCHING) | BIT(RELEASED) | BIT(GRACE) | BIT(YIELDED),
	  BIT(NO_PREEMPT), KEEP, 0 },
	{ "CFG-17 TM-16", BIT(RELEASED), PRIORITIES | COUNTS, SKEWED, HKA_ACT_ARM },
	{ "CFG-17 TM-16", BIT(LOSING) | BIT(HOLDING), BIT(HIGH) | COUNTS, REBASED, HKA_ACT_ARM },
	/* whom it hears no longer loses */
	{ "CFG-17 EX-04", BIT(LOSING) | BIT(HOLDING), BIT(LOW) | BIT(NO_PREEMPT),
	  ACCEPTED, HKA_ACT_ARM },
	{ "CFG-17 25.8", BIT(GRACE), PRIORITIES | COUNTS, KEEP, 0 },
	{ "CFG-17", BIT(YIELDED), BIT(OWN_IT), KEEP, 0 },

	{ "CFG-17 TM-15", BIT(MASTER) | BIT(OWNER), BIT(SHORT), OWN, HKA_ACT_ARM },
	{ "CFG-17 TM-15", BIT(MASTER) | BIT(OWNER), ALL & ~BIT(SHORT), KEEP, 0 },
	{ "CFG-17 25.8", BIT(SILENT), ALL, KEEP, 0 },
};

static void set_up(enum start start)
{
	switch (start) {
	case MASTER:
	case OWNER:
		master(start == OWNER ? 255 : 100);
		/* so that WHEN is in the middle of a period */
		event(HKA_EV_TIMER, fsm.deadline);
		return;
	case SILENT:
		master(100);
		fsm.deadline = NOW - 3 * NS_PER_S;
		event(HKA_EV_TIMER, HEARD);
		EXPECT(fsm.silent);
		return;
	case YIELDED:
		master(255);
		advert(HEARD - 1, 255, 1, 1000000);
		EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
		return;
	default:
		backup(100);
		break;
	}
	cfg.preempt_delay_us = start == HOLDING ? 10000000 : 0;
	if (start == INIT)
		hka_fsm_init(&fsm, &cfg, NOW);
	if (start == WATCHING)
		advert(HEARD, 200, 1, 1000000);
	if (start == RELEASED)
		advert(HEARD, 0, 1, 1000000);
	if (start == LOSING || start == HOLDING)
		advert(HEARD, 50, 1, 2000000);
	if (start == GRACE) {
		fsm.deadline = HEARD - 2 * NS_PER_S;
		event(HKA_EV_TIMER, HEARD);
		EXPECT(fsm.rechecked);
	}
}

static void apply(struct hka_fsm_config *to, enum change change)
{
	static const u8 priority[] = { [LOW] = 40, [HIGH] = 200, [OWN_IT] = 255 };

	switch (change) {
	case LOW:
	case HIGH:
	case OWN_IT:
		to->priority = priority[change];
		break;
	case SHORT:
	case LONG:
		to->interval_us = change == SHORT ? 100000 : 5000000;
		break;
	case NO_PREEMPT:
	case PREEMPT:
		to->preempt = change == PREEMPT;
		break;
	case ONE:
	case HUNDRED:
		to->down_count = change == ONE ? 1 : 100;
		break;
	case NO_DELAY:
	case DELAY:
	case LONG_DELAY:
		to->preempt_delay_us = change == NO_DELAY ? 0 : change == DELAY ? 5000000 :
				       1000000000;
		break;
	case NO_REPLY:
		to->reply_lower = false;
		break;
	case YIELD:
		to->yield_advert = true;
		break;
	default:
		to->owner_check = true;
		break;
	}
}

static const struct row *find(enum start start, enum change change)
{
	const struct row *found = NULL;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		if (!(table[i].starts & BIT(start)) || !(table[i].changes & BIT(change)))
			continue;
		if (found)
			test_fail(__FILE__, __LINE__, "claimed by two rows");
		found = &table[i];
	}
	if (!found)
		test_fail(__FILE__, __LINE__, "claimed by no row");

	return found;
}

static void run(enum start start, enum change what)
{
	const struct row *row = find(start, what);
	struct hka_fsm_config to;
	struct hka_fsm before;
	u64 deadline;

	if (!row)
		return;
	set_up(start);
	before = fsm;
	to = cfg;
	apply(&to, what);
	EXPECT_EQ(change(WHEN, &to), row->acts);
	EXPECT_EQ(fsm.state, row->acts & HKA_ACT_STATE ? HKA_STATE_MASTER : before.state);

	switch (row->timer) {
	case OWN:
		deadline = WHEN + to.interval_us * NS_PER_US;
		break;
	case REBASED:
		deadline = before.basis + hka_fsm_down_ns(&to, before.master_interval_us);
		break;
	case SKEWED:
		deadline = HEARD + hka_fsm_skew_ns(&to, before.master_interval_us);
		break;
	case ACCEPTED:
		deadline = HEARD + hka_fsm_down_ns(&to, 2000000);
		EXPECT_EQ(fsm.heard_priority, 50);
		EXPECT_EQ(fsm.master_interval_us, 2000000);
		EXPECT_EQ(fsm.lower_since, HKA_NEVER);
		break;
	default:
		deadline = before.deadline;
		EXPECT_EQ(fsm.lower_since, before.lower_since);
		EXPECT_EQ(fsm.hold, before.hold);
		break;
	}
	/* never in the past */
	if (row->timer != KEEP && deadline < WHEN)
		deadline = WHEN;
	EXPECT_EQ(fsm.deadline, deadline);

	/* a router that has not started knows nobody's interval but its own */
	if (start == INIT || start == MASTER || start == OWNER)
		EXPECT_EQ(fsm.master_interval_us, to.interval_us);

	/* the same settings once more: nothing */
	before = fsm;
	EXPECT_EQ(change(WHEN, &to), 0);
	EXPECT(!memcmp(&before, &fsm, sizeof(fsm)));
}

static void changes(void)
{
	u32 start, what;

	for (start = 0; start < STARTS; start++)
		for (what = 0; what < CHANGES; what++) {
			test_begin("CFG-17 TM-15 TM-16 TM-17 EX-02 EX-04", "%s: %s",
				   start_names[start], change_names[what]);
			run(start, what);
			test_end();
		}
}

static void sequences(void)
{
	struct hka_fsm_config to;

	test_begin("TM-15", "a shorter interval while MASTER counts from now");
	master(100);
	to = cfg;
	to.interval_us = 100000;
	EXPECT_EQ(change(NOW + 200 * NS_PER_MS, &to), HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + 300 * NS_PER_MS);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.deadline, NOW + 400 * NS_PER_MS);
	test_end();

	test_begin("TM-15", "a longer one after the next advert");
	master(100);
	to = cfg;
	to.interval_us = 5000000;
	EXPECT_EQ(change(NOW + 200 * NS_PER_MS, &to), 0);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.deadline, NOW + 6 * NS_PER_S);
	test_end();

	test_begin("TM-16", "a priority changed in BACKUP re-bases the timer on the last advert");
	backup(100);
	advert(NOW + NS_PER_S, 250, 1, 1000000);
	to = cfg;
	to.priority = 200;
	EXPECT_EQ(change(NOW + 2 * NS_PER_S, &to), HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + 3218750 * NS_PER_US);
	to.priority = 1;
	change(NOW + 3 * NS_PER_S, &to);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + 3996093750);
	test_end();

	test_begin("TM-16", "what would be past is now, and no stall");
	backup(1);
	to = cfg;
	to.priority = 254;
	to.down_count = 1;
	change(NOW + 3500 * NS_PER_MS, &to);
	EXPECT_EQ(fsm.deadline, NOW + 3500 * NS_PER_MS);
	EXPECT(event(HKA_EV_TIMER, NOW + 3500 * NS_PER_MS) & HKA_ACT_OPEN);
	test_end();

	test_begin("TM-16", "after a release only Skew_Time is re-based");
	backup(100);
	advert(NOW + NS_PER_S, 0, 1, 1000000);
	to = cfg;
	to.priority = 200;
	change(NOW + NS_PER_S + 1, &to);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + 218750 * NS_PER_US);
	test_end();

	test_begin("TM-17", "an interval changed in BACKUP matters once MASTER");
	backup(100);
	to = cfg;
	to.interval_us = 100000;
	EXPECT_EQ(change(NOW + 1, &to), 0);
	EXPECT_EQ(fsm.deadline, NOW + 3609375 * NS_PER_US);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.deadline, NOW + 3709375 * NS_PER_US);
	test_end();

	test_begin("PR-02 CFG-17", "becoming the owner claims at once");
	backup(100);
	to = cfg;
	to.priority = 255;
	EXPECT_EQ(change(NOW + 1, &to),
		  HKA_ACT_ADVERT | HKA_ACT_OPEN | HKA_ACT_ARM | HKA_ACT_STATE);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_OWNER_PREEMPT);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PRIORITY);
	test_end();

	test_begin("CFG-17", "ceasing to be the owner leaves it to the next advert");
	to.priority = 100;
	EXPECT_EQ(change(NOW + 2, &to), 0);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	EXPECT(advert(NOW + 3, 150, 1, 1000000) & HKA_ACT_CLOSE);
	test_end();

	test_begin("PR-02 CFG-17", "an owner in BACKUP that ceases to be one claims no address by right");
	master(255);
	advert(HEARD, 255, 1, 1000000);
	to = cfg;
	to.priority = 100;
	to.preempt = false;
	EXPECT_EQ(change(HEARD + 1, &to), HKA_ACT_ARM);
	EXPECT_EQ(advert(HEARD + NS_PER_S, 50, 1, 1000000), HKA_ACT_ARM);
	test_end();

	test_begin("CFG-17", "before the start every change is only remembered");
	backup(100);
	hka_fsm_init(&fsm, &cfg, NOW);
	to = cfg;
	to.interval_us = 20000;
	EXPECT_EQ(change(NOW, &to), 0);
	EXPECT_EQ(fsm.master_interval_us, 20000);
	EXPECT_EQ(fsm.deadline, HKA_NEVER);
	test_end();
}

/* A BACKUP of priority 100 with a preempt delay, started at NOW. */
static void delayed(u32 delay_us)
{
	backup(100);
	cfg.preempt_delay_us = delay_us;
}

static u64 remaining_ms(u64 now)
{
	return hka_fsm_hold_ns(&fsm, &cfg, now) / NS_PER_MS;
}

/* A MASTER of priority 50 that sends each second; from HEARD on, @n times. */
static void heard(u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		advert(HEARD + i * NS_PER_S, 50, 1, 1000000);
}

static void hold(void)
{
	struct hka_fsm_config to;
	u64 claim;
	u32 i;

	test_begin("EX-01 EX-04", "a losing MASTER is let be for the delay, then preempted in time");
	delayed(5000000);
	EXPECT_EQ(remaining_ms(NOW), 0);
	for (i = 0; i < 5; i++) {
		EXPECT_EQ(advert(HEARD + i * NS_PER_S, 50, 1, 1000000), HKA_ACT_ARM);
		EXPECT_EQ(fsm.deadline, HEARD + i * NS_PER_S + 3609375 * NS_PER_US);
		EXPECT_EQ(remaining_ms(HEARD + i * NS_PER_S), 5000 - i * 1000);
	}
	claim = fsm.deadline;
	EXPECT_EQ(remaining_ms(HEARD + 5 * NS_PER_S), 0);
	for (i = 5; i < 8; i++)
		EXPECT_EQ(advert(HEARD + i * NS_PER_S - 1, 50, 1, 1000000), i == 5 ? HKA_ACT_ARM : 0);
	claim = HEARD + 5 * NS_PER_S - 1 + 3609375 * NS_PER_US;
	EXPECT_EQ(fsm.deadline, claim);
	EXPECT(event(HKA_EV_TIMER, claim) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_PREEMPT_HOLD_TIMEOUT);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	test_end();

	test_begin("EX-01", "its intervals count, not ours");
	delayed(5000000);
	EXPECT_EQ(advert(HEARD, 50, 1, 200000), HKA_ACT_ARM | HKA_NOTE_INTERVAL);
	EXPECT_EQ(fsm.deadline, HEARD + 721875 * NS_PER_US);
	test_end();

	test_begin("EX-01", "nobody MASTER: no delay");
	delayed(1000000000);
	EXPECT(event(HKA_EV_TIMER, NOW + 3609375 * NS_PER_US) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_MASTER_TIMEOUT);
	test_end();

	test_begin("EX-01 EX-04", "it dies meanwhile: no delay, and no talk of preemption");
	delayed(1000000000);
	heard(3);
	EXPECT(event(HKA_EV_TIMER, HEARD + 2 * NS_PER_S + 3609375 * NS_PER_US) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_MASTER_TIMEOUT);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_NO_RESPONSE);
	EXPECT_EQ(remaining_ms(HEARD + 6 * NS_PER_S), 0);
	test_end();

	test_begin("EX-01 EX-04", "it dies after the delay, unheard since: the same");
	delayed(5000000);
	heard(5);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_MASTER_TIMEOUT);
	test_end();

	test_begin("EX-01 FSM-B8", "it releases: Skew_Time, and the delay is over");
	delayed(1000000000);
	heard(3);
	EXPECT_EQ(advert(HEARD + 2500 * NS_PER_MS, 0, 1, 1000000), HKA_ACT_ARM);
	EXPECT_EQ(remaining_ms(HEARD + 2500 * NS_PER_MS), 0);
	EXPECT_EQ(fsm.deadline, HEARD + 3109375 * NS_PER_US);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_PRIORITY_ZERO);
	test_end();

	test_begin("EX-01 EX-04", "another one that loses too goes on with the same delay");
	delayed(5000000);
	heard(3);
	EXPECT_EQ(advert(HEARD + 3 * NS_PER_S, 70, -1, 1000000), HKA_ACT_ARM);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 2000);
	test_end();

	test_begin("EX-04", "a better one ends it; the next that loses gets a new one");
	delayed(5000000);
	heard(3);
	EXPECT_EQ(advert(HEARD + 3 * NS_PER_S, 101, -1, 1000000), HKA_ACT_ARM);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 0);
	EXPECT_EQ(advert(HEARD + 4 * NS_PER_S, 50, 1, 1000000), HKA_ACT_ARM);
	EXPECT_EQ(remaining_ms(HEARD + 4 * NS_PER_S), 5000);
	test_end();

	test_begin("EX-04", "an equal one too");
	delayed(5000000);
	heard(3);
	EXPECT_EQ(advert(HEARD + 3 * NS_PER_S, 100, -1, 1000000), HKA_ACT_ARM | HKA_NOTE_EQUAL);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 0);
	test_end();

	test_begin("EX-04 FSM-I4", "a fault ends it");
	delayed(5000000);
	heard(3);
	event(HKA_EV_FAULT, HEARD + 2 * NS_PER_S + 1);
	EXPECT_EQ(remaining_ms(HEARD + 2 * NS_PER_S + 1), 0);
	event(HKA_EV_STARTUP, HEARD + 3 * NS_PER_S);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 0);
	advert(HEARD + 4 * NS_PER_S, 50, 1, 1000000);
	EXPECT_EQ(remaining_ms(HEARD + 4 * NS_PER_S), 5000);
	test_end();

	test_begin("EX-02", "changing something else does not restart it");
	delayed(5000000);
	heard(3);
	to = cfg;
	to.priority = 120;
	to.interval_us = 100000;
	change(HEARD + 2500 * NS_PER_MS, &to);
	EXPECT_EQ(remaining_ms(HEARD + 2500 * NS_PER_MS), 2500);
	advert(HEARD + 3 * NS_PER_S, 50, 1, 1000000);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 2000);
	test_end();

	test_begin("EX-02 EX-04", "its length may be changed while it runs: it counts from its start");
	delayed(5000000);
	heard(3);
	to = cfg;
	to.preempt_delay_us = 60000000;
	EXPECT_EQ(change(HEARD + 2500 * NS_PER_MS, &to), 0);
	EXPECT_EQ(remaining_ms(HEARD + 2500 * NS_PER_MS), 57500);
	to.preempt_delay_us = 3000000;
	EXPECT_EQ(change(HEARD + 2500 * NS_PER_MS, &to), 0);
	EXPECT_EQ(remaining_ms(HEARD + 2500 * NS_PER_MS), 500);
	EXPECT_EQ(advert(HEARD + 3 * NS_PER_S, 50, 1, 1000000), 0);
	/* over is over */
	to.preempt_delay_us = 60000000;
	EXPECT_EQ(change(HEARD + 3 * NS_PER_S, &to), 0);
	EXPECT_EQ(remaining_ms(HEARD + 3 * NS_PER_S), 0);
	EXPECT_EQ(advert(HEARD + 4 * NS_PER_S, 50, 1, 1000000), 0);
	test_end();

	test_begin("EX-02 EX-04", "set to nothing it ends with the next losing advert");
	delayed(60000000);
	heard(3);
	to = cfg;
	to.preempt_delay_us = 0;
	change(HEARD + 2500 * NS_PER_MS, &to);
	EXPECT_EQ(remaining_ms(HEARD + 2500 * NS_PER_MS), 0);
	EXPECT_EQ(advert(HEARD + 3 * NS_PER_S, 50, 1, 1000000), 0);
	EXPECT(event(HKA_EV_TIMER, HEARD + 2 * NS_PER_S + 3609375 * NS_PER_US) & HKA_ACT_OPEN);
	test_end();

	test_begin("EX-02", "a preemption under way is not delayed by a change");
	delayed(0);
	heard(1);
	to = cfg;
	to.preempt_delay_us = 60000000;
	EXPECT_EQ(change(HEARD + 1, &to), 0);
	EXPECT_EQ(advert(HEARD + NS_PER_S, 50, 1, 1000000), 0);
	EXPECT(event(HKA_EV_TIMER, NOW + 3609375 * NS_PER_US) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_LOWER_PRIORITY_MASTER);
	test_end();

	test_begin("EX-03", "a MASTER yields without delay, and has the delay when it is better again");
	master(100);
	cfg.preempt_delay_us = 5000000;
	EXPECT(advert(HEARD, 150, 1, 1000000) & HKA_ACT_CLOSE);
	to = cfg;
	to.priority = 200;
	change(HEARD + 500 * NS_PER_MS, &to);
	EXPECT_EQ(remaining_ms(HEARD + 500 * NS_PER_MS), 0);
	advert(HEARD + NS_PER_S, 150, 1, 1000000);
	EXPECT_EQ(remaining_ms(HEARD + NS_PER_S), 5000);
	test_end();

	test_begin("EX-01 PR-02", "the owner has no delay");
	backup(255);
	cfg.preempt_delay_us = 5000000;
	fsm.state = HKA_STATE_BACKUP;
	EXPECT_EQ(advert(HEARD, 254, 1, 1000000), 0);
	EXPECT_EQ(remaining_ms(HEARD), 0);
	test_end();

	test_begin("EX-01 25.8", "a MASTER that overslept does not shorten another's");
	master(100);
	cfg.preempt_delay_us = 5000000;
	event(HKA_EV_TIMER, NOW + 5 * NS_PER_S);
	EXPECT(fsm.silent);
	EXPECT(advert(NOW + 5 * NS_PER_S + 1, 50, 1, 1000000) & HKA_ACT_CLOSE);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT_EQ(remaining_ms(NOW + 5 * NS_PER_S + 1), 5000);
	test_end();

	test_begin("EX-01 TM-05", "1,000 s fit, at 10 ms a BACKUP hears 100,000 adverts");
	delayed(1000000000);
	cfg.interval_us = 10000;
	for (i = 0; i < 100000; i++)
		if (advert(HEARD + i * 10 * NS_PER_MS, 50, 1, 10000) != HKA_ACT_ARM)
			test_fail(__FILE__, __LINE__, "advert %u", i);
	EXPECT_EQ(advert(HEARD + 1000 * NS_PER_S, 50, 1, 10000), 0);
	test_end();
}

void test_settings(void)
{
	changes();
	sequences();
	hold();
}
