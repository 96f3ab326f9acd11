// SPDX-License-Identifier: GPL-2.0
/*
 * When addresses are announced (announce.c sends). Owns vr->burst, vip->left and the
 * gaps that devices and groups keep.
 *
 * An address is announced as soon as it is on its device. The rest of its burst is sent
 * when the reflector has nothing else to do, in slices and in turns, so that each
 * address of each router is announced once before any is announced twice. Who keeps
 * a gap waits in the queue of his device or group; the thread sleeps no longer than
 * until the first of them is due. Bursts that are due by the clock (the second one,
 * refreshes) are noticed by the router's timer.
 */
#include <linux/slab.h>

#include "engine.h"

#define HKA_SLICE	32	/* announcements in a row for one router */

/* A device, or a group of routers, that keeps a gap. Reflector. */
struct pace {
	struct list_head node;
	struct list_head first;		/* routers with an address not yet announced */
	struct list_head again;
	const struct net *net;
	u32 key;			/* ifindex, or group */
	bool is_group;
	u64 next;			/* nothing may leave before */
};

/* What each reflector thread has to announce. */
static struct bursts {
	struct list_head paces;
	struct list_head turns;		/* routers that keep no gap */
} hka_bursts[HKA_REFLECTORS];

static struct bursts *bursts_of(const struct hka_vr *vr)
{
	return &hka_bursts[hka_reflect_index(vr->hn->net)];
}

const struct hka_burst_config hka_burst_defaults = {
	.repeat = 5,
	.refresh_repeat = 1,
	.delay_us = 5 * USEC_PER_SEC,
};

static u8 lower_repeat(const struct hka_burst_config *cfg)
{
	return cfg->has_lower_repeat ? cfg->lower_repeat : cfg->repeat;
}

static u64 after(u64 now, u64 delay_us)
{
	return delay_us ? now + delay_us * NSEC_PER_USEC : HKA_NEVER;
}

/* vr->lock held: announce nothing any more. */
void hka_burst_stop(struct hka_vr *vr)
{
	u32 i;

	lockdep_assert_held(vr->lock);
	vr->announce = 0;
	for (i = 0; i < __HKA_BURST_MAX; i++)
		vr->burst_at[i] = HKA_NEVER;
}

static void ask(struct hka_vr *vr, u8 rounds)
{
	vr->announce = max(vr->announce, rounds);
	vr->reflect |= !!rounds;
}

/* vr->lock held: announce every address; @lower: since a losing advert was heard. */
void hka_burst_ask(struct hka_vr *vr, bool lower, u64 now)
{
	const struct hka_burst_config *cfg = &vr->burst_cfg;
	u64 delay = cfg->has_lower_delay ? cfg->lower_delay_us : cfg->delay_us;

	lockdep_assert_held(vr->lock);
	if (!lower) {
		ask(vr, cfg->repeat);
	} else if (lower_repeat(cfg)) {
		ask(vr, lower_repeat(cfg));
		vr->burst_at[HKA_BURST_LOWER] = after(now, delay);
	}
}

/* vr->lock held: all addresses are in. */
void hka_burst_ready(struct hka_vr *vr, u64 now)
{
	vr->burst_at[HKA_BURST_SECOND] = after(now, vr->burst_cfg.delay_us);
	if (vr->burst_at[HKA_BURST_REFRESH] == HKA_NEVER)
		vr->burst_at[HKA_BURST_REFRESH] = after(now, vr->burst_cfg.refresh_us);
}

/* vr->lock held: a new schedule. What is under way keeps the old one. */
void hka_burst_set(struct hka_vr *vr, const struct hka_burst_config *cfg, u64 now)
{
	bool refresh = cfg->refresh_us != vr->burst_cfg.refresh_us;

	vr->burst_cfg = *cfg;
	if (refresh)
		vr->burst_at[HKA_BURST_REFRESH] = vr->ready ? after(now, cfg->refresh_us) :
							      HKA_NEVER;
}

/* vr->lock held: when hka_burst_due() is to be called. */
u64 hka_burst_next(const struct hka_vr *vr)
{
	return min3(vr->burst_at[HKA_BURST_SECOND], vr->burst_at[HKA_BURST_LOWER],
		    vr->burst_at[HKA_BURST_REFRESH]);
}

