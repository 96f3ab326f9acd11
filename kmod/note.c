// SPDX-License-Identifier: GPL-2.0
/*
 * The queue of notes of a router (note.h), and how often a bad packet is worth one.
 * Owns vr->notes, vr->drop_told, link->drop_told and link->heard. Sends nothing: the reflector
 * does, through nl_event.c.
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

struct hka_text *hka_text_new(const char *s)
{
	size_t len = strlen(s) + 1;
	struct hka_text *text;

	text = kmalloc(struct_size(text, s, len), GFP_KERNEL_ACCOUNT);
	if (!text)
		return NULL;
	refcount_set(&text->ref, 1);
	memcpy(text->s, s, len);
	return text;
}

struct hka_text *hka_text_get(struct hka_text *text)
{
	if (text)
		refcount_inc(&text->ref);
	return text;
}

void hka_text_put(struct hka_text *text)
{
	if (text && refcount_dec_and_test(&text->ref))
		kfree(text);
}

void hka_note(struct hka_vr *vr, const struct hka_note *note)
{
	struct hka_note *copy = NULL;
	const u8 *mac;

	lockdep_assert_held(vr->lock);
	vr->reflect = true;
	if (vr->n_notes < HKA_NOTES)
		copy = kmalloc(sizeof(*copy), GFP_ATOMIC | __GFP_NOWARN);
	if (!copy) {
		vr->notes_lost++;
		vr->history_lost += note->kind == HKA_EVENT_KIND_TRANSITION;
		return;
	}
	*copy = *note;
	copy->lost = vr->notes_lost;
	copy->time = note->time ?: ktime_get_real_ns();
	copy->priority = vr->cfg.priority;
	mac = copy->has_peer && !copy->has_mac ? hka_rival_mac(vr, &copy->peer) : NULL;
	if (mac) {
		copy->has_mac = true;
		memcpy(copy->mac, mac, sizeof(copy->mac));
	}
	hka_text_get(copy->reason);
	hka_text_get(copy->text);
	vr->notes_lost = 0;
	vr->n_notes++;
	list_add_tail(&copy->node, &vr->notes);
}

struct hka_note *hka_note_next(struct hka_vr *vr)
{
	struct hka_note *note;

	lockdep_assert_held(vr->lock);
	note = list_first_entry_or_null(&vr->notes, struct hka_note, node);
	if (note) {
		list_del(&note->node);
		vr->n_notes--;
	}
	return note;
}

void hka_note_free(struct hka_note *note)
{
	hka_text_put(note->reason);
	hka_text_put(note->text);
	kfree(note);
}

/* RFC 8347 tells these of the host, everything else of the router. */
static bool is_protocol_error(u8 drop)
{
	switch (drop) {
	case HKA_DROP_TTL:
	case HKA_DROP_VERSION:
	case HKA_DROP_VRID:
	case HKA_DROP_CHECKSUM:
		return true;
	default:
		return false;
	}
}

/* No error of a packet. */
static bool is_worth_telling(u8 drop)
{
	return drop != HKA_DROP_NO_INTERFACE && drop != HKA_DROP_BAD_DST &&
	       drop != HKA_DROP_INACTIVE && drop != HKA_DROP_NO_MEMORY;
}

#define TELL_EVERY	(NSEC_PER_SEC >> HKA_STAMP_SHIFT)

u32 hka_note_stamp(void)
{
	return (u32)(ktime_get_ns() >> HKA_STAMP_SHIFT) | 1;
}

bool hka_note_may_tell(u32 *told)
{
	u32 now = hka_note_stamp();
	u32 old = READ_ONCE(*told);

	if (old && now - old <= TELL_EVERY)
		return false;
	return cmpxchg(told, old, now) == old;
}

static void note_drop(struct hka_vr *vr, u8 kind, u8 drop, const struct hka_packet_rx *rx)
{
	struct hka_note note = {
		.kind = kind,
		.drop = drop,
		.has_peer = true,
		.has_mac = rx->mac,
		.peer = rx->src,
	};

	if (rx->mac)
		memcpy(note.mac, rx->mac, sizeof(note.mac));
	hka_note(vr, &note);
}

void hka_note_drop(struct hka_vr *vr, u8 drop, const struct hka_packet_rx *rx)
{
	struct hka_link *link;

	/* Nobody empties the queue of a router that is gone. */
	if (!is_worth_telling(drop) || vr->deleted)
		return;
	if (!is_protocol_error(drop)) {
		if (hka_note_may_tell(&vr->drop_told[drop]))
			note_drop(vr, HKA_EVENT_KIND_ROUTER_ERROR, drop, rx);
		return;
	}
	rcu_read_lock();
	link = hka_link_find(vr->hn, vr->ifindex);
	if (link && hka_note_may_tell(&link->drop_told[drop]))
		note_drop(vr, HKA_EVENT_KIND_PROTOCOL_ERROR, drop, rx);
	rcu_read_unlock();
}

/* Told through any router of the device: that is rare enough to look for one. */
void hka_note_drop_net(struct hka_net *hn, int ifindex, u8 drop, const struct hka_packet_rx *rx)
{
	struct hka_link *link = hka_link_find(hn, ifindex);
	unsigned long id;
	struct hka_vr *vr;

	if (!link)
		return;
	hka_link_hear(link, rx->family);
	if (!is_worth_telling(drop) || !hka_note_may_tell(&link->drop_told[drop]))
		return;
	xa_for_each(&hn->vrs, id, vr) {
		if (READ_ONCE(vr->ifindex) != ifindex || vr->family != rx->family ||
		    !hka_vr_get_unless_zero(vr))
			continue;
		hka_vr_lock(vr);
		if (!vr->deleted)
			note_drop(vr, HKA_EVENT_KIND_PROTOCOL_ERROR, drop, rx);
		hka_vr_unlock(vr);
		hka_vr_kick(vr);
		hka_vr_put(vr);
		break;
	}
}
