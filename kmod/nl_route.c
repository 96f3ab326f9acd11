// SPDX-License-Identifier: GPL-2.0
/*
 * One route: from attributes to the rtnetlink message that adds it, and back. What
 * the kernel would take is not enough: whatever could ask for a module, resolve in
 * another context than the sender's, or be meant for somebody else, has no attribute.
 */
#include <linux/rtnetlink.h>
#include <net/ip6_route.h>

#include "nl_fib.h"
#include "netlink_gen.h"

static const struct hka_fib_told hka_route_told = {
	.state = HKA_A_ROUTE_STATE,
	.error = HKA_A_ROUTE_ERROR,
	.text = HKA_A_ROUTE_TEXT,
	.removals = HKA_A_ROUTE_REMOVALS,
	.no_track = HKA_A_ROUTE_NO_TRACK,
};

/* RTAX_CC_ALGO is missing on purpose: its name asks for a module. */
static const struct {
	u16 attr;
	u16 rtax;
} metrics[] = {
	{ HKA_A_METRICS_LOCK, RTAX_LOCK },
	{ HKA_A_METRICS_MTU, RTAX_MTU },
	{ HKA_A_METRICS_WINDOW, RTAX_WINDOW },
	{ HKA_A_METRICS_RTT, RTAX_RTT },
	{ HKA_A_METRICS_RTTVAR, RTAX_RTTVAR },
	{ HKA_A_METRICS_SSTHRESH, RTAX_SSTHRESH },
	{ HKA_A_METRICS_CWND, RTAX_CWND },
	{ HKA_A_METRICS_ADVMSS, RTAX_ADVMSS },
	{ HKA_A_METRICS_REORDERING, RTAX_REORDERING },
	{ HKA_A_METRICS_HOPLIMIT, RTAX_HOPLIMIT },
	{ HKA_A_METRICS_INITCWND, RTAX_INITCWND },
	{ HKA_A_METRICS_FEATURES, RTAX_FEATURES },
	{ HKA_A_METRICS_RTO_MIN, RTAX_RTO_MIN },
	{ HKA_A_METRICS_INITRWND, RTAX_INITRWND },
	{ HKA_A_METRICS_QUICKACK, RTAX_QUICKACK },
	{ HKA_A_METRICS_FASTOPEN_NO_COOKIE, RTAX_FASTOPEN_NO_COOKIE },
};

/* What only one of the families has. */
static int check_family(struct hka_fib_draft *d, struct nlattr **tb)
{
	static const u8 only4[] = { HKA_A_ROUTE_TOS, HKA_A_ROUTE_SCOPE };
	static const u8 only6[] = {
		HKA_A_ROUTE_SRC, HKA_A_ROUTE_SRC_LENGTH, HKA_A_ROUTE_PREFERENCE,
	};
	u32 i;

	for (i = 0; d->fib.family == AF_INET6 && i < ARRAY_SIZE(only4); i++)
		if (tb[only4[i]])
			return hka_draft_refuse(d, tb[only4[i]],
						"only an IPv4 route has TOS and scope");
	for (i = 0; d->fib.family == AF_INET && i < ARRAY_SIZE(only6); i++)
		if (tb[only6[i]])
			return hka_draft_refuse(d, tb[only6[i]],
						"only an IPv6 route has a source prefix and a preference");
	if (tb[HKA_A_ROUTE_TOS] && nla_get_u8(tb[HKA_A_ROUTE_TOS]) & 3)
		return hka_draft_refuse(d, tb[HKA_A_ROUTE_TOS],
					"the two lowest bits of a TOS are for ECN");
	if (tb[HKA_A_ROUTE_PREFERENCE] && nla_get_u8(tb[HKA_A_ROUTE_PREFERENCE]) == 2)
		return hka_draft_refuse(d, tb[HKA_A_ROUTE_PREFERENCE],
					"a preference is 0 medium, 1 high or 3 low");
	return 0;
}

/* ---- nexthops ---- */

struct way {
	struct nlattr *tb[HKA_A_NEXTHOP_MAX + 1];
};

