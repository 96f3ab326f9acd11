// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Why a router is in its state and what its priority is made of, in plain
 * words. Touches nothing but the list of sentences.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fields.h"
#include "findings.h"
#include "print.h"

#define OWNER	255

void findings_add(struct findings *list, const char *code, const char *fmt, ...)
{
	struct finding *more = reallocarray(list->all, list->n + 1, sizeof(*more));
	va_list ap;

	if (!more)
		return;		/* a sentence less; there is nobody to tell without memory */
	list->all = more;
	more[list->n].code = code;
	va_start(ap, fmt);
	vsnprintf(more[list->n].text, sizeof(more[list->n].text), fmt, ap);
	va_end(ap);
	list->n++;
}

void findings_clear(struct findings *list)
{
	free(list->all);
	memset(list, 0, sizeof(*list));
}

static bool has(const struct hka_vr *vr, unsigned int attr)
{
	return vr->has & HKA_HAS(attr);
}

/* ---- summands ---- */

/* "tracker uplink (eth7) is down" */
static void tracker_text(char *buf, size_t size, const struct facts *f,
			 const struct hka_summand *s)
{
	const struct hka_track *t = NULL;
	char device[HKA_IFNAME_MAX + 4] = "";

	for (unsigned int i = 0; i < f->n_tracks && !t; i++)
		if (!strcmp(f->tracks[i].name, s->name))
			t = &f->tracks[i];
	if (t && t->ifname[0])
		snprintf(device, sizeof(device), " (%s)", t->ifname);
	if (t && s->state == HKA_TRACK_STATE_VALUE)
		snprintf(buf, size, "tracker %s%s says %d", s->name, device, t->value);
	else if (s->state == HKA_TRACK_STATE_UNKNOWN)
		snprintf(buf, size, "tracker %s%s has not been set yet", s->name, device);
	else
		snprintf(buf, size, "tracker %s%s is %s", s->name, device,
			 hka_track_state_name(s->state));
}

/* "by hand: kernel upgrade, for another 12m34s" */
static void demotion_text(char *buf, size_t size, const struct hka_summand *s)
{
	const char *by = s->kind == HKA_CONTRIBUTION_MAINTENANCE ? "in maintenance" : "by hand";
	char span[32];

	if (s->has & HKA_HAS(HKA_A_CONTRIBUTION_REMAINING))
		snprintf(buf, size, "%s: %s, for another %s", by, s->name,
			 text_span(span, sizeof(span), s->remaining));
	else
		snprintf(buf, size, "%s: %s", by, s->name);
}

const char *findings_summand(char *buf, size_t size, const struct facts *f,
			     const struct hka_summand *s)
{
	char why[160];

	if (s->kind == HKA_CONTRIBUTION_DEMOTION || s->kind == HKA_CONTRIBUTION_MAINTENANCE) {
		demotion_text(why, sizeof(why), s);
		snprintf(buf, size, "%+d %s", s->amount, why);
	} else if (s->kind == HKA_CONTRIBUTION_LEASE) {
		snprintf(buf, size, "%+d as lease %s has expired", s->amount, s->name);
	} else {
		tracker_text(why, sizeof(why), f, s);
		snprintf(buf, size, "%+d as %s", s->amount, why);
	}
	return buf;
}

/* ---- FAULT ---- */

/* Addresses that the kernel refused. */
static void refused_addresses(char *buf, size_t size, const struct hka_vr *vr)
{
	char addr[64];

	buf[0] = '\0';
	for (unsigned int i = 0; i < vr->n_vips; i++) {
		const struct hka_vip *vip = &vr->vips[i];
		size_t used = strlen(buf);

		if (vip->error)
			snprintf(buf + used, size - used, "%s%s (%s)", used ? ", " : ": ",
				 text_ip(addr, sizeof(addr), &vip->address),
				 strerror((int)vip->error));
	}
}

static void fault_source(struct findings *list, const struct hka_vr *vr)
{
	char addr[64];

	if (has(vr, HKA_A_VR_SOURCE_ADDRESS) && !ip_is_any(&vr->source_address))
		findings_add(list, "no-source", "No device has the source address %s.",
			     text_ip(addr, sizeof(addr), &vr->source_address));
	else if (!vr->ifname[0])
		findings_add(list, "no-source", "No route to a peer gives an address to send from.");
	else
		findings_add(list, "no-source", "Device %s has no usable %s address to send from.",
			     vr->ifname, vr->family == AF_INET6 ? "link-local IPv6" : "IPv4");
}

