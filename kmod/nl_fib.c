// SPDX-License-Identifier: GPL-2.0
/*
 * The routes and rules of a router in a request and in a message: lists of them, and
 * what both have in common. A request is parsed as a whole; what is as it was before
 * is the same object, so that nobody touches it. Changes no router.
 */
#include <linux/slab.h>
#include <linux/user_namespace.h>

#include "nl_fib.h"
#include "netlink_gen.h"

/* ---- drafts ---- */

int hka_draft_refuse(struct hka_fib_draft *d, const struct nlattr *attr, const char *text)
{
	if (d->extack) {
		d->extack->_msg = text;
		d->extack->bad_attr = attr;
	}
	return -EINVAL;
}

void *hka_draft_begin(struct hka_fib_draft *d, unsigned int len)
{
	d->nlh.nlmsg_len = NLMSG_SPACE(len);
	return nlmsg_data(&d->nlh);
}

unsigned int hka_draft_bytes(struct hka_fib_draft *d, unsigned int len)
{
	unsigned int at = d->nlh.nlmsg_len;

	if (at + NLMSG_ALIGN(len) > sizeof(d->msg)) {
		d->overflow = true;
		return NLMSG_HDRLEN;
	}
	d->nlh.nlmsg_len += NLMSG_ALIGN(len);
	return at;
}

unsigned int hka_draft_attr(struct hka_fib_draft *d, u16 type, const void *data, unsigned int len)
{
	unsigned int at = hka_draft_bytes(d, nla_attr_size(len));
	struct nlattr nla = { .nla_type = type, .nla_len = nla_attr_size(len) };

	if (d->overflow)
		return at;
	memcpy(&d->msg[at], &nla, sizeof(nla));
	memcpy(&d->msg[at + NLA_HDRLEN], data, len);
	return at + NLA_HDRLEN;
}

unsigned int hka_draft_nest(struct hka_fib_draft *d, u16 type)
{
	return hka_draft_attr(d, type, NULL, 0) - NLA_HDRLEN;
}

void hka_draft_nest_end(struct hka_fib_draft *d, unsigned int at)
{
	if (!d->overflow)
		((struct nlattr *)&d->msg[at])->nla_len = d->nlh.nlmsg_len - at;
}

/* RTNL is not held: whether the device exists is asked once, here. */
int hka_draft_device(struct hka_fib_draft *d, const struct nlattr *name, unsigned int at)
{
	struct hka_fib_dev *fd = &d->devs[d->n_devs];
	struct net_device *dev;

	nla_strscpy(fd->ifname, name, sizeof(fd->ifname));
	dev = dev_get_by_name(d->net, fd->ifname);
	if (!dev) {
		NL_SET_ERR_MSG_ATTR(d->extack, name, "the device of a route does not exist");
		return -ENODEV;
	}
	dev_put(dev);
	fd->at = at;
	d->n_devs++;
	return 0;
}

int hka_draft_family(struct hka_fib_draft *d, const struct nlattr *family)
{
	if (family)
		d->fib.family = nla_get_u8(family);
	if (d->fib.family == AF_INET || d->fib.family == AF_INET6)
		return 0;
	NL_SET_ERR_MSG_ATTR(d->extack, family, "the family is AF_INET or AF_INET6");
	return -EAFNOSUPPORT;
}

int hka_draft_address(struct hka_fib_draft *d, const struct nlattr *attr, struct hka_addr *addr)
{
	u8 len = hka_addr_len(d->fib.family);

	if (nla_len(attr) != len) {
		NL_SET_ERR_MSG_ATTR(d->extack, attr, "not an address of the family");
		return -EAFNOSUPPORT;
	}
	memset(addr, 0, sizeof(*addr));
	memcpy(addr->b, nla_data(attr), len);
	return 0;
}

static bool has_host_bits(const struct hka_addr *addr, u8 plen, u8 bits)
{
	u8 i;

	for (i = plen; i < bits; i++)
		if (addr->b[i / 8] & (0x80 >> i % 8))
			return true;
	return false;
}

int hka_draft_prefix(struct hka_fib_draft *d, const struct nlattr *attr,
		     const struct nlattr *len, u16 type, struct hka_addr *addr, u8 *plen)
{
	u8 bits = hka_addr_len(d->fib.family) * 8;
	int err;

	*plen = attr ? bits : 0;
	if (len)
		*plen = nla_get_u8(len);
	if (*plen > bits || (*plen && !attr)) {
		NL_SET_ERR_MSG_ATTR(d->extack, len,
				    "a prefix length is 0..32 for IPv4, 0..128 for IPv6, and has an address");
		return -EINVAL;
	}
	if (!attr)
		return 0;
	err = hka_draft_address(d, attr, addr);
	if (err)
		return err;
	if (has_host_bits(addr, *plen, bits)) {
		NL_SET_ERR_MSG_ATTR(d->extack, attr, "the prefix has bits set beyond its length");
		return -EINVAL;
	}
	if (*plen)
		hka_draft_attr(d, type, addr->b, bits / 8);
	return 0;
}

