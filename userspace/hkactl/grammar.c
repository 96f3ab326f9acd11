// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Objects, verbs and their grammar: the one place that knows them. Dispatch,
 * help, usage errors and completion read it.
 */
#include <string.h>

#include "demote.h"
#include "group_args.h"
#include "handover.h"
#include "hkactl.h"
#include "lease.h"
#include "maintenance.h"
#include "track_args.h"
#include "vr_args.h"

static const char *const all[] = { "all", NULL }, *const dev[] = { "dev", NULL },
	*const clear[] = { "clear", NULL };

static const struct verb vr_verbs[] = {
	{ "add",
	  "vr add NAME [dev IFACE] vrid N [version 2|3] [inet|inet6]\n"
	  "       [group ADDR] [strict] [SETTING]...",
	  cmd_vr_add, vr_keywords, false, NAMES_NEW, NULL },
	{ "set", "vr set NAME SETTING...", cmd_vr_set, vr_keywords, true, NAMES_ROUTERS, NULL },
	{ "delete", "vr del NAME|all", cmd_vr_del, NULL, false, NAMES_ROUTERS, all },
	{ "show", "vr show [NAME | dev IFACE]", cmd_vr_show, NULL, false, NAMES_ROUTERS, dev },
	{ "help", "vr help", cmd_object_help, NULL, false, NAMES_NONE, NULL },
	{ 0 }
};

static const struct verb track_verbs[] = {
	{ "add",
	  "track add NAME link IFACE|named [up|down|NUMBER] [HOW]...\n"
	  "          [up-delay TIME] [down-delay TIME] [vr ROUTERS]\n"
	  "          [group GROUPS]",
	  cmd_track_add, track_keywords, false, NAMES_NEW, NULL },
	{ "set",
	  "track set NAME [up|down|NUMBER] [up-delay TIME] [down-delay TIME]\n"
	  "          [HOW]... [vr ROUTERS] [group GROUPS]",
	  cmd_track_set, track_keywords, true, NAMES_TRACKERS, NULL },
	{ "delete", "track del NAME|all", cmd_track_del, NULL, false, NAMES_TRACKERS, all },
	{ "show", "track show [NAME]", cmd_track_show, NULL, false, NAMES_TRACKERS, NULL },
	{ "help", "track help", cmd_object_help, NULL, false, NAMES_NONE, NULL },
	{ 0 }
};

static const struct verb group_verbs[] = {
	{ "add",
	  "group add NAME sync|leader [track-weight on|off]\n"
	  "          [follow-interval TIME] [on-loss promote|park]",
	  cmd_group_add, group_add_keywords, false, NAMES_NEW, NULL },
	{ "set",
	  "group set NAME [track-weight on|off] [leader ROUTER]\n"
	  "          [follow-interval TIME] [on-loss promote|park]",
	  cmd_group_set, group_set_keywords, true, NAMES_GROUPS, NULL },
	{ "delete", "group del NAME|all", cmd_group_del, NULL, false, NAMES_GROUPS, all },
	{ "demote", "group demote NAME AMOUNT|fault [reason TEXT] [ttl TIME]", cmd_group_demote,
	  demote_keywords, false, NAMES_GROUPS, NULL },
	{ "undemote", "group undemote NAME [REASON]", cmd_group_undemote, NULL, false,
	  NAMES_GROUPS, NULL },
	{ "show", "group show [NAME]", cmd_group_show, NULL, false, NAMES_GROUPS, NULL },
	{ "help", "group help", cmd_object_help, NULL, false, NAMES_NONE, NULL },
	{ 0 }
};

static const struct verb lease_verbs[] = {
	{ "take", "lease take NAME [heartbeat TIME] [timeout TIME] [grace TIME]",
	  cmd_lease_take, lease_keywords, false, NAMES_LEASES, NULL },
	{ "release", "lease release NAME [force]", cmd_lease_release, NULL, false, NAMES_LEASES,
	  NULL },
	{ "show", "lease show [NAME]", cmd_lease_show, NULL, false, NAMES_LEASES, NULL },
	{ "help", "lease help", cmd_object_help, NULL, false, NAMES_NONE, NULL },
	{ 0 }
};

static const struct verb maintenance_verbs[] = {
	{ "on", "maintenance on [hard] [reason TEXT] [ttl TIME]", cmd_maintenance_on,
	  maintenance_keywords, false, NAMES_NONE, NULL },
	{ "off", "maintenance off", cmd_maintenance_off, NULL, false, NAMES_NONE, NULL },
	{ "show", "maintenance [show]", cmd_maintenance_show, NULL, false, NAMES_NONE, NULL },
	{ 0 }
};

static const struct verb
	demote_verb = { "", "demote NAME AMOUNT|fault [reason TEXT] [ttl TIME]", cmd_demote,
		   demote_keywords, false, NAMES_ROUTERS, NULL },
	undemote_verb = { "", "undemote NAME [REASON]", cmd_undemote, NULL, false, NAMES_ROUTERS, NULL },
	handover = { "", "handover NAME|GROUP|all [back]", cmd_handover, handover_keywords,
		     false, NAMES_MEMBERS, all },
	explain = { "", "explain [NAME]", cmd_explain, NULL, false, NAMES_ROUTERS, NULL },
	history = { "", "history NAME", cmd_history, NULL, false, NAMES_ROUTERS, NULL },
	peers = { "", "peers [NAME]", cmd_peers, NULL, false, NAMES_ROUTERS, NULL },
	stats = { "", "stats [clear] [NAME]", cmd_stats, NULL, false, NAMES_ROUTERS, clear },
	show = { "", "show [NAME | dev IFACE]", cmd_vr_show, NULL, false, NAMES_ROUTERS, dev },
	monitor = { "", "monitor [-t] [-d]", cmd_monitor, NULL, false, NAMES_NONE, NULL },
	reload = { "", "reload [INSTANCE]", cmd_reload, NULL, false, NAMES_NONE, NULL },
	stop = { "", "stop [INSTANCE]", cmd_stop, NULL, false, NAMES_NONE, NULL },
	help = { "", "help", cmd_help, NULL, false, NAMES_NONE, NULL },
	version = { "", "version", cmd_version, NULL, false, NAMES_NONE, NULL };

