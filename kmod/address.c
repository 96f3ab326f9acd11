// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses on devices: what a router wants is installed and removed through an
 * in-kernel NETLINK_ROUTE socket of its namespace. Owns struct hka_installed, vr->installed
 * and vip->state. Runs in the reflector thread alone, which takes RTNL in here.
 */
#include <linux/hashtable.h>
#include <linux/if_addr.h>
#include <linux/ipv6_route.h>
#include <linux/jhash.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/ip6_route.h>
#include <net/l3mdev.h>
#include <net/sock.h>

#include "engine.h"

#define HKA_IFA_PROTO		112	/* marks our addresses in `ip address show` */

/* An address that is on a device because of a router. */
struct hka_installed {
	struct list_head node;		/* vr->installed */
	struct hlist_node hash;
	struct hka_vr *vr;
	struct hka_address a;
	int ifindex;
	u32 table;			/* IPv6: of the host route; 0: none was added */
	bool adopted;			/* was there before us and stays */
	bool wanted;			/* while looking for those that are not */
};

static DEFINE_HASHTABLE(hka_installed, 12);

static u32 installed_hash(int ifindex, const struct hka_address *a)
{
	return jhash(a->addr.b, sizeof(a->addr.b), ifindex);
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
	/* Without a name rtnetlink asks for the credentials of a file there is not. */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvec vec = { .iov_base = req, .iov_len = req->nlh.nlmsg_len };
	struct {
		struct nlmsghdr nlh;
		struct nlmsgerr err;
		u8 rest[256];		/* the request comes back after an error */
	} ack;
	int len;

	/* Only a refusal is answered: no answer is success, without the cost of one. */
	req->nlh.nlmsg_flags |= NLM_F_REQUEST;
	req->nlh.nlmsg_seq = ++hn->rtnl_seq;
	len = kernel_sendmsg(hn->rtnl, &msg, &vec, 1, vec.iov_len);
	if (len < 0)
		return len;
	/* Requests are carried out inside sendmsg: an answer would be there. */
	for (;;) {
		struct msghdr in = {};
		struct kvec iv = { .iov_base = &ack, .iov_len = sizeof(ack) };

		len = kernel_recvmsg(hn->rtnl, &in, &iv, 1, sizeof(ack), MSG_DONTWAIT);
		if (len < 0)
			return len == -EAGAIN ? 0 : len;
		if (len >= (int)sizeof(ack.nlh) + (int)sizeof(ack.err.error) &&
		    ack.nlh.nlmsg_type == NLMSG_ERROR && ack.nlh.nlmsg_seq == hn->rtnl_seq)
			return ack.err.error;
	}
}

static void put_ipv4(struct request *req, const struct hka_address *a)
{
	if (a->broadcast)
		put_attr(req, IFA_BROADCAST, &a->broadcast, sizeof(a->broadcast));
	if (*a->label)
		put_attr(req, IFA_LABEL, a->label, strlen(a->label) + 1);
}

static void address_request(struct request *req, const struct hka_address *a, int ifindex,
			    u16 type, u16 flags)
{
	struct ifa_cacheinfo ci = { .ifa_valid = HKA_LFT_FOREVER, .ifa_prefered = a->preferred };
	static const u8 proto = HKA_IFA_PROTO;
	u8 alen = hka_addr_len(a->family);
	u32 ifa_flags = a->flags;
	struct ifaddrmsg *ifa;

	ifa = request_init(req, type, flags, sizeof(*ifa));
	ifa->ifa_family = a->family;
	ifa->ifa_prefixlen = a->plen;
	ifa->ifa_scope = a->scope;
	ifa->ifa_index = ifindex;
	put_attr(req, IFA_LOCAL, a->addr.b, alen);
	put_attr(req, IFA_ADDRESS, a->peer.b, alen);
	if (type != RTM_NEWADDR)
		return;
	put_attr(req, IFA_PROTO, &proto, sizeof(proto));
	if (a->family == HKA_FAMILY_IPV4)
		put_ipv4(req, a);
	/* The on-link route of a single host would only cost time. */
	else if (a->plen == 128 && !a->has_peer)
		ifa_flags |= IFA_F_NOPREFIXROUTE;
	put_attr(req, IFA_FLAGS, &ifa_flags, sizeof(ifa_flags));
	put_attr(req, IFA_CACHEINFO, &ci, sizeof(ci));
}

/*
 * The host route of an IPv6 address. The core adds one too, but from a workqueue
 * that real-time load can hold back for seconds; this one makes the address work now.
 */
