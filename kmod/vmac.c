// SPDX-License-Identifier: GPL-2.0
/*
 * The virtual MAC (RFC 9568 7.3) without a device of its own. Owns what a parent device
 * has for it: the entries of its address filter, one ingress and one egress hook.
 *
 * Everything stands ready from the configuration on, since a filter entry needs RTNL: a
 * takeover or a release is the one store that opens or shuts the gate (gate.c).
 *
 *	in	a frame to a virtual MAC is taken while one of its routers is MASTER here, and
 *		dropped otherwise, before anybody else sees it
 *	out	ARP and neighbour discovery of this host that speak for a virtual address get
 *		the virtual MAC, in the Ethernet header and in the message; so do unicast
 *		adverts. While the address is still here but nobody is MASTER for it, they
 *		are dropped. Nothing else is changed. Adverts to a group have it from tx.c.
 *
 * A frame whose source is not the device's own MAC is not this host's: a macvlan's, say.
 * It is left alone, as is one that is tagged for a VLAN above the device.
 */
#include <linux/etherdevice.h>
#include <linux/icmp.h>
#include <linux/if_macvlan.h>
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/inetdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_netdev.h>
#include <linux/slab.h>
#include <net/bonding.h>
#include <net/checksum.h>
#include <net/ip.h>
#include <net/ndisc.h>
#include <net/route.h>

#include "engine.h"

#define HKA_VMAC_BITS	4

/* A device with routers that have a virtual MAC. RTNL; read under RCU. */
struct hka_vmac {
	struct rcu_head rcu;
	struct net_device *dev;
	struct nf_hook_ops ops[2];
	u32 users;
	struct hlist_head routers[1 << HKA_VMAC_BITS];
};

void hka_vmac_address(const struct hka_vr *vr, u8 *mac)
{
	const u8 address[ETH_ALEN] = {
		0x00, 0x00, 0x5e, 0x00, 1 + hka_family_index(vr->family), vr->vrid,
	};

	ether_addr_copy(mac, address);
}

/* vr->lock: does an advert of this priority leave from the virtual MAC? Not one of a loser. */
bool hka_vmac_speaks(const struct hka_vr *vr, u8 priority)
{
	return vr->vmac && (priority == HKA_PRIO_RELEASE || vr->fsm.state == HKA_STATE_MASTER);
}

static struct hlist_head *bucket(const struct hka_vmac *vmac, u8 vrid)
{
	/* The hook's view is const, the list's is not. */
	return (struct hlist_head *)&vmac->routers[vrid & ((1 << HKA_VMAC_BITS) - 1)];
}

/* ---- in ---- */

/* Is it an advert, which has a router of its own to hear it? */
static bool is_advert(const struct sk_buff *skb)
{
	unsigned int at = skb_network_offset(skb);
	const u8 *proto;
	u8 buf;

	if (skb->protocol == htons(ETH_P_IP))
		at += offsetof(struct iphdr, protocol);
	else if (skb->protocol == htons(ETH_P_IPV6))
		at += offsetof(struct ipv6hdr, nexthdr);
	else
		return false;
	proto = skb_header_pointer(skb, at, sizeof(buf), &buf);
	return proto && *proto == HKA_VRRP_PROTO;
}

/* A frame with a virtual MAC as its source: while MASTER there should be none from the wire. */
static void hear(const struct hka_vmac *vmac, const struct sk_buff *skb, const u8 *mac)
{
	struct hka_vr *vr;

	if (skb->pkt_type == PACKET_LOOPBACK || is_advert(skb))
		return;
	hlist_for_each_entry_rcu(vr, bucket(vmac, mac[5]), vmac_node)
		if (vr->vrid == mac[5] && 1 + hka_family_index(vr->family) == mac[4] &&
		    hka_vr_is_open(vr))
			hka_rival_mac_heard(vr, mac);
}

