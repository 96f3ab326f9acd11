/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the command maintenance.
 */
#ifndef HKACTL_MAINTENANCE_H
#define HKACTL_MAINTENANCE_H

#include "keyword.h"

extern const struct keyword maintenance_keywords[];

#endif /* HKACTL_MAINTENANCE_H */
