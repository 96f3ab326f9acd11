// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Routes and rules as ip(8) shows them, in text and with its keys in JSON; and where
 * they are. Owns the names of its fields.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <linux/fib_rules.h>
#include <linux/icmpv6.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fields.h"
#include "rt_names.h"
#include "rt_words.h"

#define PROTOCOL_OURS	112

static const struct print_field
	field_routes = { .key = "routes" },
	field_rules = { .key = "rules" },
	field_text = { .label = "" },
	field_type = { .key = "type" },
	field_dst = { .key = "dst" },
	field_src = { .key = "from" },
	field_tos = { .key = "tos" },
	field_gateway = { .key = "gateway" },
	field_via = { .key = "via" },
	field_host = { .key = "host" },
	field_dev = { .key = "dev" },
	field_weight = { .key = "weight" },
	field_flags = { .key = "flags" },
	field_realms = { .key = "realms" },
	field_nexthops = { .key = "nexthops" },
	field_nhid = { .key = "nhid" },
	field_table = { .key = "table" },
	field_protocol = { .key = "protocol" },
	field_scope = { .key = "scope" },
	field_prefsrc = { .key = "prefsrc" },
	field_metric = { .key = "metric" },
	field_pref = { .key = "pref" },
	field_metrics = { .key = "metrics" },
	field_lock = { .key = "lock" },
	field_add = { .key = "add" },
	field_not = { .key = "not" },
	field_rule_src = { .key = "src" },
	field_srclen = { .key = "srclen" },
	field_dstlen = { .key = "dstlen" },
	field_iif = { .key = "iif" },
	field_oif = { .key = "oif" },
	field_fwmark = { .key = "fwmark" },
	field_fwmask = { .key = "fwmask" },
	field_tun = { .key = "tun_id" },
	field_ipproto = { .key = "ipproto" },
	field_sport = { .key = "sport_start" },
	field_sport_end = { .key = "sport_end" },
	field_dport = { .key = "dport_start" },
	field_dport_end = { .key = "dport_end" },
	field_uid = { .key = "uid_start" },
	field_uid_end = { .key = "uid_end" },
	field_suppress = { .key = "suppress_prefixlen" },
	field_suppress_group = { .key = "suppress_ifgroup" },
	field_l3mdev = { .key = "l3mdev" },
	field_goto = { .key = "goto" },
	field_action = { .key = "action" },
	field_no_track = { .key = "no-track" },
	field_state = { .key = "state" },
	field_error = { .key = "error" },
	field_words = { .key = "kernel-text" },
	field_removals = { .key = "removals" };

static const char *const adds[] = {
	[HKA_ROUTE_ADD_EXCLUSIVE] = "add",
	[HKA_ROUTE_ADD_APPEND] = "append",
	[HKA_ROUTE_ADD_PREPEND] = "prepend",
};

static const char *prefix_text(char *buf, size_t size, const struct hka_ip *ip, uint8_t len,
			       const char *none)
{
	char addr[64];

	if (!ip->len)
		snprintf(buf, size, "%s", none);
	else if (len == ip->len * 8)
		text_ip(buf, size, ip);
	else
		snprintf(buf, size, "%s/%u", text_ip(addr, sizeof(addr), ip), len);
	return buf;
}

static const char *realms_text(char *buf, size_t size, uint32_t realms)
{
	char from[64], to[64];

	rt_name(RT_REALMS, realms & 0xffff, to, sizeof(to));
	if (realms >> 16)
		snprintf(buf, size, "%s/%s", rt_name(RT_REALMS, realms >> 16, from, sizeof(from)),
			 to);
	else
		snprintf(buf, size, "%s", to);
	return buf;
}

/* ---- text ---- */

static void text_nexthop(FILE *f, const struct hka_route *r, const struct hka_nexthop *nh)
{
	char text[160];

	if (nh->gateway.len)
		fprintf(f, " via %s%s", nh->gateway.len == 16 && r->family == AF_INET ? "inet6 " : "",
			text_ip(text, sizeof(text), &nh->gateway));
	if (nh->ifname[0])
		fprintf(f, " dev %s", nh->ifname);
	if (nh->has & HKA_HAS(HKA_A_NEXTHOP_WEIGHT))
		fprintf(f, " weight %u", nh->weight);
	if (nh->onlink)
		fprintf(f, " onlink");
	if (nh->has & HKA_HAS(HKA_A_NEXTHOP_REALMS))
		fprintf(f, " realms %s", realms_text(text, sizeof(text), nh->realms));
}

