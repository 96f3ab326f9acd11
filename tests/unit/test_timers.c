// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fsm.c: timers and what depends on more than one event - golden Skew_Time and
 * Active_Down_Interval, drift, late timers, limits.
 */
#include "machine.h"
#include "test.h"

static void golden_values(void)
{
	static const u32 intervals[] = { 10000, 100000, 250000, 1000000 };
	static const struct {
		u8 priority;
		struct {
			u32 skew, down;
		} us[4];
	} rows[] = {
		{ 1, { { 9960, 39960 }, { 99609, 399609 }, { 249023, 999023 },
		       { 996093, 3996093 } } },
		{ 100, { { 6093, 36093 }, { 60937, 360937 }, { 152343, 902343 },
			 { 609375, 3609375 } } },
		{ 150, { { 4140, 34140 }, { 41406, 341406 }, { 103515, 853515 },
			 { 414062, 3414062 } } },
		{ 200, { { 2187, 32187 }, { 21875, 321875 }, { 54687, 804687 },
			 { 218750, 3218750 } } },
		{ 250, { { 234, 30234 }, { 2343, 302343 }, { 5859, 755859 },
			 { 23437, 3023437 } } },
		{ 254, { { 78, 30078 }, { 781, 300781 }, { 1953, 751953 },
			 { 7812, 3007812 } } },
	};
	struct hka_fsm_config c = { .version = 3, .down_count = 3 };
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (j = 0; j < ARRAY_SIZE(intervals); j++) {
			test_begin("TM-01+ TM-02+ TM-04 REG-16", "v3 skew and down, priority %u, %u us",
				   rows[i].priority, intervals[j]);
			c.priority = rows[i].priority;
			EXPECT_EQ(hka_fsm_skew_ns(&c, intervals[j]) / 1000, rows[i].us[j].skew);
			EXPECT_EQ(hka_fsm_down_ns(&c, intervals[j]) / 1000, rows[i].us[j].down);
			test_end();
		}
	}

	test_begin("TM-05", "the longest down interval does not overflow");
	c.priority = 1;
	EXPECT_EQ(hka_fsm_down_ns(&c, 40950000) / 1000, 163640039);
	c.down_count = 100;
	EXPECT_EQ(hka_fsm_down_ns(&c, 40950000) / 1000, 4095000000 + 40790039);
	test_end();

	test_begin("TM-19", "another down count");
	c.priority = 100;
	c.down_count = 1;
	EXPECT_EQ(hka_fsm_down_ns(&c, 1000000) / 1000, 1609375);
	c.down_count = 5;
	EXPECT_EQ(hka_fsm_down_ns(&c, 1000000) / 1000, 5609375);
	c.down_count = 0;	/* not configured */
	EXPECT_EQ(hka_fsm_down_ns(&c, 1000000) / 1000, 3609375);
	test_end();

	test_begin("TM-05 TM-19", "the longest wait fits: 100 x 255 s");
	c = (struct hka_fsm_config){ .version = 2, .priority = 1, .down_count = 100 };
	EXPECT_EQ(hka_fsm_down_ns(&c, 255000000), 25500 * NS_PER_S + 996093750);
	test_end();

	test_begin("TM-03+", "v2 skew does not scale with the interval");
	c = (struct hka_fsm_config){ .version = 2, .priority = 100, .down_count = 3 };
	EXPECT_EQ(hka_fsm_skew_ns(&c, 1000000) / 1000, 609375);
	EXPECT_EQ(hka_fsm_skew_ns(&c, 5000000) / 1000, 609375);
	EXPECT_EQ(hka_fsm_down_ns(&c, 1000000) / 1000, 3609375);
	EXPECT_EQ(hka_fsm_down_ns(&c, 5000000) / 1000, 15609375);
	EXPECT_EQ(hka_fsm_down_ns(&c, 255000000) / 1000, 765609375);
	test_end();

	test_begin("TM-01+ TM-03+", "the owner's skew is one 256th");
	c = (struct hka_fsm_config){ .version = 3, .priority = 255, .down_count = 3 };
	EXPECT_EQ(hka_fsm_skew_ns(&c, 1000000), 3906250);
	c.version = 2;
	EXPECT_EQ(hka_fsm_skew_ns(&c, 9000000), 3906250);
	test_end();
}

