// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the grammar of repetitions; touches nothing else. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "repeat.h"

#define MAX_ITEMS 65536

/* A comma's item, without the blanks around it; *text is behind it then. */
static const char *item(struct arena *a, const char **text, const char *stops)
{
	const char *from = *text + strspn(*text, " \t"), *to = from + strcspn(from, stops);

	*text = to;
	while (to > from && isblank((unsigned char)to[-1]))
		to--;
	return arena_copy(a, from, (size_t)(to - from));
}

static bool number(const char *text, long *n)
{
	char *end;

	errno = 0;
	*n = strtol(text, &end, 0);
	return *text && !*end && !errno;
}

static const char *sequence(struct arena *a, struct repeat *r, const char **text)
{
	const char *arg[4];
	size_t n = 0;
	long start, step, last;

	for (;;) {
		if (n == 4)
			return "a sequence has a name and at most three numbers";
		arg[n++] = item(a, text, ",)");
		if (**text != ',')
			break;
		++*text;
	}
	if (**text != ')')
		return "the closing ) is missing";
	if (n < 2)
		return "a sequence needs a name and its last number";
	if (!params_name(arg[0]) || arg[0][params_name(arg[0])])
		return "that is no name for a parameter";
	if (!number(arg[n - 1], &last) || (n > 2 && !number(arg[1], &start)) ||
	    (n > 3 && !number(arg[2], &step)))
		return "that is no number";
	if (n == 2)
		start = last < 0 ? -1 : 1;
	if (n < 4)
		step = last < start ? -1 : 1;
	if (!step)
		return "a step of 0 never ends";
	r->vars = 1;
	r->name = arena_alloc(a, sizeof(*r->name));
	r->name[0] = arg[0];
	r->next = start;
	r->step = step;
	r->last = last;
	return NULL;
}

/* VALUE or {VALUE, …}, of which there must be @want, or any number: 0. */
static const char *group(struct arena *a, const char **text, const char **out, size_t *n, size_t want)
{
	size_t got = 0;

	*text += strspn(*text, " \t");
	if (**text != '{') {
		out[(*n)++] = item(a, text, ",)");
		got = 1;
	} else {
		do {
			++*text;
			if (*n == MAX_ITEMS)
				return "the list is too long";
			out[(*n)++] = item(a, text, ",}");
			got++;
		} while (**text == ',');
		if (**text != '}')
			return "the closing } is missing";
		++*text;
		*text += strspn(*text, " \t");
	}
	return want && got != want ? "each value of the list needs as many parts as there are names" : NULL;
}

static const char *list(struct arena *a, struct repeat *r, const char **text)
{
	const char *error = NULL, *comma = *text, **all;
	size_t n = 2, i;

	/* No more of them than stand between commas. */
	while ((comma = strchr(comma, ','))) {
		comma++;
		n++;
	}
	all = arena_alloc(a, n * sizeof(*all));
	n = 0;
	do {
		if (r->vars)
			++*text;
		error = n >= MAX_ITEMS ? "the list is too long" : group(a, text, all, &n, r->vars);
		if (!r->vars)
			r->vars = n;
	} while (!error && **text == ',');
	if (!error && **text != ')')
		error = "the closing ) is missing";
	for (i = 0; !error && i < r->vars; i++)
		if (!params_name(all[i]) || all[i][params_name(all[i])])
			error = "that is no name for a parameter";
	if (!error && n == r->vars)
		error = "a list needs at least one value";
	if (!error) {
		r->name = all;
		r->value = r->name + r->vars;
		r->turns = n / r->vars - 1;
		r->list = true;
	}
	return error;
}

struct repeat *repeat_parse(struct arena *arena, const char *text, const char **error)
{
	struct repeat *r = arena_alloc(arena, sizeof(*r));

	if (!strncmp(text, "~SEQ(", 5) || !strncmp(text, "~SEQx(", 6)) {
		r->hex = text[4] == 'x';
		text += r->hex ? 6 : 5;
		*error = sequence(arena, r, &text);
	} else if (!strncmp(text, "~LST(", 5)) {
		text += 5;
		*error = list(arena, r, &text);
	} else {
		*error = "only ~SEQ(…), ~SEQx(…) and ~LST(…) begin with a ~";
	}
	if (*error)
		return NULL;
	text++;
	r->rest = text + strspn(text, " \t");
	return r;
}

bool repeat_turn(struct repeat *r, struct params *p)
{
	size_t i;

	if (!r->list) {
		if (r->done || (r->step > 0 ? r->next > r->last : r->next < r->last))
			return false;
		params_set(p, r->name[0], strlen(r->name[0]),
			   arena_printf(p->arena, r->hex ? "%lx" : "%ld", r->next));
		/* One that would overflow lies behind the last. */
		r->done = __builtin_add_overflow(r->next, r->step, &r->next);
		return true;
	}
	if (r->turn == r->turns)
		return false;
	for (i = 0; i < r->vars; i++)
		params_set(p, r->name[i], strlen(r->name[i]), r->value[r->turn * r->vars + i]);
	r->turn++;
	return true;
}
