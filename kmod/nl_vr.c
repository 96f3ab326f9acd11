// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about routers: create, change, delete, show. Turns requests into calls
 * of vr.c.
 */
#include <linux/slab.h>
#include <net/sock.h>

#include "netlink.h"
#include "netlink_gen.h"

static void notify_config(struct hka_vr *vr, u8 cmd, struct genl_info *info)
{
	struct sk_buff *skb = hka_nl_config_begin(vr->hn, info, cmd, hka_nl_vr_size(vr));

	if (skb)
		hka_nl_config_end(vr->hn, skb, cmd == HKA_CMD_VR_DEL_NTF ?
				  hka_nl_put_id(skb, vr) : hka_nl_put_vr(skb, vr));
}

/* Which attribute the device or its key refused: that is known where the text is written. */
static const struct nlattr *refused(struct genl_info *info, int err)
{
	switch (err) {
	case -EEXIST:
		return info->attrs[HKA_A_VR_VRID];
	case -EADDRNOTAVAIL:
		return info->attrs[HKA_A_VR_PEER];
	case -EINVAL:
		return info->attrs[HKA_A_VR_VIP] ?: info->attrs[HKA_A_VR_PRIORITY];
	default:
		return info->attrs[HKA_A_VR_IFNAME];
	}
}

static void send_id(struct sk_buff *skb, struct hka_vr *vr, struct genl_info *info)
{
	void *hdr = genlmsg_put_reply(skb, info, &hka_nl_family, 0, HKA_CMD_VR_NEW);

	if (!hdr || hka_nl_put_id(skb, vr)) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, hdr);
	genlmsg_reply(skb, info);
}

static int vr_new(struct hka_net *hn, struct genl_info *info)
{
	struct hka_vr_settings s = {
		.cfg = {
			.version = 3,
			.priority = 100,
			.down_count = HKA_DOWN_COUNT,
			.preempt = true,
			.reply_lower = true,
			.yield_advert = true,
			.interval_us = USEC_PER_SEC,
			.damp_suppress = 2000,
			.damp_reuse = 750,
		},
		.track_link = true,
		.burst = hka_burst_defaults,
		.checksum = HKA_CHECKSUM_AUTO,
		.tie.policy = HKA_LEASE_POLICY_HANDOVER,
		.tie.grace_ns = HKA_NEVER,
	};
	struct nlattr **attrs = info->attrs;
	struct sk_buff *reply;
	struct hka_vr *vr;
	u8 family;
	int err;

	err = hka_nl_parse_identity(info, &family, &s.cfg);
	if (err)
		return err;
	hka_nl_parse_profile(&s, info);
	if (!s.unicast)
		s.group = hka_groups[hka_family_index(family)];
	if (hka_vr_find_name(hn, nla_data(attrs[HKA_A_VR_NAME]))) {
		NL_SET_ERR_MSG_ATTR(info->extack, attrs[HKA_A_VR_NAME],
				    "a router with this name exists");
		return -EEXIST;
	}
	err = hka_nl_parse_membership(&s, hn, NULL, info);
	if (!err)
		err = hka_nl_parse_settings(&s, family, NULL, info);
	if (err)
		return err;
	if (!s.vips) {
		NL_SET_ERR_ATTR_MISS(info->extack, NULL, HKA_A_VR_VIP);
		NL_SET_ERR_MSG(info->extack, "at least one virtual address is needed");
		hka_nl_drop_settings(&s);
		return -EINVAL;
	}
	err = hka_nl_parse_tie(&s.tie, hn, info);
	if (err) {
		hka_nl_drop_settings(&s);
		return err;
	}
	/* Nothing may fail once the router runs. */
	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	vr = hka_vr_alloc(hn, nla_data(attrs[HKA_A_VR_NAME]), family,
			  nla_get_u8(attrs[HKA_A_VR_VRID]));
	if (!vr || !reply) {
		hka_nl_drop_settings(&s);
		err = -ENOMEM;
		goto free;
	}
	err = hka_vr_create(vr, s.no_dev ? NULL : nla_data(attrs[HKA_A_VR_IFNAME]), &s,
			    info->extack);
	if (err) {
		if (info->extack && !info->extack->bad_attr)
			NL_SET_BAD_ATTR(info->extack, refused(info, err));
		goto free;
	}
	notify_config(vr, HKA_CMD_VR_NEW_NTF, info);
	/* What a dead predecessor left of its addresses goes before it may want them. */
	hka_reflect_queue(vr);
	hka_reflect_wait(vr);
	/* The first run starts it, or finds out why it cannot start. */
	hka_vr_flush(vr);
	/* It exists, whether or not the sender can be told. */
	send_id(reply, vr, info);
	return 0;

free:
	nlmsg_free(reply);
	if (vr)
		hka_vr_put(vr);
	hka_lease_unuse(s.tie.lease);
	return err;
}

/*
 * Taken or refused, the request has been dealt with: nobody is to find its secrets in memory
 * that was freed. Before the core quotes a refused request in its answer.
 */
void hka_nl_vr_wipe(const struct genl_split_ops *ops, struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *attr;
	int rem;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		if (nla_type(attr) == HKA_A_VR_HMAC_KEY || nla_type(attr) == HKA_A_VR_AUTH_DATA)
			memzero_explicit(nla_data(attr), nla_len(attr));
}

