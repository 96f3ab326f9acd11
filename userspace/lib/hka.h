/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libhka: typed client of the generic netlink family "hka". Owns the structures
 * that mirror the kernel's objects and the calls that fetch and change them.
 *
 * Conventions
 *	- Calls return 0 or -errno. After a failure hka_error() has a sentence:
 *	  the kernel's own words and the attribute it objected to, if it told.
 *	- In every structure @has tells which members hold something: bit
 *	  HKA_HAS(HKA_A_…). Requests send exactly the members that are marked.
 *	- Intervals are microseconds, points in time nanoseconds of
 *	  CLOCK_REALTIME, addresses in network order.
 *	- A client is for one thread at a time.
 */
#ifndef HKA_H
#define HKA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/hka.h>

#define HKA_HAS(attr)	(UINT64_C(1) << (attr))
#define HKA_IFNAME_MAX	15	/* IFNAMSIZ without its end */
#define HKA_SECRET_MAX	8	/* of a VRRPv2 password */
#define HKA_MAC_LEN	6
#define HKA_COMM_MAX	15	/* name of a process, as the kernel keeps it */

/* An address: @len is 4, 16, or 0 for none. */
struct hka_ip {
	uint8_t len;
	uint8_t b[16];
};

/* A virtual address (attribute set vip). */
struct hka_vip {
	uint64_t has;
	struct hka_ip address;
	uint8_t prefix_length;	/* 0..32 or 0..128 */
	char ifname[HKA_IFNAME_MAX + 1];
	uint8_t state;		/* enum hka_vip_state */
	uint32_t error;		/* positive errno of the last refusal, 0 for none */
	bool excluded;		/* not advertised */
	uint8_t scope;		/* RT_SCOPE_… */
	char label[HKA_IFNAME_MAX + 1];
	struct hka_ip broadcast;
	struct hka_ip peer;		/* far end; @prefix_length is its */
	uint32_t flags;			/* IFA_F_… */
	uint32_t preferred_lifetime;	/* s, UINT32_MAX for ever */
	uint32_t removals;		/* by others, since MASTER */
};

/* A unicast peer (attribute set peer). */
struct hka_peer {
	uint64_t has;
	struct hka_ip address;
	uint8_t ttl_min;
	uint8_t ttl_max;
	uint64_t sent;
	uint64_t send_errors;
	uint64_t last_heard;	/* ns; not marked if never */
};

/* How addresses are announced (attribute set announce). */
struct hka_announce {
	uint64_t has;
	uint8_t repeat;
	uint64_t delay;		/* us */
	uint64_t refresh;	/* us, 0 for none */
	uint8_t refresh_repeat;
	uint8_t lower_repeat;
	uint64_t lower_delay;	/* us */
	uint32_t interval;	/* us */
	uint32_t group;
};

/* Bytes that are not text. */
struct hka_blob {
	uint8_t len;
	uint8_t b[HKA_HMAC_SECRET_MAX];
};

/* Authenticated adverts (attribute set hmac). */
struct hka_hmac {
	uint64_t has;
	uint8_t mode;		/* enum hka_hmac_mode */
	uint8_t active_key;	/* 1..255 */
	uint8_t anti_replay;	/* enum hka_anti_replay */
	uint32_t time_window;	/* s; in answers not marked for monotonic */
	int32_t skew;		/* s by which the last sender's clock was behind; only in answers */
};

/* A key of them (attribute set hmac-key). */
struct hka_hmac_key {
	uint64_t has;
	uint8_t id;		/* 1..255 */
	struct hka_blob secret;	/* only in requests */
	bool forget;		/* the same */
};

/* A summand of the effective priority (attribute set contribution). */
struct hka_summand {
	uint64_t has;
	uint8_t kind;			/* enum hka_contribution */
	char name[HKA_NAME_MAX + 1];	/* tracker, or reason of the demotion */
	int32_t amount;
	bool fault;
	uint8_t state;			/* enum hka_track_state */
	uint64_t remaining;		/* us; not marked if it does not expire */
	bool group;			/* that of the group */
};

/* A nexthop of a route (attribute set nexthop). */
struct hka_nexthop {
	uint64_t has;
	struct hka_ip gateway;
	char ifname[HKA_IFNAME_MAX + 1];
	bool onlink;
	uint32_t weight;		/* 1..256 */
	uint32_t realms;
};

