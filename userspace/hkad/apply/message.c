// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns how addresses, routes and rules are written for rtnetlink. Touches nothing but memory. */
#include <endian.h>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "message.h"
#include "words/rt_words.h"

#ifndef IFA_PROTO
#define IFA_PROTO 11
#endif

#define MARKED(object, attr)	((object)->has & HKA_HAS(attr))

static void put_ip(struct nlmsghdr *nlh, uint16_t type, const struct hka_ip *ip)
{
	if (ip->len)
		mnl_attr_put(nlh, type, ip->len, ip->b);
}

/* ---- addresses ---- */

static bool make_address(struct nlmsghdr *nlh, const struct hka_vip *vip, message_device *device, void *arg)
{
	struct ifaddrmsg *ifa = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifa));
	struct ifa_cacheinfo life = { .ifa_prefered = UINT32_MAX, .ifa_valid = UINT32_MAX };

	/* What is not marked is as settings_settle() leaves it out. */
	if (MARKED(vip, HKA_A_VIP_PREFERRED_LIFETIME) || vip->prefix_length == 128)
		life.ifa_prefered = vip->preferred_lifetime;
	ifa->ifa_family = vip->address.len == 16 ? AF_INET6 : AF_INET;
	ifa->ifa_prefixlen = vip->prefix_length;
	ifa->ifa_scope = vip->scope;
	ifa->ifa_index = device(arg, vip->ifname);
	put_ip(nlh, IFA_LOCAL, &vip->address);
	put_ip(nlh, IFA_ADDRESS, MARKED(vip, HKA_A_VIP_PEER) ? &vip->peer : &vip->address);
	if (MARKED(vip, HKA_A_VIP_BROADCAST))
		put_ip(nlh, IFA_BROADCAST, &vip->broadcast);
	if (MARKED(vip, HKA_A_VIP_LABEL))
		mnl_attr_put_strz(nlh, IFA_LABEL, vip->label);
	mnl_attr_put_u32(nlh, IFA_FLAGS, vip->flags);
	mnl_attr_put(nlh, IFA_CACHEINFO, sizeof(life), &life);
	mnl_attr_put_u8(nlh, IFA_PROTO, STATIC_PROTOCOL);
	return ifa->ifa_index;
}

/* ---- routes ---- */

/* An IPv4 route may have an IPv6 gateway. */
static void put_gateway(struct nlmsghdr *nlh, uint8_t family, const struct hka_ip *gateway)
{
	unsigned char via[sizeof(struct rtvia) + 16];
	struct rtvia head = { .rtvia_family = AF_INET6 };

	if (gateway->len == (family == AF_INET6 ? 16 : 4)) {
		put_ip(nlh, RTA_GATEWAY, gateway);
	} else if (gateway->len) {
		memcpy(via, &head, sizeof(head));
		memcpy(via + sizeof(head), gateway->b, gateway->len);
		mnl_attr_put(nlh, RTA_VIA, (size_t)(sizeof(head) + gateway->len), via);
	}
}

/* What is said of a nexthop besides its device: *@index, 0 for none. False: the device is not there. */
static bool put_nexthop(struct nlmsghdr *nlh, uint8_t family, const struct hka_nexthop *n, unsigned int *index,
			message_device *device, void *arg)
{
	put_gateway(nlh, family, &n->gateway);
	if (MARKED(n, HKA_A_NEXTHOP_REALMS))
		mnl_attr_put_u32(nlh, RTA_FLOW, n->realms);
	*index = n->ifname[0] ? device(arg, n->ifname) : 0;
	return *index || !n->ifname[0];
}

