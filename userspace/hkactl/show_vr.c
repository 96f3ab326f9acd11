// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a router looks like, in text and JSON. Owns the names of its fields;
 * writes through the print layer only.
 */
#include <arpa/inet.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fields.h"

const struct print_field
	field_name = { .key = "name", .column = "NAME", .label = "", .line = "" },
	field_id = { .key = "id" },
	field_interface = { .key = "interface", .column = "DEV", .line = "" },
	field_vrid = { .key = "vrid", .column = "VRID", .line = "vrid " },
	field_family = { .key = "family", .column = "FAMILY", .line = "", .after = ":" },
	field_priority = { .key = "priority", .line = "priority " },
	field_fault = { .key = "fault", .line = "fault " };

static const struct print_field
	field_state = { .key = "state", .column = "STATE", .label = "" },
	field_ifindex = { .key = "ifindex" },
	field_version = { .key = "version" },
	field_effective = { .key = "effective-priority" },
	field_prio = { .column = "PRIO" },
	field_owner = { .key = "is-owner" },
	field_preempt = { .key = "preempt", .label = "" },
	field_preempt_enabled = { .key = "enabled", .label = "preempt" },
	field_interval_v2 = { .key = "advertise-interval-sec", .column = "INTERVAL",
			      .label = "advertise-interval" },
	field_interval_v3 = { .key = "advertise-interval-centi-sec", .column = "INTERVAL",
			      .label = "advertise-interval" },
	field_since = { .key = "state-since", .column = "SINCE" },
	field_up = { .key = "up-datetime" },
	field_event = { .key = "last-event" },
	field_reason = { .key = "new-master-reason" },
	field_source = { .key = "source-address" },
	field_last_source = { .key = "last-adv-source" },
	field_last_priority = { .key = "last-adv-priority" },
	/* YANG has centiseconds; the exact value stands beside it. */
	field_down_cs = { .key = "master-down-interval" },
	field_down_us = { .key = "master-down-interval-usec", .label = "master-down-interval" },
	field_skew = { .key = "skew-time" },
	field_master_interval = { .key = "master-advertise-interval-usec",
				  .label = "master-advertise-interval" },
	field_checksum = { .key = "checksum" },
	field_checksum_sent = { .key = "checksum-sent" },
	field_summary = { .column = "ADDRESSES" };

static const struct print_field
	/* YANG has seconds; the exact value stands beside it. */
	field_hold_s = { .key = "hold-time" },
	field_hold_us = { .key = "hold-time-usec", .label = "preempt-delay" },
	field_hold_left = { .key = "hold-remaining-usec", .label = "preempt-remaining" },
	field_auth = { .key = "auth-type" },
	field_in_group = { .key = "group" },
	field_role = { .key = "group-role" },
	field_source_set = { .key = "source-configured" },
	field_group = { .key = "multicast-group" },
	field_vmac = { .key = "virtual-mac" },
	field_vmac_state = { .key = "virtual-mac-state" },
	field_announce = { .key = "announcements" },
	field_lease = { .key = "lease" },
	field_lease_name = { .key = "name", .label = "" },
	field_lease_state = { .key = "state" },
	field_lease_policy = { .key = "policy" },
	field_lease_demote = { .key = "demote-by" },
	field_lease_grace = { .key = "grace-usec", .label = "grace" },
	field_handover = { .key = "handover" },
	field_handover_left = { .key = "handover-remaining-usec", .label = "handover-remaining" },
	field_maintenance = { .key = "maintenance" },
	field_handed = { .key = "handed-over" },
	field_link_delay = { .key = "link-delay-usec", .label = "link-delay" },
	field_link_left = { .key = "link-remaining-usec", .label = "link-remaining" },
	field_on_drop = { .key = "on-drop" },
	field_dampening = { .key = "dampening-usec", .label = "dampening" },
	field_suppress = { .key = "suppress" },
	field_reuse = { .key = "reuse" },
	field_penalty = { .key = "penalty" },
	field_damped_left = { .key = "dampened-remaining-usec", .label = "dampened-remaining" };