static const char vr_where[] =
	"SETTING := priority N | interval TIME | preempt on|off\n"
	"         | preempt-delay TIME | startup-delay TIME | down-count N\n"
	"         | checksum auto|rfc9568|rfc5798 | auth none | auth pass SECRET\n"
	"         | hmac HMAC...\n"
	"         | accept on|off|ping | source ADDR\n"
	"         | peer ADDR [ttl-min N] [ttl-max N] | unicast-ttl N\n"
	"         | check-source on|off | check-addresses on|off\n"
	"         | reply-lower on|off | yield-advert on|off\n"
	"         | owner-check on|off | track-link on|off\n"
	"         | announce ANNOUNCE... | claim CLAIM... | no-vip | vmac [on|off]\n"
	"         | in-group GROUP | no-group | rename NAME\n"
	"         | lease NAME [POLICY]... | lease none\n"
	"         | vip ADDR[/LEN] [VIP]... | excluded ADDR[/LEN] [VIP]...\n"
	"         | route ROUTE | no-route | rule RULE | no-rule\n"
	"HMAC := enforce | permissive | receive-only | off | key ID file PATH|-\n"
	"      | active ID | forget ID | anti-replay time|monotonic | window TIME\n"
	"ANNOUNCE := repeat N | delay TIME | refresh TIME | refresh-repeat N\n"
	"          | lower-repeat N | lower-delay TIME | interval TIME | group N\n"
	"CLAIM := link-delay TIME | dampening TIME | suppress N | reuse N\n"
	"       | on-drop on|off\n"
	"POLICY := keep | demote N | handover | release | after TIME | no-after\n"
	"VIP := dev IFACE | scope host|link|global|site|N | label NAME\n"
	"     | brd ADDR|+|- | peer ADDR[/LEN] | nodad | -nodad | noprefixroute\n"
	"     | home | mngtmpaddr | autojoin | preferred_lft SECONDS|forever\n"
	"     | excluded\n"
	"ROUTE := [add|append|prepend] [inet|inet6] [TYPE] PREFIX|default\n"
	"         [NEXTHOP]... [nexthop NEXTHOP...]... [nhid N] [src ADDR]\n"
	"         [from PREFIX] [table T] [metric N] [proto P] [scope S] [tos N]\n"
	"         [pref low|medium|high] [METRIC [lock] N]... [no-track]\n"
	"NEXTHOP := via [inet|inet6] ADDR | dev IFACE | onlink | weight N\n"
	"         | realms REALMS\n"
	"RULE := [inet|inet6] [not] [from PREFIX] [to PREFIX] [iif IFACE]\n"
	"        [oif IFACE] [fwmark N[/MASK]] [tos N] [ipproto P] [sport N[-N]]\n"
	"        [dport N[-N]] [uidrange N-N] [tun_id N] [l3mdev] [pref N]\n"
	"        [table T | goto N | ACTION] [suppress_prefixlength N]\n"
	"        [suppress_ifgroup N] [realms REALMS] [proto P] [no-track]";

static const char track_where[] =
	"ROUTERS := ROUTER [HOW]... [ROUTERS]\n"
	"GROUPS := GROUP [HOW]... [GROUPS]\n"
	"HOW := weight N | reverse | fault; in front of vr for all routers";

const struct object objects[] = {
	{ "vr", "virtual routers", vr_verbs, NULL, &vr_verbs[3], vr_where },
	{ "track", "trackers, which move priorities", track_verbs, NULL, &track_verbs[3],
	  track_where },
	{ "group", "groups of routers that change together", group_verbs, NULL, &group_verbs[5],
	  NULL },
	{ "lease", "leases that managers hold", lease_verbs, NULL, &lease_verbs[2], NULL },
	{ "demote", "lower a router's priority by hand", NULL, &demote_verb, NULL, NULL },
	{ "undemote", "end that", NULL, &undemote_verb, NULL, NULL },
	{ "handover", "let another router take over", NULL, &handover, NULL, NULL },
	{ "maintenance", "hand everything over, and claim nothing", maintenance_verbs, NULL,
	  &maintenance_verbs[2], NULL },
	{ "show", "the virtual routers: vr show", NULL, &show, NULL, NULL },
	{ "explain", "why a router is in its state, in words", NULL, &explain, NULL, NULL },
	{ "history", "last transitions of a router", NULL, &history, NULL, NULL },
	{ "peers", "every router that was heard", NULL, &peers, NULL, NULL },
	{ "stats", "counters of a router or of the network namespace", NULL, &stats, NULL, NULL },
	{ "monitor", "transitions and changes as they happen", NULL, &monitor, NULL, NULL },
	{ "reload", "hkad reads its configuration again", NULL, &reload, NULL, NULL },
	{ "stop", "hkad releases its routers and ends", NULL, &stop, NULL, NULL },
	{ "help", "this text", NULL, &help, NULL, NULL },
	{ "version", "version of this program", NULL, &version, NULL, NULL },
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

	if (obj->only) {
		print_lines(out, prefix, obj->only->grammar);
		return;
	}
	for (const struct verb *v = obj->verbs; v->name; v++) {
		print_lines(out, prefix, v->grammar);
		prefix = next;
	}
	if (obj->where)
		print_lines(out, where, obj->where);
}