/* Those of the summands that hold the router in FAULT. */
static void fault_held(struct findings *list, const struct facts *f, uint8_t kind)
{
	const struct hka_vr *vr = f->vr;
	bool named = false;
	char why[200];

	for (unsigned int i = 0; i < vr->n_summands; i++) {
		const struct hka_summand *s = &vr->summands[i];

		if (!s->fault || s->kind != kind)
			continue;
		named = true;
		if (kind == HKA_CONTRIBUTION_TRACKER) {
			tracker_text(why, sizeof(why), f, s);
			findings_add(list, "tracker", "It is held down as %s.", why);
		} else {
			demotion_text(why, sizeof(why), s);
			findings_add(list, "demoted", "It is held down %s.", why);
		}
	}
	if (!named)
		findings_add(list, hka_fault_name(vr->fault), "It is held down: %s.",
			     hka_fault_text(vr->fault));
}

/* The first of the routers that keep the group from running. */
static void fault_group(struct findings *list, const struct facts *f)
{
	const struct hka_vr *other = NULL;

	for (unsigned int i = 0; i < f->n_all && !other; i++)
		if (!strcmp(f->all[i].in_group, f->vr->in_group) &&
		    f->all[i].state == HKA_STATE_FAULT && f->all[i].fault != HKA_FAULT_GROUP)
			other = &f->all[i];
	if (other)
		findings_add(list, "group", "%s of the same group %s is in FAULT: %s.", other->name,
			     f->vr->in_group, hka_fault_text(other->fault));
	else
		findings_add(list, "group", "Another router of its group %s is in FAULT.",
			     f->vr->in_group);
}

static void fault(struct findings *list, const struct facts *f)
{
	const struct hka_vr *vr = f->vr;
	char text[200];

	switch (vr->fault) {
	case HKA_FAULT_NO_DEVICE:
		findings_add(list, "no-device", "There is no device %s that runs %s; the router "
			     "waits for one.", vr->ifname,
			     vr->family == AF_INET6 ? "IPv6" : "IPv4");
		break;
	case HKA_FAULT_DEVICE_DOWN:
		findings_add(list, "device-down", "Device %s is down (ip link set %s up).",
			     vr->ifname, vr->ifname);
		break;
	case HKA_FAULT_NO_CARRIER:
		findings_add(list, "no-carrier", "Device %s has no carrier.", vr->ifname);
		break;
	case HKA_FAULT_NO_SOURCE:
		fault_source(list, vr);
		break;
	case HKA_FAULT_ADDRESS_INSTALL:
		refused_addresses(text, sizeof(text), vr);
		findings_add(list, "address-install", "An address could not be installed within "
			     "one down interval%s. It tries again by itself.", text);
		break;
	case HKA_FAULT_CONFLICT:
		findings_add(list, "conflict", "Another router already uses vrid %u with %s on "
			     "%s.", vr->vrid, family_name(vr->family), vr->ifname);
		break;
	case HKA_FAULT_MTU:
		findings_add(list, "mtu", "The advert with its addresses does not fit the MTU of "
			     "device %s.", vr->ifname);
		break;
	case HKA_FAULT_VIRTUAL_MAC:
		findings_add(list, "virtual-mac", "Device %s cannot have the virtual MAC: %s.",
			     vr->ifname, hka_vmac_state_text(vr->vmac_state));
		break;
	case HKA_FAULT_TRACKER:
		fault_held(list, f, HKA_CONTRIBUTION_TRACKER);
		break;
	case HKA_FAULT_DEMOTED:
		fault_held(list, f, HKA_CONTRIBUTION_DEMOTION);
		break;
	case HKA_FAULT_GROUP:
		fault_group(list, f);
		break;
	case HKA_FAULT_LEASE:
		findings_add(list, "lease", "It is held down as the manager's lease %s has "
			     "expired.", vr->lease.name);
		break;
	case HKA_FAULT_SEND_FAILED:
		findings_add(list, "send-failed", "Three adverts in a row could not be sent. It "
			     "tries again by itself.");
		break;
	case HKA_FAULT_ROUTE_FIGHT:
		findings_add(list, "route-fight", "Somebody else removed one of its routes or rules "
			     "again and again. It tries again by itself.");
		break;
	case HKA_FAULT_ADDRESS_FIGHT:
		findings_add(list, "address-fight", "Somebody else removed one of its addresses "
			     "again and again. It tries again by itself.");
		break;
	default:
		findings_add(list, hka_fault_name(vr->fault), "It cannot run: %s.",
			     hka_fault_text(vr->fault));
	}
}

/* ---- BACKUP, MASTER, INIT ---- */

