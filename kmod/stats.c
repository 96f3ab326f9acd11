// SPDX-License-Identifier: GPL-2.0
/*
 * Counters of a network namespace: per CPU, allocated with its first router and
 * kept until the namespace goes. They are never written but by their own CPU; clearing
 * them means to remember where they stood.
 */
#include <linux/percpu.h>
#include <linux/timekeeping.h>

#include "engine.h"

int hka_net_stats_open(struct hka_net *hn)
{
	struct hka_net_stats __percpu *stats;
	int cpu;

	if (hn->stats)
		return 0;
	stats = alloc_percpu_gfp(struct hka_net_stats, GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (!stats)
		return -ENOMEM;
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(stats, cpu)->sync);
	hn->stats_since = ktime_get_real_ns();
	/* The handler may look at any moment. Pairs with stats_of(). */
	smp_store_release(&hn->stats, stats);
	return 0;
}

/* RCU has passed since the handler went or the namespace's devices did. */
void hka_net_stats_close(struct hka_net *hn)
{
	free_percpu(hn->stats);
}

/* NULL before the first router. */
static struct hka_net_stats __percpu *stats_of(struct hka_net *hn)
{
	/* Pairs with hka_net_stats_open(): zeroed before it is seen. */
	return smp_load_acquire(&hn->stats);
}

void hka_net_count(struct hka_net *hn, enum hka_drop drop)
{
	struct hka_net_stats __percpu *stats = stats_of(hn);
	struct hka_net_stats *s;

	if (!stats)
		return;
	/* Softirqs are off: nobody else writes this CPU's. */
	s = this_cpu_ptr(stats);
	u64_stats_update_begin(&s->sync);
	u64_stats_inc(&s->received);
	if (drop)
		u64_stats_inc(&s->drop[drop]);
	else
		u64_stats_inc(&s->accepted);
	u64_stats_update_end(&s->sync);
}

static void sum_all(struct hka_net *hn, struct hka_net_counts *sum)
{
	struct hka_net_stats __percpu *stats = stats_of(hn);
	struct hka_net_counts one;
	unsigned int start;
	int cpu, i;

	memset(sum, 0, sizeof(*sum));
	if (!stats)
		return;
	for_each_possible_cpu(cpu) {
		const struct hka_net_stats *s = per_cpu_ptr(stats, cpu);

		do {
			start = u64_stats_fetch_begin(&s->sync);
			one.received = u64_stats_read(&s->received);
			one.accepted = u64_stats_read(&s->accepted);
			for (i = 0; i < __HKA_DROP_MAX; i++)
				one.drop[i] = u64_stats_read(&s->drop[i]);
		} while (u64_stats_fetch_retry(&s->sync, start));
		sum->received += one.received;
		sum->accepted += one.accepted;
		for (i = 0; i < __HKA_DROP_MAX; i++)
			sum->drop[i] += one.drop[i];
	}
}

void hka_net_stats_sum(struct hka_net *hn, struct hka_net_counts *sum, u64 *since)
{
	int i;

	spin_lock(&hn->stats_lock);
	sum_all(hn, sum);
	sum->received -= hn->stats_base.received;
	sum->accepted -= hn->stats_base.accepted;
	for (i = 0; i < __HKA_DROP_MAX; i++)
		sum->drop[i] -= hn->stats_base.drop[i];
	*since = hn->stats_since;
	spin_unlock(&hn->stats_lock);
}

void hka_net_stats_clear(struct hka_net *hn)
{
	spin_lock(&hn->stats_lock);
	sum_all(hn, &hn->stats_base);
	hn->stats_since = ktime_get_real_ns();
	spin_unlock(&hn->stats_lock);
}
