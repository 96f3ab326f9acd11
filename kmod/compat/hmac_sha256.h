/* SPDX-License-Identifier: GPL-2.0 */
/*
 * HMAC-SHA256 of <crypto/sha2.h> as of 6.17, which computes in any context, on kernels that
 * have SHA-256 alone in their library. A prepared key is the states after the first block.
 */
#ifndef _HKA_COMPAT_HMAC_SHA256_H
#define _HKA_COMPAT_HMAC_SHA256_H

#include <crypto/sha2.h>
#include <linux/string.h>

#define HKA_HMAC_IPAD	0x36
#define HKA_HMAC_OPAD	0x5c

struct hmac_sha256_key {
	u32 istate[8];
	u32 ostate[8];
};

struct hmac_sha256_ctx {
	struct sha256_state inner;
	const struct hmac_sha256_key *key;
};

static inline void hka_hmac_block(u32 *state, u8 *block, u8 pad)
{
	struct sha256_state s;
	unsigned int i;

	for (i = 0; i < SHA256_BLOCK_SIZE; i++)
		block[i] ^= pad;
	sha256_init(&s);
	sha256_update(&s, block, SHA256_BLOCK_SIZE);
	memcpy(state, s.state, sizeof(s.state));
	memzero_explicit(&s, sizeof(s));
}

static inline void hmac_sha256_preparekey(struct hmac_sha256_key *key, const u8 *raw, size_t len)
{
	u8 block[SHA256_BLOCK_SIZE] = {};

	if (len > sizeof(block))
		sha256(raw, len, block);
	else
		memcpy(block, raw, len);
	hka_hmac_block(key->istate, block, HKA_HMAC_IPAD);
	/* It is turned from one pad to the other. */
	hka_hmac_block(key->ostate, block, HKA_HMAC_IPAD ^ HKA_HMAC_OPAD);
	memzero_explicit(block, sizeof(block));
}

static inline void hmac_sha256_init(struct hmac_sha256_ctx *ctx, const struct hmac_sha256_key *key)
{
	sha256_init(&ctx->inner);
	memcpy(ctx->inner.state, key->istate, sizeof(key->istate));
	ctx->inner.count = SHA256_BLOCK_SIZE;
	ctx->key = key;
}

static inline void hmac_sha256_update(struct hmac_sha256_ctx *ctx, const u8 *data, size_t len)
{
	sha256_update(&ctx->inner, data, len);
}

static inline void hmac_sha256_final(struct hmac_sha256_ctx *ctx, u8 *out)
{
	struct sha256_state outer;

	sha256_final(&ctx->inner, out);
	sha256_init(&outer);
	memcpy(outer.state, ctx->key->ostate, sizeof(ctx->key->ostate));
	outer.count = SHA256_BLOCK_SIZE;
	sha256_update(&outer, out, SHA256_DIGEST_SIZE);
	sha256_final(&outer, out);
	memzero_explicit(ctx, sizeof(*ctx));
}

#endif /* _HKA_COMPAT_HMAC_SHA256_H */
