// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what keywords say together: names that must exist, settings that exclude each other. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check.h"
#include "index.h"
#include "instance.h"

/* A named block of the root: "vrrp_script NAME". */
struct entry {
	const struct keyword *kind;
	const char *name;
	const struct node *node;
	size_t order;	/* in the file */
};

struct meaning {
	const struct node *root, *globals;
	struct diags *diags;
	struct entry *entry;	/* sorted by kind and name; the first of a name is first */
	size_t entries;
};

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : strcmp(x->name, y->name);
}

static int by_name_and_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = by_name(a, b);

	return c ? c : x->order < y->order ? -1 : 1;
}

static void make_index(struct meaning *c)
{
	const struct node *node;
	size_t n = 0;

	for (node = c->root->first; node; node = node->next)
		n++;
	c->entry = arena_alloc(c->diags->arena, n * sizeof(*c->entry));
	for (node = c->root->first; node; node = node->next) {
		const struct keyword *k = node->keyword;

		if (k && k->block && node_value(node)) {
			c->entry[c->entries] = (struct entry){ k, node_value(node), node, c->entries };
			c->entries++;
		}
	}
	qsort(c->entry, c->entries, sizeof(*c->entry), by_name_and_order);
}

static bool is_named(const struct meaning *c, const char *keyword, const char *name)
{
	const struct entry key = { .kind = keyword_find(&keywords_root, keyword), .name = name };

	return c->entries && bsearch(&key, c->entry, c->entries, sizeof(key), by_name);
}

static void say(const struct meaning *c, enum diag_level level, const struct node *node, unsigned int word,
		const char *what, const char *about)
{
	const struct pos pos = node_pos(node, word);

	diag(c->diags, level, &pos, "%s%s", about ? about : "", what);
}

static void check_twice(const struct meaning *c)
{
	static const char *const unique[] = { "vrrp_instance", "vrrp_script", "vrrp_sync_group", "vrrp_leader_group", "track_file",
					      "vrrp_track_process", "bfd_instance", "virtual_server_group" };
	size_t i, u;

	for (i = 1; i < c->entries; i++) {
		const struct entry *e = &c->entry[i], *before = e - 1;
		const struct pos pos = node_pos(e->node, 1);

		for (u = 0; u < sizeof(unique) / sizeof(*unique); u++)
			if (!strcmp(e->kind->name, unique[u]) && !by_name(before, e))
				diag(c->diags, DIAG_ERROR, &pos, "%s %s is there already, in %s:%u", unique[u],
				     e->name, before->node->pos.file, before->node->pos.line);
	}
}

/* Lines of a block that name something which must exist. */
static void check_refs(const struct meaning *c, const struct node *in, const char *list,
		       const char *kind)
{
	const struct node *refs = node_find(in, list), *line;
	unsigned int i, words;

	for (line = refs ? refs->first : NULL; line; line = line->next) {
		/* A list of names may have several in a line; a tracker has its weight behind it. */
		words = strcmp(list, "group") ? 1 : line->words;
		for (i = 0; i < words; i++)
			if (!is_named(c, kind, line->word[i].text)) {
				const struct pos pos = node_pos(line, i);

				diag(c->diags, DIAG_WARNING, &pos, "there is no %s %s: it is left out", kind,
				     line->word[i].text);
			}
	}
}

static void check_tracks(const struct meaning *c, const struct node *in)
{
	check_refs(c, in, "track_script", "vrrp_script");
	check_refs(c, in, "track_file", "track_file");
	check_refs(c, in, "track_process", "vrrp_track_process");
	check_refs(c, in, "track_bfd", "bfd_instance");
}

static void check_family(const struct meaning *c, const struct node *instance, const char *list, bool v6)
{
	const struct node *block = node_find(instance, list), *line;

	for (line = block ? block->first : NULL; line; line = line->next)
		if (!strchr(line->word[0].text, ':') == v6)
			say(c, DIAG_ERROR, line, 0, v6 ? " is no IPv6 address, the router is an IPv6 one" :
			    " is no IPv4 address, the router is an IPv4 one", line->word[0].text);
}

