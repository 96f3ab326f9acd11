// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Simulation: two to four real state machines on a wire with delay and loss,
 * with timers that are a little late, routers that die, stop, pause and come
 * back. One case per seed. What is asserted at every step and after every
 * phase stands in check_step() and settle().
 */
#include <stdlib.h>

#include "fsm.h"
#include "test.h"

#define SEEDS		1000
#define ROUTERS		4
#define PACKETS		256

struct router {
	struct hka_fsm fsm;
	struct hka_fsm_config cfg;
	int ip;
	bool alive;		/* the machine runs at all */
	bool open;		/* the gate */
	u64 paused_until;
	u64 jitter;		/* of the timer that is armed */
	u64 last_sent;
};

struct packet {
	bool used;
	u8 to;
	u8 priority;
	int from_ip;
	u32 interval_us;
	u64 at;
};

static struct {
	struct router r[ROUTERS];
	struct packet wire[PACKETS];
	u64 last_arrival[ROUTERS][ROUTERS];
	u32 n;
	u64 now;
	u64 seed;
	u64 interval;
	u64 patience;		/* the shortest down interval of any peer */
	u64 delay_max;
	u64 jitter_max;
	u32 loss;		/* percent */
	bool lossy;		/* loss now or a moment ago: rivals may not hear each other */
	u64 overlap_since;	/* two open gates since, 0: not */
	u64 overlap_max;	/* allowed */
	u32 packets_sent;
} sim;

static u64 rnd(u64 below)
{
	sim.seed = sim.seed * 6364136223846793005ull + 1442695040888963407ull;

	return below ? (sim.seed >> 33) % below : 0;
}

static u64 later(u64 a, u64 b)
{
	return a > b ? a : b;
}

static void transmit(struct router *from, u8 priority)
{
	u64 *last;
	u32 i, j;

	sim.packets_sent++;
	from->last_sent = sim.now;
	for (i = 0; i < sim.n; i++) {
		if (&sim.r[i] == from || rnd(100) < sim.loss)
			continue;
		for (j = 0; j < PACKETS && sim.wire[j].used; j++)
			;
		if (j == PACKETS) {
			test_fail(__FILE__, __LINE__, "an advert storm");
			return;
		}
		/* Ethernet does not reorder: what follows a release must not overtake it */
		last = &sim.last_arrival[from - sim.r][i];
		*last = later(sim.now + 1 + rnd(sim.delay_max), *last + 1);
		sim.wire[j] = (struct packet){
			.used = true, .to = (u8)i, .priority = priority, .from_ip = from->ip,
			.interval_us = from->cfg.interval_us, .at = *last,
		};
	}
}

/* What vr.c would do with the actions, and what must hold whenever it does. */
static void feed(struct router *r, struct hka_fsm_event *ev)
{
	u8 before = r->fsm.state;
	bool silent = r->fsm.silent;
	u64 deadline = r->fsm.deadline;
	u32 acts;

	ev->now = sim.now;
	acts = hka_fsm_event(&r->fsm, &r->cfg, ev);

	/* TX-12: no advert in BACKUP or INIT, none from a MASTER that listens */
	if (acts & (HKA_ACT_ADVERT | HKA_ACT_REPLY))
		EXPECT(r->fsm.state == HKA_STATE_MASTER && !r->fsm.silent);

	/* TM-13: nobody speaks as if nothing had happened when a peer may have claimed */
	if ((acts & (HKA_ACT_ADVERT | HKA_ACT_REPLY)) && !(acts & HKA_ACT_OPEN))
		EXPECT(sim.now - r->last_sent <= sim.patience);
	if (acts & (HKA_ACT_YIELD | HKA_ACT_RELEASE))
		EXPECT(before == HKA_STATE_MASTER && !silent &&
		       r->fsm.state != HKA_STATE_MASTER);
	EXPECT_EQ(!!(acts & HKA_ACT_STATE), before != r->fsm.state);
	EXPECT(deadline == r->fsm.deadline || (acts & HKA_ACT_ARM));

	/* TM-11: the period keeps to its grid */
	if (ev->type == HKA_EV_TIMER && before == HKA_STATE_MASTER && !silent &&
	    r->fsm.state == HKA_STATE_MASTER && !r->fsm.silent && (acts & HKA_ACT_ARM)) {
		EXPECT_EQ((r->fsm.deadline - deadline) % sim.interval, 0);
		EXPECT(r->fsm.deadline > sim.now);
		EXPECT(r->fsm.deadline <= sim.now + sim.interval);
	}

	if (acts & (HKA_ACT_ADVERT | HKA_ACT_REPLY | HKA_ACT_YIELD))
		transmit(r, r->cfg.priority);
	if (acts & HKA_ACT_RELEASE)
		transmit(r, 0);
	if (acts & HKA_ACT_CLOSE)
		r->open = false;
	if (acts & HKA_ACT_OPEN)
		r->open = true;
	EXPECT_EQ(r->open, r->fsm.state == HKA_STATE_MASTER && !r->fsm.silent);
	if (acts & HKA_ACT_ARM)
		r->jitter = rnd(sim.jitter_max);
}

