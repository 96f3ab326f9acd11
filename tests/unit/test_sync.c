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
 * well: adverts cross.
 *
 * Three groups on these hosts have nothing in common but the networks and what befalls a
 * host or a link, and each kind of group is walked alone through all that these may do.
 * That this is the same as several together is looked at in one more walk, of three groups
 * of different kinds, whose members are on the networks in turn and act in turn: through
 * every state of the three that can be reached when they share orders, losses and faults.
 * There each step of each group is taken with the machines of all three in one world, and
 * must lead to where it leads alone; states of the three that differ in nothing but the
 * others' states share that. HKA_TEST_FULL=1 takes every step so, in minutes.
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
#define GROUPS		3
#define MEMBERS		3
#define INTERVAL_US	100000u
#define TICK		(INTERVAL_US * NS_PER_US / 2)
#define QUANTUM		(INTERVAL_US * NS_PER_US / 256)
#define WAIT		(INTERVAL_US * NS_PER_US * 3 / 2)
#define EPOCH		(1000 * NS_PER_S)
#define STATES		(1u << 22)
#define GROUP_STATES	(1u << 17)	/* of one of three */
#define NEVER8		0xff
#define NEVER16		0xffff
#define FLOOD		200	/* adverts in one step, of a group */
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
	u8 host, network;
};

enum act { NOTHING, BREAK, MEND, DIE, BOOT, HAND };

enum mode { LOSSES, FAULTS, CROSSING, HANDOVERS };
static const char * const modes[] = { "", ", with faults", ", with adverts that cross",
				      ", with hand-overs" };

/* Orders in which one step may go: who comes first, which member, and early or late. */
#define ORDERS		8
#define CHOICES		48	/* for a step, at most */

/* All states of a group that were found. */
struct space {
	struct kept *states;
	u32 *table;		/* by hash: number + 1 */
	u32 (*next)[ORDERS];	/* with all networks up: what each order leads to */
	u32 size;		/* a power of two */
	u32 n;
};

/* A group of three members on two hosts. Its member m is on network (m + shift) % 3. */
struct group {
	const struct kind *kind;
	struct host h[HOSTS];
	u32 shift;
	struct space s;
};

struct packet {
	struct group *g;
	u8 to, member, priority;
};

static struct {
	struct group g[GROUPS];
	u64 now;
	struct packet queue[GROUPS * FLOOD];
	u32 head, tail;
	u32 orders;
	u64 all;		/* states of all walks */
} w;

static u32 network(const struct group *g, u32 member)
{
	return (member + g->shift) % MEMBERS;
}

static u32 member_on(const struct group *g, u32 network)
{
	return (network + MEMBERS - g->shift) % MEMBERS;
}

/* ---- a group, as group.c binds it ---- */

static void feed(struct group *g, u32 h, u32 m, struct hka_fsm_event *ev);

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

static void send(struct group *g, u32 h, u32 m, u8 priority)
{
	if (w.tail == GROUPS * FLOOD)
		test_fail(__FILE__, __LINE__, "an advert storm");
	else
		w.queue[w.tail++] = (struct packet){ .g = g, .to = !h, .member = m,
						      .priority = priority };
}

static u32 one(struct group *g, u32 h, u32 m, struct hka_fsm_event *ev)
{
	const struct hka_fsm *other = &g->h[!h].fsm[m];
	struct host *host = &g->h[h];
	u32 acts;

	ev->now = w.now;
	acts = hka_fsm_event(&host->fsm[m], &host->cfg[m], ev);
	/* What is handed over has been taken over. */
	if (acts & HKA_NOTE_CEDED)
		EXPECT(other->state == HKA_STATE_MASTER && !other->silent);
	if (acts & HKA_ACT_STATE && host->fsm[m].last_event == HKA_LAST_EVENT_HANDED_OVER)
		EXPECT(!(acts & HKA_ACT_RELEASE));
	if (acts & (HKA_ACT_ADVERT | HKA_ACT_REPLY | HKA_ACT_YIELD))
		send(g, h, m, host->cfg[m].priority);
	if (acts & HKA_ACT_RELEASE)
		send(g, h, m, 0);
	return acts;
}

