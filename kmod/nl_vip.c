// SPDX-License-Identifier: GPL-2.0
/*
 * The addresses of a router in a message: from attributes to a list that is valid
 * as a whole, and back. Every refusal names its attribute. Changes no router.
 */
#include <linux/ctype.h>
#include <linux/if_addr.h>
#include <linux/inet.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <net/ipv6.h>

#include "netlink.h"
#include "netlink_gen.h"

#define FLAGS_IPV4	(IFA_F_NOPREFIXROUTE | IFA_F_MCAUTOJOIN)
#define FLAGS_IPV6	(IFA_F_NODAD | IFA_F_NOPREFIXROUTE | IFA_F_HOMEADDRESS | \
			 IFA_F_MANAGETEMPADDR | IFA_F_MCAUTOJOIN)

static u32 default_flags(u8 family)
{
	return family == HKA_FAMILY_IPV6 ? IFA_F_NODAD : 0;
}

/* A host address is not meant as source of new connections, as in keepalived. */
static u32 default_preferred(const struct hka_address *a)
{
	return a->family == HKA_FAMILY_IPV6 && a->plen == 128 ? 0 : HKA_LFT_FOREVER;
}

/* Unicast or multicast, and not loopback or anything else that is for the host itself. */
bool hka_nl_addr_usable(u8 family, const struct hka_addr *addr)
{
	__be32 addr4;

	if (family == HKA_FAMILY_IPV6) {
		int type = ipv6_addr_type((const struct in6_addr *)addr->b);

		return type & (IPV6_ADDR_UNICAST | IPV6_ADDR_MULTICAST) &&
		       !(type & (IPV6_ADDR_LOOPBACK | IPV6_ADDR_MAPPED));
	}
	memcpy(&addr4, addr->b, sizeof(addr4));
	return !ipv4_is_zeronet(addr4) && !ipv4_is_loopback(addr4) && !ipv4_is_lbcast(addr4);
}

static int parse_address(struct hka_vip *vip, u8 family, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	int len = nla_len(attr);

	vip->a.family = len == 16 ? HKA_FAMILY_IPV6 : HKA_FAMILY_IPV4;
	if (len != 4 && len != 16) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "an address has 4 or 16 bytes");
		return -EINVAL;
	}
	if (vip->a.family != family && !vip->excluded) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "an advertised address must be of the router's family");
		return -EAFNOSUPPORT;
	}
	memcpy(vip->a.addr.b, nla_data(attr), len);
	if (!hka_nl_addr_usable(vip->a.family, &vip->a.addr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "not a usable unicast address");
		return -EADDRNOTAVAIL;
	}
	return 0;
}

/* What only an IPv4 address has. */
static int parse_ipv4(struct hka_address *a, struct nlattr **tb, struct netlink_ext_ack *extack)
{
	static const u8 only[] = { HKA_A_VIP_SCOPE, HKA_A_VIP_LABEL, HKA_A_VIP_BROADCAST };
	const char *c;
	u32 i;

	for (i = 0; a->family != HKA_FAMILY_IPV4 && i < ARRAY_SIZE(only); i++)
		if (tb[only[i]]) {
			NL_SET_ERR_MSG_ATTR(extack, tb[only[i]],
					    "only an IPv4 address has scope, label or broadcast");
			return -EINVAL;
		}
	if (tb[HKA_A_VIP_SCOPE])
		a->scope = nla_get_u8(tb[HKA_A_VIP_SCOPE]);
	if (a->scope == RT_SCOPE_NOWHERE) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_SCOPE],
				    "an address has a scope somewhere");
		return -EINVAL;
	}
	if (tb[HKA_A_VIP_LABEL]) {
		nla_strscpy(a->label, tb[HKA_A_VIP_LABEL], sizeof(a->label));
		for (c = a->label; *c; c++)
			if (!isgraph(*c) || *c == '/')
				break;
		if (*c || c == a->label) {
			NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_LABEL],
					    "a label is printable, without space or slash");
			return -EINVAL;
		}
	}
	if (tb[HKA_A_VIP_BROADCAST]) {
		if (nla_len(tb[HKA_A_VIP_BROADCAST]) != sizeof(a->broadcast)) {
			NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_BROADCAST],
					    "a broadcast address has 4 bytes");
			return -EINVAL;
		}
		a->broadcast = nla_get_in_addr(tb[HKA_A_VIP_BROADCAST]);
	}
	return 0;
}

