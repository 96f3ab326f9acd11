// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about demotions.
 */
#include "netlink.h"
#include "netlink_gen.h"

int hka_nl_demote_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "demotions are not there yet");
	return -EOPNOTSUPP;
}

int hka_nl_undemote_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "demotions are not there yet");
	return -EOPNOTSUPP;
}
