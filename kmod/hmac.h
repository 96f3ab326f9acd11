/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Authenticated adverts of a router: keepalived's auth_hmac. Only prepared keys are kept,
 * never what they were made of.
 */
#ifndef _HKA_HMAC_H
#define _HKA_HMAC_H

#include "replay.h"

struct hka_vr;
struct hka_peer;
struct hka_hmac_key;

/* vr->lock; keys, and what was configured, are written under hn->mutex alone. */
struct hka_hmac {
	u8 mode;		/* enum hka_hmac_mode, not off */
	u8 active;		/* the key that signs */
	u8 anti_replay;		/* enum hka_anti_replay */
	u8 n_keys;
	u32 window;		/* s; 0: three intervals, at least five seconds */
	s32 skew;		/* s by which the last sender's clock was behind */
	bool has_skew;
	u64 stale_at;		/* what is stale is not hashed before */
	struct hka_replay replay;
	struct hka_hmac_key *keys;	/* room for HKA_HMAC_KEYS_MAX */
};

/* One advert, of which several copies may be sent, is signed once. */
struct hka_signature {
	struct hka_vr *vr;
	bool made;
	u8 trailer[HKA_VRRP_TRAILER_LEN];
};

/* A copy of @old, if there is one. */
struct hka_hmac *hka_hmac_new(const struct hka_hmac *old);
void hka_hmac_free(struct hka_hmac *hmac);			/* wiped; NULL is nothing */
int hka_hmac_set_key(struct hka_hmac *hmac, u8 id, const u8 *secret, size_t len);
bool hka_hmac_forget_key(struct hka_hmac *hmac, u8 id);
bool hka_hmac_has_key(const struct hka_hmac *hmac, u8 id);
u8 hka_hmac_key_id(const struct hka_hmac *hmac, u8 i);

/* Bytes behind each advert. */
static inline u32 hka_hmac_trailer_len(const struct hka_hmac *hmac)
{
	return hmac && hmac->mode > HKA_HMAC_MODE_RECEIVE_ONLY ? HKA_VRRP_TRAILER_LEN : 0;
}

/* The window in seconds; 0: sequences have to grow, nothing else. */
u32 hka_hmac_window(const struct hka_hmac *hmac, u32 interval_us);

/*
 * vr->lock held. Replay marks and the sequence go over to @hmac; NULL: no more trailers.
 * Return: what was before, to be freed without the lock.
 */
struct hka_hmac *hka_hmac_replace(struct hka_vr *vr, struct hka_hmac *hmac);

/* The sign() of struct hka_packet_tx; @arg is a struct hka_signature. vr->lock held. */
void hka_hmac_sign(void *arg, u8 *msg, u32 len);

/* vr->lock held: the last check of a message. @peer: its sender, of unicast, or NULL. */
enum hka_drop hka_hmac_check(struct hka_vr *vr, const struct hka_packet_rx *rx,
			     const struct hka_advert *adv, struct hka_peer *peer);

#endif /* _HKA_HMAC_H */
