/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a configuration says of the scripts and files that routers track: what is run, as whom and
 * how often, and what is read. Only of those that somebody tracks.
 */
#ifndef HKAD_TRACKED_H
#define HKAD_TRACKED_H

#include <stdint.h>

#include "config/check.h"
#include "users.h"

/* Behind its name: the tracker in the kernel that has its result. */
#define SCRIPT_SUFFIX	"-script"
#define FILE_SUFFIX	"-file"

/* What hka-run is to run. */
struct program {
	char **argv;		/* the first is a path, from / on */
	unsigned int words;
	struct user user;
	bool secure;		/* not as root, if anybody else can change it */
};

struct tracked_script {
	const struct node *node;
	const char *name, *tracker;
	struct program program;
	uint64_t interval, timeout;	/* us */
	unsigned int rise, fall;
	bool init_fail;
	bool keep;		/* a timeout is no failure: the result stays */
};

struct tracked_file {
	const struct node *node;
	const char *name, *tracker, *path;
	bool init, overwrite;	/* it is made at start */
	int value;		/* and has that then */
};

struct tracked {
	struct tracked_script *scripts;
	struct tracked_file *files;
	unsigned int n_scripts, n_files;
};

/* @root: checked; what is wrong there is left out. Of @arena, as the tree is. */
void tracked_make(struct tracked *t, const struct node *root, struct arena *arena, struct diags *diags);
bool program_equal(const struct program *a, const struct program *b);

#endif