static bool put_nexthops(struct nlmsghdr *nlh, const struct hka_route *r, message_device *device, void *arg)
{
	struct nlattr *all = mnl_attr_nest_start(nlh, RTA_MULTIPATH);
	bool there = true;

	for (unsigned int i = 0; i < r->n_nexthops; i++) {
		const struct hka_nexthop *n = &r->nexthops[i];
		struct rtnexthop *nh = mnl_nlmsg_get_payload_tail(nlh);
		unsigned int index;

		memset(nh, 0, sizeof(*nh));
		nlh->nlmsg_len += RTNH_ALIGN(sizeof(*nh));
		there &= put_nexthop(nlh, r->family, n, &index, device, arg);
		nh->rtnh_ifindex = (int)index;
		nh->rtnh_flags = n->onlink ? RTNH_F_ONLINK : 0;
		nh->rtnh_hops = (unsigned char)(n->weight ? n->weight - 1 : 0);
		nh->rtnh_len = (unsigned short)((char *)mnl_nlmsg_get_payload_tail(nlh) - (char *)nh);
	}
	mnl_attr_nest_end(nlh, all);
	return there;
}

static void put_metrics(struct nlmsghdr *nlh, const struct hka_metrics *m)
{
	struct nlattr *all = mnl_attr_nest_start(nlh, RTA_METRICS);

	for (unsigned int i = 1; i < __HKA_A_METRICS_MAX; i++)
		if (MARKED(m, i))
			mnl_attr_put_u32(nlh, i == HKA_A_METRICS_LOCK ? RTAX_LOCK : (uint16_t)route_rtax(i), m->value[i]);
	mnl_attr_nest_end(nlh, all);
}

static bool make_route(struct nlmsghdr *nlh, const struct hka_route *r, bool add, message_device *device, void *arg)
{
	struct rtmsg *rtm = mnl_nlmsg_put_extra_header(nlh, sizeof(*rtm));
	unsigned int index = 0;
	bool there = true;

	if (add && r->add != HKA_ROUTE_ADD_EXCLUSIVE)
		nlh->nlmsg_flags = (uint16_t)((nlh->nlmsg_flags & ~NLM_F_EXCL) |
					      (r->add == HKA_ROUTE_ADD_APPEND ? NLM_F_APPEND : 0));
	rtm->rtm_family = r->family;
	rtm->rtm_dst_len = r->dst_length;
	rtm->rtm_src_len = r->src_length;
	rtm->rtm_tos = r->tos;
	rtm->rtm_protocol = r->protocol;
	rtm->rtm_scope = r->family == AF_INET ? r->scope : 0;
	rtm->rtm_type = r->kind;
	mnl_attr_put_u32(nlh, RTA_TABLE, r->table);
	if (r->dst_length)
		put_ip(nlh, RTA_DST, &r->dst);
	if (r->src_length)
		put_ip(nlh, RTA_SRC, &r->src);
	put_ip(nlh, RTA_PREFSRC, &r->prefsrc);
	if (r->priority)
		mnl_attr_put_u32(nlh, RTA_PRIORITY, r->priority);
	if (MARKED(r, HKA_A_ROUTE_PREFERENCE))
		mnl_attr_put_u8(nlh, RTA_PREF, r->preference);
	if (MARKED(r, HKA_A_ROUTE_NEXTHOP_ID))
		mnl_attr_put_u32(nlh, RTA_NH_ID, r->nexthop_id);
	if (MARKED(r, HKA_A_ROUTE_METRICS))
		put_metrics(nlh, &r->metrics);
	if (r->n_nexthops > 1)
		return put_nexthops(nlh, r, device, arg);
	if (r->n_nexthops) {
		there = put_nexthop(nlh, r->family, r->nexthops, &index, device, arg);
		rtm->rtm_flags = r->nexthops->onlink ? RTNH_F_ONLINK : 0;
	}
	if (index)
		mnl_attr_put_u32(nlh, RTA_OIF, index);
	return there;
}

/* ---- rules ---- */

