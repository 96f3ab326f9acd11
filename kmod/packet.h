/* SPDX-License-Identifier: GPL-2.0 */
/*
 * VRRP messages: encode and validate v2 and v3, IPv4 and IPv6. Pure: reads and
 * writes only the buffers it is given; includes nothing but fixed-width types.
 *
 * Validation is the ladder of CONFORMANCE section 4 (R4..R17 here; R1..R3, R7
 * and R18 need to know the routers and belong to the caller).
 */
#ifndef _HKA_PACKET_H
#define _HKA_PACKET_H

#include "types.h"
#include <linux/hka.h>		/* enum hka_drop and its X-macro, enum hka_checksum */

#define HKA_VRRP_PROTO		112
#define HKA_VRRP_TTL		255
#define HKA_VRRP_HDR_LEN	8
#define HKA_VRRP_AUTH_LEN	8	/* v2: always on the wire */
#define HKA_VRRP_TRAILER_LEN	28	/* auth_hmac trailer */
#define HKA_VRRP_DIGEST_LEN	16	/* of these, the end: HMAC-SHA256, left half */
#define HKA_VRRP_TYPE_ADVERT	1
#define HKA_VRRP_ADDRS_MAX	255
#define HKA_VRRP_LEN_MAX	(HKA_VRRP_HDR_LEN + 16 * HKA_VRRP_ADDRS_MAX + \
				 HKA_VRRP_AUTH_LEN + HKA_VRRP_TRAILER_LEN)
#define HKA_FAMILY_IPV4		2	/* AF_INET */
#define HKA_FAMILY_IPV6		10	/* AF_INET6 */

#define HKA_INTERVAL_MIN_US	10000u		/* v3: 1 cs */
#define HKA_INTERVAL_MAX_V3_US	40950000u	/* 4095 cs */
#define HKA_INTERVAL_MAX_V2_US	255000000u	/* 255 s */

/* An IPv4 address uses the first four bytes, the rest is zero. Network order. */
struct hka_addr {
	u8 b[16];
};

static inline u8 hka_addr_len(u8 family)
{
	return family == HKA_FAMILY_IPV6 ? 16 : 4;
}

/* Which IPv4 v3 checksum verified (CONFORMANCE CK-02, CK-05). */
enum hka_csum_form {
	HKA_CSUM_NONE,		/* v2 or IPv6: there is only one form */
	HKA_CSUM_PLAIN,		/* message only: RFC 9568 */
	HKA_CSUM_PSEUDO,	/* with IPv4 pseudo-header: RFC 5798 as widely read */
};

/* A received message and what IP said about it. @msg is linear. */
struct hka_packet_rx {
	const u8 *msg;
	u32 len;		/* length of the IP payload */
	u8 family;
	u8 ttl;			/* TTL or hop limit */
	u8 ttl_min;		/* 255 for multicast; 0: not checked */
	const u8 *mac;		/* of the frame's sender; NULL: it was not Ethernet */
	struct hka_addr src;
	struct hka_addr dst;
};

/* What the configured router expects (R8..R17). */
struct hka_packet_rules {
	u8 version;
	u8 checksum;		/* enum hka_checksum: auto, rfc9568, rfc5798 */
	u8 auth_type;		/* v2: 0 none, 1 PASS */
	bool check_addrs;	/* v2: compare the list (R17) */
	bool strict;		/* RFC profile: R12, R13 bind */
	u8 auth[HKA_VRRP_AUTH_LEN];
	u8 count;
	u32 interval_us;
	const struct hka_addr *addrs;	/* in wire order */
};

/* Things that are told, not dropped. */
#define HKA_PKT_INTERVAL	(1u << 0)	/* v3: interval differs from ours */
#define HKA_PKT_ADDRS		(1u << 1)	/* address list differs (as a set) */
#define HKA_PKT_ADDR_ORDER	(1u << 2)	/* same set, other order */
#define HKA_PKT_TRAILING	(1u << 3)	/* bytes after the message, ignored */
#define HKA_PKT_TRAILER		(1u << 4)	/* an authentication trailer follows: 28 bytes */

/* A message that passed. */
struct hka_advert {
	u8 version;
	u8 vrid;
	u8 priority;
	u8 count;
	u8 auth_type;		/* v2 */
	u8 csum_form;		/* enum hka_csum_form that verified */
	u32 interval_us;
	u32 len;		/* of the message proper, without what follows it */
	u32 flags;		/* HKA_PKT_* */
	const u8 *addrs;	/* count addresses of 4 or 16 bytes, inside msg */
};

/*
 * R4..R6: enough to look the router up. Fills version, vrid, priority and interval, also
 * for a message that is dropped, if it is long enough to have them.
 */
enum hka_drop hka_packet_peek(const struct hka_packet_rx *rx, struct hka_advert *adv);