/* ---- names ---- */

static struct hka_text *name_of(const struct hka_fib *fib)
{
	char text[64], dst[48] = "default";

	if (fib->rule) {
		snprintf(text, sizeof(text), "rule %u", fib->priority);
		return hka_text_new(text);
	}
	if (fib->plen && fib->family == AF_INET6)
		snprintf(dst, sizeof(dst), "%pI6c/%u", fib->dst.b, fib->plen);
	else if (fib->plen)
		snprintf(dst, sizeof(dst), "%pI4/%u", fib->dst.b, fib->plen);
	snprintf(text, sizeof(text), "%s table %u", dst, fib->table);
	return hka_text_new(text);
}

/* ---- from a request ---- */

/* Return: what the draft says, in memory that the sender pays for. */
static struct hka_fib *make_fib(const struct hka_fib_draft *d)
{
	struct hka_fib *fib;

	if (d->overflow) {
		NL_SET_ERR_MSG(d->extack, "the route or rule is too large");
		return ERR_PTR(-E2BIG);
	}
	fib = hka_fib_alloc(d->nlh.nlmsg_len, d->n_devs);
	if (!fib)
		return ERR_PTR(-ENOMEM);
	fib->rule = d->fib.rule;
	fib->family = d->fib.family;
	fib->plen = d->fib.plen;
	fib->add = d->fib.add;
	fib->has_prefsrc = d->fib.has_prefsrc;
	fib->table = d->fib.table;
	fib->priority = d->fib.priority;
	fib->dst = d->fib.dst;
	fib->prefsrc = d->fib.prefsrc;
	memcpy(fib->msg, d->msg, d->nlh.nlmsg_len);
	memcpy(fib->devs, d->devs, d->n_devs * sizeof(*fib->devs));
	fib->cred = get_current_cred();
	fib->name = name_of(fib);
	if (fib->name)
		return fib;
	hka_fib_put(fib);
	return ERR_PTR(-ENOMEM);
}

static struct hka_fib *find_same(const struct hka_fibs *fibs, u16 from, u16 to,
				 const struct hka_fib *fib)
{
	for (; from < to; from++)
		if (hka_fib_same(fibs->entry[from].fib, fib))
			return fibs->entry[from].fib;
	return NULL;
}

struct list {
	u16 attr;			/* HKA_A_VR_* */
	bool rule;
	int (*parse)(struct hka_fib_draft *d, const struct nlattr *nest);
};

static int parse_one(struct hka_fibs *fibs, u16 first, u16 at, const struct hka_fibs *old,
		     u8 family, const struct list *list, struct hka_fib_draft *d,
		     const struct nlattr *nest)
{
	struct hka_fib *fib, *same;
	int err;

	d->n_devs = 0;
	d->overflow = false;
	d->no_track = false;
	memset(d->msg, 0, sizeof(d->msg));
	memset(&d->fib, 0, sizeof(d->fib));
	memset(d->devs, 0, sizeof(d->devs));
	d->fib.rule = list->rule;
	d->fib.family = family;
	err = list->parse(d, nest);
	if (err)
		return err;
	fib = make_fib(d);
	if (IS_ERR(fib))
		return PTR_ERR(fib);
	if (find_same(fibs, first, at, fib)) {
		hka_fib_put(fib);
		NL_SET_ERR_MSG_ATTR(d->extack, nest, "the route or rule is given twice");
		return -EEXIST;
	}
	same = old ? find_same(old, 0, old->count, fib) : NULL;
	if (same) {
		kref_get(&same->ref);
		hka_fib_put(fib);
		fib = same;
	}
	fibs->entry[at].fib = fib;
	fibs->entry[at].no_track = d->no_track;
	return 0;
}

/* What the request says of one list. Return: how many, or an error. */
static int parse_list(struct hka_fibs *fibs, u16 first, const struct hka_fibs *old, u8 family,
		      const struct list *list, struct genl_info *info, struct hka_fib_draft *d)
{
	const struct nlattr *attr;
	u16 at = first;
	int rem, err;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem) {
		if (nla_type(attr) != list->attr || !nla_len(attr))
			continue;
		err = parse_one(fibs, first, at, old, family, list, d, attr);
		if (err)
			return err;
		at++;
	}
	return at - first;
}

/* What stays as it is. Return: how many. */
static int keep_list(struct hka_fibs *fibs, u16 at, const struct hka_fibs *old, bool rule)
{
	u16 i = rule ? old->routes : 0, end = rule ? old->count : old->routes, n = 0;

	for (; i < end; i++, n++) {
		fibs->entry[at + n] = old->entry[i];
		kref_get(&old->entry[i].fib->ref);
	}
	return n;
}

static int count(struct genl_info *info, int type, u16 most, const struct hka_fibs *old, bool rule)
{
	const struct nlattr *attr;
	u32 all = 0, empty = 0;
	int rem;

	if (!info->attrs[type])
		return !old ? 0 : rule ? old->count - old->routes : old->routes;
	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rem)
		if (nla_type(attr) == type) {
			all++;
			empty += !nla_len(attr);
		}
	if (empty && all > 1) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[type],
				    "an empty route or rule stands alone");
		return -EINVAL;
	}
	if (all > most) {
		NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[type],
				    "a router has at most 1024 routes and 256 rules");
		return -E2BIG;
	}
	return all - empty;
}

