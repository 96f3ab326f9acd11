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

/* A transition (attribute set event). */
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
};

/* What hka_next() delivers. */
enum hka_notice_type {
	HKA_NOTICE_EVENT,	/* group events: @event */
	HKA_NOTICE_NEW,		/* group config: @vr was created */
	HKA_NOTICE_SET,		/* group config: @vr was changed */
	HKA_NOTICE_DEL,		/* group config: @vr was deleted, name and id only */
	HKA_NOTICE_LOST,	/* @lost events are missing, 0 if nobody knows how many */
};

struct hka_notice {
	enum hka_notice_type type;
	struct hka_event event;
	struct hka_vr vr;	/* owned by the notice: hka_notice_clear() */
	uint64_t lost;
};

struct hka_client;

/*
 * Connect to the kernel in network namespace @netns (a name below /run/netns or
 * a path; NULL for the caller's own). The caller's namespace is not changed.
 * Looking the family up loads the module where that is possible. *@out is set
 * even on failure, so that hka_error() can tell; NULL only for want of memory.
 * Errors: ENOENT no such family or namespace, EPERM, ENOMEM.
 */
int hka_open(struct hka_client **out, const char *netns);
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

/* Join a multicast group (HKA_MCGRP_…) on a socket of its own. */
int hka_listen(struct hka_client *c, const char *group);
/* That socket, to poll; -ENOTCONN before hka_listen(). */
int hka_fd(const struct hka_client *c);
/*
 * Wait for the next notice. Gaps in the sequence and a socket that overflowed
 * come as HKA_NOTICE_LOST. EINTR: a signal came. End with hka_notice_clear().
 */
int hka_next(struct hka_client *c, struct hka_notice *out);

/* Append a copy of @vip to the router. ENOMEM; E2BIG beyond HKA_VIPS_MAX. */
int hka_vr_add_vip(struct hka_vr *vr, const struct hka_vip *vip);
void hka_vr_clear(struct hka_vr *vr);
void hka_vrs_free(struct hka_vr *vrs, unsigned int n);
void hka_notice_clear(struct hka_notice *n);

/* CLOCK_REALTIME in ns. */
uint64_t hka_now(void);

/* Names of values; "unknown" for those of a newer kernel. */
const char *hka_state_name(unsigned int v);
const char *hka_fault_name(unsigned int v);
const char *hka_last_event_name(unsigned int v);
const char *hka_master_reason_name(unsigned int v);
const char *hka_checksum_name(unsigned int v);
const char *hka_vip_state_name(unsigned int v);
const char *hka_drop_name(unsigned int v);
/* What they mean, a phrase, for people. */
const char *hka_fault_text(unsigned int v);
const char *hka_drop_text(unsigned int v);
/* Number of a checksum form by name, or -EINVAL. */
int hka_checksum_by_name(const char *name);

#endif /* HKA_H */