/* What a route tells of the path (attribute set metrics). */
struct hka_metrics {
	uint64_t has;
	uint32_t value[__HKA_A_METRICS_MAX];	/* by attribute number, HKA_A_METRICS_… */
};

#define HKA_TEXT_MAX	127	/* of the kernel's words */

/* A route that moves with its router (attribute set route). */
struct hka_route {
	uint64_t has;
	uint8_t family;			/* AF_INET, AF_INET6 */
	uint8_t kind;			/* RTN_… */
	struct hka_ip dst;
	uint8_t dst_length;
	struct hka_ip src;
	uint8_t src_length;
	uint8_t tos;
	uint8_t scope;			/* RT_SCOPE_… */
	uint32_t table;
	uint8_t protocol;
	struct hka_ip prefsrc;
	uint32_t priority;
	uint8_t preference;
	uint32_t nexthop_id;
	struct hka_metrics metrics;
	struct hka_nexthop *nexthops;	/* owned */
	unsigned int n_nexthops;
	uint8_t add;			/* enum hka_route_add */
	bool no_track;
	uint8_t state;			/* enum hka_vip_state; as the next ones only in answers */
	uint32_t error;			/* positive errno of the last refusal */
	char text[HKA_TEXT_MAX + 1];	/* the kernel's words about it */
	uint32_t removals;		/* by others, since MASTER */
};

/* A rule that moves with its router (attribute set rule). */
struct hka_rule {
	uint64_t has;
	uint8_t family;
	uint32_t priority;
	uint8_t action;			/* FR_ACT_… */
	uint32_t table;
	uint32_t target;		/* of FR_ACT_GOTO */
	bool invert;
	struct hka_ip dst;
	uint8_t dst_length;
	struct hka_ip src;
	uint8_t src_length;
	uint8_t tos;
	char iifname[HKA_IFNAME_MAX + 1];
	char oifname[HKA_IFNAME_MAX + 1];
	uint32_t fwmark;
	uint32_t fwmask;
	uint32_t realms;
	uint64_t tun_id;
	uint32_t suppress_prefix_length;
	uint32_t suppress_ifgroup;
	bool l3mdev;
	uint8_t ip_proto;
	uint8_t protocol;
	uint32_t sport_start, sport_end;
	uint32_t dport_start, dport_end;
	uint32_t uid_start, uid_end;
	bool no_track;
	uint8_t state;			/* as in a route */
	uint32_t error;
	char text[HKA_TEXT_MAX + 1];
	uint32_t removals;
};

/* How a router depends on a manager's lease (attribute set tie). */
struct hka_tie {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];	/* empty for none */
	uint8_t policy;			/* enum hka_lease_policy */
	uint8_t amount;			/* policy demote, 1..254 */
	uint8_t state;			/* enum hka_lease_state; only in answers */
	uint64_t grace;			/* us; not marked if the lease's counts */
	bool no_grace;			/* only in requests */
};

/* When a router may claim, and how it gives away (attribute set claim). */
struct hka_claim {
	uint64_t has;
	uint8_t handover;		/* enum hka_handover: the last one */
	uint64_t handover_remaining;	/* us; not marked while none runs */
	bool handed;			/* BACKUP: it preempts nobody */
	uint8_t maintenance;		/* enum hka_maintenance */
	uint32_t link_delay;		/* us; a setting, as the next three */
	uint32_t dampening;		/* us, half-life of the penalty; 0: none */
	uint32_t suppress;
	uint32_t reuse;
	uint64_t link_remaining;	/* us; not marked while no delay runs */
	uint32_t penalty;
	uint64_t dampened_remaining;	/* us; not marked while it is not dampened */
	uint8_t on_drop;		/* a setting */
};

