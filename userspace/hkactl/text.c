// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Values as people read them. Owns nothing.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <time.h>

#include "print.h"

/* @v as a decimal with @point digits behind the point, without trailing zeroes. */
static void decimal(char *buf, size_t size, uint64_t v, int point, const char *unit)
{
	uint64_t scale = 1;

	for (int i = 0; i < point; i++)
		scale *= 10;
	while (point && v % 10 == 0) {
		v /= 10;
		scale /= 10;
		point--;
	}
	if (point)
		snprintf(buf, size, "%" PRIu64 ".%0*" PRIu64 "%s", v / scale, point, v % scale, unit);
	else
		snprintf(buf, size, "%" PRIu64 "%s", v, unit);
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

const char *text_ip(char *buf, size_t size, const struct hka_ip *ip)
{
	if (!ip->len || !inet_ntop(ip->len == 4 ? AF_INET : AF_INET6, ip->b, buf, (socklen_t)size))
		snprintf(buf, size, "-");
	return buf;
}

const char *text_age(char *buf, size_t size, uint64_t ns, uint64_t now)
{
	uint64_t s = now > ns ? (now - ns) / 1000000000u : 0;

	if (!ns)
		snprintf(buf, size, "-");
	else if (s < 60)
		snprintf(buf, size, "%" PRIu64 "s", s);
	else if (s < 3600)
		snprintf(buf, size, "%" PRIu64 "m%02" PRIu64 "s", s / 60, s % 60);
	else if (s < 86400)
		snprintf(buf, size, "%" PRIu64 "h%02" PRIu64 "m", s / 3600, s % 3600 / 60);
	else
		snprintf(buf, size, "%" PRIu64 "d%02" PRIu64 "h", s / 86400, s % 86400 / 3600);
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
