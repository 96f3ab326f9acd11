// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns how messages are compared; pure. */
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "alike.h"
#include "hka.h"

static void take_bytes(void *to, size_t room, const struct nlattr *attr)
{
	size_t len = mnl_attr_get_payload_len(attr);

	memcpy(to, mnl_attr_get_payload(attr), len < room ? len : room);
}

/* Attributes have other numbers in each kind. */
static int take_address(const struct nlattr *attr, void *arg)
{
	struct alike_key *k = arg;

	/* The far end stands where the address does, if there is one. */
	if (mnl_attr_get_type(attr) == IFA_LOCAL || (mnl_attr_get_type(attr) == IFA_ADDRESS && !k->mark))
		take_bytes(k->dst, sizeof(k->dst), attr);
	k->mark |= mnl_attr_get_type(attr) == IFA_LOCAL;
	return MNL_CB_OK;
}

static int take_route(const struct nlattr *attr, void *arg)
{
	struct alike_key *k = arg;

	switch (mnl_attr_get_type(attr)) {
	case RTA_DST:
		take_bytes(k->dst, sizeof(k->dst), attr);
		break;
	case RTA_SRC:
		take_bytes(k->src, sizeof(k->src), attr);
		break;
	case RTA_TABLE:
		k->table = mnl_attr_get_u32(attr);
		break;
	case RTA_NH_ID:
		k->mark = mnl_attr_get_u32(attr);
		break;
	case RTA_PRIORITY:
		k->priority = mnl_attr_get_u32(attr);
		break;
	}
	return MNL_CB_OK;
}

static int take_rule(const struct nlattr *attr, void *arg)
{
	struct alike_key *k = arg;

	switch (mnl_attr_get_type(attr)) {
	case FRA_DST:
		take_bytes(k->dst, sizeof(k->dst), attr);
		break;
	case FRA_SRC:
		take_bytes(k->src, sizeof(k->src), attr);
		break;
	case FRA_TABLE:
		k->table = mnl_attr_get_u32(attr);
		break;
	case FRA_PRIORITY:
		k->priority = mnl_attr_get_u32(attr);
		break;
	case FRA_FWMARK:
		k->mark = mnl_attr_get_u32(attr);
		break;
	case FRA_IIFNAME:
		take_bytes(k->iif, sizeof(k->iif), attr);
		break;
	case FRA_OIFNAME:
		take_bytes(k->oif, sizeof(k->oif), attr);
		break;
	}
	return MNL_CB_OK;
}

void alike_key(struct alike_key *key, const struct nlmsghdr *nlh)
{
	const struct ifaddrmsg *ifa = mnl_nlmsg_get_payload(nlh);
	const struct rtmsg *rtm = mnl_nlmsg_get_payload(nlh);
	const struct fib_rule_hdr *frh = mnl_nlmsg_get_payload(nlh);

	memset(key, 0, sizeof(*key));
	switch (nlh->nlmsg_type) {
	case RTM_NEWADDR:
	case RTM_DELADDR:
		key->kind = RTM_NEWADDR;
		key->family = ifa->ifa_family;
		key->dst_length = ifa->ifa_prefixlen;
		key->index = ifa->ifa_index;
		mnl_attr_parse(nlh, sizeof(*ifa), take_address, key);
		key->mark = 0;
		break;
	case RTM_NEWROUTE:
	case RTM_DELROUTE:
		key->kind = RTM_NEWROUTE;
		key->family = rtm->rtm_family;
		key->dst_length = rtm->rtm_dst_len;
		key->src_length = rtm->rtm_src_len;
		key->tos = rtm->rtm_tos;
		key->type = rtm->rtm_type;
		mnl_attr_parse(nlh, sizeof(*rtm), take_route, key);
		break;
	default:
		key->kind = RTM_NEWRULE;
		key->family = frh->family;
		key->dst_length = frh->dst_len;
		key->src_length = frh->src_len;
		key->tos = frh->tos;
		key->type = frh->action;
		mnl_attr_parse(nlh, sizeof(*frh), take_rule, key);
		break;
	}
}