/*
 * R8..R17 on a message that hka_packet_peek() let through. Fills the rest.
 * Where a packet verifies only with the checksum form that is not allowed the
 * reason is HKA_DROP_CHECKSUM and adv->csum_form names the form that would fit.
 */
enum hka_drop hka_packet_check(const struct hka_packet_rx *rx,
			       const struct hka_packet_rules *rules,
			       struct hka_advert *adv);

/* What an authentication trailer says (keepalived's auth_hmac as of 2.4.2). */
struct hka_trailer {
	u8 key_id;
	u64 seq;		/* seconds (32 bits), 2^-16 s (16), counter (16); RFC 1982 */
	const u8 *digest;	/* HKA_VRRP_DIGEST_LEN bytes, inside msg */
};

/* The trailer of a message with HKA_PKT_TRAILER: HKA_DROP_NONE, or why it is none. */
enum hka_drop hka_packet_trailer(const struct hka_packet_rx *rx, const struct hka_advert *adv,
				 struct hka_trailer *t);

/* Write a trailer without its digest, which is zero. */
void hka_packet_put_trailer(u8 *buf, u8 key_id, u64 seq);

/*
 * Give @eat, piece by piece, what the digest is made of: a message of @len bytes, the trailer
 * behind it, and what it is bound to. The checksum and the digest count as zero.
 */
void hka_packet_signed(u8 family, const struct hka_addr *src, const u8 *msg, u32 len,
		       void (*eat)(void *arg, const u8 *data, u32 len), void *arg);

/* What to put on the wire. */
struct hka_packet_tx {
	u8 version;
	u8 family;
	u8 vrid;
	u8 priority;
	u8 count;
	u8 csum_form;		/* HKA_CSUM_PLAIN or _PSEUDO for v3 IPv4, ignored otherwise */
	u8 auth_type;		/* v2: 0 or 1 */
	u8 auth[HKA_VRRP_AUTH_LEN];
	u32 interval_us;	/* v2: whole seconds, v3: multiple of 10 ms */
	struct hka_addr src;
	struct hka_addr dst;
	const struct hka_addr *addrs;	/* in wire order */
	/*
	 * Not NULL: a trailer follows, and this writes it to @msg + @len. The checksum of @msg is
	 * zero then. A checksum of IPv6 covers the trailer, as keepalived's kernel makes it.
	 */
	void (*sign)(void *arg, u8 *msg, u32 len);
	void *sign_arg;
};

/* Length of the message proper that hka_packet_encode() will write. */
static inline u32 hka_packet_len(u8 version, u8 family, u8 count)
{
	return HKA_VRRP_HDR_LEN + count * hka_addr_len(family) +
	       (version == 2 ? HKA_VRRP_AUTH_LEN : 0);
}

/* Write the message with its checksum and trailer. Return: length, or -EMSGSIZE / -EINVAL. */
int hka_packet_encode(const struct hka_packet_tx *tx, u8 *buf, u32 size);

/* Unsigned comparison in network order over the family's whole width: <0, 0, >0 (FSM-A5). */
int hka_addr_cmp(u8 family, const struct hka_addr *a, const struct hka_addr *b);

static inline u64 hka_csum_carry(u64 sum, u64 value)
{
	sum += value;

	return sum + (sum < value);
}

/*
 * RFC 1071, in parts of an even length but for the last: the sum over @data after @sum (0 at
 * first). Words of any width add up to the same, and in the machine's own byte order, too, as
 * long as what is carried out comes in again (2 (B) and (C)).
 */
static inline u64 hka_csum_add(u64 sum, const u8 *data, u32 len)
{
	u8 last[2] = { 0 };
	u64 wide;
	u32 word;
	u16 half;

	for (; len >= sizeof(wide); len -= sizeof(wide), data += sizeof(wide)) {
		memcpy(&wide, data, sizeof(wide));
		sum = hka_csum_carry(sum, wide);
	}
	if (len >= sizeof(word)) {
		memcpy(&word, data, sizeof(word));
		sum = hka_csum_carry(sum, word);
		len -= sizeof(word);
		data += sizeof(word);
	}
	if (len >= sizeof(half)) {
		memcpy(&half, data, sizeof(half));
		sum = hka_csum_carry(sum, half);
		len -= sizeof(half);
		data += sizeof(half);
	}
	if (len) {
		last[0] = *data;
		memcpy(&half, last, sizeof(half));
		sum = hka_csum_carry(sum, half);
	}

	return sum;
}

/* The sum over the pseudo-header of a payload of @len bytes, and the checksum as a number. */
u64 hka_csum_pseudo(u8 family, const struct hka_addr *src, const struct hka_addr *dst, u32 len);
u16 hka_csum_fold(u64 sum);

#endif /* _HKA_PACKET_H */