static void command(struct router *r, u8 type)
{
	struct hka_fsm_event ev = { .type = type };

	feed(r, &ev);
}

static void power_on(struct router *r)
{
	r->alive = true;
	r->open = false;
	r->paused_until = 0;
	hka_fsm_init(&r->fsm, &r->cfg, sim.now);
	command(r, HKA_EV_STARTUP);
}

/* Never two MASTERs longer than allowed, where they can hear each other. */
static void check_step(void)
{
	u32 i, open = 0;

	for (i = 0; i < sim.n; i++)
		open += sim.r[i].alive && sim.r[i].open && sim.r[i].paused_until <= sim.now;

	if (open < 2 || sim.lossy)
		sim.overlap_since = 0;
	else if (!sim.overlap_since)
		sim.overlap_since = sim.now;
	else if (sim.now - sim.overlap_since > sim.overlap_max)
		test_fail(__FILE__, __LINE__, "two MASTERs for %llu us, %llu allowed",
			  (unsigned long long)(sim.now - sim.overlap_since) / 1000,
			  (unsigned long long)sim.overlap_max / 1000);
}

static void run_until(u64 end)
{
	struct hka_fsm_event ev;
	struct packet *p, *next_p;
	struct router *r, *next_r;
	u64 at, next;
	u32 i;

	for (;;) {
		next = end;
		next_p = NULL;
		next_r = NULL;
		for (i = 0; i < PACKETS; i++) {
			p = &sim.wire[i];
			if (!p->used)
				continue;
			at = later(sim.now, later(p->at, sim.r[p->to].paused_until));
			if (at < next) {
				next = at;
				next_p = p;
			}
		}
		for (i = 0; i < sim.n; i++) {
			r = &sim.r[i];
			if (!r->alive || r->fsm.deadline == HKA_NEVER)
				continue;
			at = later(sim.now, later(r->fsm.deadline + r->jitter, r->paused_until));
			/* after a pause either may come first */
			if (at < next || (at == next && at < end && (sim.seed & 1))) {
				next = at;
				next_p = NULL;
				next_r = r;
			}
		}
		sim.now = next;
		if (next_p) {
			r = &sim.r[next_p->to];
			next_p->used = false;
			if (r->alive) {
				ev = (struct hka_fsm_event){
					.type = HKA_EV_ADVERT,
					.priority = next_p->priority,
					.cmp = next_p->from_ip - r->ip,
					.interval_us = next_p->interval_us,
				};
				feed(r, &ev);
			}
		} else if (next_r) {
			command(next_r, HKA_EV_TIMER);
		} else {
			check_step();
			return;
		}
		check_step();
	}
}

static void run_intervals(u32 n)
{
	run_until(sim.now + n * sim.interval);
}

static struct router *the_master(void)
{
	struct router *found = NULL;
	u32 i;

