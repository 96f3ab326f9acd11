/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Numbers as attributes, put inline: a dump of ten thousand routers has half a million
 * of them, and nla_put() takes three calls and two copies for each.
 */
#ifndef _HKA_NL_ATTR_H
#define _HKA_NL_ATTR_H

#include <net/netlink.h>

/* Return: where @len bytes go, those that fill it up zeroed; or NULL. */
static __always_inline void *hka_nl_attr(struct sk_buff *skb, int type, int len)
{
	struct nlattr *nla;

	if (unlikely(skb_tailroom(skb) < nla_total_size(len)))
		return NULL;
	nla = __skb_put(skb, nla_total_size(len));
	nla->nla_type = type;
	nla->nla_len = nla_attr_size(len);
	if (nla_padlen(len))
		memset(nla_data(nla), 0, NLA_ALIGN(len));
	return nla_data(nla);
}

static inline int hka_nl_put_u8(struct sk_buff *skb, int type, u8 value)
{
	u8 *to = hka_nl_attr(skb, type, sizeof(value));

	if (unlikely(!to))
		return -EMSGSIZE;
	*to = value;
	return 0;
}

static inline int hka_nl_put_u32(struct sk_buff *skb, int type, u32 value)
{
	u32 *to = hka_nl_attr(skb, type, sizeof(value));

	if (unlikely(!to))
		return -EMSGSIZE;
	*to = value;
	return 0;
}

/* @pad: the attribute that fills up where the machine wants them aligned. */
static inline int hka_nl_put_u64(struct sk_buff *skb, int type, u64 value, int pad)
{
	void *to;

	if (unlikely(nla_align_64bit(skb, pad)))
		return -EMSGSIZE;
	to = hka_nl_attr(skb, type, sizeof(value));
	if (unlikely(!to))
		return -EMSGSIZE;
	memcpy(to, &value, sizeof(value));
	return 0;
}

#endif /* _HKA_NL_ATTR_H */
