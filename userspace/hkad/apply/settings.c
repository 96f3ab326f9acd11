// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the defaults of the module's settings, as docs/netlink/hka.yaml has them, and which of
 * them the kernel leaves out of its answers. Touches nothing but what it is given.
 */
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "settings.h"

#define VR(attr)	HKA_HAS(HKA_A_VR_##attr)
#define S		UINT64_C(1000000)	/* us */
/* What the module gives a route and a rule that are told nothing. */
#define ROUTE_PROTOCOL	112
#define RULE_PREFERENCE	16384

const uint64_t settings_vr =
	VR(PRIORITY) | VR(INTERVAL) | VR(PREEMPT) | VR(PREEMPT_DELAY) | VR(STARTUP_DELAY) |
	VR(DOWN_COUNT) | VR(CHECKSUM) | VR(AUTH_TYPE) | VR(ACCEPT) | VR(SOURCE_ADDRESS) | VR(PEER) |
	VR(UNICAST_TTL) | VR(CHECK_SOURCE) | VR(CHECK_ADDRESSES) | VR(REPLY_LOWER) | VR(YIELD_ADVERT) |
	VR(OWNER_CHECK) | VR(TRACK_LINK) | VR(VMAC) | VR(ANNOUNCE) | VR(VIP) | VR(NO_VIP) |
	VR(IN_GROUP) | VR(LEASE) | VR(ROUTE) | VR(RULE) | VR(HMAC) | VR(HMAC_KEY) |
	VR(CLAIM);

/* A member that is not marked becomes its default. */
#define FILL(object, attr, member, value) do { \
	if (!((object)->has & HKA_HAS(attr))) { \
		(object)->member = (value); \
		(object)->has |= HKA_HAS(attr); \
	} } while (0)
/* A member that says what it would be without is not marked. */
#define OMIT(object, attr, when) do { \
	if (when) \
		(object)->has &= ~HKA_HAS(attr); \
	} while (0)
#define MARKED(object, attr)	((object)->has & HKA_HAS(attr))

static bool no_address(const struct hka_ip *ip)
{
	static const uint8_t none[16];

	return !memcmp(ip->b, none, ip->len);
}

static bool same_address(const struct hka_ip *a, const struct hka_ip *b)
{
	return a->len == b->len && !memcmp(a->b, b->b, a->len);
}

static void settle_vip(struct hka_vip *vip, const struct hka_vr *vr)
{
	bool v6 = vip->address.len == 16;

	FILL(vip, HKA_A_VIP_PREFIX_LENGTH, prefix_length, v6 ? 128 : 32);
	OMIT(vip, HKA_A_VIP_IFNAME, !strcmp(vip->ifname, vr->ifname));
	OMIT(vip, HKA_A_VIP_SCOPE, vip->scope == RT_SCOPE_UNIVERSE);
	OMIT(vip, HKA_A_VIP_LABEL, !vip->label[0]);
	OMIT(vip, HKA_A_VIP_BROADCAST, no_address(&vip->broadcast));
	OMIT(vip, HKA_A_VIP_PEER, same_address(&vip->peer, &vip->address));
	OMIT(vip, HKA_A_VIP_FLAGS, vip->flags == (v6 ? IFA_F_NODAD : 0));
	OMIT(vip, HKA_A_VIP_PREFERRED_LIFETIME, vip->preferred_lifetime ==
	     (v6 && vip->prefix_length == 128 ? 0 : UINT32_MAX));
	vip->has &= ~(HKA_HAS(HKA_A_VIP_STATE) | HKA_HAS(HKA_A_VIP_ERROR) | HKA_HAS(HKA_A_VIP_REMOVALS));
}

static void settle_peer(struct hka_peer *peer)
{
	FILL(peer, HKA_A_PEER_TTL_MIN, ttl_min, 0);
	FILL(peer, HKA_A_PEER_TTL_MAX, ttl_max, 255);
	peer->has &= HKA_HAS(HKA_A_PEER_ADDRESS) | HKA_HAS(HKA_A_PEER_TTL_MIN) | HKA_HAS(HKA_A_PEER_TTL_MAX);
}

