// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about trackers.
 */
#include "netlink.h"
#include "netlink_gen.h"

int hka_nl_track_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "trackers are not there yet");
	return -EOPNOTSUPP;
}

int hka_nl_track_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "trackers are not there yet");
	return -EOPNOTSUPP;
}

int hka_nl_track_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "trackers are not there yet");
	return -EOPNOTSUPP;
}

int hka_nl_track_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	NL_SET_ERR_MSG(info->extack, "trackers are not there yet");
	return -EOPNOTSUPP;
}

int hka_nl_track_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return 0;
}