static int parse_nexthop(struct hka_fib_draft *d, struct way *nh, const struct nlattr *nest)
{
	const struct nlattr *gw;
	int err, len;

	err = nla_parse_nested(nh->tb, HKA_A_NEXTHOP_MAX, nest, hka_nexthop_nl_policy, d->extack);
	if (err)
		return err;
	gw = nh->tb[HKA_A_NEXTHOP_GATEWAY];
	len = gw ? nla_len(gw) : 0;
	if (gw && len != hka_addr_len(d->fib.family) && (len != 16 || d->fib.family != AF_INET)) {
		hka_draft_refuse(d, gw, "not an address that the route can lead to");
		return -EAFNOSUPPORT;
	}
	if (gw && !memchr_inv(nla_data(gw), 0, len)) {
		hka_draft_refuse(d, gw, "not an address that the route can lead to");
		return -EADDRNOTAVAIL;
	}
	if (!gw && !nh->tb[HKA_A_NEXTHOP_IFNAME])
		return hka_draft_refuse(d, nest, "a nexthop has a gateway or a device");
	if (nh->tb[HKA_A_NEXTHOP_ONLINK] && (!gw || !nh->tb[HKA_A_NEXTHOP_IFNAME]))
		return hka_draft_refuse(d, nh->tb[HKA_A_NEXTHOP_ONLINK],
					"a gateway that is on the link needs its device");
	if (nh->tb[HKA_A_NEXTHOP_REALMS] && d->fib.family != AF_INET)
		return hka_draft_refuse(d, nh->tb[HKA_A_NEXTHOP_REALMS],
					"only an IPv4 route has realms");
	return 0;
}

static u8 nexthop_flags(const struct way *nh)
{
	return nh->tb[HKA_A_NEXTHOP_ONLINK] ? RTNH_F_ONLINK : 0;
}

static void put_gateway(struct hka_fib_draft *d, const struct way *nh)
{
	const struct nlattr *gw = nh->tb[HKA_A_NEXTHOP_GATEWAY];
	struct {
		__kernel_sa_family_t family;
		u8 addr[16];
	} via = { .family = AF_INET6 };

	if (!gw)
		return;
	if (nla_len(gw) == hka_addr_len(d->fib.family)) {
		hka_draft_attr(d, RTA_GATEWAY, nla_data(gw), nla_len(gw));
		return;
	}
	memcpy(via.addr, nla_data(gw), sizeof(via.addr));
	hka_draft_attr(d, RTA_VIA, &via, sizeof(via));
}

static void put_realms(struct hka_fib_draft *d, const struct way *nh)
{
	u32 realms;

	if (!nh->tb[HKA_A_NEXTHOP_REALMS])
		return;
	realms = nla_get_u32(nh->tb[HKA_A_NEXTHOP_REALMS]);
	hka_draft_attr(d, RTA_FLOW, &realms, sizeof(realms));
}

static int put_single(struct hka_fib_draft *d, struct rtmsg *rtm, const struct way *nh)
{
	unsigned int at;
	u32 none = 0;

	if (nh->tb[HKA_A_NEXTHOP_WEIGHT])
		return hka_draft_refuse(d, nh->tb[HKA_A_NEXTHOP_WEIGHT],
					"only one of several nexthops has a weight");
	rtm->rtm_flags |= nexthop_flags(nh);
	put_gateway(d, nh);
	put_realms(d, nh);
	if (!nh->tb[HKA_A_NEXTHOP_IFNAME])
		return 0;
	at = hka_draft_attr(d, RTA_OIF, &none, sizeof(none));
	return hka_draft_device(d, nh->tb[HKA_A_NEXTHOP_IFNAME], at);
}

