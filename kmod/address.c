// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses on devices: what a router wants is installed and removed through an
 * in-kernel NETLINK_ROUTE socket of its namespace. Owns vip->on, vr->installed and
 * vip->state. Takes no memory for an address that comes: it is part of the list, which the
 * request that set it has paid for. Runs in the reflector thread alone, which takes RTNL in here.
 *
 * An address that leaves its device behind our back is put back. Notifiers only note
 * and queue. They run inside the request that removes the address, so in this thread
 * they are the echo of our own doing, and anywhere else somebody else's.
 */
#include <linux/hash.h>
#include <linux/if_addr.h>
#include <linux/inetdevice.h>
#include <linux/ipv6_route.h>
#include <linux/jhash.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/ip6_route.h>
#include <net/l3mdev.h>

#include "engine.h"

/* Those that are in: vip->on.hash. One table for each reflector thread. */
static struct hlist_head hka_installed[HKA_REFLECTORS][1 << 12];

/* A secondary address of the host that went with one of ours. */
struct stray {
	struct list_head node;
	struct hka_address a;
	int ifindex;
	u32 valid;
	u32 priority;
	u8 proto;
};

/* For notifiers inside our own request: what is being taken off, what goes along. */
static struct taking {
	const struct hka_vr *vr;
	const struct hka_address *a;	/* NULL: nothing */
	struct list_head strays;
} hka_taking[HKA_REFLECTORS] = {
	{ .strays = LIST_HEAD_INIT(hka_taking[HKA_REFLECT_HOST].strays) },
	{ .strays = LIST_HEAD_INIT(hka_taking[HKA_REFLECT_USER].strays) },
};

static struct taking *taking_of(const struct net *net)
{
	return &hka_taking[hka_reflect_index(net)];
}

static struct hlist_head *installed_bucket(const struct net *net, int ifindex,
					   const struct hka_address *a)
{
	u32 hash = jhash(a->addr.b, sizeof(a->addr.b), ifindex);

	return &hka_installed[hka_reflect_index(net)][hash_32(hash, 12)];
}

/* One rtnetlink message: header, family header, attributes. */
struct request {
	union {
		struct nlmsghdr nlh;
		u8 bytes[192];
	};
};

static void *request_init(struct request *req, u16 type, u16 flags, unsigned int len)
{
	memset(req, 0, sizeof(*req));
	req->nlh.nlmsg_len = NLMSG_LENGTH(len);
	req->nlh.nlmsg_type = type;
	req->nlh.nlmsg_flags = flags;
	return NLMSG_DATA(&req->nlh);
}

static void put_attr(struct request *req, int type, const void *data, int len)
{
	unsigned int at = NLMSG_ALIGN(req->nlh.nlmsg_len);
	struct rtattr rta = { .rta_type = type, .rta_len = RTA_LENGTH(len) };

	if (WARN_ON_ONCE(at + RTA_SPACE(len) > sizeof(req->bytes)))
		return;
	memcpy(&req->bytes[at], &rta, sizeof(rta));
	memcpy(&req->bytes[at + RTA_LENGTH(0)], data, len);
	req->nlh.nlmsg_len = at + RTA_SPACE(len);
}

/* Carry out one request; takes RTNL inside. Return: what rtnetlink answered. */
static int transact(struct hka_net *hn, struct request *req)
{
	return hka_rtnl_request(hn, &req->nlh, NULL, 0);
}

static void address_head(struct request *req, const struct hka_address *a, int ifindex,
			 u16 type, u16 flags)
{
	u8 alen = hka_addr_len(a->family);
	struct ifaddrmsg *ifa;

	ifa = request_init(req, type, flags, sizeof(*ifa));
	ifa->ifa_family = a->family;
	ifa->ifa_prefixlen = a->plen;
	ifa->ifa_scope = a->scope;
	ifa->ifa_index = ifindex;
	put_attr(req, IFA_LOCAL, a->addr.b, alen);
	put_attr(req, IFA_ADDRESS, a->peer.b, alen);
}

