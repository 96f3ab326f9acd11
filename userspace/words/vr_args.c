// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the words of `vr add` and `vr set` to a request. Marks exactly the
 * members that were given: what is absent is the kernel's default, or stays.
 */
#include "vr_args.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "hmac_args.h"
#include "route_args.h"
#include "tie_args.h"
#include "vip_args.h"

#define AS_NAME(id, name, text)	name,

static const char *const checksums[] = { HKA_CHECKSUM_LIST(AS_NAME) NULL };
static const char *const accepts[] = { HKA_ACCEPT_LIST(AS_NAME) NULL };

static int parse_family(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;

	(void)value;
	if (req->has & HKA_HAS(HKA_A_VR_FAMILY))
		return args_error(a, "the family is given twice");
	req->has |= HKA_HAS(HKA_A_VR_FAMILY);
	req->family = (uint8_t)k->min;
	return 0;
}

/* ---- addresses and peers ---- */

static int too_many(struct args *a, int err, unsigned int most, const char *what)
{
	a->full = err == -E2BIG;
	if (a->full)
		return args_error(a, "a router has at most %u %s", most, what);
	return err ? args_error(a, "out of memory") : 0;
}

/* @k->max: it is an excluded one. */
static int parse_vip(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vip vip = { .has = HKA_HAS(HKA_A_VIP_ADDRESS) |
				      HKA_HAS(HKA_A_VIP_PREFIX_LENGTH) };

	if (args_prefix(a, value, &vip.address, &vip.prefix_length))
		return -EINVAL;
	if (k->max) {
		vip.has |= HKA_HAS(HKA_A_VIP_EXCLUDED);
		vip.excluded = true;
	}
	return too_many(a, hka_vr_add_vip(object, &vip),
			k->max ? HKA_EXCLUDED_MAX : HKA_VIPS_MAX, "such addresses");
}

static void *last_vip(void *object)
{
	struct hka_vr *req = object;

	return &req->vips[req->n_vips - 1];
}

static int parse_peer(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_peer peer = { .has = HKA_HAS(HKA_A_PEER_ADDRESS) };

	(void)k;
	if (args_ip(a, value, &peer.address))
		return -EINVAL;
	return too_many(a, hka_vr_add_peer(object, &peer), HKA_PEERS_MAX, "peers");
}

static void *last_peer(void *object)
{
	struct hka_vr *req = object;

	return &req->peers[req->n_peers - 1];
}

static int settle_peer(struct args *a, void *element)
{
	const struct hka_peer *peer = element;

	if (peer->has & HKA_HAS(HKA_A_PEER_TTL_MIN) && peer->has & HKA_HAS(HKA_A_PEER_TTL_MAX) &&
	    peer->ttl_min > peer->ttl_max)
		return args_error(a, "ttl-min is greater than ttl-max");
	return 0;
}

static const struct keyword peer_keywords[] = {
	{ KEYWORD(struct hka_peer, "ttl-min", KEYWORD_U8, HKA_A_PEER_TTL_MIN, ttl_min),
	  .min = 0, .max = 255 },
	{ KEYWORD(struct hka_peer, "ttl-max", KEYWORD_U8, HKA_A_PEER_TTL_MAX, ttl_max),
	  .min = 0, .max = 255 },
	{ 0 }
};

/* ---- authentication ---- */

static int parse_auth_none(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;

	(void)value;
	req->auth_type = HKA_AUTH_NONE;
	return keyword_mark(a, req, HKA_A_VR_AUTH_TYPE, k->word);
}

static int parse_auth_pass(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;

	if (!*value)
		return args_error(a, "the password is empty");
	if (strlen(value) > HKA_SECRET_MAX)
		fprintf(stderr, "%s: the password is cut to its first %d bytes, "
			"as the protocol has no more\n",
			program_invocation_short_name, HKA_SECRET_MAX);
	snprintf(req->auth_data, sizeof(req->auth_data), "%s", value);
	req->auth_type = HKA_AUTH_PASS;
	req->has |= HKA_HAS(HKA_A_VR_AUTH_DATA);
	return keyword_mark(a, req, HKA_A_VR_AUTH_TYPE, k->word);
}

