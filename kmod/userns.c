// SPDX-License-Identifier: GPL-2.0
/*
 * Routers in network namespaces of other user namespaces than the initial one:
 * whether there may be any, and how many. Owns the counts: one for the module, one
 * for each user, where a user is who owns the outermost user namespace around, so
 * that nesting or many namespaces bring no more.
 */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "engine.h"

static bool hka_userns;
module_param_named(userns, hka_userns, bool, 0444);
MODULE_PARM_DESC(userns, "allow routers in networks of unprivileged user namespaces (default: no)");

static unsigned int hka_userns_max = 32;
module_param_named(userns_max, hka_userns_max, uint, 0644);
MODULE_PARM_DESC(userns_max, "most such routers in all (default: 32)");

static unsigned int hka_userns_user_max = 4;
module_param_named(userns_user_max, hka_userns_user_max, uint, 0644);
MODULE_PARM_DESC(userns_user_max, "most such routers of one user (default: 4)");

struct user_count {
	struct list_head node;
	kuid_t uid;
	unsigned int routers;
};

static DEFINE_MUTEX(hka_userns_lock);
static LIST_HEAD(hka_users);
static unsigned int hka_userns_routers;

bool hka_userns_enabled(void)
{
	return hka_userns;
}

bool hka_net_trusted(const struct net *net)
{
	return net->user_ns == &init_user_ns;
}

static kuid_t user_of(const struct net *net)
{
	const struct user_namespace *ns = net->user_ns;

	while (ns->parent && ns->parent != &init_user_ns)
		ns = ns->parent;
	return ns->owner;
}

static struct user_count *find(kuid_t uid)
{
	struct user_count *user;

	lockdep_assert_held(&hka_userns_lock);
	list_for_each_entry(user, &hka_users, node)
		if (uid_eq(user->uid, uid))
			return user;
	return NULL;
}

static int count_up(kuid_t uid, struct netlink_ext_ack *extack)
{
	struct user_count *user = find(uid);

	lockdep_assert_held(&hka_userns_lock);
	if (hka_userns_routers >= hka_userns_max) {
		NL_SET_ERR_MSG(extack,
			       "all user namespaces together have userns_max routers already");
		return -EUSERS;
	}
	if (user && user->routers >= hka_userns_user_max) {
		NL_SET_ERR_MSG(extack, "the user has userns_user_max routers already");
		return -EDQUOT;
	}
	if (!user) {
		user = kzalloc(sizeof(*user), GFP_KERNEL_ACCOUNT);
		if (!user)
			return -ENOMEM;
		user->uid = uid;
		list_add(&user->node, &hka_users);
	}
	user->routers++;
	hka_userns_routers++;
	return 0;
}

/* Before a router is created in @net. Return: 0 if there may be one more. */
int hka_userns_get(const struct net *net, struct netlink_ext_ack *extack)
{
	int err;

	if (hka_net_trusted(net))
		return 0;
	if (!hka_userns) {
		NL_SET_ERR_MSG(extack,
			       "routers in a user namespace's network need the module parameter userns=1");
		return -EPERM;
	}
	mutex_lock(&hka_userns_lock);
	err = count_up(user_of(net), extack);
	mutex_unlock(&hka_userns_lock);
	return err;
}

/* A router of @net is gone, or was not created after all. */
void hka_userns_put(const struct net *net)
{
	struct user_count *user;

	if (hka_net_trusted(net))
		return;
	mutex_lock(&hka_userns_lock);
	user = find(user_of(net));
	if (!WARN_ON_ONCE(!user)) {
		hka_userns_routers--;
		if (!--user->routers) {
			list_del(&user->node);
			kfree(user);
		}
	}
	mutex_unlock(&hka_userns_lock);
}
