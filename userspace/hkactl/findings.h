/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be said about a router in plain words. Each sentence has a code that
 * stays the same while words may change.
 */
#ifndef HKACTL_FINDINGS_H
#define HKACTL_FINDINGS_H

#include "hka.h"

struct finding {
	const char *code;	/* static */
	char text[320];
};

/* A list that grows; starts with zeroes. */
struct findings {
	struct finding *all;	/* owned; n of them */
	unsigned int n;
};

/* What is known; @stats may be NULL. */
struct facts {
	const struct hka_vr *vr;
	const struct hka_stats *stats;
	const struct hka_vr *all;	/* routers of the namespace, as far as they matter */
	unsigned int n_all;
	const struct hka_track *tracks;
	unsigned int n_tracks;
	const struct hka_lease *leases;
	unsigned int n_leases;
	const struct hka_heard *heard;	/* by the router, or NULL */
	uint64_t now;		/* ns */
};

void findings_add(struct findings *list, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void findings_clear(struct findings *list);

/* Why the router is in its state: the first unmet condition, or who is MASTER. */
void findings_state(struct findings *list, const struct facts *f);
/* What its priority is made of. */
void findings_priority(struct findings *list, const struct facts *f);
/* What does not look right. */
void findings_notices(struct findings *list, const struct facts *f);
/* Part of that: what other routers do. */
void findings_rivals(struct findings *list, const struct hka_heard *heard, bool master,
		     uint64_t now);

/* What a summand does and why, "-10 as tracker uplink (eth7) is down". Returns @buf. */
const char *findings_summand(char *buf, size_t size, const struct facts *f,
			     const struct hka_summand *s);

#endif /* HKACTL_FINDINGS_H */
