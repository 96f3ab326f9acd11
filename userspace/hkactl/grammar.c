// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Objects, verbs and their grammar: the one place that knows them. Dispatch,
 * help, usage errors and completion read it.
 */
#include <string.h>

#include "hkactl.h"
#include "vr_args.h"

static const struct verb vr_verbs[] = {
	{ "add",
	  "vr add NAME [dev IFACE] vrid N [version 2|3] [inet|inet6]\n"
	  "       [group ADDR] [strict] [SETTING]...",
	  cmd_vr_add, vr_keywords, false },
	{ "set", "vr set NAME SETTING...", cmd_vr_set, vr_keywords, true },
	{ "delete", "vr del NAME|all", cmd_vr_del, NULL, false },
	{ "show", "vr show [NAME | dev IFACE]", cmd_vr_show, NULL, false },
	{ "help", "vr help", cmd_vr_help, NULL, false },
	{ 0 }
};

static const char vr_where[] =
	"SETTING := priority N | interval TIME | preempt on|off\n"
	"         | preempt-delay TIME | startup-delay TIME | down-count N\n"
	"         | checksum auto|rfc9568|rfc5798 | auth none | auth pass SECRET\n"
	"         | accept on|off | source ADDR\n"
	"         | peer ADDR [ttl-min N] [ttl-max N] | unicast-ttl N\n"
	"         | check-source on|off | check-addresses on|off\n"
	"         | reply-lower on|off | yield-advert on|off\n"
	"         | owner-check on|off | track-link on|off\n"
	"         | announce ANNOUNCE... | no-vip\n"
	"         | vip ADDR[/LEN] [VIP]... | excluded ADDR[/LEN] [VIP]...\n"
	"ANNOUNCE := repeat N | delay TIME | refresh TIME | refresh-repeat N\n"
	"          | lower-repeat N | lower-delay TIME | interval TIME | group N\n"
	"VIP := dev IFACE | scope host|link|global|site|N | label NAME\n"
	"     | brd ADDR|+|- | peer ADDR[/LEN] | nodad | -nodad | noprefixroute\n"
	"     | home | mngtmpaddr | autojoin | preferred_lft SECONDS|forever\n"
	"     | excluded";

const struct object objects[] = {
	{ "vr", "virtual routers", vr_verbs, NULL, cmd_vr_show, vr_where },
	{ "stats", "counters of a router or of the network namespace", NULL, "stats [NAME]",
	  cmd_stats, NULL },
	{ "monitor", "transitions and changes as they happen", NULL, "monitor [-t]", cmd_monitor,
	  NULL },
	{ "help", "this text", NULL, "help", cmd_help, NULL },
	{ "version", "version of this program", NULL, "version", cmd_version, NULL },
	{ 0 }
};

static const char first[] = "Usage: hkactl ", next[] = "       hkactl ", where[] = "       ";

static void print_lines(FILE *out, const char *prefix, const char *grammar)
{
	const char *end;

	fputs(prefix, out);
	while ((end = strchr(grammar, '\n'))) {
		fprintf(out, "%.*s\n%*s", (int)(end - grammar), grammar, (int)strlen(prefix), "");
		grammar = end + 1;
	}
	fprintf(out, "%s\n", grammar);
}

void grammar_verb(FILE *out, const struct object *obj, const struct verb *verb)
{
	print_lines(out, first, verb->grammar);
	if (obj->where && verb->keywords)
		print_lines(out, where, obj->where);
}

void grammar_object(FILE *out, const struct object *obj)
{
	const char *prefix = first;

	if (!obj->verbs) {
		print_lines(out, prefix, obj->grammar);
		return;
	}
	for (const struct verb *v = obj->verbs; v->name; v++) {
		print_lines(out, prefix, v->grammar);
		prefix = next;
	}
	if (obj->where)
		print_lines(out, where, obj->where);
}
