/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The virtual router: the one object everything else in the module works on.
 *
 * Objects
 *	struct hka_net	one per network namespace; owns the routers (xarray by id)
 *	struct hka_vr	one virtual router; kref, freed after RCU
 *	struct hka_vips	its virtual addresses; kref, replaced as a whole
 *	struct hka_fibs	its routes and rules; kref, replaced as a whole (fib.h)
 *	struct hka_link	one device of a namespace on which routers run
 *	struct hka_track	one tracker of a namespace; kref, freed after RCU (track.h)
 *	struct hka_member	one tracker of one router, or of a group
 *	struct hka_group	a group of routers; kref, freed after RCU (group.h)
 *	struct hka_lease	a manager's lease of a namespace; freed after RCU (lease.h)
 *
 * Lock order (outermost first)
 *	hn->mutex	configuration of one namespace: who exists, base settings.
 *			Process context. Never taken by a notifier.
 *	hka_engine_lock	(main.c) how many namespaces are in use. Leaf towards RTNL:
 *			nothing that needs RTNL or pernet_ops_rwsem is called with it.
 *	RTNL		bindings: vr->dev, hka_link, memberships, vip->dev.
 *			Taken inside hn->mutex, or held already in a notifier.
 *	vr->lock	state, timers, counters, what is wanted, notes. Softirq and process
 *			(hka_vr_lock()). Points to the router's own lock, or to
 *			that of its group: the members of a group have one lock,
 *			so that they change their state in one step.
 *	track->lock	what a tracker sees and says; under it members are kicked,
 *			nothing else.
 *	lease->lock	who holds a lease, and when he was heard; a leaf.
 *	hka_reflect_lock, hka_table_lock, hka_fib_lock
 *			leaves: the reflector's queue, the lookup tables' writers.
 *
 * What protects what
 *	xarray		hn->mutex for writers, RCU for readers
 *	vr->name	hn->mutex and hka_table_lock to write, either to read; RCU for who
 *			found it by name. Traces read it as it is.
 *	key table	hka_table_lock (taken under RTNL) for writers, RCU for readers
 *	gate table	hka_table_lock for writers, RCU for readers
 *	vr->dev		RTNL and vr->lock to write, either to read
 *	vr->installed	the reflector thread alone; with it vip->on
 *	vr->vips	vr->lock; a reference keeps a set alive
 *	vr->lock	the pointer: hn->mutex, the group's lock and vr->own_lock to
 *			write, in this order; any to read. See hka_vr_lock().
 *	vr->fibs	RTNL and vr->lock to write, either to read; the same
 *	route table	hka_fib_lock for writers, RCU for readers
 *	hn->tracks	hn->mutex and RTNL for writers, either or RCU for readers
 *	hn->groups	hn->mutex for writers, RCU for readers
 *	vr->member_of	hn->mutex, the group's lock and vr->own_lock to write, any to read
 *	hn->maintenance	hn->mutex for writers, RCU for readers
 *	memberships	hn->mutex, vr->lock and track->lock to write, any to read
 *
 * No packet is sent with an hka lock held: tx.c builds under vr->lock and sends
 * after it. One transmitter: hka_vr_run() (timer.c) alone sends adverts, and two
 * runs of one router never overlap, so nothing stale can follow a release.
 *
 * Known hard places
 *	- The hrtimer callback runs in hard interrupt context and takes no lock: it
 *	  queues the router for the runner and holds a reference meanwhile.
 *	- A release from process context runs the machine, queues the run and waits
 *	  for it (hka_vr_flush()); it must not hold vr->lock and may hold RTNL, since
 *	  a run never waits for RTNL.
 *	- The reflector takes RTNL inside rtnetlink; nobody may wait for it while
 *	  holding RTNL (hka_reflect_wait() asserts so).
 *	- register_netdevice_notifier() takes pernet_ops_rwsem, which cleanup_net()
 *	  holds around .pre_exit: notifiers are registered at module load, not with
 *	  the first router.
 */
#ifndef _HKA_VR_H
#define _HKA_VR_H

#include <linux/atomic.h>
#include <linux/hrtimer.h>
#include <linux/if.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>
#include <net/net_namespace.h>

#include "hmac.h"
#include "demote.h"
#include "fsm.h"
#include "group.h"
#include "heard.h"
#include "history.h"
#include "lease.h"
#include "maintenance.h"
#include "note.h"
#include "packet.h"
#include "stats.h"
#include "track.h"

struct socket;
struct hka_fibs;

