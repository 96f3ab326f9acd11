// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what a word means as a number, a time or a truth; pure. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <strings.h>

#include "check.h"

bool value_int(const char *text, long long min, long long max, long long *value)
{
	char *end;

	/* strtoll() would take blanks in front. */
	if (!isdigit((unsigned char)*text) && *text != '-' && *text != '+')
		return false;
	errno = 0;
	*value = strtoll(text, &end, 10);
	return !errno && !*end && isdigit((unsigned char)end[-1]) && *value >= min && *value <= max;
}

bool value_time(const char *text, long long *us)
{
	long long whole = 0, part = 0, unit = 1000000;
	bool digits = false;

	for (; isdigit((unsigned char)*text); text++, digits = true) {
		if (whole > LLONG_MAX / 100000000)
			return false;
		whole = whole * 10 + (*text - '0');
	}
	if (*text == '.') {
		/* What is finer than a microsecond is cut off. */
		for (text++; isdigit((unsigned char)*text); text++, digits = true) {
			unit /= 10;
			part += (*text - '0') * unit;
		}
	}
	*us = whole * 1000000 + part;
	return digits && !*text;
}

bool value_bool(const char *text, bool *value)
{
	static const char *const yes[] = { "on", "true", "yes" }, *const no[] = { "off", "false", "no" };
	size_t i;

	for (i = 0; i < 3; i++) {
		*value = !strcasecmp(text, yes[i]);
		if (*value || !strcasecmp(text, no[i]))
			return true;
	}
	return false;
}
