// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What does not look right about a router, in plain words: from its addresses,
 * its peers and its counters. Touches nothing but the list of sentences.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fields.h"
#include "findings.h"
#include "print.h"

#define OWNER	255

static uint64_t count(const struct facts *f, unsigned int attr)
{
	return f->stats ? f->stats->count[attr] : 0;
}

static uint64_t drops(const struct facts *f, unsigned int reason)
{
	return f->stats ? f->stats->drops[reason] : 0;
}

/* ---- addresses ---- */

static void one_address(struct findings *list, const struct hka_vr *vr, const struct hka_vip *vip)
{
	const char *dev = vip->ifname[0] ? vip->ifname : vr->ifname;
	char addr[64];

	text_ip(addr, sizeof(addr), &vip->address);
	if (vip->state == HKA_VIP_STATE_ADOPTED && vr->priority != OWNER)
		findings_add(list, "vip-not-owner", "The host itself has %s on %s, though the "
			     "router's priority is not that of an owner (255): the address stays "
			     "there while another router is MASTER.", addr, dev);
	else if (vip->state == HKA_VIP_STATE_ADOPTED)
		findings_add(list, "vip-adopted", "The host itself has %s on %s; it is not removed.",
			     addr, dev);
	if (vip->state == HKA_VIP_STATE_FAILED)
		findings_add(list, "vip-failed", "%s could not be put on %s: %s.", addr, dev,
			     vip->error ? strerror((int)vip->error) : "no reason is known");
	if (vip->state == HKA_VIP_STATE_PENDING)
		findings_add(list, "vip-pending", "%s waits for other work on the network stack "
			     "before it is put on %s or taken from it.", addr, dev);
	if (vip->state == HKA_VIP_STATE_ABSENT && vr->state == HKA_STATE_MASTER)
		findings_add(list, "vip-absent", "%s is not on %s, though the router is MASTER.",
			     addr, dev);
	if (vip->removals)
		findings_add(list, "vip-removed", "Times somebody else removed %s from %s while "
			     "the router is MASTER: %" PRIu32 ".", addr, dev, vip->removals);
}

static void addresses(struct findings *list, const struct hka_vr *vr)
{
	const struct hka_vip *first = NULL;

	for (unsigned int i = 0; i < vr->n_vips; i++) {
		if (!first && !vr->vips[i].excluded)
			first = &vr->vips[i];
		one_address(list, vr, &vr->vips[i]);
	}
	if (first && vr->family == AF_INET6 && first->address.len == 16 &&
	    !(first->address.b[0] == 0xfe && (first->address.b[1] & 0xc0) == 0x80))
		findings_add(list, "first-not-link-local", "The first IPv6 address is not "
			     "link-local, as RFC 9568 wants it; some routers drop such adverts.");
}

/* ---- virtual MAC ---- */

static void virtual_mac(struct findings *list, const struct hka_vr *vr)
{
	char mac[18];

	if (vr->vmac && vr->vmac_state == HKA_VMAC_STATE_PROMISCUOUS)
		findings_add(list, "vmac-promiscuous", "Device %s, or one below it, has no filter for "
			     "unicast addresses: with the virtual MAC %s it is promiscuous.",
			     vr->ifname, text_vmac(mac, sizeof(mac), vr));
	if (!vr->vmac && vr->strict)
		findings_add(list, "no-vmac", "It has no virtual MAC, as RFC 9568 7.3 wants it.");
}

/* ---- routes and rules ---- */

/* @name as ip(8) has it, to be freed; what the kernel said of it. */
static void one_route(struct findings *list, const struct hka_vr *vr, char *name, uint8_t state,
		      uint32_t error, const char *words, uint32_t removals)
{
	if (!name)
		return;
	if (state == HKA_VIP_STATE_FAILED)
		findings_add(list, "route-failed", "The kernel refused \"%s\": %s.", name,
			     *words ? words : error ? strerror((int)error) : "no reason is known");
	else if (state == HKA_VIP_STATE_ABSENT && vr->state == HKA_STATE_MASTER)
		findings_add(list, "route-absent", "\"%s\" is not there yet, though the router is "
			     "MASTER.", name);
	if (removals)
		findings_add(list, "route-removed", "Times somebody else removed \"%s\" while the "
			     "router is MASTER: %" PRIu32 ".", name, removals);
	free(name);
}

