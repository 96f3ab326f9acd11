// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command handover: begins hand-overs and waits until each is decided, for the
 * kernel says at once only that it has begun. Owns the names of its fields.
 */
#include "handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "hkactl.h"

#define SLACK_US	1000000		/* beyond what the kernel says it takes */

static const struct print_field
	field_router = { .key = "name" },
	field_result = { .key = "handover" },
	field_state = { .key = "state" },
	field_peer = { .key = "last-adv-source" },
	field_peer_priority = { .key = "last-adv-priority" };

const struct keyword handover_keywords[] = {
	{ KEYWORD(struct hka_handover_request, "back", KEYWORD_FLAG, HKA_A_HANDOVER_BACK, back) },
	{ 0 }
};

static bool running(const struct hka_vr *vr)
{
	return vr->claim.handover == HKA_HANDOVER_RUNNING;
}

/* Until the router of that name has or has not handed over; the caller clears *@vr. */
static int wait_for(struct ctl *ctl, const char *name, struct hka_vr *vr)
{
	struct hka_notice notice;
	uint64_t until = 0;
	int err;

	for (;;) {
		err = hka_vr_get(ctl->client, name, vr);
		if (err || !running(vr))
			return err;
		if (!until)
			until = hka_now() + (vr->claim.handover_remaining + SLACK_US) * 1000;
		if (hka_now() >= until)
			return 0;
		/* Whatever happens here, and in any case when it should be over. */
		err = hka_wait(ctl->client, vr->claim.handover_remaining + 1000);
		if (err > 0) {
			err = hka_next(ctl->client, &notice);
			hka_notice_clear(&notice);
		}
		hka_vr_clear(vr);
		if (err < 0)
			return err;
	}
}

static void tell(struct print *p, const struct hka_vr *vr)
{
	char addr[64];

	print_object(p, NULL);
	print_str(p, &field_router, vr->name);
	print_str(p, &field_result, hka_handover_name(vr->claim.handover));
	print_str(p, &field_state, hka_state_name(vr->state));
	if (vr->last_source.len) {
		print_ip(p, &field_peer, &vr->last_source);
		print_uint(p, &field_peer_priority, vr->last_priority);
	}
	print_end(p);
	if (p->json)
		return;
	switch (vr->claim.handover) {
	case HKA_HANDOVER_DONE:
		fprintf(p->out, "%s: handed over to %s (priority %u)\n", vr->name,
			text_ip(addr, sizeof(addr), &vr->last_source), vr->last_priority);
		break;
	case HKA_HANDOVER_NOBODY:
		fprintf(p->out, "%s: nobody took over; it goes on as MASTER\n", vr->name);
		break;
	default:
		fprintf(p->out, "%s: not handed over; it is %s now\n", vr->name,
			hka_state_name(vr->state));
	}
}

int handover_wait(struct ctl *ctl, char (*names)[HKA_NAME_MAX + 1], unsigned int n)
{
	int ret = EXIT_OK;

	ctl_print_begin(ctl, PRINT_LINE);
	print_array(&ctl->print, NULL);
	if (!n && !ctl->print.json)
		fprintf(ctl->print.out, "no router is MASTER\n");
	for (unsigned int i = 0; i < n; i++) {
		struct hka_vr vr;

		if (wait_for(ctl, names[i], &vr)) {
			ret = ctl_refused(ctl);
			continue;
		}
		tell(&ctl->print, &vr);
		if (vr.claim.handover != HKA_HANDOVER_DONE && !ret)
			ret = EXIT_NOBODY;
		hka_vr_clear(&vr);
	}
	print_end(&ctl->print);
	return ret;
}

