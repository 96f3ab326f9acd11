// SPDX-License-Identifier: GPL-2.0
/*
 * The netlink family: turns requests into calls of vr.c and routers into messages.
 * Validates everything before anything changes; every refusal names its attribute
 * and says why. Owns no state.
 */
#include <linux/ctype.h>
#include <linux/inet.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <net/genetlink.h>
#include <net/ipv6.h>

#include "compat/genl.h"
#include "engine.h"
#include "netlink_gen.h"

#define HKA_DUMP_SIZE	SZ_32K	/* holds a router with 255 IPv6 addresses */

static struct genl_family family __ro_after_init = {
	.name = HKA_GENL_NAME,
	.version = HKA_GENL_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.resv_start_op = HKA_CMD_MAX + 1,
	.mcgrps = hka_nl_mcgrps,
	.n_mcgrps = ARRAY_SIZE(hka_nl_mcgrps),
};

static bool name_valid(const char *name)
{
	for (; *name; name++)
		if (!isgraph(*name) || *name == '/')
			return false;
	return true;
}

static int parse_address(struct hka_vip *vip, u8 family, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	bool usable;

	if (nla_len(attr) != hka_addr_len(family)) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "a virtual address must be of the router's family");
		return -EAFNOSUPPORT;
	}
	memcpy(vip->addr.b, nla_data(attr), nla_len(attr));
	if (family == HKA_FAMILY_IPV6) {
		int type = ipv6_addr_type((const struct in6_addr *)vip->addr.b);

		usable = type & IPV6_ADDR_UNICAST &&
			 !(type & (IPV6_ADDR_LOOPBACK | IPV6_ADDR_MAPPED));
	} else {
		__be32 addr;

		memcpy(&addr, vip->addr.b, sizeof(addr));
		usable = !ipv4_is_zeronet(addr) && !ipv4_is_loopback(addr) &&
			 !ipv4_is_multicast(addr) && !ipv4_is_lbcast(addr);
	}
	if (!usable) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "not a usable unicast address");
		return -EADDRNOTAVAIL;
	}
	return 0;
}

static int parse_vip(struct hka_vip *vip, u8 family, const struct nlattr *nest,
		     struct netlink_ext_ack *extack)
{
	u8 max = hka_addr_len(family) * 8;
	struct nlattr *tb[HKA_A_VIP_MAX + 1];
	int err;

	err = nla_parse_nested(tb, HKA_A_VIP_MAX, nest, hka_vip_nl_policy, extack);
	if (err)
		return err;
	if (tb[HKA_A_VIP_STATE] || tb[HKA_A_VIP_ERROR]) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "state and error of an address are read-only");
		return -EINVAL;
	}
	if (!tb[HKA_A_VIP_ADDRESS]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_VIP_ADDRESS);
		NL_SET_ERR_MSG(extack, "a virtual address without an address");
		return -EINVAL;
	}
	err = parse_address(vip, family, tb[HKA_A_VIP_ADDRESS], extack);
	if (err)
		return err;
	vip->plen = max;
	if (tb[HKA_A_VIP_PREFIX_LENGTH])
		vip->plen = nla_get_u8(tb[HKA_A_VIP_PREFIX_LENGTH]);
	if (!vip->plen || vip->plen > max) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_VIP_PREFIX_LENGTH],
				    "prefix length is 1..32 for IPv4, 1..128 for IPv6");
		return -EINVAL;
	}
	if (tb[HKA_A_VIP_IFNAME]) {
		nla_strscpy(vip->ifname, tb[HKA_A_VIP_IFNAME], sizeof(vip->ifname));
		vip->own_dev = true;
	}
	return 0;
}

/* RTNL is not held: whether a named device exists is asked once, here. */
static int check_vip_device(struct net *net, const struct hka_vip *vip,
			    const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct net_device *dev;

	if (!vip->own_dev)
		return 0;
	dev = dev_get_by_name(net, vip->ifname);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "the device of a virtual address does not exist");
		return -ENODEV;
	}
	dev_put(dev);
	return 0;
}