static int parse_prefix(struct hka_address *a, struct nlattr **tb, struct netlink_ext_ack *extack)
{
	u8 max = hka_addr_len(a->family) * 8;

	a->plen = max;
	if (tb[HKA_A_VIP_PREFIX_LENGTH])
		a->plen = nla_get_u8(tb[HKA_A_VIP_PREFIX_LENGTH]);
	if (!a->plen || a->plen > max) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_PREFIX_LENGTH],
				    "prefix length is 1..32 for IPv4, 1..128 for IPv6");
		return -EINVAL;
	}
	a->peer = a->addr;
	if (!tb[HKA_A_VIP_PEER])
		return 0;
	if (nla_len(tb[HKA_A_VIP_PEER]) != hka_addr_len(a->family)) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_PEER],
				    "a peer must be of the family of its address");
		return -EAFNOSUPPORT;
	}
	memcpy(a->peer.b, nla_data(tb[HKA_A_VIP_PEER]), hka_addr_len(a->family));
	a->has_peer = hka_addr_cmp(a->family, &a->peer, &a->addr);
	return 0;
}

static int parse_flags(struct hka_vip *vip, struct nlattr **tb, struct netlink_ext_ack *extack)
{
	struct hka_address *a = &vip->a;
	bool multicast = hka_address_is_multicast(a);
	bool v6 = a->family == HKA_FAMILY_IPV6;

	a->flags = default_flags(a->family);
	if (tb[HKA_A_VIP_FLAGS])
		a->flags = nla_get_u32(tb[HKA_A_VIP_FLAGS]);
	if (a->flags & ~(v6 ? FLAGS_IPV6 : FLAGS_IPV4)) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_FLAGS],
				    "a flag that an address of this family cannot have");
		return -EINVAL;
	}
	if (a->flags & IFA_F_MANAGETEMPADDR && a->plen != 64) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_FLAGS],
				    "temporary addresses need a prefix length of 64");
		return -EINVAL;
	}
	if (multicast && !(vip->excluded && a->flags & IFA_F_MCAUTOJOIN)) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_ADDRESS],
				    "not a usable unicast address; a multicast one must be excluded and autojoin");
		return -EADDRNOTAVAIL;
	}
	if (!multicast && a->flags & IFA_F_MCAUTOJOIN) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_FLAGS],
				    "autojoin is for multicast addresses");
		return -EINVAL;
	}
	a->preferred = default_preferred(a);
	if (tb[HKA_A_VIP_PREFERRED_LIFETIME])
		a->preferred = nla_get_u32(tb[HKA_A_VIP_PREFERRED_LIFETIME]);
	return 0;
}

/* RTNL is not held: whether a named device exists is asked once, here. */
static int parse_device(struct hka_vip *vip, struct net *net, const struct nlattr *attr,
			struct netlink_ext_ack *extack)
{
	struct net_device *dev;

	if (!attr)
		return 0;
	nla_strscpy(vip->ifname, attr, sizeof(vip->ifname));
	vip->own_dev = true;
	dev = dev_get_by_name(net, vip->ifname);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "the device of a virtual address does not exist");
		return -ENODEV;
	}
	dev_put(dev);
	return 0;
}

static int parse_vip(struct hka_vip *vip, struct net *net, u8 family, const struct nlattr *nest,
		     struct netlink_ext_ack *extack)
{
	struct nlattr *tb[HKA_A_VIP_MAX + 1];
	int err;

