// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Structures of hka.h to and from netlink attributes. Owns the tables that say
 * which member holds which attribute; touches only what it is given.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"

#define FIELD(type, number, k, member, text) { \
	.attr = (number), .kind = (k), .size = sizeof(((type *)0)->member), \
	.offset = offsetof(type, member), .name = (text) }
#define COUNTER(number, text)	FIELD(struct hka_stats, number, HKA_U64, count[number], text)
#define NEST(number, text)	{ .attr = (number), .kind = HKA_NEST, .name = (text) }
#define SET(table, last, inner)	{ \
	.fields = (table), .n_fields = sizeof(table) / sizeof((table)[0]), \
	.max = (last), .nest = (inner) }

static const struct hka_field vip_fields[] = {
	FIELD(struct hka_vip, HKA_A_VIP_ADDRESS, HKA_IP, address, "address"),
	FIELD(struct hka_vip, HKA_A_VIP_PREFIX_LENGTH, HKA_U8, prefix_length, "prefix-length"),
	FIELD(struct hka_vip, HKA_A_VIP_IFNAME, HKA_STRING, ifname, "ifname"),
	FIELD(struct hka_vip, HKA_A_VIP_STATE, HKA_U8, state, "state"),
	FIELD(struct hka_vip, HKA_A_VIP_ERROR, HKA_U32, error, "error"),
};

const struct hka_set hka_set_vip = SET(vip_fields, HKA_A_VIP_MAX, NULL);

static const struct hka_field vr_fields[] = {
	FIELD(struct hka_vr, HKA_A_VR_NAME, HKA_STRING, name, "name"),
	FIELD(struct hka_vr, HKA_A_VR_ID, HKA_U32, id, "id"),
	FIELD(struct hka_vr, HKA_A_VR_IFNAME, HKA_STRING, ifname, "ifname"),
	FIELD(struct hka_vr, HKA_A_VR_IFINDEX, HKA_U32, ifindex, "ifindex"),
	FIELD(struct hka_vr, HKA_A_VR_VRID, HKA_U8, vrid, "vrid"),
	FIELD(struct hka_vr, HKA_A_VR_FAMILY, HKA_U8, family, "family"),
	FIELD(struct hka_vr, HKA_A_VR_VERSION, HKA_U8, version, "version"),
	FIELD(struct hka_vr, HKA_A_VR_PRIORITY, HKA_U8, priority, "priority"),
	FIELD(struct hka_vr, HKA_A_VR_INTERVAL, HKA_U32, interval, "interval"),
	FIELD(struct hka_vr, HKA_A_VR_PREEMPT, HKA_U8, preempt, "preempt"),
	NEST(HKA_A_VR_VIP, "vip"),
	FIELD(struct hka_vr, HKA_A_VR_STATE, HKA_U8, state, "state"),
	FIELD(struct hka_vr, HKA_A_VR_FAULT, HKA_U8, fault, "fault"),
	FIELD(struct hka_vr, HKA_A_VR_EFFECTIVE_PRIORITY, HKA_U8, effective_priority,
	      "effective-priority"),
	FIELD(struct hka_vr, HKA_A_VR_MASTER_INTERVAL, HKA_U32, master_interval,
	      "master-interval"),
	FIELD(struct hka_vr, HKA_A_VR_SKEW_TIME, HKA_U32, skew_time, "skew-time"),
	FIELD(struct hka_vr, HKA_A_VR_DOWN_INTERVAL, HKA_U32, down_interval, "down-interval"),
	FIELD(struct hka_vr, HKA_A_VR_SOURCE, HKA_IP, source, "source"),
	FIELD(struct hka_vr, HKA_A_VR_LAST_SOURCE, HKA_IP, last_source, "last-source"),
	FIELD(struct hka_vr, HKA_A_VR_LAST_PRIORITY, HKA_U8, last_priority, "last-priority"),
	FIELD(struct hka_vr, HKA_A_VR_LAST_EVENT, HKA_U8, last_event, "last-event"),
	FIELD(struct hka_vr, HKA_A_VR_MASTER_REASON, HKA_U8, master_reason, "master-reason"),
	FIELD(struct hka_vr, HKA_A_VR_SINCE, HKA_U64, since, "since"),
	FIELD(struct hka_vr, HKA_A_VR_UP_SINCE, HKA_U64, up_since, "up-since"),
	FIELD(struct hka_vr, HKA_A_VR_ALL, HKA_FLAG, all, "all"),
	FIELD(struct hka_vr, HKA_A_VR_CHECKSUM, HKA_U8, checksum, "checksum"),
	FIELD(struct hka_vr, HKA_A_VR_CHECKSUM_SENT, HKA_U8, checksum_sent, "checksum-sent"),
};

