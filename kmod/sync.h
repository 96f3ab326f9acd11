/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a sync group decides: all of its members are MASTER or none. Pure, as fsm.c: no
 * clock, no allocation, no lock. The caller (group.c) holds the one lock of all members,
 * looks at each of them after an event of any, and carries the decision out before it
 * lets go of the lock: nobody sees half of a group.
 *
 * Members claim together, when every one of them wants to. The first that has to stop
 * takes all others along. Two groups that are both MASTER (a partition has healed) must
 * agree which of them gives way, though the priorities of their members may point both
 * ways. Each advert tells the priority of one member only, so one member decides for
 * all: the first, in an order that both hosts know (hka_sync_cmp()), that hears a rival.
 * A better advert for a later one makes no way before the earlier ones had time to hear
 * theirs.
 *
 * They hand over together, make before break: each serves until its own winner is heard,
 * and when all were heard they are BACKUP in one step. If that has not come about when
 * the most patient of them has waited long enough, all of them go on.
 */
#ifndef _HKA_SYNC_H
#define _HKA_SYNC_H

#include "fsm.h"

/* A member, as far as the group has to know it. */
struct hka_sync_member {
	u8 state;		/* enum hka_state */
	bool wants;		/* BACKUP: fsm->wants */
	bool broken;		/* something of its own keeps it from running */
	bool joining;		/* it came to a group that is MASTER, and is not yet */
	bool handing;		/* MASTER: fsm->handing, fsm->ceded */
	bool ceded;
};

/* All members, summed up. */
struct hka_sync_sum {
	u32 n;
	u32 masters;
	u32 wanting;
	u32 broken;
	u32 joining_broken;
	u32 joining_ready;	/* joining, and BACKUP */
	u32 waiting;		/* neither MASTER, nor broken, nor joining */
	u32 held;		/* FAULT, though not broken */
	u32 running;		/* BACKUP or MASTER, and not broken */
	u32 handing;
	u32 ceded;
	bool began;		/* by the caller: one of those has just begun to hand over */
};

enum hka_sync_verdict {
	HKA_SYNC_STAY,
	HKA_SYNC_FAULT,		/* a member is broken: all are in FAULT */
	HKA_SYNC_RETREAT,	/* a member has stopped: no one is MASTER */
	HKA_SYNC_CLAIM,		/* all are MASTER */
	HKA_SYNC_HANDOVER,	/* all hand over */
	HKA_SYNC_KEEP,		/* it was not taken over as a whole: all go on */
	HKA_SYNC_RESUME,	/* none is broken any more: who was held starts anew */
};

/* What decides which member comes first; the same on every host of the virtual routers. */
struct hka_sync_key {
	u8 family;
	u8 vrid;
	u8 addr[16];		/* the first advertised address */
};

/* Of a group that is MASTER while a rival of a member has been heard. */
struct hka_sync {
	u64 doubt_since;	/* a later member would give way since; HKA_NEVER: none would */
	u64 doubt_at;		/* and was told so last */
};

void hka_sync_init(struct hka_sync *sync);

void hka_sync_add(struct hka_sync_sum *sum, struct hka_sync_member m);
enum hka_sync_verdict hka_sync_decide(const struct hka_sync_sum *sum);

/* Is the whole group in one state? HKA_STATE_INIT: no, or it has no member. */
u8 hka_sync_state(const struct hka_sync_sum *sum);

/*
 * Return: the event (enum hka_fsm_event_type) that the verdict is for a member;
 * __HKA_EV_MAX: none. After RESUME the caller has the member look at its own conditions.
 */
u8 hka_sync_event(enum hka_sync_verdict verdict, struct hka_sync_member m);

/* Less than, equal to or greater than 0: @a comes before, with or after @b. */
int hka_sync_cmp(const struct hka_sync_key *a, const struct hka_sync_key *b);

/* Has a MASTER heard a rival so lately that it is still there? */
bool hka_sync_has_rival(const struct hka_fsm *fsm, u64 now);

/*
 * A MASTER would give way to the advert it hears. @earlier: how many members come before
 * it; @decided: one of them has a rival, to which it did not give way; @wait_ns: within
 * that time a rival of those is heard, if there is one. Return: whether the group stands.
 */
bool hka_sync_stands(struct hka_sync *sync, u32 earlier, bool decided, u64 wait_ns, u64 now);

#endif /* _HKA_SYNC_H */