	for (i = 0; i < sim.n; i++) {
		if (sim.r[i].alive && sim.r[i].open)
			found = &sim.r[i];
	}

	return found;
}

/* Without loss for a while: there is one MASTER, and with preempt it is the best one. */
static struct router *settle(const char *phase)
{
	struct router *m = NULL, *best = NULL;
	u32 i, masters = 0, running = 0;

	run_intervals(12);
	for (i = 0; i < sim.n; i++) {
		struct router *r = &sim.r[i];

		if (!r->alive || r->fsm.state == HKA_STATE_INIT)
			continue;
		running++;
		if (!best || r->cfg.priority > best->cfg.priority)
			best = r;
		if (r->open) {
			m = r;
			masters++;
		}
	}
	if (masters != !!running) {
		test_fail(__FILE__, __LINE__, "%s: %u MASTERs of %u routers", phase, masters, running);
		return m;
	}
	if (m && m->cfg.preempt && m->cfg.priority != best->cfg.priority)
		test_fail(__FILE__, __LINE__, "%s: MASTER has priority %u, the best %u",
			  phase, m->cfg.priority, best->cfg.priority);

	return m;
}

static u64 smallest(u64 (*time)(const struct hka_fsm_config *cfg, u32 interval_us),
		    const struct router *except)
{
	u64 t, least = HKA_NEVER;
	u32 i;

	for (i = 0; i < sim.n; i++) {
		if (&sim.r[i] == except || !sim.r[i].alive)
			continue;
		t = time(&sim.r[i].cfg, sim.r[i].cfg.interval_us);
		if (t < least)
			least = t;
	}

	return least;
}

/* The time without a MASTER ends within [@least, @most] of now. */
static void expect_takeover(const char *phase, u64 least, u64 most)
{
	u64 start = sim.now;

	while (!the_master() && sim.now - start <= most + sim.interval)
		run_until(sim.now + 1 + sim.interval / 1000);
	if (!the_master() || sim.now - start > most + sim.interval / 1000 || sim.now - start < least)
		test_fail(__FILE__, __LINE__, "%s: takeover after %llu us, not within %llu..%llu",
			  phase, (unsigned long long)(sim.now - start) / 1000,
			  (unsigned long long)least / 1000, (unsigned long long)most / 1000);
}

static void set_up(u64 seed)
{
	static const u32 intervals[] = { 10000, 20000, 100000, 1000000 };
	static const u8 priorities[] = { 1, 50, 100, 100, 100, 101, 150, 200, 254, 254 };
	struct hka_fsm_config cfg = { .version = 3, .down_count = 3 };
	bool owner = false;
	u32 i;

	memset(&sim, 0, sizeof(sim));
	sim.seed = seed * 0x9e3779b97f4a7c15ull;
	sim.now = 1 + rnd(NS_PER_S);
	sim.n = 2 + rnd(ROUTERS - 1);
	cfg.interval_us = intervals[rnd(ARRAY_SIZE(intervals))];
	if (cfg.interval_us == 1000000 && rnd(2))
		cfg.version = 2;
	cfg.preempt = rnd(4) != 0;
	cfg.reply_lower = rnd(4) != 0;
	cfg.yield_advert = rnd(2);

	sim.interval = cfg.interval_us * NS_PER_US;
	sim.patience = 3 * sim.interval +
		       (cfg.version == 2 ? NS_PER_S : sim.interval) * 2 / 256;
	sim.delay_max = 1 + rnd(sim.interval / 20);
	sim.jitter_max = 1 + rnd(sim.interval / 200);
	/* a reply may be held back by the limit: then the next advert resolves it */
	sim.overlap_max = sim.interval + 3 * sim.delay_max + 2 * sim.jitter_max;

	for (i = 0; i < sim.n; i++) {
		sim.r[i].cfg = cfg;
		sim.r[i].cfg.priority = priorities[rnd(ARRAY_SIZE(priorities))];
		if (!owner && !rnd(12)) {
			sim.r[i].cfg.priority = 255;
			owner = true;
		}
		/* neither order nor sign of the difference follows the index */
		sim.r[i].ip = (int)(seed % 2 ? i + 1 : ROUTERS - i) * 10;
	}
}

