// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The print layer: every value is made text here, or given to json.c.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "print.h"
#include "table.h"

#define INDENT		4
#define LIST_LABEL	28	/* columns of a label in a list */

/* ---- text ---- */

static void new_line(struct print *p)
{
	if (!p->fresh)
		fputc('\n', p->out);
	p->fresh = true;
	p->column = 0;
}

static void indent(struct print *p)
{
	p->column = (unsigned int)fprintf(p->out, "%*s", (int)(p->level + 1) * INDENT, "");
	p->fresh = false;
}

/* "label value", behind what stands in the line already if it fits. */
static void put_item(struct print *p, const char *label, enum print_color color, const char *text)
{
	size_t len = strlen(label) + (*label ? 1 : 0) + strlen(text);
	/* An item without a label opens the paragraph at the margin. */
	bool head = !*label && !p->level;

	if (p->style == PRINT_LIST || (!p->fresh && p->column + 2 + len > PRINT_WIDTH))
		new_line(p);
	if (!p->fresh)
		p->column += (unsigned int)fprintf(p->out, "  ");
	else if (!head)
		indent(p);
	p->fresh = false;
	if (p->style == PRINT_LIST && *label) {
		fprintf(p->out, "%-*s %s", LIST_LABEL, label, text);
		return;
	}
	if (*label)
		fprintf(p->out, "%s ", label);
	table_color(p, color, text);
	p->column += (unsigned int)len;
}

static void put_line(struct print *p, const struct print_field *f, enum print_color color,
		     const char *text)
{
	fprintf(p->out, "%s%s", p->fresh ? "" : " ", f->line);
	table_color(p, color, text);
	fputs(f->after ? f->after : "", p->out);
	p->fresh = false;
}

static void put_text(struct print *p, const struct print_field *f, enum print_color color,
		     const char *text)
{
	switch (p->style) {
	case PRINT_TABLE:
		if (f->column)
			table_cell(p, f->column, color, text);
		break;
	case PRINT_LINE:
	case PRINT_PROSE:
		if (f->line)
			put_line(p, f, color, text);
		break;
	default:
		put_item(p, f->label ? f->label : f->key, color, text);
	}
}

/* ---- containers ---- */

static void open_container(struct print *p, const struct print_field *f, bool array)
{
	if (p->depth == PRINT_DEPTH)
		abort();	/* a program error: nothing user-given nests */
	if (p->json) {
		json_begin(&p->writer, f ? f->key : NULL, array);
		p->depth++;
		return;
	}
	if (!p->depth) {
		p->fresh = true;
		p->level = 0;
	}
	if (p->style == PRINT_TABLE && !array && p->depth <= 1)
		table_row(p);
	if (p->style == PRINT_PROSE && !array && p->depth <= 1)
		new_line(p);
	if ((p->style == PRINT_DETAIL || p->style == PRINT_LIST) && p->depth) {
		new_line(p);
		p->headed[p->depth] = f && !(f->label && !*f->label);
		if (p->headed[p->depth]) {
			indent(p);
			fprintf(p->out, "%s:", f->label ? f->label : f->key);
			new_line(p);
			p->level++;
		}
	}
	p->depth++;
}

void print_array(struct print *p, const struct print_field *f)
{
	open_container(p, f, true);
}

void print_object(struct print *p, const struct print_field *f)
{
	open_container(p, f, false);
}

void print_end(struct print *p)
{
	p->depth--;
	if (p->json) {
		json_end(&p->writer);
		return;
	}
	if (p->style == PRINT_DETAIL)
		new_line(p);
	if (p->depth && p->headed[p->depth]) {
		p->headed[p->depth] = false;
		p->level--;
	}
	if (p->depth)
		return;
	if (p->style == PRINT_TABLE)
		table_write(p);
	else
		new_line(p);
}

void print_break(struct print *p)
{
	if (!p->json && p->style == PRINT_DETAIL)
		new_line(p);
}

/* ---- values ---- */

/* Is the value shown at all? If not it need not be made text: a table has few columns. */
static bool wanted(const struct print *p, const struct print_field *f)
{
	if (p->json)
		return true;
	switch (p->style) {
	case PRINT_TABLE:
		return f->column;
	case PRINT_LINE:
	case PRINT_PROSE:
		return f->line;
	default:
		return true;
	}
}

static void put_string(struct print *p, const struct print_field *f, enum print_color color,
		       const char *v)
{
	if (p->json)
		json_put_text(&p->writer, f->key, v);
	else
		put_text(p, f, color, v);
}

