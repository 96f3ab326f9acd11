/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registering a family whose table is made of split operations (one policy for each
 * direction). Kernels before 6.2 know one policy for each command: genl.c builds
 * their table and checks the direction itself.
 */
#ifndef _HKA_COMPAT_GENL_H
#define _HKA_COMPAT_GENL_H

#include <linux/version.h>
#include <net/genetlink.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)

struct genl_split_ops {
	union {
		struct {
			int (*doit)(struct sk_buff *skb, struct genl_info *info);
			void (*post_doit)(const struct genl_split_ops *ops, struct sk_buff *skb,
					  struct genl_info *info);
		};
		struct {
			int (*start)(struct netlink_callback *cb);
			int (*dumpit)(struct sk_buff *skb, struct netlink_callback *cb);
		};
	};
	const struct nla_policy *policy;
	unsigned int maxattr;
	u8 cmd;
	u8 internal_flags;
	u8 flags;
	u8 validate;
};

int genl_register_split_family(struct genl_family *family, const struct genl_split_ops *ops,
			       unsigned int n);
void genl_unregister_split_family(struct genl_family *family);

#else

static inline int genl_register_split_family(struct genl_family *family,
					     const struct genl_split_ops *ops, unsigned int n)
{
	family->split_ops = ops;
	family->n_split_ops = n;
	return genl_register_family(family);
}

static inline void genl_unregister_split_family(struct genl_family *family)
{
	genl_unregister_family(family);
}

#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
/* The attributes of a dump request: ->attrs is all that is used. */
static inline const struct genl_dumpit_info *genl_info_dump(struct netlink_callback *cb)
{
	return genl_dumpit_info(cb);
}
#endif

#endif /* _HKA_COMPAT_GENL_H */
