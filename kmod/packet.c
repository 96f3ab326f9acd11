// SPDX-License-Identifier: GPL-2.0
/*
 * VRRP messages: encode and validate v2 and v3, IPv4 and IPv6 (packet.h).
 *
 * Owns nothing and touches only the buffers it is given. Everything is read
 * and written byte by byte: a received message may start at any address, and
 * this way there is no byte order to get wrong.
 */
#include "packet.h"

#define OFF_VERSION_TYPE	0
#define OFF_VRID		1
#define OFF_PRIORITY		2
#define OFF_COUNT		3
#define OFF_AUTH_TYPE		4	/* v2 */
#define OFF_INTERVAL_V2		5	/* v2: seconds */
#define OFF_INTERVAL_V3		4	/* v3: 4 bits reserved, 12 bits centiseconds */
#define OFF_CHECKSUM		6

/* auth_hmac trailer, from its start */
#define OFF_EXT_TYPE		0
#define OFF_KEY_ID		1
#define OFF_RESERVED		2
#define OFF_SEQ			4
#define OFF_DIGEST		12

#define EXT_TYPE_SHA256		1	/* HMAC-SHA256, 128 bits of it */

#define USEC_PER_CSEC		10000u
#define USEC_PER_SECOND		1000000u
#define PRIO_OWNER		255

static u16 get_be16(const u8 *p)
{
	return (u16)(p[0] << 8 | p[1]);
}

static u32 get_be32(const u8 *p)
{
	return (u32)p[0] << 24 | (u32)p[1] << 16 | (u32)p[2] << 8 | p[3];
}

static void put_be16(u8 *p, u16 value)
{
	p[0] = (u8)(value >> 8);
	p[1] = (u8)value;
}

u16 hka_csum_fold(u64 sum)
{
	u8 bytes[2];
	u16 half;

	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	half = (u16)((sum & 0xffff) + (sum >> 16));
	memcpy(bytes, &half, sizeof(half));

	return (u16)~get_be16(bytes);
}

u64 hka_csum_pseudo(u8 family, const struct hka_addr *src, const struct hka_addr *dst, u32 len)
{
	u8 rest[4];
	u64 sum;

	/* The pseudo-headers of IPv4 and IPv6 differ in layout but not in what they add up to. */
	put_be16(rest, (u16)((len >> 16) + HKA_VRRP_PROTO));
	put_be16(rest + 2, (u16)len);
	sum = hka_csum_add(0, rest, sizeof(rest));
	if (family == HKA_FAMILY_IPV6)
		return hka_csum_add(hka_csum_add(sum, src->b, 16), dst->b, 16);

	return hka_csum_add(hka_csum_add(sum, src->b, 4), dst->b, 4);
}

/* Of IPv4 there are several with each packet: no call for four bytes. */
static int bytes_cmp(const u8 *a, const u8 *b, u32 size)
{
	u32 x, y;

	if (size != 4)
		return memcmp(a, b, size);
	x = get_be32(a);
	y = get_be32(b);

	return x < y ? -1 : x > y;
}

int hka_addr_cmp(u8 family, const struct hka_addr *a, const struct hka_addr *b)
{
	return bytes_cmp(a->b, b->b, hka_addr_len(family));
}

static u32 interval_of(const u8 *msg)
{
	if (msg[OFF_VERSION_TYPE] >> 4 == 2)
		return msg[OFF_INTERVAL_V2] * USEC_PER_SECOND;

	return (get_be16(msg + OFF_INTERVAL_V3) & 0xfff) * USEC_PER_CSEC;
}

enum hka_drop hka_packet_peek(const struct hka_packet_rx *rx, struct hka_advert *adv)
{
	memset(adv, 0, sizeof(*adv));

	/* Filled before any verdict, so that a drop can be charged to its router. */
	if (rx->len >= HKA_VRRP_HDR_LEN) {
		adv->version = rx->msg[OFF_VERSION_TYPE] >> 4;
		adv->vrid = rx->msg[OFF_VRID];
		adv->priority = rx->msg[OFF_PRIORITY];
		adv->interval_us = interval_of(rx->msg);
	}

