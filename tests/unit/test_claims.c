// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsm.c: what keeps a BACKUP from claiming - the link delay and dampening. Each is held
 * against a BACKUP without, event by event: it does the same, except for what it is for.
 * And claims that turn out to have been for nothing.
 */
#include "machine.h"
#include "test.h"

#define DELAY_US	30000000u
#define LINK_UP		NOW
#define LISTENS		(LINK_UP + DELAY_US * NS_PER_US)
#define HALF_US		60000000u
#define HALF		(HALF_US * NS_PER_US)

enum what { START, SHUT, BREAK, EARLY, DUE, ZERO, LOWER, EQ_LT, EQ_SAME, EQ_GT, HIGHER, SAME,
	    OWNER, BETTER, CLAIM, RETREAT, HANDOVER, GO_ON, RECLAIM, WHATS };

static const char *const names[] = {
	"startup", "shutdown", "fault", "timer early", "timer", "advert 0", "advert <", "advert = from <",
	"advert = from same", "advert = from >", "advert >", "no change", "it becomes the owner", "another priority",
	"the group claims", "the group retreats", "hand over", "go on", "reclaim",
};

static u32 feed(struct hka_fsm *f, const struct hka_fsm_config *c, enum what what, u64 now)
{
	static const u8 types[] = {
		HKA_EV_STARTUP, HKA_EV_SHUTDOWN, HKA_EV_FAULT, HKA_EV_TIMER, HKA_EV_TIMER,
		HKA_EV_ADVERT, HKA_EV_ADVERT, HKA_EV_ADVERT, HKA_EV_ADVERT, HKA_EV_ADVERT,
		HKA_EV_ADVERT, HKA_EV_CONFIG, HKA_EV_CONFIG, HKA_EV_CONFIG, HKA_EV_CLAIM,
		HKA_EV_RETREAT, HKA_EV_HANDOVER, HKA_EV_KEEP, HKA_EV_RECLAIM,
	};
	static const u8 heard[WHATS] = {
		[LOWER] = 50, [EQ_LT] = 100, [EQ_SAME] = 100, [EQ_GT] = 100, [HIGHER] = 200,
	};
	struct hka_fsm_config to = *c;
	struct hka_fsm_event ev = {
		.type = types[what], .now = now, .priority = heard[what], .interval_us = 1000000,
		.cmp = what == EQ_LT ? -1 : what == EQ_GT, .old = c,
	};

	if (what == OWNER)
		to.priority = 255;
	if (what == BETTER)
		to.priority = 150;
	if (what == EARLY)
		ev.now = f->deadline - 1;
	if (what == DUE)
		ev.now = f->deadline;

	return hka_fsm_event(f, &to, &ev);
}

/* A BACKUP whose link came up at LINK_UP. */
static void listening(u8 priority)
{
	struct hka_fsm_event ev = { .type = HKA_EV_STARTUP, .now = NOW, .link_up = LINK_UP };

	backup(priority);
	cfg.link_delay_us = DELAY_US;
	hka_fsm_init(&fsm, &cfg, NOW);
	hka_fsm_event(&fsm, &cfg, &ev);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT_EQ(fsm.deadline, LISTENS + hka_fsm_down_ns(&cfg, 1000000));
}

static void each_event_while_listening(void)
{
	u64 now = NOW + NS_PER_S, down;
	struct hka_fsm plain;
	u32 what, acts;

	for (what = 0; what < WHATS; what++) {
		test_begin("EX-05 REG-10 FSM-X1", "listening: %s", names[what]);
		listening(100);
		/* The same router, whose link was up all along. */
		plain = fsm;
		plain.link_up = HKA_NEVER;
		plain.deadline = plain.basis + hka_fsm_down_ns(&cfg, 1000000);
		acts = feed(&plain, &cfg, what, now);
		if (what == OWNER) {
			/* It does not become MASTER by that alone. */
			EXPECT_EQ(feed(&fsm, &cfg, what, now), HKA_ACT_ARM);
			EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
			EXPECT_EQ(fsm.deadline, LISTENS + 3 * NS_PER_S + NS_PER_S / 256);
			test_end();
			continue;
		}
		EXPECT_EQ(feed(&fsm, &cfg, what, now), acts);
		EXPECT_EQ(fsm.state, plain.state);
		EXPECT_EQ(fsm.released, plain.released);
		if (plain.state == HKA_STATE_BACKUP && !plain.released) {
			/* What it hears is noted, but the count begins when it may mean something. */
			down = plain.deadline - plain.basis;
			EXPECT_EQ(fsm.basis, plain.basis);
			EXPECT_EQ(fsm.deadline, LISTENS + down);
		} else if (what != DUE) {
			EXPECT_EQ(fsm.deadline, plain.deadline);
		}
		test_end();
	}
}

