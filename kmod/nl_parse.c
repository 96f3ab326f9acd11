// SPDX-License-Identifier: GPL-2.0
/*
 * From the attributes of a request to settings of a router. Validates everything;
 * every refusal names its attribute and says why. Changes nothing.
 */
#include <linux/ctype.h>
#include <linux/slab.h>

#include "netlink.h"

bool hka_nl_name_valid(const char *name)
{
	for (; *name; name++)
		if (!isgraph(*name) || *name == '/')
			return false;
	return true;
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

/*
 * Overlay the request on @s, which holds the present or default settings; @fibs are the
 * routes and rules that the router has.
 */
int hka_nl_parse_settings(struct hka_vr_settings *s, u8 family, const struct hka_fibs *fibs,
			  struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	int err;

	if (attrs[HKA_A_VR_PRIORITY])
		s->cfg.priority = nla_get_u8(attrs[HKA_A_VR_PRIORITY]);
	if (attrs[HKA_A_VR_INTERVAL])
		s->cfg.interval_us = nla_get_u32(attrs[HKA_A_VR_INTERVAL]);
	parse_timing(s, attrs);
	if (attrs[HKA_A_VR_TRACK_LINK])
		s->track_link = nla_get_u8(attrs[HKA_A_VR_TRACK_LINK]);
	if (attrs[HKA_A_VR_CHECKSUM])
		s->checksum = nla_get_u8(attrs[HKA_A_VR_CHECKSUM]);
	err = check_interval(&s->cfg, info);
	if (!err)
		err = hka_nl_parse_claim(&s->cfg, info);
	if (!err)
		err = hka_nl_parse_wire(s, family, info);
	if (!err)
		err = hka_nl_parse_announce(&s->burst, info);
	if (err)
		return err;
	s->peers = hka_nl_parse_peers(s, family, info);
	if (IS_ERR(s->peers))
		return PTR_ERR(s->peers);
	s->vips = hka_nl_parse_vips(info, family);
	if (IS_ERR(s->vips)) {
		err = PTR_ERR(s->vips);
		s->vips = NULL;
		goto drop;
	}
	err = hka_nl_check_wire(s, family, info);
	if (!err)
		err = hka_nl_parse_hmac(s, info);
	if (err)
		goto drop;
	s->fibs = hka_nl_parse_fibs(fibs, family, info);
	if (IS_ERR(s->fibs)) {
		err = PTR_ERR(s->fibs);
		s->fibs = NULL;
		goto drop;
	}
	return 0;

drop:
	hka_nl_drop_settings(s);
	return err;
}

/* What was parsed and is not used after all. */
void hka_nl_drop_settings(struct hka_vr_settings *s)
{
	hka_vips_put(s->vips);
	kfree(s->peers);
	hka_fibs_put(s->fibs);
	hka_nl_drop_hmac(s);
}

/* What a router needs beyond the policy; nothing is created yet. */
int hka_nl_parse_identity(struct genl_info *info, u8 *family, struct hka_fsm_config *cfg)
{
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_VR_NAME) ||
	    (!attrs[HKA_A_VR_PEER] && GENL_REQ_ATTR_CHECK(info, HKA_A_VR_IFNAME)) ||
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