	if (rx->ttl < rx->ttl_min)
		return HKA_DROP_TTL;
	if (rx->len < HKA_VRRP_HDR_LEN)
		return HKA_DROP_LENGTH;
	if (adv->version != 2 && adv->version != 3)
		return HKA_DROP_VERSION;

	return HKA_DROP_NONE;
}

/* R11. An IPv6 sender lets the kernel sum its whole payload, so the trailer is in there. */
static enum hka_drop check_csum(const struct hka_packet_rx *rx,
				const struct hka_packet_rules *rules,
				struct hka_advert *adv)
{
	bool plain, pseudo;
	u32 len = adv->len;
	u64 sum;

	if (rx->family == HKA_FAMILY_IPV6) {
		if (adv->flags & HKA_PKT_TRAILER)
			len = rx->len;
		sum = hka_csum_pseudo(rx->family, &rx->src, &rx->dst, len);
		sum = hka_csum_add(sum, rx->msg, len);
		return hka_csum_fold(sum) ? HKA_DROP_CHECKSUM : HKA_DROP_NONE;
	}

	sum = hka_csum_add(0, rx->msg, len);
	plain = !hka_csum_fold(sum);
	if (adv->version == 2)
		return plain ? HKA_DROP_NONE : HKA_DROP_CHECKSUM;

	sum = hka_csum_carry(sum, hka_csum_pseudo(rx->family, &rx->src, &rx->dst, len));
	pseudo = !hka_csum_fold(sum);

	/* A pseudo-header may add up to nothing; then the form asked for wins. */
	if (pseudo && !(plain && rules->checksum == HKA_CHECKSUM_RFC9568))
		adv->csum_form = HKA_CSUM_PSEUDO;
	else if (plain)
		adv->csum_form = HKA_CSUM_PLAIN;
	else
		return HKA_DROP_CHECKSUM;

	if (rules->checksum == HKA_CHECKSUM_RFC9568 && !plain)
		return HKA_DROP_CHECKSUM;
	if (rules->checksum == HKA_CHECKSUM_RFC5798 && !pseudo)
		return HKA_DROP_CHECKSUM;

	return HKA_DROP_NONE;
}

static u64 mix(const u8 *addr, u32 size)
{
	u64 h = size;
	u32 i;

	for (i = 0; i < size; i += 2) {
		h ^= get_be16(addr + i);
		h *= 0x9e3779b97f4a7c15ull;
		h ^= h >> 29;
	}

	return h;
}

/*
 * Compare the lists: 0 if equal, or HKA_PKT_ADDRS or HKA_PKT_ADDR_ORDER. As multisets, so that
 * a list which names one address twice is not equal; and by their sums, since whoever sends
 * is not known yet and must not make it cost the square of their length. Who makes two sums
 * meet has what sending the right list would give.
 */
static u32 compare_addrs(u8 family, const struct hka_advert *adv,
			 const struct hka_packet_rules *rules)
{
	u32 size = hka_addr_len(family);
	u64 theirs = 0, ours = 0;
	u32 i = 0;

	if (adv->count != rules->count)
		return HKA_PKT_ADDRS;

	while (i < adv->count && !bytes_cmp(adv->addrs + i * size, rules->addrs[i].b, size))
		i++;
	if (i == adv->count)
		return 0;

	/* What they have in common at the beginning changes nothing. */
	for (; i < adv->count; i++) {
		theirs += mix(adv->addrs + i * size, size);
		ours += mix(rules->addrs[i].b, size);
	}

	return theirs == ours ? HKA_PKT_ADDR_ORDER : HKA_PKT_ADDRS;
}

/* No early exit: how long it takes must not tell how much of a password was right. */
static bool auth_equal(const u8 *a, const u8 *b)
{
	u8 diff = 0;
	u32 i;

	for (i = 0; i < HKA_VRRP_AUTH_LEN; i++)
		diff |= a[i] ^ b[i];

	return !diff;
}

/* R14..R17, where the versions part. */
static enum hka_drop check_v3(const struct hka_packet_rules *rules, struct hka_advert *adv)
{
	if (!adv->interval_us)
		return HKA_DROP_INTERVAL_ZERO;
	if (adv->interval_us != rules->interval_us)
		adv->flags |= HKA_PKT_INTERVAL;

	return HKA_DROP_NONE;
}

