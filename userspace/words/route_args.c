// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words of ip-route(8) behind route. What has a place but no word in front, the
 * type and the prefix, is taken with route itself.
 */
#include "route_args.h"

#include <errno.h>
#include <linux/icmpv6.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "rt_names.h"
#include "rt_words.h"

/* ---- values ---- */

int route_u32(struct args *a, const char *keyword, const char *word, uint32_t min, uint32_t max,
	      uint32_t *out)
{
	unsigned long long v;
	char *end;

	errno = 0;
	v = strtoull(word, &end, 0);
	if (*word < '0' || *word > '9' || *end || errno || v < min || v > max)
		return args_error(a, "%s \"%s\" is not a number from %u to %u", keyword, word, min,
				  max);
	*out = (uint32_t)v;
	return 0;
}

int route_number(struct args *a, int which, const char *keyword, const char *word, uint32_t min,
		 uint32_t max, uint32_t *out)
{
	if (rt_number((enum rt_names)which, word, max, out) && *out >= min)
		return 0;
	return args_error(a, "%s \"%s\" is no name iproute2 knows and no number from %u to %u",
			  keyword, word, min, max);
}

int route_realms(struct args *a, const char *word, uint32_t *out)
{
	const char *slash = strchr(word, '/');
	char from[64] = "";
	uint32_t high = 0, low;

	if (slash) {
		if ((size_t)(slash - word) >= sizeof(from))
			return args_error(a, "realms \"%s\" are too long", word);
		memcpy(from, word, (size_t)(slash - word));
		if (route_number(a, RT_REALMS, "realm", from, 0, UINT16_MAX, &high))
			return -EINVAL;
		word = slash + 1;
	}
	if (route_number(a, RT_REALMS, "realm", word, 0, UINT16_MAX, &low))
		return -EINVAL;
	*out = high << 16 | low;
	return 0;
}

static bool is_default(const char *word)
{
	return !strcmp(word, "default") || !strcmp(word, "any") || !strcmp(word, "all");
}

static int take_family(struct args *a, uint8_t *family, const struct hka_ip *ip)
{
	uint8_t of = ip->len == 16 ? AF_INET6 : AF_INET;

	if (*family && *family != of)
		return args_error(a, "addresses of both families in one route or rule");
	*family = of;
	return 0;
}

static bool has_host_bits(const struct hka_ip *ip, uint8_t len)
{
	for (unsigned int i = len; i < ip->len * 8u; i++)
		if (ip->b[i / 8] & 0x80 >> i % 8)
			return true;
	return false;
}

int route_prefix(struct args *a, const char *word, uint8_t *family, struct hka_ip *ip,
		 uint8_t *len)
{
	memset(ip, 0, sizeof(*ip));
	*len = 0;
	if (is_default(word))
		return 0;
	if (args_prefix(a, word, ip, len))
		return -EINVAL;
	if (has_host_bits(ip, *len))
		return args_error(a, "\"%s\" has bits set beyond its length", word);
	return take_family(a, family, ip);
}

/* ---- the route ---- */

/* @k->word tells it, and what may stand in front of the prefix. */
int route_parse(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route route = { .has = 0 };
	struct hka_vr *req = object;
	const char *word;
	int err;

	(void)k;
	(void)value;
	word = args_peek(a);
	if (word && (!strcmp(word, "add") || !strcmp(word, "append") || !strcmp(word, "prepend"))) {
		route.add = *word == 'p' ? HKA_ROUTE_ADD_PREPEND :
			    strcmp(word, "add") ? HKA_ROUTE_ADD_APPEND : HKA_ROUTE_ADD_EXCLUSIVE;
		route.has |= HKA_HAS(HKA_A_ROUTE_ADD);
		args_next(a);
		word = args_peek(a);
	}
	if (word && (!strcmp(word, "inet") || !strcmp(word, "inet6"))) {
		route.family = word[4] ? AF_INET6 : AF_INET;
		args_next(a);
		word = args_peek(a);
	}
	if (word && route_type_number(word, &route.kind)) {
		route.has |= HKA_HAS(HKA_A_ROUTE_TYPE);
		args_next(a);
		word = args_peek(a);
	}
	if (word && !strcmp(word, "to")) {
		args_next(a);
		word = args_peek(a);
	}
	if (!word)
		return args_error(a, "\"route\" needs a prefix, or default");
	args_next(a);
	if (route_prefix(a, word, &route.family, &route.dst, &route.dst_length))
		return -EINVAL;
	if (route.dst.len)
		route.has |= HKA_HAS(HKA_A_ROUTE_DST) | HKA_HAS(HKA_A_ROUTE_DST_LENGTH);
	err = hka_vr_add_route(req, &route);
	a->full = err == -E2BIG;
	if (a->full)
		return args_error(a, "a router has at most %u routes", HKA_ROUTES_MAX);
	return err ? args_error(a, "out of memory") : 0;
}

