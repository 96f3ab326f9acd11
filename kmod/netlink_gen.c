// SPDX-License-Identifier: GPL-2.0
/* Do not edit; generated from docs/netlink/hka.yaml by scripts/netlink-gen.py. */
/*
 * What each request may carry, and who serves it. Strict: an attribute that is
 * not listed for an operation and direction is refused before its handler runs.
 */
#include <net/netlink.h>
#include <net/genetlink.h>

#include "netlink_gen.h"

/* Ranges that do not fit a policy; not const, since 6.1 takes no const pointer. */
static struct netlink_range_validation hka_a_vr_interval_range = {
	.min	= 10000ULL,
	.max	= 255000000ULL,
};

static struct netlink_range_validation hka_a_vr_preempt_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_vr_startup_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_track_up_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_track_down_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_demote_ttl_range = {
	.min	= 1ULL,
	.max	= 31536000000000ULL,
};

static struct netlink_range_validation hka_a_lease_timeout_range = {
	.min	= 100000ULL,
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_lease_grace_range = {
	.max	= 86400000000ULL,
};

static struct netlink_range_validation hka_a_group_follow_interval_range = {
	.min	= 10000ULL,
	.max	= 40950000ULL,
};

static struct netlink_range_validation hka_a_maintenance_ttl_range = {
	.min	= 1ULL,
	.max	= 31536000000000ULL,
};

static struct netlink_range_validation hka_a_announce_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_announce_refresh_range = {
	.max	= 86400000000ULL,
};

static struct netlink_range_validation hka_a_announce_lower_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_announce_interval_range = {
	.max	= 1000000ULL,
};

static struct netlink_range_validation hka_a_rule_suppress_ifgroup_range = {
	.max	= 2147483647ULL,
};

static struct netlink_range_validation hka_a_rule_sport_start_range = {
	.min	= 1ULL,
	.max	= 65535ULL,
};

static struct netlink_range_validation hka_a_rule_sport_end_range = {
	.min	= 1ULL,
	.max	= 65535ULL,
};

static struct netlink_range_validation hka_a_rule_dport_start_range = {
	.min	= 1ULL,
	.max	= 65535ULL,
};

static struct netlink_range_validation hka_a_rule_dport_end_range = {
	.min	= 1ULL,
	.max	= 65535ULL,
};

static struct netlink_range_validation hka_a_tie_grace_range = {
	.max	= 86400000000ULL,
};

static struct netlink_range_validation hka_a_claim_link_delay_range = {
	.max	= 1000000000ULL,
};

static struct netlink_range_validation hka_a_claim_dampening_range = {
	.max	= 3600000000ULL,
};

/* Inside a nest: vip */
const struct nla_policy hka_vip_nl_policy[HKA_A_VIP_REMOVALS + 1] = {
	[HKA_A_VIP_ADDRESS] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_VIP_PREFIX_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[HKA_A_VIP_IFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_VIP_STATE] = NLA_POLICY_MAX(NLA_U8, 4),
	[HKA_A_VIP_ERROR] = { .type = NLA_U32, },
	[HKA_A_VIP_EXCLUDED] = { .type = NLA_FLAG, },
	[HKA_A_VIP_SCOPE] = { .type = NLA_U8, },
	[HKA_A_VIP_LABEL] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_VIP_BROADCAST] = { .type = NLA_BINARY, .len = 4, },
	[HKA_A_VIP_PEER] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_VIP_FLAGS] = { .type = NLA_U32, },
	[HKA_A_VIP_PREFERRED_LIFETIME] = { .type = NLA_U32, },
	[HKA_A_VIP_REMOVALS] = { .type = NLA_U32, },
};

/* Inside a nest: peer */
const struct nla_policy hka_peer_nl_policy[HKA_A_PEER_LAST_HEARD + 1] = {
	[HKA_A_PEER_ADDRESS] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_PEER_TTL_MIN] = { .type = NLA_U8, },
	[HKA_A_PEER_TTL_MAX] = { .type = NLA_U8, },
	[HKA_A_PEER_SENT] = { .type = NLA_U64, },
	[HKA_A_PEER_SEND_ERRORS] = { .type = NLA_U64, },
	[HKA_A_PEER_LAST_HEARD] = { .type = NLA_U64, },
};