static void check_auth(const struct meaning *c, const struct node *instance, bool v3)
{
	const struct node *auth = node_find(instance, "authentication"), *type, *pass;

	if (!auth)
		return;
	type = node_find(auth, "auth_type");
	pass = node_find(auth, "auth_pass");
	if (node_value(type) && !strcasecmp(node_value(type), "AH"))
		say(c, DIAG_ERROR, type, 1, "hka does not speak VRRP in IPsec AH; use auth_hmac, or PASS", NULL);
	if (v3)
		say(c, DIAG_WARNING, auth, 0, "VRRP version 3 has no authentication: it is ignored", NULL);
	else if (node_value(pass) && strlen(node_value(pass)) > 8)
		say(c, DIAG_WARNING, pass, 1, "only the first 8 characters of the password count", NULL);
	if (!pass)
		say(c, DIAG_ERROR, auth, 0, "authentication needs an auth_pass", NULL);
	if (node_find(instance, "auth_hmac"))
		say(c, DIAG_ERROR, auth, 0, "authentication and auth_hmac exclude each other", NULL);
}

static void check_interval(const struct meaning *c, const struct node *instance, bool v3)
{
	const struct node *node = node_find(instance, "advert_int");
	long long us;

	if (!node_value(node) || !value_time(node_value(node), &us))
		return;
	if (v3 && us > 40950000)
		say(c, DIAG_ERROR, node, 1, "version 3 has intervals of 0.01 to 40.95 seconds", NULL);
	else if (v3 ? us % 10000 : us % 1000000)
		say(c, DIAG_WARNING, node, 1, v3 ? "version 3 has intervals of whole hundredths of a second: it is rounded" :
		    "version 2 has intervals of whole seconds: it is rounded", NULL);
}

static void check_dampening(const struct meaning *c, const struct node *instance)
{
	const struct node *suppress = node_find(instance, "dampening_suppress"), *reuse = node_find(instance, "dampening_reuse");
	long long high = 2000, low = 750;

	if (node_value(suppress))
		value_int(node_value(suppress), 1000, 20000, &high);
	if (node_value(reuse))
		value_int(node_value(reuse), 100, 19999, &low);
	if (low >= high)
		say(c, DIAG_ERROR, reuse ? reuse : suppress, 1, "dampening_reuse must be less than dampening_suppress", NULL);
}

static void check_election(const struct meaning *c, const struct node *instance)
{
	static const char *const trackers[] = { "track_script", "track_file", "track_process", "track_bfd" };
	const struct node *nopreempt = node_find(instance, "nopreempt");
	const struct node *delay = node_find(instance, "preempt_delay"), *priority = node_find(instance, "priority");
	bool master = instance_is_master(instance), owner = instance_is_owner(instance);
	size_t i;

	if (nopreempt && (master || owner))
		say(c, DIAG_WARNING, nopreempt, 0, owner ? "the owner of the addresses always preempts: nopreempt is ignored" :
		    "nopreempt is ignored with state MASTER", NULL);
	if (delay && nopreempt)
		say(c, DIAG_WARNING, delay, 0, "preempt_delay is ignored with nopreempt", NULL);
	else if (delay && master)
		say(c, DIAG_WARNING, delay, 0, "preempt_delay is ignored with state MASTER", NULL);
	if (!priority && master)
		say(c, DIAG_WARNING, node_find(instance, "state"), 0, "without a priority, state MASTER means 255, the owner of the addresses", NULL);
	if (node_find(instance, "preempt_on_drop") && (!nopreempt || master || owner))
		say(c, DIAG_WARNING, node_find(instance, "preempt_on_drop"), 0, "preempt_on_drop is for routers with nopreempt: this one preempts anyway", NULL);
	check_dampening(c, instance);
	for (i = 0; owner && i < sizeof(trackers) / sizeof(*trackers); i++)
		if (node_find(instance, trackers[i]))
			say(c, DIAG_WARNING, node_find(instance, trackers[i]), 0,
			    ": the priority 255 is not moved by weights", trackers[i]);
}

/* Who hears it: peers, or everybody in the group. */
static void check_casting(const struct meaning *c, const struct node *instance)
{
	static const char *const unicast[] = { "unicast_src_ip", "unicast_ttl", "check_unicast_src" };
	const struct node *peers = node_find(instance, "unicast_peer"), *old = node_find(instance, "old_unicast_checksum");
	const struct node *fault = node_find(instance, "unicast_fault_no_peer");
	size_t i;

	if (old && !node_value(old))
		say(c, DIAG_ERROR, old, 0, "hka does not send the checksum of keepalived 1.3.6 and before", NULL);
	if (peers && peers->first)
		return;
	if (fault || peers)
		say(c, DIAG_ERROR, fault ? fault : peers, 0, "there are no peers: the router would speak to everybody", NULL);
	for (i = 0; !fault && i < sizeof(unicast) / sizeof(*unicast); i++)
		if (node_find(instance, unicast[i]))
			say(c, DIAG_WARNING, node_find(instance, unicast[i]), 0, " is for unicast, and there is no unicast_peer: it is ignored",
			    unicast[i]);
}

