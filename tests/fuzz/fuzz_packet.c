// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libFuzzer target for packet.c. The first bytes of the input choose the rules
 * and what IP said, the rest is the message. Three things are checked: nothing
 * is read beyond the message (ASan), what was accepted is within its bounds,
 * and what was accepted is reproduced byte for byte by the encoder.
 *
 * proves: RX-04- SEC-06
 */
#include <stdio.h>
#include <stdlib.h>

#include "golden.h"

#define RULE_BYTES	4

#define CHECK(cond) do {						\
	if (!(cond)) {							\
		fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

/* An encoder's output must be what the decoder accepted, but for what is ignored on receipt. */
static void round_trip(const struct hka_packet_rx *rx, const struct hka_packet_rules *rules,
		       const struct hka_advert *adv)
{
	struct hka_addr addrs[HKA_VRRP_ADDRS_MAX] = { 0 };
	static u8 buf[HKA_VRRP_LEN_MAX];
	u32 alen = rx->family == HKA_FAMILY_IPV6 ? 16 : 4;
	struct hka_packet_tx tx = { 0 };
	struct hka_packet_rx again = *rx;
	struct hka_advert got;
	u32 i;
	int len;

	for (i = 0; i < adv->count; i++)
		memcpy(addrs[i].b, adv->addrs + i * alen, alen);
	tx.version = adv->version;
	tx.family = rx->family;
	tx.vrid = adv->vrid;
	tx.priority = adv->priority;
	tx.count = adv->count;
	tx.csum_form = adv->csum_form;
	tx.auth_type = adv->auth_type;
	memcpy(tx.auth, rules->auth, sizeof(tx.auth));
	tx.interval_us = adv->interval_us;
	tx.src = rx->src;
	tx.dst = rx->dst;
	tx.addrs = addrs;

	len = hka_packet_encode(&tx, buf, sizeof(buf));
	if (!adv->vrid || (adv->version == 2 && !adv->interval_us)) {
		CHECK(len < 0);
		return;
	}
	CHECK(len == (int)adv->len);
	CHECK(!memcmp(buf, rx->msg, 4));
	CHECK(!memcmp(buf + HKA_VRRP_HDR_LEN, rx->msg + HKA_VRRP_HDR_LEN, adv->count * alen));

	again.msg = buf;
	again.len = (u32)len;
	CHECK(hka_packet_peek(&again, &got) == HKA_DROP_NONE);
	CHECK(hka_packet_check(&again, rules, &got) == HKA_DROP_NONE);
	CHECK(got.vrid == adv->vrid && got.priority == adv->priority);
	CHECK(got.count == adv->count && got.interval_us == adv->interval_us);
	CHECK(got.auth_type == adv->auth_type && got.len == adv->len);
	CHECK(got.flags == (adv->flags & ~(HKA_PKT_TRAILER | HKA_PKT_TRAILING)));
}

/* Adds up what is signed, byte for byte. */
struct meal {
	u64 sum;
	u32 len;
};

static void eat(void *arg, const u8 *data, u32 len)
{
	struct meal *m = arg;
	u32 i;

	for (i = 0; i < len; i++)
		m->sum = m->sum * 31 + data[i];
	m->len += len;
}

struct signer {
	const struct hka_packet_rx *rx;
	struct hka_trailer t;
	struct meal meal;
};

static void sign(void *arg, u8 *msg, u32 len)
{
	struct signer *s = arg;

	hka_packet_put_trailer(msg + len, s->t.key_id, s->t.seq);
	hka_packet_signed(s->rx->family, &s->rx->src, msg, len, eat, &s->meal);
	memcpy(msg + len + HKA_VRRP_TRAILER_LEN - HKA_VRRP_DIGEST_LEN, s->t.digest,
	       HKA_VRRP_DIGEST_LEN);
}

/* What is signed has its length and covers the message; the encoder makes the same trailer. */
static void trailer(const struct hka_packet_rx *rx, const struct hka_advert *adv)
{
	struct hka_addr addrs[HKA_VRRP_ADDRS_MAX] = { 0 };
	static u8 buf[HKA_VRRP_LEN_MAX];
	u32 alen = rx->family == HKA_FAMILY_IPV6 ? 16 : 4;
	struct signer s = { .rx = rx };
	struct hka_packet_tx tx = { 0 };
	struct meal meal = { 0 };
	u32 i;

	if (hka_packet_trailer(rx, adv, &s.t) != HKA_DROP_NONE)
		return;
	CHECK(s.t.digest + HKA_VRRP_DIGEST_LEN == rx->msg + rx->len);
	hka_packet_signed(rx->family, &rx->src, rx->msg, adv->len, eat, &meal);
	CHECK(meal.len == 20 + rx->len);
	for (i = 0; i < adv->count; i++)
		memcpy(addrs[i].b, adv->addrs + i * alen, alen);
	tx.version = adv->version;
	tx.family = rx->family;
	tx.vrid = adv->vrid;
	tx.priority = adv->priority;
	tx.count = adv->count;
	tx.csum_form = adv->csum_form;
	tx.interval_us = adv->interval_us;
	tx.src = rx->src;
	tx.dst = rx->dst;
	tx.addrs = addrs;
	tx.sign = sign;
	tx.sign_arg = &s;
	if (hka_packet_encode(&tx, buf, sizeof(buf)) < 0)
		return;
	CHECK(!memcmp(buf + adv->len, rx->msg + adv->len, HKA_VRRP_TRAILER_LEN));
	CHECK(s.meal.len == meal.len);
	/* But for bits that a receiver ignores the message is the same, and so is what is signed. */
	if (!memcmp(buf, rx->msg, 6) && !memcmp(buf + 8, rx->msg + 8, adv->len - 8))
		CHECK(s.meal.sum == meal.sum);
}

static void decode(const u8 *rule, const u8 *msg, u32 len, bool fix_csum)
{
	struct hka_packet_rules rules = { 0 };
	struct hka_packet_rx rx = { 0 };
	struct hka_advert adv;
	u8 *copy = malloc(len);	/* exactly as long, at any length */
	u64 sum = 0;
	u32 need;

	CHECK(copy || !len);
	if (len)
		memcpy(copy, msg, len);

	rx.msg = copy;
	rx.len = len;
	rx.family = rule[0] & 1 ? HKA_FAMILY_IPV6 : HKA_FAMILY_IPV4;
	rx.ttl = rule[0] & 2 ? rule[1] : 255;
	rx.ttl_min = rule[0] & 4 ? 0 : 255;
	rx.src = rx.family == HKA_FAMILY_IPV6 ? golden_src6 : golden_src4;
	rx.dst = rx.family == HKA_FAMILY_IPV6 ? golden_dst6 : golden_dst4;
	rules.version = rule[0] & 8 ? 2 : 3;
	rules.strict = rule[0] & 16;
	rules.check_addrs = rule[0] & 32;
	rules.checksum = rule[0] >> 6 == 3 ? 0 : rule[0] >> 6;
	rules.auth_type = rule[2] & 1;
	rules.interval_us = (rule[3] & 15) * 1000000u;
	rules.addrs = golden[rule[2] >> 1 & 7].addrs;
	rules.count = golden[rule[2] >> 1 & 7].count;

	/* A fuzzer seldom guesses a checksum: get past R11 for it. */
	if (fix_csum && len >= HKA_VRRP_HDR_LEN) {
		need = hka_packet_len(copy[0] >> 4, rx.family, copy[3]);
		if (rx.family == HKA_FAMILY_IPV6 && len == need + HKA_VRRP_TRAILER_LEN)
			need = len;
		if (need <= len) {
			copy[6] = 0;
			copy[7] = 0;
			if (rx.family == HKA_FAMILY_IPV6 || rules.checksum == HKA_CHECKSUM_RFC5798)
				sum = hka_csum_pseudo(rx.family, &rx.src, &rx.dst, need);
			sum = hka_csum_fold(hka_csum_add(sum, copy, need));
			copy[6] = (u8)(sum >> 8);
			copy[7] = (u8)sum;
		}
	}

	if (hka_packet_peek(&rx, &adv) == HKA_DROP_NONE) {
		CHECK(len >= HKA_VRRP_HDR_LEN);
		CHECK(adv.version == 2 || adv.version == 3);
		if (hka_packet_check(&rx, &rules, &adv) == HKA_DROP_NONE) {
			CHECK(adv.len <= len);
			CHECK(adv.addrs == copy + HKA_VRRP_HDR_LEN);
			CHECK(!(rules.strict && !adv.count));
			CHECK(adv.version == 2 || adv.interval_us);
			round_trip(&rx, &rules, &adv);
			if (adv.flags & HKA_PKT_TRAILER)
				trailer(&rx, &adv);
		}
	}

	free(copy);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (size < RULE_BYTES || size > 65535)
		return 0;

	decode(data, data + RULE_BYTES, (u32)size - RULE_BYTES, false);
	decode(data, data + RULE_BYTES, (u32)size - RULE_BYTES, true);

	return 0;
}
