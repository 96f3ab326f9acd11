/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the words of `vr add` and `vr set` to a request.
 */
#ifndef HKACTL_VR_ARGS_H
#define HKACTL_VR_ARGS_H

#include "keyword.h"

extern const struct keyword vr_keywords[];

/* NAME and all that follows. 0, or -EINVAL with a->error. @req ends with hka_vr_clear(). */
int vr_args_add(struct args *a, struct hka_vr *req);
int vr_args_set(struct args *a, struct hka_vr *req);


#endif /* HKACTL_VR_ARGS_H */
