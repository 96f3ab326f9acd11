// SPDX-License-Identifier: GPL-2.0
/*
 * Announcements: gratuitous ARP and unsolicited neighbour advertisements for one
 * address that is on its device. Sends; touches nothing but a counter. Never sent
 * while the gate is closed.
 */
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/inetdevice.h>
#include <linux/pkt_sched.h>
#include <net/addrconf.h>
#include <net/arp.h>
#include <net/ip6_checksum.h>
#include <net/ndisc.h>

#include "engine.h"

/* RFC 9568 6.4.2: a broadcast ARP request for the address, from the address. */
static struct sk_buff *build_garp(struct net_device *dev, const struct hka_vip *vip)
{
	__be32 addr;

	memcpy(&addr, vip->a.addr.b, sizeof(addr));
	return arp_create(ARPOP_REQUEST, ETH_P_ARP, addr, dev, addr, NULL, dev->dev_addr, NULL);
}

/*
 * RFC 9568 6.4.2, RFC 4861 7.2.6: to all nodes, not solicited, override; the
 * router flag tells whether this host forwards.
 */
static struct sk_buff *build_na(struct net_device *dev, const struct hka_vip *vip)
{
	unsigned int optlen = ALIGN(2 + dev->addr_len, 8);
	unsigned int len = sizeof(struct nd_msg) + optlen;
	const struct inet6_dev *idev;
	struct ipv6hdr *ip6h;
	struct sk_buff *skb;
	u8 mac[ETH_ALEN];
	struct nd_msg *na;

	skb = alloc_skb(LL_RESERVED_SPACE(dev) + sizeof(*ip6h) + len + dev->needed_tailroom,
			GFP_ATOMIC | __GFP_NOWARN);
	if (!skb)
		return NULL;
	skb_reserve(skb, LL_RESERVED_SPACE(dev));
	skb_reset_network_header(skb);
	ip6h = skb_put(skb, sizeof(*ip6h));
	skb_set_transport_header(skb, sizeof(*ip6h));
	na = skb_put_zero(skb, len);

	ip6_flow_hdr(ip6h, 0, 0);
	ip6h->payload_len = htons(len);
	ip6h->nexthdr = IPPROTO_ICMPV6;
	ip6h->hop_limit = 255;
	memcpy(&ip6h->saddr, vip->a.addr.b, 16);
	ip6h->daddr = in6addr_linklocal_allnodes;

	na->icmph.icmp6_type = NDISC_NEIGHBOUR_ADVERTISEMENT;
	na->icmph.icmp6_override = 1;
	idev = __in6_dev_get(dev);
	na->icmph.icmp6_router = idev && idev->cnf.forwarding;
	na->target = ip6h->saddr;
	na->opt[0] = ND_OPT_TARGET_LL_ADDR;
	na->opt[1] = optlen >> 3;
	memcpy(&na->opt[2], dev->dev_addr, dev->addr_len);
	na->icmph.icmp6_cksum = csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, len, IPPROTO_ICMPV6,
						csum_partial(na, len, 0));

	skb->dev = dev;
	skb->protocol = htons(ETH_P_IPV6);
	ipv6_eth_mc_map(&ip6h->daddr, mac);
	if (dev_hard_header(skb, dev, ETH_P_IPV6, mac, NULL, skb->len) < 0) {
		kfree_skb(skb);
		return NULL;
	}
	return skb;
}

/* The device of an address need not be one of the routers'. */
static bool can_announce(const struct net_device *dev, const struct hka_vip *vip)
{
	return dev->flags & IFF_UP && !(dev->flags & (IFF_NOARP | IFF_LOOPBACK)) &&
	       dev->type == ARPHRD_ETHER && !hka_address_is_multicast(&vip->a);
}

void hka_announce(struct hka_vr *vr, const struct hka_vip *vip)
{
	struct sk_buff *skb = NULL;
	struct net_device *dev;
	bool sent = false;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(vr->hn->net, READ_ONCE(vip->ifindex));
	if (dev && can_announce(dev, vip))
		skb = vip->a.family == HKA_FAMILY_IPV6 ? build_na(dev, vip) : build_garp(dev, vip);
	if (skb) {
		skb->priority = TC_PRIO_CONTROL;
		if (hka_vr_is_open(vr))
			sent = !hka_tx_send(skb);
		else
			kfree_skb(skb);
	}
	rcu_read_unlock();
	if (!sent)
		return;
	hka_vr_lock(vr);
	vr->stats.announced++;
	hka_vr_unlock(vr);
}
