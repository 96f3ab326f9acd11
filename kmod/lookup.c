// SPDX-License-Identifier: GPL-2.0
/*
 * Whom a packet is for. Owns the table of keys: (namespace, device or none, family,
 * VRID) and either the multicast group or, for unicast routers, disjoint sets of
 * peers. Writers hold RTNL and hka_table_lock, readers RCU.
 */
#include <linux/hash.h>
#include <linux/hashtable.h>
#include <linux/jhash.h>
#include <linux/random.h>
#include <linux/rtnetlink.h>

#include "engine.h"

static DEFINE_HASHTABLE(hka_keys, HKA_TABLE_BITS);
static u32 hka_key_seed;

static u32 key_hash(const struct net *net, int ifindex, u8 family, u8 vrid)
{
	return jhash_3words(ifindex, family << 8 | vrid, hash_ptr(net, 32), hka_key_seed);
}

/* All but the group and the peers. */
static bool key_matches(const struct hka_vr *vr, const struct net *net, int ifindex, u8 family,
			u8 vrid)
{
	return READ_ONCE(vr->ifindex) == ifindex && vr->vrid == vrid && vr->family == family &&
	       vr->hn->net == net;
}

/* RCU: the router that listens to this group on the device. */
struct hka_vr *hka_lookup_group(const struct net *net, int ifindex, u8 family, u8 vrid,
				const struct hka_addr *group)
{
	struct hka_vr *vr;

	hash_for_each_possible_rcu(hka_keys, vr, key_node,
				   key_hash(net, ifindex, family, vrid))
		if (!vr->unicast && key_matches(vr, net, ifindex, family, vrid) &&
		    !hka_addr_cmp(family, &vr->group, group))
			return vr;
	return NULL;
}

/* Best is the router that has the sender as a peer, then one that believes anybody. */
static struct hka_vr *lookup_peer(const struct net *net, int ifindex, u8 family, u8 vrid,
				  const struct hka_addr *sender, struct hka_vr *best)
{
	struct hka_vr *vr;

	hash_for_each_possible_rcu(hka_keys, vr, key_node,
				   key_hash(net, ifindex, family, vrid)) {
		if (!vr->unicast || !key_matches(vr, net, ifindex, family, vrid))
			continue;
		if (hka_peers_find(rcu_dereference(vr->peers), family, sender))
			return vr;
		if (!best || (READ_ONCE(best->wire.check_source) &&
			      !READ_ONCE(vr->wire.check_source)))
			best = vr;
	}
	return best;
}

/*
 * RCU: the unicast router an advert of this sender is for. One that does not know the
 * sender is found as well, so that the drop is charged to somebody.
 */
struct hka_vr *hka_lookup_peer(const struct net *net, int ifindex, u8 family, u8 vrid,
			       const struct hka_addr *sender)
{
	struct hka_vr *vr = lookup_peer(net, ifindex, family, vrid, sender, NULL);

	if (vr && hka_peers_find(rcu_dereference(vr->peers), family, sender))
		return vr;
	return lookup_peer(net, 0, family, vrid, sender, vr);
}

/* RTNL: is there another router that an advert for @vr, with these peers, might be for? */
bool hka_lookup_clashes(const struct hka_vr *vr, int ifindex, const struct hka_peers *peers)
{
	const struct net *net = vr->hn->net;
	const struct hka_vr *other;
	bool clash = false;

	ASSERT_RTNL();
	rcu_read_lock();
	hash_for_each_possible_rcu(hka_keys, other, key_node,
				   key_hash(net, ifindex, vr->family, vr->vrid)) {
		if (other == vr || other->unicast != vr->unicast ||
		    !key_matches(other, net, ifindex, vr->family, vr->vrid))
			continue;
		clash = vr->unicast ?
			hka_peers_meet(peers, rtnl_dereference(other->peers), vr->family) :
			!hka_addr_cmp(vr->family, &vr->group, &other->group);
		if (clash)
			break;
	}
	rcu_read_unlock();
	return clash;
}

/* RTNL; @ifindex is 0 for a router without a device. Return: 0, or -EEXIST. */
int hka_lookup_insert(struct hka_vr *vr, int ifindex)
{
	ASSERT_RTNL();
	if (hka_lookup_clashes(vr, ifindex, rtnl_dereference(vr->peers)))
		return -EEXIST;
	WRITE_ONCE(vr->ifindex, ifindex);
	spin_lock_bh(&hka_table_lock);
	hash_add_rcu(hka_keys, &vr->key_node,
		     key_hash(vr->hn->net, ifindex, vr->family, vr->vrid));
	spin_unlock_bh(&hka_table_lock);
	return 0;
}

/* RTNL. */
void hka_lookup_remove(struct hka_vr *vr)
{
	ASSERT_RTNL();
	spin_lock_bh(&hka_table_lock);
	hash_del_rcu(&vr->key_node);
	spin_unlock_bh(&hka_table_lock);
	WRITE_ONCE(vr->ifindex, 0);
}

void hka_lookup_init(void)
{
	hka_key_seed = get_random_u32();
}
