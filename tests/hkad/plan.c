// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan N: how long a configuration of N routers in groups, with trackers and virtual MACs, takes
 * on its way to a plan: to requests, to a plan for an empty kernel, for one that has all of it,
 * and to one that releases all. Microseconds of a processor, in this order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apply/plan.h"
#include "config/load.h"

static void write_configuration(FILE *f, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		if (!(i % 2))
			fprintf(f, "vrrp_sync_group G%u {\ngroup {\nR%u\nR%u\n}\ntrack_interface {\neth9\n}\n}\n", i, i, i + 1);
		fprintf(f, "vrrp_instance R%u {\ninterface eth%u\nvirtual_router_id %u\nuse_vmac v%u\n", i, i / 250,
			1 + i % 250, i);
		fprintf(f, "track_interface {\neth8 weight 5\n}\n");
		fprintf(f, "virtual_ipaddress {\n10.%u.%u.1 dev v%u\n}\n}\n", i / 250, i % 250, i);
	}
}

/* Since the last call. */
static unsigned long long took(void)
{
	static struct timespec last;
	struct timespec now;
	long long us;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	us = (now.tv_sec - last.tv_sec) * 1000000LL + (now.tv_nsec - last.tv_nsec) / 1000;
	last = now;
	return (unsigned long long)us;
}

/* The kernel has what is wanted. Lists stay @w's. */
static struct present make_present(const struct wanted *w)
{
	struct present p = { .n_vrs = w->n_vrs, .n_groups = w->n_groups, .n_tracks = w->n_tracks };
	unsigned int i;

	p.vrs = calloc(p.n_vrs, sizeof(*p.vrs));
	p.groups = calloc(p.n_groups, sizeof(*p.groups));
	p.tracks = calloc(p.n_tracks, sizeof(*p.tracks));
	for (i = 0; i < p.n_vrs; i++)
		p.vrs[i] = w->vrs[i].vr;
	for (i = 0; i < p.n_groups; i++)
		p.groups[i] = w->groups[i].group;
	for (i = 0; i < p.n_tracks; i++)
		p.tracks[i] = w->tracks[i].track;
	return p;
}

static unsigned int steps(struct wanted *w, const struct present *p, struct diags *diags)
{
	struct plan plan = { .n = 0 };
	unsigned int n;

	if (diags)
		plan_make(&plan, w, p, "hkad", diags);
	else
		plan_release(&plan, p, "hkad");
	n = plan.n;
	plan_free(&plan);
	return n;
}

int main(int argc, char **argv)
{
	unsigned int n = argc > 1 ? (unsigned int)atoi(argv[1]) : 1000, n1, n2, n3;
	char path[] = "/tmp/hka-plan.XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");
	const struct load from = { .path = path };
	const struct present nothing = { 0 };
	unsigned long long us[4];
	struct configuration c = { 0 };
	struct present p;
	struct wanted w;
	bool good;

	if (!f)
		return 2;
	write_configuration(f, n);
	fclose(f);
	good = configuration_load(&c, &from);
	unlink(path);
	if (!good) {
		diags_print(&c.diags, stderr);
		return 2;
	}
	took();
	wanted_make(&w, commands_make(c.root, &c.arena, &c.diags), "hkad", &c.diags);
	us[0] = took();
	n1 = steps(&w, &nothing, &c.diags);
	us[1] = took();
	p = make_present(&w);
	took();
	n2 = steps(&w, &p, &c.diags);
	us[2] = took();
	n3 = steps(&w, &p, NULL);
	us[3] = took();
	printf("%llu %llu %llu %llu\n", us[0], us[1], us[2], us[3]);
	free(p.vrs);
	free(p.groups);
	free(p.tracks);
	wanted_free(&w);
	configuration_free(&c);
	/* Each router is in a group, half of them lead one; a tracker for each of both. */
	return n1 == 2 * (n + n / 2) && !n2 && n3 == n1 ? 0 : 1;
}
