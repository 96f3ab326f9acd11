// SPDX-License-Identifier: GPL-2.0
/*
 * Receiving: the handlers of IP protocol 112 and the receive ladder around the
 * pure checks of packet.c. A packet that fails a check changes nothing but a
 * counter. Runs in softirq under RCU; takes one router's lock at a time.
 */
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/timekeeping.h>
#include <net/ip.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/protocol.h>

#include "engine.h"
#include "trace.h"

/* To whom a packet was sent. */
enum cast { UNICAST, MULTICAST, BROADCAST };

/* The checksum form of a peer that is believed becomes ours (CONFORMANCE 25.3, 25.15). */
static void follow_checksum(struct hka_vr *vr, const struct hka_advert *adv, bool rival)
{
	if (adv->csum_form == HKA_CSUM_NONE)
		return;
	if (adv->csum_form == HKA_CSUM_PLAIN)
		vr->stats.csum_plain++;
	else
		vr->stats.csum_pseudo++;
	if (vr->checksum == HKA_CHECKSUM_AUTO &&
	    (rival || vr->fsm.state == HKA_STATE_BACKUP))
		vr->csum_form = adv->csum_form;
}

/* vr->lock held. Return: why the packet was dropped, HKA_DROP_NONE if it was not. */
static enum hka_drop vr_receive(struct hka_vr *vr, const struct hka_packet_rx *rx,
				struct hka_advert *adv, u64 now)
{
	struct hka_packet_rules rules = {
		.version = vr->cfg.version,
		.checksum = vr->checksum,
		.auth_type = vr->wire.auth_type,
		.check_addrs = vr->wire.check_addrs,
		.strict = vr->wire.strict,
		.count = vr->vips->advertised,
		.interval_us = vr->cfg.interval_us,
		.addrs = vr->vips->wire,
	};
	struct hka_fsm_event ev = { .type = HKA_EV_ADVERT, .now = now };
	struct hka_peer *peer = NULL;
	struct hka_peers *peers;
	enum hka_drop drop;
	u32 act;

	/* R2, R4 of unicast: strangers first. */
	peers = rcu_dereference(vr->peers);
	if (peers) {
		peer = hka_peers_find(peers, vr->family, &rx->src);
		if (!peer && vr->wire.check_source)
			return HKA_DROP_UNKNOWN_PEER;
		if (peer && (rx->ttl < peer->ttl_min || rx->ttl > peer->ttl_max))
			return HKA_DROP_TTL;
	}
	memcpy(rules.auth, vr->wire.auth, sizeof(rules.auth));
	if (vr->fsm.state != HKA_STATE_BACKUP && vr->fsm.state != HKA_STATE_MASTER)
		return HKA_DROP_INACTIVE;
	ev.cmp = hka_addr_cmp(vr->family, &rx->src, &vr->source);
	if (!ev.cmp)
		return HKA_DROP_SELF;
	drop = hka_packet_check(rx, &rules, adv);
	if (!drop && vr->hmac)
		drop = hka_hmac_check(vr, rx, adv, peer);
	if (drop)
		return drop;
	if (vr->cfg.owner_check && vr->cfg.priority == HKA_PRIO_OWNER &&
	    !hka_fsm_gives_way(&vr->fsm, &vr->cfg))
		return HKA_DROP_OWNER_CONFLICT;

	hka_rival_hear(vr, rx, adv, HKA_DROP_NONE, now);
	trace_hka_advert_received(vr, &rx->src, adv->priority, adv->interval_us);
	ev.priority = adv->priority;
	ev.interval_us = adv->interval_us;
	act = hka_vr_event(vr, &ev, &rx->src);
	if (act & HKA_ACT_ARM)
		hka_timer_follow(vr, now, adv->interval_us);

	follow_checksum(vr, adv, act & HKA_NOTE_RIVAL);
	vr->stats.accepted++;
	vr->stats.zero_received += !adv->priority;
	vr->stats.list_mismatch += !!(adv->flags & HKA_PKT_ADDRS);
	vr->stats.order_mismatch += !!(adv->flags & HKA_PKT_ADDR_ORDER);
	vr->stats.trailing += !!(adv->flags & (vr->hmac ? HKA_PKT_TRAILING :
					       HKA_PKT_TRAILING | HKA_PKT_TRAILER));
	vr->last_source = rx->src;
	vr->has_last_source = true;
	vr->last_priority = adv->priority;
	vr->heard_at = now;
	if (peer)
		peer->last_heard = ktime_get_real_ns();
	return HKA_DROP_NONE;
}

/* R1, R2. Return: why the packet is for no router at all. */
static enum hka_drop check_destination(struct hka_net *hn, int ifindex,
				       const struct hka_packet_rx *rx, enum cast cast)
{
	if ((cast == UNICAST && hka_link_unicast(hn, ifindex, rx->family)) ||
	    (cast == MULTICAST && hka_link_listens(hn, ifindex, rx->family, &rx->dst)))
		return HKA_DROP_NONE;
	return hka_link_runs(hn, ifindex, rx->family) ? HKA_DROP_BAD_DST : HKA_DROP_NO_INTERFACE;
}

/* R7. */
static struct hka_vr *lookup(struct hka_net *hn, int ifindex, const struct hka_packet_rx *rx,
			     enum cast cast)
{
	if (rx->len < 2)
		return NULL;
	return cast == UNICAST ?
	       hka_lookup_peer(hn->net, ifindex, rx->family, rx->msg[1], &rx->src) :
	       hka_lookup_group(hn->net, ifindex, rx->family, rx->msg[1], &rx->dst);
}

