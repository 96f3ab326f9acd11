// SPDX-License-Identifier: GPL-2.0
/*
 * The reflector: one SCHED_DEADLINE thread that makes the addresses on the devices
 * agree with the states of the routers, through an in-kernel NETLINK_ROUTE socket
 * per namespace, then announces and tells. Owns vr->installed and vip->state.
 *
 * It compares what is wanted with what is installed and has no memory of events,
 * so a state that changes while it waits for RTNL costs nothing but the wait.
 * Order for a new MASTER: address, its announcement, next address ..., repeats,
 * event. One thread for the module: deadline admission does not stretch to one per
 * namespace. Each router queued gets one pass, then the next router's turn comes.
 */
#include <linux/if_addr.h>
#include <linux/kthread.h>
#include <linux/rtnetlink.h>
#include <linux/ipv6_route.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <net/addrconf.h>
#include <net/ip6_route.h>
#include <net/l3mdev.h>
#include <net/sock.h>
#include <uapi/linux/sched/types.h>

#include "engine.h"

#define HKA_IFA_PROTO		112	/* marks our addresses in `ip address show` */
#define HKA_LFT_FOREVER		0xffffffffu
#define HKA_RETRY_NS		(100 * NSEC_PER_MSEC)

/* Share of one CPU: 2 of every 10 ms guaranteed, more while nobody else needs it. */
#define HKA_DL_RUNTIME		(2 * NSEC_PER_MSEC)
#define HKA_DL_PERIOD		(10 * NSEC_PER_MSEC)

/* An address that is on a device because of us. Thread only. */
struct hka_installed {
	struct list_head node;
	struct hka_addr addr;
	int ifindex;
	u32 table;		/* IPv6: of the host route; 0: none was added */
	u8 plen;
	bool adopted;		/* was there before us and stays */
};

static DEFINE_SPINLOCK(hka_reflect_lock);
static LIST_HEAD(hka_reflect_list);
static struct task_struct *hka_reflector;

/* One rtnetlink message: header, family header, attributes. */
struct request {
	union {
		struct nlmsghdr nlh;
		u8 bytes[192];
	};
};

static void *request_init(struct request *req, u16 type, u16 flags, unsigned int len)
{
	memset(req, 0, sizeof(*req));
	req->nlh.nlmsg_len = NLMSG_LENGTH(len);
	req->nlh.nlmsg_type = type;
	req->nlh.nlmsg_flags = flags;
	return NLMSG_DATA(&req->nlh);
}

static void put_attr(struct request *req, int type, const void *data, int len)
{
	unsigned int at = NLMSG_ALIGN(req->nlh.nlmsg_len);
	struct rtattr rta = { .rta_type = type, .rta_len = RTA_LENGTH(len) };

	if (WARN_ON_ONCE(at + RTA_SPACE(len) > sizeof(req->bytes)))
		return;
	memcpy(&req->bytes[at], &rta, sizeof(rta));
	memcpy(&req->bytes[at + RTA_LENGTH(0)], data, len);
	req->nlh.nlmsg_len = at + RTA_SPACE(len);
}

/* Carry out one request; takes RTNL inside. Return: what rtnetlink answered. */
static int transact(struct hka_net *hn, struct request *req)
{
	/* Without a name rtnetlink asks for the credentials of a file there is not. */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvec vec = { .iov_base = req, .iov_len = req->nlh.nlmsg_len };
	struct {
		struct nlmsghdr nlh;
		struct nlmsgerr err;
		u8 rest[256];		/* the request comes back after an error */
	} ack;
	int len;

	req->nlh.nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
	req->nlh.nlmsg_seq = ++hn->rtnl_seq;
	len = kernel_sendmsg(hn->rtnl, &msg, &vec, 1, vec.iov_len);
	if (len < 0)
		return len;
	/* Requests are carried out inside sendmsg: the answer is there. */
	for (;;) {
		struct msghdr in = {};
		struct kvec iv = { .iov_base = &ack, .iov_len = sizeof(ack) };

		len = kernel_recvmsg(hn->rtnl, &in, &iv, 1, sizeof(ack), MSG_DONTWAIT);
		if (len < 0)
			return len;
		if (len >= (int)sizeof(ack.nlh) + (int)sizeof(ack.err.error) &&
		    ack.nlh.nlmsg_type == NLMSG_ERROR && ack.nlh.nlmsg_seq == hn->rtnl_seq)
			return ack.err.error;
	}
}

