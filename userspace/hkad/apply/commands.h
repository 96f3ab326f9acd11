/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a configuration to what the kernel is told, in the order in which that can be: static
 * addresses, routes and rules in the words of ip(8), and groups, routers and trackers of their
 * links in those of hkactl(8).
 */
#ifndef HKAD_COMMANDS_H
#define HKAD_COMMANDS_H

#include "config/check.h"
#include "hka.h"

/* Where a word of a command comes of: the @word-th one of a line. */
struct origin {
	const struct node *node;
	unsigned int word;
};

/* The words of a command, from one to before another, that are of one line of a list. */
struct command_line {
	struct command_line *next;
	const char *what;	/* vip, excluded, route or rule, which they stand behind */
	unsigned int from, end;
};

struct command {
	struct command *next;
	const struct node *node;	/* what it comes of */
	unsigned int words;
	const char **word;
	const struct origin *origin;	/* of each word */
	const struct command_line *line;	/* the lists, which have the rest of the words, or NULL */
};

/* Behind a track_group's name: the tracker that says whether its static lines are there. */
#define STATIC_SUFFIX "-static"

/* The track_group that a static line names; NULL: none. */
const char *static_group(const struct node *line);
bool node_says(const struct node *line, const char *word);

/* What hkad's routers of that configuration depend on. -ENAMETOOLONG: it was cut. */
int commands_lease(const struct node *root, char lease[HKA_NAME_MAX + 1]);
/* @root: checked; what is wrong there is not said again. What the module cannot be told is in the diagnostics. */
struct command *commands_make(const struct node *root, struct arena *arena, struct diags *diags);
/* As lines for a shell. */
void commands_print(const struct command *c, FILE *out);

#endif
