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
	  "vr add NAME dev IFACE vrid N [version 2|3] [inet|inet6]\n"
	  "       [priority N] [interval TIME] [preempt on|off]\n"
	  "       [checksum auto|rfc9568|rfc5798]\n"
	  "       [vip ADDR[/LEN] [dev IFACE]]...",
	  cmd_vr_add, vr_add_keywords },
	{ "set",
	  "vr set NAME [priority N] [interval TIME] [preempt on|off]\n"
	  "       [checksum auto|rfc9568|rfc5798]\n"
	  "       [vip ADDR[/LEN] [dev IFACE]]...",
	  cmd_vr_set, vr_set_keywords },
	{ "delete", "vr del NAME|all", cmd_vr_del, NULL },
	{ "show", "vr show [NAME | dev IFACE]", cmd_vr_show, NULL },
	{ "help", "vr help", cmd_vr_help, NULL },
	{ 0 }
};

const struct object objects[] = {
	{ "vr", "virtual routers", vr_verbs, NULL, cmd_vr_show },
	{ "stats", "counters of a router or of the network namespace", NULL, "stats [NAME]",
	  cmd_stats },
	{ "monitor", "transitions and changes as they happen", NULL, "monitor [-t]", cmd_monitor },
	{ "help", "this text", NULL, "help", cmd_help },
	{ "version", "version of this program", NULL, "version", cmd_version },
	{ 0 }
};

void grammar_print(FILE *out, const char *prefix, const char *grammar)
{
	const char *end;

	fputs(prefix, out);
	while ((end = strchr(grammar, '\n'))) {
		fprintf(out, "%.*s\n%*s", (int)(end - grammar), grammar, (int)strlen(prefix), "");
		grammar = end + 1;
	}
	fprintf(out, "%s\n", grammar);
}

void grammar_object(FILE *out, const struct object *obj)
{
	const char *prefix = "Usage: hkactl ";

	if (!obj->verbs) {
		grammar_print(out, prefix, obj->grammar);
		return;
	}
	for (const struct verb *v = obj->verbs; v->name; v++) {
		grammar_print(out, prefix, v->grammar);
		prefix = "       hkactl ";
	}
}
