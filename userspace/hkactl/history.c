// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command history: the last transitions of a router. Owns the names of
 * their fields.
 */
#include <stdio.h>

#include "fields.h"
#include "hkactl.h"

static const struct print_field
	field_transitions = { .key = "transitions", .label = "" },
	field_lost = { .key = "lost" },
	field_time = { .key = "datetime", .column = "AGO", .label = "" },
	field_from = { .key = "from", .column = "FROM" },
	field_to = { .key = "to", .column = "TO" },
	field_cause = { .key = "cause", .column = "CAUSE" },
	field_prio = { .key = "priority", .column = "PRIO" },
	field_peer = { .key = "peer" },
	field_peer_priority = { .key = "peer-priority" },
	field_latency = { .key = "latency-nsec", .label = "latency" },
	field_rest = { .column = "PEER" };

/* In a table the last cell: why it is a fault, or who was heard. */
static void show_rest(struct print *p, const struct hka_entry *e)
{
	char text[64];

	if (e->to == HKA_STATE_FAULT)
		snprintf(text, sizeof(text), "(%s)", hka_fault_name(e->fault));
	else
		text_ip(text, sizeof(text), &e->peer);
	print_str(p, &field_rest, text);
}

static void show_entry(struct print *p, const struct hka_entry *e)
{
	bool table = !p->json && p->style == PRINT_TABLE;

	print_object(p, NULL);
	print_since(p, &field_time, e->time, hka_now());
	print_colored(p, &field_from, state_color(e->from), hka_state_name(e->from));
	print_colored(p, &field_to, state_color(e->to), hka_state_name(e->to));
	print_str(p, &field_cause, hka_last_event_name(e->cause));
	print_uint(p, &field_prio, e->priority);
	if (table) {
		show_rest(p, e);
	} else {
		if (e->to == HKA_STATE_FAULT)
			print_str(p, &field_fault, hka_fault_name(e->fault));
		if (e->peer.len)
			print_ip(p, &field_peer, &e->peer);
		if (e->has & HKA_HAS(HKA_A_ENTRY_PEER_PRIORITY))
			print_uint(p, &field_peer_priority, e->peer_priority);
		if (e->has & HKA_HAS(HKA_A_ENTRY_LATENCY))
			print_nsec(p, &field_latency, e->latency);
	}
	print_end(p);
}

int cmd_history(struct ctl *ctl)
{
	struct print *p = &ctl->print;
	struct hka_history h;
	int ret = ctl_name(ctl, true, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (hka_history_get(ctl->client, ctl->name, &h))
		return ctl_refused(ctl);
	ctl_print_begin(ctl, ctl->details ? PRINT_DETAIL : PRINT_TABLE);
	if (p->json) {	/* the table is of transitions alone */
		print_object(p, NULL);
		print_str(p, &field_name, h.name);
		print_uint(p, &field_id, h.id);
		print_uint(p, &field_lost, h.lost);
	}
	print_array(p, &field_transitions);
	for (unsigned int i = 0; i < h.n_entries; i++)
		show_entry(p, &h.entries[i]);
	print_end(p);
	if (p->json)
		print_end(p);
	else if (h.lost)
		printf("%u transitions are not here: they came too fast to be written down\n",
		       h.lost);
	hka_history_clear(&h);
	return EXIT_OK;
}