static void text_metrics(FILE *f, const struct hka_metrics *m)
{
	for (unsigned int i = HKA_A_METRICS_LOCK + 1; i <= HKA_A_METRICS_MAX; i++) {
		if (!(m->has & HKA_HAS(i)))
			continue;
		fprintf(f, " %s%s", route_metric_word(i),
			m->value[HKA_A_METRICS_LOCK] & (1u << route_rtax(i)) ? " lock" : "");
		if (i == HKA_A_METRICS_FEATURES)
			fprintf(f, "%s", m->value[i] ? " ecn" : " 0");
		else if (i == HKA_A_METRICS_RTT)
			fprintf(f, " %gms", m->value[i] / 8.0);
		else if (i == HKA_A_METRICS_RTTVAR)
			fprintf(f, " %gms", m->value[i] / 4.0);
		else if (i == HKA_A_METRICS_RTO_MIN)
			fprintf(f, " %ums", m->value[i]);
		else
			fprintf(f, " %u", m->value[i]);
	}
}

static const char *pref_text(uint8_t pref)
{
	return pref == ICMPV6_ROUTER_PREF_LOW ? "low" :
	       pref == ICMPV6_ROUTER_PREF_HIGH ? "high" : "medium";
}

static void text_route(FILE *f, const struct hka_route *r)
{
	char text[160];

	if (r->add && r->add <= HKA_ROUTE_ADD_PREPEND)
		fprintf(f, "%s ", adds[r->add]);
	if (r->kind != RTN_UNICAST)
		fprintf(f, "%s ", route_type_word(r->kind) ? route_type_word(r->kind) : "unknown");
	/* A default route does not tell its family. */
	if (!r->dst.len && r->family == AF_INET6)
		fprintf(f, "inet6 ");
	fprintf(f, "%s", prefix_text(text, sizeof(text), &r->dst, r->dst_length, "default"));
	if (r->src.len)
		fprintf(f, " from %s", prefix_text(text, sizeof(text), &r->src, r->src_length, ""));
	if (r->tos)
		fprintf(f, " tos %s", rt_name(RT_DSFIELD, r->tos, text, sizeof(text)));
	if (r->nexthop_id)
		fprintf(f, " nhid %u", r->nexthop_id);
	if (r->n_nexthops == 1)
		text_nexthop(f, r, r->nexthops);
	if (r->table != RT_TABLE_MAIN)
		fprintf(f, " table %s", rt_name(RT_TABLES, r->table, text, sizeof(text)));
	if (r->protocol != PROTOCOL_OURS)
		fprintf(f, " proto %s", rt_name(RT_PROTOS, r->protocol, text, sizeof(text)));
	if (r->scope != RT_SCOPE_UNIVERSE)
		fprintf(f, " scope %s", rt_name(RT_SCOPES, r->scope, text, sizeof(text)));
	if (r->prefsrc.len)
		fprintf(f, " src %s", text_ip(text, sizeof(text), &r->prefsrc));
	if (r->priority)
		fprintf(f, " metric %u", r->priority);
	text_metrics(f, &r->metrics);
	if (r->has & HKA_HAS(HKA_A_ROUTE_PREFERENCE))
		fprintf(f, " pref %s", pref_text(r->preference));
	for (unsigned int i = 0; r->n_nexthops > 1 && i < r->n_nexthops; i++) {
		fprintf(f, " nexthop");
		text_nexthop(f, r, &r->nexthops[i]);
	}
	if (r->no_track)
		fprintf(f, " no-track");
}

static void text_range(FILE *f, const char *word, uint32_t start, uint32_t end)
{
	fprintf(f, " %s %u", word, start);
	if (end > start)
		fprintf(f, "-%u", end);
}

static bool has(const struct hka_rule *r, unsigned int attr)
{
	return r->has & HKA_HAS(attr);
}

