// SPDX-License-Identifier: GPL-2.0
/*
 * What happens to our routes and rules behind our back: a socket of the namespace
 * hears what rtnetlink tells everybody, and marks those that it concerns. Owns
 * hn->fib_watch and the table of all routes and rules.
 *
 * Notifications are looked at where they are made, inside the request of whoever
 * changes a route, and nothing is queued: they run in process context mostly with
 * RTNL, or in softirq. So in the reflector thread they are the echo of our own doing.
 * What goes with a device or an address goes without a word; notifiers tell of that.
 */
#include <linux/fib_rules.h>
#include <linux/hashtable.h>
#include <linux/jhash.h>
#include <linux/rtnetlink.h>
#include <net/sock.h>

#include "engine.h"

static DEFINE_SPINLOCK(hka_fib_lock);
static DEFINE_HASHTABLE(hka_fib_table, 10);

/* What a route or rule is found by. */
struct fib_key {
	const struct net *net;
	bool rule;
	u8 family;
	u8 plen;
	u32 number;			/* the table of a route, the priority of a rule */
	struct hka_addr dst;
};

static u32 key_hash(const struct fib_key *key)
{
	u32 words[] = { key->rule, key->family, key->plen, key->number };

	return jhash(words, sizeof(words), jhash(key->dst.b, sizeof(key->dst.b),
						 (u32)(unsigned long)key->net));
}

static struct fib_key key_of(const struct hka_fib *fib)
{
	return (struct fib_key) {
		.net = fib->vr->hn->net,
		.rule = fib->rule,
		.family = fib->family,
		.plen = fib->rule ? 0 : fib->plen,
		.number = fib->rule ? fib->priority : fib->table,
		.dst = fib->dst,
	};
}

static bool has_key(const struct hka_fib *fib, const struct fib_key *key)
{
	struct fib_key own = key_of(fib);

	return own.net == key->net && own.rule == key->rule && own.family == key->family &&
	       own.plen == key->plen && own.number == key->number &&
	       !hka_addr_cmp(HKA_FAMILY_IPV6, &own.dst, &key->dst);
}

void hka_fib_watch(struct hka_fib *fib)
{
	struct fib_key key = key_of(fib);

	spin_lock_bh(&hka_fib_lock);
	hash_add_rcu(hka_fib_table, &fib->node, key_hash(&key));
	spin_unlock_bh(&hka_fib_lock);
}

void hka_fib_unwatch(struct hka_fib *fib)
{
	spin_lock_bh(&hka_fib_lock);
	hash_del_rcu(&fib->node);
	spin_unlock_bh(&hka_fib_lock);
}

/* Does another router of ours have the same in the kernel? */
bool hka_fib_has_twin(const struct hka_fib *fib)
{
	struct fib_key key = key_of(fib);
	struct hka_fib *other;
	bool found = false;

	rcu_read_lock();
	hash_for_each_possible_rcu(hka_fib_table, other, node, key_hash(&key))
		if (other != fib && has_key(other, &key) && !list_empty(&other->placed) &&
		    hka_fib_same(other, fib)) {
			found = true;
			break;
		}
	rcu_read_unlock();
	return found;
}

/* RCU. */
static void lose(struct hka_fib *fib, enum hka_fib_lost lost)
{
	hka_vr_lock(fib->vr);
	hka_fib_lose(fib, lost);
	hka_vr_unlock(fib->vr);
}

/* ---- routes ---- */

static u32 get_u32(const struct nlattr *attr, u32 missing)
{
	return attr ? nla_get_u32(attr) : missing;
}

static bool same_route(const struct hka_fib *fib, const struct rtmsg *rtm, u32 priority)
{
	const struct rtmsg *own = nlmsg_data(&fib->nlh);

	return own->rtm_tos == rtm->rtm_tos && fib->priority == priority;
}

static void route_told(struct hka_net *hn, const struct nlmsghdr *nlh, bool ours)
{
	const struct rtmsg *rtm = nlmsg_data(nlh);
	struct hka_fib_request *doing = ours ? hka_fib_doing(hn) : NULL;
	struct nlattr *tb[RTA_MAX + 1];
	struct fib_key key = { .net = hn->net };
	struct hka_fib *fib;
	u32 priority;

	if (nlh->nlmsg_len < nlmsg_msg_size(sizeof(*rtm)) ||
	    (rtm->rtm_family != AF_INET && rtm->rtm_family != AF_INET6) ||
	    nlmsg_parse_deprecated(nlh, sizeof(*rtm), tb, RTA_MAX, NULL, NULL))
		return;
	key.family = rtm->rtm_family;
	key.plen = rtm->rtm_dst_len;
	key.number = get_u32(tb[RTA_TABLE], rtm->rtm_table);
	if (tb[RTA_DST])
		memcpy(key.dst.b, nla_data(tb[RTA_DST]),
		       min_t(int, nla_len(tb[RTA_DST]), hka_addr_len(key.family)));
	priority = get_u32(tb[RTA_PRIORITY], 0);
	hash_for_each_possible_rcu(hka_fib_table, fib, node, key_hash(&key)) {
		const struct rtmsg *own = nlmsg_data(&fib->nlh);
		bool itself = doing && fib == doing->fib;

		if (!has_key(fib, &key) || !same_route(fib, rtm, priority))
			continue;
		if (nlh->nlmsg_type == RTM_NEWROUTE) {
			if (itself)
				WRITE_ONCE(fib->oif, get_u32(tb[RTA_OIF], 0));
			else if (nlh->nlmsg_flags & NLM_F_REPLACE && !ours)
				lose(fib, HKA_FIB_REMOVED);
		} else if (own->rtm_protocol == rtm->rtm_protocol && !itself) {
			/* The kernel's own doing has no sender. */
			lose(fib, ours || !nlh->nlmsg_pid ? HKA_FIB_QUIET : HKA_FIB_REMOVED);
			if (doing && !list_empty(&fib->placed))
				doing->other = true;
		}
	}
}