static unsigned int vmac_in(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	static const u8 prefix[] = { 0x00, 0x00, 0x5e, 0x00 };
	const u8 *mac = eth_hdr(skb)->h_dest;
	const struct hka_vmac *vmac = priv;
	unsigned int verdict = NF_ACCEPT;
	const struct hka_vr *vr;

	/* Tagged for a VLAN above the device: the hook of that one, if any, decides. */
	if (skb_vlan_tag_present(skb) && skb_vlan_tag_get_id(skb))
		return NF_ACCEPT;
	if (unlikely(!memcmp(eth_hdr(skb)->h_source, prefix, sizeof(prefix))))
		hear(vmac, skb, eth_hdr(skb)->h_source);
	if (likely(skb->pkt_type != PACKET_OTHERHOST) || memcmp(mac, prefix, sizeof(prefix)))
		return NF_ACCEPT;
	hlist_for_each_entry_rcu(vr, bucket(vmac, mac[5]), vmac_node) {
		if (vr->vrid != mac[5] || 1 + hka_family_index(vr->family) != mac[4])
			continue;
		if (hka_vr_is_open(vr)) {
			skb->pkt_type = PACKET_HOST;
			return NF_ACCEPT;
		}
		verdict = NF_DROP;
	}
	return verdict;
}

/* ---- out ---- */

/* For whom a message speaks. */
struct voice {
	const struct hka_vmac *vmac;
	const struct hka_vr *master;	/* its virtual MAC */
	bool other;			/* a MASTER without one, or elsewhere */
	bool shut;
};

static void listen(struct hka_vip *vip, void *arg)
{
	struct hka_vr *vr = vip->vr;
	struct voice *voice = arg;
	u8 state;

	if (READ_ONCE(vr->vmac) != voice->vmac ||
	    READ_ONCE(vip->ifindex) != voice->vmac->dev->ifindex) {
		voice->other |= hka_vr_is_open(vr);
	} else if (hka_vr_is_open(vr)) {
		voice->master = vr;
	} else {
		state = READ_ONCE(vip->state);
		voice->shut |= state != HKA_VIP_STATE_ABSENT && state != HKA_VIP_STATE_ADOPTED;
	}
}

/* Return: whether the message may leave; in @voice, for whom. */
static bool may_speak(struct voice *voice, u8 family, const void *bytes)
{
	struct hka_addr addr = {};

	memcpy(addr.b, bytes, hka_addr_len(family));
	hka_gate_each(dev_net(voice->vmac->dev), family, &addr, listen, voice);
	return voice->master || voice->other || !voice->shut;
}

/* A MASTER of the family on this device: of several the one with the lowest VRID. */
static const struct hka_vr *any_master(const struct hka_vmac *vmac, u8 family)
{
	const struct hka_vr *vr, *best = NULL;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(vmac->routers); i++)
		hlist_for_each_entry_rcu(vr, &vmac->routers[i], vmac_node)
			if (vr->family == family && hka_vr_is_open(vr) &&
			    (!best || vr->vrid < best->vrid))
				best = vr;
	return best;
}

static void from_virtual(struct sk_buff *skb, const struct hka_vr *vr)
{
	hka_vmac_address(vr, ((struct ethhdr *)skb->data)->h_source);
}

/* RFC 9568 8.1.3: who answers for others does it with the virtual MAC. */
static const struct hka_vr *proxy(const struct hka_vmac *vmac, const struct hka_arp *arp)
{
	const struct hka_vr *vr = any_master(vmac, HKA_FAMILY_IPV4);

	if (!vr || inet_addr_type_dev_table(dev_net(vmac->dev), vmac->dev, arp->sip) == RTN_LOCAL)
		return NULL;
	return vr;
}

static unsigned int out_arp(const struct hka_vmac *vmac, struct sk_buff *skb, unsigned int at)
{
	struct voice voice = { .vmac = vmac };
	const struct arphdr *head;
	const struct hka_vr *vr;
	struct hka_arp buf, *arp;
	struct arphdr head_buf;
	bool reply, gratuitous;

	head = skb_header_pointer(skb, at, sizeof(head_buf), &head_buf);
	arp = skb_header_pointer(skb, at + sizeof(head_buf), sizeof(buf), &buf);
	if (!head || !arp || head->ar_pro != htons(ETH_P_IP) || head->ar_hln != ETH_ALEN ||
	    head->ar_pln != sizeof(arp->sip))
		return NF_ACCEPT;
	reply = head->ar_op == htons(ARPOP_REPLY);
	gratuitous = arp->sip == arp->tip;
	if (!may_speak(&voice, HKA_FAMILY_IPV4, &arp->sip))
		return NF_DROP;
	vr = voice.master ?: reply && !voice.other ? proxy(vmac, arp) : NULL;
	if (!vr)
		return NF_ACCEPT;
	if (skb_ensure_writable(skb, at + sizeof(*head) + sizeof(*arp)))
		return NF_DROP;
	from_virtual(skb, vr);
	arp = (struct hka_arp *)(skb->data + at + sizeof(*head));
	hka_vmac_address(vr, arp->sha);
	/* Errata 7947 and 7949 of RFC 9568: an announcement has it as its target, too. */
	if (gratuitous)
		hka_vmac_address(vr, arp->tha);
	return NF_ACCEPT;
}

