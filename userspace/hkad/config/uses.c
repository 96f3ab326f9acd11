// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the index; pure. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "instance.h"
#include "uses.h"

static void add_lines(struct uses *u, const struct node *of, const char *block, bool group)
{
	const struct node *lines = node_find(of, block), *line, *before;

	for (line = lines ? lines->first : NULL; line; line = line->next) {
		struct use_line *use;

		for (before = lines->first; before != line; before = before->next)
			if (!strcmp(before->word[0].text, line->word[0].text))
				break;
		if (before != line)
			continue;
		use = arena_alloc(u->arena, sizeof(*use));
		*use = (struct use_line){ .line = line, .of = of, .group = group };
		index_add(&u->index, u->arena, line->word[0].text, use);
	}
}

void uses_make(struct uses *u, const struct node *root, const char *block, struct arena *arena)
{
	static const char *const kinds[] = { "vrrp_sync_group", "vrrp_instance" };
	const struct node *node;

	*u = (struct uses){ .arena = arena };
	for (int i = 0; i < 2; i++)
		for (node = root->first; node; node = node->next)
			if (node->keyword && !strcmp(node->keyword->name, kinds[i]) && node_value(node))
				add_lines(u, node, block, !i);
}

const struct index_entry *uses_find(struct uses *u, const char *name, unsigned int *n)
{
	return index_find(&u->index, name, n);
}

long long node_number(const struct node *in, const char *keyword, long long without)
{
	const struct node *node = node_find(in, keyword);
	const struct keyword *k = node ? node->keyword : NULL;
	long long number;

	if (!node_value(node))
		return without;
	if (k && k->arg == ARG_TIME)
		return value_time(node_value(node), &number) ? number : without;
	return value_int(node_value(node), k->min, k->max, &number) ? number : without;
}