/* ---- rules ---- */

/* What a rule is told apart by, beside its header and preference; and what stands for none. */
static const struct {
	u8 type, len, none;
} values[] = {
	{ FRA_DST, 16, 0 },
	{ FRA_SRC, 16, 0 },
	{ FRA_IIFNAME, IFNAMSIZ, 0 },
	{ FRA_OIFNAME, IFNAMSIZ, 0 },
	{ FRA_GOTO, 4, 0 },
	{ FRA_FWMARK, 4, 0 },
#ifdef CONFIG_IP_ROUTE_CLASSID
	{ FRA_FLOW, 4, 0 },
#endif
	{ FRA_TUN_ID, 8, 0 },
	{ FRA_SUPPRESS_IFGROUP, 4, 0xff },
	{ FRA_SUPPRESS_PREFIXLEN, 4, 0xff },
	{ FRA_TABLE, 4, 0 },
	{ FRA_L3MDEV, 1, 0 },
	{ FRA_UID_RANGE, 8, 0xff },
	{ FRA_PROTOCOL, 1, 0 },
	{ FRA_IP_PROTO, 1, 0 },
	{ FRA_SPORT_RANGE, 4, 0 },
	{ FRA_DPORT_RANGE, 4, 0 },
};

static bool same_value(const struct nlattr *a, const struct nlattr *b, u8 len, u8 none)
{
	u8 va[16], vb[16];

	memset(va, none, sizeof(va));
	memset(vb, none, sizeof(vb));
	if (a)
		nla_memcpy(va, a, len);
	if (b)
		nla_memcpy(vb, b, len);
	return !memcmp(va, vb, len);
}

/* Without a mask all bits of a mark count. */
static u32 mark_mask(struct nlattr **tb)
{
	return get_u32(tb[FRA_FWMASK], get_u32(tb[FRA_FWMARK], 0) ? ~0u : 0);
}

/* Are they one rule, not less and not more? What asks for it may spell out what is told not. */
static bool same_rule(const struct nlmsghdr *asked, const struct nlmsghdr *told, struct nlattr **tb)
{
	const struct fib_rule_hdr *own = nlmsg_data(asked), *frh = nlmsg_data(told);
	struct nlattr *ta[FRA_MAX + 1];
	u32 i;

	if (own->dst_len != frh->dst_len || own->src_len != frh->src_len ||
	    own->tos != frh->tos || own->action != frh->action ||
	    (own->flags ^ frh->flags) & FIB_RULE_INVERT ||
	    nlmsg_parse_deprecated(asked, sizeof(*own), ta, FRA_MAX, NULL, NULL) ||
	    mark_mask(ta) != mark_mask(tb))
		return false;
	for (i = 0; i < ARRAY_SIZE(values); i++)
		if (!same_value(ta[values[i].type], tb[values[i].type], values[i].len,
				values[i].none))
			return false;
	return true;
}

/* Our own request took another rule than it is about. */
static void keep_stray(struct hka_fib_request *doing, const struct sk_buff *skb, bool is_ours)
{
	struct sk_buff *copy;

	doing->other = true;
	copy = is_ours ? NULL : skb_copy(skb, GFP_ATOMIC);
	if (copy)
		__skb_queue_tail(&doing->strays, copy);
}

static void rule_told(struct hka_net *hn, const struct sk_buff *skb, bool ours)
{
	struct hka_fib_request *doing = ours ? hka_fib_doing(hn) : NULL;
	const struct nlmsghdr *nlh = nlmsg_hdr(skb);
	const struct fib_rule_hdr *frh = nlmsg_data(nlh);
	struct fib_key key = { .net = hn->net, .rule = true };
	struct nlattr *tb[FRA_MAX + 1];
	struct hka_fib *fib;
	bool found = false;

	if (nlh->nlmsg_type != RTM_DELRULE ||
	    nlh->nlmsg_len < nlmsg_msg_size(sizeof(*frh)) ||
	    nlmsg_parse_deprecated(nlh, sizeof(*frh), tb, FRA_MAX, NULL, NULL))
		return;
	key.family = frh->family;
	key.number = get_u32(tb[FRA_PRIORITY], 0);
	hash_for_each_possible_rcu(hka_fib_table, fib, node, key_hash(&key)) {
		if (!has_key(fib, &key) || (doing && fib == doing->fib) ||
		    !same_rule(&fib->nlh, nlh, tb))
			continue;
		lose(fib, ours || !nlh->nlmsg_pid ? HKA_FIB_QUIET : HKA_FIB_REMOVED);
		found |= ours && !list_empty(&fib->placed);
	}
	if (doing && !same_rule(doing->nlh, nlh, tb))
		keep_stray(doing, skb, found);
}