static void text_match(FILE *f, const struct hka_rule *r)
{
	char text[160];

	fprintf(f, "from %s", prefix_text(text, sizeof(text), &r->src, r->src_length, "all"));
	if (r->dst.len)
		fprintf(f, " to %s", prefix_text(text, sizeof(text), &r->dst, r->dst_length, ""));
	if (r->tos)
		fprintf(f, " tos %s", rt_name(RT_DSFIELD, r->tos, text, sizeof(text)));
	if (has(r, HKA_A_RULE_FWMARK) || has(r, HKA_A_RULE_FWMASK)) {
		fprintf(f, " fwmark 0x%x", r->fwmark);
		if (has(r, HKA_A_RULE_FWMASK))
			fprintf(f, "/0x%x", r->fwmask);
	}
	if (r->iifname[0])
		fprintf(f, " iif %s", r->iifname);
	if (r->oifname[0])
		fprintf(f, " oif %s", r->oifname);
	if (has(r, HKA_A_RULE_UID_START))
		fprintf(f, " uidrange %u-%u", r->uid_start,
			r->uid_end > r->uid_start ? r->uid_end : r->uid_start);
	if (r->ip_proto)
		fprintf(f, " ipproto %u", r->ip_proto);
	if (has(r, HKA_A_RULE_SPORT_START))
		text_range(f, "sport", r->sport_start, r->sport_end);
	if (has(r, HKA_A_RULE_DPORT_START))
		text_range(f, "dport", r->dport_start, r->dport_end);
	if (r->tun_id)
		fprintf(f, " tun_id %" PRIu64, r->tun_id);
}

static void text_rule(FILE *f, const struct hka_rule *r)
{
	char text[160];

	fprintf(f, "%u: ", r->priority);
	if (r->invert)
		fprintf(f, "not ");
	/* Without an address it does not tell its family. */
	if (r->family == AF_INET6 && !r->src.len && !r->dst.len)
		fprintf(f, "inet6 ");
	text_match(f, r);
	if (r->l3mdev)
		fprintf(f, " lookup [l3mdev-table]");
	if (r->table)
		fprintf(f, " lookup %s", rt_name(RT_TABLES, r->table, text, sizeof(text)));
	if (has(r, HKA_A_RULE_SUPPRESS_PREFIX_LENGTH))
		fprintf(f, " suppress_prefixlength %u", r->suppress_prefix_length);
	if (has(r, HKA_A_RULE_SUPPRESS_IFGROUP))
		fprintf(f, " suppress_ifgroup %u", r->suppress_ifgroup);
	if (has(r, HKA_A_RULE_REALMS))
		fprintf(f, " realms %s", realms_text(text, sizeof(text), r->realms));
	if (r->action == FR_ACT_GOTO)
		fprintf(f, " goto %u", r->target);
	else if (r->action != FR_ACT_TO_TBL && rule_action_word(r->action))
		fprintf(f, " %s", rule_action_word(r->action));
	if (r->protocol != PROTOCOL_OURS)
		fprintf(f, " proto %s", rt_name(RT_PROTOS, r->protocol, text, sizeof(text)));
	if (r->no_track)
		fprintf(f, " no-track");
}

/* ---- JSON ---- */

static void json_name(struct print *p, const struct print_field *f, enum rt_names which,
		      uint32_t number)
{
	char text[64];

	print_str(p, f, rt_name(which, number, text, sizeof(text)));
}

static void json_prefix(struct print *p, const struct print_field *f, const struct hka_ip *ip,
			uint8_t len, const char *none)
{
	char text[80];

	print_str(p, f, prefix_text(text, sizeof(text), ip, len, none));
}

static void json_nexthop(struct print *p, const struct hka_route *r, const struct hka_nexthop *nh)
{
	char text[160];

	if (nh->gateway.len && (nh->gateway.len == 16) != (r->family == AF_INET6)) {
		print_object(p, &field_via);
		print_str(p, &field_family, "inet6");
		print_ip(p, &field_host, &nh->gateway);
		print_end(p);
	} else if (nh->gateway.len) {
		print_ip(p, &field_gateway, &nh->gateway);
	}
	if (nh->ifname[0])
		print_str(p, &field_dev, nh->ifname);
	if (nh->has & HKA_HAS(HKA_A_NEXTHOP_WEIGHT))
		print_uint(p, &field_weight, nh->weight);
	if (nh->has & HKA_HAS(HKA_A_NEXTHOP_REALMS))
		print_str(p, &field_realms, realms_text(text, sizeof(text), nh->realms));
	print_array(p, &field_flags);
	if (nh->onlink)
		print_str(p, &field_flags, "onlink");
	print_end(p);
}

