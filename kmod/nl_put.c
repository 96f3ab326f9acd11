// SPDX-License-Identifier: GPL-2.0
/*
 * From a router to the attributes of a message. Reads; changes nothing.
 */
#include "netlink.h"

/* vr->lock held. */
static int put_vr_group(struct sk_buff *skb, const struct hka_vr *vr)
{
	const struct hka_group *group = vr->member_of;
	u8 role;

	if (!group)
		return 0;
	role = group->kind == HKA_GROUP_KIND_SYNC ? HKA_GROUP_ROLE_MEMBER :
	       group->leader == vr ? HKA_GROUP_ROLE_LEADER : HKA_GROUP_ROLE_FOLLOWER;
	if (nla_put_string(skb, HKA_A_VR_IN_GROUP, group->name->s) ||
	    hka_nl_put_u8(skb, HKA_A_VR_GROUP_ROLE, role))
		return -EMSGSIZE;
	return 0;
}

/* vr->lock held. */
static int put_vr_state(struct sk_buff *skb, const struct hka_vr *vr)
{
	u32 interval = vr->fsm.state == HKA_STATE_BACKUP ? vr->fsm.master_interval_us :
							   vr->cfg.interval_us;
	u8 len = hka_addr_len(vr->family);

	if (hka_nl_put_u8(skb, HKA_A_VR_STATE, vr->fsm.state) ||
	    (vr->fsm.state == HKA_STATE_FAULT && hka_nl_put_u8(skb, HKA_A_VR_FAULT, vr->fault)) ||
	    hka_nl_put_u8(skb, HKA_A_VR_EFFECTIVE_PRIORITY, vr->cfg.priority) ||
	    hka_nl_put_u32(skb, HKA_A_VR_MASTER_INTERVAL, interval) ||
	    hka_nl_put_u32(skb, HKA_A_VR_SKEW_TIME,
			   div_u64(hka_fsm_skew_ns(&vr->cfg, interval), NSEC_PER_USEC)) ||
	    hka_nl_put_u32(skb, HKA_A_VR_DOWN_INTERVAL,
			   div_u64(hka_fsm_down_ns(&vr->cfg, interval), NSEC_PER_USEC)) ||
	    (vr->has_source && nla_put(skb, HKA_A_VR_SOURCE, len, vr->source.b)) ||
	    hka_nl_put_u8(skb, HKA_A_VR_LAST_EVENT, vr->fsm.last_event) ||
	    hka_nl_put_u8(skb, HKA_A_VR_MASTER_REASON, vr->fsm.master_reason) ||
	    hka_nl_put_u64(skb, HKA_A_VR_SINCE, vr->state_since, HKA_A_VR_PAD) ||
	    hka_nl_put_u64(skb, HKA_A_VR_UP_SINCE, vr->up_since, HKA_A_VR_PAD))
		return -EMSGSIZE;
	if (!vr->has_last_source)
		return 0;
	if (nla_put(skb, HKA_A_VR_LAST_SOURCE, len, vr->last_source.b) ||
	    hka_nl_put_u8(skb, HKA_A_VR_LAST_PRIORITY, vr->last_priority))
		return -EMSGSIZE;
	return 0;
}

/* vr->lock held. */
static int put_vr_timing(struct sk_buff *skb, const struct hka_vr *vr)
{
	u64 now = ktime_get_ns();
	u32 hold = div_u64(hka_fsm_hold_ns(&vr->fsm, &vr->cfg, now), NSEC_PER_USEC);
	u32 startup = div_u64(hka_startup_ns(vr, now), NSEC_PER_USEC);

	if (hka_nl_put_u8(skb, HKA_A_VR_DOWN_COUNT, vr->cfg.down_count) ||
	    hka_nl_put_u8(skb, HKA_A_VR_REPLY_LOWER, vr->cfg.reply_lower) ||
	    hka_nl_put_u8(skb, HKA_A_VR_YIELD_ADVERT, vr->cfg.yield_advert) ||
	    hka_nl_put_u8(skb, HKA_A_VR_OWNER_CHECK, vr->cfg.owner_check) ||
	    hka_nl_put_u32(skb, HKA_A_VR_PREEMPT_DELAY, vr->cfg.preempt_delay_us) ||
	    hka_nl_put_u32(skb, HKA_A_VR_STARTUP_DELAY, vr->startup_delay_us) ||
	    (hold && hka_nl_put_u32(skb, HKA_A_VR_PREEMPT_REMAINING, hold)) ||
	    (startup && hka_nl_put_u32(skb, HKA_A_VR_STARTUP_REMAINING, startup)))
		return -EMSGSIZE;
	return 0;
}

