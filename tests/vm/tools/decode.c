// SPDX-License-Identifier: GPL-2.0-or-later
/* Turns captured frames into records and records into text; format in decode.h. */
#include "decode.h"
#include "hmac.h"

#include <ctype.h>
#include <net/ethernet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

const char *const wire_kind_name[WIRE_KINDS] = {
	"none", "vrrp", "garp", "arp-req", "arp-rep", "ns", "na", "una",
	"echo", "echo-rep", "igmp", "mld", "ra", "mark",
};

static uint16_t be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static void addr_set(struct lab_addr *a, uint8_t family, const uint8_t *p)
{
	a->family = family;
	memcpy(a->b, p, family == AF_INET6 ? 16 : 4);
}

static bool decode_vrrp(struct wire_rec *r, const uint8_t *p, size_t len, size_t wire_len)
{
	size_t alen = r->src.family == AF_INET6 ? 16 : 4;

	r->kind = WIRE_VRRP;
	if (len < 8)
		return true;
	r->vrrp.version = p[0] >> 4;
	r->vrrp.type = p[0] & 15;
	r->vrrp.vrid = p[1];
	r->vrrp.prio = p[2];
	r->vrrp.count = p[3];
	r->vrrp.interval_ms = r->vrrp.version == 2 ? p[5] * 1000u : (be16(p + 4) & 0xfffu) * 10u;
	for (size_t i = 0; i < p[3] && i < 2 && 8 + (i + 1) * alen <= len; i++) {
		addr_set(&r->vrrp.vips[i], r->src.family, p + 8 + i * alen);
		r->vrrp.nvips++;
	}
	if (r->vrrp.version == 2) {
		size_t at = 8 + p[3] * alen;

		r->vrrp.auth = p[4];
		for (size_t i = 0; i < 8 && at + i < len; i++)
			r->vrrp.pass[i] = isgraph(p[at + i]) ? (char)p[at + i] : p[at + i] ? '?' : 0;
	}
	if (len < wire_len) {
		r->vrrp.sum = WIRE_SUM_CUT;
	} else {
		size_t body = 8 + p[3] * alen + (r->vrrp.version == 2 ? 8 : 0);
		uint32_t sum;

		if (len == body + LAB_TRAILER) {
			uint8_t digest[16];

			r->vrrp.key = p[body + 1];
			for (int i = 4; i < 12; i++)
				r->vrrp.seq = r->vrrp.seq << 8 | p[body + (size_t)i];
			lab_hmac(&r->src, p, body, digest);
			r->vrrp.trailer = memcmp(digest, p + body + 12, 16) ? 2 : 1;
			if (alen == 4)	/* only the checksum of IPv6 covers it */
				len = body;
		}
		sum = lab_sum(0, p, len);

		if (!lab_fold(sum))
			r->vrrp.sum = WIRE_SUM_OK;
		else if (!lab_fold(sum + lab_pseudo(&r->src, &r->dst, 112, (uint32_t)len)))
			r->vrrp.sum = WIRE_SUM_PSEUDO;
		else
			r->vrrp.sum = WIRE_SUM_BAD;
	}
	return true;
}

static bool decode_arp(struct wire_rec *r, const uint8_t *p, size_t len)
{
	if (len < 28 || be16(p) != 1 || be16(p + 2) != ETHERTYPE_IP)
		return false;
	r->arp.op = p[7];
	memcpy(r->arp.sha, p + 8, 6);
	addr_set(&r->src, AF_INET, p + 14);
	memcpy(r->arp.tha, p + 18, 6);
	addr_set(&r->dst, AF_INET, p + 24);
	if (!memcmp(p + 14, p + 24, 4))
		r->kind = WIRE_GARP;
	else
		r->kind = p[7] == 1 ? WIRE_ARP_REQ : WIRE_ARP_REP;
	return true;
}