void *route_last(void *object)
{
	struct hka_vr *req = object;

	return &req->routes[req->n_routes - 1];
}

/* An IPv4 route may have an IPv6 gateway, so gateways do not tell the family, at first. */
int route_settle(struct args *a, void *element)
{
	struct hka_route *route = element;

	for (unsigned int i = 0; i < route->n_nexthops && !route->family; i++)
		if (route->nexthops[i].gateway.len)
			take_family(a, &route->family, &route->nexthops[i].gateway);
	if (!route->family)
		route->family = AF_INET;
	route->has |= HKA_HAS(HKA_A_ROUTE_FAMILY);
	for (unsigned int i = 0; i < route->n_nexthops; i++) {
		const struct hka_nexthop *n = &route->nexthops[i];

		if (!n->has || (route->n_nexthops > 1 && !n->gateway.len && !n->ifname[0]))
			return args_error(a, "\"nexthop\" needs via or dev");
	}
	return 0;
}

/* ---- nexthops ---- */

static int new_nexthop(struct args *a, struct hka_route *route)
{
	struct hka_nexthop nexthop = { .has = 0 };
	int err = hka_route_add_nexthop(route, &nexthop);

	if (err == -E2BIG)
		return args_error(a, "a route has at most %u nexthops", HKA_NEXTHOPS_MAX);
	return err ? args_error(a, "out of memory") : 0;
}

/* The last one; without the word nexthop the only one. */
static struct hka_nexthop *nexthop_of(struct args *a, struct hka_route *route)
{
	if (!route->n_nexthops && new_nexthop(a, route))
		return NULL;
	return &route->nexthops[route->n_nexthops - 1];
}

static int parse_nexthop(struct args *a, const struct keyword *k, void *object, const char *value)
{
	(void)k;
	(void)value;
	return new_nexthop(a, object);
}

static int parse_via(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_nexthop *nexthop = nexthop_of(a, object);

	if (!strcmp(value, "inet") || !strcmp(value, "inet6")) {
		value = args_value(a, k->word);
		if (!value)
			return -EINVAL;
	}
	if (!nexthop || keyword_mark(a, nexthop, HKA_A_NEXTHOP_GATEWAY, k->word))
		return -EINVAL;
	return args_ip(a, value, &nexthop->gateway);
}

static int parse_dev(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_nexthop *nexthop = nexthop_of(a, object);

	if (!nexthop || keyword_mark(a, nexthop, HKA_A_NEXTHOP_IFNAME, k->word))
		return -EINVAL;
	return args_ifname(a, value, nexthop->ifname);
}

static int parse_onlink(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_nexthop *nexthop = nexthop_of(a, object);

	(void)k;
	(void)value;
	if (!nexthop)
		return -EINVAL;
	nexthop->has |= HKA_HAS(HKA_A_NEXTHOP_ONLINK);
	nexthop->onlink = true;
	return 0;
}

static int parse_weight(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_nexthop *nexthop = nexthop_of(a, object);

	if (!nexthop || keyword_mark(a, nexthop, HKA_A_NEXTHOP_WEIGHT, k->word))
		return -EINVAL;
	return route_u32(a, k->word, value, 1, 256, &nexthop->weight);
}

