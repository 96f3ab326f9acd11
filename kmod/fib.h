/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Routes and rules that move with a router. Each is kept as the rtnetlink message
 * that adds it: built from validated attributes when it is configured (nl_route.c,
 * nl_rule.c), completed with the indices of its devices when it is sent (fib.c), and
 * what the kernel tells of others' doing is compared with it (fib_watch.c).
 */
#ifndef _HKA_FIB_H
#define _HKA_FIB_H

#include <linux/cred.h>
#include <linux/if.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/netlink.h>
#include <linux/rcupdate.h>
#include <linux/skbuff.h>

#include "note.h"
#include "packet.h"

struct hka_net;
struct hka_vr;
struct net_device;

#define HKA_RTPROT		112	/* marks our routes and rules; never a host's own */
#define HKA_RULE_PRIORITY	16384	/* of a rule that is given none; keepalived begins there */
#define HKA_FIB_TEXT		128	/* the kernel's words, with their end */

/* A device of a message. */
struct hka_fib_dev {
	char ifname[IFNAMSIZ];		/* RTNL and vr->lock to write; follows a rename */
	int ifindex;			/* RTNL to write; 0 while the device does not exist */
	u16 at;				/* where the message has the index */
};

/* What is known of one that was put into the kernel. */
enum hka_fib_lost {
	HKA_FIB_KEPT,
	HKA_FIB_DOUBTFUL,		/* something happened that may have removed it */
	HKA_FIB_QUIET,			/* removed or changed, by nobody's will */
	HKA_FIB_REMOVED,		/* by somebody */
};

/* One route or rule. Immutable but for the fields that say otherwise. */
struct hka_fib {
	struct kref ref;
	struct rcu_head rcu;
	struct hlist_node node;		/* hka_fib_lock, RCU */
	struct hka_vr *vr;		/* hka_fibs_bind() */
	u8 sets;			/* hn->mutex: that have it */
	const struct cred *cred;	/* of who configured it */
	struct hka_text *name;		/* what events call it */
	bool rule;
	u8 family;
	u8 plen;			/* of @dst */
	u8 add;				/* route: enum hka_route_add */
	bool has_prefsrc;
	u32 table;			/* route */
	u32 priority;
	struct hka_addr dst;		/* route */
	struct hka_addr prefsrc;

	/* reflector */
	struct list_head placed;	/* vr->placed, while it is in the kernel because of us */
	bool swept;			/* left-overs have been looked for */
	bool wanted;			/* while looking for those that are not */
	u8 gone;			/* enum hka_fib_lost, of a placed one; to be put back */
	u8 tries;			/* refusals in a row */
	u8 fights;			/* removals by others since fight_since */
	u64 fight_since;
	u64 back_at;			/* not before */
	int oif;			/* the device it leads to, as the kernel tells; or 0 */

	/* vr->lock to write */
	u8 lost;			/* enum hka_fib_lost */
	u8 state;			/* enum hka_vip_state; written by the reflector */
	int error;			/* positive; written by the reflector */
	u32 removals;			/* by others while MASTER */
	struct hka_text *text;		/* the kernel's words about the error */

	u8 n_devs;
	struct hka_fib_dev *devs;	/* behind the message */
	union {				/* reflector: indices, type, flags */
		struct nlmsghdr nlh;
		DECLARE_FLEX_ARRAY(u8, msg);
	};
};

/* One request of the reflector, and what fib_watch.c hears of it meanwhile. */
struct hka_fib_request {
	struct hka_fib *fib;		/* what it is about */
	struct nlmsghdr *nlh;		/* its own message, or a copy */
	bool other;			/* what was deleted is something else */
	struct sk_buff_head strays;	/* rules that were, as told, and are none of ours */
};

/* All of a router, routes first. Replaced as a whole; shares what stays. */
struct hka_fibs {
	struct kref ref;
	u16 routes;
	u16 count;
	struct {
		struct hka_fib *fib;
		bool no_track;
	} entry[];
};

/* ---- fib.c ---- */

struct hka_fib *hka_fib_alloc(unsigned int len, unsigned int n_devs);
void hka_fib_put(struct hka_fib *fib);
bool hka_fib_same(const struct hka_fib *a, const struct hka_fib *b);
struct hka_fibs *hka_fibs_alloc(u16 count);
struct hka_fibs *hka_fibs_get(struct hka_fibs *fibs);	/* NULL is nothing, as below */
void hka_fibs_put(struct hka_fibs *fibs);
void hka_fibs_bind(struct hka_vr *vr, struct hka_fibs *fibs);	/* RTNL, hn->mutex */
void hka_fibs_retire(struct hka_fibs *fibs);			/* hn->mutex; drops the reference */
/* notifiers, RTNL */
void hka_fibs_device_came(struct hka_vr *vr, const struct net_device *dev);
void hka_fibs_device_went(struct hka_vr *vr, const struct net_device *dev);
void hka_fibs_device_renamed(struct hka_vr *vr, const struct net_device *dev);
void hka_fibs_device_changed(struct hka_vr *vr, const struct net_device *dev);
/* reflector */
void hka_fibs_account(struct hka_vr *vr);
void hka_fibs_sweep(struct hka_fibs *fibs);
void hka_fibs_remove(struct hka_vr *vr, struct hka_fibs *fibs, bool master);
u64 hka_fibs_install(struct hka_vr *vr, struct hka_fibs *fibs);
struct hka_fib_request *hka_fib_doing(const struct hka_net *hn);
/* vr->lock */
void hka_fib_lose(struct hka_fib *fib, enum hka_fib_lost lost);

/* ---- fib_watch.c ---- */

void hka_fib_watch(struct hka_fib *fib);
void hka_fib_unwatch(struct hka_fib *fib);
bool hka_fib_has_twin(const struct hka_fib *fib);		/* reflector */
/* RTNL: an address has left the device. */
void hka_fib_address_gone(struct hka_net *hn, const struct net_device *dev, u8 family,
			  const void *addr, bool last);
int hka_fib_watch_open(struct hka_net *hn);			/* hn->mutex */
void hka_fib_watch_close(struct hka_net *hn);			/* hn->mutex */

#endif /* _HKA_FIB_H */
