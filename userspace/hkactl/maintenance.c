// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command maintenance: begins it and waits for the hand-overs, ends it, shows it.
 * Owns the names of its fields.
 */
#include "maintenance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "handover.h"

static const struct print_field
	field_mode = { .key = "maintenance", .line = "maintenance " },
	field_why = { .key = "reason" },
	field_since = { .key = "since" },
	field_left = { .key = "remaining-usec" };

static int parse_hard(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_maintenance_request *req = object;

	(void)value;
	req->mode = HKA_MAINTENANCE_HARD;
	return keyword_mark(a, req, HKA_A_MAINTENANCE_MODE, k->word);
}

const struct keyword maintenance_keywords[] = {
	{ KEYWORD(struct hka_maintenance_request, "reason", KEYWORD_TEXT,
		  HKA_A_MAINTENANCE_REASON, reason), .max = HKA_REASON_MAX },
	{ KEYWORD(struct hka_maintenance_request, "ttl", KEYWORD_TIME64, HKA_A_MAINTENANCE_TTL,
		  ttl), .min = 1 },
	{ .word = "hard", .kind = KEYWORD_BARE, .parse = parse_hard },
	{ 0 }
};

int cmd_maintenance_on(struct ctl *ctl)
{
	struct hka_maintenance_request req = { 0 };
	char (*names)[HKA_NAME_MAX + 1] = NULL;
	unsigned int n = 0;
	int ret;

	/* Without a word behind it the keywords complain that something is missing. */
	if (args_peek(&ctl->args) &&
	    keyword_parse_all(&ctl->args, maintenance_keywords, &req, false))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (!ret)
		ret = handover_masters(ctl, &names, &n);
	if (!ret && hka_listen(ctl->client, HKA_MCGRP_EVENTS))
		ret = ctl_refused(ctl);
	if (!ret && hka_maintenance_set(ctl->client, &req))
		ret = ctl_refused(ctl);
	if (!ret && n)
		ret = handover_wait(ctl, names, n);
	free(names);
	return ret;
}

int cmd_maintenance_off(struct ctl *ctl)
{
	struct hka_maintenance_request req = {
		.has = HKA_HAS(HKA_A_MAINTENANCE_MODE), .mode = HKA_MAINTENANCE_NONE,
	};
	int ret;

	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	ret = ctl_connect(ctl);
	if (!ret && hka_maintenance_set(ctl->client, &req))
		ret = ctl_refused(ctl);
	return ret;
}

/* "maintenance on hard: kernel upgrade, since 5m03s, for another 54m57s" */
static void tell(FILE *out, const struct hka_maintenance_request *m)
{
	char text[32];

	if (!m->mode) {
		fputs("maintenance off\n", out);
		return;
	}
	fprintf(out, "maintenance on%s: %s, since %s", m->mode == HKA_MAINTENANCE_HARD ? " hard" : "",
		m->reason, text_age(text, sizeof(text), m->since, hka_now()));
	if (m->has & HKA_HAS(HKA_A_MAINTENANCE_REMAINING))
		fprintf(out, ", for another %s", text_span(text, sizeof(text), m->remaining));
	fputc('\n', out);
}

int cmd_maintenance_show(struct ctl *ctl)
{
	struct hka_maintenance_request m;
	struct print *p = &ctl->print;
	int ret;

	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	ret = ctl_connect(ctl);
	if (!ret && hka_maintenance_get(ctl->client, &m))
		ret = ctl_refused(ctl);
	if (ret)
		return ret;
	ctl_print_begin(ctl, PRINT_LINE);
	if (!p->json) {
		tell(p->out, &m);
		return EXIT_OK;
	}
	print_object(p, NULL);
	print_str(p, &field_mode, hka_maintenance_name(m.mode));
	if (m.mode) {
		print_str(p, &field_why, m.reason);
		print_time(p, &field_since, m.since);
	}
	if (m.has & HKA_HAS(HKA_A_MAINTENANCE_REMAINING))
		print_usec(p, &field_left, m.remaining, 1);
	print_end(p);
	return EXIT_OK;
}