/* That of ip-route(8). */
static uint8_t route_scope(const struct hka_route *route)
{
	bool gateway = MARKED(route, HKA_A_ROUTE_NEXTHOP_ID);
	unsigned int i;

	for (i = 0; i < route->n_nexthops; i++)
		gateway |= route->nexthops[i].gateway.len;
	switch (route->kind) {
	case RTN_LOCAL:
		return RT_SCOPE_HOST;
	case RTN_BROADCAST:
	case RTN_MULTICAST:
	case RTN_ANYCAST:
		return RT_SCOPE_LINK;
	case RTN_UNICAST:
		return gateway ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
	}
	return RT_SCOPE_UNIVERSE;
}

static void settle_route(struct hka_route *route)
{
	bool v4 = route->family == AF_INET;
	unsigned int i;

	FILL(route, HKA_A_ROUTE_TYPE, kind, RTN_UNICAST);
	FILL(route, HKA_A_ROUTE_DST_LENGTH, dst_length, route->dst.len * 8);
	FILL(route, HKA_A_ROUTE_PROTOCOL, protocol, ROUTE_PROTOCOL);
	FILL(route, HKA_A_ROUTE_TABLE, table, RT_TABLE_MAIN);
	FILL(route, HKA_A_ROUTE_PRIORITY, priority, v4 ? 0 : 1024);
	if (v4)
		FILL(route, HKA_A_ROUTE_SCOPE, scope, route_scope(route));
	OMIT(route, HKA_A_ROUTE_PRIORITY, !route->priority);
	OMIT(route, HKA_A_ROUTE_DST, !route->dst_length);
	OMIT(route, HKA_A_ROUTE_SRC, !route->src_length);
	OMIT(route, HKA_A_ROUTE_SRC_LENGTH, !route->src_length);
	OMIT(route, HKA_A_ROUTE_TOS, !route->tos);
	OMIT(route, HKA_A_ROUTE_ADD, !route->add);
	route->has &= ~(HKA_HAS(HKA_A_ROUTE_STATE) | HKA_HAS(HKA_A_ROUTE_ERROR) |
			HKA_HAS(HKA_A_ROUTE_TEXT) | HKA_HAS(HKA_A_ROUTE_REMOVALS));
	for (i = 0; i < route->n_nexthops; i++) {
		struct hka_nexthop *n = &route->nexthops[i];

		OMIT(n, HKA_A_NEXTHOP_WEIGHT, n->weight <= 1);
	}
}

static void settle_rule(struct hka_rule *rule)
{
	FILL(rule, HKA_A_RULE_ACTION, action, FR_ACT_TO_TBL);
	FILL(rule, HKA_A_RULE_PRIORITY, priority, RULE_PREFERENCE);
	FILL(rule, HKA_A_RULE_PROTOCOL, protocol, ROUTE_PROTOCOL);
	if (rule->action == FR_ACT_TO_TBL && !MARKED(rule, HKA_A_RULE_L3MDEV))
		FILL(rule, HKA_A_RULE_TABLE, table, RT_TABLE_MAIN);
	FILL(rule, HKA_A_RULE_DST_LENGTH, dst_length, rule->dst.len * 8);
	FILL(rule, HKA_A_RULE_SRC_LENGTH, src_length, rule->src.len * 8);
	OMIT(rule, HKA_A_RULE_DST, !rule->dst_length);
	OMIT(rule, HKA_A_RULE_DST_LENGTH, !rule->dst_length);
	OMIT(rule, HKA_A_RULE_SRC, !rule->src_length);
	OMIT(rule, HKA_A_RULE_SRC_LENGTH, !rule->src_length);
	OMIT(rule, HKA_A_RULE_TOS, !rule->tos);
	OMIT(rule, HKA_A_RULE_SPORT_END, rule->sport_end == rule->sport_start);
	OMIT(rule, HKA_A_RULE_DPORT_END, rule->dport_end == rule->dport_start);
	OMIT(rule, HKA_A_RULE_UID_END, rule->uid_end == rule->uid_start);
	rule->has &= ~(HKA_HAS(HKA_A_RULE_STATE) | HKA_HAS(HKA_A_RULE_ERROR) |
		       HKA_HAS(HKA_A_RULE_TEXT) | HKA_HAS(HKA_A_RULE_REMOVALS));
}

