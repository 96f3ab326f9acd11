/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of the engine offer each other. Each block names its file.
 */
#ifndef _HKA_ENGINE_H
#define _HKA_ENGINE_H

#include "fib.h"
#include "vr.h"

struct in_ifaddr;
struct inet6_ifaddr;

/* main.c: engine users (first router .. last router) */
int hka_engine_get(struct hka_net *hn, struct netlink_ext_ack *extack);
void hka_engine_put(struct hka_net *hn);

/* userns.c: network namespaces of other user namespaces than the initial one */
#define HKA_USERNS_INTERVAL_MIN_US	(100 * USEC_PER_MSEC)
bool hka_userns_enabled(void);
bool hka_net_trusted(const struct net *net);
int hka_userns_get(const struct net *net, struct netlink_ext_ack *extack);
void hka_userns_put(const struct net *net);

/* timer.c: the hrtimer and the run, the one transmitter */
void hka_timer_setup(struct hka_vr *vr);
void hka_timer_arm(struct hka_vr *vr);		/* vr->lock held */
void hka_timer_follow(struct hka_vr *vr, u64 now, u32 interval_us);	/* vr->lock held */
void hka_timer_stop(struct hka_vr *vr);		/* process context, no lock */
u64 hka_startup_ns(const struct hka_vr *vr, u64 now);	/* vr->lock: left of the start-up delay */
void hka_vr_run(struct hka_vr *vr);		/* the runner */
void hka_vr_flush(struct hka_vr *vr);		/* process context: wait until nothing is pending */

/* runner.c: the context that runs what is due */
int hka_runner_init(void);
void hka_runner_exit(void);
int hka_runner_start(void);			/* with the first router of all */
void hka_runner_stop(void);			/* after the last one */
void hka_runner_queue(struct hka_vr *vr);	/* interrupts or softirqs off */
void hka_vr_kick(struct hka_vr *vr);		/* any context but hard interrupt */

/* deadline.c: the share of a CPU of the module's threads */
void hka_deadline_set(struct task_struct *task, const char *what);

/* rx.c */
int hka_rx_register(struct netlink_ext_ack *extack);
void hka_rx_unregister(void);
const u8 *hka_rx_mac(const struct sk_buff *skb);

/* lookup.c: whom a packet is for */
void hka_lookup_init(void);
struct hka_vr *hka_lookup_group(const struct net *net, int ifindex, u8 family, u8 vrid,
				const struct hka_addr *group);	/* RCU */
struct hka_vr *hka_lookup_peer(const struct net *net, int ifindex, u8 family, u8 vrid,
			       const struct hka_addr *sender);	/* RCU */
bool hka_lookup_clashes(const struct hka_vr *vr, int ifindex,
			const struct hka_peers *peers);		/* RTNL */
int hka_lookup_insert(struct hka_vr *vr, int ifindex);		/* RTNL */
void hka_lookup_remove(struct hka_vr *vr);			/* RTNL */

/* tx.c; hka_groups: where adverts go by default, by hka_family_index() */
extern const struct hka_addr hka_groups[2];
struct sk_buff *hka_tx_packet(struct hka_vr *vr, u8 priority, const struct hka_addr *dst, u8 ttl,
			      unsigned int headroom, unsigned int tailroom,
			      struct hka_signature *sig);	/* vr->lock held */
struct sk_buff *hka_tx_build(struct hka_vr *vr, u8 priority);	/* vr->lock held */
int hka_tx_send(struct sk_buff *skb);

/* unicast.c: peers */
struct hka_peers *hka_peers_alloc(u8 count, gfp_t gfp);
struct hka_peer *hka_peers_find(struct hka_peers *peers, u8 family, const struct hka_addr *addr);
bool hka_peers_meet(const struct hka_peers *a, struct hka_peers *b, u8 family);
bool hka_peers_local(const struct hka_vr *vr, const struct net_device *dev,
		     const struct hka_peers *peers);		/* RCU */
struct hka_peers *hka_peers_replace(struct hka_vr *vr, struct hka_peers *peers);
void hka_unicast_build(struct hka_vr *vr, u8 priority,
		       struct sk_buff_head *queue);		/* vr->lock held */
int hka_unicast_send(struct hka_vr *vr, const struct hka_peers *built,
		     struct sk_buff_head *queue);		/* RCU */
void hka_unicast_resolve(struct hka_vr *vr, const struct hka_addr *source);	/* RCU */

/* source.c: where adverts come from */
bool hka_source_is_local(struct net *net, const struct net_device *dev, u8 family,
			 const struct hka_addr *addr);		/* RCU */
