// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about groups: create, change, dissolve, show. Turns requests into calls of
 * group.c; every refusal is made before anything changes.
 */
#include <net/sock.h>

#include "netlink.h"
#include "netlink_gen.h"

/* A group with as many contributions as it can have. */
#define GROUP_SIZE	(NLMSG_GOODSIZE + \
			 (HKA_VR_TRACKS_MAX + HKA_DEMOTIONS_MAX) * HKA_NL_CONTRIBUTION_SIZE)

struct hka_group *hka_nl_group_named(struct hka_net *hn, const struct nlattr *attr,
				     struct netlink_ext_ack *extack)
{
	struct hka_group *group = hka_group_find(hn, nla_data(attr));

	if (group)
		return group;
	NL_SET_ERR_MSG_ATTR(extack, attr, "no group with this name");
	return ERR_PTR(-ENOENT);
}

/* hn->mutex held. */
static struct hka_group *group_named(struct hka_net *hn, struct genl_info *info)
{
	if (GENL_REQ_ATTR_CHECK(info, HKA_A_GROUP_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return ERR_PTR(-EINVAL);
	}
	return hka_nl_group_named(hn, info->attrs[HKA_A_GROUP_NAME], info->extack);
}

int hka_nl_parse_membership(struct hka_vr_settings *s, struct hka_net *hn,
			    const struct nlattr *none, struct genl_info *info)
{
	struct nlattr *in = info->attrs[HKA_A_VR_IN_GROUP];
	struct hka_group *group;

	if (in && none) {
		NL_SET_ERR_MSG_ATTR(info->extack, none, "either a group or none");
		return -EINVAL;
	}
	if (none)
		s->member_of = NULL;
	if (!in)
		return 0;
	group = hka_nl_group_named(hn, in, info->extack);
	if (IS_ERR(group))
		return PTR_ERR(group);
	if (group != s->member_of && group->kind == HKA_GROUP_KIND_SYNC &&
	    group->n_members >= HKA_SYNC_MAX) {
		NL_SET_ERR_MSG_ATTR(info->extack, in, "a sync group has at most 256 routers");
		return -ENOSPC;
	}
	s->member_of = group;
	return 0;
}

static int parse_leader(struct hka_group_settings *s, const struct hka_group *group,
			struct genl_info *info)
{
	struct nlattr *attr = info->attrs[HKA_A_GROUP_LEADER];
	struct hka_vr *vr;

	if (!attr)
		return 0;
	vr = hka_vr_find_name(group->hn, nla_data(attr));
	if (!vr) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "no router with this name");
		return -ENOENT;
	}
	if (vr->member_of != group) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr, "the leader has to be a member");
		return -EINVAL;
	}
	s->leader = vr;
	return 0;
}

/* Overlay the request on @s. */
static int parse_settings(struct hka_group_settings *s, u8 kind, struct genl_info *info)
{
	struct nlattr *weight = info->attrs[HKA_A_GROUP_TRACK_WEIGHT];
	struct nlattr *interval = info->attrs[HKA_A_GROUP_FOLLOW_INTERVAL];
	struct nlattr *loss = info->attrs[HKA_A_GROUP_ON_LOSS];
	struct nlattr *leads = info->attrs[HKA_A_GROUP_LEADER] ?: interval ?: loss;

	if (kind == HKA_GROUP_KIND_SYNC && leads) {
		NL_SET_ERR_MSG_ATTR(info->extack, leads, "nobody leads a sync group");
		return -EINVAL;
	}
	if (kind == HKA_GROUP_KIND_LEADER && weight) {
		NL_SET_ERR_MSG_ATTR(info->extack, weight,
				    "in a leader group only the leader's priority counts");
		return -EINVAL;
	}
	if (weight)
		s->track_weight = nla_get_u8(weight);
	if (interval)
		s->follow_interval_us = nla_get_u32(interval);
	if (s->follow_interval_us % HKA_INTERVAL_MIN_US) {
		NL_SET_ERR_MSG_ATTR(info->extack, interval, "an interval has steps of 10 ms");
		return -EINVAL;
	}
	if (loss)
		s->on_loss = nla_get_u8(loss);
	return 0;
}

static int put_group(struct sk_buff *skb, struct hka_group *group);

static void notify_config(struct hka_group *group, u8 cmd, struct genl_info *info)
{
	struct sk_buff *skb = hka_nl_config_begin(group->hn, info, cmd, GROUP_SIZE);

	if (skb)
		hka_nl_config_end(group->hn, skb, put_group(skb, group));
}

/* hn->mutex held. */
static void delete_and_notify(struct hka_group *group, struct genl_info *info)
{
	struct hka_text *name = hka_text_get(group->name);
	struct hka_net *hn = group->hn;

	hka_group_delete(group);
	hka_nl_config_deleted(hn, info, HKA_CMD_GROUP_DEL_NTF, HKA_A_GROUP_NAME, name->s);
	hka_text_put(name);
}