static void settle_announce(struct hka_announce *a)
{
	FILL(a, HKA_A_ANNOUNCE_REPEAT, repeat, 5);
	FILL(a, HKA_A_ANNOUNCE_DELAY, delay, 5 * S);
	FILL(a, HKA_A_ANNOUNCE_REFRESH, refresh, 0);
	FILL(a, HKA_A_ANNOUNCE_REFRESH_REPEAT, refresh_repeat, 1);
	FILL(a, HKA_A_ANNOUNCE_LOWER_REPEAT, lower_repeat, a->repeat);
	FILL(a, HKA_A_ANNOUNCE_LOWER_DELAY, lower_delay, a->delay);
	FILL(a, HKA_A_ANNOUNCE_INTERVAL, interval, 0);
	FILL(a, HKA_A_ANNOUNCE_GROUP, group, 0);
}

/* What else is in an answer is no setting. */
static void settle_claim(struct hka_claim *c)
{
	FILL(c, HKA_A_CLAIM_LINK_DELAY, link_delay, 0);
	FILL(c, HKA_A_CLAIM_DAMPENING, dampening, 0);
	FILL(c, HKA_A_CLAIM_SUPPRESS, suppress, 2000);
	FILL(c, HKA_A_CLAIM_REUSE, reuse, 750);
	FILL(c, HKA_A_CLAIM_ON_DROP, on_drop, 0);
	c->has &= HKA_HAS(HKA_A_CLAIM_LINK_DELAY) | HKA_HAS(HKA_A_CLAIM_DAMPENING) |
		  HKA_HAS(HKA_A_CLAIM_SUPPRESS) | HKA_HAS(HKA_A_CLAIM_REUSE) | HKA_HAS(HKA_A_CLAIM_ON_DROP);
}

static void settle_hmac(struct hka_vr *vr)
{
	uint32_t window = (uint32_t)((3 * (uint64_t)vr->interval + S - 1) / S);
	struct hka_hmac *h = &vr->hmac;

	if (!vr->n_hmac_keys && !MARKED(vr, HKA_A_VR_HMAC))
		return;
	vr->has |= VR(HMAC);
	FILL(h, HKA_A_HMAC_MODE, mode, HKA_HMAC_MODE_ENFORCE);
	if (vr->n_hmac_keys)
		FILL(h, HKA_A_HMAC_ACTIVE_KEY, active_key, vr->hmac_keys[0].id);
	FILL(h, HKA_A_HMAC_ANTI_REPLAY, anti_replay, HKA_ANTI_REPLAY_TIME);
	if (h->anti_replay == HKA_ANTI_REPLAY_TIME)
		FILL(h, HKA_A_HMAC_TIME_WINDOW, time_window, window < 5 ? 5 : window);
	h->has &= ~HKA_HAS(HKA_A_HMAC_SKEW);
}

static void settle_tie(struct hka_vr *vr)
{
	struct hka_tie *tie = &vr->lease;

	if (!tie->name[0]) {
		vr->has &= ~VR(LEASE);
		return;
	}
	FILL(tie, HKA_A_TIE_POLICY, policy, HKA_LEASE_POLICY_HANDOVER);
	OMIT(tie, HKA_A_TIE_AMOUNT, tie->policy != HKA_LEASE_POLICY_DEMOTE);
	tie->has &= ~HKA_HAS(HKA_A_TIE_STATE);
}

