// SPDX-License-Identifier: GPL-2.0
/*
 * Adverts on the wire: builds the frame (under vr->lock) and hands it to the
 * device's queue (without it). Touches nothing else.
 *
 * To a group, the Ethernet header is our own and the frame goes straight to the queueing
 * discipline: no route, no neighbour and no netfilter output hook stands between
 * a timer and the wire. Works in any context that may call dev_queue_xmit().
 */
#include <linux/etherdevice.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/pkt_sched.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include "engine.h"

#define HKA_TOS		0xc0	/* CS6, as routing protocols and keepalived use */

/* RFC 9568 5.1.1.2, 5.1.2.2 */
const struct hka_addr hka_groups[2] = {
	{ .b = { 224, 0, 0, 18 } },
	{ .b = { 0xff, 0x02, [15] = 0x12 } },
};

static void put_ipv4(struct hka_vr *vr, struct sk_buff *skb, unsigned int len,
		     const struct hka_addr *dst, u8 ttl)
{
	struct iphdr *iph = ip_hdr(skb);

	memset(iph, 0, sizeof(*iph));
	iph->version = 4;
	iph->ihl = 5;
	iph->tos = HKA_TOS;
	iph->tot_len = htons(sizeof(*iph) + len);
	iph->id = htons(++vr->ip_id);
	iph->frag_off = htons(IP_DF);
	iph->ttl = ttl;
	iph->protocol = HKA_VRRP_PROTO;
	memcpy(&iph->saddr, vr->source.b, 4);
	memcpy(&iph->daddr, dst->b, 4);
	ip_send_check(iph);
}

static void put_ipv6(struct hka_vr *vr, struct sk_buff *skb, unsigned int len,
		     const struct hka_addr *dst, u8 ttl)
{
	struct ipv6hdr *ip6h = ipv6_hdr(skb);

	ip6_flow_hdr(ip6h, HKA_TOS, 0);
	ip6h->payload_len = htons(len);
	ip6h->nexthdr = HKA_VRRP_PROTO;
	ip6h->hop_limit = ttl;
	memcpy(&ip6h->saddr, vr->source.b, 16);
	memcpy(&ip6h->daddr, dst->b, 16);
}

/* Return: an IP packet, without a link-layer header; NULL without memory or source. */
struct sk_buff *hka_tx_packet(struct hka_vr *vr, u8 priority, const struct hka_addr *dst, u8 ttl,
			      unsigned int headroom, unsigned int tailroom,
			      struct hka_signature *sig)
{
	bool v6 = vr->family == HKA_FAMILY_IPV6;
	unsigned int iplen = v6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr);
	bool sign = hka_hmac_trailer_len(vr->hmac);
	struct hka_packet_tx tx;
	struct sk_buff *skb;
	unsigned int len;

	lockdep_assert_held(vr->lock);
	if (!vr->has_source)
		return NULL;

	tx.version = vr->cfg.version;
	tx.family = vr->family;
	tx.vrid = vr->vrid;
	tx.priority = priority;
	tx.count = vr->vips->advertised;
	tx.csum_form = vr->csum_form;
	tx.auth_type = vr->wire.auth_type;
	memcpy(tx.auth, vr->wire.auth, sizeof(tx.auth));
	tx.interval_us = vr->cfg.interval_us;
	tx.src = vr->source;
	tx.dst = *dst;
	tx.addrs = vr->vips->wire;
	tx.sign = sign ? hka_hmac_sign : NULL;
	tx.sign_arg = sig;
	len = hka_packet_len(tx.version, tx.family, tx.count) + hka_hmac_trailer_len(vr->hmac);
	skb = alloc_skb(headroom + iplen + len + tailroom, GFP_ATOMIC | __GFP_NOWARN);
	if (!skb)
		return NULL;
	skb_reserve(skb, headroom);
	skb_reset_network_header(skb);
	skb_set_transport_header(skb, iplen);
	if (hka_packet_encode(&tx, skb_put(skb, iplen + len) + iplen, len) < 0) {
		kfree_skb(skb);
		return NULL;
	}
	if (v6)
		put_ipv6(vr, skb, len, dst, ttl);
	else
		put_ipv4(vr, skb, len, dst, ttl);
	skb->protocol = htons(v6 ? ETH_P_IPV6 : ETH_P_IP);
	skb->priority = TC_PRIO_CONTROL;
	return skb;
}

/* Return: the frame to the group, or NULL without memory, device or source. */
struct sk_buff *hka_tx_build(struct hka_vr *vr, u8 priority)
{
	struct hka_signature sig = { .vr = vr };
	struct net_device *dev = vr->dev;
	u8 mac[ETH_ALEN], vmac[ETH_ALEN];
	const u8 *from = NULL;
	struct sk_buff *skb;

	if (!dev)
		return NULL;
	skb = hka_tx_packet(vr, priority, &vr->group, HKA_VRRP_TTL, LL_RESERVED_SPACE(dev),
			    dev->needed_tailroom, &sig);
	if (!skb)
		return NULL;
	if (vr->family == HKA_FAMILY_IPV6)
		ipv6_eth_mc_map(&ipv6_hdr(skb)->daddr, mac);
	else
		ip_eth_mc_map(ip_hdr(skb)->daddr, mac);
	if (hka_vmac_speaks(vr, priority)) {
		hka_vmac_address(vr, vmac);
		from = vmac;
	}
	skb->dev = dev;
	if (dev_hard_header(skb, dev, ntohs(skb->protocol), mac, from, skb->len) < 0) {
		kfree_skb(skb);
		return NULL;
	}
	return skb;
}

/* RCU or a reference keeps skb->dev. Return: 0, or -ENOBUFS if the frame did not leave. */
int hka_tx_send(struct sk_buff *skb)
{
	int err = dev_queue_xmit(skb);

	/* A policed queue reports congestion for a frame that may have left. */
	return err == NET_XMIT_SUCCESS || err == NET_XMIT_CN ? 0 : -ENOBUFS;
}
