// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tests of libhka that need no kernel: structures to messages and back, broken
 * messages, and refusals to sentences.
 */
#include <errno.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netlink/genl/genl.h>

#include "codec.h"
#include "extack.h"

struct tally {
	unsigned int passed, failed;
};

static void check(struct tally *t, bool good, const char *what)
{
	printf("%s codec: %s\n", good ? "ok  " : "FAIL", what);
	if (good)
		t->passed++;
	else
		t->failed++;
}

static struct nl_msg *new_message(void)
{
	struct nl_msg *msg = nlmsg_alloc_size(65536);

	if (!msg || !genlmsg_put(msg, 0, 0, 32, 0, 0, HKA_CMD_VR_NEW, HKA_GENL_VERSION))
		abort();
	return msg;
}

static struct nlattr *head(struct nl_msg *msg)
{
	return genlmsg_attrdata(genlmsg_hdr(nlmsg_hdr(msg)), 0);
}

static int len(struct nl_msg *msg)
{
	return genlmsg_attrlen(genlmsg_hdr(nlmsg_hdr(msg)), 0);
}

/* ---- the tables ---- */

static const struct {
	const char *name;	/* in the specification */
	const struct hka_set *set;
	unsigned int pad;	/* attribute that no member holds, or 0 */
} sets[] = {
	{ "vr", &hka_set_vr, HKA_A_VR_PAD },
	{ "vip", &hka_set_vip, 0 },
	{ "peer", &hka_set_peer, HKA_A_PEER_PAD },
	{ "announce", &hka_set_announce, HKA_A_ANNOUNCE_PAD },
	{ "hmac", &hka_set_hmac, 0 },
	{ "hmac-key", &hka_set_hmac_key, 0 },
	{ "contribution", &hka_set_summand, HKA_A_CONTRIBUTION_PAD },
	{ "track", &hka_set_track, HKA_A_TRACK_PAD },
	{ "group", &hka_set_group, HKA_A_GROUP_PAD },
	{ "member", &hka_set_member, 0 },
	{ "demote", &hka_set_demotion, 0 },
	{ "tie", &hka_set_tie, HKA_A_TIE_PAD },
	{ "lease", &hka_set_lease, HKA_A_LEASE_PAD },
	{ "claim", &hka_set_claim, HKA_A_CLAIM_PAD },
	{ "handover", &hka_set_handover, 0 },
	{ "maintenance", &hka_set_maintenance, HKA_A_MAINTENANCE_PAD },
	{ "history", &hka_set_history, 0 },
	{ "entry", &hka_set_entry, HKA_A_ENTRY_PAD },
	{ "heard", &hka_set_heard, 0 },
	{ "heard-router", &hka_set_heard_router, HKA_A_HEARD_ROUTER_PAD },
	{ "stats", &hka_set_stats, HKA_A_STATS_PAD },
	{ "drop", &hka_set_drop, HKA_A_DROP_PAD },
	{ "event", &hka_set_event, HKA_A_EVENT_PAD },
	{ "nexthop", &hka_set_nexthop, 0 },
	{ "metrics", &hka_set_metrics, 0 },
	{ "route", &hka_set_route, 0 },
	{ "rule", &hka_set_rule, HKA_A_RULE_PAD },
};

#define N_SETS	(sizeof(sets) / sizeof(sets[0]))

/* For tests/cli/run, which compares with the specification. */
static void print_names(void)
{
	for (unsigned int s = 0; s < N_SETS; s++)
		for (unsigned int i = 1; i <= sets[s].set->max; i++) {
			const struct hka_field *f = hka_field_find(sets[s].set, i);

			printf("%s %u %s\n", sets[s].name, i, f ? f->name : "pad");
		}
}

