// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Values as people read them. Owns nothing.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "print.h"

/* @len bytes of @text, or as many as there is room for. */
static void cut(char *buf, size_t size, const char *text, size_t len)
{
	if (!size)
		return;
	len = len < size ? len : size - 1;
	memcpy(buf, text, len);
	buf[len] = '\0';
}

/* The digits of @v, at least @min of them, ending before @end. Return: the first. */
static char *digits(char *end, uint64_t v, int min)
{
	do {
		*--end = (char)('0' + v % 10);
		v /= 10;
		min--;
	} while (v || min > 0);
	return end;
}

const char *text_uint(char *buf, size_t size, uint64_t v)
{
	char text[24], *end = text + sizeof(text), *s = digits(end, v, 1);

	cut(buf, size, s, (size_t)(end - s));
	return buf;
}

/*
 * @v as a decimal with @point digits behind the point, without trailing zeroes.
 * snprintf() would be a third of what a row of a table costs.
 */
static void decimal(char *buf, size_t size, uint64_t v, int point, const char *unit)
{
	char text[48], *end = text + sizeof(text), *s = end;
	uint64_t scale = 1;

	for (size_t n = strlen(unit); n; n--)
		*--s = unit[n - 1];
	for (int i = 0; i < point; i++)
		scale *= 10;
	while (point && v % 10 == 0) {
		v /= 10;
		scale /= 10;
		point--;
	}
	if (point) {
		s = digits(s, v % scale, point);
		*--s = '.';
	}
	s = digits(s, v / scale, 1);
	cut(buf, size, s, (size_t)(end - s));
}

const char *text_usec(char *buf, size_t size, uint64_t us)
{
	if (us && us < 1000000)
		decimal(buf, size, us, 3, "ms");
	else
		decimal(buf, size, us, 6, "s");
	return buf;
}

const char *text_nsec(char *buf, size_t size, uint64_t ns)
{
	if (ns < 1000000)
		decimal(buf, size, ns, 3, "us");
	else if (ns < 1000000000)
		decimal(buf, size, ns, 6, "ms");
	else
		decimal(buf, size, ns, 9, "s");
	return buf;
}

const char *text_span(char *buf, size_t size, uint64_t us)
{
	uint64_t unit = us < 1000000 ? 1000 : 100000;

	if (us >= 10000000)
		return text_age(buf, size, 1, us * 1000 + 1);
	return text_usec(buf, size, (us + unit - 1) / unit * unit);
}

const char *text_mac(char *buf, size_t size, const uint8_t *mac)
{
	snprintf(buf, size, "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3],
		 mac[4], mac[5]);
	return buf;
}

/* 192.0.2.1. inet_ntop() takes ten times as long, and a table has one in each row. */
static void text_ipv4(char *s, const uint8_t *b)
{
	for (int i = 0; i < 4; i++) {
		if (b[i] >= 100)
			*s++ = (char)('0' + b[i] / 100);
		if (b[i] >= 10)
			*s++ = (char)('0' + b[i] / 10 % 10);
		*s++ = (char)('0' + b[i] % 10);
		*s++ = i < 3 ? '.' : '\0';
	}
}

const char *text_ip(char *buf, size_t size, const struct hka_ip *ip)
{
	if (ip->len == 4 && size >= INET_ADDRSTRLEN)
		text_ipv4(buf, ip->b);
	else if (!ip->len || !inet_ntop(ip->len == 4 ? AF_INET : AF_INET6, ip->b, buf, (socklen_t)size))
		snprintf(buf, size, "-");
	return buf;
}

const char *text_age(char *buf, size_t size, uint64_t ns, uint64_t now)
{
	static const struct {
		uint32_t below, large, small;	/* s: up to here, in these two units */
		char units[2];
	} forms[] = {
		{ 3600, 60, 1, "ms" }, { 86400, 3600, 60, "hm" }, { UINT32_MAX, 86400, 3600, "dh" },
	};
	uint64_t s = now > ns ? (now - ns) / 1000000000u : 0;
	char text[48], *end = text + sizeof(text), *at = end;
	unsigned int i = 0;

	if (!ns) {
		snprintf(buf, size, "-");
		return buf;
	}
	if (s < 60) {
		*--at = 's';
		at = digits(at, s, 1);
	} else {
		while (s >= forms[i].below && i < 2)
			i++;
		*--at = forms[i].units[1];
		at = digits(at, s % forms[i].large / forms[i].small, 2);
		*--at = forms[i].units[0];
		at = digits(at, s / forms[i].large, 1);
	}
	cut(buf, size, at, (size_t)(end - at));
	return buf;
}

const char *text_stamp(char *buf, size_t size, uint64_t ns)
{
	time_t s = (time_t)(ns / 1000000000u);
	char day[32] = "";
	struct tm tm;

	if (localtime_r(&s, &tm))
		strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(buf, size, "%s.%06" PRIu64, day, ns / 1000 % 1000000);
	return buf;
}