static int put_member(struct hka_fib_draft *d, const struct way *nh)
{
	unsigned int at = hka_draft_bytes(d, sizeof(struct rtnexthop));
	struct rtnexthop *rtnh = (struct rtnexthop *)&d->msg[at];
	u32 weight = 1;
	int err = 0;

	if (d->overflow)
		return 0;
	if (nh->tb[HKA_A_NEXTHOP_WEIGHT])
		weight = nla_get_u32(nh->tb[HKA_A_NEXTHOP_WEIGHT]);
	rtnh->rtnh_hops = weight - 1;
	rtnh->rtnh_flags = nexthop_flags(nh);
	if (nh->tb[HKA_A_NEXTHOP_IFNAME])
		err = hka_draft_device(d, nh->tb[HKA_A_NEXTHOP_IFNAME],
				       at + offsetof(struct rtnexthop, rtnh_ifindex));
	put_gateway(d, nh);
	put_realms(d, nh);
	rtnh->rtnh_len = d->nlh.nlmsg_len - at;
	return err;
}

static int put_nexthops(struct hka_fib_draft *d, struct rtmsg *rtm, const struct nlattr *route,
			u32 n, bool *gateway)
{
	unsigned int nest = 0;
	const struct nlattr *attr;
	struct way nh;
	int rem, err;

	if (n > HKA_NEXTHOPS_MAX) {
		hka_draft_refuse(d, route, "a route has at most 32 nexthops");
		return -E2BIG;
	}
	if (n > 1)
		nest = hka_draft_nest(d, RTA_MULTIPATH);
	nla_for_each_nested(attr, route, rem) {
		if (nla_type(attr) != HKA_A_ROUTE_NEXTHOP)
			continue;
		err = parse_nexthop(d, &nh, attr);
		if (!err)
			err = n > 1 ? put_member(d, &nh) : put_single(d, rtm, &nh);
		if (err)
			return err;
		*gateway |= !!nh.tb[HKA_A_NEXTHOP_GATEWAY];
	}
	if (n > 1)
		hka_draft_nest_end(d, nest);
	return 0;
}

static u32 count_nexthops(const struct nlattr *route)
{
	const struct nlattr *attr;
	u32 n = 0;
	int rem;

	nla_for_each_nested(attr, route, rem)
		n += nla_type(attr) == HKA_A_ROUTE_NEXTHOP;
	return n;
}

/* Whether type and nexthops go together. */
static int check_target(struct hka_fib_draft *d, const struct rtmsg *rtm, struct nlattr **tb,
			const struct nlattr *route, u32 n)
{
	switch (rtm->rtm_type) {
	case RTN_BLACKHOLE:
	case RTN_UNREACHABLE:
	case RTN_PROHIBIT:
	case RTN_THROW:
		if (n || tb[HKA_A_ROUTE_NEXTHOP_ID])
			return hka_draft_refuse(d, tb[HKA_A_ROUTE_TYPE],
						"a route of this type leads nowhere and has no nexthop");
		return 0;
	}
	if (n && tb[HKA_A_ROUTE_NEXTHOP_ID])
		return hka_draft_refuse(d, tb[HKA_A_ROUTE_NEXTHOP_ID],
					"either nexthops or the id of one");
	if (!n && !tb[HKA_A_ROUTE_NEXTHOP_ID])
		return hka_draft_refuse(d, route,
					"a route needs a gateway, a device or a nexthop id");
	return 0;
}

/* ---- a route ---- */

static int put_metrics(struct hka_fib_draft *d, const struct nlattr *nest)
{
	struct nlattr *tb[HKA_A_METRICS_MAX + 1];
	unsigned int at;
	int err;
	u32 i, v;

	err = nla_parse_nested(tb, HKA_A_METRICS_MAX, nest, hka_metrics_nl_policy, d->extack);
	if (err)
		return err;
	at = hka_draft_nest(d, RTA_METRICS);
	for (i = 0; i < ARRAY_SIZE(metrics); i++) {
		if (!tb[metrics[i].attr])
			continue;
		v = nla_get_u32(tb[metrics[i].attr]);
		hka_draft_attr(d, metrics[i].rtax, &v, sizeof(v));
	}
	hka_draft_nest_end(d, at);
	return 0;
}

