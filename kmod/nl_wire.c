// SPDX-License-Identifier: GPL-2.0
/*
 * From the attributes of a request to how a router speaks and whom it believes: the
 * profile, group or peers, source, passwords, acceptance. Validates; changes nothing
 * but the settings at hand.
 */
#include <net/ipv6.h>

#include "netlink.h"

/* The strict profile has other defaults, which the request may then override. */
void hka_nl_parse_profile(struct hka_vr_settings *s, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_STRICT];
	bool strict = attr && nla_get_u8(attr);

	s->unicast = info->attrs[HKA_A_VR_PEER];
	s->no_dev = !info->attrs[HKA_A_VR_IFNAME];
	s->wire.check_source = true;
	s->wire.unicast_ttl = HKA_VRRP_TTL;
	s->wire.strict = strict;
	s->wire.accept = strict ? HKA_ACCEPT_OFF : HKA_ACCEPT_ON;
	/* RFC 9568 7.3; clouds and the like need it off. */
	s->wire.vmac = strict && !s->no_dev && hka_net_trusted(genl_info_net(info));
	s->wire.check_addrs = strict;
	s->cfg.yield_advert = !strict;
	/* RFC 3768 6.4.3 discards a losing advert in silence. */
	s->cfg.reply_lower = !strict || s->cfg.version == 3;
	if (strict)
		s->checksum = HKA_CHECKSUM_RFC9568;
}

static int parse_auth(struct hka_wire *wire, struct genl_info *info)
{
	const struct nlattr *type = info->attrs[HKA_A_VR_AUTH_TYPE];
	const struct nlattr *data = info->attrs[HKA_A_VR_AUTH_DATA];
	bool known = wire->auth_type;

	if (type)
		wire->auth_type = nla_get_u8(type);
	if (data && !wire->auth_type) {
		NL_SET_ERR_MSG_ATTR(info->extack, data, "a password needs auth-type pass");
		return -EINVAL;
	}
	if (data && !nla_len(data)) {
		NL_SET_ERR_MSG_ATTR(info->extack, data, "a password has 1 to 8 bytes");
		return -EINVAL;
	}
	if (wire->auth_type && !known && !data) {
		NL_SET_ERR_MSG_ATTR(info->extack, type, "auth-type pass needs a password");
		return -EINVAL;
	}
	if (data || !wire->auth_type)
		memset(wire->auth, 0, sizeof(wire->auth));
	if (data)
		memcpy(wire->auth, nla_data(data), nla_len(data));
	return 0;
}

static int copy_address(struct hka_addr *addr, u8 family, const struct nlattr *attr,
			struct netlink_ext_ack *extack)
{
	if (nla_len(attr) != hka_addr_len(family)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "an address must be of the router's family");
		return -EAFNOSUPPORT;
	}
	*addr = (struct hka_addr) {};
	memcpy(addr->b, nla_data(attr), nla_len(attr));
	return 0;
}

int hka_nl_parse_unicast(struct hka_addr *addr, u8 family, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	int err = copy_address(addr, family, attr, extack);

	if (err)
		return err;
	if (hka_addr_is_multicast(family, addr) || !hka_nl_addr_usable(family, addr)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "not a usable unicast address");
		return -EADDRNOTAVAIL;
	}
	return 0;
}

/* Only a new router brings a group, or may lack one. */
static int parse_group(struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_MCAST_GROUP];
	int err;

	if (!attr)
		return 0;
	if (s->unicast) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "either peers or a group");
		return -EINVAL;
	}
	err = copy_address(&s->group, family, attr, info->extack);
	if (err)
		return err;
	if (!hka_addr_is_multicast(family, &s->group)) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "a group is a multicast address");
		return -EADDRNOTAVAIL;
	}
	return 0;
}

static int parse_source(struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_SOURCE_ADDRESS];
	struct hka_addr addr;
	int err;

	if (!attr)
		return 0;
	err = copy_address(&addr, family, attr, info->extack);
	if (err)
		return err;
	s->wire.has_source = memchr_inv(addr.b, 0, sizeof(addr.b));
	s->wire.source = addr;
	return s->wire.has_source ? hka_nl_parse_unicast(&addr, family, attr, info->extack) : 0;
}

