// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Counters and drop reasons, in text and JSON. Owns the mapping from drop
 * reasons to the counters of ietf-vrrp.
 */
#include "fields.h"

#define DROP(reason)	(UINT32_C(1) << HKA_DROP_##reason)

/* A leaf of ietf-vrrp, or an object of the MIBs, that is a sum of drop reasons. */
static const struct {
	struct print_field field;
	uint32_t reasons;
} derived[] = {
	{ { .key = "interval-errors" }, DROP(INTERVAL) | DROP(INTERVAL_ZERO) },
	{ { .key = "invalid-type-pkts-rcvd" }, DROP(TYPE) },
	{ { .key = "address-list-errors" }, DROP(ADDR_LIST) | DROP(ADDR_COUNT) | DROP(ADDR_FIRST) },
	{ { .key = "packet-length-errors" }, DROP(LENGTH) },
	{ { .key = "checksum-errors" }, DROP(CHECKSUM) },
	{ { .key = "version-errors" }, DROP(VERSION) },
	{ { .key = "vrid-errors" }, DROP(VRID) },
	{ { .key = "ip-ttl-errors" }, DROP(TTL) },
	/* RFC 2787 */
	{ { .key = "auth-failures" }, DROP(AUTH_DATA) },
	{ { .key = "auth-type-mismatch" }, DROP(AUTH_TYPE) },
};

_Static_assert(__HKA_DROP_MAX <= 32, "a set of reasons needs more bits");

/* A counter the kernel sends as such. */
static const struct {
	struct print_field field;
	unsigned int attr;
} counters[] = {
	{ { .key = "master-transitions" }, HKA_A_STATS_MASTER_TRANSITIONS },
	{ { .key = "advertisement-rcvd" }, HKA_A_STATS_ADVERTISEMENT_RCVD },
	{ { .key = "advertisement-sent" }, HKA_A_STATS_ADVERTISEMENT_SENT },
	{ { .key = "priority-zero-pkts-rcvd" }, HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD },
	{ { .key = "priority-zero-pkts-sent" }, HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT },
	{ { .key = "pkts-rcvd" }, HKA_A_STATS_RECEIVED },
	{ { .key = "send-errors" }, HKA_A_STATS_SEND_ERRORS },
	{ { .key = "replies-sent" }, HKA_A_STATS_REPLIES_SENT },
	{ { .key = "replies-limited" }, HKA_A_STATS_REPLIES_LIMITED },
	{ { .key = "rivals-heard" }, HKA_A_STATS_RIVALS_HEARD },
	{ { .key = "rivals-dropped" }, HKA_A_STATS_RIVALS_DROPPED },
	{ { .key = "virtual-mac-heard" }, HKA_A_STATS_VIRTUAL_MAC_HEARD },
	{ { .key = "address-claims" }, HKA_A_STATS_ADDRESS_CLAIMS },
	{ { .key = "interval-mismatches" }, HKA_A_STATS_INTERVAL_MISMATCHES },
	{ { .key = "address-list-mismatches" }, HKA_A_STATS_ADDRESS_LIST_MISMATCHES },
	{ { .key = "checksum-plain-rcvd" }, HKA_A_STATS_CHECKSUM_PLAIN_RCVD },
	{ { .key = "checksum-pseudo-rcvd" }, HKA_A_STATS_CHECKSUM_PSEUDO_RCVD },
	{ { .key = "trailing-bytes" }, HKA_A_STATS_TRAILING_BYTES },
	{ { .key = "announcements-sent" }, HKA_A_STATS_ANNOUNCEMENTS_SENT },
	{ { .key = "master-by-priority" }, HKA_A_STATS_REASON_PRIORITY },
	{ { .key = "master-by-preempted" }, HKA_A_STATS_REASON_PREEMPTED },
	{ { .key = "master-by-no-response" }, HKA_A_STATS_REASON_NO_RESPONSE },
	{ { .key = "hmac-verified" }, HKA_A_STATS_HMAC_VERIFIED },
	{ { .key = "hmac-unsigned" }, HKA_A_STATS_HMAC_UNSIGNED },
	{ { .key = "yields-sent" }, HKA_A_STATS_YIELDS_SENT },
	{ { .key = "equal-priority-rcvd" }, HKA_A_STATS_EQUAL_PRIORITY_RCVD },
	{ { .key = "owner-conflicts" }, HKA_A_STATS_OWNER_CONFLICTS },
	{ { .key = "address-order-mismatches" }, HKA_A_STATS_ADDRESS_ORDER_MISMATCHES },
	{ { .key = "address-removals" }, HKA_A_STATS_ADDRESS_REMOVALS },
	{ { .key = "route-removals" }, HKA_A_STATS_ROUTE_REMOVALS },
	{ { .key = "stalls" }, HKA_A_STATS_STALLS },
};

static const struct print_field
	field_statistics = { .key = "statistics" },
	field_discontinuity = { .key = "discontinuity-datetime" },
	field_late = { .key = "timer-late-max-nsec" },
	field_drops = { .key = "drops" },
	field_other = { .key = "other" };

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))

static void show_derived(struct print *p, const struct hka_stats *s)
{
	for (unsigned int i = 0; i < COUNT(derived); i++) {
		uint64_t sum = 0;

		for (unsigned int r = 0; r < __HKA_DROP_MAX; r++)
			if (derived[i].reasons & UINT32_C(1) << r)
				sum += s->drops[r];
		print_uint(p, &derived[i].field, sum);
	}
}

/* JSON has every reason, so that its keys are stable; text only those that occurred. */
static void show_drops(struct print *p, const struct hka_stats *s)
{
	uint64_t total = s->drops_other;

	for (unsigned int r = 0; r < __HKA_DROP_MAX; r++)
		total += s->drops[r];
	if (!p->json && !total)
		return;
	print_object(p, &field_drops);
	for (unsigned int r = HKA_DROP_NONE + 1; r < __HKA_DROP_MAX; r++) {
		const struct print_field f = { .key = hka_drop_name(r) };

		if (!p->json && !s->drops[r])
			continue;
		if (p->style == PRINT_LIST)
			print_count(p, &f, s->drops[r], hka_drop_text(r));
		else
			print_uint(p, &f, s->drops[r]);
	}
	if (s->drops_other)
		print_uint(p, &field_other, s->drops_other);
	print_end(p);
}

void show_statistics(struct print *p, const struct hka_stats *s)
{
	print_object(p, &field_statistics);
	/* Zero: nothing was ever counted, in a namespace without routers. */
	if (s->count[HKA_A_STATS_DISCONTINUITY])
		print_time(p, &field_discontinuity, s->count[HKA_A_STATS_DISCONTINUITY]);
	for (unsigned int i = 0; i < COUNT(counters); i++)
		if (s->has & HKA_HAS(counters[i].attr))
			print_uint(p, &counters[i].field, s->count[counters[i].attr]);
	if (s->has & HKA_HAS(HKA_A_STATS_LATE_MAX))
		print_uint(p, &field_late, s->count[HKA_A_STATS_LATE_MAX]);
	show_derived(p, s);
	show_drops(p, s);
	print_end(p);
}
