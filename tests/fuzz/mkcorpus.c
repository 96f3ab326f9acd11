// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes the seed corpus of fuzz_packet: the golden packets behind the rules
 * that accept them, and one each with a trailer and with other trailing bytes.
 */
#include <stdio.h>

#include "golden.h"

static int put(const char *dir, const char *name, const char *suffix, const u8 *rule,
	       const struct golden *g, u32 extra)
{
	u8 trailer[HKA_VRRP_TRAILER_LEN];
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s%s", dir, name, suffix);
	f = fopen(path, "wb");
	if (!f) {
		perror(path);
		return 1;
	}
	fwrite(rule, 1, 4, f);
	fwrite(g->wire, 1, g->len, f);
	if (extra == HKA_VRRP_TRAILER_LEN) {
		hka_packet_put_trailer(trailer, 1, 0x6800000080000000ull);
		fwrite(trailer, 1, extra, f);
		extra = 0;
	}
	while (extra--)
		fputc(0x5a, f);

	return fclose(f) ? 1 : 0;
}

int main(int argc, char **argv)
{
	int failed = 0;
	u32 i;

	if (argc != 2) {
		fprintf(stderr, "usage: mkcorpus DIR\n");
		return 2;
	}
	for (i = 0; i < sizeof(golden) / sizeof(golden[0]); i++) {
		const struct golden *g = &golden[i];
		u8 rule[4] = { 0, 255, (u8)(i << 1), 1 };

		if (g->family == HKA_FAMILY_IPV6)
			rule[0] |= 1;
		if (g->version == 2)
			rule[0] |= 8;
		failed |= put(argv[1], g->name, "", rule, g, 0);
		failed |= put(argv[1], g->name, "-trailer", rule, g, HKA_VRRP_TRAILER_LEN);
		rule[0] |= 16 | 32;
		failed |= put(argv[1], g->name, "-strict", rule, g, 3);
	}

	return failed;
}