const struct hka_set hka_set_vr = SET(vr_fields, HKA_A_VR_MAX, &hka_set_vip);

/* A drop counter has no structure of its own: drops[reason] of the statistics. */
struct drop {
	uint64_t has;
	uint32_t reason;
	uint64_t count;
};

static const struct hka_field drop_fields[] = {
	FIELD(struct drop, HKA_A_DROP_REASON, HKA_U32, reason, "reason"),
	FIELD(struct drop, HKA_A_DROP_COUNT, HKA_U64, count, "count"),
};

const struct hka_set hka_set_drop = SET(drop_fields, HKA_A_DROP_MAX, NULL);

static const struct hka_field stats_fields[] = {
	FIELD(struct hka_stats, HKA_A_STATS_NAME, HKA_STRING, name, "name"),
	FIELD(struct hka_stats, HKA_A_STATS_ID, HKA_U32, id, "id"),
	COUNTER(HKA_A_STATS_MASTER_TRANSITIONS, "master-transitions"),
	COUNTER(HKA_A_STATS_ADVERTISEMENT_RCVD, "advertisement-rcvd"),
	COUNTER(HKA_A_STATS_ADVERTISEMENT_SENT, "advertisement-sent"),
	COUNTER(HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD, "priority-zero-pkts-rcvd"),
	COUNTER(HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT, "priority-zero-pkts-sent"),
	COUNTER(HKA_A_STATS_SEND_ERRORS, "send-errors"),
	COUNTER(HKA_A_STATS_REPLIES_SENT, "replies-sent"),
	COUNTER(HKA_A_STATS_REPLIES_LIMITED, "replies-limited"),
	COUNTER(HKA_A_STATS_RIVALS_HEARD, "rivals-heard"),
	COUNTER(HKA_A_STATS_INTERVAL_MISMATCHES, "interval-mismatches"),
	COUNTER(HKA_A_STATS_ADDRESS_LIST_MISMATCHES, "address-list-mismatches"),
	COUNTER(HKA_A_STATS_CHECKSUM_PLAIN_RCVD, "checksum-plain-rcvd"),
	COUNTER(HKA_A_STATS_CHECKSUM_PSEUDO_RCVD, "checksum-pseudo-rcvd"),
	COUNTER(HKA_A_STATS_TRAILING_BYTES, "trailing-bytes"),
	COUNTER(HKA_A_STATS_ANNOUNCEMENTS_SENT, "announcements-sent"),
	COUNTER(HKA_A_STATS_LATE_MAX, "late-max"),
	COUNTER(HKA_A_STATS_DISCONTINUITY, "discontinuity"),
	COUNTER(HKA_A_STATS_RECEIVED, "received"),
	NEST(HKA_A_STATS_DROP, "drop"),
};

const struct hka_set hka_set_stats = SET(stats_fields, HKA_A_STATS_MAX, &hka_set_drop);

static const struct hka_field event_fields[] = {
	FIELD(struct hka_event, HKA_A_EVENT_SEQ, HKA_U32, seq, "seq"),
	FIELD(struct hka_event, HKA_A_EVENT_NAME, HKA_STRING, name, "name"),
	FIELD(struct hka_event, HKA_A_EVENT_ID, HKA_U32, id, "id"),
	FIELD(struct hka_event, HKA_A_EVENT_IFNAME, HKA_STRING, ifname, "ifname"),
	FIELD(struct hka_event, HKA_A_EVENT_VRID, HKA_U8, vrid, "vrid"),
	FIELD(struct hka_event, HKA_A_EVENT_FAMILY, HKA_U8, family, "family"),
	FIELD(struct hka_event, HKA_A_EVENT_FROM, HKA_U8, from, "from"),
	FIELD(struct hka_event, HKA_A_EVENT_TO, HKA_U8, to, "to"),
	FIELD(struct hka_event, HKA_A_EVENT_CAUSE, HKA_U8, cause, "cause"),
	FIELD(struct hka_event, HKA_A_EVENT_FAULT, HKA_U8, fault, "fault"),
	FIELD(struct hka_event, HKA_A_EVENT_PRIORITY, HKA_U8, priority, "priority"),
	FIELD(struct hka_event, HKA_A_EVENT_TIME, HKA_U64, time, "time"),
	FIELD(struct hka_event, HKA_A_EVENT_PEER, HKA_IP, peer, "peer"),
};