/* What maintenance keeps a BACKUP from. */
static void maintenance(struct findings *list, const struct hka_vr *vr)
{
	if (vr->claim.maintenance == HKA_MAINTENANCE_HARD)
		findings_add(list, "maintenance-hard", "The node is in hard maintenance "
			     "(hkactl maintenance): it claims nothing, even where there is no "
			     "MASTER.");
	else if (vr->claim.maintenance)
		findings_add(list, "maintenance", "The node is in maintenance (hkactl maintenance): "
			     "it leaves every MASTER alone, and claims as the last.");
}

static void not_yet(struct findings *list, const struct hka_vr *vr)
{
	char span[32];

	if (vr->claim.has & HKA_HAS(HKA_A_CLAIM_LINK_REMAINING))
		findings_add(list, "link-delay", "Its link came up lately: for another %s silence is "
			     "no reason to take over (link-delay).",
			     text_span(span, sizeof(span), vr->claim.link_remaining));
	if (vr->claim.has & HKA_HAS(HKA_A_CLAIM_DAMPENED_REMAINING))
		findings_add(list, "dampened", "It lost MASTER too often (penalty %u, suppressed "
			     "from %u on): for another %s it leaves every MASTER alone, and claims "
			     "as the last.", vr->claim.penalty, vr->claim.suppress,
			     text_span(span, sizeof(span), vr->claim.dampened_remaining));
}

static void backup(struct findings *list, const struct hka_vr *vr)
{
	unsigned int own = vr->effective_priority, heard = vr->last_priority;
	char master[64], span[32];

	text_ip(master, sizeof(master), &vr->last_source);
	if (vr->claim.handed && heard)
		findings_add(list, "handed-over", "It handed over, and %s is MASTER with priority %u; "
			     "it takes over only when that one is gone (hkactl handover %s back).",
			     vr->last_source.len ? master : "another router", heard, vr->name);
	else if (has(vr, HKA_A_VR_PREEMPT_REMAINING))
		findings_add(list, "preempt-delay", "%s is MASTER with a lower priority than ours "
			     "(%u); the preempt delay leaves it alone for another %s.",
			     vr->last_source.len ? master : "Another router", own,
			     text_span(span, sizeof(span), vr->preempt_remaining));
	else if (!has(vr, HKA_A_VR_LAST_PRIORITY) || !vr->last_source.len)
		findings_add(list, "no-master", "No MASTER whose advert counts has been heard yet; "
			     "it takes over after %s of silence.",
			     text_usec(span, sizeof(span), vr->down_interval));
	else if (!heard)
		findings_add(list, "released", "The MASTER %s gave up; it takes over after its "
			     "skew of %s unless another does.", master,
			     text_usec(span, sizeof(span), vr->skew_time));
	else if (heard > own)
		findings_add(list, "higher-priority", "%s is MASTER with priority %u, higher than "
			     "ours (%u).", master, heard, own);
	else if (heard == own)
		findings_add(list, "equal-priority", "%s is MASTER with the same priority as ours "
			     "(%u); a BACKUP takes over only from a lower one.", master, own);
	else if (vr->claim.has & (HKA_HAS(HKA_A_CLAIM_DAMPENED_REMAINING) |
				  HKA_HAS(HKA_A_CLAIM_LINK_REMAINING)))
		findings_add(list, "lower-priority", "%s is MASTER with priority %u, lower than ours "
			     "(%u).", master, heard, own);
	else if (!vr->preempt)
		findings_add(list, "preempt-off", "%s is MASTER with priority %u, lower than ours "
			     "(%u), and preempt is off.", master, heard, own);
	else
		findings_add(list, "preempting", "%s is MASTER with priority %u, lower than ours "
			     "(%u); it takes over within %s.", master, heard, own,
			     text_usec(span, sizeof(span), vr->down_interval));
}

