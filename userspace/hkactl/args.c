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

	if (!word)
		args_error(a, "\"%s\" needs a value", keyword);
	return word;
}

bool args_begins(const char *word, const char *full)
{
	return *word && !strncmp(word, full, strlen(word));
}

int args_match(struct args *a, const char *word, const char *const *names, const char *what)
{
	char many[96] = "";
	int found = -1;

	for (int i = 0; names[i]; i++) {
		size_t used = strlen(many);

		if (!strcmp(word, names[i]))
			return i;
		if (!args_begins(word, names[i]))
			continue;
		snprintf(many + used, sizeof(many) - used, "%s%s", used ? ", " : "", names[i]);
		found = found == -1 ? i : -2;
	}
	if (found == -1)
		return args_error(a, "unknown %s \"%s\"", what, word);
	if (found == -2)
		return args_error(a, "%s \"%s\" is ambiguous: %s", what, word, many);
	return found;
}

int args_number(struct args *a, const char *keyword, const char *word, unsigned int min,
		unsigned int max, uint8_t *out)
{
	unsigned long v;
	char *end;

	errno = 0;
	v = strtoul(word, &end, 10);
	if (!isdigit((unsigned char)*word) || *end || errno || v < min || v > max)
		return args_error(a, "%s \"%s\" is not a number from %u to %u", keyword, word, min,
				  max);
	*out = (uint8_t)v;
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

int args_interval(struct args *a, const char *word, uint32_t *out)
{
	size_t len = strspn(word, "0123456789.");
	const char *unit = word + len;
	uint64_t v = 0;
	int point = -1;

	if (!*unit || !strcmp(unit, "s"))
		point = 6;
	else if (!strcmp(unit, "ms"))
		point = 3;
	if (point < 0 || len > 16 || scale_decimal(word, len, point, &v) || !v ||
	    v > UINT32_MAX)
		return args_error(a, "interval \"%s\" is not a time such as 10ms, 0.5s or 1", word);
	*out = (uint32_t)v;
	return 0;
}

int args_vip(struct args *a, const char *word, struct hka_vip *out)
{
	const char *slash = strchr(word, '/');
	size_t len = slash ? (size_t)(slash - word) : strlen(word);
	char addr[INET6_ADDRSTRLEN];

	memset(out, 0, sizeof(*out));
	if (len >= sizeof(addr))
		return args_error(a, "\"%s\" is not an IP address", word);
	memcpy(addr, word, len);
	addr[len] = '\0';
	if (inet_pton(AF_INET, addr, out->address.b) == 1)
		out->address.len = 4;
	else if (inet_pton(AF_INET6, addr, out->address.b) == 1)
		out->address.len = 16;
	else
		return args_error(a, "\"%s\" is not an IP address", word);
	out->prefix_length = (uint8_t)(out->address.len * 8);
	out->has = HKA_HAS(HKA_A_VIP_ADDRESS) | HKA_HAS(HKA_A_VIP_PREFIX_LENGTH);
	return slash ? args_number(a, "prefix length", slash + 1, 0, out->prefix_length,
				   &out->prefix_length) : 0;
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
		return args_error(a, "a router's name has 1 to %d characters", HKA_NAME_MAX);
	memcpy(out, word, len + 1);
	return 0;
}