void settings_settle(struct hka_vr *vr)
{
	bool strict, v2, unicast = vr->n_peers;
	unsigned int i;

	FILL(vr, HKA_A_VR_VERSION, version, 3);
	FILL(vr, HKA_A_VR_STRICT, strict, 0);
	strict = vr->strict;
	v2 = vr->version == 2;
	FILL(vr, HKA_A_VR_PRIORITY, priority, 100);
	FILL(vr, HKA_A_VR_INTERVAL, interval, S);
	FILL(vr, HKA_A_VR_PREEMPT, preempt, 1);
	FILL(vr, HKA_A_VR_PREEMPT_DELAY, preempt_delay, 0);
	FILL(vr, HKA_A_VR_STARTUP_DELAY, startup_delay, 0);
	FILL(vr, HKA_A_VR_DOWN_COUNT, down_count, 3);
	FILL(vr, HKA_A_VR_CHECKSUM, checksum, strict ? HKA_CHECKSUM_RFC9568 : HKA_CHECKSUM_AUTO);
	FILL(vr, HKA_A_VR_ACCEPT, accept, !strict);
	FILL(vr, HKA_A_VR_VMAC, vmac, strict && MARKED(vr, HKA_A_VR_IFNAME));
	FILL(vr, HKA_A_VR_REPLY_LOWER, reply_lower, !strict || !v2);
	FILL(vr, HKA_A_VR_YIELD_ADVERT, yield_advert, !strict);
	FILL(vr, HKA_A_VR_OWNER_CHECK, owner_check, 0);
	FILL(vr, HKA_A_VR_TRACK_LINK, track_link, 1);
	FILL(vr, HKA_A_VR_ANNOUNCE, announce.has, 0);
	if (v2) {
		FILL(vr, HKA_A_VR_AUTH_TYPE, auth_type, HKA_AUTH_NONE);
		FILL(vr, HKA_A_VR_CHECK_ADDRESSES, check_addresses, strict);
	}
	if (unicast) {
		FILL(vr, HKA_A_VR_UNICAST_TTL, unicast_ttl, 255);
		FILL(vr, HKA_A_VR_CHECK_SOURCE, check_source, 1);
	} else if (!MARKED(vr, HKA_A_VR_MCAST_GROUP)) {
		static const struct hka_ip groups[] = {
			{ .len = 4, .b = { 224, 0, 0, 18 } },
			{ .len = 16, .b = { 0xff, 2, [15] = 0x12 } },
		};

		vr->mcast_group = groups[vr->family == AF_INET6];
		vr->has |= VR(MCAST_GROUP);
	}
	OMIT(vr, HKA_A_VR_SOURCE_ADDRESS, no_address(&vr->source_address));
	OMIT(vr, HKA_A_VR_IN_GROUP, !vr->in_group[0]);
	OMIT(vr, HKA_A_VR_VIP, !vr->n_vips);
	OMIT(vr, HKA_A_VR_ROUTE, !vr->n_routes);
	OMIT(vr, HKA_A_VR_RULE, !vr->n_rules);
	OMIT(vr, HKA_A_VR_HMAC_KEY, !vr->n_hmac_keys);
	vr->has |= VR(CLAIM);
	settle_claim(&vr->claim);
	settle_announce(&vr->announce);
	settle_hmac(vr);
	settle_tie(vr);
	for (i = 0; i < vr->n_vips; i++)
		settle_vip(&vr->vips[i], vr);
	for (i = 0; i < vr->n_peers; i++)
		settle_peer(&vr->peers[i]);
	for (i = 0; i < vr->n_routes; i++)
		settle_route(&vr->routes[i]);
	for (i = 0; i < vr->n_rules; i++)
		settle_rule(&vr->rules[i]);
}

static int by_member(const void *a, const void *b)
{
	const struct hka_member *x = a, *y = b;
	int c = strcmp(x->vr, y->vr);

	return c ? c : strcmp(x->group, y->group);
}

void settings_settle_track(struct hka_track *track)
{
	unsigned int i;

	FILL(track, HKA_A_TRACK_UP_DELAY, up_delay, 0);
	FILL(track, HKA_A_TRACK_DOWN_DELAY, down_delay, 0);
	for (i = 0; i < track->n_members; i++)
		FILL(&track->members[i], HKA_A_MEMBER_WEIGHT, weight, 0);
	if (track->n_members)
		qsort(track->members, track->n_members, sizeof(*track->members), by_member);
}

void settings_settle_group(struct hka_group *group)
{
	if (group->kind == HKA_GROUP_KIND_SYNC)
		FILL(group, HKA_A_GROUP_TRACK_WEIGHT, track_weight, 0);
	if (group->kind != HKA_GROUP_KIND_LEADER)
		return;
	FILL(group, HKA_A_GROUP_FOLLOW_INTERVAL, follow_interval, 10 * S);
	FILL(group, HKA_A_GROUP_ON_LOSS, on_loss, HKA_GROUP_LOSS_PROMOTE);
}

