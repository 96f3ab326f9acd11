/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Structures of hka.h to and from netlink attributes, driven by one table per
 * attribute set. Inside libhka and its tests only.
 */
#ifndef HKA_CODEC_H
#define HKA_CODEC_H

#include <netlink/attr.h>
#include <netlink/msg.h>

#include "hka.h"

enum hka_kind {
	HKA_U8,
	HKA_U32,	/* or s32: the bits are the same */
	HKA_U64,
	HKA_STRING,
	HKA_BYTES,	/* a string without its end on the wire */
	HKA_IP,
	HKA_BLOB,	/* struct hka_blob */
	HKA_FIXED,	/* bytes, as many as the member has */
	HKA_FLAG,
	HKA_NEST,	/* a structure inside the structure */
	HKA_LIST,	/* a pointer to structures, and their number */
	HKA_DROPS,	/* drop counters, in an array by reason */
};

/* One attribute: its number and name, and the member that holds it. */
struct hka_field {
	uint16_t attr;
	uint8_t kind;		/* enum hka_kind */
	uint16_t size;		/* strings: of the member */
	uint32_t offset;
	uint32_t count;		/* HKA_LIST: offset of the number */
	const struct hka_set *nest;
	const char *name;	/* as in the specification */
};

struct hka_set {
	const struct hka_field *fields;
	unsigned int n_fields;
	uint16_t max;		/* highest attribute number */
	size_t size;		/* of the structure; its first member is has */
};

extern const struct hka_set hka_set_vr, hka_set_vip, hka_set_peer, hka_set_announce, hka_set_hmac,
	hka_set_hmac_key,
	hka_set_summand, hka_set_track, hka_set_member, hka_set_demotion, hka_set_history,
	hka_set_entry, hka_set_stats, hka_set_drop, hka_set_event, hka_set_group, hka_set_nexthop,
	hka_set_metrics, hka_set_route, hka_set_rule, hka_set_lease, hka_set_tie,
	hka_set_claim, hka_set_handover, hka_set_maintenance, hka_set_heard,
	hka_set_heard_router;

/* The field of @attr in @set, or NULL. */
const struct hka_field *hka_field_find(const struct hka_set *set, unsigned int attr);

/* Append the marked members of @base, a structure of @set. EMSGSIZE: the message is too small. */
int hka_put(struct nl_msg *msg, const struct hka_set *set, const void *base);

/*
 * Read attributes into @base, which is overwritten. Unknown attributes are
 * skipped: the kernel may be newer. EINVAL: an attribute is malformed; @base is
 * empty then. End with hka_clear() where the set has lists.
 */
int hka_parse(const struct hka_set *set, void *base, struct nlattr *head, int len);

/* Free what @base owns and make it empty. */
void hka_clear(const struct hka_set *set, void *base);

/* The list that a field of a structure is, and its number. */
void *hka_list(const struct hka_field *f, const void *base, unsigned int *n);

#endif /* HKA_CODEC_H */