static void address_request(struct request *req, const struct hka_address *a, int ifindex,
			    u32 valid, u8 proto)
{
	struct ifa_cacheinfo ci = { .ifa_valid = valid, .ifa_prefered = a->preferred };
	u32 flags = a->flags;

	address_head(req, a, ifindex, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
	if (proto)
		put_attr(req, IFA_PROTO, &proto, sizeof(proto));
	/* The on-link route of a single host would only cost time. */
	if (a->family == HKA_FAMILY_IPV6 && a->plen == 128 && !a->has_peer)
		flags |= IFA_F_NOPREFIXROUTE;
	if (a->broadcast)
		put_attr(req, IFA_BROADCAST, &a->broadcast, sizeof(a->broadcast));
	if (*a->label)
		put_attr(req, IFA_LABEL, a->label, strlen(a->label) + 1);
	put_attr(req, IFA_FLAGS, &flags, sizeof(flags));
	put_attr(req, IFA_CACHEINFO, &ci, sizeof(ci));
}

/*
 * The host route of an IPv6 address. The core adds one too, but from a workqueue
 * that real-time load can hold back for seconds; this one makes the address work now.
 */
static int host_route(const struct hka_vip *vip, u16 type)
{
	u32 metric = IP6_RT_PRIO_USER;
	u32 oif = vip->on.ifindex;
	struct request req;
	struct rtmsg *rtm;

	rtm = request_init(&req, type, type == RTM_NEWROUTE ? NLM_F_CREATE : 0, sizeof(*rtm));
	rtm->rtm_family = AF_INET6;
	rtm->rtm_dst_len = 128;
	rtm->rtm_protocol = type == RTM_NEWROUTE ? HKA_IFA_PROTO : RTPROT_UNSPEC;
	rtm->rtm_scope = RT_SCOPE_UNIVERSE;
	rtm->rtm_type = RTN_LOCAL;
	put_attr(&req, RTA_DST, vip->a.addr.b, 16);
	put_attr(&req, RTA_OIF, &oif, sizeof(oif));
	put_attr(&req, RTA_TABLE, &vip->on.table, sizeof(vip->on.table));
	put_attr(&req, RTA_PRIORITY, &metric, sizeof(metric));
	return transact(vip->vr->hn, &req);
}

static u32 local_table(const struct hka_vr *vr, int ifindex)
{
	struct net_device *dev;
	u32 table = 0;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(vr->hn->net, ifindex);
	if (dev)
		table = l3mdev_fib_table_rcu(dev);
	rcu_read_unlock();
	return table ?: RT_TABLE_LOCAL;
}

/* IPv6: make it work at once. Without duplicate address detection only. */
static int add_host_route(struct hka_vip *vip)
{
	int err;

	if (vip->a.family != HKA_FAMILY_IPV6 || !(vip->a.flags & IFA_F_NODAD) ||
	    hka_address_is_multicast(&vip->a))
		return 0;
	if (vip->on.table) {
		/* Put back: the route may have stayed. */
		err = host_route(vip, RTM_NEWROUTE);
		return err == -EEXIST ? 0 : err;
	}
	vip->on.table = local_table(vip->vr, vip->on.ifindex);
	err = host_route(vip, RTM_NEWROUTE);
	if (err)
		vip->on.table = 0;
	return err == -EEXIST ? 0 : err;
}

static void remember(struct hka_vip *vip)
{
	vip->on.in = true;
	hlist_add_head(&vip->on.hash,
		       installed_bucket(vip->vr->hn->net, vip->on.ifindex, &vip->a));
}

static void forget(struct hka_vip *vip)
{
	hlist_del(&vip->on.hash);
	vip->on = (struct hka_installed) {};
}

static void put_back(struct hka_net *hn, struct stray *stray)
{
	struct request req;

	address_request(&req, &stray->a, stray->ifindex, stray->valid, stray->proto);
	if (stray->priority)
		put_attr(&req, IFA_RT_PRIORITY, &stray->priority, sizeof(stray->priority));
	if (transact(hn, &req))
		pr_warn_ratelimited("%pI4 of the host was lost with a virtual address and could not be put back\n",
				    stray->a.addr.b);
}

/* Remove an address for @vr, and nothing else: what the kernel removes with it returns. */
static int delete(const struct hka_vr *vr, const struct hka_address *a, int ifindex)
{
	struct taking *taking = taking_of(vr->hn->net);
	struct stray *stray, *next;
	struct request req;
	int err;

	address_head(&req, a, ifindex, RTM_DELADDR, 0);
	taking->vr = vr;
	taking->a = a;
	err = transact(vr->hn, &req);
	taking->a = NULL;
	if (list_empty(&taking->strays))
		return err;
	pr_warn_ratelimited("%pI4 took secondary addresses of the host with it, which are put back; see promote_secondaries\n",
			    a->addr.b);
	list_for_each_entry_safe(stray, next, &taking->strays, node) {
		put_back(vr->hn, stray);
		list_del(&stray->node);
		kfree(stray);
	}
	return err;
}

static void take_off(struct hka_vip *vip)
{
	if (vip->on.adopted)
		return;
	if (vip->on.table)
		host_route(vip, RTM_DELROUTE);
	/* It may have gone with its device, or by somebody's hand: then it is gone. */
	delete(vip->vr, &vip->a, vip->on.ifindex);
	if (vip->a.family == HKA_FAMILY_IPV6)
		hka_link_rejoin(vip->vr, &vip->a.addr, vip->on.ifindex);
}

/* Does the host have the address on the device already, whatever its prefix? */
static bool is_the_hosts(const struct hka_vip *vip)
{
	struct net *net = vip->vr->hn->net;
	struct hka_host_address host;
	u32 n;

	if (!hka_host_has(net, &vip->a))
		return false;
	for (n = 0; hka_host_find(net, vip->on.ifindex, &vip->a, n, &host); n++)
		if (host.proto != HKA_IFA_PROTO)
			return true;
	return false;
}

static int put_on(struct hka_vip *vip)
{
	struct request req;
	int err;

	if (!vip->on.ifindex)
		return -ENODEV;
	vip->on.adopted = is_the_hosts(vip);
	if (vip->on.adopted)
		return 0;
	address_request(&req, &vip->a, vip->on.ifindex, HKA_LFT_FOREVER, HKA_IFA_PROTO);
	err = transact(vip->vr->hn, &req);
	/* Another router of ours has it too; or it stayed while its device was down. */
	if (err && err != -EEXIST)
		return err;
	err = add_host_route(vip);
	if (err)
		take_off(vip);
	return err;
}

static int install(struct hka_vip *vip)
{
	int err;

	/* Its device has become another one in this moment. */
	if (vip->on.in) {
		take_off(vip);
		forget(vip);
	}
	vip->on.ifindex = READ_ONCE(vip->ifindex);
	err = put_on(vip);
	if (err)
		vip->on = (struct hka_installed) {};
	else
		remember(vip);
	return err;
}

/* Return: the same address of the router, of this list or an older one, that is in. */
static struct hka_vip *find(const struct hka_vip *vip)
{
	int ifindex = READ_ONCE(vip->ifindex);
	struct hka_vip *x;

	hlist_for_each_entry(x, installed_bucket(vip->vr->hn->net, ifindex, &vip->a), on.hash)
		if (x->vr == vip->vr && x->on.ifindex == ifindex &&
		    !memcmp(&x->a, &vip->a, sizeof(vip->a)))
			return x;
	return NULL;
}

/* Of the list that move_to() was last called with. A device may be another one meanwhile. */
static bool was_put_on(const struct hka_vip *vip)
{
	return vip->on.in && vip->on.ifindex == READ_ONCE(vip->ifindex);
}

/* Is @vip, of the list of this pass, on its device? Reflector. */
bool hka_address_is_in(const struct hka_vip *vip)
{
	return was_put_on(vip) && !vip->on.gone;
}

/* What is in moves to the list @vips, so that an older one need not stay. */
static void move_to(struct hka_vr *vr, struct hka_vips *vips)
{
	struct hka_vip *x;
	u16 i;

	if (vr->installed == vips)
		return;
	for (i = 0; vr->installed && i < vips->count; i++) {
		x = find(&vips->vip[i]);
		if (!x || x == &vips->vip[i])
			continue;
		vips->vip[i].on = x->on;
		forget(x);
		remember(&vips->vip[i]);
	}
	hka_vips_put(vr->installed);
	kref_get(&vips->ref);
	vr->installed = vips;
}

/* Reflector: take off what is not wanted any more; of a router that is not MASTER, all. */
void hka_addresses_remove(struct hka_vr *vr, struct hka_vips *vips, bool master)
{
	struct hka_vips *old = vr->installed;
	struct hka_vip *vip;
	u16 i;

	for (i = 0; old && i < old->count; i++)
		old->vip[i].on.wanted = false;
	for (i = 0; old && master && i < vips->count; i++) {
		vip = find(&vips->vip[i]);
		if (vip)
			vip->on.wanted = true;
	}
	for (i = 0; old && i < old->count; i++)
		if (old->vip[i].on.in && !old->vip[i].on.wanted) {
			take_off(&old->vip[i]);
			forget(&old->vip[i]);
		}
	move_to(vr, vips);
	if (master)
		return;
	for (i = 0; i < vips->count; i++) {
		vip = &vips->vip[i];
		/* What is the host's own stays. */
		if (vip->state != HKA_VIP_STATE_ADOPTED)
			WRITE_ONCE(vip->state, HKA_VIP_STATE_ABSENT);
		WRITE_ONCE(vip->error, 0);
		WRITE_ONCE(vip->removals, 0);
		vip->fights = 0;
	}
}

/* vr->lock held. */
static void note(struct hka_vr *vr, const struct hka_vip *vip, u8 kind, int err)
{
	struct hka_note n = {
		.kind = kind,
		.address_family = vip->a.family,
		.address = vip->a.addr,
		.error = -err,
	};

	hka_note(vr, &n);
}

static void set_state(struct hka_vr *vr, struct hka_vip *vip, u8 state, u8 kind, int err)
{
	if (vip->state != state) {
		hka_vr_lock(vr);
		note(vr, vip, kind, err);
		hka_vr_unlock(vr);
	}
	WRITE_ONCE(vip->error, -err);
	WRITE_ONCE(vip->state, state);
}

/* Return: whether @vip is in. */
static bool install_one(struct hka_vr *vr, struct hka_vip *vip)
{
	bool restored = was_put_on(vip);
	int err;

	/* From here on the gate watches over it. */
	if (vip->state == HKA_VIP_STATE_ABSENT || vip->state == HKA_VIP_STATE_INSTALLED)
		WRITE_ONCE(vip->state, HKA_VIP_STATE_PENDING);
	if (restored) {
		err = put_on(vip);
		vip->on.gone = err;
	} else {
		err = install(vip);
	}
	if (err) {
		set_state(vr, vip, HKA_VIP_STATE_FAILED, HKA_EVENT_KIND_ADDRESS_FAILED, err);
		return false;
	}
	if (vip->on.adopted) {
		set_state(vr, vip, HKA_VIP_STATE_ADOPTED, HKA_EVENT_KIND_ADDRESS_ADOPTED, 0);
	} else {
		WRITE_ONCE(vip->error, 0);
		WRITE_ONCE(vip->state, HKA_VIP_STATE_INSTALLED);
	}
	if (restored) {
		hka_vr_lock(vr);
		note(vr, vip, HKA_EVENT_KIND_ADDRESS_RESTORED, 0);
		hka_vr_unlock(vr);
	}
	hka_burst_first(vr, vip);
	return true;
}

/*
 * Reflector: put on what is missing, and announce each at once. Return: whether all
 * are in; if not, when to try again. Stops early when the router is no longer MASTER.
 */
bool hka_addresses_install(struct hka_vr *vr, struct hka_vips *vips, u64 *retry_at)
{
	u64 now = ktime_get_ns();
	bool all = true;
	u16 i;

	*retry_at = now + HKA_RETRY_NS;
	for (i = 0; i < vips->count; i++) {
		struct hka_vip *vip = &vips->vip[i];

		if (!READ_ONCE(vr->gate_open))
			return false;
		if (hka_address_is_in(vip))
			continue;
		if (was_put_on(vip) && vip->back_at > now) {
			*retry_at = min(*retry_at, vip->back_at);
			WRITE_ONCE(vip->state, HKA_VIP_STATE_PENDING);
			all = false;
		} else if (!install_one(vr, vip)) {
			all = false;
		}
	}
	return all;
}

/* vr->lock held: somebody took @vip away. */
static void contend(struct hka_vr *vr, struct hka_vip *vip, u64 now)
{
	vr->stats.address_removals++;
	WRITE_ONCE(vip->removals, vip->removals + 1);
	note(vr, vip, HKA_EVENT_KIND_ADDRESS_REMOVED, 0);
	vip->back_at = hka_fence_contend(vr, &vip->fights, &vip->fight_since,
					 HKA_FAULT_ADDRESS_FIGHT, now);
}

/* Reflector: of a MASTER, what has left its device since the last pass. */
void hka_addresses_account(struct hka_vr *vr)
{
	struct hka_vips *vips;
	u64 now;
	u16 i;

	hka_vr_lock(vr);
	if (!vr->lost || !vr->gate_open) {
		vr->lost = false;
		hka_vr_unlock(vr);
		return;
	}
	vr->lost = false;
	vips = vr->vips;
	now = ktime_get_ns();
	if (vr->ready)
		vr->ready_by = now + hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);
	vr->ready = false;
	for (i = 0; i < vips->count && vr->gate_open; i++) {
		struct hka_vip *vip = &vips->vip[i], *in;
		u8 lost = vip->lost;

		vip->lost = HKA_LOST_NOT;
		in = lost ? find(vip) : NULL;
		if (!in)
			continue;
		in->on.gone = true;
		vip->left = 0;
		vip->back_at = now;
		if (lost == HKA_LOST_REMOVED)
			contend(vr, vip, now);
	}
	hka_vr_unlock(vr);
	/* Fenced off, or to look at the clock for what is due now. */
	hka_vr_kick(vr);
}

