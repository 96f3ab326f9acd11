// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what keywords say together: names that must exist, settings that exclude each other. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check.h"
#include "instance.h"

/* A named block of the root: "vrrp_script NAME". */
struct entry {
	const struct keyword *kind;
	const char *name;
	const struct node *node;
	size_t order;	/* in the file */
};

struct config {
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

static void make_index(struct config *c)
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

static bool is_named(const struct config *c, const char *keyword, const char *name)
{
	const struct entry key = { .kind = keyword_find(&keywords_root, keyword), .name = name };

	return c->entries && bsearch(&key, c->entry, c->entries, sizeof(key), by_name);
}

static void say(const struct config *c, enum diag_level level, const struct node *node, unsigned int word,
		const char *what, const char *about)
{
	const struct pos pos = node_pos(node, word);

	diag(c->diags, level, &pos, "%s%s", about ? about : "", what);
}

static void check_twice(const struct config *c)
{
	static const char *const unique[] = { "vrrp_instance", "vrrp_script", "vrrp_sync_group", "track_file",
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
static void check_refs(const struct config *c, const struct node *in, const char *list,
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

static void check_tracks(const struct config *c, const struct node *in)
{
	check_refs(c, in, "track_script", "vrrp_script");
	check_refs(c, in, "track_file", "track_file");
	check_refs(c, in, "track_process", "vrrp_track_process");
	check_refs(c, in, "track_bfd", "bfd_instance");
}

static void check_family(const struct config *c, const struct node *instance, const char *list, bool v6)
{
	const struct node *block = node_find(instance, list), *line;

	for (line = block ? block->first : NULL; line; line = line->next)
		if (!strchr(line->word[0].text, ':') == v6)
			say(c, DIAG_ERROR, line, 0, v6 ? " is no IPv6 address, the router is an IPv6 one" :
			    " is no IPv4 address, the router is an IPv4 one", line->word[0].text);
}

static void check_auth(const struct config *c, const struct node *instance, bool v3)
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

static void check_interval(const struct config *c, const struct node *instance, bool v3)
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

static void check_election(const struct config *c, const struct node *instance)
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
	for (i = 0; owner && i < sizeof(trackers) / sizeof(*trackers); i++)
		if (node_find(instance, trackers[i]))
			say(c, DIAG_WARNING, node_find(instance, trackers[i]), 0,
			    ": the priority 255 is not moved by weights", trackers[i]);
}

static void check_instance(const struct config *c, const struct node *instance)
{
	const struct node *peers = node_find(instance, "unicast_peer");
	const struct node *vips = node_find(instance, "virtual_ipaddress");
	bool v6 = instance_is_v6(instance), v3 = instance_is_v3(instance, c->globals);

	if (!node_find(instance, "virtual_router_id"))
		say(c, DIAG_ERROR, instance, 1, "a vrrp_instance needs a virtual_router_id", NULL);
	if (!node_find(instance, "interface") && !(peers && peers->first))
		say(c, DIAG_ERROR, instance, 1, "a vrrp_instance needs an interface, or unicast peers", NULL);
	if (!(vips && vips->first) && !node_find(instance, "no_virtual_ipaddress"))
		say(c, DIAG_WARNING, instance, 1, "no virtual address; say no_virtual_ipaddress if that is meant", NULL);
	check_family(c, instance, "virtual_ipaddress", v6);
	check_family(c, instance, "unicast_peer", v6);
	check_auth(c, instance, v3);
	check_interval(c, instance, v3);
	check_election(c, instance);
	check_tracks(c, instance);
}

void check_meaning(const struct node *root, struct diags *diags)
{
	struct config c = {
		.root = root, .diags = diags, .globals = node_find(root, "global_defs"),
	};
	const struct node *node;

	make_index(&c);
	check_twice(&c);
	for (node = root->first; node; node = node->next) {
		if (!strcmp(node->word[0].text, "vrrp_instance") && node->block) {
			check_instance(&c, node);
		} else if (!strcmp(node->word[0].text, "vrrp_sync_group") && node->block) {
			check_refs(&c, node, "group", "vrrp_instance");
			check_tracks(&c, node);
		}
	}
}
