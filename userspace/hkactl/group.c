// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Commands of the object group: parse, ask the kernel, print. Owns the names of a
 * group's fields. Who is in a group is told by the routers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demote.h"
#include "fields.h"
#include "group_args.h"
#include "hkactl.h"

static const struct print_field
	field_kind = { .key = "kind", .column = "KIND" },
	field_state = { .key = "state", .column = "STATE" },
	field_since = { .key = "state-since", .column = "SINCE" },
	field_count = { .key = "members", .column = "MEMBERS" },
	field_leader = { .key = "leader", .column = "LEADER" },
	field_weight = { .key = "track-weight" },
	field_interval = { .key = "follow-interval-usec", .label = "follow-interval" },
	field_loss = { .key = "on-loss" },
	field_members = { .key = "virtual-routers" },
	field_router = { .key = "name", .label = "" },
	field_router_state = { .key = "state", .label = "" },
	field_role = { .key = "role", .label = "" };

static int change(struct ctl *ctl, int (*parse)(struct args *, struct hka_group *),
		  int (*send)(struct hka_client *, const struct hka_group *))
{
	struct hka_group req = { .has = HKA_HAS(HKA_A_GROUP_NAME) };
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	snprintf(req.name, sizeof(req.name), "%s", ctl->name);
	if (parse(&ctl->args, &req))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (!ret && send(ctl->client, &req))
		ret = ctl_refused(ctl);
	return ret;
}

int cmd_group_add(struct ctl *ctl)
{
	return change(ctl, group_args_add, hka_group_new);
}

int cmd_group_set(struct ctl *ctl)
{
	return change(ctl, group_args_set, hka_group_set);
}

int cmd_group_del(struct ctl *ctl)
{
	int ret = ctl_name(ctl, true, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (!ret && hka_group_del(ctl->client, strcmp(ctl->name, "all") ? ctl->name : NULL))
		ret = ctl_refused(ctl);
	return ret;
}

int cmd_group_demote(struct ctl *ctl)
{
	return demote(ctl, true);
}

int cmd_group_undemote(struct ctl *ctl)
{
	return undemote(ctl, true);
}

static void show_members(struct print *p, const struct hka_group *g, const struct hka_vr *vrs,
			 unsigned int n)
{
	if (!p->json && !g->members)
		return;
	print_array(p, &field_members);
	for (unsigned int i = 0; i < n; i++) {
		const struct hka_vr *vr = &vrs[i];

		if (strcmp(vr->in_group, g->name))
			continue;
		print_object(p, NULL);
		print_str(p, &field_router, vr->name);
		print_colored(p, &field_router_state, state_color(vr->state),
			      hka_state_name(vr->state));
		print_str(p, &field_role, hka_group_role_name(vr->group_role));
		print_end(p);
	}
	print_end(p);
}

static void show_group(struct print *p, const struct hka_group *g, const struct hka_vr *vrs,
		       unsigned int n)
{
	bool table = !p->json && p->style == PRINT_TABLE;

	print_object(p, NULL);
	print_str(p, &field_name, g->name);
	print_str(p, &field_kind, hka_group_kind_name(g->kind));
	print_colored(p, &field_state, state_color(g->state), hka_state_name(g->state));
	print_since(p, &field_since, g->since, hka_now());
	print_uint(p, &field_count, g->members);
	if (g->leader[0] || table)
		print_str(p, &field_leader, g->leader[0] ? g->leader : "-");
	if (g->has & HKA_HAS(HKA_A_GROUP_TRACK_WEIGHT))
		print_bool(p, &field_weight, g->track_weight);
	if (g->has & HKA_HAS(HKA_A_GROUP_FOLLOW_INTERVAL))
		print_usec(p, &field_interval, g->follow_interval, 1);
	if (g->has & HKA_HAS(HKA_A_GROUP_ON_LOSS))
		print_str(p, &field_loss, hka_group_loss_name(g->on_loss));
	if (!table) {
		show_members(p, g, vrs, n);
		show_summands(p, g->summands, g->n_summands);
	}
	print_end(p);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_group *)a)->name, ((const struct hka_group *)b)->name);
}

static int router_by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_vr *)a)->name, ((const struct hka_vr *)b)->name);
}

int cmd_group_show(struct ctl *ctl)
{
	unsigned int n = 0, n_vrs = 0;
	struct hka_group *groups = NULL;
	struct hka_vr *vrs = NULL;
	int ret = ctl_name(ctl, false, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (ctl->name[0]) {
		groups = calloc(1, sizeof(*groups));
		ret = !groups || hka_group_get(ctl->client, ctl->name, groups);
		n = !ret;
	} else {
		ret = hka_group_dump(ctl->client, &groups, &n);
	}
	if (!ret && n && (ctl->json || ctl->details))
		ret = hka_vr_dump(ctl->client, NULL, &vrs, &n_vrs);
	if (ret) {
		ret = ctl_refused(ctl);
	} else {
		if (n)
			qsort(groups, n, sizeof(*groups), by_name);
		if (n_vrs)
			qsort(vrs, n_vrs, sizeof(*vrs), router_by_name);
		ctl_print_begin(ctl, ctl->details ? PRINT_DETAIL : PRINT_TABLE);
		print_array(&ctl->print, NULL);
		for (unsigned int i = 0; i < n; i++)
			show_group(&ctl->print, &groups[i], vrs, n_vrs);
		print_end(&ctl->print);
	}
	hka_vrs_free(vrs, n_vrs);
	if (ctl->name[0] && !n)
		free(groups);
	else
		hka_groups_free(groups, n);
	return ret;
}
