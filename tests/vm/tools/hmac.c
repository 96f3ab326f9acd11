// SPDX-License-Identifier: GPL-2.0-or-later
/* SHA-256 (FIPS 180-4), HMAC (RFC 2104) and the trailer, written for the laboratory (hmac.h). */
#include "hmac.h"

#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct sha {
	uint32_t h[8];
	uint8_t block[64];
	uint64_t bytes;
};

static uint32_t ror(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/*
 * The constants of FIPS 180-4 are what is left of roots of the first primes, and computed: the
 * first 32 bits behind the point of the square (@cube: cube) root of @p.
 */
static uint32_t root(unsigned int p, bool cube)
{
	unsigned __int128 low = 0, high = (unsigned __int128)40 << 32;

	while (high - low > 1) {
		unsigned __int128 mid = (low + high) / 2;
		/* Of 32 fractional bits: mid^2 has 64, mid^3 has 96. */
		bool over = cube ? mid * mid * mid > (unsigned __int128)p << 96 :
				   mid * mid > (unsigned __int128)p << 64;

		if (over)
			high = mid;
		else
			low = mid;
	}
	return (uint32_t)low;
}

static uint32_t k[64], start[8];

static void constants(void)
{
	unsigned int p = 2, n = 0;

	for (; n < 64; p++) {
		bool prime = true;

		for (unsigned int d = 2; d * d <= p; d++)
			prime &= p % d != 0;
		if (!prime)
			continue;
		if (n < 8)
			start[n] = root(p, false);
		k[n++] = root(p, true);
	}
}

static void compress(struct sha *s)
{
	uint32_t w[64], v[8];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 |
		       (uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] + (ror(a, 7) ^ ror(a, 18) ^ a >> 3) +
		       (ror(b, 17) ^ ror(b, 19) ^ b >> 10);
	}
	memcpy(v, s->h, sizeof(v));
	for (int i = 0; i < 64; i++) {
		uint32_t t1 = v[7] + (ror(v[4], 6) ^ ror(v[4], 11) ^ ror(v[4], 25)) +
			      ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
		uint32_t t2 = (ror(v[0], 2) ^ ror(v[0], 13) ^ ror(v[0], 22)) +
			      ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		s->h[i] += v[i];
}

static void sha_begin(struct sha *s)
{
	if (!k[0])
		constants();
	memcpy(s->h, start, sizeof(s->h));
	s->bytes = 0;
}

static void sha_add(struct sha *s, const uint8_t *p, size_t len)
{
	for (; len; len--) {
		s->block[s->bytes++ % 64] = *p++;
		if (s->bytes % 64 == 0)
			compress(s);
	}
}

static void sha_end(struct sha *s, uint8_t out[32])
{
	uint64_t bits = s->bytes * 8;
	uint8_t pad = 0x80;

	do {
		sha_add(s, &pad, 1);
		pad = 0;
	} while (s->bytes % 64 != 56);
	for (int i = 56; i >= 0; i -= 8) {
		pad = (uint8_t)(bits >> i);
		sha_add(s, &pad, 1);
	}
	for (int i = 0; i < 32; i++)
		out[i] = (uint8_t)(s->h[i / 4] >> (24 - i % 4 * 8));
}

void lab_hmac(const struct lab_addr *src, const uint8_t *msg, size_t len, uint8_t *digest)
{
	static const uint8_t zero[16];
	uint8_t bound[20] = { src->family == AF_INET6 ? 6 : 4, msg[0] >> 4, msg[1] };
	uint8_t pad[64], inner[32];
	struct sha s;

	for (int i = 0; i < 64; i++)
		pad[i] = (uint8_t)(0x36 ^ (i < 32 ? 32 * (msg[len + 1] - 1) + i : 0));
	memcpy(bound + 4, src->b, src->family == AF_INET6 ? 16 : 4);
	sha_begin(&s);
	sha_add(&s, pad, 64);
	sha_add(&s, bound, sizeof(bound));
	sha_add(&s, msg, 6);
	sha_add(&s, zero, 2);
	sha_add(&s, msg + 8, len - 8 + 12);
	sha_add(&s, zero, 16);
	sha_end(&s, inner);
	for (int i = 0; i < 64; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	sha_begin(&s);
	sha_add(&s, pad, 64);
	sha_add(&s, inner, 32);
	sha_end(&s, inner);
	memcpy(digest, inner, 16);
}

void lab_trailer(const struct lab_addr *src, uint8_t *msg, size_t len, uint8_t type, uint8_t key,
		 uint64_t seq)
{
	uint8_t *t = msg + len;

	memset(t, 0, LAB_TRAILER);
	t[0] = type;
	t[1] = key;
	for (int i = 0; i < 8; i++)
		t[4 + i] = (uint8_t)(seq >> (56 - 8 * i));
	lab_hmac(src, msg, len, t + 12);
}

uint64_t lab_seq(int64_t seconds)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (uint64_t)(uint32_t)(ts.tv_sec + seconds) << 32 |
	       ((uint64_t)ts.tv_nsec << 16) / 1000000000u << 16;
}
