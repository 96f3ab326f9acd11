// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns what keepalived's keywords are in hkactl's words, and keepalived's defaults where they
 * are not the module's. Touches nothing but memory, and looks at the time since boot.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "commands.h"
#include "config/index.h"
#include "config/instance.h"
#include "config/uses.h"
#include "track/tracked.h"
#include "words/args.h"

/* The device that keepalived makes for an instance's virtual MAC. */
struct vmac {
	const char *name, *parent;
	const struct node *instance;
};

struct limits {
	const struct node *garp_group;
	unsigned int number;	/* 0: no other interface shares it */
};

struct maker {
	const struct node *root, *globals;
	const char *lease;
	/*
	 * What the file has, by name: instances, groups by their members, virtual MACs; by interface:
	 * limits of announcements, delays.
	 */
	struct index instances, groups, vmacs, limits, delays;
	struct arena *arena;
	struct diags *diags;
	struct command *first, **end;
	/* The command that is being made. */
	const struct node *node;
	const char **word;
	struct origin *origin;
	unsigned int words, room;
	struct command_line *line, **end_line;
};

static void more_room(struct maker *m)
{
	unsigned int room = m->room ? 2 * m->room : 256;
	const char **word = arena_alloc(m->arena, room * sizeof(*word));
	struct origin *origin = arena_alloc(m->arena, room * sizeof(*origin));

	if (m->words) {
		memcpy(word, m->word, m->words * sizeof(*word));
		memcpy(origin, m->origin, m->words * sizeof(*origin));
	}
	m->word = word;
	m->origin = origin;
	m->room = room;
}

/* @word comes of the @i-th one of the line. */
static void add_of(struct maker *m, const char *word, const struct node *line, unsigned int i)
{
	if (m->words == m->room)
		more_room(m);
	m->origin[m->words] = (struct origin){ .node = line, .word = i };
	m->word[m->words++] = word;
}

static void add(struct maker *m, const char *word)
{
	add_of(m, word, m->node, 0);
}

/* A keyword and its value, both of the line. */
static void add2_of(struct maker *m, const char *key, const char *value, const struct node *line)
{
	add_of(m, key, line, 0);
	add_of(m, value, line, line->words > 1 ? 1 : 0);
}

static void add2(struct maker *m, const char *key, const char *value)
{
	add(m, key);
	add(m, value);
}

static void end_command(struct maker *m)
{
	struct command *c = arena_alloc(m->arena, sizeof(*c));

	c->node = m->node;
	c->words = m->words;
	c->word = arena_alloc(m->arena, m->words * sizeof(*c->word));
	memcpy(c->word, m->word, m->words * sizeof(*c->word));
	c->origin = memcpy(arena_alloc(m->arena, m->words * sizeof(*c->origin)), m->origin, m->words * sizeof(*c->origin));
	c->line = m->line;
	*m->end = c;
	m->end = &c->next;
	m->words = 0;
}

/* @program: hkactl, or ip. */
static void start_command(struct maker *m, const char *program, const struct node *node)
{
	m->node = node;
	m->line = NULL;
	m->end_line = &m->line;
	add(m, program);
}

/* What is added until its end is a line of such a list. */
static struct command_line *start_line(struct maker *m, const char *what)
{
	struct command_line *line = arena_alloc(m->arena, sizeof(*line));

	*line = (struct command_line){ .what = what, .from = m->words };
	*m->end_line = line;
	m->end_line = &line->next;
	return line;
}

static void end_line(const struct maker *m, struct command_line *line)
{
	line->end = m->words;
}

/* The instance's own setting, or the one that stands in global_defs for all. */
static const struct node *setting(const struct maker *m, const char *name, const char *global)
{
	const struct node *node = name ? node_find(m->node, name) : NULL;

	return node || !global || !m->globals ? node : node_find(m->globals, global);
}

static bool is_on(const struct node *node)
{
	bool on = false;

	return node && (!node_value(node) || (value_bool(node_value(node), &on) && on));
}

static void add_onoff(struct maker *m, const char *word, const struct node *node, bool inverse)
{
	if (node)
		add2_of(m, word, is_on(node) != inverse ? "on" : "off", node);
}

static long long time_of(const struct node *node)
{
	long long us = 0;

	return node_value(node) && value_time(node_value(node), &us) ? us : 0;
}

/* Seconds with fractions, as hkactl takes them. */
static const char *seconds(struct maker *m, long long us)
{
	return us % 1000000 ? us % 1000 ? arena_printf(m->arena, "%lldus", us) :
	       arena_printf(m->arena, "%lldms", us / 1000) : arena_printf(m->arena, "%llds", us / 1000000);
}

static void add_time(struct maker *m, const char *word, const struct node *node)
{
	long long us;

	if (node_value(node) && value_time(node_value(node), &us))
		add2_of(m, word, seconds(m, us), node);
}

