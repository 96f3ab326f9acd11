// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about trackers: create, change, delete, show. Turns requests into calls of
 * track.c; every refusal is made before anything changes.
 */
#include <linux/slab.h>
#include <net/sock.h>

#include "netlink.h"
#include "netlink_gen.h"

/* One member of a message, and a tracker with as many as it can have. */
#define MEMBER_SIZE	(2 * nla_total_size(0) + nla_total_size(HKA_NAME_MAX + 1) + \
			 nla_total_size(4))
#define TRACK_SIZE	(NLMSG_GOODSIZE + HKA_MEMBERS_MAX * MEMBER_SIZE)

static struct hka_track *track_named(struct hka_net *hn, struct genl_info *info)
{
	struct hka_track *track;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_TRACK_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return ERR_PTR(-EINVAL);
	}
	track = hka_track_find(hn, nla_data(info->attrs[HKA_A_TRACK_NAME]));
	if (!track) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_TRACK_NAME],
				    "no tracker with this name");
		return ERR_PTR(-ENOENT);
	}
	return track;
}

/* hn->mutex held: the router, or the group, that a member is. */
static int parse_whom(struct hka_member *m, struct hka_net *hn, struct nlattr **tb,
		      const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	if (tb[HKA_A_MEMBER_VR] && tb[HKA_A_MEMBER_GROUP]) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_MEMBER_GROUP], "either a router or a group");
		return -EINVAL;
	}
	if (tb[HKA_A_MEMBER_GROUP]) {
		m->group = hka_nl_group_named(hn, tb[HKA_A_MEMBER_GROUP], extack);
		return PTR_ERR_OR_ZERO(m->group);
	}
	if (!tb[HKA_A_MEMBER_VR]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_MEMBER_VR);
		NL_SET_ERR_MSG(extack, "a member without the name of a router");
		return -EINVAL;
	}
	m->vr = hka_vr_find_name(hn, nla_data(tb[HKA_A_MEMBER_VR]));
	if (m->vr)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_MEMBER_VR], "no router with this name");
	return -ENOENT;
}

/* hn->mutex held. @track: of a change; what a router has of it is replaced. */
static struct hka_member *parse_member(struct hka_net *hn, const struct hka_track *track,
				       const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *tb[HKA_A_MEMBER_MAX + 1];
	struct hka_member whom = {};
	const struct list_head *list;
	const struct hka_member *old;
	struct hka_member *m;
	u32 n;
	int err;

	err = nla_parse_nested(tb, HKA_A_MEMBER_MAX, nest, hka_member_nl_policy, extack);
	if (!err)
		err = parse_whom(&whom, hn, tb, nest, extack);
	if (err)
		return ERR_PTR(err);
	list = whom.vr ? &whom.vr->members : &whom.group->ties;
	n = whom.vr ? whom.vr->n_members : whom.group->n_ties;
	list_for_each_entry(old, list, of_vr)
		n -= old->track == track;
	if (n >= HKA_VR_TRACKS_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_MEMBER_VR] ?: tb[HKA_A_MEMBER_GROUP],
				    "a router or group has at most 64 trackers");
		return ERR_PTR(-ENOSPC);
	}
	m = kzalloc(sizeof(*m), GFP_KERNEL_ACCOUNT);
	if (!m)
		return ERR_PTR(-ENOMEM);
	m->vr = whom.vr;
	m->group = whom.group;
	if (tb[HKA_A_MEMBER_WEIGHT])
		m->weight = nla_get_s32(tb[HKA_A_MEMBER_WEIGHT]);
	m->reverse = tb[HKA_A_MEMBER_REVERSE];
	return m;
}

/* hn->mutex held. On failure nothing is left to free. */
static int parse_members(struct hka_track_settings *s, struct hka_net *hn,
			 const struct hka_track *track, struct genl_info *info)
{
	struct netlink_ext_ack *extack = info->extack;
	const struct nlattr *attr;
	struct hka_member *m, *other;
	int rem, err;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != HKA_A_TRACK_MEMBER)
			continue;
		err = -E2BIG;
		if (s->n_members == HKA_MEMBERS_MAX) {
			NL_SET_ERR_MSG_ATTR(extack, attr, "a tracker has at most 256 routers");
			goto drop;
		}
		m = parse_member(hn, track, attr, extack);
		if (IS_ERR(m)) {
			err = PTR_ERR(m);
			goto drop;
		}
		list_for_each_entry(other, &s->members, of_track) {
			if (other->vr != m->vr || other->group != m->group)
				continue;
			kfree(m);
			NL_SET_ERR_MSG_ATTR(extack, attr, "the router or group is given twice");
			err = -EINVAL;
			goto drop;
		}
		list_add_tail(&m->of_track, &s->members);
		s->n_members++;
		s->has_members = true;
	}
	return 0;
drop:
	hka_track_settings_drop(s);
	return err;
}

