/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who tracks what, of a checked tree: instances and sync groups by the name of what they track. */
#ifndef HKAD_USES_H
#define HKAD_USES_H

#include "index.h"
#include "tree.h"

/* A line of a track_script, or the like. */
struct use_line {
	const struct node *line, *of;	/* and the instance or group that it stands in */
	bool group;
};

struct uses {
	struct index index;
	struct arena *arena;
};

/* @block: "track_script", "track_file". */
void uses_make(struct uses *u, const struct node *root, const char *block, struct arena *arena);
/* The lines about that name, those of groups first; one of an instance or group alone. NULL: nobody tracks it. */
const struct index_entry *uses_find(struct uses *u, const char *name, unsigned int *n);

/* A checked word of a script, a time or a number of it; what is not said is the keyword's default, or @without. */
long long node_number(const struct node *in, const char *keyword, long long without);

#endif
