/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waiting for hand-overs, for the commands that begin some.
 */
#ifndef HKACTL_HANDOVER_H
#define HKACTL_HANDOVER_H

#include "hkactl.h"

extern const struct keyword handover_keywords[];

/* Names of the routers that are MASTER; the caller frees *@names. An exit code. */
int handover_masters(struct ctl *ctl, char (**names)[HKA_NAME_MAX + 1], unsigned int *n);
/*
 * Wait until each is decided, and say what it came to; the client listens to events.
 * EXIT_NOBODY: not all have handed over.
 */
int handover_wait(struct ctl *ctl, char (*names)[HKA_NAME_MAX + 1], unsigned int n);

#endif /* HKACTL_HANDOVER_H */
