/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What nl_fib.c, nl_route.c and nl_rule.c share: a route or rule while its message is
 * being built.
 */
#ifndef _HKA_NL_FIB_H
#define _HKA_NL_FIB_H

#include "fib.h"
#include "netlink.h"

#define HKA_FIB_MSG_MAX		4096

/* What is being built. */
struct hka_fib_draft {
	struct net *net;
	struct netlink_ext_ack *extack;
	struct hka_fib fib;		/* what is told beside the message; holds nothing */
	bool no_track;
	unsigned int n_devs;
	struct hka_fib_dev devs[HKA_NEXTHOPS_MAX];
	bool overflow;
	union {
		struct nlmsghdr nlh;
		u8 msg[HKA_FIB_MSG_MAX];
	};
};

/* nl_fib.c */
/* Say what is wrong with the attribute. Return: -EINVAL. */
int hka_draft_refuse(struct hka_fib_draft *d, const struct nlattr *attr, const char *text);
/* Begin the message. Return: its header of @len bytes. */
void *hka_draft_begin(struct hka_fib_draft *d, unsigned int len);
/* Append an attribute. Return: where its data are. */
unsigned int hka_draft_attr(struct hka_fib_draft *d, u16 type, const void *data, unsigned int len);
unsigned int hka_draft_nest(struct hka_fib_draft *d, u16 type);
void hka_draft_nest_end(struct hka_fib_draft *d, unsigned int at);
/* Append bytes of a header inside a nest. Return: where. */
unsigned int hka_draft_bytes(struct hka_fib_draft *d, unsigned int len);
/* The index of a device that exists, as 4 bytes at @at. */
int hka_draft_device(struct hka_fib_draft *d, const struct nlattr *name, unsigned int at);

/* The family that is asked for; the default is already in. */
int hka_draft_family(struct hka_fib_draft *d, const struct nlattr *family);
/* An address of @d's family. */
int hka_draft_address(struct hka_fib_draft *d, const struct nlattr *attr, struct hka_addr *addr);
/* A prefix, into attribute @type. */
int hka_draft_prefix(struct hka_fib_draft *d, const struct nlattr *attr,
		     const struct nlattr *len, u16 type, struct hka_addr *addr, u8 *plen);

/* State, error and so on, by the attribute numbers of the set; vr->lock held. */
struct hka_fib_told {
	u16 state, error, text, removals, no_track;
};

int hka_nl_put_told(struct sk_buff *skb, const struct hka_fib *fib, bool no_track,
		    const struct hka_fib_told *attrs);

/* nl_route.c, nl_rule.c */
int hka_nl_parse_route(struct hka_fib_draft *d, const struct nlattr *nest);
int hka_nl_put_route(struct sk_buff *skb, const struct hka_fib *fib, bool no_track);
int hka_nl_parse_rule(struct hka_fib_draft *d, const struct nlattr *nest);
int hka_nl_put_rule(struct sk_buff *skb, const struct hka_fib *fib, bool no_track);

#endif /* _HKA_NL_FIB_H */
