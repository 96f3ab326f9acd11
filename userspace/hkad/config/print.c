// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns how a checked tree is written, and what holds where a keyword is missing; pure. */
#include <string.h>

#include "check.h"
#include "instance.h"
#include "print.h"

struct printer {
	const struct node *globals;	/* global_defs; NULL: there is none */
	bool secrets;
	FILE *out;
};

static void print_block(const struct printer *p, const struct node *node, const struct block *block, unsigned int depth);

static void indent(unsigned int depth, FILE *out)
{
	while (depth--)
		fputc('\t', out);
}

/* How long the text is up to the quote, where what a backslash stands before is passed over. */
static size_t up_to(const char *text, char quote)
{
	size_t n = 0;

	while (text[n] && text[n] != quote)
		n += text[n] == '\\' && text[n + 1] ? 2 : 1;
	return n;
}

/* A word that would be read as several, or as none, in quotes; each part in those that it does not have. */
static void print_word(const char *text, bool first, FILE *out)
{
	bool plain = *text && !text[strcspn(text, " \t{}\"'#!\\")];

	/* Not what begins a line with a meaning of its own. */
	if (first && (strchr("@~$", *text) || !strncmp(text, "include", 7)))
		plain = false;
	if (plain) {
		fputs(text, out);
		return;
	}
	if (!*text)
		fputs("\"\"", out);
	while (*text) {
		size_t two = up_to(text, '"'), one = up_to(text, '\'');
		char quote = two >= one ? '"' : '\'';
		size_t n = two >= one ? two : one;

		fprintf(out, "%c%.*s%c", quote, (int)n, text, quote);
		text += n;
	}
}

static void print_words(const struct node *node, const char *name, unsigned int from, FILE *out)
{
	unsigned int i;

	if (name)
		fputs(name, out);
	for (i = from; i < node->words; i++) {
		if (i > from || name)
			fputc(' ', out);
		print_word(node->word[i].text, i == 0, out);
	}
}

/* What the blocks around say of the keyword; NULL: nothing. */
static const struct node *around(const struct node *node, const char *name)
{
	const struct node *found = NULL;

	for (node = node->parent; node && !found; node = node->parent)
		found = node_find(node, name);
	return found;
}

/* Defaults that depend on others. */
static const char *computed(const struct node *globals, const struct node *node, const char *name)
{
	if (!node->keyword || strcmp(node->keyword->name, "vrrp_instance"))
		return NULL;
	if (!strcmp(name, "priority"))
		return instance_is_owner(node) ? "255" : "100";
	if (!strcmp(name, "version"))
		return instance_is_v3(node, globals) ? "3" : "2";
	return NULL;
}

/* As a comment: what holds, though the block does not say it. */
static void print_default(const struct printer *p, const struct node *node, const struct keyword *k, unsigned int depth)
{
	const struct node *globals = p->globals;
	const struct node *said = k->inherit ? around(node, k->name) : NULL;
	const struct keyword *global = k->global ? keyword_find(&keywords_global_defs, k->global) : NULL;
	const char *value = computed(globals, node, k->name);

	if (!said && global && globals)
		said = node_find(globals, k->global);
	if (!value)
		value = k->def ? k->def : global ? global->def : NULL;
	if (!said && !value)
		return;
	indent(depth, p->out);
	fputs("# ", p->out);
	if (said) {
		print_words(said, k->name, 1, p->out);
		fputc('\n', p->out);
	} else {
		fprintf(p->out, "%s %s\n", k->name, value);
	}
}

/* False: another of its name counts, or it has no effect. */
static bool counts(const struct node *node)
{
	const struct keyword *k = node->keyword;

	return k && k->use != USE_NONE && (k->many || node_find(node->parent, k->name) == node);
}

/* The word from which on it is nobody's to see; 0: none. */
static unsigned int secret(const struct keyword *k)
{
	return !strcmp(k->name, "auth_pass") || !strcmp(k->name, "password") ? 1 : !strcmp(k->name, "key") ? 2 : 0;
}

static void print_node(const struct printer *p, const struct node *node, unsigned int depth)
{
	const struct keyword *k = node->keyword;
	struct node shown = *node;

	if (!p->secrets && secret(k) && secret(k) < node->words)
		shown.words = secret(k);
	indent(depth, p->out);
	print_words(&shown, k->name, 1, p->out);
	if (shown.words < node->words)
		fputs(" ...", p->out);
	if (!node->block) {
		fputc('\n', p->out);
		return;
	}
	fputs(" {\n", p->out);
	print_block(p, node, k->block, depth + 1);
	indent(depth, p->out);
	fputs("}\n", p->out);
}

static void print_block(const struct printer *p, const struct node *node, const struct block *block, unsigned int depth)
{
	const struct node *child;
	const struct keyword *k;

	for (child = node->first; child; child = child->next) {
		if (block->body != BODY_KEYWORDS) {
			indent(depth, p->out);
			print_words(child, NULL, 0, p->out);
			fputc('\n', p->out);
		} else if (counts(child)) {
			print_node(p, child, depth);
		}
	}
	for (k = block->keyword; k && k->name; k++)
		if (!k->alias && k->use == USE_APPLY && !node_find(node, k->name))
			print_default(p, node, k, depth);
}

void configuration_print(const struct node *root, bool secrets, FILE *out)
{
	const struct printer p = { .globals = node_find(root, "global_defs"), .secrets = secrets, .out = out };
	const struct node none = { .block = true };

	fputs("# What stands in a comment is not said, and holds.\n", out);
	if (!p.globals) {
		fputs("global_defs {\n", out);
		print_block(&p, &none, &keywords_global_defs, 1);
		fputs("}\n", out);
	}
	print_block(&p, root, &keywords_root, 0);
}
