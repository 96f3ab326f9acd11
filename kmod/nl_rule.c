// SPDX-License-Identifier: GPL-2.0
/*
 * One rule: from attributes to the rtnetlink message that adds it, and back. Devices
 * are names, which the kernel itself follows.
 */
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>

#include "nl_fib.h"
#include "netlink_gen.h"

static const struct hka_fib_told hka_rule_told = {
	.state = HKA_A_RULE_STATE,
	.error = HKA_A_RULE_ERROR,
	.text = HKA_A_RULE_TEXT,
	.removals = HKA_A_RULE_REMOVALS,
	.no_track = HKA_A_RULE_NO_TRACK,
};

/* What is the same in both, but for its number. */
static const struct {
	u16 attr;
	u16 fra;
	u8 len;				/* 0: a name */
} plain[] = {
	{ HKA_A_RULE_GOTO, FRA_GOTO, 4 },
	{ HKA_A_RULE_IIFNAME, FRA_IIFNAME, 0 },
	{ HKA_A_RULE_OIFNAME, FRA_OIFNAME, 0 },
	{ HKA_A_RULE_FWMARK, FRA_FWMARK, 4 },
	{ HKA_A_RULE_FWMASK, FRA_FWMASK, 4 },
	{ HKA_A_RULE_REALMS, FRA_FLOW, 4 },
	{ HKA_A_RULE_SUPPRESS_PREFIX_LENGTH, FRA_SUPPRESS_PREFIXLEN, 4 },
	{ HKA_A_RULE_SUPPRESS_IFGROUP, FRA_SUPPRESS_IFGROUP, 4 },
	{ HKA_A_RULE_IP_PROTO, FRA_IP_PROTO, 1 },
};

/* Pairs of attributes that are one in the kernel. */
static const struct {
	u16 start, end;
	u16 fra;
	bool ports;			/* 16 bits each, else 32 */
} ranges[] = {
	{ HKA_A_RULE_SPORT_START, HKA_A_RULE_SPORT_END, FRA_SPORT_RANGE, true },
	{ HKA_A_RULE_DPORT_START, HKA_A_RULE_DPORT_END, FRA_DPORT_RANGE, true },
	{ HKA_A_RULE_UID_START, HKA_A_RULE_UID_END, FRA_UID_RANGE, false },
};

static int parse_ranges(struct hka_fib_draft *d, struct nlattr **tb)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++) {
		const struct nlattr *start = tb[ranges[i].start], *end = tb[ranges[i].end];
		struct fib_rule_port_range ports;
		struct fib_rule_uid_range uids;

		if (!start && end)
			return hka_draft_refuse(d, end, "the end of a range without its beginning");
		if (!start)
			continue;
		uids.start = nla_get_u32(start);
		uids.end = end ? nla_get_u32(end) : uids.start;
		if (uids.end < uids.start)
			return hka_draft_refuse(d, end, "a range ends before it begins");
		if (!ranges[i].ports) {
			if (!uid_valid(make_kuid(current_user_ns(), uids.start)) ||
			    !uid_valid(make_kuid(current_user_ns(), uids.end)))
				return hka_draft_refuse(d, start,
							"no such users in this user namespace");
			hka_draft_attr(d, ranges[i].fra, &uids, sizeof(uids));
			continue;
		}
		ports.start = uids.start;
		ports.end = uids.end;
		hka_draft_attr(d, ranges[i].fra, &ports, sizeof(ports));
	}
	return 0;
}

/* Whether the action has what it needs, and nothing else. */
static int check_action(struct hka_fib_draft *d, const struct fib_rule_hdr *frh,
			struct nlattr **tb)
{
	switch (frh->action) {
	case FR_ACT_TO_TBL:
		if (tb[HKA_A_RULE_L3MDEV] && tb[HKA_A_RULE_TABLE])
			return hka_draft_refuse(d, tb[HKA_A_RULE_TABLE],
						"an l3mdev rule has the table of the VRF");
		break;
	case FR_ACT_GOTO:
		if (!tb[HKA_A_RULE_GOTO])
			return hka_draft_refuse(d, tb[HKA_A_RULE_ACTION],
						"a goto rule has a target");
		if (nla_get_u32(tb[HKA_A_RULE_GOTO]) <= d->fib.priority)
			return hka_draft_refuse(d, tb[HKA_A_RULE_GOTO],
						"a goto rule leads to a greater preference than its own");
		break;
	case FR_ACT_NOP:
	case FR_ACT_BLACKHOLE:
	case FR_ACT_UNREACHABLE:
	case FR_ACT_PROHIBIT:
		break;
	default:
		return hka_draft_refuse(d, tb[HKA_A_RULE_ACTION], "no such action");
	}
	if (frh->action != FR_ACT_TO_TBL && tb[HKA_A_RULE_TABLE])
		return hka_draft_refuse(d, tb[HKA_A_RULE_TABLE],
					"only a rule that looks up a table has one");
	if (frh->action != FR_ACT_TO_TBL && tb[HKA_A_RULE_L3MDEV])
		return hka_draft_refuse(d, tb[HKA_A_RULE_L3MDEV],
					"only a rule that looks up a table is an l3mdev rule");
	if (frh->action != FR_ACT_GOTO && tb[HKA_A_RULE_GOTO])
		return hka_draft_refuse(d, tb[HKA_A_RULE_GOTO], "only a goto rule has a target");
	return 0;
}