enum look { BOOL, IS_ON, IS_PING, NUMBER, NUMBER32, USEC32, USEC64 };

/* A setting that is shown as it is. */
struct setting {
	struct print_field field;
	enum look look;
	unsigned int attr;
	size_t offset;
};

#define VR(k, l, a, member) \
	{ { .key = (k) }, (l), HKA_A_VR_##a, offsetof(struct hka_vr, member) }
#define VR_USEC(k, a, member) \
	{ { .key = (k "-usec"), .label = (k) }, USEC32, HKA_A_VR_##a, \
	  offsetof(struct hka_vr, member) }
#define AN(k, l, a, member) \
	{ { .key = (k) }, (l), HKA_A_ANNOUNCE_##a, offsetof(struct hka_announce, member) }
#define AN_USEC(k, l, a, member) \
	{ { .key = (k "-usec"), .label = (k) }, (l), HKA_A_ANNOUNCE_##a, \
	  offsetof(struct hka_announce, member) }

static const struct setting vr_settings[] = {
	VR("accept-mode", IS_ON, ACCEPT, accept),
	VR("accept-ping", IS_PING, ACCEPT, accept),
	VR("strict", BOOL, STRICT, strict),
	VR("down-count", NUMBER, DOWN_COUNT, down_count),
	VR_USEC("startup-delay", STARTUP_DELAY, startup_delay),
	VR_USEC("startup-remaining", STARTUP_REMAINING, startup_remaining),
	VR("track-link", BOOL, TRACK_LINK, track_link),
	VR("check-addresses", BOOL, CHECK_ADDRESSES, check_addresses),
	VR("reply-lower", BOOL, REPLY_LOWER, reply_lower),
	VR("yield-advert", BOOL, YIELD_ADVERT, yield_advert),
	VR("owner-check", BOOL, OWNER_CHECK, owner_check),
	VR("no-vip", BOOL, NO_VIP, no_vip),
	VR("vmac", BOOL, VMAC, vmac),
};

static const struct setting unicast_settings[] = {
	VR("unicast-ttl", NUMBER, UNICAST_TTL, unicast_ttl),
	VR("check-source", BOOL, CHECK_SOURCE, check_source),
};

static const struct setting announce_settings[] = {
	AN("repeat", NUMBER, REPEAT, repeat),
	AN_USEC("delay", USEC64, DELAY, delay),
	AN_USEC("refresh", USEC64, REFRESH, refresh),
	AN("refresh-repeat", NUMBER, REFRESH_REPEAT, refresh_repeat),
	AN("lower-repeat", NUMBER, LOWER_REPEAT, lower_repeat),
	AN_USEC("lower-delay", USEC64, LOWER_DELAY, lower_delay),
	AN_USEC("interval", USEC32, INTERVAL, interval),
	AN("group", NUMBER32, GROUP, group),
};

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))

static bool has(const struct hka_vr *vr, unsigned int attr)
{
	return vr->has & HKA_HAS(attr);
}

/* Those of @base, which begins with has, that are marked. */
static void show_table(struct print *p, const struct setting *s, unsigned int n, const void *base)
{
	for (; n; n--, s++) {
		const void *member = (const char *)base + s->offset;
		uint32_t u32;
		uint64_t u64;

		if (!(*(const uint64_t *)base & HKA_HAS(s->attr)))
			continue;
		switch (s->look) {
		case BOOL:
			print_bool(p, &s->field, *(const uint8_t *)member);
			break;
		case IS_ON:
			print_bool(p, &s->field, *(const uint8_t *)member == HKA_ACCEPT_ON);
			break;
		case IS_PING:
			if (*(const uint8_t *)member == HKA_ACCEPT_PING)
				print_bool(p, &s->field, true);
			break;
		case NUMBER:
			print_uint(p, &s->field, *(const uint8_t *)member);
			break;
		case NUMBER32:
			memcpy(&u32, member, sizeof(u32));
			print_uint(p, &s->field, u32);
			break;
		case USEC32:
			memcpy(&u32, member, sizeof(u32));
			print_usec(p, &s->field, u32, 1);
			break;
		case USEC64:
			memcpy(&u64, member, sizeof(u64));
			print_usec(p, &s->field, u64, 1);
			break;
		}
	}
}

