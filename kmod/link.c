// SPDX-License-Identifier: GPL-2.0
/*
 * Devices: binds routers to them, follows their going, coming and renaming, their
 * carrier and their addresses; joins the multicast groups. Owns vr->dev, vr->ifname,
 * vip->ifindex, struct hka_link and struct hka_mcast, all under RTNL.
 *
 * Notifiers only note and kick: the runner looks at the device itself. The one
 * exception is a device that is about to go down: priority 0 leaves while it
 * still works, so that notifier waits for the runner.
 */
#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/igmp.h>
#include <linux/inetdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>

#include "engine.h"

static struct hlist_head *link_bucket(struct hka_net *hn, int ifindex)
{
	return &hn->links[ifindex & ((1 << HKA_LINK_BITS) - 1)];
}

/* RCU or RTNL */
struct hka_link *hka_link_find(struct hka_net *hn, int ifindex)
{
	struct hka_link *link;

	hlist_for_each_entry_rcu(link, link_bucket(hn, ifindex), node, lockdep_rtnl_is_held())
		if (link->ifindex == ifindex)
			return link;
	return NULL;
}

/* RCU: does a router of this family run on the device? */
bool hka_link_runs(struct hka_net *hn, int ifindex, u8 family)
{
	struct hka_link *link = hka_link_find(hn, ifindex);

	return link && READ_ONCE(link->users[hka_family_index(family)]);
}

static struct hka_mcast *group_find(struct hka_link *link, u8 family, const struct hka_addr *addr)
{
	struct hka_mcast *group;

	hlist_for_each_entry_rcu(group, &link->groups, node, lockdep_rtnl_is_held())
		if (group->family == family && !hka_addr_cmp(family, &group->addr, addr))
			return group;
	return NULL;
}

/* RCU: does a router on the device listen to this group? */
bool hka_link_listens(struct hka_net *hn, int ifindex, u8 family, const struct hka_addr *addr)
{
	struct hka_link *link = hka_link_find(hn, ifindex);

	return link && group_find(link, family, addr);
}

/* RCU: is there a unicast router on the device, or one without a device? */
bool hka_link_unicast(struct hka_net *hn, int ifindex, u8 family)
{
	struct hka_link *link = hka_link_find(hn, ifindex);
	u8 f = hka_family_index(family);

	return READ_ONCE(hn->roaming[f]) || (link && READ_ONCE(link->unicast[f]));
}

static int group_join(struct net_device *dev, u8 family, const struct hka_addr *group)
{
	struct in_device *in_dev;
	__be32 addr;

	if (family == HKA_FAMILY_IPV6)
		return ipv6_dev_mc_inc(dev, (const struct in6_addr *)group->b);
	in_dev = __in_dev_get_rtnl(dev);
	if (!in_dev)
		return -ENODEV;
	memcpy(&addr, group->b, sizeof(addr));
	ip_mc_inc_group(in_dev, addr);
	return 0;
}

static void group_leave(struct net_device *dev, u8 family, const struct hka_addr *group)
{
	struct in_device *in_dev;
	__be32 addr;

	if (family == HKA_FAMILY_IPV6) {
		ipv6_dev_mc_dec(dev, (const struct in6_addr *)group->b);
		return;
	}
	/* Gone already when the device is being unregistered. */
	in_dev = __in_dev_get_rtnl(dev);
	memcpy(&addr, group->b, sizeof(addr));
	if (in_dev)
		ip_mc_dec_group(in_dev, addr);
}

static int group_use(struct hka_link *link, struct net_device *dev, u8 family,
		     const struct hka_addr *addr)
{
	struct hka_mcast *group = group_find(link, family, addr);
	int err;

	if (group) {
		group->users++;
		return 0;
	}
	group = kzalloc(sizeof(*group), GFP_KERNEL_ACCOUNT);
	if (!group)
		return -ENOMEM;
	err = group_join(dev, family, addr);
	if (err) {
		kfree(group);
		return err;
	}
	group->family = family;
	group->addr = *addr;
	group->users = 1;
	hlist_add_head_rcu(&group->node, &link->groups);
	return 0;
}

static void group_unuse(struct hka_link *link, struct net_device *dev, u8 family,
			const struct hka_addr *addr)
{
	struct hka_mcast *group = group_find(link, family, addr);

	if (WARN_ON_ONCE(!group) || --group->users)
		return;
	group_leave(dev, family, addr);
	hlist_del_rcu(&group->node);
	kfree_rcu(group, rcu);
}

