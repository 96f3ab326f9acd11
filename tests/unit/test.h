/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The runner of the host tests: a case is begun, expectations are checked, and
 * test_end() counts it once as passed or failed.
 */
#ifndef _HKA_TEST_H
#define _HKA_TEST_H

#include <stdbool.h>
#include <stdio.h>

#include "types.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define NS_PER_US	1000ull
#define NS_PER_MS	1000000ull
#define NS_PER_S	1000000000ull

/*
 * @ids: the lines of the conformance ledger (tests/ledger) that the case proves if it passes,
 * with + for what the line asks for, - for its other side; test_ids() adds more.
 */
void test_begin(const char *ids, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void test_ids(const char *ids);
void test_fail(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void test_end(void);
void test_group(const char *name);

#define EXPECT(cond) do {							\
	if (!(cond))								\
		test_fail(__FILE__, __LINE__, "%s", #cond);			\
} while (0)

#define EXPECT_EQ(got, want) do {						\
	unsigned long long got_ = (got), want_ = (want);			\
										\
	if (got_ != want_)							\
		test_fail(__FILE__, __LINE__, "%s is %llu (0x%llx), not %llu (0x%llx)",	\
			  #got, got_, got_, want_, want_);			\
} while (0)

void test_packet(void);
void test_fsm(void);
void test_timers(void);
void test_claims(void);
void test_settings(void);
void test_prio(void);
void test_lease(void);
void test_heard(void);
void test_sim(void);
void test_hmac(void);
void test_sync(void);

#endif /* _HKA_TEST_H */