/* An address that left its device. */
struct gone {
	struct net_device *dev;
	struct hka_addr addr;
	u8 family;
	bool ours;			/* the reflector removes something */
	bool is_vip;
};

/* RCU. */
static void mark_gone(struct hka_vip *vip, void *arg)
{
	struct gone *gone = arg;
	struct net_device *dev = gone->dev;
	const struct taking *taking = taking_of(dev_net(dev));
	struct hka_vr *vr = vip->vr;

	if (READ_ONCE(vip->ifindex) != dev->ifindex)
		return;
	gone->is_vip = true;
	/* The echo of this router's own request. */
	if (gone->ours && taking->vr == vr &&
	    !hka_addr_cmp(gone->family, &taking->a->addr, &gone->addr))
		return;
	hka_vr_lock(vr);
	if (!vr->gate_open) {
		if (vip->state == HKA_VIP_STATE_ADOPTED)
			WRITE_ONCE(vip->state, HKA_VIP_STATE_ABSENT);
	} else {
		/* A device that goes down or away takes its addresses along. */
		vip->lost = gone->ours || !(dev->flags & IFF_UP) ||
			    dev->reg_state != NETREG_REGISTERED ? HKA_LOST_QUIET :
								  HKA_LOST_REMOVED;
		vr->lost = true;
		/* With the lock: so long as the gate is open the thread is there. */
		hka_reflect_queue(vr);
	}
	hka_vr_unlock(vr);
}