/* Inside a nest: announce */
const struct nla_policy hka_announce_nl_policy[HKA_A_ANNOUNCE_GROUP + 1] = {
	[HKA_A_ANNOUNCE_REPEAT] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_ANNOUNCE_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_announce_delay_range),
	[HKA_A_ANNOUNCE_REFRESH] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_announce_refresh_range),
	[HKA_A_ANNOUNCE_REFRESH_REPEAT] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_ANNOUNCE_LOWER_REPEAT] = { .type = NLA_U8, },
	[HKA_A_ANNOUNCE_LOWER_DELAY] =
		NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_announce_lower_delay_range),
	[HKA_A_ANNOUNCE_INTERVAL] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_announce_interval_range),
	[HKA_A_ANNOUNCE_GROUP] = { .type = NLA_U32, },
};

/* Inside a nest: metrics */
const struct nla_policy hka_metrics_nl_policy[HKA_A_METRICS_FASTOPEN_NO_COOKIE + 1] = {
	[HKA_A_METRICS_LOCK] = { .type = NLA_U32, },
	[HKA_A_METRICS_MTU] = { .type = NLA_U32, },
	[HKA_A_METRICS_WINDOW] = { .type = NLA_U32, },
	[HKA_A_METRICS_RTT] = { .type = NLA_U32, },
	[HKA_A_METRICS_RTTVAR] = { .type = NLA_U32, },
	[HKA_A_METRICS_SSTHRESH] = { .type = NLA_U32, },
	[HKA_A_METRICS_CWND] = { .type = NLA_U32, },
	[HKA_A_METRICS_ADVMSS] = { .type = NLA_U32, },
	[HKA_A_METRICS_REORDERING] = { .type = NLA_U32, },
	[HKA_A_METRICS_HOPLIMIT] = NLA_POLICY_MAX(NLA_U32, 255),
	[HKA_A_METRICS_INITCWND] = { .type = NLA_U32, },
	[HKA_A_METRICS_FEATURES] = NLA_POLICY_MAX(NLA_U32, 1),
	[HKA_A_METRICS_RTO_MIN] = { .type = NLA_U32, },
	[HKA_A_METRICS_INITRWND] = { .type = NLA_U32, },
	[HKA_A_METRICS_QUICKACK] = NLA_POLICY_MAX(NLA_U32, 1),
	[HKA_A_METRICS_FASTOPEN_NO_COOKIE] = NLA_POLICY_MAX(NLA_U32, 1),
};

/* Inside a nest: nexthop */
const struct nla_policy hka_nexthop_nl_policy[HKA_A_NEXTHOP_REALMS + 1] = {
	[HKA_A_NEXTHOP_GATEWAY] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_NEXTHOP_IFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_NEXTHOP_ONLINK] = { .type = NLA_FLAG, },
	[HKA_A_NEXTHOP_WEIGHT] = NLA_POLICY_RANGE(NLA_U32, 1, 256),
	[HKA_A_NEXTHOP_REALMS] = { .type = NLA_U32, },
};

/* Inside a nest: route */
const struct nla_policy hka_route_nl_policy[HKA_A_ROUTE_REMOVALS + 1] = {
	[HKA_A_ROUTE_FAMILY] = { .type = NLA_U8, },
	[HKA_A_ROUTE_TYPE] = NLA_POLICY_RANGE(NLA_U8, 1, 9),
	[HKA_A_ROUTE_DST] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_ROUTE_DST_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[HKA_A_ROUTE_SRC] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_ROUTE_SRC_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[HKA_A_ROUTE_TOS] = { .type = NLA_U8, },
	[HKA_A_ROUTE_SCOPE] = { .type = NLA_U8, },
	[HKA_A_ROUTE_TABLE] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_ROUTE_PROTOCOL] = NLA_POLICY_MIN(NLA_U8, 3),
	[HKA_A_ROUTE_PREFSRC] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_ROUTE_PRIORITY] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_ROUTE_PREFERENCE] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_ROUTE_NEXTHOP_ID] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_ROUTE_METRICS] = NLA_POLICY_NESTED(hka_metrics_nl_policy),
	[HKA_A_ROUTE_NEXTHOP] = NLA_POLICY_NESTED(hka_nexthop_nl_policy),
	[HKA_A_ROUTE_ADD] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_ROUTE_NO_TRACK] = { .type = NLA_FLAG, },
	[HKA_A_ROUTE_STATE] = NLA_POLICY_MAX(NLA_U8, 4),
	[HKA_A_ROUTE_ERROR] = { .type = NLA_U32, },
	[HKA_A_ROUTE_TEXT] = { .type = NLA_NUL_STRING, .len = 127, },
	[HKA_A_ROUTE_REMOVALS] = { .type = NLA_U32, },
};

