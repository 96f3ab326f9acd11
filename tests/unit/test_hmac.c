// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Authenticated adverts on the host: what is laid out and what is signed (packet.c), against
 * vectors of another make, and the sequence (replay.c). The digest itself is the kernel's: a
 * scenario looks at it.
 */
#include <stdlib.h>

#include "hmac_vectors.h"
#include "replay.h"
#include "test.h"

#define VECTORS		ARRAY_SIZE(hmac_vectors)

/* What has been eaten. */
struct meal {
	u8 bytes[8192];
	u32 len;
};

static void eat(void *arg, const u8 *data, u32 len)
{
	struct meal *m = arg;

	if (m->len + len > sizeof(m->bytes))
		abort();
	memcpy(m->bytes + m->len, data, len);
	m->len += len;
}

/* Puts the trailer of a vector, with its digest, and notes what was to be signed. */
struct signer {
	const struct hmac_vector *v;
	struct meal meal;
	u32 calls;
};

static void sign(void *arg, u8 *msg, u32 len)
{
	struct signer *s = arg;

	s->calls++;
	hka_packet_put_trailer(msg + len, s->v->key, s->v->seq);
	hka_packet_signed(s->v->family, &s->v->src, msg, len, eat, &s->meal);
	memcpy(msg + len + HKA_VRRP_TRAILER_LEN - HKA_VRRP_DIGEST_LEN,
	       s->v->wire + s->v->len - HKA_VRRP_DIGEST_LEN, HKA_VRRP_DIGEST_LEN);
}

static void encode(const struct hmac_vector *v)
{
	struct signer s = { .v = v };
	struct hka_packet_tx tx = {
		.version = v->version,
		.family = v->family,
		.vrid = v->vrid,
		.priority = v->priority,
		.count = v->count,
		.csum_form = v->form,
		.interval_us = v->interval_us,
		.src = v->src,
		.dst = v->dst,
		.addrs = v->addrs,
		.sign = sign,
		.sign_arg = &s,
	};
	u8 buf[HKA_VRRP_LEN_MAX];

	test_begin("25.5", "%s: sent as keepalived does", v->name);
	memset(buf, 0xa5, sizeof(buf));
	EXPECT(hka_packet_encode(&tx, buf, sizeof(buf)) == (int)v->len);
	EXPECT_EQ(s.calls, 1);
	EXPECT(!memcmp(buf, v->wire, v->len));
	EXPECT_EQ(buf[v->len], 0xa5);
	EXPECT_EQ(s.meal.len, v->n_signed);
	EXPECT(!memcmp(s.meal.bytes, v->signed_bytes, v->n_signed));
	EXPECT(hka_packet_encode(&tx, buf, v->len - 1) == -EMSGSIZE);
	EXPECT_EQ(s.calls, 1);
	test_end();
}

struct received {
	struct hka_packet_rx rx;
	struct hka_packet_rules rules;
	struct hka_advert adv;
	struct hka_trailer t;
};

/* @msg is exactly as long as its allocation. */
static enum hka_drop receive(struct received *r, const struct hmac_vector *v, const u8 *msg, u32 len)
{
	enum hka_drop drop;

	*r = (struct received) {
		.rx = {
			.msg = msg,
			.len = len,
			.family = v->family,
			.ttl = 255,
			.ttl_min = 255,
			.src = v->src,
			.dst = v->dst,
		},
		.rules = {
			.version = v->version,
			.interval_us = v->interval_us,
			.count = v->count,
			.addrs = v->addrs,
		},
	};
	drop = hka_packet_peek(&r->rx, &r->adv);
	return drop ? drop : hka_packet_check(&r->rx, &r->rules, &r->adv);
}

static u8 *copy_of(const struct hmac_vector *v, u32 len)
{
	u8 *msg = malloc(len);

	if (!msg)
		abort();
	memcpy(msg, v->wire, len);
	return msg;
}

