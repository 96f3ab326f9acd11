// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tables of text. Owns the rows of struct print. The last column is the list of
 * addresses and the first one the name: those two give way where a row would
 * be wider than the screen.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

#define CELLS_MAX	12
#define GAP		2
#define FIRST_MIN	8	/* of a name that is cut */
#define LAST_MIN	4	/* "+255" */

struct print_row {
	unsigned int n;
	struct {
		const char *heading;	/* static */
		enum print_color color;
		size_t at;		/* its text in p->texts */
	} cell[CELLS_MAX];
};

void table_row(struct print *p)
{
	struct print_row *more = p->rows;

	/* Room for 1, 2, 4, ... of them. */
	if (!(p->n_rows & (p->n_rows - 1)))
		more = reallocarray(p->rows, p->n_rows ? 2 * (size_t)p->n_rows : 1, sizeof(*more));
	if (!more)
		return;		/* a row less; there is nobody to tell without memory */
	more[p->n_rows].n = 0;
	p->rows = more;
	p->n_rows++;
}

/* Keep a copy of @text. Return: where, or SIZE_MAX. */
static size_t keep(struct print *p, const char *text)
{
	size_t len = strlen(text) + 1, at = p->texts_len;

	if (at + len > p->texts_size) {
		size_t size = 2 * (at + len);
		char *more = realloc(p->texts, size);

		if (!more)
			return SIZE_MAX;
		p->texts = more;
		p->texts_size = size;
	}
	memcpy(p->texts + at, text, len);
	p->texts_len += len;
	return at;
}

void table_cell(struct print *p, const char *heading, enum print_color color, const char *text)
{
	struct print_row *row = p->n_rows ? &p->rows[p->n_rows - 1] : NULL;

	if (!row || row->n == CELLS_MAX)
		return;
	row->cell[row->n].heading = heading;
	row->cell[row->n].color = color;
	row->cell[row->n].at = keep(p, text);
	row->n += row->cell[row->n].at != SIZE_MAX;
}

void table_color(const struct print *p, enum print_color color, const char *text)
{
	static const char *const code[] = {
		[PLAIN] = "", [GREEN] = "\033[32m", [CYAN] = "\033[36m", [RED] = "\033[31m",
		[YELLOW] = "\033[33m",
	};

	if (p->color && color != PLAIN)
		fprintf(p->out, "%s%s\033[0m", code[color], text);
	else
		fputs(text, p->out);
}

/*
 * A list of words in @width columns: as many as fit, then "+N". The words are
 * separated by one space. Writes to @out.
 */
static void write_list(FILE *out, const char *text, size_t width)
{
	unsigned int words = 1, shown = 0;
	size_t fits = 0;
	char rest[16] = "";

	if (strlen(text) <= width) {
		fputs(text, out);
		return;
	}
	for (const char *s = text; *s; s++)
		words += *s == ' ';
	for (size_t i = 1; i < width && text[i]; i++) {
		char more[16];

		if (text[i] != ' ')
			continue;
		snprintf(more, sizeof(more), " +%u", words - shown - 1);
		if (i + strlen(more) > width)
			break;
		fits = i;
		shown++;
	}
	snprintf(rest, sizeof(rest), "%s+%u", shown ? " " : "", words - shown);
	fprintf(out, "%.*s%s", (int)fits, text, rest);
}

static void write_blanks(FILE *out, size_t n)
{
	static const char blanks[] = "                ";
	const size_t most = sizeof(blanks) - 1;

	for (; n > most; n -= most)
		fwrite(blanks, 1, most, out);
	fwrite(blanks, 1, n, out);
}

/* A cell, cut where it is too wide, filled up to the next one unless it is the last. */
static void write_cell(const struct print *p, const char *text, enum print_color color,
		       size_t width, bool last)
{
	size_t len = strlen(text);

	if (len > width)
		fprintf(p->out, "%.*s~", (int)width - 1, text);
	else
		table_color(p, color, text);
	if (!last)
		write_blanks(p->out, (len < width ? width - len : 0) + GAP);
}

static void free_rows(struct print *p)
{
	free(p->rows);
	free(p->texts);
	p->rows = NULL;
	p->texts = NULL;
	p->n_rows = 0;
	p->texts_len = p->texts_size = 0;
}

void table_write(struct print *p)
{
	const struct print_row *first = p->rows;
	size_t width[CELLS_MAX] = { 0 }, fixed = 0, room;
	unsigned int n = p->n_rows ? first->n : 0;

	if (!n)
		return;		/* silence, as ip(8) has it */
	for (unsigned int i = 0; i < n; i++) {
		width[i] = strlen(first->cell[i].heading);
		for (unsigned int r = 0; r < p->n_rows; r++)
			if (i < p->rows[r].n && strlen(p->texts + p->rows[r].cell[i].at) > width[i])
				width[i] = strlen(p->texts + p->rows[r].cell[i].at);
		if (i && i + 1 < n)
			fixed += width[i] + GAP;
	}
	room = fixed + GAP < PRINT_WIDTH ? PRINT_WIDTH - fixed - GAP : 0;
	if (width[0] + LAST_MIN > room)
		width[0] = room > FIRST_MIN + LAST_MIN ? room - LAST_MIN : FIRST_MIN;
	width[n - 1] = room > width[0] ? room - width[0] : LAST_MIN;
	for (unsigned int i = 0; i < n; i++)
		write_cell(p, first->cell[i].heading, PLAIN, width[i], i + 1 == n);
	fputc('\n', p->out);
	for (unsigned int r = 0; r < p->n_rows; r++) {
		for (unsigned int i = 0; i < n && i < p->rows[r].n; i++) {
			const char *text = p->texts + p->rows[r].cell[i].at;
			bool last = i + 1 == n;

			if (last && *text != '(' && strchr(text, ' '))	/* a remark is no list */
				write_list(p->out, text, width[i]);
			else
				write_cell(p, text, p->rows[r].cell[i].color, width[i], last);
		}
		fputc('\n', p->out);
	}
	free_rows(p);
}