/* Return: the address list of the request, NULL if it has none, or an error. */
static struct hka_vips *parse_vips(struct genl_info *info, u8 family)
{
	struct netlink_ext_ack *extack = info->extack;
	const struct nlattr *attr;
	struct hka_vips *vips;
	u32 count = 0;
	int rem, err;
	u16 i = 0, j;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		count += nla_type(attr) == HKA_A_VR_VIP;
	if (!count)
		return NULL;
	if (count > HKA_VIPS_MAX) {
		NL_SET_ERR_MSG_ATTR(extack, info->attrs[HKA_A_VR_VIP],
				    "an advert carries at most 255 addresses");
		return ERR_PTR(-E2BIG);
	}
	vips = hka_vips_alloc(count, GFP_KERNEL_ACCOUNT);
	if (!vips)
		return ERR_PTR(-ENOMEM);
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		struct hka_vip *vip = &vips->vip[i];

		if (nla_type(attr) != HKA_A_VR_VIP)
			continue;
		err = parse_vip(vip, family, attr, extack);
		if (!err)
			err = check_vip_device(genl_info_net(info), vip, attr, extack);
		for (j = 0; !err && j < i; j++)
			if (!hka_addr_cmp(family, &vips->wire[j], &vip->addr)) {
				NL_SET_ERR_MSG_ATTR(extack, attr, "the address is given twice");
				err = -EINVAL;
			}
		if (err) {
			hka_vips_put(vips);
			return ERR_PTR(err);
		}
		vips->wire[i++] = vip->addr;
	}
	return vips;
}

static int check_interval(const struct hka_fsm_config *cfg, struct genl_info *info)
{
	if (cfg->version == 2 && (cfg->interval_us % USEC_PER_SEC ||
				  cfg->interval_us > HKA_INTERVAL_MAX_V2_US)) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_INTERVAL],
				    "a VRRPv2 interval is 1..255 whole seconds");
		return -EINVAL;
	}
	if (cfg->version == 3 && (cfg->interval_us % HKA_INTERVAL_MIN_US ||
				  cfg->interval_us > HKA_INTERVAL_MAX_V3_US)) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_INTERVAL],
				    "a VRRPv3 interval is 10 ms..40.95 s in steps of 10 ms");
		return -EINVAL;
	}
	return 0;
}

/* Overlay the request on @s, which holds the present or default settings. */
static int parse_settings(struct hka_vr_settings *s, u8 family, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	int err;

	if (attrs[HKA_A_VR_PRIORITY])
		s->cfg.priority = nla_get_u8(attrs[HKA_A_VR_PRIORITY]);
	if (attrs[HKA_A_VR_INTERVAL])
		s->cfg.interval_us = nla_get_u32(attrs[HKA_A_VR_INTERVAL]);
	if (attrs[HKA_A_VR_PREEMPT])
		s->cfg.preempt = nla_get_u8(attrs[HKA_A_VR_PREEMPT]);
	if (attrs[HKA_A_VR_CHECKSUM])
		s->checksum = nla_get_u8(attrs[HKA_A_VR_CHECKSUM]);
	err = check_interval(&s->cfg, info);
	if (err)
		return err;
	s->vips = parse_vips(info, family);
	return PTR_ERR_OR_ZERO(s->vips);
}