static enum hka_drop check_v2(const struct hka_packet_rx *rx,
			      const struct hka_packet_rules *rules,
			      struct hka_advert *adv)
{
	const u8 *auth = rx->msg + adv->len - HKA_VRRP_AUTH_LEN;

	if (adv->interval_us != rules->interval_us)
		return HKA_DROP_INTERVAL;

	adv->auth_type = rx->msg[OFF_AUTH_TYPE];
	if (adv->auth_type != rules->auth_type)
		return HKA_DROP_AUTH_TYPE;
	if (adv->auth_type && !auth_equal(auth, rules->auth))
		return HKA_DROP_AUTH_DATA;

	return HKA_DROP_NONE;
}

enum hka_drop hka_packet_check(const struct hka_packet_rx *rx,
			       const struct hka_packet_rules *rules,
			       struct hka_advert *adv)
{
	enum hka_drop drop;
	u32 trailing;

	/* R8; there is no v2 for IPv6 */
	if (adv->version != rules->version)
		return HKA_DROP_VERSION;
	if (adv->version == 2 && rx->family == HKA_FAMILY_IPV6)
		return HKA_DROP_VERSION;

	/* R9 */
	if ((rx->msg[OFF_VERSION_TYPE] & 0xf) != HKA_VRRP_TYPE_ADVERT)
		return HKA_DROP_TYPE;

	/* R10 */
	adv->count = rx->msg[OFF_COUNT];
	adv->len = hka_packet_len(adv->version, rx->family, adv->count);
	if (rx->len < adv->len)
		return HKA_DROP_LENGTH;
	adv->addrs = rx->msg + HKA_VRRP_HDR_LEN;

	trailing = rx->len - adv->len;
	if (trailing == HKA_VRRP_TRAILER_LEN)
		adv->flags |= HKA_PKT_TRAILER;
	else if (trailing)
		adv->flags |= HKA_PKT_TRAILING;

	/* R11 */
	drop = check_csum(rx, rules, adv);
	if (drop != HKA_DROP_NONE)
		return drop;

	/* R12, R13 */
	if (rules->strict) {
		if (!adv->count)
			return HKA_DROP_ADDR_COUNT;
		if (rx->family == HKA_FAMILY_IPV6 &&
		    (adv->addrs[0] != 0xfe || (adv->addrs[1] & 0xc0) != 0x80))
			return HKA_DROP_ADDR_FIRST;
	}

	/* R14..R16 */
	if (adv->version == 3)
		drop = check_v3(rules, adv);
	else
		drop = check_v2(rx, rules, adv);
	if (drop != HKA_DROP_NONE)
		return drop;

	/* R17; the owner's list is right by definition */
	adv->flags |= compare_addrs(rx->family, adv, rules);
	if (adv->version == 2 && rules->check_addrs &&
	    adv->priority != PRIO_OWNER && (adv->flags & HKA_PKT_ADDRS))
		return HKA_DROP_ADDR_LIST;

	return HKA_DROP_NONE;
}

enum hka_drop hka_packet_trailer(const struct hka_packet_rx *rx, const struct hka_advert *adv,
				 struct hka_trailer *t)
{
	const u8 *p = rx->msg + adv->len;
	u32 i;

	if (p[OFF_EXT_TYPE] != EXT_TYPE_SHA256 || get_be16(p + OFF_RESERVED))
		return HKA_DROP_HMAC_MALFORMED;
	t->key_id = p[OFF_KEY_ID];
	t->seq = 0;
	for (i = OFF_SEQ; i < OFF_DIGEST; i++)
		t->seq = t->seq << 8 | p[i];
	t->digest = p + OFF_DIGEST;

	return HKA_DROP_NONE;
}

void hka_packet_put_trailer(u8 *buf, u8 key_id, u64 seq)
{
	u32 i;

	memset(buf, 0, HKA_VRRP_TRAILER_LEN);
	buf[OFF_EXT_TYPE] = EXT_TYPE_SHA256;
	buf[OFF_KEY_ID] = key_id;
	for (i = OFF_DIGEST; i > OFF_SEQ; seq >>= 8)
		buf[--i] = (u8)seq;
}

