// SPDX-License-Identifier: GPL-2.0
/*
 * Counters of a network namespace: per CPU, allocated with its first router and
 * kept until the namespace goes.
 */
#include <linux/percpu.h>
#include <linux/timekeeping.h>

#include "engine.h"

int hka_net_stats_open(struct hka_net *hn)
{
	struct hka_net_stats __percpu *stats;

	if (hn->stats)
		return 0;
	stats = alloc_percpu_gfp(struct hka_net_stats, GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (!stats)
		return -ENOMEM;
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

	if (!stats)
		return;
	this_cpu_inc(stats->received);
	if (drop)
		this_cpu_inc(stats->drop[drop]);
	else
		this_cpu_inc(stats->accepted);
}

void hka_net_stats_sum(struct hka_net *hn, struct hka_net_stats *sum)
{
	struct hka_net_stats __percpu *stats = stats_of(hn);
	int cpu, i;

	memset(sum, 0, sizeof(*sum));
	if (!stats)
		return;
	for_each_possible_cpu(cpu) {
		const struct hka_net_stats *s = per_cpu_ptr(stats, cpu);

		sum->received += READ_ONCE(s->received);
		sum->accepted += READ_ONCE(s->accepted);
		for (i = 0; i < __HKA_DROP_MAX; i++)
			sum->drop[i] += READ_ONCE(s->drop[i]);
	}
}
