/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the words of `track add` and `track set` to a request.
 */
#ifndef HKACTL_TRACK_ARGS_H
#define HKACTL_TRACK_ARGS_H

#include "keyword.h"

extern const struct keyword track_keywords[];

/*
 * All that follows the name. 0, or -EINVAL with a->error. @req ends with
 * hka_track_clear().
 */
int track_args_add(struct args *a, struct hka_track *req);
int track_args_set(struct args *a, struct hka_track *req);

#endif /* HKACTL_TRACK_ARGS_H */
