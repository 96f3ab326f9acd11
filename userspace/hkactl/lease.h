/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words behind `lease take NAME`.
 */
#ifndef HKACTL_LEASE_H
#define HKACTL_LEASE_H

#include "keyword.h"

extern const struct keyword lease_keywords[];

#endif /* HKACTL_LEASE_H */