static void decode(const struct hmac_vector *v)
{
	u8 *msg = copy_of(v, v->len);
	struct meal meal = { .len = 0 };
	struct received r;
	u32 at = v->len - HKA_VRRP_TRAILER_LEN;
	u32 i;

	test_begin("25.5", "%s: understood", v->name);
	EXPECT_EQ(receive(&r, v, msg, v->len), HKA_DROP_NONE);
	EXPECT_EQ(r.adv.flags, HKA_PKT_TRAILER);
	EXPECT_EQ(r.adv.len, at);
	EXPECT_EQ(hka_packet_trailer(&r.rx, &r.adv, &r.t), HKA_DROP_NONE);
	EXPECT_EQ(r.t.key_id, v->key);
	EXPECT_EQ(r.t.seq, v->seq);
	EXPECT(r.t.digest == msg + v->len - HKA_VRRP_DIGEST_LEN);
	hka_packet_signed(v->family, &r.rx.src, msg, r.adv.len, eat, &meal);
	EXPECT_EQ(meal.len, v->n_signed);
	EXPECT(!memcmp(meal.bytes, v->signed_bytes, meal.len));
	test_end();

	test_begin("25.5-", "%s: of another type, or with something reserved", v->name);
	for (i = 0; i < 4; i++) {
		if (i == 1)	/* the key: any is well-formed */
			continue;
		msg[at + i] ^= 0x80;
		EXPECT_EQ(hka_packet_trailer(&r.rx, &r.adv, &r.t), HKA_DROP_HMAC_MALFORMED);
		msg[at + i] ^= 0x80;
	}
	EXPECT_EQ(hka_packet_trailer(&r.rx, &r.adv, &r.t), HKA_DROP_NONE);
	test_end();

	test_begin("25.5-", "%s: each byte is covered but the checksum", v->name);
	for (i = 0; i < v->len - HKA_VRRP_DIGEST_LEN; i++) {
		msg[i] ^= 1;
		meal.len = 0;
		hka_packet_signed(v->family, &r.rx.src, msg, r.adv.len, eat, &meal);
		EXPECT_EQ(!memcmp(meal.bytes, v->signed_bytes, v->n_signed), i == 6 || i == 7);
		msg[i] ^= 1;
	}
	for (i = 0; i < (v->family == HKA_FAMILY_IPV6 ? 16u : 4u); i++) {
		r.rx.src.b[i] ^= 1;
		meal.len = 0;
		hka_packet_signed(v->family, &r.rx.src, msg, r.adv.len, eat, &meal);
		EXPECT(memcmp(meal.bytes, v->signed_bytes, v->n_signed));
		r.rx.src.b[i] ^= 1;
	}
	test_end();
	free(msg);
}

/* One byte more or less is no trailer. */
static void length(const struct hmac_vector *v)
{
	u32 at = v->len - HKA_VRRP_TRAILER_LEN;
	struct received r;
	u32 cut;

	test_begin("25.5-", "%s: a trailer is 28 bytes", v->name);
	for (cut = 1; cut < HKA_VRRP_TRAILER_LEN; cut++) {
		u8 *msg = copy_of(v, v->len - cut);

		/* The checksum of IPv6 covers a trailer only where there is one. */
		if (receive(&r, v, msg, v->len - cut) == HKA_DROP_NONE)
			EXPECT_EQ(r.adv.flags, HKA_PKT_TRAILING);
		else
			EXPECT(v->family == HKA_FAMILY_IPV6);
		free(msg);
	}
	EXPECT_EQ(at, hka_packet_len(v->version, v->family, v->count));
	test_end();
}

#define SEQ(sec)	((u64)(sec) << 32)

static void sending(void)
{
	struct hka_replay r = { .sent = 0 };
	u64 clock = hka_replay_clock(1764000000ull * NS_PER_S + NS_PER_S / 2 + 1);
	u32 i;

	test_begin("", "a sequence is seconds, a fraction, a counter");
	EXPECT_EQ(clock, SEQ(1764000000) | 0x80000000);
	EXPECT_EQ(hka_replay_clock(0), 0);
	EXPECT_EQ(hka_replay_clock(4294967296ull * NS_PER_S), 0);
	EXPECT_EQ(hka_replay_clock(999999999), 0xffff0000);
	EXPECT_EQ(hka_replay_next(&r, clock, 5), clock);
	test_end();

	test_begin("", "it grows though the clock stands still");
	for (i = 1; i <= 70000; i++)
		if (hka_replay_next(&r, clock, 5) != clock + i)
			break;
	EXPECT_EQ(i, 70001);
	test_end();

	test_begin("", "a clock that was set back: within the window it goes on, beyond it starts again");
	r.sent = clock;
	EXPECT_EQ(hka_replay_next(&r, clock - SEQ(5), 5), clock + 1);
	EXPECT_EQ(hka_replay_next(&r, clock - SEQ(6), 5), clock - SEQ(6));
	test_end();

	test_begin("", "without a window it always grows");
	r.sent = clock;
	EXPECT_EQ(hka_replay_next(&r, clock - SEQ(3600), 0), clock + 1);
	EXPECT_EQ(hka_replay_next(&r, clock + SEQ(1), 0), clock + SEQ(1));
	test_end();

	test_begin("", "the clock wraps in 2106");
	r.sent = SEQ(0xffffffff);
	EXPECT_EQ(hka_replay_next(&r, SEQ(3), 5), SEQ(3));
	test_end();
}

