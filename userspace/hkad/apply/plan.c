// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns what is whose, and the order of the steps: groups first, then routers that go, so that
 * their addresses are free, routers that stay, those that give an address away before those that
 * get one, new routers, trackers, and last what nobody is in any more. Touches nothing but memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/index.h"
#include "plan.h"
#include "routers.h"
#include "settings.h"
#include "track/tracked.h"

struct planner {
	struct plan *plan;
	struct wanted *w;
	const struct present *p;
	const char *lease;
	struct diags *diags;
	/* What there is by name, and routers by their group; what there is to be. */
	struct index vrs, groups, tracks, members, wanted_vrs, wanted_groups, wanted_tracks;
	bool *dissolved;		/* by place in p->groups: it goes, and another of its name comes */
	struct wanted_vr **becomes;	/* by place in p->vrs: what each of them is to be, or NULL */
	const struct hka_vr **was;	/* by place in w->vrs: what it is now, or NULL */
};

static void *room(struct planner *pl, size_t n, size_t size)
{
	return arena_alloc(&pl->plan->arena, (n ? n : 1) * size);
}

static struct step *add(struct planner *pl, enum step_kind kind, const char *name,
			const struct node *node)
{
	struct plan *plan = pl->plan;
	struct step *s;

	if (plan->n == plan->room) {
		unsigned int room = plan->room ? 2 * plan->room : 16;
		struct step *more = arena_alloc(&plan->arena, room * sizeof(*more));

		if (plan->n)
			memcpy(more, plan->step, plan->n * sizeof(*more));
		plan->step = more;
		plan->room = room;
	}
	s = &plan->step[plan->n++];
	*s = (struct step){
		.kind = kind, .name = arena_copy(&plan->arena, name, strlen(name)), .node = node,
	};
	return s;
}

static void refuse(struct planner *pl, const struct node *node, const char *kind, const char *name,
		   const char *what)
{
	const struct pos pos = node_pos(node, 0);

	diag(pl->diags, DIAG_ERROR, &pos, "there is a %s %s in the kernel already %s", kind, name, what);
}

/* ---- what is whose ---- */

static bool is_ours(const struct planner *pl, const struct hka_vr *vr)
{
	return vr->has & HKA_HAS(HKA_A_VR_LEASE) && !strcmp(vr->lease.name, pl->lease);
}

static const struct hka_vr *named(struct planner *pl, const char *name)
{
	return index_get(&pl->vrs, name);
}

enum owner { NOBODY, OURS, OTHERS };

static enum owner owner_of_group(struct planner *pl, const char *name)
{
	unsigned int n;
	const struct index_entry *e = index_find(&pl->members, name, &n);

	for (unsigned int i = 0; i < n; i++)
		if (!is_ours(pl, e[i].what))
			return OTHERS;
	return n ? OURS : NOBODY;
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);

	return len > end && !strcmp(name + len - end, suffix);
}

/* As hkad calls them: WHOM-DEVICE, and WHAT-KIND. */
static bool is_track_name(const struct hka_track *t)
{
	size_t len = strlen(t->name), end = strlen(t->ifname);

	if (t->kind == HKA_TRACK_KIND_NAMED)
		return ends_with(t->name, STATIC_SUFFIX) || ends_with(t->name, SCRIPT_SUFFIX) ||
		       ends_with(t->name, FILE_SUFFIX);
	return len > end + 1 && t->name[len - end - 1] == '-' && !strcmp(t->name + len - end, t->ifname);
}

/* Those of our routers. */
static enum owner owner_of_track(struct planner *pl, const struct hka_track *t)
{
	enum owner owner = NOBODY;

	if (!is_track_name(t))
		return OTHERS;
	for (unsigned int i = 0; i < t->n_members; i++) {
		const struct hka_member *m = &t->members[i];
		const struct hka_vr *vr = m->group[0] ? NULL : named(pl, m->vr);

		if (m->group[0] ? owner_of_group(pl, m->group) == OTHERS : !vr || !is_ours(pl, vr))
			return OTHERS;
		owner = OURS;
	}
	return owner;
}

/* ---- routers ---- */

