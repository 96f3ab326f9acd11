// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command peers: every router that was heard. Owns the names of their fields.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "findings.h"
#include "hkactl.h"

static const struct print_field
	field_head = { .line = "", .after = ":" },
	field_text = { .line = "" },
	field_router = { .key = "name", .column = "NAME", .label = "" },
	field_alone = { .key = "nobody-heard" },
	field_peers = { .key = "peers" },
	field_address = { .key = "address", .column = "ADDRESS", .label = "" },
	field_mac = { .key = "mac", .column = "MAC" },
	field_prio = { .key = "priority", .column = "PRIO" },
	field_version = { .key = "version" },
	field_interval = { .key = "interval-usec", .column = "INTERVAL", .label = "interval" },
	field_checksum = { .key = "checksum" },
	field_drop = { .key = "drop", .label = "dropped" },
	field_rival = { .key = "rival" },
	field_first = { .key = "first-heard" },
	field_last = { .key = "last-heard", .column = "HEARD" },
	field_adverts = { .key = "adverts" };

/* Names of what is against it. */
static void show_rival(struct print *p, uint32_t set)
{
	if (!set && !p->json)
		return;
	print_array(p, &field_rival);
	for (unsigned int i = 0; i < __HKA_RIVAL_MAX; i++) {
		const struct print_field f = { .key = "rival", .label = "" };

		if (set & 1u << i)
			print_str(p, &f, hka_rival_name(i));
	}
	print_end(p);
}

/* In a table with the name of the router that heard it. */
static void show_router(struct print *p, const struct hka_heard_router *r, const char *name)
{
	bool table = !p->json && p->style == PRINT_TABLE;

	print_object(p, NULL);
	if (table)
		print_str(p, &field_router, name);
	print_ip(p, &field_address, &r->address);
	if (r->has & HKA_HAS(HKA_A_HEARD_ROUTER_MAC))
		print_mac(p, &field_mac, r->mac);
	else if (table)
		print_str(p, &field_mac, "-");
	print_uint(p, &field_prio, r->priority);
	print_uint(p, &field_version, r->version);
	print_usec(p, &field_interval, r->interval, 1);
	if (r->has & HKA_HAS(HKA_A_HEARD_ROUTER_CHECKSUM))
		print_str(p, &field_checksum, hka_checksum_name(r->checksum));
	print_uint(p, &field_adverts, r->adverts);
	print_since(p, &field_first, r->first_heard, hka_now());
	print_since(p, &field_last, r->last_heard, hka_now());
	if (r->drop)
		print_str(p, &field_drop, hka_drop_name(r->drop));
	if (!table)
		show_rival(p, r->rival);
	print_end(p);
}

static void show_heard(struct print *p, const struct hka_heard *h)
{
	print_object(p, NULL);
	print_str(p, &field_name, h->name);
	print_uint(p, &field_id, h->id);
	if (h->ifname[0])
		print_str(p, &field_interface, h->ifname);
	print_uint(p, &field_vrid, h->vrid);
	print_str(p, &field_family, family_name(h->family));
	print_bool(p, &field_alone, h->alone);
	print_array(p, &field_peers);
	for (unsigned int i = 0; i < h->n_routers; i++)
		show_router(p, &h->routers[i], h->name);
	print_end(p);
	print_end(p);
}

/* Below a table, in prose, what a row has no room for. */
static void show_remarks(struct print *p, const struct hka_heard *h,
			 const struct hka_vr *vrs, unsigned int n)
{
	struct findings list = { 0 };
	bool master = false;

	for (unsigned int i = 0; i < n; i++)
		master |= vrs[i].id == h->id && vrs[i].state == HKA_STATE_MASTER;
	findings_rivals(&list, h, master, hka_now());
	if (list.n) {
		print_object(p, NULL);
		print_str(p, &field_head, h->name);
		for (unsigned int i = 0; i < list.n; i++)
			print_sentence(p, &field_text, list.all[i].text);
		print_end(p);
	}
	findings_clear(&list);
}

static void show_table(struct ctl *ctl, const struct hka_heard *all, unsigned int n,
		       const struct hka_vr *vrs, unsigned int n_vrs)
{
	struct print *p = &ctl->print;

	print_array(p, NULL);
	for (unsigned int i = 0; i < n; i++)
		for (unsigned int k = 0; k < all[i].n_routers; k++)
			show_router(p, &all[i].routers[k], all[i].name);
	print_end(p);
	ctl_print_begin(ctl, PRINT_PROSE);
	print_array(p, NULL);
	for (unsigned int i = 0; i < n; i++)
		show_remarks(p, &all[i], vrs, n_vrs);
	print_end(p);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_heard *)a)->name, ((const struct hka_heard *)b)->name);
}

/* By the router that was named, or by all. */
static int fetch(struct ctl *ctl, struct hka_heard **all, unsigned int *n)
{
	int err;

	if (!ctl->name[0])
		return hka_heard_dump(ctl->client, all, n);
	*all = calloc(1, sizeof(**all));
	if (!*all)
		return -ENOMEM;
	err = hka_heard_get(ctl->client, ctl->name, *all);
	*n = !err;
	return err;
}

int cmd_peers(struct ctl *ctl)
{
	struct print *p = &ctl->print;
	struct hka_heard *all = NULL;
	struct hka_vr *vrs = NULL;
	unsigned int n = 0, n_vrs = 0;
	int ret = ctl_name(ctl, false, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (fetch(ctl, &all, &n) || hka_vr_dump(ctl->client, NULL, &vrs, &n_vrs)) {
		ret = ctl_refused(ctl);
		goto out;
	}
	if (n)
		qsort(all, n, sizeof(*all), by_name);
	ctl_print_begin(ctl, ctl->details ? PRINT_DETAIL : PRINT_TABLE);
	if (!p->json && p->style == PRINT_TABLE) {
		show_table(ctl, all, n, vrs, n_vrs);
		goto out;
	}
	print_array(p, NULL);
	for (unsigned int i = 0; i < n; i++)
		show_heard(p, &all[i]);
	print_end(p);
out:
	hka_heards_free(all, n);
	hka_vrs_free(vrs, n_vrs);
	return ret;
}
