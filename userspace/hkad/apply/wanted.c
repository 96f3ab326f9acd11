// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the requests. Touches nothing but memory, and the files of iproute2's names. */
#include <stdlib.h>
#include <string.h>

#include "routers.h"
#include "settings.h"
#include "wanted.h"
#include "words/requests.h"

static void say(struct diags *diags, const struct node *node, const char *what)
{
	const struct pos pos = node_pos(node, 0);

	diag(diags, DIAG_ERROR, &pos, "%s", what);
}

static unsigned int count(const struct command *c, const char *object)
{
	unsigned int n = 0;

	for (; c; c = c->next)
		n += !strcmp(c->word[1], object);
	return n;
}

static void *room(unsigned int n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		abort();	/* as an arena does */
	return p;
}

static int take_vr(struct wanted *w, const struct command *c, struct args *a, const char *lease)
{
	struct wanted_vr *v = &w->vrs[w->n_vrs++];

	v->node = c->node;
	if (vr_args_add(a, &v->vr))
		return -1;
	v->vr.has |= HKA_HAS(HKA_A_VR_LEASE);
	v->vr.lease.has |= HKA_HAS(HKA_A_TIE_NAME);
	if (args_vrname(a, lease, v->vr.lease.name))
		return -1;
	settings_settle(&v->vr);
	return 0;
}

/* The word behind "add" is the name of a group, or of a tracker. */
static int take_group(struct wanted *w, const struct command *c, struct args *a)
{
	struct wanted_group *g = &w->groups[w->n_groups++];

	g->node = c->node;
	g->group.has = HKA_HAS(HKA_A_GROUP_NAME);
	if (args_vrname(a, args_next(a), g->group.name) || group_args_add(a, &g->group))
		return -1;
	settings_settle_group(&g->group);
	return 0;
}

static int take_track(struct wanted *w, const struct command *c, struct args *a)
{
	struct wanted_track *t = &w->tracks[w->n_tracks++];

	t->node = c->node;
	t->track.has = HKA_HAS(HKA_A_TRACK_NAME);
	if (args_vrname(a, args_next(a), t->track.name) || track_args_add(a, &t->track))
		return -1;
	settings_settle_track(&t->track);
	return 0;
}

/* Each by itself; the first of its kind in the file is right. */
static void check_clashes(struct wanted *w, struct diags *diags)
{
	struct routers all;
	unsigned int i, k, n;

	routers_index(&all, w->vrs, w->n_vrs, sizeof(*w->vrs));
	for (i = 0; i < w->n_vrs; i++) {
		const struct wanted_vr *v = &w->vrs[i];
		struct hka_vr **same = routers_find(&all, &v->vr, &n);

		for (k = 0; k < n && same[k] < &v->vr; k++) {
			const struct pos pos = node_pos(v->node, 1);

			if (!settings_clash(same[k], &v->vr))
				continue;
			diag(diags, DIAG_ERROR, &pos, v->vr.n_peers ?
			     "%s has the same interface, virtual_router_id and family, and a peer in common" :
			     "%s has the same interface, virtual_router_id, family and multicast group",
			     same[k]->name);
			break;
		}
	}
	routers_free(&all);
}

void wanted_make(struct wanted *w, const struct command *commands, const char *lease,
		 struct diags *diags)
{
	unsigned int errors = diags->count[DIAG_ERROR];
	const struct command *c;

	*w = (struct wanted){
		.vrs = room(count(commands, "vr"), sizeof(*w->vrs)),
		.groups = room(count(commands, "group"), sizeof(*w->groups)),
		.tracks = room(count(commands, "track"), sizeof(*w->tracks)),
	};
	for (c = commands; c; c = c->next) {
		/* The words are not written to. */
		struct args a = { .word = (char **)c->word + 3, .n = (int)c->words - 3, .inline_keys = true };
		const char *object = c->word[1];
		int err = !strcmp(object, "vr") ? take_vr(w, c, &a, lease) :
			  !strcmp(object, "group") ? take_group(w, c, &a) : take_track(w, c, &a);

		if (err)
			say(diags, c->node, a.error);
	}
	if (diags->count[DIAG_ERROR] == errors)
		check_clashes(w, diags);
}

void wanted_free(struct wanted *w)
{
	unsigned int i;

	for (i = 0; i < w->n_vrs; i++)
		hka_vr_clear(&w->vrs[i].vr);
	for (i = 0; i < w->n_groups; i++)
		hka_group_clear(&w->groups[i].group);
	for (i = 0; i < w->n_tracks; i++)
		hka_track_clear(&w->tracks[i].track);
	free(w->vrs);
	free(w->groups);
	free(w->tracks);
	*w = (struct wanted){ 0 };
}

void wanted_remember(struct wanted *w, const struct wanted *old)
{
	const uint64_t secrets = HKA_HAS(HKA_A_VR_AUTH_TYPE) | HKA_HAS(HKA_A_VR_AUTH_DATA) |
				 HKA_HAS(HKA_A_VR_HMAC_KEY);
	struct routers before;
	unsigned int i, k, n;

	routers_index(&before, old->vrs, old->n_vrs, sizeof(*old->vrs));
	for (i = 0; i < w->n_vrs; i++) {
		struct hka_vr **same = routers_find(&before, &w->vrs[i].vr, &n);

		for (k = 0; k < n; k++)
			if (settings_same_router(same[k], &w->vrs[i].vr) &&
			    !hka_vr_differ(same[k], &w->vrs[i].vr, secrets))
				w->vrs[i].told = ((struct wanted_vr *)same[k])->told;
	}
	routers_free(&before);
}
