// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Structures of hka.h to and from netlink attributes. Owns the tables that say
 * which member holds which attribute; touches only what it is given.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "codec.h"

/* Rows of the tables; @type is the structure that a table describes. */
#define FIELD(k, number, member, text) { \
	.attr = (number), .kind = (k), .size = sizeof(((type *)0)->member), \
	.offset = offsetof(type, member), .name = (text) }
#define COUNTER(number, text)	FIELD(HKA_U64, number, count[number], text)
#define INNER(number, member, set, text) { \
	.attr = (number), .kind = HKA_NEST, .offset = offsetof(type, member), \
	.nest = &(set), .name = (text) }
#define LIST(number, member, set, text) { \
	.attr = (number), .kind = HKA_LIST, .offset = offsetof(type, member), \
	.count = offsetof(type, n_##member), .nest = &(set), .name = (text) }
/* A table, and the set it belongs to; the codec finds has at the start. */
#define SET(set, table, last) \
	_Static_assert(!offsetof(type, has), "has is not first"); \
	_Static_assert((last) < 64, "has is too small"); \
	const struct hka_set set = { \
		.fields = (table), .n_fields = sizeof(table) / sizeof((table)[0]), \
		.max = (last), .size = sizeof(type) }

#define type struct hka_vip
static const struct hka_field vip_fields[] = {
	FIELD(HKA_IP, HKA_A_VIP_ADDRESS, address, "address"),
	FIELD(HKA_U8, HKA_A_VIP_PREFIX_LENGTH, prefix_length, "prefix-length"),
	FIELD(HKA_STRING, HKA_A_VIP_IFNAME, ifname, "ifname"),
	FIELD(HKA_U8, HKA_A_VIP_STATE, state, "state"),
	FIELD(HKA_U32, HKA_A_VIP_ERROR, error, "error"),
	FIELD(HKA_FLAG, HKA_A_VIP_EXCLUDED, excluded, "excluded"),
	FIELD(HKA_U8, HKA_A_VIP_SCOPE, scope, "scope"),
	FIELD(HKA_STRING, HKA_A_VIP_LABEL, label, "label"),
	FIELD(HKA_IP, HKA_A_VIP_BROADCAST, broadcast, "broadcast"),
	FIELD(HKA_IP, HKA_A_VIP_PEER, peer, "peer"),
	FIELD(HKA_U32, HKA_A_VIP_FLAGS, flags, "flags"),
	FIELD(HKA_U32, HKA_A_VIP_PREFERRED_LIFETIME, preferred_lifetime, "preferred-lifetime"),
	FIELD(HKA_U32, HKA_A_VIP_REMOVALS, removals, "removals"),
};

SET(hka_set_vip, vip_fields, HKA_A_VIP_MAX);
#undef type

#define type struct hka_peer
static const struct hka_field peer_fields[] = {
	FIELD(HKA_IP, HKA_A_PEER_ADDRESS, address, "address"),
	FIELD(HKA_U8, HKA_A_PEER_TTL_MIN, ttl_min, "ttl-min"),
	FIELD(HKA_U8, HKA_A_PEER_TTL_MAX, ttl_max, "ttl-max"),
	FIELD(HKA_U64, HKA_A_PEER_SENT, sent, "sent"),
	FIELD(HKA_U64, HKA_A_PEER_SEND_ERRORS, send_errors, "send-errors"),
	FIELD(HKA_U64, HKA_A_PEER_LAST_HEARD, last_heard, "last-heard"),
};

SET(hka_set_peer, peer_fields, HKA_A_PEER_MAX);
#undef type

#define type struct hka_announce
static const struct hka_field announce_fields[] = {
	FIELD(HKA_U8, HKA_A_ANNOUNCE_REPEAT, repeat, "repeat"),
	FIELD(HKA_U64, HKA_A_ANNOUNCE_DELAY, delay, "delay"),
	FIELD(HKA_U64, HKA_A_ANNOUNCE_REFRESH, refresh, "refresh"),
	FIELD(HKA_U8, HKA_A_ANNOUNCE_REFRESH_REPEAT, refresh_repeat, "refresh-repeat"),
	FIELD(HKA_U8, HKA_A_ANNOUNCE_LOWER_REPEAT, lower_repeat, "lower-repeat"),
	FIELD(HKA_U64, HKA_A_ANNOUNCE_LOWER_DELAY, lower_delay, "lower-delay"),
	FIELD(HKA_U32, HKA_A_ANNOUNCE_INTERVAL, interval, "interval"),
	FIELD(HKA_U32, HKA_A_ANNOUNCE_GROUP, group, "group"),
};

SET(hka_set_announce, announce_fields, HKA_A_ANNOUNCE_MAX);
#undef type

#define type struct hka_claim
static const struct hka_field claim_fields[] = {
	FIELD(HKA_U8, HKA_A_CLAIM_HANDOVER, handover, "handover"),
	FIELD(HKA_U64, HKA_A_CLAIM_HANDOVER_REMAINING, handover_remaining, "handover-remaining"),
	FIELD(HKA_FLAG, HKA_A_CLAIM_HANDED, handed, "handed"),
	FIELD(HKA_U8, HKA_A_CLAIM_MAINTENANCE, maintenance, "maintenance"),
	FIELD(HKA_U32, HKA_A_CLAIM_LINK_DELAY, link_delay, "link-delay"),
	FIELD(HKA_U64, HKA_A_CLAIM_LINK_REMAINING, link_remaining, "link-remaining"),
	FIELD(HKA_U32, HKA_A_CLAIM_DAMPENING, dampening, "dampening"),
	FIELD(HKA_U32, HKA_A_CLAIM_SUPPRESS, suppress, "suppress"),
	FIELD(HKA_U32, HKA_A_CLAIM_REUSE, reuse, "reuse"),
	FIELD(HKA_U32, HKA_A_CLAIM_PENALTY, penalty, "penalty"),
	FIELD(HKA_U64, HKA_A_CLAIM_DAMPENED_REMAINING, dampened_remaining, "dampened-remaining"),
	FIELD(HKA_U8, HKA_A_CLAIM_ON_DROP, on_drop, "on-drop"),
};

SET(hka_set_claim, claim_fields, HKA_A_CLAIM_MAX);
#undef type

#define type struct hka_summand
static const struct hka_field summand_fields[] = {
	FIELD(HKA_U8, HKA_A_CONTRIBUTION_KIND, kind, "kind"),
	FIELD(HKA_STRING, HKA_A_CONTRIBUTION_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_CONTRIBUTION_AMOUNT, amount, "amount"),
	FIELD(HKA_FLAG, HKA_A_CONTRIBUTION_FAULT, fault, "fault"),
	FIELD(HKA_U8, HKA_A_CONTRIBUTION_STATE, state, "state"),
	FIELD(HKA_U64, HKA_A_CONTRIBUTION_REMAINING, remaining, "remaining"),
	FIELD(HKA_FLAG, HKA_A_CONTRIBUTION_GROUP, group, "group"),
};

SET(hka_set_summand, summand_fields, HKA_A_CONTRIBUTION_MAX);
#undef type

#define type struct hka_nexthop
static const struct hka_field nexthop_fields[] = {
	FIELD(HKA_IP, HKA_A_NEXTHOP_GATEWAY, gateway, "gateway"),
	FIELD(HKA_STRING, HKA_A_NEXTHOP_IFNAME, ifname, "ifname"),
	FIELD(HKA_FLAG, HKA_A_NEXTHOP_ONLINK, onlink, "onlink"),
	FIELD(HKA_U32, HKA_A_NEXTHOP_WEIGHT, weight, "weight"),
	FIELD(HKA_U32, HKA_A_NEXTHOP_REALMS, realms, "realms"),
};

SET(hka_set_nexthop, nexthop_fields, HKA_A_NEXTHOP_MAX);
#undef type

#define METRIC(number, text)	FIELD(HKA_U32, HKA_A_METRICS_##number, \
				      value[HKA_A_METRICS_##number], text)
#define type struct hka_metrics
static const struct hka_field metrics_fields[] = {
	METRIC(LOCK, "lock"),
	METRIC(MTU, "mtu"),
	METRIC(WINDOW, "window"),
	METRIC(RTT, "rtt"),
	METRIC(RTTVAR, "rttvar"),
	METRIC(SSTHRESH, "ssthresh"),
	METRIC(CWND, "cwnd"),
	METRIC(ADVMSS, "advmss"),
	METRIC(REORDERING, "reordering"),
	METRIC(HOPLIMIT, "hoplimit"),
	METRIC(INITCWND, "initcwnd"),
	METRIC(FEATURES, "features"),
	METRIC(RTO_MIN, "rto-min"),
	METRIC(INITRWND, "initrwnd"),
	METRIC(QUICKACK, "quickack"),
	METRIC(FASTOPEN_NO_COOKIE, "fastopen-no-cookie"),
};

SET(hka_set_metrics, metrics_fields, HKA_A_METRICS_MAX);
#undef type

#define type struct hka_route
static const struct hka_field route_fields[] = {
	FIELD(HKA_U8, HKA_A_ROUTE_FAMILY, family, "family"),
	FIELD(HKA_U8, HKA_A_ROUTE_TYPE, kind, "type"),
	FIELD(HKA_IP, HKA_A_ROUTE_DST, dst, "dst"),
	FIELD(HKA_U8, HKA_A_ROUTE_DST_LENGTH, dst_length, "dst-length"),
	FIELD(HKA_IP, HKA_A_ROUTE_SRC, src, "src"),
	FIELD(HKA_U8, HKA_A_ROUTE_SRC_LENGTH, src_length, "src-length"),
	FIELD(HKA_U8, HKA_A_ROUTE_TOS, tos, "tos"),
	FIELD(HKA_U8, HKA_A_ROUTE_SCOPE, scope, "scope"),
	FIELD(HKA_U32, HKA_A_ROUTE_TABLE, table, "table"),
	FIELD(HKA_U8, HKA_A_ROUTE_PROTOCOL, protocol, "protocol"),
	FIELD(HKA_IP, HKA_A_ROUTE_PREFSRC, prefsrc, "prefsrc"),
	FIELD(HKA_U32, HKA_A_ROUTE_PRIORITY, priority, "priority"),
	FIELD(HKA_U8, HKA_A_ROUTE_PREFERENCE, preference, "preference"),
	FIELD(HKA_U32, HKA_A_ROUTE_NEXTHOP_ID, nexthop_id, "nexthop-id"),
	INNER(HKA_A_ROUTE_METRICS, metrics, hka_set_metrics, "metrics"),
	LIST(HKA_A_ROUTE_NEXTHOP, nexthops, hka_set_nexthop, "nexthop"),
	FIELD(HKA_U8, HKA_A_ROUTE_ADD, add, "add"),
	FIELD(HKA_FLAG, HKA_A_ROUTE_NO_TRACK, no_track, "no-track"),
	FIELD(HKA_U8, HKA_A_ROUTE_STATE, state, "state"),
	FIELD(HKA_U32, HKA_A_ROUTE_ERROR, error, "error"),
	FIELD(HKA_STRING, HKA_A_ROUTE_TEXT, text, "text"),
	FIELD(HKA_U32, HKA_A_ROUTE_REMOVALS, removals, "removals"),
};

SET(hka_set_route, route_fields, HKA_A_ROUTE_MAX);
#undef type

#define type struct hka_rule
static const struct hka_field rule_fields[] = {
	FIELD(HKA_U8, HKA_A_RULE_FAMILY, family, "family"),
	FIELD(HKA_U32, HKA_A_RULE_PRIORITY, priority, "priority"),
	FIELD(HKA_U8, HKA_A_RULE_ACTION, action, "action"),
	FIELD(HKA_U32, HKA_A_RULE_TABLE, table, "table"),
	FIELD(HKA_U32, HKA_A_RULE_GOTO, target, "goto"),
	FIELD(HKA_FLAG, HKA_A_RULE_INVERT, invert, "invert"),
	FIELD(HKA_IP, HKA_A_RULE_DST, dst, "dst"),
	FIELD(HKA_U8, HKA_A_RULE_DST_LENGTH, dst_length, "dst-length"),
	FIELD(HKA_IP, HKA_A_RULE_SRC, src, "src"),
	FIELD(HKA_U8, HKA_A_RULE_SRC_LENGTH, src_length, "src-length"),
	FIELD(HKA_U8, HKA_A_RULE_TOS, tos, "tos"),
	FIELD(HKA_STRING, HKA_A_RULE_IIFNAME, iifname, "iifname"),
	FIELD(HKA_STRING, HKA_A_RULE_OIFNAME, oifname, "oifname"),
	FIELD(HKA_U32, HKA_A_RULE_FWMARK, fwmark, "fwmark"),
	FIELD(HKA_U32, HKA_A_RULE_FWMASK, fwmask, "fwmask"),
	FIELD(HKA_U32, HKA_A_RULE_REALMS, realms, "realms"),
	FIELD(HKA_U64, HKA_A_RULE_TUN_ID, tun_id, "tun-id"),
	FIELD(HKA_U32, HKA_A_RULE_SUPPRESS_PREFIX_LENGTH, suppress_prefix_length, "suppress-prefix-length"),
	FIELD(HKA_U32, HKA_A_RULE_SUPPRESS_IFGROUP, suppress_ifgroup, "suppress-ifgroup"),
	FIELD(HKA_FLAG, HKA_A_RULE_L3MDEV, l3mdev, "l3mdev"),
	FIELD(HKA_U8, HKA_A_RULE_IP_PROTO, ip_proto, "ip-proto"),
	FIELD(HKA_U8, HKA_A_RULE_PROTOCOL, protocol, "protocol"),
	FIELD(HKA_U32, HKA_A_RULE_SPORT_START, sport_start, "sport-start"),
	FIELD(HKA_U32, HKA_A_RULE_SPORT_END, sport_end, "sport-end"),
	FIELD(HKA_U32, HKA_A_RULE_DPORT_START, dport_start, "dport-start"),
	FIELD(HKA_U32, HKA_A_RULE_DPORT_END, dport_end, "dport-end"),
	FIELD(HKA_U32, HKA_A_RULE_UID_START, uid_start, "uid-start"),
	FIELD(HKA_U32, HKA_A_RULE_UID_END, uid_end, "uid-end"),
	FIELD(HKA_FLAG, HKA_A_RULE_NO_TRACK, no_track, "no-track"),
	FIELD(HKA_U8, HKA_A_RULE_STATE, state, "state"),
	FIELD(HKA_U32, HKA_A_RULE_ERROR, error, "error"),
	FIELD(HKA_STRING, HKA_A_RULE_TEXT, text, "text"),
	FIELD(HKA_U32, HKA_A_RULE_REMOVALS, removals, "removals"),
};

SET(hka_set_rule, rule_fields, HKA_A_RULE_MAX);
#undef type

#define type struct hka_hmac
static const struct hka_field hmac_fields[] = {
	FIELD(HKA_U8, HKA_A_HMAC_MODE, mode, "mode"),
	FIELD(HKA_U8, HKA_A_HMAC_ACTIVE_KEY, active_key, "active-key"),
	FIELD(HKA_U8, HKA_A_HMAC_ANTI_REPLAY, anti_replay, "anti-replay"),
	FIELD(HKA_U32, HKA_A_HMAC_TIME_WINDOW, time_window, "time-window"),
	FIELD(HKA_U32, HKA_A_HMAC_SKEW, skew, "skew"),
};

SET(hka_set_hmac, hmac_fields, HKA_A_HMAC_MAX);
#undef type

#define type struct hka_hmac_key
static const struct hka_field hmac_key_fields[] = {
	FIELD(HKA_U8, HKA_A_HMAC_KEY_ID, id, "id"),
	FIELD(HKA_BLOB, HKA_A_HMAC_KEY_SECRET, secret, "secret"),
	FIELD(HKA_FLAG, HKA_A_HMAC_KEY_FORGET, forget, "forget"),
};

SET(hka_set_hmac_key, hmac_key_fields, HKA_A_HMAC_KEY_MAX);
#undef type

#define type struct hka_tie
static const struct hka_field tie_fields[] = {
	FIELD(HKA_STRING, HKA_A_TIE_NAME, name, "name"),
	FIELD(HKA_U8, HKA_A_TIE_POLICY, policy, "policy"),
	FIELD(HKA_U8, HKA_A_TIE_AMOUNT, amount, "amount"),
	FIELD(HKA_U8, HKA_A_TIE_STATE, state, "state"),
	FIELD(HKA_U64, HKA_A_TIE_GRACE, grace, "grace"),
	FIELD(HKA_FLAG, HKA_A_TIE_NO_GRACE, no_grace, "no-grace"),
};

SET(hka_set_tie, tie_fields, HKA_A_TIE_MAX);
#undef type

#define type struct hka_vr
static const struct hka_field vr_fields[] = {
	FIELD(HKA_STRING, HKA_A_VR_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_VR_ID, id, "id"),
	FIELD(HKA_STRING, HKA_A_VR_IFNAME, ifname, "ifname"),
	FIELD(HKA_U32, HKA_A_VR_IFINDEX, ifindex, "ifindex"),
	FIELD(HKA_U8, HKA_A_VR_VRID, vrid, "vrid"),
	FIELD(HKA_U8, HKA_A_VR_FAMILY, family, "family"),
	FIELD(HKA_U8, HKA_A_VR_VERSION, version, "version"),
	FIELD(HKA_U8, HKA_A_VR_PRIORITY, priority, "priority"),
	FIELD(HKA_U32, HKA_A_VR_INTERVAL, interval, "interval"),
	FIELD(HKA_U8, HKA_A_VR_PREEMPT, preempt, "preempt"),
	LIST(HKA_A_VR_VIP, vips, hka_set_vip, "vip"),
	FIELD(HKA_U8, HKA_A_VR_STATE, state, "state"),
	FIELD(HKA_U8, HKA_A_VR_FAULT, fault, "fault"),
	FIELD(HKA_U8, HKA_A_VR_EFFECTIVE_PRIORITY, effective_priority, "effective-priority"),
	FIELD(HKA_U32, HKA_A_VR_MASTER_INTERVAL, master_interval, "master-interval"),
	FIELD(HKA_U32, HKA_A_VR_SKEW_TIME, skew_time, "skew-time"),
	FIELD(HKA_U32, HKA_A_VR_DOWN_INTERVAL, down_interval, "down-interval"),
	FIELD(HKA_IP, HKA_A_VR_SOURCE, source, "source"),
	FIELD(HKA_IP, HKA_A_VR_LAST_SOURCE, last_source, "last-source"),
	FIELD(HKA_U8, HKA_A_VR_LAST_PRIORITY, last_priority, "last-priority"),
	FIELD(HKA_U8, HKA_A_VR_LAST_EVENT, last_event, "last-event"),
	FIELD(HKA_U8, HKA_A_VR_MASTER_REASON, master_reason, "master-reason"),
	FIELD(HKA_U64, HKA_A_VR_SINCE, since, "since"),
	FIELD(HKA_U64, HKA_A_VR_UP_SINCE, up_since, "up-since"),
	FIELD(HKA_FLAG, HKA_A_VR_ALL, all, "all"),
	FIELD(HKA_U8, HKA_A_VR_CHECKSUM, checksum, "checksum"),
	FIELD(HKA_U8, HKA_A_VR_CHECKSUM_SENT, checksum_sent, "checksum-sent"),
	FIELD(HKA_IP, HKA_A_VR_MCAST_GROUP, mcast_group, "mcast-group"),
	FIELD(HKA_IP, HKA_A_VR_SOURCE_ADDRESS, source_address, "source-address"),
	LIST(HKA_A_VR_PEER, peers, hka_set_peer, "peer"),
	FIELD(HKA_U8, HKA_A_VR_UNICAST_TTL, unicast_ttl, "unicast-ttl"),
	FIELD(HKA_U8, HKA_A_VR_CHECK_SOURCE, check_source, "check-source"),
	FIELD(HKA_U8, HKA_A_VR_AUTH_TYPE, auth_type, "auth-type"),
	FIELD(HKA_BYTES, HKA_A_VR_AUTH_DATA, auth_data, "auth-data"),
	FIELD(HKA_U8, HKA_A_VR_STRICT, strict, "strict"),
	FIELD(HKA_U8, HKA_A_VR_ACCEPT, accept, "accept"),
	FIELD(HKA_U8, HKA_A_VR_CHECK_ADDRESSES, check_addresses, "check-addresses"),
	FIELD(HKA_U8, HKA_A_VR_REPLY_LOWER, reply_lower, "reply-lower"),
	FIELD(HKA_U8, HKA_A_VR_YIELD_ADVERT, yield_advert, "yield-advert"),
	FIELD(HKA_U8, HKA_A_VR_OWNER_CHECK, owner_check, "owner-check"),
	FIELD(HKA_U8, HKA_A_VR_DOWN_COUNT, down_count, "down-count"),
	FIELD(HKA_U32, HKA_A_VR_PREEMPT_DELAY, preempt_delay, "preempt-delay"),
	FIELD(HKA_U32, HKA_A_VR_PREEMPT_REMAINING, preempt_remaining, "preempt-remaining"),
	FIELD(HKA_U32, HKA_A_VR_STARTUP_DELAY, startup_delay, "startup-delay"),
	FIELD(HKA_U32, HKA_A_VR_STARTUP_REMAINING, startup_remaining, "startup-remaining"),
	FIELD(HKA_U8, HKA_A_VR_TRACK_LINK, track_link, "track-link"),
	INNER(HKA_A_VR_ANNOUNCE, announce, hka_set_announce, "announce"),
	FIELD(HKA_FLAG, HKA_A_VR_NO_VIP, no_vip, "no-vip"),
	LIST(HKA_A_VR_CONTRIBUTION, summands, hka_set_summand, "contribution"),
	FIELD(HKA_U8, HKA_A_VR_VMAC, vmac, "vmac"),
	FIELD(HKA_U8, HKA_A_VR_VMAC_STATE, vmac_state, "vmac-state"),
	FIELD(HKA_STRING, HKA_A_VR_IN_GROUP, in_group, "in-group"),
	FIELD(HKA_FLAG, HKA_A_VR_NO_GROUP, no_group, "no-group"),
	FIELD(HKA_U8, HKA_A_VR_GROUP_ROLE, group_role, "group-role"),
	LIST(HKA_A_VR_ROUTE, routes, hka_set_route, "route"),
	LIST(HKA_A_VR_RULE, rules, hka_set_rule, "rule"),
	INNER(HKA_A_VR_HMAC, hmac, hka_set_hmac, "hmac"),
	LIST(HKA_A_VR_HMAC_KEY, hmac_keys, hka_set_hmac_key, "hmac-key"),
	INNER(HKA_A_VR_LEASE, lease, hka_set_tie, "lease"),
	INNER(HKA_A_VR_CLAIM, claim, hka_set_claim, "claim"),
	FIELD(HKA_STRING, HKA_A_VR_RENAME, rename, "rename"),
};

SET(hka_set_vr, vr_fields, HKA_A_VR_MAX);
#undef type

#define type struct hka_group
static const struct hka_field group_fields[] = {
	FIELD(HKA_STRING, HKA_A_GROUP_NAME, name, "name"),
	FIELD(HKA_U8, HKA_A_GROUP_KIND, kind, "kind"),
	FIELD(HKA_U8, HKA_A_GROUP_STATE, state, "state"),
	FIELD(HKA_U64, HKA_A_GROUP_SINCE, since, "since"),
	FIELD(HKA_U32, HKA_A_GROUP_MEMBERS, members, "members"),
	FIELD(HKA_STRING, HKA_A_GROUP_LEADER, leader, "leader"),
	FIELD(HKA_U8, HKA_A_GROUP_TRACK_WEIGHT, track_weight, "track-weight"),
	FIELD(HKA_U32, HKA_A_GROUP_FOLLOW_INTERVAL, follow_interval, "follow-interval"),
	FIELD(HKA_U8, HKA_A_GROUP_ON_LOSS, on_loss, "on-loss"),
	LIST(HKA_A_GROUP_CONTRIBUTION, summands, hka_set_summand, "contribution"),
	FIELD(HKA_FLAG, HKA_A_GROUP_ALL, all, "all"),
};

SET(hka_set_group, group_fields, HKA_A_GROUP_MAX);
#undef type

#define type struct hka_member
static const struct hka_field member_fields[] = {
	FIELD(HKA_STRING, HKA_A_MEMBER_VR, vr, "vr"),
	FIELD(HKA_U32, HKA_A_MEMBER_WEIGHT, weight, "weight"),
	FIELD(HKA_FLAG, HKA_A_MEMBER_REVERSE, reverse, "reverse"),
	FIELD(HKA_STRING, HKA_A_MEMBER_GROUP, group, "group"),
};

SET(hka_set_member, member_fields, HKA_A_MEMBER_MAX);
#undef type

#define type struct hka_track
static const struct hka_field track_fields[] = {
	FIELD(HKA_STRING, HKA_A_TRACK_NAME, name, "name"),
	FIELD(HKA_U8, HKA_A_TRACK_KIND, kind, "kind"),
	FIELD(HKA_STRING, HKA_A_TRACK_IFNAME, ifname, "ifname"),
	FIELD(HKA_U32, HKA_A_TRACK_IFINDEX, ifindex, "ifindex"),
	FIELD(HKA_U8, HKA_A_TRACK_STATE, state, "state"),
	FIELD(HKA_U32, HKA_A_TRACK_VALUE, value, "value"),
	FIELD(HKA_U32, HKA_A_TRACK_UP_DELAY, up_delay, "up-delay"),
	FIELD(HKA_U32, HKA_A_TRACK_DOWN_DELAY, down_delay, "down-delay"),
	FIELD(HKA_U64, HKA_A_TRACK_SINCE, since, "since"),
	LIST(HKA_A_TRACK_MEMBER, members, hka_set_member, "member"),
	FIELD(HKA_FLAG, HKA_A_TRACK_ALL, all, "all"),
};

SET(hka_set_track, track_fields, HKA_A_TRACK_MAX);
#undef type

#define type struct hka_demotion
static const struct hka_field demotion_fields[] = {
	FIELD(HKA_STRING, HKA_A_DEMOTE_NAME, name, "name"),
	FIELD(HKA_U8, HKA_A_DEMOTE_AMOUNT, amount, "amount"),
	FIELD(HKA_FLAG, HKA_A_DEMOTE_FAULT, fault, "fault"),
	FIELD(HKA_STRING, HKA_A_DEMOTE_REASON, reason, "reason"),
	FIELD(HKA_U64, HKA_A_DEMOTE_TTL, ttl, "ttl"),
	FIELD(HKA_STRING, HKA_A_DEMOTE_GROUP, group, "group"),
};

SET(hka_set_demotion, demotion_fields, HKA_A_DEMOTE_MAX);
#undef type

#define type struct hka_lease
static const struct hka_field lease_fields[] = {
	FIELD(HKA_STRING, HKA_A_LEASE_NAME, name, "name"),
	FIELD(HKA_U64, HKA_A_LEASE_COOKIE, cookie, "cookie"),
	FIELD(HKA_U32, HKA_A_LEASE_TIMEOUT, timeout, "timeout"),
	FIELD(HKA_U64, HKA_A_LEASE_GRACE, grace, "grace"),
	FIELD(HKA_U8, HKA_A_LEASE_STATE, state, "state"),
	FIELD(HKA_U32, HKA_A_LEASE_PID, pid, "pid"),
	FIELD(HKA_STRING, HKA_A_LEASE_COMM, comm, "comm"),
	FIELD(HKA_U32, HKA_A_LEASE_PORT, port, "port"),
	FIELD(HKA_FLAG, HKA_A_LEASE_CLOSED, closed, "closed"),
	FIELD(HKA_U64, HKA_A_LEASE_HEARD, heard, "heard"),
	FIELD(HKA_U64, HKA_A_LEASE_REMAINING, remaining, "remaining"),
	FIELD(HKA_U64, HKA_A_LEASE_SINCE, since, "since"),
	FIELD(HKA_U32, HKA_A_LEASE_TAKES, takes, "takes"),
	FIELD(HKA_U32, HKA_A_LEASE_ROUTERS, routers, "routers"),
	FIELD(HKA_FLAG, HKA_A_LEASE_FORCE, force, "force"),
};

SET(hka_set_lease, lease_fields, HKA_A_LEASE_MAX);
#undef type

#define type struct hka_handover_request
static const struct hka_field handover_fields[] = {
	FIELD(HKA_STRING, HKA_A_HANDOVER_NAME, name, "name"),
	FIELD(HKA_FLAG, HKA_A_HANDOVER_ALL, all, "all"),
	FIELD(HKA_FLAG, HKA_A_HANDOVER_BACK, back, "back"),
	FIELD(HKA_STRING, HKA_A_HANDOVER_GROUP, group, "group"),
};

SET(hka_set_handover, handover_fields, HKA_A_HANDOVER_MAX);
#undef type

#define type struct hka_maintenance_request
static const struct hka_field maintenance_fields[] = {
	FIELD(HKA_U8, HKA_A_MAINTENANCE_MODE, mode, "mode"),
	FIELD(HKA_STRING, HKA_A_MAINTENANCE_REASON, reason, "reason"),
	FIELD(HKA_U64, HKA_A_MAINTENANCE_TTL, ttl, "ttl"),
	FIELD(HKA_U64, HKA_A_MAINTENANCE_REMAINING, remaining, "remaining"),
	FIELD(HKA_U64, HKA_A_MAINTENANCE_SINCE, since, "since"),
};

SET(hka_set_maintenance, maintenance_fields, HKA_A_MAINTENANCE_MAX);
#undef type

#define type struct hka_entry
static const struct hka_field entry_fields[] = {
	FIELD(HKA_U64, HKA_A_ENTRY_TIME, time, "time"),
	FIELD(HKA_U8, HKA_A_ENTRY_FROM, from, "from"),
	FIELD(HKA_U8, HKA_A_ENTRY_TO, to, "to"),
	FIELD(HKA_U8, HKA_A_ENTRY_CAUSE, cause, "cause"),
	FIELD(HKA_U8, HKA_A_ENTRY_FAULT, fault, "fault"),
	FIELD(HKA_U8, HKA_A_ENTRY_PRIORITY, priority, "priority"),
	FIELD(HKA_IP, HKA_A_ENTRY_PEER, peer, "peer"),
	FIELD(HKA_U8, HKA_A_ENTRY_PEER_PRIORITY, peer_priority, "peer-priority"),
	FIELD(HKA_U64, HKA_A_ENTRY_LATENCY, latency, "latency"),
};

SET(hka_set_entry, entry_fields, HKA_A_ENTRY_MAX);
#undef type

#define type struct hka_history
static const struct hka_field history_fields[] = {
	FIELD(HKA_STRING, HKA_A_HISTORY_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_HISTORY_ID, id, "id"),
	FIELD(HKA_U32, HKA_A_HISTORY_LOST, lost, "lost"),
	LIST(HKA_A_HISTORY_ENTRY, entries, hka_set_entry, "entry"),
};

SET(hka_set_history, history_fields, HKA_A_HISTORY_MAX);
#undef type

/* A drop counter has no structure of its own: drops[reason] of the statistics. */
struct drop {
	uint64_t has;
	uint32_t reason;
	uint64_t count;
};

#define type struct drop
static const struct hka_field drop_fields[] = {
	FIELD(HKA_U32, HKA_A_DROP_REASON, reason, "reason"),
	FIELD(HKA_U64, HKA_A_DROP_COUNT, count, "count"),
};

SET(hka_set_drop, drop_fields, HKA_A_DROP_MAX);
#undef type

#define type struct hka_stats
static const struct hka_field stats_fields[] = {
	FIELD(HKA_STRING, HKA_A_STATS_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_STATS_ID, id, "id"),
	COUNTER(HKA_A_STATS_MASTER_TRANSITIONS, "master-transitions"),
	COUNTER(HKA_A_STATS_ADVERTISEMENT_RCVD, "advertisement-rcvd"),
	COUNTER(HKA_A_STATS_ADVERTISEMENT_SENT, "advertisement-sent"),
	COUNTER(HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD, "priority-zero-pkts-rcvd"),
	COUNTER(HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT, "priority-zero-pkts-sent"),
	COUNTER(HKA_A_STATS_SEND_ERRORS, "send-errors"),
	COUNTER(HKA_A_STATS_REPLIES_SENT, "replies-sent"),
	COUNTER(HKA_A_STATS_REPLIES_LIMITED, "replies-limited"),
	COUNTER(HKA_A_STATS_RIVALS_HEARD, "rivals-heard"),
	COUNTER(HKA_A_STATS_INTERVAL_MISMATCHES, "interval-mismatches"),
	COUNTER(HKA_A_STATS_ADDRESS_LIST_MISMATCHES, "address-list-mismatches"),
	COUNTER(HKA_A_STATS_CHECKSUM_PLAIN_RCVD, "checksum-plain-rcvd"),
	COUNTER(HKA_A_STATS_CHECKSUM_PSEUDO_RCVD, "checksum-pseudo-rcvd"),
	COUNTER(HKA_A_STATS_TRAILING_BYTES, "trailing-bytes"),
	COUNTER(HKA_A_STATS_ANNOUNCEMENTS_SENT, "announcements-sent"),
	COUNTER(HKA_A_STATS_LATE_MAX, "late-max"),
	COUNTER(HKA_A_STATS_DISCONTINUITY, "discontinuity"),
	COUNTER(HKA_A_STATS_RECEIVED, "received"),
	{ .attr = HKA_A_STATS_DROP, .kind = HKA_DROPS, .nest = &hka_set_drop, .name = "drop" },
	COUNTER(HKA_A_STATS_YIELDS_SENT, "yields-sent"),
	COUNTER(HKA_A_STATS_EQUAL_PRIORITY_RCVD, "equal-priority-rcvd"),
	COUNTER(HKA_A_STATS_OWNER_CONFLICTS, "owner-conflicts"),
	COUNTER(HKA_A_STATS_ADDRESS_ORDER_MISMATCHES, "address-order-mismatches"),
	COUNTER(HKA_A_STATS_STALLS, "stalls"),
	COUNTER(HKA_A_STATS_ADDRESS_REMOVALS, "address-removals"),
	COUNTER(HKA_A_STATS_REASON_PRIORITY, "reason-priority"),
	COUNTER(HKA_A_STATS_REASON_PREEMPTED, "reason-preempted"),
	COUNTER(HKA_A_STATS_REASON_NO_RESPONSE, "reason-no-response"),
	COUNTER(HKA_A_STATS_ROUTE_REMOVALS, "route-removals"),
	COUNTER(HKA_A_STATS_HMAC_VERIFIED, "hmac-verified"),
	COUNTER(HKA_A_STATS_HMAC_UNSIGNED, "hmac-unsigned"),
	COUNTER(HKA_A_STATS_RIVALS_DROPPED, "rivals-dropped"),
	COUNTER(HKA_A_STATS_VIRTUAL_MAC_HEARD, "virtual-mac-heard"),
	COUNTER(HKA_A_STATS_ADDRESS_CLAIMS, "address-claims"),
};

SET(hka_set_stats, stats_fields, HKA_A_STATS_MAX);
#undef type

#define type struct hka_heard_router
static const struct hka_field heard_router_fields[] = {
	FIELD(HKA_IP, HKA_A_HEARD_ROUTER_ADDRESS, address, "address"),
	FIELD(HKA_FIXED, HKA_A_HEARD_ROUTER_MAC, mac, "mac"),
	FIELD(HKA_U8, HKA_A_HEARD_ROUTER_PRIORITY, priority, "priority"),
	FIELD(HKA_U8, HKA_A_HEARD_ROUTER_VERSION, version, "version"),
	FIELD(HKA_U32, HKA_A_HEARD_ROUTER_INTERVAL, interval, "interval"),
	FIELD(HKA_U8, HKA_A_HEARD_ROUTER_CHECKSUM, checksum, "checksum"),
	FIELD(HKA_U32, HKA_A_HEARD_ROUTER_DROP, drop, "drop"),
	FIELD(HKA_U32, HKA_A_HEARD_ROUTER_RIVAL, rival, "rival"),
	FIELD(HKA_U64, HKA_A_HEARD_ROUTER_FIRST_HEARD, first_heard, "first-heard"),
	FIELD(HKA_U64, HKA_A_HEARD_ROUTER_LAST_HEARD, last_heard, "last-heard"),
	FIELD(HKA_U64, HKA_A_HEARD_ROUTER_ADVERTS, adverts, "adverts"),
};

SET(hka_set_heard_router, heard_router_fields, HKA_A_HEARD_ROUTER_MAX);
#undef type

#define type struct hka_heard
static const struct hka_field heard_fields[] = {
	FIELD(HKA_STRING, HKA_A_HEARD_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_HEARD_ID, id, "id"),
	FIELD(HKA_STRING, HKA_A_HEARD_IFNAME, ifname, "ifname"),
	FIELD(HKA_U8, HKA_A_HEARD_VRID, vrid, "vrid"),
	FIELD(HKA_U8, HKA_A_HEARD_FAMILY, family, "family"),
	FIELD(HKA_FLAG, HKA_A_HEARD_ALONE, alone, "alone"),
	LIST(HKA_A_HEARD_ROUTER, routers, hka_set_heard_router, "router"),
};

SET(hka_set_heard, heard_fields, HKA_A_HEARD_MAX);
#undef type

#define type struct hka_event
static const struct hka_field event_fields[] = {
	FIELD(HKA_U32, HKA_A_EVENT_SEQ, seq, "seq"),
	FIELD(HKA_STRING, HKA_A_EVENT_NAME, name, "name"),
	FIELD(HKA_U32, HKA_A_EVENT_ID, id, "id"),
	FIELD(HKA_STRING, HKA_A_EVENT_IFNAME, ifname, "ifname"),
	FIELD(HKA_U8, HKA_A_EVENT_VRID, vrid, "vrid"),
	FIELD(HKA_U8, HKA_A_EVENT_FAMILY, family, "family"),
	FIELD(HKA_U8, HKA_A_EVENT_FROM, from, "from"),
	FIELD(HKA_U8, HKA_A_EVENT_TO, to, "to"),
	FIELD(HKA_U8, HKA_A_EVENT_CAUSE, cause, "cause"),
	FIELD(HKA_U8, HKA_A_EVENT_FAULT, fault, "fault"),
	FIELD(HKA_U8, HKA_A_EVENT_PRIORITY, priority, "priority"),
	FIELD(HKA_U64, HKA_A_EVENT_TIME, time, "time"),
	FIELD(HKA_IP, HKA_A_EVENT_PEER, peer, "peer"),
	FIELD(HKA_U8, HKA_A_EVENT_KIND, kind, "kind"),
	FIELD(HKA_IP, HKA_A_EVENT_ADDRESS, address, "address"),
	FIELD(HKA_U32, HKA_A_EVENT_ERROR, error, "error"),
	FIELD(HKA_STRING, HKA_A_EVENT_REASON, reason, "reason"),
	FIELD(HKA_U8, HKA_A_EVENT_TRACK_STATE, track_state, "track-state"),
	FIELD(HKA_U32, HKA_A_EVENT_DROP, drop, "drop"),
	FIELD(HKA_U8, HKA_A_EVENT_PEER_PRIORITY, peer_priority, "peer-priority"),
	FIELD(HKA_U64, HKA_A_EVENT_LATENCY, latency, "latency"),
	FIELD(HKA_STRING, HKA_A_EVENT_GROUP, group, "group"),
	FIELD(HKA_STRING, HKA_A_EVENT_TEXT, text, "text"),
	FIELD(HKA_U8, HKA_A_EVENT_LEASE_STATE, lease_state, "lease-state"),
	FIELD(HKA_FIXED, HKA_A_EVENT_PEER_MAC, peer_mac, "peer-mac"),
	FIELD(HKA_U32, HKA_A_EVENT_PEER_INTERVAL, peer_interval, "peer-interval"),
	FIELD(HKA_IP, HKA_A_EVENT_SOURCE, source, "source"),
};

SET(hka_set_event, event_fields, HKA_A_EVENT_MAX);
#undef type

const struct hka_field *hka_field_find(const struct hka_set *set, unsigned int attr)
{
	unsigned int n = set->n_fields, at = attr < n ? attr : n;

	/* In the order of the attributes, of which a table may leave some out: it is here or before. */
	for (unsigned int i = 0; i < n; i++) {
		at = at ? at - 1 : n - 1;
		if (set->fields[at].attr == attr)
			return &set->fields[at];
	}
	return NULL;
}

/* ---- lists ---- */

void *hka_list(const struct hka_field *f, const void *base, unsigned int *n)
{
	void *list;

	memcpy(&list, (const char *)base + f->offset, sizeof(list));
	memcpy(n, (const char *)base + f->count, sizeof(*n));
	return list;
}

/* Append a copy of @elem. */
static int list_add(const struct hka_field *f, void *base, const void *elem)
{
	unsigned int n;
	void *list = hka_list(f, base, &n);
	char *more = reallocarray(list, n + 1, f->nest->size);

	if (!more)
		return -ENOMEM;
	memcpy(more + n++ * f->nest->size, elem, f->nest->size);
	memcpy((char *)base + f->offset, &more, sizeof(more));
	memcpy((char *)base + f->count, &n, sizeof(n));
	*(uint64_t *)base |= HKA_HAS(f->attr);
	return 0;
}

void hka_clear(const struct hka_set *set, void *base)
{
	for (unsigned int i = 0; i < set->n_fields; i++) {
		const struct hka_field *f = &set->fields[i];
		unsigned int n;
		char *list;

		if (f->kind != HKA_LIST)
			continue;
		list = hka_list(f, base, &n);
		if (!list)
			continue;
		for (unsigned int k = 0; k < n; k++)
			hka_clear(f->nest, list + k * f->nest->size);
		/* A key may have been in it. */
		explicit_bzero(list, n * f->nest->size);
		free(list);
	}
	memset(base, 0, set->size);
}

/* ---- to netlink ---- */

static int put_nest(struct nl_msg *msg, int attr, const struct hka_set *set, const void *base)
{
	/* The kernel is strict and wants the flag that some versions of libnl leave out. */
	struct nlattr *nest = nla_nest_start(msg, attr | NLA_F_NESTED);

	if (!nest || hka_put(msg, set, base))
		return -EMSGSIZE;
	nla_nest_end(msg, nest);
	return 0;
}

static int put_empty(struct nl_msg *msg, int attr)
{
	return nla_put(msg, attr | NLA_F_NESTED, 0, NULL) ? -EMSGSIZE : 0;
}

static int put_list(struct nl_msg *msg, const struct hka_field *f, const void *base)
{
	unsigned int n;
	const char *elem = hka_list(f, base, &n);
	int err = 0;

	if (!n)		/* an empty list */
		return put_empty(msg, f->attr);
	for (; !err && n; n--, elem += f->nest->size)
		err = put_nest(msg, f->attr, f->nest, elem);
	return err;
}

static int put_drops(struct nl_msg *msg, const struct hka_field *f, const struct hka_stats *stats)
{
	int err = 0;

	for (unsigned int i = 0; !err && i < __HKA_DROP_MAX; i++) {
		struct drop drop = {
			.has = HKA_HAS(HKA_A_DROP_REASON) | HKA_HAS(HKA_A_DROP_COUNT),
			.reason = i,
			.count = stats->drops[i],
		};

		if (drop.count)
			err = put_nest(msg, f->attr, f->nest, &drop);
	}
	return err;
}

static int put_field(struct nl_msg *msg, const struct hka_field *f, const void *base)
{
	const void *p = (const char *)base + f->offset;
	const struct hka_ip *ip = p;
	const struct hka_blob *blob = p;
	uint32_t u32;
	uint64_t u64;

	switch (f->kind) {
	case HKA_U8:
		return nla_put_u8(msg, f->attr, *(const uint8_t *)p);
	case HKA_U32:
		memcpy(&u32, p, sizeof(u32));
		return nla_put_u32(msg, f->attr, u32);
	case HKA_U64:
		memcpy(&u64, p, sizeof(u64));
		return nla_put_u64(msg, f->attr, u64);
	case HKA_STRING:
		return nla_put_string(msg, f->attr, p);
	case HKA_BYTES:
		return nla_put(msg, f->attr, (int)strlen(p), p);
	case HKA_IP:
		return nla_put(msg, f->attr, ip->len, ip->b);
	case HKA_BLOB:
		return nla_put(msg, f->attr, blob->len, blob->b);
	case HKA_FIXED:
		return nla_put(msg, f->attr, f->size, p);
	case HKA_FLAG:
		return nla_put_flag(msg, f->attr);
	case HKA_NEST:
		return put_nest(msg, f->attr, f->nest, p);
	case HKA_LIST:
		return put_list(msg, f, base);
	case HKA_DROPS:
		return put_drops(msg, f, base);
	}
	return 0;
}

int hka_put(struct nl_msg *msg, const struct hka_set *set, const void *base)
{
	uint64_t has = *(const uint64_t *)base;

	for (unsigned int i = 0; i < set->n_fields; i++)
		if (has & HKA_HAS(set->fields[i].attr) &&
		    put_field(msg, &set->fields[i], base))
			return -EMSGSIZE;
	return 0;
}

/* ---- from netlink ---- */

/*
 * Where attributes begin and end. libnl has the same as functions; a dump of ten
 * thousand routers calls each of them a million times.
 */
static unsigned int attr_type(const struct nlattr *attr)
{
	return attr->nla_type & NLA_TYPE_MASK;
}

static size_t attr_len(const struct nlattr *attr)
{
	return attr->nla_len - (size_t)NLA_HDRLEN;
}

static const void *attr_data(const struct nlattr *attr)
{
	return (const char *)attr + NLA_HDRLEN;
}

static bool attr_ok(const struct nlattr *attr, size_t left)
{
	return left >= sizeof(*attr) && attr->nla_len >= sizeof(*attr) && attr->nla_len <= left;
}

static int parse_set(const struct hka_set *set, void *base, const struct nlattr *attr, size_t len);

static int get_string(char *to, size_t size, const struct nlattr *attr)
{
	size_t len = strnlen(attr_data(attr), attr_len(attr));

	if (len >= size)
		return -EINVAL;
	memcpy(to, attr_data(attr), len);
	to[len] = '\0';
	return 0;
}

static int get_number(void *p, size_t size, const struct nlattr *attr)
{
	if (attr_len(attr) < size)
		return -EINVAL;
	memcpy(p, attr_data(attr), size);
	return 0;
}

static int get_ip(struct hka_ip *ip, const struct nlattr *attr)
{
	size_t len = attr_len(attr);

	if (len && len != 4 && len != 16)
		return -EINVAL;
	ip->len = (uint8_t)len;
	memcpy(ip->b, attr_data(attr), len);
	return 0;
}

static int get_blob(struct hka_blob *blob, const struct nlattr *attr)
{
	size_t len = attr_len(attr);

	if (len > sizeof(blob->b))
		return -EINVAL;
	blob->len = (uint8_t)len;
	memcpy(blob->b, attr_data(attr), len);
	return 0;
}

static int get_element(const struct hka_field *f, void *base, const struct nlattr *attr)
{
	union {
		uint64_t has;	/* the first of each */
		struct hka_vip vip;
		struct hka_peer peer;
		struct hka_summand summand;
		struct hka_hmac_key key;
		struct hka_member member;
		struct hka_entry entry;
		struct hka_nexthop nexthop;
		struct hka_route route;
		struct hka_rule rule;
		struct hka_heard_router heard;
	} elem;
	int err;

	if (f->nest->size > sizeof(elem))
		return -EINVAL;
	memset(&elem, 0, f->nest->size);
	err = parse_set(f->nest, &elem, attr_data(attr), attr_len(attr));
	if (!err)
		err = list_add(f, base, &elem);
	if (err)
		hka_clear(f->nest, &elem);
	return err;
}

static int get_drop(struct hka_stats *stats, const struct nlattr *attr)
{
	struct drop drop = { 0 };
	int err = parse_set(&hka_set_drop, &drop, attr_data(attr), attr_len(attr));

	if (err)
		return err;
	if (drop.reason < __HKA_DROP_MAX)
		stats->drops[drop.reason] += drop.count;
	else
		stats->drops_other += drop.count;
	return 0;
}

static int get_field(const struct hka_field *f, void *base, const struct nlattr *attr)
{
	void *p = (char *)base + f->offset;

	switch (f->kind) {
	case HKA_U8:
		return get_number(p, sizeof(uint8_t), attr);
	case HKA_FIXED:
		return get_number(p, f->size, attr);
	case HKA_U32:
		return get_number(p, sizeof(uint32_t), attr);
	case HKA_U64:
		return get_number(p, sizeof(uint64_t), attr);
	case HKA_STRING:
	case HKA_BYTES:
		return get_string(p, f->size, attr);
	case HKA_IP:
		return get_ip(p, attr);
	case HKA_BLOB:
		return get_blob(p, attr);
	case HKA_FLAG:
		*(bool *)p = true;
		break;
	case HKA_NEST:
		return parse_set(f->nest, p, attr_data(attr), attr_len(attr));
	case HKA_LIST:
		return get_element(f, base, attr);
	case HKA_DROPS:
		return get_drop(base, attr);
	}
	return 0;
}

static int parse_set(const struct hka_set *set, void *base, const struct nlattr *attr, size_t len)
{
	const struct hka_field *f, *next = set->fields, *end = set->fields + set->n_fields;
	size_t step;
	int err;

	for (; attr_ok(attr, len); len -= step, attr = (const void *)((const char *)attr + step)) {
		/* Most come in the order of the table. */
		f = next < end && next->attr == attr_type(attr) ? next :
								  hka_field_find(set, attr_type(attr));
		if (f) {
			err = get_field(f, base, attr);
			if (err)
				return err;
			*(uint64_t *)base |= HKA_HAS(f->attr);
			next = f + 1;
		}
		step = NLA_ALIGN((size_t)attr->nla_len);
		if (step > len)		/* the last one need not be filled up */
			break;
	}
	return 0;
}

int hka_parse(const struct hka_set *set, void *base, struct nlattr *head, int len)
{
	int err;

	memset(base, 0, set->size);
	err = parse_set(set, base, head, len > 0 ? (size_t)len : 0);
	if (err)
		hka_clear(set, base);
	return err;
}

/* ---- for the users of hka.h ---- */

static int add(const struct hka_set *set, unsigned int attr, void *base, const void *elem)
{
	return list_add(hka_field_find(set, attr), base, elem);
}

int hka_vr_add_vip(struct hka_vr *vr, const struct hka_vip *vip)
{
	unsigned int same = 0;

	for (unsigned int i = 0; i < vr->n_vips; i++)
		same += vr->vips[i].excluded == vip->excluded;
	if (same == (vip->excluded ? HKA_EXCLUDED_MAX : HKA_VIPS_MAX))
		return -E2BIG;
	return add(&hka_set_vr, HKA_A_VR_VIP, vr, vip);
}

int hka_vr_add_peer(struct hka_vr *vr, const struct hka_peer *peer)
{
	if (vr->n_peers == HKA_PEERS_MAX)
		return -E2BIG;
	return add(&hka_set_vr, HKA_A_VR_PEER, vr, peer);
}

int hka_vr_add_route(struct hka_vr *vr, const struct hka_route *route)
{
	if (vr->n_routes == HKA_ROUTES_MAX)
		return -E2BIG;
	return add(&hka_set_vr, HKA_A_VR_ROUTE, vr, route);
}

int hka_vr_add_rule(struct hka_vr *vr, const struct hka_rule *rule)
{
	if (vr->n_rules == HKA_RULES_MAX)
		return -E2BIG;
	return add(&hka_set_vr, HKA_A_VR_RULE, vr, rule);
}

int hka_route_add_nexthop(struct hka_route *route, const struct hka_nexthop *nexthop)
{
	if (route->n_nexthops == HKA_NEXTHOPS_MAX)
		return -E2BIG;
	return add(&hka_set_route, HKA_A_ROUTE_NEXTHOP, route, nexthop);
}

int hka_vr_add_hmac_key(struct hka_vr *vr, const struct hka_hmac_key *key)
{
	if (vr->n_hmac_keys == 2 * HKA_HMAC_KEYS_MAX)
		return -E2BIG;
	return add(&hka_set_vr, HKA_A_VR_HMAC_KEY, vr, key);
}

int hka_track_add_member(struct hka_track *track, const struct hka_member *member)
{
	return add(&hka_set_track, HKA_A_TRACK_MEMBER, track, member);
}

void hka_vr_clear(struct hka_vr *vr)
{
	hka_clear(&hka_set_vr, vr);
}

void hka_vrs_free(struct hka_vr *vrs, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		hka_vr_clear(&vrs[i]);
	free(vrs);
}

void hka_track_clear(struct hka_track *track)
{
	hka_clear(&hka_set_track, track);
}

void hka_tracks_free(struct hka_track *tracks, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		hka_track_clear(&tracks[i]);
	free(tracks);
}

void hka_group_clear(struct hka_group *group)
{
	hka_clear(&hka_set_group, group);
}

void hka_groups_free(struct hka_group *groups, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		hka_group_clear(&groups[i]);
	free(groups);
}

void hka_history_clear(struct hka_history *history)
{
	hka_clear(&hka_set_history, history);
}

void hka_heard_clear(struct hka_heard *heard)
{
	hka_clear(&hka_set_heard, heard);
}

void hka_heards_free(struct hka_heard *heards, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		hka_heard_clear(&heards[i]);
	free(heards);
}

void hka_notice_clear(struct hka_notice *n)
{
	hka_vr_clear(&n->vr);
	hka_group_clear(&n->group);
	hka_track_clear(&n->track);
	memset(n, 0, sizeof(*n));
}