static void chaos(void)
{
	struct router *r;
	u32 i;

	for (i = 0; i < 40; i++) {
		r = &sim.r[rnd(sim.n)];
		switch (rnd(6)) {
		case 0:
			r->alive = false;
			break;
		case 1:
			if (r->alive)
				command(r, HKA_EV_SHUTDOWN);
			break;
		case 2:
			if (r->alive)
				command(r, HKA_EV_FAULT);
			break;
		case 3:
			r->paused_until = sim.now + rnd(8 * sim.interval);
			break;
		case 4:
			sim.loss = rnd(2) ? 100 : rnd(60);
			sim.lossy = true;
			break;
		default:
			if (!r->alive)
				power_on(r);
			else
				command(r, HKA_EV_STARTUP);
		}
		run_until(sim.now + rnd(3 * sim.interval));
	}

	/* all is well again */
	sim.loss = 0;
	for (i = 0; i < sim.n; i++) {
		r = &sim.r[i];
		if (!r->alive)
			power_on(r);
		else
			command(r, HKA_EV_STARTUP);
	}
	run_intervals(12);
	sim.lossy = false;
}

static void run(u64 seed)
{
	struct router *m, *r;
	u64 slack, down, skew;
	u32 i;

	set_up(seed);
	slack = sim.delay_max + sim.jitter_max;

	for (i = 0; i < sim.n; i++) {
		power_on(&sim.r[i]);
		run_until(sim.now + rnd(3 * sim.interval));
	}
	m = settle("election");
	if (!m)
		return;

	/* silent death: TM-09, TM-14 */
	m->alive = false;
	down = smallest(hka_fsm_down_ns, m);
	expect_takeover("death", down - sim.interval - slack, down + slack);
	settle("after a death");

	/* it returns: PR-09, PR-10 */
	r = the_master();
	power_on(m);
	m = settle("return");
	if (m && !m->cfg.preempt && m != r && m->cfg.priority != 255)
		test_fail(__FILE__, __LINE__, "preempted in spite of preempt off");
	if (!m)
		return;

	/* graceful release: TM-10 */
	command(m, HKA_EV_SHUTDOWN);
	skew = smallest(hka_fsm_skew_ns, m);
	expect_takeover("release", skew, skew + slack);
	settle("after a release");
	command(m, HKA_EV_STARTUP);
	m = settle("start again");
	if (!m)
		return;

	/* a MASTER that stalls: TM-13 */
	m->paused_until = sim.now + rnd(10 * sim.interval);
	m = settle("MASTER stalled");
	if (!m)
		return;

	/* a BACKUP that stalls */
	r = &sim.r[rnd(sim.n)];
	if (r != m)
		r->paused_until = sim.now + rnd(10 * sim.interval);
	settle("BACKUP stalled");

	/* loss */
	sim.loss = 10 + rnd(60);
	sim.lossy = true;
	run_intervals(60);
	sim.loss = 0;
	run_intervals(5);
	sim.lossy = false;
	settle("after loss");

	chaos();
	settle("after chaos");

	/* at rest: one advert in each interval, by one router */
	sim.packets_sent = 0;
	run_intervals(50);
	if (sim.packets_sent < 49 || sim.packets_sent > 51)
		test_fail(__FILE__, __LINE__, "%u adverts in 50 intervals at rest", sim.packets_sent);
}

void test_sim(void)
{
	u64 seed;

	for (seed = 1; seed <= SEEDS; seed++) {
		test_begin("TX-12+- FSM-A4+ FSM-B7+ TM-11 TM-13 TM-14 PR-09+- PR-10+ REG-17 25.8",
			   "simulation, seed %llu", (unsigned long long)seed);
		run(seed);
		test_end();
	}
}
