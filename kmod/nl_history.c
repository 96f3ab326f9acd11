// SPDX-License-Identifier: GPL-2.0
/*
 * The command that shows the last transitions of a router. Reads; changes nothing.
 */
#include <linux/slab.h>

#include "netlink.h"
#include "netlink_gen.h"

/* One entry of a message; nothing in it is longer than an address. */
#define ENTRY_SIZE	(nla_total_size(0) + 6 * nla_total_size(1) + nla_total_size(16) + \
			 2 * nla_total_size_64bit(8))

static int put_entry(struct sk_buff *skb, const struct hka_history_entry *e, u8 family)
{
	struct nlattr *nest = nla_nest_start(skb, HKA_A_HISTORY_ENTRY);

	if (!nest ||
	    nla_put_u64_64bit(skb, HKA_A_ENTRY_TIME, e->time, HKA_A_ENTRY_PAD) ||
	    nla_put_u8(skb, HKA_A_ENTRY_FROM, e->from) ||
	    nla_put_u8(skb, HKA_A_ENTRY_TO, e->to) ||
	    nla_put_u8(skb, HKA_A_ENTRY_CAUSE, e->cause) ||
	    nla_put_u8(skb, HKA_A_ENTRY_FAULT, e->fault) ||
	    nla_put_u8(skb, HKA_A_ENTRY_PRIORITY, e->priority))
		return -EMSGSIZE;
	if (e->has_peer &&
	    (nla_put(skb, HKA_A_ENTRY_PEER, hka_addr_len(family), e->peer.b) ||
	     nla_put_u8(skb, HKA_A_ENTRY_PEER_PRIORITY, e->peer_priority) ||
	     nla_put_u64_64bit(skb, HKA_A_ENTRY_LATENCY, e->latency, HKA_A_ENTRY_PAD)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_history(struct sk_buff *skb, const struct hka_vr *vr, const struct hka_history *h,
		       u32 lost)
{
	char name[HKA_NAME_MAX + 1];
	u8 i;

	if (nla_put_string(skb, HKA_A_HISTORY_NAME, hka_vr_name(vr, name)) ||
	    nla_put_u32(skb, HKA_A_HISTORY_ID, vr->id) ||
	    nla_put_u32(skb, HKA_A_HISTORY_LOST, lost))
		return -EMSGSIZE;
	for (i = 0; i < h->count; i++)
		if (put_entry(skb, &h->entry[(h->first + i) % h->size], vr->family))
			return -EMSGSIZE;
	return 0;
}

/* A copy, so that the router's lock is held for a moment only. */
static struct hka_history *copy_history(struct hka_vr *vr, u32 *lost)
{
	struct hka_history *h;

	h = kzalloc(struct_size(h, entry, HKA_HISTORY_MAX), GFP_KERNEL_ACCOUNT);
	if (!h)
		return NULL;
	hka_vr_lock(vr);
	*lost = vr->history_lost;
	memcpy(h, vr->history, struct_size(h, entry, vr->history->size));
	hka_vr_unlock(vr);
	return h;
}

int hka_nl_history_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_vr *vr = hka_nl_vr_get_named(info, HKA_A_HISTORY_NAME);
	struct hka_history *h = NULL;
	struct sk_buff *reply;
	void *hdr;
	u32 lost;
	int err;

	if (IS_ERR(vr))
		return PTR_ERR(vr);
	err = -ENOMEM;
	reply = genlmsg_new(NLMSG_GOODSIZE + HKA_HISTORY_MAX * ENTRY_SIZE, GFP_KERNEL);
	if (!reply)
		goto put;
	h = copy_history(vr, &lost);
	if (!h)
		goto drop;
	err = -EMSGSIZE;
	hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_HISTORY_GET);
	if (!hdr || put_history(reply, vr, h, lost))
		goto drop;
	genlmsg_end(reply, hdr);
	err = genlmsg_reply(reply, info);
	goto put;
drop:
	nlmsg_free(reply);
put:
	kfree(h);
	hka_vr_put(vr);
	return err;
}
