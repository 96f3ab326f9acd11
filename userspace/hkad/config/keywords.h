/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every keyword of the language, with what it takes, what it is without it, what hka makes of it
 * and what it is for. The one table that validation, defaults, documentation and completion are
 * drawn from.
 */
#ifndef HKAD_KEYWORDS_H
#define HKAD_KEYWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What stands behind a keyword. */
enum arg {
	ARG_NONE,
	ARG_BOOL,	/* on|off|true|false|yes|no, or nothing: on */
	ARG_INT,	/* min … max */
	ARG_OPT_INT,	/* the same, or nothing */
	ARG_TIME,	/* seconds, with fractions; min … max are in microseconds */
	ARG_MILLIS,	/* milliseconds, with fractions; min … max are in microseconds */
	ARG_CHOICE,	/* one of the words of choices, a | between them */
	ARG_OPT_CHOICE,	/* the same, or nothing */
	ARG_IPV4, ARG_IPV6, ARG_IP,
	ARG_STRING,	/* one word */
	ARG_OPT_STRING,	/* one word, or nothing */
	ARG_SCRIPT,	/* a script with arguments, [user [group]] */
	ARG_OPT_SCRIPT,	/* the same, or nothing */
	ARG_WORDS,	/* min … max words of any kind; what they are stands in args */
	ARG_WEIGHT,	/* min … max, [reverse] */
	ARG_MANAGER_LOST,	/* keep|demote N|handover|release [after SECONDS] */
};

/* What the lines of a block are, where they are no keywords. */
enum body {
	BODY_KEYWORDS,
	BODY_ADDRESSES,	/* ADDR[/LEN] [dev IF] … */
	BODY_PEERS,	/* ADDR [min_ttl N] [max_ttl N] */
	BODY_TRACKS,	/* NAME [weight N] [reverse|noreverse] */
	BODY_NAMES,	/* one or more names */
	BODY_DELAYS,	/* IF SECONDS [SECONDS] */
	BODY_SERVICES,	/* ADDR[-ADDR|/LEN] [PORT], or fwmark N [inet|inet6] */
	BODY_LINES,	/* somebody else reads them: routes, rules … */
};

/* What hka makes of a keyword. A keyword in a block that is held is held, too. */
enum use {
	USE_APPLY,	/* the kernel or hkad does it */
	USE_RUN,	/* of trackers, hooks, mail and files of hkad as it runs: read and held */
	USE_CHECK,	/* of the health checks: read and held */
	USE_IPVS,	/* of the load balancer: read and held */
	USE_LATER,	/* of SNMP, D-Bus and BFD: read and held */
	USE_NONE,	/* nothing, and why says so */
	USE_REFUSE,	/* an error, and why says so: ignoring it would change what is on the wire */
};

struct block;

struct keyword {
	const char *name;
	const char *alias;	/* of this keyword, which has the rest */
	enum arg arg;
	long long min, max;
	const char *choices, *args;
	const char *def;	/* what it is if nobody says it; NULL: nothing, or not a constant */
	const char *global;	/* the keyword of global_defs that says it then */
	enum use use;
	const char *why;	/* of USE_NONE and USE_REFUSE; of what is held: what it waits for, if not the rest of its kind */
	const char *help;
	const char *better;	/* in what hka does more, or otherwise, than keepalived; NULL: the same */
	bool own;		/* keepalived does not have it */
	bool must;		/* its block is nothing without it */
	bool many;		/* each one is another; else the last one counts, and blocks are put together */
	bool clamp;		/* a number beyond the bounds is moved to them, with a warning */
	bool inherit;		/* the default is what the block around says by the same name */
	const struct block *block;	/* what it opens; NULL: it opens none */
};

struct block {
	enum body body;
	const struct keyword *keyword;	/* ends with one without a name */
};

/* No block has more. */
#define KEYWORDS_MAX 256

extern const struct block keywords_root;
/* Parts of it. */
extern const struct block keywords_global_defs, keywords_instance, keywords_sync_group, keywords_leader_group,
	keywords_garp_group,
	keywords_track_group, keywords_script, keywords_track_process, keywords_track_file, keywords_bfd,
	keywords_ssl, keywords_virtual_server;

/* The keyword of a block, an alias resolved; NULL: none. */
const struct keyword *keyword_find(const struct block *block, const char *name);
/* For nearest() of diag.h, on a struct block. */
const char *keyword_name(const void *block, size_t i);
/* What is held for later, in words; NULL: it is not. */
const char *use_held(enum use use);
/* The whole table, for programs: a line for each keyword, its fields with tabs between them. */
void keywords_print(FILE *out);

#endif
