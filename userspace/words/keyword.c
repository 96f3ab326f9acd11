// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Keywords: finds them and stores what stands behind them. Owns nothing;
 * touches the object it is given.
 */
#include "keyword.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX	128

int keyword_mark(struct args *a, void *object, unsigned int attr, const char *word)
{
	uint64_t *has = object;

	if (*has & HKA_HAS(attr))
		return args_error(a, "\"%s\" is given twice", word);
	*has |= HKA_HAS(attr);
	return 0;
}

bool keyword_has_value(const struct keyword *k)
{
	return k->kind != KEYWORD_FLAG && k->kind != KEYWORD_BARE;
}

const struct keyword *keyword_exact(const struct keyword *table, const char *word)
{
	for (; table && table->word; table++)
		if (table->word[0] == word[0] && !strcmp(table->word, word))
			return table;
	return NULL;
}

const char *args_known(const void *known, size_t i)
{
	return ((const struct keyword *)known)[i].word;
}

/*
 * Does the group keep @k from the keyword of the same name above it? Not once it
 * has been given, and not a flag in front of an address, which is the other's.
 */
static bool keeps(struct args *a, const struct keyword *k, const struct keyword *top,
		  uint64_t given)
{
	if (!keyword_exact(top, k->word))
		return true;
	if (k->kind == KEYWORD_FLAG && args_peek(a) && args_is_address(args_peek(a)))
		return false;
	return !(given & HKA_HAS(k->attr));
}

const struct keyword *keyword_match(struct args *a, const char *word, const struct keyword *top,
				   const struct keyword *group, uint64_t given, bool set)
{
	const struct keyword *found[WORDS_MAX];
	const char *names[WORDS_MAX + 1];
	const struct keyword *k;
	int n = 0, i;

	/* Whoever writes words in full, as configurations do by the thousand, need not be compared with each. */
	k = keyword_exact(group, word);
	if (k && keeps(a, k, top, given))
		return k;
	k = keyword_exact(top, word);
	if (k && !(set && k->fixed))
		return k;
	for (k = group; k && k->word; k++)
		if (n < WORDS_MAX && keeps(a, k, top, given))
			found[n++] = k;
	for (k = top; k->word; k++) {
		bool hidden = set && k->fixed;

		for (i = 0; i < n && !hidden; i++)
			hidden = !strcmp(found[i]->word, k->word);
		if (!hidden && n < WORDS_MAX)
			found[n++] = k;
	}
	for (i = 0; i < n; i++)
		names[i] = found[i]->word;
	names[n] = NULL;
	k = keyword_exact(top, word);
	i = args_match(a, word, names, "keyword");
	if (i >= 0)
		return found[i];
	if (set && k && k->fixed)
		args_error(a, "\"%s\" cannot be changed; delete it and add it again", word);
	return NULL;
}

static int store_number(struct args *a, const struct keyword *k, void *member, const char *value)
{
	long v;

	if (args_number(a, k->word, value, k->min, k->max, &v))
		return -EINVAL;
	if (k->kind == KEYWORD_U8)
		*(uint8_t *)member = (uint8_t)v;
	else if (k->kind == KEYWORD_U32)
		*(uint32_t *)member = (uint32_t)v;
	else
		*(int32_t *)member = (int32_t)v;
	return 0;
}

static int store_enum(struct args *a, const struct keyword *k, void *member, const char *value)
{
	char all[96] = "";

	for (uint8_t i = 0; k->names[i]; i++) {
		size_t used = strlen(all);

		if (!strcmp(k->names[i], value)) {
			*(uint8_t *)member = i;
			return 0;
		}
		snprintf(all + used, sizeof(all) - used, "%s%s", i ? ", " : "", k->names[i]);
	}
	return args_error(a, "%s \"%s\" is none of %s", k->word, value, all);
}

static int store_time(struct args *a, const struct keyword *k, void *member, const char *value)
{
	uint64_t v;

	if (args_time(a, k->word, value, (uint64_t)k->min,
		      k->kind == KEYWORD_TIME32 ? UINT32_MAX : UINT64_MAX, &v))
		return -EINVAL;
	if (k->kind == KEYWORD_TIME32)
		*(uint32_t *)member = (uint32_t)v;
	else
		*(uint64_t *)member = v;
	return 0;
}

int keyword_store(struct args *a, const struct keyword *k, void *object)
{
	void *member = (char *)object + k->offset;
	const char *value = NULL;

	if (keyword_has_value(k)) {
		value = args_value(a, k->word);
		if (!value)
			return -EINVAL;
	}
	if (k->attr && keyword_mark(a, object, k->attr, k->word))
		return -EINVAL;
	switch (k->kind) {
	case KEYWORD_FLAG:
		*(uint8_t *)member = 1;
		return 0;
	case KEYWORD_U8:
	case KEYWORD_U32:
	case KEYWORD_S32:
		return store_number(a, k, member, value);
	case KEYWORD_ONOFF:
		return args_onoff(a, k->word, value, member);
	case KEYWORD_ENUM:
		return store_enum(a, k, member, value);
	case KEYWORD_TIME32:
	case KEYWORD_TIME64:
		return store_time(a, k, member, value);
	case KEYWORD_IP:
		return args_ip(a, value, member);
	case KEYWORD_DEV:
		return args_ifname(a, value, member);
	case KEYWORD_ROUTER:
	case KEYWORD_GROUP:
		return args_vrname(a, value, member);
	case KEYWORD_TEXT:
		return args_text(a, k->word, value, (size_t)k->max, member);
	case KEYWORD_PARSE:
	case KEYWORD_PARSE_DEV:
	case KEYWORD_BARE:
		return k->parse(a, k, object, value);
	}
	return 0;
}

/* @at: where the opener stands. */
static int settle(struct args *a, const struct keyword *opener, void *element, char **at)
{
	if (!opener || !opener->settle || !opener->settle(a, element))
		return 0;
	a->wrong = at;
	return -EINVAL;
}

int keyword_parse_all(struct args *a, const struct keyword *top, void *object, bool set)
{
	const struct keyword *opener = NULL, *k;	/* whose group is open */
	void *element = NULL;
	char **at = NULL;
	const char *word;

	while ((word = args_next(a))) {
		const struct keyword *group = opener ? opener->group : NULL;
		char **this = a->word - 1;

		k = keyword_match(a, word, top, group, group ? *(uint64_t *)element : 0, set);
		if (!k)
			return -EINVAL;
		if (group && keyword_exact(group, k->word) == k) {
			if (keyword_store(a, k, element))
				return -EINVAL;
			continue;
		}
		if (settle(a, opener, element, at) || keyword_store(a, k, object))
			return -EINVAL;
		opener = k->group ? k : NULL;
		element = opener ? (k->element ? k->element(object) : object) : NULL;
		at = this;
	}
	return settle(a, opener, element, at);
}

int keyword_parse_line(struct args *a, const struct keyword *k, void *object)
{
	char **first = a->word;
	const char *word;
	void *element;

	if (keyword_store(a, k, object))
		return -EINVAL;
	element = k->element ? k->element(object) : object;
	while ((word = args_next(a))) {
		const struct keyword *of = keyword_exact(k->group, word);

		if (!of) {
			a->known = k->group;
			return args_error(a, "unknown keyword \"%s\"", word);
		}
		if (keyword_store(a, of, element))
			return -EINVAL;
	}
	return settle(a, k, element, first);
}
