// SPDX-License-Identifier: GPL-2.0
/*
 * What the host itself has: finds an address on its devices, and tells a copy that
 * a dead keepalived or an earlier hka left behind from one that is the host's own.
 * Looks; changes nothing.
 */
#include <linux/inetdevice.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>

#include "engine.h"

#define PROTO_KEEPALIVED	18	/* its mark on addresses (IFA_PROTO) */

/*
 * Whoever marks his addresses is believed. Without a mark, a host prefix is what
 * keepalived and its kin install by default, and so is a further address of the prefix
 * that was configured: neither is how a host gets an address of its own.
 */
static bool is_left_over(u8 proto, u8 plen, const struct hka_address *a, bool looks_added)
{
	if (proto)
		return proto == PROTO_KEEPALIVED || proto == HKA_IFA_PROTO;
	return plen == hka_addr_len(a->family) * 8 || (looks_added && plen == a->plen);
}

static bool nth_ipv4(const struct net_device *dev, const struct hka_address *a, u32 n,
		     struct hka_host_address *out)
{
	struct in_device *in_dev = __in_dev_get_rcu(dev);
	const struct in_ifaddr *ifa;

	if (!in_dev)
		return false;
	in_dev_for_each_ifa_rcu(ifa, in_dev) {
		if (memcmp(&ifa->ifa_local, a->addr.b, 4) || n--)
			continue;
		out->a = (struct hka_address) {
			.addr = a->addr,
			.family = a->family,
			.plen = ifa->ifa_prefixlen,
		};
		memcpy(out->a.peer.b, &ifa->ifa_address, 4);
		out->proto = ifa->ifa_proto;
		out->left_over = is_left_over(ifa->ifa_proto, ifa->ifa_prefixlen, a,
					      ifa->ifa_flags & IFA_F_SECONDARY);
		return true;
	}
	return false;
}

static bool nth_ipv6(const struct net_device *dev, const struct hka_address *a, u32 n,
		     struct hka_host_address *out)
{
	const u32 added = IFA_F_PERMANENT | IFA_F_NODAD;
	struct inet6_dev *idev = __in6_dev_get(dev);
	const struct inet6_ifaddr *ifa;
	bool found = false;

	if (!idev)
		return false;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		if (memcmp(&ifa->addr, a->addr.b, 16) || n--)
			continue;
		out->a = (struct hka_address) {
			.addr = a->addr,
			.peer = a->addr,
			.family = a->family,
			.plen = ifa->prefix_len,
		};
		out->proto = ifa->ifa_proto;
		out->left_over = is_left_over(ifa->ifa_proto, ifa->prefix_len, a,
					      (ifa->flags & added) == added);
		found = true;
		break;
	}
	read_unlock_bh(&idev->lock);
	return found;
}

/*
 * hka_host_find - the address as it stands on a device
 * @n: which, from 0 on; IPv4 may have it several times with other prefixes
 *
 * Return: whether there is such a one.
 */
bool hka_host_find(struct net *net, int ifindex, const struct hka_address *a, u32 n,
		   struct hka_host_address *out)
{
	struct net_device *dev;
	bool found = false;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (dev)
		found = a->family == HKA_FAMILY_IPV6 ? nth_ipv6(dev, a, n, out) :
						       nth_ipv4(dev, a, n, out);
	rcu_read_unlock();
	return found;
}

/*
 * RTNL. Adverts come from a link-local address of the device (RFC 9568 5.1.2.1), and a
 * virtual one is none of them but the owner's. The same address on another link is another one.
 */
bool hka_host_speaks_as(struct net *net, const struct net_device *dev,
			const struct hka_vips *vips)
{
	const struct net_device *on;
	struct hka_host_address host;
	const struct hka_vip *vip;
	u16 i;

	for (i = 0; i < vips->count; i++) {
		vip = &vips->vip[i];
		if (vip->a.family != HKA_FAMILY_IPV6 ||
		    !(ipv6_addr_type((const struct in6_addr *)vip->a.addr.b) & IPV6_ADDR_LINKLOCAL))
			continue;
		on = vip->own_dev ? __dev_get_by_name(net, vip->ifname) : dev;
		if (on && hka_host_find(net, on->ifindex, &vip->a, 0, &host) && !host.left_over)
			return true;
	}
	return false;
}

/* Has any device the address? Cheap. */
bool hka_host_has(struct net *net, const struct hka_address *a)
{
	bool found;
	__be32 addr;

	rcu_read_lock();
	if (a->family == HKA_FAMILY_IPV6) {
		found = ipv6_chk_addr(net, (const struct in6_addr *)a->addr.b, NULL, 0);
	} else {
		memcpy(&addr, a->addr.b, sizeof(addr));
		found = __ip_dev_find(net, addr, false);
	}
	rcu_read_unlock();
	return found;
}
