/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Demotions by hand, and the effective priority they and the trackers make.
 */
#ifndef _HKA_DEMOTE_H
#define _HKA_DEMOTE_H

#include <linux/list.h>

#include "prio.h"

struct hka_group;
struct hka_text;
struct hka_vr;
struct netlink_ext_ack;

/* Those of a router, or of a group; its lock. */
struct hka_demotions {
	struct list_head list;
	u8 n;
};

struct hka_demotion {
	struct list_head node;
	struct hka_text *reason;	/* names it */
	u8 amount;
	bool fault;
	u64 expires;			/* CLOCK_MONOTONIC, or HKA_NEVER */
};

/* hn->mutex held; ttl_us 0 is for ever. They return when the router has acted on it. */
int hka_demote(struct hka_vr *vr, const char *reason, u8 amount, bool fault, u64 ttl_us,
	       struct netlink_ext_ack *extack);
int hka_undemote(struct hka_vr *vr, const char *reason);	/* NULL: all */
/* The same for all members of a group, also those to come. */
int hka_group_demote(struct hka_group *group, const char *reason, u8 amount, bool fault,
		     u64 ttl_us, struct netlink_ext_ack *extack);
int hka_group_undemote(struct hka_group *group, const char *reason);
void hka_demotions_free(struct hka_demotions *demotions);

/*
 * vr->lock held: bring the effective priority, and what holds the router in FAULT, up to
 * date with the contributions. The machine is told of a new priority.
 */
void hka_effective_update(struct hka_vr *vr, u64 now);
/* vr->lock held: what the base priority and all contributions make. */
u8 hka_effective_priority(const struct hka_vr *vr);

#endif /* _HKA_DEMOTE_H */