/* Which of those there are is which of the wanted ones. */
static void match(struct planner *pl)
{
	struct routers all;
	unsigned int i, k, n;

	routers_index(&all, &pl->plan->arena, pl->p->vrs, pl->p->n_vrs, sizeof(*pl->p->vrs));
	for (i = 0; i < pl->w->n_vrs; i++) {
		struct wanted_vr *v = &pl->w->vrs[i];
		struct hka_vr **same = routers_find(&all, &v->vr, &n);

		for (k = 0; k < n; k++) {
			size_t at = (size_t)(same[k] - pl->p->vrs);

			if (!is_ours(pl, same[k])) {
				if (settings_clash(same[k], &v->vr))
					refuse(pl, v->node, "router", same[k]->name,
					       "with this interface, virtual_router_id and family, "
					       "which is not of this hkad");
			} else if (!pl->becomes[at] && !pl->was[i] &&
				   settings_same_router(same[k], &v->vr)) {
				pl->becomes[at] = v;
				pl->was[i] = same[k];
			}
		}
	}
}

static void check_names(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->w->n_vrs; i++) {
		const struct wanted_vr *v = &pl->w->vrs[i];
		const struct hka_vr *vr = named(pl, v->vr.name);

		if (vr && !is_ours(pl, vr))
			refuse(pl, v->node, "router", vr->name, "which is not of this hkad");
	}
}

static void delete_routers(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->p->n_vrs; i++)
		if (is_ours(pl, &pl->p->vrs[i]) && !pl->becomes[i])
			add(pl, STEP_VR_DEL, pl->p->vrs[i].name, NULL);
}

/* A router that is to be called something else, and what it is called so far. */
struct renaming {
	struct wanted_vr *v;
	const char *now;
	int *place;	/* -1: it has been, or will be with others */
};

static void rename_one(struct planner *pl, struct renaming *r, const char *name)
{
	struct hka_vr *req = room(pl, 1, sizeof(*req));
	struct step *s = add(pl, STEP_VR_SET, r->now, r->v->node);

	req->has = HKA_HAS(HKA_A_VR_NAME) | HKA_HAS(HKA_A_VR_RENAME);
	strcpy(req->name, r->now);
	strcpy(req->rename, name);
	s->vr = req;
	r->now = req->rename;
}

/* Does @last want the name that @first has? */
static bool closes(const struct renaming *first, const struct renaming *last)
{
	return !strcmp(last->v->vr.name, first->now);
}

/* Which router has the name that @r[@i] is to have, and is to be called something else: its place, or -1. */
static int in_the_way(struct planner *pl, const struct renaming *r, const int *place, int i)
{
	const struct hka_vr *vr = named(pl, r[i].v->vr.name);

	return vr ? place[vr - pl->p->vrs] : -1;
}

/*
 * Who has the name that another one is to get is renamed before it. Where they want each other's
 * in a circle, one steps aside.
 */
static void rename_routers(struct planner *pl)
{
	struct renaming *r = room(pl, pl->p->n_vrs, sizeof(*r));
	int *place = room(pl, pl->p->n_vrs, sizeof(*place)), *chain = room(pl, pl->p->n_vrs, sizeof(*chain));
	char aside[HKA_NAME_MAX + 1];
	int n = 0, len, next;

	for (unsigned int i = 0; i < pl->p->n_vrs; i++) {
		place[i] = -1;
		if (pl->becomes[i] && strcmp(pl->becomes[i]->vr.name, pl->p->vrs[i].name)) {
			place[i] = n;
			r[n++] = (struct renaming){ pl->becomes[i], pl->p->vrs[i].name, &place[i] };
		}
	}
	for (int i = 0; i < n; i++) {
		if (*r[i].place < 0)
			continue;
		for (len = 0, next = i; next >= 0; next = in_the_way(pl, r, place, next)) {
			chain[len++] = next;
			*r[next].place = -1;
			if (closes(&r[i], &r[next])) {
				snprintf(aside, sizeof(aside), "%.*s~", HKA_NAME_MAX - 1, r[i].now);
				rename_one(pl, &r[i], aside);
			}
		}
		while (len) {
			struct renaming *last = &r[chain[--len]];

			rename_one(pl, last, last->v->vr.name);
		}
	}
}

static bool gives_away(const struct hka_vr *now, const struct hka_vr *then)
{
	for (unsigned int i = 0; i < now->n_vips; i++) {
		const struct hka_ip *ip = &now->vips[i].address;
		unsigned int k = 0;

		while (k < then->n_vips && memcmp(then->vips[k].address.b, ip->b, sizeof(ip->b)))
			k++;
		if (k == then->n_vips)
			return true;
	}
	return false;
}

