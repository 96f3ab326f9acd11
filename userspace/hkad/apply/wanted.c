// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the requests. Touches nothing but memory, and the files of iproute2's names. */
#include <stdlib.h>
#include <string.h>

#include "routers.h"
#include "message.h"
#include "settings.h"
#include "wanted.h"
#include "words/requests.h"

struct taker {
	struct wanted *w;
	const char *lease;
	struct diags *diags;
	unsigned int before;	/* how many there were in them */
};

static unsigned int count_diags(const struct diags *d)
{
	return d->count[DIAG_NOTE] + d->count[DIAG_WARNING] + d->count[DIAG_ERROR];
}

/* Was something wrong with the line already? */
static bool is_said(const struct taker *t, const struct pos *pos)
{
	const struct diag *d = t->diags->first;

	for (unsigned int i = 0; i < t->before; i++, d = d->next)
		if (d->level == DIAG_ERROR && d->pos.line == pos->line && !strcmp(d->pos.file, pos->file))
			return true;
	return false;
}

static const char *what_is(const char *what)
{
	return !strcmp(what, "route") ? "a route" : !strcmp(what, "rule") ? "a rule" : "an address";
}

/* Where the wrong one of the words of @c stands, or what is missing would. */
static struct pos place(const struct command *c, const struct args *a, const struct origin **origin)
{
	bool missing = a->wrong && a->wrong == a->word;
	const ptrdiff_t at = (a->wrong && !missing ? a->wrong : a->word - 1) - (char **)c->word;

	*origin = &c->origin[at];
	return node_pos((*origin)->node, missing ? (*origin)->node->words : (*origin)->word);
}

/* @what: of a line of such a list; NULL: of none. */
static void say(const struct taker *t, const struct command *c, const struct args *a, const char *what)
{
	struct diags *diags = t->diags;
	const struct origin *origin;
	const struct pos pos = place(c, a, &origin);
	const char *word, *meant;

	if (is_said(t, &pos))
		return;
	if (!a->known || !what) {
		diag(diags, DIAG_ERROR, &pos, "%s", a->error);
		return;
	}
	word = origin->node->word[origin->word].text;
	meant = nearest(word, args_known, a->known);
	diag(diags, DIAG_ERROR, &pos, meant ? "%s does not know %s: did you mean %s?" : "%s does not know %s", what_is(what),
	     word, meant);
}

/* The words from @from to before @end. They are not written to. */
static struct args words(const struct command *c, unsigned int from, unsigned int end)
{
	return (struct args){ .word = (char **)c->word + from, .n = (int)(end - from), .configuration = true };
}

/* Those behind "add", but for the lists. */
static struct args own_words(const struct command *c)
{
	return words(c, 3, c->line ? c->line->from - 1 : c->words);
}