/* Two bytes that the checksum covers. */
static void put16(struct sk_buff *skb, __sum16 *sum, u8 *at, const u8 *bytes)
{
	__be16 old, new;

	memcpy(&old, at, sizeof(old));
	memcpy(&new, bytes, sizeof(new));
	inet_proto_csum_replace2(sum, skb, old, new, false);
	memcpy(at, bytes, sizeof(new));
}

/* Return: where the option is, 0 if there is none. */
static unsigned int find_option(const struct sk_buff *skb, unsigned int at, unsigned int end,
				u8 type)
{
	u8 buf[2], *opt;

	for (; at + 8 <= end; at += opt[1] * 8) {
		opt = skb_header_pointer(skb, at, sizeof(buf), buf);
		if (!opt || !opt[1])
			break;
		if (opt[0] == type && opt[1] == 1)
			return at;
	}
	return 0;
}

/* Put the virtual MAC into a message of neighbour discovery that begins @at. */
static bool rewrite_nd(struct sk_buff *skb, unsigned int at, unsigned int option,
		       const struct hka_vr *vr, bool na)
{
	struct icmp6hdr *icmp;
	u8 mac[ETH_ALEN];
	u32 i;

	if (skb_ensure_writable(skb, max_t(unsigned int, at + sizeof(*icmp),
					   option ? option + 2 + ETH_ALEN : 0)))
		return false;
	from_virtual(skb, vr);
	icmp = (struct icmp6hdr *)(skb->data + at);
	if (na) {
		u8 flags[2] = { skb->data[at + 4] | 0x80, skb->data[at + 5] };

		/* RFC 9568 6.4.2: R, whether or not this host forwards. */
		put16(skb, &icmp->icmp6_cksum, skb->data + at + 4, flags);
	}
	hka_vmac_address(vr, mac);
	for (i = 0; option && i < ETH_ALEN; i += 2)
		put16(skb, &icmp->icmp6_cksum, skb->data + option + 2 + i, mac + i);
	return true;
}

static unsigned int out_icmp6(const struct hka_vmac *vmac, struct sk_buff *skb, unsigned int at,
			      const struct ipv6hdr *ip6h)
{
	unsigned int end = at + sizeof(*ip6h) + ntohs(ip6h->payload_len);
	struct voice voice = { .vmac = vmac };
	u8 type, buf[sizeof(struct nd_msg)], *msg;
	const void *who = &ip6h->saddr;
	u8 option = ND_OPT_SOURCE_LL_ADDR;
	unsigned int len;

	at += sizeof(*ip6h);
	msg = skb_header_pointer(skb, at, sizeof(struct icmp6hdr), buf);
	if (!msg || ip6h->hop_limit != 255)
		return NF_ACCEPT;
	type = msg[0];
	switch (type) {
	case NDISC_ROUTER_SOLICITATION:
		len = sizeof(struct rs_msg);
		break;
	case NDISC_ROUTER_ADVERTISEMENT:
		len = sizeof(struct ra_msg);
		break;
	case NDISC_NEIGHBOUR_SOLICITATION:
		len = sizeof(struct nd_msg);
		break;
	case NDISC_NEIGHBOUR_ADVERTISEMENT:
		len = sizeof(struct nd_msg);
		msg = skb_header_pointer(skb, at, sizeof(buf), buf);
		if (!msg)
			return NF_ACCEPT;
		who = msg + offsetof(struct nd_msg, target);
		option = ND_OPT_TARGET_LL_ADDR;
		break;
	case NDISC_REDIRECT:
		/* Nobody knows by which of our addresses the packet came. */
		return any_master(vmac, HKA_FAMILY_IPV6) ? NF_DROP : NF_ACCEPT;
	default:
		return NF_ACCEPT;
	}
	if (!may_speak(&voice, HKA_FAMILY_IPV6, who))
		return NF_DROP;
	if (!voice.master)
		return NF_ACCEPT;
	if (!rewrite_nd(skb, at, find_option(skb, at + len, end, option), voice.master,
			type == NDISC_NEIGHBOUR_ADVERTISEMENT))
		return NF_DROP;
	return NF_ACCEPT;
}

