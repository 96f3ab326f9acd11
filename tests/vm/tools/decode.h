/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A frame seen on the wire as a record, and the record as one line of text.
 *
 * A line is "TIME PORT KIND key=value ...", TIME in seconds with nine decimals.
 * Kinds and their keys, besides mac= and dmac= (Ethernet) and vlan= if tagged:
 *   vrrp      v vrid prio int type count src dst ttl tos hl df sum vips; v2 also auth, pass (- for none);
 *             with a trailer key, seq (hex), signed (ok, bad: by the laboratory's key of that number)
 *   garp      op ip sha tha        (sender address = target address)
 *   arp-req   sip tip sha tha      arp-rep  the same
 *   ns        src dst target lla
 *   na        src dst target lla flags   (solicited)      una   (unsolicited)
 *   echo      src dst id seq       echo-rep  the same
 *   igmp, mld, ra src dst
 *   mark      name                 (written by the observer itself)
 * sum is ok (message only), pseudo (with pseudo-header), bad or cut. A line ends
 * with "~" when the port was cut: the switch did not pass this frame on.
 */
#ifndef HKA_LAB_DECODE_H
#define HKA_LAB_DECODE_H

#include "lab.h"

enum wire_kind {
	WIRE_NONE, WIRE_VRRP, WIRE_GARP, WIRE_ARP_REQ, WIRE_ARP_REP, WIRE_NS, WIRE_NA, WIRE_UNA,
	WIRE_ECHO, WIRE_ECHO_REP, WIRE_IGMP, WIRE_MLD, WIRE_RA, WIRE_MARK, WIRE_KINDS
};

enum wire_sum { WIRE_SUM_OK, WIRE_SUM_PSEUDO, WIRE_SUM_BAD, WIRE_SUM_CUT };

struct wire_rec {
	int64_t ts;
	uint8_t port;		/* index into the observer's port names */
	uint8_t kind;
	bool cut;
	uint16_t vlan;
	uint8_t smac[6], dmac[6];
	struct lab_addr src, dst;	/* ARP: sender and target address */
	struct lab_addr target;		/* ND: target */
	uint8_t ttl;
	uint8_t tos, hl;	/* traffic class; bytes of the IP header with its options */
	bool df;
	union {
		struct {
			uint8_t version, type, vrid, prio, count, sum, nvips;
			uint32_t interval_ms;
			struct lab_addr vips[2];
			uint8_t auth;
			char pass[9];
			uint8_t trailer, key;	/* 1: a trailer of the laboratory's key, 2: of none */
			uint64_t seq;
		} vrrp;
		struct {
			uint8_t op;
			uint8_t sha[6], tha[6];
		} arp;
		struct {
			uint8_t flags;
			uint8_t lla[6];
		} nd;
		struct {
			uint16_t id, seq;
		} echo;
		char mark[32];
	};
};

extern const char *const wire_kind_name[WIRE_KINDS];

/* Fills everything but ts, port and cut; false for a frame of no interest. */
bool wire_decode(struct wire_rec *rec, const uint8_t *frame, size_t len, size_t wire_len);
int wire_text(const struct wire_rec *rec, const char *port, char *buf, size_t size);

#endif