/* How an address stands on its device. No padding: two of them compare as memory. */
struct hka_address {
	struct hka_addr addr;
	struct hka_addr peer;		/* the far end; @addr again if there is none */
	__be32 broadcast;		/* IPv4; 0: none */
	u32 flags;			/* IFA_F_* */
	u32 preferred;			/* s; HKA_LFT_FOREVER */
	u8 family;			/* an excluded one may be of the other family */
	u8 plen;
	u8 scope;			/* IPv4 */
	bool has_peer;
	char label[IFNAMSIZ];		/* IPv4; empty: the device's name */
};

#define HKA_LFT_FOREVER		0xffffffffu

/* Of an address that is on a device because of its router. The reflector thread's. */
struct hka_installed {
	struct hlist_node hash;
	int ifindex;
	u32 table;			/* IPv6: of the host route; 0: none was added */
	bool in;			/* else nothing of this means anything */
	bool adopted;			/* was there before us and stays */
	bool wanted;			/* while looking for those that are not */
	bool gone;			/* left its device; to be put back */
};

/* One virtual address. Immutable but for the fields that say otherwise. */
struct hka_vip {
	struct hlist_node gate_node;	/* hka_table_lock */
	struct hka_vr *vr;
	struct hka_address a;
	bool excluded;			/* not advertised */
	bool own_dev;			/* its device was named, it is not the router's */
	char ifname[IFNAMSIZ];		/* RTNL; follows a rename */
	int ifindex;			/* RTNL to write; 0 while the device does not exist */
	struct net_device *joined;	/* RTNL: where the solicited-node group is joined */
	u8 state;			/* enum hka_vip_state; written by the reflector */
	int error;			/* written by the reflector */
	u8 lost;			/* vr->lock: enum hka_lost */
	u8 left;			/* reflector: announcements that are due */
	bool unannounced;		/* reflector: the first of them is due */
	u8 fights;			/* reflector: removals by others since fight_since */
	u32 removals;			/* by others while MASTER; written by the reflector */
	u64 fight_since;		/* reflector */
	u64 back_at;			/* reflector: not to be put back before */
	struct hka_installed on;
};

/* How an address left its device behind the router's back. */
enum hka_lost {
	HKA_LOST_NOT,
	HKA_LOST_QUIET,			/* with its device, or with another address of ours */
	HKA_LOST_REMOVED,		/* by somebody */
};

struct hka_vips {
	struct kref ref;
	struct rcu_head rcu;
	u16 count;
	u16 advertised;			/* of them; no more than HKA_VIPS_MAX */
	struct hka_addr *wire;		/* the advertised addresses in a row, for the encoder */
	struct hka_vip vip[];
};

/* How a router speaks and whom it believes. */
struct hka_wire {
	bool strict;			/* the profile of RFC 9568; fixed at creation */
	u8 accept;			/* enum hka_accept, for one that is not owner */
	bool check_addrs;		/* VRRPv2: another list is dropped */
	bool check_source;		/* unicast: strangers are dropped */
	u8 unicast_ttl;
	bool has_source;		/* the address below was configured */
	struct hka_addr source;
	bool vmac;			/* adverts and addresses have a virtual MAC */
	u8 auth_type;			/* enum hka_auth */
	u8 auth[HKA_VRRP_AUTH_LEN];	/* never told */
};

/* A unicast peer. The address and its bounds are immutable, the rest is under vr->lock. */
struct hka_peer {
	struct hka_addr addr;
	u8 ttl_min;
	u8 ttl_max;
	u64 sent;
	u64 send_errors;
	u64 last_heard;			/* CLOCK_REALTIME; 0: never */
	struct hka_mark mark;		/* of its authenticated adverts */
};

struct hka_peers {
	struct rcu_head rcu;
	unsigned long resolved;		/* runner: when neighbours were last asked for; jiffies */
	u8 count;
	struct hka_peer peer[];
};

/* How addresses are announced: keepalived's schedule and knobs. */
struct hka_burst_config {
	u8 repeat;		/* announcements of an address in a burst */
	u8 refresh_repeat;
	u8 lower_repeat;	/* after a losing advert; as repeat unless it was given */
	bool has_lower_repeat;
	bool has_lower_delay;
	u32 interval_us;	/* least gap on a device, or in a group; 0: none */
	u32 group;		/* 0: the device alone */
	u64 delay_us;		/* until the second burst; 0: there is none */
	u64 refresh_us;		/* 0: none */
	u64 lower_delay_us;	/* as delay unless it was given */
};

extern const struct hka_burst_config hka_burst_defaults;

