// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * packet.c: golden packets both ways, and the receive ladder rung by rung with
 * a packet that passes and one that does not.
 */
#include <stdlib.h>
#include <time.h>

#include "golden.h"
#include "test.h"

enum { G1, G2, G3, G4, G5, G6, G7, G8 };

/* A message in a heap block of exactly its size: a read beyond it is a report of ASan. */
struct msg {
	u8 *data;
	struct hka_packet_rx rx;
	struct hka_packet_rules rules;
	struct hka_advert adv;
};

static void msg_resize(struct msg *m, u32 len)
{
	u32 keep = len < m->rx.len ? len : m->rx.len;
	u8 *data = calloc(1, len ? len : 1);

	if (!data)
		abort();
	if (keep)
		memcpy(data, m->data, keep);
	if (!len) {		/* not one byte may be read */
		free(data);
		data = malloc(0);
	}
	free(m->data);
	m->data = data;
	m->rx.msg = data;
	m->rx.len = len;
}

static void msg_init(struct msg *m, const struct golden *g)
{
	memset(m, 0, sizeof(*m));
	m->rx.family = g->family;
	m->rx.ttl = 255;
	m->rx.ttl_min = 255;
	m->rx.src = g->family == HKA_FAMILY_IPV6 ? golden_src6 : golden_src4;
	m->rx.dst = g->family == HKA_FAMILY_IPV6 ? golden_dst6 : golden_dst4;
	m->rules.version = g->version;
	m->rules.count = g->count;
	m->rules.interval_us = g->interval_us;
	m->rules.addrs = g->addrs;
	msg_resize(m, g->len);
	memcpy(m->data, g->wire, g->len);
}

static void msg_free(struct msg *m)
{
	free(m->data);
}

static enum hka_drop verdict(struct msg *m)
{
	enum hka_drop drop = hka_packet_peek(&m->rx, &m->adv);

	return drop != HKA_DROP_NONE ? drop : hka_packet_check(&m->rx, &m->rules, &m->adv);
}

/* Sum again after a change, so that the rung under test decides and not R11. @len: summed bytes. */
static void resum(struct msg *m, u32 len, bool pseudo)
{
	u64 sum = 0;
	u16 csum;

	m->data[6] = 0;
	m->data[7] = 0;
	if (pseudo || m->rx.family == HKA_FAMILY_IPV6)
		sum = hka_csum_pseudo(m->rx.family, &m->rx.src, &m->rx.dst, len);
	csum = hka_csum_fold(hka_csum_add(sum, m->data, len));
	m->data[6] = csum >> 8;
	m->data[7] = csum & 0xff;
}

static void fill_tx(struct hka_packet_tx *tx, const struct golden *g)
{
	memset(tx, 0, sizeof(*tx));
	tx->version = g->version;
	tx->family = g->family;
	tx->vrid = g->vrid;
	tx->priority = g->priority;
	tx->count = g->count;
	tx->csum_form = g->form;
	tx->interval_us = g->interval_us;
	tx->src = g->family == HKA_FAMILY_IPV6 ? golden_src6 : golden_src4;
	tx->dst = g->family == HKA_FAMILY_IPV6 ? golden_dst6 : golden_dst4;
	tx->addrs = g->addrs;
}

/* What one of the golden packets says about the checksum's form, by its version and family. */
static const char *form_ids(const struct golden *g, bool good)
{
	if (g->version == 2)
		return good ? "CK-04+" : "CK-04-";
	if (g->family == HKA_FAMILY_IPV6)
		return good ? "CK-03+" : "CK-03-";
	if (g->form == HKA_CSUM_PSEUDO)
		return good ? "CK-05+" : "CK-05-";

	return good ? "CK-02+" : "CK-02-";
}

