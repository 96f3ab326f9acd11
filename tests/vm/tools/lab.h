/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the laboratory's programs share: time, durations as words, the Internet
 * checksum, addresses of either family in one type.
 */
#ifndef HKA_LAB_H
#define HKA_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LAB_US INT64_C(1000)
#define LAB_MS INT64_C(1000000)
#define LAB_S  INT64_C(1000000000)

/* An IPv4 or IPv6 address; family is AF_INET, AF_INET6 or 0 for none. */
struct lab_addr {
	uint8_t family;
	uint8_t b[16];
};

int64_t lab_now(void);			/* CLOCK_REALTIME, as packet timestamps are */
int64_t lab_monotonic(void);
void lab_sleep_until(int64_t mono);
/* "10ms", "5s", "250us", "7ns"; a bare number is milliseconds. -1: not a duration. */
int64_t lab_duration(const char *word);

uint32_t lab_sum(uint32_t sum, const void *data, size_t len);
uint16_t lab_fold(uint32_t sum);	/* what goes into the checksum field */
uint32_t lab_pseudo(const struct lab_addr *src, const struct lab_addr *dst, uint8_t proto,
		    uint32_t len);

bool lab_addr_parse(const char *word, struct lab_addr *addr);
const char *lab_addr_text(const struct lab_addr *addr, char *buf, size_t size);
bool lab_addr_equal(const struct lab_addr *a, const struct lab_addr *b);
bool lab_mac_parse(const char *word, uint8_t mac[6]);

void lab_die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
