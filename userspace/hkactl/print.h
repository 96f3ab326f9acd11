/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The print layer: one call per value serves text and JSON, so that neither can
 * show what the other does not. Text comes as a table, as details, as a list of
 * counters or as lines. Owns what is buffered until print_end().
 */
#ifndef HKACTL_PRINT_H
#define HKACTL_PRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "hka.h"
#include "json.h"

#define PRINT_WIDTH	80
#define PRINT_DEPTH	JSON_DEPTH

enum print_style {
	PRINT_TABLE,	/* a row per object; only fields with a column */
	PRINT_DETAIL,	/* "label value" items, wrapped, a paragraph per object */
	PRINT_LIST,	/* "label value", one per line */
	PRINT_LINE,	/* one line per object; only fields with @line */
	PRINT_PROSE,	/* the same, and sentences below it */
};

enum print_color { PLAIN, GREEN, CYAN, RED, YELLOW };

/* What a value is called. */
struct print_field {
	const char *key;	/* JSON; NULL: only in text */
	const char *column;	/* heading in a table, or NULL */
	const char *label;	/* in details and lists; "" for the value alone; NULL: key */
	const char *line;	/* in lines: what stands before it; NULL: not shown */
	const char *after;	/* in lines: what stands behind it, or NULL */
};

struct print {
	FILE *out;
	bool json;
		bool color;
	enum print_style style;
	struct json writer;
	/* Text. Rows of a table are kept until their widths are known; owned. */
	struct print_row *rows;
	unsigned int n_rows;
	char *texts;		/* of all cells, one behind the other */
	size_t texts_len, texts_size;
	unsigned int depth;	/* of containers, in either form */
	unsigned int level;	/* of indentation */
	bool headed[PRINT_DEPTH];	/* the container has a heading and is indented */
	unsigned int column;	/* where the cursor stands */
	bool fresh;		/* nothing yet on this line */
};

/* An array at the top (whatever is printed are its elements) or inside an object. */
void print_array(struct print *p, const struct print_field *f);
void print_object(struct print *p, const struct print_field *f);
/* End the innermost array or object. The outermost end writes the output. */
void print_end(struct print *p);
/* In details: go on in a new line. */
void print_break(struct print *p);

void print_str(struct print *p, const struct print_field *f, const char *v);
void print_colored(struct print *p, const struct print_field *f, enum print_color c,
		   const char *v);
void print_uint(struct print *p, const struct print_field *f, uint64_t v);
void print_int(struct print *p, const struct print_field *f, int64_t v);
/* A number with a remark for people behind it. */
void print_count(struct print *p, const struct print_field *f, uint64_t v, const char *remark);
/* A sentence; in prose a paragraph of its own, wrapped. Elsewhere only in JSON. */
void print_sentence(struct print *p, const struct print_field *f, const char *v);
/* JSON true/false, text yes/no. */
void print_bool(struct print *p, const struct print_field *f, bool v);
/* Microseconds; JSON has @us / @unit, text has a time such as 250ms or 1s. */
void print_usec(struct print *p, const struct print_field *f, uint64_t us, unsigned int unit);
/* Nanoseconds; JSON has the number, text a time such as 1.25ms. */
void print_nsec(struct print *p, const struct print_field *f, uint64_t ns);
/* A point in time, ns of CLOCK_REALTIME. JSON and text: RFC 3339, UTC. */
void print_time(struct print *p, const struct print_field *f, uint64_t ns);
/* The same; in a table how long ago it was at @now. */
void print_since(struct print *p, const struct print_field *f, uint64_t ns, uint64_t now);
/* A link-layer address of HKA_MAC_LEN bytes. */
void print_mac(struct print *p, const struct print_field *f, const uint8_t *mac);
void print_ip(struct print *p, const struct print_field *f, const struct hka_ip *ip);

/* Values as text, for those who compose. Return @buf. */
const char *text_uint(char *buf, size_t size, uint64_t v);
const char *text_usec(char *buf, size_t size, uint64_t us);
const char *text_nsec(char *buf, size_t size, uint64_t ns);
/* As long as it matters to people: 350ms, 42s, 1h02m. */
const char *text_span(char *buf, size_t size, uint64_t us);
const char *text_mac(char *buf, size_t size, const uint8_t *mac);
const char *text_ip(char *buf, size_t size, const struct hka_ip *ip);
const char *text_age(char *buf, size_t size, uint64_t ns, uint64_t now);
/* Local time with microseconds, without zone. */
const char *text_stamp(char *buf, size_t size, uint64_t ns);

#endif /* HKACTL_PRINT_H */