const struct hka_set hka_set_event = SET(event_fields, HKA_A_EVENT_MAX, NULL);

/* @has is the first member of each structure. */
_Static_assert(!offsetof(struct hka_vr, has) && !offsetof(struct hka_vip, has) &&
	       !offsetof(struct hka_stats, has) && !offsetof(struct hka_event, has) &&
	       !offsetof(struct drop, has), "the codec finds has at the start");
_Static_assert(HKA_A_VR_MAX < 64 && HKA_A_STATS_MAX < 64, "has is too small");

const struct hka_field *hka_field_find(const struct hka_set *set, unsigned int attr)
{
	for (unsigned int i = 0; i < set->n_fields; i++)
		if (set->fields[i].attr == attr)
			return &set->fields[i];
	return NULL;
}

/* ---- to netlink ---- */

static int put_field(struct nl_msg *msg, const struct hka_field *f, const void *base)
{
	const void *p = (const char *)base + f->offset;
	const struct hka_ip *ip = p;
	uint32_t u32;
	uint64_t u64;

	switch (f->kind) {
	case HKA_U8:
		return nla_put_u8(msg, f->attr, *(const uint8_t *)p);
	case HKA_U32:
		memcpy(&u32, p, sizeof(u32));
		return nla_put_u32(msg, f->attr, u32);
	case HKA_U64:
		memcpy(&u64, p, sizeof(u64));
		return nla_put_u64(msg, f->attr, u64);
	case HKA_STRING:
		return nla_put_string(msg, f->attr, p);
	case HKA_IP:
		return nla_put(msg, f->attr, ip->len, ip->b);
	case HKA_FLAG:
		return nla_put_flag(msg, f->attr);
	}
	return 0;	/* HKA_NEST: by the caller, which knows the list */
}

static int put_set(struct nl_msg *msg, const struct hka_set *set, const void *base)
{
	uint64_t has = *(const uint64_t *)base;

	for (unsigned int i = 0; i < set->n_fields; i++)
		if (has & HKA_HAS(set->fields[i].attr) &&
		    put_field(msg, &set->fields[i], base))
			return -EMSGSIZE;
	return 0;
}

static int put_nest(struct nl_msg *msg, int attr, const struct hka_set *set, const void *base)
{
	/* The kernel is strict and wants the flag that some versions of libnl leave out. */
	struct nlattr *nest = nla_nest_start(msg, attr | NLA_F_NESTED);

	if (!nest || put_set(msg, set, base))
		return -EMSGSIZE;
	nla_nest_end(msg, nest);
	return 0;
}

int hka_vr_put(struct nl_msg *msg, const struct hka_vr *vr)
{
	int err = put_set(msg, &hka_set_vr, vr);

	if (!(vr->has & HKA_HAS(HKA_A_VR_VIP)))
		return err;
	for (unsigned int i = 0; !err && i < vr->n_vips; i++)
		err = put_nest(msg, HKA_A_VR_VIP, &hka_set_vip, &vr->vips[i]);
	return err;
}

int hka_stats_put(struct nl_msg *msg, const struct hka_stats *stats)
{
	int err = put_set(msg, &hka_set_stats, stats);

	for (unsigned int i = 0; !err && i < __HKA_DROP_MAX; i++) {
		struct drop drop = {
			.has = HKA_HAS(HKA_A_DROP_REASON) | HKA_HAS(HKA_A_DROP_COUNT),
			.reason = i,
			.count = stats->drops[i],
		};

		if (drop.count)
			err = put_nest(msg, HKA_A_STATS_DROP, &hka_set_drop, &drop);
	}
	return err;
}

int hka_event_put(struct nl_msg *msg, const struct hka_event *event)
{
	return put_set(msg, &hka_set_event, event);
}

/* ---- from netlink ---- */

static int get_string(char *to, size_t size, const struct nlattr *attr)
{
	size_t len = strnlen(nla_data(attr), (size_t)nla_len(attr));

	if (len >= size)
		return -EINVAL;
	memcpy(to, nla_data(attr), len);
	to[len] = '\0';
	return 0;
}

