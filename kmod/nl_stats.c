// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about counters: show, and set to zero.
 */
#include "netlink.h"
#include "netlink_gen.h"

static int put_u64(struct sk_buff *skb, int type, u64 value)
{
	return hka_nl_put_u64(skb, type, value, HKA_A_STATS_PAD);
}

static int put_drops(struct sk_buff *skb, const u64 *drop)
{
	struct nlattr *nest;
	u32 i;

	for (i = HKA_DROP_NONE + 1; i < __HKA_DROP_MAX; i++) {
		if (!drop[i])
			continue;
		nest = nla_nest_start(skb, HKA_A_STATS_DROP);
		if (!nest || hka_nl_put_u32(skb, HKA_A_DROP_REASON, i) ||
		    hka_nl_put_u64(skb, HKA_A_DROP_COUNT, drop[i], HKA_A_DROP_PAD))
			return -EMSGSIZE;
		nla_nest_end(skb, nest);
	}
	return 0;
}

static int put_vr_stats(struct sk_buff *skb, struct hka_vr *vr)
{
	char name[HKA_NAME_MAX + 1];
	struct hka_vr_stats s;

	hka_vr_lock(vr);
	s = vr->stats;
	hka_vr_unlock(vr);
	if (nla_put_string(skb, HKA_A_STATS_NAME, hka_vr_name(vr, name)) ||
	    hka_nl_put_u32(skb, HKA_A_STATS_ID, vr->id) ||
	    put_u64(skb, HKA_A_STATS_MASTER_TRANSITIONS, s.become_master) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_RCVD, s.accepted) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_SENT, s.sent) ||
	    put_u64(skb, HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD, s.zero_received) ||
	    put_u64(skb, HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT, s.zero_sent) ||
	    put_u64(skb, HKA_A_STATS_SEND_ERRORS, s.send_errors) ||
	    put_u64(skb, HKA_A_STATS_REPLIES_SENT, s.replies) ||
	    put_u64(skb, HKA_A_STATS_REPLIES_LIMITED, s.replies_limited) ||
	    put_u64(skb, HKA_A_STATS_RIVALS_HEARD, s.rivals) ||
	    put_u64(skb, HKA_A_STATS_INTERVAL_MISMATCHES, s.interval_mismatch) ||
	    put_u64(skb, HKA_A_STATS_ADDRESS_LIST_MISMATCHES, s.list_mismatch) ||
	    put_u64(skb, HKA_A_STATS_CHECKSUM_PLAIN_RCVD, s.csum_plain) ||
	    put_u64(skb, HKA_A_STATS_CHECKSUM_PSEUDO_RCVD, s.csum_pseudo) ||
	    put_u64(skb, HKA_A_STATS_TRAILING_BYTES, s.trailing) ||
	    put_u64(skb, HKA_A_STATS_ANNOUNCEMENTS_SENT, s.announced) ||
	    put_u64(skb, HKA_A_STATS_LATE_MAX, s.late_max) ||
	    put_u64(skb, HKA_A_STATS_DISCONTINUITY, s.since) ||
	    put_u64(skb, HKA_A_STATS_RECEIVED, s.received) ||
	    put_u64(skb, HKA_A_STATS_YIELDS_SENT, s.yields) ||
	    put_u64(skb, HKA_A_STATS_EQUAL_PRIORITY_RCVD, s.equal_priority) ||
	    put_u64(skb, HKA_A_STATS_OWNER_CONFLICTS, s.owner_conflicts) ||
	    put_u64(skb, HKA_A_STATS_ADDRESS_ORDER_MISMATCHES, s.order_mismatch) ||
	    put_u64(skb, HKA_A_STATS_STALLS, s.stalls) ||
	    put_u64(skb, HKA_A_STATS_ADDRESS_REMOVALS, s.address_removals) ||
	    put_u64(skb, HKA_A_STATS_ROUTE_REMOVALS, s.route_removals) ||
	    put_u64(skb, HKA_A_STATS_REASON_PRIORITY, s.reason_priority) ||
	    put_u64(skb, HKA_A_STATS_REASON_PREEMPTED, s.reason_preempted) ||
	    put_u64(skb, HKA_A_STATS_REASON_NO_RESPONSE, s.reason_no_response) ||
	    put_u64(skb, HKA_A_STATS_HMAC_VERIFIED, s.hmac_verified) ||
	    put_u64(skb, HKA_A_STATS_HMAC_UNSIGNED, s.hmac_unsigned) ||
	    put_u64(skb, HKA_A_STATS_RIVALS_DROPPED, s.rivals_dropped) ||
	    put_u64(skb, HKA_A_STATS_VIRTUAL_MAC_HEARD, s.vmac_heard) ||
	    put_u64(skb, HKA_A_STATS_ADDRESS_CLAIMS, s.address_claims))
		return -EMSGSIZE;
	return put_drops(skb, s.drop);
}

static int put_net_stats(struct sk_buff *skb, struct hka_net *hn)
{
	struct hka_net_counts sum;
	u64 since;

	hka_net_stats_sum(hn, &sum, &since);
	if (put_u64(skb, HKA_A_STATS_RECEIVED, sum.received) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_RCVD, sum.accepted) ||
	    put_u64(skb, HKA_A_STATS_DISCONTINUITY, since))
		return -EMSGSIZE;
	return put_drops(skb, sum.drop);
}

static int reply_net_stats(struct genl_info *info)
{
	struct sk_buff *reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	void *hdr;

	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_STATS_GET);
	if (!hdr || put_net_stats(reply, hka_net(genl_info_net(info)))) {
		nlmsg_free(reply);
		return -EMSGSIZE;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

int hka_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_vr *vr;

	if (!info->attrs[HKA_A_STATS_NAME])
		return reply_net_stats(info);
	vr = hka_nl_vr_get_named(info, HKA_A_STATS_NAME);
	if (IS_ERR(vr))
		return PTR_ERR(vr);
	return hka_nl_vr_reply(info, vr, HKA_CMD_STATS_GET, NLMSG_GOODSIZE, put_vr_stats);
}

int hka_nl_stats_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return hka_nl_dump(skb, cb, HKA_CMD_STATS_GET, put_vr_stats, NULL, NULL);
}

static void clear_vr(struct hka_vr *vr)
{
	hka_vr_lock(vr);
	memset(&vr->stats, 0, sizeof(vr->stats));
	vr->stats.since = ktime_get_real_ns();
	hka_vr_unlock(vr);
}

int hka_nl_stats_clear_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_vr *vr;
	int err = 0;

	if (!hn)
		return -ENODEV;
	if (!info->attrs[HKA_A_STATS_NAME]) {
		hka_net_stats_clear(hn);
		goto unlock;
	}
	vr = hka_nl_vr_named(hn, info, HKA_A_STATS_NAME);
	err = PTR_ERR_OR_ZERO(vr);
	if (!err)
		clear_vr(vr);
unlock:
	mutex_unlock(&hn->mutex);
	return err;
}
