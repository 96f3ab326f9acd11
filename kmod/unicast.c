// SPDX-License-Identifier: GPL-2.0
/*
 * Unicast: the peers of a router, how adverts reach them, and their neighbours, which
 * are kept resolved while BACKUP so that the first advert of a takeover does not wait
 * for ARP or neighbour discovery. Owns struct hka_peers.
 *
 * Adverts go through route and neighbour by ip(6)_local_out(), in whatever context the
 * runner has; no lock is held then. A copy is built for each peer, since the checksum
 * covers the addresses.
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <net/ip.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/neighbour.h>
#include <net/route.h>

#include "engine.h"

struct hka_peers *hka_peers_alloc(u8 count, gfp_t gfp)
{
	struct hka_peers *peers = kzalloc(struct_size(peers, peer, count), gfp);

	if (peers)
		peers->count = count;
	return peers;
}

struct hka_peer *hka_peers_find(struct hka_peers *peers, u8 family, const struct hka_addr *addr)
{
	u8 i;

	for (i = 0; i < peers->count; i++)
		if (!hka_addr_cmp(family, &peers->peer[i].addr, addr))
			return &peers->peer[i];
	return NULL;
}

/* Is there one in both? */
bool hka_peers_meet(const struct hka_peers *a, struct hka_peers *b, u8 family)
{
	u8 i;

	for (i = 0; i < a->count; i++)
		if (hka_peers_find(b, family, &a->peer[i].addr))
			return true;
	return false;
}

/* RCU: is one of them this host? */
bool hka_peers_local(const struct hka_vr *vr, const struct net_device *dev,
		     const struct hka_peers *peers)
{
	u8 i;

	for (i = 0; i < peers->count; i++)
		if (hka_source_is_local(vr->hn->net, dev, vr->family, &peers->peer[i].addr))
			return true;
	return false;
}

/* RTNL and vr->lock: who stays keeps its counters. Return: the old list, for kfree_rcu(). */
struct hka_peers *hka_peers_replace(struct hka_vr *vr, struct hka_peers *peers)
{
	struct hka_peers *old = rcu_dereference_protected(vr->peers, lockdep_is_held(vr->lock));
	const struct hka_peer *before;
	u8 i;

	for (i = 0; i < peers->count; i++) {
		before = hka_peers_find(old, vr->family, &peers->peer[i].addr);
		if (!before)
			continue;
		peers->peer[i].sent = before->sent;
		peers->peer[i].send_errors = before->send_errors;
		peers->peer[i].last_heard = before->last_heard;
		peers->peer[i].mark = before->mark;
	}
	rcu_assign_pointer(vr->peers, peers);
	return old;
}

static struct dst_entry *route_ipv4(struct net *net, int oif, __be32 saddr, __be32 daddr)
{
	struct flowi4 fl4 = {
		.flowi4_oif = oif,
		.flowi4_proto = HKA_VRRP_PROTO,
		.saddr = saddr,
		.daddr = daddr,
	};
	struct rtable *rt = ip_route_output_key(net, &fl4);

	if (IS_ERR(rt))
		return ERR_CAST(rt);
	if (rt->rt_flags & (RTCF_LOCAL | RTCF_BROADCAST | RTCF_MULTICAST)) {
		ip_rt_put(rt);
		return ERR_PTR(-ENETUNREACH);
	}
	return &rt->dst;
}

static struct dst_entry *route_ipv6(struct net *net, int oif, const struct in6_addr *saddr,
				    const struct in6_addr *daddr)
{
	struct flowi6 fl6 = {
		.flowi6_oif = oif,
		.flowi6_proto = HKA_VRRP_PROTO,
		.saddr = *saddr,
		.daddr = *daddr,
	};
	struct dst_entry *dst = ip6_route_output(net, NULL, &fl6);
	int err = dst->error;

	if (!err && dst->dev->flags & IFF_LOOPBACK)
		err = -ENETUNREACH;
	if (err) {
		dst_release(dst);
		return ERR_PTR(err);
	}
	return dst;
}

/* Return: 0, or an error if the packet did not leave. */
static int send_one(struct hka_vr *vr, struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	const struct iphdr *iph = ip_hdr(skb);
	bool v6 = vr->family == HKA_FAMILY_IPV6;
	int oif = READ_ONCE(vr->ifindex);
	struct net *net = vr->hn->net;
	struct dst_entry *dst;
	int err;

	dst = v6 ? route_ipv6(net, oif, &ip6h->saddr, &ip6h->daddr) :
		   route_ipv4(net, oif, iph->saddr, iph->daddr);
	if (IS_ERR(dst)) {
		kfree_skb(skb);
		return PTR_ERR(dst);
	}
	skb_dst_set(skb, dst);
	err = v6 ? ip6_local_out(net, NULL, skb) : ip_local_out(net, NULL, skb);
	/* A policed queue reports congestion for a packet that may have left. */
	return err == NET_XMIT_CN ? 0 : err;
}

