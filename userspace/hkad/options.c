// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the table of options, and what their values are; touches nothing else. */
#include <getopt.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "options.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))
#define ONLY_LONG 256	/* the first value of options that have no letter */

struct option_row {
	int letter;		/* 0: it has none */
	const char *name;
	const char *value;	/* what stands behind it; in [ ]: it may */
	const char *help;	/* NULL: it has no effect, and why says so */
	const char *why;
	/* What it sets: a bool to true, or a string to the value. Neither: set() does. */
	size_t flag, string;
	const char *(*set)(struct options *o, const char *value);	/* an error, or NULL */
};

#define FLAG(field) .flag = offsetof(struct options, field)
#define STRING(field) .string = offsetof(struct options, field)

static const char *set_test(struct options *o, const char *value)
{
	o->mode = MODE_TEST;
	o->file = value ? value : o->file;
	return NULL;
}

static const char *set_commands(struct options *o, const char *value)
{
	(void)value;
	o->mode = MODE_COMMANDS;
	return NULL;
}

static const char *set_config(struct options *o, const char *value)
{
	(void)value;
	o->mode = MODE_CONFIG;
	return NULL;
}

static const char *set_keywords(struct options *o, const char *value)
{
	(void)value;
	o->mode = MODE_KEYWORDS;
	return NULL;
}

static const char *set_help(struct options *o, const char *value)
{
	(void)value;
	o->mode = MODE_HELP;
	return NULL;
}

static const char *set_version(struct options *o, const char *value)
{
	(void)value;
	o->mode = MODE_VERSION;
	return NULL;
}

static const char *set_detail(struct options *o, const char *value)
{
	(void)value;
	o->detail++;
	return NULL;
}

static const char *set_log_file(struct options *o, const char *value)
{
	o->log_file = value ? value : "hkad.log";
	return NULL;
}

static const char *set_facility(struct options *o, const char *value)
{
	static const int local[] = {
		LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7,
	};
	const char *digit = strncmp(value, "local", 5) ? value : value + 5;

	if (digit[0] >= '0' && digit[0] <= '7' && !digit[1])
		o->facility = local[digit[0] - '0'];
	else if (!strcmp(value, "daemon"))
		o->facility = LOG_DAEMON;
	else if (!strcmp(value, "user"))
		o->facility = LOG_USER;
	else
		return "the facility is 0 to 7, local0 to local7, user or daemon";
	return NULL;
}

static const char *set_umask(struct options *o, const char *value)
{
	char *end;
	long mask = strtol(value, &end, 0);

	if (!*value || *end || mask < 0 || mask > 0777)
		return "the mask is 0 to 0777";
	o->umask = (int)mask;
	return NULL;
}

static const char *set_signum(struct options *o, const char *value)
{
	o->mode = MODE_SIGNUM;
	if (!strcmp(value, "STOP"))
		o->signum = SIGTERM;
	else if (!strcmp(value, "RELOAD"))
		o->signum = SIGHUP;
	else
		return "there are STOP and RELOAD; hkactl(8) shows states and counters";
	return NULL;
}

static const char *set_genhash(struct options *o, const char *value)
{
	(void)o;
	(void)value;
	return "hkad has no genhash";
}

