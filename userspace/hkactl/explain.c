// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command explain: why routers are in their states, in plain words and in
 * JSON. Owns the names of its fields.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "findings.h"
#include "hkactl.h"

static const struct print_field
	field_head = { .key = "name", .line = "" },
	field_state = { .key = "state", .line = "is " },
	field_since = { .key = "state-since" },
	field_age = { .line = "for " },
	field_base = { .key = "priority" },
	field_effective = { .key = "effective-priority" },
	field_owner = { .key = "is-owner" },
	field_reasons = { .key = "reasons" },
	field_composition = { .key = "composition" },
	field_notices = { .key = "notices" },
	field_code = { .key = "code" },
	field_text = { .key = "text" };

static void show_findings(struct print *p, const struct print_field *f, struct findings *list)
{
	print_array(p, f);
	for (unsigned int i = 0; i < list->n; i++) {
		print_object(p, NULL);
		print_str(p, &field_code, list->all[i].code);
		print_sentence(p, &field_text, list->all[i].text);
		print_end(p);
	}
	print_end(p);
	findings_clear(list);
}

static void explain(struct print *p, const struct facts *f)
{
	const struct hka_vr *vr = f->vr;
	struct findings list = { 0 };
	char text[32];

	print_object(p, NULL);
	print_str(p, &field_head, vr->name);
	print_colored(p, &field_state, state_color(vr->state), hka_state_name(vr->state));
	if (p->json)
		print_time(p, &field_since, vr->since);
	else
		print_str(p, &field_age, text_age(text, sizeof(text), vr->since, f->now));
	findings_state(&list, f);
	show_findings(p, &field_reasons, &list);
	if (p->json) {
		print_uint(p, &field_base, vr->priority);
		print_uint(p, &field_effective, vr->effective_priority);
		print_bool(p, &field_owner, vr->priority == 255);
		show_summands(p, vr->summands, vr->n_summands);
	}
	findings_priority(&list, f);
	show_findings(p, &field_composition, &list);
	findings_notices(&list, f);
	show_findings(p, &field_notices, &list);
	print_end(p);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_vr *)a)->name, ((const struct hka_vr *)b)->name);
}

/* The router that was named, or all. */
static int fetch(struct ctl *ctl, struct hka_vr **vrs, unsigned int *n)
{
	int err;

	if (!ctl->name[0])
		return hka_vr_dump(ctl->client, NULL, vrs, n);
	*vrs = calloc(1, sizeof(**vrs));
	if (!*vrs)
		return -ENOMEM;
	err = hka_vr_get(ctl->client, ctl->name, *vrs);
	*n = !err;
	return err;
}

int cmd_explain(struct ctl *ctl)
{
	struct hka_lease *leases = NULL;
	struct hka_track *tracks = NULL;
	struct facts f = { .now = hka_now() };
	struct hka_vr *vrs = NULL, *all = NULL;
	unsigned int n = 0;
	int ret = ctl_name(ctl, false, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (fetch(ctl, &vrs, &n) || hka_track_dump(ctl->client, &tracks, &f.n_tracks) ||
	    hka_lease_dump(ctl->client, &leases, &f.n_leases)) {
		ret = ctl_refused(ctl);
		goto out;
	}
	f.tracks = tracks;
	/* What one is in a group, others decide. */
	if (n == 1 && vrs[0].in_group[0] && hka_vr_dump(ctl->client, NULL, &all, &f.n_all)) {
		ret = ctl_refused(ctl);
		goto out;
	}
	f.all = all;
	if (!all) {
		f.all = vrs;
		f.n_all = n;
	}
	f.leases = leases;
	if (n)
		qsort(vrs, n, sizeof(*vrs), by_name);
	ctl_print_begin(ctl, PRINT_PROSE);
	print_array(&ctl->print, NULL);
	for (unsigned int i = 0; i < n; i++) {
		struct hka_stats stats;
		struct hka_heard heard;

		f.vr = &vrs[i];
		/* Deleted since: then what is known of it is told. */
		f.stats = hka_stats_get(ctl->client, vrs[i].name, &stats) ? NULL : &stats;
		f.heard = hka_heard_get(ctl->client, vrs[i].name, &heard) ? NULL : &heard;
		explain(&ctl->print, &f);
		hka_heard_clear(&heard);
	}
	print_end(&ctl->print);
out:
	if (all)
		hka_vrs_free(all, f.n_all);
	hka_vrs_free(vrs, n);
	hka_tracks_free(tracks, f.n_tracks);
	free(leases);
	return ret;
}
