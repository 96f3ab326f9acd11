// SPDX-License-Identifier: GPL-2.0
/*
 * From the attributes of a request to settings of a router. Validates everything;
 * every refusal names its attribute and says why. Changes nothing.
 */
#include <linux/ctype.h>
#include <linux/inet.h>
#include <net/ipv6.h>

#include "netlink.h"
#include "netlink_gen.h"

bool hka_nl_name_valid(const char *name)
{
	for (; *name; name++)
		if (!isgraph(*name) || *name == '/')
			return false;
	return true;
}

static int parse_address(struct hka_vip *vip, u8 family, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	bool usable;

	if (nla_len(attr) != hka_addr_len(family)) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "a virtual address must be of the router's family");
		return -EAFNOSUPPORT;
	}
	memcpy(vip->addr.b, nla_data(attr), nla_len(attr));
	if (family == HKA_FAMILY_IPV6) {
		int type = ipv6_addr_type((const struct in6_addr *)vip->addr.b);

		usable = type & IPV6_ADDR_UNICAST &&
			 !(type & (IPV6_ADDR_LOOPBACK | IPV6_ADDR_MAPPED));
	} else {
		__be32 addr;

		memcpy(&addr, vip->addr.b, sizeof(addr));
		usable = !ipv4_is_zeronet(addr) && !ipv4_is_loopback(addr) &&
			 !ipv4_is_multicast(addr) && !ipv4_is_lbcast(addr);
	}
	if (!usable) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "not a usable unicast address");
		return -EADDRNOTAVAIL;
	}
	return 0;
}

static int parse_vip(struct hka_vip *vip, u8 family, const struct nlattr *nest,
		     struct netlink_ext_ack *extack)
{
	u8 max = hka_addr_len(family) * 8;
	struct nlattr *tb[HKA_A_VIP_MAX + 1];
	int err;

	err = nla_parse_nested(tb, HKA_A_VIP_MAX, nest, hka_vip_nl_policy, extack);
	if (err)
		return err;
	if (tb[HKA_A_VIP_STATE] || tb[HKA_A_VIP_ERROR]) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "state and error of an address are read-only");
		return -EINVAL;
	}
	if (!tb[HKA_A_VIP_ADDRESS]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_VIP_ADDRESS);
		NL_SET_ERR_MSG(extack, "a virtual address without an address");
		return -EINVAL;
	}
	err = parse_address(vip, family, tb[HKA_A_VIP_ADDRESS], extack);
	if (err)
		return err;
	vip->plen = max;
	if (tb[HKA_A_VIP_PREFIX_LENGTH])
		vip->plen = nla_get_u8(tb[HKA_A_VIP_PREFIX_LENGTH]);
	if (!vip->plen || vip->plen > max) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_PREFIX_LENGTH],
				    "prefix length is 1..32 for IPv4, 1..128 for IPv6");
		return -EINVAL;
	}
	if (tb[HKA_A_VIP_IFNAME]) {
		nla_strscpy(vip->ifname, tb[HKA_A_VIP_IFNAME], sizeof(vip->ifname));
		vip->own_dev = true;
	}
	return 0;
}

/* RTNL is not held: whether a named device exists is asked once, here. */
static int check_vip_device(struct net *net, const struct hka_vip *vip,
			    const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct net_device *dev;

	if (!vip->own_dev)
		return 0;
	dev = dev_get_by_name(net, vip->ifname);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "the device of a virtual address does not exist");
		return -ENODEV;
	}
	dev_put(dev);
	return 0;
}

/* Return: the address list of the request, NULL if it has none, or an error. */
static struct hka_vips *parse_vips(struct genl_info *info, u8 family)
{
	struct netlink_ext_ack *extack = info->extack;
	const struct nlattr *attr;
	struct hka_vips *vips;
	u32 count = 0;
	int rem, err;
	u16 i = 0, j;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		count += nla_type(attr) == HKA_A_VR_VIP;
	if (!count)
		return NULL;
	if (count > HKA_VIPS_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_VIP],
				    "an advert carries at most 255 addresses");
		return ERR_PTR(-E2BIG);
	}
	vips = hka_vips_alloc(count, GFP_KERNEL_ACCOUNT);
	if (!vips)
		return ERR_PTR(-ENOMEM);
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		struct hka_vip *vip = &vips->vip[i];

		if (nla_type(attr) != HKA_A_VR_VIP)
			continue;
		err = parse_vip(vip, family, attr, extack);
		if (!err)
			err = check_vip_device(genl_info_net(info), vip, attr, extack);
		for (j = 0; !err && j < i; j++)
			if (!hka_addr_cmp(family, &vips->wire[j], &vip->addr)) {
				NL_SET_ERR_MSG_ATTR(extack, attr, "the address is given twice");
				err = -EINVAL;
			}
		if (err) {
			hka_vips_put(vips);
			return ERR_PTR(err);
		}
		vips->wire[i++] = vip->addr;
	}
	return vips;
}

