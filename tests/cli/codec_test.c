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

/* Every member different, so that a mixed-up table shows. */
static void fill_vr(struct hka_vr *vr)
{
	struct hka_vip vip = { 0 };

	*vr = (struct hka_vr){
		.name = "gw", .id = 70000, .ifname = "eth0.100", .ifindex = 71000, .vrid = 3,
		.family = 4, .version = 5, .priority = 6, .interval = 72000, .preempt = 1,
		.state = 7, .fault = 8, .effective_priority = 9, .master_interval = 73000,
		.skew_time = 74000, .down_interval = 75000, .source = { 4, { 1, 2, 3, 4 } },
		.last_source = { 16, { 5, 6, 7, 8, 9 } }, .last_priority = 10, .last_event = 11,
		.master_reason = 12, .since = UINT64_C(1) << 40, .up_since = UINT64_C(3) << 50,
		.all = true, .checksum = 13, .checksum_sent = 14,
	};
	for (unsigned int i = 1; i <= HKA_A_VR_MAX; i++)
		vr->has |= HKA_HAS(i);
	vr->has &= ~HKA_HAS(HKA_A_VR_PAD);
	for (unsigned int i = 0; i < HKA_VIPS_MAX; i++) {
		vip.has = HKA_HAS(HKA_A_VIP_ADDRESS) | HKA_HAS(HKA_A_VIP_PREFIX_LENGTH);
		if (i % 2)
			vip.has |= HKA_HAS(HKA_A_VIP_IFNAME) | HKA_HAS(HKA_A_VIP_STATE) |
				   HKA_HAS(HKA_A_VIP_ERROR);
		vip.address = (struct hka_ip){ i % 2 ? 16 : 4, { (uint8_t)i, 1, 2, 3 } };
		vip.prefix_length = (uint8_t)i;
		memset(vip.ifname, 0, sizeof(vip.ifname));
		if (i % 2)
			strcpy(vip.ifname, "a23456789012345");
		vip.state = i % 2 ? 3 : 0;
		vip.error = i % 2 ? i : 0;
		hka_vr_add_vip(vr, &vip);
	}
}

/* Equal but for the pointer to the addresses, which are compared themselves. */
static bool same_vr(const struct hka_vr *a, const struct hka_vr *b)
{
	struct hka_vr x = *a, y = *b;

	x.vips = y.vips = NULL;
	return !memcmp(&x, &y, sizeof(x)) &&
	       !memcmp(a->vips, b->vips, a->n_vips * sizeof(*a->vips));
}

static void test_vr(struct tally *t)
{
	struct nl_msg *msg = new_message();
	struct hka_vr in, out;
	struct hka_vip more = { 0 };

	fill_vr(&in);
	check(t, hka_vr_add_vip(&in, &more) == -E2BIG, "a 256th address is refused");
	check(t, !hka_vr_put(msg, &in), "router to message");
	check(t, !hka_vr_parse(&out, head(msg), len(msg)), "message to router");
	check(t, same_vr(&in, &out), "router survives the round trip");
	hka_vr_clear(&out);
	nlmsg_free(msg);

	msg = new_message();
	hka_vr_clear(&in);
	in.has = HKA_HAS(HKA_A_VR_NAME) | HKA_HAS(HKA_A_VR_PRIORITY);
	strcpy(in.name, "x");
	in.priority = 9;
	in.vrid = 77;
	hka_vr_put(msg, &in);
	hka_vr_parse(&out, head(msg), len(msg));
	check(t, out.has == in.has && out.priority == 9 && !out.vrid,
	      "only marked members are sent");
	hka_vr_clear(&out);
	nlmsg_free(msg);
}

