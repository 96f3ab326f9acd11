// SPDX-License-Identifier: GPL-2.0
/*
 * The schedule of announcements in a message: from attributes to settings and back.
 */
#include "netlink.h"
#include "netlink_gen.h"

/* Overlay the nest of the request, if it has one. Ranges are the policy's. */
int hka_nl_parse_announce(struct hka_burst_config *cfg, struct genl_info *info)
{
	struct nlattr *tb[HKA_A_ANNOUNCE_MAX + 1];
	int err;

	if (!info->attrs[HKA_A_VR_ANNOUNCE])
		return 0;
	err = nla_parse_nested(tb, HKA_A_ANNOUNCE_MAX, info->attrs[HKA_A_VR_ANNOUNCE],
			       hka_announce_nl_policy, info->extack);
	if (err)
		return err;
	if (tb[HKA_A_ANNOUNCE_REPEAT])
		cfg->repeat = nla_get_u8(tb[HKA_A_ANNOUNCE_REPEAT]);
	if (tb[HKA_A_ANNOUNCE_DELAY])
		cfg->delay_us = nla_get_u64(tb[HKA_A_ANNOUNCE_DELAY]);
	if (tb[HKA_A_ANNOUNCE_REFRESH])
		cfg->refresh_us = nla_get_u64(tb[HKA_A_ANNOUNCE_REFRESH]);
	if (tb[HKA_A_ANNOUNCE_REFRESH_REPEAT])
		cfg->refresh_repeat = nla_get_u8(tb[HKA_A_ANNOUNCE_REFRESH_REPEAT]);
	if (tb[HKA_A_ANNOUNCE_LOWER_REPEAT]) {
		cfg->lower_repeat = nla_get_u8(tb[HKA_A_ANNOUNCE_LOWER_REPEAT]);
		cfg->has_lower_repeat = true;
	}
	if (tb[HKA_A_ANNOUNCE_LOWER_DELAY]) {
		cfg->lower_delay_us = nla_get_u64(tb[HKA_A_ANNOUNCE_LOWER_DELAY]);
		cfg->has_lower_delay = true;
	}
	if (tb[HKA_A_ANNOUNCE_INTERVAL])
		cfg->interval_us = nla_get_u32(tb[HKA_A_ANNOUNCE_INTERVAL]);
	if (tb[HKA_A_ANNOUNCE_GROUP])
		cfg->group = nla_get_u32(tb[HKA_A_ANNOUNCE_GROUP]);
	return 0;
}

static int put_u64(struct sk_buff *skb, int type, u64 value)
{
	return hka_nl_put_u64(skb, type, value, HKA_A_ANNOUNCE_PAD);
}

int hka_nl_put_announce(struct sk_buff *skb, const struct hka_burst_config *cfg)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_ANNOUNCE);

	if (!nest || hka_nl_put_u8(skb, HKA_A_ANNOUNCE_REPEAT, cfg->repeat) ||
	    put_u64(skb, HKA_A_ANNOUNCE_DELAY, cfg->delay_us) ||
	    put_u64(skb, HKA_A_ANNOUNCE_REFRESH, cfg->refresh_us) ||
	    hka_nl_put_u8(skb, HKA_A_ANNOUNCE_REFRESH_REPEAT, cfg->refresh_repeat) ||
	    hka_nl_put_u8(skb, HKA_A_ANNOUNCE_LOWER_REPEAT,
			  cfg->has_lower_repeat ? cfg->lower_repeat : cfg->repeat) ||
	    put_u64(skb, HKA_A_ANNOUNCE_LOWER_DELAY,
		    cfg->has_lower_delay ? cfg->lower_delay_us : cfg->delay_us) ||
	    hka_nl_put_u32(skb, HKA_A_ANNOUNCE_INTERVAL, cfg->interval_us) ||
	    hka_nl_put_u32(skb, HKA_A_ANNOUNCE_GROUP, cfg->group))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}
