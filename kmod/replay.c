// SPDX-License-Identifier: GPL-2.0
/*
 * The sequence of authenticated adverts (replay.h). Owns nothing; knows no clock but
 * the one it is given.
 */
#include "replay.h"

#define NS_PER_SEC	1000000000u

u64 hka_replay_clock(u64 realtime_ns)
{
	u64 sec = hka_div64(realtime_ns, NS_PER_SEC);
	u64 frac = hka_div64((realtime_ns - sec * NS_PER_SEC) << 16, NS_PER_SEC);

	return sec << 32 | frac << 16;
}

static bool after(u64 a, u64 b)
{
	return (s64)(a - b) > 0;
}

static s32 seconds_between(u64 a, u64 b)
{
	return (s32)((u32)(a >> 32) - (u32)(b >> 32));
}

static bool within(s32 seconds, u32 window)
{
	return seconds <= (s32)window && seconds >= -(s32)window;
}

u64 hka_replay_next(struct hka_replay *r, u64 clock, u32 window)
{
	/*
	 * A clock that was set back strands the sequence where no receiver with a window takes
	 * it: start again from the clock. Without a window growth is all there is.
	 */
	if (!r->sent || after(clock, r->sent) ||
	    (window && seconds_between(r->sent, clock) > (s32)window))
		r->sent = clock;
	else
		r->sent++;

	return r->sent;
}

s32 hka_replay_skew(u64 seq, u64 clock)
{
	return seconds_between(clock, seq);
}

bool hka_replay_fresh(u64 seq, u64 clock, u32 window)
{
	return !window || within(hka_replay_skew(seq, clock), window);
}

bool hka_replay_accept(struct hka_mark *mark, u64 seq, u64 clock, u32 window)
{
	/* A mark outside the window guards against nothing, but keeps out a clock set right. */
	if (!hka_replay_fresh(mark->seq, clock, window))
		mark->valid = false;
	if (mark->valid && !after(seq, mark->seq))
		return false;
	mark->seq = seq;
	mark->valid = true;

	return true;
}

bool hka_replay_believe(struct hka_replay *r, const struct hka_addr *addr, u64 seq, u64 clock,
			u32 window)
{
	struct hka_mark mark = r->forgotten;
	u32 i, at = 0;

	for (i = 0; i < HKA_REPLAY_SENDERS; i++) {
		if (r->sender[i].used && !memcmp(&r->sender[i].addr, addr, sizeof(*addr))) {
			at = i;
			mark = r->sender[i].mark;
			break;
		}
		if (r->sender[i].used < r->sender[at].used)
			at = i;
	}
	if (!hka_replay_accept(&mark, seq, clock, window))
		return false;
	/* Somebody gives way. */
	if (i == HKA_REPLAY_SENDERS && r->sender[at].used &&
	    (!r->forgotten.valid || after(r->sender[at].mark.seq, r->forgotten.seq)))
		r->forgotten = r->sender[at].mark;
	r->clock++;
	if (!r->clock)
		r->clock = 1;
	r->sender[at].addr = *addr;
	r->sender[at].mark = mark;
	r->sender[at].used = r->clock;

	return true;
}
