// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the keywords outside of every block, and the look-up and printing of all. */
#include <string.h>

#include "rows.h"

#define CARRIER "the kernel module reads the carrier itself"

static const struct block addresses = { .body = BODY_ADDRESSES };
static const struct block delays = { .body = BODY_DELAYS };
static const struct block services = { .body = BODY_SERVICES };
static const struct block text = { .body = BODY_LINES };

static const struct keyword keywords[] = {
	STRING("net_namespace", NULL, "network namespace to run in; -s comes first, and it is read when hkad starts"),
	STRING("instance", NULL, "name of this hkad, where several run in a namespace: its lease is hkad.NAME; read when hkad starts"),
	NONE("use_pid_dir", 0, 0, NULL, "hkad writes a process number only where -p says", "files with process numbers have a directory of their own"),
	NONE("linkbeat_use_polling", 0, 0, NULL, CARRIER, "ask for carriers"),
	NONE("namespace_with_ipsets", 0, 0, NULL, "hka refuses packets itself, without a firewall", "ipset in a namespace"),
	NONE("child_wait_time", 1, 1, "SECONDS", "hkad waits for nobody when it ends: the kernel goes on", "how long processes may take to end"),
	BLOCK("global_defs", keywords_global_defs, "what holds for all"),
	NAMED("vrrp_instance", keywords_instance, "a virtual router"),
	NAMED("vrrp_sync_group", keywords_sync_group, "routers that are MASTER together, or none of them"),
	NAMED("vrrp_leader_group", keywords_leader_group, "routers, up to thousands, that do as one of them does, at once, and advertise seldom", OWN),
	NAMED("vrrp_script", keywords_script, "a script that routers track, and that hka-run runs",
	      BETTER("what it said last outlives hkad, and a host that cannot run it is no failure of it")),
	NAMED("track_file", keywords_track_file, "a file with a number, that routers track"),
	ALIAS("vrrp_track_file", "track_file"),
	NAMED("vrrp_track_process", keywords_track_process, "a process that routers track", RUN),
	NAMED("bfd_instance", keywords_bfd, "a BFD session", LATER),
	NAMED("track_group", keywords_track_group, "routers that are in FAULT while one of its static lines cannot be installed, or the interface of one is not up"),
	BLOCK("static_ipaddress", addresses, "addresses that the host has whatever its routers do; removed when hkad is stopped", BETTER("an address that was there before is left as it is, and stays")),
	BLOCK("static_routes", text, "the same of routes", BETTER("a route that was there before is left as it is, and stays")),
	BLOCK("static_rules", text, "the same of rules", BETTER("a rule that was there before is left as it is, and stays")),
	{ .name = "garp_group", .arg = ARG_WORDS, .max = 1, .args = "[NAME]", .block = &keywords_garp_group, MANY,
	  .help = "how fast announcements may follow each other on some interfaces" },
	BLOCK("interface_up_down_delays", delays, "for how long interfaces must be down or up before that counts"),
	{ .name = "linkbeat_interfaces", .arg = ARG_NONE, .use = USE_NONE, .why = CARRIER, .block = &text,
	  .help = "interfaces whose carrier is asked for" },
	{ .name = "net_namespace_ipvs", .arg = ARG_OPT_STRING, .help = "network namespace that IPVS is set up in", IPVS },
	BLOCK("SSL", keywords_ssl, "what SSL_GET shows and trusts", CHECK),
	NAMED("virtual_server_group", services, "addresses and marks that are one virtual server", IPVS),
	{ .name = "virtual_server", .arg = ARG_WORDS, .min = 1, .max = 2, .args = "ADDRESS [PORT]|fwmark N|group NAME", .block = &keywords_virtual_server, MANY,
	  .help = "a virtual server", IPVS },
	END,
};
const struct block keywords_root = { .keyword = keywords };

const struct keyword *keyword_find(const struct block *block, const char *name)
{
	const struct keyword *k;

	for (k = block->keyword; k && k->name; k++)
		if (k->name[0] == name[0] && !strcmp(k->name, name))
			return k->alias ? keyword_find(block, k->alias) : k;
	return NULL;
}

const char *keyword_name(const void *block, size_t i)
{
	return ((const struct block *)block)->keyword[i].name;
}

