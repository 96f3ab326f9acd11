// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The runner of the host tests: counting and reporting. With an argument only
 * the groups whose name contains it run.
 */
#include <stdarg.h>
#include <string.h>

#include "test.h"

#define FAILURES_SHOWN	10	/* per case: the first ones tell, the rest is noise */

static struct {
	const char *ids;
	char name[256];
	unsigned int failures;
	unsigned int passed;
	unsigned int failed;
	unsigned int group_passed;
} t;

void test_begin(const char *ids, const char *fmt, ...)
{
	va_list ap;

	t.ids = ids;
	t.failures = 0;
	va_start(ap, fmt);
	vsnprintf(t.name, sizeof(t.name), fmt, ap);
	va_end(ap);
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
}

void test_group(const char *name)
{
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
		{ "settings", test_settings },
		{ "simulation", test_sim },
	};
	unsigned int i;

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
