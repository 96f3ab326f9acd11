/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is a configuration one? First each keyword by itself, with the table of keywords.h; then
 * what they say together.
 */
#ifndef HKAD_CHECK_H
#define HKAD_CHECK_H

#include "keywords.h"
#include "tree.h"

void check_keywords(struct node *root, struct diags *diags);
void check_meaning(const struct node *root, struct diags *diags);

/* The lines of a block that are no keywords. */
void check_lines(const struct node *node, enum body body, struct diags *diags);

/* The last keyword of that name, or of an alias of it, in a checked node's block; NULL: none. */
const struct node *node_find(const struct node *node, const char *name);

/* Values of words. False: it is none, or not within the bounds. */
bool value_int(const char *text, long long min, long long max, long long *value);
bool value_time(const char *text, long long *us);	/* decimal seconds */
bool value_address(const char *text, bool v4, bool v6);
bool value_bool(const char *text, bool *value);

#endif
