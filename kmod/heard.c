// SPDX-License-Identifier: GPL-2.0
/*
 * The routers that were heard (heard.h). Owns nothing; knows no clock but the one it is
 * given.
 */
#include "heard.h"

static bool is(const struct hka_heard *h, const struct hka_addr *addr)
{
	return !memcmp(&h->addr, addr, sizeof(*addr));
}

struct hka_heard *hka_heard_find(struct hka_heard_table *t, const struct hka_addr *addr)
{
	u8 i;

	if (t->last < t->n && is(&t->entry[t->last], addr))
		return &t->entry[t->last];
	for (i = 0; i < t->n; i++) {
		if (is(&t->entry[i], addr)) {
			t->last = i;
			return &t->entry[i];
		}
	}
	return NULL;
}

enum rank { AGED, STRANGER, REPEATED, BELIEVED };

static enum rank rank_of(const struct hka_heard *h, u64 now)
{
	if (now > h->last && now - h->last > HKA_HEARD_AGED)
		return AGED;
	if (h->believed)
		return BELIEVED;
	/* Forged senders come once each; a router that is set up wrongly comes again. */
	return h->count > 1 ? REPEATED : STRANGER;
}

struct hka_heard *hka_heard_add(struct hka_heard_table *t, const struct hka_addr *addr,
				bool believed, u64 now)
{
	enum rank rank, least = BELIEVED;
	u8 i, at = 0;

	if (t->n < t->size) {
		at = t->n++;
	} else {
		for (i = 0; i < t->n; i++) {
			rank = rank_of(&t->entry[i], now);
			if (i && (rank > least ||
				  (rank == least && t->entry[i].last >= t->entry[at].last)))
				continue;
			least = rank;
			at = i;
		}
		if (least == BELIEVED && !believed)
			return NULL;
	}
	t->last = at;
	memset(&t->entry[at], 0, sizeof(t->entry[at]));
	t->entry[at].addr = *addr;
	t->entry[at].first = now;
	return &t->entry[at];
}

void hka_heard_move(struct hka_heard_table *t, struct hka_heard *entry, u8 size)
{
	memcpy(entry, t->entry, t->n * sizeof(*entry));
	t->entry = entry;
	t->size = size;
}
