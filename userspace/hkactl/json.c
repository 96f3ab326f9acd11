// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * JSON, written as it comes. Owns the buffer between a value and the output. Texts
 * that are more than plain ASCII are left to jansson, which knows what is UTF-8.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

#define INDENT	4

static void flush(struct json *j)
{
	fwrite(j->buf, 1, j->len, j->out);
	j->len = 0;
}

static void put(struct json *j, const char *s, size_t len)
{
	if (len > sizeof(j->buf) - j->len) {
		flush(j);
		if (len > sizeof(j->buf)) {
			fwrite(s, 1, len, j->out);
			return;
		}
	}
	memcpy(j->buf + j->len, s, len);
	j->len += len;
}

static void put_char(struct json *j, char c)
{
	put(j, &c, 1);
}

static void new_line(struct json *j)
{
	if (!j->pretty)
		return;
	put_char(j, '\n');
	for (unsigned int n = j->depth * INDENT; n; n--)
		put_char(j, ' ');
}

static bool is_plain(const char *s)
{
	for (; *s; s++)
		if (*s < ' ' || *s > '~' || *s == '"' || *s == '\\')
			return false;
	return true;
}

static void put_quoted(struct json *j, const char *s)
{
	char *quoted = NULL;
	json_t *v;

	if (is_plain(s)) {
		put_char(j, '"');
		put(j, s, strlen(s));
		put_char(j, '"');
		return;
	}
	v = json_string(s);
	if (v)
		quoted = json_dumps(v, JSON_ENCODE_ANY);
	json_decref(v);
	/* Not UTF-8, or no memory. */
	put(j, quoted ? quoted : "null", quoted ? strlen(quoted) : 4);
	free(quoted);
}

/* What stands before a value. Return: whether it is taken. */
static bool lead(struct json *j, const char *key)
{
	bool array = j->depth && j->level[j->depth - 1].array;

	if (!j->depth || (!array && !key))
		return false;
	if (j->level[j->depth - 1].filled)
		put_char(j, ',');
	j->level[j->depth - 1].filled = true;
	new_line(j);
	if (array)
		return true;
	/* A name of ours: nothing in it needs more than quotes. */
	put_char(j, '"');
	put(j, key, strlen(key));
	put(j, "\": ", j->pretty ? 3 : 2);
	return true;
}

void json_begin(struct json *j, const char *key, bool array)
{
	if (j->depth == JSON_DEPTH || (j->depth && !lead(j, key)))
		abort();	/* a program error: nothing user-given nests */
	put_char(j, array ? '[' : '{');
	j->level[j->depth].array = array;
	j->level[j->depth].filled = false;
	j->depth++;
}

void json_end(struct json *j)
{
	j->depth--;
	if (j->level[j->depth].filled)
		new_line(j);
	put_char(j, j->level[j->depth].array ? ']' : '}');
	if (j->depth)
		return;
	put_char(j, '\n');
	flush(j);
}

void json_put_text(struct json *j, const char *key, const char *v)
{
	if (lead(j, key))
		put_quoted(j, v);
}

void json_put_int(struct json *j, const char *key, int64_t v)
{
	uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
	char text[24], *end = text + sizeof(text), *s = end;

	if (!lead(j, key))
		return;
	do {
		*--s = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (v < 0)
		*--s = '-';
	put(j, s, (size_t)(end - s));
}

void json_put_bool(struct json *j, const char *key, bool v)
{
	if (lead(j, key))
		put(j, v ? "true" : "false", v ? 4 : 5);
}
