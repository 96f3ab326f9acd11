// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A notice of the kernel as one line, in text and JSON. Owns the names of its
 * fields.
 */
#include "fields.h"

static const struct print_field
	field_stamp = { .line = "[", .after = "]" },
	field_datetime = { .key = "datetime" },
	field_what = { .key = "event" },
	field_config = { .key = "event", .line = "" },
	field_name_alone = { .key = "name", .line = "", .after = ":" },
	field_seq = { .key = "seq" },
	field_from = { .key = "from", .line = "" },
	field_to = { .key = "to", .line = "-> " },
	field_cause = { .key = "cause", .line = "(", .after = ")" },
	field_peer = { .key = "peer", .line = "peer " },
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

static void show_transition(struct print *p, const struct hka_event *e)
{
	print_str(p, &field_what, "transition");
	print_uint(p, &field_seq, e->seq);
	print_str(p, &field_name, e->name);
	print_uint(p, &field_id, e->id);
	print_str(p, &field_interface, e->ifname);
	print_uint(p, &field_vrid, e->vrid);
	print_str(p, &field_family, family_name(e->family));
	print_colored(p, &field_from, state_color(e->from), hka_state_name(e->from));
	print_colored(p, &field_to, state_color(e->to), hka_state_name(e->to));
	print_str(p, &field_cause, hka_last_event_name(e->cause));
	if (e->to == HKA_STATE_FAULT)
		print_str(p, &field_fault, hka_fault_name(e->fault));
	print_uint(p, &field_priority, e->priority);
	if (e->peer.len)
		print_ip(p, &field_peer, &e->peer);
}

static void show_config(struct print *p, const struct hka_vr *vr, const char *what)
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

void show_notice(struct print *p, const struct hka_notice *n, bool timestamp)
{
	print_object(p, NULL);
	show_time(p, n->type == HKA_NOTICE_EVENT ? n->event.time : hka_now(), timestamp);
	switch (n->type) {
	case HKA_NOTICE_EVENT:
		show_transition(p, &n->event);
		break;
	case HKA_NOTICE_NEW:
		show_config(p, &n->vr, "created");
		break;
	case HKA_NOTICE_SET:
		show_config(p, &n->vr, "changed");
		break;
	case HKA_NOTICE_DEL:
		show_config(p, &n->vr, "deleted");
		break;
	case HKA_NOTICE_LOST:
		show_lost(p, n->lost);
		break;
	}
	print_end(p);
}
