/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The routers that a router has heard: a table of fixed size, by source address. Pure, as
 * packet.h. Whatever the network sends, it takes no more room and no more time than this: a
 * sender that is not believed takes the place only of one that is not believed either.
 */
#ifndef _HKA_HEARD_H
#define _HKA_HEARD_H

#include "packet.h"

#define HKA_HEARD_MAX	8
#define HKA_HEARD_FEW	2	/* there is room for in a router itself */
#define HKA_HEARD_AGED	600000000000ull	/* ns; who was not heard for so long gives way to anybody */

/* A router as its last advert shows it. */
struct hka_heard {
	struct hka_addr addr;
	u8 mac[6];
	bool has_mac;
	bool believed;		/* one of its adverts was accepted */
	u8 priority;
	u8 version;
	u8 csum_form;		/* enum hka_csum_form */
	u8 drop;		/* enum hka_drop: why the advert was dropped */
	u32 interval_us;
	u16 rival;		/* bits 1 << enum hka_rival */
	u16 told;		/* of these, what was told of while it lasts */
	u32 told_at;		/* rival.c */
	u64 first;		/* ns of the caller's clock */
	u64 last;
	u64 count;
};

struct hka_heard_table {
	struct hka_heard *entry;	/* of @size; the caller's memory */
	u8 size;
	u8 n;
	u8 last;			/* the one that was heard last, most likely the next */
};

/* Return: the sender, or NULL if it has no place. */
struct hka_heard *hka_heard_find(struct hka_heard_table *t, const struct hka_addr *addr);

/*
 * The place of a sender that has none yet, zeroed but for the address: a free one, or that of
 * the sender who matters least. Return: NULL if all matter more than one that is not believed.
 */
struct hka_heard *hka_heard_add(struct hka_heard_table *t, const struct hka_addr *addr,
				bool believed, u64 now);

/* Move to more room. */
void hka_heard_move(struct hka_heard_table *t, struct hka_heard *entry, u8 size);

#endif /* _HKA_HEARD_H */