/* Each line by itself: what is wrong with one says nothing of the others. */
static void take_lines(const struct taker *t, const struct command *c, struct hka_vr *vr)
{
	const char *full = NULL;

	for (const struct command_line *l = c->line; l; l = l->next) {
		struct args a = words(c, l->from, l->end);

		if ((full && !strcmp(full, l->what)) || !vr_args_line(&a, l->what, vr))
			continue;
		say(t, c, &a, l->what);
		full = a.full ? l->what : full;
	}
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

/* @c without the words that come of the line. */
static struct command without(const struct command *c, const struct node *line, struct arena *arena)
{
	struct command left = { .node = c->node };
	struct origin *origin = room(arena, c->words, sizeof(*origin));

	left.word = room(arena, c->words, sizeof(*left.word));
	for (unsigned int i = 0; i < c->words; i++)
		if (c->origin[i].node != line) {
			origin[left.words] = c->origin[i];
			left.word[left.words++] = c->word[i];
		}
	left.origin = origin;
	return left;
}

/* What is no list. Each keyword that is wrong is told; what the router lacks without them is not. */
static bool take_own(const struct taker *t, const struct command *c, struct hka_vr *vr)
{
	const struct command_line *lists = c->line;
	struct command left = *c;
	struct args name = words(c, 3, 4);
	bool good = !args_vrname(&name, args_next(&name), vr->name);

	if (lists)
		left.words = lists->from - 1;
	left.line = NULL;
	if (!good) {
		say(t, c, &name, NULL);
		left = without(&left, NULL, t->diags->arena);
		left.word[3] = "nameless";
	}
	for (;;) {
		struct args a = own_words(&left);
		const struct origin *origin;

		if (!vr_args_add(&a, vr))
			return good;
		place(&left, &a, &origin);
		if (good || origin->node != c->node)
			say(t, &left, &a, NULL);
		good = false;
		if (origin->node == c->node)
			return false;
		hka_vr_clear(vr);
		left = without(&left, origin->node, t->diags->arena);
	}
}

static void take_vr(const struct taker *t, const struct command *c)
{
	struct wanted_vr *v = &t->w->vrs[t->w->n_vrs++];

	v->node = c->node;
	if (!take_own(t, c, &v->vr))
		v->vr.vrid = 0;		/* nobody clashes with it */
	v->vr.has |= HKA_HAS(HKA_A_VR_LEASE);
	v->vr.lease.has |= HKA_HAS(HKA_A_TIE_NAME);
	snprintf(v->vr.lease.name, sizeof(v->vr.lease.name), "%s", t->lease);
	take_lines(t, c, &v->vr);
	settings_settle(&v->vr);
}

/* The word behind "add" is the name of a group, or of a tracker. */
static void take_group(const struct taker *t, const struct command *c)
{
	struct wanted_group *g = &t->w->groups[t->w->n_groups++];
	struct args a = own_words(c);

	g->node = c->node;
	g->group.has = HKA_HAS(HKA_A_GROUP_NAME);
	if (args_vrname(&a, args_next(&a), g->group.name) || group_args_add(&a, &g->group))
		say(t, c, &a, NULL);
	settings_settle_group(&g->group);
}

/* "group set", of which only the leader is told: the group has been taken. */
static void take_leader(const struct taker *t, const struct command *c)
{
	struct hka_group req = { .has = HKA_HAS(HKA_A_GROUP_NAME) };
	struct args a = own_words(c);

	if (args_vrname(&a, args_next(&a), req.name) || group_args_set(&a, &req)) {
		say(t, c, &a, NULL);
		return;
	}
	for (unsigned int i = 0; i < t->w->n_groups; i++)
		if (t->w->groups[i].node == c->node)
			memcpy(t->w->groups[i].leader, req.leader, sizeof(req.leader));
}

static void take_track(const struct taker *t, const struct command *c)
{
	struct wanted_track *k = &t->w->tracks[t->w->n_tracks++];
	struct args a = own_words(c);

	k->node = c->node;
	k->track.has = HKA_HAS(HKA_A_TRACK_NAME);
	if (args_vrname(&a, args_next(&a), k->track.name) || track_args_add(&a, &k->track))
		say(t, c, &a, NULL);
	settings_settle_track(&k->track);
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

/* What ip's words say is what a router's would. */
static void take_static(const struct taker *t, const struct command *c)
{
	struct wanted_static *s = &t->w->statics[t->w->n_statics++];

	s->node = c->node;
	s->text = join(t->diags->arena, c);
	s->group = static_group(c->node);
	s->no_track = node_says(c->node, "no_track");
	take_lines(t, c, &s->vr);
	if (s->vr.n_routes && !(s->vr.routes[0].has & HKA_HAS(HKA_A_ROUTE_PROTOCOL))) {
		s->vr.routes[0].has |= HKA_HAS(HKA_A_ROUTE_PROTOCOL);
		s->vr.routes[0].protocol = STATIC_PROTOCOL;
	}
	if (s->vr.n_rules && !(s->vr.rules[0].has & HKA_HAS(HKA_A_RULE_PROTOCOL))) {
		s->vr.rules[0].has |= HKA_HAS(HKA_A_RULE_PROTOCOL);
		s->vr.rules[0].protocol = STATIC_PROTOCOL;
	}
	settings_settle(&s->vr);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp((*(struct wanted_static *const *)a)->text, (*(struct wanted_static *const *)b)->text);
}

static void sort_statics(struct wanted *w, struct arena *arena)
{
	w->by_text = room(arena, w->n_statics, sizeof(*w->by_text));
	for (unsigned int i = 0; i < w->n_statics; i++)
		w->by_text[i] = &w->statics[i];
	qsort(w->by_text, w->n_statics, sizeof(*w->by_text), compare_texts);
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

			if (!v->vr.vrid || !settings_clash(same[k], &v->vr))
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
	const struct taker t = { .w = w, .lease = lease, .diags = diags, .before = count_diags(diags) };
	struct arena *arena = diags->arena;
	const struct command *c;

	*w = (struct wanted){
		.statics = room(arena, count(commands, NULL), sizeof(*w->statics)),
		.vrs = room(arena, count(commands, "vr"), sizeof(*w->vrs)),
		.groups = room(arena, count(commands, "group"), sizeof(*w->groups)),
		.tracks = room(arena, count(commands, "track"), sizeof(*w->tracks)),
	};
	for (c = commands; c; c = c->next)
		if (is_static(c))
			take_static(&t, c);
		else if (!strcmp(c->word[1], "vr"))
			take_vr(&t, c);
		else if (!strcmp(c->word[1], "group") && !strcmp(c->word[2], "add"))
			take_group(&t, c);
		else if (!strcmp(c->word[1], "group"))
			take_leader(&t, c);
		else
			take_track(&t, c);
	sort_statics(w, arena);
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