/* As ip-route(8) has it. */
static u8 default_scope(const struct rtmsg *rtm, bool gateway, bool nexthop_id)
{
	switch (rtm->rtm_type) {
	case RTN_LOCAL:
		return RT_SCOPE_HOST;
	case RTN_BROADCAST:
	case RTN_MULTICAST:
	case RTN_ANYCAST:
		return RT_SCOPE_LINK;
	case RTN_UNICAST:
		return gateway || nexthop_id ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
	}
	return RT_SCOPE_UNIVERSE;
}

static void parse_head(struct hka_fib_draft *d, struct rtmsg *rtm, struct nlattr **tb)
{
	rtm->rtm_family = d->fib.family;
	rtm->rtm_type = RTN_UNICAST;
	rtm->rtm_protocol = HKA_RTPROT;
	if (tb[HKA_A_ROUTE_TYPE])
		rtm->rtm_type = nla_get_u8(tb[HKA_A_ROUTE_TYPE]);
	if (tb[HKA_A_ROUTE_PROTOCOL])
		rtm->rtm_protocol = nla_get_u8(tb[HKA_A_ROUTE_PROTOCOL]);
	if (tb[HKA_A_ROUTE_TOS])
		rtm->rtm_tos = nla_get_u8(tb[HKA_A_ROUTE_TOS]);
	if (tb[HKA_A_ROUTE_ADD])
		d->fib.add = nla_get_u8(tb[HKA_A_ROUTE_ADD]);
	d->no_track = tb[HKA_A_ROUTE_NO_TRACK];
	d->fib.table = RT_TABLE_MAIN;
	if (tb[HKA_A_ROUTE_TABLE])
		d->fib.table = nla_get_u32(tb[HKA_A_ROUTE_TABLE]);
	d->fib.priority = d->fib.family == AF_INET6 ? IP6_RT_PRIO_USER : 0;
	if (tb[HKA_A_ROUTE_PRIORITY])
		d->fib.priority = nla_get_u32(tb[HKA_A_ROUTE_PRIORITY]);
	hka_draft_attr(d, RTA_TABLE, &d->fib.table, sizeof(u32));
	if (d->fib.priority)
		hka_draft_attr(d, RTA_PRIORITY, &d->fib.priority, sizeof(u32));
}

static int parse_addresses(struct hka_fib_draft *d, struct rtmsg *rtm, struct nlattr **tb)
{
	struct hka_addr src = {};
	int err;

	err = hka_draft_prefix(d, tb[HKA_A_ROUTE_DST], tb[HKA_A_ROUTE_DST_LENGTH], RTA_DST,
			       &d->fib.dst, &rtm->rtm_dst_len);
	d->fib.plen = rtm->rtm_dst_len;
	if (!err)
		err = hka_draft_prefix(d, tb[HKA_A_ROUTE_SRC], tb[HKA_A_ROUTE_SRC_LENGTH], RTA_SRC,
				       &src, &rtm->rtm_src_len);
	if (err || !tb[HKA_A_ROUTE_PREFSRC])
		return err;
	err = hka_draft_address(d, tb[HKA_A_ROUTE_PREFSRC], &d->fib.prefsrc);
	if (err)
		return err;
	d->fib.has_prefsrc = true;
	hka_draft_attr(d, RTA_PREFSRC, d->fib.prefsrc.b, hka_addr_len(d->fib.family));
	return 0;
}