static void golden_packets(void)
{
	struct hka_packet_tx tx;
	struct msg m;
	u8 buf[40];
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		const struct golden *g = &golden[i];

		test_begin("CK-01+ TX-07+ TX-08+ TX-09+ TX-10+ TX-13+", "encode %s", g->name);
		test_ids(form_ids(g, true));
		if (g->version == 2)
			test_ids("TX-11+");
		if (g->count > 1)
			test_ids("CFG-16");
		fill_tx(&tx, g);
		memset(buf, 0xa5, sizeof(buf));
		EXPECT_EQ(hka_packet_len(g->version, g->family, g->count), g->len);
		EXPECT_EQ(hka_packet_encode(&tx, buf, sizeof(buf)), g->len);
		EXPECT(!memcmp(buf, g->wire, g->len));
		for (j = g->len; j < sizeof(buf); j++)
			EXPECT_EQ(buf[j], 0xa5);
		test_end();

		test_begin("CK-01+ RX-02+ RX-03+ R4+ R5+ R6+ R8+ R9+ R10+ R11+", "decode %s",
			   g->name);
		test_ids(form_ids(g, true));
		test_ids(g->version == 2 ? "R15+ R16+" : "R14+");
		msg_init(&m, g);
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.version, g->version);
		EXPECT_EQ(m.adv.vrid, g->vrid);
		EXPECT_EQ(m.adv.priority, g->priority);
		EXPECT_EQ(m.adv.count, g->count);
		EXPECT_EQ(m.adv.csum_form, g->form);
		EXPECT_EQ(m.adv.interval_us, g->interval_us);
		EXPECT_EQ(m.adv.len, g->len);
		EXPECT_EQ(m.adv.flags, 0);
		EXPECT(m.adv.addrs == m.data + HKA_VRRP_HDR_LEN);
		msg_free(&m);
		test_end();
	}
}

static void truncation(void)
{
	struct msg m;
	u32 i, len;

	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		test_begin("RX-04- R5- R10-", "truncate %s at every byte", golden[i].name);
		for (len = 0; len < golden[i].len; len++) {
			msg_init(&m, &golden[i]);
			msg_resize(&m, len);
			EXPECT_EQ(verdict(&m), HKA_DROP_LENGTH);
			msg_free(&m);
		}
		test_end();
	}

	test_begin("RX-04- R10-", "255 addresses claimed, one there");
	msg_init(&m, &golden[G1]);
	m.data[3] = 255;
	EXPECT_EQ(verdict(&m), HKA_DROP_LENGTH);
	msg_free(&m);
	test_end();
}

static void ttl(void)
{
	static const u8 bad[] = { 0, 1, 64, 254 };
	static const u32 which[] = { G1, G5, G6 };
	struct msg m;
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(which); i++) {
		for (j = 0; j < ARRAY_SIZE(bad); j++) {
			test_begin("RX-02- R4-", "%s with TTL %u", golden[which[i]].name, bad[j]);
			msg_init(&m, &golden[which[i]]);
			m.rx.ttl = bad[j];
			EXPECT_EQ(verdict(&m), HKA_DROP_TTL);
			/* known all the same, to charge the drop to its router */
			EXPECT_EQ(m.adv.vrid, 10);
			m.rx.ttl_min = 0;
			EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
			m.rx.ttl_min = bad[j];
			EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
			msg_free(&m);
			test_end();
		}
	}
}

