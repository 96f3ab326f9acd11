// SPDX-License-Identifier: GPL-2.0
/*
 * Events to the multicast group: what happened to a router. Owns their sequence.
 */
#include "netlink.h"
#include "netlink_gen.h"

/* Events carry one sequence per namespace: a gap tells a listener that it lost some. */
void hka_event_skip(struct hka_net *hn, u32 lost)
{
	atomic_add(lost, &hn->event_seq);
}

void hka_event_send(struct hka_vr *vr, const struct hka_transition *t)
{
	struct net *net = vr->hn->net;
	char ifname[IFNAMSIZ];
	struct sk_buff *skb;
	void *hdr;
	u32 seq;

	spin_lock_bh(vr->lock);
	memcpy(ifname, vr->ifname, sizeof(ifname));
	spin_unlock_bh(vr->lock);
	seq = atomic_inc_return(&vr->hn->event_seq);
	if (!genl_has_listeners(&hka_nl_family, net, HKA_NLGRP_EVENTS))
		return;
	skb = genlmsg_new(NLMSG_GOODSIZE, GFP_ATOMIC);
	if (!skb)
		return;
	hdr = genlmsg_put(skb, 0, 0, &hka_nl_family, 0, HKA_CMD_EVENT);
	if (!hdr || nla_put_u32(skb, HKA_A_EVENT_SEQ, seq) ||
	    nla_put_string(skb, HKA_A_EVENT_NAME, vr->name) ||
	    nla_put_u32(skb, HKA_A_EVENT_ID, vr->id) ||
	    nla_put_string(skb, HKA_A_EVENT_IFNAME, ifname) ||
	    nla_put_u8(skb, HKA_A_EVENT_VRID, vr->vrid) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAMILY, vr->family) ||
	    nla_put_u8(skb, HKA_A_EVENT_FROM, t->from) ||
	    nla_put_u8(skb, HKA_A_EVENT_TO, t->to) ||
	    nla_put_u8(skb, HKA_A_EVENT_CAUSE, t->cause) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAULT, t->fault) ||
	    nla_put_u8(skb, HKA_A_EVENT_PRIORITY, t->priority) ||
	    nla_put_u64_64bit(skb, HKA_A_EVENT_TIME, t->time, HKA_A_EVENT_PAD) ||
	    (t->has_peer && nla_put(skb, HKA_A_EVENT_PEER, hka_addr_len(vr->family), t->peer.b))) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, hdr);
	/* Not blocking: a listener that stopped reading must not slow the reflector. */
	genlmsg_multicast_netns(&hka_nl_family, net, skb, 0, HKA_NLGRP_EVENTS, GFP_ATOMIC);
}