static void add_value(struct maker *m, const char *word, const struct node *node)
{
	if (node_value(node))
		add2_of(m, word, node_value(node), node);
}

/* Version 2 counts in seconds, version 3 in hundredths of them; keepalived rounds. */
static void add_interval(struct maker *m, bool v3)
{
	const struct node *node = node_find(m->node, "advert_int");
	long long us, unit = v3 ? 10000 : 1000000;

	if (!node_value(node) || !value_time(node_value(node), &us))
		return;
	us = (us + unit / 2) / unit * unit;
	add2_of(m, "interval", seconds(m, us ? us : unit), node);
}

static void add_preempt(struct maker *m, bool master, bool owner)
{
	const struct node *nopreempt = node_find(m->node, "nopreempt");

	if (nopreempt && !master && !owner)
		add2_of(m, "preempt", "off", nopreempt);
	else if (!master)
		add_time(m, "preempt-delay", node_find(m->node, "preempt_delay"));
}

static void add_auth(struct maker *m, bool v3)
{
	const struct node *auth = node_find(m->node, "authentication"), *type, *pass;

	if (!auth || v3)
		return;
	type = node_find(auth, "auth_type");
	pass = node_find(auth, "auth_pass");
	if (!node_value(pass) || (node_value(type) && strcasecmp(node_value(type), "PASS")))
		return;
	add2_of(m, "auth", "pass", pass);
	add_of(m, arena_printf(m->arena, "%.8s", node_value(pass)), pass, 1);
}

