/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Questions about a capture. A question is a verb and a list of filters:
 *
 *   count F...                 n=
 *   list F...                  the lines (last=N: only the last N)
 *   first F... | last F...     one line; nothing when none matches
 *   delta FROM F...            us= microseconds from the time FROM to the first match after it
 *   when F...                  ns= the time of the last match, for after=, before= and delta; 0: none
 *   span F...                  n= us= between the first and the last match
 *   gaps [period=D] F...       n min avg p50 p99 p999 max of the gaps between matches, in us;
 *                              with a period also jit_p50 jit_p99 jit_p999 jit_max, the
 *                              distance of a gap from it, and drift, of the whole, in us;
 *                              each=vrid: between those of one VRID, and series= VRIDs seen
 *   takeover A B [addr=IP] F.. from the last advert of port A to what B then does:
 *                              advert_us (A's last advert to B's first),
 *                              announce_us (B's first advert to its first announcement, of addr
 *                              if given), early (announcements before that advert),
 *                              tail (adverts of A after it, priority 0 left out)
 *   double addr=IP F...        asked answered double: requests for IP, those answered, and those
 *                              answered from two ports before the next request
 *   rivals F...                n= adverts (priority > 0) heard between two of another port's,
 *                              us= the longest stretch of it
 *
 * Filters: port=, kind=, after=TIME, before=TIME, cut=1 (frames the switch did not pass on;
 * left out otherwise), and any key=value of the line (decode.h); "a|b" means either; key!=value
 * is the contrary. TIME is @MARK or nanoseconds, with +D or -D behind it.
 */
#ifndef HKA_LAB_QUERY_H
#define HKA_LAB_QUERY_H

#include <stdio.h>

#include "decode.h"

#define WIRE_PORTS 32

struct wire_log {
	struct wire_rec *rec;
	size_t n, size;
	char port[WIRE_PORTS][16];
	int ports;
};

struct wire_rec *wire_log_new(struct wire_log *log);	/* zeroed; ts is for the caller */
void wire_log_sort(struct wire_log *log, size_t from);	/* records from this index on are new */
/* Answers on out; false, with a line "error=...", if the question is not understood. */
bool query_run(const struct wire_log *log, int argc, char **argv, FILE *out);
/* How many records match. -1: the filters are not understood. */
long query_count(const struct wire_log *log, int argc, char **argv, FILE *out);

#endif
