// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * heard.c: the table of routers that were heard, and who makes room for whom.
 */
#include "heard.h"
#include "test.h"

static struct hka_heard few[HKA_HEARD_FEW], many[HKA_HEARD_MAX];
static struct hka_heard_table t;

static struct hka_addr addr(u32 n)
{
	return (struct hka_addr) { { 192, 0, (u8)(n >> 8), (u8)n } };
}

/* An advert of sender @n. Return: whether it has a place. */
static bool hear(u32 n, bool believed, u64 now)
{
	struct hka_addr a = addr(n);
	struct hka_heard *h = hka_heard_find(&t, &a);

	if (!h)
		h = hka_heard_add(&t, &a, believed, now);
	if (!h)
		return false;
	EXPECT(!memcmp(&h->addr, &a, sizeof(a)));
	h->believed |= believed;
	h->last = now;
	h->count++;
	return true;
}

static const struct hka_heard *known(u32 n)
{
	struct hka_addr a = addr(n);

	return hka_heard_find(&t, &a);
}

static void start(void)
{
	memset(many, 0xff, sizeof(many));
	t = (struct hka_heard_table) { .entry = many, .size = HKA_HEARD_MAX };
}

static void places(void)
{
	test_begin("EX-18", "nobody is found in an empty table");
	start();
	EXPECT(!known(1));
	EXPECT(hear(1, true, 5));
	EXPECT_EQ(known(1)->first, 5);
	EXPECT_EQ(known(1)->count, 1);
	EXPECT_EQ(known(1)->told, 0);
	EXPECT(hear(1, true, 9));
	EXPECT_EQ(known(1)->first, 5);
	EXPECT_EQ(known(1)->last, 9);
	EXPECT_EQ(t.n, 1);
	test_end();

	test_begin("EX-18", "all are kept when the table moves to more room");
	t = (struct hka_heard_table) { .entry = few, .size = HKA_HEARD_FEW };
	for (u32 i = 0; i < HKA_HEARD_FEW; i++)
		EXPECT(hear(i, true, i));
	hka_heard_move(&t, many, HKA_HEARD_MAX);
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(hear(i, true, i));
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(known(i) && known(i)->count == 1 + (i < HKA_HEARD_FEW));
	test_end();

	test_begin("EX-18", "addresses are compared over their whole width");
	start();
	for (u32 i = 0; i < 16; i++) {
		struct hka_addr a = { { 0xfe, 0x80 } }, b = a;

		t.n = 0;
		b.b[i] ^= 1;
		EXPECT(hka_heard_add(&t, &a, true, 1) != NULL);
		EXPECT(!hka_heard_find(&t, &b));
	}
	test_end();
}

static void eviction(void)
{
	test_begin("EX-18", "of believed senders the one not heard for longest makes room");
	start();
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(hear(i, true, 100 + i));
	EXPECT(hear(0, true, 200));
	EXPECT(hear(99, true, 201));
	EXPECT(!known(1));
	EXPECT(known(0) && known(2) && known(99));
	EXPECT_EQ(known(99)->count, 1);
	test_end();

	test_begin("EX-18", "who is not believed takes no place of one who is");
	start();
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(hear(i, true, 100));
	EXPECT(!hear(99, false, 101));
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(known(i) != NULL);
	test_end();

	test_begin("EX-18", "a flood of forged senders leaves believed ones, and one that comes again");
	start();
	EXPECT(hear(1, true, 1));
	EXPECT(hear(2, false, 2));
	EXPECT(hear(2, false, 3));
	for (u32 i = 100; i < 60000; i++) {
		EXPECT(hear(i, false, i));
		EXPECT(t.n <= HKA_HEARD_MAX);
	}
	EXPECT(known(1) && known(2));
	EXPECT(hear(3, true, 70000));
	EXPECT(known(1) && known(2) && known(3));
	test_end();

	test_begin("EX-18", "who was not heard for ten minutes gives way to anybody");
	start();
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(hear(i, true, 100 + i));
	EXPECT(!hear(99, false, 100 + HKA_HEARD_AGED));
	EXPECT(hear(99, false, 101 + HKA_HEARD_AGED));
	EXPECT(!known(0));
	EXPECT(known(1) != NULL);
	test_end();

	test_begin("EX-18", "a clock that is behind makes nobody old");
	start();
	for (u32 i = 0; i < HKA_HEARD_MAX; i++)
		EXPECT(hear(i, true, 2 * HKA_HEARD_AGED));
	EXPECT(!hear(99, false, 1));
	test_end();
}

void test_heard(void)
{
	places();
	eviction();
}
