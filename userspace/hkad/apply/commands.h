/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a configuration to what the kernel module is told, in the words of hkactl(8): groups,
 * routers and trackers of their links, in the order in which they can be made.
 */
#ifndef HKAD_COMMANDS_H
#define HKAD_COMMANDS_H

#include "config/check.h"

struct command {
	struct command *next;
	const struct node *node;	/* what it comes of */
	unsigned int words;
	const char **word;
};

/* @root: checked, without errors. What the module cannot be told is in the diagnostics. */
struct command *commands_make(const struct node *root, struct arena *arena, struct diags *diags);
/* As lines for a shell. */
void commands_print(const struct command *c, FILE *out);

#endif