/* Inside a nest: rule */
const struct nla_policy hka_rule_nl_policy[HKA_A_RULE_REMOVALS + 1] = {
	[HKA_A_RULE_FAMILY] = { .type = NLA_U8, },
	[HKA_A_RULE_PRIORITY] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_RULE_ACTION] = NLA_POLICY_RANGE(NLA_U8, 1, 8),
	[HKA_A_RULE_TABLE] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_RULE_GOTO] = NLA_POLICY_MIN(NLA_U32, 1),
	[HKA_A_RULE_INVERT] = { .type = NLA_FLAG, },
	[HKA_A_RULE_DST] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_RULE_DST_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[HKA_A_RULE_SRC] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_RULE_SRC_LENGTH] = NLA_POLICY_MAX(NLA_U8, 128),
	[HKA_A_RULE_TOS] = { .type = NLA_U8, },
	[HKA_A_RULE_IIFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_RULE_OIFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_RULE_FWMARK] = { .type = NLA_U32, },
	[HKA_A_RULE_FWMASK] = { .type = NLA_U32, },
	[HKA_A_RULE_REALMS] = { .type = NLA_U32, },
	[HKA_A_RULE_TUN_ID] = { .type = NLA_U64, },
	[HKA_A_RULE_SUPPRESS_PREFIX_LENGTH] = NLA_POLICY_MAX(NLA_U32, 128),
	[HKA_A_RULE_SUPPRESS_IFGROUP] =
		NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_rule_suppress_ifgroup_range),
	[HKA_A_RULE_L3MDEV] = { .type = NLA_FLAG, },
	[HKA_A_RULE_IP_PROTO] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_RULE_PROTOCOL] = NLA_POLICY_MIN(NLA_U8, 3),
	[HKA_A_RULE_SPORT_START] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_rule_sport_start_range),
	[HKA_A_RULE_SPORT_END] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_rule_sport_end_range),
	[HKA_A_RULE_DPORT_START] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_rule_dport_start_range),
	[HKA_A_RULE_DPORT_END] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_rule_dport_end_range),
	[HKA_A_RULE_UID_START] = { .type = NLA_U32, },
	[HKA_A_RULE_UID_END] = { .type = NLA_U32, },
	[HKA_A_RULE_NO_TRACK] = { .type = NLA_FLAG, },
	[HKA_A_RULE_STATE] = NLA_POLICY_MAX(NLA_U8, 4),
	[HKA_A_RULE_ERROR] = { .type = NLA_U32, },
	[HKA_A_RULE_TEXT] = { .type = NLA_NUL_STRING, .len = 127, },
	[HKA_A_RULE_REMOVALS] = { .type = NLA_U32, },
};

/* Inside a nest: hmac */
const struct nla_policy hka_hmac_nl_policy[HKA_A_HMAC_SKEW + 1] = {
	[HKA_A_HMAC_MODE] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_HMAC_ACTIVE_KEY] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_HMAC_ANTI_REPLAY] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_HMAC_TIME_WINDOW] = NLA_POLICY_RANGE(NLA_U32, 1, 300),
	[HKA_A_HMAC_SKEW] = { .type = NLA_S32, },
};

/* Inside a nest: hmac-key */
const struct nla_policy hka_hmac_key_nl_policy[HKA_A_HMAC_KEY_FORGET + 1] = {
	[HKA_A_HMAC_KEY_ID] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_HMAC_KEY_SECRET] = NLA_POLICY_RANGE(NLA_BINARY, 32, 64),
	[HKA_A_HMAC_KEY_FORGET] = { .type = NLA_FLAG, },
};

/* Inside a nest: tie */
const struct nla_policy hka_tie_nl_policy[HKA_A_TIE_NO_GRACE + 1] = {
	[HKA_A_TIE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_TIE_POLICY] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_TIE_AMOUNT] = NLA_POLICY_RANGE(NLA_U8, 1, 254),
	[HKA_A_TIE_STATE] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_TIE_GRACE] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_tie_grace_range),
	[HKA_A_TIE_NO_GRACE] = { .type = NLA_FLAG, },
};

