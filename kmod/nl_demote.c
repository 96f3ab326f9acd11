// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about demotions, and what an effective priority is made of. Turns requests
 * into calls of demote.c.
 */
#include <linux/ctype.h>

#include "netlink.h"
#include "netlink_gen.h"

#define HKA_REASON_DEFAULT	"manual"

static int put_member(struct sk_buff *skb, int attr, const struct hka_member *m)
{
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest ||
	    nla_put_u8(skb, HKA_A_CONTRIBUTION_KIND, HKA_CONTRIBUTION_TRACKER) ||
	    nla_put_string(skb, HKA_A_CONTRIBUTION_NAME, m->track->name->s) ||
	    nla_put_s32(skb, HKA_A_CONTRIBUTION_AMOUNT, m->effect.amount) ||
	    (m->effect.fault && nla_put_flag(skb, HKA_A_CONTRIBUTION_FAULT)) ||
	    nla_put_u8(skb, HKA_A_CONTRIBUTION_STATE, m->reading.state) ||
	    (m->group && nla_put_flag(skb, HKA_A_CONTRIBUTION_GROUP)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_demotion(struct sk_buff *skb, int attr, const struct hka_demotion *d, bool group,
			u64 now)
{
	struct nlattr *nest = nla_nest_start(skb, attr);
	u64 left = d->expires > now ? div_u64(d->expires - now, NSEC_PER_USEC) : 0;

	if (!nest ||
	    nla_put_u8(skb, HKA_A_CONTRIBUTION_KIND, HKA_CONTRIBUTION_DEMOTION) ||
	    nla_put_string(skb, HKA_A_CONTRIBUTION_NAME, d->reason->s) ||
	    nla_put_s32(skb, HKA_A_CONTRIBUTION_AMOUNT, -d->amount) ||
	    (d->fault && nla_put_flag(skb, HKA_A_CONTRIBUTION_FAULT)) ||
	    (group && nla_put_flag(skb, HKA_A_CONTRIBUTION_GROUP)) ||
	    (d->expires != HKA_NEVER &&
	     nla_put_u64_64bit(skb, HKA_A_CONTRIBUTION_REMAINING, left, HKA_A_CONTRIBUTION_PAD)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_tie(struct sk_buff *skb, const struct hka_vr *vr)
{
	const struct hka_tie *tie = &vr->tie;
	s32 amount = tie->effect.amount;
	struct nlattr *nest;

	/* In maintenance, that is what lowers the priority. */
	if (tie->effect.handover && !vr->maintenance)
		amount = hka_handover_amount(vr);
	if (!tie->lease || (!amount && !tie->effect.fault))
		return 0;
	nest = nla_nest_start(skb, HKA_A_VR_CONTRIBUTION);
	if (!nest ||
	    nla_put_u8(skb, HKA_A_CONTRIBUTION_KIND, HKA_CONTRIBUTION_LEASE) ||
	    nla_put_string(skb, HKA_A_CONTRIBUTION_NAME, tie->lease->name->s) ||
	    nla_put_s32(skb, HKA_A_CONTRIBUTION_AMOUNT, amount) ||
	    (tie->effect.fault && nla_put_flag(skb, HKA_A_CONTRIBUTION_FAULT)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_all(struct sk_buff *skb, int attr, const struct list_head *members,
		   const struct hka_demotions *demotions, bool group)
{
	const struct hka_demotion *d;
	const struct hka_member *m;
	u64 now = ktime_get_ns();

	list_for_each_entry(m, members, of_vr)
		if (m->looked_at && put_member(skb, attr, m))
			return -EMSGSIZE;
	list_for_each_entry(d, &demotions->list, node)
		if (put_demotion(skb, attr, d, group, now))
			return -EMSGSIZE;
	return 0;
}

int hka_nl_put_group_contributions(struct sk_buff *skb, int attr, const struct hka_group *group)
{
	lockdep_assert_held(&group->lock);
	return put_all(skb, attr, &group->ties, &group->demotions, true);
}

int hka_nl_put_contributions(struct sk_buff *skb, const struct hka_vr *vr)
{
	int err;

	lockdep_assert_held(vr->lock);
	err = put_all(skb, HKA_A_VR_CONTRIBUTION, &vr->members, &vr->demotions, false);
	if (!err && vr->member_of)
		err = hka_nl_put_group_contributions(skb, HKA_A_VR_CONTRIBUTION, vr->member_of);
	if (!err)
		err = put_tie(skb, vr);
	return err ?: hka_nl_put_maintenance(skb, vr);
}

static bool is_printable(const char *s)
{
	for (; *s; s++)
		if (iscntrl(*s))
			return false;
	return true;
}

int hka_nl_parse_reason(const char **reason, const struct nlattr *attr,
			struct netlink_ext_ack *extack)
{
	if (!attr)
		return 0;
	*reason = nla_data(attr);
	if (**reason && is_printable(*reason))
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "a reason is a line of text");
	return -EINVAL;
}

/* hn->mutex held: the router of a request, or the group; the other is NULL. */
static int find_demoted(struct hka_net *hn, struct genl_info *info, struct hka_vr **vr,
			struct hka_group **group)
{
	struct nlattr *attr = info->attrs[HKA_A_DEMOTE_GROUP];

	*group = NULL;
	*vr = NULL;
	if (!attr) {
		*vr = hka_nl_vr_named(hn, info, HKA_A_DEMOTE_NAME);
		return PTR_ERR_OR_ZERO(*vr);
	}
	if (info->attrs[HKA_A_DEMOTE_NAME]) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "either a router or a group");
		return -EINVAL;
	}
	*group = hka_nl_group_named(hn, attr, info->extack);
	return PTR_ERR_OR_ZERO(*group);
}

static int demote(struct hka_net *hn, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	struct nlattr *amount = attrs[HKA_A_DEMOTE_AMOUNT];
	const char *reason = HKA_REASON_DEFAULT;
	bool fault = attrs[HKA_A_DEMOTE_FAULT];
	u8 by = amount ? nla_get_u8(amount) : 0;
	struct hka_group *group;
	struct hka_vr *vr;
	u64 ttl = 0;
	int err;

	err = find_demoted(hn, info, &vr, &group);
	if (err)
		return err;
	if (!amount == !fault) {
		NL_SET_ERR_MSG_ATTR(info->extack, amount, "either an amount or fault is needed");
		return -EINVAL;
	}
	err = hka_nl_parse_reason(&reason, attrs[HKA_A_DEMOTE_REASON], info->extack);
	if (err)
		return err;
	if (attrs[HKA_A_DEMOTE_TTL])
		ttl = nla_get_u64(attrs[HKA_A_DEMOTE_TTL]);
	err = vr ? hka_demote(vr, reason, by, fault, ttl, info->extack) :
		   hka_group_demote(group, reason, by, fault, ttl, info->extack);
	if (err == -ENOSPC)
		NL_SET_BAD_ATTR(info->extack, attrs[HKA_A_DEMOTE_NAME] ?:
					      attrs[HKA_A_DEMOTE_GROUP]);
	return err;
}

int hka_nl_demote_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	int err;

	if (!hn)
		return -ENODEV;
	err = demote(hn, info);
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_undemote_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct nlattr *reason = info->attrs[HKA_A_DEMOTE_REASON];
	const char *why = reason ? nla_data(reason) : NULL;
	struct hka_group *group;
	struct hka_vr *vr;
	int err;

	if (!hn)
		return -ENODEV;
	err = find_demoted(hn, info, &vr, &group);
	if (err)
		goto unlock;
	err = vr ? hka_undemote(vr, why) : hka_group_undemote(group, why);
	if (err && reason)
		NL_SET_ERR_MSG_ATTR(info->extack, reason, "not demoted for this reason");
	else if (err)
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_DEMOTE_NAME] ?:
				    info->attrs[HKA_A_DEMOTE_GROUP], "not demoted");
unlock:
	mutex_unlock(&hn->mutex);
	return err;
}