/* A virtual router (attribute set vr). Start with zeroes, end with hka_vr_clear(). */
struct hka_vr {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint32_t id;
	char ifname[HKA_IFNAME_MAX + 1];
	uint32_t ifindex;		/* 0 while the device does not exist */
	uint8_t vrid;			/* 1..255 */
	uint8_t family;			/* AF_INET, AF_INET6 */
	uint8_t version;		/* 2, 3 */
	uint8_t priority;		/* 1..255 */
	uint32_t interval;		/* us */
	uint8_t preempt;		/* 0, 1 */
	uint8_t state;			/* enum hka_state */
	uint8_t fault;			/* enum hka_fault */
	uint8_t effective_priority;
	uint32_t master_interval;	/* us */
	uint32_t skew_time;		/* us */
	uint32_t down_interval;		/* us */
	struct hka_ip source;
	struct hka_ip last_source;
	uint8_t last_priority;
	uint8_t last_event;		/* enum hka_last_event */
	uint8_t master_reason;		/* enum hka_master_reason */
	uint64_t since;			/* ns */
	uint64_t up_since;		/* ns, 0 for never */
	bool all;			/* only in a VR_DEL request */
	uint8_t checksum;		/* enum hka_checksum */
	uint8_t checksum_sent;		/* enum hka_checksum */
	struct hka_vip *vips;		/* owned; n_vips of them, in the order of the wire */
	unsigned int n_vips;
	struct hka_ip mcast_group;
	struct hka_ip source_address;	/* configured; all zeroes for none */
	struct hka_peer *peers;		/* owned */
	unsigned int n_peers;
	uint8_t unicast_ttl;
	uint8_t check_source;		/* 0, 1; as the next ones */
	uint8_t auth_type;		/* enum hka_auth */
	char auth_data[HKA_SECRET_MAX + 1];	/* only in requests */
	uint8_t strict;
	uint8_t accept;			/* enum hka_accept */
	uint8_t check_addresses;
	uint8_t reply_lower;
	uint8_t yield_advert;
	uint8_t owner_check;
	uint8_t down_count;		/* 1..100 */
	uint32_t preempt_delay;		/* us */
	uint32_t preempt_remaining;	/* us; not marked while none runs */
	uint32_t startup_delay;		/* us */
	uint32_t startup_remaining;	/* us; not marked when it is over */
	uint8_t track_link;
	struct hka_hmac hmac;		/* marked if adverts are authenticated */
	struct hka_hmac_key *hmac_keys;	/* owned */
	unsigned int n_hmac_keys;
	uint8_t vmac;
	uint8_t vmac_state;		/* enum hka_vmac_state; not marked without a device */
	struct hka_announce announce;
	bool no_vip;
	struct hka_summand *summands;	/* owned; only in answers */
	unsigned int n_summands;
	char in_group[HKA_NAME_MAX + 1];
	bool no_group;			/* only in requests */
	uint8_t group_role;		/* enum hka_group_role */
	/* Marked and empty in a request: to be emptied. */
	struct hka_route *routes;	/* owned */
	unsigned int n_routes;
	struct hka_rule *rules;		/* owned */
	unsigned int n_rules;
	struct hka_tie lease;
	struct hka_claim claim;
	char rename[HKA_NAME_MAX + 1];	/* only in a VR_SET request */
};

/* A group of routers (attribute set group). Start with zeroes, end with hka_group_clear(). */
struct hka_group {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint8_t kind;			/* enum hka_group_kind */
	uint8_t state;			/* enum hka_state */
	uint64_t since;			/* ns */
	uint32_t members;
	char leader[HKA_NAME_MAX + 1];
	uint8_t track_weight;		/* 0, 1 */
	uint32_t follow_interval;	/* us */
	uint8_t on_loss;		/* enum hka_group_loss */
	struct hka_summand *summands;	/* owned; only in answers */
	unsigned int n_summands;
	bool all;			/* only in a GROUP_DEL request */
};

/* A router, or a group, that a tracker concerns (attribute set member). */
struct hka_member {
	uint64_t has;
	char vr[HKA_NAME_MAX + 1];
	char group[HKA_NAME_MAX + 1];	/* in place of it */
	int32_t weight;
	bool reverse;
};

/* A tracker (attribute set track). Start with zeroes, end with hka_track_clear(). */
struct hka_track {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint8_t kind;			/* enum hka_track_kind */
	char ifname[HKA_IFNAME_MAX + 1];
	uint32_t ifindex;		/* 0 while the device does not exist */
	uint8_t state;			/* enum hka_track_state */
	int32_t value;
	uint32_t up_delay;		/* us */
	uint32_t down_delay;		/* us */
	uint64_t since;			/* ns */
	struct hka_member *members;	/* owned */
	unsigned int n_members;
	bool all;			/* only in a TRACK_DEL request */
};