static void learning(void)
{
	test_begin("TM-06+ TM-07+ FSM-B9+", "a BACKUP waits by the MASTER's interval, v3");
	backup(100);
	EXPECT_EQ(fsm.deadline, NOW + 3609375 * NS_PER_US);
	EXPECT(advert(NOW + 1, 200, 1, 100000) & HKA_NOTE_INTERVAL);
	EXPECT_EQ(fsm.master_interval_us, 100000);
	EXPECT_EQ(fsm.deadline, NOW + 1 + 360937500);
	EXPECT(!(advert(NOW + 2, 200, 1, 1000000) & HKA_NOTE_INTERVAL));
	EXPECT_EQ(fsm.deadline, NOW + 2 + 3609375 * NS_PER_US);
	test_end();

	test_begin("FSM-B8+ TM-07-", "Skew_Time after a release is by the learned interval");
	backup(100);
	advert(NOW + 1, 200, 1, 100000);
	EXPECT(advert(NOW + 2, 0, 1, 100000) == HKA_ACT_ARM);
	EXPECT_EQ(fsm.deadline, NOW + 2 + 60937500);
	test_end();

	test_begin("TM-08+ TM-06-", "as MASTER its own interval holds again");
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	EXPECT_EQ(fsm.master_interval_us, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + 2 + 60937500 + NS_PER_S);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_PRIORITY_ZERO);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PRIORITY);
	test_end();

	test_begin("FSM-B12", "another MASTER before Skew_Time ends: the full interval again");
	backup(100);
	advert(NOW + 1, 0, 1, 1000000);
	advert(NOW + 1000, 150, 1, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + 1000 + 3609375 * NS_PER_US);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 609375 * NS_PER_US + 1), 0);
	event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_MASTER_TIMEOUT);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_NO_RESPONSE);
	test_end();

	test_begin("FSM-B14 FSM-X3", "a timer from before the last advert has no effect");
	backup(100);
	advert(NOW + 3 * NS_PER_S, 200, 1, 1000000);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 3609375 * NS_PER_US), 0);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	test_end();

	test_begin("FSM-B10+ PR-10+ MG-05", "losing adverts do not hold a BACKUP back");
	backup(100);
	EXPECT_EQ(advert(NOW + NS_PER_S, 99, 1, 1000000), 0);
	EXPECT_EQ(advert(NOW + 2 * NS_PER_S, 99, 1, 1000000), 0);
	EXPECT_EQ(fsm.deadline, NOW + 3609375 * NS_PER_US);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_ADVERT);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_LOWER_PRIORITY_MASTER);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	test_end();

	test_begin("MG-05", "the reason stays when the router is BACKUP again");
	advert(fsm.deadline - 1, 200, 1, 1000000);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT_EQ(fsm.master_reason, HKA_MASTER_REASON_PREEMPTED);
	EXPECT_EQ(fsm.last_event, HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP);
	test_end();

	test_begin("PR-09+ PR-10- FSM-B9+ FSM-B10-", "without preempt they do");
	backup(100);
	cfg.preempt = false;
	advert(NOW + NS_PER_S, 1, -1, 1000000);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S + 3609375 * NS_PER_US);
	test_end();

	test_begin("PR-02+", "an owner that had to yield preempts in spite of preempt off");
	master(255);
	cfg.preempt = false;
	advert(NOW + 1, 255, 1, 1000000);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT_EQ(advert(NOW + 2, 254, 1, 1000000), 0);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline) & HKA_ACT_OPEN);
	test_end();
}

static void counts(void)
{
	static const u8 down[] = { 1, 2, 3, 100 };
	u64 wait;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(down); i++) {
		test_begin("TM-19 FSM-B7", "down count %u: claims then, and not before", down[i]);
		backup(100);
		cfg.down_count = down[i];
		wait = down[i] * NS_PER_S + 609375 * NS_PER_US;
		advert(NOW + 1, 200, 1, 1000000);
		EXPECT_EQ(fsm.deadline, NOW + 1 + wait);
		EXPECT_EQ(event(HKA_EV_TIMER, NOW + wait), 0);
		EXPECT(event(HKA_EV_TIMER, NOW + 1 + wait) & HKA_ACT_OPEN);
		test_end();
	}
}