/* What skb->cb holds between building and sending. */
struct hka_copy {
	u8 peer;		/* its place in the list */
};

static struct hka_copy *copy_of(struct sk_buff *skb)
{
	return (struct hka_copy *)skb->cb;
}

/* vr->lock held. Adds a copy for each peer that memory suffices for. */
void hka_unicast_build(struct hka_vr *vr, u8 priority, struct sk_buff_head *queue)
{
	const struct hka_peers *peers = rcu_dereference_protected(vr->peers,
								  lockdep_is_held(vr->lock));
	struct hka_signature sig = { .vr = vr };
	struct sk_buff *skb;
	u8 i;

	for (i = 0; i < peers->count; i++) {
		/* One that has become our own address since it was configured. */
		if (!hka_addr_cmp(vr->family, &peers->peer[i].addr, &vr->source))
			continue;
		skb = hka_tx_packet(vr, priority, &peers->peer[i].addr, vr->wire.unicast_ttl,
				    LL_MAX_HEADER, 0, &sig);
		if (!skb)
			continue;
		copy_of(skb)->peer = i;
		__skb_queue_tail(queue, skb);
	}
}

/*
 * RCU, from before the copies were built. Return: 0 if one left, else the last error.
 * The list may have been replaced meanwhile: then nobody counts.
 */
int hka_unicast_send(struct hka_vr *vr, const struct hka_peers *built, struct sk_buff_head *queue)
{
	u64 sent = 0, failed = 0;
	struct hka_peers *peers;
	struct sk_buff *skb;
	int err, ret = -ENOBUFS;
	u8 i;

	BUILD_BUG_ON(HKA_PEERS_MAX > BITS_PER_TYPE(sent));
	while ((skb = __skb_dequeue(queue))) {
		i = copy_of(skb)->peer;
		memset(skb->cb, 0, sizeof(skb->cb));
		err = send_one(vr, skb);
		if (err)
			failed |= BIT_ULL(i);
		else
			sent |= BIT_ULL(i);
		if (ret)
			ret = err;
	}
	hka_vr_lock(vr);
	peers = rcu_dereference_protected(vr->peers, lockdep_is_held(vr->lock));
	for (i = 0; peers == built && i < peers->count; i++) {
		peers->peer[i].sent += !!(sent & BIT_ULL(i));
		peers->peer[i].send_errors += !!(failed & BIT_ULL(i));
	}
	hka_vr_unlock(vr);
	return ret;
}

static void resolve_one(struct hka_vr *vr, const struct hka_addr *source,
			const struct hka_addr *peer)
{
	const struct in6_addr *saddr6 = (const struct in6_addr *)source->b;
	const struct in6_addr *daddr6 = (const struct in6_addr *)peer->b;
	int oif = READ_ONCE(vr->ifindex);
	struct net *net = vr->hn->net;
	struct neighbour *neigh;
	struct dst_entry *dst;
	__be32 saddr, daddr;

	memcpy(&saddr, source->b, sizeof(saddr));
	memcpy(&daddr, peer->b, sizeof(daddr));
	dst = vr->family == HKA_FAMILY_IPV6 ? route_ipv6(net, oif, saddr6, daddr6) :
					      route_ipv4(net, oif, saddr, daddr);
	if (IS_ERR(dst))
		return;
	neigh = dst_neigh_lookup(dst, peer->b);
	if (neigh) {
		/* As a packet would: resolves, probes what is stale, keeps it from ageing out. */
		neigh_event_send(neigh, NULL);
		neigh_release(neigh);
	}
	dst_release(dst);
}

/* RCU, no lock: while BACKUP, once a second at most. */
void hka_unicast_resolve(struct hka_vr *vr, const struct hka_addr *source)
{
	struct hka_peers *peers = rcu_dereference(vr->peers);
	u8 i;

	if (peers->resolved && time_before(jiffies, peers->resolved + HZ))
		return;
	peers->resolved = jiffies ?: 1;
	for (i = 0; i < peers->count; i++)
		resolve_one(vr, source, &peers->peer[i].addr);
}