	err = nla_parse_nested(tb, HKA_A_VIP_MAX, nest, hka_vip_nl_policy, extack);
	if (err)
		return err;
	if (tb[HKA_A_VIP_STATE] || tb[HKA_A_VIP_ERROR] || tb[HKA_A_VIP_REMOVALS]) {
		NL_SET_ERR_MSG_ATTR(extack, nest,
				    "state, error and removals of an address are read-only");
		return -EINVAL;
	}
	if (!tb[HKA_A_VIP_ADDRESS]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_VIP_ADDRESS);
		NL_SET_ERR_MSG(extack, "a virtual address without an address");
		return -EINVAL;
	}
	vip->excluded = tb[HKA_A_VIP_EXCLUDED];
	err = parse_address(vip, family, tb[HKA_A_VIP_ADDRESS], extack);
	if (!err)
		err = parse_prefix(&vip->a, tb, extack);
	if (!err)
		err = parse_ipv4(&vip->a, tb, extack);
	if (!err)
		err = parse_flags(vip, tb, extack);
	if (!err)
		err = parse_device(vip, net, tb[HKA_A_VIP_IFNAME], extack);
	return err;
}

static int compare(const void *a, const void *b)
{
	const struct hka_vip *x = *(const struct hka_vip *const *)a;
	const struct hka_vip *y = *(const struct hka_vip *const *)b;

	return x->a.family - y->a.family ?: memcmp(x->a.addr.b, y->a.addr.b, sizeof(x->a.addr.b));
}

static const struct nlattr *nth_vip(struct genl_info *info, u16 n)
{
	const struct nlattr *attr;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		if (nla_type(attr) == HKA_A_VR_VIP && !n--)
			return attr;
	return NULL;
}

/* An address moves with its router, so it cannot be in two places. */
static int check_distinct(struct hka_vips *vips, struct genl_info *info)
{
	const struct hka_vip **sorted;
	int err = 0;
	u16 i;

	sorted = kvmalloc_array(vips->count, sizeof(*sorted), GFP_KERNEL_ACCOUNT);
	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < vips->count; i++)
		sorted[i] = &vips->vip[i];
	sort(sorted, vips->count, sizeof(*sorted), compare, NULL);
	for (i = 1; i < vips->count; i++)
		if (!compare(&sorted[i - 1], &sorted[i])) {
			u16 n = max(sorted[i - 1], sorted[i]) - vips->vip;

			NL_SET_ERR_MSG_ATTR(info->extack, nth_vip(info, n),
					    "the address is given twice");
			err = -EINVAL;
			break;
		}
	kvfree(sorted);
	return err;
}

/* How many addresses the request has, and how many of them are advertised. */
static int count_vips(struct genl_info *info, u16 *count, u16 *advertised)
{
	struct netlink_ext_ack *extack = info->extack;
	const struct nlattr *attr;
	u32 all = 0, wire = 0;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != HKA_A_VR_VIP)
			continue;
		all++;
		wire += !nla_find_nested(attr, HKA_A_VIP_EXCLUDED);
	}
	if (wire > HKA_VIPS_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_VIP],
				    "an advert carries at most 255 addresses");
		return -E2BIG;
	}
	if (all - wire > HKA_EXCLUDED_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_VIP],
				    "a router has at most 4096 excluded addresses");
		return -E2BIG;
	}
	*count = all;
	*advertised = wire;
	return 0;
}

/* Return: the address list of the request, NULL if it has none, or an error. */
struct hka_vips *hka_nl_parse_vips(struct genl_info *info, u8 family)
{
	struct netlink_ext_ack *extack = info->extack;
	u16 count, advertised, i = 0, wire = 0;
	const struct nlattr *attr;
	struct hka_vips *vips;
	int rem, err;