static void routes(struct findings *list, const struct hka_vr *vr)
{
	for (unsigned int i = 0; i < vr->n_routes; i++) {
		const struct hka_route *r = &vr->routes[i];

		one_route(list, vr, route_text(r), r->state, r->error, r->text, r->removals);
	}
	for (unsigned int i = 0; i < vr->n_rules; i++) {
		const struct hka_rule *r = &vr->rules[i];

		one_route(list, vr, rule_text(r), r->state, r->error, r->text, r->removals);
	}
}

/* ---- peers ---- */

static void peers(struct findings *list, const struct hka_vr *vr)
{
	char addr[64];

	for (unsigned int i = 0; i < vr->n_peers; i++) {
		const struct hka_peer *peer = &vr->peers[i];

		text_ip(addr, sizeof(addr), &peer->address);
		if (!(peer->has & HKA_HAS(HKA_A_PEER_LAST_HEARD)))
			findings_add(list, "peer-silent", "Nothing has been heard from peer %s; "
				     "a BACKUP is silent.", addr);
		if (peer->send_errors)
			findings_add(list, "peer-send-errors", "Adverts to peer %s that could not be "
				     "sent: %" PRIu64 ".", addr, peer->send_errors);
	}
}

/* ---- counters ---- */

/* ---- the lease ---- */

/* What the router does without a manager. */
static void policy_text(char *buf, size_t size, const struct hka_tie *tie)
{
	switch (tie->policy) {
	case HKA_LEASE_POLICY_KEEP:
		snprintf(buf, size, "goes on as before");
		break;
	case HKA_LEASE_POLICY_DEMOTE:
		snprintf(buf, size, "lowers its priority by %u", tie->amount);
		break;
	case HKA_LEASE_POLICY_HANDOVER:
		snprintf(buf, size, "hands over, and serves on while there is nobody else");
		break;
	case HKA_LEASE_POLICY_RELEASE:
		snprintf(buf, size, "releases its addresses");
		break;
	default:
		snprintf(buf, size, "does what policy %u says", tie->policy);
	}
}

/* "process 4711 (hkad)"; its number may mean nothing here. */
static void holder_text(char *buf, size_t size, const struct hka_lease *l)
{
	if (l->pid)
		snprintf(buf, size, "process %" PRIu32 " (%s)", l->pid, l->comm);
	else
		snprintf(buf, size, "process %s", l->comm);
}

static void lease(struct findings *list, const struct facts *f)
{
	char policy[64], holder[64] = "its holder", span[32];
	const struct hka_tie *tie = &f->vr->lease;
	const struct hka_lease *l = NULL;

	if (!tie->name[0])
		return;
	for (unsigned int i = 0; i < f->n_leases && !l; i++)
		if (!strcmp(f->leases[i].name, tie->name))
			l = &f->leases[i];
	policy_text(policy, sizeof(policy), tie);
	if (l && l->has & HKA_HAS(HKA_A_LEASE_PID))
		holder_text(holder, sizeof(holder), l);
	if (tie->state == HKA_LEASE_STATE_FREE)
		findings_add(list, "lease-free", "Nobody holds its lease %s, so no manager is "
			     "watched.", tie->name);
	else if (tie->state == HKA_LEASE_STATE_GRACE && l &&
		 l->has & HKA_HAS(HKA_A_LEASE_REMAINING))
		findings_add(list, "lease-grace", "The manager that held its lease %s, %s, is gone "
			     "or silent; in %s the router %s.", tie->name, holder,
			     text_span(span, sizeof(span), l->remaining), policy);
	else if (tie->state == HKA_LEASE_STATE_GRACE)
		findings_add(list, "lease-grace", "The manager that held its lease %s is gone or "
			     "silent; soon the router %s.", tie->name, policy);
	else if (tie->state == HKA_LEASE_STATE_EXPIRED)
		findings_add(list, "lease-expired", "Its lease %s has expired, %s was the last to "
			     "hold it; until somebody takes it the router %s.", tie->name, holder,
			     policy);
}

