/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keywords: tables that say which words a command knows, what stands behind
 * them and which member holds it. The parser and the completion read them.
 */
#ifndef HKA_WORDS_KEYWORD_H
#define HKA_WORDS_KEYWORD_H

#include <stddef.h>

#include "args.h"

enum keyword_kind {
	KEYWORD_FLAG,	/* bool or u8 that becomes 1; no value */
	KEYWORD_U8,	/* a number from @min to @max; as the next two */
	KEYWORD_U32,
	KEYWORD_S32,
	KEYWORD_ONOFF,	/* u8 */
	KEYWORD_ENUM,	/* u8, index in @names */
	KEYWORD_TIME32,	/* microseconds; at least @min */
	KEYWORD_TIME64,
	KEYWORD_IP,
	KEYWORD_DEV,	/* name of a device */
	KEYWORD_ROUTER,	/* name of a router */
	KEYWORD_GROUP,	/* name of a group */
	KEYWORD_TEXT,	/* up to @max characters */
	KEYWORD_PARSE,	/* one value, by @parse */
	KEYWORD_PARSE_DEV,	/* the same: name of a device */
	KEYWORD_BARE,	/* no value, by @parse */
};

/* One word; a table ends with an empty one. Objects begin with has. */
struct keyword {
	const char *word;
	enum keyword_kind kind;
	unsigned int attr;	/* marked in has, and so given once; 0: by @parse */
	size_t offset;		/* of the member */
	long min, max;
	const char *const *names;	/* that can be offered; NULL-terminated, or NULL */
	/* Take @value (NULL for KEYWORD_BARE) into @object. 0, or -EINVAL with a->error. */
	int (*parse)(struct args *a, const struct keyword *k, void *object, const char *value);
	/* Words that may follow, of what @element tells, which @settle ends; or NULL. */
	const struct keyword *group;
	void *(*element)(void *object);
	int (*settle)(struct args *a, void *element);
	bool fixed;		/* not in `set` */
};

/* For tables: the member of struct @type. */
#define KEYWORD(type, w, k, a, member) \
	.word = (w), .kind = (k), .attr = (a), .offset = offsetof(type, member)

/*
 * All words that are left, into @object. @set: the verb is set, and fixed
 * words are refused. 0, or -EINVAL with a->error.
 */
int keyword_parse_all(struct args *a, const struct keyword *top, void *object, bool set);

/*
 * All words that are left, as what stands behind @k and nothing else, without abbreviations. 0, or
 * -EINVAL with a->error.
 */
int keyword_parse_line(struct args *a, const struct keyword *k, void *object);

/* Take the value of @k, if it has one, into @object. 0, or -EINVAL with a->error. */
int keyword_store(struct args *a, const struct keyword *k, void *object);
/* The keyword that is exactly @word, or NULL. */
const struct keyword *keyword_exact(const struct keyword *table, const char *word);

/* Mark @attr in has of @object; refuse it a second time. */
int keyword_mark(struct args *a, void *object, unsigned int attr, const char *word);

/* Does a value stand behind the word? */
bool keyword_has_value(const struct keyword *k);
/*
 * The keyword that @word names behind a keyword with @group (or NULL), in
 * @given those of the group that have been; NULL with a->error.
 */
const struct keyword *keyword_match(struct args *a, const char *word, const struct keyword *top,
				   const struct keyword *group, uint64_t given, bool set);

#endif /* HKA_WORDS_KEYWORD_H */
