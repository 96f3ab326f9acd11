/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From words, those of hkactl's grammar, to requests. What reads them is shared by hkactl and
 * hkad. Each returns 0, or -EINVAL with a->error, and marks exactly the members that were given.
 */
#ifndef HKA_WORDS_REQUESTS_H
#define HKA_WORDS_REQUESTS_H

#include "args.h"

/* NAME and all that follows. @req ends with hka_vr_clear(). */
int vr_args_add(struct args *a, struct hka_vr *req);
int vr_args_set(struct args *a, struct hka_vr *req);

/* What follows @what, which is vip, excluded, route or rule, on a line of its own. */
int vr_args_line(struct args *a, const char *what, struct hka_vr *req);

/* All that follows the name, which @req has. It ends with hka_track_clear(). */
int track_args_add(struct args *a, struct hka_track *req);
int track_args_set(struct args *a, struct hka_track *req);

/* The same of a group. */
int group_args_add(struct args *a, struct hka_group *req);
int group_args_set(struct args *a, struct hka_group *req);

#endif /* HKA_WORDS_REQUESTS_H */