static void address_request(struct request *req, const struct hka_vr *vr,
			    const struct hka_installed *inst, u16 type, u16 flags)
{
	static const u8 proto = HKA_IFA_PROTO;
	u8 alen = hka_addr_len(vr->family);
	struct ifaddrmsg *ifa;

	ifa = request_init(req, type, flags, sizeof(*ifa));
	ifa->ifa_family = vr->family;
	ifa->ifa_prefixlen = inst->plen;
	ifa->ifa_index = inst->ifindex;
	put_attr(req, IFA_LOCAL, inst->addr.b, alen);
	put_attr(req, IFA_ADDRESS, inst->addr.b, alen);
	if (type != RTM_NEWADDR)
		return;
	put_attr(req, IFA_PROTO, &proto, sizeof(proto));
	if (vr->family == HKA_FAMILY_IPV6) {
		/* A host address is not meant as source of new connections, as in keepalived. */
		struct ifa_cacheinfo ci = {
			.ifa_valid = HKA_LFT_FOREVER,
			.ifa_prefered = inst->plen == 128 ? 0 : HKA_LFT_FOREVER,
		};
		/* The on-link route of a single host would only cost time. */
		u32 ifa_flags = IFA_F_NODAD | (inst->plen == 128 ? IFA_F_NOPREFIXROUTE : 0);

		put_attr(req, IFA_FLAGS, &ifa_flags, sizeof(ifa_flags));
		put_attr(req, IFA_CACHEINFO, &ci, sizeof(ci));
	}
}

/*
 * The host route of an IPv6 address. The core adds one too, but from a workqueue
 * that real-time load can hold back for seconds; this one makes the address work now.
 */
static int host_route(const struct hka_vr *vr, const struct hka_installed *inst, u16 type)
{
	u32 metric = IP6_RT_PRIO_USER;
	u32 oif = inst->ifindex;
	struct request req;
	struct rtmsg *rtm;

	rtm = request_init(&req, type, type == RTM_NEWROUTE ? NLM_F_CREATE : 0, sizeof(*rtm));
	rtm->rtm_family = AF_INET6;
	rtm->rtm_dst_len = 128;
	rtm->rtm_protocol = type == RTM_NEWROUTE ? HKA_IFA_PROTO : RTPROT_UNSPEC;
	rtm->rtm_scope = RT_SCOPE_UNIVERSE;
	rtm->rtm_type = RTN_LOCAL;
	put_attr(&req, RTA_DST, inst->addr.b, 16);
	put_attr(&req, RTA_OIF, &oif, sizeof(oif));
	put_attr(&req, RTA_TABLE, &inst->table, sizeof(inst->table));
	put_attr(&req, RTA_PRIORITY, &metric, sizeof(metric));
	return transact(vr->hn, &req);
}

static u32 local_table(const struct hka_vr *vr, int ifindex)
{
	struct net_device *dev;
	u32 table = 0;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(vr->hn->net, ifindex);
	if (dev)
		table = l3mdev_fib_table_rcu(dev);
	rcu_read_unlock();
	return table ?: RT_TABLE_LOCAL;
}

static void remove(struct hka_vr *vr, struct hka_installed *inst)
{
	struct request req;

	if (!inst->adopted) {
		if (inst->table)
			host_route(vr, inst, RTM_DELROUTE);
		/* It may have gone with its device, or by somebody's hand: then it is gone. */
		address_request(&req, vr, inst, RTM_DELADDR, 0);
		transact(vr->hn, &req);
	}
	list_del(&inst->node);
	kfree(inst);
}

