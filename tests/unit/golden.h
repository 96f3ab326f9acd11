/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The golden packets: computed by hand, independently of packet.c, with
 * addresses from the documentation ranges. Shared by the unit tests and the
 * fuzz target's seed corpus.
 */
#ifndef _HKA_GOLDEN_H
#define _HKA_GOLDEN_H

#include "packet.h"

#define LL	0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0	/* + last byte */
#define DOC6	0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0	/* + last byte */

struct golden {
	const char *name;
	u8 version;
	u8 family;
	u8 vrid;
	u8 priority;
	u8 count;
	u8 form;		/* enum hka_csum_form */
	u8 len;
	u32 interval_us;
	struct hka_addr addrs[2];
	u8 wire[40];
};

static const struct hka_addr golden_src4 = { { 192, 0, 2, 2 } };
static const struct hka_addr golden_dst4 = { { 224, 0, 0, 18 } };
static const struct hka_addr golden_src6 = { { LL, 2 } };
static const struct hka_addr golden_dst6 = { { 0xff, 0x02, [15] = 0x12 } };

static const struct golden golden[] = {
	{
		"G1", 3, HKA_FAMILY_IPV4, 10, 100, 1, HKA_CSUM_PLAIN, 12, 1000000,
		{ { { 192, 0, 2, 1 } } },
		{ 0x31, 0x0a, 0x64, 0x01, 0x00, 0x64, 0xa8, 0x8e, 0xc0, 0x00, 0x02, 0x01 },
	}, {
		"G2", 3, HKA_FAMILY_IPV4, 10, 100, 1, HKA_CSUM_PSEUDO, 12, 1000000,
		{ { { 192, 0, 2, 1 } } },
		{ 0x31, 0x0a, 0x64, 0x01, 0x00, 0x64, 0x05, 0xfd, 0xc0, 0x00, 0x02, 0x01 },
	}, {
		"G3", 3, HKA_FAMILY_IPV4, 10, 0, 1, HKA_CSUM_PLAIN, 12, 1000000,
		{ { { 192, 0, 2, 1 } } },
		{ 0x31, 0x0a, 0x00, 0x01, 0x00, 0x64, 0x0c, 0x8f, 0xc0, 0x00, 0x02, 0x01 },
	}, {
		"G4", 3, HKA_FAMILY_IPV4, 255, 255, 2, HKA_CSUM_PLAIN, 16, 40950000,
		{ { { 192, 0, 2, 1 } }, { { 192, 0, 2, 129 } } },
		{ 0x31, 0xff, 0xff, 0x02, 0x0f, 0xff, 0x3a, 0x7b,
		  0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x81 },
	}, {
		"G5", 3, HKA_FAMILY_IPV6, 10, 100, 2, HKA_CSUM_NONE, 40, 1000000,
		{ { { LL, 1 } }, { { DOC6, 1 } } },
		{ 0x31, 0x0a, 0x64, 0x02, 0x00, 0x64, 0x40, 0x23, LL, 1, DOC6, 1 },
	}, {
		"G6", 2, HKA_FAMILY_IPV4, 10, 100, 1, HKA_CSUM_NONE, 20, 1000000,
		{ { { 192, 0, 2, 1 } } },
		{ 0x21, 0x0a, 0x64, 0x01, 0x00, 0x01, 0xb8, 0xf1, 0xc0, 0x00, 0x02, 0x01 },
	}, {
		"G7", 2, HKA_FAMILY_IPV4, 10, 0, 1, HKA_CSUM_NONE, 20, 1000000,
		{ { { 192, 0, 2, 1 } } },
		{ 0x21, 0x0a, 0x00, 0x01, 0x00, 0x01, 0x1c, 0xf2, 0xc0, 0x00, 0x02, 0x01 },
	}, {
		"G8", 3, HKA_FAMILY_IPV4, 1, 254, 1, HKA_CSUM_PLAIN, 12, 100000,
		{ { { 198, 51, 100, 1 } } },
		{ 0x31, 0x01, 0xfe, 0x01, 0x00, 0x0a, 0xa6, 0xbd, 0xc6, 0x33, 0x64, 0x01 },
	},
};

#endif /* _HKA_GOLDEN_H */