static const struct option_row table[] = {
	{ 't', "config-test", "[FILE]", "check the configuration; exit status 0: clean, 1: errors, 2: warnings only", .set = set_test },
	{ 0, "print-commands", NULL, "what hkactl(8) must be told to make the file's routers", .set = set_commands },
	{ 0, "print-config", NULL, "the configuration as it is in effect, with defaults, to be loaded again", .set = set_config },
	{ 0, "print-keywords", NULL, "the table of keywords, for programs", .set = set_keywords },
	{ 'f', "use-file", "FILE", "the configuration, if -t names none (/etc/hka/hka.conf)", STRING(file) },
	{ 'i', "config-id", "ID", "what @ID lines are for (the first part of the host's name)", STRING(id) },
	{ 'e', "all-config", NULL, "an included file that is missing or unreadable is an error", FLAG(all_files) },
	{ 'n', "dont-fork", NULL, "stay in the foreground", FLAG(foreground) },
	{ 'd', "dump-conf", NULL, "print the effective configuration to standard error at start, without passwords", FLAG(dump) },
	{ 'P', "vrrp", NULL, "routers only: no checks", FLAG(no_checks) },
	{ 'C', "check", NULL, "checks and virtual servers only: no routers", FLAG(no_vrrp) },
	{ 'B', "no_bfd", NULL, "no BFD", FLAG(no_bfd) },
	{ 'l', "log-console", NULL, "log to standard error, too", FLAG(console) },
	{ 'D', "log-detail", NULL, "log more; twice: most", .set = set_detail },
	{ 'S', "log-facility", "FACILITY", "of syslog: 0 to 7, local0 to local7, user or daemon", .set = set_facility },
	{ 'g', "log-file", "[FILE]", "log to a file, too (hkad.log)", .set = set_log_file },
	{ 'G', "no-syslog", NULL, "do not log to syslog", FLAG(no_syslog) },
	{ 'p', "pid", "FILE", "where the process's number is written", STRING(pid_file) },
	{ 's', "namespace", "NAME", "run in this network namespace", STRING(netns) },
	{ 'u', "umask", "MASK", "for the files that are written", .set = set_umask },
	{ 'X', "release-vips", NULL, "a restart releases the routers, too", FLAG(release_vips) },
	{ 'V', "dont-release-vrrp", NULL, "a stop keeps the routers", FLAG(keep_routers) },
	{ 'I', "dont-release-ipvs", NULL, "a stop keeps the virtual servers", FLAG(keep_services) },
	{ 0, "beside-keepalived", NULL, "start although keepalived speaks VRRP in the network namespace", FLAG(beside_keepalived) },
	{ 0, "ignore-sigint", NULL, "for a debugger", FLAG(ignore_sigint) },
	{ 0, "signum", "WHAT", "print the signal for STOP or RELOAD", .set = set_signum },
	{ 'h', "help", NULL, "this", .set = set_help },
	{ 'v', "version", NULL, "the version", .set = set_version },
	/* keepalived's that have no effect. */
	{ 0, "all", NULL, .why = "one process runs every part" },
	{ 'R', "dont-respawn", NULL, .why = "the routers do not depend on a process" },
	{ 0, "flush-log-file", NULL, .why = "each line of the log is written at once" },
	{ 'r', "vrrp_pid", "FILE", .why = "the routers have no process" },
	{ 'c', "checkers_pid", "FILE", .why = "-p is the only process that is to be told anything" },
	{ 'b', "bfd_pid", "FILE", .why = "-p is the only process that is to be told anything" },
	{ 'a', "address-monitoring", NULL, .why = "ip -t monitor address tells of every address" },
	{ 'x', "snmp", NULL, .why = "hkad has no SNMP agent yet" },
	{ 'A', "snmp-agent-socket", "FILE", .why = "hkad has no SNMP agent yet" },
	{ 'm', "core-dump", NULL, .why = "LimitCORE= of the service and ulimit -c say whether there are core dumps" },
	{ 'M', "core-dump-pattern", "[PATTERN]", .why = "the pattern of core dumps is the host's" },
	{ 'L', "mem-check-log", NULL, .why = "it is for debugging keepalived" },
	{ 'O', "openssl-mem-check", NULL, .why = "it is for debugging keepalived" },
	{ 0, "no-mem-check", NULL, .why = "it is for debugging keepalived" },
	{ 0, "perf", "[WHEN]", .why = "it is for debugging keepalived" },
	{ 0, "debug", "[WHAT]", .why = "it is for debugging keepalived; -D logs more" },
	{ 0, "config-fd", "FD", .why = "keepalived's processes hand it to each other" },
	{ 'T', "genhash", NULL, .why = "keepalived's tool for a page's digest is not here", .set = set_genhash },
};

