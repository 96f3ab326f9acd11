/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One machine for the cases that take more than one event: where it starts, and
 * the events as functions.
 */
#ifndef _HKA_TEST_MACHINE_H
#define _HKA_TEST_MACHINE_H

#include "fsm.h"

#define NOW	(100 * 1000000000ull)	/* when it starts */

extern struct hka_fsm_config cfg;
extern struct hka_fsm fsm;

u32 event(u8 type, u64 now);
u32 advert(u64 now, u8 priority, int cmp, u32 interval_us);
u32 change(u64 now, const struct hka_fsm_config *to);
void backup(u8 priority);	/* a BACKUP that was started at NOW */
void master(u8 priority);	/* a MASTER whose first advert went out at NOW */

#endif /* _HKA_TEST_MACHINE_H */