static int parse_reading(struct hka_track_settings *s, u8 kind, struct genl_info *info)
{
	struct nlattr *state = info->attrs[HKA_A_TRACK_STATE];
	struct nlattr *value = info->attrs[HKA_A_TRACK_VALUE];

	if (!state && !value)
		return 0;
	if (kind != HKA_TRACK_KIND_NAMED) {
		NL_SET_ERR_MSG_ATTR(info->extack, state ?: value,
				    "a link has the state of its device");
		return -EINVAL;
	}
	if (state && value) {
		NL_SET_ERR_MSG_ATTR(info->extack, value, "either a state or a value");
		return -EINVAL;
	}
	s->set = (struct hka_reading) { .state = HKA_TRACK_STATE_VALUE };
	if (value) {
		s->set.value = nla_get_s32(value);
		return 0;
	}
	s->set.state = nla_get_u8(state);
	if (s->set.state == HKA_TRACK_STATE_UP || s->set.state == HKA_TRACK_STATE_DOWN)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, state, "a tracker is set up or down");
	return -EINVAL;
}

/* Overlay the request on @s. On failure nothing is left to free. */
static int parse_settings(struct hka_track_settings *s, struct hka_net *hn, u8 kind,
			  const struct hka_track *track, struct genl_info *info)
{
	int err;

	err = parse_reading(s, kind, info);
	if (err)
		return err;
	if (info->attrs[HKA_A_TRACK_UP_DELAY])
		s->up_delay_us = nla_get_u32(info->attrs[HKA_A_TRACK_UP_DELAY]);
	if (info->attrs[HKA_A_TRACK_DOWN_DELAY])
		s->down_delay_us = nla_get_u32(info->attrs[HKA_A_TRACK_DOWN_DELAY]);
	return parse_members(s, hn, track, info);
}

static int put_track(struct sk_buff *skb, struct hka_track *track);

static void notify_config(struct hka_track *track, u8 cmd, struct genl_info *info)
{
	struct sk_buff *skb = hka_nl_config_begin(track->hn, info, cmd, TRACK_SIZE);

	if (skb)
		hka_nl_config_end(track->hn, skb, put_track(skb, track));
}

/* hn->mutex held. */
static void delete_and_notify(struct hka_track *track, struct genl_info *info)
{
	struct hka_text *name = hka_text_get(track->name);
	struct hka_net *hn = track->hn;

	hka_track_delete(track);
	hka_nl_config_deleted(hn, info, HKA_CMD_TRACK_DEL_NTF, HKA_A_TRACK_NAME, name->s);
	hka_text_put(name);
}

static int track_new(struct hka_net *hn, struct genl_info *info)
{
	struct hka_track_settings s = { .members = LIST_HEAD_INIT(s.members) };
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;
	struct nlattr *ifname = attrs[HKA_A_TRACK_IFNAME];
	const char *name;
	u8 kind;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_TRACK_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_TRACK_KIND)) {
		NL_SET_ERR_MSG(extack, "name and kind are needed");
		return -EINVAL;
	}
	name = nla_data(attrs[HKA_A_TRACK_NAME]);
	if (!*name || !hka_nl_name_valid(name)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_TRACK_NAME],
				    "a name is printable, without space or slash");
		return -EINVAL;
	}
	if (hka_track_find(hn, name)) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_TRACK_NAME],
				    "a tracker with this name exists");
		return -EEXIST;
	}
	kind = nla_get_u8(attrs[HKA_A_TRACK_KIND]);
	if (kind == HKA_TRACK_KIND_LINK && !ifname) {
		NL_SET_ERR_ATTR_MISS(extack, NULL, HKA_A_TRACK_IFNAME);
		NL_SET_ERR_MSG(extack, "a tracked link needs a device");
		return -EINVAL;
	}
	if (kind != HKA_TRACK_KIND_LINK && ifname) {
		NL_SET_ERR_MSG_ATTR(extack, ifname, "only a tracked link has a device");
		return -EINVAL;
	}
	if (ifname && !dev_valid_name(nla_data(ifname))) {
		NL_SET_ERR_MSG_ATTR(extack, ifname, "not the name of a device");
		return -EINVAL;
	}
	err = parse_settings(&s, hn, kind, NULL, info);
	if (err)
		return err;
	err = hka_track_create(hn, name, kind, ifname ? nla_data(ifname) : NULL, &s, extack);
	if (err)
		hka_track_settings_drop(&s);
	else
		notify_config(hka_track_find(hn, name), HKA_CMD_TRACK_NEW_NTF, info);
	return err;
}