static int put_vip(struct sk_buff *skb, const struct hka_vip *vip, u8 family)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_VR_VIP);
	int error = READ_ONCE(vip->error);

	if (!nest)
		return -EMSGSIZE;
	if (nla_put(skb, HKA_A_VIP_ADDRESS, hka_addr_len(family), vip->addr.b) ||
	    nla_put_u8(skb, HKA_A_VIP_PREFIX_LENGTH, vip->plen) ||
	    nla_put_string(skb, HKA_A_VIP_IFNAME, vip->ifname) ||
	    nla_put_u8(skb, HKA_A_VIP_STATE, READ_ONCE(vip->state)) ||
	    (error && nla_put_u32(skb, HKA_A_VIP_ERROR, error)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* vr->lock held. */
static int put_vr_state(struct sk_buff *skb, const struct hka_vr *vr)
{
	u32 interval = vr->fsm.state == HKA_STATE_BACKUP ? vr->fsm.master_interval_us :
							   vr->cfg.interval_us;
	u8 len = hka_addr_len(vr->family);

	if (nla_put_u8(skb, HKA_A_VR_STATE, vr->fsm.state) ||
	    (vr->fsm.state == HKA_STATE_FAULT && nla_put_u8(skb, HKA_A_VR_FAULT, vr->fault)) ||
	    nla_put_u8(skb, HKA_A_VR_EFFECTIVE_PRIORITY, vr->cfg.priority) ||
	    nla_put_u32(skb, HKA_A_VR_MASTER_INTERVAL, interval) ||
	    nla_put_u32(skb, HKA_A_VR_SKEW_TIME,
			div_u64(hka_fsm_skew_ns(&vr->cfg, interval), NSEC_PER_USEC)) ||
	    nla_put_u32(skb, HKA_A_VR_DOWN_INTERVAL,
			div_u64(hka_fsm_down_ns(&vr->cfg, interval), NSEC_PER_USEC)) ||
	    (vr->has_source && nla_put(skb, HKA_A_VR_SOURCE, len, vr->source.b)) ||
	    nla_put_u8(skb, HKA_A_VR_LAST_EVENT, vr->fsm.last_event) ||
	    nla_put_u8(skb, HKA_A_VR_MASTER_REASON, vr->fsm.master_reason) ||
	    nla_put_u64_64bit(skb, HKA_A_VR_SINCE, vr->state_since, HKA_A_VR_PAD) ||
	    nla_put_u64_64bit(skb, HKA_A_VR_UP_SINCE, vr->up_since, HKA_A_VR_PAD))
		return -EMSGSIZE;
	if (!vr->has_last_source)
		return 0;
	if (nla_put(skb, HKA_A_VR_LAST_SOURCE, len, vr->last_source.b) ||
	    nla_put_u8(skb, HKA_A_VR_LAST_PRIORITY, vr->last_priority))
		return -EMSGSIZE;
	return 0;
}

static int put_id(struct sk_buff *skb, const struct hka_vr *vr)
{
	if (nla_put_string(skb, HKA_A_VR_NAME, vr->name) ||
	    nla_put_u32(skb, HKA_A_VR_ID, vr->id))
		return -EMSGSIZE;
	return 0;
}

static int put_vr(struct sk_buff *skb, struct hka_vr *vr)
{
	u8 sent;
	u16 i;
	int err;

	if (put_id(skb, vr))
		return -EMSGSIZE;
	spin_lock_bh(vr->lock);
	sent = vr->csum_form == HKA_CSUM_PLAIN ? HKA_CHECKSUM_RFC9568 : HKA_CHECKSUM_RFC5798;
	err = -EMSGSIZE;
	if (nla_put_string(skb, HKA_A_VR_IFNAME, vr->ifname) ||
	    nla_put_u32(skb, HKA_A_VR_IFINDEX, vr->ifindex) ||
	    nla_put_u8(skb, HKA_A_VR_VRID, vr->vrid) ||
	    nla_put_u8(skb, HKA_A_VR_FAMILY, vr->family) ||
	    nla_put_u8(skb, HKA_A_VR_VERSION, vr->cfg.version) ||
	    nla_put_u8(skb, HKA_A_VR_PRIORITY, vr->cfg.priority) ||
	    nla_put_u32(skb, HKA_A_VR_INTERVAL, vr->cfg.interval_us) ||
	    nla_put_u8(skb, HKA_A_VR_PREEMPT, vr->cfg.preempt) ||
	    nla_put_u8(skb, HKA_A_VR_CHECKSUM, vr->checksum))
		goto out;
	if (vr->family == HKA_FAMILY_IPV4 && vr->cfg.version == 3 &&
	    nla_put_u8(skb, HKA_A_VR_CHECKSUM_SENT, sent))
		goto out;
	for (i = 0; i < vr->vips->count; i++)
		if (put_vip(skb, &vr->vips->vip[i], vr->family))
			goto out;
	err = put_vr_state(skb, vr);
out:
	spin_unlock_bh(vr->lock);
	return err;
}

/* Room for one router with all its addresses. */
static size_t vr_size(const struct hka_vr *vr)
{
	return NLMSG_GOODSIZE + vr->vips->count * 80;
}

static void notify_config(struct hka_vr *vr, u8 cmd, struct genl_info *info)
{
	struct sk_buff *skb;
	void *hdr;

	if (!genl_has_listeners(&family, vr->hn->net, HKA_NLGRP_CONFIG))
		return;
	skb = genlmsg_new(vr_size(vr), GFP_KERNEL);
	if (!skb)
		return;
	hdr = genlmsg_put(skb, info->snd_portid, info->snd_seq, &family, 0, cmd);
	if (!hdr)
		goto drop;
	if (cmd == HKA_CMD_VR_DEL_NTF ? put_id(skb, vr) : put_vr(skb, vr))
		goto drop;
	genlmsg_end(skb, hdr);
	genlmsg_multicast_netns(&family, vr->hn->net, skb, 0, HKA_NLGRP_CONFIG,
				GFP_KERNEL);
	return;
drop:
	nlmsg_free(skb);
}

static int reply_id(struct hka_vr *vr, struct genl_info *info)
{
	struct sk_buff *skb = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	void *hdr;

	if (!skb)
		return -ENOMEM;
	hdr = genlmsg_put_reply(skb, info, &family, 0, HKA_CMD_VR_NEW);
	if (!hdr || put_id(skb, vr)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return genlmsg_reply(skb, info);
}

/* What a router needs beyond the policy; nothing is created yet. */
static int parse_identity(struct genl_info *info, u8 *family, struct hka_fsm_config *cfg)
{
	struct netlink_ext_ack *extack = info->extack;
	struct nlattr **attrs = info->attrs;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_VR_NAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_VR_IFNAME) ||
	    GENL_REQ_ATTR_CHECK(info, HKA_A_VR_VRID)) {
		NL_SET_ERR_MSG(extack, "name, device and vrid are needed");
		return -EINVAL;
	}
	if (!nla_len(attrs[HKA_A_VR_NAME]) || !*(char *)nla_data(attrs[HKA_A_VR_NAME]) ||
	    !name_valid(nla_data(attrs[HKA_A_VR_NAME]))) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_NAME],
				    "a name is printable, without space or slash");
		return -EINVAL;
	}
	*family = HKA_FAMILY_IPV4;
	if (attrs[HKA_A_VR_FAMILY])
		*family = nla_get_u8(attrs[HKA_A_VR_FAMILY]);
	if (*family != HKA_FAMILY_IPV4 && *family != HKA_FAMILY_IPV6) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_FAMILY],
				    "the family is AF_INET or AF_INET6");
		return -EAFNOSUPPORT;
	}
	if (attrs[HKA_A_VR_VERSION])
		cfg->version = nla_get_u8(attrs[HKA_A_VR_VERSION]);
	if (cfg->version == 2 && *family == HKA_FAMILY_IPV6) {
		NL_SET_ERR_MSG_ATTR(extack, attrs[HKA_A_VR_VERSION],
				    "VRRPv2 has no IPv6 (RFC 3768)");
		return -EINVAL;
	}
	return 0;
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
		},
		.checksum = HKA_CHECKSUM_AUTO,
	};
	struct nlattr **attrs = info->attrs;
	struct hka_vr *vr;
	u8 family;
	int err;

	err = parse_identity(info, &family, &s.cfg);
	if (err)
		return err;
	if (hka_vr_find_name(hn, nla_data(attrs[HKA_A_VR_NAME]))) {
		NL_SET_ERR_MSG_ATTR(info->extack, attrs[HKA_A_VR_NAME],
				    "a router with this name exists");
		return -EEXIST;
	}
	err = parse_settings(&s, family, info);
	if (err)
		return err;
	if (!s.vips) {
		NL_SET_ERR_ATTR_MISS(info->extack, NULL, HKA_A_VR_VIP);
		NL_SET_ERR_MSG(info->extack, "at least one virtual address is needed");
		return -EINVAL;
	}
	vr = hka_vr_alloc(hn, nla_data(attrs[HKA_A_VR_NAME]), family,
			  nla_get_u8(attrs[HKA_A_VR_VRID]));
	if (!vr) {
		hka_vips_put(s.vips);
		return -ENOMEM;
	}
	err = hka_vr_create(vr, nla_data(attrs[HKA_A_VR_IFNAME]), &s, info->extack);
	if (err) {
		/* What the device or its key refused is told where the text is written. */
		if (info->extack && !info->extack->bad_attr)
			NL_SET_BAD_ATTR(info->extack, attrs[err == -EEXIST ? HKA_A_VR_VRID :
							    HKA_A_VR_IFNAME]);
		hka_vr_put(vr);
		return err;
	}
	notify_config(vr, HKA_CMD_VR_NEW_NTF, info);
	/* The first run starts it, or finds out why it cannot start. */
	hka_vr_flush(vr);
	return reply_id(vr, info);
}