static void versions_and_types(void)
{
	static const u32 which[] = { G1, G5, G6 };
	struct msg m;
	u32 i, n;

	for (i = 0; i < ARRAY_SIZE(which); i++) {
		const struct golden *g = &golden[which[i]];

		for (n = 0; n < 16; n++) {
			test_begin("", "%s with version %u", g->name, n);
			test_ids(n == g->version ? "RX-03+ R6+ R8+" : "RX-03- R8-");
			if (n != 2 && n != 3)
				test_ids("R6-");
			msg_init(&m, g);
			m.data[0] = (u8)(n << 4 | 1);
			resum(&m, g->len, false);
			EXPECT_EQ(verdict(&m),
				  n == g->version ? HKA_DROP_NONE : HKA_DROP_VERSION);
			/* R6 looks at what exists, R8 at what the router speaks */
			EXPECT_EQ(hka_packet_peek(&m.rx, &m.adv),
				  n == 2 || n == 3 ? HKA_DROP_NONE : HKA_DROP_VERSION);
			msg_free(&m);
			test_end();

			test_begin(n == 1 ? "RX-03+ R9+" : "RX-03- R9-", "%s with type %u", g->name, n);
			msg_init(&m, g);
			m.data[0] = (u8)(g->version << 4 | n);
			resum(&m, g->len, false);
			EXPECT_EQ(verdict(&m), n == 1 ? HKA_DROP_NONE : HKA_DROP_TYPE);
			msg_free(&m);
			test_end();
		}
	}

	test_begin("CFG-09- R8-", "VRRPv2 over IPv6");
	msg_init(&m, &golden[G5]);
	m.data[0] = 0x21;
	m.rules.version = 2;
	EXPECT_EQ(verdict(&m), HKA_DROP_VERSION);
	msg_free(&m);
	test_end();

	for (n = 1; n < 16; n++) {
		test_begin("RX-06+", "reserved nibble %u is ignored", n);
		msg_init(&m, &golden[G1]);
		m.data[4] |= (u8)(n << 4);
		resum(&m, golden[G1].len, false);
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.interval_us, 1000000);
		msg_free(&m);
		test_end();
	}
}

static void checksums(void)
{
	static const struct {
		u8 which;
		u8 rule;
		u8 drop;
		u8 form;
		const char *ids;
	} rows[] = {
		{ G1, HKA_CHECKSUM_AUTO, HKA_DROP_NONE, HKA_CSUM_PLAIN, "25.3 R11+" },
		{ G1, HKA_CHECKSUM_RFC9568, HKA_DROP_NONE, HKA_CSUM_PLAIN, "CK-02+ R11+" },
		{ G1, HKA_CHECKSUM_RFC5798, HKA_DROP_CHECKSUM, HKA_CSUM_PLAIN, "CK-05- CK-07 R11-" },
		{ G2, HKA_CHECKSUM_AUTO, HKA_DROP_NONE, HKA_CSUM_PSEUDO, "25.3 R11+" },
		{ G2, HKA_CHECKSUM_RFC9568, HKA_DROP_CHECKSUM, HKA_CSUM_PSEUDO, "CK-02- CK-07 R11-" },
		{ G2, HKA_CHECKSUM_RFC5798, HKA_DROP_NONE, HKA_CSUM_PSEUDO, "CK-05+ R11+" },
		{ G5, HKA_CHECKSUM_RFC9568, HKA_DROP_NONE, HKA_CSUM_NONE, "CK-03+" },
		{ G5, HKA_CHECKSUM_RFC5798, HKA_DROP_NONE, HKA_CSUM_NONE, "CK-03+" },
		{ G6, HKA_CHECKSUM_RFC9568, HKA_DROP_NONE, HKA_CSUM_NONE, "CK-04+" },
		{ G6, HKA_CHECKSUM_RFC5798, HKA_DROP_NONE, HKA_CSUM_NONE, "CK-04+" },
	};
	struct msg m;
	u32 i, bit;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin(rows[i].ids, "%s under checksum rule %u",
			   golden[rows[i].which].name, rows[i].rule);
		msg_init(&m, &golden[rows[i].which]);
		m.rules.checksum = rows[i].rule;
		EXPECT_EQ(verdict(&m), rows[i].drop);
		EXPECT_EQ(m.adv.csum_form, rows[i].form);
		msg_free(&m);
		test_end();
	}

	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		test_begin("CK-01- R11-", "%s with each bit of the checksum wrong", golden[i].name);
		test_ids(form_ids(&golden[i], false));
		for (bit = 0; bit < 16; bit++) {
			msg_init(&m, &golden[i]);
			m.data[6 + bit / 8] ^= (u8)(1u << (bit % 8));
			EXPECT_EQ(verdict(&m), HKA_DROP_CHECKSUM);
			EXPECT_EQ(m.adv.csum_form, HKA_CSUM_NONE);
			msg_free(&m);
		}
		test_end();
	}

	test_begin("CK-03- R11-", "the IPv6 pseudo-header is covered");
	msg_init(&m, &golden[G5]);
	m.rx.src.b[15] ^= 1;
	EXPECT_EQ(verdict(&m), HKA_DROP_CHECKSUM);
	msg_free(&m);
	test_end();

	test_begin("CK-04- R11-", "VRRPv2 covers the authentication data");
	msg_init(&m, &golden[G6]);
	m.data[19] ^= 1;
	EXPECT_EQ(verdict(&m), HKA_DROP_CHECKSUM);
	msg_free(&m);
	test_end();

	/* An address chosen so that all the words add up to ffff: the field is 0000. */
	test_begin("CK-09", "a checksum of 0000 is sent and verifies");
	msg_init(&m, &golden[G1]);
	m.data[6] = 0;
	m.data[7] = 0;
	m.data[10] = 0xaa;
	m.data[11] = 0x8f;
	EXPECT_EQ(hka_csum_fold(hka_csum_add(0, m.data, m.rx.len)), 0);
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	{
		static const struct hka_addr vip = { { 0xc0, 0x00, 0xaa, 0x8f } };
		struct hka_packet_tx tx;
		u8 buf[12];

		fill_tx(&tx, &golden[G1]);
		tx.addrs = &vip;
		EXPECT_EQ(hka_packet_encode(&tx, buf, sizeof(buf)), sizeof(buf));
		EXPECT(!memcmp(buf, m.data, sizeof(buf)));
	}
	msg_free(&m);
	test_end();

	/* Source and destination that add up to ffff with 112 and 12: both forms verify. */
	for (i = HKA_CHECKSUM_AUTO; i <= HKA_CHECKSUM_RFC5798; i++) {
		test_begin("CK-05", "a packet that verifies in both forms, rule %u", i);
		msg_init(&m, &golden[G1]);
		m.rx.dst = (struct hka_addr){ { 224, 0, 0, 18 } };
		m.rx.src = (struct hka_addr){ { 0x1f, 0x00, 0x00, 0x71 } };
		m.rules.checksum = (u8)i;
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.csum_form, i == HKA_CHECKSUM_RFC9568 ? HKA_CSUM_PLAIN :
							      HKA_CSUM_PSEUDO);
		msg_free(&m);
		test_end();
	}
}

