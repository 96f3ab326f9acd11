// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What other routers have against one, in plain words with advice: from whom it has
 * heard. Touches nothing but the list of sentences.
 */
#include <inttypes.h>
#include <stdio.h>

#include "fields.h"
#include "findings.h"
#include "print.h"

#define OWNER	255

/* What to do so that an advert is dropped no longer. */
static const char *remedy(const struct hka_heard_router *r)
{
	if (r->rival & 1u << HKA_RIVAL_CHECKSUM_FORM)
		return "\"checksum auto\" takes either form";
	switch (r->drop) {
	case HKA_DROP_SELF:
		return "two hosts have one address, or the network has a loop";
	case HKA_DROP_TTL:
		return "a router stands between the two, or somebody forges";
	case HKA_DROP_VERSION:
		return "give both the same version";
	case HKA_DROP_INTERVAL:
	case HKA_DROP_INTERVAL_ZERO:
		return "VRRPv2 needs the same interval on both";
	case HKA_DROP_ADDR_LIST:
	case HKA_DROP_ADDR_COUNT:
	case HKA_DROP_ADDR_FIRST:
		return "give both the same addresses";
	case HKA_DROP_AUTH_TYPE:
	case HKA_DROP_AUTH_DATA:
		return "give both the same password";
	case HKA_DROP_HMAC_MISSING:
	case HKA_DROP_HMAC_MALFORMED:
	case HKA_DROP_HMAC_KEY:
	case HKA_DROP_HMAC_DIGEST:
		return "give both the same keys";
	case HKA_DROP_HMAC_STALE:
		return "set the clocks";
	case HKA_DROP_OWNER_CONFLICT:
		return "only one router can own the addresses";
	case HKA_DROP_UNKNOWN_PEER:
		return "make it a peer, or find out who it is";
	}
	return "see whether it belongs to this group at all";
}

/* "192.0.2.9 (02:00:00:00:00:09)" */
static void who(char *buf, size_t size, const struct hka_heard_router *r)
{
	char addr[64], mac[18];

	text_ip(addr, sizeof(addr), &r->address);
	if (r->has & HKA_HAS(HKA_A_HEARD_ROUTER_MAC))
		snprintf(buf, size, "%s (%s)", addr, text_mac(mac, sizeof(mac), r->mac));
	else
		snprintf(buf, size, "%s", addr);
}

/* Does it still speak? A MASTER that misses three adverts is gone. */
static bool is_fresh(const struct hka_heard_router *r, uint64_t now)
{
	return now < r->last_heard + (uint64_t)r->interval * 4000;
}

static void second_master(struct findings *list, const struct hka_heard_router *r, bool master,
			  uint64_t now)
{
	char name[96], age[32];

	who(name, sizeof(name), r);
	if (!master || !is_fresh(r, now))
		findings_add(list, "second-master", "%s was MASTER as well, with priority %u, when it "
			     "was last heard %s ago.", name, r->priority,
			     text_age(age, sizeof(age), r->last_heard, now));
	else if (r->drop)
		findings_add(list, "second-master", "%s is MASTER as well, with priority %u. Its "
			     "adverts are dropped (%s), so this one does not give way: %s.", name,
			     r->priority, hka_drop_text(r->drop), remedy(r));
	else
		findings_add(list, "second-master", "%s is MASTER as well, with priority %u. If it "
			     "stays so it does not hear this one: look for what drops IP protocol "
			     "112 or its multicast on the way.", name, r->priority);
}

static void differences(struct findings *list, const struct hka_heard_router *r)
{
	char name[96], span[32];

	who(name, sizeof(name), r);
	if (r->rival & 1u << HKA_RIVAL_EQUAL_PRIORITY)
		findings_add(list, "equal-priority", "%s has the priority of this router (%u); the "
			     "routers of a group should differ.", name, r->priority);
	if (r->rival & 1u << HKA_RIVAL_OWNER_CLASH)
		findings_add(list, "owner-clash", "%s claims to be the owner of the addresses "
			     "(priority 255), as this one does; only one can be.", name);
	if (r->rival & 1u << HKA_RIVAL_INTERVAL)
		findings_add(list, "other-interval", "%s has another interval than this router: %s. "
			     "Give both the same.", name,
			     text_usec(span, sizeof(span), r->interval));
	if (r->rival & 1u << HKA_RIVAL_ADDRESS_LIST)
		findings_add(list, "other-addresses", "%s has another list of addresses than this "
			     "router; after a failover some are not where they were.", name);
	if (r->rival & 1u << HKA_RIVAL_ADDRESS_ORDER)
		findings_add(list, "other-order", "%s has the addresses of this router in another "
			     "order; some routers drop such adverts.", name);
}

static void one_router(struct findings *list, const struct hka_heard_router *r, bool master,
		       uint64_t now)
{
	char name[96], age[32];

	if (r->rival & 1u << HKA_RIVAL_SECOND_MASTER) {
		second_master(list, r, master, now);
	} else if (r->drop && r->drop != HKA_DROP_INACTIVE) {	/* as it must be in FAULT */
		who(name, sizeof(name), r);
		findings_add(list, "peer-dropped", "The last advert of %s, %s ago, was dropped (%s): "
			     "%s.", name, text_age(age, sizeof(age), r->last_heard, now),
			     hka_drop_text(r->drop), remedy(r));
	}
	differences(list, r);
}

void findings_rivals(struct findings *list, const struct hka_heard *heard, bool master,
		     uint64_t now)
{
	if (heard->alone)
		findings_add(list, "nobody-heard", "It has been MASTER for long, and no router was "
			     "ever heard%s%s. A BACKUP is silent; but if another one is MASTER too, "
			     "something drops IP protocol 112 or its multicast on the way.",
			     heard->ifname[0] ? " on " : "", heard->ifname);
	for (unsigned int i = 0; i < heard->n_routers; i++)
		one_router(list, &heard->routers[i], master, now);
}