bool hka_source_moves(const struct hka_vr *vr);			/* vr->lock */
bool hka_source_find(const struct hka_vr *vr, struct hka_addr *source);	/* vr->lock, RCU */

/* link.c: devices, source addresses, group membership */
int hka_link_init(void);
void hka_link_exit(void);
int hka_link_bind(struct hka_vr *vr, struct net_device *dev);	/* RTNL */
void hka_link_unbind(struct hka_vr *vr);			/* RTNL */
void hka_link_bind_vips(struct hka_vr *vr, struct hka_vips *vips);	/* RTNL */
void hka_link_rejoin(struct hka_vr *vr, const struct hka_addr *addr, int ifindex);
void hka_link_unbind_vips(struct hka_vr *vr, struct hka_vips *vips);	/* RTNL */
u8 hka_link_check_device(const struct hka_vr *vr);		/* vr->lock */
bool hka_link_carries(const struct hka_vr *vr);			/* vr->lock */
struct hka_link *hka_link_find(struct hka_net *hn, int ifindex);	/* RCU */
bool hka_link_runs(struct hka_net *hn, int ifindex, u8 family);	/* RCU */
bool hka_link_listens(struct hka_net *hn, int ifindex, u8 family,
		      const struct hka_addr *group);		/* RCU */
bool hka_link_unicast(struct hka_net *hn, int ifindex, u8 family);	/* RCU */
struct net_device *hka_link_get(const struct hka_vr *vr, const char *name,
				struct netlink_ext_ack *extack);	/* RTNL */

/* gate.c */
int hka_gate_register(struct net *net);
void hka_gate_unregister(struct net *net);
void hka_gate_add(struct hka_vips *vips);
void hka_gate_del(struct hka_vips *vips);
bool hka_gate_is_vip(struct net *net, u8 family, const struct hka_addr *addr);	/* RCU */
/* RCU: for each router that has the address */
void hka_gate_each(struct net *net, u8 family, const struct hka_addr *addr,
		   void (*fn)(struct hka_vip *vip, void *arg), void *arg);

/* ARP for IPv4 over Ethernet, behind struct arphdr */
struct hka_arp {
	u8 sha[6];
	__be32 sip;
	u8 tha[6];
	__be32 tip;
} __packed;

/* vmac.c: the virtual MAC */
void hka_vmac_address(const struct hka_vr *vr, u8 *mac);
bool hka_vmac_speaks(const struct hka_vr *vr, u8 priority);	/* vr->lock */
bool hka_vmac_unfit(const struct hka_vr *vr);			/* vr->lock */
int hka_vmac_check(const struct hka_vr *vr, struct net_device *dev,
		   struct netlink_ext_ack *extack);		/* RTNL */
bool hka_vmac_recheck(struct hka_vr *vr);			/* RTNL */
int hka_vmac_join(struct hka_vr *vr, struct net_device *dev);	/* RTNL */
void hka_vmac_leave(struct hka_vr *vr);				/* RTNL */

/* fdb.c */
void hka_fdb_reflect(struct hka_vr *vr, bool master);		/* reflector thread */

/* reflector.c */
enum { HKA_REFLECT_HOST, HKA_REFLECT_USER, HKA_REFLECTORS };
static inline unsigned int hka_reflect_index(const struct net *net)
{
	return hka_net_trusted(net) ? HKA_REFLECT_HOST : HKA_REFLECT_USER;
}

int hka_reflect_start(void);
void hka_reflect_stop(void);
void hka_reflect_queue(struct hka_vr *vr);	/* any context */
bool hka_reflect_is_current(const struct net *net);	/* is this its thread? */
void hka_reflect_wait(struct hka_vr *vr);	/* process context, without RTNL */

/* rtnl.c: requests to rtnetlink, in the reflector thread */
struct nlmsghdr;
int hka_rtnl_socket(struct net *net, struct socket **sock);
int hka_rtnl_option(struct socket *sock, int option, int value);
int hka_rtnl_open(struct hka_net *hn);
void hka_rtnl_close(struct hka_net *hn);
int hka_rtnl_request(struct hka_net *hn, struct nlmsghdr *nlh, char *text, size_t size);

/* address.c: in the reflector thread */
void hka_addresses_remove(struct hka_vr *vr, struct hka_vips *vips, bool master);
bool hka_addresses_install(struct hka_vr *vr, struct hka_vips *vips, u64 *retry_at);
void hka_addresses_account(struct hka_vr *vr);
bool hka_address_is_in(const struct hka_vip *vip);
void hka_addresses_sweep(struct hka_vr *vr, struct hka_vips *vips);
/* notifiers */
void hka_address_gone4(const struct in_ifaddr *ifa);
void hka_address_gone6(const struct inet6_ifaddr *ifa);