static int parse_realms(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_nexthop *nexthop = nexthop_of(a, object);

	if (!nexthop || keyword_mark(a, nexthop, HKA_A_NEXTHOP_REALMS, k->word))
		return -EINVAL;
	return route_realms(a, value, &nexthop->realms);
}

/* ---- the rest ---- */

static int parse_from(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;

	(void)k;
	route->has |= HKA_HAS(HKA_A_ROUTE_SRC_LENGTH);
	return route_prefix(a, value, &route->family, &route->src, &route->src_length);
}

static int parse_source(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;

	(void)k;
	if (args_ip(a, value, &route->prefsrc))
		return -EINVAL;
	return take_family(a, &route->family, &route->prefsrc);
}

static int parse_table(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;

	return route_number(a, RT_TABLES, k->word, value, 1, UINT32_MAX, &route->table);
}

static int parse_metric(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;

	return route_u32(a, k->word, value, 1, UINT32_MAX, &route->priority);
}

static int parse_byte(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;
	uint32_t v;

	switch (k->attr) {
	case HKA_A_ROUTE_PROTOCOL:
		if (route_number(a, RT_PROTOS, k->word, value, 3, 255, &v))
			return -EINVAL;
		route->protocol = (uint8_t)v;
		return 0;
	case HKA_A_ROUTE_SCOPE:
		if (route_number(a, RT_SCOPES, k->word, value, 0, 254, &v))
			return -EINVAL;
		route->scope = (uint8_t)v;
		return 0;
	default:
		if (route_number(a, RT_DSFIELD, k->word, value, 0, 255, &v))
			return -EINVAL;
		route->tos = (uint8_t)v;
		return 0;
	}
}

static int parse_preference(struct args *a, const struct keyword *k, void *object,
			    const char *value)
{
	struct hka_route *route = object;

	if (!strcmp(value, "low"))
		route->preference = ICMPV6_ROUTER_PREF_LOW;
	else if (!strcmp(value, "medium"))
		route->preference = ICMPV6_ROUTER_PREF_MEDIUM;
	else if (!strcmp(value, "high"))
		route->preference = ICMPV6_ROUTER_PREF_HIGH;
	else
		return args_error(a, "%s \"%s\" is none of low, medium, high", k->word, value);
	return 0;
}

static int parse_nhid(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;

	return route_u32(a, k->word, value, 1, UINT32_MAX, &route->nexthop_id);
}

/* A time with its unit, or a number in what the kernel counts, @per to a millisecond. */
static int take_time(struct args *a, const char *keyword, const char *word, uint32_t per,
		     uint32_t *out)
{
	size_t digits = strspn(word, "0123456789.");
	uint64_t us;

	if (!word[digits])
		return route_u32(a, keyword, word, 0, UINT32_MAX, out);
	if (args_time(a, keyword, word, 0, (uint64_t)UINT32_MAX * 100, &us))
		return -EINVAL;
	*out = (uint32_t)(us * per / 1000);
	return 0;
}

/* @k->min is the metric. "lock" may stand before the number. */
static int parse_path(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_route *route = object;
	struct hka_metrics *m = &route->metrics;
	uint32_t *out = &m->value[k->min];

	route->has |= HKA_HAS(HKA_A_ROUTE_METRICS);
	if (keyword_mark(a, m, (unsigned int)k->min, k->word))
		return -EINVAL;
	if (!strcmp(value, "lock")) {
		m->has |= HKA_HAS(HKA_A_METRICS_LOCK);
		m->value[HKA_A_METRICS_LOCK] |= 1u << route_rtax((unsigned int)k->min);
		value = args_value(a, k->word);
		if (!value)
			return -EINVAL;
	}
	switch (k->min) {
	case HKA_A_METRICS_RTT:
		return take_time(a, k->word, value, 8, out);
	case HKA_A_METRICS_RTTVAR:
		return take_time(a, k->word, value, 4, out);
	case HKA_A_METRICS_RTO_MIN:
		return take_time(a, k->word, value, 1, out);
	case HKA_A_METRICS_FEATURES:
		if (strcmp(value, "ecn"))
			return args_error(a, "feature \"%s\" is not ecn", value);
		*out = RTAX_FEATURE_ECN;
		return 0;
	case HKA_A_METRICS_HOPLIMIT:
		return route_u32(a, k->word, value, 0, 255, out);
	case HKA_A_METRICS_QUICKACK:
	case HKA_A_METRICS_FASTOPEN_NO_COOKIE:
		return route_u32(a, k->word, value, 0, 1, out);
	}
	return route_u32(a, k->word, value, 0, UINT32_MAX, out);
}