/* Counters that say something when they are not zero. */
static const struct {
	unsigned int attr;
	const char *code;
	const char *what;
	const char *advice;	/* behind the number */
} telling[] = {
	{ HKA_A_STATS_EQUAL_PRIORITY_RCVD, "equal-priority-heard",
	  "Adverts heard with our own priority", "; routers of a group should differ" },
	{ HKA_A_STATS_RIVALS_HEARD, "rivals",
	  "Adverts of another MASTER heard while this one was MASTER", "" },
	{ HKA_A_STATS_RIVALS_DROPPED, "rivals-dropped",
	  "Adverts of another MASTER dropped while this one was MASTER",
	  "; as long as they are, neither gives way" },
	{ HKA_A_STATS_VIRTUAL_MAC_HEARD, "virtual-mac-heard",
	  "Frames of somebody else from the virtual MAC while this one was MASTER",
	  "; a loop in the network, or a router of the same vrid and other adverts" },
	{ HKA_A_STATS_ADDRESS_CLAIMS, "address-claims",
	  "Times somebody else claimed one of the addresses while this one was MASTER",
	  "; \"hkactl monitor\" tells the MAC" },
	{ HKA_A_STATS_OWNER_CONFLICTS, "owner-conflicts",
	  "Adverts of priority 255 heard by an owner", "; only one router can own the addresses" },
	{ HKA_A_STATS_INTERVAL_MISMATCHES, "interval-mismatch",
	  "Adverts heard with another interval than ours", "" },
	{ HKA_A_STATS_ADDRESS_LIST_MISMATCHES, "address-list-mismatch",
	  "Adverts heard with another list of addresses than ours", "" },
	{ HKA_A_STATS_ADDRESS_ORDER_MISMATCHES, "address-order-mismatch",
	  "Adverts heard with our addresses in another order", "" },
	{ HKA_A_STATS_SEND_ERRORS, "send-errors", "Adverts that could not be sent", "" },
	{ HKA_A_STATS_STALLS, "stalls",
	  "Times the host or its timers stood still for longer than others wait", "" },
	{ HKA_A_STATS_HMAC_UNSIGNED, "hmac-unsigned",
	  "Adverts without authentication that were accepted",
	  "; \"hmac enforce\" would drop them" },
	{ HKA_A_STATS_TRAILING_BYTES, "trailing-bytes",
	  "Adverts heard with bytes behind the message",
	  "; they may be authenticated by a means that is not VRRP's" },
};

static void counters(struct findings *list, const struct facts *f)
{
	uint64_t plain = count(f, HKA_A_STATS_CHECKSUM_PLAIN_RCVD);
	uint64_t pseudo = count(f, HKA_A_STATS_CHECKSUM_PSEUDO_RCVD);

	for (unsigned int i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		if (count(f, telling[i].attr))
			findings_add(list, telling[i].code, "%s: %" PRIu64 "%s.", telling[i].what,
				     count(f, telling[i].attr), telling[i].advice);
	if (plain && pseudo)
		findings_add(list, "checksum-forms", "Adverts came with both forms of the "
			     "checksum: %" PRIu64 " without and %" PRIu64 " with the "
			     "pseudo-header.", plain, pseudo);
	for (unsigned int r = HKA_DROP_NONE + 1; r < __HKA_DROP_MAX; r++)
		if (drops(f, r) && r != HKA_DROP_INACTIVE)	/* as it must be in FAULT */
			findings_add(list, hka_drop_name(r), "Packets dropped: %" PRIu64 " (%s).",
				     drops(f, r), hka_drop_text(r));
}

/* ---- authentication ---- */

static void clocks(struct findings *list, const struct hka_vr *vr)
{
	const struct hka_hmac *h = &vr->hmac;
	int64_t apart = h->skew < 0 ? -(int64_t)h->skew : h->skew;

	if (!vr->n_hmac_keys || !(h->has & HKA_HAS(HKA_A_HMAC_SKEW)) || apart <= h->time_window / 2)
		return;
	findings_add(list, "clock-skew", "The clock of the last sender of an authenticated advert is "
		     "%" PRId64 " s %s ours; beyond %" PRIu32 " s adverts are dropped.", apart,
		     h->skew < 0 ? "ahead of" : "behind", h->time_window);
}

void findings_notices(struct findings *list, const struct facts *f)
{
	addresses(list, f->vr);
	virtual_mac(list, f->vr);
	routes(list, f->vr);
	peers(list, f->vr);
	clocks(list, f->vr);
	lease(list, f);
	if (f->heard)
		findings_rivals(list, f->heard, f->vr->state == HKA_STATE_MASTER, f->now);
	counters(list, f);
}