static int parse_unicast(struct hka_vr_settings *s, struct genl_info *info)
{
	static const u8 needs_peers[] = { HKA_A_VR_PEER, HKA_A_VR_UNICAST_TTL,
					  HKA_A_VR_CHECK_SOURCE };
	struct nlattr **attrs = info->attrs;
	u32 i;

	for (i = 0; !s->unicast && i < ARRAY_SIZE(needs_peers); i++)
		if (attrs[needs_peers[i]]) {
			NL_SET_ERR_MSG_ATTR(info->extack, attrs[needs_peers[i]],
					    "this is a multicast router and cannot become another");
			return -EINVAL;
		}
	if (attrs[HKA_A_VR_UNICAST_TTL])
		s->wire.unicast_ttl = nla_get_u8(attrs[HKA_A_VR_UNICAST_TTL]);
	if (attrs[HKA_A_VR_CHECK_SOURCE])
		s->wire.check_source = nla_get_u8(attrs[HKA_A_VR_CHECK_SOURCE]);
	return 0;
}

static int parse_vmac(struct hka_vr_settings *s, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_VMAC];

	if (!attr)
		return 0;
	s->wire.vmac = nla_get_u8(attr);
	if (s->wire.vmac && s->no_dev) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "a virtual MAC needs a device");
		return -EINVAL;
	}
	if (s->wire.vmac && !hka_net_trusted(genl_info_net(info))) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "no virtual MAC in a user namespace's network");
		return -EPERM;
	}
	return 0;
}

int hka_nl_parse_wire(struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	int err;

	err = parse_group(s, family, info);
	if (!err)
		err = parse_source(s, family, info);
	if (!err)
		err = parse_unicast(s, info);
	if (err)
		return err;
	if (attrs[HKA_A_VR_ACCEPT])
		s->wire.accept = nla_get_u8(attrs[HKA_A_VR_ACCEPT]);
	if (attrs[HKA_A_VR_CHECK_ADDRESSES])
		s->wire.check_addrs = nla_get_u8(attrs[HKA_A_VR_CHECK_ADDRESSES]);
	err = parse_vmac(s, info);
	return err ?: parse_auth(&s->wire, info);
}

/* RFC 9568 5.2.9; RFC 3768 and RFC 9568 know no password; the rest is keepalived's. */
static int check_strict(const struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;

	if (s->wire.auth_type) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_AUTH_TYPE],
				    "the strict profile has no passwords (RFC 3768, RFC 9568)");
		return -EINVAL;
	}
	if (s->wire.accept && s->cfg.version == 2) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_ACCEPT],
				    "VRRPv2 has no accept mode (RFC 3768)");
		return -EINVAL;
	}
	if (s->wire.accept == HKA_ACCEPT_PING) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_ACCEPT],
				    "the strict profile accepts all or nothing (RFC 9568 6.1)");
		return -EINVAL;
	}
	if (family == HKA_FAMILY_IPV6 && !s->unicast && s->wire.has_source &&
	    !(ipv6_addr_type((const struct in6_addr *)s->wire.source.b) & IPV6_ADDR_LINKLOCAL)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_SOURCE_ADDRESS],
				    "adverts come from a link-local address (RFC 9568 5.1.2.1)");
		return -EINVAL;
	}
	if (s->cfg.preempt_delay_us) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_PREEMPT_DELAY],
				    "the strict profile has no preempt delay");
		return -EINVAL;
	}
	if (!s->vips)
		return 0;
	if (!s->vips->advertised) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_NO_VIP],
				    "the strict profile needs a virtual address (RFC 9568 5.2.5)");
		return -EINVAL;
	}
	if (family == HKA_FAMILY_IPV6 &&
	    !(ipv6_addr_type((const struct in6_addr *)s->vips->wire[0].b) &
	      IPV6_ADDR_LINKLOCAL)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_VIP],
				    "the first IPv6 address is link-local (RFC 9568 5.2.9)");
		return -EINVAL;
	}
	return 0;
}

int hka_nl_check_wire(const struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	u16 i;

	if (s->wire.auth_type && s->cfg.version != 2) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_AUTH_TYPE],
				    "only VRRPv2 has passwords");
		return -EINVAL;
	}
	for (i = 0; s->no_dev && s->vips && i < s->vips->count; i++)
		if (!s->vips->vip[i].own_dev) {
			NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_VIP],
					    "without a device each address needs its own");
			return -EINVAL;
		}
	return s->wire.strict ? check_strict(s, family, info) : 0;
}