/* A request to hand over (attribute set handover). */
struct hka_handover_request {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];	/* of a router */
	bool all;			/* that are MASTER, of the network namespace */
	bool back;			/* take it back */
	char group[HKA_NAME_MAX + 1];	/* in place of a router */
};

/* Maintenance of a network namespace (attribute set maintenance), asked for or told. */
struct hka_maintenance_request {
	uint64_t has;
	uint8_t mode;			/* enum hka_maintenance */
	char reason[HKA_REASON_MAX + 1];
	uint64_t ttl;			/* us; only in requests */
	uint64_t remaining;		/* us; only in answers, and not marked without an end */
	uint64_t since;			/* ns; only in answers */
};

/* A demotion by hand (attribute set demote). */
struct hka_demotion {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];	/* of the router */
	uint8_t amount;			/* 1..254 */
	bool fault;
	char reason[HKA_REASON_MAX + 1];
	uint64_t ttl;			/* us */
	char group[HKA_NAME_MAX + 1];	/* in place of name */
};

/* A manager's lease (attribute set lease). */
struct hka_lease {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint64_t cookie;		/* only what hka_lease_take() got */
	uint32_t timeout;		/* us */
	uint64_t grace;			/* us */
	uint8_t state;			/* enum hka_lease_state */
	uint32_t pid;			/* of who took it last; not marked if nobody */
	char comm[HKA_COMM_MAX + 1];
	uint32_t port;
	bool closed;			/* the socket it was taken through */
	uint64_t heard;			/* us ago */
	uint64_t remaining;		/* us; not marked if the state lasts */
	uint64_t since;			/* ns */
	uint32_t takes;
	uint32_t routers;
	bool force;			/* only in requests */
};

/* A transition that is kept (attribute set entry). */
struct hka_entry {
	uint64_t has;
	uint64_t time;		/* ns */
	uint8_t from;		/* enum hka_state */
	uint8_t to;		/* enum hka_state */
	uint8_t cause;		/* enum hka_last_event */
	uint8_t fault;		/* enum hka_fault */
	uint8_t priority;
	struct hka_ip peer;
	uint8_t peer_priority;
	uint64_t latency;	/* ns */
};

/* The last transitions of a router, oldest first. End with hka_history_clear(). */
struct hka_history {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint32_t id;
	uint32_t lost;
	struct hka_entry *entries;	/* owned */
	unsigned int n_entries;
};

/* A router that was heard, as its last advert shows it (attribute set heard-router). */
struct hka_heard_router {
	uint64_t has;
	struct hka_ip address;
	uint8_t mac[HKA_MAC_LEN];
	uint8_t priority;
	uint8_t version;
	uint32_t interval;	/* us */
	uint8_t checksum;	/* enum hka_checksum */
	uint32_t drop;		/* enum hka_drop: why the advert was dropped */
	uint32_t rival;		/* bits 1 << enum hka_rival */
	uint64_t first_heard;	/* ns */
	uint64_t last_heard;	/* ns */
	uint64_t adverts;
};

/* Whom a router has heard (attribute set heard). End with hka_heard_clear(). */
struct hka_heard {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];
	uint32_t id;
	char ifname[HKA_IFNAME_MAX + 1];
	uint8_t vrid;
	uint8_t family;
	bool alone;		/* MASTER for long, and nobody was ever heard on the device */
	struct hka_heard_router *routers;	/* owned */
	unsigned int n_routers;
};

/* Counters (attribute set stats). */
struct hka_stats {
	uint64_t has;
	char name[HKA_NAME_MAX + 1];	/* empty for the network namespace */
	uint32_t id;
	uint64_t count[__HKA_A_STATS_MAX];	/* by attribute number, HKA_A_STATS_… */
	uint64_t drops[__HKA_DROP_MAX];
	uint64_t drops_other;		/* for reasons this library does not know */
};