static void counts_and_first(void)
{
	struct msg m;
	u32 i;

	static const u32 which[] = { G1, G5, G6 };

	for (i = 0; i < ARRAY_SIZE(which); i++) {
		u32 len = hka_packet_len(golden[which[i]].version, golden[which[i]].family, 0);

		test_begin("RX-08+- R12- 25.21", "%s without an address", golden[which[i]].name);
		msg_init(&m, &golden[which[i]]);
		if (m.rules.version == 2)
			memset(m.data + 8, 0, 8);
		msg_resize(&m, len);
		m.data[3] = 0;
		resum(&m, len, false);
		m.rules.count = 0;
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.flags, 0);
		m.rules.count = 1;
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.flags, HKA_PKT_ADDRS);
		m.rules.strict = true;
		EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_COUNT);
		msg_free(&m);
		test_end();
	}

	test_begin("R13+- R12+", "first IPv6 address");
	msg_init(&m, &golden[G5]);
	m.rules.strict = true;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	m.data[9] = 0xbf;	/* fe80::/10 ends at febf */
	resum(&m, 40, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	m.data[9] = 0xc0;
	resum(&m, 40, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_FIRST);
	m.data[9] = 0x80;
	m.data[8] = 0xff;
	resum(&m, 40, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_FIRST);
	m.rules.strict = false;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	msg_free(&m);
	test_end();
}