	err = count_vips(info, &count, &advertised);
	if (err)
		return ERR_PTR(err);
	if (!count && !info->attrs[HKA_A_VR_NO_VIP])
		return NULL;
	if (!advertised != !!info->attrs[HKA_A_VR_NO_VIP]) {
		if (advertised)
			NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_NO_VIP],
					    "either advertised addresses or none");
		else
			NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_VIP],
					    "a router that advertises no address needs the flag no-vip");
		return ERR_PTR(-EINVAL);
	}
	vips = hka_vips_alloc(count, advertised, GFP_KERNEL_ACCOUNT);
	if (!vips)
		return ERR_PTR(-ENOMEM);
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		struct hka_vip *vip = &vips->vip[i];

		if (nla_type(attr) != HKA_A_VR_VIP)
			continue;
		err = parse_vip(vip, genl_info_net(info), family, attr, extack);
		if (err)
			goto drop;
		i++;
		if (!vip->excluded)
			vips->wire[wire++] = vip->a.addr;
	}
	err = check_distinct(vips, info);
	if (err)
		goto drop;
	return vips;
drop:
	hka_vips_put(vips);
	return ERR_PTR(err);
}

static int put_details(struct sk_buff *skb, const struct hka_address *a)
{
	if ((a->scope && hka_nl_put_u8(skb, HKA_A_VIP_SCOPE, a->scope)) ||
	    (*a->label && nla_put_string(skb, HKA_A_VIP_LABEL, a->label)) ||
	    (a->broadcast && nla_put_in_addr(skb, HKA_A_VIP_BROADCAST, a->broadcast)) ||
	    (a->has_peer && nla_put(skb, HKA_A_VIP_PEER, hka_addr_len(a->family), a->peer.b)) ||
	    (a->flags != default_flags(a->family) &&
	     hka_nl_put_u32(skb, HKA_A_VIP_FLAGS, a->flags)) ||
	    (a->preferred != default_preferred(a) &&
	     hka_nl_put_u32(skb, HKA_A_VIP_PREFERRED_LIFETIME, a->preferred)))
		return -EMSGSIZE;
	return 0;
}

/* Defaults are left out. */
static int put_vip(struct sk_buff *skb, const struct hka_vip *vip)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_VIP);
	u32 removals = READ_ONCE(vip->removals);
	int error = READ_ONCE(vip->error);

	if (!nest)
		return -EMSGSIZE;
	if (nla_put(skb, HKA_A_VIP_ADDRESS, hka_addr_len(vip->a.family), vip->a.addr.b) ||
	    hka_nl_put_u8(skb, HKA_A_VIP_PREFIX_LENGTH, vip->a.plen) ||
	    nla_put_string(skb, HKA_A_VIP_IFNAME, vip->ifname) ||
	    hka_nl_put_u8(skb, HKA_A_VIP_STATE, READ_ONCE(vip->state)) ||
	    (error && hka_nl_put_u32(skb, HKA_A_VIP_ERROR, error)) ||
	    (removals && hka_nl_put_u32(skb, HKA_A_VIP_REMOVALS, removals)) ||
	    (vip->excluded && nla_put_flag(skb, HKA_A_VIP_EXCLUDED)) ||
	    put_details(skb, &vip->a))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

int hka_nl_put_vips(struct sk_buff *skb, const struct hka_vips *vips)
{
	u16 i;

	if (!vips->advertised && nla_put_flag(skb, HKA_A_VR_NO_VIP))
		return -EMSGSIZE;
	for (i = 0; i < vips->count; i++)
		if (put_vip(skb, &vips->vip[i]))
			return -EMSGSIZE;
	return 0;
}

/* Room for all attributes an address can have. */
#define VIP_SIZE	(2 * nla_total_size(0) + 2 * nla_total_size(16) + \
			 2 * nla_total_size(IFNAMSIZ) + 3 * nla_total_size(sizeof(u8)) + \
			 5 * nla_total_size(sizeof(u32)))

size_t hka_nl_vips_size(const struct hka_vips *vips)
{
	return vips->count * VIP_SIZE;
}
