// SPDX-License-Identifier: GPL-2.0
/*
 * The address that adverts come from: the configured one while a device has it, else
 * the primary IPv4 or the link-local IPv6 address of the device, else whatever the
 * route to the first peer gives. Reads; changes nothing.
 */
#include <linux/inetdevice.h>
#include <net/addrconf.h>
#include <net/ip6_route.h>
#include <net/route.h>

#include "engine.h"

/* A virtual address speaks only for its owner (RFC 9568 5.1.1.1). */
static bool may_speak(const struct hka_vr *vr, const struct hka_addr *addr)
{
	return vr->cfg.priority == HKA_PRIO_OWNER ||
	       !hka_gate_is_vip(vr->hn->net, vr->family, addr);
}

static bool is_linklocal(const struct hka_addr *addr)
{
	return ipv6_addr_type((const struct in6_addr *)addr->b) & IPV6_ADDR_LINKLOCAL;
}

/* RCU: is @addr an address of this host, one that is ready for use? */
bool hka_source_is_local(struct net *net, const struct net_device *dev, u8 family,
			 const struct hka_addr *addr)
{
	const struct in6_addr *addr6 = (const struct in6_addr *)addr->b;
	__be32 addr4;

	if (family == HKA_FAMILY_IPV6)
		return ipv6_chk_addr(net, addr6, is_linklocal(addr) ? dev : NULL,
				     is_linklocal(addr));
	memcpy(&addr4, addr->b, sizeof(addr4));
	return __ip_dev_find(net, addr4, false);
}

static bool from_device_ipv4(const struct hka_vr *vr, struct hka_addr *source)
{
	struct in_device *in_dev = __in_dev_get_rcu(vr->dev);
	const struct in_ifaddr *ifa;
	struct hka_addr addr = {};

	if (!in_dev)
		return false;
	in_dev_for_each_ifa_rcu(ifa, in_dev) {
		if (ifa->ifa_flags & IFA_F_SECONDARY)
			continue;
		memcpy(addr.b, &ifa->ifa_local, 4);
		if (!may_speak(vr, &addr))
			continue;
		*source = addr;
		return true;
	}
	return false;
}

/* Link-local, but for unicast to peers that are not on the link. */
static bool from_device_ipv6(const struct hka_vr *vr, const struct hka_peers *peers,
			     struct hka_addr *source)
{
	bool linklocal = !peers || is_linklocal(&peers->peer[0].addr);
	struct inet6_dev *idev = __in6_dev_get(vr->dev);
	const struct inet6_ifaddr *ifa;
	struct hka_addr addr;
	bool found = false;

	if (!idev)
		return false;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		if ((ifa->flags & IFA_F_TENTATIVE) && !(ifa->flags & IFA_F_OPTIMISTIC))
			continue;
		memcpy(addr.b, &ifa->addr, 16);
		if (is_linklocal(&addr) != linklocal || !may_speak(vr, &addr))
			continue;
		*source = addr;
		found = true;
		break;
	}
	read_unlock_bh(&idev->lock);
	return found;
}

static bool from_route_ipv4(struct net *net, const struct hka_addr *peer, struct hka_addr *source)
{
	struct flowi4 fl4 = { .flowi4_proto = HKA_VRRP_PROTO };
	struct rtable *rt;

	memcpy(&fl4.daddr, peer->b, 4);
	rt = ip_route_output_key(net, &fl4);
	if (IS_ERR(rt))
		return false;
	ip_rt_put(rt);
	memcpy(source->b, &fl4.saddr, 4);
	return true;
}

static bool from_route_ipv6(struct net *net, const struct hka_addr *peer, struct hka_addr *source)
{
	struct flowi6 fl6 = { .flowi6_proto = HKA_VRRP_PROTO };
	struct dst_entry *dst;
	struct in6_addr saddr;
	int err;

	memcpy(&fl6.daddr, peer->b, 16);
	dst = ip6_route_output(net, NULL, &fl6);
	err = dst->error;
	if (!err)
		err = ipv6_dev_get_saddr(net, dst->dev, &fl6.daddr, 0, &saddr);
	dst_release(dst);
	if (err)
		return false;
	memcpy(source->b, &saddr, 16);
	return true;
}

static bool from_route(const struct hka_vr *vr, const struct hka_peers *peers,
		       struct hka_addr *source)
{
	struct net *net = vr->hn->net;
	struct hka_addr addr = {};

	if (!(vr->family == HKA_FAMILY_IPV6 ? from_route_ipv6(net, &peers->peer[0].addr, &addr) :
					      from_route_ipv4(net, &peers->peer[0].addr, &addr)) ||
	    !may_speak(vr, &addr))
		return false;
	*source = addr;
	return true;
}

/* vr->lock: routes change without being told, so this one is asked for each advert. */
bool hka_source_moves(const struct hka_vr *vr)
{
	return vr->no_dev && !vr->wire.has_source;
}

/* vr->lock, RCU: the address our adverts come from. Return: whether there is one. */
bool hka_source_find(const struct hka_vr *vr, struct hka_addr *source)
{
	const struct hka_peers *peers = rcu_dereference(vr->peers);

	if (vr->wire.has_source) {
		if (!may_speak(vr, &vr->wire.source) ||
		    !hka_source_is_local(vr->hn->net, vr->dev, vr->family, &vr->wire.source))
			return false;
		*source = vr->wire.source;
		return true;
	}
	if (vr->no_dev)
		return from_route(vr, peers, source);
	return vr->family == HKA_FAMILY_IPV6 ? from_device_ipv6(vr, peers, source) :
					       from_device_ipv4(vr, source);
}