static int parse_head(struct hka_fib_draft *d, struct fib_rule_hdr *frh, struct nlattr **tb)
{
	frh->family = d->fib.family;
	frh->action = FR_ACT_TO_TBL;
	if (tb[HKA_A_RULE_ACTION])
		frh->action = nla_get_u8(tb[HKA_A_RULE_ACTION]);
	if (tb[HKA_A_RULE_TOS])
		frh->tos = nla_get_u8(tb[HKA_A_RULE_TOS]);
	/* IPv4 knows those of RFC 1349 only. */
	if (frh->tos & 3 || (d->fib.family == AF_INET && frh->tos & ~0x1e))
		return hka_draft_refuse(d, tb[HKA_A_RULE_TOS],
					"a TOS of a rule is 4..28 in steps of 4; IPv6 has more");
	if (tb[HKA_A_RULE_INVERT])
		frh->flags |= FIB_RULE_INVERT;
	if (tb[HKA_A_RULE_REALMS] && d->fib.family != AF_INET)
		return hka_draft_refuse(d, tb[HKA_A_RULE_REALMS], "only an IPv4 rule has realms");
	if (tb[HKA_A_RULE_SUPPRESS_PREFIX_LENGTH] && d->fib.family == AF_INET &&
	    nla_get_u32(tb[HKA_A_RULE_SUPPRESS_PREFIX_LENGTH]) > 32)
		return hka_draft_refuse(d, tb[HKA_A_RULE_SUPPRESS_PREFIX_LENGTH],
					"a prefix length of IPv4 is 0..32");
	d->fib.priority = HKA_RULE_PRIORITY;
	if (tb[HKA_A_RULE_PRIORITY])
		d->fib.priority = nla_get_u32(tb[HKA_A_RULE_PRIORITY]);
	d->no_track = tb[HKA_A_RULE_NO_TRACK];
	return check_action(d, frh, tb);
}

int hka_nl_parse_rule(struct hka_fib_draft *d, const struct nlattr *nest)
{
	struct nlattr *tb[HKA_A_RULE_MAX + 1];
	u32 i, table = RT_TABLE_MAIN;
	struct fib_rule_hdr *frh;
	u8 proto = HKA_RTPROT, l3mdev = 1;
	struct hka_addr addr;
	__be64 tun_id;
	int err;

	err = nla_parse_nested(tb, HKA_A_RULE_MAX, nest, hka_rule_nl_policy, d->extack);
	if (!err)
		err = hka_draft_family(d, tb[HKA_A_RULE_FAMILY]);
	if (err)
		return err;
	if (tb[HKA_A_RULE_STATE] || tb[HKA_A_RULE_ERROR] || tb[HKA_A_RULE_TEXT] ||
	    tb[HKA_A_RULE_REMOVALS])
		return hka_draft_refuse(d, nest,
					"state, error, text and removals of a rule are read-only");
	frh = hka_draft_begin(d, sizeof(*frh));
	err = parse_head(d, frh, tb);
	if (err)
		return err;
	hka_draft_attr(d, FRA_PRIORITY, &d->fib.priority, sizeof(u32));
	if (tb[HKA_A_RULE_PROTOCOL])
		proto = nla_get_u8(tb[HKA_A_RULE_PROTOCOL]);
	hka_draft_attr(d, FRA_PROTOCOL, &proto, sizeof(proto));
	if (tb[HKA_A_RULE_TABLE])
		table = nla_get_u32(tb[HKA_A_RULE_TABLE]);
	if (tb[HKA_A_RULE_L3MDEV])
		hka_draft_attr(d, FRA_L3MDEV, &l3mdev, sizeof(l3mdev));
	else if (frh->action == FR_ACT_TO_TBL)
		hka_draft_attr(d, FRA_TABLE, &table, sizeof(table));
	err = hka_draft_prefix(d, tb[HKA_A_RULE_DST], tb[HKA_A_RULE_DST_LENGTH], FRA_DST, &addr,
			       &frh->dst_len);
	if (!err)
		err = hka_draft_prefix(d, tb[HKA_A_RULE_SRC], tb[HKA_A_RULE_SRC_LENGTH], FRA_SRC,
				       &addr, &frh->src_len);
	if (err)
		return err;
	for (i = 0; i < ARRAY_SIZE(plain); i++) {
		const struct nlattr *attr = tb[plain[i].attr];

		/* A name has its end, which the policy does not count. */
		if (attr)
			hka_draft_attr(d, plain[i].fra, nla_data(attr), plain[i].len ?:
				       strlen(nla_data(attr)) + 1);
	}
	if (tb[HKA_A_RULE_TUN_ID]) {
		tun_id = cpu_to_be64(nla_get_u64(tb[HKA_A_RULE_TUN_ID]));
		hka_draft_attr(d, FRA_TUN_ID, &tun_id, sizeof(tun_id));
	}
	return parse_ranges(d, tb);
}

