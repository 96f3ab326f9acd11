// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The runner of the host tests: counting and reporting. With an argument only
 * the groups whose name contains it run. --proves lists the ledger's lines that
 * the cases prove, of those that pass, instead of counting.
 */
#include <stdarg.h>
#include <string.h>

#include "test.h"

#define FAILURES_SHOWN	10	/* per case: the first ones tell, the rest is noise */

static struct {
	const char *group;
	bool list;		/* --proves */
	char ids[256];
	char name[256];
	unsigned int failures;
	unsigned int passed;
	unsigned int failed;
	unsigned int group_passed;
} t;

void test_begin(const char *ids, const char *fmt, ...)
{
	va_list ap;

	snprintf(t.ids, sizeof(t.ids), "%s", ids);
	t.failures = 0;
	va_start(ap, fmt);
	vsnprintf(t.name, sizeof(t.name), fmt, ap);
	va_end(ap);
}

void test_ids(const char *ids)
{
	size_t len = strlen(t.ids);

	snprintf(t.ids + len, sizeof(t.ids) - len, "%s%s", len ? " " : "", ids);
}

void test_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	if (!t.failures)
		printf("FAIL  %s [%s]\n", t.name, t.ids);
	if (t.failures++ < FAILURES_SHOWN) {
		printf("      %s:%d: ", file, line);
		va_start(ap, fmt);
		vprintf(fmt, ap);
		va_end(ap);
		putchar('\n');
	}
}

void test_end(void)
{
	if (t.failures)
		t.failed++;
	else
		t.passed++;
	if (t.list && !t.failures && t.ids[0])
		printf("proves %s: %s\n", t.group, t.ids);
}

void test_group(const char *name)
{
	if (name)
		t.group = name;
	if (t.list)
		return;
	if (name)
		printf("%-10s", name);
	else
		printf(" %6u cases\n", t.passed + t.failed - t.group_passed);
	t.group_passed = t.passed + t.failed;
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} groups[] = {
		{ "packet", test_packet },
		{ "fsm", test_fsm },
		{ "timers", test_timers },
		{ "claims", test_claims },
		{ "settings", test_settings },
		{ "priority", test_prio },
		{ "lease", test_lease },
		{ "heard", test_heard },
		{ "simulation", test_sim },
		{ "hmac", test_hmac },
		{ "sync", test_sync },
	};
	unsigned int i;

	if (argc > 1 && !strcmp(argv[1], "--proves")) {
		t.list = true;
		argc = 1;
	}
	for (i = 0; i < ARRAY_SIZE(groups); i++) {
		if (argc > 1 && !strstr(groups[i].name, argv[1]))
			continue;
		test_group(groups[i].name);
		groups[i].run();
		test_group(NULL);
	}

	printf("%u passed, %u failed, 0 skipped\n", t.passed, t.failed);

	return t.failed || !t.passed;
}
