// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words of ip-rule(8) behind rule.
 */
#include <errno.h>
#include <linux/fib_rules.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "route_args.h"
#include "rt_names.h"
#include "rt_words.h"

int rule_parse(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule rule = { .has = 0 };
	const char *word = args_peek(a);
	int err;

	(void)k;
	(void)value;
	if (word && (!strcmp(word, "inet") || !strcmp(word, "inet6"))) {
		rule.family = word[4] ? AF_INET6 : AF_INET;
		args_next(a);
	}
	err = hka_vr_add_rule(object, &rule);
	a->full = err == -E2BIG;
	if (a->full)
		return args_error(a, "a router has at most %u rules", HKA_RULES_MAX);
	return err ? args_error(a, "out of memory") : 0;
}

void *rule_last(void *object)
{
	struct hka_vr *req = object;

	return &req->rules[req->n_rules - 1];
}

int rule_settle(struct args *a, void *element)
{
	struct hka_rule *rule = element;

	if (!rule->has)
		return args_error(a, "\"rule\" needs what it is for, and a table or an action");
	if (!rule->family)
		rule->family = AF_INET;
	rule->has |= HKA_HAS(HKA_A_RULE_FAMILY);
	return 0;
}

static int parse_from(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	(void)k;
	rule->has |= HKA_HAS(HKA_A_RULE_SRC_LENGTH);
	if (route_prefix(a, value, &rule->family, &rule->src, &rule->src_length))
		return -EINVAL;
	if (!rule->src.len)
		rule->has &= ~HKA_HAS(HKA_A_RULE_SRC);
	return 0;
}

static int parse_to(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	(void)k;
	rule->has |= HKA_HAS(HKA_A_RULE_DST_LENGTH);
	if (route_prefix(a, value, &rule->family, &rule->dst, &rule->dst_length))
		return -EINVAL;
	if (!rule->dst.len)
		rule->has &= ~HKA_HAS(HKA_A_RULE_DST);
	return 0;
}

/* VALUE[/MASK] */
static int parse_mark(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;
	size_t len = strcspn(value, "/");
	char first[32];

	if (len >= sizeof(first))
		return args_error(a, "%s \"%s\" is too long", k->word, value);
	memcpy(first, value, len);
	first[len] = '\0';
	if (route_u32(a, k->word, first, 0, UINT32_MAX, &rule->fwmark))
		return -EINVAL;
	if (!value[len])
		return 0;
	rule->has |= HKA_HAS(HKA_A_RULE_FWMASK);
	return route_u32(a, "the mask of fwmark", value + len + 1, 0, UINT32_MAX, &rule->fwmask);
}

/* FIRST[-LAST] */
static int take_range(struct args *a, const char *keyword, const char *value, uint32_t min,
		      uint32_t max, uint32_t *start, uint32_t *end)
{
	size_t len = strcspn(value, "-");
	char first[32];

	if (len >= sizeof(first))
		return args_error(a, "%s \"%s\" is too long", keyword, value);
	memcpy(first, value, len);
	first[len] = '\0';
	if (route_u32(a, keyword, first, min, max, start))
		return -EINVAL;
	*end = *start;
	if (!value[len])
		return 0;
	return route_u32(a, keyword, value + len + 1, *start, max, end);
}

static int parse_range(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	switch (k->attr) {
	case HKA_A_RULE_SPORT_START:
		rule->has |= HKA_HAS(HKA_A_RULE_SPORT_END);
		return take_range(a, k->word, value, 1, UINT16_MAX, &rule->sport_start,
				  &rule->sport_end);
	case HKA_A_RULE_DPORT_START:
		rule->has |= HKA_HAS(HKA_A_RULE_DPORT_END);
		return take_range(a, k->word, value, 1, UINT16_MAX, &rule->dport_start,
				  &rule->dport_end);
	default:
		rule->has |= HKA_HAS(HKA_A_RULE_UID_END);
		return take_range(a, k->word, value, 0, UINT32_MAX - 1, &rule->uid_start,
				  &rule->uid_end);
	}
}

static int parse_byte(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;
	uint32_t v;

	if (k->attr == HKA_A_RULE_PROTOCOL) {
		if (route_number(a, RT_PROTOS, k->word, value, 3, 255, &v))
			return -EINVAL;
		rule->protocol = (uint8_t)v;
	} else {
		if (route_number(a, RT_DSFIELD, k->word, value, 0, 255, &v))
			return -EINVAL;
		rule->tos = (uint8_t)v;
	}
	return 0;
}

static int parse_ipproto(struct args *a, const struct keyword *k, void *object, const char *value)
{
	const struct protoent *known = getprotobyname(value);
	struct hka_rule *rule = object;
	uint32_t v;

	if (known) {
		rule->ip_proto = (uint8_t)known->p_proto;
		return 0;
	}
	/* For a host without /etc/protocols. */
	if (!strcmp(value, "tcp") || !strcmp(value, "udp") || !strcmp(value, "icmp")) {
		rule->ip_proto = *value == 't' ? 6 : *value == 'u' ? 17 : 1;
		return 0;
	}
	if (route_u32(a, k->word, value, 1, 255, &v))
		return -EINVAL;
	rule->ip_proto = (uint8_t)v;
	return 0;
}

