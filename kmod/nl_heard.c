// SPDX-License-Identifier: GPL-2.0
/*
 * The routers that were heard, as netlink tells them. Reads; changes nothing.
 */
#include <linux/timekeeping.h>

#include "netlink.h"
#include "netlink_gen.h"

static int put_u64(struct sk_buff *skb, int type, u64 value)
{
	return nla_put_u64_64bit(skb, type, value, HKA_A_HEARD_ROUTER_PAD);
}

/* @boot: what to add to the clock of @h for CLOCK_REALTIME. */
static int put_router(struct sk_buff *skb, const struct hka_heard *h, u8 family, u64 boot)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_HEARD_ROUTER);

	if (!nest ||
	    nla_put(skb, HKA_A_HEARD_ROUTER_ADDRESS, hka_addr_len(family), h->addr.b) ||
	    (h->has_mac && nla_put(skb, HKA_A_HEARD_ROUTER_MAC, sizeof(h->mac), h->mac)) ||
	    nla_put_u8(skb, HKA_A_HEARD_ROUTER_PRIORITY, h->priority) ||
	    nla_put_u8(skb, HKA_A_HEARD_ROUTER_VERSION, h->version) ||
	    nla_put_u32(skb, HKA_A_HEARD_ROUTER_INTERVAL, h->interval_us) ||
	    (h->csum_form != HKA_CSUM_NONE &&
	     nla_put_u8(skb, HKA_A_HEARD_ROUTER_CHECKSUM, h->csum_form == HKA_CSUM_PLAIN ?
			HKA_CHECKSUM_RFC9568 : HKA_CHECKSUM_RFC5798)) ||
	    (h->drop && nla_put_u32(skb, HKA_A_HEARD_ROUTER_DROP, h->drop)) ||
	    (h->rival && nla_put_u32(skb, HKA_A_HEARD_ROUTER_RIVAL, h->rival)) ||
	    put_u64(skb, HKA_A_HEARD_ROUTER_FIRST_HEARD, h->first + boot) ||
	    put_u64(skb, HKA_A_HEARD_ROUTER_LAST_HEARD, h->last + boot) ||
	    put_u64(skb, HKA_A_HEARD_ROUTER_ADVERTS, h->count))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_heard(struct sk_buff *skb, struct hka_vr *vr)
{
	u64 boot = ktime_get_real_ns() - ktime_get_ns();
	char name[HKA_NAME_MAX + 1];
	int err = -EMSGSIZE;
	u8 i;

	rcu_read_lock();
	hka_vr_lock(vr);
	if (nla_put_string(skb, HKA_A_HEARD_NAME, hka_vr_name(vr, name)) ||
	    nla_put_u32(skb, HKA_A_HEARD_ID, vr->id) ||
	    (vr->ifname[0] && nla_put_string(skb, HKA_A_HEARD_IFNAME, vr->ifname)) ||
	    nla_put_u8(skb, HKA_A_HEARD_VRID, vr->vrid) ||
	    nla_put_u8(skb, HKA_A_HEARD_FAMILY, vr->family) ||
	    (hka_rival_is_alone(vr) && nla_put_flag(skb, HKA_A_HEARD_ALONE)))
		goto unlock;
	for (i = 0; i < vr->heard.n; i++)
		if (put_router(skb, &vr->heard.entry[i], vr->family, boot))
			goto unlock;
	err = 0;
unlock:
	hka_vr_unlock(vr);
	rcu_read_unlock();
	return err;
}

int hka_nl_heard_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_vr *vr = hka_nl_vr_get_named(info, HKA_A_HEARD_NAME);

	if (IS_ERR(vr))
		return PTR_ERR(vr);
	return hka_nl_vr_reply(info, vr, HKA_CMD_HEARD_GET, NLMSG_GOODSIZE, put_heard);
}

int hka_nl_heard_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return hka_nl_dump(skb, cb, HKA_CMD_HEARD_GET, put_heard, NULL, NULL);
}
