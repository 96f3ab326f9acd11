// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the requests. Touches nothing but memory, and the files of iproute2's names. */
#include <stdlib.h>
#include <string.h>

#include "routers.h"
#include "message.h"
#include "settings.h"
#include "wanted.h"
#include "words/requests.h"

static void say(struct diags *diags, const struct node *node, const char *what)
{
	const struct pos pos = node_pos(node, 0);

	diag(diags, DIAG_ERROR, &pos, "%s", what);
}

static bool is_static(const struct command *c)
{
	return !strcmp(c->word[0], "ip");
}

/* @object: NULL for static ones. */
static unsigned int count(const struct command *c, const char *object)
{
	unsigned int n = 0;

	for (; c; c = c->next)
		n += object ? !is_static(c) && !strcmp(c->word[1], object) : is_static(c);
	return n;
}

static void *room(struct arena *a, unsigned int n, size_t size)
{
	return arena_alloc(a, (n ? n : 1) * size);
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

static char *join(struct arena *arena, const struct command *c)
{
	size_t len = 1;
	char *text;

	for (unsigned int i = 0; i < c->words; i++)
		len += strlen(c->word[i]) + 1;
	text = room(arena, 1, len);
	for (unsigned int i = 0; i < c->words; i++)
		strcat(strcat(text, i ? " " : ""), c->word[i]);
	return text;
}

/* What is read of ip's words is what stands in a router of hkactl's. */
static int take_static(struct wanted *w, const struct command *c, struct args *a, struct arena *arena)
{
	static const char *const router[] = { "static", "dev", "lo", "vrid", "1" };
	enum { ROUTER = sizeof(router) / sizeof(*router) };
	struct wanted_static *s = &w->statics[w->n_statics++];
	bool address = !strcmp(c->word[1], "addr"), route = !strcmp(c->word[1], "route");
	const char **word = room(arena, ROUTER + c->words, sizeof(*word));
	unsigned int from = route ? 2 : 3;
	int err;

	s->node = c->node;
	s->text = join(arena, c);
	s->group = static_group(c->node);
	s->no_track = node_says(c->node, "no_track");
	memcpy(word, router, sizeof(router));
	word[ROUTER] = address ? "excluded" : route ? "route" : "rule";
	memcpy(word + ROUTER + 1, c->word + from, (c->words - from) * sizeof(*word));
	a->word = (char **)word;
	a->n = (int)(ROUTER + 1 + c->words - from);
	err = vr_args_add(a, &s->vr);
	if (err)
		return -1;
	if (s->vr.n_routes && !(s->vr.routes[0].has & HKA_HAS(HKA_A_ROUTE_PROTOCOL))) {
		s->vr.routes[0].has |= HKA_HAS(HKA_A_ROUTE_PROTOCOL);
		s->vr.routes[0].protocol = STATIC_PROTOCOL;
	}
	if (s->vr.n_rules && !(s->vr.rules[0].has & HKA_HAS(HKA_A_RULE_PROTOCOL))) {
		s->vr.rules[0].has |= HKA_HAS(HKA_A_RULE_PROTOCOL);
		s->vr.rules[0].protocol = STATIC_PROTOCOL;
	}
	settings_settle(&s->vr);
	return 0;
}

/* Each by itself; the first of its kind in the file is right. */
static void check_clashes(struct wanted *w, struct diags *diags)
{
	struct routers all;
	unsigned int i, k, n;

	routers_index(&all, diags->arena, w->vrs, w->n_vrs, sizeof(*w->vrs));
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
}

void wanted_make(struct wanted *w, const struct command *commands, const char *lease,
		 struct diags *diags)
{
	unsigned int errors = diags->count[DIAG_ERROR];
	struct arena *arena = diags->arena;
	const struct command *c;

	*w = (struct wanted){
		.statics = room(arena, count(commands, NULL), sizeof(*w->statics)),
		.vrs = room(arena, count(commands, "vr"), sizeof(*w->vrs)),
		.groups = room(arena, count(commands, "group"), sizeof(*w->groups)),
		.tracks = room(arena, count(commands, "track"), sizeof(*w->tracks)),
	};
	for (c = commands; c; c = c->next) {
		/* The words are not written to. */
		struct args a = { .word = (char **)c->word + 3, .n = (int)c->words - 3, .configuration = true };
		const char *object = c->word[1];
		int err = is_static(c) ? take_static(w, c, &a, arena) : !strcmp(object, "vr") ? take_vr(w, c, &a, lease) :
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

	for (i = 0; i < w->n_statics; i++)
		hka_vr_clear(&w->statics[i].vr);
	for (i = 0; i < w->n_vrs; i++)
		hka_vr_clear(&w->vrs[i].vr);
	for (i = 0; i < w->n_groups; i++)
		hka_group_clear(&w->groups[i].group);
	for (i = 0; i < w->n_tracks; i++)
		hka_track_clear(&w->tracks[i].track);
	*w = (struct wanted){ 0 };
}

void wanted_remember(struct wanted *w, const struct wanted *old, struct arena *arena)
{
	const uint64_t secrets = HKA_HAS(HKA_A_VR_AUTH_TYPE) | HKA_HAS(HKA_A_VR_AUTH_DATA) |
				 HKA_HAS(HKA_A_VR_HMAC_KEY);
	struct routers before;
	unsigned int i, k, n;

	routers_index(&before, arena, old->vrs, old->n_vrs, sizeof(*old->vrs));
	for (i = 0; i < w->n_vrs; i++) {
		struct hka_vr **same = routers_find(&before, &w->vrs[i].vr, &n);

		for (k = 0; k < n; k++)
			if (settings_same_router(same[k], &w->vrs[i].vr) &&
			    !hka_vr_differ(same[k], &w->vrs[i].vr, secrets))
				w->vrs[i].told = ((struct wanted_vr *)same[k])->told;
	}
}
