/* SPDX-License-Identifier: GPL-2.0 */
/* Do not edit; generated from docs/netlink/hka.yaml by scripts/netlink-gen.py. */
/*
 * Operation and group tables of the netlink family, and the handlers that
 * netlink.c provides for them.
 */
#ifndef _HKA_NETLINK_GEN_H
#define _HKA_NETLINK_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <linux/hka.h>

/* Policies of the nests, for nla_parse_nested() in the handlers. */
extern const struct nla_policy hka_vip_nl_policy[HKA_A_VIP_REMOVALS + 1];
extern const struct nla_policy hka_peer_nl_policy[HKA_A_PEER_LAST_HEARD + 1];
extern const struct nla_policy hka_announce_nl_policy[HKA_A_ANNOUNCE_GROUP + 1];
extern const struct nla_policy hka_metrics_nl_policy[HKA_A_METRICS_FASTOPEN_NO_COOKIE + 1];
extern const struct nla_policy hka_nexthop_nl_policy[HKA_A_NEXTHOP_REALMS + 1];
extern const struct nla_policy hka_route_nl_policy[HKA_A_ROUTE_REMOVALS + 1];
extern const struct nla_policy hka_rule_nl_policy[HKA_A_RULE_REMOVALS + 1];
extern const struct nla_policy hka_hmac_nl_policy[HKA_A_HMAC_SKEW + 1];
extern const struct nla_policy hka_hmac_key_nl_policy[HKA_A_HMAC_KEY_FORGET + 1];
extern const struct nla_policy hka_tie_nl_policy[HKA_A_TIE_NO_GRACE + 1];
extern const struct nla_policy hka_claim_nl_policy[HKA_A_CLAIM_ON_DROP + 1];
extern const struct nla_policy hka_member_nl_policy[HKA_A_MEMBER_GROUP + 1];

void hka_nl_vr_wipe(const struct genl_split_ops *ops, struct sk_buff *skb, struct genl_info *info);
int hka_nl_vr_new_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_vr_set_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_vr_del_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_vr_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_vr_get_start(struct netlink_callback *cb);
int hka_nl_vr_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int hka_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_stats_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int hka_nl_track_new_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_track_set_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_track_del_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_track_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_track_get_start(struct netlink_callback *cb);
int hka_nl_track_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int hka_nl_demote_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_undemote_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_history_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_stats_clear_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_lease_take_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_lease_heartbeat_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_lease_release_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_lease_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_lease_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int hka_nl_group_new_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_group_set_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_group_del_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_group_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_group_get_start(struct netlink_callback *cb);
int hka_nl_group_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int hka_nl_handover_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_maintenance_set_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_maintenance_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_heard_get_doit(struct sk_buff *skb, struct genl_info *info);
int hka_nl_heard_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);

extern const struct genl_split_ops hka_nl_ops[31];

/* Index of a multicast group. */
enum {
	HKA_NLGRP_EVENTS,
	HKA_NLGRP_CONFIG,
};

extern const struct genl_multicast_group hka_nl_mcgrps[2];

#endif /* _HKA_NETLINK_GEN_H */
