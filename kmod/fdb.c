// SPDX-License-Identifier: GPL-2.0
/*
 * The virtual MAC in the table of a bridge that is a router's device: an entry that
 * says "here" while the router is MASTER. Otherwise the bridge would send what its other
 * ports have for the virtual MAC to where it heard it last, the MASTER before. Owns
 * vr->fdb; in the reflector thread alone, which takes RTNL in here.
 */
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/if_vlan.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/netlink.h>
#include <net/rtnetlink.h>

#include "engine.h"

static int request(struct hka_vr *vr, u16 type, u16 flags)
{
	struct {
		struct nlmsghdr nlh;
		struct ndmsg ndm;
		struct nlattr lladdr;
		u8 mac[NLA_ALIGN(ETH_ALEN)];
		struct nlattr vlan;
		u16 vid[2];
	} req = {
		.nlh.nlmsg_type = type,
		.nlh.nlmsg_flags = flags,
		.ndm.ndm_family = AF_BRIDGE,
		.ndm.ndm_ifindex = vr->fdb.ifindex,
		.ndm.ndm_state = NUD_PERMANENT,
		.ndm.ndm_flags = NTF_SELF,
		.lladdr = { .nla_len = NLA_HDRLEN + ETH_ALEN, .nla_type = NDA_LLADDR },
		.vlan = { .nla_len = NLA_HDRLEN + sizeof(u16), .nla_type = NDA_VLAN },
		.vid = { vr->fdb.vid },
	};

	req.nlh.nlmsg_len = vr->fdb.vid ? sizeof(req) : offsetof(typeof(req), vlan);
	hka_vmac_address(vr, req.mac);
	return hka_rtnl_request(vr->hn, &req.nlh, NULL, 0);
}

/* RTNL: asked as "ip -d link" does, since the bridge's own function is in its module. */
static bool filters_vlans(const struct net_device *bridge)
{
	struct sk_buff *skb = nlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	const struct nlattr *attr = NULL;
	bool on;

	if (skb && !bridge->rtnl_link_ops->fill_info(skb, bridge))
		attr = nla_find((struct nlattr *)skb->data, skb->len, IFLA_BR_VLAN_FILTERING);
	on = attr && nla_get_u8(attr);
	nlmsg_free(skb);
	return on;
}

/* RTNL: the bridge that the device is, or is a VLAN of. */
static struct hka_fdb entry_of(struct net_device *dev)
{
	struct hka_fdb fdb = {};

	if (netif_is_bridge_master(dev)) {
		fdb.ifindex = dev->ifindex;
	} else if (is_vlan_dev(dev)) {
		struct net_device *real = vlan_dev_real_dev(dev);

		if (netif_is_bridge_master(real)) {
			fdb.ifindex = real->ifindex;
			fdb.vid = filters_vlans(real) ? vlan_dev_vlan_id(dev) : 0;
		}
	}
	return fdb;
}

/* Most devices are nothing of the kind, and need no RTNL to tell. */
static bool may_be_bridge(const struct hka_vr *vr)
{
	const struct net_device *dev;
	bool may;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(vr->hn->net, READ_ONCE(vr->ifindex));
	may = dev && (netif_is_bridge_master(dev) || is_vlan_dev(dev));
	rcu_read_unlock();
	return may;
}

static struct hka_fdb wanted(struct hka_vr *vr)
{
	struct hka_fdb fdb = {};

	if (!READ_ONCE(vr->vmac) || !may_be_bridge(vr))
		return fdb;
	rtnl_lock();
	if (vr->vmac && vr->dev)
		fdb = entry_of(vr->dev);
	rtnl_unlock();
	return fdb;
}

/* Routers of one VRID in several groups share a virtual MAC. */
static bool is_shared(const struct hka_vr *vr)
{
	const struct hka_vr *other;
	bool shared = false;
	unsigned long id;

	rcu_read_lock();
	xa_for_each(&vr->hn->vrs, id, other)
		shared |= other != vr && other->vrid == vr->vrid && other->family == vr->family &&
			  other->fdb.ifindex == vr->fdb.ifindex && other->fdb.vid == vr->fdb.vid;
	rcu_read_unlock();
	return shared;
}

void hka_fdb_reflect(struct hka_vr *vr, bool master)
{
	struct hka_fdb fdb = {};

	if (master)
		fdb = wanted(vr);
	if (fdb.ifindex == vr->fdb.ifindex && fdb.vid == vr->fdb.vid)
		return;
	/* A bridge that is gone refuses, and has none. */
	if (vr->fdb.ifindex && !is_shared(vr))
		request(vr, RTM_DELNEIGH, 0);
	vr->fdb = fdb;
	if (fdb.ifindex && request(vr, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE))
		vr->fdb = (struct hka_fdb) {};
}
