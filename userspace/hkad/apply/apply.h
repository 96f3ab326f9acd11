/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plan on its way into the kernel, a few steps at a time, so that whoever runs it can do
 * something else in between.
 */
#ifndef HKAD_APPLY_H
#define HKAD_APPLY_H

#include "log.h"
#include "plan.h"

struct apply {
	struct log *log;
	struct hka_client *client;
	const char *lease;
	struct plan plan;
	unsigned int at, failed;
};

/*
 * Reads what there is and makes the plan for @w, or to release everything where it is NULL. What
 * was under way is dropped. @w stays as long as the plan is under way. Return: 0 and, where
 * something that is wanted belongs to somebody else, -EEXIST with the diagnostics; or -errno with
 * hka_error().
 */
int apply_begin(struct apply *a, struct wanted *w, struct diags *diags);
/* Steps for about so many microseconds: are there more? */
bool apply_some(struct apply *a, uint64_t us);
void apply_drop(struct apply *a);

#endif
