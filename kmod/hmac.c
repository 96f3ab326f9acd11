// SPDX-License-Identifier: GPL-2.0
/*
 * Authenticated adverts (hmac.h): keys, the digest, and what is believed. Owns vr->hmac. The
 * layout is packet.c's, the sequence replay.c's, the hash the kernel's.
 *
 * Runs in softirq, and in the runner's thread on PREEMPT_RT: the library's SHA-256 sleeps
 * nowhere and allocates nothing.
 */
#include <crypto/algapi.h>
#include <crypto/sha2.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

#define WINDOW_MIN_S	5
#define STALE_NS	(100 * NSEC_PER_MSEC)	/* between looks at what is stale */

struct hka_hmac_key {
	u8 id;
	struct hmac_sha256_key key;
};

#define KEYS_SIZE	(HKA_HMAC_KEYS_MAX * sizeof(struct hka_hmac_key))

struct hka_hmac *hka_hmac_new(const struct hka_hmac *old)
{
	struct hka_hmac *hmac = kzalloc(sizeof(*hmac), GFP_KERNEL_ACCOUNT);

	if (!hmac)
		return NULL;
	if (old) {
		hmac->mode = old->mode;
		hmac->active = old->active;
		hmac->anti_replay = old->anti_replay;
		hmac->n_keys = old->n_keys;
		hmac->window = old->window;
	}
	hmac->keys = kzalloc(KEYS_SIZE, GFP_KERNEL_ACCOUNT);
	if (!hmac->keys) {
		kfree(hmac);
		return NULL;
	}
	if (old)
		memcpy(hmac->keys, old->keys, KEYS_SIZE);
	return hmac;
}

void hka_hmac_free(struct hka_hmac *hmac)
{
	if (!hmac)
		return;
	kfree_sensitive(hmac->keys);
	kfree(hmac);
}

static struct hka_hmac_key *find_key(const struct hka_hmac *hmac, u8 id)
{
	u8 i;

	for (i = 0; i < hmac->n_keys; i++)
		if (hmac->keys[i].id == id)
			return &hmac->keys[i];
	return NULL;
}

bool hka_hmac_has_key(const struct hka_hmac *hmac, u8 id)
{
	return find_key(hmac, id);
}

u8 hka_hmac_key_id(const struct hka_hmac *hmac, u8 i)
{
	return hmac->keys[i].id;
}

/* Return: 0, or -ENOSPC. One with the same id is replaced. */
int hka_hmac_set_key(struct hka_hmac *hmac, u8 id, const u8 *secret, size_t len)
{
	struct hka_hmac_key *key = find_key(hmac, id);

	if (!key) {
		if (hmac->n_keys == HKA_HMAC_KEYS_MAX)
			return -ENOSPC;
		key = &hmac->keys[hmac->n_keys++];
		key->id = id;
	}
	hmac_sha256_preparekey(&key->key, secret, len);
	return 0;
}

bool hka_hmac_forget_key(struct hka_hmac *hmac, u8 id)
{
	struct hka_hmac_key *key = find_key(hmac, id);

	if (!key)
		return false;
	*key = hmac->keys[--hmac->n_keys];
	memzero_explicit(&hmac->keys[hmac->n_keys], sizeof(*key));
	return true;
}

u32 hka_hmac_window(const struct hka_hmac *hmac, u32 interval_us)
{
	if (hmac->anti_replay == HKA_ANTI_REPLAY_MONOTONIC)
		return 0;
	if (hmac->window)
		return hmac->window;
	return max_t(u32, DIV_ROUND_UP(3 * (u64)interval_us, USEC_PER_SEC), WINDOW_MIN_S);
}

struct hka_hmac *hka_hmac_replace(struct hka_vr *vr, struct hka_hmac *hmac)
{
	struct hka_hmac *old = vr->hmac;

	lockdep_assert_held(vr->lock);
	if (old && hmac) {
		hmac->replay = old->replay;
		hmac->skew = old->skew;
		hmac->has_skew = old->has_skew;
		hmac->stale_at = old->stale_at;
	}
	vr->hmac = hmac;
	return old;
}

static void eat(void *arg, const u8 *data, u32 len)
{
	hmac_sha256_update(arg, data, len);
}