/* What happened (attribute set event); @kind tells which members are marked. */
struct hka_event {
	uint64_t has;
	uint32_t seq;
	char name[HKA_NAME_MAX + 1];
	uint32_t id;
	char ifname[HKA_IFNAME_MAX + 1];
	uint8_t vrid;
	uint8_t family;
	uint8_t from;		/* enum hka_state */
	uint8_t to;		/* enum hka_state */
	uint8_t cause;		/* enum hka_last_event */
	uint8_t fault;		/* enum hka_fault */
	uint8_t priority;
	uint64_t time;		/* ns */
	struct hka_ip peer;
	uint8_t kind;		/* enum hka_event_kind */
	struct hka_ip address;
	uint32_t error;		/* positive errno */
	char reason[HKA_NAME_MAX + 1];
	uint8_t track_state;	/* enum hka_track_state */
	uint32_t drop;		/* enum hka_drop */
	uint8_t peer_priority;
	uint64_t latency;	/* ns */
	char group[HKA_NAME_MAX + 1];
	char text[HKA_TEXT_MAX + 1];	/* the kernel's words, where it refused something */
	uint8_t lease_state;	/* enum hka_lease_state */
	uint8_t peer_mac[HKA_MAC_LEN];
	uint32_t peer_interval;	/* us */
	struct hka_ip source;	/* of the router's own adverts */
};

/* What hka_next() delivers. */
enum hka_notice_type {
	HKA_NOTICE_EVENT,	/* group events: @event */
	HKA_NOTICE_NEW,		/* group config: @subject was created */
	HKA_NOTICE_SET,		/* group config: it was changed */
	HKA_NOTICE_DEL,		/* group config: it was deleted; name only, and id of a router */
	HKA_NOTICE_LOST,	/* @lost events are missing, 0 if nobody knows how many */
};

enum hka_subject { HKA_SUBJECT_VR, HKA_SUBJECT_GROUP, HKA_SUBJECT_TRACK };

struct hka_notice {
	enum hka_notice_type type;
	struct hka_event event;
	enum hka_subject subject;	/* which of these; owned: hka_notice_clear() */
	bool own;			/* group config: this client asked for it */
	struct hka_vr vr;
	struct hka_group group;
	struct hka_track track;
	uint64_t lost;
};

struct hka_client;
struct sockaddr_un;

/*
 * Connect to the kernel in network namespace @netns (a name below /run/netns or
 * a path; NULL for the caller's own). The caller's namespace is not changed.
 * Looking the family up loads the module where that is possible. *@out is set
 * even on failure, so that hka_error() can tell; NULL only for want of memory.
 * Errors: ENOENT no such family or namespace, EPERM, ENOMEM.
 */
int hka_open(struct hka_client **out, const char *netns);
/*
 * Enter such a namespace; the descriptor of the one to return to is left in *@old, for
 * hka_netns_leave(), which closes it. 0 or -errno.
 */
int hka_netns_enter(const char *netns, int *old);
int hka_netns_leave(int old);
/* A socket there, or -errno. */
int hka_netns_socket(const char *netns, int family, int type);
/* The lease of the hkad of that name (NULL or empty: the one without); -ENAMETOOLONG. */
int hka_manager_lease(const char *instance, char lease[HKA_NAME_MAX + 1]);
/* Is it one of those? */
bool hka_manager_is(const char *lease);
/* Its socket, an abstract one of its network namespace. Return: the address's size. */
unsigned int hka_manager_address(const char *lease, struct sockaddr_un *at);
void hka_close(struct hka_client *c);

/* The sentence for the last failure; valid until the next call with @c. */
const char *hka_error(const struct hka_client *c);

/*
 * Create a router from the marked members of @req. @reply, if not NULL, gets
 * name and id. Errors: those of HKA_CMD_VR_NEW.
 */
int hka_vr_new(struct hka_client *c, const struct hka_vr *req, struct hka_vr *reply);
/* Change the router named in @req; only marked members change. */
int hka_vr_set(struct hka_client *c, const struct hka_vr *req);
/* Release and delete a router, or all where @name is NULL. */
int hka_vr_del(struct hka_client *c, const char *name);
/* One router by name. End with hka_vr_clear(). ENOENT: there is none. */
int hka_vr_get(struct hka_client *c, const char *name, struct hka_vr *out);
/*
 * All routers, or those of one device where @ifname is not NULL. A dump that
 * the kernel calls inconsistent is started again. Caller ends with hka_vrs_free().
 */