/* Bursts that are due by the clock. */
enum hka_burst {
	HKA_BURST_SECOND,	/* of a new MASTER */
	HKA_BURST_LOWER,	/* after a losing advert, the second one */
	HKA_BURST_REFRESH,
	__HKA_BURST_MAX
};

/* vr->flags */
enum {
	HKA_VR_QUEUED,		/* for the runner */
	HKA_VR_RELINK,		/* an address changed: look at the source again */
};

struct hka_vr {
	struct kref ref;
	struct rcu_head rcu;
	struct hka_net *hn;
	u32 id;
	char name[HKA_NAME_MAX + 1];	/* hka_vr_name() */
	struct hlist_node name_node;	/* hn->mutex + hka_table_lock, RCU */
	struct hlist_node key_node;	/* RTNL + hka_table_lock, RCU */
	u8 family;
	u8 vrid;
	bool unicast;			/* adverts go to the peers, not to the group */
	bool no_dev;			/* unicast without a device: route decides */
	struct hka_addr group;
	struct hka_peers __rcu *peers;	/* RTNL + lock to write; NULL: multicast */
	bool deleted;			/* lock: no more starts */
	bool ended;			/* lock: nothing to be reflected any more */

	/* binding: RTNL and lock to write */
	char ifname[IFNAMSIZ];
	int ifindex;			/* 0 while parked, or without a device */
	struct net_device *dev;
	netdevice_tracker dev_tracker;
	bool clash;			/* the device's key is taken by another router */
	bool going_down;		/* lock: NETDEV_GOING_DOWN was seen */
	bool source_anywhere;		/* READ_ONCE: the source may be on another device */
	struct hka_vmac *vmac;		/* what the device has for its virtual MAC, or NULL */
	struct hlist_node vmac_node;	/* RTNL, RCU */
	u8 vmac_state;			/* enum hka_vmac_state */

	/* membership: hn->mutex, the group's lock and own_lock to write */
	struct hka_group *member_of;
	struct list_head group_node;
	struct hka_group __rcu *follows;	/* member_of, for one that does not lead it */

	/* under *lock */
	spinlock_t *lock;
	spinlock_t own_lock;		/* what lock points to while in no group */
	bool joining;			/* came to a group that is MASTER, and is not yet */
	u32 base_interval_us;		/* as configured; cfg.interval_us of a follower is not */
	struct hka_fsm_config cfg;
	struct hka_fsm fsm;
	struct hka_vips *vips;
	struct hka_wire wire;
	struct hka_hmac *hmac;		/* NULL: adverts are not authenticated */
	u8 checksum;			/* enum hka_checksum, as configured */
	u8 csum_form;			/* enum hka_csum_form that is sent */
	u8 fault;			/* enum hka_fault */
	bool starting;			/* INIT until the start-up delay is over */
	bool link_down;			/* the device is missing, down or without carrier */
	u64 link_up;			/* when it last came to be otherwise; 0: it always was */
	bool has_source;
	bool has_last_source;
	bool ready;			/* MASTER: every address is in */
	bool reflect;			/* the next run queues it for the reflector */
	u8 last_priority;
	u16 ip_id;
	struct hka_addr source;
	struct hka_addr last_source;
	u32 pending;			/* HKA_ACT_* the next run sends */
	u32 startup_delay_us;
	u64 created;			/* when the start-up delay began */
	u64 armed;			/* when the hrtimer fires */
	int armed_on;			/* the CPU that armed it */
	u64 ready_by;			/* MASTER: when every address must be in */
	u64 retry_at;			/* FAULT: when to look again; install: when to try again */
	struct hka_burst_config burst_cfg;
	u64 burst_at[__HKA_BURST_MAX];	/* HKA_NEVER: none is due */
	bool lost;			/* of one of the addresses */
	bool fib_lost;			/* of one of the routes and rules */
	u64 fib_at;			/* MASTER: when to try again to add them */
	struct hka_fibs *fibs;		/* NULL: there never were any */
	bool swept;			/* left-overs have been looked for */
	u8 failed_sends;		/* in a row */
	u8 fence_fault;			/* why it is fenced off until fenced_until */
	u8 fence_shift;			/* doublings */
	u64 fenced_until;
	u64 boot_offset;		/* CLOCK_BOOTTIME - CLOCK_MONOTONIC at the last event */
	u64 up_since;			/* CLOCK_REALTIME */
	u64 state_since;		/* CLOCK_REALTIME */
	struct hka_vr_stats stats;
	/* what moves the priority; written by demote.c, the first two by vr.c */
	u8 base_priority;		/* as configured; cfg.priority is the effective one */
	bool track_link;		/* in FAULT while the device is down or has no carrier */
	u8 held;			/* enum hka_fault: what a contribution holds it in */
	u8 handover;			/* enum hka_handover: what became of the last one */
	u8 n_members;
	s64 contributed;		/* the sum of all contributions */
	u8 maintenance;			/* of the namespace, enum hka_maintenance */
	bool plain;			/* there was no contribution when last looked at */
	u64 contributions_at;		/* when one changes by itself, or HKA_NEVER */
	struct hka_tie tie;		/* to a manager's lease */
	struct hka_demotions demotions;
	struct list_head members;	/* by of_vr; its trackers */
	u64 heard_at;			/* the last accepted advert; 0: none was heard */
	struct list_head notes;		/* to be told by the reflector */
	u32 n_notes;
	u32 notes_lost;			/* since the last note that was queued */
	u32 drop_told[__HKA_DROP_MAX];	/* when a note about such a packet was last made */
	struct hka_history *history;
	u32 history_lost;		/* transitions not kept */
	struct mem_cgroup *memcg;	/* of who asked for it, see hka_vr_zalloc(); may be NULL */
	/* rival.c */
	struct hka_heard_table heard;
	struct hka_heard heard_few[HKA_HEARD_FEW];
	u32 rival_told[__HKA_RIVAL_MAX];	/* as drop_told */
	u32 vmac_told;
	u32 vain_told;
	u32 claim_told;
	bool alone;			/* MASTER for long, and had heard nobody */
	bool alone_told;
	u64 master_at;			/* MASTER: since when */
	u64 alone_at;			/* when that is so, or HKA_NEVER */
	u64 defended;			/* when a claimed address was last announced again */