static void link_drop_unused(struct hka_link *link)
{
	if (link->users[0] || link->users[1])
		return;
	hlist_del_rcu(&link->node);
	kfree_rcu(link, rcu);
}

static int link_use(struct hka_vr *vr, struct net_device *dev)
{
	u8 f = hka_family_index(vr->family);
	struct hka_net *hn = vr->hn;
	struct hka_link *link;
	int err = 0;

	link = hka_link_find(hn, dev->ifindex);
	if (!link) {
		link = kzalloc(sizeof(*link), GFP_KERNEL_ACCOUNT);
		if (!link)
			return -ENOMEM;
		link->ifindex = dev->ifindex;
		hlist_add_head_rcu(&link->node, link_bucket(hn, dev->ifindex));
	}
	if (vr->unicast)
		WRITE_ONCE(link->unicast[f], link->unicast[f] + 1);
	else
		err = group_use(link, dev, vr->family, &vr->group);
	if (err) {
		link_drop_unused(link);
		return err;
	}
	WRITE_ONCE(link->users[f], link->users[f] + 1);
	return 0;
}

static void link_unuse(struct hka_vr *vr, struct net_device *dev)
{
	struct hka_link *link = hka_link_find(vr->hn, dev->ifindex);
	u8 f = hka_family_index(vr->family);

	if (WARN_ON_ONCE(!link || !link->users[f]))
		return;
	WRITE_ONCE(link->users[f], link->users[f] - 1);
	if (vr->unicast)
		WRITE_ONCE(link->unicast[f], link->unicast[f] - 1);
	else
		group_unuse(link, dev, vr->family, &vr->group);
	link_drop_unused(link);
}

/* RTNL: does the device take part in the family? A small MTU ends that. */
static bool runs_family(const struct net_device *dev, u8 family)
{
	return family == HKA_FAMILY_IPV6 ? !!__in6_dev_get(dev) : !!__in_dev_get_rtnl(dev);
}

/* RTNL. Return: the device, or an error with its reason in @extack. */
struct net_device *hka_link_get(const struct hka_vr *vr, const char *name,
				struct netlink_ext_ack *extack)
{
	struct net_device *dev = __dev_get_by_name(vr->hn->net, name);

	if (!dev) {
		NL_SET_ERR_MSG(extack, "no such device");
		return ERR_PTR(-ENODEV);
	}
	if (!vr->unicast && (dev->type != ARPHRD_ETHER || !(dev->flags & IFF_MULTICAST) ||
			     (dev->flags & IFF_LOOPBACK))) {
		NL_SET_ERR_MSG(extack, "the device is not an Ethernet device with multicast");
		return ERR_PTR(-EOPNOTSUPP);
	}
	if (vr->unicast && dev->flags & IFF_LOOPBACK) {
		NL_SET_ERR_MSG(extack, "no peer is reached through a loopback device");
		return ERR_PTR(-EOPNOTSUPP);
	}
	if (vr->unicast && vr->wire.strict && dev->flags & IFF_MULTICAST) {
		NL_SET_ERR_MSG(extack,
			       "the strict profile has no unicast on a device with multicast");
		return ERR_PTR(-EOPNOTSUPP);
	}
	if (!runs_family(dev, vr->family)) {
		NL_SET_ERR_MSG(extack, "the device does not run this address family");
		return ERR_PTR(-EAFNOSUPPORT);
	}
	return dev;
}

/*
 * RTNL; @dev is NULL for a router without a device. Return: 0; -EEXIST if another
 * router has its key.
 */
int hka_link_bind(struct hka_vr *vr, struct net_device *dev)
{
	u8 f = hka_family_index(vr->family);
	int err;

	ASSERT_RTNL();
	err = hka_lookup_insert(vr, dev ? dev->ifindex : 0);
	if (err)
		return err;
	if (!dev) {
		WRITE_ONCE(vr->hn->roaming[f], vr->hn->roaming[f] + 1);
		return 0;
	}
	err = link_use(vr, dev);
	if (err)
		goto remove;
	if (vr->wire.vmac) {
		err = hka_vmac_join(vr, dev);
		if (err)
			goto unuse;
	}
	hka_vr_lock(vr);
	vr->dev = dev;
	vr->clash = false;
	strscpy(vr->ifname, dev->name, sizeof(vr->ifname));
	netdev_hold(dev, &vr->dev_tracker, GFP_ATOMIC);
	hka_vr_unlock(vr);
	return 0;

unuse:
	link_unuse(vr, dev);
remove:
	hka_lookup_remove(vr);
	return err;
}

