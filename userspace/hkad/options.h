/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line: keepalived's options where they have a meaning here, those that have none with
 * the reason, and hkad's own. One table is what is accepted and what --help says.
 */
#ifndef HKAD_OPTIONS_H
#define HKAD_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

/* What is to be done. */
enum options_mode {
	MODE_RUN,
	MODE_TEST,		/* -t */
	MODE_COMMANDS,		/* --print-commands */
	MODE_CONFIG,		/* --print-config */
	MODE_KEYWORDS,		/* --print-keywords */
	MODE_SIGNUM,		/* --signum, in signum */
	MODE_HELP,
	MODE_VERSION,
};

struct options {
	enum options_mode mode;
	const char *file;	/* -f, or behind -t; NULL: the usual one */
	const char *id;		/* -i; NULL: the host's name */
	bool all_files;		/* -e: an include without a file is an error */
	bool foreground;	/* -n */
	bool dump;		/* -d: say the effective configuration before it is applied */
	bool no_vrrp, no_checks, no_bfd;	/* -C, -P, -B */
	/* The log: syslog unless no_syslog, with the facility of syslog(3). */
	unsigned int detail;	/* -D, -DD */
	bool console, no_syslog;	/* -l, -G */
	int facility;		/* -S */
	const char *log_file;	/* -g */
	const char *pid_file;	/* -p */
	const char *netns;	/* -s */
	int umask;		/* -u; -1: as it is */
	bool release_vips, keep_routers, keep_services;	/* -X, -V, -I */
	bool beside_keepalived;	/* start all the same */
	bool ignore_sigint;
	int signum;
};

/* False: it is wrong, and that was said on err. Strings are argv's. */
bool options_parse(struct options *o, int argc, char **argv, FILE *err);
void options_usage(FILE *out);

#endif
