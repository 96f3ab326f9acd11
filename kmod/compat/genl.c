// SPDX-License-Identifier: GPL-2.0
/*
 * Split operations before 6.2: one table of commands, each with the union of the
 * policies of its two directions, and wrappers that refuse what the direction at
 * hand does not list. Empty on newer kernels. Owns the converted table.
 */
#include "genl.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#include <linux/slab.h>

static const struct genl_split_ops *split_ops;
static unsigned int n_split_ops;
static struct genl_ops *ops;
static unsigned int n_ops;

static const struct genl_split_ops *find(u8 cmd, bool dump)
{
	unsigned int i;

	for (i = 0; i < n_split_ops; i++)
		if (split_ops[i].cmd == cmd &&
		    !!(split_ops[i].flags & GENL_CMD_CAP_DUMP) == dump)
			return &split_ops[i];
	return NULL;
}

/* Refuse what the merged policy let through for the other direction. */
static int check(const struct genl_split_ops *op, struct nlattr **attrs, unsigned int max,
		 struct netlink_ext_ack *extack)
{
	unsigned int i;

	for (i = 1; attrs && i <= max; i++)
		if (attrs[i] && (i > op->maxattr || !op->policy[i].type)) {
			NL_SET_ERR_MSG_ATTR(extack, attrs[i], "Unknown attribute type");
			return -EINVAL;
		}
	return 0;
}

static unsigned int max_of(u8 cmd)
{
	const struct genl_split_ops *doit = find(cmd, false);
	const struct genl_split_ops *dump = find(cmd, true);

	return max(doit ? doit->maxattr : 0, dump ? dump->maxattr : 0);
}

static int compat_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct genl_split_ops *op = find(info->genlhdr->cmd, false);
	int err;

	err = check(op, info->attrs, max_of(op->cmd), info->extack);
	if (!err)
		err = op->doit(skb, info);
	if (op->post_doit)
		op->post_doit(op, skb, info);
	return err;
}

static int compat_start(struct netlink_callback *cb)
{
	const struct genlmsghdr *hdr = nlmsg_data(cb->nlh);
	const struct genl_split_ops *op = find(hdr->cmd, true);
	int err;

	err = check(op, genl_dumpit_info(cb)->attrs, max_of(op->cmd), cb->extack);
	if (err)
		return err;
	return op->start ? op->start(cb) : 0;
}

static void merge(struct nla_policy *to, const struct genl_split_ops *from)
{
	unsigned int i;

	for (i = 0; from && from->policy && i <= from->maxattr; i++)
		if (from->policy[i].type)
			memcpy(&to[i], &from->policy[i], sizeof(*to));
}

static void free_ops(void)
{
	unsigned int i;

	for (i = 0; i < n_ops; i++)
		kfree(ops[i].policy);
	kfree(ops);
	ops = NULL;
	n_ops = 0;
}

static int add(u8 cmd)
{
	const struct genl_split_ops *doit = find(cmd, false);
	const struct genl_split_ops *dump = find(cmd, true);
	struct genl_ops *op = &ops[n_ops];
	struct nla_policy *policy = NULL;
	unsigned int max = max_of(cmd);

	if (max) {
		policy = kcalloc(max + 1, sizeof(*policy), GFP_KERNEL);
		if (!policy)
			return -ENOMEM;
		merge(policy, doit);
		merge(policy, dump);
	}
	op->cmd = cmd;
	op->policy = policy;
	op->maxattr = max;
	if (doit) {
		op->doit = compat_doit;
		op->flags |= doit->flags & GENL_UNS_ADMIN_PERM;
	}
	if (dump) {
		op->start = compat_start;
		op->dumpit = dump->dumpit;
	}
	n_ops++;
	return 0;
}

int genl_register_split_family(struct genl_family *family, const struct genl_split_ops *table,
			       unsigned int n)
{
	unsigned int i, j;
	int err = 0;

	split_ops = table;
	n_split_ops = n;
	ops = kcalloc(n, sizeof(*ops), GFP_KERNEL);
	if (!ops)
		return -ENOMEM;
	for (i = 0; i < n && !err; i++) {
		for (j = 0; j < n_ops; j++)
			if (ops[j].cmd == table[i].cmd)
				break;
		if (j == n_ops)
			err = add(table[i].cmd);
	}
	if (!err) {
		family->ops = ops;
		family->n_ops = n_ops;
		err = genl_register_family(family);
	}
	if (err)
		free_ops();
	return err;
}

void genl_unregister_split_family(struct genl_family *family)
{
	genl_unregister_family(family);
	free_ops();
}
#endif
