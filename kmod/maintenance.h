/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Maintenance of a network namespace.
 */
#ifndef _HKA_MAINTENANCE_H
#define _HKA_MAINTENANCE_H

#include <linux/types.h>

struct hka_net;
struct hka_text;
struct hka_vr;

/* Immutable; RCU. */
struct hka_maintenance_state {
	struct rcu_head rcu;
	struct hka_text *reason;
	u8 mode;		/* enum hka_maintenance, not NONE */
	u64 expires;		/* CLOCK_MONOTONIC, or HKA_NEVER */
	u64 since;		/* CLOCK_REALTIME */
};

/* hn->mutex held; ttl_us 0 is for ever. They return when hand-overs have begun. */
int hka_maintenance_begin(struct hka_net *hn, u8 mode, const char *reason, u64 ttl_us);
void hka_maintenance_end(struct hka_net *hn);
void hka_maintenance_free(struct hka_net *hn);

const struct hka_maintenance_state *hka_maintenance_get(const struct hka_net *hn, u64 now);
u8 hka_maintenance_look(struct hka_vr *vr, u64 now, u64 *at);

#endif /* _HKA_MAINTENANCE_H */
