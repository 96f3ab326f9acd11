// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a router looks like, in text and JSON. Owns the names of its fields;
 * writes through the print layer only.
 */
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
	field_effective = { .key = "effective-priority", .column = "PRIO" },
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
	field_vips4 = { .key = "virtual-ipv4-addresses" },
	field_vips6 = { .key = "virtual-ipv6-addresses" },
	field_list4 = { .key = "virtual-ipv4-address", .label = "" },
	field_list6 = { .key = "virtual-ipv6-address", .label = "" },
	field_vip4 = { .key = "ipv4-address", .label = "" },
	field_vip6 = { .key = "ipv6-address", .label = "" },
	field_plen = { .key = "prefix-length" },
	field_vip_dev = { .key = "interface", .label = "dev" },
	field_vip_state = { .key = "state" },
	field_vip_error = { .key = "error" },
	field_summary = { .column = "ADDRESSES" };

static bool has(const struct hka_vr *vr, unsigned int attr)
{
	return vr->has & HKA_HAS(attr);
}

const char *family_name(unsigned int family)
{
	return family == AF_INET ? "inet" : family == AF_INET6 ? "inet6" : "unknown";
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
	print_str(p, &field_interface, vr->ifname);
	print_uint(p, &field_vrid, vr->vrid);
	print_str(p, &field_family, family_name(vr->family));
	print_uint(p, &field_version, vr->version);
	print_uint(p, &field_id, vr->id);
	print_uint(p, &field_ifindex, vr->ifindex);
	print_break(p);
}

static void show_settings(struct print *p, const struct hka_vr *vr)
{
	print_uint(p, &field_priority, vr->priority);
	print_uint(p, &field_effective, vr->effective_priority);
	print_bool(p, &field_owner, vr->priority == 255);
	if (p->json)	/* a container in YANG, one item in text */
		print_object(p, &field_preempt);
	print_bool(p, &field_preempt_enabled, vr->preempt);
	if (p->json)
		print_end(p);
	if (vr->version == 2)
		print_usec(p, &field_interval_v2, vr->interval, 1000000);
	else
		print_usec(p, &field_interval_v3, vr->interval, 10000);
	if (has(vr, HKA_A_VR_CHECKSUM))
		print_str(p, &field_checksum, hka_checksum_name(vr->checksum));
	if (has(vr, HKA_A_VR_CHECKSUM_SENT))
		print_str(p, &field_checksum_sent, hka_checksum_name(vr->checksum_sent));
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

static void show_vip(struct print *p, const struct hka_vr *vr, const struct hka_vip *vip)
{
	bool v4 = vip->address.len == 4;

	print_object(p, NULL);
	print_ip(p, v4 ? &field_vip4 : &field_vip6, &vip->address);
	print_uint(p, &field_plen, vip->prefix_length);
	print_str(p, &field_vip_dev, vip->ifname[0] ? vip->ifname : vr->ifname);
	if (vip->has & HKA_HAS(HKA_A_VIP_STATE))
		print_str(p, &field_vip_state, hka_vip_state_name(vip->state));
	if (vip->error)
		print_str(p, &field_vip_error, strerror((int)vip->error));
	print_end(p);
}

static void show_vips(struct print *p, const struct hka_vr *vr)
{
	bool v4 = vr->family != AF_INET6;

	if (!p->json && p->style == PRINT_TABLE)
		return;		/* a table has the summary */
	if (!p->json && !vr->n_vips)
		return;
	print_object(p, v4 ? &field_vips4 : &field_vips6);
	print_array(p, v4 ? &field_list4 : &field_list6);
	for (unsigned int i = 0; i < vr->n_vips; i++)
		show_vip(p, vr, &vr->vips[i]);
	print_end(p);
	print_end(p);
}

/* All addresses in one cell, or why there are none. */
static void show_summary(struct print *p, const struct hka_vr *vr)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f;

	if (p->json || p->style != PRINT_TABLE)
		return;
	f = open_memstream(&text, &size);
	if (!f)
		return;
	if (vr->state == HKA_STATE_FAULT)
		fprintf(f, "(%s)", hka_fault_name(vr->fault));
	for (unsigned int i = 0; i < vr->n_vips && vr->state != HKA_STATE_FAULT; i++) {
		const struct hka_vip *vip = &vr->vips[i];
		char addr[64];

		fprintf(f, "%s%s", i ? " " : "", text_ip(addr, sizeof(addr), &vip->address));
		if (vip->prefix_length != vip->address.len * 8)
			fprintf(f, "/%u", vip->prefix_length);
	}
	fclose(f);
	if (text)
		print_str(p, &field_summary, text);
	free(text);
}

void show_vr(struct print *p, const struct hka_vr *vr, const struct hka_stats *stats)
{
	print_object(p, NULL);
	show_identity(p, vr);
	show_settings(p, vr);
	show_operation(p, vr);
	show_summary(p, vr);
	show_vips(p, vr);
	if (stats)
		show_statistics(p, stats);
	print_end(p);
}