/* Inside a nest: claim */
const struct nla_policy hka_claim_nl_policy[HKA_A_CLAIM_ON_DROP + 1] = {
	[HKA_A_CLAIM_HANDOVER] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_CLAIM_HANDOVER_REMAINING] = { .type = NLA_U64, },
	[HKA_A_CLAIM_HANDED] = { .type = NLA_FLAG, },
	[HKA_A_CLAIM_MAINTENANCE] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_CLAIM_LINK_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_claim_link_delay_range),
	[HKA_A_CLAIM_LINK_REMAINING] = { .type = NLA_U64, },
	[HKA_A_CLAIM_DAMPENING] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_claim_dampening_range),
	[HKA_A_CLAIM_SUPPRESS] = NLA_POLICY_RANGE(NLA_U32, 1000, 20000),
	[HKA_A_CLAIM_REUSE] = NLA_POLICY_RANGE(NLA_U32, 100, 19999),
	[HKA_A_CLAIM_PENALTY] = { .type = NLA_U32, },
	[HKA_A_CLAIM_DAMPENED_REMAINING] = { .type = NLA_U64, },
	[HKA_A_CLAIM_ON_DROP] = NLA_POLICY_MAX(NLA_U8, 1),
};

/* Inside a nest: member */
const struct nla_policy hka_member_nl_policy[HKA_A_MEMBER_GROUP + 1] = {
	[HKA_A_MEMBER_VR] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_MEMBER_WEIGHT] = NLA_POLICY_RANGE(NLA_S32, -253, 253),
	[HKA_A_MEMBER_REVERSE] = { .type = NLA_FLAG, },
	[HKA_A_MEMBER_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_VR_NEW - do */
static const struct nla_policy hka_vr_new_nl_policy[HKA_A_VR_CLAIM + 1] = {
	[HKA_A_VR_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_VR_IFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_VR_VRID] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_VR_FAMILY] = { .type = NLA_U8, },
	[HKA_A_VR_VERSION] = NLA_POLICY_RANGE(NLA_U8, 2, 3),
	[HKA_A_VR_PRIORITY] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_VR_INTERVAL] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_interval_range),
	[HKA_A_VR_PREEMPT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_VIP] = NLA_POLICY_NESTED(hka_vip_nl_policy),
	[HKA_A_VR_CHECKSUM] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_VR_MCAST_GROUP] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_VR_SOURCE_ADDRESS] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_VR_PEER] = NLA_POLICY_NESTED(hka_peer_nl_policy),
	[HKA_A_VR_UNICAST_TTL] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_VR_CHECK_SOURCE] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_AUTH_TYPE] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_AUTH_DATA] = { .type = NLA_BINARY, .len = 8, },
	[HKA_A_VR_STRICT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_ACCEPT] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_VR_CHECK_ADDRESSES] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_REPLY_LOWER] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_YIELD_ADVERT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_OWNER_CHECK] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_DOWN_COUNT] = NLA_POLICY_RANGE(NLA_U8, 1, 100),
	[HKA_A_VR_PREEMPT_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_preempt_delay_range),
	[HKA_A_VR_STARTUP_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_startup_delay_range),
	[HKA_A_VR_TRACK_LINK] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_ANNOUNCE] = NLA_POLICY_NESTED(hka_announce_nl_policy),
	[HKA_A_VR_NO_VIP] = { .type = NLA_FLAG, },
	[HKA_A_VR_VMAC] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_IN_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_VR_ROUTE] = NLA_POLICY_NESTED(hka_route_nl_policy),
	[HKA_A_VR_RULE] = NLA_POLICY_NESTED(hka_rule_nl_policy),
	[HKA_A_VR_HMAC] = NLA_POLICY_NESTED(hka_hmac_nl_policy),
	[HKA_A_VR_HMAC_KEY] = NLA_POLICY_NESTED(hka_hmac_key_nl_policy),
	[HKA_A_VR_LEASE] = NLA_POLICY_NESTED(hka_tie_nl_policy),
	[HKA_A_VR_CLAIM] = NLA_POLICY_NESTED(hka_claim_nl_policy),
};