static enum hka_drop receive(struct hka_net *hn, int ifindex, struct hka_packet_rx *rx,
			     enum cast cast, u64 now)
{
	struct hka_advert adv;
	enum hka_drop drop;
	struct hka_vr *vr;
	bool kick;

	/* R1, R2, R4..R7; the peers of a unicast router have bounds of their own. */
	drop = check_destination(hn, ifindex, rx, cast);
	if (drop)
		return drop;
	rx->ttl_min = cast == UNICAST ? 0 : HKA_VRRP_TTL;
	drop = hka_packet_peek(rx, &adv);
	if (drop != HKA_DROP_NONE && drop != HKA_DROP_TTL) {
		hka_note_drop_net(hn, ifindex, drop, rx);
		return drop;
	}
	vr = lookup(hn, ifindex, rx, cast);
	if (!vr) {
		drop = drop ?: HKA_DROP_VRID;
		hka_note_drop_net(hn, ifindex, drop, rx);
		return drop;
	}

	hka_vr_lock(vr);
	vr->stats.received++;
	if (!drop)
		drop = vr_receive(vr, rx, &adv, now);
	if (drop) {
		vr->stats.drop[drop]++;
		hka_rival_hear(vr, rx, &adv, drop, now);
		hka_note_drop(vr, drop, rx);
	}
	kick = vr->pending || vr->reflect;
	hka_vr_unlock(vr);
	if (kick)
		hka_vr_kick(vr);
	return drop;
}

static void count(struct hka_net *hn, int ifindex, const struct hka_packet_rx *rx,
		  enum hka_drop drop)
{
	hka_net_count(hn, drop);
	if (drop)
		trace_hka_drop(ifindex, rx, drop);
}

static enum cast cast_ipv4(const struct sk_buff *skb)
{
	const struct rtable *rt = skb_rtable(skb);

	if (ipv4_is_multicast(ip_hdr(skb)->daddr))
		return MULTICAST;
	return !rt || rt->rt_flags & RTCF_BROADCAST ? BROADCAST : UNICAST;
}

/* Whose frame it is, if it is one. */
const u8 *hka_rx_mac(const struct sk_buff *skb)
{
	if (skb->dev->type != ARPHRD_ETHER || !skb_mac_header_was_set(skb) ||
	    skb_mac_header_len(skb) < ETH_HLEN)
		return NULL;
	return eth_hdr(skb)->h_source;
}

/* The down timer runs from the arrival, not from the end of the checks: the clock comes first. */
static int rcv_ipv4(struct sk_buff *skb)
{
	u64 now = ktime_get_ns();
	struct hka_net *hn = hka_net(dev_net(skb->dev));
	struct hka_packet_rx rx = {
		.family = HKA_FAMILY_IPV4,
	};
	int ifindex = inet_sdif(skb) ?: skb->dev->ifindex;
	enum hka_drop drop = HKA_DROP_NO_MEMORY;

	if (!skb_linearize(skb)) {
		const struct iphdr *iph = ip_hdr(skb);

		rx.msg = skb->data;
		rx.len = skb->len;
		rx.mac = hka_rx_mac(skb);
		rx.ttl = iph->ttl;
		memcpy(rx.src.b, &iph->saddr, 4);
		memcpy(rx.dst.b, &iph->daddr, 4);
		drop = receive(hn, ifindex, &rx, cast_ipv4(skb), now);
	}
	count(hn, ifindex, &rx, drop);
	consume_skb(skb);
	return 0;
}

static int rcv_ipv6(struct sk_buff *skb)
{
	u64 now = ktime_get_ns();
	struct hka_net *hn = hka_net(dev_net(skb->dev));
	struct hka_packet_rx rx = {
		.family = HKA_FAMILY_IPV6,
	};
	int ifindex = inet6_sdif(skb) ?: skb->dev->ifindex;
	enum hka_drop drop = HKA_DROP_NO_MEMORY;

	if (!skb_linearize(skb)) {
		const struct ipv6hdr *ip6h = ipv6_hdr(skb);

		rx.msg = skb->data;
		rx.len = skb->len;
		rx.mac = hka_rx_mac(skb);
		rx.ttl = ip6h->hop_limit;
		memcpy(rx.src.b, &ip6h->saddr, 16);
		memcpy(rx.dst.b, &ip6h->daddr, 16);
		drop = receive(hn, ifindex, &rx,
			       ipv6_addr_is_multicast(&ip6h->daddr) ? MULTICAST : UNICAST, now);
	}
	count(hn, ifindex, &rx, drop);
	consume_skb(skb);
	return 0;
}

static const struct net_protocol hka_protocol = {
	.handler = rcv_ipv4,
	.no_policy = 1,
};

static const struct inet6_protocol hka_protocol6 = {
	.handler = rcv_ipv6,
	.flags = INET6_PROTO_NOPOLICY | INET6_PROTO_FINAL,
};

int hka_rx_register(struct netlink_ext_ack *extack)
{
	if (inet_add_protocol(&hka_protocol, HKA_VRRP_PROTO)) {
		NL_SET_ERR_MSG(extack, "another kernel module owns IP protocol 112");
		return -EADDRINUSE;
	}
	if (inet6_add_protocol(&hka_protocol6, HKA_VRRP_PROTO)) {
		inet_del_protocol(&hka_protocol, HKA_VRRP_PROTO);
		NL_SET_ERR_MSG(extack, "another kernel module owns IPv6 protocol 112");
		return -EADDRINUSE;
	}
	return 0;
}

void hka_rx_unregister(void)
{
	inet6_del_protocol(&hka_protocol6, HKA_VRRP_PROTO);
	inet_del_protocol(&hka_protocol, HKA_VRRP_PROTO);
}