static void receiving(void)
{
	struct hka_mark m = { .valid = false };
	u64 now = SEQ(1764000000);

	test_begin("", "fresh is within the window, on either side");
	EXPECT(hka_replay_fresh(now, now, 5));
	EXPECT(hka_replay_fresh(now - SEQ(5), now, 5));
	EXPECT(hka_replay_fresh(now + SEQ(5), now, 5));
	EXPECT(!hka_replay_fresh(now - SEQ(6), now, 5));
	EXPECT(!hka_replay_fresh(now + SEQ(6), now, 5));
	EXPECT(!hka_replay_fresh(now + SEQ(0x80000000), now, 300));
	EXPECT(hka_replay_fresh(now - SEQ(100000), now, 0));
	EXPECT(hka_replay_fresh(SEQ(2), SEQ(0xffffffff), 5));
	EXPECT((s32)hka_replay_skew(now - SEQ(7), now) == 7);
	EXPECT((s32)hka_replay_skew(now + SEQ(7), now) == -7);
	test_end();

	test_begin("", "what was heard, or is older, is refused");
	EXPECT(hka_replay_accept(&m, now + 5, now, 5));
	EXPECT(!hka_replay_accept(&m, now + 5, now, 5));
	EXPECT(!hka_replay_accept(&m, now + 4, now, 5));
	EXPECT_EQ(m.seq, now + 5);
	EXPECT(hka_replay_accept(&m, now + 6, now, 5));
	test_end();

	test_begin("", "a mark that a wrong clock has set expires with the window, and not without one");
	m.seq = now + SEQ(3600);
	EXPECT(!hka_replay_accept(&m, now + 7, now, 0));
	EXPECT(hka_replay_accept(&m, now + 7, now, 5));
	EXPECT(!hka_replay_accept(&m, now + 7, now, 5));
	test_end();
}

static void senders(void)
{
	struct hka_replay r = { .sent = 0 };
	struct hka_addr a = { { 192, 0, 2, 1 } };
	u8 i;

	test_begin("", "each sender has its mark; one that gives way guards on");
	for (i = 1; i <= HKA_REPLAY_SENDERS; i++) {
		a.b[3] = i;
		EXPECT(hka_replay_believe(&r, &a, 100 - i, 0, 0));
		EXPECT(!hka_replay_believe(&r, &a, 100 - i, 0, 0));
	}
	a.b[3] = 1;
	EXPECT(!hka_replay_believe(&r, &a, 99, 0, 0));
	EXPECT(hka_replay_believe(&r, &a, 200, 0, 0));
	/* The second, 98, is the least recently heard; what is refused pushes nobody out. */
	a.b[3] = 99;
	EXPECT(hka_replay_believe(&r, &a, 1, 0, 0));
	a.b[3] = 2;
	EXPECT(!hka_replay_believe(&r, &a, 97, 0, 0));
	EXPECT(!hka_replay_believe(&r, &a, 98, 0, 0));
	a.b[3] = 3;
	EXPECT(!hka_replay_believe(&r, &a, 97, 0, 0));
	EXPECT(hka_replay_believe(&r, &a, 98, 0, 0));
	a.b[3] = 2;
	EXPECT(hka_replay_believe(&r, &a, 99, 0, 0));
	/* With a window what was forgotten long ago keeps nobody out. */
	memset(&r, 0, sizeof(r));
	r.forgotten.seq = SEQ(1000);
	r.forgotten.valid = true;
	EXPECT(!hka_replay_believe(&r, &a, SEQ(1000), SEQ(1001), 5));
	EXPECT(hka_replay_believe(&r, &a, SEQ(990), SEQ(991), 5));
	test_end();
}

void test_hmac(void)
{
	u32 i;

	for (i = 0; i < VECTORS; i++) {
		encode(&hmac_vectors[i]);
		decode(&hmac_vectors[i]);
		length(&hmac_vectors[i]);
	}
	sending();
	receiving();
	senders();
}
