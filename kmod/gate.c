// SPDX-License-Identifier: GPL-2.0
/*
 * The gate: whether this host answers for a virtual address.
 *
 * Owns the table of virtual addresses and the netfilter hooks that consult it, on
 * ARP input, neighbour solicitations and local input. Leaving MASTER closes a
 * router's gate in softirq with one store; its addresses follow when RTNL allows,
 * so a release that waits for RTNL is not a split brain. Hooks are registered when
 * the first router of a namespace is configured, never at failover. No firewall
 * rule is written. Touches no packet: passes or drops. That somebody else claims an
 * address is told to rival.c. Accept off is the same gate
 * with another answer: open to questions, shut to packets, or to all but echo requests.
 */
#include <linux/hashtable.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_arp.h>
#include <linux/jhash.h>
#include <linux/netfilter.h>
#include <linux/netfilter_arp.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <net/ndisc.h>

#include "engine.h"

static DEFINE_HASHTABLE(hka_gate, 12);

static u32 gate_hash(const struct net *net, u8 family, const void *addr)
{
	u32 h = hash_ptr(net, 32);

	return family == HKA_FAMILY_IPV6 ? jhash(addr, 16, h) : jhash(addr, 4, h);
}

void hka_gate_add(struct hka_vips *vips)
{
	u16 i;

	spin_lock_bh(&hka_table_lock);
	for (i = 0; i < vips->count; i++) {
		struct hka_vip *vip = &vips->vip[i];

		hash_add_rcu(hka_gate, &vip->gate_node,
			     gate_hash(vip->vr->hn->net, vip->a.family, vip->a.addr.b));
	}
	spin_unlock_bh(&hka_table_lock);
}

void hka_gate_del(struct hka_vips *vips)
{
	u16 i;

	spin_lock_bh(&hka_table_lock);
	for (i = 0; i < vips->count; i++)
		hash_del_rcu(&vips->vip[i].gate_node);
	spin_unlock_bh(&hka_table_lock);
}

/* What the gate says about an address. */
enum verdict {
	GATE_FOREIGN,		/* not a virtual address */
	GATE_OPEN,
	GATE_PING,		/* we answer for it, and take echo requests (accept ping) */
	GATE_REFUSE,		/* we answer for it, but take no packets (accept off) */
	GATE_SHUT,		/* on a device because of us while nobody here is MASTER for it */
};

/*
 * An address that several routers have is open while one of them is MASTER, and takes
 * packets, or echo requests, while one of those does. One that is on its device, but not
 * because of us, is the host's own business, as in keepalived.
 */
static enum verdict gate_lookup(const struct net *net, u8 family, const void *addr)
{
	enum verdict verdict = GATE_FOREIGN;
	bool refuse = false, ping = false, shut = false;
	struct hka_vip *vip;
	u8 state, accept;

	hash_for_each_possible_rcu(hka_gate, vip, gate_node, gate_hash(net, family, addr)) {
		if (vip->a.family != family || vip->vr->hn->net != net ||
		    memcmp(vip->a.addr.b, addr, hka_addr_len(family)))
			continue;
		verdict = GATE_OPEN;
		state = READ_ONCE(vip->state);
		accept = READ_ONCE(vip->vr->gate_accept);
		if (!hka_vr_is_open(vip->vr))
			shut |= state != HKA_VIP_STATE_ABSENT && state != HKA_VIP_STATE_ADOPTED;
		else if (accept == HKA_ACCEPT_ON || state == HKA_VIP_STATE_ADOPTED)
			return GATE_OPEN;
		else if (accept == HKA_ACCEPT_PING)
			ping = true;
		else
			refuse = true;
	}
	return ping ? GATE_PING : refuse ? GATE_REFUSE : shut ? GATE_SHUT : verdict;
}

bool hka_gate_is_vip(struct net *net, u8 family, const struct hka_addr *addr)
{
	return gate_lookup(net, family, addr->b) != GATE_FOREIGN;
}

void hka_gate_each(struct net *net, u8 family, const struct hka_addr *addr,
		   void (*fn)(struct hka_vip *vip, void *arg), void *arg)
{
	struct hka_vip *vip;

	hash_for_each_possible_rcu(hka_gate, vip, gate_node, gate_hash(net, family, addr->b))
		if (vip->a.family == family && vip->vr->hn->net == net &&
		    !hka_addr_cmp(family, &vip->a.addr, addr))
			fn(vip, arg);
}

/* May the host answer who has the address? */
static unsigned int answer(const struct net *net, u8 family, const void *addr)
{
	return gate_lookup(net, family, addr) == GATE_SHUT ? NF_DROP : NF_ACCEPT;
}