	/* no lock */
	bool gate_open;			/* READ_ONCE in the gate; written under lock */
	u8 gate_accept;			/* the same: what it takes when open, enum hka_accept */
	unsigned long flags;
	atomic_t runs;
	atomic_t waiters;		/* in hka_vr_flush() */
	struct hrtimer timer;
	struct llist_node run_node;

	/* reflector */
	struct list_head reflect_node;	/* hka_reflect_lock */
	bool reflecting;		/* hka_reflect_lock: in the thread's hands */
	u8 announce;			/* lock: announce each address so often */
	struct {			/* reflector thread (burst.c) */
		struct list_head node;
		u16 at;			/* the address whose turn it is */
		bool unannounced;	/* one has not been announced at all */
	} burst;
	struct hka_vips *installed;	/* reflector thread: what is on devices is in it */
	struct list_head placed;	/* reflector thread: routes and rules, in order */
	struct hka_fdb {		/* reflector thread: the entry in a bridge's table */
		int ifindex;		/* 0: none */
		u16 vid;
	} fdb;
};

/* A device of a namespace on which routers run. RTNL; read under RCU. */
struct hka_link {
	struct hlist_node node;
	struct rcu_head rcu;
	int ifindex;
	u32 users[2];			/* routers by family: 0 IPv4, 1 IPv6 */
	u32 unicast[2];			/* those of them with peers */
	struct hlist_head groups;	/* what the others listen to */
	struct hka_vmac *vmac;		/* RTNL alone */
	u32 drop_told[__HKA_DROP_MAX];	/* when a note about such a packet was last made */
	bool heard[2];			/* READ_ONCE: any advert, by family */
};

static inline u8 hka_family_index(u8 family)
{
	return family == HKA_FAMILY_IPV6;
}

static inline bool hka_link_has_heard(const struct hka_link *link, u8 family)
{
	return READ_ONCE(link->heard[hka_family_index(family)]);
}

/* Seldom written, so that CPUs need not share the line for nothing. */
static inline void hka_link_hear(struct hka_link *link, u8 family)
{
	if (!hka_link_has_heard(link, family))
		WRITE_ONCE(link->heard[hka_family_index(family)], true);
}

/* A multicast group that routers of a device listen to. RTNL; read under RCU. */
struct hka_mcast {
	struct hlist_node node;
	struct rcu_head rcu;
	u8 family;
	u32 users;
	struct hka_addr addr;
};

#define HKA_LINK_BITS	6
#define HKA_TABLE_BITS	12	/* of the lookup tables */

