// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Commands of the object track: parse, ask the kernel, print. Owns the names of
 * a tracker's fields.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "hkactl.h"
#include "track_args.h"

static const struct print_field
	field_kind = { .key = "kind", .column = "KIND" },
	field_dev = { .key = "interface", .column = "DEV" },
	field_ifindex = { .key = "ifindex" },
	field_state = { .key = "state", .column = "STATE" },
	field_value = { .key = "value" },
	field_up_delay = { .key = "up-delay-usec", .label = "up-delay" },
	field_down_delay = { .key = "down-delay-usec", .label = "down-delay" },
	field_since = { .key = "state-since", .column = "SINCE" },
	field_members = { .key = "virtual-routers" },
	field_router = { .key = "name", .label = "" },
	field_group = { .key = "group" },
	field_weight = { .key = "weight" },
	field_faults = { .key = "holds-fault" },
	field_reverse = { .key = "reverse" },
	field_summary = { .column = "ROUTERS" };

static int change(struct ctl *ctl, int (*parse)(struct args *, struct hka_track *),
		  int (*send)(struct hka_client *, const struct hka_track *))
{
	struct hka_track req = { .has = HKA_HAS(HKA_A_TRACK_NAME) };
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	snprintf(req.name, sizeof(req.name), "%s", ctl->name);
	if (parse(&ctl->args, &req)) {
		ret = ctl_usage(ctl, "%s", ctl->args.error);
	} else {
		ret = ctl_connect(ctl);
		if (!ret && send(ctl->client, &req))
			ret = ctl_refused(ctl);
	}
	hka_track_clear(&req);
	return ret;
}

int cmd_track_add(struct ctl *ctl)
{
	return change(ctl, track_args_add, hka_track_new);
}

int cmd_track_set(struct ctl *ctl)
{
	return change(ctl, track_args_set, hka_track_set);
}

int cmd_track_del(struct ctl *ctl)
{
	int ret = ctl_name(ctl, true, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (!ret && hka_track_del(ctl->client, strcmp(ctl->name, "all") ? ctl->name : NULL))
		ret = ctl_refused(ctl);
	return ret;
}

/* In a table all routers in one cell: web(-10) gw(fault,reverse). */
static void show_summary(struct print *p, const struct hka_track *t)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f;

	f = open_memstream(&text, &size);
	if (!f)
		return;
	for (unsigned int i = 0; i < t->n_members; i++) {
		const struct hka_member *m = &t->members[i];

		fprintf(f, "%s%s%s(", i ? " " : "", m->group[0] ? "group " : "",
			m->group[0] ? m->group : m->vr);
		if (m->weight)
			fprintf(f, "%+d", m->weight);
		else
			fputs("fault", f);
		fputs(m->reverse ? ",reverse)" : ")", f);
	}
	fclose(f);
	if (text)
		print_str(p, &field_summary, *text ? text : "-");
	free(text);
}

static void show_members(struct print *p, const struct hka_track *t)
{
	if (!p->json && !t->n_members)
		return;
	print_array(p, &field_members);
	for (unsigned int i = 0; i < t->n_members; i++) {
		const struct hka_member *m = &t->members[i];

		print_object(p, NULL);
		if (m->group[0])
			print_str(p, &field_group, m->group);
		else
			print_str(p, &field_router, m->vr);
		print_int(p, &field_weight, m->weight);
		print_bool(p, &field_faults, !m->weight);
		print_bool(p, &field_reverse, m->reverse);
		print_end(p);
	}
	print_end(p);
}

static void show_state(struct print *p, const struct hka_track *t)
{
	bool table = !p->json && p->style == PRINT_TABLE, number = t->state == HKA_TRACK_STATE_VALUE;
	char text[16];

	if (table && number) {
		snprintf(text, sizeof(text), "%d", t->value);
		print_str(p, &field_state, text);
		return;
	}
	print_colored(p, &field_state, t->state == HKA_TRACK_STATE_DOWN ? RED :
		      t->state == HKA_TRACK_STATE_UP ? GREEN : PLAIN,
		      hka_track_state_name(t->state));
	if (number)
		print_int(p, &field_value, t->value);
}

static void show_track(struct print *p, const struct hka_track *t)
{
	bool table = !p->json && p->style == PRINT_TABLE;

	print_object(p, NULL);
	print_str(p, &field_name, t->name);
	print_str(p, &field_kind, hka_track_kind_name(t->kind));
	if (t->kind == HKA_TRACK_KIND_LINK) {
		print_str(p, &field_dev, t->ifname);
		print_uint(p, &field_ifindex, t->ifindex);
	} else if (table) {
		print_str(p, &field_dev, "-");
	}
	show_state(p, t);
	if (t->since || table)	/* nothing has been set yet */
		print_since(p, &field_since, t->since, hka_now());
	print_usec(p, &field_up_delay, t->up_delay, 1);
	print_usec(p, &field_down_delay, t->down_delay, 1);
	if (table)
		show_summary(p, t);
	else
		show_members(p, t);
	print_end(p);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_track *)a)->name, ((const struct hka_track *)b)->name);
}

int cmd_track_show(struct ctl *ctl)
{
	struct hka_track *tracks = NULL, one;
	unsigned int n = 0;
	int ret = ctl_name(ctl, false, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (ctl->name[0] ? hka_track_get(ctl->client, ctl->name, &one) :
			   hka_track_dump(ctl->client, &tracks, &n))
		return ctl_refused(ctl);
	ctl_print_begin(ctl, ctl->details ? PRINT_DETAIL : PRINT_TABLE);
	if (n)
		qsort(tracks, n, sizeof(*tracks), by_name);
	print_array(&ctl->print, NULL);
	for (unsigned int i = 0; i < n; i++)
		show_track(&ctl->print, &tracks[i]);
	if (ctl->name[0]) {
		show_track(&ctl->print, &one);
		hka_track_clear(&one);
	}
	print_end(&ctl->print);
	hka_tracks_free(tracks, n);
	return EXIT_OK;
}