const char *family_name(unsigned int family)
{
	return family == AF_INET ? "inet" : family == AF_INET6 ? "inet6" : "unknown";
}

bool ip_is_any(const struct hka_ip *ip)
{
	static const struct hka_ip any;

	return !memcmp(ip->b, any.b, sizeof(any.b));
}

enum print_color state_color(unsigned int state)
{
	switch (state) {
	case HKA_STATE_MASTER:
		return GREEN;
	case HKA_STATE_BACKUP:
		return CYAN;
	case HKA_STATE_FAULT:
		return RED;
	}
	return PLAIN;
}

static void show_identity(struct print *p, const struct hka_vr *vr)
{
	print_str(p, &field_name, vr->name);
	print_colored(p, &field_state, state_color(vr->state), hka_state_name(vr->state));
	/* A unicast router may have none. */
	if (vr->ifname[0] || (!p->json && p->style == PRINT_TABLE))
		print_str(p, &field_interface, vr->ifname[0] ? vr->ifname : "-");
	print_uint(p, &field_vrid, vr->vrid);
	print_str(p, &field_family, family_name(vr->family));
	print_uint(p, &field_version, vr->version);
	print_uint(p, &field_id, vr->id);
	print_uint(p, &field_ifindex, vr->ifindex);
	print_break(p);
}

/* In a table the priority in force, and what it is without trackers and demotions. */
static void show_prio(struct print *p, const struct hka_vr *vr)
{
	char text[16];

	if (p->json || p->style != PRINT_TABLE)
		return;
	if (vr->effective_priority == vr->priority)
		text_uint(text, sizeof(text), vr->priority);
	else
		snprintf(text, sizeof(text), "%u/%u", vr->effective_priority, vr->priority);
	print_str(p, &field_prio, text);
}

static void show_preempt(struct print *p, const struct hka_vr *vr)
{
	if (p->json)	/* a container in YANG, items in text */
		print_object(p, &field_preempt);
	print_bool(p, &field_preempt_enabled, vr->preempt);
	if (has(vr, HKA_A_VR_PREEMPT_DELAY)) {
		if (p->json)
			print_usec(p, &field_hold_s, vr->preempt_delay, 1000000);
		print_usec(p, &field_hold_us, vr->preempt_delay, 1);
	}
	if (has(vr, HKA_A_VR_PREEMPT_REMAINING))
		print_usec(p, &field_hold_left, vr->preempt_remaining, 1);
	if (p->json)
		print_end(p);
}

/* RFC 9568 7.3 */
const char *text_vmac(char *buf, size_t size, const struct hka_vr *vr)
{
	snprintf(buf, size, "00:00:5e:00:%02x:%02x", vr->family == AF_INET6 ? 2 : 1, vr->vrid);
	return buf;
}

