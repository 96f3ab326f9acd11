// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * prio.c: the effective priority, what a tracker contributes to it, and the delays
 * after which it does.
 */
#include "prio.h"
#include "test.h"

static void effective(void)
{
	static const struct {
		u8 base;
		s64 amount;
		u8 want;
	} rows[] = {
		{ 100, 0, 100 }, { 100, 20, 120 }, { 100, -20, 80 }, { 100, -99, 1 },
		{ 100, -100, 1 }, { 100, -101, 1 }, { 1, -1, 1 }, { 100, 154, 254 },
		{ 100, 155, 254 }, { 254, 1, 254 }, { 254, 253, 254 }, { 1, 253, 254 },
		{ 100, 1ll << 40, 254 }, { 100, -(1ll << 40), 1 },
		{ 255, 0, 255 }, { 255, -1, 255 }, { 255, -254, 255 }, { 255, 253, 255 },
		{ 255, -(1ll << 40), 255 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin("EX-06 PR-12 REG-14", "base %u with %lld", rows[i].base,
			   (long long)rows[i].amount);
		EXPECT_EQ(hka_prio_effective(rows[i].base, rows[i].amount), rows[i].want);
		test_end();
	}
}

static void contributions(void)
{
	enum { UNKNOWN = HKA_TRACK_STATE_UNKNOWN, UP = HKA_TRACK_STATE_UP,
	       DOWN = HKA_TRACK_STATE_DOWN, VALUE = HKA_TRACK_STATE_VALUE };
	static const struct {
		struct hka_reading r;
		s32 weight;
		bool reverse;
		s64 amount;
		bool fault;
	} rows[] = {
		/* a weight counts on one side only */
		{ { UP }, 20, false, 20 }, { { DOWN }, 20, false, 0 },
		{ { UP }, -20, false, 0 }, { { DOWN }, -20, false, -20 },
		{ { UP }, 20, true, 0 }, { { DOWN }, 20, true, 20 },
		{ { UP }, -20, true, -20 }, { { DOWN }, -20, true, 0 },
		{ { UP }, 253, false, 253 }, { { DOWN }, -253, false, -253 },
		/* no weight is a condition */
		{ { UP }, 0, false, 0, false }, { { DOWN }, 0, false, 0, true },
		{ { UP }, 0, true, 0, true }, { { DOWN }, 0, true, 0, false },
		/* unknown is not up, and not down either */
		{ { UNKNOWN }, 20, false, 0, false }, { { UNKNOWN }, -20, false, 0, false },
		{ { UNKNOWN }, 20, true, 0, false }, { { UNKNOWN }, -20, true, 0, false },
		{ { UNKNOWN }, 0, false, 0, true }, { { UNKNOWN }, 0, true, 0, true },
		/* numbers */
		{ { VALUE, 0 }, 1, false, 0 }, { { VALUE, 7 }, 1, false, 7 },
		{ { VALUE, -7 }, 1, false, -7 }, { { VALUE, 7 }, -3, false, -21 },
		{ { VALUE, 7 }, 3, true, -21 }, { { VALUE, -7 }, 3, true, 21 },
		{ { VALUE, -253 }, 1, false, -253, false }, { { VALUE, -254 }, 1, false, 0, true },
		{ { VALUE, 253 }, 1, true, -253, false }, { { VALUE, 254 }, 1, true, 0, true },
		{ { VALUE, 32767 }, 253, false, 32767ll * 253 },
		{ { VALUE, -32768 }, 253, false, 0, true },
		{ { VALUE, -32768 }, -253, false, 32768ll * 253 },
		{ { VALUE, 0 }, 0, false, 0, false }, { { VALUE, 1 }, 0, false, 0, true },
		{ { VALUE, -1 }, 0, false, 0, true },
		{ { VALUE, 0 }, 0, true, 0, true }, { { VALUE, 1 }, 0, true, 0, false },
	};
	struct hka_effect e;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin("EX-08", "state %u value %d weight %d%s", rows[i].r.state, rows[i].r.value,
			   rows[i].weight, rows[i].reverse ? " reverse" : "");
		e = hka_prio_effect(rows[i].r, rows[i].weight, rows[i].reverse);
		EXPECT_EQ(e.amount, rows[i].amount);
		EXPECT_EQ(e.fault, rows[i].fault);
		test_end();
	}
}

#define S(s)	((struct hka_reading) { .state = HKA_TRACK_STATE_##s })

static void delays(void)
{
	struct hka_debounce d = { .due = HKA_NEVER };
	u64 up = 300, down = 100;

	test_begin("EX-08", "what is read at first counts when there is no delay");
	EXPECT(!hka_debounce_look(&d, S(UNKNOWN), 0, 0, 1000));
	EXPECT_EQ(d.due, HKA_NEVER);
	EXPECT(hka_debounce_look(&d, S(UP), 0, 0, 1000));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_UP);
	EXPECT_EQ(d.due, HKA_NEVER);
	test_end();

	test_begin("EX-08", "down counts when it has lasted, and not before");
	EXPECT(hka_debounce_look(&d, S(DOWN), up, down, 2000));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_UP);
	EXPECT_EQ(d.due, 2100);
	EXPECT(!hka_debounce_look(&d, S(DOWN), up, down, 2099));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_UP);
	EXPECT(hka_debounce_look(&d, S(DOWN), up, down, 2100));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_DOWN);
	EXPECT_EQ(d.due, HKA_NEVER);
	test_end();

	test_begin("EX-08", "what comes back before it counted was nothing");
	EXPECT(hka_debounce_look(&d, S(UP), up, down, 3000));
	EXPECT_EQ(d.due, 3300);
	EXPECT(hka_debounce_look(&d, S(DOWN), up, down, 3200));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_DOWN);
	EXPECT_EQ(d.due, HKA_NEVER);
	EXPECT(hka_debounce_look(&d, S(UP), up, down, 3250));
	EXPECT_EQ(d.due, 3550);
	EXPECT(!hka_debounce_look(&d, S(UP), up, down, 3549));
	EXPECT(hka_debounce_look(&d, S(UP), up, down, 3550));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_UP);
	test_end();

	test_begin("EX-08", "a number counts at once");
	EXPECT(hka_debounce_look(&d, ((struct hka_reading) { HKA_TRACK_STATE_VALUE, 5 }), up, down,
				 4000));
	EXPECT_EQ(d.said.state, HKA_TRACK_STATE_VALUE);
	EXPECT_EQ(d.said.value, 5);
	EXPECT(!hka_debounce_look(&d, ((struct hka_reading) { HKA_TRACK_STATE_VALUE, 5 }), up, down,
				  4001));
	EXPECT(hka_debounce_look(&d, ((struct hka_reading) { HKA_TRACK_STATE_VALUE, 6 }), up, down,
				 4002));
	EXPECT_EQ(d.said.value, 6);
	test_end();
}

void test_prio(void)
{
	effective();
	contributions();
	delays();
}