/* Lock the namespace's configuration. Return: it, or NULL while the namespace goes away. */
static struct hka_net *config_lock(struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));

	mutex_lock(&hn->mutex);
	if (!hn->closing)
		return hn;
	mutex_unlock(&hn->mutex);
	return NULL;
}

int hka_nl_vr_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn;
	int err;

	if (genl_info_net(info)->user_ns != &init_user_ns && !hka_userns) {
		NL_SET_ERR_MSG(info->extack,
			       "routers in a user namespace's network need the module parameter userns=1");
		return -EPERM;
	}
	hn = config_lock(info);
	if (!hn)
		return -ENODEV;
	err = vr_new(hn, info);
	mutex_unlock(&hn->mutex);
	return err;
}

/* hn->mutex held. */
static struct hka_vr *vr_named(struct hka_net *hn, struct genl_info *info)
{
	struct hka_vr *vr;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_VR_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return ERR_PTR(-EINVAL);
	}
	vr = hka_vr_find_name(hn, nla_data(info->attrs[HKA_A_VR_NAME]));
	if (!vr) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_NAME],
				    "no router with this name");
		return ERR_PTR(-ENOENT);
	}
	return vr;
}

int hka_nl_vr_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = config_lock(info);
	struct hka_vr_settings s;
	struct hka_vr *vr;
	int err;

	if (!hn)
		return -ENODEV;
	vr = vr_named(hn, info);
	err = PTR_ERR_OR_ZERO(vr);
	if (err)
		goto unlock;
	s = (struct hka_vr_settings) { .cfg = vr->cfg, .checksum = vr->checksum };
	err = parse_settings(&s, vr->family, info);
	if (err)
		goto unlock;
	err = hka_vr_change(vr, &s, info->extack);
	if (err)
		hka_vips_put(s.vips);
	else
		notify_config(vr, HKA_CMD_VR_SET_NTF, info);
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
	struct hka_net *hn = config_lock(info);
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
		vr = vr_named(hn, info);
		err = PTR_ERR_OR_ZERO(vr);
		if (!err)
			delete_and_notify(vr, info);
	}
	mutex_unlock(&hn->mutex);
	return err;
}

