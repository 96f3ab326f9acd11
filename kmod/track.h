/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trackers: what a tracker is, and its tie to a router.
 */
#ifndef _HKA_TRACK_H
#define _HKA_TRACK_H

#include <linux/if.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "prio.h"

struct hka_group;
struct hka_net;
struct hka_text;
struct hka_vr;
struct net_device;
struct netlink_ext_ack;

/* A tracker. Found in hn->tracks: hn->mutex for writers, RCU for readers. */
struct hka_track {
	struct kref ref;
	struct rcu_head rcu;
	struct hka_net *hn;
	u32 id;
	u8 kind;			/* enum hka_track_kind */
	struct hka_text *name;

	/* hn->mutex and lock to write, either to read */
	struct list_head members;
	u32 n_members;

	spinlock_t lock;		/* what follows */
	u32 up_delay_us;		/* these three: hn->mutex and lock to write */
	u32 down_delay_us;
	struct hka_reading set;		/* kind named: as told */
	struct hka_debounce debounce;
	u64 since;			/* CLOCK_REALTIME: when what it says last changed */

	/* kind link: RTNL and lock to write, either to read */
	struct net_device *dev;		/* until NETDEV_UNREGISTER */
	int ifindex;
	char ifname[IFNAMSIZ];		/* follows a rename */
	bool going_down;		/* NETDEV_GOING_DOWN was seen */
};

/*
 * One tracker of one router, or of all members of a group: either @vr or @group is set.
 * hn->mutex, the lock of that and track->lock to link.
 */
struct hka_member {
	struct list_head of_track;	/* hn->mutex or track->lock to read */
	struct list_head of_vr;		/* hn->mutex or the router's or group's lock to read */
	struct hka_track *track;
	struct hka_vr *vr;
	struct hka_group *group;
	s16 weight;
	bool reverse;

	/* the router's or group's lock */
	bool looked_at;			/* the rest holds something */
	bool changed;			/* to be told */
	struct hka_reading reading;	/* what the tracker said when it was last looked at */
	struct hka_effect effect;	/* what that does to the router */
};

/* What a request asks for. */
struct hka_track_settings {
	u32 up_delay_us;
	u32 down_delay_us;
	struct hka_reading set;
	bool has_members;
	u32 n_members;
	struct list_head members;	/* by of_track; not linked to their routers yet */
};

int hka_track_init(void);
void hka_track_exit(void);

/* hn->mutex held. */
int hka_track_create(struct hka_net *hn, const char *name, u8 kind, const char *ifname,
		     struct hka_track_settings *s, struct netlink_ext_ack *extack);
void hka_track_change(struct hka_track *track, struct hka_track_settings *s);
void hka_track_delete(struct hka_track *track);
void hka_track_leave(struct hka_vr *vr);	/* the router goes */
void hka_track_leave_group(struct hka_group *group);
void hka_track_settings_drop(struct hka_track_settings *s);

/* RCU or hn->mutex; the second with a reference, to be put. */
struct hka_track *hka_track_find(struct hka_net *hn, const char *name);
struct hka_track *hka_track_get_next(struct hka_net *hn, unsigned long *id);
struct hka_track *hka_track_get_named(struct hka_net *hn, const char *name);
void hka_track_put(struct hka_track *track);

/* What it says, as of now; track->lock held. */
void hka_track_look(struct hka_track *track, u64 now);

/*
 * vr->lock held: look at the trackers of a router. Return: what they do together; *@at
 * becomes the earlier of itself and of when that may change without an event.
 */
struct hka_effect hka_members_look(struct hka_vr *vr, u64 now, u64 *at);
void hka_members_tell(struct hka_vr *vr);	/* vr->lock held: note what changed */

#endif /* _HKA_TRACK_H */
