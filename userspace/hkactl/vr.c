// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Commands of the object vr: parse, ask the kernel, print.
 */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "hkactl.h"
#include "vr_args.h"

static int change(struct ctl *ctl, int (*parse)(struct args *, struct hka_vr *), bool create)
{
	struct hka_vr req;
	int ret;

	if (parse(&ctl->args, &req)) {
		hka_vr_clear(&req);
		return ctl_usage(ctl, "%s", ctl->args.error);
	}
	ret = ctl_connect(ctl);
	if (!ret && (create ? hka_vr_new(ctl->client, &req, NULL) :
		     hka_vr_set(ctl->client, &req)))
		ret = ctl_refused(ctl);
	hka_vr_clear(&req);
	return ret;
}

int cmd_vr_add(struct ctl *ctl)
{
	return change(ctl, vr_args_add, true);
}

int cmd_vr_set(struct ctl *ctl)
{
	return change(ctl, vr_args_set, false);
}

int cmd_vr_del(struct ctl *ctl)
{
	int ret = ctl_name(ctl, true, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (!ret && hka_vr_del(ctl->client, strcmp(ctl->name, "all") ? ctl->name : NULL))
		ret = ctl_refused(ctl);
	return ret;
}

static int by_id(const void *key, const void *elem)
{
	uint32_t id = *(const uint32_t *)key, other = ((const struct hka_stats *)elem)->id;

	return (id > other) - (id < other);
}

/* The kernel tells them in the order of their ids. NULL: created between the two dumps. */
static const struct hka_stats *find_stats(const struct hka_stats *all, unsigned int n, uint32_t id)
{
	return n ? bsearch(&id, all, n, sizeof(*all), by_id) : NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct hka_vr *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

/* Pointers to them in the order of their names, to be freed; NULL without memory, or routers. */
static const struct hka_vr **sort(const struct hka_vr *vrs, unsigned int n)
{
	const struct hka_vr **sorted = n ? reallocarray(NULL, n, sizeof(*sorted)) : NULL;

	for (unsigned int i = 0; sorted && i < n; i++)
		sorted[i] = &vrs[i];
	if (sorted)
		qsort(sorted, n, sizeof(*sorted), by_name);
	return sorted;
}

static int show_many(struct ctl *ctl, const char *ifname)
{
	unsigned int n = 0, n_stats = 0;
	const struct hka_vr **sorted = NULL;
	struct hka_stats *stats = NULL;
	struct hka_vr *vrs = NULL;
	int ret = EXIT_OK;

	if (hka_vr_dump(ctl->client, ifname, &vrs, &n) ||
	    (ctl->stats && hka_stats_dump(ctl->client, &stats, &n_stats))) {
		ret = ctl_refused(ctl);
	} else {
		sorted = sort(vrs, n);
		print_array(&ctl->print, NULL);
		for (unsigned int i = 0; i < n; i++) {
			const struct hka_vr *vr = sorted ? sorted[i] : &vrs[i];

			show_vr(&ctl->print, vr, find_stats(stats, n_stats, vr->id));
		}
		print_end(&ctl->print);
	}
	free(sorted);
	hka_vrs_free(vrs, n);
	free(stats);
	return ret;
}

static int show_one(struct ctl *ctl, const char *name)
{
	struct hka_stats stats;
	struct hka_vr vr;
	int ret = EXIT_OK;

	if (hka_vr_get(ctl->client, name, &vr))
		return ctl_refused(ctl);
	if (ctl->stats && hka_stats_get(ctl->client, name, &stats)) {
		ret = ctl_refused(ctl);
	} else {
		print_array(&ctl->print, NULL);
		show_vr(&ctl->print, &vr, ctl->stats ? &stats : NULL);
		print_end(&ctl->print);
	}
	hka_vr_clear(&vr);
	return ret;
}

int cmd_vr_show(struct ctl *ctl)
{
	const char *name = args_next(&ctl->args), *dev = NULL;
	char ifname[HKA_IFNAME_MAX + 1], checked[HKA_NAME_MAX + 1];
	int ret;

	/* A router may be called dev: only with a word behind it is it the keyword. */
	if (name && !strcmp(name, "dev") && args_peek(&ctl->args)) {
		dev = args_next(&ctl->args);
		name = NULL;
	}
	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	if ((dev && args_ifname(&ctl->args, dev, ifname)) ||
	    (name && args_vrname(&ctl->args, name, checked)))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (ret)
		return ret;
	/* Counters have no place in a table. */
	ctl_print_begin(ctl, ctl->details || ctl->stats ? PRINT_DETAIL : PRINT_TABLE);
	return name ? show_one(ctl, name) : show_many(ctl, dev);
}
