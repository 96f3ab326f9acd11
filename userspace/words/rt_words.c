// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Words of iproute2 for what routes and rules have. Owns nothing.
 */
#include "rt_words.h"

#include <linux/fib_rules.h>
#include <linux/hka.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <string.h>

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))

struct word {
	const char *name;
	uint8_t number;
};

static const struct word types[] = {
	{ "unicast", RTN_UNICAST }, { "local", RTN_LOCAL }, { "broadcast", RTN_BROADCAST },
	{ "anycast", RTN_ANYCAST }, { "multicast", RTN_MULTICAST },
	{ "blackhole", RTN_BLACKHOLE }, { "unreachable", RTN_UNREACHABLE },
	{ "prohibit", RTN_PROHIBIT }, { "throw", RTN_THROW },
};

static const struct word actions[] = {
	{ "nop", FR_ACT_NOP }, { "blackhole", FR_ACT_BLACKHOLE },
	{ "unreachable", FR_ACT_UNREACHABLE }, { "prohibit", FR_ACT_PROHIBIT },
};

static const struct {
	unsigned int attr, rtax;
	const char *word;
} metrics[] = {
	{ HKA_A_METRICS_MTU, RTAX_MTU, "mtu" },
	{ HKA_A_METRICS_WINDOW, RTAX_WINDOW, "window" },
	{ HKA_A_METRICS_RTT, RTAX_RTT, "rtt" },
	{ HKA_A_METRICS_RTTVAR, RTAX_RTTVAR, "rttvar" },
	{ HKA_A_METRICS_SSTHRESH, RTAX_SSTHRESH, "ssthresh" },
	{ HKA_A_METRICS_CWND, RTAX_CWND, "cwnd" },
	{ HKA_A_METRICS_ADVMSS, RTAX_ADVMSS, "advmss" },
	{ HKA_A_METRICS_REORDERING, RTAX_REORDERING, "reordering" },
	{ HKA_A_METRICS_HOPLIMIT, RTAX_HOPLIMIT, "hoplimit" },
	{ HKA_A_METRICS_INITCWND, RTAX_INITCWND, "initcwnd" },
	{ HKA_A_METRICS_FEATURES, RTAX_FEATURES, "features" },
	{ HKA_A_METRICS_RTO_MIN, RTAX_RTO_MIN, "rto_min" },
	{ HKA_A_METRICS_INITRWND, RTAX_INITRWND, "initrwnd" },
	{ HKA_A_METRICS_QUICKACK, RTAX_QUICKACK, "quickack" },
	{ HKA_A_METRICS_FASTOPEN_NO_COOKIE, RTAX_FASTOPEN_NO_COOKIE, "fastopen_no_cookie" },
};

static bool number_of(const struct word *table, size_t n, const char *name, uint8_t *number)
{
	for (; n; n--, table++)
		if (!strcmp(table->name, name)) {
			*number = table->number;
			return true;
		}
	return false;
}

static const char *name_of(const struct word *table, size_t n, uint8_t number)
{
	for (; n; n--, table++)
		if (table->number == number)
			return table->name;
	return NULL;
}

bool route_type_number(const char *word, uint8_t *type)
{
	return number_of(types, COUNT(types), word, type);
}

const char *route_type_word(uint8_t type)
{
	return name_of(types, COUNT(types), type);
}

bool rule_action_number(const char *word, uint8_t *action)
{
	return number_of(actions, COUNT(actions), word, action);
}

const char *rule_action_word(uint8_t action)
{
	return name_of(actions, COUNT(actions), action);
}

unsigned int route_rtax(unsigned int attr)
{
	for (size_t i = 0; i < COUNT(metrics); i++)
		if (metrics[i].attr == attr)
			return metrics[i].rtax;
	return 0;
}

const char *route_metric_word(unsigned int attr)
{
	for (size_t i = 0; i < COUNT(metrics); i++)
		if (metrics[i].attr == attr)
			return metrics[i].word;
	return NULL;
}
