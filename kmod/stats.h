/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counters. A router's are written under its lock; a namespace's per CPU. They
 * only grow. One X-macro list of drop reasons (uapi) sizes both.
 */
#ifndef _HKA_STATS_H
#define _HKA_STATS_H

#include <linux/types.h>
#include <linux/u64_stats_sync.h>
#include <linux/hka.h>

struct hka_vr_stats {
	u64 since;		/* CLOCK_REALTIME */
	u64 received;
	u64 accepted;
	u64 sent;
	u64 zero_received;
	u64 zero_sent;
	u64 send_errors;
	u64 become_master;
	u64 replies;
	u64 replies_limited;
	u64 rivals;
	u64 interval_mismatch;
	u64 list_mismatch;
	u64 csum_plain;
	u64 csum_pseudo;
	u64 trailing;
	u64 announced;
	u64 late_max;
	u64 yields;
	u64 equal_priority;
	u64 owner_conflicts;
	u64 order_mismatch;
	u64 stalls;
	u64 address_removals;
	u64 route_removals;
	u64 reason_priority;
	u64 reason_preempted;
	u64 reason_no_response;
	u64 hmac_verified;
	u64 hmac_unsigned;
	u64 rivals_dropped;
	u64 vmac_heard;
	u64 address_claims;
	u64 drop[__HKA_DROP_MAX];
};

struct hka_net_stats {
	struct u64_stats_sync sync;
	u64_stats_t received;
	u64_stats_t accepted;
	u64_stats_t drop[__HKA_DROP_MAX];
};

struct hka_net_counts {
	u64 received;
	u64 accepted;
	u64 drop[__HKA_DROP_MAX];
};

#endif /* _HKA_STATS_H */
