// SPDX-License-Identifier: GPL-2.0
/*
 * The unicast peers of a router in a message: from attributes to a list that is valid
 * as a whole, and back. Changes no router.
 */
#include <linux/slab.h>
#include <net/ipv6.h>

#include "netlink.h"
#include "netlink_gen.h"

#define PEER_SIZE	80	/* nest, address, two bounds, three numbers with padding */

static int parse_address(struct hka_peer *peer, const struct hka_vr_settings *s, u8 family,
			 const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	int err = hka_nl_parse_unicast(&peer->addr, family, attr, extack);

	if (err)
		return err;
	if (family == HKA_FAMILY_IPV6 && s->no_dev &&
	    ipv6_addr_type((const struct in6_addr *)peer->addr.b) & IPV6_ADDR_LINKLOCAL) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a link-local peer needs a device");
		return -EINVAL;
	}
	if (s->wire.has_source && !hka_addr_cmp(family, &s->wire.source, &peer->addr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "a peer has the router's own source address");
		return -EINVAL;
	}
	return 0;
}

static int parse_peer(struct hka_peer *peer, const struct hka_vr_settings *s, u8 family,
		      const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[HKA_A_PEER_MAX + 1];
	int err;

	err = nla_parse_nested(tb, HKA_A_PEER_MAX, nest, hka_peer_nl_policy, extack);
	if (err)
		return err;
	if (tb[HKA_A_PEER_SENT] || tb[HKA_A_PEER_SEND_ERRORS] || tb[HKA_A_PEER_LAST_HEARD]) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "the counters of a peer are read-only");
		return -EINVAL;
	}
	if (!tb[HKA_A_PEER_ADDRESS]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_PEER_ADDRESS);
		NL_SET_ERR_MSG(extack, "a peer without an address");
		return -EINVAL;
	}
	err = parse_address(peer, s, family, tb[HKA_A_PEER_ADDRESS], extack);
	if (err)
		return err;
	peer->ttl_max = 255;
	if (tb[HKA_A_PEER_TTL_MIN])
		peer->ttl_min = nla_get_u8(tb[HKA_A_PEER_TTL_MIN]);
	if (tb[HKA_A_PEER_TTL_MAX])
		peer->ttl_max = nla_get_u8(tb[HKA_A_PEER_TTL_MAX]);
	if (peer->ttl_min > peer->ttl_max) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "ttl-min of a peer is above its ttl-max");
		return -EINVAL;
	}
	return 0;
}

/* Return: the peers of the request, NULL if it has none, or an error. */
struct hka_peers *hka_nl_parse_peers(const struct hka_vr_settings *s, u8 family,
				     struct genl_info *info)
{
	struct netlink_ext_ack *extack = info->extack;
	const struct nlattr *attr;
	struct hka_peers *peers;
	u32 count = 0;
	int rem, err;
	u8 i = 0, j;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		count += nla_type(attr) == HKA_A_VR_PEER;
	if (!count)
		return NULL;
	if (count > HKA_PEERS_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_PEER],
				    "a router has at most 64 peers");
		return ERR_PTR(-E2BIG);
	}
	peers = hka_peers_alloc(count, GFP_KERNEL_ACCOUNT);
	if (!peers)
		return ERR_PTR(-ENOMEM);
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != HKA_A_VR_PEER)
			continue;
		err = parse_peer(&peers->peer[i], s, family, attr, extack);
		for (j = 0; !err && j < i; j++)
			if (!hka_addr_cmp(family, &peers->peer[j].addr, &peers->peer[i].addr)) {
				NL_SET_ERR_MSG_ATTR(extack, attr, "the peer is given twice");
				err = -EINVAL;
			}
		if (err) {
			kfree(peers);
			return ERR_PTR(err);
		}
		i++;
	}
	return peers;
}

static int put_peer(struct sk_buff *skb, const struct hka_peer *peer, u8 family)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_PEER);

	if (!nest || nla_put(skb, HKA_A_PEER_ADDRESS, hka_addr_len(family), peer->addr.b) ||
	    nla_put_u8(skb, HKA_A_PEER_TTL_MIN, peer->ttl_min) ||
	    nla_put_u8(skb, HKA_A_PEER_TTL_MAX, peer->ttl_max) ||
	    nla_put_u64_64bit(skb, HKA_A_PEER_SENT, peer->sent, HKA_A_PEER_PAD) ||
	    nla_put_u64_64bit(skb, HKA_A_PEER_SEND_ERRORS, peer->send_errors, HKA_A_PEER_PAD) ||
	    (peer->last_heard && nla_put_u64_64bit(skb, HKA_A_PEER_LAST_HEARD, peer->last_heard,
						   HKA_A_PEER_PAD)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* vr->lock held. */
int hka_nl_put_peers(struct sk_buff *skb, const struct hka_vr *vr)
{
	const struct hka_peers *peers = rcu_dereference_protected(vr->peers,
								  lockdep_is_held(vr->lock));
	u8 i;

	for (i = 0; peers && i < peers->count; i++)
		if (put_peer(skb, &peers->peer[i], vr->family))
			return -EMSGSIZE;
	return 0;
}

/* vr->lock held. */
size_t hka_nl_peers_size(const struct hka_vr *vr)
{
	const struct hka_peers *peers = rcu_dereference_protected(vr->peers,
								  lockdep_is_held(vr->lock));

	return peers ? peers->count * PEER_SIZE : 0;
}
