// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sync.c: what a sync group decides, in rows; and two hosts with a group of three
 * members each, on three networks, through every state that they can reach.
 *
 * The machines are the real ones, and what binds them is sync.c; what group.c adds, the
 * loops over the members, is written here once more. Time goes in steps of half an
 * interval. In each step any of the networks may lose what is sent, either host may
 * act first, and the adverts of its members may come in either order; in a second walk
 * members break and mend, and hosts die and come back, too; in a third what is sent may
 * arrive a step late, when the other host has changed and what it sent is under way as
 * well: adverts cross. Groups have nothing in common but the networks, of which each walk
 * goes through all that they may do: so each kind of group is walked alone, and that is
 * the same as several together.
 *
 * In every state: a host's members are MASTER together or not at all, and none is while
 * one is broken. From every state, once the networks work and nothing more happens: one
 * host becomes MASTER, in bounded time, and stays it. That is looked for in the graph of
 * all states: whatever goes on for ever is a cycle, and all states of a cycle must have
 * one MASTER, and the same one.
 */
#include <stdlib.h>

#include "fsm.h"
#include "sync.h"
#include "test.h"

#define HOSTS		2
#define MEMBERS		3
#define INTERVAL_US	100000u
#define TICK		(INTERVAL_US * NS_PER_US / 2)
#define QUANTUM		(INTERVAL_US * NS_PER_US / 256)
#define WAIT		(INTERVAL_US * NS_PER_US * 3 / 2)
#define EPOCH		(1000 * NS_PER_S)
#define STATES_BITS	22
#define STATES		(1u << STATES_BITS)
#define NEVER8		0xff
#define NEVER16		0xffff
#define FLOOD		200	/* adverts in one step */
#define FLIGHT		4	/* of one member, that are under way */

struct kind {
	const char *name;
	u8 priority[HOSTS][MEMBERS];
	u8 higher;		/* bit for each member: the first host's address is the higher */
	bool no_preempt;
	bool hand;		/* hand-overs are walked, too */
};

static const struct kind kinds[] = {
	{ "one host is better", { { 200, 200, 200 }, { 100, 100, 100 } }, 0, .hand = true },
	{ "all equal, addresses agree", { { 100, 100, 100 }, { 100, 100, 100 } }, 7, .hand = true },
	{ "all equal, addresses do not", { { 100, 100, 100 }, { 100, 100, 100 } }, 2 },
	{ "mixed priorities", { { 200, 100, 150 }, { 100, 200, 150 } }, 1, .hand = true },
	{ "the first member alone is worse", { { 50, 200, 200 }, { 100, 100, 100 } }, 0 },
	{ "mixed, without preemption", { { 200, 100, 150 }, { 100, 200, 150 } }, 4, true },
	{ "owners on both sides", { { 255, 100, 100 }, { 100, 255, 100 } }, 2 },
};

/* A member in a state that is kept; times count from now. */
struct kept_member {
	u8 flags;
	u8 heard;		/* state, broken, ceded, handed */
	u16 deadline;		/* in QUANTUM */
	u8 reply;		/* in ticks */
	u8 rival;
};

struct kept {
	struct kept_member m[HOSTS][MEMBERS];
	u8 doubt_since[HOSTS];
	u8 doubt_at[HOSTS];
	u8 flight[HOSTS][MEMBERS];	/* to that host: 2 bits each, 1 an advert, 2 a release */
};

struct host {
	struct hka_fsm fsm[MEMBERS];
	struct hka_fsm_config cfg[MEMBERS];
	bool broken[MEMBERS];
	struct hka_sync sync;
};

/* What happens in one step. */
struct step {
	u8 links;		/* bit for each network: it works */
	u8 first;		/* the host that acts first */
	bool backwards;		/* the last member first */
	bool late;		/* what is sent arrives in the next step */
	u8 act;			/* enum act */
	u8 host, member;
};

enum act { NOTHING, BREAK, MEND, DIE, BOOT, HAND };

enum mode { LOSSES, FAULTS, CROSSING, HANDOVERS };
static const char * const modes[] = { "", ", with faults", ", with adverts that cross",
				      ", with hand-overs" };

