// SPDX-License-Identifier: GPL-2.0
/*
 * Commands about manager leases, and what of them a router's settings have. Turns
 * requests into calls of lease.c.
 */
#include <linux/pid.h>
#include <net/sock.h>

#include "netlink.h"
#include "netlink_gen.h"

/* ---- a router's tie ---- */

static int parse_policy(struct hka_tie *tie, struct nlattr **tb, struct netlink_ext_ack *extack)
{
	if (tb[HKA_A_TIE_POLICY])
		tie->policy = nla_get_u8(tb[HKA_A_TIE_POLICY]);
	if (tb[HKA_A_TIE_AMOUNT])
		tie->amount = nla_get_u8(tb[HKA_A_TIE_AMOUNT]);
	if (tie->policy == HKA_LEASE_POLICY_DEMOTE && !tie->amount) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_TIE_POLICY],
				    "an amount is needed to demote by");
		return -EINVAL;
	}
	if (tie->policy != HKA_LEASE_POLICY_DEMOTE && tb[HKA_A_TIE_AMOUNT]) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_TIE_AMOUNT],
				    "only the policy demote has an amount");
		return -EINVAL;
	}
	if (tie->policy != HKA_LEASE_POLICY_DEMOTE)
		tie->amount = 0;
	if (tb[HKA_A_TIE_GRACE] && tb[HKA_A_TIE_NO_GRACE]) {
		NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_TIE_NO_GRACE],
				    "either a grace of its own or none");
		return -EINVAL;
	}
	if (tb[HKA_A_TIE_GRACE])
		tie->grace_ns = nla_get_u64(tb[HKA_A_TIE_GRACE]) * NSEC_PER_USEC;
	if (tb[HKA_A_TIE_NO_GRACE])
		tie->grace_ns = HKA_NEVER;
	return 0;
}

int hka_nl_parse_tie(struct hka_tie *tie, struct hka_net *hn, struct genl_info *info)
{
	const struct nlattr *nest = info->attrs[HKA_A_VR_LEASE];
	struct netlink_ext_ack *extack = info->extack;
	const char *name = tie->lease ? tie->lease->name->s : "";
	struct nlattr *tb[HKA_A_TIE_MAX + 1] = {};
	struct hka_lease *lease;
	int err;

	if (nest) {
		err = nla_parse_nested(tb, HKA_A_TIE_MAX, nest, hka_tie_nl_policy, extack);
		if (err)
			return err;
		if (tb[HKA_A_TIE_STATE]) {
			NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_TIE_STATE],
					    "the state of a lease is its holder's");
			return -EINVAL;
		}
		err = parse_policy(tie, tb, extack);
		if (err)
			return err;
		if (tb[HKA_A_TIE_NAME])
			name = nla_data(tb[HKA_A_TIE_NAME]);
		if (!hka_nl_name_valid(name)) {
			NL_SET_ERR_MSG_ATTR(extack, tb[HKA_A_TIE_NAME],
					    "a name is printable, without space or slash");
			return -EINVAL;
		}
		if (!*name && (tb[HKA_A_TIE_POLICY] || tb[HKA_A_TIE_AMOUNT] ||
			       tb[HKA_A_TIE_GRACE] || tb[HKA_A_TIE_NO_GRACE])) {
			NL_SET_ERR_MSG_ATTR(extack, nest, "a policy without a lease");
			return -EINVAL;
		}
	}
	if (!*name) {
		tie->lease = NULL;
		tie->policy = HKA_LEASE_POLICY_HANDOVER;
		tie->amount = 0;
		tie->grace_ns = HKA_NEVER;
		return 0;
	}
	lease = hka_lease_use(hn, name, extack);
	if (IS_ERR(lease)) {
		NL_SET_BAD_ATTR(extack, nest);
		return PTR_ERR(lease);
	}
	tie->lease = lease;
	return 0;
}