static int group_new(struct hka_net *hn, struct genl_info *info)
{
	struct hka_group_settings s = {
		.follow_interval_us = HKA_FOLLOW_INTERVAL_US,
		.on_loss = HKA_GROUP_LOSS_PROMOTE,
	};
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;
	const char *name;
	u8 kind;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_GROUP_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_GROUP_KIND)) {
		NL_SET_ERR_MSG(extack, "name and kind are needed");
		return -EINVAL;
	}
	name = nla_data(attrs[HKA_A_GROUP_NAME]);
	if (!*name || !hka_nl_name_valid(name)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_GROUP_NAME],
				    "a name is printable, without space or slash");
		return -EINVAL;
	}
	if (hka_group_find(hn, name)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_GROUP_NAME],
				    "a group with this name exists");
		return -EEXIST;
	}
	kind = nla_get_u8(attrs[HKA_A_GROUP_KIND]);
	err = parse_settings(&s, kind, info);
	if (!err)
		err = hka_group_create(hn, name, kind, &s, extack);
	if (!err)
		notify_config(hka_group_find(hn, name), HKA_CMD_GROUP_NEW_NTF, info);
	return err;
}

int hka_nl_group_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	int err;

	if (!hn)
		return -ENODEV;
	if (!hka_net_trusted(hn->net) && !hn->users) {
		/* Routers have their limits there; with none there is nothing to group. */
		NL_SET_ERR_MSG(info->extack, "a group in a user namespace needs a router first");
		err = -EPERM;
	} else {
		err = group_new(hn, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_group_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_group_settings s = {};
	struct hka_group *group;
	int err;

	if (!hn)
		return -ENODEV;
	group = group_named(hn, info);
	err = PTR_ERR_OR_ZERO(group);
	if (err)
		goto unlock;
	/* Written under the mutex only. */
	s.track_weight = group->track_weight;
	s.follow_interval_us = group->follow_interval_us;
	s.on_loss = group->on_loss;
	err = parse_settings(&s, group->kind, info);
	if (!err)
		err = parse_leader(&s, group, info);
	if (err)
		goto unlock;
	hka_group_change(group, &s);
	notify_config(group, HKA_CMD_GROUP_SET_NTF, info);
unlock:
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_group_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_group *group;
	unsigned long id;
	int err = 0;

	if (!hn)
		return -ENODEV;
	if (info->attrs[HKA_A_GROUP_ALL] && info->attrs[HKA_A_GROUP_NAME]) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_GROUP_ALL],
				    "either a name or all");
		err = -EINVAL;
	} else if (info->attrs[HKA_A_GROUP_ALL]) {
		xa_for_each(&hn->groups, id, group)
			delete_and_notify(group, info);
	} else {
		group = group_named(hn, info);
		err = PTR_ERR_OR_ZERO(group);
		if (!err)
			delete_and_notify(group, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

/* group->lock held. */
static int put_kind(struct sk_buff *skb, const struct hka_group *group)
{
	char name[HKA_NAME_MAX + 1];

	if (group->kind == HKA_GROUP_KIND_SYNC)
		return nla_put_u8(skb, HKA_A_GROUP_TRACK_WEIGHT, group->track_weight);
	if ((group->leader &&
	     nla_put_string(skb, HKA_A_GROUP_LEADER, hka_vr_name(group->leader, name))) ||
	    nla_put_u32(skb, HKA_A_GROUP_FOLLOW_INTERVAL, group->follow_interval_us) ||
	    nla_put_u8(skb, HKA_A_GROUP_ON_LOSS, group->on_loss))
		return -EMSGSIZE;
	return 0;
}

static int put_group(struct sk_buff *skb, struct hka_group *group)
{
	int err = -EMSGSIZE;

	spin_lock_bh(&group->lock);
	if (nla_put_string(skb, HKA_A_GROUP_NAME, group->name->s) ||
	    nla_put_u8(skb, HKA_A_GROUP_KIND, group->kind) ||
	    nla_put_u8(skb, HKA_A_GROUP_STATE, group->state) ||
	    nla_put_u32(skb, HKA_A_GROUP_MEMBERS, group->n_members) ||
	    nla_put_u64_64bit(skb, HKA_A_GROUP_SINCE, group->since, HKA_A_GROUP_PAD) ||
	    put_kind(skb, group) ||
	    hka_nl_put_group_contributions(skb, HKA_A_GROUP_CONTRIBUTION, group))
		goto unlock;
	err = 0;
unlock:
	spin_unlock_bh(&group->lock);
	return err;
}

int hka_nl_group_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct hka_group *group;
	struct sk_buff *reply;
	void *hdr;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_GROUP_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return -EINVAL;
	}
	group = hka_group_get_named(hn, nla_data(info->attrs[HKA_A_GROUP_NAME]));
	if (!group) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_GROUP_NAME],
				    "no group with this name");
		return -ENOENT;
	}
	err = -ENOMEM;
	reply = genlmsg_new(GROUP_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_GROUP_GET);
	if (!hdr || put_group(reply, group)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
put:
	hka_group_put(group);
	return err;
}

int hka_nl_group_get_start(struct netlink_callback *cb)
{
	cb->min_dump_alloc = GROUP_SIZE;
	return 0;
}

int hka_nl_group_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct hka_net *hn = hka_net(sock_net(skb->sk));
	unsigned long id = cb->args[0];
	struct hka_group *group;
	void *hdr;
	int err;

	cb->seq = READ_ONCE(hn->generation);
	while ((group = hka_group_get_next(hn, &id))) {
		hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				  &hka_nl_family, NLM_F_MULTI, HKA_CMD_GROUP_GET);
		err = hdr ? put_group(skb, group) : -EMSGSIZE;
		hka_group_put(group);
		if (err) {
			if (hdr)
				genlmsg_cancel(skb, hdr);
			cb->args[0] = id;
			return skb->len ?: err;
		}
		genl_dump_check_consistent(cb, hdr);
		genlmsg_end(skb, hdr);
		id++;
	}
	cb->args[0] = id;
	return skb->len;
}
