// SPDX-License-Identifier: GPL-2.0
/*
 * The module: init and exit, its parameters, its namespaces, and what is registered
 * only while routers exist. A loaded module without a router has no protocol
 * handler, no hook, no thread and no multicast group; any user can have it loaded
 * through the netlink alias.
 */
#include <linux/module.h>
#include <linux/reboot.h>
#include <net/genetlink.h>
#include <net/netns/generic.h>

#include "engine.h"

static unsigned int hka_net_id;

/* Namespaces that have routers: the first brings the engine up, the last down. */
static DEFINE_MUTEX(hka_engine_lock);
static unsigned int hka_engine_users;

struct hka_net *hka_net(struct net *net)
{
	return net_generic(net, hka_net_id);
}

static int engine_up(struct netlink_ext_ack *extack)
{
	int err = 0;

	mutex_lock(&hka_engine_lock);
	if (!hka_engine_users) {
		err = hka_runner_start();
		if (err)
			goto out;
		err = hka_reflect_start();
		if (err)
			goto runner;
		err = hka_rx_register(extack);
		if (err)
			goto reflect;
	}
	hka_engine_users++;
out:
	mutex_unlock(&hka_engine_lock);
	return err;

reflect:
	hka_reflect_stop();
runner:
	hka_runner_stop();
	goto out;
}

static void engine_down(void)
{
	mutex_lock(&hka_engine_lock);
	if (!--hka_engine_users) {
		hka_rx_unregister();
		hka_reflect_stop();
		hka_runner_stop();
	}
	mutex_unlock(&hka_engine_lock);
}

/* hn->mutex held; once for each router. */
int hka_engine_get(struct hka_net *hn, struct netlink_ext_ack *extack)
{
	int err;

	lockdep_assert_held(&hn->mutex);
	if (hn->users) {
		hn->users++;
		return 0;
	}
	err = hka_net_stats_open(hn);
	if (err)
		return err;
	err = engine_up(extack);
	if (err)
		return err;
	err = hka_rtnl_open(hn);
	if (err)
		goto down;
	err = hka_gate_register(hn->net);
	if (err)
		goto close;
	hn->users = 1;
	return 0;

close:
	hka_rtnl_close(hn);
down:
	engine_down();
	return err;
}

/* hn->mutex held. */
void hka_engine_put(struct hka_net *hn)
{
	lockdep_assert_held(&hn->mutex);
	if (--hn->users)
		return;
	hka_gate_unregister(hn->net);
	hka_fib_watch_close(hn);
	hka_rtnl_close(hn);
	engine_down();
}

static int __net_init net_init(struct net *net)
{
	struct hka_net *hn = hka_net(net);

	hn->net = net;
	mutex_init(&hn->mutex);
	spin_lock_init(&hn->stats_lock);
	xa_init_flags(&hn->vrs, XA_FLAGS_ALLOC1);
	xa_init_flags(&hn->tracks, XA_FLAGS_ALLOC1);
	xa_init_flags(&hn->groups, XA_FLAGS_ALLOC1);
	xa_init_flags(&hn->leases, XA_FLAGS_ALLOC1);
	hn->generation = 1;
	return 0;
}

/* While the devices still work: every MASTER says that it goes. */
static void __net_exit net_pre_exit(struct net *net)
{
	struct hka_net *hn = hka_net(net);
	struct hka_group *group;
	struct hka_track *track;
	unsigned long id;
	struct hka_vr *vr;

	mutex_lock(&hn->mutex);
	hn->closing = true;
	hka_net_stop_all(hn);
	xa_for_each(&hn->vrs, id, vr)
		hka_vr_delete(vr);
	xa_for_each(&hn->tracks, id, track)
		hka_track_delete(track);
	xa_for_each(&hn->groups, id, group)
		hka_group_delete(group);
	hka_leases_delete(hn);
	mutex_unlock(&hn->mutex);
}

static void __net_exit net_exit(struct net *net)
{
	struct hka_net *hn = hka_net(net);

	xa_destroy(&hn->vrs);
	xa_destroy(&hn->tracks);
	xa_destroy(&hn->groups);
	xa_destroy(&hn->leases);
	hka_maintenance_free(hn);
	hka_net_stats_close(hn);
}

static struct pernet_operations hka_net_ops = {
	.init = net_init,
	.pre_exit = net_pre_exit,
	.exit = net_exit,
	.id = &hka_net_id,
	.size = sizeof(struct hka_net),
};

/* Restart, halt, power off, kexec: the peers need not wait for a silence. */
static int going_down(struct notifier_block *nb, unsigned long event, void *ptr)
{
	hka_release_all();
	return NOTIFY_DONE;
}

static struct notifier_block hka_reboot_nb = { .notifier_call = going_down };

static int __init hka_init(void)
{
	int err;

	hka_tables_init();
	err = hka_runner_init();
	if (err)
		return err;
	err = register_pernet_subsys(&hka_net_ops);
	if (err)
		goto runner;
	err = hka_link_init();
	if (err)
		goto pernet;
	err = hka_track_init();
	if (err)
		goto link;
	err = register_reboot_notifier(&hka_reboot_nb);
	if (err)
		goto track;
	err = hka_nl_register();
	if (err)
		goto reboot;
	return 0;

reboot:
	unregister_reboot_notifier(&hka_reboot_nb);
track:
	hka_track_exit();
link:
	hka_link_exit();
pernet:
	unregister_pernet_subsys(&hka_net_ops);
runner:
	hka_runner_exit();
	return err;
}

static void __exit hka_exit(void)
{
	hka_nl_unregister();
	unregister_reboot_notifier(&hka_reboot_nb);
	/* Every MASTER first, at once; what follows takes the time RTNL takes. */
	hka_release_all();
	hka_track_exit();
	hka_link_exit();
	unregister_pernet_subsys(&hka_net_ops);
	hka_runner_exit();
	/* Routers and addresses that RCU still frees. */
	rcu_barrier();
}

module_init(hka_init);
module_exit(hka_exit);

MODULE_DESCRIPTION("VRRP virtual routers in the kernel");
MODULE_AUTHOR("hka developers");
MODULE_LICENSE("GPL");
MODULE_VERSION(HKA_VERSION);
MODULE_ALIAS_GENL_FAMILY(HKA_GENL_NAME);
