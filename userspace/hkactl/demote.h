/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the command demote.
 */
#ifndef HKACTL_DEMOTE_H
#define HKACTL_DEMOTE_H

#include "keyword.h"

extern const struct keyword demote_keywords[];

#endif /* HKACTL_DEMOTE_H */
