/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Manager leases: a manager in user space holds one by name and shows that it lives;
 * routers that depend on it learn that it does not.
 *
 * The holder is a process and the socket it took the lease through, and knows a cookie
 * that was drawn for it. So neither a child that inherited the socket, nor who was
 * passed its descriptor, nor who got its port id later, can keep the lease or take it:
 * a heartbeat needs all three. What it cannot do is end by itself while others have the
 * socket; then the heartbeats end.
 */
#ifndef _HKA_LEASE_H
#define _HKA_LEASE_H

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "lease_clock.h"

struct hka_net;
struct hka_text;
struct hka_vr;
struct netlink_ext_ack;
struct pid;

/* A lease. Found in hn->leases: hn->mutex for writers, RCU for readers. */
struct hka_lease {
	struct rcu_head rcu;
	struct hka_net *hn;
	u32 id;
	struct hka_text *name;
	u32 users;			/* hn->mutex; READ_ONCE: routers that depend on it */

	spinlock_t lock;		/* what follows */
	struct hka_lease_clock clock;
	struct pid *pid;		/* who holds it, or held it last; NULL if free */
	char comm[TASK_COMM_LEN];
	u32 port;
	u64 cookie;
	bool closed;			/* that socket is gone */
	u32 takes;
};

/* How a router depends on a lease. */
struct hka_tie {
	struct hka_lease *lease;	/* hn->mutex and vr->lock to write, either to read */
	u8 policy;			/* enum hka_lease_policy */
	u8 amount;			/* of policy demote */
	u64 grace_ns;			/* of this router; HKA_NEVER: the lease's */
	/* vr->lock */
	u8 said;			/* enum hka_lease_state, when it was last looked at */
	bool changed;			/* to be told */
	struct hka_effect effect;
};

/* Who asks: a process through a socket. */
struct hka_lease_asker {
	u32 port;
	const u64 *cookie;		/* NULL: none given */
};

/* hn->mutex held. Find or create, and use it; ERR_PTR() with a text. */
struct hka_lease *hka_lease_use(struct hka_net *hn, const char *name,
				struct netlink_ext_ack *extack);
void hka_lease_unuse(struct hka_lease *lease);		/* NULL is nothing */
void hka_leases_delete(struct hka_net *hn);		/* no router is left */

/* The calling process asks. They return when the routers have acted on it. */
int hka_lease_take(struct hka_net *hn, const char *name, struct hka_lease_asker who,
		   u64 timeout_ns, u64 grace_ns, u64 *cookie,
		   struct netlink_ext_ack *extack);	/* hn->mutex held */
int hka_lease_release(struct hka_net *hn, const char *name, struct hka_lease_asker who,
		      bool force, struct netlink_ext_ack *extack);	/* hn->mutex held */
int hka_lease_heartbeat(struct hka_net *hn, const char *name, struct hka_lease_asker who,
			struct netlink_ext_ack *extack);	/* no lock: may not wait */

struct hka_lease *hka_lease_find(struct hka_net *hn, const char *name);	/* RCU or hn->mutex */
void hka_lease_look(struct hka_lease *lease, u64 now);	/* lease->lock held */

/* vr->lock held. Tie the router to what @tie says; unused is what it was tied to. */
void hka_tie_set(struct hka_vr *vr, const struct hka_tie *tie, u64 now);
void hka_tie_leave(struct hka_vr *vr);			/* hn->mutex held: the router goes */
/* vr->lock held: as hka_members_look() and hka_members_tell(). */
struct hka_effect hka_tie_look(struct hka_vr *vr, u64 now, u64 *at);
void hka_tie_tell(struct hka_vr *vr);

#endif /* _HKA_LEASE_H */