/* vr->lock held: what is due by the clock. */
void hka_burst_due(struct hka_vr *vr, u64 now)
{
	const struct hka_burst_config *cfg = &vr->burst_cfg;

	if (now >= vr->burst_at[HKA_BURST_SECOND]) {
		vr->burst_at[HKA_BURST_SECOND] = HKA_NEVER;
		ask(vr, cfg->repeat);
	}
	if (now >= vr->burst_at[HKA_BURST_LOWER]) {
		vr->burst_at[HKA_BURST_LOWER] = HKA_NEVER;
		ask(vr, lower_repeat(cfg));
	}
	if (now >= vr->burst_at[HKA_BURST_REFRESH]) {
		vr->burst_at[HKA_BURST_REFRESH] = after(now, cfg->refresh_us);
		ask(vr, cfg->refresh_repeat);
	}
}

/* ---- in the reflector ---- */

static struct pace *pace_of(const struct hka_vr *vr, const struct hka_vip *vip, u32 group)
{
	struct bursts *bursts = bursts_of(vr);
	u32 key = group ?: READ_ONCE(vip->ifindex);
	struct pace *pace;

	list_for_each_entry(pace, &bursts->paces, node)
		if (pace->net == vr->hn->net && pace->key == key && pace->is_group == !!group)
			return pace;
	pace = hka_vr_zalloc(vr, sizeof(*pace));
	if (!pace)
		return NULL;
	INIT_LIST_HEAD(&pace->first);
	INIT_LIST_HEAD(&pace->again);
	pace->net = vr->hn->net;
	pace->key = key;
	pace->is_group = group;
	list_add_tail(&pace->node, &bursts->paces);
	return pace;
}

static bool is_waited_for(const struct pace *pace)
{
	return !list_empty(&pace->first) || !list_empty(&pace->again);
}

static void send(struct hka_vr *vr, struct hka_vip *vip)
{
	vip->unannounced = false;
	vip->left--;
	hka_announce(vr, vip);
}

/* What the configuration says now; false if nothing may be announced. */
static bool config(struct hka_vr *vr, struct hka_burst_config *cfg, struct hka_vips **vips)
{
	bool open;

	hka_vr_lock(vr);
	*cfg = vr->burst_cfg;
	*vips = vr->vips;
	open = vr->gate_open;
	if (open)
		kref_get(&vr->vips->ref);
	hka_vr_unlock(vr);
	return open;
}

/* The address whose turn it is: first those that were never announced. */
static struct hka_vip *next_vip(struct hka_vr *vr, struct hka_vips *vips)
{
	struct hka_vip *vip, *any = NULL;
	u16 i, at;

	for (i = 0; i < vips->count; i++) {
		at = (vr->burst.at + i) % vips->count;
		vip = &vips->vip[at];
		if (!vip->left)
			continue;
		if (vip->unannounced) {
			vr->burst.at = at;
			return vip;
		}
		if (!any)
			any = vip;
		if (!vr->burst.unannounced)
			break;
	}
	vr->burst.unannounced = false;
	if (any)
		vr->burst.at = any - vips->vip;
	return any;
}

static void leave(struct hka_vr *vr)
{
	if (list_empty(&vr->burst.node))
		return;
	list_del_init(&vr->burst.node);
	hka_vr_put(vr);
}

static void enter(struct hka_vr *vr, struct list_head *queue)
{
	if (list_empty(&vr->burst.node))
		kref_get(&vr->ref);
	else
		list_del(&vr->burst.node);
	list_add_tail(&vr->burst.node, queue);
}

/* Put the router where it waits for its next announcement; out, if there is none. */
static void queue(struct hka_vr *vr, struct hka_vips *vips, const struct hka_burst_config *cfg)
{
	struct hka_vip *vip = next_vip(vr, vips);
	struct pace *pace;

	if (!vip) {
		leave(vr);
		return;
	}
	pace = cfg->interval_us ? pace_of(vr, vip, cfg->group) : NULL;
	if (!pace)
		enter(vr, &bursts_of(vr)->turns);
	else
		enter(vr, vip->unannounced ? &pace->first : &pace->again);
}

