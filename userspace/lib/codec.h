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

enum hka_kind { HKA_U8, HKA_U32, HKA_U64, HKA_STRING, HKA_IP, HKA_FLAG, HKA_NEST };

/* One attribute: its number and name, and the member that holds it. */
struct hka_field {
	uint16_t attr;
	uint8_t kind;		/* enum hka_kind */
	uint16_t size;		/* HKA_STRING: of the member */
	uint32_t offset;
	const char *name;	/* as in the specification */
};

struct hka_set {
	const struct hka_field *fields;
	unsigned int n_fields;
	uint16_t max;			/* highest attribute number */
	const struct hka_set *nest;	/* what its HKA_NEST holds */
};

extern const struct hka_set hka_set_vr, hka_set_vip, hka_set_stats, hka_set_drop, hka_set_event;

/* The field of @attr in @set, or NULL. */
const struct hka_field *hka_field_find(const struct hka_set *set, unsigned int attr);

/* Append the marked members. EMSGSIZE: the message is too small. */
int hka_vr_put(struct nl_msg *msg, const struct hka_vr *vr);
int hka_stats_put(struct nl_msg *msg, const struct hka_stats *stats);
int hka_event_put(struct nl_msg *msg, const struct hka_event *event);

/*
 * Read attributes into a structure, which is overwritten. Unknown attributes
 * are skipped: the kernel may be newer. EINVAL: an attribute is malformed;
 * the structure is empty then.
 */
int hka_vr_parse(struct hka_vr *vr, struct nlattr *head, int len);
int hka_stats_parse(struct hka_stats *stats, struct nlattr *head, int len);
int hka_event_parse(struct hka_event *event, struct nlattr *head, int len);

#endif /* HKA_CODEC_H */