static size_t width(const struct hka_field *f)
{
	static const size_t of[] = {
		[HKA_U8] = 1, [HKA_U32] = 4, [HKA_U64] = 8, [HKA_IP] = sizeof(struct hka_ip),
		[HKA_BLOB] = sizeof(struct hka_blob),
		[HKA_FLAG] = sizeof(bool), [HKA_LIST] = sizeof(void *),
		[HKA_DROPS] = sizeof(((struct hka_stats *)0)->drops),
	};

	if (f->kind == HKA_NEST)
		return f->nest->size;
	return f->kind == HKA_STRING || f->kind == HKA_BYTES ? f->size : of[f->kind];
}

/* Each attribute has a member, of the size that its kind says, and no two have the same. */
static void test_tables(struct tally *t)
{
	char what[64];

	for (unsigned int s = 0; s < N_SETS; s++) {
		const struct hka_set *set = sets[s].set;
		bool whole = true, apart = true;

		for (unsigned int i = 1; i <= set->max; i++)
			whole &= !hka_field_find(set, i) == (i == sets[s].pad);
		for (unsigned int i = 0; i < set->n_fields; i++)
			for (unsigned int j = 0; j < i; j++) {
				const struct hka_field *a = &set->fields[i], *b = &set->fields[j];

				apart &= a->attr != b->attr &&
					 (a->kind == HKA_DROPS || b->kind == HKA_DROPS ||
					  a->offset >= b->offset + width(b) ||
					  b->offset >= a->offset + width(a));
			}
		snprintf(what, sizeof(what), "%s: each attribute has a member", sets[s].name);
		check(t, whole, what);
		snprintf(what, sizeof(what), "%s: members do not overlap", sets[s].name);
		check(t, apart, what);
	}
}

/* Marked members of @base, a structure of @set, with values that differ by @salt. */
static void fill(const struct hka_set *set, char *base, unsigned int salt)
{
	for (unsigned int i = 0; i < set->n_fields; i++) {
		const struct hka_field *f = &set->fields[i];
		struct hka_ip ip = { salt % 2 ? 4 : 16, { (uint8_t)i, (uint8_t)salt, 1 } };
		uint64_t v = (i + 1) * UINT64_C(0x0101010101010101) + salt;
		struct hka_blob blob = { 32 + salt % 33, { 0, (uint8_t)i, 0, (uint8_t)salt } };
		unsigned int n = 3;
		char *list;

		*(uint64_t *)base |= HKA_HAS(f->attr);
		switch (f->kind) {
		case HKA_U8:
		case HKA_U32:
		case HKA_U64:
			memcpy(base + f->offset, &v, width(f));
			break;
		case HKA_STRING:
		case HKA_BYTES:	/* as long as it may be */
			memset(base + f->offset, 'a' + (char)((i + salt) % 26), f->size - 1u);
			break;
		case HKA_IP:
			memcpy(base + f->offset, &ip, sizeof(ip));
			break;
		case HKA_BLOB:
			memcpy(base + f->offset, &blob, sizeof(blob));
			break;
		case HKA_FLAG:
			base[f->offset] = true;
			break;
		case HKA_NEST:
			fill(f->nest, base + f->offset, salt + 1);
			break;
		case HKA_LIST:
			list = calloc(n, f->nest->size);
			if (!list)
				abort();
			for (unsigned int k = 0; k < n; k++)
				fill(f->nest, list + k * f->nest->size, salt + k);
			memcpy(base + f->offset, &list, sizeof(list));
			memcpy(base + f->count, &n, sizeof(n));
			break;
		case HKA_DROPS:
			for (unsigned int r = 1; r < __HKA_DROP_MAX; r++)
				((struct hka_stats *)base)->drops[r] = r * UINT64_C(5000000000);
			break;
		}
	}
}