int hka_nl_vr_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn;
	int err;

	hn = hka_nl_config_lock(info);
	if (!hn)
		return -ENODEV;
	err = hka_userns_get(hn->net, info->extack);
	if (!err) {
		err = vr_new(hn, info);
		if (err)
			hka_userns_put(hn->net);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

/* hn->mutex held. Return: 0 if it may have the name that the request gives it, if any. */
static int check_rename(struct hka_vr *vr, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_RENAME];
	struct hka_vr *other;

	if (!attr)
		return 0;
	if (!*(char *)nla_data(attr) || !hka_nl_name_valid(nla_data(attr))) {
		NL_SET_ERR_MSG_ATTR(info->extack, attr,
				    "a name is printable, without space or slash");
		return -EINVAL;
	}
	other = hka_vr_find_name(vr->hn, nla_data(attr));
	if (!other || other == vr)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, attr, "a router with this name exists");
	return -EEXIST;
}

int hka_nl_vr_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	struct hka_vr_settings s;
	struct hka_lease *unused;
	struct hka_vr *vr;
	int err;

	if (!hn)
		return -ENODEV;
	vr = hka_nl_vr_named(hn, info, HKA_A_VR_NAME);
	err = PTR_ERR_OR_ZERO(vr);
	if (!err)
		err = check_rename(vr, info);
	if (err)
		goto unlock;
	s = (struct hka_vr_settings) {
		.cfg = vr->cfg,
		.startup_delay_us = vr->startup_delay_us,
		.wire = vr->wire,
		.track_link = vr->track_link,
		.hmac = vr->hmac,
		.burst = vr->burst_cfg,
		.tie = vr->tie,
		.checksum = vr->checksum,
		.unicast = vr->unicast,
		.no_dev = vr->no_dev,
		.group = vr->group,
		.member_of = vr->member_of,
	};
	/* The effective ones are not settings. */
	s.cfg.priority = vr->base_priority;
	s.cfg.interval_us = vr->base_interval_us;
	err = hka_nl_parse_membership(&s, hn, info->attrs[HKA_A_VR_NO_GROUP], info);
	if (!err)
		err = hka_nl_parse_settings(&s, vr->family, vr->fibs, info);
	if (err)
		goto unlock;
	unused = s.tie.lease;
	err = hka_nl_parse_tie(&s.tie, hn, info);
	if (err) {
		hka_nl_drop_settings(&s);
		goto unlock;
	}
	err = hka_vr_change(vr, &s, info->extack);
	hka_lease_unuse(err ? s.tie.lease : unused);
	if (err) {
		if (info->extack && !info->extack->bad_attr && (s.peers || err == -EINVAL))
			NL_SET_BAD_ATTR(info->extack, err == -EINVAL ? refused(info, err) :
						      info->attrs[HKA_A_VR_PEER]);
		hka_nl_drop_settings(&s);
	} else {
		if (info->attrs[HKA_A_VR_RENAME])
			hka_vr_rename(vr, nla_data(info->attrs[HKA_A_VR_RENAME]));
		notify_config(vr, HKA_CMD_VR_SET_NTF, info);
	}
unlock:
	mutex_unlock(&hn->mutex);
	return err;
}

/* hn->mutex held. Told when it is done: after the router's own last event. */
static void delete_and_notify(struct hka_vr *vr, struct genl_info *info)
{
	kref_get(&vr->ref);
	hka_vr_delete(vr);
	notify_config(vr, HKA_CMD_VR_DEL_NTF, info);
	hka_vr_put(vr);
}

int hka_nl_vr_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_nl_config_lock(info);
	unsigned long id;
	struct hka_vr *vr;
	int err = 0;

	if (!hn)
		return -ENODEV;
	if (info->attrs[HKA_A_VR_ALL] && info->attrs[HKA_A_VR_NAME]) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_ALL],
				    "either a name or all");
		err = -EINVAL;
	} else if (info->attrs[HKA_A_VR_ALL]) {
		hka_net_stop_all(hn);
		xa_for_each(&hn->vrs, id, vr)
			delete_and_notify(vr, info);
	} else {
		vr = hka_nl_vr_named(hn, info, HKA_A_VR_NAME);
		err = PTR_ERR_OR_ZERO(vr);
		if (!err)
			delete_and_notify(vr, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

int hka_nl_vr_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_vr *vr = hka_nl_vr_get_named(info, HKA_A_VR_NAME);

	if (IS_ERR(vr))
		return PTR_ERR(vr);
	return hka_nl_vr_reply(info, vr, HKA_CMD_VR_GET, hka_nl_vr_size(vr), hka_nl_put_vr);
}

static bool match_ifname(const struct hka_vr *vr, const struct nlattr *attr)
{
	return !attr || !nla_strcmp(attr, vr->ifname);
}

int hka_nl_vr_get_start(struct netlink_callback *cb)
{
	struct hka_net *hn = hka_net(sock_net(cb->skb->sk));
	size_t size = SZ_16K;
	unsigned long id;
	struct hka_vr *vr;

	/* Each message has to hold the largest router. */
	rcu_read_lock();
	xa_for_each(&hn->vrs, id, vr)
		size = max(size, hka_nl_vr_size(vr));
	rcu_read_unlock();
	cb->min_dump_alloc = size;
	return 0;
}

int hka_nl_vr_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nlattr **attrs = genl_info_dump(cb)->attrs;

	return hka_nl_dump(skb, cb, HKA_CMD_VR_GET, hka_nl_put_vr, match_ifname,
		    attrs ? attrs[HKA_A_VR_IFNAME] : NULL);
}