static void periods(void)
{
	u64 first, seed = 1;
	u32 i;

	test_begin("TM-11 TM-08+ FSM-A2+", "10,000 late timers do not make the period drift");
	master(100);
	first = fsm.deadline;
	for (i = 0; i < 10000; i++) {
		seed = seed * 6364136223846793005ull + 1442695040888963407ull;
		EXPECT_EQ(fsm.deadline, first + i * NS_PER_S);
		EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline + (seed >> 33) % NS_PER_S),
			  HKA_ACT_ADVERT | HKA_ACT_ARM);
	}
	test_end();

	test_begin("TM-11 25.8", "whole periods that were missed are skipped, not made up for");
	master(100);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 2200 * NS_PER_MS),
		  HKA_ACT_ADVERT | HKA_ACT_ARM | HKA_NOTE_STALL);
	EXPECT_EQ(fsm.deadline, NOW + 3 * NS_PER_S);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 2200 * NS_PER_MS + 1), 0);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 4 * NS_PER_S),
		  HKA_ACT_ADVERT | HKA_ACT_ARM | HKA_NOTE_STALL);
	EXPECT_EQ(fsm.deadline, NOW + 5 * NS_PER_S);
	test_end();

	test_begin("FSM-A3+", "a priority of zero re-arms in full");
	master(100);
	EXPECT(advert(NOW + 400 * NS_PER_MS, 0, 1, 1000000) & HKA_ACT_ADVERT);
	EXPECT_EQ(fsm.deadline, NOW + 1400 * NS_PER_MS);
	test_end();

	test_begin("FSM-A10 FSM-A11 25.6", "replies are limited and do not move the period");
	master(100);
	EXPECT(advert(NOW + 1, 50, 1, 1000000) & HKA_ACT_REPLY);
	EXPECT_EQ(advert(NOW + 2, 50, 1, 1000000), HKA_NOTE_RIVAL | HKA_NOTE_REPLY_LIMITED |
						   HKA_ACT_ANNOUNCE | HKA_ACT_LOWER);
	EXPECT_EQ(advert(NOW + 500 * NS_PER_MS, 50, 1, 1000000),
		  HKA_NOTE_RIVAL | HKA_NOTE_REPLY_LIMITED);
	EXPECT_EQ(advert(NOW + 500 * NS_PER_MS + 1, 50, 1, 1000000),
		  HKA_NOTE_RIVAL | HKA_ACT_REPLY | HKA_ACT_ANNOUNCE | HKA_ACT_LOWER);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S);
	test_end();

	test_begin("FSM-A10", "a flood of losing adverts for 10 s: 20 replies, 10 adverts");
	{
		u32 replies = 0, adverts = 0, announced = 0, acts;
		u64 now;

		master(100);
		for (now = NOW; now < NOW + 10 * NS_PER_S; now += NS_PER_MS) {
			acts = advert(now, 50, 1, 1000000);
			replies += !!(acts & HKA_ACT_REPLY);
			announced += !!(acts & HKA_ACT_ANNOUNCE);
			acts = event(HKA_EV_TIMER, now + 1);
			adverts += !!(acts & HKA_ACT_ADVERT);
			announced += !!(acts & HKA_ACT_ANNOUNCE);
		}
		EXPECT_EQ(replies, 20);
		EXPECT_EQ(adverts, 9);	/* the tenth is due at the end */
		/* two at once, then two in an interval */
		EXPECT(announced >= 20 && announced <= 22);
	}
	test_end();

	test_begin("FSM-A10", "two peers share the limit: a reply goes to both");
	master(100);
	EXPECT(advert(NOW + 1, 50, 1, 1000000) & HKA_ACT_REPLY);
	EXPECT(advert(NOW + 2, 60, -1, 1000000) & HKA_NOTE_REPLY_LIMITED);
	EXPECT(advert(NOW + 500 * NS_PER_MS + 1, 60, -1, 1000000) & HKA_ACT_REPLY);
	test_end();

	test_begin("FSM-A7 25.14", "the last word on the addresses is ours: after the loser's last advert");
	master(100);
	/* its periodic advert, and the one with which it yields to our reply */
	EXPECT(advert(NOW + 1, 50, 1, 1000000) & HKA_ACT_LOWER);
	EXPECT(advert(NOW + 2, 50, 1, 1000000) & HKA_ACT_LOWER);
	/* a second loser: with our next advert */
	EXPECT(!(advert(NOW + 3, 60, 1, 1000000) & HKA_ACT_ANNOUNCE));
	EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline),
		  HKA_ACT_ADVERT | HKA_ACT_ARM | HKA_ACT_ANNOUNCE | HKA_ACT_LOWER);
	EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline), HKA_ACT_ADVERT | HKA_ACT_ARM);
	test_end();

	test_begin("FSM-A3", "a flood of releases is answered, not announced each time");
	{
		u32 announced = 0, acts;
		u64 now;

		master(100);
		for (now = NOW; now < NOW + NS_PER_S; now += NS_PER_MS) {
			acts = advert(now, 0, 1, 1000000);
			EXPECT(acts & HKA_ACT_ADVERT);
			EXPECT(!(acts & HKA_ACT_LOWER));
			announced += !!(acts & HKA_ACT_ANNOUNCE);
		}
		EXPECT_EQ(announced, 3);
	}
	test_end();

	test_begin("FSM-A12 25.8", "announcements are limited also where nothing is answered");
	master(100);
	cfg.reply_lower = false;
	EXPECT_EQ(advert(NOW + 1, 50, 1, 1000000),
		  HKA_NOTE_RIVAL | HKA_ACT_ANNOUNCE | HKA_ACT_LOWER);
	EXPECT_EQ(advert(NOW + 2, 50, 1, 1000000),
		  HKA_NOTE_RIVAL | HKA_ACT_ANNOUNCE | HKA_ACT_LOWER);
	EXPECT_EQ(advert(NOW + 3, 50, 1, 1000000), HKA_NOTE_RIVAL);
	test_end();
}