/* Whatever was put is in the structure that is read: putting that makes the same message. */
static void test_round_trips(struct tally *t)
{
	char what[64];

	for (unsigned int s = 0; s < N_SETS; s++) {
		struct nl_msg *first = new_message(), *second = new_message();
		const struct hka_set *set = sets[s].set;
		char *in = calloc(1, set->size), *out = calloc(1, set->size);

		if (!in || !out)
			abort();
		fill(set, in, s);
		snprintf(what, sizeof(what), "%s survives the round trip", sets[s].name);
		check(t, !hka_put(first, set, in) &&
		      !hka_parse(set, out, head(first), len(first)) &&
		      *(uint64_t *)in == *(uint64_t *)out && !hka_put(second, set, out) &&
		      len(first) == len(second) && !memcmp(head(first), head(second),
							   (size_t)len(first)), what);
		hka_clear(set, in);
		hka_clear(set, out);
		free(in);
		free(out);
		nlmsg_free(first);
		nlmsg_free(second);
	}
}

/* ---- particular members ---- */

static void fill_vr(struct hka_vr *vr)
{
	memset(vr, 0, sizeof(*vr));
	fill(&hka_set_vr, (char *)vr, 0);
}

static void test_vr(struct tally *t)
{
	struct hka_vip vip = { .has = HKA_HAS(HKA_A_VIP_ADDRESS) };
	struct hka_peer peer = { .has = HKA_HAS(HKA_A_PEER_ADDRESS) };
	struct nl_msg *msg = new_message();
	struct hka_vr in = { 0 }, out;
	struct nlattr *attr;
	bool good = true;

	for (unsigned int i = 0; i < HKA_VIPS_MAX; i++)
		good &= !hka_vr_add_vip(&in, &vip);
	check(t, good && hka_vr_add_vip(&in, &vip) == -E2BIG, "a 256th address is refused");
	vip.excluded = true;
	for (unsigned int i = 0; i < HKA_EXCLUDED_MAX; i++)
		good &= !hka_vr_add_vip(&in, &vip);
	check(t, good && hka_vr_add_vip(&in, &vip) == -E2BIG,
	      "4096 excluded ones beside them, and not one more");
	for (unsigned int i = 0; i < HKA_PEERS_MAX; i++)
		good &= !hka_vr_add_peer(&in, &peer);
	check(t, good && hka_vr_add_peer(&in, &peer) == -E2BIG, "a 65th peer is refused");
	hka_vr_clear(&in);

	strcpy(in.auth_data, "1234");
	in.has = HKA_HAS(HKA_A_VR_AUTH_DATA);
	hka_put(msg, &hka_set_vr, &in);
	attr = nla_find(head(msg), len(msg), HKA_A_VR_AUTH_DATA);
	check(t, attr && nla_len(attr) == 4, "a password has no end on the wire");
	nlmsg_free(msg);

	msg = new_message();
	hka_vr_clear(&in);
	in.has = HKA_HAS(HKA_A_VR_NAME) | HKA_HAS(HKA_A_VR_PRIORITY);
	strcpy(in.name, "x");
	in.priority = 9;
	in.vrid = 77;
	hka_put(msg, &hka_set_vr, &in);
	hka_parse(&hka_set_vr, &out, head(msg), len(msg));
	check(t, out.has == in.has && out.priority == 9 && !out.vrid,
	      "only marked members are sent");
	hka_vr_clear(&out);
	nlmsg_free(msg);
}

/* The largest router there may be fits the buffers of the client. */
static void test_largest(struct tally *t)
{
	struct nl_msg *msg = nlmsg_alloc_size(1024 * 1024);
	struct hka_vr in = { 0 }, out = { 0 };
	struct hka_vip vip = { 0 };

	if (!msg || !genlmsg_put(msg, 0, 0, 32, 0, 0, HKA_CMD_VR_NEW, HKA_GENL_VERSION))
		abort();
	fill(&hka_set_vip, (char *)&vip, 0);
	for (unsigned int i = 0; i < HKA_VIPS_MAX + HKA_EXCLUDED_MAX; i++) {
		vip.excluded = i >= HKA_VIPS_MAX;
		hka_vr_add_vip(&in, &vip);
	}
	check(t, !hka_put(msg, &hka_set_vr, &in) &&
	      !hka_parse(&hka_set_vr, &out, head(msg), len(msg)) &&
	      out.n_vips == HKA_VIPS_MAX + HKA_EXCLUDED_MAX, "the largest router survives");
	hka_vr_clear(&in);
	hka_vr_clear(&out);
	nlmsg_free(msg);
}