static bool is_dissolved(struct planner *pl, const char *group)
{
	const struct hka_group *g = group[0] ? index_get(&pl->groups, group) : NULL;

	return g && pl->dissolved[g - pl->p->groups];
}

static void change_routers(struct planner *pl)
{
	for (int pass = 0; pass < 2; pass++)
		for (unsigned int i = 0; i < pl->w->n_vrs; i++) {
			struct wanted_vr *v = &pl->w->vrs[i];
			const struct hka_vr *now = pl->was[i];
			struct hka_vr req, alone, *kept;
			struct step *s;

			if (now && is_dissolved(pl, now->in_group)) {
				alone = *now;
				alone.in_group[0] = '\0';
				alone.has &= ~HKA_HAS(HKA_A_VR_IN_GROUP);
				now = &alone;
			}
			if (!now || gives_away(now, &v->vr) == (bool)pass ||
			    !settings_change(&v->vr, now, !v->told, &req))
				continue;
			kept = room(pl, 1, sizeof(*kept));
			*kept = req;
			kept->has |= HKA_HAS(HKA_A_VR_NAME);
			if (kept->has & HKA_HAS(HKA_A_VR_HMAC_KEY)) {
				kept->hmac_keys = room(pl, v->vr.n_hmac_keys + now->n_hmac_keys,
						       sizeof(*kept->hmac_keys));
				kept->n_hmac_keys = settings_keys(&v->vr, now, kept->hmac_keys);
			}
			s = add(pl, STEP_VR_SET, v->vr.name, v->node);
			s->vr = kept;
			s->tells = v->told ? NULL : v;
		}
}

static void make_routers(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->w->n_vrs; i++) {
		struct wanted_vr *v = &pl->w->vrs[i];
		struct step *s;

		if (pl->was[i])
			continue;
		s = add(pl, STEP_VR_NEW, v->vr.name, v->node);
		s->vr = &v->vr;
		s->tells = v;
	}
}

/* ---- groups ---- */

/* What is to lead the group now, if it is in it already, by the name it has so far. */
static const char *leader_now(struct planner *pl, const struct wanted_group *g)
{
	const struct wanted_vr *v = g->leader[0] ? index_get(&pl->wanted_vrs, g->leader) : NULL;
	const struct hka_vr *was = v ? pl->was[v - pl->w->vrs] : NULL;

	return was && !strcmp(was->in_group, g->group.name) && !is_dissolved(pl, was->in_group) ? was->name : NULL;
}

static void set_leader(struct hka_group *req, const char *leader)
{
	req->has |= HKA_HAS(HKA_A_GROUP_LEADER);
	snprintf(req->leader, sizeof(req->leader), "%s", leader);
}

/* The leader is another one before the old one goes. */
static void change_group(struct planner *pl, const struct wanted_group *g, const struct hka_group *now)
{
	const uint64_t settings = HKA_HAS(HKA_A_GROUP_TRACK_WEIGHT) | HKA_HAS(HKA_A_GROUP_FOLLOW_INTERVAL) |
				  HKA_HAS(HKA_A_GROUP_ON_LOSS);
	const char *leader = leader_now(pl, g);
	struct hka_group *req = room(pl, 1, sizeof(*req));

	*req = g->group;
	req->has = hka_group_differ(&g->group, now, settings);
	if (leader && strcmp(leader, now->leader))
		set_leader(req, leader);
	if (!req->has)
		return;
	req->has |= HKA_HAS(HKA_A_GROUP_NAME);
	add(pl, STEP_GROUP_SET, now->name, g->node)->group = req;
}

static void make_groups(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->w->n_groups; i++) {
		const struct wanted_group *g = &pl->w->groups[i];
		const struct hka_group *now = index_get(&pl->groups, g->group.name);
		enum owner owner = now ? owner_of_group(pl, now->name) : OURS;

		if (owner == OTHERS || (owner == NOBODY && now->kind != g->group.kind)) {
			refuse(pl, g->node, "group", now->name, "which is not of this hkad");
		} else if (now && now->kind == g->group.kind) {
			change_group(pl, g, now);
		} else {
			if (now) {
				pl->dissolved[now - pl->p->groups] = true;
				add(pl, STEP_GROUP_DEL, now->name, g->node);
			}
			add(pl, STEP_GROUP_NEW, g->group.name, g->node)->group = &g->group;
		}
	}
}

