// SPDX-License-Identifier: GPL-2.0
/*
 * Rivals made visible: remembers every router that was heard, believed or not, and tells what
 * its adverts have against this one; so too for a virtual MAC and an address that somebody else
 * uses, and for a MASTER that never heard anybody. Owns vr->heard and the times at which all
 * that was told. Changes nothing else, but that a MASTER announces a claimed address again.
 *
 * Each kind is told at most once in a second for a router, and at most once in
 * HKA_REPEAT for a rival while it lasts.
 */
#include <linux/etherdevice.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "engine.h"

#define BIT_OF(rival)	(1u << HKA_RIVAL_##rival)

/* Units of hka_note_stamp(): a minute. */
#define HKA_REPEAT	(60ull * NSEC_PER_SEC >> HKA_STAMP_SHIFT)
/* As RFC 5227 2.4 has it, so that two of us do not shout at each other. */
#define HKA_DEFEND_NS	(10ull * NSEC_PER_SEC)
#define HKA_ALONE_DOWNS	20

static const u8 rival_kind[] = {
	[HKA_RIVAL_SECOND_MASTER] = HKA_EVENT_KIND_SECOND_MASTER,
	[HKA_RIVAL_EQUAL_PRIORITY] = HKA_EVENT_KIND_EQUAL_PRIORITY,
	[HKA_RIVAL_OWNER_CLASH] = HKA_EVENT_KIND_OWNER_CLASH,
	[HKA_RIVAL_INTERVAL] = HKA_EVENT_KIND_INTERVAL_MISMATCH,
	[HKA_RIVAL_ADDRESS_LIST] = HKA_EVENT_KIND_ADDRESS_LIST_MISMATCH,
	[HKA_RIVAL_ADDRESS_ORDER] = HKA_EVENT_KIND_ADDRESS_ORDER_MISMATCH,
	[HKA_RIVAL_CHECKSUM_FORM] = HKA_EVENT_KIND_CHECKSUM_FORM,
};

static_assert(ARRAY_SIZE(rival_kind) == __HKA_RIVAL_MAX);

static void grow(struct hka_vr *vr)
{
	struct hka_heard *more = hka_vr_zalloc(vr, HKA_HEARD_MAX * sizeof(*more));

	/* Without memory there is less room. */
	if (more)
		hka_heard_move(&vr->heard, more, HKA_HEARD_MAX);
}

void hka_rival_init(struct hka_vr *vr)
{
	vr->alone_at = HKA_NEVER;
	hka_heard_move(&vr->heard, vr->heard_few, HKA_HEARD_FEW);
}

void hka_rival_free(struct hka_vr *vr)
{
	if (vr->heard.entry != vr->heard_few)
		kfree(vr->heard.entry);
}

static struct hka_heard *add(struct hka_vr *vr, const struct hka_addr *addr, bool believed,
			     u64 now)
{
	struct hka_heard_table *t = &vr->heard;
	struct hka_link *link;

	rcu_read_lock();
	link = hka_link_find(vr->hn, vr->ifindex);
	if (link)
		hka_link_hear(link, vr->family);
	rcu_read_unlock();
	vr->alone = false;
	vr->alone_at = HKA_NEVER;
	if (t->n == t->size && t->size < HKA_HEARD_MAX)
		grow(vr);
	return hka_heard_add(t, addr, believed, now);
}

/*
 * Is it MASTER as well? Not the winner of a hand-over or of an election, whom this one gives
 * way to at once, nor the loser of one, who says so in his last advert; nor one who goes.
 */
static bool is_second_master(const struct hka_vr *vr, const struct hka_addr *src,
			     const struct hka_advert *adv, u8 drop, u64 now)
{
	if (vr->fsm.state != HKA_STATE_MASTER || vr->fsm.handing || drop == HKA_DROP_SELF ||
	    adv->priority == HKA_PRIO_RELEASE)
		return false;
	if (drop)
		return true;
	return !hka_fsm_is_better(&vr->cfg, adv->priority,
				  hka_addr_cmp(vr->family, src, &vr->source)) &&
	       now - vr->master_at >= (u64)vr->cfg.interval_us * NSEC_PER_USEC;
}