static void intervals(void)
{
	struct msg m;
	u32 cs;

	test_begin("R14-", "VRRPv3 interval of zero");
	msg_init(&m, &golden[G1]);
	m.data[4] = 0xf0;	/* reserved bits do not count */
	m.data[5] = 0;
	resum(&m, 12, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_INTERVAL_ZERO);
	msg_free(&m);
	test_end();

	test_begin("RX-13 R14+", "every VRRPv3 interval is adopted");
	msg_init(&m, &golden[G1]);
	for (cs = 1; cs <= 4095; cs++) {
		m.data[4] = (u8)(cs >> 8);
		m.data[5] = (u8)cs;
		resum(&m, 12, false);
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.interval_us, cs * 10000);
		EXPECT_EQ(m.adv.flags, cs == 100 ? 0 : HKA_PKT_INTERVAL);
	}
	msg_free(&m);
	test_end();

	test_begin("RX-15+- R15+-", "VRRPv2 interval must be ours");
	msg_init(&m, &golden[G6]);
	for (cs = 0; cs <= 255; cs++) {
		m.data[5] = (u8)cs;
		resum(&m, 20, false);
		EXPECT_EQ(verdict(&m), cs == 1 ? HKA_DROP_NONE : HKA_DROP_INTERVAL);
		m.rules.interval_us = cs * 1000000;
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		m.rules.interval_us = 1000000;
	}
	msg_free(&m);
	test_end();
}

static void authentication(void)
{
	static const u8 pass[HKA_VRRP_AUTH_LEN] = "s3cret";
	struct hka_packet_tx tx;
	struct msg m;
	u32 i;

	test_begin("RX-17+- R16+-", "VRRPv2 authentication type");
	msg_init(&m, &golden[G6]);
	for (i = 1; i <= 255; i++) {
		m.data[4] = (u8)i;
		resum(&m, 20, false);
		EXPECT_EQ(verdict(&m), HKA_DROP_AUTH_TYPE);
	}
	m.data[4] = 0;
	memcpy(m.data + 12, pass, sizeof(pass));
	resum(&m, 20, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);	/* the data of type 0 mean nothing */
	m.rules.auth_type = 1;
	EXPECT_EQ(verdict(&m), HKA_DROP_AUTH_TYPE);
	msg_free(&m);
	test_end();

	test_begin("R16+- CK-04+", "VRRPv2 password, both ways");
	msg_init(&m, &golden[G6]);
	fill_tx(&tx, &golden[G6]);
	tx.auth_type = 1;
	memcpy(tx.auth, pass, sizeof(pass));
	EXPECT_EQ(hka_packet_encode(&tx, m.data, 20), 20);
	EXPECT_EQ(m.data[4], 1);
	EXPECT(!memcmp(m.data + 12, pass, sizeof(pass)));
	m.rules.auth_type = 1;
	memcpy(m.rules.auth, pass, sizeof(pass));
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	for (i = 0; i < HKA_VRRP_AUTH_LEN; i++) {
		m.rules.auth[i] ^= 0x20;
		EXPECT_EQ(verdict(&m), HKA_DROP_AUTH_DATA);
		m.rules.auth[i] ^= 0x20;
	}
	msg_free(&m);
	test_end();
}

/* CPU time of some checks of it. */
static clock_t cost(struct msg *m)
{
	clock_t begin = clock();
	u32 i;

	for (i = 0; i < 100; i++)
		verdict(m);
	return clock() - begin + 1;
}