int hka_vr_dump(struct hka_client *c, const char *ifname, struct hka_vr **out, unsigned int *n);

/* Counters of one router, or of the network namespace where @name is NULL. */
int hka_stats_get(struct hka_client *c, const char *name, struct hka_stats *out);
/* Counters of all routers; caller frees *@out with free(). */
int hka_stats_dump(struct hka_client *c, struct hka_stats **out, unsigned int *n);

/* Begin to count again; the same with and without @name. */
int hka_stats_clear(struct hka_client *c, const char *name);

/* The last transitions of a router. End with hka_history_clear(). */
int hka_history_get(struct hka_client *c, const char *name, struct hka_history *out);

/* Whom a router has heard. End with hka_heard_clear(). */
int hka_heard_get(struct hka_client *c, const char *name, struct hka_heard *out);
/* The same for all routers. Caller ends with hka_heards_free(). */
int hka_heard_dump(struct hka_client *c, struct hka_heard **out, unsigned int *n);

/* Trackers: as the calls for routers. */
int hka_track_new(struct hka_client *c, const struct hka_track *req);
int hka_track_set(struct hka_client *c, const struct hka_track *req);
int hka_track_del(struct hka_client *c, const char *name);
int hka_track_get(struct hka_client *c, const char *name, struct hka_track *out);
/* Caller ends with hka_tracks_free(). */
int hka_track_dump(struct hka_client *c, struct hka_track **out, unsigned int *n);

/* Demote the router named in @req. */
int hka_demote(struct hka_client *c, const struct hka_demotion *req);
/* End the demotion with this reason, or all of the router where @reason is NULL. */
int hka_undemote(struct hka_client *c, const char *name, const char *reason);
/* The same of a group. */
int hka_group_undemote(struct hka_client *c, const char *name, const char *reason);

/* Groups: as the calls for routers. */
int hka_group_new(struct hka_client *c, const struct hka_group *req);
int hka_group_set(struct hka_client *c, const struct hka_group *req);
int hka_group_del(struct hka_client *c, const char *name);
int hka_group_get(struct hka_client *c, const char *name, struct hka_group *out);
/* Caller ends with hka_groups_free(). */
int hka_group_dump(struct hka_client *c, struct hka_group **out, unsigned int *n);

/*
 * Leases. The calling process holds one that it took through @c, until @c is closed or
 * the process ends; a child can neither hold nor lose it for its parent, whatever it
 * inherited. Call hka_lease_heartbeat() about once a second, and more than once in the
 * timeout.
 *
 * hka_lease_take(): the marked members of @req are name, timeout, grace; @reply gets name
 * and cookie. No router changes its state because its lease is taken: a manager that
 * starts takes it, then reads what there is. EBUSY: another process holds it.
 */
int hka_lease_take(struct hka_client *c, const struct hka_lease *req, struct hka_lease *reply);
/* @held: what hka_lease_take() gave. ESTALE: it is lost, and may be taken again. */
int hka_lease_heartbeat(struct hka_client *c, const struct hka_lease *held);
/* The holder gives it up: no policy follows. */
int hka_lease_release(struct hka_client *c, const struct hka_lease *held);
/* Anybody ends one: whose holder is gone or, with @force, any. */
int hka_lease_end(struct hka_client *c, const char *name, bool force);
int hka_lease_get(struct hka_client *c, const char *name, struct hka_lease *out);
/* Caller frees *@out with free(). */
int hka_lease_dump(struct hka_client *c, struct hka_lease **out, unsigned int *n);

/*
 * Begin to hand over, or take that back; hka_vr_get() and events tell what it comes to.
 * EBUSY: the router is not MASTER.
 */
int hka_handover(struct hka_client *c, const struct hka_handover_request *req);

/* Begin maintenance of the network namespace, change it, or end it (mode none). */
int hka_maintenance_set(struct hka_client *c, const struct hka_maintenance_request *req);
int hka_maintenance_get(struct hka_client *c, struct hka_maintenance_request *out);