void hka_packet_signed(u8 family, const struct hka_addr *src, const u8 *msg, u32 len,
		       void (*eat)(void *arg, const u8 *data, u32 len), void *arg)
{
	static const u8 zero[HKA_VRRP_DIGEST_LEN];
	u8 bound[20] = { 0 };

	bound[0] = family == HKA_FAMILY_IPV6 ? 6 : 4;
	bound[1] = msg[OFF_VERSION_TYPE] >> 4;
	bound[2] = msg[OFF_VRID];
	memcpy(bound + 4, src->b, hka_addr_len(family));

	eat(arg, bound, sizeof(bound));
	eat(arg, msg, OFF_CHECKSUM);
	eat(arg, zero, 2);
	eat(arg, msg + HKA_VRRP_HDR_LEN, len - HKA_VRRP_HDR_LEN + OFF_DIGEST);
	eat(arg, zero, sizeof(zero));
}

static bool tx_valid(const struct hka_packet_tx *tx)
{
	if (tx->family != HKA_FAMILY_IPV4 && tx->family != HKA_FAMILY_IPV6)
		return false;
	if (!tx->vrid || (tx->count && !tx->addrs))
		return false;

	if (tx->version == 3)
		return tx->interval_us >= HKA_INTERVAL_MIN_US &&
		       tx->interval_us <= HKA_INTERVAL_MAX_V3_US &&
		       !(tx->interval_us % USEC_PER_CSEC);

	return tx->version == 2 && tx->family == HKA_FAMILY_IPV4 &&
	       tx->auth_type <= 1 &&
	       tx->interval_us >= USEC_PER_SECOND &&
	       tx->interval_us <= HKA_INTERVAL_MAX_V2_US &&
	       !(tx->interval_us % USEC_PER_SECOND);
}

int hka_packet_encode(const struct hka_packet_tx *tx, u8 *buf, u32 size)
{
	u32 len = hka_packet_len(tx->version, tx->family, tx->count);
	u32 whole = len + (tx->sign ? HKA_VRRP_TRAILER_LEN : 0);
	u32 summed = tx->family == HKA_FAMILY_IPV6 ? whole : len;
	u64 sum = 0;
	u32 i;

	if (!tx_valid(tx))
		return -EINVAL;
	if (size < whole)
		return -EMSGSIZE;

	put_be16(buf + OFF_CHECKSUM, 0);
	buf[OFF_VERSION_TYPE] = (u8)(tx->version << 4 | HKA_VRRP_TYPE_ADVERT);
	buf[OFF_VRID] = tx->vrid;
	buf[OFF_PRIORITY] = tx->priority;
	buf[OFF_COUNT] = tx->count;
	/* Sizes the compiler knows: no call for each address. */
	for (i = 0; i < tx->count && tx->family == HKA_FAMILY_IPV6; i++)
		memcpy(buf + HKA_VRRP_HDR_LEN + i * 16, tx->addrs[i].b, 16);
	for (i = 0; i < tx->count && tx->family == HKA_FAMILY_IPV4; i++)
		memcpy(buf + HKA_VRRP_HDR_LEN + i * 4, tx->addrs[i].b, 4);

	if (tx->version == 3) {
		put_be16(buf + OFF_INTERVAL_V3, (u16)(tx->interval_us / USEC_PER_CSEC));
		if (tx->family == HKA_FAMILY_IPV6 || tx->csum_form == HKA_CSUM_PSEUDO)
			sum = hka_csum_pseudo(tx->family, &tx->src, &tx->dst, summed);
	} else {
		buf[OFF_AUTH_TYPE] = tx->auth_type;
		buf[OFF_INTERVAL_V2] = (u8)(tx->interval_us / USEC_PER_SECOND);
		if (tx->auth_type)
			memcpy(buf + len - HKA_VRRP_AUTH_LEN, tx->auth, HKA_VRRP_AUTH_LEN);
		else
			memset(buf + len - HKA_VRRP_AUTH_LEN, 0, HKA_VRRP_AUTH_LEN);
	}

	if (tx->sign)
		tx->sign(tx->sign_arg, buf, len);
	put_be16(buf + OFF_CHECKSUM, hka_csum_fold(hka_csum_add(sum, buf, summed)));

	return (int)whole;
}