static void test_newer(struct tally *t)
{
	struct nl_msg *msg = new_message();
	struct hka_stats out;
	struct nlattr *nest;

	nla_put_u32(msg, HKA_A_STATS_ID, 5);
	nest = nla_nest_start(msg, HKA_A_STATS_DROP);
	nla_put_u32(msg, HKA_A_DROP_REASON, 4711);
	nla_put_u64(msg, HKA_A_DROP_COUNT, 3);
	nla_nest_end(msg, nest);
	nla_put_u32(msg, 60, 1);
	hka_parse(&hka_set_stats, &out, head(msg), len(msg));
	check(t, out.drops_other == 3 && out.id == 5,
	      "what a newer kernel adds does no harm and is not lost");
	nlmsg_free(msg);
}

/* Cut short at every byte, and with every byte changed: no read beyond the end. */
static void test_broken(struct tally *t)
{
	struct nl_msg *msg = new_message();
	union {
		struct hka_vr vr;
		struct hka_stats stats;
		struct hka_event event;
		struct hka_track track;
		struct hka_history history;
		struct hka_heard heard;
		struct hka_demotion demotion;
		struct hka_vip vip;
	} any;
	struct hka_vr vr, out;
	unsigned int refused = 0;
	int full;

	fill_vr(&vr);
	hka_put(msg, &hka_set_vr, &vr);
	full = len(msg);
	for (int i = 0; i < full * 2; i++) {
		size_t size = i < full ? (size_t)i : (size_t)full;
		char *copy = malloc(size + !size);

		if (!copy)
			abort();
		memcpy(copy, head(msg), size);
		if (i >= full)
			copy[i - full] = (char)(copy[i - full] ^ 0x55);
		for (unsigned int s = 0; s < N_SETS; s++) {
			if (sets[s].set->size > sizeof(any))
				abort();
			refused += hka_parse(sets[s].set, &any, (struct nlattr *)copy,
					     (int)size) != 0;
			hka_clear(sets[s].set, &any);
		}
		free(copy);
	}
	check(t, refused > 0, "broken messages do no harm");

	nlmsg_free(msg);
	msg = new_message();
	nla_put_string(msg, HKA_A_VR_IFNAME, "a-name-beyond-15");
	check(t, hka_parse(&hka_set_vr, &out, head(msg), len(msg)) == -EINVAL,
	      "a name that is too long");
	nlmsg_free(msg);
	msg = new_message();
	nla_put(msg, HKA_A_VR_SOURCE, 5, "12345");
	check(t, hka_parse(&hka_set_vr, &out, head(msg), len(msg)) == -EINVAL,
	      "an address of 5 bytes");
	nlmsg_free(msg);
	hka_vr_clear(&vr);
}

/* ---- refusals ---- */

struct refusal {
	struct nl_msg *tlvs;
	char text[256];
};

static void refusal_text(struct refusal *r, int error, struct nl_msg *request)
{
	hka_extack_text(r->text, sizeof(r->text), error,
			nlmsg_attrdata(nlmsg_hdr(r->tlvs), 0),
			nlmsg_attrlen(nlmsg_hdr(r->tlvs), 0), nlmsg_hdr(request), &hka_set_vr);
	nlmsg_free(r->tlvs);
	r->tlvs = nlmsg_alloc();
}

static void is(struct tally *t, const struct refusal *r, const char *want)
{
	check(t, !strcmp(r->text, want), want);
	if (strcmp(r->text, want))
		printf("     got: %s\n", r->text);
}

