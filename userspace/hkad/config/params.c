// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the table of parameters. Touches the environment, for ${_ENV NAME}, and random numbers. */
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "params.h"

struct param {
	struct param *next;
	const char *name, *value;
};

size_t params_name(const char *text)
{
	size_t n = 0;

	if (!isalpha((unsigned char)text[0]) && text[0] != '_')
		return 0;
	while (isalnum((unsigned char)text[n]) || text[n] == '_')
		n++;
	return n;
}

static struct param *find(const struct params *p, const char *name, size_t len)
{
	struct param *q;

	for (q = p->first; q; q = q->next)
		if (!strncmp(q->name, name, len) && !q->name[len])
			return q;
	return NULL;
}

void params_set(struct params *p, const char *name, size_t name_len, const char *value)
{
	struct param *q = find(p, name, name_len);

	if (!q) {
		q = arena_alloc(p->arena, sizeof(*q));
		q->name = arena_copy(p->arena, name, name_len);
		q->next = p->first;
		p->first = q;
	}
	q->value = arena_copy(p->arena, value, strlen(value));
}

/* A number between the two of "MIN MAX", 0 and 32767 where they are left out. */
static const char *random_number(struct params *p, const char *args)
{
	unsigned long min, max, number = 0;
	char *end;

	min = strtoul(args, &end, 10);
	if (end == args)
		min = 0;
	args = end;
	max = strtoul(args, &end, 10);
	if (end == args)
		max = 32767;
	if (p->seeded) {
		/* Knuth's MMIX; its high bits are the better ones. */
		p->seed = p->seed * 6364136223846793005ULL + 1442695040888963407ULL;
		number = (unsigned long)(p->seed >> 33);
	} else if (getrandom(&number, sizeof(number), 0) != sizeof(number)) {
		number = 0;
	}
	return arena_printf(p->arena, "%lu", max <= min || max - min == ULONG_MAX ? min : min + number % (max - min + 1));
}

/* The value of one that is always there; args: what stands behind the name in the braces. */
static const char *built_in(struct params *p, const char *name, size_t len,
			    const char *args, const char *dir)
{
	const char *value = NULL;

	if (len == 4 && !memcmp(name, "_PWD", 4))
		value = dir;
	else if (len == 9 && !memcmp(name, "_INSTANCE", 9))
		value = p->id;
	else if (len == 7 && !memcmp(name, "_RANDOM", 7))
		value = random_number(p, args);
	else if (len == 4 && !memcmp(name, "_ENV", 4))
		value = getenv(args);
	else if (len == 5 && !memcmp(name, "_HASH", 5))
		value = "#";
	else if (len == 5 && !memcmp(name, "_BANG", 5))
		value = "!";
	return value;
}

const char *params_replace(struct params *p, const char *text, const char *dir)
{
	const char *at;

	for (at = strchr(text, '$'); at; at = strchr(at + 1, '$')) {
		bool braces = at[1] == '{';
		const char *name = at + 1 + braces, *value, *behind, *args = "";
		size_t len = params_name(name);
		const struct param *q;

		if (!len)
			continue;
		behind = name + len;
		if (braces) {
			const char *close = strchr(behind, '}');

			if (!close)
				continue;
			while (isblank((unsigned char)*behind))
				behind++;
			args = arena_copy(p->arena, behind, (size_t)(close - behind));
			if (*args && name[0] != '_')
				continue;
			behind = close + 1;
		} else if (*behind && !isblank((unsigned char)*behind)) {
			continue;
		}
		q = find(p, name, len);
		value = q ? q->value : built_in(p, name, len, args, dir);
		if (value)
			return arena_printf(p->arena, "%.*s%s%s", (int)(at - text), text, value, behind);
	}
	return NULL;
}