/* Those that come into their group in this plan. */
static void make_leaders(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->w->n_groups; i++) {
		const struct wanted_group *g = &pl->w->groups[i];
		struct hka_group *req;

		if (!g->leader[0] || leader_now(pl, g))
			continue;
		req = room(pl, 1, sizeof(*req));
		*req = g->group;
		req->has = HKA_HAS(HKA_A_GROUP_NAME);
		set_leader(req, g->leader);
		add(pl, STEP_GROUP_SET, g->group.name, g->node)->group = req;
	}
}

static void delete_groups(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->p->n_groups; i++) {
		const char *name = pl->p->groups[i].name;

		if (!index_get(&pl->wanted_groups, name) && owner_of_group(pl, name) == OURS)
			add(pl, STEP_GROUP_DEL, name, NULL);
	}
}

/* ---- trackers ---- */

/* A tracker that stays knows its routers by the names they will have, and loses those that go. */
static void rename_members(struct planner *pl, const struct hka_track *now, struct hka_track *then)
{
	*then = *now;
	then->members = room(pl, now->n_members, sizeof(*now->members));
	then->n_members = 0;
	for (unsigned int i = 0; i < now->n_members; i++) {
		const struct hka_member *m = &now->members[i];
		const struct hka_vr *vr = m->group[0] ? NULL : named(pl, m->vr);
		const struct wanted_vr *v = vr ? pl->becomes[vr - pl->p->vrs] : NULL;

		if ((vr && !v) || is_dissolved(pl, m->group))
			continue;
		then->members[then->n_members] = *m;
		if (v)
			strcpy(then->members[then->n_members].vr, v->vr.name);
		then->n_members++;
	}
	if (!then->n_members)
		then->has &= ~HKA_HAS(HKA_A_TRACK_MEMBER);
	settings_settle_track(then);
}

static void make_trackers(struct planner *pl)
{
	const uint64_t settings = HKA_HAS(HKA_A_TRACK_UP_DELAY) | HKA_HAS(HKA_A_TRACK_DOWN_DELAY) |
				  HKA_HAS(HKA_A_TRACK_MEMBER);

	for (unsigned int i = 0; i < pl->w->n_tracks; i++) {
		const struct wanted_track *t = &pl->w->tracks[i];
		const struct hka_track *now = index_get(&pl->tracks, t->track.name);
		struct hka_track *req, then;

		if (now && (owner_of_track(pl, now) == OTHERS || now->kind != t->track.kind ||
			    strcmp(now->ifname, t->track.ifname))) {
			refuse(pl, t->node, "tracker", now->name, "which is not of this hkad");
			continue;
		}
		if (!now) {
			add(pl, STEP_TRACK_NEW, t->track.name, t->node)->track = &t->track;
			continue;
		}
		rename_members(pl, now, &then);
		if (hka_track_differ(&t->track, &then, settings)) {
			req = room(pl, 1, sizeof(*req));
			*req = t->track;
			req->has = HKA_HAS(HKA_A_TRACK_NAME) |
				   hka_track_differ(&t->track, &then, settings);
			add(pl, STEP_TRACK_SET, now->name, t->node)->track = req;
		}
	}
}

static void delete_trackers(struct planner *pl)
{
	for (unsigned int i = 0; i < pl->p->n_tracks; i++) {
		const struct hka_track *now = &pl->p->tracks[i];

		if (!index_get(&pl->wanted_tracks, now->name) && owner_of_track(pl, now) == OURS)
			add(pl, STEP_TRACK_DEL, now->name, NULL);
	}
}

/* ---- a plan ---- */

static void begin(struct planner *pl)
{
	const struct present *p = pl->p;
	const struct wanted *w = pl->w;
	struct arena *a = &pl->plan->arena;
	unsigned int i;

	pl->becomes = room(pl, p->n_vrs, sizeof(*pl->becomes));
	pl->was = room(pl, w->n_vrs, sizeof(*pl->was));
	pl->dissolved = room(pl, p->n_groups, sizeof(*pl->dissolved));
	for (i = 0; i < w->n_vrs; i++)
		index_add(&pl->wanted_vrs, a, w->vrs[i].vr.name, &w->vrs[i]);
	for (i = 0; i < p->n_vrs; i++) {
		index_add(&pl->vrs, a, p->vrs[i].name, &p->vrs[i]);
		index_add(&pl->members, a, p->vrs[i].in_group, &p->vrs[i]);
	}
	for (i = 0; i < p->n_groups; i++)
		index_add(&pl->groups, a, p->groups[i].name, &p->groups[i]);
	for (i = 0; i < p->n_tracks; i++)
		index_add(&pl->tracks, a, p->tracks[i].name, &p->tracks[i]);
	for (i = 0; i < w->n_groups; i++)
		index_add(&pl->wanted_groups, a, w->groups[i].group.name, &w->groups[i]);
	for (i = 0; i < w->n_tracks; i++)
		index_add(&pl->wanted_tracks, a, w->tracks[i].track.name, &w->tracks[i]);
}