/* hka has the standard's virtual MAC, and no other. */
static void check_vmac(const struct meaning *c, const struct node *instance, bool v6)
{
	const struct node *vmac = node_find(instance, "use_vmac"), *vrid = node_find(instance, "virtual_router_id");
	unsigned int i, b[6];
	long long id;

	for (i = 1; vmac && i < vmac->words; i++) {
		const char *word = vmac->word[i].text;
		int n;

		if (i > 1 && !strcmp(vmac->word[i - 1].text, "name"))
			continue;
		n = sscanf(word, "%2x:%2x:%2x:%2x:%2x:%2x", &b[0], &b[1], &b[2], &b[3], &b[4], &b[5]);
		if (n < 5 || !value_int(node_value(vrid) ? node_value(vrid) : "", 1, 255, &id))
			continue;
		if (b[0] || b[1] || b[2] != 0x5e || b[3] || b[4] != (v6 ? 2 : 1) || (n == 6 && b[5] != (unsigned int)id))
			say(c, DIAG_ERROR, vmac, i, v6 ? "the virtual MAC of an IPv6 router is 00:00:5e:00:02 and its number" :
			    "the virtual MAC of an IPv4 router is 00:00:5e:00:01 and its number", NULL);
	}
}

static void check_hmac(const struct meaning *c, const struct node *instance)
{
	const struct node *hmac = node_find(instance, "auth_hmac"), *active, *key;

	active = hmac ? node_find(hmac, "active_key") : NULL;
	for (key = hmac ? hmac->first : NULL; key; key = key->next) {
		const char *text = key->words > 2 ? key->word[2].text : NULL;
		size_t len = text ? strlen(text) : 0;
		long long id;

		if (!key->keyword || strcmp(key->keyword->name, "key") || !text)
			continue;
		if (!value_int(key->word[1].text, 1, 255, &id))
			say(c, DIAG_ERROR, key, 1, "a key has a number from 1 to 255", NULL);
		if (!strncmp(text, "hex:", 4) ? len < 68 || len > 132 || len % 2 || text[4 + strspn(text + 4, "0123456789abcdefABCDEF")] :
		    strncmp(text, "file:", 5) && (len < 32 || len > 64))
			say(c, DIAG_ERROR, key, 2, "a key has 32 to 64 bytes: hex: and two digits for each, file: and a path, or characters", NULL);
		if (node_value(active) && !strcmp(node_value(active), key->word[1].text))
			active = NULL;
	}
	if (node_value(active))
		say(c, DIAG_ERROR, active, 1, "there is no such key", NULL);
}

static void check_instance(const struct meaning *c, const struct node *instance)
{
	const struct node *peers = node_find(instance, "unicast_peer");
	const struct node *vips = node_find(instance, "virtual_ipaddress");
	bool v6 = instance_is_v6(instance), v3 = instance_is_v3(instance, c->globals);

	if (!node_find(instance, "interface") && !(peers && peers->first))
		say(c, DIAG_ERROR, instance, 1, "a vrrp_instance needs an interface, or unicast peers", NULL);
	if (!(vips && vips->first) && !node_find(instance, "no_virtual_ipaddress"))
		say(c, DIAG_WARNING, instance, 1, "no virtual address; say no_virtual_ipaddress if that is meant", NULL);
	check_family(c, instance, "virtual_ipaddress", v6);
	check_family(c, instance, "unicast_peer", v6);
	check_casting(c, instance);
	check_vmac(c, instance, v6);
	check_hmac(c, instance);
	if (v3 && node_find(instance, "check_addresses"))
		say(c, DIAG_WARNING, node_find(instance, "check_addresses"), 0, "check_addresses is for version 2: it is ignored", NULL);
	check_auth(c, instance, v3);
	check_interval(c, instance, v3);
	check_election(c, instance);
	check_tracks(c, instance);
}