const char *use_held(enum use use)
{
	switch (use) {
	case USE_RUN:
		return "trackers, hooks and mail";
	case USE_CHECK:
		return "health checks";
	case USE_IPVS:
		return "the load balancer";
	case USE_LATER:
		return "SNMP, D-Bus and BFD";
	default:
		return NULL;
	}
}

/* What stands behind it, as manuals write that. */
static void print_args(const struct keyword *k, FILE *out)
{
	static const char *const words[] = {
		[ARG_BOOL] = "[on|off]", [ARG_INT] = "N", [ARG_OPT_INT] = "[N]", [ARG_TIME] = "SECONDS",
		[ARG_MILLIS] = "MILLISECONDS", [ARG_IPV4] = "ADDRESS", [ARG_IPV6] = "ADDRESS", [ARG_IP] = "ADDRESS",
		[ARG_STRING] = "TEXT", [ARG_OPT_STRING] = "[TEXT]", [ARG_SCRIPT] = "SCRIPT [USER [[:]GROUP]]",
		[ARG_OPT_SCRIPT] = "[SCRIPT [USER [[:]GROUP]]]", [ARG_WEIGHT] = "N [reverse]",
		[ARG_MANAGER_LOST] = "keep|demote N|handover|release [after SECONDS]",
	};

	if (k->args)
		fputs(k->args, out);
	else if (k->arg == ARG_CHOICE)
		fputs(k->choices, out);
	else if (k->arg == ARG_OPT_CHOICE)
		fprintf(out, "[%s]", k->choices);
	else if (k->arg < sizeof(words) / sizeof(*words) && words[k->arg])
		fputs(words[k->arg], out);
}

/* A number of the bounds: whole, or of a time in microseconds. */
static void print_bound(long long n, long long unit, FILE *out)
{
	if (unit == 1 || !(n % unit))
		fprintf(out, "%lld", n / unit);
	else
		fprintf(out, "%g", (double)n / (double)unit);
}

static void print_range(const struct keyword *k, FILE *out)
{
	long long unit = k->arg == ARG_TIME ? S : k->arg == ARG_MILLIS ? 1000 : 1;

	if (k->arg != ARG_INT && k->arg != ARG_OPT_INT && k->arg != ARG_WEIGHT && k->arg != ARG_TIME && k->arg != ARG_MILLIS)
		return;
	print_bound(k->min, unit, out);
	fputs("..", out);
	print_bound(k->max, unit, out);
}

static void print_row(const char *in, const struct keyword *k, enum use use, FILE *out)
{
	static const char *const uses[] = {
		[USE_APPLY] = "apply", [USE_RUN] = "run", [USE_CHECK] = "check", [USE_IPVS] = "ipvs",
		[USE_LATER] = "later", [USE_NONE] = "none", [USE_REFUSE] = "refuse",
	};

	fprintf(out, "%s\t%s\t%s\t", in, k->name, k->alias ? k->alias : "");
	print_args(k, out);
	fputc('\t', out);
	print_range(k, out);
	fprintf(out, "\t%s\t%s\t%s\t%s\t%s\t%s%s%s%s\t%s\t%s\n", k->def ? k->def : "", k->global ? k->global : "",
		k->alias ? "" : uses[use], use_held(use) ? use_held(use) : "", k->why ? k->why : "",
		k->own ? "own " : "", k->many ? "many " : "", k->inherit ? "inherit " : "", k->block ? "block" : "",
		k->better ? k->better : "", k->help ? k->help : "");
}

/* @held: what the block around waits for. */
static void print_block(const char *path, const struct block *block, enum use held, FILE *out)
{
	const struct keyword *k;
	char below[256];

	for (k = block->keyword; k && k->name; k++) {
		enum use use = k->use == USE_APPLY ? held : k->use;

		print_row(path, k, use, out);
		if (!k->block || k->block->body != BODY_KEYWORDS)
			continue;
		snprintf(below, sizeof(below), "%s%s%s", path, *path ? "/" : "", k->name);
		print_block(below, k->block, use, out);
	}
}

void keywords_print(FILE *out)
{
	fputs("block\tkeyword\talias\targuments\trange\tdefault\tglobal\tuse\theld\twhy\tflags\tbetter\thelp\n", out);
	print_block("", &keywords_root, USE_APPLY, out);
}
