/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands demote and undemote: their words, and what both objects share.
 */
#ifndef HKACTL_DEMOTE_H
#define HKACTL_DEMOTE_H

#include "keyword.h"

struct ctl;

extern const struct keyword demote_keywords[];

/* The whole command; @group: of a group, not of a router. */
int demote(struct ctl *ctl, bool group);
int undemote(struct ctl *ctl, bool group);

#endif /* HKACTL_DEMOTE_H */