/* What virtual servers and their checks name. */
static void check_servers(const struct meaning *c, const struct node *server)
{
	static const struct {
		const char *check, *keyword, *kind;
	} names[] = { { "FILE_CHECK", "track_file", "track_file" }, { "BFD_CHECK", "name", "bfd_instance" } };
	const struct node *real, *check, *name;
	size_t i;

	if (server->words > 2 && !strcmp(server->word[1].text, "group") && !is_named(c, "virtual_server_group", server->word[2].text))
		say(c, DIAG_ERROR, server, 2, "there is no such virtual_server_group", NULL);
	for (real = server->first; real; real = real->next)
		for (check = real->block ? real->first : NULL; check; check = check->next)
			for (i = 0; check->block && check->keyword && i < 2; i++) {
				if (strcmp(check->keyword->name, names[i].check))
					continue;
				name = node_find(check, names[i].keyword);
				if (node_value(name) && !is_named(c, names[i].kind, node_value(name)))
					say(c, DIAG_ERROR, name, 1, ": there is no such thing", node_value(name));
			}
}

/* The group of a static line. */
static void check_statics(const struct meaning *c, const struct node *block)
{
	const struct node *line;
	unsigned int i;

	for (line = block->first; line; line = line->next)
		for (i = 0; i + 1 < line->words; i++)
			if (!strcmp(line->word[i].text, "track_group") && !is_named(c, "track_group", line->word[i + 1].text))
				say(c, DIAG_WARNING, line, i + 1, ": there is no such track_group", line->word[i + 1].text);
}

/* An instance as a member of a group. */
struct member {
	const struct node *group, *line;
	unsigned int word;
};

static void add_member(const struct meaning *c, struct index *members, const struct node *group, const struct node *line,
		       unsigned int word)
{
	struct member *m = arena_alloc(c->diags->arena, sizeof(*m));

	*m = (struct member){ .group = group, .line = line, .word = word };
	index_add(members, c->diags->arena, line->word[word].text, m);
}

static bool is_group(const struct node *node)
{
	return node->keyword && node->block &&
	       (!strcmp(node->keyword->name, "vrrp_sync_group") || !strcmp(node->keyword->name, "vrrp_leader_group"));
}

/* Each is in one group. */
static void check_members(const struct meaning *c)
{
	const struct node *group, *list, *leader, *line;
	struct index members = { .n = 0 };
	unsigned int i;

	for (group = c->root->first; group; group = group->next) {
		list = is_group(group) ? node_find(group, "group") : NULL;
		leader = is_group(group) ? node_find(group, "leader") : NULL;
		if (node_value(leader))
			add_member(c, &members, group, leader, 1);
		for (line = list ? list->first : NULL; line; line = line->next)
			for (i = 0; i < line->words; i++)
				add_member(c, &members, group, line, i);
	}
	for (i = 0; i < members.n; i++) {
		const struct member *m = members.entry[i].what, *first = index_get(&members, members.entry[i].name);
		const struct pos pos = node_pos(m->line, m->word);

		if (first->group != m->group)
			diag(c->diags, DIAG_WARNING, &pos, "%s is in %s already: it is left out here", members.entry[i].name,
			     node_value(first->group) ? node_value(first->group) : "another group");
	}
}

static void check_leader(const struct meaning *c, const struct node *group)
{
	const struct node *leader = node_find(group, "leader");

	if (node_value(leader) && !is_named(c, "vrrp_instance", node_value(leader)))
		say(c, DIAG_WARNING, leader, 1, ": there is no such vrrp_instance, and the first one leads", node_value(leader));
}

void check_meaning(const struct node *root, struct diags *diags)
{
	struct meaning c = {
		.root = root, .diags = diags, .globals = node_find(root, "global_defs"),
	};
	const struct node *node;

	make_index(&c);
	check_twice(&c);
	check_members(&c);
	for (node = root->first; node; node = node->next) {
		if (!strcmp(node->word[0].text, "vrrp_instance") && node->block) {
			check_instance(&c, node);
		} else if (!strcmp(node->word[0].text, "vrrp_sync_group") && node->block) {
			check_refs(&c, node, "group", "vrrp_instance");
			check_tracks(&c, node);
		} else if (!strcmp(node->word[0].text, "vrrp_leader_group") && node->block) {
			check_refs(&c, node, "group", "vrrp_instance");
			check_leader(&c, node);
		} else if (!strcmp(node->word[0].text, "track_group") && node->block) {
			check_refs(&c, node, "group", "vrrp_instance");
		} else if (!strncmp(node->word[0].text, "static_", 7) && node->block) {
			check_statics(&c, node);
		} else if (!strcmp(node->word[0].text, "virtual_server") && node->block) {
			check_servers(&c, node);
		}
	}
}