/* Those that are MASTER: of the group, or of the network namespace. */
static int masters(struct ctl *ctl, const char *group, char (**names)[HKA_NAME_MAX + 1],
		   unsigned int *n)
{
	struct hka_vr *vrs;
	unsigned int all;

	*names = NULL;
	*n = 0;
	if (hka_vr_dump(ctl->client, NULL, &vrs, &all))
		return ctl_refused(ctl);
	*names = calloc(all + 1, sizeof(**names));
	for (unsigned int i = 0; *names && i < all; i++)
		if (vrs[i].state == HKA_STATE_MASTER &&
		    (!group || !strcmp(vrs[i].in_group, group)))
			memcpy((*names)[(*n)++], vrs[i].name, sizeof(**names));
	hka_vrs_free(vrs, all);
	if (*names)
		return EXIT_OK;
	fprintf(stderr, "hkactl: no memory\n");
	return EXIT_REFUSED;
}

int handover_masters(struct ctl *ctl, char (**names)[HKA_NAME_MAX + 1], unsigned int *n)
{
	return masters(ctl, NULL, names, n);
}

/* A name is that of a router or, if there is no such router, of a group. */
static bool is_group(struct ctl *ctl, const char *name)
{
	struct hka_group *groups;
	bool found = false;
	struct hka_vr vr;
	unsigned int n;

	if (!hka_vr_get(ctl->client, name, &vr)) {
		hka_vr_clear(&vr);
		return false;
	}
	if (hka_group_dump(ctl->client, &groups, &n))
		return false;
	for (unsigned int i = 0; i < n; i++)
		found |= !strcmp(groups[i].name, name);
	hka_groups_free(groups, n);
	return found;
}

/* Whoever is in a group does not go alone. */
static void say_group(const struct ctl *ctl, const char *router, const char *group)
{
	if (!ctl->json)
		printf("%s is in group %s, whose routers hand over together\n", router, group);
}

/* The routers whose hand-over is waited for; the caller frees them. */
static int whom(struct ctl *ctl, const struct hka_handover_request *req,
		char (**names)[HKA_NAME_MAX + 1], unsigned int *n)
{
	char group[HKA_NAME_MAX + 1] = "";
	struct hka_vr vr;

	*names = NULL;
	if (req->all)
		return masters(ctl, NULL, names, n);
	if (req->group[0])
		return masters(ctl, req->group, names, n);
	if (!hka_vr_get(ctl->client, req->name, &vr)) {
		memcpy(group, vr.in_group, sizeof(group));
		hka_vr_clear(&vr);
	}
	if (group[0]) {
		say_group(ctl, req->name, group);
		return masters(ctl, group, names, n);
	}
	*names = calloc(1, sizeof(**names));
	if (!*names) {
		fprintf(stderr, "hkactl: no memory\n");
		return EXIT_REFUSED;
	}
	memcpy(*names, req->name, sizeof(**names));
	*n = 1;
	return EXIT_OK;
}

static int hand_over(struct ctl *ctl, const struct hka_handover_request *req)
{
	char (*names)[HKA_NAME_MAX + 1] = NULL;
	unsigned int n = 0;
	int ret = whom(ctl, req, &names, &n);

	/* First: what happens between the request and the first look must not be missed. */
	if (!ret && hka_listen(ctl->client, HKA_MCGRP_EVENTS))
		ret = ctl_refused(ctl);
	if (!ret && hka_handover(ctl->client, req))
		ret = ctl_refused(ctl);
	if (!ret)
		ret = handover_wait(ctl, names, n);
	free(names);
	return ret;
}

int cmd_handover(struct ctl *ctl)
{
	struct hka_handover_request req = { 0 };
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	req.all = !strcmp(ctl->name, "all");
	if (keyword_parse_all(&ctl->args, handover_keywords, &req, false))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (req.all) {
		req.has |= HKA_HAS(HKA_A_HANDOVER_ALL);
	} else if (is_group(ctl, ctl->name)) {
		req.has |= HKA_HAS(HKA_A_HANDOVER_GROUP);
		memcpy(req.group, ctl->name, sizeof(req.group));
	} else {
		req.has |= HKA_HAS(HKA_A_HANDOVER_NAME);
		memcpy(req.name, ctl->name, sizeof(req.name));
	}
	if (!req.back)
		return hand_over(ctl, &req);
	return hka_handover(ctl->client, &req) ? ctl_refused(ctl) : EXIT_OK;
}