static bool optional(const struct option_row *row)
{
	return row->value && row->value[0] == '[';
}

/* What getopt_long() takes, of the table. */
static void make_getopt(char *letters, struct option *longs)
{
	size_t i;

	/* Whether an option or its value is missing is told apart, and neither is printed. */
	*letters++ = ':';
	for (i = 0; i < LENGTH(table); i++) {
		const struct option_row *row = &table[i];

		longs[i] = (struct option){
			.name = row->name, .val = ONLY_LONG + (int)i,
			.has_arg = !row->value ? no_argument : optional(row) ? optional_argument : required_argument,
		};
		if (!row->letter)
			continue;
		*letters++ = (char)row->letter;
		if (row->value)
			*letters++ = ':';
		if (optional(row))
			*letters++ = ':';
	}
	*letters = '\0';
	longs[i] = (struct option){ 0 };
}

static const struct option_row *find(int c)
{
	size_t i;

	if (c >= ONLY_LONG)
		return &table[c - ONLY_LONG];
	for (i = 0; i < LENGTH(table); i++)
		if (c && table[i].letter == c)
			return &table[i];
	return NULL;
}

static bool apply(struct options *o, const struct option_row *row, const char *value, FILE *err)
{
	const char *error = NULL;

	if (value && !*value)
		error = "the value is empty";
	else if (row->set)
		error = row->set(o, value);
	else if (row->flag)
		*(bool *)((char *)o + row->flag) = true;
	else if (row->string)
		*(const char **)((char *)o + row->string) = value;
	else
		fprintf(err, "hkad: --%s has no effect: %s\n", row->name, row->why);
	if (error)
		fprintf(err, "hkad: --%s: %s\n", row->name, error);
	return !error;
}

bool options_parse(struct options *o, int argc, char **argv, FILE *err)
{
	char letters[3 * LENGTH(table) + 2];
	struct option longs[LENGTH(table) + 1];
	bool good = true;
	int c, before = 1;

	*o = (struct options){ .facility = LOG_DAEMON, .umask = -1 };
	make_getopt(letters, longs);
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct option_row *row = find(c == ':' ? optopt : c);

		if (!row) {
			fprintf(err, "hkad: there is no option %s\n", argv[optind > before ? optind - 1 : before]);
			good = false;
		} else if (c == ':') {
			fprintf(err, "hkad: --%s needs a value\n", row->name);
			good = false;
		} else {
			/* keepalived's -t FILE and -g FILE want no blank; people write one. */
			if (optional(row) && !optarg && optind < argc && argv[optind][0] != '-')
				optarg = argv[optind++];
			good &= apply(o, row, optarg, err);
		}
		before = optind;
	}
	for (; optind < argc; optind++) {
		fprintf(err, "hkad: what is %s for?\n", argv[optind]);
		good = false;
	}
	return good;
}

void options_usage(FILE *out)
{
	char left[64];
	size_t i;

	fputs("usage: hkad [OPTION...]\n", out);
	for (i = 0; i < LENGTH(table); i++) {
		const struct option_row *row = &table[i];
		const char *open = optional(row) ? "[=" : row->value ? " " : "";

		if (!row->help)
			continue;
		snprintf(left, sizeof(left), "  %c%c%c --%s%s%s", row->letter ? '-' : ' ', row->letter ? row->letter : ' ',
			 row->letter ? ',' : ' ', row->name, open, row->value ? row->value + optional(row) : "");
		fprintf(out, "%-30s%s%s\n", left, strlen(left) > 28 ? "  " : "", row->help);
	}
	fputs("keepalived's other options are accepted, and have no effect: ", out);
	for (i = 0; i < LENGTH(table); i++)
		if (!table[i].help && !table[i].set)
			fprintf(out, "--%s ", table[i].name);
	fputc('\n', out);
}