static void show_settings(struct print *p, const struct hka_vr *vr)
{
	char vmac[18];

	print_uint(p, &field_priority, vr->priority);
	print_uint(p, &field_effective, vr->effective_priority);
	show_prio(p, vr);
	print_bool(p, &field_owner, vr->priority == 255);
	show_preempt(p, vr);
	if (vr->version == 2)
		print_usec(p, &field_interval_v2, vr->interval, 1000000);
	else
		print_usec(p, &field_interval_v3, vr->interval, 10000);
	print_break(p);
	show_table(p, vr_settings, COUNT(vr_settings), vr);
	if (vr->n_peers)
		show_table(p, unicast_settings, COUNT(unicast_settings), vr);
	if (vr->vmac)
		print_str(p, &field_vmac, text_vmac(vmac, sizeof(vmac), vr));
	if (has(vr, HKA_A_VR_VMAC_STATE))
		print_str(p, &field_vmac_state, hka_vmac_state_name(vr->vmac_state));
	if (vr->in_group[0]) {
		print_str(p, &field_in_group, vr->in_group);
		print_str(p, &field_role, hka_group_role_name(vr->group_role));
	}
	if (has(vr, HKA_A_VR_CHECKSUM))
		print_str(p, &field_checksum, hka_checksum_name(vr->checksum));
	if (has(vr, HKA_A_VR_CHECKSUM_SENT))
		print_str(p, &field_checksum_sent, hka_checksum_name(vr->checksum_sent));
	if (has(vr, HKA_A_VR_AUTH_TYPE))
		print_str(p, &field_auth, hka_auth_name(vr->auth_type));
	if (has(vr, HKA_A_VR_MCAST_GROUP) && vr->mcast_group.len)
		print_ip(p, &field_group, &vr->mcast_group);
	if (has(vr, HKA_A_VR_SOURCE_ADDRESS) && !ip_is_any(&vr->source_address))
		print_ip(p, &field_source_set, &vr->source_address);
	print_break(p);
}

static void show_announce(struct print *p, const struct hka_vr *vr)
{
	if (!has(vr, HKA_A_VR_ANNOUNCE) || (!p->json && p->style == PRINT_TABLE))
		return;
	print_object(p, &field_announce);
	show_table(p, announce_settings, COUNT(announce_settings), &vr->announce);
	print_end(p);
}

static void show_lease(struct print *p, const struct hka_vr *vr)
{
	if (!has(vr, HKA_A_VR_LEASE) || (!p->json && p->style == PRINT_TABLE))
		return;
	print_object(p, &field_lease);
	print_str(p, &field_lease_name, vr->lease.name);
	print_str(p, &field_lease_state, hka_lease_state_name(vr->lease.state));
	print_str(p, &field_lease_policy, hka_lease_policy_name(vr->lease.policy));
	if (vr->lease.policy == HKA_LEASE_POLICY_DEMOTE)
		print_uint(p, &field_lease_demote, vr->lease.amount);
	if (vr->lease.has & HKA_HAS(HKA_A_TIE_GRACE))
		print_usec(p, &field_lease_grace, vr->lease.grace, 1);
	print_end(p);
}

static void show_dampening(struct print *p, const struct hka_claim *c)
{
	if (c->has & HKA_HAS(HKA_A_CLAIM_DAMPENING))
		print_usec(p, &field_dampening, c->dampening, 1);
	if (!c->dampening)
		return;
	print_uint(p, &field_suppress, c->suppress);
	print_uint(p, &field_reuse, c->reuse);
	if (c->has & HKA_HAS(HKA_A_CLAIM_PENALTY))
		print_uint(p, &field_penalty, c->penalty);
	if (c->has & HKA_HAS(HKA_A_CLAIM_DAMPENED_REMAINING))
		print_usec(p, &field_damped_left, c->dampened_remaining, 1);
}