/* RTNL. */
void hka_link_unbind(struct hka_vr *vr)
{
	u8 f = hka_family_index(vr->family);
	struct net_device *dev = vr->dev;

	ASSERT_RTNL();
	if (vr->no_dev) {
		WRITE_ONCE(vr->hn->roaming[f], vr->hn->roaming[f] - 1);
		hka_lookup_remove(vr);
	}
	if (!dev)
		return;
	hka_vmac_leave(vr);
	link_unuse(vr, dev);
	hka_lookup_remove(vr);
	hka_vr_lock(vr);
	vr->dev = NULL;
	hka_vr_unlock(vr);
	netdev_put(dev, &vr->dev_tracker);
}

/*
 * Join the solicited-node group of an IPv6 address while BACKUP: at a takeover
 * nobody then waits for the membership. The gate keeps solicitations unanswered.
 */
static void vip_bind(struct hka_vip *vip, struct net_device *dev)
{
	struct in6_addr group;

	WRITE_ONCE(vip->ifindex, dev->ifindex);
	strscpy(vip->ifname, dev->name, sizeof(vip->ifname));
	if (vip->a.family != HKA_FAMILY_IPV6 || hka_address_is_multicast(&vip->a))
		return;
	addrconf_addr_solict_mult((const struct in6_addr *)vip->a.addr.b, &group);
	if (!ipv6_dev_mc_inc(dev, &group))
		vip->joined = dev;
}

static void vip_unbind(struct hka_vip *vip)
{
	struct in6_addr group;

	WRITE_ONCE(vip->ifindex, 0);
	if (!vip->joined)
		return;
	addrconf_addr_solict_mult((const struct in6_addr *)vip->a.addr.b, &group);
	ipv6_dev_mc_dec(vip->joined, &group);
	vip->joined = NULL;
}

static bool is_member(const struct inet6_dev *idev, const struct in6_addr *group)
{
	const struct ifmcaddr6 *mc;
	bool found = false;

	rcu_read_lock();
	for (mc = rcu_dereference(idev->mc_list); mc && !found; mc = rcu_dereference(mc->next))
		found = ipv6_addr_equal(&mc->mca_addr, group);
	rcu_read_unlock();
	return found;
}

/*
 * The core joins the group of an address from a workqueue, which real-time load can
 * hold back, but leaves it at once: where the address was gone first, it left ours.
 */
static void vip_rejoin(const struct hka_vip *vip)
{
	const struct inet6_dev *idev;
	struct in6_addr group;

	if (!vip->joined)
		return;
	addrconf_addr_solict_mult((const struct in6_addr *)vip->a.addr.b, &group);
	idev = __in6_dev_get(vip->joined);
	if (idev && !is_member(idev, &group))
		ipv6_dev_mc_inc(vip->joined, &group);
}

/* Reflector, without RTNL: an IPv6 address has left its device. */
void hka_link_rejoin(struct hka_vr *vr, const struct hka_addr *addr, int ifindex)
{
	u16 i;

	rtnl_lock();
	for (i = 0; i < vr->vips->count; i++) {
		const struct hka_vip *vip = &vr->vips->vip[i];

		if (vip->ifindex == ifindex &&
		    !hka_addr_cmp(HKA_FAMILY_IPV6, &vip->a.addr, addr)) {
			vip_rejoin(vip);
			break;
		}
	}
	rtnl_unlock();
}

/* RTNL. A device that does not exist is waited for. */
void hka_link_bind_vips(struct hka_vr *vr, struct hka_vips *vips)
{
	struct net_device *dev;
	u16 i;

	ASSERT_RTNL();
	for (i = 0; i < vips->count; i++) {
		struct hka_vip *vip = &vips->vip[i];

		if (!vip->own_dev)
			strscpy(vip->ifname, vr->ifname, sizeof(vip->ifname));
		dev = __dev_get_by_name(vr->hn->net, vip->ifname);
		if (dev)
			vip_bind(vip, dev);
	}
}

/* RTNL. */
void hka_link_unbind_vips(struct hka_vr *vr, struct hka_vips *vips)
{
	u16 i;

	ASSERT_RTNL();
	for (i = 0; i < vips->count; i++)
		vip_unbind(&vips->vip[i]);
	/* While both lists had an address, a membership that the core left was not missed. */
	for (i = 0; vips != vr->vips && i < vr->vips->count; i++)
		vip_rejoin(&vr->vips->vip[i]);
}