static int by_key(const void *a, const void *b)
{
	return memcmp(&((const struct alike_item *)a)->key, &((const struct alike_item *)b)->key, sizeof(struct alike_key));
}

bool alike_add(struct alike_set *set, const struct nlmsghdr *nlh)
{
	if (set->n == set->room) {
		unsigned int room = set->room ? 2 * set->room : 64;
		void *more = realloc(set->item, room * sizeof(*set->item));

		if (!more)
			return false;
		set->item = more;
		set->room = room;
	}
	alike_key(&set->item[set->n].key, nlh);
	set->item[set->n++].nlh = nlh;
	return true;
}

void alike_sort(struct alike_set *set)
{
	if (set->n)
		qsort(set->item, set->n, sizeof(*set->item), by_key);
}

const struct alike_item *alike_find(const struct alike_set *set, const struct nlmsghdr *nlh, unsigned int *n)
{
	unsigned int low = 0, high = set->n;
	struct alike_item sought;

	alike_key(&sought.key, nlh);
	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (by_key(&set->item[mid], &sought) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < set->n && !by_key(&set->item[low + *n], &sought);)
		(*n)++;
	return set->item + low;
}

/* ---- ways ---- */

struct way {
	uint8_t gateway[18];	/* with the family in front, where that is not the route's */
	uint32_t index;
};

struct ways {
	struct way way[HKA_NEXTHOPS_MAX];
	unsigned int n;
	struct way *at;		/* attributes are of this one */
};

static int take_way(const struct nlattr *attr, void *arg)
{
	struct ways *w = arg;

	if (mnl_attr_get_type(attr) == RTA_GATEWAY)
		take_bytes(w->at->gateway + 2, sizeof(w->at->gateway) - 2, attr);
	if (mnl_attr_get_type(attr) == RTA_VIA)
		take_bytes(w->at->gateway, sizeof(w->at->gateway), attr);
	if (mnl_attr_get_type(attr) == RTA_OIF)
		w->at->index = mnl_attr_get_u32(attr);
	return MNL_CB_OK;
}

/* More of them than a configuration can have are as good as one too many. */
static void take_multipath(struct ways *w, const struct nlattr *attr)
{
	const struct rtnexthop *nh = mnl_attr_get_payload(attr);
	int len = mnl_attr_get_payload_len(attr);

	for (w->n = 0; RTNH_OK(nh, len) && w->n < HKA_NEXTHOPS_MAX; w->n++) {
		w->at = &w->way[w->n];
		memset(w->at, 0, sizeof(*w->at));
		w->at->index = (uint32_t)nh->rtnh_ifindex;
		mnl_attr_parse_payload(RTNH_DATA(nh), nh->rtnh_len - sizeof(*nh), take_way, w);
		len -= NLMSG_ALIGN(nh->rtnh_len);
		nh = RTNH_NEXT(nh);
	}
}

static void take_ways(struct ways *w, const struct nlmsghdr *nlh)
{
	const struct nlattr *attr;

	memset(w, 0, sizeof(*w));
	w->n = 1;
	w->at = w->way;
	mnl_attr_parse(nlh, sizeof(struct rtmsg), take_way, w);
	mnl_attr_for_each(attr, nlh, sizeof(struct rtmsg))
		if (mnl_attr_get_type(attr) == RTA_MULTIPATH)
			take_multipath(w, attr);
}

static bool same_way(const struct way *want, const struct way *have)
{
	return !memcmp(want->gateway, have->gateway, sizeof(want->gateway)) && (!want->index || want->index == have->index);
}

bool alike_ways(const struct nlmsghdr *want, const struct nlmsghdr *have)
{
	const struct nlattr *attr;
	struct ways a, b;
	unsigned int i, k;

	mnl_attr_for_each(attr, want, sizeof(struct rtmsg))
		if (mnl_attr_get_type(attr) == RTA_NH_ID)
			return true;	/* it is in the key, and where it goes in the answer */
	take_ways(&a, want);
	take_ways(&b, have);
	for (i = 0; i < a.n; i++) {
		for (k = 0; k < b.n && !same_way(&a.way[i], &b.way[k]); k++)
			;
		if (k == b.n)
			return false;
	}
	return a.n == b.n;
}