static int check_interval(const struct hka_fsm_config *cfg, struct genl_info *info)
{
	if (cfg->version == 2 && (cfg->interval_us % USEC_PER_SEC ||
				  cfg->interval_us > HKA_INTERVAL_MAX_V2_US)) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_INTERVAL],
				    "a VRRPv2 interval is 1..255 whole seconds");
		return -EINVAL;
	}
	if (cfg->interval_us < HKA_USERNS_INTERVAL_MIN_US &&
	    !hka_net_trusted(genl_info_net(info))) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_INTERVAL],
				    "in a user namespace's network an interval is 100 ms or more");
		return -EINVAL;
	}
	if (cfg->version == 3 && (cfg->interval_us % HKA_INTERVAL_MIN_US ||
				  cfg->interval_us > HKA_INTERVAL_MAX_V3_US)) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_INTERVAL],
				    "a VRRPv3 interval is 10 ms..40.95 s in steps of 10 ms");
		return -EINVAL;
	}
	return 0;
}

static void parse_timing(struct hka_vr_settings *s, struct nlattr **attrs)
{
	if (attrs[HKA_A_VR_PREEMPT])
		s->cfg.preempt = nla_get_u8(attrs[HKA_A_VR_PREEMPT]);
	if (attrs[HKA_A_VR_PREEMPT_DELAY])
		s->cfg.preempt_delay_us = nla_get_u32(attrs[HKA_A_VR_PREEMPT_DELAY]);
	if (attrs[HKA_A_VR_STARTUP_DELAY])
		s->startup_delay_us = nla_get_u32(attrs[HKA_A_VR_STARTUP_DELAY]);
	if (attrs[HKA_A_VR_DOWN_COUNT])
		s->cfg.down_count = nla_get_u8(attrs[HKA_A_VR_DOWN_COUNT]);
	if (attrs[HKA_A_VR_REPLY_LOWER])
		s->cfg.reply_lower = nla_get_u8(attrs[HKA_A_VR_REPLY_LOWER]);
	if (attrs[HKA_A_VR_YIELD_ADVERT])
		s->cfg.yield_advert = nla_get_u8(attrs[HKA_A_VR_YIELD_ADVERT]);
	if (attrs[HKA_A_VR_OWNER_CHECK])
		s->cfg.owner_check = nla_get_u8(attrs[HKA_A_VR_OWNER_CHECK]);
}

/* Overlay the request on @s, which holds the present or default settings. */
int hka_nl_parse_settings(struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	int err;

	if (attrs[HKA_A_VR_PRIORITY])
		s->cfg.priority = nla_get_u8(attrs[HKA_A_VR_PRIORITY]);
	if (attrs[HKA_A_VR_INTERVAL])
		s->cfg.interval_us = nla_get_u32(attrs[HKA_A_VR_INTERVAL]);
	parse_timing(s, attrs);
	if (attrs[HKA_A_VR_CHECKSUM])
		s->checksum = nla_get_u8(attrs[HKA_A_VR_CHECKSUM]);
	err = check_interval(&s->cfg, info);
	if (err)
		return err;
	s->vips = parse_vips(info, family);
	return PTR_ERR_OR_ZERO(s->vips);
}

/* What a router needs beyond the policy; nothing is created yet. */
int hka_nl_parse_identity(struct genl_info *info, u8 *family, struct hka_fsm_config *cfg)
{
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_VR_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_VR_IFNAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_VR_VRID)) {
		NL_SET_ERR_MSG(extack, "name, device and vrid are needed");
		return -EINVAL;
	}
	if (!nla_len(attrs[HKA_A_VR_NAME]) || !*(char *)nla_data(attrs[HKA_A_VR_NAME]) ||
	    !hka_nl_name_valid(nla_data(attrs[HKA_A_VR_NAME]))) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_NAME],
				    "a name is printable, without space or slash");
		return -EINVAL;
	}
	*family = HKA_FAMILY_IPV4;
	if (attrs[HKA_A_VR_FAMILY])
		*family = nla_get_u8(attrs[HKA_A_VR_FAMILY]);
	if (*family != HKA_FAMILY_IPV4 && *family != HKA_FAMILY_IPV6) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_FAMILY],
				    "the family is AF_INET or AF_INET6");
		return -EAFNOSUPPORT;
	}
	if (attrs[HKA_A_VR_VERSION])
		cfg->version = nla_get_u8(attrs[HKA_A_VR_VERSION]);
	if (cfg->version == 2 && *family == HKA_FAMILY_IPV6) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_VERSION],
				    "VRRPv2 has no IPv6 (RFC 3768)");
		return -EINVAL;
	}
	return 0;
}