static int host_route(const struct hka_installed *inst, u16 type)
{
	u32 metric = IP6_RT_PRIO_USER;
	u32 oif = inst->ifindex;
	struct request req;
	struct rtmsg *rtm;

	rtm = request_init(&req, type, type == RTM_NEWROUTE ? NLM_F_CREATE : 0, sizeof(*rtm));
	rtm->rtm_family = AF_INET6;
	rtm->rtm_dst_len = 128;
	rtm->rtm_protocol = type == RTM_NEWROUTE ? HKA_IFA_PROTO : RTPROT_UNSPEC;
	rtm->rtm_scope = RT_SCOPE_UNIVERSE;
	rtm->rtm_type = RTN_LOCAL;
	put_attr(&req, RTA_DST, inst->a.addr.b, 16);
	put_attr(&req, RTA_OIF, &oif, sizeof(oif));
	put_attr(&req, RTA_TABLE, &inst->table, sizeof(inst->table));
	put_attr(&req, RTA_PRIORITY, &metric, sizeof(metric));
	return transact(inst->vr->hn, &req);
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
static int add_host_route(struct hka_installed *inst)
{
	int err;

	if (inst->a.family != HKA_FAMILY_IPV6 || !(inst->a.flags & IFA_F_NODAD) ||
	    hka_address_is_multicast(&inst->a))
		return 0;
	inst->table = local_table(inst->vr, inst->ifindex);
	err = host_route(inst, RTM_NEWROUTE);
	if (err)
		inst->table = 0;
	return err == -EEXIST ? 0 : err;
}

static void forget(struct hka_installed *inst)
{
	list_del(&inst->node);
	hash_del(&inst->hash);
	kfree(inst);
}

static void take_off(struct hka_installed *inst)
{
	struct request req;

	if (inst->adopted)
		return;
	if (inst->table)
		host_route(inst, RTM_DELROUTE);
	/* It may have gone with its device, or by somebody's hand: then it is gone. */
	address_request(&req, &inst->a, inst->ifindex, RTM_DELADDR, 0);
	transact(inst->vr->hn, &req);
}

static int put_on(struct hka_installed *inst)
{
	struct request req;
	int err;

	if (!inst->ifindex)
		return -ENODEV;
	address_request(&req, &inst->a, inst->ifindex, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
	err = transact(inst->vr->hn, &req);
	if (err == -EEXIST) {
		inst->adopted = true;
		return 0;
	}
	if (err)
		return err;
	err = add_host_route(inst);
	if (err)
		take_off(inst);
	return err;
}

static struct hka_installed *install(struct hka_vr *vr, const struct hka_vip *vip)
{
	struct hka_installed *inst;
	int err;

	inst = kzalloc(sizeof(*inst), GFP_KERNEL);
	if (!inst)
		return ERR_PTR(-ENOMEM);
	inst->vr = vr;
	inst->a = vip->a;
	inst->ifindex = READ_ONCE(vip->ifindex);
	err = put_on(inst);
	if (err) {
		kfree(inst);
		return ERR_PTR(err);
	}
	list_add_tail(&inst->node, &vr->installed);
	hash_add(hka_installed, &inst->hash, installed_hash(inst->ifindex, &inst->a));
	return inst;
}

static struct hka_installed *find(const struct hka_vr *vr, const struct hka_vip *vip)
{
	int ifindex = READ_ONCE(vip->ifindex);
	struct hka_installed *inst;

	hash_for_each_possible(hka_installed, inst, hash, installed_hash(ifindex, &vip->a))
		if (inst->vr == vr && inst->ifindex == ifindex &&
		    !memcmp(&inst->a, &vip->a, sizeof(vip->a)))
			return inst;
	return NULL;
}

/* Is @vip on its device? Reflector. */
bool hka_address_is_in(const struct hka_vr *vr, const struct hka_vip *vip)
{
	return find(vr, vip);
}

/* Reflector: take off what is not wanted any more; of a router that is not MASTER, all. */
void hka_addresses_remove(struct hka_vr *vr, struct hka_vips *vips, bool master)
{
	struct hka_installed *inst, *next;
	u16 i;

	list_for_each_entry(inst, &vr->installed, node)
		inst->wanted = false;
	for (i = 0; master && i < vips->count; i++) {
		inst = find(vr, &vips->vip[i]);
		if (inst)
			inst->wanted = true;
	}
	list_for_each_entry_safe(inst, next, &vr->installed, node)
		if (!inst->wanted) {
			take_off(inst);
			forget(inst);
		}
	if (master)
		return;
	for (i = 0; i < vips->count; i++) {
		WRITE_ONCE(vips->vip[i].state, HKA_VIP_STATE_ABSENT);
		WRITE_ONCE(vips->vip[i].error, 0);
	}
}

/*
 * Reflector: put on what is missing, and announce each at once. Return: whether all
 * are in. Stops early when the router is no longer MASTER.
 */
bool hka_addresses_install(struct hka_vr *vr, struct hka_vips *vips)
{
	struct hka_installed *inst;
	bool all = true;
	u16 i;

	for (i = 0; i < vips->count; i++) {
		struct hka_vip *vip = &vips->vip[i];
		bool fresh = false;

		if (!READ_ONCE(vr->gate_open))
			return false;
		inst = find(vr, vip);
		if (!inst) {
			/* From here on the gate watches over it. */
			WRITE_ONCE(vip->state, HKA_VIP_STATE_PENDING);
			inst = install(vr, vip);
			fresh = true;
		}
		if (IS_ERR(inst)) {
			WRITE_ONCE(vip->error, -PTR_ERR(inst));
			WRITE_ONCE(vip->state, HKA_VIP_STATE_FAILED);
			all = false;
			continue;
		}
		WRITE_ONCE(vip->error, 0);
		WRITE_ONCE(vip->state, inst->adopted ? HKA_VIP_STATE_ADOPTED :
						       HKA_VIP_STATE_INSTALLED);
		if (fresh)
			hka_announce(vr, vip);
	}
	return all;
}

/* The socket of one namespace; before its first router starts. */
int hka_address_net_open(struct hka_net *hn)
{
	int err;

	err = sock_create_kern(hn->net, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, &hn->rtnl);
	if (err)
		hn->rtnl = NULL;
	return err;
}

/* After its last router has gone. */
void hka_address_net_close(struct hka_net *hn)
{
	sock_release(hn->rtnl);
	hn->rtnl = NULL;
}