/* Reading needs no mutex: a router found under RCU is kept by its reference. */
static struct hka_vr *vr_get_named(struct hka_net *hn, const char *name)
{
	struct hka_vr *vr;

	rcu_read_lock();
	vr = hka_vr_find_name(hn, name);
	if (vr && !hka_vr_get_unless_zero(vr))
		vr = NULL;
	rcu_read_unlock();
	return vr;
}

int hka_nl_vr_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct sk_buff *reply;
	struct hka_vr *vr;
	void *hdr;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, HKA_A_VR_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return -EINVAL;
	}
	vr = vr_get_named(hn, nla_data(info->attrs[HKA_A_VR_NAME]));
	if (!vr) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_NAME],
				    "no router with this name");
		return -ENOENT;
	}
	err = -ENOMEM;
	reply = genlmsg_new(HKA_DUMP_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &family, 0, HKA_CMD_VR_GET);
	if (!hdr || put_vr(reply, vr)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
put:
	hka_vr_put(vr);
	return err;
}

/* The next router from cb->args[0] on, with a reference. */
static struct hka_vr *dump_next(struct hka_net *hn, struct netlink_callback *cb)
{
	unsigned long id = cb->args[0];
	struct hka_vr *vr;

	rcu_read_lock();
	vr = xa_find(&hn->vrs, &id, ULONG_MAX, XA_PRESENT);
	while (vr && !hka_vr_get_unless_zero(vr))
		vr = xa_find_after(&hn->vrs, &id, ULONG_MAX, XA_PRESENT);
	rcu_read_unlock();
	cb->args[0] = id;
	return vr;
}

