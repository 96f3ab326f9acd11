// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hkad. Owns the command line: whether a configuration is applied, or only checked.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "apply/wanted.h"
#include "config/load.h"
#include "config/print.h"
#include "daemon.h"
#include "detach.h"
#include "options.h"
#include "track/tracked.h"

#define DEFAULT_FILE "/etc/hka/hka.conf"

/* Exit statuses of -t. */
enum { CLEAN, ERRORS, WARNINGS };

static int check(const struct options *o)
{
	const struct load from = { .path = o->file, .id = o->id, .all_files = o->all_files };
	const struct command *commands = NULL;
	struct configuration c = { 0 };
	char lease[HKA_NAME_MAX + 1];
	struct tracked tracked;
	struct wanted w;
	int status;

	configuration_load(&c, &from);
	if (c.root) {
		commands = commands_make(c.root, &c.arena, &c.diags);
		commands_lease(c.root, lease);
		wanted_make(&w, commands, lease, &c.diags);
		wanted_free(&w);
		if (o->mode == MODE_TEST)
			tracked_make(&tracked, c.root, &c.arena, &c.diags);
	}
	if (!c.diags.count[DIAG_ERROR] && o->mode == MODE_COMMANDS)
		commands_print(commands, stdout);
	if (!c.diags.count[DIAG_ERROR] && o->mode == MODE_CONFIG)
		configuration_print(c.root, true, stdout);
	diags_print(&c.diags, stderr);
	status = c.diags.count[DIAG_ERROR] ? ERRORS : c.diags.count[DIAG_WARNING] ? WARNINGS : CLEAN;
	configuration_free(&c);
	return status;
}

/* -d: what is about to be applied; what is wrong with it is told by the daemon. */
static void dump(const struct load *from)
{
	struct configuration c = { 0 };

	if (configuration_load(&c, from))
		configuration_print(c.root, false, stderr);
	configuration_free(&c);
}

static int run(const struct options *o)
{
	const struct load from = {
		.path = o->file, .id = o->id, .all_files = o->all_files, .again = true, .no_routers = o->no_vrrp,
	};
	int ready = -1;

	if (o->umask >= 0)
		umask((mode_t)o->umask);
	if (o->dump)
		dump(&from);
	if (!o->foreground) {
		ready = detach();
		if (ready < 0) {
			perror("hkad");
			return ERRORS;
		}
	}
	return daemon_run(o, &from, ready);
}

int main(int argc, char **argv)
{
	struct options options;
	struct utsname host;

	if (!options_parse(&options, argc, argv, stderr)) {
		fputs("hkad --help says what there is\n", stderr);
		return ERRORS;
	}
	if (!options.file)
		options.file = DEFAULT_FILE;
	if (!options.id && !uname(&host)) {
		host.nodename[strcspn(host.nodename, ".")] = '\0';
		options.id = host.nodename;
	}
	switch (options.mode) {
	case MODE_HELP:
		options_usage(stdout);
		return EXIT_SUCCESS;
	case MODE_VERSION:
		puts("hkad " HKACTL_VERSION);
		return EXIT_SUCCESS;
	case MODE_KEYWORDS:
		keywords_print(stdout);
		return EXIT_SUCCESS;
	case MODE_SIGNUM:
		printf("%d\n", options.signum);
		return EXIT_SUCCESS;
	case MODE_TEST:
	case MODE_COMMANDS:
	case MODE_CONFIG:
		return check(&options);
	case MODE_RUN:
		break;
	}
	return run(&options);
}
