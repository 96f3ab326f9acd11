// SPDX-License-Identifier: GPL-2.0
/*
 * The netlink family: its registration, and what its commands share. The commands
 * are in nl_*.c. Owns no state.
 */
#include <net/sock.h>

#include "compat/genl.h"
#include "netlink.h"
#include "netlink_gen.h"

struct genl_family hka_nl_family __ro_after_init = {
	.name = HKA_GENL_NAME,
	.version = HKA_GENL_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.resv_start_op = HKA_CMD_MAX + 1,
	.mcgrps = hka_nl_mcgrps,
	.n_mcgrps = ARRAY_SIZE(hka_nl_mcgrps),
};

/* Lock the namespace's configuration. Return: it, or NULL while the namespace goes away. */
struct hka_net *hka_nl_config_lock(struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));

	mutex_lock(&hn->mutex);
	if (!hn->closing)
		return hn;
	mutex_unlock(&hn->mutex);
	return NULL;
}

static int need_name(struct genl_info *info, int attr)
{
	if (!GENL_REQ_ATTR_CHECK(info, attr))
		return 0;
	NL_SET_ERR_MSG(info->extack, "a name is needed");
	return -EINVAL;
}

static struct hka_vr *or_refuse(struct hka_vr *vr, struct genl_info *info, int attr)
{
	if (vr)
		return vr;
	NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[attr], "no router with this name");
	return ERR_PTR(-ENOENT);
}

/* hn->mutex held. */
struct hka_vr *hka_nl_vr_named(struct hka_net *hn, struct genl_info *info, int attr)
{
	int err = need_name(info, attr);

	if (err)
		return ERR_PTR(err);
	return or_refuse(hka_vr_find_name(hn, nla_data(info->attrs[attr])), info, attr);
}

/* Reading needs no mutex: a router found under RCU is kept by its reference. */
struct hka_vr *hka_nl_vr_get_named(struct genl_info *info, int attr)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	struct hka_vr *vr;
	int err;

	err = need_name(info, attr);
	if (err)
		return ERR_PTR(err);
	rcu_read_lock();
	vr = hka_vr_find_name(hn, nla_data(info->attrs[attr]));
	if (vr && !hka_vr_get_unless_zero(vr))
		vr = NULL;
	rcu_read_unlock();
	return or_refuse(vr, info, attr);
}

int hka_nl_vr_reply(struct genl_info *info, struct hka_vr *vr, u8 cmd, size_t size,
		    int (*put)(struct sk_buff *skb, struct hka_vr *vr))
{
	struct sk_buff *reply = genlmsg_new(size, GFP_KERNEL);
	int err = -ENOMEM;
	void *hdr;

	if (!reply)
		goto put;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, cmd);
	if (!hdr || put(reply, vr)) {
		nlmsg_free(reply);
		goto put;
	}
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
put:
	hka_vr_put(vr);
	return err;
}

struct sk_buff *hka_nl_config_begin(struct hka_net *hn, struct genl_info *info, u8 cmd,
				    size_t size)
{
	struct sk_buff *skb;

	if (!genl_has_listeners(&hka_nl_family, hn->net, HKA_NLGRP_CONFIG))
		return NULL;
	skb = genlmsg_new(size, GFP_KERNEL);
	if (!skb)
		return NULL;
	if (genlmsg_put(skb, info->snd_portid, info->snd_seq, &hka_nl_family, 0, cmd))
		return skb;
	nlmsg_free(skb);
	return NULL;
}

void hka_nl_config_end(struct hka_net *hn, struct sk_buff *skb, int err)
{
	if (err) {
		nlmsg_free(skb);
		return;
	}
	nlmsg_end(skb, nlmsg_hdr(skb));
	genlmsg_multicast_netns(&hka_nl_family, hn->net, skb, 0, HKA_NLGRP_CONFIG, GFP_KERNEL);
}

void hka_nl_config_deleted(struct hka_net *hn, struct genl_info *info, u8 cmd, int attr,
			   const char *name)
{
	struct sk_buff *skb = hka_nl_config_begin(hn, info, cmd, NLMSG_GOODSIZE);

	if (skb)
		hka_nl_config_end(hn, skb, nla_put_string(skb, attr, name));
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
int hka_nl_dump(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd,
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
					  &hka_nl_family, NLM_F_MULTI, cmd);
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

int __init hka_nl_register(void)
{
	return genl_register_split_family(&hka_nl_family, hka_nl_ops, ARRAY_SIZE(hka_nl_ops));
}

void hka_nl_unregister(void)
{
	genl_unregister_split_family(&hka_nl_family);
}