bool settings_same_router(const struct hka_vr *a, const struct hka_vr *b)
{
	const uint64_t identity = VR(IFNAME) | VR(VRID) | VR(FAMILY) | VR(VERSION) | VR(STRICT) | VR(MCAST_GROUP);

	if (!a->n_peers != !b->n_peers || hka_vr_differ(a, b, identity))
		return false;
	return !a->n_peers || !hka_vr_differ(a, b, VR(SOURCE_ADDRESS));
}

static bool share_a_peer(const struct hka_vr *a, const struct hka_vr *b)
{
	unsigned int i, k;

	for (i = 0; i < a->n_peers; i++)
		for (k = 0; k < b->n_peers; k++)
			if (same_address(&a->peers[i].address, &b->peers[k].address))
				return true;
	return false;
}

bool settings_clash(const struct hka_vr *a, const struct hka_vr *b)
{
	if (hka_vr_differ(a, b, VR(IFNAME) | VR(VRID) | VR(FAMILY)))
		return false;
	if (a->n_peers && b->n_peers)
		return share_a_peer(a, b);
	return !a->n_peers && !b->n_peers && !hka_vr_differ(a, b, VR(MCAST_GROUP));
}

static bool has_key(const struct hka_vr *vr, uint8_t id)
{
	for (unsigned int i = 0; i < vr->n_hmac_keys; i++)
		if (vr->hmac_keys[i].id == id)
			return true;
	return false;
}

/* The bytes of keys are in no answer, and their order means nothing. */
static bool same_keys(const struct hka_vr *a, const struct hka_vr *b)
{
	for (unsigned int i = 0; i < a->n_hmac_keys; i++)
		if (!has_key(b, a->hmac_keys[i].id))
			return false;
	return a->n_hmac_keys == b->n_hmac_keys;
}

unsigned int settings_keys(const struct hka_vr *want, const struct hka_vr *have,
			   struct hka_hmac_key *out)
{
	unsigned int n = 0;

	/* First of all: there may be no room for more. */
	for (unsigned int i = 0; i < have->n_hmac_keys; i++)
		if (!has_key(want, have->hmac_keys[i].id))
			out[n++] = (struct hka_hmac_key){
				.has = HKA_HAS(HKA_A_HMAC_KEY_ID) | HKA_HAS(HKA_A_HMAC_KEY_FORGET),
				.id = have->hmac_keys[i].id, .forget = true,
			};
	for (unsigned int i = 0; i < want->n_hmac_keys; i++)
		out[n++] = want->hmac_keys[i];
	return n;
}

bool settings_change(const struct hka_vr *want, const struct hka_vr *have, bool secrets,
		     struct hka_vr *req)
{
	uint64_t change = hka_vr_differ(want, have, settings_vr & ~VR(HMAC_KEY));
	uint8_t len = want->family == AF_INET6 ? 16 : 4;

	if (want->n_hmac_keys && (secrets || !same_keys(want, have)))
		change |= VR(HMAC_KEY);
	if (change & (VR(VIP) | VR(NO_VIP)))
		change |= VR(VIP) | VR(NO_VIP);
	if (want->auth_type && (secrets || change & VR(AUTH_TYPE)))
		change |= VR(AUTH_TYPE) | VR(AUTH_DATA);
	*req = *want;
	req->has = change & want->has;
	if (change & ~want->has & VR(SOURCE_ADDRESS)) {
		req->source_address = (struct hka_ip){ .len = len };
		req->has |= VR(SOURCE_ADDRESS);
	}
	if (req->has & VR(LEASE) && !(req->lease.has & HKA_HAS(HKA_A_TIE_GRACE))) {
		req->lease.no_grace = true;
		req->lease.has |= HKA_HAS(HKA_A_TIE_NO_GRACE);
	}
	if (change & ~want->has & VR(IN_GROUP)) {
		req->no_group = true;
		req->has |= VR(NO_GROUP);
	}
	if (change & ~want->has & VR(HMAC)) {
		req->hmac = (struct hka_hmac){
			.has = HKA_HAS(HKA_A_HMAC_MODE), .mode = HKA_HMAC_MODE_OFF,
		};
		req->has |= VR(HMAC);
	}
	/* Marked and empty: no more of them. */
	req->has |= change & (VR(ROUTE) | VR(RULE));
	return req->has;
}