/* An advert to a peer took the host's route, and so has the host's MAC. */
static unsigned int out_advert(const struct hka_vmac *vmac, struct sk_buff *skb, unsigned int at,
			       u8 family)
{
	const struct hka_vr *vr;
	u8 buf[4], *msg;

	msg = skb_header_pointer(skb, at, sizeof(buf), buf);
	if (!msg)
		return NF_ACCEPT;
	hlist_for_each_entry_rcu(vr, bucket(vmac, msg[1]), vmac_node) {
		if (vr->vrid != msg[1] || vr->family != family || !vr->unicast ||
		    (msg[2] != HKA_PRIO_RELEASE && !hka_vr_is_open(vr)))
			continue;
		if (skb_ensure_writable(skb, ETH_HLEN))
			return NF_DROP;
		from_virtual(skb, vr);
		break;
	}
	return NF_ACCEPT;
}

static unsigned int out_ipv6(const struct hka_vmac *vmac, struct sk_buff *skb, unsigned int at)
{
	struct ipv6hdr buf, *ip6h = skb_header_pointer(skb, at, sizeof(buf), &buf);

	if (!ip6h)
		return NF_ACCEPT;
	if (ip6h->nexthdr == IPPROTO_ICMPV6) {
		/* A copy: what the frame holds may move. */
		buf = *ip6h;
		return out_icmp6(vmac, skb, at, &buf);
	}
	if (ip6h->nexthdr == HKA_VRRP_PROTO)
		return out_advert(vmac, skb, at + sizeof(buf), HKA_FAMILY_IPV6);
	return NF_ACCEPT;
}

static unsigned int out_ipv4(const struct hka_vmac *vmac, struct sk_buff *skb, unsigned int at)
{
	struct iphdr buf, *iph = skb_header_pointer(skb, at, sizeof(buf), &buf);
	u8 type, *icmp;

	if (!iph || iph->frag_off & htons(IP_OFFSET))
		return NF_ACCEPT;
	at += iph->ihl * 4;
	if (iph->protocol == HKA_VRRP_PROTO)
		return out_advert(vmac, skb, at, HKA_FAMILY_IPV4);
	/* Our own redirect, not one that is forwarded: as in IPv6. */
	if (iph->protocol != IPPROTO_ICMP || skb->skb_iif)
		return NF_ACCEPT;
	icmp = skb_header_pointer(skb, at, sizeof(type), &type);
	if (icmp && *icmp == ICMP_REDIRECT && any_master(vmac, HKA_FAMILY_IPV4))
		return NF_DROP;
	return NF_ACCEPT;
}

/*
 * What a frame of this link carries, and where; 0 for one that is tagged for another. A
 * VLAN device may have the tags of its frames within them already (reorder_hdr off).
 */
static __be16 parse_frame(const struct sk_buff *skb, const struct net_device *dev, unsigned int *at)
{
	const struct vlan_ethhdr *eth = (const struct vlan_ethhdr *)skb->data;

	if (skb_vlan_tag_present(skb) || skb_headlen(skb) < ETH_HLEN ||
	    !ether_addr_equal(eth->h_source, dev->dev_addr))
		return 0;
	*at = ETH_HLEN;
	if (!eth_type_vlan(eth->h_vlan_proto))
		return eth->h_vlan_proto;
	*at = VLAN_ETH_HLEN;
	if (!is_vlan_dev(dev) || skb_headlen(skb) < VLAN_ETH_HLEN ||
	    (ntohs(eth->h_vlan_TCI) & VLAN_VID_MASK) != vlan_dev_vlan_id(dev))
		return 0;
	return eth->h_vlan_encapsulated_proto;
}

