/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Notes: what has happened and is still to be told. One queue for each router,
 * filled wherever vr->lock is held and emptied by the reflector, which numbers and
 * sends them (nl_event.c). The queue is bounded; what does not fit is counted, and
 * shows as a gap in the sequence at the place where it belongs.
 */
#ifndef _HKA_NOTE_H
#define _HKA_NOTE_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/types.h>

#include "packet.h"

struct hka_vr;

/* A name that outlives its object: of a tracker, of a demotion. */
struct hka_text {
	refcount_t ref;
	char s[];
};

struct hka_text *hka_text_new(const char *s);
struct hka_text *hka_text_get(struct hka_text *text);
void hka_text_put(struct hka_text *text);	/* any context; NULL is nothing */

/* What does not apply to a kind is left zero. */
struct hka_note {
	struct list_head node;		/* hka_note() */
	u32 lost;			/* hka_note(): notes lost just before this one */
	u8 kind;			/* enum hka_event_kind */
	u8 from;			/* transition: enum hka_state */
	u8 to;
	u8 cause;			/* transition: enum hka_last_event */
	u8 fault;			/* transition: enum hka_fault */
	u8 priority;			/* hka_note(): the effective one */
	u8 drop;			/* protocol-error, router-error: enum hka_drop */
	u8 track_state;			/* tracker: enum hka_track_state */
	u8 lease_state;			/* lease: enum hka_lease_state */
	u8 peer_priority;
	u8 address_family;		/* of @address, 0: there is none */
	bool has_peer;
	bool has_peer_priority;
	bool has_mac;			/* hka_note(): of a peer that was heard */
	bool has_source;
	bool has_latency;
	u8 mac[6];
	u16 error;			/* positive errno */
	u64 time;			/* CLOCK_REALTIME; hka_note(), if it is 0 */
	u64 latency;			/* ns since the last advert that was heard */
	u32 peer_interval;		/* us; 0: not known */
	struct hka_addr peer;
	struct hka_addr source;		/* of our own adverts */
	struct hka_addr address;
	struct hka_text *reason;	/* hka_note() takes references of its own */
	struct hka_text *text;		/* the kernel's words */
};

#define HKA_NOTES	64	/* of a router, that wait to be told */

/*
 * vr->lock held; a copy is queued. Whoever calls this kicks the router afterwards,
 * unless he is the reflector. Without memory the note is lost, and counted.
 */
void hka_note(struct hka_vr *vr, const struct hka_note *note);

/* vr->lock held: a packet for the router, or on its device, was dropped. */
void hka_note_drop(struct hka_vr *vr, u8 drop, const struct hka_packet_rx *rx);

/* RCU: a packet that belongs to no router was dropped. */
struct hka_net;
void hka_note_drop_net(struct hka_net *hn, int ifindex, u8 drop, const struct hka_packet_rx *rx);

/* What is told seldom: when it was told last (0: never), and whether it may be told again. */
#define HKA_STAMP_SHIFT	20		/* 1,048,576 ns */
u32 hka_note_stamp(void);
bool hka_note_may_tell(u32 *told);	/* once in a second; any number of CPUs may ask */

/* The oldest note, to be given to hka_note_free(), or NULL; vr->lock held. */
struct hka_note *hka_note_next(struct hka_vr *vr);
void hka_note_free(struct hka_note *note);

#endif /* _HKA_NOTE_H */