static void json_metrics(struct print *p, const struct hka_metrics *m)
{
	print_array(p, &field_metrics);
	print_object(p, NULL);
	for (unsigned int i = HKA_A_METRICS_LOCK + 1; i <= HKA_A_METRICS_MAX; i++) {
		struct print_field f = { .key = route_metric_word(i) };

		if (m->has & HKA_HAS(i))
			print_uint(p, &f, m->value[i]);
	}
	if (m->value[HKA_A_METRICS_LOCK]) {
		print_array(p, &field_lock);
		for (unsigned int i = HKA_A_METRICS_LOCK + 1; i <= HKA_A_METRICS_MAX; i++)
			if (m->value[HKA_A_METRICS_LOCK] & (1u << route_rtax(i)))
				print_str(p, &field_lock, route_metric_word(i));
		print_end(p);
	}
	print_end(p);
	print_end(p);
}

static void json_route(struct print *p, const struct hka_route *r)
{
	print_str(p, &field_family, family_name(r->family));
	print_str(p, &field_type, route_type_word(r->kind) ? route_type_word(r->kind) : "unknown");
	json_prefix(p, &field_dst, &r->dst, r->dst_length, "default");
	if (r->src.len)
		json_prefix(p, &field_src, &r->src, r->src_length, "");
	if (r->tos)
		json_name(p, &field_tos, RT_DSFIELD, r->tos);
	if (r->nexthop_id)
		print_uint(p, &field_nhid, r->nexthop_id);
	if (r->n_nexthops == 1)
		json_nexthop(p, r, r->nexthops);
	json_name(p, &field_table, RT_TABLES, r->table);
	json_name(p, &field_protocol, RT_PROTOS, r->protocol);
	if (r->family == AF_INET)
		json_name(p, &field_scope, RT_SCOPES, r->scope);
	if (r->prefsrc.len)
		print_ip(p, &field_prefsrc, &r->prefsrc);
	if (r->priority)
		print_uint(p, &field_metric, r->priority);
	if (r->metrics.has)
		json_metrics(p, &r->metrics);
	if (r->has & HKA_HAS(HKA_A_ROUTE_PREFERENCE))
		print_str(p, &field_pref, pref_text(r->preference));
	if (r->n_nexthops > 1) {
		print_array(p, &field_nexthops);
		for (unsigned int i = 0; i < r->n_nexthops; i++) {
			print_object(p, NULL);
			json_nexthop(p, r, &r->nexthops[i]);
			print_end(p);
		}
		print_end(p);
	}
	if (r->add && r->add <= HKA_ROUTE_ADD_PREPEND)
		print_str(p, &field_add, adds[r->add]);
	print_bool(p, &field_no_track, r->no_track);
}

static void json_match(struct print *p, const struct hka_rule *r)
{
	char text[64];

	if (r->src.len) {
		print_ip(p, &field_rule_src, &r->src);
		print_uint(p, &field_srclen, r->src_length);
	} else {
		print_str(p, &field_rule_src, "all");
	}
	if (r->dst.len) {
		print_ip(p, &field_dst, &r->dst);
		print_uint(p, &field_dstlen, r->dst_length);
	}
	if (r->tos)
		json_name(p, &field_tos, RT_DSFIELD, r->tos);
	if (has(r, HKA_A_RULE_FWMARK)) {
		snprintf(text, sizeof(text), "0x%x", r->fwmark);
		print_str(p, &field_fwmark, text);
	}
	if (has(r, HKA_A_RULE_FWMASK)) {
		snprintf(text, sizeof(text), "0x%x", r->fwmask);
		print_str(p, &field_fwmask, text);
	}
	if (r->iifname[0])
		print_str(p, &field_iif, r->iifname);
	if (r->oifname[0])
		print_str(p, &field_oif, r->oifname);
	if (r->ip_proto)
		print_uint(p, &field_ipproto, r->ip_proto);
	if (has(r, HKA_A_RULE_SPORT_START)) {
		print_uint(p, &field_sport, r->sport_start);
		print_uint(p, &field_sport_end,
			   r->sport_end ? r->sport_end : r->sport_start);
	}
	if (has(r, HKA_A_RULE_DPORT_START)) {
		print_uint(p, &field_dport, r->dport_start);
		print_uint(p, &field_dport_end,
			   r->dport_end ? r->dport_end : r->dport_start);
	}
	if (has(r, HKA_A_RULE_UID_START)) {
		print_uint(p, &field_uid, r->uid_start);
		print_uint(p, &field_uid_end, has(r, HKA_A_RULE_UID_END) ? r->uid_end : r->uid_start);
	}
	if (r->tun_id)
		print_uint(p, &field_tun, r->tun_id);
}