static void link_delay(void)
{
	struct hka_fsm_config to;

	each_event_while_listening();

	test_begin("EX-05 REG-10", "adverts, then none for the rest of the delay: no claim before it is over");
	listening(200);
	advert(NOW + NS_PER_S, 100, 1, 1000000);
	EXPECT_EQ(event(HKA_EV_TIMER, LISTENS), 0);
	EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline - 1), 0);
	EXPECT(fsm.deadline > LISTENS);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	test_end();

	test_begin("EX-05", "heard after its end: a down interval as always");
	listening(100);
	advert(LISTENS + NS_PER_S, 200, 1, 1000000);
	EXPECT_EQ(fsm.deadline, LISTENS + NS_PER_S + hka_fsm_down_ns(&cfg, 1000000));
	EXPECT_EQ(hka_fsm_listen_ns(&fsm, &cfg, LISTENS), 0);
	EXPECT_EQ(hka_fsm_listen_ns(&fsm, &cfg, LISTENS - 1), 1);
	test_end();

	test_begin("EX-05", "an owner listens, too, and comes up");
	listening(255);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	test_end();

	test_begin("EX-05", "another length moves the end of one that runs, and begins none");
	listening(100);
	to = cfg;
	to.link_delay_us = DELAY_US / 2;
	EXPECT_EQ(change(NOW + NS_PER_S, &to), HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + DELAY_US * NS_PER_US / 2 + hka_fsm_down_ns(&cfg, 1000000));
	to.link_delay_us = 0;
	EXPECT_EQ(change(NOW + 2 * NS_PER_S, &to), HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + hka_fsm_down_ns(&cfg, 1000000));
	backup(100);
	to = cfg;
	to.link_delay_us = DELAY_US;
	EXPECT_EQ(change(NOW + NS_PER_S, &to), 0);
	test_end();
}

/* MASTER that is preempted at @now by a better one, so often. */
static u32 lose(u32 times, u64 now)
{
	u32 acts = 0;

	master(100);
	cfg.damp_half_us = HALF_US;
	cfg.damp_suppress = 2000;
	cfg.damp_reuse = 750;
	while (times--) {
		fsm.state = HKA_STATE_MASTER;
		fsm.deadline = now + NS_PER_S;
		acts = advert(now, 200, 1, 1000000);
	}
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);

	return acts;
}

static void each_event_while_dampened(void)
{
	struct hka_fsm handed;
	u32 what;

	for (what = 0; what < WHATS; what++) {
		test_begin("EX-10 FSM-X1", "dampened: %s", names[what]);
		lose(2, NOW);
		EXPECT(fsm.damped);
		/* As one that handed over: no MASTER that lives is preempted. */
		handed = fsm;
		handed.damped = false;
		handed.handed = true;
		EXPECT_EQ(feed(&fsm, &cfg, what, NOW + NS_PER_S),
			  feed(&handed, &cfg, what, NOW + NS_PER_S));
		EXPECT_EQ(fsm.state, handed.state);
		EXPECT(fsm.damped);
		test_end();
	}
}