/* Join a multicast group (HKA_MCGRP_…) on a socket of its own. */
int hka_listen(struct hka_client *c, const char *group);
/* That socket, to poll; -ENOTCONN before hka_listen(). */
int hka_fd(const struct hka_client *c);
/* Wait for so long that a notice is there: 1, or 0 if none came. */
int hka_wait(struct hka_client *c, uint64_t us);
/*
 * Wait for the next notice. Gaps in the sequence and a socket that overflowed
 * come as HKA_NOTICE_LOST. EINTR: a signal came. End with hka_notice_clear().
 */
int hka_next(struct hka_client *c, struct hka_notice *out);

/*
 * Append a copy. ENOMEM; E2BIG beyond HKA_VIPS_MAX advertised and HKA_EXCLUDED_MAX
 * other addresses, HKA_PEERS_MAX, or twice HKA_HMAC_KEYS_MAX (some may be forgotten).
 */
int hka_vr_add_vip(struct hka_vr *vr, const struct hka_vip *vip);
int hka_vr_add_peer(struct hka_vr *vr, const struct hka_peer *peer);
/* The same; E2BIG beyond HKA_ROUTES_MAX, HKA_RULES_MAX and HKA_NEXTHOPS_MAX. */
int hka_vr_add_route(struct hka_vr *vr, const struct hka_route *route);	/* without nexthops */
int hka_vr_add_rule(struct hka_vr *vr, const struct hka_rule *rule);
int hka_route_add_nexthop(struct hka_route *route, const struct hka_nexthop *nexthop);
int hka_vr_add_hmac_key(struct hka_vr *vr, const struct hka_hmac_key *key);
int hka_track_add_member(struct hka_track *track, const struct hka_member *member);
/*
 * Which of @attrs (HKA_HAS(…)) are marked in one of the two only, or say something else in
 * the other one. Lists are compared in their order.
 */
uint64_t hka_vr_differ(const struct hka_vr *a, const struct hka_vr *b, uint64_t attrs);
uint64_t hka_track_differ(const struct hka_track *a, const struct hka_track *b, uint64_t attrs);
uint64_t hka_group_differ(const struct hka_group *a, const struct hka_group *b, uint64_t attrs);
void hka_vr_clear(struct hka_vr *vr);
void hka_vrs_free(struct hka_vr *vrs, unsigned int n);
void hka_track_clear(struct hka_track *track);
void hka_tracks_free(struct hka_track *tracks, unsigned int n);
void hka_group_clear(struct hka_group *group);
void hka_groups_free(struct hka_group *groups, unsigned int n);
void hka_history_clear(struct hka_history *history);
void hka_heard_clear(struct hka_heard *heard);
void hka_heards_free(struct hka_heard *heards, unsigned int n);
void hka_notice_clear(struct hka_notice *n);

/* CLOCK_REALTIME in ns. */
uint64_t hka_now(void);

/* Names of values; "unknown" for those of a newer kernel. */
const char *hka_state_name(unsigned int v);
const char *hka_fault_name(unsigned int v);
const char *hka_last_event_name(unsigned int v);
const char *hka_master_reason_name(unsigned int v);
const char *hka_checksum_name(unsigned int v);
const char *hka_auth_name(unsigned int v);
const char *hka_hmac_mode_name(unsigned int v);
const char *hka_anti_replay_name(unsigned int v);
const char *hka_vip_state_name(unsigned int v);
const char *hka_vmac_state_name(unsigned int v);
const char *hka_drop_name(unsigned int v);
const char *hka_track_kind_name(unsigned int v);
const char *hka_track_state_name(unsigned int v);
const char *hka_contribution_name(unsigned int v);
const char *hka_lease_state_name(unsigned int v);
const char *hka_lease_policy_name(unsigned int v);
const char *hka_handover_name(unsigned int v);
const char *hka_maintenance_name(unsigned int v);
const char *hka_event_kind_name(unsigned int v);
const char *hka_rival_name(unsigned int v);
const char *hka_group_kind_name(unsigned int v);
const char *hka_group_loss_name(unsigned int v);
const char *hka_group_role_name(unsigned int v);
/* What they mean, a phrase, for people. */
const char *hka_vmac_state_text(unsigned int v);
const char *hka_fault_text(unsigned int v);
const char *hka_drop_text(unsigned int v);
const char *hka_rival_text(unsigned int v);
const char *hka_event_kind_text(unsigned int v);

#endif /* HKA_H */