static bool decode_icmp6(struct wire_rec *r, const uint8_t *p, size_t len)
{
	if (len < 8)
		return false;
	switch (p[0]) {
	case 128:
	case 129:
		r->kind = p[0] == 128 ? WIRE_ECHO : WIRE_ECHO_REP;
		r->echo.id = be16(p + 4);
		r->echo.seq = be16(p + 6);
		return true;
	case 130: case 131: case 132: case 143:
		r->kind = WIRE_MLD;
		return true;
	case 134:
		r->kind = WIRE_RA;
		return true;
	case 135:
	case 136:
		if (len < 24)
			return false;
		r->kind = p[0] == 135 ? WIRE_NS : p[4] & 0x40 ? WIRE_NA : WIRE_UNA;
		r->nd.flags = p[0] == 136 ? p[4] >> 5 : 0;
		addr_set(&r->target, AF_INET6, p + 8);
		for (size_t o = 24; o + 8 <= len && p[o + 1]; o += p[o + 1] * 8u)
			if (p[o] == 1 || p[o] == 2)
				memcpy(r->nd.lla, p + o + 2, 6);
		return true;
	}
	return false;
}

static bool decode_ip4(struct wire_rec *r, const uint8_t *p, size_t len)
{
	size_t hl, total, have;

	if (len < 20)
		return false;
	hl = (p[0] & 15) * 4u;
	total = be16(p + 2);
	if (hl < 20 || hl > len || total < hl)
		return false;
	have = len < total ? len : total;
	r->ttl = p[8];
	r->tos = p[1];
	r->hl = (uint8_t)hl;
	r->df = p[6] & 0x40;
	addr_set(&r->src, AF_INET, p + 12);
	addr_set(&r->dst, AF_INET, p + 16);
	switch (p[9]) {
	case 112:
		return decode_vrrp(r, p + hl, have - hl, total - hl);
	case 2:
		r->kind = WIRE_IGMP;
		return true;
	case 1:
		if (have - hl < 8 || (p[hl] != 8 && p[hl] != 0))
			return false;
		r->kind = p[hl] == 8 ? WIRE_ECHO : WIRE_ECHO_REP;
		r->echo.id = be16(p + hl + 4);
		r->echo.seq = be16(p + hl + 6);
		return true;
	}
	return false;
}

static bool decode_ip6(struct wire_rec *r, const uint8_t *p, size_t len)
{
	size_t o = 40, total;
	uint8_t next;

	if (len < 40)
		return false;
	total = 40u + be16(p + 4);
	next = p[6];
	r->ttl = p[7];
	r->tos = (uint8_t)(be16(p) >> 4);
	addr_set(&r->src, AF_INET6, p + 8);
	addr_set(&r->dst, AF_INET6, p + 24);
	if (len > total)
		len = total;
	while ((next == 0 || next == 60) && o + 8 <= len) {
		next = p[o];
		o += 8u + p[o + 1] * 8u;
	}
	if (o > len)
		return false;
	r->hl = (uint8_t)o;
	if (next == 112)
		return decode_vrrp(r, p + o, len - o, total - o);
	return next == 58 && decode_icmp6(r, p + o, len - o);
}

bool wire_decode(struct wire_rec *r, const uint8_t *f, size_t len, size_t wire_len)
{
	uint16_t type;

	if (len < 14)
		return false;
	memcpy(r->dmac, f, 6);
	memcpy(r->smac, f + 6, 6);
	type = be16(f + 12);
	if (type == ETHERTYPE_VLAN && len >= 18) {
		r->vlan = be16(f + 14) & 0xfff;
		type = be16(f + 16);
		f += 4;
		len -= 4;
	}
	(void)wire_len;
	switch (type) {
	case ETHERTYPE_ARP:
		return decode_arp(r, f + 14, len - 14);
	case ETHERTYPE_IP:
		return decode_ip4(r, f + 14, len - 14);
	case ETHERTYPE_IPV6:
		return decode_ip6(r, f + 14, len - 14);
	}
	return false;
}

static const char *mac_text(const uint8_t *m, char *buf, size_t size)
{
	snprintf(buf, size, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4], m[5]);
	return buf;
}