static void dampening(void)
{
	struct hka_fsm_config to;
	u32 acts;
	u64 end;

	each_event_while_dampened();

	test_begin("EX-10", "one loss too many dampens, and is told once");
	acts = lose(1, NOW);
	EXPECT(!fsm.damped && !(acts & HKA_NOTE_DAMPED));
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW), 1000);
	acts = lose(2, NOW);
	EXPECT(fsm.damped && acts & HKA_NOTE_DAMPED);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW), 2000);
	acts = lose(3, NOW);
	EXPECT(fsm.damped && !(acts & HKA_NOTE_DAMPED));
	lose(100, NOW);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW), HKA_PENALTY_MAX);
	test_end();

	test_begin("EX-10", "the penalty halves in each half-life, and falls evenly in between");
	lose(2, NOW);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW + HALF), 1000);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW + HALF / 2), 1500);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW + 2 * HALF), 500);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW + 40 * HALF), 0);
	end = NOW + hka_fsm_damped_ns(&fsm, &cfg, NOW);
	EXPECT(hka_fsm_penalty(&fsm, &cfg, end - HALF / 100) >= 750);
	EXPECT(hka_fsm_penalty(&fsm, &cfg, end + HALF / 100) < 750);
	test_end();

	test_begin("EX-10", "it leaves a losing MASTER alone until it ends, and then preempts it");
	lose(2, NOW);
	end = NOW + hka_fsm_damped_ns(&fsm, &cfg, NOW);
	EXPECT(advert(end - 1, 50, 1, 1000000) & HKA_ACT_ARM);
	EXPECT(fsm.damped);
	EXPECT_EQ(advert(end + NS_PER_S, 50, 1, 1000000), HKA_NOTE_UNDAMPED);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	test_end();

	test_begin("EX-10 25.16", "where no MASTER lives it claims, after all others, and is no less a MASTER");
	lose(2, NOW);
	EXPECT_EQ(fsm.deadline, NOW + 3 * NS_PER_S + 255 * NS_PER_S / 256);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	EXPECT(fsm.damped);
	EXPECT(advert(fsm.deadline - NS_PER_MS, 50, 1, 1000000) & HKA_ACT_REPLY);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	test_end();

	test_begin("EX-10", "after a priority of zero it is the last");
	lose(2, NOW);
	advert(NOW + NS_PER_S, 0, 1, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + 255 * NS_PER_S / 256);
	test_end();

	test_begin("EX-10", "a fault counts, a stop and a hand-over do not");
	lose(1, NOW);
	fsm.state = HKA_STATE_MASTER;
	EXPECT(event(HKA_EV_FAULT, NOW) & HKA_NOTE_DAMPED);
	lose(1, NOW);
	fsm.state = HKA_STATE_MASTER;
	event(HKA_EV_SHUTDOWN, NOW);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW), 1000);
	lose(1, NOW);
	fsm.state = HKA_STATE_MASTER;
	event(HKA_EV_HANDOVER, NOW);
	advert(NOW, 50, 1, 1000000);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT_EQ(hka_fsm_penalty(&fsm, &cfg, NOW), 1000);
	test_end();

	test_begin("EX-10", "an owner that is dampened waits; off ends it");
	lose(2, NOW);
	cfg.priority = 255;
	event(HKA_EV_FAULT, NOW);
	event(HKA_EV_STARTUP, NOW);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	to = cfg;
	to.damp_half_us = 0;
	EXPECT(change(NOW, &to) & HKA_NOTE_UNDAMPED);
	EXPECT(!fsm.damped);
	test_end();
}

/* It followed a MASTER of priority 200, claimed when that was silent; then an advert @ns later. */
static u32 claimed_then(u8 priority, u64 ns)
{
	u64 at;

	backup(100);
	advert(NOW + NS_PER_S, 200, 1, 1000000);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	at = fsm.since + ns;
	while (fsm.deadline < at)
		event(HKA_EV_TIMER, fsm.deadline);

	return advert(at, priority, 1, 1000000);
}