static unsigned int vmac_out(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct hka_vmac *vmac = priv;
	unsigned int at;

	switch (parse_frame(skb, state->out, &at)) {
	case htons(ETH_P_ARP):
		return out_arp(vmac, skb, at);
	case htons(ETH_P_IPV6):
		return out_ipv6(vmac, skb, at);
	case htons(ETH_P_IP):
		return out_ipv4(vmac, skb, at);
	}
	return NF_ACCEPT;
}

/* ---- parents ---- */

/* One device of the stack of a parent: what keeps it from sending or receiving as another MAC? */
static u8 check_layer(const struct net_device *dev)
{
	if (netif_is_bond_master(dev)) {
		switch (BOND_MODE((const struct bonding *)netdev_priv(dev))) {
		case BOND_MODE_TLB:
		case BOND_MODE_ALB:
			return HKA_VMAC_STATE_BOND_MODE;
		}
	}
	if (netif_is_ovs_master(dev))
		return HKA_VMAC_STATE_OPENVSWITCH;
	if (netif_is_macvlan(dev) &&
	    ((const struct macvlan_dev *)netdev_priv(dev))->mode != MACVLAN_MODE_PASSTHRU)
		return HKA_VMAC_STATE_MACVLAN;
	if (dev->rtnl_link_ops && !strcmp(dev->rtnl_link_ops->kind, "ipvlan"))
		return HKA_VMAC_STATE_IPVLAN;
	if (dev->priv_flags & IFF_DONT_BRIDGE)
		return HKA_VMAC_STATE_WIRELESS;
	return dev->priv_flags & IFF_UNICAST_FLT ? HKA_VMAC_STATE_FILTERED :
						   HKA_VMAC_STATE_PROMISCUOUS;
}

static int check_lower(struct net_device *dev, struct netdev_nested_priv *priv)
{
	u8 *worst = priv->data;

	*worst = max(*worst, check_layer(dev));
	return 0;
}

/* RTNL: how the device can be the parent of the router, or why it cannot. */
static u8 check_parent(const struct hka_vr *vr, struct net_device *dev)
{
	const struct net_device *master = netdev_master_upper_dev_get(dev);
	u8 mac[ETH_ALEN], worst = check_layer(dev);
	struct netdev_nested_priv priv = { .data = &worst };

	ASSERT_RTNL();
	hka_vmac_address(vr, mac);
	if (ether_addr_equal(dev->dev_addr, mac))
		return HKA_VMAC_STATE_OWN_ADDRESS;
	if (netif_is_ovs_port(dev))
		return HKA_VMAC_STATE_OPENVSWITCH;
	if (master && !netif_is_l3_master(master))
		return HKA_VMAC_STATE_ENSLAVED;
	netdev_walk_all_lower_dev(dev, check_lower, &priv);
	return worst;
}

/* vr->lock or RTNL */
bool hka_vmac_unfit(const struct hka_vr *vr)
{
	return vr->vmac && vr->vmac_state > HKA_VMAC_STATE_PROMISCUOUS;
}

/* RTNL. Return: 0 if the router can have a virtual MAC on @dev, or the error that is told. */
int hka_vmac_check(const struct hka_vr *vr, struct net_device *dev, struct netlink_ext_ack *extack)
{
	if (dev->type != ARPHRD_ETHER) {
		NL_SET_ERR_MSG(extack, "a virtual MAC needs an Ethernet device");
		return -EOPNOTSUPP;
	}
	switch (check_parent(vr, dev)) {
	case HKA_VMAC_STATE_FILTERED:
	case HKA_VMAC_STATE_PROMISCUOUS:
		return 0;
	case HKA_VMAC_STATE_ENSLAVED:
		NL_SET_ERR_MSG(extack,
			       "no virtual MAC on a port of a bridge, bond or team; its master can");
		break;
	case HKA_VMAC_STATE_BOND_MODE:
		NL_SET_ERR_MSG(extack,
			       "a bond of mode balance-tlb or balance-alb changes source MACs");
		break;
	case HKA_VMAC_STATE_OPENVSWITCH:
		NL_SET_ERR_MSG(extack, "no virtual MAC on a port of Open vSwitch");
		break;
	case HKA_VMAC_STATE_MACVLAN:
		NL_SET_ERR_MSG(extack, "a macvlan receives for its own MAC only; its parent can");
		break;
	case HKA_VMAC_STATE_IPVLAN:
		NL_SET_ERR_MSG(extack, "an ipvlan has the MAC of its parent only; the parent can");
		break;
	case HKA_VMAC_STATE_WIRELESS:
		NL_SET_ERR_MSG(extack, "a wireless client sends from its own MAC only");
		break;
	case HKA_VMAC_STATE_OWN_ADDRESS:
		NL_SET_ERR_MSG(extack, "the virtual MAC is the device's own MAC");
		break;
	}
	return -EOPNOTSUPP;
}