/* leftover.c: what the host itself has */
#define HKA_IFA_PROTO	112		/* marks our addresses in `ip address show` */
struct hka_host_address {
	struct hka_address a;		/* enough of it to remove it */
	u8 proto;			/* IFA_PROTO */
	bool left_over;			/* by a dead keepalived, or by us */
};

bool hka_host_find(struct net *net, int ifindex, const struct hka_address *a, u32 n,
		   struct hka_host_address *out);
bool hka_host_has(struct net *net, const struct hka_address *a);
/* RTNL: is a virtual link-local address the host's own, where it would be installed? */
bool hka_host_speaks_as(struct net *net, const struct net_device *dev,
			const struct hka_vips *vips);

/* announce.c */
void hka_announce(struct hka_vr *vr, const struct hka_vip *vip);	/* process context */

/* fence.c; vr->lock held */
void hka_fence(struct hka_vr *vr, u8 fault, u64 now);
#define HKA_RETRY_NS		(100 * NSEC_PER_MSEC)	/* after a refusal; first back-off */
u64 hka_fence_contend(struct hka_vr *vr, u8 *fights, u64 *since, u8 fault, u64 now);
u8 hka_fence_fault(const struct hka_vr *vr, u64 now);
u8 hka_fence_cause(u8 fault);
void hka_fence_send_failed(struct hka_vr *vr, u64 now);

/* handover.c; vr->lock held */
void hka_handover_acted(struct hka_vr *vr, u32 act);
bool hka_handover_start(struct hka_vr *vr, u8 cause);
void hka_handover_take_back(struct hka_vr *vr);
u64 hka_handover_ns(const struct hka_vr *vr, u64 now);
s32 hka_handover_amount(const struct hka_vr *vr);	/* vr->lock held */

/* rival.c; vr->lock held but for those of RCU */
void hka_rival_init(struct hka_vr *vr);
void hka_rival_free(struct hka_vr *vr);
void hka_rival_hear(struct hka_vr *vr, const struct hka_packet_rx *rx,
		    const struct hka_advert *adv, u8 drop, u64 now);
void hka_rival_forget_form(struct hka_vr *vr);
const u8 *hka_rival_mac(struct hka_vr *vr, const struct hka_addr *addr);
void hka_rival_state(struct hka_vr *vr, u64 now);
bool hka_rival_is_alone(const struct hka_vr *vr);		/* and RCU */
void hka_rival_due(struct hka_vr *vr, u64 now);			/* and RCU */
void hka_rival_mac_heard(struct hka_vr *vr, const u8 *mac);	/* RCU */
void hka_rival_claim(const struct net_device *dev, u8 family, const void *addr,
		     const u8 *mac);				/* RCU */

/* burst.c; vr->lock held */
void hka_burst_stop(struct hka_vr *vr);
void hka_burst_ask(struct hka_vr *vr, bool lower, u64 now);
void hka_burst_ready(struct hka_vr *vr, u64 now);
void hka_burst_set(struct hka_vr *vr, const struct hka_burst_config *cfg, u64 now);
u64 hka_burst_next(const struct hka_vr *vr);
void hka_burst_due(struct hka_vr *vr, u64 now);
/* in the reflector thread */
void hka_burst_first(struct hka_vr *vr, struct hka_vip *vip);
void hka_burst_start(struct hka_vr *vr, struct hka_vips *vips, u8 rounds);
void hka_burst_cancel(struct hka_vr *vr, struct hka_vips *vips);
void hka_burst_init(unsigned int reflector);
u64 hka_burst_run(unsigned int reflector);
void hka_burst_exit(unsigned int reflector);

/* stats.c */
int hka_net_stats_open(struct hka_net *hn);
void hka_net_stats_close(struct hka_net *hn);
void hka_net_count(struct hka_net *hn, enum hka_drop drop);	/* softirq */
void hka_net_stats_sum(struct hka_net *hn, struct hka_net_counts *sum, u64 *since);
void hka_net_stats_clear(struct hka_net *hn);

/* history.c */
int hka_history_init(struct hka_vr *vr);
void hka_history_add(struct hka_vr *vr, const struct hka_note *note);	/* reflector */
void hka_history_free(struct hka_vr *vr);

/* netlink.c */
int hka_nl_register(void);
void hka_nl_unregister(void);
void hka_event_send(struct hka_vr *vr, const struct hka_note *note);
void hka_event_skip(struct hka_net *hn, u32 lost);

#endif /* _HKA_ENGINE_H */
