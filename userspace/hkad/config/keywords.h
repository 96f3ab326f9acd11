/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every keyword of keepalived's language, with what it takes and what hka makes of it. The one
 * table that validation and, later, documentation, defaults and completion are drawn from.
 */
#ifndef HKAD_KEYWORDS_H
#define HKAD_KEYWORDS_H

#include <stddef.h>

/* What stands behind a keyword. */
enum arg {
	ARG_NONE,
	ARG_BOOL,	/* on|off|true|false|yes|no, or nothing: on */
	ARG_INT,	/* min … max */
	ARG_OPT_INT,	/* the same, or nothing */
	ARG_TIME,	/* seconds, with fractions; min … max are in microseconds */
	ARG_CHOICE,	/* one of the words of choices, a | between them */
	ARG_OPT_CHOICE,	/* the same, or nothing */
	ARG_IPV4, ARG_IPV6, ARG_IP,
	ARG_STRING,	/* one word */
	ARG_OPT_STRING,	/* one word, or nothing */
	ARG_SCRIPT,	/* a script with arguments, [user [group]]; choices "optional": or nothing */
	ARG_WORDS,	/* min … max words of any kind */
};

/* What the lines of a block are, where they are no keywords. */
enum body {
	BODY_KEYWORDS,
	BODY_ADDRESSES,	/* ADDR[/LEN] [dev IF] … */
	BODY_PEERS,	/* ADDR [min_ttl N] [max_ttl N] */
	BODY_TRACKS,	/* NAME [weight N] [reverse|noreverse] */
	BODY_NAMES,	/* one or more names */
	BODY_LINES,	/* somebody else reads them: routes, rules … */
};

/* What hka makes of a keyword. */
enum use {
	USE_APPLY,	/* the kernel or hkad does it */
	USE_CHECK,	/* of the health checks: read and held */
	USE_IPVS,	/* of the load balancer: read and held */
	USE_LATER,	/* of another part that does not run yet: read and held */
	USE_NONE,	/* nothing, and why says so */
	USE_REFUSE,	/* an error, and why says so: ignoring it would change what is on the wire */
};

struct block;

struct keyword {
	const char *name;
	const char *alias;	/* of this keyword, which has the rest */
	enum arg arg;
	long long min, max;
	const char *choices;
	enum use use;
	const char *why;
	const struct block *block;	/* what it opens; NULL: it opens none */
};

struct block {
	enum body body;
	const struct keyword *keyword;	/* ends with one without a name */
};

extern const struct block keywords_root;

/* The keyword of a block, an alias resolved; NULL: none. */
const struct keyword *keyword_find(const struct block *block, const char *name);
/* For nearest() of diag.h, on a struct block. */
const char *keyword_name(const void *block, size_t i);

#endif
