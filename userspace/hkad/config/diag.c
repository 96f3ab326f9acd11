// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns how a problem of a configuration is kept and said; touches nothing else. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"

/* A line longer than this is shown around the column only. */
#define SHOWN 160

void diags_init(struct diags *d, struct arena *arena)
{
	memset(d, 0, sizeof(*d));
	d->arena = arena;
	d->end = &d->first;
}

void diag(struct diags *d, enum diag_level level, const struct pos *pos, const char *fmt, ...)
{
	struct diag *g = arena_alloc(d->arena, sizeof(*g));
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	g->level = level;
	g->pos = *pos;
	g->message = arena_copy(d->arena, message, strlen(message));
	*d->end = g;
	d->end = &g->next;
	d->count[level]++;
}

/* One column for each byte, whatever the bytes are: the file may be in any encoding. */
static void print_line(const struct pos *pos, FILE *out)
{
	size_t len = strlen(pos->text), at = pos->column - 1, from = 0, i;

	if (at > len)
		at = len;
	if (len > SHOWN && at > SHOWN / 2)
		from = at - SHOWN / 2;
	fputs("    ", out);
	for (i = from; i < len && i < from + SHOWN; i++) {
		unsigned char c = (unsigned char)pos->text[i];

		fputc(c == '\t' ? ' ' : c < ' ' || c == 127 ? '?' : c, out);
	}
	fprintf(out, "\n    %*s^\n", (int)(at - from), "");
}

void diags_print(const struct diags *d, FILE *out)
{
	static const char *const level[] = {
		[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error",
	};
	const struct diag *g;

	for (g = d->first; g; g = g->next) {
		fprintf(out, "%s:", g->pos.file);
		if (g->pos.line)
			fprintf(out, "%u:", g->pos.line);
		if (g->pos.line && g->pos.column)
			fprintf(out, "%u:", g->pos.indent + g->pos.column);
		fprintf(out, " %s: %s\n", level[g->level], g->message);
		if (g->pos.text && g->pos.column)
			print_line(&g->pos, out);
	}
}

/* How many letters must be put in, left out, changed or swapped to make b of a; at most limit. */
static unsigned int distance(const char *a, const char *b, unsigned int limit)
{
	unsigned int row[3][65] = { 0 };
	size_t n = strlen(a), m = strlen(b), i, j;

	if (n > 64 || m > 64 || (n > m ? n - m : m - n) > limit)
		return limit + 1;
	for (j = 0; j <= m; j++)
		row[0][j] = (unsigned int)j;
	for (i = 1; i <= n; i++) {
		unsigned int *now = row[i % 3];
		const unsigned int *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = (unsigned int)i;
		for (j = 1; j <= m; j++) {
			unsigned int best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m];
}

const char *nearest(const char *word, const char *(*name)(const void *list, size_t i),
		    const void *list)
{
	unsigned int limit = strlen(word) < 2 ? 0 : strlen(word) < 4 ? 1 : strlen(word) < 8 ? 2 : 3;
	const char *best = NULL, *candidate;
	size_t i;

	for (i = 0; (candidate = name(list, i)); i++) {
		unsigned int d = distance(word, candidate, limit);

		if (d <= limit) {
			best = candidate;
			if (!d)
				break;
			limit = d - 1;
		}
	}
	return best;
}