static const struct list hka_lists[] = {
	{ HKA_A_VR_ROUTE, false, hka_nl_parse_route },
	{ HKA_A_VR_RULE, true, hka_nl_parse_rule },
};

static int fill(struct hka_fibs *fibs, const struct hka_fibs *old, u8 family,
		struct genl_info *info, struct hka_fib_draft *d)
{
	u16 at = 0;
	int i, n;

	for (i = 0; i < (int)ARRAY_SIZE(hka_lists); i++) {
		n = 0;
		if (info->attrs[hka_lists[i].attr])
			n = parse_list(fibs, at, old, family, &hka_lists[i], info, d);
		else if (old)
			n = keep_list(fibs, at, old, hka_lists[i].rule);
		if (n < 0)
			return n;
		at += n;
		if (!hka_lists[i].rule)
			fibs->routes = at;
	}
	return 0;
}

/*
 * Whoever may configure a network of the host's own is trusted with its tables; in
 * one of another user namespace an unprivileged user is.
 */
static int check_sender(struct genl_info *info)
{
	struct net *net = genl_info_net(info);

	if (hka_net_trusted(net) && current_user_ns() == net->user_ns)
		return 0;
	NL_SET_ERR_MSG_ATTR(info->extack, info->attrs[HKA_A_VR_ROUTE] ?: info->attrs[HKA_A_VR_RULE],
			    "in a user namespace's network a router has no routes and rules");
	return -EPERM;
}

/*
 * hka_nl_parse_fibs - the routes and rules of a request
 * @old: those the router has, or NULL; hn->mutex held
 *
 * Return: all that it shall have, NULL if the request says nothing of them, or an error.
 */
struct hka_fibs *hka_nl_parse_fibs(const struct hka_fibs *old, u8 family, struct genl_info *info)
{
	struct hka_fib_draft *d;
	struct hka_fibs *fibs;
	int routes, rules, err;

	if (!info->attrs[HKA_A_VR_ROUTE] && !info->attrs[HKA_A_VR_RULE])
		return NULL;
	err = check_sender(info);
	if (err)
		return ERR_PTR(err);
	routes = count(info, HKA_A_VR_ROUTE, HKA_ROUTES_MAX, old, false);
	rules = count(info, HKA_A_VR_RULE, HKA_RULES_MAX, old, true);
	if (routes < 0 || rules < 0)
		return ERR_PTR(min(routes, rules));
	fibs = hka_fibs_alloc(routes + rules);
	d = kzalloc(sizeof(*d), GFP_KERNEL_ACCOUNT);
	err = -ENOMEM;
	if (fibs && d) {
		d->net = genl_info_net(info);
		d->extack = info->extack;
		err = fill(fibs, old, family, info, d);
	}
	kfree(d);
	if (!err)
		return fibs;
	hka_fibs_put(fibs);
	return ERR_PTR(err);
}

/* ---- to a message ---- */

int hka_nl_put_told(struct sk_buff *skb, const struct hka_fib *fib, bool no_track,
		    const struct hka_fib_told *attrs)
{
	if (nla_put_u8(skb, attrs->state, READ_ONCE(fib->state)) ||
	    (fib->error && nla_put_u32(skb, attrs->error, fib->error)) ||
	    (fib->text && nla_put_string(skb, attrs->text, fib->text->s)) ||
	    (fib->removals && nla_put_u32(skb, attrs->removals, fib->removals)) ||
	    (no_track && nla_put_flag(skb, attrs->no_track)))
		return -EMSGSIZE;
	return 0;
}

/* vr->lock held. */
int hka_nl_put_fibs(struct sk_buff *skb, const struct hka_fibs *fibs)
{
	const struct hka_fib *fib;
	struct nlattr *nest;
	u16 i;

	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		nest = nla_nest_start(skb, fib->rule ? HKA_A_VR_RULE : HKA_A_VR_ROUTE);
		if (!nest)
			return -EMSGSIZE;
		if (fib->rule ? hka_nl_put_rule(skb, fib, fibs->entry[i].no_track) :
				hka_nl_put_route(skb, fib, fibs->entry[i].no_track))
			return -EMSGSIZE;
		nla_nest_end(skb, nest);
	}
	return 0;
}

/*
 * Room for all: an attribute of ours takes no more than that of rtnetlink which it
 * became, but for names of devices and what stands in headers.
 */
size_t hka_nl_fibs_size(const struct hka_fibs *fibs)
{
	const struct hka_fib *fib;
	size_t size = 0;
	u16 i;

	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		size += 2 * fib->nlh.nlmsg_len + nla_total_size(HKA_FIB_TEXT) +
			(fib->n_devs + 2) * nla_total_size(IFNAMSIZ) +
			16 * nla_total_size(sizeof(u32));
	}
	return size;
}