/* What an advert has against the router. Of one that was dropped not all is known. */
static u16 rivalry(const struct hka_vr *vr, const struct hka_addr *src,
		   const struct hka_advert *adv, u8 drop, u64 now)
{
	bool owner = vr->cfg.priority == HKA_PRIO_OWNER;
	u16 rival = 0;

	if (is_second_master(vr, src, adv, drop, now))
		rival |= BIT_OF(SECOND_MASTER);
	if (drop == HKA_DROP_OWNER_CONFLICT)
		rival |= BIT_OF(OWNER_CLASH);
	if (drop == HKA_DROP_CHECKSUM && adv->csum_form != HKA_CSUM_NONE)
		rival |= BIT_OF(CHECKSUM_FORM);
	if (drop)
		return rival;
	if (adv->priority == vr->cfg.priority)
		rival |= owner ? BIT_OF(OWNER_CLASH) : BIT_OF(EQUAL_PRIORITY);
	if (adv->flags & HKA_PKT_INTERVAL)
		rival |= BIT_OF(INTERVAL);
	if (adv->flags & HKA_PKT_ADDRS)
		rival |= BIT_OF(ADDRESS_LIST);
	if (adv->flags & HKA_PKT_ADDR_ORDER)
		rival |= BIT_OF(ADDRESS_ORDER);
	return rival;
}

static void tell(struct hka_vr *vr, struct hka_heard *h)
{
	struct hka_note note = {
		.drop = h->drop,
		.has_peer = true,
		.has_peer_priority = true,
		.has_mac = h->has_mac,
		.has_source = true,
		.peer_priority = h->priority,
		.peer_interval = h->interval_us,
		.peer = h->addr,
		.source = vr->source,
	};
	u32 now = hka_note_stamp();
	u32 i;

	memcpy(note.mac, h->mac, sizeof(note.mac));
	/* A hint about the set-up needs no repetition. */
	if (now - h->told_at > HKA_REPEAT)
		h->told &= BIT_OF(CHECKSUM_FORM);
	for (i = 0; i < __HKA_RIVAL_MAX; i++) {
		if (!(h->rival & ~h->told & (1u << i)) || !hka_note_may_tell(&vr->rival_told[i]))
			continue;
		note.kind = rival_kind[i];
		hka_note(vr, &note);
		h->told |= 1u << i;
		h->told_at = now;
	}
}

void hka_rival_hear(struct hka_vr *vr, const struct hka_packet_rx *rx,
		    const struct hka_advert *adv, u8 drop, u64 now)
{
	struct hka_heard *h;

	lockdep_assert_held(vr->lock);
	if (vr->deleted)
		return;
	h = hka_heard_find(&vr->heard, &rx->src);
	if (!h)
		h = add(vr, &rx->src, !drop, now);
	if (!h)
		return;
	h->believed |= !drop;
	/* Another reason is news. */
	if (h->drop != drop)
		h->told &= BIT_OF(CHECKSUM_FORM);
	h->drop = drop;
	h->priority = adv->priority;
	h->version = adv->version;
	h->interval_us = adv->interval_us;
	h->csum_form = adv->csum_form;
	h->has_mac = rx->mac;
	if (rx->mac)
		memcpy(h->mac, rx->mac, sizeof(h->mac));
	h->rival = rivalry(vr, &rx->src, adv, drop, now);
	h->told &= h->rival;
	h->last = now;
	h->count++;
	if (drop && h->rival & BIT_OF(SECOND_MASTER))
		vr->stats.rivals_dropped++;
	if (unlikely(h->rival))
		tell(vr, h);
}

/* Another form is accepted now. */
void hka_rival_forget_form(struct hka_vr *vr)
{
	u8 i;

	lockdep_assert_held(vr->lock);
	for (i = 0; i < vr->heard.n; i++)
		vr->heard.entry[i].told &= ~BIT_OF(CHECKSUM_FORM);
}

/* vr->lock held: its MAC, or NULL. */
const u8 *hka_rival_mac(struct hka_vr *vr, const struct hka_addr *addr)
{
	const struct hka_heard *h = hka_heard_find(&vr->heard, addr);

	return h && h->has_mac ? h->mac : NULL;
}

/* ---- a MASTER that never heard anybody ---- */

/*
 * An owner may be alone. Whoever else is MASTER for so long may have a BACKUP, which is
 * silent, or a firewall that lets nothing in: only a person can tell.
 */