static int get_number(void *p, size_t size, const struct nlattr *attr)
{
	if ((size_t)nla_len(attr) < size)
		return -EINVAL;
	memcpy(p, nla_data(attr), size);
	return 0;
}

static int get_ip(struct hka_ip *ip, const struct nlattr *attr)
{
	int len = nla_len(attr);

	if (len && len != 4 && len != 16)
		return -EINVAL;
	ip->len = (uint8_t)len;
	memcpy(ip->b, nla_data(attr), (size_t)len);
	return 0;
}

static int get_field(const struct hka_field *f, void *base, const struct nlattr *attr)
{
	void *p = (char *)base + f->offset;

	switch (f->kind) {
	case HKA_U8:
		return get_number(p, sizeof(uint8_t), attr);
	case HKA_U32:
		return get_number(p, sizeof(uint32_t), attr);
	case HKA_U64:
		return get_number(p, sizeof(uint64_t), attr);
	case HKA_STRING:
		return get_string(p, f->size, attr);
	case HKA_IP:
		return get_ip(p, attr);
	case HKA_FLAG:
		*(bool *)p = true;
		break;
	}
	return 0;
}

/* Called for each element of a nest. */
typedef int (*nest_fn)(void *owner, struct nlattr *head, int len);

static int parse_set(const struct hka_set *set, void *base, struct nlattr *head, int len,
		     nest_fn nested)
{
	struct nlattr *attr;
	int rem, err = 0;

	nla_for_each_attr(attr, head, len, rem) {
		const struct hka_field *f = hka_field_find(set, (unsigned int)nla_type(attr));

		if (!f)
			continue;
		if (f->kind == HKA_NEST)
			err = nested(base, nla_data(attr), nla_len(attr));
		else
			err = get_field(f, base, attr);
		if (err)
			return err;
		*(uint64_t *)base |= HKA_HAS(f->attr);
	}
	return 0;
}

static int parse_vip(void *owner, struct nlattr *head, int len)
{
	struct hka_vip vip = { 0 };
	int err = parse_set(&hka_set_vip, &vip, head, len, NULL);

	return err ? err : hka_vr_add_vip(owner, &vip);
}

int hka_vr_parse(struct hka_vr *vr, struct nlattr *head, int len)
{
	int err;

	memset(vr, 0, sizeof(*vr));
	err = parse_set(&hka_set_vr, vr, head, len, parse_vip);
	if (err)
		hka_vr_clear(vr);
	return err;
}

static int parse_drop(void *owner, struct nlattr *head, int len)
{
	struct hka_stats *stats = owner;
	struct drop drop = { 0 };
	int err = parse_set(&hka_set_drop, &drop, head, len, NULL);

	if (err)
		return err;
	if (drop.reason < __HKA_DROP_MAX)
		stats->drops[drop.reason] += drop.count;
	else
		stats->drops_other += drop.count;
	return 0;
}

int hka_stats_parse(struct hka_stats *stats, struct nlattr *head, int len)
{
	int err;

	memset(stats, 0, sizeof(*stats));
	err = parse_set(&hka_set_stats, stats, head, len, parse_drop);
	if (err)
		memset(stats, 0, sizeof(*stats));
	return err;
}

int hka_event_parse(struct hka_event *event, struct nlattr *head, int len)
{
	int err;

	memset(event, 0, sizeof(*event));
	err = parse_set(&hka_set_event, event, head, len, NULL);
	if (err)
		memset(event, 0, sizeof(*event));
	return err;
}

/* ---- lists ---- */

int hka_vr_add_vip(struct hka_vr *vr, const struct hka_vip *vip)
{
	struct hka_vip *more;

	if (vr->n_vips == HKA_VIPS_MAX)
		return -E2BIG;
	more = reallocarray(vr->vips, vr->n_vips + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	more[vr->n_vips++] = *vip;
	vr->vips = more;
	vr->has |= HKA_HAS(HKA_A_VR_VIP);
	return 0;
}

void hka_vr_clear(struct hka_vr *vr)
{
	free(vr->vips);
	memset(vr, 0, sizeof(*vr));
}

void hka_vrs_free(struct hka_vr *vrs, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		hka_vr_clear(&vrs[i]);
	free(vrs);
}

void hka_notice_clear(struct hka_notice *n)
{
	hka_vr_clear(&n->vr);
	memset(n, 0, sizeof(*n));
}