int hka_nl_parse_route(struct hka_fib_draft *d, const struct nlattr *nest)
{
	struct nlattr *tb[HKA_A_ROUTE_MAX + 1];
	bool gateway = false;
	struct rtmsg *rtm;
	u32 n, id;
	u8 pref;
	int err;

	err = nla_parse_nested(tb, HKA_A_ROUTE_MAX, nest, hka_route_nl_policy, d->extack);
	if (!err)
		err = hka_draft_family(d, tb[HKA_A_ROUTE_FAMILY]);
	if (!err)
		err = check_family(d, tb);
	if (err)
		return err;
	if (tb[HKA_A_ROUTE_STATE] || tb[HKA_A_ROUTE_ERROR] || tb[HKA_A_ROUTE_TEXT] ||
	    tb[HKA_A_ROUTE_REMOVALS])
		return hka_draft_refuse(d, nest,
					"state, error, text and removals of a route are read-only");
	rtm = hka_draft_begin(d, sizeof(*rtm));
	parse_head(d, rtm, tb);
	n = count_nexthops(nest);
	err = check_target(d, rtm, tb, nest, n);
	if (!err)
		err = parse_addresses(d, rtm, tb);
	if (!err && n)
		err = put_nexthops(d, rtm, nest, n, &gateway);
	if (!err && tb[HKA_A_ROUTE_METRICS])
		err = put_metrics(d, tb[HKA_A_ROUTE_METRICS]);
	if (err)
		return err;
	if (tb[HKA_A_ROUTE_NEXTHOP_ID]) {
		id = nla_get_u32(tb[HKA_A_ROUTE_NEXTHOP_ID]);
		hka_draft_attr(d, RTA_NH_ID, &id, sizeof(id));
	}
	if (tb[HKA_A_ROUTE_PREFERENCE]) {
		pref = nla_get_u8(tb[HKA_A_ROUTE_PREFERENCE]);
		hka_draft_attr(d, RTA_PREF, &pref, sizeof(pref));
	}
	if (d->fib.family == AF_INET)
		rtm->rtm_scope = default_scope(rtm, gateway, tb[HKA_A_ROUTE_NEXTHOP_ID]);
	if (tb[HKA_A_ROUTE_SCOPE])
		rtm->rtm_scope = nla_get_u8(tb[HKA_A_ROUTE_SCOPE]);
	if (rtm->rtm_scope == RT_SCOPE_NOWHERE)
		return hka_draft_refuse(d, tb[HKA_A_ROUTE_SCOPE], "a route has a scope somewhere");
	return 0;
}

/* ---- and back ---- */

/* The name of the device whose index the message has at @index. */
static const char *device_at(const struct hka_fib *fib, const void *index)
{
	u8 i;

	for (i = 0; i < fib->n_devs; i++)
		if (&fib->msg[fib->devs[i].at] == index)
			return fib->devs[i].ifname;
	return NULL;
}

/* What a nexthop has beside its device, from the attributes around. */
static int put_way(struct sk_buff *skb, const struct nlattr *head, int len, u8 flags)
{
	const struct nlattr *attr;
	int rem, err = 0;

	nla_for_each_attr(attr, head, len, rem) {
		if (nla_type(attr) == RTA_GATEWAY)
			err = nla_put(skb, HKA_A_NEXTHOP_GATEWAY, nla_len(attr), nla_data(attr));
		else if (nla_type(attr) == RTA_VIA)
			err = nla_put(skb, HKA_A_NEXTHOP_GATEWAY, 16,
				      nla_data(attr) + sizeof(__kernel_sa_family_t));
		else if (nla_type(attr) == RTA_FLOW)
			err = nla_put_u32(skb, HKA_A_NEXTHOP_REALMS, nla_get_u32(attr));
		if (err)
			return err;
	}
	return flags & RTNH_F_ONLINK ? nla_put_flag(skb, HKA_A_NEXTHOP_ONLINK) : 0;
}

static int put_one_nexthop(struct sk_buff *skb, const char *dev, const struct nlattr *head,
			   int len, u8 flags, u32 weight)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_ROUTE_NEXTHOP);

	if (!nest || (dev && nla_put_string(skb, HKA_A_NEXTHOP_IFNAME, dev)) ||
	    (weight && nla_put_u32(skb, HKA_A_NEXTHOP_WEIGHT, weight)) ||
	    put_way(skb, head, len, flags))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int tell_multipath(struct sk_buff *skb, const struct hka_fib *fib,
			  const struct nlattr *multipath)
{
	const struct rtnexthop *rtnh = nla_data(multipath);
	int left = nla_len(multipath), err;

	for (; left >= (int)sizeof(*rtnh); left -= rtnh->rtnh_len,
	     rtnh = (const void *)rtnh + rtnh->rtnh_len) {
		err = put_one_nexthop(skb, device_at(fib, &rtnh->rtnh_ifindex),
				      (const void *)(rtnh + 1), rtnh->rtnh_len - sizeof(*rtnh),
				      rtnh->rtnh_flags, rtnh->rtnh_hops + 1);
		if (err)
			return err;
	}
	return 0;
}