static void addresses(void)
{
	static const struct hka_addr swapped[] = {
		{ { 192, 0, 2, 129 } }, { { 192, 0, 2, 1 } },
	};
	static const struct hka_addr other[] = {
		{ { 192, 0, 2, 1 } }, { { 192, 0, 2, 130 } },
	};
	static const struct hka_addr twice[] = {
		{ { 192, 0, 2, 1 } }, { { 192, 0, 2, 1 } },
	};
	static const struct hka_addr one[] = { { { 192, 0, 2, 7 } } };
	static const struct {
		const char *name;
		const struct hka_addr *addrs;
		u8 count;
		u32 flags;
	} rows[] = {
		{ "other order", swapped, 2, HKA_PKT_ADDR_ORDER },
		{ "one differs", other, 2, HKA_PKT_ADDRS },
		{ "one twice", twice, 2, HKA_PKT_ADDRS },
		{ "fewer", other, 1, HKA_PKT_ADDRS },
	};
	static struct hka_addr many[HKA_VRRP_ADDRS_MAX], reversed[HKA_VRRP_ADDRS_MAX];
	struct hka_packet_tx tx;
	clock_t in_order;
	struct msg m;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin("RX-14", "VRRPv3 address list: %s", rows[i].name);
		msg_init(&m, &golden[G4]);
		m.rules.addrs = rows[i].addrs;
		m.rules.count = rows[i].count;
		m.rules.check_addrs = true;
		EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
		EXPECT_EQ(m.adv.flags, rows[i].flags);
		msg_free(&m);
		test_end();
	}

	test_begin("RX-16+- R17+-", "VRRPv2 address list");
	msg_init(&m, &golden[G6]);
	m.rules.addrs = one;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);	/* not checked */
	EXPECT_EQ(m.adv.flags, HKA_PKT_ADDRS);
	m.rules.check_addrs = true;
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_LIST);
	m.data[2] = 255;			/* the owner knows */
	resum(&m, 20, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	m.data[2] = 254;
	resum(&m, 20, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_LIST);
	m.rules.addrs = golden[G6].addrs;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	msg_free(&m);
	test_end();

	for (i = 0; i < HKA_VRRP_ADDRS_MAX; i++) {
		many[i] = (struct hka_addr){ { LL, (u8)i } };
		reversed[HKA_VRRP_ADDRS_MAX - 1 - i] = many[i];
	}

	test_begin("TX-10+ CFG-16", "255 IPv6 addresses, both ways");
	msg_init(&m, &golden[G5]);
	fill_tx(&tx, &golden[G5]);
	tx.addrs = many;
	tx.count = HKA_VRRP_ADDRS_MAX;
	msg_resize(&m, 8 + 16 * HKA_VRRP_ADDRS_MAX);
	EXPECT_EQ(hka_packet_encode(&tx, m.data, m.rx.len), m.rx.len);
	m.rules.count = HKA_VRRP_ADDRS_MAX;
	m.rules.addrs = many;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	EXPECT_EQ(m.adv.flags, 0);
	in_order = cost(&m);
	m.rules.addrs = reversed;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	EXPECT_EQ(m.adv.flags, HKA_PKT_ADDR_ORDER);
	/* By a stranger: it must not cost the square. */
	EXPECT(cost(&m) < 10 * in_order);
	msg_free(&m);
	test_end();
}

static void trailing(void)
{
	static const u32 which[] = { G1, G2, G5, G6 };
	struct msg m;
	u32 i, extra;

	for (i = 0; i < ARRAY_SIZE(which); i++) {
		const struct golden *g = &golden[which[i]];

		test_begin("RX-07 25.5", "%s with bytes after it", g->name);
		if (g->version == 3)
			test_ids("SEC-03-");
		for (extra = 1; extra <= 60; extra++) {
			msg_init(&m, g);
			msg_resize(&m, g->len + extra);
			memset(m.data + g->len, 0x5a, extra);
			if (extra == HKA_VRRP_TRAILER_LEN && g->family == HKA_FAMILY_IPV6) {
				/* the one length at which the sum covers them */
				EXPECT_EQ(verdict(&m), HKA_DROP_CHECKSUM);
				resum(&m, m.rx.len, false);
			}
			EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
			EXPECT_EQ(m.adv.len, g->len);
			EXPECT_EQ(m.adv.flags, extra == HKA_VRRP_TRAILER_LEN ?
				  HKA_PKT_TRAILER : HKA_PKT_TRAILING);
			msg_free(&m);
		}
		test_end();
	}
}