static void json_rule(struct print *p, const struct hka_rule *r)
{
	char text[160];

	print_str(p, &field_family, family_name(r->family));
	print_uint(p, &field_priority, r->priority);
	print_bool(p, &field_not, r->invert);
	json_match(p, r);
	print_bool(p, &field_l3mdev, r->l3mdev);
	if (r->table)
		json_name(p, &field_table, RT_TABLES, r->table);
	if (has(r, HKA_A_RULE_SUPPRESS_PREFIX_LENGTH))
		print_uint(p, &field_suppress, r->suppress_prefix_length);
	if (has(r, HKA_A_RULE_SUPPRESS_IFGROUP))
		print_uint(p, &field_suppress_group, r->suppress_ifgroup);
	if (has(r, HKA_A_RULE_REALMS))
		print_str(p, &field_realms, realms_text(text, sizeof(text), r->realms));
	if (r->action == FR_ACT_GOTO)
		print_uint(p, &field_goto, r->target);
	else if (r->action != FR_ACT_TO_TBL && rule_action_word(r->action))
		print_str(p, &field_action, rule_action_word(r->action));
	json_name(p, &field_protocol, RT_PROTOS, r->protocol);
	print_bool(p, &field_no_track, r->no_track);
}

/* ---- both ---- */

static void show_state(struct print *p, uint8_t state, uint32_t error, const char *words,
		       uint32_t removals)
{
	print_str(p, &field_state, hka_vip_state_name(state));
	if (error)
		print_str(p, &field_error, strerror((int)error));
	if (*words)
		print_str(p, &field_words, words);
	if (removals)
		print_uint(p, &field_removals, removals);
}

char *route_text(const struct hka_route *r)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	text_route(f, r);
	fclose(f);
	return text;
}

char *rule_text(const struct hka_rule *r)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	text_rule(f, r);
	fclose(f);
	return text;
}

/* Pieces that fit a line; most are one. */
static void show_text(struct print *p, char *text)
{
	const size_t most = PRINT_WIDTH - 12;
	char *at = text;

	while (at) {
		char *cut = strlen(at) > most ? at + most : NULL;

		while (cut && cut > at && *cut != ' ')
			cut--;
		if (cut == at)
			cut = NULL;
		if (cut)
			*cut++ = '\0';
		print_str(p, &field_text, at);
		at = cut;
	}
	free(text);
}

void show_routes(struct print *p, const struct hka_vr *vr)
{
	if (vr->n_routes) {
		print_array(p, &field_routes);
		for (unsigned int i = 0; i < vr->n_routes; i++) {
			const struct hka_route *r = &vr->routes[i];

			print_object(p, NULL);
			if (p->json)
				json_route(p, r);
			else
				show_text(p, route_text(r));
			show_state(p, r->state, r->error, r->text, r->removals);
			print_end(p);
		}
		print_end(p);
	}
	if (!vr->n_rules)
		return;
	print_array(p, &field_rules);
	for (unsigned int i = 0; i < vr->n_rules; i++) {
		const struct hka_rule *r = &vr->rules[i];

		print_object(p, NULL);
		if (p->json)
			json_rule(p, r);
		else
			show_text(p, rule_text(r));
		show_state(p, r->state, r->error, r->text, r->removals);
		print_end(p);
	}
	print_end(p);
}