/* vr->lock held. The password is never told. */
static int put_vr_wire(struct sk_buff *skb, const struct hka_vr *vr)
{
	u8 len = hka_addr_len(vr->family);

	if (vr->cfg.version == 2 &&
	    (hka_nl_put_u8(skb, HKA_A_VR_AUTH_TYPE, vr->wire.auth_type) ||
	     hka_nl_put_u8(skb, HKA_A_VR_CHECK_ADDRESSES, vr->wire.check_addrs)))
		return -EMSGSIZE;
	if (hka_nl_put_u8(skb, HKA_A_VR_STRICT, vr->wire.strict) ||
	    hka_nl_put_u8(skb, HKA_A_VR_ACCEPT, vr->wire.accept) ||
	    hka_nl_put_u8(skb, HKA_A_VR_VMAC, vr->wire.vmac) ||
	    (vr->vmac && hka_nl_put_u8(skb, HKA_A_VR_VMAC_STATE, vr->vmac_state)) ||
	    (vr->wire.has_source &&
	     nla_put(skb, HKA_A_VR_SOURCE_ADDRESS, len, vr->wire.source.b)))
		return -EMSGSIZE;
	if (!vr->unicast)
		return nla_put(skb, HKA_A_VR_MCAST_GROUP, len, vr->group.b);
	if (hka_nl_put_u8(skb, HKA_A_VR_UNICAST_TTL, vr->wire.unicast_ttl) ||
	    hka_nl_put_u8(skb, HKA_A_VR_CHECK_SOURCE, vr->wire.check_source) ||
	    hka_nl_put_peers(skb, vr))
		return -EMSGSIZE;
	return 0;
}

int hka_nl_put_id(struct sk_buff *skb, const struct hka_vr *vr)
{
	char name[HKA_NAME_MAX + 1];

	if (nla_put_string(skb, HKA_A_VR_NAME, hka_vr_name(vr, name)) ||
	    hka_nl_put_u32(skb, HKA_A_VR_ID, vr->id))
		return -EMSGSIZE;
	return 0;
}

int hka_nl_put_vr(struct sk_buff *skb, struct hka_vr *vr)
{
	u8 sent;
	int err;

	if (hka_nl_put_id(skb, vr))
		return -EMSGSIZE;
	hka_vr_lock(vr);
	hka_group_catch_up(vr);
	sent = vr->csum_form == HKA_CSUM_PLAIN ? HKA_CHECKSUM_RFC9568 : HKA_CHECKSUM_RFC5798;
	err = -EMSGSIZE;
	if ((!vr->no_dev && nla_put_string(skb, HKA_A_VR_IFNAME, vr->ifname)) ||
	    hka_nl_put_u32(skb, HKA_A_VR_IFINDEX, vr->ifindex) ||
	    hka_nl_put_u8(skb, HKA_A_VR_VRID, vr->vrid) ||
	    hka_nl_put_u8(skb, HKA_A_VR_FAMILY, vr->family) ||
	    hka_nl_put_u8(skb, HKA_A_VR_VERSION, vr->cfg.version) ||
	    hka_nl_put_u8(skb, HKA_A_VR_PRIORITY, vr->base_priority) ||
	    hka_nl_put_u32(skb, HKA_A_VR_INTERVAL, vr->base_interval_us) ||
	    hka_nl_put_u8(skb, HKA_A_VR_PREEMPT, vr->cfg.preempt) ||
	    hka_nl_put_u8(skb, HKA_A_VR_CHECKSUM, vr->checksum) ||
	    hka_nl_put_u8(skb, HKA_A_VR_TRACK_LINK, vr->track_link))
		goto out;
	if (vr->family == HKA_FAMILY_IPV4 && vr->cfg.version == 3 &&
	    hka_nl_put_u8(skb, HKA_A_VR_CHECKSUM_SENT, sent))
		goto out;
	if (hka_nl_put_vips(skb, vr->vips) || hka_nl_put_announce(skb, &vr->burst_cfg) ||
	    put_vr_timing(skb, vr) || put_vr_wire(skb, vr))
		goto out;
	if (hka_nl_put_contributions(skb, vr) || hka_nl_put_tie(skb, &vr->tie) ||
	    put_vr_group(skb, vr) || hka_nl_put_fibs(skb, vr->fibs) ||
	    hka_nl_put_hmac(skb, vr) || hka_nl_put_claim(skb, vr))
		goto out;
	err = put_vr_state(skb, vr);
out:
	hka_vr_unlock(vr);
	return err;
}

/* Room for one router with all its addresses and contributions; a lease counts twice. */
size_t hka_nl_vr_size(struct hka_vr *vr)
{
	size_t size;

	hka_vr_lock(vr);
	size = NLMSG_GOODSIZE + hka_nl_vips_size(vr->vips) + hka_nl_peers_size(vr) +
	       hka_nl_fibs_size(vr->fibs) +
	       (vr->n_members + vr->demotions.n + 3) * HKA_NL_CONTRIBUTION_SIZE;
	if (vr->member_of)
		size += (vr->member_of->n_ties + vr->member_of->demotions.n) *
			HKA_NL_CONTRIBUTION_SIZE;
	hka_vr_unlock(vr);
	return size;
}