/* What is wrong in several ways is charged to the first rung. */
static void order(void)
{
	struct msg m;

	test_begin("R4- R5- R6- R8- R9- R10- R11- R12- R15- R16- R17-", "the first failure decides");
	msg_init(&m, &golden[G6]);
	m.rules.strict = true;
	m.rules.check_addrs = true;
	m.rules.count = 0;
	m.rx.ttl = 1;
	m.data[0] = 0x12;
	m.data[3] = 9;
	m.data[4] = 2;
	m.data[5] = 7;
	msg_resize(&m, 7);
	EXPECT_EQ(verdict(&m), HKA_DROP_TTL);
	m.rx.ttl = 255;
	EXPECT_EQ(verdict(&m), HKA_DROP_LENGTH);
	msg_resize(&m, 16);
	EXPECT_EQ(verdict(&m), HKA_DROP_VERSION);
	m.data[0] = 0x32;
	EXPECT_EQ(verdict(&m), HKA_DROP_VERSION);
	m.data[0] = 0x22;
	EXPECT_EQ(verdict(&m), HKA_DROP_TYPE);
	m.data[0] = 0x21;
	EXPECT_EQ(verdict(&m), HKA_DROP_LENGTH);
	m.data[3] = 0;
	EXPECT_EQ(verdict(&m), HKA_DROP_CHECKSUM);
	resum(&m, 16, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_COUNT);
	m.rules.strict = false;
	EXPECT_EQ(verdict(&m), HKA_DROP_INTERVAL);
	m.data[5] = 1;
	resum(&m, 16, false);
	EXPECT_EQ(verdict(&m), HKA_DROP_AUTH_TYPE);
	m.data[4] = 1;
	resum(&m, 16, false);
	m.rules.auth_type = 1;
	m.rules.auth[0] = 'x';
	m.rules.count = 1;
	EXPECT_EQ(verdict(&m), HKA_DROP_AUTH_DATA);
	m.rules.auth[0] = 0;
	EXPECT_EQ(verdict(&m), HKA_DROP_ADDR_LIST);
	m.rules.count = 0;
	EXPECT_EQ(verdict(&m), HKA_DROP_NONE);
	msg_free(&m);
	test_end();
}

static void refused_encodings(void)
{
	static const struct {
		const char *name;
		u8 which;
		u8 version;
		u8 vrid;
		u8 auth_type;
		u32 interval_us;
		const char *ids;
	} rows[] = {
		{ "version 1", G1, 1, 10, 0, 1000000, "TX-07-" },
		{ "version 4", G1, 4, 10, 0, 1000000, "TX-07-" },
		{ "VRID 0", G1, 3, 0, 0, 1000000, "CFG-01-" },
		{ "v3 interval 0", G1, 3, 10, 0, 0, "TX-09-" },
		{ "v3 interval below a centisecond", G1, 3, 10, 0, 5000, "TX-09-" },
		{ "v3 interval between centiseconds", G1, 3, 10, 0, 15000, "TX-09-" },
		{ "v3 interval of 4096 cs", G1, 3, 10, 0, 40960000, "TX-09-" },
		{ "v2 over IPv6", G5, 2, 10, 0, 1000000, "CFG-09-" },
		{ "v2 interval below a second", G6, 2, 10, 0, 500000, "TX-09-" },
		{ "v2 interval between seconds", G6, 2, 10, 0, 1500000, "TX-09-" },
		{ "v2 interval of 256 s", G6, 2, 10, 0, 256000000, "TX-09-" },
		{ "v2 authentication type 2", G6, 2, 10, 2, 1000000, "TX-11-" },
	};
	struct hka_packet_tx tx;
	u8 buf[64];
	u32 i, size;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin(rows[i].ids, "encode refuses %s", rows[i].name);
		fill_tx(&tx, &golden[rows[i].which]);
		tx.version = rows[i].version;
		tx.vrid = rows[i].vrid;
		tx.auth_type = rows[i].auth_type;
		tx.interval_us = rows[i].interval_us;
		EXPECT(hka_packet_encode(&tx, buf, sizeof(buf)) == -EINVAL);
		test_end();
	}

	test_begin("TX-10-", "encode refuses an unknown family and a missing list");
	fill_tx(&tx, &golden[G1]);
	tx.family = 7;
	EXPECT(hka_packet_encode(&tx, buf, sizeof(buf)) == -EINVAL);
	fill_tx(&tx, &golden[G1]);
	tx.addrs = NULL;
	EXPECT(hka_packet_encode(&tx, buf, sizeof(buf)) == -EINVAL);
	tx.count = 0;
	EXPECT(hka_packet_encode(&tx, buf, sizeof(buf)) == HKA_VRRP_HDR_LEN);
	test_end();

	test_begin("TX-10-", "encode never writes beyond its buffer");
	for (i = 0; i < ARRAY_SIZE(golden); i++) {
		fill_tx(&tx, &golden[i]);
		for (size = 0; size < golden[i].len; size++) {
			memset(buf, 0xa5, sizeof(buf));
			EXPECT(hka_packet_encode(&tx, buf, size) == -EMSGSIZE);
			EXPECT_EQ(buf[0], 0xa5);
		}
	}
	test_end();
}

