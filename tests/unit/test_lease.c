// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lease_clock.c: when a manager's lease is held, in grace and expired, and what an expired
 * one does to a router.
 */
#include "lease_clock.h"
#include "test.h"

enum { FREE = HKA_LEASE_STATE_FREE, HELD = HKA_LEASE_STATE_HELD,
       GRACE = HKA_LEASE_STATE_GRACE, EXPIRED = HKA_LEASE_STATE_EXPIRED };

static struct hka_lease_clock fresh(void)
{
	return (struct hka_lease_clock) { .timeout_ns = HKA_LEASE_TIMEOUT_NS,
					  .grace_ns = HKA_LEASE_GRACE_NS };
}

static struct hka_lease_clock held_at(u64 now)
{
	struct hka_lease_clock c = fresh();

	hka_lease_take_clock(&c, now);
	return c;
}

static void by_itself(void)
{
	struct hka_lease_clock c = fresh();
	u64 t0 = 1000 * NS_PER_S;

	test_begin("EX-20", "nobody took it: it stays free");
	EXPECT_EQ(hka_lease_next(&c), HKA_NEVER);
	EXPECT(!hka_lease_look_clock(&c, true, t0));
	EXPECT_EQ(c.state, FREE);
	EXPECT(!hka_lease_beat_clock(&c, t0));
	test_end();

	test_begin("EX-20", "held for 5 s, then grace for 30 s, then expired");
	c = held_at(t0);
	EXPECT_EQ(hka_lease_next(&c), t0 + 5 * NS_PER_S);
	EXPECT(!hka_lease_look_clock(&c, true, t0 + 5 * NS_PER_S - 1));
	EXPECT_EQ(c.state, HELD);
	EXPECT(hka_lease_look_clock(&c, true, t0 + 5 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	EXPECT_EQ(hka_lease_next(&c), t0 + 35 * NS_PER_S);
	EXPECT(!hka_lease_look_clock(&c, true, t0 + 35 * NS_PER_S - 1));
	EXPECT_EQ(c.state, GRACE);
	EXPECT(hka_lease_look_clock(&c, true, t0 + 35 * NS_PER_S + 7));
	EXPECT_EQ(c.state, EXPIRED);
	EXPECT_EQ(c.began, t0 + 35 * NS_PER_S);
	EXPECT_EQ(hka_lease_next(&c), HKA_NEVER);
	test_end();

	test_begin("EX-20", "each heartbeat is worth the timeout");
	c = held_at(t0);
	for (u32 i = 1; i <= 100; i++) {
		EXPECT(!hka_lease_look_clock(&c, true, t0 + i * NS_PER_S));
		EXPECT(hka_lease_beat_clock(&c, t0 + i * NS_PER_S));
	}
	EXPECT_EQ(hka_lease_next(&c), t0 + 105 * NS_PER_S);
	EXPECT_EQ(c.began, t0);
	test_end();

	test_begin("EX-20", "nobody looks for a long time: nothing is longer for that");
	c = held_at(t0);
	EXPECT(hka_lease_look_clock(&c, false, t0 + 20 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	EXPECT_EQ(c.began, t0 + 5 * NS_PER_S);
	c = held_at(t0);
	EXPECT(hka_lease_look_clock(&c, false, t0 + 40 * NS_PER_S));
	EXPECT_EQ(c.state, EXPIRED);
	EXPECT_EQ(c.began, t0 + 35 * NS_PER_S);
	test_end();
}

static void by_the_holder(void)
{
	struct hka_lease_clock c = held_at(0);

	test_begin("EX-20", "the holder's end begins the grace at once, and once");
	EXPECT(hka_lease_lose_clock(&c, 2 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	EXPECT_EQ(hka_lease_next(&c), 32 * NS_PER_S);
	EXPECT(!hka_lease_lose_clock(&c, 3 * NS_PER_S));
	EXPECT_EQ(hka_lease_next(&c), 32 * NS_PER_S);
	test_end();

	test_begin("EX-20", "a late heartbeat, or another taker, ends the grace");
	EXPECT(hka_lease_beat_clock(&c, 20 * NS_PER_S));
	EXPECT_EQ(c.state, HELD);
	EXPECT_EQ(hka_lease_next(&c), 25 * NS_PER_S);
	EXPECT(hka_lease_lose_clock(&c, 21 * NS_PER_S));
	hka_lease_take_clock(&c, 50 * NS_PER_S);
	EXPECT_EQ(c.state, HELD);
	EXPECT_EQ(hka_lease_next(&c), 55 * NS_PER_S);
	test_end();

	test_begin("EX-20", "once expired a heartbeat is too late; taking it is not");
	EXPECT(hka_lease_look_clock(&c, false, 90 * NS_PER_S));
	EXPECT_EQ(c.state, EXPIRED);
	EXPECT(!hka_lease_beat_clock(&c, 90 * NS_PER_S));
	EXPECT_EQ(c.state, EXPIRED);
	hka_lease_take_clock(&c, 91 * NS_PER_S);
	EXPECT_EQ(c.state, HELD);
	test_end();

	test_begin("EX-20", "given up: free, for ever");
	hka_lease_free_clock(&c, 92 * NS_PER_S);
	EXPECT(!hka_lease_look_clock(&c, true, 1000 * NS_PER_S));
	EXPECT_EQ(c.state, FREE);
	EXPECT(!hka_lease_lose_clock(&c, 1000 * NS_PER_S));
	test_end();

	test_begin("EX-20", "no grace: expired when it is lost");
	c = held_at(0);
	c.grace_ns = 0;
	EXPECT(hka_lease_lose_clock(&c, NS_PER_S));
	EXPECT(hka_lease_look_clock(&c, true, NS_PER_S));
	EXPECT_EQ(c.state, EXPIRED);
	test_end();
}

static void stalls(void)
{
	struct hka_lease_clock c = held_at(0);

	test_begin("EX-20 TM-13", "the host stood still, and so did the manager: its time once more");
	EXPECT(!hka_lease_look_clock(&c, true, 60 * NS_PER_S));
	EXPECT_EQ(c.state, HELD);
	EXPECT_EQ(hka_lease_next(&c), 65 * NS_PER_S);
	test_end();

	test_begin("EX-20 TM-13", "but once");
	EXPECT(hka_lease_look_clock(&c, true, 67 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	test_end();

	test_begin("EX-20 TM-13", "again after a heartbeat; and in grace");
	EXPECT(hka_lease_beat_clock(&c, 70 * NS_PER_S));
	EXPECT(!hka_lease_look_clock(&c, true, 77 * NS_PER_S));
	EXPECT_EQ(c.state, HELD);
	hka_lease_take_clock(&c, 80 * NS_PER_S);
	EXPECT(hka_lease_lose_clock(&c, 81 * NS_PER_S));
	EXPECT(!hka_lease_look_clock(&c, true, 120 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	EXPECT_EQ(hka_lease_next(&c), 150 * NS_PER_S);
	EXPECT(hka_lease_look_clock(&c, true, 155 * NS_PER_S));
	EXPECT_EQ(c.state, EXPIRED);
	test_end();

	test_begin("EX-20 TM-13", "a second late is no stall");
	c = held_at(0);
	EXPECT(hka_lease_look_clock(&c, true, 6 * NS_PER_S));
	EXPECT_EQ(c.state, GRACE);
	EXPECT_EQ(c.began, 5 * NS_PER_S);
	test_end();
}

static void policies(void)
{
	static const struct {
		u8 policy;
		u8 amount;
		s64 want;
		bool fault;
	} rows[] = {
		{ HKA_LEASE_POLICY_KEEP, 0, 0, false },
		{ HKA_LEASE_POLICY_DEMOTE, 1, -1, false },
		{ HKA_LEASE_POLICY_DEMOTE, 254, -254, false },
		{ HKA_LEASE_POLICY_RELEASE, 0, 0, true },
	};
	struct hka_effect effect;

	for (u32 i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin("EX-20", "policy %u, in force only when expired", rows[i].policy);
		for (u8 state = FREE; state <= EXPIRED; state++) {
			effect = hka_lease_effect(state, rows[i].policy, rows[i].amount);
			EXPECT_EQ(effect.amount, state == EXPIRED ? rows[i].want : 0);
			EXPECT_EQ(effect.fault, state == EXPIRED && rows[i].fault);
			EXPECT_EQ(effect.handover, state == EXPIRED &&
				  rows[i].policy == HKA_LEASE_POLICY_HANDOVER);
		}
		test_end();
	}
}

/* A router with a grace of its own. */
static void own_grace(void)
{
	u64 t0 = 1000 * NS_PER_S, next;
	struct hka_lease_clock c = held_at(t0);

	test_begin("EX-20", "a router without a grace of its own sees the lease as it is");
	EXPECT_EQ(hka_lease_seen(&c, HKA_NEVER, t0, &next), HELD);
	EXPECT_EQ(next, t0 + 5 * NS_PER_S);
	hka_lease_look_clock(&c, true, t0 + 5 * NS_PER_S);
	EXPECT_EQ(hka_lease_seen(&c, HKA_NEVER, t0 + 5 * NS_PER_S, &next), GRACE);
	EXPECT_EQ(next, t0 + 35 * NS_PER_S);
	test_end();

	test_begin("EX-20", "a shorter one: expired earlier, and held again with the lease");
	EXPECT_EQ(hka_lease_seen(&c, 2 * NS_PER_S, t0 + 7 * NS_PER_S - 1, &next), GRACE);
	EXPECT_EQ(next, t0 + 7 * NS_PER_S);
	EXPECT_EQ(hka_lease_seen(&c, 2 * NS_PER_S, t0 + 7 * NS_PER_S, &next), EXPIRED);
	EXPECT_EQ(hka_lease_seen(&c, 0, t0 + 5 * NS_PER_S, &next), EXPIRED);
	EXPECT(hka_lease_beat_clock(&c, t0 + 8 * NS_PER_S));
	EXPECT_EQ(hka_lease_seen(&c, 2 * NS_PER_S, t0 + 8 * NS_PER_S, &next), HELD);
	test_end();

	test_begin("EX-20", "a longer one: grace when the lease has expired, and then expired");
	c = held_at(t0);
	hka_lease_look_clock(&c, false, t0 + 40 * NS_PER_S);
	EXPECT_EQ(c.state, EXPIRED);
	EXPECT_EQ(hka_lease_seen(&c, 60 * NS_PER_S, t0 + 40 * NS_PER_S, &next), GRACE);
	EXPECT_EQ(next, t0 + 65 * NS_PER_S);
	EXPECT_EQ(hka_lease_seen(&c, 60 * NS_PER_S, t0 + 65 * NS_PER_S, &next), EXPIRED);
	EXPECT_EQ(next, HKA_NEVER);
	test_end();

	test_begin("EX-20", "given up it is free for everybody");
	hka_lease_free_clock(&c, t0 + 70 * NS_PER_S);
	EXPECT_EQ(hka_lease_seen(&c, 0, t0 + 70 * NS_PER_S, &next), FREE);
	test_end();
}

void test_lease(void)
{
	own_grace();
	by_itself();
	by_the_holder();
	stalls();
	policies();
}
