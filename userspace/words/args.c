// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command line: a cursor over its words, abbreviations, and values.
 */
#include "args.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int args_error(struct args *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->error, sizeof(a->error), fmt, ap);
	va_end(ap);
	return -EINVAL;
}

const char *args_peek(const struct args *a)
{
	return a->n > 0 ? a->word[0] : NULL;
}

const char *args_next(struct args *a)
{
	if (a->n <= 0)
		return NULL;
	a->n--;
	return *a->word++;
}

const char *args_value(struct args *a, const char *keyword)
{
	const char *word = args_next(a);

	if (!word) {
		a->wrong = a->word;	/* what is not there */
		args_error(a, "\"%s\" needs a value", keyword);
	}
	return word;
}

bool args_begins(const char *word, const char *full)
{
	return *word && !strncmp(word, full, strlen(word));
}

int args_match(struct args *a, const char *word, const char *const *names, const char *what)
{
	char many[128] = "";
	bool several = false;
	int found = -1;

	for (int i = 0; names[i]; i++) {
		size_t used = strlen(many);

		if (!strcmp(word, names[i]))
			return i;
		if (!args_begins(word, names[i]))
			continue;
		snprintf(many + used, sizeof(many) - used, "%s%s", used ? ", " : "", names[i]);
		if (found < 0 || args_begins(names[i], names[found]))
			found = i;
	}
	for (int i = 0; found >= 0 && names[i]; i++)
		several |= args_begins(word, names[i]) && !args_begins(names[found], names[i]);
	if (found < 0)
		return args_error(a, "unknown %s \"%s\"", what, word);
	if (several)
		return args_error(a, "%s \"%s\" is ambiguous: %s", what, word, many);
	return found;
}

int args_number(struct args *a, const char *keyword, const char *word, long min, long max,
		long *out)
{
	bool sign = min < 0 && *word == '-';
	long v;
	char *end;

	errno = 0;
	v = strtol(word, &end, 10);
	if (!isdigit((unsigned char)word[sign]) || *end || errno || v < min || v > max)
		return args_error(a, "%s \"%s\" is not a number from %ld to %ld", keyword, word,
				  min, max);
	*out = v;
	return 0;
}

int args_onoff(struct args *a, const char *keyword, const char *word, uint8_t *out)
{
	if (strcmp(word, "on") && strcmp(word, "off"))
		return args_error(a, "%s \"%s\" is neither on nor off", keyword, word);
	*out = !strcmp(word, "on");
	return 0;
}

/*
 * Decimal arithmetic, so that 0.07s is 70000 and not what a double makes of it.
 * @point is how many decimals the unit leaves before microseconds end.
 */
static int scale_decimal(const char *digits, size_t len, int point, uint64_t *out)
{
	bool fraction = false, any = false;
	uint64_t v = 0;

	for (size_t i = 0; i < len; i++) {
		if (digits[i] == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (!isdigit((unsigned char)digits[i]) || v > UINT32_MAX)
			return -EINVAL;
		any = true;
		if (fraction && !point) {
			if (digits[i] != '0')
				return -EINVAL;	/* finer than a microsecond */
			continue;
		}
		v = v * 10 + (uint64_t)(digits[i] - '0');
		point -= fraction;
	}
	while (point-- > 0)
		v *= 10;
	*out = v;
	return any ? 0 : -EINVAL;
}

int args_time(struct args *a, const char *keyword, const char *word, uint64_t min, uint64_t max,
	      uint64_t *out)
{
	static const struct {
		const char *name;
		int point;		/* decimals before microseconds end */
		uint64_t factor;
	} units[] = {
		{ "ms", 3, 1 }, { "", 6, 1 }, { "s", 6, 1 }, { "m", 6, 60 }, { "h", 6, 3600 },
		{ "d", 6, 86400 },
	};
	size_t len = strspn(word, "0123456789.");
	uint64_t v;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(word + len, units[i].name))
			continue;
		if (len > 16 || scale_decimal(word, len, units[i].point, &v) || v < min)
			break;
		if (v > max / units[i].factor)
			return args_error(a, "%s \"%s\" is too long", keyword, word);
		*out = v * units[i].factor;
		return 0;
	}
	return args_error(a, "%s \"%s\" is not a time such as 10ms, 0.5s or 1", keyword, word);
}

/* The first @len characters of @word. */
static bool read_address(const char *word, size_t len, struct hka_ip *out)
{
	char addr[INET6_ADDRSTRLEN];

	memset(out, 0, sizeof(*out));
	if (len >= sizeof(addr))
		return false;
	memcpy(addr, word, len);
	addr[len] = '\0';
	if (inet_pton(AF_INET, addr, out->b) == 1)
		out->len = 4;
	else if (inet_pton(AF_INET6, addr, out->b) == 1)
		out->len = 16;
	return out->len;
}

bool args_is_address(const char *word)
{
	struct hka_ip ip;

	return read_address(word, strcspn(word, "/"), &ip);
}

int args_ip(struct args *a, const char *word, struct hka_ip *out)
{
	if (!read_address(word, strlen(word), out))
		return args_error(a, "\"%s\" is not an IP address", word);
	return 0;
}

int args_prefix(struct args *a, const char *word, struct hka_ip *out, uint8_t *len)
{
	size_t end = strcspn(word, "/");
	long v;

	if (!read_address(word, end, out))
		return args_error(a, "\"%s\" is not an IP address", word);
	v = out->len * 8;
	if (word[end] && args_number(a, "prefix length", word + end + 1, 0, v, &v))
		return -EINVAL;
	*len = (uint8_t)v;
	return 0;
}

int args_ifname(struct args *a, const char *word, char out[HKA_IFNAME_MAX + 1])
{
	size_t len = strlen(word);

	if (!len || len > HKA_IFNAME_MAX)
		return args_error(a, "\"%s\" is not the name of a device", word);
	memcpy(out, word, len + 1);
	return 0;
}

int args_vrname(struct args *a, const char *word, char out[HKA_NAME_MAX + 1])
{
	size_t len = strlen(word);

	if (!len || len > HKA_NAME_MAX)
		return args_error(a, "a name has 1 to %d characters", HKA_NAME_MAX);
	memcpy(out, word, len + 1);
	return 0;
}

int args_text(struct args *a, const char *keyword, const char *word, size_t max, char *out)
{
	size_t len = strlen(word);

	if (!len || len > max)
		return args_error(a, "%s has 1 to %zu characters", keyword, max);
	memcpy(out, word, len + 1);
	return 0;
}
