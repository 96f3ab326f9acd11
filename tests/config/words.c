// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints what the reader of a configuration makes of it, one node a line, [word] by [word],
 * blocks indented; a script's words behind its line.
 *
 *	words FILE [ID]
 */
#include <string.h>

#include "config/tree.h"

static void print(const struct node *node, int depth, struct arena *arena)
{
	for (const struct node *n = node->first; n; n = n->next) {
		printf("%*s", depth * 2, "");
		for (unsigned int i = 0; i < n->words; i++)
			printf("%s[%s]", i ? " " : "", n->word[i].text);
		if (n->words == 2 && !strncmp(n->word[0].text, "script", 6)) {
			const char *error;
			unsigned int words;
			char **word = words_split(arena, n->word[1].text, &words, &error);

			printf(" =");
			for (unsigned int i = 0; word && i < words; i++)
				printf(" <%s>", word[i]);
			if (!word)
				printf(" %s", error);
		}
		puts(n->block ? " {" : "");
		if (n->block)
			print(n, depth + 1, arena);
	}
}

int main(int argc, char **argv)
{
	struct arena arena = { 0 };
	struct diags diags;
	struct lines *lines;

	if (argc < 2)
		return 2;
	diags_init(&diags, &arena);
	lines = lines_open(argv[1], argc > 2 ? argv[2] : "node", false, &arena, &diags);
	if (lines)
		print(tree_read(lines, &arena, &diags), 0, &arena);
	diags_print(&diags, stdout);
	arena_free(&arena);
	return 0;
}
