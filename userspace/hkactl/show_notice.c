// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A notice of the kernel as one line, in text and JSON. Owns the names of its
 * fields.
 */
#include <string.h>

#include "fields.h"

static const struct print_field
	field_stamp = { .line = "[", .after = "]" },
	field_datetime = { .key = "datetime" },
	field_what = { .key = "event" },
	field_config = { .key = "event", .line = "" },
	field_name_alone = { .key = "name", .line = "", .after = ":" },
	field_group_alone = { .key = "group", .line = "group ", .after = ":" },
	field_tracker_alone = { .key = "tracker", .line = "tracker ", .after = ":" },
	field_seq = { .key = "seq" },
	field_from = { .key = "from", .line = "" },
	field_to = { .key = "to", .line = "-> " },
	field_cause = { .key = "cause", .line = "(", .after = ")" },
	field_peer = { .key = "peer", .line = "peer " },
	field_peer_mac = { .key = "peer-mac", .line = "mac " },
	field_peer_interval = { .key = "peer-interval-usec", .line = "peer-interval " },
	field_source = { .key = "source", .line = "source " },
	field_peer_priority = { .key = "peer-priority", .line = "peer-priority " },
	field_latency = { .key = "latency-nsec", .line = "latency " },
	field_address = { .key = "address", .line = "" },
	field_error = { .key = "error", .line = "(", .after = ")" },
	field_words = { .key = "kernel-text", .line = "" },
	field_tracker = { .key = "tracker", .line = "" },
	field_route = { .key = "route", .line = "" },
	field_says = { .key = "tracker-state", .line = "" },
	field_reason = { .key = "reason", .line = "" },
	field_group = { .key = "group", .line = "" },
	field_lease = { .key = "lease", .line = "" },
	field_lease_state = { .key = "lease-state", .line = "" },
	field_drop = { .key = "drop", .line = "" },
	/* The leaves of the notifications of ietf-vrrp. */
	field_protocol_error = { .key = "protocol-error-reason" },
	field_router_error = { .key = "virtual-router-error-reason" },
	field_lost = { .key = "lost-events", .line = "" },
	field_lost_text = { .line = "" };

static void show_time(struct print *p, uint64_t ns, bool timestamp)
{
	char text[64];

	if (p->json)
		print_time(p, &field_datetime, ns);
	else if (timestamp)
		print_str(p, &field_stamp, text_stamp(text, sizeof(text), ns));
}

static bool has(const struct hka_event *e, unsigned int attr)
{
	return e->has & HKA_HAS(attr);
}

/* The identity of ietf-vrrp for a reason to drop a packet, or that reason. */
static const char *error_identity(unsigned int drop)
{
	switch (drop) {
	case HKA_DROP_CHECKSUM:
		return "checksum-error";
	case HKA_DROP_TTL:
		return "ip-ttl-error";
	case HKA_DROP_VERSION:
		return "version-error";
	case HKA_DROP_VRID:
		return "vrid-error";
	case HKA_DROP_INTERVAL:
	case HKA_DROP_INTERVAL_ZERO:
		return "interval-error";
	case HKA_DROP_ADDR_LIST:
	case HKA_DROP_ADDR_COUNT:
	case HKA_DROP_ADDR_FIRST:
		return "address-list-error";
	case HKA_DROP_LENGTH:
		return "packet-length-error";
	}
	return hka_drop_name(drop);
}

static void show_transition(struct print *p, const struct hka_event *e)
{
	print_colored(p, &field_from, state_color(e->from), hka_state_name(e->from));
	print_colored(p, &field_to, state_color(e->to), hka_state_name(e->to));
	print_str(p, &field_cause, hka_last_event_name(e->cause));
	if (e->to == HKA_STATE_FAULT)
		print_str(p, &field_fault, hka_fault_name(e->fault));
}

/* What the reason of an event is. */
static const struct print_field *reason_field(unsigned int kind)
{
	switch (kind) {
	case HKA_EVENT_KIND_TRACKER:
		return &field_tracker;
	case HKA_EVENT_KIND_LEASE:
		return &field_lease;
	case HKA_EVENT_KIND_ROUTE_REMOVED:
	case HKA_EVENT_KIND_ROUTE_RESTORED:
	case HKA_EVENT_KIND_ROUTE_LEFT_OVER:
	case HKA_EVENT_KIND_ROUTE_FAILED:
		return &field_route;
	}
	return &field_reason;
}

