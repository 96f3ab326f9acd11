// SPDX-License-Identifier: GPL-2.0
/*
 * Authenticated adverts in a message: from attributes to a struct hka_hmac, and back without
 * the keys. Keys go in and never come out: of a request they are wiped once it has been dealt
 * with (hka_nl_vr_wipe()), and a dump has nothing but their numbers.
 */
#include <linux/slab.h>

#include "netlink.h"
#include "netlink_gen.h"

static int parse_key(struct hka_hmac *hmac, const struct nlattr *nest,
		     struct netlink_ext_ack *extack)
{
	struct nlattr *tb[HKA_A_HMAC_KEY_MAX + 1];
	const struct nlattr *secret;
	int err;
	u8 id;

	err = nla_parse_nested(tb, HKA_A_HMAC_KEY_MAX, nest, hka_hmac_key_nl_policy, extack);
	if (err)
		return err;
	secret = tb[HKA_A_HMAC_KEY_SECRET];
	if (!tb[HKA_A_HMAC_KEY_ID]) {
		NL_SET_ERR_ATTR_MISS(extack, nest, HKA_A_HMAC_KEY_ID);
		NL_SET_ERR_MSG(extack, "a key without a number");
		return -EINVAL;
	}
	if (!secret == !tb[HKA_A_HMAC_KEY_FORGET]) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "a key has its bytes, or is to be forgotten");
		return -EINVAL;
	}
	id = nla_get_u8(tb[HKA_A_HMAC_KEY_ID]);
	if (!secret) {
		if (hka_hmac_forget_key(hmac, id))
			return 0;
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_HMAC_KEY_ID], "no key with this number");
		return -ENOENT;
	}
	if (hka_hmac_set_key(hmac, id, nla_data(secret), nla_len(secret))) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "a router has at most 8 keys");
		return -ENOSPC;
	}
	/* The first one signs until another is named. */
	if (!hmac->active)
		hmac->active = id;
	return 0;
}

static int parse_keys(struct hka_hmac *hmac, struct genl_info *info)
{
	const struct nlattr *attr;
	int rem, err;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != HKA_A_VR_HMAC_KEY)
			continue;
		err = parse_key(hmac, attr, info->extack);
		if (err)
			return err;
	}
	return 0;
}

static void parse_settings(struct hka_hmac *hmac, struct nlattr **tb)
{
	if (tb[HKA_A_HMAC_MODE])
		hmac->mode = nla_get_u8(tb[HKA_A_HMAC_MODE]);
	if (tb[HKA_A_HMAC_ACTIVE_KEY])
		hmac->active = nla_get_u8(tb[HKA_A_HMAC_ACTIVE_KEY]);
	if (tb[HKA_A_HMAC_ANTI_REPLAY])
		hmac->anti_replay = nla_get_u8(tb[HKA_A_HMAC_ANTI_REPLAY]);
	if (tb[HKA_A_HMAC_TIME_WINDOW])
		hmac->window = nla_get_u32(tb[HKA_A_HMAC_TIME_WINDOW]);
}

/* Whether all of it goes together. */
static int check(const struct hka_vr_settings *s, const struct hka_hmac *hmac,
		 struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[HKA_A_VR_HMAC] ?: info->attrs[HKA_A_VR_HMAC_KEY];
	struct netlink_ext_ack *extack = info->extack;

	if (!hmac->n_keys) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "authenticated adverts need a key");
		return -EINVAL;
	}
	if (!hka_hmac_has_key(hmac, hmac->active)) {
		NL_SET_ERR_MSG_ATTR(extack, attr, "the active key is none of the router's keys");
		return -EINVAL;
	}
	if (s->wire.strict && hmac->mode != HKA_HMAC_MODE_ENFORCE) {
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "in the strict profile authentication is enforced");
		return -EINVAL;
	}
	return 0;
}