static void stalls(void)
{
	struct hka_fsm_event ev;
	u32 acts;

	/* last advert at NOW; a peer of priority 254 claims at NOW + 3.0078125 s */
	test_begin("TM-13 25.8", "a MASTER that is late by less than a peer's patience goes on");
	master(100);
	EXPECT(event(HKA_EV_TIMER, NOW + 3007812500) & HKA_ACT_ADVERT);
	EXPECT(!fsm.silent);
	test_end();

	test_begin("TM-13 25.8", "by more: it listens before it speaks");
	master(100);
	EXPECT_EQ(event(HKA_EV_TIMER, NOW + 3007812501),
		  HKA_ACT_CLOSE | HKA_ACT_ARM | HKA_NOTE_STALL);
	EXPECT_EQ(fsm.deadline, NOW + 3007812501 + 1609375 * NS_PER_US);
	EXPECT_EQ(advert(NOW + 3500 * NS_PER_MS, 50, 1, 1000000), HKA_NOTE_RIVAL);
	acts = event(HKA_EV_TIMER, fsm.deadline);
	EXPECT_EQ(acts, HKA_ACT_ADVERT | HKA_ACT_OPEN | HKA_ACT_ANNOUNCE | HKA_ACT_ARM);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	EXPECT(!fsm.silent);
	test_end();

	test_begin("TM-13 25.8", "and yields to a better one, without a last word");
	master(100);
	cfg.yield_advert = true;
	event(HKA_EV_TIMER, NOW + 5 * NS_PER_S);
	acts = advert(NOW + 5 * NS_PER_S + 1, 150, 1, 1000000);
	EXPECT(!(acts & HKA_ACT_YIELD));
	EXPECT(acts & HKA_ACT_CLOSE);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	test_end();

	test_begin("TM-13 25.8", "the advert may come before the timer");
	master(100);
	EXPECT_EQ(advert(NOW + 5 * NS_PER_S, 50, 1, 1000000),
		  HKA_ACT_CLOSE | HKA_ACT_ARM | HKA_NOTE_STALL | HKA_NOTE_RIVAL);
	EXPECT(fsm.silent);
	EXPECT_EQ(fsm.deadline, NOW + 5 * NS_PER_S + 1609375 * NS_PER_US);
	test_end();

	test_begin("TM-13 25.8", "a suspended MASTER, whose timer does not know");
	master(100);
	ev = (struct hka_fsm_event){ .type = HKA_EV_TIMER, .now = NOW + 1, .slept_ns = 3600 * NS_PER_S };
	EXPECT_EQ(hka_fsm_event(&fsm, &cfg, &ev), HKA_ACT_CLOSE | HKA_ACT_ARM | HKA_NOTE_STALL);
	EXPECT(fsm.silent);
	test_end();

	test_begin("25.8", "several short sleeps add up");
	master(100);
	ev = (struct hka_fsm_event){ .type = HKA_EV_TIMER, .now = NOW + 1, .slept_ns = NS_PER_S };
	EXPECT_EQ(hka_fsm_event(&fsm, &cfg, &ev), 0);
	EXPECT_EQ(hka_fsm_event(&fsm, &cfg, &ev), 0);
	EXPECT(hka_fsm_event(&fsm, &cfg, &ev) & HKA_ACT_CLOSE);
	test_end();

	test_begin("25.8", "a MASTER that only waits for one advert has little patience");
	master(100);
	cfg.down_count = 1;
	EXPECT(event(HKA_EV_TIMER, NOW + 1050 * NS_PER_MS) & HKA_ACT_ADVERT);
	master(100);
	cfg.down_count = 1;
	EXPECT(event(HKA_EV_TIMER, NOW + 1050 * NS_PER_MS + 1) & HKA_ACT_CLOSE);
	test_end();

	test_begin("25.8 TM-08", "but what is mere jitter silences nobody, at 10 ms either");
	master(100);
	cfg.down_count = 1;
	cfg.interval_us = 10000;
	fsm.deadline = NOW + 10 * NS_PER_MS;
	EXPECT(event(HKA_EV_TIMER, NOW + 11 * NS_PER_MS) & HKA_ACT_ADVERT);
	EXPECT(event(HKA_EV_TIMER, NOW + 21 * NS_PER_MS + 1) & HKA_ACT_CLOSE);
	test_end();

	test_begin("25.8", "and one that waits for a hundred has much");
	master(100);
	cfg.down_count = 100;
	EXPECT(event(HKA_EV_TIMER, NOW + 100 * NS_PER_S + 7812500) & HKA_ACT_ADVERT);
	master(100);
	cfg.down_count = 100;
	EXPECT(event(HKA_EV_TIMER, NOW + 100 * NS_PER_S + 7812501) & HKA_ACT_CLOSE);
	test_end();

	test_begin("TM-13 25.8", "a BACKUP whose timer is late waits once by Skew_Time");
	backup(100);
	acts = event(HKA_EV_TIMER, fsm.deadline + NS_PER_S + 1);
	EXPECT_EQ(acts, HKA_ACT_ARM | HKA_NOTE_STALL);
	EXPECT_EQ(fsm.state, HKA_STATE_BACKUP);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline + 10 * NS_PER_S) & HKA_ACT_OPEN);
	test_end();

	test_begin("TM-13 25.8", "a little late is not late");
	backup(100);
	EXPECT(event(HKA_EV_TIMER, fsm.deadline + NS_PER_S) & HKA_ACT_OPEN);
	test_end();

	test_begin("TM-13 25.8", "a suspended BACKUP does not claim on its old count");
	backup(100);
	ev = (struct hka_fsm_event){ .type = HKA_EV_TIMER, .now = NOW + 1, .slept_ns = 9 * NS_PER_S };
	EXPECT_EQ(hka_fsm_event(&fsm, &cfg, &ev), 0);
	EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline), HKA_ACT_ARM | HKA_NOTE_STALL);
	/* an advert starts it anew, with the same grace */
	advert(fsm.deadline - 1, 200, 1, 1000000);
	EXPECT(!fsm.rechecked);
	EXPECT_EQ(event(HKA_EV_TIMER, fsm.deadline + 2 * NS_PER_S), HKA_ACT_ARM | HKA_NOTE_STALL);
	test_end();
}

static void nonsense(void)
{
	static const u8 states[] = {
		HKA_STATE_INIT, HKA_STATE_BACKUP, HKA_STATE_MASTER, HKA_STATE_FAULT,
	};
	struct hka_fsm before;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(states); i++) {
		test_begin("FSM-X1", "an event that does not exist, state %u", states[i]);
		master(100);
		fsm.state = states[i];
		before = fsm;
		EXPECT_EQ(event(__HKA_EV_MAX, NOW), 0);
		EXPECT_EQ(event(255, NOW), 0);
		EXPECT(!memcmp(&before, &fsm, sizeof(fsm)));
		test_end();
	}

	test_begin("R14-", "an interval of zero is never adopted");
	backup(100);
	advert(NOW, 200, 1, 0);
	EXPECT_EQ(fsm.master_interval_us, 1000000);
	test_end();
}

void test_timers(void)
{
	golden_values();
	learning();
	counts();
	periods();
	stalls();
	nonsense();
}