static int install(struct hka_vr *vr, const struct hka_vip *vip)
{
	struct hka_installed *inst;
	struct request req;
	int err;

	inst = kzalloc(sizeof(*inst), GFP_KERNEL);
	if (!inst)
		return -ENOMEM;
	inst->addr = vip->addr;
	inst->plen = vip->plen;
	inst->ifindex = READ_ONCE(vip->ifindex);
	err = -ENODEV;
	if (!inst->ifindex)
		goto drop;

	address_request(&req, vr, inst, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
	err = transact(vr->hn, &req);
	if (err == -EEXIST)
		inst->adopted = true;
	else if (err)
		goto drop;
	if (vr->family == HKA_FAMILY_IPV6 && !inst->adopted) {
		inst->table = local_table(vr, inst->ifindex);
		err = host_route(vr, inst, RTM_NEWROUTE);
		if (err == -EEXIST) {
			inst->table = 0;
		} else if (err) {
			inst->table = 0;
			list_add_tail(&inst->node, &vr->installed);
			remove(vr, inst);
			return err;
		}
	}
	list_add_tail(&inst->node, &vr->installed);
	return 0;
drop:
	kfree(inst);
	return err;
}

static struct hka_installed *find(struct hka_vr *vr, const struct hka_vip *vip)
{
	struct hka_installed *inst;

	list_for_each_entry(inst, &vr->installed, node)
		if (inst->plen == vip->plen && inst->ifindex == READ_ONCE(vip->ifindex) &&
		    !hka_addr_cmp(vr->family, &inst->addr, &vip->addr))
			return inst;
	return NULL;
}

static bool wanted(const struct hka_vips *vips, const struct hka_vr *vr,
		   const struct hka_installed *inst)
{
	u16 i;

	for (i = 0; i < vips->count; i++)
		if (inst->plen == vips->vip[i].plen &&
		    inst->ifindex == READ_ONCE(vips->vip[i].ifindex) &&
		    !hka_addr_cmp(vr->family, &inst->addr, &vips->vip[i].addr))
			return true;
	return false;
}

static void remove_unwanted(struct hka_vr *vr, struct hka_vips *vips, bool master)
{
	struct hka_installed *inst, *next;
	u16 i;

	list_for_each_entry_safe(inst, next, &vr->installed, node)
		if (!master || !wanted(vips, vr, inst))
			remove(vr, inst);
	if (master)
		return;
	for (i = 0; i < vips->count; i++) {
		WRITE_ONCE(vips->vip[i].state, HKA_VIP_STATE_ABSENT);
		WRITE_ONCE(vips->vip[i].error, 0);
	}
}

/* Return: whether all are in. Stops early when the router is no longer MASTER. */
static bool install_missing(struct hka_vr *vr, struct hka_vips *vips)
{
	bool all = true;
	u16 i;
	int err;

	for (i = 0; i < vips->count; i++) {
		struct hka_vip *vip = &vips->vip[i];
		struct hka_installed *inst = find(vr, vip);

		bool fresh = !inst;

		if (!READ_ONCE(vr->gate_open))
			return false;
		if (fresh) {
			/* From here on the gate watches over it. */
			WRITE_ONCE(vip->state, HKA_VIP_STATE_PENDING);
			err = install(vr, vip);
			WRITE_ONCE(vip->error, -err);
			if (err) {
				WRITE_ONCE(vip->state, HKA_VIP_STATE_FAILED);
				all = false;
				continue;
			}
			inst = list_last_entry(&vr->installed, struct hka_installed, node);
		}
		WRITE_ONCE(vip->state, inst->adopted ? HKA_VIP_STATE_ADOPTED :
						       HKA_VIP_STATE_INSTALLED);
		if (fresh)
			hka_announce(vr, vip);
	}
	return all;
}

static void announce_all(struct hka_vr *vr, struct hka_vips *vips, int rounds)
{
	u16 i;

	while (rounds--)
		for (i = 0; i < vips->count; i++)
			if (find(vr, &vips->vip[i]))
				hka_announce(vr, &vips->vip[i]);
}

/* Write down and tell what was noted, in order. */
static void tell(struct hka_vr *vr)
{
	struct hka_note *note;
	u32 lost = 0;

	do {
		spin_lock_bh(vr->lock);
		note = hka_note_next(vr);
		if (!note)
			swap(lost, vr->notes_lost);
		spin_unlock_bh(vr->lock);
		if (note) {
			hka_history_add(vr, note);
			hka_event_send(vr, note);
			hka_note_free(note);
		}
	} while (note);
	if (lost)
		hka_event_skip(vr->hn, lost);
}

/* One pass over one router. */
static void reflect(struct hka_vr *vr)
{
	bool master, again, fresh, all = false;
	struct hka_vips *vips;

	spin_lock_bh(vr->lock);
	vips = vr->vips;
	kref_get(&vips->ref);
	master = vr->fsm.state == HKA_STATE_MASTER && vr->gate_open;
	fresh = master && !vr->ready;
	again = master && vr->announce;
	vr->announce = false;
	spin_unlock_bh(vr->lock);

	remove_unwanted(vr, vips, master);
	if (fresh) {
		all = install_missing(vr, vips);
		if (all)
			announce_all(vr, vips, HKA_ANNOUNCE_REPEAT - 1);
	} else if (again) {
		announce_all(vr, vips, HKA_ANNOUNCE_REPEAT);
	}

	if (fresh) {
		spin_lock_bh(vr->lock);
		if (vr->gate_open && vr->vips == vips) {
			u64 now = ktime_get_ns();

			vr->ready = all;
			if (all) {
				vr->fence_ns_shift = 0;
				vr->announce_at = now + HKA_ANNOUNCE_DELAY_NS;
			} else {
				vr->retry_at = min(now + HKA_RETRY_NS, vr->ready_by);
			}
			hka_timer_arm(vr);
		}
		spin_unlock_bh(vr->lock);
	}
	tell(vr);
	hka_vips_put(vips);
}

void hka_reflect_queue(struct hka_vr *vr)
{
	spin_lock_bh(&hka_reflect_lock);
	if (list_empty(&vr->reflect_node)) {
		kref_get(&vr->ref);
		list_add_tail(&vr->reflect_node, &hka_reflect_list);
	}
	wake_up_process(hka_reflector);
	spin_unlock_bh(&hka_reflect_lock);
}

static struct hka_vr *next_router(void)
{
	struct hka_vr *vr;

	spin_lock_bh(&hka_reflect_lock);
	vr = list_first_entry_or_null(&hka_reflect_list, struct hka_vr, reflect_node);
	if (vr) {
		list_del_init(&vr->reflect_node);
		vr->reflecting = true;
	}
	spin_unlock_bh(&hka_reflect_lock);
	return vr;
}

static int reflector(void *unused)
{
	struct hka_vr *vr;

	for (;;) {
		set_current_state(TASK_IDLE);
		vr = next_router();
		if (!vr) {
			if (kthread_should_stop())
				break;
			schedule();
			continue;
		}
		__set_current_state(TASK_RUNNING);
		reflect(vr);
		spin_lock_bh(&hka_reflect_lock);
		vr->reflecting = false;
		spin_unlock_bh(&hka_reflect_lock);
		wake_up_var(&vr->reflecting);
		hka_vr_put(vr);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static bool settled(struct hka_vr *vr)
{
	bool done;

	spin_lock_bh(&hka_reflect_lock);
	done = list_empty(&vr->reflect_node) && !vr->reflecting;
	spin_unlock_bh(&hka_reflect_lock);
	return done;
}

/* Wait until the devices agree with the router's present state. */
void hka_reflect_wait(struct hka_vr *vr)
{
	might_sleep();
	/* The thread takes RTNL: holding it here would wait for ever. */
	WARN_ON_ONCE(lockdep_rtnl_is_held() && IS_ENABLED(CONFIG_PROVE_LOCKING));
	wait_var_event(&vr->reflecting, settled(vr));
}

/* The thread's socket for one namespace; before its first router starts. */
int hka_reflect_net_open(struct hka_net *hn)
{
	int err;

	err = sock_create_kern(hn->net, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, &hn->rtnl);
	if (err)
		hn->rtnl = NULL;
	return err;
}

/* After its last router has gone. */
void hka_reflect_net_close(struct hka_net *hn)
{
	sock_release(hn->rtnl);
	hn->rtnl = NULL;
}

int hka_reflect_start(void)
{
	struct sched_attr attr = {
		.size = sizeof(attr),
		.sched_policy = SCHED_DEADLINE,
		.sched_flags = SCHED_FLAG_RECLAIM,
		.sched_runtime = HKA_DL_RUNTIME,
		.sched_deadline = HKA_DL_PERIOD,
		.sched_period = HKA_DL_PERIOD,
	};
	struct task_struct *task;

	task = kthread_create(reflector, NULL, "hka");
	if (IS_ERR(task))
		return PTR_ERR(task);
	if (sched_setattr_nocheck(task, &attr)) {
		pr_warn("no SCHED_DEADLINE bandwidth left; addresses move at real-time priority only\n");
		sched_set_fifo(task);
	}
	get_task_struct(task);
	hka_reflector = task;
	wake_up_process(task);
	return 0;
}

void hka_reflect_stop(void)
{
	struct task_struct *task = hka_reflector;

	kthread_stop(task);
	put_task_struct(task);
}