/* s->hmac is what the router has; replaced if the request says so. */
int hka_nl_parse_hmac(struct hka_vr_settings *s, struct genl_info *info)
{
	struct nlattr *nest = info->attrs[HKA_A_VR_HMAC];
	struct nlattr *tb[HKA_A_HMAC_MAX + 1] = {};
	struct netlink_ext_ack *extack = info->extack;
	struct hka_hmac *hmac;
	bool off;
	int err;

	if (nest) {
		err = nla_parse_nested(tb, HKA_A_HMAC_MAX, nest, hka_hmac_nl_policy, extack);
		if (err)
			return err;
		if (tb[HKA_A_HMAC_SKEW]) {
			NL_SET_ERR_MSG_ATTR(extack, nest, "the clock's skew is read-only");
			return -EINVAL;
		}
	}
	off = tb[HKA_A_HMAC_MODE] && nla_get_u8(tb[HKA_A_HMAC_MODE]) == HKA_HMAC_MODE_OFF;
	if (off && (info->attrs[HKA_A_VR_HMAC_KEY] || tb[HKA_A_HMAC_ACTIVE_KEY] ||
		    tb[HKA_A_HMAC_ANTI_REPLAY] || tb[HKA_A_HMAC_TIME_WINDOW])) {
		NL_SET_ERR_MSG_ATTR(extack, nest, "switched off, it has no settings and no keys");
		return -EINVAL;
	}
	if (off) {
		s->hmac = NULL;
		s->hmac_set = true;
		return 0;
	}
	if (!nest && !info->attrs[HKA_A_VR_HMAC_KEY])
		hmac = s->hmac;
	else
		hmac = hka_hmac_new(s->hmac);
	if (!hmac)
		return nest || info->attrs[HKA_A_VR_HMAC_KEY] ? -ENOMEM : 0;
	if (s->wire.auth_type) {
		NL_SET_ERR_MSG_ATTR(extack, nest ?: info->attrs[HKA_A_VR_AUTH_TYPE],
				    "either a password or authenticated adverts");
		err = -EINVAL;
		goto drop;
	}
	if (hmac == s->hmac)
		return 0;
	if (!s->hmac)
		hmac->mode = HKA_HMAC_MODE_ENFORCE;
	parse_settings(hmac, tb);
	err = parse_keys(hmac, info);
	if (!err)
		err = check(s, hmac, info);
	if (err)
		goto drop;
	s->hmac = hmac;
	s->hmac_set = true;
	return 0;

drop:
	if (hmac != s->hmac)
		hka_hmac_free(hmac);
	return err;
}

void hka_nl_drop_hmac(struct hka_vr_settings *s)
{
	if (s->hmac_set)
		hka_hmac_free(s->hmac);
}

/* vr->lock held. */
int hka_nl_put_hmac(struct sk_buff *skb, const struct hka_vr *vr)
{
	const struct hka_hmac *hmac = vr->hmac;
	struct nlattr *nest;
	u32 window;
	u8 i;

	if (!hmac)
		return 0;
	window = hka_hmac_window(hmac, vr->cfg.interval_us);
	nest = nla_nest_start(skb, HKA_A_VR_HMAC);
	if (!nest || nla_put_u8(skb, HKA_A_HMAC_MODE, hmac->mode) ||
	    nla_put_u8(skb, HKA_A_HMAC_ACTIVE_KEY, hmac->active) ||
	    nla_put_u8(skb, HKA_A_HMAC_ANTI_REPLAY, hmac->anti_replay) ||
	    (window && nla_put_u32(skb, HKA_A_HMAC_TIME_WINDOW, window)) ||
	    (hmac->has_skew && nla_put_s32(skb, HKA_A_HMAC_SKEW, hmac->skew)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	for (i = 0; i < hmac->n_keys; i++) {
		nest = nla_nest_start(skb, HKA_A_VR_HMAC_KEY);
		if (!nest || nla_put_u8(skb, HKA_A_HMAC_KEY_ID, hka_hmac_key_id(hmac, i)))
			return -EMSGSIZE;
		nla_nest_end(skb, nest);
	}
	return 0;
}
