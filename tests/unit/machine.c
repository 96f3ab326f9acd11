// SPDX-License-Identifier: GPL-2.0-or-later
/* The machine of machine.h. */
#include "machine.h"
#include "test.h"

struct hka_fsm_config cfg;
struct hka_fsm fsm;

u32 event(u8 type, u64 now)
{
	struct hka_fsm_event ev = { .type = type, .now = now };

	return hka_fsm_event(&fsm, &cfg, &ev);
}

u32 advert(u64 now, u8 priority, int cmp, u32 interval_us)
{
	struct hka_fsm_event ev = {
		.type = HKA_EV_ADVERT, .now = now, .priority = priority, .cmp = cmp,
		.interval_us = interval_us,
	};

	return hka_fsm_event(&fsm, &cfg, &ev);
}

u32 change(u64 now, const struct hka_fsm_config *to)
{
	struct hka_fsm_config old = cfg;
	struct hka_fsm_event ev = { .type = HKA_EV_CONFIG, .now = now, .old = &old };

	cfg = *to;

	return hka_fsm_event(&fsm, &cfg, &ev);
}

void backup(u8 priority)
{
	cfg = (struct hka_fsm_config){
		.version = 3, .priority = priority, .down_count = 3, .preempt = true,
		.reply_lower = true, .interval_us = 1000000,
	};
	hka_fsm_init(&fsm, &cfg, NOW);
	event(HKA_EV_STARTUP, NOW);
}

void master(u8 priority)
{
	backup(priority);
	hka_fsm_init(&fsm, &cfg, NOW);
	event(HKA_EV_STARTUP, NOW - hka_fsm_down_ns(&cfg, cfg.interval_us));
	if (fsm.state == HKA_STATE_MASTER)	/* the owner is at once */
		fsm.deadline = NOW + NS_PER_S;
	else
		event(HKA_EV_TIMER, NOW);
	EXPECT_EQ(fsm.state, HKA_STATE_MASTER);
	EXPECT_EQ(fsm.deadline, NOW + NS_PER_S);
}