static void master(struct findings *list, const struct hka_vr *vr)
{
	char other[96] = "", span[32];

	if (vr->last_source.len) {
		char addr[64];

		snprintf(other, sizeof(other), "; the last one heard is %s with priority %u",
			 text_ip(addr, sizeof(addr), &vr->last_source), vr->last_priority);
	}
	if (vr->claim.handover == HKA_HANDOVER_RUNNING)
		findings_add(list, "handing-over", "It hands over, and serves until another router "
			     "takes over, or goes on after another %s.",
			     text_span(span, sizeof(span), vr->claim.handover_remaining));
	else if (vr->claim.handover == HKA_HANDOVER_NOBODY)
		findings_add(list, "nobody-took-over", "It was to hand over, but nobody took over%s.",
			     other);
	else if (vr->priority == OWNER)
		findings_add(list, "owner", "It owns the addresses (priority 255), and so always "
			     "is MASTER when it runs.");
	else if (vr->last_event == HKA_LAST_EVENT_PRIORITY_ZERO)
		findings_add(list, "released", "The MASTER before it gave up%s.", other);
	else if (vr->master_reason == HKA_MASTER_REASON_PREEMPTED)
		findings_add(list, "preempted", "It took over from a MASTER of lower priority%s.",
			     other);
	else if (vr->master_reason == HKA_MASTER_REASON_NO_RESPONSE && *other)
		findings_add(list, "no-response", "The MASTER before it fell silent: no advert "
			     "came for %s%s.", text_usec(span, sizeof(span), vr->down_interval),
			     other);
	else if (vr->master_reason == HKA_MASTER_REASON_NO_RESPONSE)
		findings_add(list, "no-response", "No MASTER was heard for %s.",
			     text_usec(span, sizeof(span), vr->down_interval));
	else
		findings_add(list, "priority", "Its priority (%u) was the highest%s.",
			     vr->effective_priority, other);
}

/* Whoever decides for it. */
static void follower(struct findings *list, const struct facts *f)
{
	const struct hka_vr *leader = NULL;

	for (unsigned int i = 0; i < f->n_all && !leader; i++)
		if (!strcmp(f->all[i].in_group, f->vr->in_group) &&
		    f->all[i].group_role == HKA_GROUP_ROLE_LEADER)
			leader = &f->all[i];
	if (leader)
		findings_add(list, "follows", "It follows %s, the leader of its group %s, which is "
			     "%s.", leader->name, f->vr->in_group, hka_state_name(leader->state));
	else
		findings_add(list, "parked", "It is a follower in group %s, which nobody leads.",
			     f->vr->in_group);
}

static void sync_group(struct findings *list, const struct hka_vr *vr)
{
	if (!vr->in_group[0] || vr->group_role != HKA_GROUP_ROLE_MEMBER)
		return;
	if (vr->state == HKA_STATE_BACKUP)
		findings_add(list, "sync-group", "Its group %s takes over only when each of its "
			     "routers would.", vr->in_group);
	else if (vr->state == HKA_STATE_MASTER)
		findings_add(list, "sync-group", "So are all routers of its group %s.",
			     vr->in_group);
}

void findings_state(struct findings *list, const struct facts *f)
{
	const struct hka_vr *vr = f->vr;
	char span[32];

	if (vr->in_group[0] && vr->group_role == HKA_GROUP_ROLE_FOLLOWER &&
	    (vr->state == HKA_STATE_BACKUP || vr->state == HKA_STATE_MASTER)) {
		follower(list, f);
		return;
	}
	switch (vr->state) {
	case HKA_STATE_FAULT:
		fault(list, f);
		break;
	case HKA_STATE_BACKUP:
		maintenance(list, vr);
		not_yet(list, vr);
		backup(list, vr);
		break;
	case HKA_STATE_MASTER:
		master(list, vr);
		break;
	default:
		if (has(vr, HKA_A_VR_STARTUP_REMAINING))
			findings_add(list, "startup-delay", "It is new: its start-up delay runs for "
				     "another %s.",
				     text_span(span, sizeof(span), vr->startup_remaining));
		else
			findings_add(list, "not-started", "It has not started.");
	}
	sync_group(list, vr);
}

/* ---- priority ---- */

void findings_priority(struct findings *list, const struct facts *f)
{
	const struct hka_vr *vr = f->vr;
	char text[320];
	long sum = vr->priority;
	size_t used;

	if (vr->priority == OWNER) {
		findings_add(list, "owner", "Its priority is 255, that of the owner of the "
			     "addresses; no tracker and no demotion moves it.");
		return;
	}
	snprintf(text, sizeof(text), "Its priority is %u: base %u", vr->effective_priority,
		 vr->priority);
	if (!vr->n_summands)
		snprintf(text, sizeof(text), "Its priority is %u, as configured", vr->priority);
	for (unsigned int i = 0; i < vr->n_summands; i++) {
		char one[240];

		if (vr->summands[i].fault || !vr->summands[i].amount)
			continue;
		sum += vr->summands[i].amount;
		used = strlen(text);
		snprintf(text + used, sizeof(text) - used, ", %s",
			 findings_summand(one, sizeof(one), f, &vr->summands[i]));
	}
	used = strlen(text);
	if (sum < 1 || sum >= OWNER)
		snprintf(text + used, sizeof(text) - used, "; %ld is beyond the %s of %u", sum,
			 sum < 1 ? "least" : "most", sum < 1 ? 1 : OWNER - 1);
	findings_add(list, "priority", "%s.", text);
}
