// SPDX-License-Identifier: GPL-2.0
/*
 * What a sync group decides (sync.h). Owns nothing.
 */
#include "sync.h"

#define RIVAL_COUNT	3	/* adverts a rival may miss and still be one */

void hka_sync_init(struct hka_sync *sync)
{
	sync->doubt_since = HKA_NEVER;
	sync->doubt_at = 0;
}

void hka_sync_add(struct hka_sync_sum *sum, struct hka_sync_member m)
{
	bool master = m.state == HKA_STATE_MASTER;
	bool backup = m.state == HKA_STATE_BACKUP;

	sum->n++;
	sum->masters += master;
	sum->wanting += master || (backup && m.wants);
	sum->held += m.state == HKA_STATE_FAULT && !m.broken;
	sum->running += (backup || master) && !m.broken;
	sum->handing += master && m.handing;
	sum->ceded += master && m.ceded;
	if (m.joining) {
		sum->joining_broken += m.broken;
		sum->joining_ready += backup && !m.broken;
		return;
	}
	sum->broken += m.broken;
	sum->waiting += !master && !m.broken;
}

enum hka_sync_verdict hka_sync_decide(const struct hka_sync_sum *sum)
{
	/* Who joins a MASTER does not stop it: neither by being new nor by being broken. */
	if (sum->broken || (sum->joining_broken && !sum->masters))
		return sum->running ? HKA_SYNC_FAULT : HKA_SYNC_STAY;
	if (sum->masters && (sum->waiting || sum->ceded == sum->masters))
		return HKA_SYNC_RETREAT;
	if (sum->handing && sum->began)
		return HKA_SYNC_HANDOVER;
	if (sum->handing && sum->handing < sum->masters)
		return HKA_SYNC_KEEP;
	/* Not while the others go. */
	if (sum->handing)
		return HKA_SYNC_STAY;
	if (sum->masters && sum->joining_ready)
		return HKA_SYNC_CLAIM;
	if (!sum->masters && sum->n && sum->wanting == sum->n)
		return HKA_SYNC_CLAIM;

	return sum->held ? HKA_SYNC_RESUME : HKA_SYNC_STAY;
}

u8 hka_sync_state(const struct hka_sync_sum *sum)
{
	if (sum->broken || (sum->joining_broken && !sum->masters))
		return HKA_STATE_FAULT;
	if (!sum->n)
		return HKA_STATE_INIT;
	if (sum->masters)
		return HKA_STATE_MASTER;

	return sum->running == sum->n ? HKA_STATE_BACKUP : HKA_STATE_INIT;
}

u8 hka_sync_event(enum hka_sync_verdict verdict, struct hka_sync_member m)
{
	bool master = m.state == HKA_STATE_MASTER;
	bool backup = m.state == HKA_STATE_BACKUP;

	switch (verdict) {
	case HKA_SYNC_FAULT:
		return (master || backup) && !m.broken ? HKA_EV_FAULT : __HKA_EV_MAX;
	case HKA_SYNC_RETREAT:
		return master ? HKA_EV_RETREAT : __HKA_EV_MAX;
	case HKA_SYNC_CLAIM:
		return backup && !m.broken ? HKA_EV_CLAIM : __HKA_EV_MAX;
	case HKA_SYNC_HANDOVER:
		return master ? HKA_EV_HANDOVER : __HKA_EV_MAX;
	case HKA_SYNC_KEEP:
		return master && m.handing ? HKA_EV_KEEP : __HKA_EV_MAX;
	default:
		return __HKA_EV_MAX;
	}
}

int hka_sync_cmp(const struct hka_sync_key *a, const struct hka_sync_key *b)
{
	u32 i;

	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	if (a->vrid != b->vrid)
		return a->vrid < b->vrid ? -1 : 1;
	for (i = 0; i < sizeof(a->addr); i++)
		if (a->addr[i] != b->addr[i])
			return a->addr[i] < b->addr[i] ? -1 : 1;

	return 0;
}

bool hka_sync_has_rival(const struct hka_fsm *fsm, u64 now)
{
	return fsm->state == HKA_STATE_MASTER && fsm->rival_at != HKA_NEVER &&
	       (now < fsm->rival_at ||
		now - fsm->rival_at < RIVAL_COUNT * 1000ull * fsm->rival_interval_us);
}

bool hka_sync_stands(struct hka_sync *sync, u32 earlier, bool decided, u64 wait_ns, u64 now)
{
	if (!earlier)
		return false;
	if (decided) {
		hka_sync_init(sync);
		return true;
	}
	/* An old doubt, of a rival that has gone since, is none. */
	if (sync->doubt_since == HKA_NEVER || now - sync->doubt_at > 2 * wait_ns)
		sync->doubt_since = now;
	sync->doubt_at = now;

	return now - sync->doubt_since < wait_ns;
}
