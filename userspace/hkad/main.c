// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hkad. Owns the command line. So far it checks a configuration and says how hkactl would be told
 * of it; it does not apply one.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "apply/commands.h"
#include "config/check.h"

#define DEFAULT_FILE "/etc/hka/hka.conf"

/* Exit statuses of -t. */
enum { CLEAN, ERRORS, WARNINGS };

static const char usage[] =
	"usage: hkad -t[FILE] | --print-commands [-f FILE] [-i ID]\n"
	"  -t, --config-test[=FILE]  check the configuration; exit status 0: clean, 1: errors, 2: warnings only\n"
	"      --print-commands      what hkactl(8) must be told to make the file's routers\n"
	"  -f, --use-file FILE       the configuration (" DEFAULT_FILE ")\n"
	"  -i, --config-id ID        what @ID lines are for (the first part of the host's name)\n"
	"  -h, --help    -v, --version\n";

static int check(const char *file, const char *id, bool print)
{
	struct arena arena = { 0 };
	struct diags diags;
	struct lines *lines;
	int status;

	diags_init(&diags, &arena);
	lines = lines_open(file, id, &arena, &diags);
	if (lines) {
		struct node *root = tree_read(lines, &arena, &diags);

		lines_close(lines);
		check_keywords(root, &diags);
		check_meaning(root, &diags);
		if (print && !diags.count[DIAG_ERROR])
			commands_print(commands_make(root, &arena, &diags), stdout);
	}
	diags_print(&diags, stderr);
	status = diags.count[DIAG_ERROR] ? ERRORS : diags.count[DIAG_WARNING] ? WARNINGS : CLEAN;
	arena_free(&arena);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config-test", optional_argument, NULL, 't' },
		{ "use-file", required_argument, NULL, 'f' },
		{ "config-id", required_argument, NULL, 'i' },
		{ "print-commands", no_argument, NULL, 'p' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ 0 },
	};
	const char *file = DEFAULT_FILE, *id = NULL;
	struct utsname host;
	bool test = false, print = false;
	int c;

	while ((c = getopt_long(argc, argv, "t::f:i:hv", options, NULL)) != -1) {
		switch (c) {
		case 't':
			test = true;
			/* keepalived takes "-t FILE", too. */
			if (!optarg && optind < argc && argv[optind][0] != '-')
				optarg = argv[optind++];
			file = optarg ? optarg : file;
			break;
		case 'p':
			print = true;
			break;
		case 'f':
			file = optarg;
			break;
		case 'i':
			id = optarg;
			break;
		case 'v':
			puts("hkad " HKACTL_VERSION);
			return EXIT_SUCCESS;
		case 'h':
			fputs(usage, stdout);
			return EXIT_SUCCESS;
		default:
			fputs(usage, stderr);
			return ERRORS;
		}
	}
	if (optind < argc || !(test || print)) {
		if (!test && !print)
			fputs("hkad does not apply a configuration yet; -t checks one\n", stderr);
		fputs(usage, stderr);
		return ERRORS;
	}
	if (!id && !uname(&host)) {
		host.nodename[strcspn(host.nodename, ".")] = '\0';
		id = host.nodename;
	}
	return check(file, id, print);
}