/* vr->lock: HKA_FAULT_NONE if the device is up and has carrier. */
static u8 check_carrier(const struct hka_vr *vr)
{
	const struct net_device *dev = vr->dev;

	/* IFF_UP falls only after the device stopped: the notifier tells earlier. */
	if (!(dev->flags & IFF_UP) || !netif_running(dev) || vr->going_down)
		return HKA_FAULT_DEVICE_DOWN;
	return netif_carrier_ok(dev) ? HKA_FAULT_NONE : HKA_FAULT_NO_CARRIER;
}

/*
 * vr->lock: can the device carry an advert? A router with track_link off runs all the
 * same; what it then fails to send is no failure of its own.
 */
bool hka_link_carries(const struct hka_vr *vr)
{
	return vr->no_dev || (vr->dev && !check_carrier(vr));
}

/* vr->lock: may the router run on its device? Return: the first condition not met. */
u8 hka_link_check_device(const struct hka_vr *vr)
{
	const struct net_device *dev = vr->dev;
	u8 fault;

	if (vr->no_dev)
		return HKA_FAULT_NONE;
	if (!dev)
		return vr->clash ? HKA_FAULT_CONFLICT : HKA_FAULT_NO_DEVICE;
	fault = vr->track_link ? check_carrier(vr) : HKA_FAULT_NONE;
	if (fault)
		return fault;
	if (hka_vr_mtu_needed(vr, vr->hmac, vr->vips->advertised) > dev->mtu)
		return HKA_FAULT_MTU;
	if (hka_vmac_unfit(vr))
		return HKA_FAULT_VIRTUAL_MAC;
	return HKA_FAULT_NONE;
}

static void vr_set_going_down(struct hka_vr *vr)
{
	hka_vr_lock(vr);
	vr->going_down = true;
	hka_vr_unlock(vr);
}

/* The device is registered, or got this name: whoever waits for the name is bound. */
static void device_came(struct hka_vr *vr, struct net_device *dev)
{
	u16 i;

	if (!vr->dev && !strcmp(vr->ifname, dev->name) &&
	    !IS_ERR(hka_link_get(vr, vr->ifname, NULL))) {
		bool clash = hka_link_bind(vr, dev) == -EEXIST;

		hka_vr_lock(vr);
		vr->clash = clash;
		vr->going_down = false;
		hka_vr_unlock(vr);
	}
	for (i = 0; i < vr->vips->count; i++) {
		struct hka_vip *vip = &vr->vips->vip[i];

		if (!vip->ifindex && !strcmp(vip->ifname, dev->name))
			vip_bind(vip, dev);
	}
	hka_fibs_device_came(vr, dev);
}

static void device_went(struct hka_vr *vr, struct net_device *dev)
{
	u16 i;

	for (i = 0; i < vr->vips->count; i++)
		if (vr->vips->vip[i].ifindex == dev->ifindex)
			vip_unbind(&vr->vips->vip[i]);
	if (vr->dev == dev)
		hka_link_unbind(vr);
	hka_fibs_device_went(vr, dev);
}

static void device_renamed(struct hka_vr *vr, struct net_device *dev)
{
	u16 i;

	hka_vr_lock(vr);
	if (vr->dev == dev)
		strscpy(vr->ifname, dev->name, sizeof(vr->ifname));
	for (i = 0; i < vr->vips->count; i++)
		if (vr->vips->vip[i].ifindex == dev->ifindex)
			strscpy(vr->vips->vip[i].ifname, dev->name, IFNAMSIZ);
	hka_vr_unlock(vr);
	hka_fibs_device_renamed(vr, dev);
	device_came(vr, dev);
}

/* What could not be put on a device that was down can be now. */
static void device_up(struct hka_vr *vr, struct net_device *dev)
{
	u16 i;

	hka_vr_lock(vr);
	if (vr->dev == dev)
		vr->going_down = false;
	for (i = 0; vr->gate_open && !vr->ready && i < vr->vips->count; i++)
		vr->reflect |= vr->vips->vip[i].ifindex == dev->ifindex;
	hka_vr_unlock(vr);
	hka_fibs_device_changed(vr, dev);
}