void print_str(struct print *p, const struct print_field *f, const char *v)
{
	put_string(p, f, PLAIN, v);
}

void print_colored(struct print *p, const struct print_field *f, enum print_color c,
		   const char *v)
{
	put_string(p, f, c, v);
}

/* JSON has numbers as they are. Return: whether that is all there is to do. */
static bool put_number(struct print *p, const struct print_field *f, uint64_t v)
{
	/* They end at 2^63-1; a counter that is beyond has wrapped anyway. */
	if (p->json)
		json_put_int(&p->writer, f->key, (int64_t)(v & INT64_MAX));
	return p->json || !wanted(p, f);
}

void print_uint(struct print *p, const struct print_field *f, uint64_t v)
{
	char text[24];

	if (!put_number(p, f, v))
		put_text(p, f, PLAIN, text_uint(text, sizeof(text), v));
}

void print_int(struct print *p, const struct print_field *f, int64_t v)
{
	char text[24];

	if (p->json) {
		json_put_int(&p->writer, f->key, v);
		return;
	}
	snprintf(text, sizeof(text), "%+" PRId64, v);
	put_text(p, f, PLAIN, text);
}

void print_count(struct print *p, const struct print_field *f, uint64_t v, const char *remark)
{
	char text[160];

	if (put_number(p, f, v))
		return;
	snprintf(text, sizeof(text), "%-10" PRIu64 " %s", v, remark);
	put_text(p, f, PLAIN, text);
}

void print_bool(struct print *p, const struct print_field *f, bool v)
{
	if (p->json)
		json_put_bool(&p->writer, f->key, v);
	else
		put_text(p, f, PLAIN, v ? "yes" : "no");
}

void print_usec(struct print *p, const struct print_field *f, uint64_t us, unsigned int unit)
{
	char text[32];

	if (!put_number(p, f, us / unit))
		put_text(p, f, PLAIN, text_usec(text, sizeof(text), us));
}

void print_nsec(struct print *p, const struct print_field *f, uint64_t ns)
{
	char text[32];

	if (!put_number(p, f, ns))
		put_text(p, f, PLAIN, text_nsec(text, sizeof(text), ns));
}

/* Words as many as fit in each line; lines after the first stand out less. */
static void put_paragraph(struct print *p, const char *text)
{
	int margin = INDENT;

	new_line(p);
	while (*text) {
		size_t len = strcspn(text, " ");

		if (!p->fresh && p->column + 1 + len > PRINT_WIDTH)
			new_line(p);
		if (p->fresh)
			p->column = (unsigned int)fprintf(p->out, "%*s", margin, "");
		else
			p->column += (unsigned int)fprintf(p->out, " ");
		p->fresh = false;
		margin = INDENT + INDENT / 2;
		p->column += (unsigned int)fprintf(p->out, "%.*s", (int)len, text);
		text += len + (text[len] == ' ');
	}
	new_line(p);
}

void print_sentence(struct print *p, const struct print_field *f, const char *v)
{
	if (p->json)
		json_put_text(&p->writer, f->key, v);
	else if (p->style == PRINT_PROSE)
		put_paragraph(p, v);
}

static const char *rfc3339(char *buf, size_t size, uint64_t ns)
{
	time_t s = (time_t)(ns / 1000000000u);
	char day[32] = "";
	struct tm tm;

	if (gmtime_r(&s, &tm))
		strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(buf, size, "%s.%06" PRIu64 "Z", day, ns / 1000 % 1000000);
	return buf;
}

void print_time(struct print *p, const struct print_field *f, uint64_t ns)
{
	char text[64];

	if (!wanted(p, f))
		return;
	put_string(p, f, PLAIN, rfc3339(text, sizeof(text), ns));
}

void print_since(struct print *p, const struct print_field *f, uint64_t ns, uint64_t now)
{
	char text[64];

	if (!p->json && p->style == PRINT_TABLE)
		put_text(p, f, PLAIN, text_age(text, sizeof(text), ns, now));
	else
		print_time(p, f, ns);
}

void print_mac(struct print *p, const struct print_field *f, const uint8_t *mac)
{
	char text[18];

	if (!wanted(p, f))
		return;
	put_string(p, f, PLAIN, text_mac(text, sizeof(text), mac));
}

void print_ip(struct print *p, const struct print_field *f, const struct hka_ip *ip)
{
	char text[64];

	if (!wanted(p, f))
		return;
	put_string(p, f, PLAIN, text_ip(text, sizeof(text), ip));
}