static bool is_gone(struct gone *gone)
{
	struct net *net = dev_net(gone->dev);

	gone->ours = hka_reflect_is_current(net) && taking_of(net)->a;
	rcu_read_lock();
	hka_gate_each(net, gone->family, &gone->addr, mark_gone, gone);
	rcu_read_unlock();
	return gone->is_vip;
}

static u32 lifetime_left(const struct in_ifaddr *ifa, u32 lifetime)
{
	u32 age = (jiffies - READ_ONCE(ifa->ifa_tstamp)) / HZ;

	if (lifetime == HKA_LFT_FOREVER)
		return lifetime;
	return lifetime > age ? lifetime - age : 0;
}

/* RTNL: @ifa goes with one of ours, since it is a secondary of the same subnet. */
static void keep_stray(const struct in_ifaddr *ifa)
{
	struct stray *stray = kzalloc(sizeof(*stray), GFP_KERNEL);

	if (!stray)
		return;
	stray->a.family = HKA_FAMILY_IPV4;
	memcpy(stray->a.addr.b, &ifa->ifa_local, 4);
	memcpy(stray->a.peer.b, &ifa->ifa_address, 4);
	stray->a.broadcast = ifa->ifa_broadcast;
	stray->a.plen = ifa->ifa_prefixlen;
	stray->a.scope = ifa->ifa_scope;
	stray->a.flags = ifa->ifa_flags & IFA_F_NOPREFIXROUTE;
	stray->a.preferred = HKA_LFT_FOREVER;
	stray->valid = HKA_LFT_FOREVER;
	if (!(ifa->ifa_flags & IFA_F_PERMANENT)) {
		stray->a.preferred = lifetime_left(ifa, ifa->ifa_preferred_lft);
		stray->valid = max(lifetime_left(ifa, ifa->ifa_valid_lft), 1u);
	}
	strscpy(stray->a.label, ifa->ifa_label, sizeof(stray->a.label));
	stray->priority = ifa->ifa_rt_priority;
	stray->proto = ifa->ifa_proto;
	stray->ifindex = ifa->ifa_dev->dev->ifindex;
	list_add_tail(&stray->node, &taking_of(dev_net(ifa->ifa_dev->dev))->strays);
}

