// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about maintenance, and what it does to a priority. Turns requests into calls
 * of maintenance.c.
 */
#include "netlink.h"
#include "netlink_gen.h"

#define HKA_MAINTENANCE_REASON	"maintenance"

static int put_remaining(struct sk_buff *skb, int type, int pad,
			 const struct hka_maintenance_state *m, u64 now)
{
	if (m->expires == HKA_NEVER)
		return 0;
	return nla_put_u64_64bit(skb, type, div_u64(m->expires - now, NSEC_PER_USEC), pad);
}

/* RCU. */
static int put_summand(struct sk_buff *skb, const struct hka_vr *vr,
		       const struct hka_maintenance_state *m, u64 now)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_CONTRIBUTION);

	if (!nest ||
	    nla_put_u8(skb, HKA_A_CONTRIBUTION_KIND, HKA_CONTRIBUTION_MAINTENANCE) ||
	    nla_put_string(skb, HKA_A_CONTRIBUTION_NAME, m->reason->s) ||
	    nla_put_s32(skb, HKA_A_CONTRIBUTION_AMOUNT, hka_handover_amount(vr)) ||
	    put_remaining(skb, HKA_A_CONTRIBUTION_REMAINING, HKA_A_CONTRIBUTION_PAD, m, now))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

int hka_nl_put_maintenance(struct sk_buff *skb, const struct hka_vr *vr)
{
	const struct hka_maintenance_state *m;
	u64 now = ktime_get_ns();
	int err = 0;

	lockdep_assert_held(vr->lock);
	if (!vr->maintenance)
		return 0;
	rcu_read_lock();
	m = hka_maintenance_get(vr->hn, now);
	if (m)
		err = put_summand(skb, vr, m, now);
	rcu_read_unlock();
	return err;
}

static int maintenance_set(struct hka_net *hn, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	const char *reason = HKA_MAINTENANCE_REASON;
	u8 mode = HKA_MAINTENANCE_SOFT;
	u64 ttl = 0;
	int err;

	if (attrs[HKA_A_MAINTENANCE_MODE])
		mode = nla_get_u8(attrs[HKA_A_MAINTENANCE_MODE]);
	err = hka_nl_parse_reason(&reason, attrs[HKA_A_MAINTENANCE_REASON], info->extack);
	if (err)
		return err;
	if (attrs[HKA_A_MAINTENANCE_TTL])
		ttl = nla_get_u64(attrs[HKA_A_MAINTENANCE_TTL]);
	if (mode)
		return hka_maintenance_begin(hn, mode, reason, ttl);
	hka_maintenance_end(hn);
	return 0;
}

int hka_nl_maintenance_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	int err;

	if (!hn)
		return -ENODEV;
	err = maintenance_set(hn, info);
	mutex_unlock(&hn->mutex);
	return err;
}

/* RCU; @m is NULL while there is none. */
static int put_state(struct sk_buff *skb, const struct hka_maintenance_state *m, u64 now)
{
	if (nla_put_u8(skb, HKA_A_MAINTENANCE_MODE, m ? m->mode : HKA_MAINTENANCE_NONE))
		return -EMSGSIZE;
	if (!m)
		return 0;
	if (nla_put_string(skb, HKA_A_MAINTENANCE_REASON, m->reason->s) ||
	    put_remaining(skb, HKA_A_MAINTENANCE_REMAINING, HKA_A_MAINTENANCE_PAD, m, now) ||
	    nla_put_u64_64bit(skb, HKA_A_MAINTENANCE_SINCE, m->since, HKA_A_MAINTENANCE_PAD))
		return -EMSGSIZE;
	return 0;
}

int hka_nl_maintenance_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct sk_buff *reply;
	u64 now = ktime_get_ns();
	int err = -EMSGSIZE;
	void *hdr;

	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_MAINTENANCE_GET);
	if (hdr) {
		rcu_read_lock();
		err = put_state(reply, hka_maintenance_get(hn, now), now);
		rcu_read_unlock();
	}
	if (err) {
		nlmsg_free(reply);
		return err;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}
