/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Groups of routers that change their state together: sync groups (all members are
 * MASTER or none, sync.h) and leader groups (followers do what the leader does).
 */
#ifndef _HKA_GROUP_H
#define _HKA_GROUP_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "demote.h"
#include "sync.h"

struct hka_fsm_event;
struct hka_net;
struct hka_text;
struct hka_vr;
struct netlink_ext_ack;

#define HKA_FOLLOW_INTERVAL_US	(10 * USEC_PER_SEC)

/* Found in hn->groups: hn->mutex for writers, RCU for readers. */
struct hka_group {
	struct kref ref;
	struct rcu_head rcu;
	struct hka_net *hn;
	u32 id;
	u8 kind;			/* enum hka_group_kind */
	struct hka_text *name;

	spinlock_t lock;		/* of the group and of all its members; what follows */
	struct list_head members;	/* by group_node; hn->mutex and lock to write */
	u32 n_members;			/* hn->mutex and lock to write */
	struct hka_vr __rcu *first;	/* of the members, or NULL */
	struct list_head ties;		/* struct hka_member, by of_vr: trackers of all members */
	u32 n_ties;
	struct hka_demotions demotions;	/* of all members */
	u8 state;			/* enum hka_state */
	u64 since;			/* CLOCK_REALTIME */

	/* kind sync */
	bool track_weight;		/* weights of the members' own trackers count */
	struct hka_sync sync;

	/* kind leader */
	struct hka_vr *leader;		/* NULL: nobody leads */
	u32 follow_interval_us;		/* of the followers' adverts */
	u8 on_loss;			/* enum hka_group_loss */
	bool master;			/* the leader is MASTER: so are followers */
	bool parting;			/* the leader has handed over: so do followers */
	bool open;			/* READ_ONCE in the gate: the leader's is, or they part */
	struct hka_vr *walk;		/* the next follower to be moved, or NULL */
};

/* What a request asks for. */
struct hka_group_settings {
	bool track_weight;
	u32 follow_interval_us;
	u8 on_loss;
	struct hka_vr *leader;		/* NULL: unchanged */
};

/* hn->mutex held. */
int hka_group_create(struct hka_net *hn, const char *name, u8 kind,
		     const struct hka_group_settings *s, struct netlink_ext_ack *extack);
void hka_group_change(struct hka_group *group, const struct hka_group_settings *s);
void hka_group_delete(struct hka_group *group);
void hka_group_move(struct hka_vr *vr, struct hka_group *to);	/* NULL: to none */
void hka_group_flush(struct hka_group *group);	/* all members have acted */

/* RCU or hn->mutex; the others with a reference, to be put. */
struct hka_group *hka_group_find(struct hka_net *hn, const char *name);
struct hka_group *hka_group_get_named(struct hka_net *hn, const char *name);
struct hka_group *hka_group_get_next(struct hka_net *hn, unsigned long *id);
void hka_group_put(struct hka_group *group);

/* vr->lock held. */
bool hka_group_stands(struct hka_vr *vr, const struct hka_fsm_event *ev);
void hka_group_settle(struct hka_vr *vr, const struct hka_fsm_event *ev, u32 act);
bool hka_group_holds(const struct hka_vr *vr);	/* in FAULT, for another one's sake */
struct hka_vr *hka_group_handing(struct hka_vr *vr);	/* who hands over for it; maybe itself */
void hka_group_catch_up(struct hka_vr *vr);	/* a follower whose turn has not come */
void hka_group_config(struct hka_vr *vr);	/* what membership does to vr->cfg */
void hka_group_reorder(struct hka_vr *vr);	/* its addresses are others */
void hka_group_kick_all(struct hka_group *group);
bool hka_group_ignores_weights(const struct hka_vr *vr);
/* Return: what the router's run has to walk, or NULL. */
struct hka_group *hka_group_get_walk(struct hka_vr *vr);

/* Any context but hard interrupt: one member looks for all. */
void hka_group_kick(struct hka_group *group);

/* The runner, no lock: move followers for a while; puts the reference. */
void hka_group_walk(struct hka_group *group);

#endif /* _HKA_GROUP_H */
