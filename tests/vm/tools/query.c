// SPDX-License-Identifier: GPL-2.0-or-later
/* Answers questions about a capture held in memory; the language is in query.h. */
#include "query.h"

#include <net/ethernet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define WORDS 24

struct filter {
	const char *word[WORDS];	/* key=value tests on the text, in the order given */
	int words;
	const char *port, *kind;
	int64_t after, before;
	bool cut;
	struct lab_addr addr;
	int64_t period;
	bool each;			/* gaps: of each VRID */
	size_t tail;			/* list: only the last so many */
};

struct wire_rec *wire_log_new(struct wire_log *log)
{
	struct wire_rec *r;

	if (log->n == log->size) {
		log->size = log->size ? log->size * 2 : 4096;
		log->rec = realloc(log->rec, log->size * sizeof(*log->rec));
		if (!log->rec)
			lab_die("out of memory for the capture");
	}
	r = &log->rec[log->n++];
	memset(r, 0, sizeof(*r));
	return r;
}

static int by_time(const void *a, const void *b)
{
	const struct wire_rec *x = a, *y = b;

	if (x->ts != y->ts)
		return x->ts < y->ts ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

void wire_log_sort(struct wire_log *log, size_t from)
{
	qsort(log->rec + from, log->n - from, sizeof(*log->rec), by_time);
	for (size_t i = from; i < log->n && i && log->rec[i].ts < log->rec[i - 1].ts; i++) {
		struct wire_rec r = log->rec[i];
		size_t j = i;

		for (; j && log->rec[j - 1].ts > r.ts; j--)
			log->rec[j] = log->rec[j - 1];
		log->rec[j] = r;
	}
}

static const char *port_name(const struct wire_log *log, const struct wire_rec *r)
{
	return r->kind == WIRE_MARK ? "-" : log->port[r->port];
}

/* Where an offset "+D" or "-D" begins; names of marks may hold a "-" before a letter. */
static size_t offset_at(const char *s)
{
	size_t i = 0;

	while (s[i] && !((s[i] == '+' || s[i] == '-') && s[i + 1] >= '0' && s[i + 1] <= '9'))
		i++;
	return i;
}

/* @MARK or nanoseconds, then any number of +D or -D. */
static bool time_parse(const struct wire_log *log, const char *word, int64_t *t)
{
	char name[64];
	size_t len = offset_at(word);
	const char *rest = word + len;

	if (len >= sizeof(name))
		return false;
	memcpy(name, word, len);
	name[len] = 0;
	if (name[0] == '@') {
		size_t i = log->n;

		while (i && !(log->rec[i - 1].kind == WIRE_MARK &&
			      !strcmp(log->rec[i - 1].mark, name + 1)))
			i--;
		if (!i)
			return false;
		*t = log->rec[i - 1].ts;
	} else {
		char *end;

		*t = strtoll(name, &end, 10);
		if (end == name || *end)
			return false;
	}
	while (*rest) {
		int sign = *rest++ == '-' ? -1 : 1;
		int64_t d;

		len = offset_at(rest);
		if (len >= sizeof(name))
			return false;
		memcpy(name, rest, len);
		name[len] = 0;
		d = lab_duration(name);
		if (d < 0)
			return false;
		*t += sign * d;
		rest += len;
	}
	return true;
}

static bool filter_parse(const struct wire_log *log, struct filter *f, int argc, char **argv,
			 FILE *out)
{
	memset(f, 0, sizeof(*f));
	f->after = INT64_MIN;
	f->before = INT64_MAX;
	for (int i = 0; i < argc; i++) {
		char *eq = strchr(argv[i], '=');
		bool ok = eq != NULL;

		if (!ok)
			;
		else if (!strncmp(argv[i], "port=", 5))
			f->port = eq + 1;
		else if (!strncmp(argv[i], "kind=", 5))
			f->kind = eq + 1;
		else if (!strncmp(argv[i], "after=", 6))
			ok = time_parse(log, eq + 1, &f->after);
		else if (!strncmp(argv[i], "before=", 7))
			ok = time_parse(log, eq + 1, &f->before);
		else if (!strncmp(argv[i], "cut=", 4))
			f->cut = eq[1] == '1';
		else if (!strncmp(argv[i], "addr=", 5))
			ok = lab_addr_parse(eq + 1, &f->addr);
		else if (!strncmp(argv[i], "period=", 7))
			ok = (f->period = lab_duration(eq + 1)) > 0;
		else if (!strncmp(argv[i], "each=", 5))
			ok = f->each = !strcmp(eq + 1, "vrid");
		else if (!strncmp(argv[i], "last=", 5))
			f->tail = strtoul(eq + 1, NULL, 10);
		else if (f->words < WORDS)
			f->word[f->words++] = argv[i];
		else
			ok = false;
		if (!ok) {
			fprintf(out, "error=filter_%s\n", argv[i]);
			return false;
		}
	}
	return true;
}

/* Is WORD one of the alternatives "a|b|c"? */
static bool one_of(const char *list, const char *word, size_t len)
{
	while (*list) {
		size_t n = strcspn(list, "|");

		if (n == len && !memcmp(list, word, len))
			return true;
		list += n;
		list += *list == '|';
	}
	return false;
}

static bool text_has(const char *text, const char *test)
{
	const char *eq = strchr(test, '=');
	bool not = eq > test && eq[-1] == '!';
	size_t klen = (size_t)(eq - test) - not;

	for (const char *p = text; (p = strchr(p, ' ')) != NULL;) {
		p++;
		if (!strncmp(p, test, klen) && p[klen] == '=')
			return one_of(eq + 1, p + klen + 1, strcspn(p + klen + 1, " ")) != not;
	}
	return not;
}

/* The address a record speaks for, or asks about. */
static const struct lab_addr *subject(const struct wire_rec *r)
{
	switch (r->kind) {
	case WIRE_GARP:
	case WIRE_ARP_REP:
	case WIRE_ECHO_REP:
		return &r->src;
	case WIRE_ARP_REQ:
	case WIRE_ECHO:
		return &r->dst;
	case WIRE_NS:
	case WIRE_NA:
	case WIRE_UNA:
		return &r->target;
	}
	return NULL;
}

static bool matches(const struct wire_log *log, const struct filter *f, const struct wire_rec *r)
{
	char text[600];

	if (r->ts < f->after || r->ts > f->before || r->cut != f->cut)
		return false;
	if (f->kind) {
		const char *k = wire_kind_name[r->kind];

		if (!one_of(f->kind, k, strlen(k)))
			return false;
	}
	if (f->port) {
		const char *p = port_name(log, r);

		if (!one_of(f->port, p, strlen(p)))
			return false;
	}
	if (f->addr.family) {
		const struct lab_addr *s = subject(r);

		if (!s || !lab_addr_equal(s, &f->addr))
			return false;
	}
	if (!f->words)
		return true;
	wire_text(r, port_name(log, r), text, sizeof(text));
	for (int i = 0; i < f->words; i++)
		if (!text_has(text, f->word[i]))
			return false;
	return true;
}

static void print_rec(const struct wire_log *log, const struct wire_rec *r, FILE *out)
{
	char text[600];

	wire_text(r, port_name(log, r), text, sizeof(text));
	fprintf(out, "%s\n", text);
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t us(int64_t ns)
{
	return (ns + (ns < 0 ? -500 : 500)) / 1000;
}

/* Sorted values; permille 1000 is the maximum. */
static int64_t quantile(const int64_t *v, size_t n, size_t permille)
{
	size_t i = (n * permille + 999) / 1000;

	return v[i ? i - 1 : 0];
}

static void gaps(const struct wire_log *log, const struct filter *f, FILE *out)
{
	int64_t *gap = calloc(log->n + 1, sizeof(*gap)), prev[256] = { 0 }, first = 0, last = 0, sum = 0;
	size_t n = 0, series = 0;

	if (!gap)
		lab_die("out of memory");
	for (size_t i = 0; i < log->n; i++) {
		const struct wire_rec *r = &log->rec[i];
		int64_t *before = &prev[f->each && r->kind == WIRE_VRRP ? r->vrrp.vrid : 0];

		if (!matches(log, f, r))
			continue;
		last = r->ts;
		if (*before)
			gap[n++] = last - *before;
		else if (!series++)
			first = last;
		*before = last;
	}
	if (!n) {
		fprintf(out, "n=0\n");
		free(gap);
		return;
	}
	for (size_t i = 0; i < n; i++)
		sum += gap[i];
	qsort(gap, n, sizeof(*gap), by_value);
	if (f->each)
		fprintf(out, "series=%zu ", series);
	fprintf(out, "n=%zu min=%lld avg=%lld p50=%lld p99=%lld p999=%lld max=%lld", n,
		(long long)us(gap[0]), (long long)us(sum / (int64_t)n),
		(long long)us(quantile(gap, n, 500)), (long long)us(quantile(gap, n, 990)),
		(long long)us(quantile(gap, n, 999)), (long long)us(gap[n - 1]));
	if (f->period && !f->each) {
		for (size_t i = 0; i < n; i++)
			gap[i] = llabs(gap[i] - f->period);
		qsort(gap, n, sizeof(*gap), by_value);
		fprintf(out, " jit_p50=%lld jit_p99=%lld jit_p999=%lld jit_max=%lld drift=%lld",
			(long long)us(quantile(gap, n, 500)), (long long)us(quantile(gap, n, 990)),
			(long long)us(quantile(gap, n, 999)), (long long)us(gap[n - 1]),
			(long long)us(last - first - (int64_t)n * f->period));
	}
	fputc('\n', out);
	free(gap);
}

static void takeover(const struct wire_log *log, struct filter *f, const char *a, const char *b,
		     FILE *out)
{
	struct lab_addr addr = f->addr;
	const struct wire_rec *a_last = NULL, *b_first = NULL, *announce = NULL;
	int early = 0, tail = 0;

	f->addr.family = 0;
	for (size_t i = 0; i < log->n; i++) {
		const struct wire_rec *r = &log->rec[i];
		const char *port = port_name(log, r);
		bool speaks = r->kind == WIRE_GARP || r->kind == WIRE_UNA;

		if (r->kind == WIRE_VRRP) {
			if (!matches(log, f, r))
				continue;
			if (!b_first && !strcmp(port, a))
				a_last = r;
			else if (b_first && !strcmp(port, a) && r->vrrp.prio)
				tail++;
			else if (!b_first && !strcmp(port, b) && r->vrrp.prio && a_last)
				b_first = r;
		} else if (speaks && !strcmp(port, b) && r->ts >= f->after && r->ts <= f->before &&
			   !r->cut && (!addr.family || lab_addr_equal(subject(r), &addr))) {
			if (!b_first)
				early++;
			else if (!announce)
				announce = r;
		}
	}
	if (!a_last || !b_first) {
		fprintf(out, "error=%s\n", a_last ? "no_advert_of_successor" : "no_advert_of_first");
		return;
	}
	fprintf(out, "advert_us=%lld announce_us=%lld early=%d tail=%d t=%lld\n",
		(long long)us(b_first->ts - a_last->ts),
		announce ? (long long)us(announce->ts - b_first->ts) : -1, early, tail,
		(long long)b_first->ts);
}

/* Requests for one address that were answered from two places. */
static void twice(const struct wire_log *log, struct filter *f, FILE *out)
{
	struct lab_addr addr = f->addr;
	int asked = 0, answered = 0, doubled = 0, by = -1;
	bool counted = false;

	f->addr.family = 0;
	for (size_t i = 0; i < log->n; i++) {
		const struct wire_rec *r = &log->rec[i];
		const struct lab_addr *s = subject(r);

		if (!s || !lab_addr_equal(s, &addr) || !matches(log, f, r))
			continue;
		if (r->kind == WIRE_ARP_REQ || r->kind == WIRE_NS || r->kind == WIRE_ECHO) {
			asked++;
			by = -1;
			counted = false;
		} else if (r->kind == WIRE_ARP_REP || r->kind == WIRE_NA ||
			   r->kind == WIRE_ECHO_REP) {
			if (by < 0) {
				answered++;
				by = r->port;
			} else if (by != r->port && !counted) {
				doubled++;
				counted = true;
			}
		}
	}
	fprintf(out, "asked=%d answered=%d double=%d\n", asked, answered, doubled);
}

/* A, B, A: the adverts of B in between are a rival's. */
static void rivals(const struct wire_log *log, const struct filter *f, FILE *out)
{
	const struct wire_rec *open = NULL;	/* the first of a stretch of B */
	int owner = -1, n = 0, pending = 0;
	int64_t longest = 0, last = 0;

	for (size_t i = 0; i < log->n; i++) {
		const struct wire_rec *r = &log->rec[i];

		if (r->kind != WIRE_VRRP || !r->vrrp.prio || !matches(log, f, r))
			continue;
		if (owner < 0 || r->port == owner) {
			if (open) {
				n += pending;
				if (last - open->ts > longest)
					longest = last - open->ts;
				open = NULL;
			}
			owner = r->port;
			pending = 0;
			continue;
		}
		if (!open)
			open = r;
		last = r->ts;
		/* The other is silent for good: a change of MASTER, not a rivalry. */
		if (++pending > 5) {
			owner = r->port;
			open = NULL;
			pending = 0;
		}
	}
	fprintf(out, "n=%d us=%lld\n", n, (long long)us(longest));
}

long query_count(const struct wire_log *log, int argc, char **argv, FILE *out)
{
	struct filter f;
	long n = 0;

	if (!filter_parse(log, &f, argc, argv, out))
		return -1;
	for (size_t i = 0; i < log->n; i++)
		n += matches(log, &f, &log->rec[i]);
	return n;
}

bool query_run(const struct wire_log *log, int argc, char **argv, FILE *out)
{
	const char *verb = argv[0];
	const struct wire_rec *first = NULL, *last = NULL;
	int skip = !strcmp(verb, "takeover") ? 3 : !strcmp(verb, "delta") ? 2 : 1;
	struct filter f;
	int64_t from = 0;
	size_t n = 0, skip_lines;

	if (argc < skip) {
		fprintf(out, "error=usage\n");
		return false;
	}
	if (!filter_parse(log, &f, argc - skip, argv + skip, out))
		return false;
	if (!strcmp(verb, "gaps")) {
		gaps(log, &f, out);
		return true;
	}
	if (!strcmp(verb, "takeover")) {
		takeover(log, &f, argv[1], argv[2], out);
		return true;
	}
	if (!strcmp(verb, "double")) {
		twice(log, &f, out);
		return true;
	}
	if (!strcmp(verb, "rivals")) {
		rivals(log, &f, out);
		return true;
	}
	if (!strcmp(verb, "delta")) {
		if (!time_parse(log, argv[1], &from)) {
			fprintf(out, "error=time_%s\n", argv[1]);
			return false;
		}
		if (f.after < from)
			f.after = from;
	}
	for (size_t i = 0; i < log->n; i++) {
		if (!matches(log, &f, &log->rec[i]))
			continue;
		last = &log->rec[i];
		if (!first)
			first = last;
		n++;
	}
	if (!strcmp(verb, "count")) {
		fprintf(out, "n=%zu\n", n);
	} else if (!strcmp(verb, "first") || !strcmp(verb, "last")) {
		if (first)
			print_rec(log, *verb == 'f' ? first : last, out);
	} else if (!strcmp(verb, "delta")) {
		if (first)
			fprintf(out, "us=%lld\n", (long long)us(first->ts - from));
		else
			fprintf(out, "us=-1\n");
	} else if (!strcmp(verb, "when")) {
		fprintf(out, "ns=%lld\n", last ? (long long)last->ts : 0LL);
	} else if (!strcmp(verb, "span")) {
		fprintf(out, "n=%zu us=%lld\n", n, first ? (long long)us(last->ts - first->ts) : 0LL);
	} else if (!strcmp(verb, "list")) {
		skip_lines = f.tail && n > f.tail ? n - f.tail : 0;
		for (size_t i = 0; i < log->n; i++)
			if (matches(log, &f, &log->rec[i])) {
				if (skip_lines)
					skip_lines--;
				else
					print_rec(log, &log->rec[i], out);
			}
	} else {
		fprintf(out, "error=verb_%s\n", verb);
		return false;
	}
	return true;
}