static int parse_opener(struct args *a, const struct keyword *k, void *object, const char *value)
{
	(void)a;
	(void)k;
	(void)object;
	(void)value;
	return 0;	/* the words behind it tell */
}

static int settle_auth(struct args *a, void *element)
{
	const struct hka_vr *req = element;

	if (!(req->has & HKA_HAS(HKA_A_VR_AUTH_TYPE)))
		return args_error(a, "\"auth\" needs none, or pass and a password");
	return 0;
}

static const struct keyword auth_keywords[] = {
	{ .word = "none", .kind = KEYWORD_BARE, .parse = parse_auth_none },
	{ .word = "pass", .kind = KEYWORD_PARSE, .parse = parse_auth_pass },
	{ 0 }
};

/* ---- virtual MAC: on unless off follows ---- */

static int parse_vmac(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;

	(void)a;
	(void)value;
	req->vmac = strcmp(k->word, "off") != 0;
	return 0;
}

static const struct keyword vmac_keywords[] = {
	{ .word = "on", .kind = KEYWORD_BARE, .parse = parse_vmac },
	{ .word = "off", .kind = KEYWORD_BARE, .parse = parse_vmac },
	{ 0 }
};

/* ---- announcements ---- */

static void *announce(void *object)
{
	return &((struct hka_vr *)object)->announce;
}

static int settle_announce(struct args *a, void *element)
{
	const struct hka_announce *an = element;

	return an->has ? 0 : args_error(a, "\"announce\" needs what is to be set");
}