/* Orders in which one step may go: who comes first, which member, and early or late. */
#define ORDERS		8

struct packet {
	u8 to, member, priority;
};

static struct {
	const struct kind *kind;
	struct host h[HOSTS];
	u64 now;
	struct packet queue[FLOOD];
	u32 head, tail;
	bool backwards;
	/* all states */
	struct kept *states;
	u32 *table;		/* by hash: number + 1 */
	u32 (*next)[ORDERS];	/* with all networks up: what each order leads to */
	u32 orders;
	u64 all;		/* states of all walks */
	u32 n;
} w;

/* ---- a group, as group.c binds it ---- */

static void feed(u32 h, u32 m, struct hka_fsm_event *ev);

static struct hka_sync_member look(const struct host *host, u32 m)
{
	return (struct hka_sync_member) {
		.state = host->fsm[m].state,
		.wants = host->fsm[m].wants,
		.broken = host->broken[m],
		.handing = host->fsm[m].handing,
		.ceded = host->fsm[m].ceded,
	};
}

static void send(u32 h, u32 m, u8 priority)
{
	if (w.tail == FLOOD)
		test_fail(__FILE__, __LINE__, "an advert storm");
	else
		w.queue[w.tail++] = (struct packet){ .to = !h, .member = m, .priority = priority };
}

static u32 one(u32 h, u32 m, struct hka_fsm_event *ev)
{
	const struct hka_fsm *other = &w.h[!h].fsm[m];
	struct host *host = &w.h[h];
	u32 acts;

	ev->now = w.now;
	acts = hka_fsm_event(&host->fsm[m], &host->cfg[m], ev);
	/* What is handed over has been taken over. */
	if (acts & HKA_NOTE_CEDED)
		EXPECT(other->state == HKA_STATE_MASTER && !other->silent);
	if (acts & HKA_ACT_STATE && host->fsm[m].last_event == HKA_LAST_EVENT_HANDED_OVER)
		EXPECT(!(acts & HKA_ACT_RELEASE));
	if (acts & (HKA_ACT_ADVERT | HKA_ACT_REPLY | HKA_ACT_YIELD))
		send(h, m, host->cfg[m].priority);
	if (acts & HKA_ACT_RELEASE)
		send(h, m, 0);
	return acts;
}

static void settle(u32 h, bool began)
{
	struct host *host = &w.h[h];
	enum hka_sync_verdict verdict;
	struct hka_sync_sum sum;
	u32 m, masters;

	do {
		memset(&sum, 0, sizeof(sum));
		sum.began = began;
		began = false;
		for (m = 0; m < MEMBERS; m++)
			hka_sync_add(&sum, look(host, m));
		if (!sum.masters)
			hka_sync_init(&host->sync);
		verdict = hka_sync_decide(&sum);
		for (m = 0; m < MEMBERS; m++) {
			struct hka_fsm_event ev = {
				.type = hka_sync_event(verdict, look(host, m)),
				.last_event = verdict == HKA_SYNC_HANDOVER ?
					      HKA_LAST_EVENT_HANDED_OVER : HKA_LAST_EVENT_NONE,
			};

			if (verdict == HKA_SYNC_RESUME && host->fsm[m].state == HKA_STATE_FAULT)
				ev.type = HKA_EV_STARTUP;
			if (ev.type != __HKA_EV_MAX)
				one(h, m, &ev);
		}
	} while (verdict != HKA_SYNC_STAY);

	for (m = masters = 0; m < MEMBERS; m++)
		masters += host->fsm[m].state == HKA_STATE_MASTER;
	EXPECT(!masters || masters == MEMBERS);
	for (m = 0; m < MEMBERS; m++)
		EXPECT(!host->broken[m] || !masters);
}

static bool stands(u32 h, u32 m, const struct hka_fsm_event *ev)
{
	struct host *host = &w.h[h];
	bool decided = false;
	u32 i;

	if (host->fsm[m].state != HKA_STATE_MASTER ||
	    !hka_fsm_is_better(&host->cfg[m], ev->priority, ev->cmp))
		return false;
	for (i = 0; i < m; i++)
		decided |= hka_sync_has_rival(&host->fsm[i], w.now);
	return hka_sync_stands(&host->sync, m, decided, WAIT, w.now);
}