static void test_stats(struct tally *t)
{
	struct nl_msg *msg = new_message();
	struct hka_stats in = { .name = "gw", .id = 5 }, out;
	struct nlattr *nest;

	for (unsigned int i = HKA_A_STATS_NAME; i <= HKA_A_STATS_MAX; i++)
		in.has |= HKA_HAS(i);
	for (unsigned int i = HKA_A_STATS_MASTER_TRANSITIONS; i < HKA_A_STATS_DROP; i++)
		in.count[i] = UINT64_C(1) << (i + 30);
	for (unsigned int r = 1; r < __HKA_DROP_MAX; r++)
		in.drops[r] = r * UINT64_C(5000000000);
	check(t, !hka_stats_put(msg, &in), "statistics to message");
	check(t, !hka_stats_parse(&out, head(msg), len(msg)), "message to statistics");
	check(t, !memcmp(&in, &out, sizeof(in)), "statistics survive the round trip");

	nest = nla_nest_start(msg, HKA_A_STATS_DROP);
	nla_put_u32(msg, HKA_A_DROP_REASON, 4711);
	nla_put_u64(msg, HKA_A_DROP_COUNT, 3);
	nla_nest_end(msg, nest);
	nla_put_u32(msg, 60, 1);
	hka_stats_parse(&out, head(msg), len(msg));
	check(t, out.drops_other == 3 && out.id == 5,
	      "what a newer kernel adds does no harm and is not lost");
	nlmsg_free(msg);
}

static void test_event(struct tally *t)
{
	struct nl_msg *msg = new_message();
	struct hka_event in = {
		.seq = 0xfffffff0, .name = "gw", .id = 2, .ifname = "eth0", .vrid = 3,
		.family = 10, .from = 1, .to = 2, .cause = 4, .fault = 5, .priority = 6,
		.time = UINT64_C(9) << 50, .peer = { 16, { 0xfe, 0x80 } },
	}, out;

	for (unsigned int i = HKA_A_EVENT_SEQ; i <= HKA_A_EVENT_MAX; i++)
		in.has |= HKA_HAS(i);
	check(t, !hka_event_put(msg, &in) && !hka_event_parse(&out, head(msg), len(msg)) &&
	      !memcmp(&in, &out, sizeof(in)), "event survives the round trip");
	nlmsg_free(msg);
}

/* Cut short at every byte, and with every byte changed: no read beyond the end. */
static void test_broken(struct tally *t)
{
	struct nl_msg *msg = new_message();
	struct hka_vr vr, out;
	struct hka_stats stats;
	struct hka_event event;
	unsigned int refused = 0;
	int full;

	fill_vr(&vr);
	vr.n_vips = 3;
	hka_vr_put(msg, &vr);
	full = len(msg);
	for (int i = 0; i < full * 2; i++) {
		size_t size = i < full ? (size_t)i : (size_t)full;
		char *copy = malloc(size + !size);

		if (!copy)
			abort();
		memcpy(copy, head(msg), size);
		if (i >= full)
			copy[i - full] = (char)(copy[i - full] ^ 0x55);
		refused += hka_vr_parse(&out, (struct nlattr *)copy, (int)size) != 0;
		hka_vr_clear(&out);
		refused += hka_stats_parse(&stats, (struct nlattr *)copy, (int)size) != 0;
		refused += hka_event_parse(&event, (struct nlattr *)copy, (int)size) != 0;
		free(copy);
	}
	check(t, refused > 0, "broken messages do no harm");

	nlmsg_free(msg);
	msg = new_message();
	nla_put_string(msg, HKA_A_VR_IFNAME, "a-name-beyond-15");
	check(t, hka_vr_parse(&out, head(msg), len(msg)) == -EINVAL, "a name that is too long");
	nlmsg_free(msg);
	msg = new_message();
	nla_put(msg, HKA_A_VR_SOURCE, 5, "12345");
	check(t, hka_vr_parse(&out, head(msg), len(msg)) == -EINVAL, "an address of 5 bytes");
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
	hka_vr_put(request, &vr);
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

int main(void)
{
	struct tally t = { 0, 0 };

	test_vr(&t);
	test_stats(&t);
	test_event(&t);
	test_broken(&t);
	test_extack(&t);
	printf("%u passed, %u failed, 0 skipped\n", t.passed, t.failed);
	return t.failed != 0;
}
