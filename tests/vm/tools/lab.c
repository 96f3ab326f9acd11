// SPDX-License-Identifier: GPL-2.0-or-later
/* The helpers of lab.h; no state of its own. */
#include "lab.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t clock_ns(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return ts.tv_sec * LAB_S + ts.tv_nsec;
}

int64_t lab_now(void)
{
	return clock_ns(CLOCK_REALTIME);
}

int64_t lab_monotonic(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

void lab_sleep_until(int64_t mono)
{
	struct timespec ts = { mono / LAB_S, mono % LAB_S };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL) == EINTR)
		;
}

int64_t lab_duration(const char *word)
{
	char *end;
	double value = strtod(word, &end);

	if (end == word || value < 0)
		return -1;
	if (!*end || !strcmp(end, "ms"))
		return (int64_t)(value * LAB_MS);
	if (!strcmp(end, "s"))
		return (int64_t)(value * LAB_S);
	if (!strcmp(end, "us"))
		return (int64_t)(value * LAB_US);
	if (!strcmp(end, "ns"))
		return (int64_t)value;
	return -1;
}

uint32_t lab_sum(uint32_t sum, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (; len > 1; len -= 2, p += 2)
		sum += (uint32_t)(p[0] << 8 | p[1]);
	if (len)
		sum += (uint32_t)(p[0] << 8);
	return sum;
}

uint16_t lab_fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

uint32_t lab_pseudo(const struct lab_addr *src, const struct lab_addr *dst, uint8_t proto,
		    uint32_t len)
{
	size_t n = src->family == AF_INET6 ? 16 : 4;
	uint32_t sum = lab_sum(0, src->b, n);

	return lab_sum(sum, dst->b, n) + proto + len;
}

bool lab_addr_parse(const char *word, struct lab_addr *addr)
{
	memset(addr, 0, sizeof(*addr));
	addr->family = strchr(word, ':') ? AF_INET6 : AF_INET;
	return inet_pton(addr->family, word, addr->b) == 1;
}

const char *lab_addr_text(const struct lab_addr *addr, char *buf, size_t size)
{
	if (!addr->family || !inet_ntop(addr->family, addr->b, buf, (socklen_t)size))
		snprintf(buf, size, "-");
	return buf;
}

bool lab_addr_equal(const struct lab_addr *a, const struct lab_addr *b)
{
	return a->family == b->family && !memcmp(a->b, b->b, a->family == AF_INET6 ? 16 : 4);
}

bool lab_mac_parse(const char *word, uint8_t mac[6])
{
	unsigned int m[6];

	if (sscanf(word, "%x:%x:%x:%x:%x:%x", &m[0], &m[1], &m[2], &m[3], &m[4], &m[5]) != 6)
		return false;
	for (int i = 0; i < 6; i++)
		mac[i] = (uint8_t)m[i];
	return true;
}

void lab_die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}