static void feed(u32 h, u32 m, struct hka_fsm_event *ev)
{
	ev->stand = ev->type == HKA_EV_ADVERT && stands(h, m, ev);
	settle(h, one(h, m, ev) & HKA_NOTE_HANDING);
}

/* ---- keeping a state ---- */

static u8 ticks_ago(u64 at, u64 limit)
{
	return at == HKA_NEVER || !at || w.now - at >= limit ? NEVER8 : (w.now - at) / TICK;
}

static u64 ticks_back(u8 ticks, u64 none)
{
	return ticks == NEVER8 ? none : w.now - ticks * TICK;
}

static struct kept keep(void)
{
	struct kept k;
	u32 h, m;

	memset(&k, 0, sizeof(k));
	for (h = 0; h < HOSTS; h++) {
		for (m = 0; m < MEMBERS; m++) {
			const struct hka_fsm *f = &w.h[h].fsm[m];

			k.m[h][m] = (struct kept_member) {
				.flags = f->wants | f->released << 1 | f->rechecked << 2 |
					 f->silent << 3 | (f->lower_since != HKA_NEVER) << 4 |
					 f->hold << 5 | (f->handing != 0) << 7,
				.heard = f->state | w.h[h].broken[m] << 4 | f->ceded << 5 |
					 f->handed << 6,
				.deadline = f->deadline == HKA_NEVER ? NEVER16 :
					    f->deadline <= w.now ? 0 :
					    (f->deadline - w.now + QUANTUM - 1) / QUANTUM,
				.reply = f->state == HKA_STATE_MASTER ?
					 ticks_ago(f->last_reply, TICK) : NEVER8,
				.rival = ticks_ago(f->rival_at, 6 * TICK),
			};
		}
		k.doubt_since[h] = NEVER8;
		k.doubt_at[h] = NEVER8;
		if (w.h[h].sync.doubt_since != HKA_NEVER &&
		    w.now - w.h[h].sync.doubt_at <= 2 * WAIT) {
			k.doubt_since[h] = ticks_ago(w.h[h].sync.doubt_since, 100 * TICK);
			k.doubt_at[h] = ticks_ago(w.h[h].sync.doubt_at, 100 * TICK);
		}
	}
	for (; w.head < w.tail; w.head++) {
		const struct packet *p = &w.queue[w.head];
		u8 *flight = &k.flight[p->to][p->member];

		if (*flight >> 2 * (FLIGHT - 1))
			test_fail(__FILE__, __LINE__, "too many adverts under way");
		*flight = *flight << 2 | (p->priority ? 1 : 2);
	}
	return k;
}

static void restore(const struct kept *k)
{
	u32 h, m;

	w.now = EPOCH;
	w.head = w.tail = 0;
	for (h = 0; h < HOSTS; h++) {
		for (m = 0; m < MEMBERS; m++) {
			const struct kept_member *from = &k->m[h][m];
			struct hka_fsm *f = &w.h[h].fsm[m];

			hka_fsm_init(f, &w.h[h].cfg[m], w.now);
			f->state = from->heard & 15;
			w.h[h].broken[m] = from->heard >> 4 & 1;
			f->ceded = from->heard >> 5 & 1;
			f->handed = from->heard >> 6 & 1;
			f->handing = from->flags >> 7 ? HKA_LAST_EVENT_HANDED_OVER : 0;
			f->wants = from->flags & 1;
			f->released = from->flags >> 1 & 1;
			f->rechecked = from->flags >> 2 & 1;
			f->silent = from->flags >> 3 & 1;
			f->lower_since = from->flags >> 4 & 1 ? w.now : HKA_NEVER;
			f->hold = from->flags >> 5 & 3;
			f->deadline = from->deadline == NEVER16 ? HKA_NEVER :
				      w.now + from->deadline * QUANTUM;
			f->last_reply = ticks_back(from->reply, 0);
			f->rival_at = ticks_back(from->rival, HKA_NEVER);
			f->rival_interval_us = INTERVAL_US;
			f->want_event = HKA_LAST_EVENT_MASTER_TIMEOUT;
			f->want_reason = HKA_MASTER_REASON_NO_RESPONSE;
		}
		w.h[h].sync.doubt_since = ticks_back(k->doubt_since[h], HKA_NEVER);
		w.h[h].sync.doubt_at = ticks_back(k->doubt_at[h], 0);
	}
}