/* RTNL: the stack of devices has changed. Return: whether that matters. */
bool hka_vmac_recheck(struct hka_vr *vr)
{
	u8 state;

	if (!vr->vmac)
		return false;
	state = check_parent(vr, vr->vmac->dev);
	if (state == vr->vmac_state)
		return false;
	hka_vr_lock(vr);
	vr->vmac_state = state;
	hka_vr_unlock(vr);
	return true;
}

static struct hka_vmac *parent_create(struct net_device *dev)
{
	struct hka_vmac *vmac = kzalloc(sizeof(*vmac), GFP_KERNEL_ACCOUNT);
	int err;

	if (!vmac)
		return ERR_PTR(-ENOMEM);
	vmac->dev = dev;
	vmac->ops[0] = (struct nf_hook_ops) {
		.hook = vmac_in,
		.pf = NFPROTO_NETDEV,
		.hooknum = NF_NETDEV_INGRESS,
		.priority = INT_MIN,
		.dev = dev,
		.priv = vmac,
	};
	vmac->ops[1] = (struct nf_hook_ops) {
		.hook = vmac_out,
		.pf = NFPROTO_NETDEV,
		.hooknum = NF_NETDEV_EGRESS,
		.priority = INT_MAX,
		.dev = dev,
		.priv = vmac,
	};
	err = nf_register_net_hooks(dev_net(dev), vmac->ops, ARRAY_SIZE(vmac->ops));
	if (err) {
		kfree(vmac);
		return ERR_PTR(err);
	}
	return vmac;
}

static void parent_put(struct hka_link *link, struct hka_vmac *vmac)
{
	if (--vmac->users)
		return;
	link->vmac = NULL;
	nf_unregister_net_hooks(dev_net(vmac->dev), vmac->ops, ARRAY_SIZE(vmac->ops));
	kfree_rcu(vmac, rcu);
}

/* RTNL, with the link in use: stand ready for the router. It has no virtual MAC if that fails. */
int hka_vmac_join(struct hka_vr *vr, struct net_device *dev)
{
	struct hka_link *link = hka_link_find(vr->hn, dev->ifindex);
	struct hka_vmac *vmac = link->vmac;
	u8 mac[ETH_ALEN];
	int err;

	ASSERT_RTNL();
	/* A device that came by its name has not been checked. */
	if (dev->type != ARPHRD_ETHER)
		return -EOPNOTSUPP;
	if (!vmac) {
		vmac = parent_create(dev);
		if (IS_ERR(vmac))
			return PTR_ERR(vmac);
		link->vmac = vmac;
	}
	vmac->users++;
	hka_vmac_address(vr, mac);
	err = dev_uc_add(dev, mac);
	if (err) {
		parent_put(link, vmac);
		return err;
	}
	hlist_add_head_rcu(&vr->vmac_node, bucket(vmac, vr->vrid));
	hka_vr_lock(vr);
	WRITE_ONCE(vr->vmac, vmac);
	vr->vmac_state = check_parent(vr, dev);
	hka_vr_unlock(vr);
	return 0;
}

/* RTNL. */
void hka_vmac_leave(struct hka_vr *vr)
{
	struct hka_vmac *vmac = vr->vmac;
	u8 mac[ETH_ALEN];

	ASSERT_RTNL();
	if (!vmac)
		return;
	hka_vr_lock(vr);
	WRITE_ONCE(vr->vmac, NULL);
	vr->vmac_state = HKA_VMAC_STATE_NONE;
	hka_vr_unlock(vr);
	hlist_del_rcu(&vr->vmac_node);
	hka_vmac_address(vr, mac);
	dev_uc_del(vmac->dev, mac);
	parent_put(hka_link_find(vr->hn, vmac->dev->ifindex), vmac);
}