static void make_rule(struct nlmsghdr *nlh, const struct hka_rule *r)
{
	struct fib_rule_hdr *frh = mnl_nlmsg_put_extra_header(nlh, sizeof(*frh));
	const struct {
		unsigned int attr;
		uint16_t fra;
		uint32_t value;
	} numbers[] = {
		{ HKA_A_RULE_TABLE, FRA_TABLE, r->table },
		{ HKA_A_RULE_GOTO, FRA_GOTO, r->target },
		{ HKA_A_RULE_FWMARK, FRA_FWMARK, r->fwmark },
		{ HKA_A_RULE_FWMASK, FRA_FWMASK, r->fwmask },
		{ HKA_A_RULE_REALMS, FRA_FLOW, r->realms },
		{ HKA_A_RULE_SUPPRESS_PREFIX_LENGTH, FRA_SUPPRESS_PREFIXLEN, r->suppress_prefix_length },
		{ HKA_A_RULE_SUPPRESS_IFGROUP, FRA_SUPPRESS_IFGROUP, r->suppress_ifgroup },
	};
	const struct fib_rule_port_range sport = { (uint16_t)r->sport_start, (uint16_t)r->sport_end };
	const struct fib_rule_port_range dport = { (uint16_t)r->dport_start, (uint16_t)r->dport_end };
	const struct fib_rule_uid_range uids = { r->uid_start, r->uid_end };

	frh->family = r->family;
	frh->dst_len = r->dst_length;
	frh->src_len = r->src_length;
	frh->tos = r->tos;
	frh->action = r->action;
	frh->flags = r->invert ? FIB_RULE_INVERT : 0;
	mnl_attr_put_u32(nlh, FRA_PRIORITY, r->priority);
	mnl_attr_put_u8(nlh, FRA_PROTOCOL, r->protocol);
	if (r->dst_length)
		put_ip(nlh, FRA_DST, &r->dst);
	if (r->src_length)
		put_ip(nlh, FRA_SRC, &r->src);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (MARKED(r, numbers[i].attr))
			mnl_attr_put_u32(nlh, numbers[i].fra, numbers[i].value);
	if (r->iifname[0])
		mnl_attr_put_strz(nlh, FRA_IIFNAME, r->iifname);
	if (r->oifname[0])
		mnl_attr_put_strz(nlh, FRA_OIFNAME, r->oifname);
	if (MARKED(r, HKA_A_RULE_TUN_ID))
		mnl_attr_put_u64(nlh, FRA_TUN_ID, htobe64(r->tun_id));
	if (MARKED(r, HKA_A_RULE_L3MDEV))
		mnl_attr_put_u8(nlh, FRA_L3MDEV, 1);
	if (MARKED(r, HKA_A_RULE_IP_PROTO))
		mnl_attr_put_u8(nlh, FRA_IP_PROTO, r->ip_proto);
	if (MARKED(r, HKA_A_RULE_SPORT_START))
		mnl_attr_put(nlh, FRA_SPORT_RANGE, sizeof(sport), &sport);
	if (MARKED(r, HKA_A_RULE_DPORT_START))
		mnl_attr_put(nlh, FRA_DPORT_RANGE, sizeof(dport), &dport);
	if (MARKED(r, HKA_A_RULE_UID_START))
		mnl_attr_put(nlh, FRA_UID_RANGE, sizeof(uids), &uids);
}

/* ---- */

struct nlmsghdr *message_make(void *buf, const struct hka_vr *vr, bool add, message_device *device, void *arg)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);

	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	if (add)
		nlh->nlmsg_flags |= NLM_F_CREATE | NLM_F_EXCL;
	if (vr->n_vips) {
		nlh->nlmsg_type = add ? RTM_NEWADDR : RTM_DELADDR;
		return make_address(nlh, vr->vips, device, arg) ? nlh : NULL;
	}
	if (vr->n_routes) {
		nlh->nlmsg_type = add ? RTM_NEWROUTE : RTM_DELROUTE;
		return make_route(nlh, vr->routes, add, device, arg) ? nlh : NULL;
	}
	nlh->nlmsg_type = add ? RTM_NEWRULE : RTM_DELRULE;
	make_rule(nlh, vr->rules);
	return nlh;
}