/* What was under way: to the host that comes first, the member that does, oldest first. */
static void restore_flight(const struct kept *k, const struct step *s)
{
	u32 i, j;
	int n;

	for (i = 0; i < HOSTS; i++)
		for (j = 0; j < MEMBERS; j++) {
			u32 h = i ^ s->first, m = s->backwards ? MEMBERS - 1 - j : j;

			for (n = FLIGHT - 1; n >= 0; n--) {
				u8 what = k->flight[h][m] >> 2 * n & 3;

				if (what)
					send(!h, m, what == 1 ? w.h[!h].cfg[m].priority : 0);
			}
		}
}

static u32 hash(const struct kept *k)
{
	const u8 *b = (const u8 *)k;
	u32 h = 2166136261u, i;

	for (i = 0; i < sizeof(*k); i++)
		h = (h ^ b[i]) * 16777619u;
	return (h ^ h >> 15) & (2 * STATES - 1);
}

/* Return: its number; a new one is to be walked from. */
static u32 number(const struct kept *k)
{
	u32 at = hash(k);

	while (w.table[at]) {
		if (!memcmp(&w.states[w.table[at] - 1], k, sizeof(*k)))
			return w.table[at] - 1;
		at = (at + 1) & (2 * STATES - 1);
	}
	if (w.n == STATES) {
		test_fail(__FILE__, __LINE__, "more states than there is room for");
		return 0;
	}
	w.states[w.n] = *k;
	w.table[at] = ++w.n;
	return w.n - 1;
}

/* ---- a step ---- */

static void act(const struct step *s)
{
	struct host *host = &w.h[s->host];
	struct hka_fsm_event ev = { .type = HKA_EV_SHUTDOWN };
	bool held = false;
	u32 m;

	switch (s->act) {
	case BREAK:
		host->broken[s->member] = true;
		ev.type = HKA_EV_FAULT;
		feed(s->host, s->member, &ev);
		break;
	case MEND:
		host->broken[s->member] = false;
		for (m = 0; m < MEMBERS; m++)
			held |= host->broken[m];
		ev.type = held ? HKA_EV_FAULT : HKA_EV_STARTUP;
		feed(s->host, s->member, &ev);
		break;
	case HAND:
		ev.type = HKA_EV_HANDOVER;
		feed(s->host, s->member, &ev);
		break;
	case DIE:	/* silently */
		for (m = 0; m < MEMBERS; m++) {
			hka_fsm_init(&host->fsm[m], &host->cfg[m], w.now);
			host->broken[m] = false;
		}
		hka_sync_init(&host->sync);
		break;
	case BOOT:
		for (m = 0; m < MEMBERS; m++) {
			ev.type = HKA_EV_STARTUP;
			feed(s->host, m, &ev);
		}
		break;
	}
}

static void deliver(u8 links, u32 end)
{
	while (w.head < end) {
		struct packet p = w.queue[w.head++];
		bool higher = w.kind->higher >> p.member & 1;	/* the first host's */
		struct hka_fsm_event ev = {
			.type = HKA_EV_ADVERT,
			.priority = p.priority,
			.cmp = (p.to == 0) == higher ? -1 : 1,
			.interval_us = INTERVAL_US,
		};
		u8 state = w.h[p.to].fsm[p.member].state;

		if (links >> p.member & 1 &&
		    (state == HKA_STATE_BACKUP || state == HKA_STATE_MASTER))
			feed(p.to, p.member, &ev);
	}
}

/* What has been sent over a network that does not work is not under way. */
static void lose(u8 links)
{
	u32 i, n = w.head;

	for (i = w.head; i < w.tail; i++)
		if (links >> w.queue[i].member & 1)
			w.queue[n++] = w.queue[i];
	w.tail = n;
}

static void settle_queue(const struct step *s)
{
	while (!s->late && w.head < w.tail)
		deliver(s->links, w.tail);
}

