// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Completion: prints, one per line, what the last of the given words may become.
 * The shell knows no grammar; it asks here. Never complains: an empty answer
 * is an answer.
 */
#include <dirent.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "hkactl.h"
#include "tie_args.h"

static void offer(const char *begin, const char *word)
{
	if (!strncmp(begin, word, strlen(begin)))
		puts(word);
}

static void offer_all(const char *begin, const char *const *words)
{
	for (; *words; words++)
		offer(begin, *words);
}

/* The first that asks opens it. */
static bool connected(struct ctl *ctl)
{
	return ctl->client || !hka_open(&ctl->client, ctl->netns);
}

static void offer_routers(struct ctl *ctl, const char *begin)
{
	struct hka_vr *vrs;
	unsigned int n;

	if (!connected(ctl) || hka_vr_dump(ctl->client, NULL, &vrs, &n))
		return;
	for (unsigned int i = 0; i < n; i++)
		offer(begin, vrs[i].name);
	hka_vrs_free(vrs, n);
}

static void offer_trackers(struct ctl *ctl, const char *begin)
{
	struct hka_track *tracks;
	unsigned int n;

	if (!connected(ctl) || hka_track_dump(ctl->client, &tracks, &n))
		return;
	for (unsigned int i = 0; i < n; i++)
		offer(begin, tracks[i].name);
	hka_tracks_free(tracks, n);
}

static void offer_groups(struct ctl *ctl, const char *begin)
{
	struct hka_group *groups;
	unsigned int n;

	if (!connected(ctl) || hka_group_dump(ctl->client, &groups, &n))
		return;
	for (unsigned int i = 0; i < n; i++)
		offer(begin, groups[i].name);
	hka_groups_free(groups, n);
}

static void offer_leases(struct ctl *ctl, const char *begin)
{
	struct hka_lease *leases;
	unsigned int n;

	if (!connected(ctl) || hka_lease_dump(ctl->client, &leases, &n))
		return;
	for (unsigned int i = 0; i < n; i++)
		offer(begin, leases[i].name);
	free(leases);
}

static void offer_devices(const char *begin)
{
	struct if_nameindex *all = if_nameindex();

	for (struct if_nameindex *i = all; i && i->if_name; i++)
		offer(begin, i->if_name);
	if (all)
		if_freenameindex(all);
}

static void offer_namespaces(const char *begin)
{
	DIR *dir = opendir("/run/netns");
	struct dirent *e;

	while (dir && (e = readdir(dir)))
		if (*e->d_name != '.')
			offer(begin, e->d_name);
	if (dir)
		closedir(dir);
}

/* What may stand behind a keyword. */
static void offer_value(struct ctl *ctl, const struct keyword *k, const char *begin)
{
	static const char *const onoff[] = { "on", "off", NULL };

	if (k->kind == KEYWORD_DEV || k->kind == KEYWORD_PARSE_DEV)
		offer_devices(begin);
	else if (k->kind == KEYWORD_ROUTER)
		offer_routers(ctl, begin);
	else if (k->kind == KEYWORD_GROUP)
		offer_groups(ctl, begin);
	else if (k->group == tie_keywords)
		offer_leases(ctl, begin);
	if (k->kind == KEYWORD_ONOFF)
		offer_all(begin, onoff);
	else if (k->names)
		offer_all(begin, k->names);
}

/* The words that @v knows where the last of @words leaves the command line. */
static void offer_keywords(struct ctl *ctl, const struct verb *v, char **words, int n,
			   const char *begin)
{
	const struct keyword *group = NULL, *k = NULL, *g;
	struct args a = { .word = words, .n = n };
	const char *word;

	while ((word = args_next(&a))) {
		k = keyword_match(&a, word, v->keywords, group, 0, v->set);
		if (k && keyword_has_value(k) && !args_next(&a)) {
			offer_value(ctl, k, begin);
			return;
		}
		if (k && k->group)
			group = k->group;
		else
			for (g = v->keywords; g->word; g++)
				if (g == k)
					group = NULL;
	}
	for (k = v->keywords; k->word; k++) {
		for (g = group; g && g->word && strcmp(g->word, k->word); g++)
			;
		if (!(v->set && k->fixed) && !(g && g->word))
			offer(begin, k->word);
	}
	for (g = group; g && g->word; g++)
		if (*g->word != '-')
			offer(begin, g->word);
}

static const struct object *object_named(const char *word)
{
	for (const struct object *o = objects; o->name; o++)
		if (!strcmp(o->name, word))
			return o;
	return NULL;
}

static const struct verb *verb_named(const struct object *o, const char *word)
{
	for (const struct verb *v = o->verbs; v && v->name; v++)
		if (args_begins(word, v->name))
			return v;
	return NULL;
}

static void offer_verbs(const struct object *o, const char *begin)
{
	for (const struct verb *v = o->verbs; v->name; v++)
		offer(begin, v->name);
}

/* Behind a verb, or an object without: @words are those before the last. */
static void offer_behind(struct ctl *ctl, const struct verb *v, char **words, int n,
			 const char *begin)
{
	if (v->names == NAMES_NONE && v->keywords) {
		offer_keywords(ctl, v, words, n, begin);
	} else if (!n) {
		if (v->names == NAMES_ROUTERS || v->names == NAMES_MEMBERS)
			offer_routers(ctl, begin);
		else if (v->names == NAMES_TRACKERS)
			offer_trackers(ctl, begin);
		if (v->names == NAMES_GROUPS || v->names == NAMES_MEMBERS)
			offer_groups(ctl, begin);
		else if (v->names == NAMES_LEASES)
			offer_leases(ctl, begin);
		if (v->also)
			offer_all(begin, v->also);
	} else if (v->keywords) {
		offer_keywords(ctl, v, words + 1, n - 1, begin);
	} else if (n == 1 && v->also && !strcmp(words[0], v->also[0])) {
		if (!strcmp(words[0], "dev"))
			offer_devices(begin);
		else if (!strcmp(words[0], "clear"))
			offer_routers(ctl, begin);
	}
}

static void offer_options(const char *begin)
{
	static const char *const names[] = { "-json", "-pretty", "-statistics", "-details",
					     "-timestamp", "-color", "-netns", "-help", "-Version",
					     NULL };

	offer_all(begin, names);
}

int cmd_complete(struct ctl *ctl)
{
	char **word = ctl->args.word, *plain[64], *last;
	int n = ctl->args.n, kept = 0;
	const struct object *o;
	const struct verb *v;

	if (n && !strcmp(word[0], "--")) {
		word++;
		n--;
	}
	if (!n)
		return EXIT_OK;
	last = word[--n];
	for (int i = 0; i < n && kept < 64; i++) {
		bool netns = word[i][0] == '-' && args_begins(word[i] + 1, "netns");

		if (netns && i + 1 == n) {
			offer_namespaces(last);
			return EXIT_OK;
		}
		if (netns)
			ctl->netns = word[++i];
		else if (word[i][0] != '-')
			plain[kept++] = word[i];
	}
	if (*last == '-') {
		offer_options(last);
		return EXIT_OK;
	}
	o = kept ? object_named(plain[0]) : NULL;
	if (!kept) {
		for (o = objects; o->name; o++)
			offer(last, o->name);
	} else if (o && o->verbs && kept == 1) {
		offer_verbs(o, last);
	} else if (o && o->verbs) {
		v = verb_named(o, plain[1]);
		if (v)
			offer_behind(ctl, v, plain + 2, kept - 2, last);
	} else if (o && o->only) {
		offer_behind(ctl, o->only, plain + 1, kept - 1, last);
	}
	return EXIT_OK;
}
