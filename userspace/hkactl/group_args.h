/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the words of `group add` and `group set` to a request.
 */
#ifndef HKACTL_GROUP_ARGS_H
#define HKACTL_GROUP_ARGS_H

#include "keyword.h"

extern const struct keyword group_add_keywords[], group_set_keywords[];

/* All that follows the name. 0, or -EINVAL with a->error. */
int group_args_add(struct args *a, struct hka_group *req);
int group_args_set(struct args *a, struct hka_group *req);

#endif /* HKACTL_GROUP_ARGS_H */
