// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns how a script with arguments is taken apart: keepalived.conf(5), "Quoted strings". */
#include <ctype.h>
#include <string.h>

#include "tree.h"

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* A number of at most @n digits. */
static char value(const char **p, int base, int n)
{
	int v = 0;

	while (n-- && digit(**p) < base)
		v = v * base + digit(*(*p)++);
	return (char)v;
}

/* What stands for the character behind a backslash. */
static char escape(const char **p)
{
	static const char from[] = "abEfnrtv", to[] = "\a\b\033\f\n\r\t\v";
	const char *known;

	if (digit(**p) < 8)
		return value(p, 8, 3);
	if (**p == 'x' && isxdigit((unsigned char)(*p)[1])) {
		++*p;
		return value(p, 16, 2);
	}
	if (**p == 'c' && (*p)[1]) {
		*p += 2;
		return (char)((*p)[-1] & 0x1f);
	}
	known = strchr(from, **p);
	++*p;
	return known ? to[known - from] : (*p)[-1];
}

char **words_split(struct arena *arena, const char *text, unsigned int *n, const char **error)
{
	/* No more words, and no more bytes in them, than the text has. */
	char **word = arena_alloc(arena, (strlen(text) / 2 + 2) * sizeof(*word));
	char *out = arena_alloc(arena, 2 * strlen(text) + 2), quote = 0;

	*n = 0;
	*error = NULL;
	for (;;) {
		text += strspn(text, " \t\n");
		if (!*text)
			return word;
		word[(*n)++] = out;
		while (*text && (quote || !strchr(" \t\n", *text))) {
			if (*text == '\\' && text[1]) {
				text++;
				*out++ = escape(&text);
			} else if (quote ? *text == quote : *text == '"' || *text == '\'') {
				quote = quote ? 0 : *text;
				text++;
			} else {
				*out++ = *text++;
			}
		}
		*out++ = '\0';
		if (quote) {
			*error = "the closing quote is missing";
			return NULL;
		}
	}
}