/* RTNL held. */
static int device_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct hka_net *hn = hka_net(dev_net(dev));
	unsigned long id;
	struct hka_vr *vr;

	/* Deletion unlinks a router under RTNL before it lets go of it. */
	if (xa_empty(&hn->vrs))
		return NOTIFY_DONE;
	xa_for_each(&hn->vrs, id, vr) {
		bool flush = false;

		switch (event) {
		case NETDEV_GOING_DOWN:
			if (vr->dev == dev) {
				vr_set_going_down(vr);
				flush = true;
			}
			break;
		case NETDEV_UP:
			device_up(vr, dev);
			hka_vmac_recheck(vr);
			break;
		case NETDEV_CHANGEUPPER:
		case NETDEV_CHANGEINFODATA:
		case NETDEV_CHANGEADDR:
			if (!hka_vmac_recheck(vr))
				continue;
			break;
		case NETDEV_CHANGEMTU:
			/* With its in_dev or inet6_dev a device loses the group. */
			if (vr->dev == dev && !runs_family(dev, vr->family))
				device_went(vr, dev);
			else
				device_came(vr, dev);
			break;
		case NETDEV_REGISTER:
			device_came(vr, dev);
			break;
		case NETDEV_CHANGENAME:
			device_renamed(vr, dev);
			break;
		case NETDEV_UNREGISTER:
			device_went(vr, dev);
			break;
		case NETDEV_DOWN:
			hka_fibs_device_changed(vr, dev);
			break;
		case NETDEV_CHANGE:
			break;
		default:
			continue;
		}
		if (flush)
			hka_vr_flush(vr);
		else
			hka_vr_kick(vr);
	}
	return NOTIFY_DONE;
}

struct claim {
	bool vip;		/* a router has the address */
	bool owner;		/* an owner has it */
};

static void look_who(struct hka_vip *vip, void *arg)
{
	struct claim *claim = arg;

	claim->vip = true;
	claim->owner |= READ_ONCE(vip->vr->cfg.priority) == HKA_PRIO_OWNER;
}

/* Any context: an address came or went on @dev. */
static void address_event(struct net_device *dev, u8 family, const void *bytes)
{
	struct hka_net *hn = hka_net(dev_net(dev));
	struct hka_addr addr = {};
	struct claim claim = {};
	unsigned long id;
	struct hka_vr *vr;

	if (xa_empty(&hn->vrs))
		return;
	memcpy(addr.b, bytes, hka_addr_len(family));
	rcu_read_lock();
	hka_gate_each(hn->net, family, &addr, look_who, &claim);
	/* Mostly our own doing, for each of thousands; a source for nobody but the owner. */
	if (claim.vip && !claim.owner)
		goto out;
	xa_for_each(&hn->vrs, id, vr)
		if (vr->family == family &&
		    (READ_ONCE(vr->dev) == dev || READ_ONCE(vr->source_anywhere)) &&
		    !(claim.vip && vr->cfg.priority != HKA_PRIO_OWNER) &&
		    hka_vr_get_unless_zero(vr)) {
			set_bit(HKA_VR_RELINK, &vr->flags);
			hka_vr_kick(vr);
			hka_vr_put(vr);
		}
out:
	rcu_read_unlock();
}

static int address4_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct in_ifaddr *ifa = ptr;

	if (event == NETDEV_DOWN) {
		hka_address_gone4(ifa);
		hka_fib_address_gone(hka_net(dev_net(ifa->ifa_dev->dev)), ifa->ifa_dev->dev,
				     HKA_FAMILY_IPV4, &ifa->ifa_local,
				     !rcu_access_pointer(ifa->ifa_dev->ifa_list));
	}
	address_event(ifa->ifa_dev->dev, HKA_FAMILY_IPV4, &ifa->ifa_local);
	return NOTIFY_DONE;
}

static int address6_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;

	if (event == NETDEV_DOWN) {
		hka_address_gone6(ifa);
		hka_fib_address_gone(hka_net(dev_net(ifa->idev->dev)), ifa->idev->dev,
				     HKA_FAMILY_IPV6, &ifa->addr, false);
	}
	address_event(ifa->idev->dev, HKA_FAMILY_IPV6, &ifa->addr);
	return NOTIFY_DONE;
}

static struct notifier_block device_nb = { .notifier_call = device_event };
static struct notifier_block address4_nb = { .notifier_call = address4_event };
static struct notifier_block address6_nb = { .notifier_call = address6_event };

int hka_link_init(void)
{
	int err;

	err = register_netdevice_notifier(&device_nb);
	if (err)
		return err;
	register_inetaddr_notifier(&address4_nb);
	register_inet6addr_notifier(&address6_nb);
	return 0;
}

void hka_link_exit(void)
{
	unregister_inet6addr_notifier(&address6_nb);
	unregister_inetaddr_notifier(&address4_nb);
	unregister_netdevice_notifier(&device_nb);
}
