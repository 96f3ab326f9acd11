// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words behind a virtual address; they are those of ip-address(8) and
 * keepalived.conf(5). Owns the names of scopes and flags.
 */
#include "vip_args.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <string.h>

static const struct {
	const char *name;
	uint8_t value;
} scopes[] = {
	{ "global", RT_SCOPE_UNIVERSE }, { "site", RT_SCOPE_SITE }, { "link", RT_SCOPE_LINK },
	{ "host", RT_SCOPE_HOST },
};

static const struct {
	const char *name;
	uint32_t value;
} flags[] = {
	{ "nodad", IFA_F_NODAD }, { "noprefixroute", IFA_F_NOPREFIXROUTE },
	{ "home", IFA_F_HOMEADDRESS }, { "mngtmpaddr", IFA_F_MANAGETEMPADDR },
	{ "autojoin", IFA_F_MCAUTOJOIN },
};

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))

const char *vip_scope_name(uint8_t scope)
{
	for (unsigned int i = 0; i < COUNT(scopes); i++)
		if (scopes[i].value == scope)
			return scopes[i].name;
	return NULL;
}

const char *vip_flag_name(unsigned int i, uint32_t *flag)
{
	if (i >= COUNT(flags))
		return NULL;
	*flag = flags[i].value;
	return flags[i].name;
}

static int parse_scope(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vip *vip = object;
	long v;

	for (unsigned int i = 0; i < COUNT(scopes); i++)
		if (!strcmp(scopes[i].name, value)) {
			vip->scope = scopes[i].value;
			return 0;
		}
	if (args_number(a, k->word, value, 0, 255, &v))
		return args_error(a, "scope \"%s\" is none of host, link, global, site and no "
				  "number from 0 to 255", value);
	vip->scope = (uint8_t)v;
	return 0;
}

/* @k->word is the flag, or the flag that is taken away behind a dash. */
static int parse_flag(struct args *a, const struct keyword *k, void *object, const char *value)
{
	bool off = k->word[0] == '-';
	struct hka_vip *vip = object;

	(void)a;
	(void)value;
	if (!(vip->has & HKA_HAS(HKA_A_VIP_FLAGS)))	/* the kernel's default, to change it */
		vip->flags = vip->address.len == 16 ? IFA_F_NODAD : 0;
	vip->has |= HKA_HAS(HKA_A_VIP_FLAGS);
	for (unsigned int i = 0; i < COUNT(flags); i++) {
		if (strcmp(flags[i].name, k->word + off))
			continue;
		vip->flags = off ? vip->flags & ~flags[i].value : vip->flags | flags[i].value;
	}
	return 0;
}

/* A sign needs the prefix length, which may follow: it waits in an address without a length. */
static int parse_broadcast(struct args *a, const struct keyword *k, void *object,
			   const char *value)
{
	struct hka_vip *vip = object;

	(void)k;
	if (!strcmp(value, "+") || !strcmp(value, "-")) {
		vip->broadcast.b[0] = (uint8_t)*value;
		return 0;
	}
	return args_ip(a, value, &vip->broadcast);
}

static int parse_far_end(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vip *vip = object;
	uint8_t len;

	(void)k;
	if (args_prefix(a, value, &vip->peer, &len))
		return -EINVAL;
	if (strchr(value, '/'))
		vip->prefix_length = len;
	return 0;
}

static int parse_lifetime(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vip *vip = object;
	long v = UINT32_MAX;

	if (strcmp(value, "forever") && args_number(a, k->word, value, 0, UINT32_MAX - 1, &v))
		return args_error(a, "preferred_lft \"%s\" is neither a number of seconds nor "
				  "forever", value);
	vip->preferred_lifetime = (uint32_t)v;
	return 0;
}

int vip_settle(struct args *a, void *element)
{
	struct hka_vip *vip = element;
	const struct hka_ip *of = vip->peer.len ? &vip->peer : &vip->address;
	uint32_t addr, host;

	if (vip->has & HKA_HAS(HKA_A_VIP_PEER) && vip->peer.len != vip->address.len)
		return args_error(a, "an address and its peer are of one family");
	if (!(vip->has & HKA_HAS(HKA_A_VIP_BROADCAST)))
		return 0;
	if (vip->address.len != 4 || vip->broadcast.len == 16)
		return args_error(a, "only IPv4 has broadcast addresses");
	if (vip->broadcast.len)
		return 0;
	if (vip->prefix_length > 30)
		return args_error(a, "\"brd %c\" needs a prefix of 30 bits or less",
				  vip->broadcast.b[0]);
	memcpy(&addr, of->b, sizeof(addr));
	host = htonl(UINT32_MAX >> vip->prefix_length);
	addr = vip->broadcast.b[0] == '+' ? addr | host : addr & ~host;
	memcpy(vip->broadcast.b, &addr, sizeof(addr));
	vip->broadcast.len = 4;
	return 0;
}

#define VIP(word, kind, attr, member) \
	KEYWORD(struct hka_vip, word, kind, HKA_A_VIP_##attr, member)
#define SWITCH(w)	{ .word = (w), .kind = KEYWORD_BARE, .parse = parse_flag }

const struct keyword vip_keywords[] = {
	{ VIP("dev", KEYWORD_DEV, IFNAME, ifname) },
	{ VIP("scope", KEYWORD_PARSE, SCOPE, scope), .parse = parse_scope,
	  .names = (const char *const[]){ "host", "link", "global", "site", NULL } },
	{ VIP("label", KEYWORD_TEXT, LABEL, label), .max = HKA_IFNAME_MAX },
	{ VIP("brd", KEYWORD_PARSE, BROADCAST, broadcast), .parse = parse_broadcast,
	  .names = (const char *const[]){ "+", "-", NULL } },
	{ VIP("peer", KEYWORD_PARSE, PEER, peer), .parse = parse_far_end },
	SWITCH("nodad"), SWITCH("-nodad"), SWITCH("noprefixroute"), SWITCH("home"),
	SWITCH("mngtmpaddr"), SWITCH("autojoin"),
	{ VIP("preferred_lft", KEYWORD_PARSE, PREFERRED_LIFETIME, preferred_lifetime),
	  .parse = parse_lifetime, .names = (const char *const[]){ "forever", NULL } },
	{ VIP("excluded", KEYWORD_FLAG, EXCLUDED, excluded) },
	{ 0 }
};
