// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command stats: counters of one router or of the network namespace.
 */
#include <string.h>

#include "fields.h"
#include "hkactl.h"

static const struct print_field
	field_scope = { .label = "" },
	field_routers = { .key = "virtual-routers" },
	field_interfaces = { .key = "interfaces" };

/* How many different devices the routers run on. */
static unsigned int count_devices(const struct hka_vr *vrs, unsigned int n)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < n; i++) {
		unsigned int j = 0;

		while (j < i && strcmp(vrs[i].ifname, vrs[j].ifname))
			j++;
		count += j == i;
	}
	return count;
}

static int show_namespace(struct ctl *ctl)
{
	struct hka_stats stats;
	struct hka_vr *vrs;
	unsigned int n;

	if (hka_stats_get(ctl->client, NULL, &stats) ||
	    hka_vr_dump(ctl->client, NULL, &vrs, &n))
		return ctl_refused(ctl);
	print_object(&ctl->print, NULL);
	if (!ctl->json)
		print_str(&ctl->print, &field_scope, "network namespace");
	print_uint(&ctl->print, &field_routers, n);
	print_uint(&ctl->print, &field_interfaces, count_devices(vrs, n));
	show_statistics(&ctl->print, &stats);
	print_end(&ctl->print);
	hka_vrs_free(vrs, n);
	return EXIT_OK;
}

static int show_router(struct ctl *ctl, const char *name)
{
	struct hka_stats stats;

	if (hka_stats_get(ctl->client, name, &stats))
		return ctl_refused(ctl);
	print_object(&ctl->print, NULL);
	print_str(&ctl->print, &field_name, stats.name);
	print_uint(&ctl->print, &field_id, stats.id);
	show_statistics(&ctl->print, &stats);
	print_end(&ctl->print);
	return EXIT_OK;
}

int cmd_stats(struct ctl *ctl)
{
	const char *word = args_peek(&ctl->args);
	bool clear = word && !strcmp(word, "clear");
	const char *name;
	int ret;

	if (clear)
		args_next(&ctl->args);
	ret = ctl_name(ctl, false, true);
	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	name = ctl->name[0] ? ctl->name : NULL;
	if (clear)
		return hka_stats_clear(ctl->client, name) ? ctl_refused(ctl) : EXIT_OK;
	ctl_print_begin(ctl, PRINT_LIST);
	return name ? show_router(ctl, name) : show_namespace(ctl);
}