/* Keys that stand in the configuration itself are marked as that: hkactl takes them from files only. */
static void add_hmac(struct maker *m)
{
	static const char *const settings[][2] = {
		{ "active_key", "active" }, { "anti_replay", "anti-replay" }, { "time_window", "window" },
	};
	const struct node *hmac = node_find(m->node, "auth_hmac"), *key;
	size_t i;

	if (!hmac)
		return;
	key = node_find(hmac, "mode");
	if (node_value(key))
		add2_of(m, "hmac", node_value(key), key);
	else
		add2_of(m, "hmac", "enforce", hmac);
	for (key = hmac->first; key; key = key->next) {
		if (!key->keyword || strcmp(key->keyword->name, "key") || key->words < 3)
			continue;
		add_of(m, "key", key, 0);
		add_of(m, key->word[1].text, key, 1);
		add_of(m, "file", key, 2);
		add_of(m, !strncmp(key->word[2].text, "file:", 5) ? key->word[2].text + 5 :
		       arena_printf(m->arena, KEY_INLINE "%s", key->word[2].text), key, 2);
	}
	for (i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		add_value(m, settings[i][1], node_find(hmac, settings[i][0]));
}

/* How long a new router listens: so long, and until so long after boot. */
static void add_startup(struct maker *m)
{
	long long us = time_of(setting(m, "startup_delay", "vrrp_startup_delay"));
	long long boot = time_of(setting(m, NULL, "vrrp_delay_after_boot"));
	struct timespec now;

	if (boot && !clock_gettime(CLOCK_BOOTTIME, &now)) {
		boot -= now.tv_sec * 1000000LL + now.tv_nsec / 1000;
		us = boot > us ? boot : us;
	}
	if (us)
		add2(m, "startup-delay", seconds(m, us));
}

/* The policy; the daemon knows for how long it may be gone. */
static void add_manager_lost(struct maker *m)
{
	const struct node *node = setting(m, "manager_lost", "manager_lost");
	long long us;

	if (!node_value(node))
		return;
	add2_of(m, "lease", m->lease, node);
	add_of(m, node_value(node), node, 1);
	if (!strcmp(node_value(node), "demote") && node->words > 2)
		add_of(m, node->word[2].text, node, 2);
	/* What stands in global_defs is the lease's. */
	if (node->parent == m->node && manager_after(node, &us))
		add2_of(m, "after", seconds(m, us), node);
}

static void add_claim(struct maker *m)
{
	const struct node *drop = node_find(m->node, "preempt_on_drop");
	unsigned int before = m->words;

	add(m, "claim");
	add_time(m, "link-delay", node_find(m->node, "link_delay"));
	add_time(m, "dampening", node_find(m->node, "dampening"));
	add_value(m, "suppress", node_find(m->node, "dampening_suppress"));
	add_value(m, "reuse", node_find(m->node, "dampening_reuse"));
	if (drop)
		add2_of(m, "on-drop", "on", drop);
	if (m->words == before + 1)
		m->words = before;
}

static void add_announce(struct maker *m, bool v6)
{
	static const struct {
		const char *word, *name, *global;
		bool time;
	} settings[] = {
		{ "repeat", "garp_master_repeat", "vrrp_garp_master_repeat", false },
		{ "delay", "garp_master_delay", "vrrp_garp_master_delay", true },
		{ "refresh", "garp_master_refresh", "vrrp_garp_master_refresh", true },
		{ "refresh-repeat", "garp_master_refresh_repeat", "vrrp_garp_master_refresh_repeat", false },
		{ "lower-repeat", "garp_lower_prio_repeat", "vrrp_garp_lower_prio_repeat", false },
		{ "lower-delay", "garp_lower_prio_delay", "vrrp_garp_lower_prio_delay", true },
	};
	const char *ifname = node_value(node_find(m->node, "interface"));
	const struct limits *limits = ifname ? index_get(&m->limits, ifname) : NULL;
	unsigned int before = m->words;
	const struct node *extra = setting(m, "garp_extra_if", "vrrp_garp_extra_if");
	const struct node *gap = limits ? node_find(limits->garp_group, v6 ? "gna_interval" : "garp_interval") : NULL;
	size_t i;

	if (!gap)
		gap = setting(m, NULL, v6 ? "vrrp_gna_interval" : "vrrp_garp_interval");

	add(m, "announce");
	if (is_on(setting(m, NULL, "vrrp_min_garp"))) {
		add2(m, "repeat", "1");
		add2(m, "delay", "0s");
	}
	for (i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		const struct node *node = setting(m, settings[i].name, settings[i].global);

		if (settings[i].time)
			add_time(m, settings[i].word, node);
		else
			add_value(m, settings[i].word, node);
	}
	if (extra && extra->words > 2 && !time_of(setting(m, "garp_master_refresh", "vrrp_garp_master_refresh")) &&
	    strcmp(extra->word[2].text, "0"))
		add2(m, "refresh", arena_printf(m->arena, "%ss", extra->word[2].text));
	if (time_of(gap))
		add_time(m, "interval", gap);
	if (time_of(gap) && limits && limits->number)
		add2(m, "group", arena_printf(m->arena, "%u", limits->number));
	if (m->words == before + 1)
		m->words = before;
}

/* The name that keepalived gives, or is told to give, the device of an instance's virtual MAC. */
static const char *vmac_name(struct maker *m, const struct node *instance)
{
	const struct node *vmac = node_find(instance, "use_vmac"), *vrid = node_find(instance, "virtual_router_id");
	const struct node *prefix = m->globals ? node_find(m->globals, "vmac_prefix") : NULL;
	unsigned int i;

	for (i = 1; vmac && i < vmac->words; i++) {
		const char *word = vmac->word[i].text;

		if (!strcmp(word, "name") && i + 1 < vmac->words)
			return vmac->word[i + 1].text;
		if (!strcmp(word, "group") && i + 1 < vmac->words)
			i++;
		else if (!strchr(word, ':') && strcmp(word, "netlink_notify_msg"))
			return word;
	}
	if (!vmac || !node_value(vrid))
		return NULL;
	return arena_printf(m->arena, "%s%s.%s", node_value(prefix) ? node_value(prefix) : "vrrp",
			    instance_is_v6(instance) ? "6" : "", node_value(vrid));
}

static void find_vmac(struct maker *m, const struct node *instance)
{
	const char *name = vmac_name(m, instance), *parent = node_value(node_find(instance, "interface"));
	struct vmac *v;

	if (!name || !parent)
		return;
	v = arena_alloc(m->arena, sizeof(*v));
	*v = (struct vmac){ .name = name, .parent = parent, .instance = instance };
	index_add(&m->vmacs, m->arena, name, v);
}

/* The first group of an instance counts. */
static void find_members(struct maker *m, const struct node *of)
{
	const struct node *group = node_find(of, "group"), *leader = node_find(of, "leader"), *line;
	unsigned int i;

	if (node_value(leader))
		index_add(&m->groups, m->arena, node_value(leader), of);

	for (line = group ? group->first : NULL; line; line = line->next)
		for (i = 0; i < line->words; i++)
			index_add(&m->groups, m->arena, line->word[i].text, of);
}

static void find_limits(struct maker *m, const struct node *garp_group, unsigned int number)
{
	const struct node *one = node_find(garp_group, "interface"), *list = node_find(garp_group, "interfaces"), *line;
	struct limits *limits = arena_alloc(m->arena, sizeof(*limits));
	unsigned int i;

	*limits = (struct limits){ .garp_group = garp_group, .number = list ? number : 0 };
	if (node_value(one))
		index_add(&m->limits, m->arena, node_value(one), limits);
	for (line = list ? list->first : NULL; line; line = line->next)
		for (i = 0; i < line->words; i++)
			index_add(&m->limits, m->arena, line->word[i].text, limits);
}

static void find_delays(struct maker *m, const struct node *block)
{
	const struct node *line;

	for (line = block->first; line; line = line->next)
		if (line->words > 1)
			index_add(&m->delays, m->arena, line->word[0].text, line);
}

/* What is looked up again and again. */
static void find_names(struct maker *m)
{
	const struct node *node;
	unsigned int garp_groups = 0;

	for (node = m->root->first; node; node = node->next) {
		const char *block = node->keyword ? node->keyword->name : "";

		if (!strcmp(block, "garp_group"))
			find_limits(m, node, ++garp_groups);
		if (!strcmp(block, "interface_up_down_delays"))
			find_delays(m, node);
		if (!strcmp(block, "vrrp_instance"))
			find_vmac(m, node);
		if (!node_value(node))
			continue;
		if (!strcmp(block, "vrrp_instance"))
			index_add(&m->instances, m->arena, node_value(node), node);
		if (!strcmp(block, "vrrp_sync_group") || !strcmp(block, "vrrp_leader_group"))
			find_members(m, node);
	}
}

/* hka makes no device for a virtual MAC: what names one is on the device below it. */
static const char *device(struct maker *m, const struct node *line, unsigned int i)
{
	const char *name = line->word[i].text;
	const struct pos pos = node_pos(line, i);
	const struct vmac *v = index_get(&m->vmacs, name);

	if (!v)
		return name;
	diag(m->diags, DIAG_NOTE, &pos, "%s is the virtual MAC of %s; hka has no device for it: %s", name,
	     node_value(v->instance), v->parent);
	return v->parent;
}

/* track_group and its value are hkad's, of a static line: were they at the @i-th word, which then is the last of them? */
static bool skip_group(struct maker *m, const struct node *line, bool fixed, unsigned int *i)
{
	const struct pos pos = node_pos(line, *i + 1);

	if (!fixed || strcmp(line->word[*i].text, "track_group"))
		return false;
	if (*i + 1 == line->words)
		diag(m->diags, DIAG_ERROR, &pos, "track_group needs a value");
	++*i;
	return true;
}

/* What stands behind an address is in hkactl's words, but for what only keepalived has. @fixed: it is a static one. */
static void add_address_words(struct maker *m, const struct node *line, bool fixed)
{
	unsigned int i;

	for (i = 1; i < line->words; i++) {
		const char *key = line->word[i].text;
		const struct pos pos = node_pos(line, i);

		if (skip_group(m, line, fixed, &i))
			continue;
		if (!strcmp(key, "broadcast"))
			key = "brd";
		if (!strcmp(key, "no_track") || !strcmp(key, "use_vmac")) {
			if (!fixed)
				diag(m->diags, DIAG_WARNING, &pos, "%s is not known for an address yet: it is left out", key);
		} else if (!strcmp(key, "dev") && i + 1 < line->words) {
			add_of(m, key, line, i);
			i++;
			add_of(m, device(m, line, i), line, i);
		} else {
			add_of(m, key, line, i);
		}
	}
}

static void add_addresses(struct maker *m, const char *list, const char *word)
{
	const struct node *block = node_find(m->node, list), *line;

	for (line = block ? block->first : NULL; line; line = line->next) {
		struct command_line *l;

		add_of(m, word, line, 0);
		l = start_line(m, word);
		add_of(m, line->word[0].text, line, 0);
		add_address_words(m, line, false);
		end_line(m, l);
	}
}

static void add_peers(struct maker *m)
{
	const struct node *block = node_find(m->node, "unicast_peer"), *line;
	unsigned int i;

	for (line = block ? block->first : NULL; line; line = line->next) {
		add_of(m, "peer", line, 0);
		add_of(m, line->word[0].text, line, 0);
		for (i = 1; i + 1 < line->words; i += 2) {
			add_of(m, !strcmp(line->word[i].text, "min_ttl") ? "ttl-min" : "ttl-max", line, i);
			add_of(m, line->word[i + 1].text, line, i + 1);
		}
	}
}

/* Routes and rules are in iproute2's words, of which some have several forms, and some another meaning in each. */
static const char *ip_word(const char *word, bool rule)
{
	static const struct {
		const char *keepalived, *route, *rule;
	} words[] = {
		{ "gw", "via", NULL }, { "or", "via", NULL }, { "no_track", "no-track", "no-track" },
		{ "priority", "metric", "pref" }, { "preference", "metric", "pref" }, { "order", NULL, "pref" },
		{ "protocol", "proto", NULL }, { "oif", "dev", NULL }, { "dev", NULL, "iif" },
		{ "tunnel-id", NULL, "tun_id" }, { "sup_pl", NULL, "suppress_prefixlength" },
		{ "sup_group", NULL, "suppress_ifgroup" }, { "ip_proto", NULL, "ipproto" },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(word, words[i].keepalived) && (rule ? words[i].rule : words[i].route))
			return rule ? words[i].rule : words[i].route;
	return word;
}

/* Where "to" and the destination stand, which keepalived takes behind other words; 0: it comes first, or it is a rule. */
static unsigned int late_destination(const struct node *line)
{
	unsigned int i;

	for (i = 1; i + 1 < line->words; i++)
		if (!strcmp(line->word[i].text, "to"))
			return i;
	return !strcmp(line->word[0].text, "src") && line->words > 2 && strcmp(line->word[2].text, "via") ? 2 : 0;
}

/* @fixed: it is a static one. */
static void add_line(struct maker *m, const struct node *line, bool rule, bool fixed)
{
	unsigned int at = rule ? 0 : late_destination(line), last = at && !strcmp(line->word[at].text, "to") ? at + 1 : at, i;

	if (at)
		add_of(m, line->word[last].text, line, last);
	for (i = 0; i < line->words; i++) {
		const char *word = line->word[i].text;

		if (at && i >= at && i <= last)
			continue;
		if ((fixed && !strcmp(word, "no_track")) || skip_group(m, line, fixed, &i))
			continue;
		if (!rule && !strcmp(word, "or"))	/* keepalived's old word for one more gateway */
			add_of(m, "nexthop", line, i);
		add_of(m, ip_word(word, rule), line, i);
		if (i + 1 < line->words && (!strcmp(word, "dev") || !strcmp(word, "iif") || !strcmp(word, "oif"))) {
			i++;
			add_of(m, device(m, line, i), line, i);
		}
	}
}

static void add_lines(struct maker *m, const char *list, const char *word)
{
	const struct node *block = node_find(m->node, list), *line;

	for (line = block ? block->first : NULL; line; line = line->next) {
		struct command_line *l;

		add_of(m, word, line, 0);
		l = start_line(m, word);
		add_line(m, line, !strcmp(word, "rule"), false);
		end_line(m, l);
	}
}

/* What interface_up_down_delays says of an instance's own interface, where it is tracked: a tracker does that then, which can wait. */
static const struct node *own_delays(struct maker *m, const struct node *instance)
{
	const char *ifname = node_value(node_find(instance, "interface"));

	return ifname && !node_find(instance, "dont_track_primary") ? index_get(&m->delays, ifname) : NULL;
}

static void add_delays(struct maker *m, const struct node *delays)
{
	long long down, up;

	if (!delays || !value_time(delays->word[1].text, &down))
		return;
	up = down;
	if (delays->words > 2)
		value_time(delays->word[2].text, &up);
	add2(m, "down-delay", seconds(m, down));
	add2(m, "up-delay", seconds(m, up));
}

static void make_router(struct maker *m, const struct node *instance)
{
	const struct node *peers = node_find(instance, "unicast_peer");
	const char *priority = node_value(node_find(instance, "priority")), *group = node_value(index_get(&m->groups, node_value(instance)));
	bool v6 = instance_is_v6(instance), v3 = instance_is_v3(instance, m->globals);
	bool master = instance_is_master(instance), owner = instance_is_owner(instance);

	start_command(m, "hkactl", instance);
	add2(m, "vr", "add");
	add_of(m, node_value(instance), instance, 1);
	add_value(m, "dev", node_find(instance, "interface"));
	add_value(m, "vrid", node_find(instance, "virtual_router_id"));
	add(m, v6 ? "inet6" : "inet");
	add2(m, "version", v3 ? "3" : "2");
	if (!peers || !peers->first)
		add_value(m, "group", setting(m, "mcast_dst_ip", v6 ? "vrrp_mcast_group6" : "vrrp_mcast_group4"));
	if (is_on(setting(m, "strict_mode", "vrrp_strict")))
		add(m, "strict");
	if (priority)
		add_value(m, "priority", node_find(instance, "priority"));
	else
		add2(m, "priority", owner ? "255" : "100");
	add_interval(m, v3);
	add_preempt(m, master, owner);
	add_startup(m);
	add_value(m, "down-count", setting(m, "down_timer_adverts", "vrrp_down_timer_adverts"));
	if (v3 && !v6 && node_find(instance, "checksum"))
		add_value(m, "checksum", node_find(instance, "checksum"));
	else if (is_on(setting(m, "v3_checksum_as_v2", "v3_checksum_as_v2")) && v3 && !v6)
		add2(m, "checksum", "rfc9568");
	add_auth(m, v3);
	add_hmac(m);
	if (node_find(instance, "accept") || node_find(instance, "no_accept"))
		add2(m, "accept", node_find(instance, "no_accept") ? "off" : "on");
	add_value(m, "source", node_find(instance, peers ? "unicast_src_ip" : "mcast_src_ip"));
	add_peers(m);
	add_value(m, "unicast-ttl", peers ? node_find(instance, "unicast_ttl") : NULL);
	add_onoff(m, "reply-lower", setting(m, "lower_prio_no_advert", "vrrp_lower_prio_no_advert"), true);
	add_onoff(m, "yield-advert", setting(m, "higher_prio_send_advert", "vrrp_higher_prio_send_advert"), false);
	add_onoff(m, "check-addresses", v3 ? NULL : node_find(instance, "check_addresses"), false);
	add_onoff(m, "owner-check", setting(m, "owner_ignore_adverts", "vrrp_owner_ignore_adverts"), false);
	if (node_find(instance, "dont_track_primary") || own_delays(m, instance))
		add2(m, "track-link", "off");
	if (node_find(instance, "use_vmac"))
		add2(m, "vmac", "on");
	add_claim(m);
	add_manager_lost(m);
	if (group)
		add2(m, "in-group", group);
	add_announce(m, v6);
	if (node_find(instance, "no_virtual_ipaddress"))
		add(m, "no-vip");
	add_addresses(m, "virtual_ipaddress", "vip");
	add_addresses(m, "virtual_ipaddress_excluded", "excluded");
	add_lines(m, "virtual_routes", "route");
	add_lines(m, "virtual_rules", "rule");
	end_command(m);
}

/* keepalived's largest weights do what the kernel's largest do: no priority is so far from another. */
static const char *link_weight(const char *word)
{
	return !strcmp(word, "254") || !strcmp(word, "+254") ? "253" : !strcmp(word, "-254") ? "-253" : word;
}

/* The links that an instance or a group tracks: a tracker for each, of that one. */
static void make_links(struct maker *m, const struct node *of, const char *kind)
{
	const struct node *block = node_find(of, "track_interface"), *line;
	unsigned int i;

	for (line = block ? block->first : NULL; line; line = line->next) {
		bool weight = false;

		start_command(m, "hkactl", line);
		add2(m, "track", "add");
		add(m, arena_printf(m->arena, "%s-%s", node_value(of), line->word[0].text));
		add2(m, "link", device(m, line, 0));
		for (i = 1; i < line->words; i++) {
			const char *word = line->word[i].text;

			if (!strcmp(word, "weight") && i + 1 < line->words && strcmp(line->word[i + 1].text, "0")) {
				add2(m, word, link_weight(line->word[++i].text));
				weight = true;
			} else if (!strcmp(word, "reverse")) {
				add(m, word);
			}
		}
		if (!weight)
			add(m, "fault");
		add_delays(m, index_get(&m->delays, line->word[0].text));
		add2(m, kind, node_value(of));
		end_command(m);
	}
}

/* The interface of an instance, where its state counts only after a while. */
static void make_own_link(struct maker *m, const struct node *instance)
{
	const struct node *delays = own_delays(m, instance), *block = node_find(instance, "track_interface"), *line;
	const char *ifname = node_value(node_find(instance, "interface"));

	if (!delays)
		return;
	/* It is tracked as one of the others already. */
	for (line = block ? block->first : NULL; line; line = line->next)
		if (!strcmp(line->word[0].text, ifname))
			return;
	start_command(m, "hkactl", instance);
	add2(m, "track", "add");
	add(m, arena_printf(m->arena, "%s-%s", node_value(instance), ifname));
	add2(m, "link", ifname);
	add(m, "fault");
	add_delays(m, delays);
	add2(m, "vr", node_value(instance));
	end_command(m);
}

static void make_router_links(struct maker *m, const struct node *instance)
{
	make_links(m, instance, "vr");
	make_own_link(m, instance);
}

static void make_group_links(struct maker *m, const struct node *group)
{
	make_links(m, group, "group");
}

/* How the result moves a router: as the line says, and else as what it tracks says for all. */
static void add_effect(struct maker *m, const struct node *line, const struct node *of, const char *without)
{
	const struct node *weight = node_find(of, "weight");
	const char *word = node_value(weight) ? node_value(weight) : without;
	bool reverse = weight && weight->words > 2;
	unsigned int i;

	for (i = 1; i < line->words; i++) {
		if (!strcmp(line->word[i].text, "weight") && i + 1 < line->words)
			word = line->word[++i].text;
		else
			reverse = !strcmp(line->word[i].text, "reverse");
	}
	if (strspn(word, "+-0") == strlen(word))
		add(m, "fault");
	else
		add2(m, "weight", link_weight(word));
	if (reverse)
		add(m, "reverse");
}

/* What hkad finds out, and tells the kernel: a tracker for each thing that somebody tracks. */
static void make_named(struct maker *m, const char *block, const char *kind, const char *suffix, const char *weight)
{
	const struct index_entry *e;
	const struct node *node;
	struct uses uses;
	unsigned int i, n;

	uses_make(&uses, m->root, block, m->arena);
	for (node = m->root->first; node; node = node->next) {
		if (!node->keyword || strcmp(node->keyword->name, kind) || !node_value(node))
			continue;
		e = uses_find(&uses, node_value(node), &n);
		if (!e)
			continue;
		start_command(m, "hkactl", node);
		add2(m, "track", "add");
		add(m, arena_printf(m->arena, "%s%s", node_value(node), suffix));
		add(m, "named");
		/* What was never told holds a router that is in FAULT without it, and moves nobody else. */
		if (node_find(node, "init_fail"))
			add(m, "down");
		for (i = 0; i < n; i++) {
			const struct use_line *use = e[i].what;

			add2(m, use->group ? "group" : "vr", node_value(use->of));
			add_effect(m, use->line, node, weight);
		}
		end_command(m);
	}
}

/* ---- what the host has without any router ---- */

const char *static_group(const struct node *line)
{
	unsigned int i;

	for (i = 0; i + 1 < line->words; i++)
		if (!strcmp(line->word[i].text, "track_group"))
			return line->word[i + 1].text;
	return NULL;
}

bool node_says(const struct node *line, const char *word)
{
	unsigned int i;

	for (i = 0; i < line->words; i++)
		if (!strcmp(line->word[i].text, word))
			return true;
	return false;
}

/* keepalived's defaults are not those of ip-address(8). */
static void make_static_address(struct maker *m, const struct node *line)
{
	const struct node *dev = m->globals ? node_find(m->globals, "default_interface") : NULL;
	const char *address = line->word[0].text, *slash = strchr(address, '/');
	struct command_line *l;

	add2(m, "addr", "add");
	l = start_line(m, "excluded");
	add_of(m, address, line, 0);
	if (!node_says(line, "dev"))
		add2(m, "dev", node_value(dev) ? node_value(dev) : "eth0");
	add_address_words(m, line, true);
	if (strchr(address, ':') && !node_says(line, "nodad") && !node_says(line, "-nodad"))
		add(m, "nodad");
	if (strchr(address, ':') && !node_says(line, "preferred_lft") && (!slash || !strcmp(slash, "/128")))
		add2(m, "preferred_lft", "0");
	end_line(m, l);
}

static void make_static_route(struct maker *m, const struct node *line)
{
	const char *first = line->word[0].text;
	struct command_line *l;

	add(m, "route");
	l = start_line(m, "route");
	if (strcmp(first, "add") && strcmp(first, "append") && strcmp(first, "prepend"))
		add(m, "add");
	add_line(m, line, false, true);
	end_line(m, l);
}

static void make_static_rule(struct maker *m, const struct node *line)
{
	struct command_line *l;

	add2(m, "rule", "add");
	l = start_line(m, "rule");
	add_line(m, line, true, true);
	end_line(m, l);
}

static void make_statics(struct maker *m)
{
	static const struct {
		const char *block;
		void (*make)(struct maker *m, const struct node *line);
	} kinds[] = {
		{ "static_ipaddress", make_static_address }, { "static_routes", make_static_route },
		{ "static_rules", make_static_rule },
	};
	const struct node *node, *line;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		for (node = m->root->first; node; node = node->next)
			for (line = node->keyword && !strcmp(node->keyword->name, kinds[i].block) ? node->first : NULL;
			     line; line = line->next) {
				start_command(m, "ip", line);
				kinds[i].make(m, line);
				end_command(m);
			}
}

/* The members of a track_group that are there: a tracker with the words so far is theirs. Or there is none. */
static void end_group(struct maker *m, const struct node *track_group)
{
	const struct node *group = node_find(track_group, "group"), *line;
	unsigned int before = m->words, i;

	for (line = group ? group->first : NULL; line; line = line->next)
		for (i = 0; i < line->words; i++)
			if (index_get(&m->instances, line->word[i].text))
				add2(m, "vr", line->word[i].text);
	if (m->words > before)
		end_command(m);
	else
		m->words = 0;
}

/* What is made of static lines, by their groups, and where each group names each device first. */
struct grouped {
	struct index commands, devices;
};

static const char *device_key(struct maker *m, const char *group, const char *dev)
{
	return arena_printf(m->arena, "%s %s", group, dev);
}

static void find_grouped(struct maker *m, struct grouped *g)
{
	const struct command *c;
	unsigned int i;

	for (c = m->first; c; c = c->next) {
		const char *group = static_group(c->node);

		if (!group)
			continue;
		index_add(&g->commands, m->arena, group, c);
		for (i = 3; i + 1 < c->words; i++)
			if (!strcmp(c->word[i], "dev"))
				index_add(&g->devices, m->arena, device_key(m, group, c->word[i + 1]), &c->word[i]);
	}
}

/*
 * The instances of a track_group are in FAULT while the interface of one of its static lines is not up,
 * which the kernel sees, or one of them cannot be installed, which it is told.
 */
static void make_track_group(struct maker *m, const struct node *group, struct grouped *g)
{
	const char *name = node_value(group);
	const struct index_entry *entry;
	unsigned int n, i, k;

	entry = index_find(&g->commands, name, &n);
	for (k = 0; k < n; k++) {
		const struct command *c = entry[k].what;

		for (i = 3; i + 1 < c->words; i++) {
			const char *dev = c->word[i + 1];

			if (strcmp(c->word[i], "dev") || index_get(&g->devices, device_key(m, name, dev)) != &c->word[i])
				continue;
			start_command(m, "hkactl", c->node);
			add2(m, "track", "add");
			add(m, arena_printf(m->arena, "%s" STATIC_SUFFIX "-%s", name, dev));
			add2(m, "link", dev);
			add(m, "fault");
			add_delays(m, index_get(&m->delays, dev));
			end_group(m, group);
		}
	}
	if (!n)
		return;
	start_command(m, "hkactl", group);
	add2(m, "track", "add");
	add(m, arena_printf(m->arena, "%s" STATIC_SUFFIX, name));
	add2(m, "named", "up");
	add(m, "fault");
	end_group(m, group);
}

int commands_lease(const struct node *root, char lease[HKA_NAME_MAX + 1])
{
	return hka_manager_lease(root ? node_value(node_find(root, "instance")) : NULL, lease);
}

static bool is_kind(const struct node *node, const char *kind)
{
	return node->keyword && !strcmp(node->keyword->name, kind) && node_value(node);
}

static void make_sync_group(struct maker *m, const struct node *group)
{
	start_command(m, "hkactl", group);
	add2(m, "group", "add");
	add_of(m, node_value(group), group, 1);
	add(m, "sync");
	if (node_find(group, "sync_group_tracking_weight") || node_find(group, "global_tracking"))
		add2(m, "track-weight", "on");
	end_command(m);
}

static void make_leader_group(struct maker *m, const struct node *group)
{
	start_command(m, "hkactl", group);
	add2(m, "group", "add");
	add_of(m, node_value(group), group, 1);
	add(m, "leader");
	add_time(m, "follow-interval", node_find(group, "follow_interval"));
	add_value(m, "on-loss", node_find(group, "on_loss"));
	end_command(m);
}

/* Once its members are there. Who is in another group does not lead this one. */
static void make_leader(struct maker *m, const struct node *group)
{
	const struct node *leader = node_find(group, "leader"), *list = node_find(group, "group");
	const struct node *line = list ? list->first : NULL;
	unsigned int word = 0;

	if (node_value(leader) && index_get(&m->instances, node_value(leader))) {
		line = leader;
		word = 1;
	}
	if (!line || index_get(&m->groups, line->word[word].text) != group ||
	    !index_get(&m->instances, line->word[word].text))
		return;
	start_command(m, "hkactl", group);
	add2(m, "group", "set");
	add_of(m, node_value(group), group, 1);
	add_of(m, "leader", line, 0);
	add_of(m, line->word[word].text, line, word);
	end_command(m);
}

struct command *commands_make(const struct node *root, struct arena *arena, struct diags *diags)
{
	struct maker m = {
		.root = root, .globals = node_find(root, "global_defs"), .arena = arena, .diags = diags,
	};
	/* In this order, each for the whole file. */
	static const struct {
		const char *kind;
		void (*make)(struct maker *m, const struct node *node);
	} passes[] = {
		{ "vrrp_sync_group", make_sync_group }, { "vrrp_leader_group", make_leader_group },
		{ "vrrp_instance", make_router }, { "vrrp_leader_group", make_leader },
		{ "vrrp_sync_group", make_group_links }, { "vrrp_leader_group", make_group_links },
		{ "vrrp_instance", make_router_links },
	};
	struct grouped grouped = { .commands = { .n = 0 } };
	const struct node *node;
	char lease[HKA_NAME_MAX + 1];
	size_t i;

	m.end = &m.first;
	if (commands_lease(root, lease)) {
		const struct pos pos = node_pos(node_find(root, "instance"), 1);

		diag(diags, DIAG_ERROR, &pos, "a name of so many letters is too long");
	}
	m.lease = arena_copy(arena, lease, strlen(lease));
	find_names(&m);
	make_statics(&m);
	find_grouped(&m, &grouped);
	for (i = 0; i < sizeof(passes) / sizeof(*passes); i++)
		for (node = root->first; node; node = node->next)
			if (is_kind(node, passes[i].kind))
				passes[i].make(&m, node);
	make_named(&m, "track_script", "vrrp_script", SCRIPT_SUFFIX, "0");
	make_named(&m, "track_file", "track_file", FILE_SUFFIX, "1");
	for (node = root->first; node; node = node->next)
		if (is_kind(node, "track_group"))
			make_track_group(&m, node, &grouped);
	return m.first;
}

/* In single quotes where a shell would see more in it than a word. */
static void print_word(const char *word, FILE *out)
{
	const char *p;

	if (*word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-") == strlen(word)) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (p = word; *p; p++)
		if (*p == '\'')
			fputs("'\\''", out);
		else
			fputc(*p, out);
	fputc('\'', out);
}

void commands_print(const struct command *c, FILE *out)
{
	unsigned int i;

	for (; c; c = c->next) {
		for (i = 0; i < c->words; i++) {
			const char *word = c->word[i];

			if (i)
				fputc(' ', out);
			if (i > 2 && !strcmp(c->word[i - 3], "key") && !strncmp(word, KEY_INLINE, strlen(KEY_INLINE))) {
				/* Not on a command line, where others may see it. */
				fputs("<(printf %s ", out);
				print_word(word + strlen(KEY_INLINE), out);
				fputc(')', out);
			} else {
				print_word(word, out);
			}
		}
		fputc('\n', out);
	}
}