void hka_rival_state(struct hka_vr *vr, u64 now)
{
	lockdep_assert_held(vr->lock);
	vr->alone = false;
	vr->alone_at = HKA_NEVER;
	vr->master_at = now;
	if (vr->fsm.state == HKA_STATE_MASTER && vr->cfg.priority != HKA_PRIO_OWNER &&
	    !vr->heard.n)
		vr->alone_at = now + HKA_ALONE_DOWNS *
			       hka_fsm_down_ns(&vr->cfg, vr->cfg.interval_us);
}

/* vr->lock and RCU: it was MASTER for long, and no router was heard on its device. */
bool hka_rival_is_alone(const struct hka_vr *vr)
{
	const struct hka_link *link;

	if (!vr->alone)
		return false;
	link = hka_link_find(vr->hn, vr->ifindex);
	return !link || !hka_link_has_heard(link, vr->family);
}

void hka_rival_due(struct hka_vr *vr, u64 now)
{
	static const struct hka_note note = { .kind = HKA_EVENT_KIND_NOBODY_HEARD };

	lockdep_assert_held(vr->lock);
	if (likely(now < vr->alone_at))
		return;
	vr->alone_at = HKA_NEVER;
	vr->alone = true;
	if (!vr->alone_told && hka_rival_is_alone(vr)) {
		vr->alone_told = true;
		hka_note(vr, &note);
	}
}

/* ---- what somebody else uses ---- */

/* RCU: a frame with the source MAC of an open router came from the wire, and is no advert. */
void hka_rival_mac_heard(struct hka_vr *vr, const u8 *mac)
{
	struct hka_note note = {
		.kind = HKA_EVENT_KIND_VIRTUAL_MAC_HEARD,
		.has_mac = true,
	};
	bool kick;

	memcpy(note.mac, mac, sizeof(note.mac));
	hka_vr_lock(vr);
	if (!vr->deleted && vr->gate_open) {
		vr->stats.vmac_heard++;
		if (hka_note_may_tell(&vr->vmac_told))
			hka_note(vr, &note);
	}
	/* A flood of them is not worth a pass each. */
	kick = vr->pending || vr->reflect;
	hka_vr_unlock(vr);
	if (kick)
		hka_vr_kick(vr);
}

/* One who says that an address is his. */
struct claim {
	const struct net_device *dev;
	const u8 *mac;
};

/* RCU. What we say ourselves may come back to us. */
static bool is_own(const struct hka_vr *vr, const struct claim *claim)
{
	u8 mac[ETH_ALEN];

	hka_vmac_address(vr, mac);
	return ether_addr_equal_unaligned(claim->mac, claim->dev->dev_addr) ||
	       (READ_ONCE(vr->vmac) && ether_addr_equal_unaligned(claim->mac, mac));
}

static void claimed(struct hka_vip *vip, void *arg)
{
	const struct claim *claim = arg;
	struct hka_vr *vr = vip->vr;
	struct hka_note note = {
		.kind = HKA_EVENT_KIND_ADDRESS_CLAIMED,
		.has_mac = true,
		.address_family = vip->a.family,
		.address = vip->a.addr,
	};
	u64 now = ktime_get_ns();
	bool kick;

	if (!hka_vr_is_open(vr) || READ_ONCE(vip->ifindex) != claim->dev->ifindex ||
	    is_own(vr, claim))
		return;
	memcpy(note.mac, claim->mac, sizeof(note.mac));
	hka_vr_lock(vr);
	if (!vr->deleted && vr->gate_open) {
		vr->stats.address_claims++;
		if (hka_note_may_tell(&vr->claim_told))
			hka_note(vr, &note);
		if (!vr->defended || now - vr->defended >= HKA_DEFEND_NS) {
			vr->defended = now;
			hka_burst_ask(vr, true, now);
		}
	}
	kick = vr->pending || vr->reflect;
	hka_vr_unlock(vr);
	if (kick)
		hka_vr_kick(vr);
}

void hka_rival_claim(const struct net_device *dev, u8 family, const void *addr, const u8 *mac)
{
	struct claim claim = { .dev = dev, .mac = mac };
	struct hka_addr address = {};

	memcpy(address.b, addr, hka_addr_len(family));
	hka_gate_each(dev_net(dev), family, &address, claimed, &claim);
}