/* What is particular to the kinds that are no transition. */
static void show_particulars(struct print *p, const struct hka_event *e)
{
	print_str(p, &field_config, hka_event_kind_name(e->kind));
	if (e->kind == HKA_EVENT_KIND_GROUP) {
		print_str(p, &field_group, e->group);
		print_colored(p, &field_from, state_color(e->from), hka_state_name(e->from));
		print_colored(p, &field_to, state_color(e->to), hka_state_name(e->to));
	}
	if (e->address.len)
		print_ip(p, &field_address, &e->address);
	if (e->reason[0])
		print_str(p, reason_field(e->kind), e->reason);
	if (has(e, HKA_A_EVENT_LEASE_STATE))
		print_str(p, &field_lease_state, hka_lease_state_name(e->lease_state));
	if (has(e, HKA_A_EVENT_TRACK_STATE))
		print_str(p, &field_says, hka_track_state_name(e->track_state));
	if (has(e, HKA_A_EVENT_DROP)) {
		if (p->json && e->kind == HKA_EVENT_KIND_PROTOCOL_ERROR)
			print_str(p, &field_protocol_error, error_identity(e->drop));
		if (p->json && e->kind == HKA_EVENT_KIND_ROUTER_ERROR)
			print_str(p, &field_router_error, error_identity(e->drop));
		print_str(p, &field_drop, hka_drop_name(e->drop));
	}
	if (e->error)
		print_str(p, &field_error, strerror((int)e->error));
	if (e->text[0])
		print_str(p, &field_words, e->text);
}

static void show_event(struct print *p, const struct hka_event *e, bool details)
{
	bool rival;

	if (p->json && e->kind == HKA_EVENT_KIND_TRANSITION)
		print_str(p, &field_what, hka_event_kind_name(e->kind));
	print_uint(p, &field_seq, e->seq);
	/* A protocol error belongs to a device, not to a router. */
	if (e->name[0]) {
		print_str(p, &field_name, e->name);
		print_uint(p, &field_id, e->id);
	}
	if (e->ifname[0])
		print_str(p, &field_interface, e->ifname);
	if (e->vrid)
		print_uint(p, &field_vrid, e->vrid);
	print_str(p, &field_family, family_name(e->family));
	if (e->kind == HKA_EVENT_KIND_TRANSITION)
		show_transition(p, e);
	else
		show_particulars(p, e);
	if (has(e, HKA_A_EVENT_PRIORITY))
		print_uint(p, &field_priority, e->priority);
	if (e->peer.len)
		print_ip(p, &field_peer, &e->peer);
	rival = e->kind != HKA_EVENT_KIND_TRANSITION;
	if (has(e, HKA_A_EVENT_PEER_MAC) && (rival || p->json || details))
		print_mac(p, &field_peer_mac, e->peer_mac);
	if (has(e, HKA_A_EVENT_PEER_PRIORITY) && (rival || p->json || details))
		print_uint(p, &field_peer_priority, e->peer_priority);
	if (has(e, HKA_A_EVENT_PEER_INTERVAL) &&
	    (e->kind == HKA_EVENT_KIND_INTERVAL_MISMATCH || p->json || details))
		print_usec(p, &field_peer_interval, e->peer_interval, 1);
	if (!p->json && !details)
		return;
	if (e->source.len)
		print_ip(p, &field_source, &e->source);
	if (has(e, HKA_A_EVENT_LATENCY))
		print_nsec(p, &field_latency, e->latency);
}

static void show_config_vr(struct print *p, const struct hka_vr *vr, const char *what)
{
	bool full = vr->has & HKA_HAS(HKA_A_VR_VRID);

	print_str(p, full ? &field_name : &field_name_alone, vr->name);
	print_uint(p, &field_id, vr->id);
	if (full) {
		print_str(p, &field_interface, vr->ifname);
		print_uint(p, &field_vrid, vr->vrid);
		print_str(p, &field_family, family_name(vr->family));
	}
	print_str(p, &field_config, what);
}

static void show_config(struct print *p, const struct hka_notice *n, const char *what)
{
	switch (n->subject) {
	case HKA_SUBJECT_VR:
		show_config_vr(p, &n->vr, what);
		return;
	case HKA_SUBJECT_GROUP:
		print_str(p, &field_group_alone, n->group.name);
		break;
	case HKA_SUBJECT_TRACK:
		print_str(p, &field_tracker_alone, n->track.name);
		break;
	}
	print_str(p, &field_config, what);
}

static void show_lost(struct print *p, uint64_t lost)
{
	print_str(p, &field_what, "lost");
	if (!p->json)
		print_str(p, &field_lost_text, "lost");
	if (lost)
		print_uint(p, &field_lost, lost);
	if (!p->json)
		print_str(p, &field_lost_text, lost == 1 ? "event" : "events");
}

void show_notice(struct print *p, const struct hka_notice *n, bool timestamp, bool details)
{
	print_object(p, NULL);
	show_time(p, n->type == HKA_NOTICE_EVENT ? n->event.time : hka_now(), timestamp);
	switch (n->type) {
	case HKA_NOTICE_EVENT:
		show_event(p, &n->event, details);
		break;
	case HKA_NOTICE_NEW:
		show_config(p, n, "created");
		break;
	case HKA_NOTICE_SET:
		show_config(p, n, "changed");
		break;
	case HKA_NOTICE_DEL:
		show_config(p, n, "deleted");
		break;
	case HKA_NOTICE_LOST:
		show_lost(p, n->lost);
		break;
	}
	print_end(p);
}