static u32 take(u32 from, const struct step *s)
{
	struct kept k = w.states[from];
	u32 i, j;

	restore(&k);
	w.now += TICK;
	restore_flight(&k, s);
	deliver(7, w.tail);
	act(s);
	for (i = 0; i < HOSTS; i++) {
		u32 h = i ^ s->first;

		for (j = 0; j < MEMBERS; j++) {
			u32 m = s->backwards ? MEMBERS - 1 - j : j;
			struct hka_fsm_event ev = { .type = HKA_EV_TIMER };

			if (w.now >= w.h[h].fsm[m].deadline)
				feed(h, m, &ev);
		}
		settle_queue(s);
	}
	lose(s->links);
	k = keep();
	return number(&k);
}

static bool is_master(const struct kept *k, u32 h)
{
	return (k->m[h][0].heard & 15) == HKA_STATE_MASTER;
}

/* Return: 0, 1: the only MASTER; HOSTS: none or two. */
static u32 the_master(u32 state)
{
	const struct kept *k = &w.states[state];

	if (is_master(k, 0) == is_master(k, 1))
		return HOSTS;
	return is_master(k, 0) ? 0 : 1;
}

static bool can_run(const struct kept *k, u32 h)
{
	u32 m;

	for (m = 0; m < MEMBERS; m++)
		if ((k->m[h][m].heard & 15) == HKA_STATE_INIT || k->m[h][m].heard >> 4 & 1)
			return false;
	return true;
}

static bool hands_over(const struct kept *k)
{
	return (k->m[0][0].flags | k->m[1][0].flags) >> 7;
}

static void walk_from(u32 from, enum mode mode)
{
	struct step s = { 0 };
	u32 order, m, h;

	for (order = 0; order < w.orders; order++) {
		s = (struct step){
			.first = order & 1, .backwards = order >> 1 & 1, .late = order >> 2,
		};
		for (s.links = 0; s.links < 8; s.links++) {
			/* With faults, and where adverts cross, all networks work, or none does. */
			if ((mode == FAULTS || mode == CROSSING) && s.links && s.links != 7)
				continue;
			/* While something is handed over anything may be lost, else nothing. */
			if (mode == HANDOVERS && s.links != 7 && !hands_over(&w.states[from]))
				continue;
			if (s.links == 7)
				w.next[from][order] = take(from, &s);
			else
				take(from, &s);
		}
		/* What is lost may be the very priority 0. */
		for (h = 0; h < HOSTS && mode == HANDOVERS; h++)
			for (s.links = 0; s.links < 8 && !order; s.links++) {
				s.act = HAND;
				s.host = h;
				s.member = h;
				if (the_master(from) == h)
					take(from, &s);
			}
		if (mode != FAULTS)
			continue;
		s.links = 7;
		for (h = 0; h < HOSTS; h++) {
			bool dead = (w.states[from].m[h][0].heard & 15) == HKA_STATE_INIT;

			s.host = h;
			s.member = 0;
			s.act = dead ? BOOT : DIE;
			take(from, &s);
			for (m = 0; m < MEMBERS && !dead; m++) {
				s.member = m;
				s.act = w.states[from].m[h][m].heard >> 4 & 1 ? MEND : BREAK;
				take(from, &s);
			}
		}
	}
}

/*
 * Tarjan: the cycles of the graph in which all networks work and nothing happens. All
 * states of a cycle must have one MASTER, and the same. Return: the longest way that
 * passes through no cycle, in ticks: so long it can take to settle.
 */