/* ---- and back ---- */

static int tell_range(struct sk_buff *skb, u32 i, const struct nlattr *attr)
{
	const struct fib_rule_port_range *ports = nla_data(attr);
	const struct fib_rule_uid_range *uids = nla_data(attr);
	u32 start = ranges[i].ports ? ports->start : uids->start;
	u32 end = ranges[i].ports ? ports->end : uids->end;

	if (nla_put_u32(skb, ranges[i].start, start))
		return -EMSGSIZE;
	return end == start ? 0 : nla_put_u32(skb, ranges[i].end, end);
}

static int tell_attr(struct sk_buff *skb, const struct nlattr *attr)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(plain); i++)
		if (plain[i].fra == nla_type(attr))
			return nla_put(skb, plain[i].attr, nla_len(attr), nla_data(attr));
	for (i = 0; i < ARRAY_SIZE(ranges); i++)
		if (ranges[i].fra == nla_type(attr))
			return tell_range(skb, i, attr);
	switch (nla_type(attr)) {
	case FRA_PRIORITY:
		return nla_put_u32(skb, HKA_A_RULE_PRIORITY, nla_get_u32(attr));
	case FRA_PROTOCOL:
		return nla_put_u8(skb, HKA_A_RULE_PROTOCOL, nla_get_u8(attr));
	case FRA_TABLE:
		return nla_put_u32(skb, HKA_A_RULE_TABLE, nla_get_u32(attr));
	case FRA_DST:
		return nla_put(skb, HKA_A_RULE_DST, nla_len(attr), nla_data(attr));
	case FRA_SRC:
		return nla_put(skb, HKA_A_RULE_SRC, nla_len(attr), nla_data(attr));
	case FRA_L3MDEV:
		return nla_put_flag(skb, HKA_A_RULE_L3MDEV);
	case FRA_TUN_ID:
		return nla_put_u64_64bit(skb, HKA_A_RULE_TUN_ID,
					 be64_to_cpu(nla_get_be64(attr)), HKA_A_RULE_PAD);
	}
	return 0;
}

/* vr->lock held. */
int hka_nl_put_rule(struct sk_buff *skb, const struct hka_fib *fib, bool no_track)
{
	const struct fib_rule_hdr *frh = nlmsg_data(&fib->nlh);
	const struct nlattr *attr;
	int rem;

	if (nla_put_u8(skb, HKA_A_RULE_FAMILY, fib->family) ||
	    nla_put_u8(skb, HKA_A_RULE_ACTION, frh->action) ||
	    (frh->dst_len && nla_put_u8(skb, HKA_A_RULE_DST_LENGTH, frh->dst_len)) ||
	    (frh->src_len && nla_put_u8(skb, HKA_A_RULE_SRC_LENGTH, frh->src_len)) ||
	    (frh->tos && nla_put_u8(skb, HKA_A_RULE_TOS, frh->tos)) ||
	    (frh->flags & FIB_RULE_INVERT && nla_put_flag(skb, HKA_A_RULE_INVERT)))
		return -EMSGSIZE;
	nlmsg_for_each_attr(attr, &fib->nlh, sizeof(*frh), rem)
		if (tell_attr(skb, attr))
			return -EMSGSIZE;
	return hka_nl_put_told(skb, fib, no_track, &hka_rule_told);
}
