/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Are two messages of rtnetlink, of which either may be a request and the other the kernel's answer,
 * about one address, route or rule?
 */
#ifndef HKAD_ALIKE_H
#define HKAD_ALIKE_H

#include <libmnl/libmnl.h>
#include <stdbool.h>

/* What the kernel has once only, but for the ways of a route. All of it is compared, so nothing is left unset. */
struct alike_key {
	uint32_t kind;		/* RTM_NEWADDR, RTM_NEWROUTE or RTM_NEWRULE, whatever is done with it */
	uint32_t family, dst_length, src_length, tos, type, index, table, priority, mark;
	uint8_t dst[16], src[16];
	char iif[16], oif[16];
};

/* Messages by their keys. They stay whose they are. */
struct alike_item {
	struct alike_key key;
	const struct nlmsghdr *nlh;
};

struct alike_set {
	struct alike_item *item;	/* of malloc() */
	unsigned int n, room;
};

void alike_key(struct alike_key *key, const struct nlmsghdr *nlh);
/* False: there is no memory. */
bool alike_add(struct alike_set *set, const struct nlmsghdr *nlh);
/* Once all are in it. */
void alike_sort(struct alike_set *set);
/* The first with the key of @nlh, and how many there are. */
const struct alike_item *alike_find(const struct alike_set *set, const struct nlmsghdr *nlh, unsigned int *n);
/* Of two routes with one key: does @have go where @want is to go? What @want does not say may be anything. */
bool alike_ways(const struct nlmsghdr *want, const struct nlmsghdr *have);

#endif