static void make_digest(const struct hka_hmac_key *key, u8 family, const struct hka_addr *src,
			const u8 *msg, u32 len, u8 *digest)
{
	struct hmac_sha256_ctx ctx;

	hmac_sha256_init(&ctx, &key->key);
	hka_packet_signed(family, src, msg, len, eat, &ctx);
	hmac_sha256_final(&ctx, digest);
}

static u64 clock_now(void)
{
	return hka_replay_clock(ktime_get_real_ns());
}

void hka_hmac_sign(void *arg, u8 *msg, u32 len)
{
	struct hka_signature *sig = arg;
	struct hka_vr *vr = sig->vr;
	struct hka_hmac *hmac = vr->hmac;
	u8 digest[SHA256_DIGEST_SIZE];
	u64 seq;

	lockdep_assert_held(vr->lock);
	if (!sig->made) {
		/* Copies differ in the checksum, which is not signed. */
		seq = hka_replay_next(&hmac->replay, clock_now(),
				      hka_hmac_window(hmac, vr->cfg.interval_us));
		hka_packet_put_trailer(msg + len, hmac->active, seq);
		make_digest(find_key(hmac, hmac->active), vr->family, &vr->source, msg, len,
			    digest);
		memcpy(msg + len + HKA_VRRP_TRAILER_LEN - HKA_VRRP_DIGEST_LEN, digest,
		       HKA_VRRP_DIGEST_LEN);
		memcpy(sig->trailer, msg + len, sizeof(sig->trailer));
		sig->made = true;
	}
	memcpy(msg + len, sig->trailer, sizeof(sig->trailer));
}

/*
 * Whether to hash what is stale all the same: the clocks of those who have a key are told. Not
 * often, so that strangers cannot make it cost, nor tell anything.
 */
static bool look_at_stale(struct hka_hmac *hmac)
{
	u64 now = ktime_get_ns();

	if (now < hmac->stale_at)
		return false;
	hmac->stale_at = now + STALE_NS;
	return true;
}

/* The order is keepalived's: what is cheap first, and no mark moves before the digest is right. */
static enum hka_drop check_trailer(struct hka_vr *vr, const struct hka_packet_rx *rx,
				   const struct hka_advert *adv, struct hka_peer *peer)
{
	struct hka_hmac *hmac = vr->hmac;
	u32 window = hka_hmac_window(hmac, vr->cfg.interval_us);
	u8 digest[SHA256_DIGEST_SIZE];
	const struct hka_hmac_key *key;
	u64 now = clock_now();
	struct hka_trailer t;
	bool fresh;
	enum hka_drop drop;

	drop = hka_packet_trailer(rx, adv, &t);
	if (drop)
		return drop;
	fresh = hka_replay_fresh(t.seq, now, window);
	if (!fresh && !look_at_stale(hmac))
		return HKA_DROP_HMAC_STALE;
	key = find_key(hmac, t.key_id);
	if (!key)
		return fresh ? HKA_DROP_HMAC_KEY : HKA_DROP_HMAC_STALE;
	make_digest(key, rx->family, &rx->src, rx->msg, adv->len, digest);
	if (crypto_memneq(digest, t.digest, HKA_VRRP_DIGEST_LEN))
		return fresh ? HKA_DROP_HMAC_DIGEST : HKA_DROP_HMAC_STALE;
	if (window) {
		hmac->skew = hka_replay_skew(t.seq, now);
		hmac->has_skew = true;
	}
	if (!fresh)
		return HKA_DROP_HMAC_STALE;
	if (peer ? !hka_replay_accept(&peer->mark, t.seq, now, window) :
		   !hka_replay_believe(&hmac->replay, &rx->src, t.seq, now, window))
		return HKA_DROP_HMAC_REPLAY;
	vr->stats.hmac_verified++;
	return HKA_DROP_NONE;
}

enum hka_drop hka_hmac_check(struct hka_vr *vr, const struct hka_packet_rx *rx,
			     const struct hka_advert *adv, struct hka_peer *peer)
{
	lockdep_assert_held(vr->lock);
	if (adv->flags & HKA_PKT_TRAILER)
		return check_trailer(vr, rx, adv, peer);
	if (vr->hmac->mode == HKA_HMAC_MODE_ENFORCE)
		return HKA_DROP_HMAC_MISSING;
	vr->stats.hmac_unsigned++;
	return HKA_DROP_NONE;
}
