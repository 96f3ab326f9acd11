/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of hkactl share: the context of one run, the tables of objects
 * and verbs, and exit codes.
 */
#ifndef HKACTL_H
#define HKACTL_H

#include "args.h"
#include "hka.h"
#include "keyword.h"
#include "print.h"

/* Exit codes, documented in hkactl(8). */
enum {
	EXIT_OK = 0,
	EXIT_REFUSED = 1,	/* the kernel said no, or cannot be reached */
	EXIT_USAGE = 2,		/* the command line is wrong */
	EXIT_NOBODY = 3,	/* nobody took over what was to be handed over */
};

struct ctl;

/* What the first word behind a verb names, for completion: NONE nothing, NEW what is not there yet. */
enum names { NAMES_NONE, NAMES_NEW, NAMES_ROUTERS, NAMES_TRACKERS, NAMES_GROUPS, NAMES_LEASES,
	     NAMES_MEMBERS /* routers and groups */ };

/* A verb: its word (in full: beginnings of it do), its grammar without the program's name. */
struct verb {
	const char *name;
	const char *grammar;
	int (*run)(struct ctl *ctl);
	const struct keyword *keywords;	/* that may follow the name; or NULL */
	bool set;			/* fixed ones may not */
	enum names names;
	const char *const *also;	/* what may stand instead; NULL-terminated, or NULL */
};

/* An object, with verbs or with @only itself. */
struct object {
	const char *name;
	const char *what;		/* one line for help */
	const struct verb *verbs;	/* ends with an empty one; or NULL */
	const struct verb *only;	/* where there are no verbs */
	const struct verb *bare;	/* what is meant without any word behind the object */
	const char *where;		/* what the words in capitals are, or NULL */
};

/* One run of the program; main() owns it. */
struct ctl {
	struct print print;
	struct args args;
	const char *netns;	/* -n, or NULL */
	bool json;
	bool pretty;
	bool stats;
	bool details;
	bool timestamp;
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
	/* How far the words have been understood, each NULL before. */
	const struct object *object;
	const struct verb *verb;
	int (*run)(struct ctl *ctl);	/* -h, -V: instead of what the words say */
	char name[HKA_NAME_MAX + 1];	/* ctl_name() */
	struct hka_client *client;	/* NULL until ctl_connect() */
};

extern const struct object objects[];	/* ends with an empty one */

int cmd_vr_add(struct ctl *ctl);
int cmd_vr_set(struct ctl *ctl);
int cmd_vr_del(struct ctl *ctl);
int cmd_vr_show(struct ctl *ctl);
int cmd_track_add(struct ctl *ctl);
int cmd_track_set(struct ctl *ctl);
int cmd_track_del(struct ctl *ctl);
int cmd_track_show(struct ctl *ctl);
int cmd_group_add(struct ctl *ctl);
int cmd_group_set(struct ctl *ctl);
int cmd_group_del(struct ctl *ctl);
int cmd_group_demote(struct ctl *ctl);
int cmd_group_undemote(struct ctl *ctl);
int cmd_group_show(struct ctl *ctl);
int cmd_lease_take(struct ctl *ctl);
int cmd_lease_release(struct ctl *ctl);
int cmd_lease_show(struct ctl *ctl);
int cmd_demote(struct ctl *ctl);
int cmd_undemote(struct ctl *ctl);
int cmd_handover(struct ctl *ctl);
int cmd_maintenance_on(struct ctl *ctl);
int cmd_maintenance_off(struct ctl *ctl);
int cmd_maintenance_show(struct ctl *ctl);
int cmd_reload(struct ctl *ctl);
int cmd_stop(struct ctl *ctl);
int cmd_explain(struct ctl *ctl);
int cmd_history(struct ctl *ctl);
int cmd_peers(struct ctl *ctl);
int cmd_object_help(struct ctl *ctl);
int cmd_stats(struct ctl *ctl);
int cmd_monitor(struct ctl *ctl);
int cmd_help(struct ctl *ctl);
int cmd_version(struct ctl *ctl);
int cmd_complete(struct ctl *ctl);

/* Set up ctl->print for the chosen output; @style is what text looks like. */
void ctl_print_begin(struct ctl *ctl, enum print_style style);

/*
 * The next word, the name of a router or tracker, into ctl->name; ctl->name stays
 * empty without a word unless it is @needed. @last: nothing may follow. Says what
 * is wrong and returns EXIT_USAGE.
 */
int ctl_name(struct ctl *ctl, bool needed, bool last);

/* Connect; on failure say why and return EXIT_REFUSED. */
int ctl_connect(struct ctl *ctl);
/* Say what the client's last call failed with. Returns EXIT_REFUSED. */
int ctl_refused(const struct ctl *ctl);
/* Say what is wrong with the command line, print the grammar in force. Returns EXIT_USAGE. */
int ctl_usage(const struct ctl *ctl, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Grammar of one verb, or of an object. */
void grammar_verb(FILE *out, const struct object *obj, const struct verb *verb);
void grammar_object(FILE *out, const struct object *obj);

#endif /* HKACTL_H */