static void settle(struct group *g, u32 h, bool began)
{
	struct host *host = &g->h[h];
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
				one(g, h, m, &ev);
		}
	} while (verdict != HKA_SYNC_STAY);

	for (m = masters = 0; m < MEMBERS; m++)
		masters += host->fsm[m].state == HKA_STATE_MASTER;
	EXPECT(!masters || masters == MEMBERS);
	for (m = 0; m < MEMBERS; m++)
		EXPECT(!host->broken[m] || !masters);
}

static bool stands(struct group *g, u32 h, u32 m, const struct hka_fsm_event *ev)
{
	struct host *host = &g->h[h];
	bool decided = false;
	u32 i;

	if (host->fsm[m].state != HKA_STATE_MASTER ||
	    !hka_fsm_is_better(&host->cfg[m], ev->priority, ev->cmp))
		return false;
	for (i = 0; i < m; i++)
		decided |= hka_sync_has_rival(&host->fsm[i], w.now);
	return hka_sync_stands(&host->sync, m, decided, WAIT, w.now);
}

static void feed(struct group *g, u32 h, u32 m, struct hka_fsm_event *ev)
{
	ev->stand = ev->type == HKA_EV_ADVERT && stands(g, h, m, ev);
	settle(g, h, one(g, h, m, ev) & HKA_NOTE_HANDING);
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

static struct kept keep(const struct group *g)
{
	struct kept k;
	u32 h, m, i;

	memset(&k, 0, sizeof(k));
	for (h = 0; h < HOSTS; h++) {
		for (m = 0; m < MEMBERS; m++) {
			const struct hka_fsm *f = &g->h[h].fsm[m];

			k.m[h][m] = (struct kept_member) {
				.flags = f->wants | f->released << 1 | f->rechecked << 2 |
					 f->silent << 3 | (f->lower_since != HKA_NEVER) << 4 |
					 f->hold << 5 | (f->handing != 0) << 7,
				.heard = f->state | g->h[h].broken[m] << 4 | f->ceded << 5 |
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
		if (g->h[h].sync.doubt_since != HKA_NEVER &&
		    w.now - g->h[h].sync.doubt_at <= 2 * WAIT) {
			k.doubt_since[h] = ticks_ago(g->h[h].sync.doubt_since, 100 * TICK);
			k.doubt_at[h] = ticks_ago(g->h[h].sync.doubt_at, 100 * TICK);
		}
	}
	for (i = w.head; i < w.tail; i++) {
		const struct packet *p = &w.queue[i];
		u8 *flight = &k.flight[p->to][p->member];

		if (p->g != g)
			continue;
		if (*flight >> 2 * (FLIGHT - 1))
			test_fail(__FILE__, __LINE__, "too many adverts under way");
		*flight = *flight << 2 | (p->priority ? 1 : 2);
	}
	return k;
}

/* The queue is empty, and it is EPOCH. */
static void begin(void)
{
	w.now = EPOCH;
	w.head = w.tail = 0;
}

static void restore(struct group *g, const struct kept *k)
{
	u32 h, m;

	for (h = 0; h < HOSTS; h++) {
		for (m = 0; m < MEMBERS; m++) {
			const struct kept_member *from = &k->m[h][m];
			struct hka_fsm *f = &g->h[h].fsm[m];

			hka_fsm_init(f, &g->h[h].cfg[m], w.now);
			f->state = from->heard & 15;
			g->h[h].broken[m] = from->heard >> 4 & 1;
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
		g->h[h].sync.doubt_since = ticks_back(k->doubt_since[h], HKA_NEVER);
		g->h[h].sync.doubt_at = ticks_back(k->doubt_at[h], 0);
	}
}

/* What was under way: to the host that comes first, the member that does, oldest first. */
static void restore_flight(struct group *g, const struct kept *k, const struct step *s)
{
	u32 i, j;
	int n;

	for (i = 0; i < HOSTS; i++)
		for (j = 0; j < MEMBERS; j++) {
			u32 h = i ^ s->first, m = s->backwards ? MEMBERS - 1 - j : j;

			for (n = FLIGHT - 1; n >= 0; n--) {
				u8 what = k->flight[h][m] >> 2 * n & 3;

				if (what)
					send(g, !h, m, what == 1 ? g->h[!h].cfg[m].priority : 0);
			}
		}
}

static u32 hash(const struct kept *k)
{
	const u8 *b = (const u8 *)k;
	u32 h = 2166136261u, i;

	for (i = 0; i < sizeof(*k); i++)
		h = (h ^ b[i]) * 16777619u;
	return h ^ h >> 15;
}

/* Return: its number; a new one is to be walked from. */
static u32 number(struct space *s, const struct kept *k)
{
	u32 mask = 2 * s->size - 1, at = hash(k) & mask;

	while (s->table[at]) {
		if (!memcmp(&s->states[s->table[at] - 1], k, sizeof(*k)))
			return s->table[at] - 1;
		at = (at + 1) & mask;
	}
	if (s->n == s->size) {
		test_fail(__FILE__, __LINE__, "more states than there is room for");
		return 0;
	}
	s->states[s->n] = *k;
	s->table[at] = ++s->n;
	return s->n - 1;
}

static void space_new(struct space *s, u32 size)
{
	s->size = size;
	s->n = 0;
	s->states = malloc(size * sizeof(*s->states));
	s->table = calloc(2 * size, sizeof(*s->table));
	s->next = malloc(size * sizeof(*s->next));
}

static void space_free(struct space *s)
{
	free(s->states);
	free(s->table);
	free(s->next);
}

/* ---- a step ---- */

static void act(struct group *g, const struct step *s)
{
	struct host *host = &g->h[s->host];
	struct hka_fsm_event ev = { .type = HKA_EV_SHUTDOWN };
	u32 m, member = member_on(g, s->network);
	bool held = false;

	switch (s->act) {
	case BREAK:
		host->broken[member] = true;
		ev.type = HKA_EV_FAULT;
		feed(g, s->host, member, &ev);
		break;
	case MEND:
		host->broken[member] = false;
		for (m = 0; m < MEMBERS; m++)
			held |= host->broken[m];
		ev.type = held ? HKA_EV_FAULT : HKA_EV_STARTUP;
		feed(g, s->host, member, &ev);
		break;
	case HAND:
		ev.type = HKA_EV_HANDOVER;
		feed(g, s->host, member, &ev);
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
			feed(g, s->host, m, &ev);
		}
		break;
	}
}

static void deliver(u8 links, u32 end)
{
	while (w.head < end) {
		struct packet p = w.queue[w.head++];
		struct group *g = p.g;
		bool higher = g->kind->higher >> p.member & 1;	/* the first host's */
		struct hka_fsm_event ev = {
			.type = HKA_EV_ADVERT,
			.priority = p.priority,
			.cmp = (p.to == 0) == higher ? -1 : 1,
			.interval_us = INTERVAL_US,
		};
		u8 state = g->h[p.to].fsm[p.member].state;

		if (links >> network(g, p.member) & 1 &&
		    (state == HKA_STATE_BACKUP || state == HKA_STATE_MASTER))
			feed(g, p.to, p.member, &ev);
	}
}

/* What has been sent over a network that does not work is not under way. */
static void lose(u8 links)
{
	u32 i, n = w.head;

	for (i = w.head; i < w.tail; i++)
		if (links >> network(w.queue[i].g, w.queue[i].member) & 1)
			w.queue[n++] = w.queue[i];
	w.tail = n;
}

static void settle_queue(const struct step *s)
{
	while (!s->late && w.head < w.tail)
		deliver(s->links, w.tail);
}

/*
 * A step of @n groups, which @from says the states of: of all of them the first member acts,
 * then the second, and what they send goes one after the other. Return: @to.
 */
static void take_together(struct group *groups, u32 n, const u32 *from, const struct step *s, u32 *to)
{
	struct kept k;
	u32 i, j, n_g;

	begin();
	for (n_g = 0; n_g < n; n_g++)
		restore(&groups[n_g], &groups[n_g].s.states[from[n_g]]);
	w.now += TICK;
	for (n_g = 0; n_g < n; n_g++)
		restore_flight(&groups[n_g], &groups[n_g].s.states[from[n_g]], s);
	deliver(7, w.tail);
	for (n_g = 0; n_g < n; n_g++)
		act(&groups[n_g], s);
	for (i = 0; i < HOSTS; i++) {
		u32 h = i ^ s->first;

		for (j = 0; j < MEMBERS * n; j++) {
			struct group *g = &groups[j % n];
			u32 m = s->backwards ? MEMBERS - 1 - j / n : j / n;
			struct hka_fsm_event ev = { .type = HKA_EV_TIMER };

			if (w.now >= g->h[h].fsm[m].deadline)
				feed(g, h, m, &ev);
		}
		settle_queue(s);
	}
	lose(s->links);
	for (n_g = 0; n_g < n; n_g++) {
		k = keep(&groups[n_g]);
		to[n_g] = number(&groups[n_g].s, &k);
	}
}

static u32 take(struct group *g, u32 from, const struct step *s)
{
	u32 to;

	take_together(g, 1, &from, s, &to);
	return to;
}

static bool is_master(const struct kept *k, u32 h)
{
	return (k->m[h][0].heard & 15) == HKA_STATE_MASTER;
}

/* Return: 0, 1: the only MASTER; HOSTS: none or two. */
static u32 the_master(const struct kept *k)
{
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

/* What may happen in a state of a group: @out has room for CHOICES. Return: how many. */
static u32 choices(const struct group *g, const struct kept *k, enum mode mode, struct step *out)
{
	struct step s = { 0 };
	u32 order, m, h, n = 0;

	for (order = 0; order < (mode == CROSSING ? ORDERS : ORDERS / 2); order++) {
		s = (struct step){
			.first = order & 1, .backwards = order >> 1 & 1, .late = order >> 2,
		};
		for (s.links = 0; s.links < 8; s.links++) {
			/* With faults, and where adverts cross, all networks work, or none does. */
			if ((mode == FAULTS || mode == CROSSING) && s.links && s.links != 7)
				continue;
			/* While something is handed over anything may be lost, else nothing. */
			if (mode == HANDOVERS && s.links != 7 && !hands_over(k))
				continue;
			out[n++] = s;
		}
		/* What is lost may be the very priority 0. */
		for (h = 0; h < HOSTS && mode == HANDOVERS && !order; h++)
			for (s.links = 0; s.links < 8 && the_master(k) == h; s.links++) {
				s.act = HAND;
				s.host = h;
				s.network = h;
				out[n++] = s;
			}
		if (mode != FAULTS)
			continue;
		s.links = 7;
		for (h = 0; h < HOSTS; h++) {
			bool dead = (k->m[h][0].heard & 15) == HKA_STATE_INIT;

			s.host = h;
			s.network = 0;
			s.act = dead ? BOOT : DIE;
			out[n++] = s;
			for (m = 0; m < MEMBERS && !dead; m++) {
				s.network = m;
				s.act = k->m[h][member_on(g, m)].heard >> 4 & 1 ? MEND : BREAK;
				out[n++] = s;
			}
		}
	}
	return n;
}

static void walk_from(struct group *g, u32 from, enum mode mode)
{
	struct kept k = g->s.states[from];
	struct step s[CHOICES];
	u32 i, to, n = choices(g, &k, mode, s);

	for (i = 0; i < n; i++) {
		to = take(g, from, &s[i]);
		if (s[i].links == 7 && s[i].act == NOTHING)
			g->s.next[from][s[i].first | s[i].backwards << 1 | s[i].late << 2] = to;
	}
}

/*
 * Tarjan: the cycles of the graph in which all networks work and nothing happens. All
 * states of a cycle must have one MASTER, and the same. Return: the longest way that
 * passes through no cycle, in ticks: so long it can take to settle.
 */
static u32 settle_all(const struct space *sp)
{
	u32 *index = calloc(sp->n, sizeof(*index)), *low = calloc(sp->n, sizeof(*low));
	u32 *path = malloc(sp->n * sizeof(*path)), *open = malloc(sp->n * sizeof(*open));
	u16 *depth = calloc(sp->n, sizeof(*depth));
	u8 *at = calloc(sp->n, 1), *done = calloc(sp->n, 1);
	u32 s, n, from, top = 0, opened = 0, count = 0, longest = 0;

	for (s = 1; s < sp->n; s++) {
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
				n = sp->next[from][at[from]++];
				if (!index[n])
					path[top++] = n;
				else if (!done[n] && index[n] < low[from])
					low[from] = index[n];
				continue;
			}
			/* All that it leads to has been seen. */
			for (i = 0; i < w.orders; i++) {
				n = sp->next[from][i];
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
				cycle |= sp->next[from][i] == from;
			if (cycle)
				depth[from] = 0;
			do {
				n = open[--opened];
				done[n] = 1;
				if (!cycle || !(can_run(&sp->states[n], 0) || can_run(&sp->states[n], 1)))
					continue;
				depth[n] = 0;
				if (the_master(&sp->states[n]) == HOSTS || the_master(&sp->states[n]) != the_master(&sp->states[from]))
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

/* Its first state: nothing has been booted. */
static void group_new(struct group *g, const struct kind *kind, u32 shift, u32 size)
{
	struct kept k;
	u32 h, m;

	g->kind = kind;
	g->shift = shift;
	space_new(&g->s, size);
	begin();
	for (h = 0; h < HOSTS; h++) {
		hka_sync_init(&g->h[h].sync);
		for (m = 0; m < MEMBERS; m++) {
			g->h[h].broken[m] = false;
			g->h[h].cfg[m] = (struct hka_fsm_config) {
				.bound = HKA_BOUND_SYNC, .version = 3, .down_count = 1,
				.priority = kind->priority[h][m], .preempt = !kind->no_preempt,
				.reply_lower = true, .yield_advert = true,
				.interval_us = INTERVAL_US,
			};
			hka_fsm_init(&g->h[h].fsm[m], &g->h[h].cfg[m], w.now);
		}
	}
	k = keep(g);
	number(&g->s, &k);
}

/* All of its states, alone. Return: within how many ticks it settles from each. */
static u32 walk_group(struct group *g, enum mode mode)
{
	struct step boot = { .act = BOOT, .links = 7 };
	u32 s, order;

	w.orders = mode == CROSSING ? ORDERS : ORDERS / 2;
	s = take(g, 0, &boot);
	boot.host = 1;
	take(g, s, &boot);
	/* In the first nothing has been booted, and nothing happens if not that. */
	for (order = 0; order < w.orders; order++)
		g->s.next[0][order] = 0;
	for (s = mode != FAULTS; s < g->s.n && g->s.n < g->s.size; s++)
		walk_from(g, s, mode);
	w.all += g->s.n;
	return settle_all(&g->s);
}

/* ---- three groups ---- */

/* A state of all three: the number of each group's. */
struct joint {
	u32 state[GROUPS];
};

/* What a choice leads to in a state of one group. */
struct outcome {
	u32 to : 31;		/* number + 1 */
	u32 together : 1;	/* it was, with others beside it */
};

static struct {
	struct joint *joint;
	u32 *table;		/* by hash: number + 1 */
	u32 size;		/* a power of two */
	u32 n;
	struct outcome (*alone[GROUPS])[CHOICES];
	bool all;		/* take every step of the three together */
	u64 together;		/* so many were */
} t;

static void joint_add(const u32 *state)
{
	u32 at = state[0] * 2654435761u ^ state[1] * 2246822519u ^ state[2] * 3266489917u;
	struct joint j;

	memcpy(j.state, state, sizeof(j.state));
	at ^= at >> 15;
	for (at &= 2 * t.size - 1; t.table[at]; at = (at + 1) & (2 * t.size - 1))
		if (!memcmp(&t.joint[t.table[at] - 1], &j, sizeof(j)))
			return;
	if (t.n == t.size) {
		test_fail(__FILE__, __LINE__, "more states than there is room for");
		return;
	}
	t.joint[t.n] = j;
	t.table[at] = ++t.n;
}

/*
 * A step of all three. Each step of a group is taken alone, and with the machines of all
 * three in one world beside some steps of the others: it comes to the same.
 */
static void joint_step(const u32 *from, u32 choice, const struct step *s)
{
	u32 to[GROUPS], together[GROUPS], i;
	struct outcome *out;
	bool take_all = t.all;

	for (i = 0; i < GROUPS; i++) {
		out = &t.alone[i][from[i]][choice];
		if (!out->to)
			out->to = take(&w.g[i], from[i], s) + 1;
		take_all |= !out->together;
		out->together = true;
		to[i] = out->to - 1;
	}
	if (take_all) {
		take_together(w.g, GROUPS, from, s, together);
		for (i = 0; i < GROUPS; i++)
			EXPECT_EQ(together[i], to[i]);
		t.together++;
	}
	joint_add(to);
}

static void walk_together(const u8 *kind, enum mode mode, u32 size, bool all)
{
	struct step s[CHOICES] = { { .act = BOOT, .links = 7 } };
	struct joint from = { { 0 } };
	u32 i, j, n, alone[GROUPS];
	struct kept k;

	test_begin("EX-13", "three groups%s", modes[mode]);
	memset(&t, 0, sizeof(t));
	t.size = size;
	t.all = all;
	t.joint = malloc(size * sizeof(*t.joint));
	t.table = calloc(2 * size, sizeof(*t.table));
	for (i = 0; i < GROUPS; i++) {
		group_new(&w.g[i], &kinds[kind[i]], i, GROUP_STATES);
		EXPECT(walk_group(&w.g[i], mode) <= 20);
		alone[i] = w.g[i].s.n;
		t.alone[i] = calloc(alone[i], sizeof(*t.alone[i]));
	}
	joint_add(from.state);
	joint_step(from.state, CHOICES - 1, &s[0]);
	s[0].host = 1;
	joint_step(t.joint[1].state, CHOICES - 1, &s[0]);
	for (i = mode != FAULTS; i < t.n && t.n < size; i++) {
		from = t.joint[i];
		/* Whether a host is dead, or a network's link broken, is the same for all. */
		k = w.g[0].s.states[from.state[0]];
		n = choices(&w.g[0], &k, mode, s);
		for (j = 0; j < n; j++)
			joint_step(from.state, j, &s[j]);
	}
	/* Nothing that one of them does not come to alone, from where it settles. */
	for (i = 0; i < GROUPS; i++)
		EXPECT_EQ(w.g[i].s.n, alone[i]);
	EXPECT(t.n > 100000);
	if (getenv("HKA_TEST_VERBOSE"))
		fprintf(stderr, "  three groups%s: %u states, of %u, %u and %u; %llu steps together\n",
			modes[mode], t.n, alone[0], alone[1], alone[2],
			(unsigned long long)t.together);
	w.all += t.n;
	for (i = 0; i < GROUPS; i++) {
		space_free(&w.g[i].s);
		free(t.alone[i]);
	}
	free(t.joint);
	free(t.table);
	test_end();
}

static void walk(const struct kind *kind, enum mode mode)
{
	struct group *g = &w.g[0];
	u32 ticks;

	test_begin(mode == HANDOVERS ? "EX-12 EX-13" : "EX-13", "%s%s", kind->name, modes[mode]);
	group_new(g, kind, 0, STATES);
	ticks = walk_group(g, mode);
	EXPECT(g->s.n > 100);
	/* A down interval, two elections by a doubt each, and what the steps round up. */
	EXPECT(ticks <= 20);
	if (getenv("HKA_TEST_VERBOSE"))
		fprintf(stderr, "  %s%s: %u states, settled within %u half intervals\n", kind->name,
			modes[mode], g->s.n, ticks);
	space_free(&g->s);
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
	/* Mixed priorities, the first member alone worse, one host better. */
	static const u8 three[GROUPS] = { 3, 4, 0 };
	/* Minutes, in which every step of three groups is taken with all of their machines. */
	bool full = getenv("HKA_TEST_FULL");
	u32 i;

	verdicts();
	order();
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		walk(&kinds[i], LOSSES);
		walk(&kinds[i], FAULTS);
		walk(&kinds[i], CROSSING);
		if (kinds[i].hand)
			walk(&kinds[i], HANDOVERS);
	}
	walk_together(three, FAULTS, 1u << 20, full);
	printf("(%llu states) ", (unsigned long long)w.all);
}