/* ---- nexthop objects ---- */

/* With a nexthop object go its routes, without a word. */
static void nexthop_told(struct hka_net *hn, const struct nlmsghdr *nlh)
{
	struct hka_fib *fib;
	unsigned int bkt;

	if (nlh->nlmsg_type != RTM_DELNEXTHOP)
		return;
	hash_for_each_rcu(hka_fib_table, bkt, fib, node)
		if (fib->vr->hn == hn && !fib->rule &&
		    nlmsg_find_attr(&fib->nlh, sizeof(struct rtmsg), RTA_NH_ID))
			lose(fib, HKA_FIB_DOUBTFUL);
}

/* ---- addresses ---- */

/*
 * With the last IPv4 address of a device go all its routes, with any those that have
 * it as their source; IPv6 routes stay and lose the source.
 */
void hka_fib_address_gone(struct hka_net *hn, const struct net_device *dev, u8 family,
			  const void *addr, bool last)
{
	struct hka_fibs *fibs;
	struct hka_fib *fib;
	unsigned long id;
	struct hka_vr *vr;
	u16 i;

	if (!READ_ONCE(hn->fib_watch))
		return;
	rcu_read_lock();
	xa_for_each(&hn->vrs, id, vr) {
		hka_vr_lock(vr);
		fibs = vr->fibs;
		for (i = 0; fibs && i < fibs->count; i++) {
			fib = fibs->entry[i].fib;
			if (fib->family != family)
				continue;
			if (fib->has_prefsrc &&
			    !memcmp(fib->prefsrc.b, addr, hka_addr_len(family)))
				hka_fib_lose(fib, HKA_FIB_QUIET);
			else if (last && !fib->rule)
				hka_fib_lose(fib, HKA_FIB_DOUBTFUL);
		}
		hka_vr_unlock(vr);
	}
	rcu_read_unlock();
}

/* ---- the socket ---- */

/* Any context but hard interrupt: inside whatever request is told of. */
static void told(struct sock *sk)
{
	struct hka_net *hn = READ_ONCE(sk->sk_user_data);
	bool ours = hka_reflect_is_current(hn->net);
	const struct nlmsghdr *nlh;
	struct sk_buff *skb;

	while ((skb = skb_dequeue(&sk->sk_receive_queue))) {
		nlh = nlmsg_hdr(skb);
		rcu_read_lock();
		if (nlmsg_ok(nlh, skb->len)) {
			switch (nlh->nlmsg_type) {
			case RTM_NEWROUTE:
			case RTM_DELROUTE:
				route_told(hn, nlh, ours);
				break;
			case RTM_NEWRULE:
			case RTM_DELRULE:
				rule_told(hn, skb, ours);
				break;
			case RTM_NEWNEXTHOP:
			case RTM_DELNEXTHOP:
				nexthop_told(hn, nlh);
				break;
			}
		}
		rcu_read_unlock();
		consume_skb(skb);
	}
}

/* Before the first route or rule of the namespace; again is nothing. */
int hka_fib_watch_open(struct hka_net *hn)
{
	static const int groups[] = {
		RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE, RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE,
		RTNLGRP_NEXTHOP,
	};
	struct socket *sock;
	u32 i;
	int err;

	lockdep_assert_held(&hn->mutex);
	if (hn->fib_watch)
		return 0;
	err = hka_rtnl_socket(hn->net, &sock);
	if (err)
		return err;
	WRITE_ONCE(sock->sk->sk_user_data, hn);
	WRITE_ONCE(sock->sk->sk_data_ready, told);
	/* A message that is lost for lack of memory must not be the last one. */
	err = hka_rtnl_option(sock, NETLINK_NO_ENOBUFS, 1);
	for (i = 0; !err && i < ARRAY_SIZE(groups); i++)
		err = hka_rtnl_option(sock, NETLINK_ADD_MEMBERSHIP, groups[i]);
	if (err) {
		sock_release(sock);
		return err;
	}
	WRITE_ONCE(hn->fib_watch, sock);
	return 0;
}

/* After the last router of the namespace. */
void hka_fib_watch_close(struct hka_net *hn)
{
	struct socket *sock = hn->fib_watch;

	lockdep_assert_held(&hn->mutex);
	if (!sock)
		return;
	WRITE_ONCE(hn->fib_watch, NULL);
	/* Waits for those who are inside. */
	sock_release(sock);
}
