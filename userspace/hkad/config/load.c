// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the order in which a configuration is read and checked. */
#include <string.h>

#include "load.h"

bool configuration_load(struct configuration *c, const struct load *from)
{
	struct lines *lines;

	diags_init(&c->diags, &c->arena);
	lines = lines_open(from->path, from->id, from->again, &c->arena, &c->diags);
	if (!lines)
		return false;
	if (from->limit)
		lines_limit(lines, from->limit);
	if (from->all_files)
		lines_need_files(lines);
	c->root = tree_read(lines, &c->arena, &c->diags);
	check_keywords(c->root, &c->diags);
	check_meaning(c->root, &c->diags);
	return !c->diags.count[DIAG_ERROR];
}

void configuration_free(struct configuration *c)
{
	arena_free(&c->arena);
	memset(c, 0, sizeof(*c));
}
