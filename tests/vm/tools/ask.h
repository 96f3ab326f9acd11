/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A question to the whole LAN: who has this address? An ARP request or a neighbour
 * solicitation. Each asks for an answer to a hardware address of its own, so an
 * answer tells which question it belongs to.
 */
#ifndef HKA_LAB_ASK_H
#define HKA_LAB_ASK_H

#include "lab.h"

#define ASK_MAX 96	/* bytes of a frame, at most */

struct ask {
	struct lab_addr vip, asker;	/* of one family */
	uint8_t mac[6];			/* the frame's source */
};

/* Return: the length of question number n, written to frame. */
size_t ask_build(const struct ask *ask, uint32_t n, uint8_t frame[ASK_MAX]);
/* Which question does an answer to this address belong to? Return: false if to none. */
bool ask_number(const uint8_t mac[6], uint32_t *n);

#endif