/* HKA_CMD_VR_SET - do */
static const struct nla_policy hka_vr_set_nl_policy[HKA_A_VR_RENAME + 1] = {
	[HKA_A_VR_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_VR_PRIORITY] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_VR_INTERVAL] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_interval_range),
	[HKA_A_VR_PREEMPT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_VIP] = NLA_POLICY_NESTED(hka_vip_nl_policy),
	[HKA_A_VR_CHECKSUM] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_VR_SOURCE_ADDRESS] = { .type = NLA_BINARY, .len = 16, },
	[HKA_A_VR_PEER] = NLA_POLICY_NESTED(hka_peer_nl_policy),
	[HKA_A_VR_UNICAST_TTL] = NLA_POLICY_MIN(NLA_U8, 1),
	[HKA_A_VR_CHECK_SOURCE] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_AUTH_TYPE] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_AUTH_DATA] = { .type = NLA_BINARY, .len = 8, },
	[HKA_A_VR_ACCEPT] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_VR_CHECK_ADDRESSES] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_REPLY_LOWER] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_YIELD_ADVERT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_OWNER_CHECK] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_DOWN_COUNT] = NLA_POLICY_RANGE(NLA_U8, 1, 100),
	[HKA_A_VR_PREEMPT_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_preempt_delay_range),
	[HKA_A_VR_STARTUP_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_vr_startup_delay_range),
	[HKA_A_VR_TRACK_LINK] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_ANNOUNCE] = NLA_POLICY_NESTED(hka_announce_nl_policy),
	[HKA_A_VR_NO_VIP] = { .type = NLA_FLAG, },
	[HKA_A_VR_VMAC] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_VR_IN_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_VR_NO_GROUP] = { .type = NLA_FLAG, },
	[HKA_A_VR_ROUTE] = NLA_POLICY_NESTED(hka_route_nl_policy),
	[HKA_A_VR_RULE] = NLA_POLICY_NESTED(hka_rule_nl_policy),
	[HKA_A_VR_HMAC] = NLA_POLICY_NESTED(hka_hmac_nl_policy),
	[HKA_A_VR_HMAC_KEY] = NLA_POLICY_NESTED(hka_hmac_key_nl_policy),
	[HKA_A_VR_LEASE] = NLA_POLICY_NESTED(hka_tie_nl_policy),
	[HKA_A_VR_CLAIM] = NLA_POLICY_NESTED(hka_claim_nl_policy),
	[HKA_A_VR_RENAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_VR_DEL - do */
static const struct nla_policy hka_vr_del_nl_policy[HKA_A_VR_ALL + 1] = {
	[HKA_A_VR_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_VR_ALL] = { .type = NLA_FLAG, },
};

/* HKA_CMD_VR_GET - do */
static const struct nla_policy hka_vr_get_do_nl_policy[HKA_A_VR_NAME + 1] = {
	[HKA_A_VR_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_VR_GET - dump */
static const struct nla_policy hka_vr_get_dump_nl_policy[HKA_A_VR_IFNAME + 1] = {
	[HKA_A_VR_IFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
};

/* HKA_CMD_STATS_GET - do */
static const struct nla_policy hka_stats_get_do_nl_policy[HKA_A_STATS_NAME + 1] = {
	[HKA_A_STATS_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_STATS_GET - dump */
static const struct nla_policy hka_stats_get_dump_nl_policy[2] = {};

/* HKA_CMD_TRACK_NEW - do */
static const struct nla_policy hka_track_new_nl_policy[HKA_A_TRACK_MEMBER + 1] = {
	[HKA_A_TRACK_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_TRACK_KIND] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_TRACK_IFNAME] = { .type = NLA_NUL_STRING, .len = 15, },
	[HKA_A_TRACK_STATE] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_TRACK_VALUE] = NLA_POLICY_RANGE(NLA_S32, -32768, 32767),
	[HKA_A_TRACK_UP_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_track_up_delay_range),
	[HKA_A_TRACK_DOWN_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_track_down_delay_range),
	[HKA_A_TRACK_MEMBER] = NLA_POLICY_NESTED(hka_member_nl_policy),
};

/* HKA_CMD_TRACK_SET - do */
static const struct nla_policy hka_track_set_nl_policy[HKA_A_TRACK_MEMBER + 1] = {
	[HKA_A_TRACK_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_TRACK_STATE] = NLA_POLICY_MAX(NLA_U8, 3),
	[HKA_A_TRACK_VALUE] = NLA_POLICY_RANGE(NLA_S32, -32768, 32767),
	[HKA_A_TRACK_UP_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_track_up_delay_range),
	[HKA_A_TRACK_DOWN_DELAY] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_track_down_delay_range),
	[HKA_A_TRACK_MEMBER] = NLA_POLICY_NESTED(hka_member_nl_policy),
};

/* HKA_CMD_TRACK_DEL - do */
static const struct nla_policy hka_track_del_nl_policy[HKA_A_TRACK_ALL + 1] = {
	[HKA_A_TRACK_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_TRACK_ALL] = { .type = NLA_FLAG, },
};

/* HKA_CMD_TRACK_GET - do */
static const struct nla_policy hka_track_get_do_nl_policy[HKA_A_TRACK_NAME + 1] = {
	[HKA_A_TRACK_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_TRACK_GET - dump */
static const struct nla_policy hka_track_get_dump_nl_policy[2] = {};

/* HKA_CMD_DEMOTE - do */
static const struct nla_policy hka_demote_nl_policy[HKA_A_DEMOTE_GROUP + 1] = {
	[HKA_A_DEMOTE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_DEMOTE_AMOUNT] = NLA_POLICY_RANGE(NLA_U8, 1, 254),
	[HKA_A_DEMOTE_FAULT] = { .type = NLA_FLAG, },
	[HKA_A_DEMOTE_REASON] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_DEMOTE_TTL] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_demote_ttl_range),
	[HKA_A_DEMOTE_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_UNDEMOTE - do */
static const struct nla_policy hka_undemote_nl_policy[HKA_A_DEMOTE_GROUP + 1] = {
	[HKA_A_DEMOTE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_DEMOTE_REASON] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_DEMOTE_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_HISTORY_GET - do */
static const struct nla_policy hka_history_get_nl_policy[HKA_A_HISTORY_NAME + 1] = {
	[HKA_A_HISTORY_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_STATS_CLEAR - do */
static const struct nla_policy hka_stats_clear_nl_policy[HKA_A_STATS_NAME + 1] = {
	[HKA_A_STATS_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_LEASE_TAKE - do */
static const struct nla_policy hka_lease_take_nl_policy[HKA_A_LEASE_GRACE + 1] = {
	[HKA_A_LEASE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_LEASE_TIMEOUT] = NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_lease_timeout_range),
	[HKA_A_LEASE_GRACE] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_lease_grace_range),
};

/* HKA_CMD_LEASE_HEARTBEAT - do */
static const struct nla_policy hka_lease_heartbeat_nl_policy[HKA_A_LEASE_COOKIE + 1] = {
	[HKA_A_LEASE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_LEASE_COOKIE] = { .type = NLA_U64, },
};

/* HKA_CMD_LEASE_RELEASE - do */
static const struct nla_policy hka_lease_release_nl_policy[HKA_A_LEASE_FORCE + 1] = {
	[HKA_A_LEASE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_LEASE_COOKIE] = { .type = NLA_U64, },
	[HKA_A_LEASE_FORCE] = { .type = NLA_FLAG, },
};

/* HKA_CMD_LEASE_GET - do */
static const struct nla_policy hka_lease_get_do_nl_policy[HKA_A_LEASE_NAME + 1] = {
	[HKA_A_LEASE_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_LEASE_GET - dump */
static const struct nla_policy hka_lease_get_dump_nl_policy[2] = {};

/* HKA_CMD_GROUP_NEW - do */
static const struct nla_policy hka_group_new_nl_policy[HKA_A_GROUP_ON_LOSS + 1] = {
	[HKA_A_GROUP_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_GROUP_KIND] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_GROUP_TRACK_WEIGHT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_GROUP_FOLLOW_INTERVAL] =
		NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_group_follow_interval_range),
	[HKA_A_GROUP_ON_LOSS] = NLA_POLICY_MAX(NLA_U8, 1),
};

/* HKA_CMD_GROUP_SET - do */
static const struct nla_policy hka_group_set_nl_policy[HKA_A_GROUP_ON_LOSS + 1] = {
	[HKA_A_GROUP_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_GROUP_LEADER] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_GROUP_TRACK_WEIGHT] = NLA_POLICY_MAX(NLA_U8, 1),
	[HKA_A_GROUP_FOLLOW_INTERVAL] =
		NLA_POLICY_FULL_RANGE(NLA_U32, &hka_a_group_follow_interval_range),
	[HKA_A_GROUP_ON_LOSS] = NLA_POLICY_MAX(NLA_U8, 1),
};

/* HKA_CMD_GROUP_DEL - do */
static const struct nla_policy hka_group_del_nl_policy[HKA_A_GROUP_ALL + 1] = {
	[HKA_A_GROUP_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_GROUP_ALL] = { .type = NLA_FLAG, },
};

/* HKA_CMD_GROUP_GET - do */
static const struct nla_policy hka_group_get_do_nl_policy[HKA_A_GROUP_NAME + 1] = {
	[HKA_A_GROUP_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_GROUP_GET - dump */
static const struct nla_policy hka_group_get_dump_nl_policy[2] = {};

/* HKA_CMD_HANDOVER - do */
static const struct nla_policy hka_handover_nl_policy[HKA_A_HANDOVER_GROUP + 1] = {
	[HKA_A_HANDOVER_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_HANDOVER_ALL] = { .type = NLA_FLAG, },
	[HKA_A_HANDOVER_BACK] = { .type = NLA_FLAG, },
	[HKA_A_HANDOVER_GROUP] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_MAINTENANCE_SET - do */
static const struct nla_policy hka_maintenance_set_nl_policy[HKA_A_MAINTENANCE_TTL + 1] = {
	[HKA_A_MAINTENANCE_MODE] = NLA_POLICY_MAX(NLA_U8, 2),
	[HKA_A_MAINTENANCE_REASON] = { .type = NLA_NUL_STRING, .len = 63, },
	[HKA_A_MAINTENANCE_TTL] = NLA_POLICY_FULL_RANGE(NLA_U64, &hka_a_maintenance_ttl_range),
};

/* HKA_CMD_MAINTENANCE_GET - do */
static const struct nla_policy hka_maintenance_get_nl_policy[2] = {};

/* HKA_CMD_HEARD_GET - do */
static const struct nla_policy hka_heard_get_do_nl_policy[HKA_A_HEARD_NAME + 1] = {
	[HKA_A_HEARD_NAME] = { .type = NLA_NUL_STRING, .len = 63, },
};

/* HKA_CMD_HEARD_GET - dump */
static const struct nla_policy hka_heard_get_dump_nl_policy[2] = {};

/* Operations. */
const struct genl_split_ops hka_nl_ops[31] = {
	{
		.cmd		= HKA_CMD_VR_NEW,
		.doit		= hka_nl_vr_new_doit,
		.post_doit	= hka_nl_vr_wipe,
		.policy		= hka_vr_new_nl_policy,
		.maxattr	= HKA_A_VR_CLAIM,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_VR_SET,
		.doit		= hka_nl_vr_set_doit,
		.post_doit	= hka_nl_vr_wipe,
		.policy		= hka_vr_set_nl_policy,
		.maxattr	= HKA_A_VR_RENAME,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_VR_DEL,
		.doit		= hka_nl_vr_del_doit,
		.policy		= hka_vr_del_nl_policy,
		.maxattr	= HKA_A_VR_ALL,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_VR_GET,
		.doit		= hka_nl_vr_get_doit,
		.policy		= hka_vr_get_do_nl_policy,
		.maxattr	= HKA_A_VR_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_VR_GET,
		.dumpit		= hka_nl_vr_get_dumpit,
		.start		= hka_nl_vr_get_start,
		.policy		= hka_vr_get_dump_nl_policy,
		.maxattr	= HKA_A_VR_IFNAME,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= HKA_CMD_STATS_GET,
		.doit		= hka_nl_stats_get_doit,
		.policy		= hka_stats_get_do_nl_policy,
		.maxattr	= HKA_A_STATS_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_STATS_GET,
		.dumpit		= hka_nl_stats_get_dumpit,
		.policy		= hka_stats_get_dump_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= HKA_CMD_TRACK_NEW,
		.doit		= hka_nl_track_new_doit,
		.policy		= hka_track_new_nl_policy,
		.maxattr	= HKA_A_TRACK_MEMBER,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_TRACK_SET,
		.doit		= hka_nl_track_set_doit,
		.policy		= hka_track_set_nl_policy,
		.maxattr	= HKA_A_TRACK_MEMBER,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_TRACK_DEL,
		.doit		= hka_nl_track_del_doit,
		.policy		= hka_track_del_nl_policy,
		.maxattr	= HKA_A_TRACK_ALL,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_TRACK_GET,
		.doit		= hka_nl_track_get_doit,
		.policy		= hka_track_get_do_nl_policy,
		.maxattr	= HKA_A_TRACK_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_TRACK_GET,
		.dumpit		= hka_nl_track_get_dumpit,
		.start		= hka_nl_track_get_start,
		.policy		= hka_track_get_dump_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= HKA_CMD_DEMOTE,
		.doit		= hka_nl_demote_doit,
		.policy		= hka_demote_nl_policy,
		.maxattr	= HKA_A_DEMOTE_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_UNDEMOTE,
		.doit		= hka_nl_undemote_doit,
		.policy		= hka_undemote_nl_policy,
		.maxattr	= HKA_A_DEMOTE_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_HISTORY_GET,
		.doit		= hka_nl_history_get_doit,
		.policy		= hka_history_get_nl_policy,
		.maxattr	= HKA_A_HISTORY_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_STATS_CLEAR,
		.doit		= hka_nl_stats_clear_doit,
		.policy		= hka_stats_clear_nl_policy,
		.maxattr	= HKA_A_STATS_NAME,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_LEASE_TAKE,
		.doit		= hka_nl_lease_take_doit,
		.policy		= hka_lease_take_nl_policy,
		.maxattr	= HKA_A_LEASE_GRACE,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_LEASE_HEARTBEAT,
		.doit		= hka_nl_lease_heartbeat_doit,
		.policy		= hka_lease_heartbeat_nl_policy,
		.maxattr	= HKA_A_LEASE_COOKIE,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_LEASE_RELEASE,
		.doit		= hka_nl_lease_release_doit,
		.policy		= hka_lease_release_nl_policy,
		.maxattr	= HKA_A_LEASE_FORCE,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_LEASE_GET,
		.doit		= hka_nl_lease_get_doit,
		.policy		= hka_lease_get_do_nl_policy,
		.maxattr	= HKA_A_LEASE_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_LEASE_GET,
		.dumpit		= hka_nl_lease_get_dumpit,
		.policy		= hka_lease_get_dump_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= HKA_CMD_GROUP_NEW,
		.doit		= hka_nl_group_new_doit,
		.policy		= hka_group_new_nl_policy,
		.maxattr	= HKA_A_GROUP_ON_LOSS,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_GROUP_SET,
		.doit		= hka_nl_group_set_doit,
		.policy		= hka_group_set_nl_policy,
		.maxattr	= HKA_A_GROUP_ON_LOSS,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_GROUP_DEL,
		.doit		= hka_nl_group_del_doit,
		.policy		= hka_group_del_nl_policy,
		.maxattr	= HKA_A_GROUP_ALL,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_GROUP_GET,
		.doit		= hka_nl_group_get_doit,
		.policy		= hka_group_get_do_nl_policy,
		.maxattr	= HKA_A_GROUP_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_GROUP_GET,
		.dumpit		= hka_nl_group_get_dumpit,
		.start		= hka_nl_group_get_start,
		.policy		= hka_group_get_dump_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DUMP,
	},
	{
		.cmd		= HKA_CMD_HANDOVER,
		.doit		= hka_nl_handover_doit,
		.policy		= hka_handover_nl_policy,
		.maxattr	= HKA_A_HANDOVER_GROUP,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_MAINTENANCE_SET,
		.doit		= hka_nl_maintenance_set_doit,
		.policy		= hka_maintenance_set_nl_policy,
		.maxattr	= HKA_A_MAINTENANCE_TTL,
		.flags		= GENL_UNS_ADMIN_PERM | GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_MAINTENANCE_GET,
		.doit		= hka_nl_maintenance_get_doit,
		.policy		= hka_maintenance_get_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_HEARD_GET,
		.doit		= hka_nl_heard_get_doit,
		.policy		= hka_heard_get_do_nl_policy,
		.maxattr	= HKA_A_HEARD_NAME,
		.flags		= GENL_CMD_CAP_DO,
	},
	{
		.cmd		= HKA_CMD_HEARD_GET,
		.dumpit		= hka_nl_heard_get_dumpit,
		.policy		= hka_heard_get_dump_nl_policy,
		.maxattr	= 1,
		.flags		= GENL_CMD_CAP_DUMP,
	},
};

const struct genl_multicast_group hka_nl_mcgrps[2] = {
	[HKA_NLGRP_EVENTS] = { .name = HKA_MCGRP_EVENTS, },
	[HKA_NLGRP_CONFIG] = { .name = HKA_MCGRP_CONFIG, },
};