/* Words of ip-route(8) that are not for a route which is added at a takeover. */
static int refuse_word(struct args *a, const struct keyword *k, void *object, const char *value)
{
	(void)object;
	(void)value;
	if (!strcmp(k->word, "congctl"))
		return args_error(a, "\"congctl\" is not possible: the kernel would have to load a "
				  "module at a takeover");
	if (!strcmp(k->word, "encap"))
		return args_error(a, "\"encap\" is not possible in a router's route: give it to a "
				  "nexthop (ip nexthop add) and the route its nhid");
	return args_error(a, "\"%s\" is not possible in a router's route", k->word);
}

int route_none(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;

	(void)value;
	return keyword_mark(a, req, (unsigned int)k->min, k->word);
}

#define ROUTE(w, a, fn)	{ .word = (w), .kind = KEYWORD_PARSE, .attr = HKA_A_ROUTE_##a, .parse = (fn) }
#define WAY(w, fn)	{ .word = (w), .kind = KEYWORD_PARSE, .parse = (fn) }
#define PATH(w, m)	{ .word = (w), .kind = KEYWORD_PARSE, .parse = parse_path, \
			  .min = HKA_A_METRICS_##m }
#define REFUSED(w)	{ .word = (w), .kind = KEYWORD_BARE, .parse = refuse_word }
#define FLAG(w)		{ KEYWORD(struct hka_route, w, KEYWORD_FLAG, HKA_A_ROUTE_NO_TRACK, no_track) }

const struct keyword route_keywords[] = {
	WAY("via", parse_via),
	{ .word = "dev", .kind = KEYWORD_PARSE_DEV, .parse = parse_dev },
	{ .word = "onlink", .kind = KEYWORD_BARE, .parse = parse_onlink },
	{ .word = "nexthop", .kind = KEYWORD_BARE, .parse = parse_nexthop },
	WAY("weight", parse_weight), WAY("realms", parse_realms),
	ROUTE("src", PREFSRC, parse_source), ROUTE("from", SRC, parse_from),
	ROUTE("table", TABLE, parse_table), ROUTE("metric", PRIORITY, parse_metric),
	ROUTE("proto", PROTOCOL, parse_byte), ROUTE("scope", SCOPE, parse_byte),
	ROUTE("tos", TOS, parse_byte), ROUTE("dsfield", TOS, parse_byte),
	ROUTE("nhid", NEXTHOP_ID, parse_nhid),
	{ .word = "pref", .kind = KEYWORD_PARSE, .attr = HKA_A_ROUTE_PREFERENCE,
	  .parse = parse_preference,
	  .names = (const char *const[]){ "low", "medium", "high", NULL } },
	PATH("mtu", MTU), PATH("window", WINDOW), PATH("rtt", RTT), PATH("rttvar", RTTVAR),
	PATH("ssthresh", SSTHRESH), PATH("cwnd", CWND), PATH("advmss", ADVMSS),
	PATH("reordering", REORDERING), PATH("hoplimit", HOPLIMIT), PATH("initcwnd", INITCWND),
	PATH("features", FEATURES), PATH("rto_min", RTO_MIN), PATH("initrwnd", INITRWND),
	PATH("quickack", QUICKACK), PATH("fastopen_no_cookie", FASTOPEN_NO_COOKIE),
	FLAG("no-track"), FLAG("no_track"),
	REFUSED("congctl"), REFUSED("encap"), REFUSED("expires"), REFUSED("as"),
	REFUSED("ttl-propagate"),
	{ 0 }
};
