/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a configuration wants to be in the kernel: groups, routers and trackers as requests, every
 * setting of which is there, and each router tied to this hkad's lease; and what the host has
 * without them.
 */
#ifndef HKAD_WANTED_H
#define HKAD_WANTED_H

#include "commands.h"
#include "hka.h"

struct wanted_vr {
	struct hka_vr vr;		/* settled */
	const struct node *node;	/* where it stands */
	bool told;			/* the kernel has its secrets */
};

struct wanted_group {
	struct hka_group group;
	char leader[HKA_NAME_MAX + 1];	/* a wanted router; empty: whoever it is */
	const struct node *node;
};

struct wanted_track {
	struct hka_track track;
	const struct node *node;
};

/* A static address, route or rule. */
struct wanted_static {
	struct hka_vr vr;	/* has that, and nothing else of a router */
	const struct node *node;
	char *text;		/* its command; two of them that are alike are the same */
	const char *group;	/* track_group, or NULL */
	bool no_track;		/* nobody cares if it is removed */
	bool there;		/* it has been installed */
	int error;		/* why it is not, as an errno; 0: it is, or nobody tried */
};

struct wanted {
	struct wanted_static *statics;
	struct wanted_static **by_text;	/* the same, in the order of their texts */
	unsigned int n_statics;
	struct wanted_vr *vrs;
	struct wanted_group *groups;
	struct wanted_track *tracks;
	unsigned int n_vrs, n_groups, n_tracks;
};

/*
 * @commands: of a configuration, which stays. What is no request, or clashes with another one, is an
 * error in the diagnostics, unless its line has one already; their arena has the structures, whose
 * lists are of wanted_free(), in any case. With an error they are good for nothing else.
 */
void wanted_make(struct wanted *w, const struct command *commands, const char *lease,
		 struct diags *diags);
void wanted_free(struct wanted *w);
/* Routers whose secrets are those they had in @old, which the kernel was told, need not tell them. @arena: @w's. */
void wanted_remember(struct wanted *w, const struct wanted *old, struct arena *arena);

#endif