int hka_nl_track_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	int err;

	if (!hn)
		return -ENODEV;
	if (!hka_net_trusted(hn->net) && !hn->users) {
		/* Routers have their limits there; with none there is nothing to track for. */
		NL_SET_ERR_MSG(info->extack, "a tracker in a user namespace needs a router first");
		err = -EPERM;
	} else {
		err = track_new(hn, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_track_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_track_settings s = { .members = LIST_HEAD_INIT(s.members) };
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_track *track;
	int err;

	if (!hn)
		return -ENODEV;
	track = track_named(hn, info);
	err = PTR_ERR_OR_ZERO(track);
	if (err)
		goto unlock;
	/* Written under the mutex only. */
	s.up_delay_us = track->up_delay_us;
	s.down_delay_us = track->down_delay_us;
	s.set = track->set;
	err = parse_settings(&s, hn, track->kind, track, info);
	if (err)
		goto unlock;
	hka_track_change(track, &s);
	/* What a check reports is no configuration. */
	if (info->attrs[HKA_A_TRACK_MEMBER] || info->attrs[HKA_A_TRACK_UP_DELAY] ||
	    info->attrs[HKA_A_TRACK_DOWN_DELAY])
		notify_config(track, HKA_CMD_TRACK_SET_NTF, info);
unlock:
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_track_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_track *track;
	unsigned long id;
	int err = 0;

	if (!hn)
		return -ENODEV;
	if (info->attrs[HKA_A_TRACK_ALL] && info->attrs[HKA_A_TRACK_NAME]) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_TRACK_ALL],
				    "either a name or all");
		err = -EINVAL;
	} else if (info->attrs[HKA_A_TRACK_ALL]) {
		xa_for_each(&hn->tracks, id, track)
			delete_and_notify(track, info);
	} else {
		track = track_named(hn, info);
		err = PTR_ERR_OR_ZERO(track);
		if (!err)
			delete_and_notify(track, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

static int put_member(struct sk_buff *skb, const struct hka_member *m)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_TRACK_MEMBER);
	char name[HKA_NAME_MAX + 1];

	if (!nest ||
	    (m->vr ? nla_put_string(skb, HKA_A_MEMBER_VR, hka_vr_name(m->vr, name)) :
		     nla_put_string(skb, HKA_A_MEMBER_GROUP, m->group->name->s)) ||
	    nla_put_s32(skb, HKA_A_MEMBER_WEIGHT, m->weight) ||
	    (m->reverse && nla_put_flag(skb, HKA_A_MEMBER_REVERSE)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* track->lock held. */
static int put_link(struct sk_buff *skb, const struct hka_track *track)
{
	if (track->kind != HKA_TRACK_KIND_LINK)
		return 0;
	if (nla_put_string(skb, HKA_A_TRACK_IFNAME, track->ifname) ||
	    nla_put_u32(skb, HKA_A_TRACK_IFINDEX, track->ifindex))
		return -EMSGSIZE;
	return 0;
}

static int put_track(struct sk_buff *skb, struct hka_track *track)
{
	const struct hka_reading *said = &track->debounce.said;
	const struct hka_member *m;
	int err = -EMSGSIZE;

	spin_lock_bh(&track->lock);
	hka_track_look(track, ktime_get_ns());
	if (nla_put_string(skb, HKA_A_TRACK_NAME, track->name->s) ||
	    nla_put_u8(skb, HKA_A_TRACK_KIND, track->kind) ||
	    put_link(skb, track) ||
	    nla_put_u8(skb, HKA_A_TRACK_STATE, said->state) ||
	    (said->state == HKA_TRACK_STATE_VALUE &&
	     nla_put_s32(skb, HKA_A_TRACK_VALUE, said->value)) ||
	    nla_put_u32(skb, HKA_A_TRACK_UP_DELAY, track->up_delay_us) ||
	    nla_put_u32(skb, HKA_A_TRACK_DOWN_DELAY, track->down_delay_us) ||
	    nla_put_u64_64bit(skb, HKA_A_TRACK_SINCE, track->since, HKA_A_TRACK_PAD))
		goto unlock;
	list_for_each_entry(m, &track->members, of_track)
		if (put_member(skb, m))
			goto unlock;
	err = 0;
unlock:
	spin_unlock_bh(&track->lock);
	return err;
}

int hka_nl_track_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct hka_track *track;
	struct sk_buff *reply;
	void *hdr;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_TRACK_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return -EINVAL;
	}
	track = hka_track_get_named(hn, nla_data(info->attrs[HKA_A_TRACK_NAME]));
	if (!track) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_TRACK_NAME],
				    "no tracker with this name");
		return -ENOENT;
	}
	err = -ENOMEM;
	reply = genlmsg_new(TRACK_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_TRACK_GET);
	if (!hdr || put_track(reply, track)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
put:
	hka_track_put(track);
	return err;
}

int hka_nl_track_get_start(struct netlink_callback *cb)
{
	cb->min_dump_alloc = TRACK_SIZE;
	return 0;
}

int hka_nl_track_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct hka_net *hn = hka_net(sock_net(skb->sk));
	unsigned long id = cb->args[0];
	struct hka_track *track;
	void *hdr;
	int err;

	cb->seq = READ_ONCE(hn->generation);
	while ((track = hka_track_get_next(hn, &id))) {
		hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				  &hka_nl_family, NLM_F_MULTI, HKA_CMD_TRACK_GET);
		err = hdr ? put_track(skb, track) : -EMSGSIZE;
		hka_track_put(track);
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