static int parse_number(struct args *a, const struct keyword *k, void *object, const char *value)
{
	void *member = (char *)object + k->offset;
	uint32_t v;

	if (route_u32(a, k->word, value, (uint32_t)k->min, (uint32_t)k->max, &v))
		return -EINVAL;
	memcpy(member, &v, sizeof(v));
	return 0;
}

static int parse_tun_id(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;
	char *end;

	errno = 0;
	rule->tun_id = strtoull(value, &end, 0);
	if (*value < '0' || *value > '9' || *end || errno)
		return args_error(a, "%s \"%s\" is not a number", k->word, value);
	return 0;
}

static int parse_realms(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	(void)k;
	return route_realms(a, value, &rule->realms);
}

static int parse_table(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	return route_number(a, RT_TABLES, k->word, value, 1, UINT32_MAX, &rule->table);
}

static int mark_action(struct args *a, const struct keyword *k, struct hka_rule *rule,
		       uint8_t action)
{
	rule->action = action;
	return keyword_mark(a, rule, HKA_A_RULE_ACTION, k->word);
}

static int parse_goto(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_rule *rule = object;

	if (mark_action(a, k, rule, FR_ACT_GOTO))
		return -EINVAL;
	return route_u32(a, k->word, value, 1, UINT32_MAX, &rule->target);
}

/* @k->word, or what stands behind "type". */
static int parse_action(struct args *a, const struct keyword *k, void *object, const char *value)
{
	const char *word = value ? value : k->word;
	uint8_t action;

	if (!rule_action_number(word, &action))
		return args_error(a, "\"%s\" is no action of a rule", word);
	return mark_action(a, k, object, action);
}

static int refuse_word(struct args *a, const struct keyword *k, void *object, const char *value)
{
	(void)object;
	(void)value;
	return args_error(a, "\"%s\" is not possible in a router's rule", k->word);
}

#define RULE(w, a, fn)	{ .word = (w), .kind = KEYWORD_PARSE, .attr = HKA_A_RULE_##a, .parse = (fn) }
#define NUMBER(w, a, m, from, to) \
	{ KEYWORD(struct hka_rule, w, KEYWORD_PARSE, HKA_A_RULE_##a, m), .parse = parse_number, \
	  .min = (from), .max = (to) }
#define MEMBER(w, k, a, m)	{ KEYWORD(struct hka_rule, w, k, HKA_A_RULE_##a, m) }
#define ACTION(w)	{ .word = (w), .kind = KEYWORD_BARE, .parse = parse_action }

const struct keyword rule_keywords[] = {
	MEMBER("not", KEYWORD_FLAG, INVERT, invert),
	RULE("from", SRC, parse_from), RULE("to", DST, parse_to),
	MEMBER("iif", KEYWORD_DEV, IIFNAME, iifname), MEMBER("dev", KEYWORD_DEV, IIFNAME, iifname),
	MEMBER("oif", KEYWORD_DEV, OIFNAME, oifname),
	RULE("fwmark", FWMARK, parse_mark), RULE("tos", TOS, parse_byte),
	RULE("dsfield", TOS, parse_byte), RULE("ipproto", IP_PROTO, parse_ipproto),
	RULE("sport", SPORT_START, parse_range), RULE("dport", DPORT_START, parse_range),
	RULE("uidrange", UID_START, parse_range), RULE("tun_id", TUN_ID, parse_tun_id),
	MEMBER("l3mdev", KEYWORD_FLAG, L3MDEV, l3mdev),
	NUMBER("pref", PRIORITY, priority, 1, UINT32_MAX),
	NUMBER("priority", PRIORITY, priority, 1, UINT32_MAX),
	RULE("table", TABLE, parse_table), RULE("lookup", TABLE, parse_table),
	NUMBER("suppress_prefixlength", SUPPRESS_PREFIX_LENGTH, suppress_prefix_length, 0, 128),
	NUMBER("suppress_ifgroup", SUPPRESS_IFGROUP, suppress_ifgroup, 0, INT32_MAX),
	RULE("realms", REALMS, parse_realms), RULE("protocol", PROTOCOL, parse_byte),
	RULE("proto", PROTOCOL, parse_byte), RULE("goto", GOTO, parse_goto),
	ACTION("nop"), ACTION("blackhole"), ACTION("unreachable"), ACTION("prohibit"),
	{ .word = "type", .kind = KEYWORD_PARSE, .parse = parse_action,
	  .names = (const char *const[]){ "nop", "blackhole", "unreachable", "prohibit", NULL } },
	MEMBER("no-track", KEYWORD_FLAG, NO_TRACK, no_track),
	MEMBER("no_track", KEYWORD_FLAG, NO_TRACK, no_track),
	{ .word = "nat", .kind = KEYWORD_BARE, .parse = refuse_word },
	{ 0 }
};
