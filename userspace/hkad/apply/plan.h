/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What has to be done for the kernel to have what is wanted: the least set of requests, in an
 * order in which each is possible and no address is given away that is to stay.
 */
#ifndef HKAD_PLAN_H
#define HKAD_PLAN_H

#include "wanted.h"

/* What there is; settled. */
struct present {
	struct hka_vr *vrs;
	struct hka_group *groups;
	struct hka_track *tracks;
	unsigned int n_vrs, n_groups, n_tracks;
};

enum step_kind {
	STEP_GROUP_NEW, STEP_GROUP_SET, STEP_GROUP_DEL,
	STEP_VR_NEW, STEP_VR_SET, STEP_VR_DEL,
	STEP_TRACK_NEW, STEP_TRACK_SET, STEP_TRACK_DEL,
};

struct step {
	enum step_kind kind;
	const char *name;		/* of what it is about */
	const struct node *node;	/* what it comes of; NULL: of nothing any more */
	union {				/* not of a DEL; lists in it are the wanted one's */
		const struct hka_vr *vr;
		const struct hka_group *group;
		const struct hka_track *track;
	};
	struct wanted_vr *tells;	/* its secrets are in it; or NULL */
};

struct plan {
	struct arena arena;		/* of all of it; its @out is what the makers begin with */
	struct step *step;
	unsigned int n, room;
};

/* From the kernel: 0, or -errno with hka_error(). present_free() in any case. */
int present_read(struct present *p, struct hka_client *c);
void present_free(struct present *p);

/*
 * Only routers on @lease, and what is theirs, are changed or deleted. What somebody else has
 * and is wanted, too, is an error in the diagnostics; then there is no step. @w stays as long as
 * the plan does, which ends with plan_free().
 */
void plan_make(struct plan *plan, struct wanted *w, const struct present *p, const char *lease,
	       struct diags *diags);
/* Everything that is on @lease goes. */
void plan_release(struct plan *plan, const struct present *p, const char *lease);
void plan_free(struct plan *plan);

/* 0, or -errno with hka_error(). */
int step_run(const struct step *s, struct hka_client *c);
/* As hkactl calls it: "vr add". */
bool step_deletes(const struct step *s);
const char *step_what(const struct step *s);

#endif