static uint32_t offset_of(struct nl_msg *request, const void *attr)
{
	return (uint32_t)((const char *)attr - (const char *)nlmsg_hdr(request));
}

static void test_extack(struct tally *t)
{
	struct nl_msg *request = new_message();
	struct refusal r = { .tlvs = nlmsg_alloc() };
	struct nlattr *second, *nest;
	struct hka_vr vr = { .has = HKA_HAS(HKA_A_VR_NAME) | HKA_HAS(HKA_A_VR_INTERVAL),
			     .name = "gw", .interval = 5 };
	struct hka_vip vip = { .has = HKA_HAS(HKA_A_VIP_ADDRESS) |
				      HKA_HAS(HKA_A_VIP_PREFIX_LENGTH), .address.len = 4 };

	hka_vr_add_vip(&vr, &vip);
	hka_vr_add_vip(&vr, &vip);
	hka_put(request, &hka_set_vr, &vr);
	hka_vr_clear(&vr);

	refusal_text(&r, ENODEV, request);
	is(t, &r, "No such device");
	nla_put_string(r.tlvs, NLMSGERR_ATTR_MSG, "a text of the kernel");
	refusal_text(&r, EINVAL, request);
	is(t, &r, "a text of the kernel");

	nla_put_string(r.tlvs, NLMSGERR_ATTR_MSG, "integer out of range");
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_OFFS,
		    offset_of(request, nla_find(head(request), len(request), HKA_A_VR_INTERVAL)));
	nest = nla_nest_start(r.tlvs, NLMSGERR_ATTR_POLICY);
	nla_put_u64(r.tlvs, NL_POLICY_TYPE_ATTR_MIN_VALUE_U, 10000);
	nla_put_u64(r.tlvs, NL_POLICY_TYPE_ATTR_MAX_VALUE_U, 255000000);
	nla_nest_end(r.tlvs, nest);
	refusal_text(&r, ERANGE, request);
	is(t, &r, "integer out of range (attribute interval, allowed 10000..255000000)");

	second = nla_find(head(request), len(request), HKA_A_VR_VIP);
	second = (struct nlattr *)((char *)second + NLA_ALIGN(second->nla_len));
	nla_put_string(r.tlvs, NLMSGERR_ATTR_MSG, "given twice");
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_OFFS, offset_of(request, second));
	refusal_text(&r, EINVAL, request);
	is(t, &r, "given twice (attribute vip 2)");
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_OFFS,
		    offset_of(request, nla_find(nla_data(second), nla_len(second),
						HKA_A_VIP_PREFIX_LENGTH)));
	refusal_text(&r, EINVAL, request);
	is(t, &r, "Invalid argument (attribute vip 2 prefix-length)");

	nla_put_string(r.tlvs, NLMSGERR_ATTR_MSG, "a vrid is needed");
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_MISS_TYPE, HKA_A_VR_VRID);
	refusal_text(&r, EINVAL, request);
	is(t, &r, "a vrid is needed (attribute vrid is missing)");
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_MISS_TYPE, HKA_A_VIP_ADDRESS);
	nla_put_u32(r.tlvs, NLMSGERR_ATTR_MISS_NEST, offset_of(request, second));
	refusal_text(&r, EINVAL, request);
	is(t, &r, "Invalid argument (attribute address is missing in vip 2)");
	nlmsg_free(r.tlvs);
	nlmsg_free(request);
}

int main(int argc, char **argv)
{
	struct tally t = { 0, 0 };

	if (argc > 1 && !strcmp(argv[1], "names")) {
		print_names();
		return 0;
	}
	test_tables(&t);
	test_round_trips(&t);
	test_vr(&t);
	test_largest(&t);
	test_newer(&t);
	test_broken(&t);
	test_extack(&t);
	printf("%u passed, %u failed, 0 skipped\n", t.passed, t.failed);
	return t.failed != 0;
}
