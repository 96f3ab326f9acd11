/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration as a whole: read, checked, and what is wrong with it. */
#ifndef HKAD_LOAD_H
#define HKAD_LOAD_H

#include "check.h"

struct configuration {
	struct arena arena;	/* of everything here */
	struct diags diags;
	struct node *root;	/* checked; NULL: the file cannot be read */
};

struct load {
	const char *path, *id;	/* the file, and what @id lines are compared with */
	bool again;		/* the same file is to be read later: it is no pipe */
	bool all_files;		/* lines_need_files() */
	bool no_routers;	/* whoever applies it leaves the routers out */
	unsigned long limit;	/* lines_limit(), if it is not 0 */
};

/* @c: zero, but for the arena's @out. False: there is an error, in c->diags. Whatever it is, configuration_free() goes with it. */
bool configuration_load(struct configuration *c, const struct load *from);
void configuration_free(struct configuration *c);

#endif
