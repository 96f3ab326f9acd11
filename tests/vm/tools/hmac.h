/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Authenticated adverts for the laboratory: a SHA-256 and an HMAC of its own, and the keys that
 * scenarios have. Key N is the bytes 32 * (N - 1), that plus one, ...: 32 of them.
 */
#ifndef HKA_LAB_HMAC_H
#define HKA_LAB_HMAC_H

#include "lab.h"

#define LAB_TRAILER	28

/*
 * The digest (16 bytes) of a message of @len bytes and the trailer behind it, as the key of the
 * trailer's number makes it, sent by @src.
 */
void lab_hmac(const struct lab_addr *src, const uint8_t *msg, size_t len, uint8_t *digest);
/* Write a trailer behind the message: @type is 1 unless it is to be wrong. */
void lab_trailer(const struct lab_addr *src, uint8_t *msg, size_t len, uint8_t type, uint8_t key,
		 uint64_t seq);
/* The sequence that the clock gives, @seconds from now. */
uint64_t lab_seq(int64_t seconds);

#endif