static u32 settle_all(void)
{
	u32 *index = calloc(w.n, sizeof(*index)), *low = calloc(w.n, sizeof(*low));
	u32 *path = malloc(w.n * sizeof(*path)), *open = malloc(w.n * sizeof(*open));
	u16 *depth = calloc(w.n, sizeof(*depth));
	u8 *at = calloc(w.n, 1), *done = calloc(w.n, 1);
	u32 s, n, from, top = 0, opened = 0, count = 0, longest = 0;

	for (s = 1; s < w.n; s++) {
		if (index[s])
			continue;
		path[top++] = s;
		while (top) {
			bool cycle;
			u32 i;

			from = path[top - 1];
			if (!index[from]) {
				index[from] = low[from] = ++count;
				open[opened++] = from;
			}
			if (at[from] < w.orders) {
				n = w.next[from][at[from]++];
				if (!index[n])
					path[top++] = n;
				else if (!done[n] && index[n] < low[from])
					low[from] = index[n];
				continue;
			}
			/* All that it leads to has been seen. */
			for (i = 0; i < w.orders; i++) {
				n = w.next[from][i];
				if (!done[n] && low[n] < low[from])
					low[from] = low[n];
				if (done[n] && depth[n] + 1 > depth[from])
					depth[from] = depth[n] + 1;
			}
			top--;
			if (low[from] != index[from])
				continue;
			cycle = open[opened - 1] != from;
			for (i = 0; i < w.orders; i++)
				cycle |= w.next[from][i] == from;
			if (cycle)
				depth[from] = 0;
			do {
				n = open[--opened];
				done[n] = 1;
				if (!cycle || !(can_run(&w.states[n], 0) || can_run(&w.states[n], 1)))
					continue;
				depth[n] = 0;
				if (the_master(n) == HOSTS || the_master(n) != the_master(from))
					test_fail(__FILE__, __LINE__, "state %u never settles", n);
			} while (n != from);
			if (depth[from] > longest)
				longest = depth[from];
		}
	}
	free(index);
	free(low);
	free(path);
	free(open);
	free(depth);
	free(at);
	free(done);
	return longest;
}

static void walk(const struct kind *kind, enum mode mode)
{
	struct step boot = { .act = BOOT, .links = 7 };
	struct kept k;
	u32 h, m, s;

	test_begin(mode == HANDOVERS ? "EX-12 EX-13" : "EX-13", "%s%s", kind->name, modes[mode]);
	w.kind = kind;
	w.n = 0;
	w.orders = mode == CROSSING ? ORDERS : ORDERS / 2;
	w.head = w.tail = 0;
	memset(w.table, 0, 2 * STATES * sizeof(*w.table));
	w.now = EPOCH;
	for (h = 0; h < HOSTS; h++) {
		hka_sync_init(&w.h[h].sync);
		for (m = 0; m < MEMBERS; m++) {
			w.h[h].broken[m] = false;
			w.h[h].cfg[m] = (struct hka_fsm_config) {
				.bound = HKA_BOUND_SYNC, .version = 3, .down_count = 1,
				.priority = kind->priority[h][m], .preempt = !kind->no_preempt,
				.reply_lower = true, .yield_advert = true,
				.interval_us = INTERVAL_US,
			};
			hka_fsm_init(&w.h[h].fsm[m], &w.h[h].cfg[m], w.now);
		}
	}
	k = keep();
	s = number(&k);
	s = take(s, &boot);
	boot.host = 1;
	take(s, &boot);
	for (s = 1; s < w.n && w.n < STATES; s++)
		walk_from(s, mode);
	/* The first has not been booted. */
	for (m = 0; m < w.orders; m++)
		w.next[0][m] = 0;
	s = settle_all();
	EXPECT(w.n > 100);
	/* A down interval, two elections by a doubt each, and what the steps round up. */
	EXPECT(s <= 20);
	w.all += w.n;
	if (getenv("HKA_TEST_VERBOSE"))
		fprintf(stderr, "  %s%s: %u states, settled within %u half intervals\n", kind->name,
		       modes[mode], w.n, s);
	test_end();
}

/* ---- rows ---- */

