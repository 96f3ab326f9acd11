// SPDX-License-Identifier: GPL-2.0
/*
 * Events to the multicast group: what happened to a router, or on its device. Owns
 * their sequence.
 */
#include "netlink.h"
#include "netlink_gen.h"

/* Events carry one sequence per namespace: a gap tells a listener that it lost some. */
void hka_event_skip(struct hka_net *hn, u32 lost)
{
	atomic_add(lost, &hn->event_seq);
}

/* Of a group, which has no cause and no fault of its own. */
static int put_change(struct sk_buff *skb, const struct hka_note *note)
{
	if (nla_put_u8(skb, HKA_A_EVENT_FROM, note->from) ||
	    nla_put_u8(skb, HKA_A_EVENT_TO, note->to))
		return -EMSGSIZE;
	return 0;
}

static int put_router(struct sk_buff *skb, const struct hka_vr *vr)
{
	char name[HKA_NAME_MAX + 1];

	if (nla_put_string(skb, HKA_A_EVENT_NAME, hka_vr_name(vr, name)) ||
	    nla_put_u32(skb, HKA_A_EVENT_ID, vr->id) ||
	    nla_put_u8(skb, HKA_A_EVENT_VRID, vr->vrid))
		return -EMSGSIZE;
	return 0;
}

static int put_transition(struct sk_buff *skb, const struct hka_note *note)
{
	if (put_change(skb, note) ||
	    nla_put_u8(skb, HKA_A_EVENT_CAUSE, note->cause) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAULT, note->fault))
		return -EMSGSIZE;
	return 0;
}

/* What only some kinds have. */
static int put_details(struct sk_buff *skb, const struct hka_vr *vr, const struct hka_note *note)
{
	if ((note->has_peer &&
	     nla_put(skb, HKA_A_EVENT_PEER, hka_addr_len(vr->family), note->peer.b)) ||
	    (note->has_peer_priority &&
	     nla_put_u8(skb, HKA_A_EVENT_PEER_PRIORITY, note->peer_priority)) ||
	    (note->has_latency &&
	     nla_put_u64_64bit(skb, HKA_A_EVENT_LATENCY, note->latency, HKA_A_EVENT_PAD)) ||
	    (note->address_family &&
	     nla_put(skb, HKA_A_EVENT_ADDRESS, hka_addr_len(note->address_family),
		     note->address.b)) ||
	    (note->error && nla_put_u32(skb, HKA_A_EVENT_ERROR, note->error)) ||
	    (note->reason && nla_put_string(skb, note->kind == HKA_EVENT_KIND_GROUP ?
					    HKA_A_EVENT_GROUP : HKA_A_EVENT_REASON,
					    note->reason->s)) ||
	    (note->text && nla_put_string(skb, HKA_A_EVENT_TEXT, note->text->s)) ||
	    (note->drop && nla_put_u32(skb, HKA_A_EVENT_DROP, note->drop)) ||
	    (note->kind == HKA_EVENT_KIND_TRACKER &&
	     nla_put_u8(skb, HKA_A_EVENT_TRACK_STATE, note->track_state)) ||
	    (note->kind == HKA_EVENT_KIND_LEASE &&
	     nla_put_u8(skb, HKA_A_EVENT_LEASE_STATE, note->lease_state)) ||
	    (note->has_mac && nla_put(skb, HKA_A_EVENT_PEER_MAC, sizeof(note->mac), note->mac)) ||
	    (note->peer_interval &&
	     nla_put_u32(skb, HKA_A_EVENT_PEER_INTERVAL, note->peer_interval)) ||
	    (note->has_source &&
	     nla_put(skb, HKA_A_EVENT_SOURCE, hka_addr_len(vr->family), note->source.b)))
		return -EMSGSIZE;
	return 0;
}

static int put_event(struct sk_buff *skb, struct hka_vr *vr, const struct hka_note *note, u32 seq)
{
	char ifname[IFNAMSIZ];

	hka_vr_lock(vr);
	memcpy(ifname, vr->ifname, sizeof(ifname));
	hka_vr_unlock(vr);
	if (nla_put_u32(skb, HKA_A_EVENT_SEQ, seq) ||
	    nla_put_u8(skb, HKA_A_EVENT_KIND, note->kind) ||
	    nla_put_u64_64bit(skb, HKA_A_EVENT_TIME, note->time, HKA_A_EVENT_PAD) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAMILY, vr->family) ||
	    nla_put_string(skb, HKA_A_EVENT_IFNAME, ifname))
		return -EMSGSIZE;
	if (note->kind != HKA_EVENT_KIND_PROTOCOL_ERROR &&
	    (put_router(skb, vr) || nla_put_u8(skb, HKA_A_EVENT_PRIORITY, note->priority)))
		return -EMSGSIZE;
	if ((note->kind == HKA_EVENT_KIND_TRANSITION && put_transition(skb, note)) ||
	    (note->kind == HKA_EVENT_KIND_GROUP && put_change(skb, note)))
		return -EMSGSIZE;
	return put_details(skb, vr, note);
}

void hka_event_send(struct hka_vr *vr, const struct hka_note *note)
{
	struct net *net = vr->hn->net;
	struct sk_buff *skb;
	void *hdr;
	u32 seq;

	seq = atomic_add_return(note->lost + 1, &vr->hn->event_seq);
	if (!genl_has_listeners(&hka_nl_family, net, HKA_NLGRP_EVENTS))
		return;
	skb = genlmsg_new(NLMSG_GOODSIZE, GFP_ATOMIC);
	if (!skb)
		return;
	hdr = genlmsg_put(skb, 0, 0, &hka_nl_family, 0, HKA_CMD_EVENT);
	if (!hdr || put_event(skb, vr, note, seq)) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, hdr);
	/* Not blocking: a listener that stopped reading must not slow the reflector. */
	genlmsg_multicast_netns(&hka_nl_family, net, skb, 0, HKA_NLGRP_EVENTS, GFP_ATOMIC);
}