int hka_nl_put_tie(struct sk_buff *skb, const struct hka_tie *tie)
{
	struct nlattr *nest;

	if (!tie->lease)
		return 0;
	nest = nla_nest_start(skb, HKA_A_VR_LEASE);
	if (!nest || nla_put_string(skb, HKA_A_TIE_NAME, tie->lease->name->s) ||
	    nla_put_u8(skb, HKA_A_TIE_POLICY, tie->policy) ||
	    (tie->policy == HKA_LEASE_POLICY_DEMOTE &&
	     nla_put_u8(skb, HKA_A_TIE_AMOUNT, tie->amount)) ||
	    nla_put_u8(skb, HKA_A_TIE_STATE, tie->said) ||
	    (tie->grace_ns != HKA_NEVER &&
	     nla_put_u64_64bit(skb, HKA_A_TIE_GRACE, div_u64(tie->grace_ns, NSEC_PER_USEC),
			       HKA_A_TIE_PAD)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* ---- commands ---- */

/* Return: the name in a request, or NULL with a text. */
static const char *name_of(struct genl_info *info)
{
	if (GENL_REQ_ATTR_CHECK(info, HKA_A_LEASE_NAME)) {
		NL_SET_ERR_MSG(info->extack, "a name is needed");
		return NULL;
	}
	return nla_data(info->attrs[HKA_A_LEASE_NAME]);
}

static int put_taken(struct sk_buff *skb, struct genl_info *info, const char *name, u64 cookie)
{
	void *hdr = genlmsg_put_reply(skb, info, &hka_nl_family, 0, HKA_CMD_LEASE_TAKE);

	if (!hdr || nla_put_string(skb, HKA_A_LEASE_NAME, name) ||
	    nla_put_u64_64bit(skb, HKA_A_LEASE_COOKIE, cookie, HKA_A_LEASE_PAD))
		return -EMSGSIZE;
	genlmsg_end(skb, hdr);
	return 0;
}

static int take(struct hka_net *hn, struct genl_info *info, const char *name, u64 *cookie)
{
	struct hka_lease_asker who = { .port = info->snd_portid };
	struct nlattr **attrs = info->attrs;
	u64 timeout = HKA_LEASE_TIMEOUT_NS;
	u64 grace = HKA_LEASE_GRACE_NS;

	if (!*name || !hka_nl_name_valid(name)) {
		NL_SET_ERR_MSG(info->extack, "a name is printable, without space or slash");
		return -EINVAL;
	}
	if (attrs[HKA_A_LEASE_TIMEOUT])
		timeout = (u64)nla_get_u32(attrs[HKA_A_LEASE_TIMEOUT]) * NSEC_PER_USEC;
	if (attrs[HKA_A_LEASE_GRACE])
		grace = nla_get_u64(attrs[HKA_A_LEASE_GRACE]) * NSEC_PER_USEC;
	return hka_lease_take(hn, name, who, timeout, grace, cookie, info->extack);
}

int hka_nl_lease_take_doit(struct sk_buff *skb, struct genl_info *info)
{
	const char *name = name_of(info);
	struct sk_buff *reply;
	struct hka_net *hn;
	u64 cookie;
	int err;

	if (!name)
		return -EINVAL;
	/* Nothing may fail once it is taken: the cookie would be lost. */
	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hn = hka_nl_config_lock(info);
	if (!hn) {
		nlmsg_free(reply);
		return -ENODEV;
	}
	err = take(hn, info, name, &cookie);
	mutex_unlock(&hn->mutex);
	if (!err)
		err = put_taken(reply, info, name, cookie);
	if (err) {
		NL_SET_BAD_ATTR(info->extack, info->attrs[HKA_A_LEASE_NAME]);
		nlmsg_free(reply);
		return err;
	}
	return genlmsg_reply(reply, info);
}

/* The asker with the cookie of the request, which @cookie keeps, if it has one. */
static struct hka_lease_asker asker_of(struct genl_info *info, u64 *cookie)
{
	struct hka_lease_asker who = { .port = info->snd_portid };

	if (info->attrs[HKA_A_LEASE_COOKIE]) {
		*cookie = nla_get_u64(info->attrs[HKA_A_LEASE_COOKIE]);
		who.cookie = cookie;
	}
	return who;
}

int hka_nl_lease_heartbeat_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	const char *name = name_of(info);
	struct hka_lease_asker who;
	u64 cookie;
	int err;

	if (!name)
		return -EINVAL;
	if (GENL_REQ_ATTR_CHECK(info, HKA_A_LEASE_COOKIE)) {
		NL_SET_ERR_MSG(info->extack, "the cookie is needed that came when it was taken");
		return -EINVAL;
	}
	who = asker_of(info, &cookie);
	err = hka_lease_heartbeat(hn, name, who, info->extack);
	if (err)
		NL_SET_BAD_ATTR(info->extack, info->attrs[HKA_A_LEASE_NAME]);
	return err;
}

int hka_nl_lease_release_doit(struct sk_buff *skb, struct genl_info *info)
{
	const char *name = name_of(info);
	struct hka_lease_asker who;
	struct hka_net *hn;
	u64 cookie;
	int err;

	if (!name)
		return -EINVAL;
	hn = hka_nl_config_lock(info);
	if (!hn)
		return -ENODEV;
	who = asker_of(info, &cookie);
	err = hka_lease_release(hn, name, who, info->attrs[HKA_A_LEASE_FORCE], info->extack);
	if (err)
		NL_SET_BAD_ATTR(info->extack, info->attrs[HKA_A_LEASE_NAME]);
	mutex_unlock(&hn->mutex);
	return err;
}

/* ---- show ---- */

/* lease->lock held. */
static int put_holder(struct sk_buff *skb, const struct hka_lease *lease, u64 now)
{
	if (!lease->pid)
		return 0;
	if (nla_put_u32(skb, HKA_A_LEASE_PID, pid_vnr(lease->pid)) ||
	    /* Whoever cannot see the process does not learn its name. */
	    (pid_vnr(lease->pid) && nla_put_string(skb, HKA_A_LEASE_COMM, lease->comm)) ||
	    nla_put_u32(skb, HKA_A_LEASE_PORT, lease->port) ||
	    (lease->closed && nla_put_flag(skb, HKA_A_LEASE_CLOSED)) ||
	    nla_put_u64_64bit(skb, HKA_A_LEASE_HEARD,
			      div_u64(now - lease->clock.heard, NSEC_PER_USEC), HKA_A_LEASE_PAD))
		return -EMSGSIZE;
	return 0;
}

static int put_lease(struct sk_buff *skb, struct hka_lease *lease)
{
	const struct hka_lease_clock *clock = &lease->clock;
	int err = -EMSGSIZE;
	u64 now, next;

	spin_lock_bh(&lease->lock);
	now = ktime_get_ns();
	hka_lease_look(lease, now);
	next = hka_lease_next(clock);
	if (nla_put_string(skb, HKA_A_LEASE_NAME, lease->name->s) ||
	    nla_put_u8(skb, HKA_A_LEASE_STATE, clock->state) ||
	    nla_put_u32(skb, HKA_A_LEASE_TIMEOUT, div_u64(clock->timeout_ns, NSEC_PER_USEC)) ||
	    nla_put_u64_64bit(skb, HKA_A_LEASE_GRACE, div_u64(clock->grace_ns, NSEC_PER_USEC),
			      HKA_A_LEASE_PAD) ||
	    put_holder(skb, lease, now) ||
	    (next != HKA_NEVER &&
	     nla_put_u64_64bit(skb, HKA_A_LEASE_REMAINING, div_u64(next - now, NSEC_PER_USEC),
			       HKA_A_LEASE_PAD)) ||
	    nla_put_u64_64bit(skb, HKA_A_LEASE_SINCE,
			      ktime_get_real_ns() - (now - clock->began), HKA_A_LEASE_PAD) ||
	    nla_put_u32(skb, HKA_A_LEASE_TAKES, lease->takes) ||
	    nla_put_u32(skb, HKA_A_LEASE_ROUTERS, READ_ONCE(lease->users)))
		goto unlock;
	err = 0;
unlock:
	spin_unlock_bh(&lease->lock);
	return err;
}

int hka_nl_lease_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct hka_net *hn = hka_net(genl_info_net(info));
	const char *name = name_of(info);
	struct hka_lease *lease;
	struct sk_buff *reply;
	void *hdr;
	int err;

	if (!name)
		return -EINVAL;
	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	rcu_read_lock();
	lease = hka_lease_find(hn, name);
	if (!lease) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_LEASE_NAME],
				    "no lease with this name");
		err = -ENOENT;
	} else {
		hdr = genlmsg_put_reply(reply, info, &hka_nl_family, 0, HKA_CMD_LEASE_GET);
		err = hdr ? put_lease(reply, lease) : -EMSGSIZE;
	}
	rcu_read_unlock();
	if (err) {
		nlmsg_free(reply);
		return err;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

int hka_nl_lease_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct hka_net *hn = hka_net(sock_net(skb->sk));
	unsigned long id = cb->args[0];
	struct hka_lease *lease;
	void *hdr;
	int err;

	cb->seq = READ_ONCE(hn->generation);
	rcu_read_lock();
	for (lease = xa_find(&hn->leases, &id, ULONG_MAX, XA_PRESENT); lease;
	     lease = xa_find_after(&hn->leases, &id, ULONG_MAX, XA_PRESENT)) {
		hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
				  &hka_nl_family, NLM_F_MULTI, HKA_CMD_LEASE_GET);
		err = hdr ? put_lease(skb, lease) : -EMSGSIZE;
		if (err) {
			if (hdr)
				genlmsg_cancel(skb, hdr);
			rcu_read_unlock();
			cb->args[0] = id;
			return skb->len ?: err;
		}
		genl_dump_check_consistent(cb, hdr);
		genlmsg_end(skb, hdr);
	}
	rcu_read_unlock();
	cb->args[0] = ULONG_MAX;
	return skb->len;
}