struct hka_net {
	struct net *net;
	struct mutex mutex;		/* configuration of the namespace */
	struct xarray vrs;
	struct xarray tracks;
	struct xarray groups;
	struct xarray leases;
	struct hka_maintenance_state __rcu *maintenance;	/* NULL: none */
	u32 next_id;
	u32 generation;			/* mutex: dump consistency */
	bool closing;			/* mutex: the namespace goes away */
	u32 users;			/* mutex: routers that use engine and hooks */
	atomic_t event_seq;
	struct hka_net_stats __percpu *stats;
	spinlock_t stats_lock;		/* leaf, process context: the two below */
	struct hka_net_counts stats_base;	/* the counts that were cleared */
	u64 stats_since;
	struct socket *rtnl;		/* reflector thread while routers exist */
	struct socket *fib_watch;	/* mutex: from the first route or rule on */
	u32 rtnl_seq;
	struct hlist_head links[1 << HKA_LINK_BITS];
	u32 roaming[2];			/* RTNL; RCU: unicast routers without a device, by family */
};

struct hka_net *hka_net(struct net *net);

static inline bool hka_addr_is_multicast(u8 family, const struct hka_addr *addr)
{
	return family == HKA_FAMILY_IPV6 ? addr->b[0] == 0xff : (addr->b[0] & 0xf0) == 0xe0;
}

/* Only an excluded address may be one. */
static inline bool hka_address_is_multicast(const struct hka_address *a)
{
	return hka_addr_is_multicast(a->family, &a->addr);
}

/* What a request asks for; every field valid. */
struct hka_vr_settings {
	struct hka_fsm_config cfg;
	u32 startup_delay_us;	/* a router stays INIT for so long after its creation */
	struct hka_wire wire;
	bool track_link;
	u8 checksum;
	struct hka_burst_config burst;
	struct hka_tie tie;
	struct hka_vips *vips;		/* NULL: unchanged */
	struct hka_peers *peers;	/* NULL: unchanged */
	struct hka_group *member_of;	/* NULL: of none; hn->mutex */
	struct hka_fibs *fibs;		/* NULL: unchanged */
	struct hka_hmac *hmac;		/* what the router has, unless hmac_set */
	bool hmac_set;
	/* fixed at creation */
	bool unicast;
	bool no_dev;
	struct hka_addr group;
};

struct netlink_ext_ack;

struct hka_vr *hka_vr_alloc(struct hka_net *hn, const char *name, u8 family, u8 vrid);
void *hka_vr_zalloc(const struct hka_vr *vr, size_t size);
void hka_vr_put(struct hka_vr *vr);
bool hka_vr_get_unless_zero(struct hka_vr *vr);
struct hka_vips *hka_vips_alloc(u16 count, u16 advertised, gfp_t gfp);
void hka_vips_put(struct hka_vips *vips);
struct hka_vr *hka_vr_find_name(struct hka_net *hn, const char *name);
/* A copy of the name, in HKA_NAME_MAX + 1 bytes. Return: @buf. */
char *hka_vr_name(const struct hka_vr *vr, char *buf);
void hka_vr_rename(struct hka_vr *vr, const char *name);	/* hn->mutex; the name is free */
int hka_vr_create(struct hka_vr *vr, const char *ifname,
		  const struct hka_vr_settings *s, struct netlink_ext_ack *extack);
int hka_vr_change(struct hka_vr *vr, const struct hka_vr_settings *s,
		  struct netlink_ext_ack *extack);
void hka_vr_delete(struct hka_vr *vr);
void hka_net_stop_all(struct hka_net *hn);
u32 hka_vr_mtu_needed(const struct hka_vr *vr, const struct hka_hmac *hmac, u16 count);

/* Run one event; vr->lock held. Sending, arming and reflecting are left to the next run. */
u32 hka_vr_event(struct hka_vr *vr, struct hka_fsm_event *ev, const struct hka_addr *peer);

/* The same for one member of a group, whatever it is to the others; for group.c. */
u32 hka_vr_step(struct hka_vr *vr, struct hka_fsm_event *ev, const struct hka_addr *peer);

/* RCU: does it answer for its addresses? A follower's leader has shut all at once. */
static inline bool hka_vr_is_open(const struct hka_vr *vr)
{
	const struct hka_group *group = rcu_dereference(vr->follows);

	return READ_ONCE(vr->gate_open) && (!group || READ_ONCE(group->open));
}

/*
 * Take vr->lock, whichever that is. Membership of a group may change until it is held:
 * who waited looks whether he got the right one. A group is freed after RCU, and
 * softirqs are off until the lock is given back, so that its lock stays as long.
 */
void hka_vr_lock(struct hka_vr *vr) __acquires(vr->lock);
void hka_vr_unlock(struct hka_vr *vr) __releases(vr->lock);

void hka_tables_init(void);
void hka_release_all(void);
extern spinlock_t hka_table_lock;

#endif /* _HKA_VR_H */
