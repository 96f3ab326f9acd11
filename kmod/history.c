// SPDX-License-Identifier: GPL-2.0
/*
 * The last transitions of a router (history.h). Owns vr->history: made with the router, written by
 * the reflector when it tells a transition, read under vr->lock. Where there is no memory for more,
 * or the router's owner may have no more, the last few are kept.
 */
#include <linux/log2.h>
#include <linux/slab.h>

#include "engine.h"

#define HISTORY_FIRST	8	/* entries to begin with; doubled up to HKA_HISTORY_MAX */

int hka_history_init(struct hka_vr *vr)
{
	struct hka_history *h;

	h = kzalloc(struct_size(h, entry, HISTORY_FIRST), GFP_KERNEL_ACCOUNT);
	if (!h)
		return -ENOMEM;
	h->size = HISTORY_FIRST;
	vr->history = h;
	return 0;
}

/* Reflector: make room for one more if possible; what is there stays, in order. */
static void history_grow(struct hka_vr *vr)
{
	struct hka_history *old = vr->history, *h;
	u8 i, size = old->size * 2;

	BUILD_BUG_ON(!is_power_of_2(HKA_HISTORY_MAX));
	if (old->count < old->size || old->size >= HKA_HISTORY_MAX)
		return;
	h = hka_vr_zalloc(vr, struct_size(h, entry, size));
	if (!h)
		return;
	h->size = size;
	h->count = old->count;
	for (i = 0; i < old->count; i++)
		h->entry[i] = old->entry[(old->first + i) % old->size];
	hka_vr_lock(vr);
	vr->history = h;
	hka_vr_unlock(vr);
	kfree(old);
}

void hka_history_add(struct hka_vr *vr, const struct hka_note *note)
{
	struct hka_history *h;
	u8 at;

	if (note->kind != HKA_EVENT_KIND_TRANSITION)
		return;
	history_grow(vr);
	hka_vr_lock(vr);
	h = vr->history;
	if (h->count < h->size) {
		at = (h->first + h->count++) % h->size;
	} else {
		at = h->first;
		h->first = (h->first + 1) % h->size;
	}
	h->entry[at] = (struct hka_history_entry) {
		.time = note->time,
		.latency = note->latency,
		.peer = note->peer,
		.peer_priority = note->peer_priority,
		.has_peer = note->has_latency,
		.from = note->from,
		.to = note->to,
		.cause = note->cause,
		.fault = note->fault,
		.priority = note->priority,
	};
	hka_vr_unlock(vr);
}

void hka_history_free(struct hka_vr *vr)
{
	kfree(vr->history);
}