static int tell_metrics(struct sk_buff *skb, const struct nlattr *from)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_ROUTE_METRICS);
	const struct nlattr *attr;
	int rem;
	u32 i;

	if (!nest)
		return -EMSGSIZE;
	nla_for_each_nested(attr, from, rem)
		for (i = 0; i < ARRAY_SIZE(metrics); i++)
			if (metrics[i].rtax == nla_type(attr) &&
			    nla_put_u32(skb, metrics[i].attr, nla_get_u32(attr)))
				return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int tell_attr(struct sk_buff *skb, const struct hka_fib *fib, const struct nlattr *attr,
		     bool *single)
{
	switch (nla_type(attr)) {
	case RTA_DST:
		return nla_put(skb, HKA_A_ROUTE_DST, nla_len(attr), nla_data(attr));
	case RTA_SRC:
		return nla_put(skb, HKA_A_ROUTE_SRC, nla_len(attr), nla_data(attr));
	case RTA_PREFSRC:
		return nla_put(skb, HKA_A_ROUTE_PREFSRC, nla_len(attr), nla_data(attr));
	case RTA_PRIORITY:
		return nla_put_u32(skb, HKA_A_ROUTE_PRIORITY, nla_get_u32(attr));
	case RTA_TABLE:
		return nla_put_u32(skb, HKA_A_ROUTE_TABLE, nla_get_u32(attr));
	case RTA_NH_ID:
		return nla_put_u32(skb, HKA_A_ROUTE_NEXTHOP_ID, nla_get_u32(attr));
	case RTA_PREF:
		return nla_put_u8(skb, HKA_A_ROUTE_PREFERENCE, nla_get_u8(attr));
	case RTA_METRICS:
		return tell_metrics(skb, attr);
	case RTA_MULTIPATH:
		return tell_multipath(skb, fib, attr);
	case RTA_GATEWAY:
	case RTA_VIA:
	case RTA_OIF:
	case RTA_FLOW:
		*single = true;
	}
	return 0;
}

/* vr->lock held. */
int hka_nl_put_route(struct sk_buff *skb, const struct hka_fib *fib, bool no_track)
{
	const struct rtmsg *rtm = nlmsg_data(&fib->nlh);
	const struct nlattr *attr;
	bool single = false;
	int rem, err;

	if (nla_put_u8(skb, HKA_A_ROUTE_FAMILY, fib->family) ||
	    nla_put_u8(skb, HKA_A_ROUTE_TYPE, rtm->rtm_type) ||
	    nla_put_u8(skb, HKA_A_ROUTE_DST_LENGTH, rtm->rtm_dst_len) ||
	    (rtm->rtm_src_len && nla_put_u8(skb, HKA_A_ROUTE_SRC_LENGTH, rtm->rtm_src_len)) ||
	    (rtm->rtm_tos && nla_put_u8(skb, HKA_A_ROUTE_TOS, rtm->rtm_tos)) ||
	    (fib->family == AF_INET && nla_put_u8(skb, HKA_A_ROUTE_SCOPE, rtm->rtm_scope)) ||
	    nla_put_u8(skb, HKA_A_ROUTE_PROTOCOL, rtm->rtm_protocol) ||
	    (fib->add && nla_put_u8(skb, HKA_A_ROUTE_ADD, fib->add)))
		return -EMSGSIZE;
	nlmsg_for_each_attr(attr, &fib->nlh, sizeof(*rtm), rem) {
		err = tell_attr(skb, fib, attr, &single);
		if (err)
			return err;
	}
	if (single &&
	    put_one_nexthop(skb, fib->n_devs ? fib->devs[0].ifname : NULL,
			    nlmsg_attrdata(&fib->nlh, sizeof(*rtm)),
			    nlmsg_attrlen(&fib->nlh, sizeof(*rtm)), rtm->rtm_flags, 0))
		return -EMSGSIZE;
	return hka_nl_put_told(skb, fib, no_track, &hka_route_told);
}