static void address_order(void)
{
	static const struct {
		u8 family;
		struct hka_addr a, b;	/* a < b */
	} rows[] = {
		{ HKA_FAMILY_IPV4, { { 10, 0, 0, 2 } }, { { 10, 0, 0, 10 } } },
		{ HKA_FAMILY_IPV4, { { 127, 255, 255, 255 } }, { { 128, 0, 0, 0 } } },
		{ HKA_FAMILY_IPV4, { { 10, 0, 1, 255 } }, { { 10, 0, 2, 0 } } },
		{ HKA_FAMILY_IPV4, { { 1, 0, 0, 255 } }, { { 255, 0, 0, 1 } } },
		{ HKA_FAMILY_IPV6, { { LL, 2 } }, { { LL, 0x10 } } },
		{ HKA_FAMILY_IPV6, { { LL, 0x7f } }, { { LL, 0x80 } } },
		{ HKA_FAMILY_IPV6, { { DOC6, 0xff } }, { { LL, 1 } } },
		{ HKA_FAMILY_IPV6, { { 0xfe, 0x80, [8] = 0x02, [15] = 0xff } },
		  { { 0xfe, 0x80, [8] = 0x80, [15] = 1 } } },
	};
	struct hka_addr a, b;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		test_begin("FSM-A5+-", "address order, row %u", i);
		a = rows[i].a;
		b = rows[i].b;
		EXPECT(hka_addr_cmp(rows[i].family, &a, &b) < 0);
		EXPECT(hka_addr_cmp(rows[i].family, &b, &a) > 0);
		EXPECT(hka_addr_cmp(rows[i].family, &a, &a) == 0);
		test_end();
	}

	test_begin("FSM-A5-", "only the family's width counts");
	a = (struct hka_addr){ { 10, 0, 0, 1, 9 } };
	b = (struct hka_addr){ { 10, 0, 0, 1, 1 } };
	EXPECT(hka_addr_cmp(HKA_FAMILY_IPV4, &a, &b) == 0);
	EXPECT(hka_addr_cmp(HKA_FAMILY_IPV6, &a, &b) > 0);
	test_end();
}

/* Against the definition written another way: one byte at a time, folded at once. */
static void checksum_arithmetic(void)
{
	u8 buf[4120];
	u32 seed = 1, len, i, naive;

	test_begin("CK-01+", "the sum, against another way of writing it");
	for (len = 0; len <= sizeof(buf); len = len < 70 ? len + 1 : len + 675) {
		naive = 0;
		for (i = 0; i < len; i++) {
			seed = seed * 1103515245 + 12345;
			buf[i] = len % 2 ? 0xff : (u8)(seed >> 16);
			naive += i % 2 ? buf[i] : buf[i] * 256u;
			if (naive > 0xffff)
				naive -= 0xffff;
		}
		EXPECT_EQ(hka_csum_fold(hka_csum_add(0, buf, len)), 0xffff - naive);
		i = len / 2 & ~1u;
		EXPECT_EQ(hka_csum_fold(hka_csum_add(hka_csum_add(0, buf, i), buf + i, len - i)),
			  0xffff - naive);
	}
	test_end();
}

void test_packet(void)
{
	golden_packets();
	truncation();
	ttl();
	versions_and_types();
	checksums();
	counts_and_first();
	intervals();
	authentication();
	addresses();
	trailing();
	order();
	refused_encodings();
	address_order();
	checksum_arithmetic();
}