/* An address has just been put on its device: the first announcement, if it may leave. */
void hka_burst_first(struct hka_vr *vr, struct hka_vip *vip)
{
	struct hka_burst_config cfg;
	struct hka_vips *vips;
	struct pace *pace;
	u64 now;

	if (!config(vr, &cfg, &vips))
		return;
	vip->left = cfg.repeat;
	vip->unannounced = true;
	vr->burst.unannounced = true;
	if (!cfg.interval_us) {
		send(vr, vip);
	} else {
		now = ktime_get_ns();
		pace = pace_of(vr, vip, cfg.group);
		if (pace && pace->next <= now && list_empty(&pace->first)) {
			send(vr, vip);
			pace->next = now + (u64)cfg.interval_us * NSEC_PER_USEC;
		}
	}
	hka_vips_put(vips);
}

/* Announce each address @rounds times, or as often as is left of a burst. */
void hka_burst_start(struct hka_vr *vr, struct hka_vips *vips, u8 rounds)
{
	struct hka_burst_config cfg;
	struct hka_vips *now;
	u16 i;

	for (i = 0; rounds && i < vips->count; i++)
		if (hka_address_is_in(&vips->vip[i]))
			vips->vip[i].left = max(vips->vip[i].left, rounds);
	if (!config(vr, &cfg, &now))
		return;
	queue(vr, now, &cfg);
	hka_vips_put(now);
}

/* The router is no longer MASTER. */
void hka_burst_cancel(struct hka_vr *vr, struct hka_vips *vips)
{
	u16 i;

	leave(vr);
	for (i = 0; i < vips->count; i++)
		vips->vip[i].left = 0;
}

/* One turn of a router that keeps no gap: what is left of a round, or a slice of it. */
static void turn(struct hka_vr *vr)
{
	struct hka_burst_config cfg;
	struct hka_vips *vips;
	u16 at, n = 0;

	if (!config(vr, &cfg, &vips)) {
		leave(vr);
		return;
	}
	for (at = vr->burst.at; at < vips->count && n < HKA_SLICE; at++)
		if (vips->vip[at].left) {
			send(vr, &vips->vip[at]);
			n++;
		}
	vr->burst.at = at < vips->count ? at : 0;
	queue(vr, vips, &cfg);
	hka_vips_put(vips);
}

/* One announcement of whoever waits longest for this gap. */
static void serve(struct pace *pace, u64 now)
{
	struct list_head *list = list_empty(&pace->first) ? &pace->again : &pace->first;
	struct hka_vr *vr = list_first_entry(list, struct hka_vr, burst.node);
	struct hka_burst_config cfg;
	struct hka_vips *vips;
	struct hka_vip *vip;

	if (!config(vr, &cfg, &vips)) {
		leave(vr);
		return;
	}
	vip = next_vip(vr, vips);
	if (vip) {
		send(vr, vip);
		pace->next = now + (u64)cfg.interval_us * NSEC_PER_USEC;
		vr->burst.at = (vr->burst.at + 1) % vips->count;
	}
	queue(vr, vips, &cfg);
	hka_vips_put(vips);
}

/* Announce a little. Return: when there is more to do; 0 at once, HKA_NEVER for never. */
u64 hka_burst_run(unsigned int reflector)
{
	struct bursts *bursts = &hka_bursts[reflector];
	struct pace *pace, *next;
	u64 now = ktime_get_ns();
	u64 at = HKA_NEVER;
	struct hka_vr *vr;

	vr = list_first_entry_or_null(&bursts->turns, struct hka_vr, burst.node);
	if (vr) {
		turn(vr);
		at = 0;
	}
	list_for_each_entry_safe(pace, next, &bursts->paces, node) {
		if (pace->next > now) {
			if (is_waited_for(pace))
				at = min(at, pace->next);
		} else if (is_waited_for(pace)) {
			serve(pace, now);
			at = 0;
		} else {
			list_del(&pace->node);
			kfree(pace);
		}
	}
	return at;
}

/* The thread begins. */
void hka_burst_init(unsigned int reflector)
{
	INIT_LIST_HEAD(&hka_bursts[reflector].paces);
	INIT_LIST_HEAD(&hka_bursts[reflector].turns);
}

/* The thread ends; no router of its is MASTER any more. */
void hka_burst_exit(unsigned int reflector)
{
	struct bursts *bursts = &hka_bursts[reflector];
	struct pace *pace, *next;

	list_for_each_entry_safe(pace, next, &bursts->paces, node) {
		list_del(&pace->node);
		kfree(pace);
	}
}