int wire_text(const struct wire_rec *r, const char *port, char *buf, size_t size)
{
	static const char *const sums[] = { "ok", "pseudo", "bad", "cut" };
	char a[48], b[48], c[48], m1[20], m2[20], body[400], vlan[16] = "";

	lab_addr_text(&r->src, a, sizeof(a));
	lab_addr_text(&r->dst, b, sizeof(b));
	switch (r->kind) {
	case WIRE_VRRP: {
		char v1[48], v2[48], auth[96] = "";

		if (r->vrrp.version == 2)
			snprintf(auth, sizeof(auth), " auth=%u pass=%s", r->vrrp.auth,
				 *r->vrrp.pass ? r->vrrp.pass : "-");
		if (r->vrrp.trailer)
			snprintf(auth + strlen(auth), sizeof(auth) - strlen(auth),
				 " key=%u seq=%016llx signed=%s", r->vrrp.key,
				 (unsigned long long)r->vrrp.seq, r->vrrp.trailer == 1 ? "ok" : "bad");

		snprintf(body, sizeof(body),
			 "v=%u vrid=%u prio=%u int=%ums type=%u count=%u src=%s dst=%s ttl=%u tos=%u hl=%u df=%u sum=%s vips=%s%s%s%s%s",
			 r->vrrp.version, r->vrrp.vrid, r->vrrp.prio, r->vrrp.interval_ms,
			 r->vrrp.type, r->vrrp.count, a, b, r->ttl, r->tos, r->hl, r->df,
			 sums[r->vrrp.sum],
			 lab_addr_text(&r->vrrp.vips[0], v1, sizeof(v1)),
			 r->vrrp.nvips > 1 ? "," : "",
			 r->vrrp.nvips > 1 ? lab_addr_text(&r->vrrp.vips[1], v2, sizeof(v2)) : "",
			 r->vrrp.count > 2 ? ",+" : "", auth);
		break;
	}
	case WIRE_GARP:
		snprintf(body, sizeof(body), "op=%u ip=%s sha=%s tha=%s", r->arp.op, a,
			 mac_text(r->arp.sha, m1, sizeof(m1)), mac_text(r->arp.tha, m2, sizeof(m2)));
		break;
	case WIRE_ARP_REQ:
	case WIRE_ARP_REP:
		snprintf(body, sizeof(body), "sip=%s tip=%s sha=%s tha=%s", a, b,
			 mac_text(r->arp.sha, m1, sizeof(m1)), mac_text(r->arp.tha, m2, sizeof(m2)));
		break;
	case WIRE_NS:
	case WIRE_NA:
	case WIRE_UNA:
		snprintf(body, sizeof(body), "src=%s dst=%s target=%s lla=%s flags=%s%s%s", a, b,
			 lab_addr_text(&r->target, c, sizeof(c)), mac_text(r->nd.lla, m1, sizeof(m1)),
			 r->nd.flags & 4 ? "R" : "", r->nd.flags & 2 ? "S" : "",
			 r->nd.flags & 1 ? "O" : "");
		break;
	case WIRE_ECHO:
	case WIRE_ECHO_REP:
		snprintf(body, sizeof(body), "src=%s dst=%s id=%u seq=%u", a, b, r->echo.id,
			 r->echo.seq);
		break;
	case WIRE_MARK:
		return snprintf(buf, size, "%lld.%09lld - mark name=%s", (long long)(r->ts / LAB_S),
				(long long)(r->ts % LAB_S), r->mark);
	default:
		snprintf(body, sizeof(body), "src=%s dst=%s", a, b);
	}
	if (r->vlan)
		snprintf(vlan, sizeof(vlan), " vlan=%u", r->vlan);
	return snprintf(buf, size, "%lld.%09lld %s %s %s mac=%s dmac=%s%s%s",
			(long long)(r->ts / LAB_S), (long long)(r->ts % LAB_S), port,
			wire_kind_name[r->kind], body, mac_text(r->smac, m1, sizeof(m1)),
			mac_text(r->dmac, m2, sizeof(m2)), vlan, r->cut ? " ~" : "");
}