void plan_make(struct plan *plan, struct wanted *w, const struct present *p, const char *lease,
	       struct diags *diags)
{
	struct planner pl = { .plan = plan, .w = w, .p = p, .lease = lease, .diags = diags };
	unsigned int errors = diags->count[DIAG_ERROR];

	begin(&pl);
	match(&pl);
	check_names(&pl);
	make_groups(&pl);
	delete_routers(&pl);
	rename_routers(&pl);
	change_routers(&pl);
	make_routers(&pl);
	make_leaders(&pl);
	make_trackers(&pl);
	delete_trackers(&pl);
	delete_groups(&pl);
	if (diags->count[DIAG_ERROR] != errors)
		plan->n = 0;
}

void plan_release(struct plan *plan, const struct present *p, const char *lease)
{
	struct wanted nothing = { 0 };
	struct planner pl = { .plan = plan, .w = &nothing, .p = p, .lease = lease };

	begin(&pl);
	/* Before their routers, by which they are found to be ours. */
	delete_trackers(&pl);
	delete_routers(&pl);
	delete_groups(&pl);
}

void plan_free(struct plan *plan)
{
	arena_free(&plan->arena);
	*plan = (struct plan){ 0 };
}

int present_read(struct present *p, struct hka_client *c)
{
	unsigned int i;
	int err;

	*p = (struct present){ 0 };
	err = hka_vr_dump(c, NULL, &p->vrs, &p->n_vrs);
	if (!err)
		err = hka_group_dump(c, &p->groups, &p->n_groups);
	if (!err)
		err = hka_track_dump(c, &p->tracks, &p->n_tracks);
	for (i = 0; i < p->n_vrs; i++)
		settings_settle(&p->vrs[i]);
	for (i = 0; i < p->n_groups; i++)
		settings_settle_group(&p->groups[i]);
	for (i = 0; i < p->n_tracks; i++)
		settings_settle_track(&p->tracks[i]);
	return err;
}

void present_free(struct present *p)
{
	hka_vrs_free(p->vrs, p->n_vrs);
	hka_groups_free(p->groups, p->n_groups);
	hka_tracks_free(p->tracks, p->n_tracks);
	*p = (struct present){ 0 };
}

int step_run(const struct step *s, struct hka_client *c)
{
	switch (s->kind) {
	case STEP_GROUP_NEW:
		return hka_group_new(c, s->group);
	case STEP_GROUP_SET:
		return hka_group_set(c, s->group);
	case STEP_GROUP_DEL:
		return hka_group_del(c, s->name);
	case STEP_VR_NEW:
		return hka_vr_new(c, s->vr, NULL);
	case STEP_VR_SET:
		return hka_vr_set(c, s->vr);
	case STEP_VR_DEL:
		return hka_vr_del(c, s->name);
	case STEP_TRACK_NEW:
		return hka_track_new(c, s->track);
	case STEP_TRACK_SET:
		return hka_track_set(c, s->track);
	case STEP_TRACK_DEL:
		return hka_track_del(c, s->name);
	}
	return 0;
}

bool step_deletes(const struct step *s)
{
	return s->kind == STEP_VR_DEL || s->kind == STEP_GROUP_DEL || s->kind == STEP_TRACK_DEL;
}

const char *step_what(const struct step *s)
{
	static const char *const words[] = {
		[STEP_GROUP_NEW] = "group add", [STEP_GROUP_SET] = "group set", [STEP_GROUP_DEL] = "group del",
		[STEP_VR_NEW] = "vr add", [STEP_VR_SET] = "vr set", [STEP_VR_DEL] = "vr del",
		[STEP_TRACK_NEW] = "track add", [STEP_TRACK_SET] = "track set", [STEP_TRACK_DEL] = "track del",
	};

	return words[s->kind];
}
