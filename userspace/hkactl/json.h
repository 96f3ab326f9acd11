/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON, written as it comes: no tree is kept, so ten thousand routers cost no more
 * memory than one.
 */
#ifndef HKACTL_JSON_H
#define HKACTL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define JSON_DEPTH	8
#define JSON_BUFFER	4096

/* Start with zeroes but for @out and @pretty. */
struct json {
	FILE *out;
	bool pretty;
	unsigned int depth;
	struct {
		bool array;
		bool filled;	/* a comma comes before the next one */
	} level[JSON_DEPTH];
	size_t len;		/* in @buf: not yet given to @out */
	char buf[JSON_BUFFER];
};

/* Begin an array or object; @key is used inside an object. */
void json_begin(struct json *j, const char *key, bool array);
/* End the innermost one. The outermost end gives everything to @out, and a newline. */
void json_end(struct json *j);
/* Values. Without a key an object does not take them, and outside nothing does. */
void json_put_text(struct json *j, const char *key, const char *v);
void json_put_int(struct json *j, const char *key, int64_t v);
void json_put_bool(struct json *j, const char *key, bool v);

#endif /* HKACTL_JSON_H */