/* One message for each router: @put fills it. */
static int dump(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd,
		int (*put)(struct sk_buff *skb, struct hka_vr *vr),
		bool (*match)(const struct hka_vr *vr, const struct nlattr *attr),
		const struct nlattr *attr)
{
	struct hka_net *hn = hka_net(sock_net(skb->sk));
	struct hka_vr *vr;
	void *hdr;
	int err;

	cb->seq = READ_ONCE(hn->generation);
	while ((vr = dump_next(hn, cb))) {
		if (!match || match(vr, attr)) {
			hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
					  &family, NLM_F_MULTI, cmd);
			err = hdr ? put(skb, vr) : -EMSGSIZE;
			if (err) {
				if (hdr)
					genlmsg_cancel(skb, hdr);
				hka_vr_put(vr);
				return skb->len ?: err;
			}
			genl_dump_check_consistent(cb, hdr);
			genlmsg_end(skb, hdr);
		}
		hka_vr_put(vr);
		cb->args[0]++;
	}
	return skb->len;
}

static bool match_ifname(const struct hka_vr *vr, const struct nlattr *attr)
{
	return !attr || !nla_strcmp(attr, vr->ifname);
}

int hka_nl_vr_get_start(struct netlink_callback *cb)
{
	cb->min_dump_alloc = HKA_DUMP_SIZE;
	return 0;
}

int hka_nl_vr_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nlattr **attrs = genl_info_dump(cb)->attrs;

	return dump(skb, cb, HKA_CMD_VR_GET, put_vr, match_ifname,
		    attrs ? attrs[HKA_A_VR_IFNAME] : NULL);
}

static int put_u64(struct sk_buff *skb, int type, u64 value)
{
	return nla_put_u64_64bit(skb, type, value, HKA_A_STATS_PAD);
}

static int put_drops(struct sk_buff *skb, const u64 *drop)
{
	struct nlattr *nest;
	u32 i;

	for (i = HKA_DROP_NONE + 1; i < __HKA_DROP_MAX; i++) {
		if (!drop[i])
			continue;
		nest = nla_nest_start(skb, HKA_A_STATS_DROP);
		if (!nest || nla_put_u32(skb, HKA_A_DROP_REASON, i) ||
		    nla_put_u64_64bit(skb, HKA_A_DROP_COUNT, drop[i], HKA_A_DROP_PAD))
			return -EMSGSIZE;
		nla_nest_end(skb, nest);
	}
	return 0;
}

static int put_vr_stats(struct sk_buff *skb, struct hka_vr *vr)
{
	struct hka_vr_stats s;

	spin_lock_bh(vr->lock);
	s = vr->stats;
	spin_unlock_bh(vr->lock);
	if (nla_put_string(skb, HKA_A_STATS_NAME, vr->name) ||
	    nla_put_u32(skb, HKA_A_STATS_ID, vr->id) ||
	    put_u64(skb, HKA_A_STATS_MASTER_TRANSITIONS, s.become_master) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_RCVD, s.accepted) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_SENT, s.sent) ||
	    put_u64(skb, HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD, s.zero_received) ||
	    put_u64(skb, HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT, s.zero_sent) ||
	    put_u64(skb, HKA_A_STATS_SEND_ERRORS, s.send_errors) ||
	    put_u64(skb, HKA_A_STATS_REPLIES_SENT, s.replies) ||
	    put_u64(skb, HKA_A_STATS_REPLIES_LIMITED, s.replies_limited) ||
	    put_u64(skb, HKA_A_STATS_RIVALS_HEARD, s.rivals) ||
	    put_u64(skb, HKA_A_STATS_INTERVAL_MISMATCHES, s.interval_mismatch) ||
	    put_u64(skb, HKA_A_STATS_ADDRESS_LIST_MISMATCHES, s.list_mismatch) ||
	    put_u64(skb, HKA_A_STATS_CHECKSUM_PLAIN_RCVD, s.csum_plain) ||
	    put_u64(skb, HKA_A_STATS_CHECKSUM_PSEUDO_RCVD, s.csum_pseudo) ||
	    put_u64(skb, HKA_A_STATS_TRAILING_BYTES, s.trailing) ||
	    put_u64(skb, HKA_A_STATS_ANNOUNCEMENTS_SENT, s.announced) ||
	    put_u64(skb, HKA_A_STATS_LATE_MAX, s.late_max) ||
	    put_u64(skb, HKA_A_STATS_DISCONTINUITY, s.since) ||
	    put_u64(skb, HKA_A_STATS_RECEIVED, s.received))
		return -EMSGSIZE;
	return put_drops(skb, s.drop);
}

