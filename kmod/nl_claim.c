// SPDX-License-Identifier: GPL-2.0
/*
 * What keeps a router from claiming, in a message, and the command that hands over.
 */
#include "netlink.h"
#include "netlink_gen.h"

/* Overlay the request on @cfg; every value has passed the policy. */
int hka_nl_parse_claim(struct hka_fsm_config *cfg, struct genl_info *info)
{
	struct nlattr *nest = info->attrs[HKA_A_VR_CLAIM], *tb[HKA_A_CLAIM_MAX + 1];
	int err, i;

	if (!nest)
		return 0;
	err = nla_parse_nested(tb, HKA_A_CLAIM_MAX, nest, hka_claim_nl_policy, info->extack);
	if (err)
		return err;
	for (i = 1; i <= HKA_A_CLAIM_MAX; i++) {
		if (!tb[i] || i == HKA_A_CLAIM_LINK_DELAY || i == HKA_A_CLAIM_DAMPENING ||
		    i == HKA_A_CLAIM_SUPPRESS || i == HKA_A_CLAIM_REUSE ||
		    i == HKA_A_CLAIM_ON_DROP)
			continue;
		NL_SET_ERR_MSG_ATTR(info->extack, tb[i], "this is told, not set");
		return -EINVAL;
	}
	if (tb[HKA_A_CLAIM_LINK_DELAY])
		cfg->link_delay_us = nla_get_u32(tb[HKA_A_CLAIM_LINK_DELAY]);
	if (tb[HKA_A_CLAIM_DAMPENING])
		cfg->damp_half_us = nla_get_u32(tb[HKA_A_CLAIM_DAMPENING]);
	if (tb[HKA_A_CLAIM_SUPPRESS])
		cfg->damp_suppress = nla_get_u32(tb[HKA_A_CLAIM_SUPPRESS]);
	if (tb[HKA_A_CLAIM_REUSE])
		cfg->damp_reuse = nla_get_u32(tb[HKA_A_CLAIM_REUSE]);
	if (tb[HKA_A_CLAIM_ON_DROP])
		cfg->on_drop = nla_get_u8(tb[HKA_A_CLAIM_ON_DROP]);
	if (cfg->damp_reuse < cfg->damp_suppress)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, tb[HKA_A_CLAIM_REUSE] ?: tb[HKA_A_CLAIM_SUPPRESS],
			    "reuse must be less than suppress");
	return -EINVAL;
}

static u64 us(u64 ns)
{
	return div_u64(ns, NSEC_PER_USEC);
}

static int put_dampening(struct sk_buff *skb, const struct hka_vr *vr, u64 now)
{
	u64 left = us(hka_fsm_damped_ns(&vr->fsm, &vr->cfg, now));

	if (nla_put_u32(skb, HKA_A_CLAIM_DAMPENING, vr->cfg.damp_half_us) ||
	    nla_put_u32(skb, HKA_A_CLAIM_SUPPRESS, vr->cfg.damp_suppress) ||
	    nla_put_u32(skb, HKA_A_CLAIM_REUSE, vr->cfg.damp_reuse))
		return -EMSGSIZE;
	if (!vr->cfg.damp_half_us)
		return 0;
	if (nla_put_u32(skb, HKA_A_CLAIM_PENALTY, hka_fsm_penalty(&vr->fsm, &vr->cfg, now)) ||
	    (left && nla_put_u64_64bit(skb, HKA_A_CLAIM_DAMPENED_REMAINING, left,
				       HKA_A_CLAIM_PAD)))
		return -EMSGSIZE;
	return 0;
}

/* vr->lock held. */
int hka_nl_put_claim(struct sk_buff *skb, const struct hka_vr *vr)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_CLAIM);
	u64 now = ktime_get_ns();
	u64 left = us(hka_handover_ns(vr, now));
	u64 listen = us(hka_fsm_listen_ns(&vr->fsm, &vr->cfg, now));

	if (!nest || put_dampening(skb, vr, now) ||
	    nla_put_u32(skb, HKA_A_CLAIM_LINK_DELAY, vr->cfg.link_delay_us) ||
	    nla_put_u8(skb, HKA_A_CLAIM_ON_DROP, vr->cfg.on_drop) ||
	    (listen && nla_put_u64_64bit(skb, HKA_A_CLAIM_LINK_REMAINING, listen,
					 HKA_A_CLAIM_PAD)) ||
	    nla_put_u8(skb, HKA_A_CLAIM_HANDOVER, vr->handover) ||
	    (vr->fsm.handing && nla_put_u64_64bit(skb, HKA_A_CLAIM_HANDOVER_REMAINING, left,
						  HKA_A_CLAIM_PAD)) ||
	    nla_put_u8(skb, HKA_A_CLAIM_MAINTENANCE, vr->maintenance) ||
	    (vr->fsm.handed && nla_put_flag(skb, HKA_A_CLAIM_HANDED)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* Return: whether the router does as asked. */
static bool hand_over(struct hka_vr *vr, bool back)
{
	bool does = true;

	hka_vr_lock(vr);
	if (back)
		hka_handover_take_back(vr);
	else
		does = hka_handover_start(vr, HKA_LAST_EVENT_HANDED_OVER);
	hka_vr_unlock(vr);
	return does;
}

static int hand_over_one(struct hka_net *hn, struct genl_info *info, bool back)
{
	struct hka_vr *vr = hka_nl_vr_named(hn, info, HKA_A_HANDOVER_NAME);

	if (IS_ERR(vr))
		return PTR_ERR(vr);
	if (!hand_over(vr, back)) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_HANDOVER_NAME],
				    "the router is not MASTER");
		return -EBUSY;
	}
	hka_vr_flush(vr);
	return 0;
}

/* Through any of its routers. */
static int hand_over_group(struct hka_net *hn, struct genl_info *info, bool back)
{
	struct nlattr *attr = info->attrs[HKA_A_HANDOVER_GROUP];
	struct hka_group *group = hka_group_find(hn, nla_data(attr));
	struct hka_vr *vr;

	if (!group) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "no group with this name");
		return -ENOENT;
	}
	vr = rcu_dereference_protected(group->first, lockdep_is_held(&hn->mutex));
	if (!vr || !hand_over(vr, back)) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "the group is not MASTER");
		return -EBUSY;
	}
	hka_group_flush(group);
	return 0;
}

/* All at once, then each is waited for. */
static void hand_over_all(struct hka_net *hn, bool back)
{
	unsigned long id;
	struct hka_vr *vr;

	xa_for_each(&hn->vrs, id, vr)
		hand_over(vr, back);
	xa_for_each(&hn->vrs, id, vr)
		hka_vr_flush(vr);
}

int hka_nl_handover_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *group = info->attrs[HKA_A_HANDOVER_GROUP];
	struct nlattr *name = info->attrs[HKA_A_HANDOVER_NAME];
	struct nlattr *all = info->attrs[HKA_A_HANDOVER_ALL];
	bool back = info->attrs[HKA_A_HANDOVER_BACK];
	struct hka_net *hn = hka_nl_config_lock(info);
	int err = 0;

	if (!hn)
		return -ENODEV;
	if (!!all + !!group + !!name > 1) {
		NL_SET_ERR_MSG_ATTR(info->extack, all ?: group, "either a name, a group or all");
		err = -EINVAL;
	} else if (all) {
		hand_over_all(hn, back);
	} else if (group) {
		err = hand_over_group(hn, info, back);
	} else {
		err = hand_over_one(hn, info, back);
	}
	mutex_unlock(&hn->mutex);
	return err;
}