/* May the host take a packet to the address, which is an echo request or is not? */
static unsigned int take(const struct net *net, u8 family, const void *addr, bool echo)
{
	enum verdict verdict = gate_lookup(net, family, addr);

	return verdict >= GATE_REFUSE || (verdict == GATE_PING && !echo) ? NF_DROP : NF_ACCEPT;
}

/* Its fragments have been put together. */
static bool is_echo(const struct sk_buff *skb)
{
	const struct iphdr *iph = ip_hdr(skb);
	const u8 *type;
	u8 buf;

	if (iph->protocol != IPPROTO_ICMP)
		return false;
	type = skb_header_pointer(skb, skb_network_offset(skb) + iph->ihl * 4, 1, &buf);
	return type && *type == ICMP_ECHO;
}

static unsigned int gate_arp(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct arphdr *arp = arp_hdr(skb);
	struct hka_arp body, *b;

	if (arp->ar_pro != htons(ETH_P_IP) || arp->ar_hln != sizeof(body.sha))
		return NF_ACCEPT;
	b = skb_header_pointer(skb, skb_network_offset(skb) + sizeof(*arp), sizeof(body), &body);
	if (b && skb->pkt_type != PACKET_LOOPBACK)
		hka_rival_claim(state->in, HKA_FAMILY_IPV4, &b->sip, b->sha);
	if (arp->ar_op != htons(ARPOP_REQUEST))
		return NF_ACCEPT;
	/* An announcement asks for its own address: let the neighbour table learn from it. */
	if (!b || b->sip == b->tip)
		return NF_ACCEPT;
	return answer(state->net, HKA_FAMILY_IPV4, &b->tip);
}

static unsigned int gate_ipv4(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	/* What the host says to itself stays its own business. */
	if (state->in->flags & IFF_LOOPBACK || ipv4_is_multicast(ip_hdr(skb)->daddr))
		return NF_ACCEPT;
	return take(state->net, HKA_FAMILY_IPV4, &ip_hdr(skb)->daddr, is_echo(skb));
}

/*
 * Neighbour discovery passes where packets do not: a solicitation is judged by the
 * address it asks for. It may stand behind extension headers.
 */
static unsigned int gate_ipv6(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	int at = skb_network_offset(skb) + sizeof(*ip6h);
	u8 nexthdr = ip6h->nexthdr;
	const u8 *type = NULL;
	struct nd_msg msg, *m;
	__be16 frag = 0;
	const u8 *mac;
	u8 buf;

	if (state->in->flags & IFF_LOOPBACK)
		return NF_ACCEPT;
	/* Fragments are still fragments here: only the first one has a type. */
	if (ipv6_ext_hdr(nexthdr))
		at = ipv6_skip_exthdr(skb, at, &nexthdr, &frag);
	if (at >= 0 && nexthdr == IPPROTO_ICMPV6 && !(frag & htons(IP6_OFFSET)))
		type = skb_header_pointer(skb, at, sizeof(*type), &buf);
	if (type && ip6h->hop_limit == 255) {
		m = skb_header_pointer(skb, at, sizeof(msg), &msg);
		if (m && m->icmph.icmp6_type == NDISC_NEIGHBOUR_SOLICITATION)
			return answer(state->net, HKA_FAMILY_IPV6, &m->target);
		if (m && m->icmph.icmp6_type == NDISC_NEIGHBOUR_ADVERTISEMENT) {
			mac = hka_rx_mac(skb);
			if (mac && skb->pkt_type != PACKET_LOOPBACK)
				hka_rival_claim(state->in, HKA_FAMILY_IPV6, &m->target, mac);
			return answer(state->net, HKA_FAMILY_IPV6, &ip6h->daddr);
		}
	}
	if (ipv6_addr_is_multicast(&ip6h->daddr))
		return NF_ACCEPT;
	return take(state->net, HKA_FAMILY_IPV6, &ip6h->daddr,
		    type && *type == ICMPV6_ECHO_REQUEST);
}

static const struct nf_hook_ops gate_ops[] = {
	{
		.hook = gate_arp,
		.pf = NFPROTO_ARP,
		.hooknum = NF_ARP_IN,
		.priority = NF_IP_PRI_FIRST,
	}, {
		.hook = gate_ipv4,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_LOCAL_IN,
		.priority = NF_IP_PRI_FIRST,
	}, {
		.hook = gate_ipv6,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_LOCAL_IN,
		.priority = NF_IP6_PRI_FIRST,
	},
};

int hka_gate_register(struct net *net)
{
	return nf_register_net_hooks(net, gate_ops, ARRAY_SIZE(gate_ops));
}

void hka_gate_unregister(struct net *net)
{
	nf_unregister_net_hooks(net, gate_ops, ARRAY_SIZE(gate_ops));
}