void hka_address_gone4(const struct in_ifaddr *ifa)
{
	struct gone gone = { .dev = ifa->ifa_dev->dev, .family = HKA_FAMILY_IPV4 };

	memcpy(gone.addr.b, &ifa->ifa_local, 4);
	if (!is_gone(&gone) && gone.ours &&
	    hka_addr_cmp(HKA_FAMILY_IPV4, &taking_of(dev_net(gone.dev))->a->addr, &gone.addr))
		keep_stray(ifa);
}

void hka_address_gone6(const struct inet6_ifaddr *ifa)
{
	struct gone gone = { .dev = ifa->idev->dev, .family = HKA_FAMILY_IPV6 };

	memcpy(gone.addr.b, &ifa->addr, 16);
	is_gone(&gone);
}

static bool is_installed(struct net *net, int ifindex, const struct hka_address *a)
{
	const struct hka_vip *vip;

	hlist_for_each_entry(vip, installed_bucket(net, ifindex, a), on.hash)
		if (vip->on.ifindex == ifindex && vip->a.family == a->family &&
		    vip->vr->hn->net == net && !vip->on.adopted &&
		    !hka_addr_cmp(a->family, &vip->a.addr, &a->addr))
			return true;
	return false;
}

static void sweep_one(struct hka_vr *vr, struct hka_vip *vip, bool owner)
{
	int ifindex = READ_ONCE(vip->ifindex);
	struct net *net = vr->hn->net;
	struct hka_host_address host;
	u32 n = 0;

	/* Another router of ours has it. */
	if (!hka_host_has(net, &vip->a) || is_installed(net, ifindex, &vip->a))
		return;
	while (hka_host_find(net, ifindex, &vip->a, n, &host)) {
		if (!host.left_over || owner || delete(vr, &host.a, ifindex)) {
			n++;
			continue;
		}
		hka_vr_lock(vr);
		note(vr, vip, HKA_EVENT_KIND_ADDRESS_LEFT_OVER, 0);
		hka_vr_unlock(vr);
	}
	if (n)
		set_state(vr, vip, HKA_VIP_STATE_ADOPTED, HKA_EVENT_KIND_ADDRESS_ADOPTED, 0);
	if (n || !hka_host_has(net, &vip->a))
		return;
	/* On another device: told, and no reason not to have it on ours. */
	hka_vr_lock(vr);
	note(vr, vip, HKA_EVENT_KIND_ADDRESS_ADOPTED, 0);
	hka_vr_unlock(vr);
}

/*
 * Reflector, when a router is new and before it may become MASTER: copies of its
 * addresses that somebody left behind go; what is the host's own is told, and stays.
 */
void hka_addresses_sweep(struct hka_vr *vr, struct hka_vips *vips)
{
	bool owner;
	u16 i;

	hka_vr_lock(vr);
	owner = vr->cfg.priority == HKA_PRIO_OWNER;
	hka_vr_unlock(vr);
	for (i = 0; i < vips->count; i++)
		sweep_one(vr, &vips->vip[i], owner);
}