#define ANNOUNCE(word, kind, attr, member) \
	KEYWORD(struct hka_announce, word, kind, HKA_A_ANNOUNCE_##attr, member)

static const struct keyword announce_keywords[] = {
	{ ANNOUNCE("repeat", KEYWORD_U8, REPEAT, repeat), .min = 1, .max = 255 },
	{ ANNOUNCE("delay", KEYWORD_TIME64, DELAY, delay) },
	{ ANNOUNCE("refresh", KEYWORD_TIME64, REFRESH, refresh) },
	{ ANNOUNCE("refresh-repeat", KEYWORD_U8, REFRESH_REPEAT, refresh_repeat),
	  .min = 1, .max = 255 },
	{ ANNOUNCE("lower-repeat", KEYWORD_U8, LOWER_REPEAT, lower_repeat), .min = 0, .max = 255 },
	{ ANNOUNCE("lower-delay", KEYWORD_TIME64, LOWER_DELAY, lower_delay) },
	{ ANNOUNCE("interval", KEYWORD_TIME32, INTERVAL, interval) },
	{ ANNOUNCE("group", KEYWORD_U32, GROUP, group), .min = 0, .max = UINT32_MAX },
	{ 0 }
};

/* ---- claiming ---- */

static void *claim(void *object)
{
	return &((struct hka_vr *)object)->claim;
}

static int settle_claim(struct args *a, void *element)
{
	const struct hka_claim *c = element;

	return c->has ? 0 : args_error(a, "\"claim\" needs what is to be set");
}

#define CLAIM(word, kind, attr, member) \
	KEYWORD(struct hka_claim, word, kind, HKA_A_CLAIM_##attr, member)

static const struct keyword claim_keywords[] = {
	{ CLAIM("link-delay", KEYWORD_TIME32, LINK_DELAY, link_delay) },
	{ CLAIM("dampening", KEYWORD_TIME32, DAMPENING, dampening) },
	{ CLAIM("suppress", KEYWORD_U32, SUPPRESS, suppress), .min = 1000, .max = 20000 },
	{ CLAIM("reuse", KEYWORD_U32, REUSE, reuse), .min = 100, .max = 19999 },
	{ CLAIM("on-drop", KEYWORD_ONOFF, ON_DROP, on_drop) },
	{ 0 }
};

/* ---- a router ---- */

#define VR(word, kind, attr, member) \
	KEYWORD(struct hka_vr, word, kind, HKA_A_VR_##attr, member)

/* The order is that of the grammar. */
const struct keyword vr_keywords[] = {
	{ VR("dev", KEYWORD_DEV, IFNAME, ifname), .fixed = true },
	{ VR("vrid", KEYWORD_U8, VRID, vrid), .min = 1, .max = 255, .fixed = true },
	{ VR("version", KEYWORD_U8, VERSION, version), .min = 2, .max = 3,
	  .names = (const char *const[]){ "2", "3", NULL }, .fixed = true },
	{ .word = "inet", .kind = KEYWORD_BARE, .parse = parse_family, .min = AF_INET,
	  .fixed = true },
	{ .word = "inet6", .kind = KEYWORD_BARE, .parse = parse_family, .min = AF_INET6,
	  .fixed = true },
	{ VR("group", KEYWORD_IP, MCAST_GROUP, mcast_group), .fixed = true },
	{ VR("strict", KEYWORD_FLAG, STRICT, strict), .fixed = true },
	{ VR("priority", KEYWORD_U8, PRIORITY, priority), .min = 1, .max = 255 },
	{ VR("interval", KEYWORD_TIME32, INTERVAL, interval), .min = 1 },
	{ VR("preempt", KEYWORD_ONOFF, PREEMPT, preempt) },
	{ VR("preempt-delay", KEYWORD_TIME32, PREEMPT_DELAY, preempt_delay) },
	{ VR("startup-delay", KEYWORD_TIME32, STARTUP_DELAY, startup_delay) },
	{ VR("down-count", KEYWORD_U8, DOWN_COUNT, down_count), .min = 1, .max = 100 },
	{ VR("checksum", KEYWORD_ENUM, CHECKSUM, checksum), .names = checksums },
	{ .word = "auth", .kind = KEYWORD_BARE, .parse = parse_opener, .group = auth_keywords,
	  .settle = settle_auth },
	{ .word = "hmac", .kind = KEYWORD_BARE, .parse = parse_opener, .group = hmac_keywords,
	  .settle = hmac_settle },
	{ VR("accept", KEYWORD_ENUM, ACCEPT, accept), .names = accepts },
	{ VR("source", KEYWORD_IP, SOURCE_ADDRESS, source_address) },
	{ .word = "peer", .kind = KEYWORD_PARSE, .parse = parse_peer, .group = peer_keywords,
	  .element = last_peer, .settle = settle_peer },
	{ VR("unicast-ttl", KEYWORD_U8, UNICAST_TTL, unicast_ttl), .min = 1, .max = 255 },
	{ VR("check-source", KEYWORD_ONOFF, CHECK_SOURCE, check_source) },
	{ VR("check-addresses", KEYWORD_ONOFF, CHECK_ADDRESSES, check_addresses) },
	{ VR("reply-lower", KEYWORD_ONOFF, REPLY_LOWER, reply_lower) },
	{ VR("yield-advert", KEYWORD_ONOFF, YIELD_ADVERT, yield_advert) },
	{ VR("owner-check", KEYWORD_ONOFF, OWNER_CHECK, owner_check) },
	{ VR("track-link", KEYWORD_ONOFF, TRACK_LINK, track_link) },
	{ .word = "vmac", .kind = KEYWORD_BARE, .attr = HKA_A_VR_VMAC, .parse = parse_vmac,
	  .group = vmac_keywords },
	{ VR("in-group", KEYWORD_GROUP, IN_GROUP, in_group) },
	{ VR("no-group", KEYWORD_FLAG, NO_GROUP, no_group) },
	{ VR("rename", KEYWORD_ROUTER, RENAME, rename) },
	{ .word = "announce", .kind = KEYWORD_BARE, .attr = HKA_A_VR_ANNOUNCE,
	  .parse = parse_opener, .group = announce_keywords, .element = announce,
	  .settle = settle_announce },
	{ .word = "claim", .kind = KEYWORD_BARE, .attr = HKA_A_VR_CLAIM, .parse = parse_opener,
	  .group = claim_keywords, .element = claim, .settle = settle_claim },
	{ VR("no-vip", KEYWORD_FLAG, NO_VIP, no_vip) },
	{ .word = "lease", .kind = KEYWORD_PARSE, .attr = HKA_A_VR_LEASE, .parse = tie_parse,
	  .names = (const char *const[]){ "none", NULL }, .group = tie_keywords,
	  .element = tie_element, .settle = tie_settle },
	{ .word = "vip", .kind = KEYWORD_PARSE, .parse = parse_vip, .group = vip_keywords,
	  .element = last_vip, .settle = vip_settle },
	{ .word = "excluded", .kind = KEYWORD_PARSE, .parse = parse_vip, .max = true,
	  .group = vip_keywords, .element = last_vip, .settle = vip_settle },
	{ .word = "route", .kind = KEYWORD_BARE, .parse = route_parse, .group = route_keywords,
	  .element = route_last, .settle = route_settle },
	{ .word = "rule", .kind = KEYWORD_BARE, .parse = rule_parse, .group = rule_keywords,
	  .element = rule_last, .settle = rule_settle },
	{ .word = "no-route", .kind = KEYWORD_BARE, .parse = route_none, .min = HKA_A_VR_ROUTE },
	{ .word = "no-rule", .kind = KEYWORD_BARE, .parse = route_none, .min = HKA_A_VR_RULE },
	{ 0 }
};

static int parse_name(struct args *a, struct hka_vr *req)
{
	const char *word = args_next(a);

	memset(req, 0, sizeof(*req));
	if (!word)
		return args_error(a, "the name of the router is missing");
	req->has = HKA_HAS(HKA_A_VR_NAME);
	return args_vrname(a, word, req->name);
}

/* The family of a router that has not been told: that of what it was given first. */
static uint8_t guess_family(const struct hka_vr *req)
{
	const struct hka_ip *first = NULL;

	for (unsigned int i = 0; i < req->n_vips && !first; i++)
		if (!req->vips[i].excluded)
			first = &req->vips[i].address;
	if (!first && req->n_peers)
		first = &req->peers[0].address;
	if (!first && req->mcast_group.len)
		first = &req->mcast_group;
	if (!first && req->source_address.len)
		first = &req->source_address;
	return first && first->len == 16 ? AF_INET6 : AF_INET;
}

/* All advertised addresses are of one family; it is the router's. */
static int settle_family(struct args *a, struct hka_vr *req)
{
	if (!(req->has & HKA_HAS(HKA_A_VR_FAMILY))) {
		req->has |= HKA_HAS(HKA_A_VR_FAMILY);
		req->family = guess_family(req);
	}
	for (unsigned int i = 0; i < req->n_vips; i++)
		if (!req->vips[i].excluded &&
		    (req->vips[i].address.len == 16) != (req->family == AF_INET6))
			return args_error(a, "address %u is not of family %s", i + 1,
					  req->family == AF_INET6 ? "inet6" : "inet");
	return 0;
}

/* A router has a device, or peers. */
static int check_device(struct args *a, const struct hka_vr *req)
{
	if (req->has & HKA_HAS(HKA_A_VR_IFNAME) || req->n_peers)
		return 0;
	for (unsigned int i = 0; i < req->n_vips; i++) {
		if (req->vips[i].ifname[0])
			return args_error(a, "the router has no dev; a dev right behind a vip is "
					  "that address's");
		if (req->vips[i].peer.len)
			return args_error(a, "the router has no peer; a peer right behind a vip "
					  "is that address's");
	}
	return args_error(a, "\"dev\" is missing; only a router with a peer needs none");
}

int vr_args_add(struct args *a, struct hka_vr *req)
{
	char **name = a->word;
	int err = parse_name(a, req);

	if (!err && !strcmp(req->name, "all"))
		err = args_error(a, "\"all\" cannot be a name: vr del all deletes every router");
	if (!err)
		err = keyword_parse_all(a, vr_keywords, req, false);
	if (err)
		return err;
	a->wrong = name;
	err = check_device(a, req);
	if (!err && !(req->has & HKA_HAS(HKA_A_VR_VRID)))
		err = args_error(a, "\"vrid\" is missing");
	return err ? err : settle_family(a, req);
}

int vr_args_set(struct args *a, struct hka_vr *req)
{
	int err = parse_name(a, req);

	if (!err)
		err = keyword_parse_all(a, vr_keywords, req, true);
	if (!err && req->has == HKA_HAS(HKA_A_VR_NAME))
		err = args_error(a, "nothing to change");
	return err;
}

int vr_args_line(struct args *a, const char *what, struct hka_vr *req)
{
	return keyword_parse_line(a, keyword_exact(vr_keywords, what), req);
}