static void verdicts(void)
{
	enum { I = HKA_STATE_INIT, B = HKA_STATE_BACKUP, M = HKA_STATE_MASTER,
	       F = HKA_STATE_FAULT };
	static const struct {
		struct hka_sync_member m[3];
		enum hka_sync_verdict want;
		u8 state;
		bool began;
	} rows[] = {
		{ { { B }, { B }, { B } }, HKA_SYNC_STAY, B },
		{ { { B, true }, { B, true }, { B } }, HKA_SYNC_STAY, B },
		{ { { B, true }, { B, true }, { B, true } }, HKA_SYNC_CLAIM, B },
		{ { { B, true }, { B, true }, { I } }, HKA_SYNC_STAY, I },
		{ { { M }, { M }, { M } }, HKA_SYNC_STAY, M },
		{ { { M }, { M }, { B } }, HKA_SYNC_RETREAT, M },
		{ { { M }, { B, true }, { M } }, HKA_SYNC_RETREAT, M },
		{ { { M }, { M }, { I } }, HKA_SYNC_RETREAT, M },
		{ { { M }, { M }, { F, false, true } }, HKA_SYNC_FAULT, F },
		{ { { B, true }, { B, true }, { F, false, true } }, HKA_SYNC_FAULT, F },
		{ { { F }, { F }, { F, false, true } }, HKA_SYNC_STAY, F },
		{ { { F }, { F }, { F } }, HKA_SYNC_RESUME, I },
		{ { { F }, { B }, { B } }, HKA_SYNC_RESUME, I },
		/* who joins a MASTER neither stops nor holds it */
		{ { { M }, { M }, { I, false, false, true } }, HKA_SYNC_STAY, M },
		{ { { M }, { M }, { F, false, true, true } }, HKA_SYNC_STAY, M },
		{ { { M }, { M }, { B, false, false, true } }, HKA_SYNC_CLAIM, M },
		{ { { M }, { B }, { B, false, false, true } }, HKA_SYNC_RETREAT, M },
		{ { { B }, { B }, { F, false, true, true } }, HKA_SYNC_FAULT, F },
		/* hand-over: all begin, all are heard, or all go on */
		{ { { M, .handing = true }, { M }, { M } }, HKA_SYNC_HANDOVER, M, true },
		{ { { M, .handing = true }, { M }, { M } }, HKA_SYNC_KEEP, M },
		{ { { M, .handing = true }, { M, .handing = true }, { M, .handing = true } },
		  HKA_SYNC_STAY, M },
		{ { { M, .handing = true, .ceded = true }, { M, .handing = true },
		    { M, .handing = true, .ceded = true } }, HKA_SYNC_STAY, M },
		{ { { M, .handing = true, .ceded = true }, { M, .handing = true, .ceded = true },
		    { M, .handing = true, .ceded = true } }, HKA_SYNC_RETREAT, M },
		{ { { M, .handing = true, .ceded = true }, { M, .handing = true },
		    { B } }, HKA_SYNC_RETREAT, M },
		{ { { M, .handing = true }, { M, .handing = true },
		    { F, .broken = true } }, HKA_SYNC_FAULT, F },
		{ { { M, .handing = true }, { M, .handing = true },
		    { B, .joining = true } }, HKA_SYNC_STAY, M },
	};
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct hka_sync_sum sum = { .began = rows[i].began };

		test_begin("EX-12 EX-13", "verdict, row %u", i);
		for (j = 0; j < 3; j++)
			hka_sync_add(&sum, rows[i].m[j]);
		EXPECT_EQ(hka_sync_decide(&sum), rows[i].want);
		EXPECT_EQ(hka_sync_state(&sum), rows[i].state);
		test_end();
	}
}

static void order(void)
{
	static const struct hka_sync_key keys[] = {
		{ 4, 1, { 10 } }, { 4, 1, { 10, 1 } }, { 4, 1, { 11 } }, { 4, 2, { 1 } },
		{ 6, 1, { 0 } },
	};
	u32 i, j;

	test_begin("EX-13", "who comes first");
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		for (j = 0; j < ARRAY_SIZE(keys); j++)
			EXPECT((hka_sync_cmp(&keys[i], &keys[j]) > 0) == (i > j) &&
			       (hka_sync_cmp(&keys[i], &keys[j]) < 0) == (i < j));
	test_end();
}

void test_sync(void)
{
	u32 i;

	verdicts();
	order();
	w.states = malloc(STATES * sizeof(*w.states));
	w.table = malloc(2 * STATES * sizeof(*w.table));
	w.next = malloc(STATES * sizeof(*w.next));
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		walk(&kinds[i], LOSSES);
		walk(&kinds[i], FAULTS);
		walk(&kinds[i], CROSSING);
		if (kinds[i].hand)
			walk(&kinds[i], HANDOVERS);
	}
	printf("(%llu states) ", (unsigned long long)w.all);
	free(w.states);
	free(w.table);
	free(w.next);
}