/* What keeps it from claiming, and how it gives away; what is not so is not told in text. */
static void show_claim(struct print *p, const struct hka_vr *vr)
{
	const struct hka_claim *c = &vr->claim;

	if (c->has & HKA_HAS(HKA_A_CLAIM_HANDOVER))
		print_str(p, &field_handover, hka_handover_name(c->handover));
	if (c->has & HKA_HAS(HKA_A_CLAIM_HANDOVER_REMAINING))
		print_usec(p, &field_handover_left, c->handover_remaining, 1);
	if (c->has & HKA_HAS(HKA_A_CLAIM_MAINTENANCE))
		print_str(p, &field_maintenance, hka_maintenance_name(c->maintenance));
	if (c->has & HKA_HAS(HKA_A_CLAIM_HANDED))
		print_bool(p, &field_handed, c->handed);
	if (c->has & HKA_HAS(HKA_A_CLAIM_LINK_DELAY))
		print_usec(p, &field_link_delay, c->link_delay, 1);
	if (c->has & HKA_HAS(HKA_A_CLAIM_LINK_REMAINING))
		print_usec(p, &field_link_left, c->link_remaining, 1);
	if (c->has & HKA_HAS(HKA_A_CLAIM_ON_DROP))
		print_bool(p, &field_on_drop, c->on_drop);
	show_dampening(p, c);
	print_break(p);
}

static void show_operation(struct print *p, const struct hka_vr *vr)
{
	print_since(p, &field_since, vr->since, hka_now());
	print_str(p, &field_event, hka_last_event_name(vr->last_event));
	print_str(p, &field_reason, hka_master_reason_name(vr->master_reason));
	print_str(p, &field_fault, hka_fault_name(vr->fault));
	if (vr->up_since)
		print_time(p, &field_up, vr->up_since);
	print_break(p);
	if (has(vr, HKA_A_VR_SOURCE) && vr->source.len)
		print_ip(p, &field_source, &vr->source);
	if (has(vr, HKA_A_VR_LAST_SOURCE) && vr->last_source.len)
		print_ip(p, &field_last_source, &vr->last_source);
	if (has(vr, HKA_A_VR_LAST_PRIORITY))
		print_uint(p, &field_last_priority, vr->last_priority);
	print_break(p);
	if (has(vr, HKA_A_VR_DOWN_INTERVAL)) {
		if (p->json)
			print_usec(p, &field_down_cs, vr->down_interval, 10000);
		print_usec(p, &field_down_us, vr->down_interval, 1);
	}
	if (has(vr, HKA_A_VR_SKEW_TIME))
		print_usec(p, &field_skew, vr->skew_time, 1);
	if (has(vr, HKA_A_VR_MASTER_INTERVAL))
		print_usec(p, &field_master_interval, vr->master_interval, 1);
}

/* All addresses in one cell, or why there are none. */
static void show_summary(struct print *p, const struct hka_vr *vr)
{
	/* An address, its prefix length and what separates it from the next. */
	size_t room = INET6_ADDRSTRLEN + sizeof("/255 "), size = vr->n_vips * room + 1, len = 0;
	char fault[64], *text;

	if (p->json || p->style != PRINT_TABLE)
		return;
	if (vr->state == HKA_STATE_FAULT) {
		snprintf(fault, sizeof(fault), "(%s)", hka_fault_name(vr->fault));
		print_str(p, &field_summary, fault);
		return;
	}
	text = malloc(size);
	if (!text)
		return;
	*text = '\0';
	for (unsigned int i = 0; i < vr->n_vips; i++) {
		const struct hka_vip *vip = &vr->vips[i];

		if (i)
			text[len++] = ' ';
		text_ip(text + len, size - len, &vip->address);
		len += strlen(text + len);
		if (vip->prefix_length != vip->address.len * 8)
			len += (size_t)snprintf(text + len, size - len, "/%u", vip->prefix_length);
	}
	print_str(p, &field_summary, text);
	free(text);
}

void show_vr(struct print *p, const struct hka_vr *vr, const struct hka_stats *stats)
{
	print_object(p, NULL);
	show_identity(p, vr);
	show_settings(p, vr);
	show_operation(p, vr);
	show_claim(p, vr);
	show_announce(p, vr);
	show_lease(p, vr);
	show_summary(p, vr);
	if (p->json || p->style != PRINT_TABLE)
		show_lists(p, vr);
	if (stats)
		show_statistics(p, stats);
	print_end(p);
}