static void claims_in_vain(void)
{
	u64 down;

	test_begin("FSM-A13", "the MASTER that was silent is alive, and it is told");
	EXPECT(claimed_then(200, NS_PER_S) & HKA_NOTE_IN_VAIN);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	test_end();

	test_begin("FSM-A13", "so up to a down interval after the claim");
	down = hka_fsm_down_ns(&cfg, 1000000);
	EXPECT(claimed_then(200, down - 1) & HKA_NOTE_IN_VAIN);
	EXPECT(!(claimed_then(200, down) & HKA_NOTE_IN_VAIN));
	test_end();

	test_begin("FSM-A13", "another MASTER is no sign of it, nor one that gives way");
	EXPECT(!(claimed_then(201, NS_PER_S) & HKA_NOTE_IN_VAIN));
	EXPECT(!(claimed_then(0, NS_PER_S) & HKA_NOTE_IN_VAIN));
	EXPECT(!(claimed_then(50, NS_PER_S) & HKA_NOTE_IN_VAIN));
	test_end();

	test_begin("FSM-A13", "nor that of one which released, was preempted, or overslept");
	backup(100);
	advert(NOW + NS_PER_S, 200, 1, 1000000);
	advert(NOW + NS_PER_S + 1, 0, 1, 1000000);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PRIORITY);
	EXPECT(!(advert(fsm.since + NS_PER_S, 200, 1, 1000000) & HKA_NOTE_IN_VAIN));
	backup(100);
	advert(NOW + NS_PER_S, 50, 1, 1000000);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	fsm.heard_priority = 200;
	EXPECT(!(advert(fsm.since + NS_PER_S, 200, 1, 1000000) & HKA_NOTE_IN_VAIN));
	claimed_then(50, 1);
	EXPECT(advert(fsm.since + 3500 * 1000000ull, 200, 1, 1000000) & HKA_NOTE_STALL);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	claimed_then(50, 1);
	EXPECT(!(advert(fsm.since + 3500 * 1000000ull, 200, 1, 1000000) & HKA_NOTE_IN_VAIN));
	test_end();
}

/* Preemption off: a BACKUP of 100 that hears these, a second apart. Return: when its timer runs out. */
static u64 hears(bool on_drop, const u8 *priorities, u32 n)
{
	struct hka_fsm_event ev = { .type = HKA_EV_STARTUP, .now = NOW };

	backup(100);
	cfg.preempt = false;
	cfg.on_drop = on_drop;
	hka_fsm_init(&fsm, &cfg, NOW);
	hka_fsm_event(&fsm, &cfg, &ev);
	for (u32 i = 0; i < n; i++)
		advert(NOW + (i + 1) * NS_PER_S, priorities[i], 1, 1000000);

	return fsm.deadline;
}

/* It follows its MASTER, or takes over from the last that it followed. */
#define FOLLOWS(on, after, ...) \
	EXPECT_EQ(hears(on, (u8[]){ __VA_ARGS__ }, sizeof((u8[]){ __VA_ARGS__ })), \
		  NOW + (after) * NS_PER_S + hka_fsm_down_ns(&cfg, 1000000))

static void drops(void)
{
	struct hka_fsm_config to;

	test_begin("FSM-B9 PR-09", "preemption off: a MASTER whose priority falls is followed");
	FOLLOWS(false, 3, 150, 50, 50);
	test_end();

	test_begin("FSM-B10 PR-09", "and with on-drop: preempted, from its first lower advert on");
	FOLLOWS(true, 1, 150, 50, 50);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_LOWER_PRIORITY_MASTER);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	test_end();

	test_begin("PR-09", "on-drop: who was lower all along is followed, and who fell, but not below ours");
	FOLLOWS(true, 3, 50, 50, 50);
	FOLLOWS(true, 3, 150, 101, 100);
	test_end();

	test_begin("PR-09", "on-drop: who was lower and fell further is preempted; who rises again is followed");
	FOLLOWS(true, 2, 50, 50, 40, 40);
	FOLLOWS(true, 4, 150, 50, 50, 120);
	test_end();

	test_begin("PR-09", "on-drop: after a release the next one is another MASTER");
	hears(true, (u8[]){ 150, 0 }, 2);
	advert(NOW + 3 * NS_PER_S, 50, 1, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + 3 * NS_PER_S + hka_fsm_down_ns(&cfg, 1000000));
	test_end();

	test_begin("PR-09", "on-drop is taken back while it waits to preempt: its MASTER's last advert counts");
	hears(true, (u8[]){ 150, 50, 50 }, 3);
	to = cfg;
	to.on_drop = false;
	EXPECT_EQ(change(NOW + 3 * NS_PER_S, &to), HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + 3 * NS_PER_S + hka_fsm_down_ns(&cfg, 1000000));
	test_end();

	test_begin("PR-09", "on-drop: a BACKUP that was MASTER begins with who preempted it");
	master(100);
	cfg.preempt = false;
	cfg.on_drop = true;
	advert(NOW + NS_PER_S, 150, 1, 1000000);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	advert(NOW + 2 * NS_PER_S, 50, 1, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + hka_fsm_down_ns(&cfg, 1000000));
	test_end();
}

void test_claims(void)
{
	drops();
	claims_in_vain();
	link_delay();
	dampening();
}