static int put_net_stats(struct sk_buff *skb, struct hka_net *hn)
{
	struct hka_net_stats sum;

	hka_net_stats_sum(hn, &sum);
	if (put_u64(skb, HKA_A_STATS_RECEIVED, sum.received) ||
	    put_u64(skb, HKA_A_STATS_ADVERTISEMENT_RCVD, sum.accepted) ||
	    put_u64(skb, HKA_A_STATS_DISCONTINUITY, hn->stats_since))
		return -EMSGSIZE;
	return put_drops(skb, sum.drop);
}

int hka_nl_stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct sk_buff *reply;
	struct hka_vr *vr = NULL;
	void *hdr;
	int err;

	if (info->attrs[HKA_A_STATS_NAME]) {
		vr = vr_get_named(hn, nla_data(info->attrs[HKA_A_STATS_NAME]));
		if (!vr) {
			NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_STATS_NAME],
					    "no router with this name");
			return -ENOENT;
		}
	}
	err = -ENOMEM;
	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &family, 0, HKA_CMD_STATS_GET);
	if (!hdr || (vr ? put_vr_stats(reply, vr) : put_net_stats(reply, hn))) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
put:
	if (vr)
		hka_vr_put(vr);
	return err;
}

int hka_nl_stats_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump(skb, cb, HKA_CMD_STATS_GET, put_vr_stats, NULL, NULL);
}

/* Events carry one sequence per namespace: a gap tells a listener that it lost some. */
void hka_event_skip(struct hka_net *hn, u32 lost)
{
	atomic_add(lost, &hn->event_seq);
}

void hka_event_send(struct hka_vr *vr, const struct hka_transition *t)
{
	struct net *net = vr->hn->net;
	char ifname[IFNAMSIZ];
	struct sk_buff *skb;
	void *hdr;
	u32 seq;

	spin_lock_bh(vr->lock);
	memcpy(ifname, vr->ifname, sizeof(ifname));
	spin_unlock_bh(vr->lock);
	seq = atomic_inc_return(&vr->hn->event_seq);
	if (!genl_has_listeners(&family, net, HKA_NLGRP_EVENTS))
		return;
	skb = genlmsg_new(NLMSG_GOODSIZE, GFP_ATOMIC);
	if (!skb)
		return;
	hdr = genlmsg_put(skb, 0, 0, &family, 0, HKA_CMD_EVENT);
	if (!hdr || nla_put_u32(skb, HKA_A_EVENT_SEQ, seq) ||
	    nla_put_string(skb, HKA_A_EVENT_NAME, vr->name) ||
	    nla_put_u32(skb, HKA_A_EVENT_ID, vr->id) ||
	    nla_put_string(skb, HKA_A_EVENT_IFNAME, ifname) ||
	    nla_put_u8(skb, HKA_A_EVENT_VRID, vr->vrid) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAMILY, vr->family) ||
	    nla_put_u8(skb, HKA_A_EVENT_FROM, t->from) ||
	    nla_put_u8(skb, HKA_A_EVENT_TO, t->to) ||
	    nla_put_u8(skb, HKA_A_EVENT_CAUSE, t->cause) ||
	    nla_put_u8(skb, HKA_A_EVENT_FAULT, t->fault) ||
	    nla_put_u8(skb, HKA_A_EVENT_PRIORITY, t->priority) ||
	    nla_put_u64_64bit(skb, HKA_A_EVENT_TIME, t->time, HKA_A_EVENT_PAD) ||
	    (t->has_peer && nla_put(skb, HKA_A_EVENT_PEER, hka_addr_len(vr->family), t->peer.b))) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, hdr);
	/* Not blocking: a listener that stopped reading must not slow the reflector. */
	genlmsg_multicast_netns(&family, net, skb, 0, HKA_NLGRP_EVENTS, GFP_ATOMIC);
}

int __init hka_nl_register(void)
{
	return genl_register_split_family(&family, hka_nl_ops, ARRAY_SIZE(hka_nl_ops));
}

void hka_nl_unregister(void)
{
	genl_unregister_split_family(&family);
}
