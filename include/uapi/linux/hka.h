/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* Do not edit; generated from docs/netlink/hka.yaml by scripts/netlink-gen.py. */
/*
 * The kernel API of hka.ko: generic netlink family "hka".
 *
 * Virtual routers (VRRP, RFC 9568 and RFC 3768) that run inside the kernel.
 * Every request is all-or-nothing; every refusal carries an
 * extended-acknowledgement text and the attribute.
 *
 * Integers are in host order, addresses in network order. This header includes
 * nothing.
 */
#ifndef _UAPI_LINUX_HKA_H
#define _UAPI_LINUX_HKA_H

#define HKA_GENL_NAME		"hka"
#define HKA_GENL_VERSION	1

/* longest name of a virtual router */
#define HKA_NAME_MAX		63

/* most advertised addresses of a virtual router */
#define HKA_VIPS_MAX		255

/* State of a virtual router; INIT and FAULT are Initialize of RFC 9568. */
enum hka_state {
	HKA_STATE_INIT = 0,			/* not started */
	HKA_STATE_BACKUP,			/* watches the MASTER (RFC 9568 Backup) */
	HKA_STATE_MASTER,			/* holds the addresses (RFC 9568 Active) */
	HKA_STATE_FAULT,			/* cannot run; the fault reason says why */
	__HKA_STATE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_STATE_LIST(X) \
	X(INIT, "init", "not started") \
	X(BACKUP, "backup", "watches the MASTER (RFC 9568 Backup)") \
	X(MASTER, "master", "holds the addresses (RFC 9568 Active)") \
	X(FAULT, "fault", "cannot run; the fault reason says why")

/* Why a router is in FAULT; the first unmet condition. */
enum hka_fault {
	HKA_FAULT_NONE = 0,			/* no fault */
	/* the device does not exist; the router is parked by name */
	HKA_FAULT_NO_DEVICE,
	HKA_FAULT_DEVICE_DOWN,			/* the device is administratively down */
	HKA_FAULT_NO_CARRIER,			/* the device has no carrier */
	/* the device has no usable primary IPv4 or link-local IPv6 address */
	HKA_FAULT_NO_SOURCE,
	/* an address could not be installed within one down interval */
	HKA_FAULT_ADDRESS_INSTALL,
	/* another router already uses this device, family and VRID */
	HKA_FAULT_CONFLICT,
	HKA_FAULT_MTU,				/* the advert no longer fits the device's MTU */
	__HKA_FAULT_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_FAULT_LIST(X) \
	X(NONE, "none", "no fault") \
	X(NO_DEVICE, "no-device", "the device does not exist; the router is parked by name") \
	X(DEVICE_DOWN, "device-down", "the device is administratively down") \
	X(NO_CARRIER, "no-carrier", "the device has no carrier") \
	X(NO_SOURCE, "no-source", \
	  "the device has no usable primary IPv4 or link-local IPv6 address") \
	X(ADDRESS_INSTALL, "address-install", \
	  "an address could not be installed within one down interval") \
	X(CONFLICT, "conflict", "another router already uses this device, family and VRID") \
	X(MTU, "mtu", "the advert no longer fits the device's MTU")

/* What caused the last transition (last-event of ietf-vrrp, RFC 8347). */
enum hka_last_event {
	HKA_LAST_EVENT_NONE = 0,
	HKA_LAST_EVENT_STARTUP,
	HKA_LAST_EVENT_SHUTDOWN,
	HKA_LAST_EVENT_HIGHER_PRIORITY_BACKUP,	/* a better advert was heard */
	HKA_LAST_EVENT_MASTER_TIMEOUT,		/* Active_Down_Timer fired */
	HKA_LAST_EVENT_INTERFACE_UP,
	HKA_LAST_EVENT_INTERFACE_DOWN,
	HKA_LAST_EVENT_NO_PRIMARY_IP_ADDRESS,
	HKA_LAST_EVENT_PRIMARY_IP_ADDRESS,
	HKA_LAST_EVENT_NO_VIRTUAL_IP_ADDRESSES,
	HKA_LAST_EVENT_VIRTUAL_IP_ADDRESSES,
	HKA_LAST_EVENT_PREEMPT_HOLD_TIMEOUT,
	/* Active_Down_Timer fired while a losing MASTER was heard */
	HKA_LAST_EVENT_LOWER_PRIORITY_MASTER,
	HKA_LAST_EVENT_OWNER_PREEMPT,		/* the address owner claims */
	HKA_LAST_EVENT_INSTALL_FAILURE,		/* an address could not be installed in time */
	HKA_LAST_EVENT_PRIORITY_ZERO,		/* the MASTER released and Skew_Time passed */
	__HKA_LAST_EVENT_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_LAST_EVENT_LIST(X) \
	X(NONE, "none", "") \
	X(STARTUP, "startup", "") \
	X(SHUTDOWN, "shutdown", "") \
	X(HIGHER_PRIORITY_BACKUP, "higher-priority-backup", "a better advert was heard") \
	X(MASTER_TIMEOUT, "master-timeout", "Active_Down_Timer fired") \
	X(INTERFACE_UP, "interface-up", "") \
	X(INTERFACE_DOWN, "interface-down", "") \
	X(NO_PRIMARY_IP_ADDRESS, "no-primary-ip-address", "") \
	X(PRIMARY_IP_ADDRESS, "primary-ip-address", "") \
	X(NO_VIRTUAL_IP_ADDRESSES, "no-virtual-ip-addresses", "") \
	X(VIRTUAL_IP_ADDRESSES, "virtual-ip-addresses", "") \
	X(PREEMPT_HOLD_TIMEOUT, "preempt-hold-timeout", "") \
	X(LOWER_PRIORITY_MASTER, "lower-priority-master", \
	  "Active_Down_Timer fired while a losing MASTER was heard") \
	X(OWNER_PREEMPT, "owner-preempt", "the address owner claims") \
	X(INSTALL_FAILURE, "install-failure", "an address could not be installed in time") \
	X(PRIORITY_ZERO, "priority-zero", "the MASTER released and Skew_Time passed")

/* Why this router last became MASTER (new-master-reason of ietf-vrrp). */
enum hka_master_reason {
	HKA_MASTER_REASON_NOT_MASTER = 0,
	HKA_MASTER_REASON_PRIORITY,
	HKA_MASTER_REASON_PREEMPTED,
	HKA_MASTER_REASON_NO_RESPONSE,
	__HKA_MASTER_REASON_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_MASTER_REASON_LIST(X) \
	X(NOT_MASTER, "not-master", "") \
	X(PRIORITY, "priority", "") \
	X(PREEMPTED, "preempted", "") \
	X(NO_RESPONSE, "no-response", "")

/* Which checksum an IPv4 VRRPv3 router sends and accepts. */
enum hka_checksum {
	/* accept both and follow the MASTER that is heard */
	HKA_CHECKSUM_AUTO = 0,
	HKA_CHECKSUM_RFC9568,			/* no pseudo-header */
	HKA_CHECKSUM_RFC5798,			/* with IPv4 pseudo-header */
	__HKA_CHECKSUM_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_CHECKSUM_LIST(X) \
	X(AUTO, "auto", "accept both and follow the MASTER that is heard") \
	X(RFC9568, "rfc9568", "no pseudo-header") \
	X(RFC5798, "rfc5798", "with IPv4 pseudo-header")

/* Where a virtual address is. */
enum hka_vip_state {
	HKA_VIP_STATE_ABSENT = 0,		/* not on its device */
	/* to be installed or removed; RTNL has not been had yet */
	HKA_VIP_STATE_PENDING,
	HKA_VIP_STATE_INSTALLED,		/* on its device */
	HKA_VIP_STATE_ADOPTED,			/* was there before; it will not be removed */
	/* the kernel refused it; the error attribute tells */
	HKA_VIP_STATE_FAILED,
	__HKA_VIP_STATE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_VIP_STATE_LIST(X) \
	X(ABSENT, "absent", "not on its device") \
	X(PENDING, "pending", "to be installed or removed; RTNL has not been had yet") \
	X(INSTALLED, "installed", "on its device") \
	X(ADOPTED, "adopted", "was there before; it will not be removed") \
	X(FAILED, "failed", "the kernel refused it; the error attribute tells")

/* Why a received packet was dropped, in the order of the checks. */
enum hka_drop {
	HKA_DROP_NONE = 0,			/* not dropped */
	/* no router of this family runs on the receiving device */
	HKA_DROP_NO_INTERFACE,
	HKA_DROP_BAD_DST,			/* the destination is neither the group nor ours */
	/* our own source address - a loop or a duplicate address */
	HKA_DROP_SELF,
	HKA_DROP_TTL,				/* TTL or hop limit is not 255 */
	HKA_DROP_LENGTH,			/* shorter than its header says */
	HKA_DROP_VERSION,			/* VRRP version is not the router's */
	/* no router with this VRID on the receiving device */
	HKA_DROP_VRID,
	HKA_DROP_TYPE,				/* type is not ADVERTISEMENT */
	/* checksum is wrong, or of a form that is not accepted */
	HKA_DROP_CHECKSUM,
	HKA_DROP_ADDR_COUNT,			/* no address in the message */
	HKA_DROP_ADDR_FIRST,			/* first IPv6 address is not link-local */
	HKA_DROP_INTERVAL_ZERO,			/* VRRPv3 interval of zero */
	HKA_DROP_INTERVAL,			/* VRRPv2 interval is not the configured one */
	/* VRRPv2 authentication type is not the configured one */
	HKA_DROP_AUTH_TYPE,
	HKA_DROP_AUTH_DATA,			/* VRRPv2 password is wrong */
	HKA_DROP_ADDR_LIST,			/* VRRPv2 address list is not the configured one */
	HKA_DROP_OWNER_CONFLICT,		/* strict owner got another's advert */
	HKA_DROP_INACTIVE,			/* the router is in INIT or FAULT */
	HKA_DROP_NO_MEMORY,			/* the packet could not be made linear */
	__HKA_DROP_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_DROP_LIST(X) \
	X(NONE, "none", "not dropped") \
	X(NO_INTERFACE, "no-interface", "no router of this family runs on the receiving device") \
	X(BAD_DST, "bad-dst", "the destination is neither the group nor ours") \
	X(SELF, "self", "our own source address - a loop or a duplicate address") \
	X(TTL, "ttl", "TTL or hop limit is not 255") \
	X(LENGTH, "length", "shorter than its header says") \
	X(VERSION, "version", "VRRP version is not the router's") \
	X(VRID, "vrid", "no router with this VRID on the receiving device") \
	X(TYPE, "type", "type is not ADVERTISEMENT") \
	X(CHECKSUM, "checksum", "checksum is wrong, or of a form that is not accepted") \
	X(ADDR_COUNT, "addr-count", "no address in the message") \
	X(ADDR_FIRST, "addr-first", "first IPv6 address is not link-local") \
	X(INTERVAL_ZERO, "interval-zero", "VRRPv3 interval of zero") \
	X(INTERVAL, "interval", "VRRPv2 interval is not the configured one") \
	X(AUTH_TYPE, "auth-type", "VRRPv2 authentication type is not the configured one") \
	X(AUTH_DATA, "auth-data", "VRRPv2 password is wrong") \
	X(ADDR_LIST, "addr-list", "VRRPv2 address list is not the configured one") \
	X(OWNER_CONFLICT, "owner-conflict", "strict owner got another's advert") \
	X(INACTIVE, "inactive", "the router is in INIT or FAULT") \
	X(NO_MEMORY, "no-memory", "the packet could not be made linear")

/* Attribute set vr: A virtual router. */
enum {
	/* Padding, ignored. */
	HKA_A_VR_PAD = 1,
	/*
	 * string, 1..63 bytes. Unique in its network namespace; printable,
	 * without space or slash.
	 */
	HKA_A_VR_NAME,
	/*
	 * u32. Number of the router in its network namespace, never reused
	 * while it exists.
	 */
	HKA_A_VR_ID,
	/*
	 * string, 1..15 bytes. Device the adverts use. Kept when the device
	 * vanishes; follows a rename.
	 */
	HKA_A_VR_IFNAME,
	/* u32. Index of that device; 0 while it does not exist. */
	HKA_A_VR_IFINDEX,
	/* u8, 1..255. Virtual Router Identifier (RFC 9568 5.2.3). */
	HKA_A_VR_VRID,
	/* u8. AF_INET (2, default) or AF_INET6 (10). */
	HKA_A_VR_FAMILY,
	/*
	 * u8, 2..3. VRRP version; 3 by default; 2 is IPv4 only. Cannot be
	 * changed afterwards.
	 */
	HKA_A_VR_VERSION,
	/*
	 * u8, 1..255. Base priority; default 100; 255 is the address owner (RFC
	 * 9568 5.2.4).
	 */
	HKA_A_VR_PRIORITY,
	/*
	 * u32, 10000..255000000. Advertisement interval in microseconds. VRRPv3
	 * 10000..40950000 in steps of 10000, VRRPv2 whole seconds 1..255;
	 * default one second.
	 */
	HKA_A_VR_INTERVAL,
	/* u8, 0..1. 1 (default) to take over from a lower-priority MASTER. */
	HKA_A_VR_PREEMPT,
	/*
	 * nest of vip, repeated. Virtual addresses in the order of the wire. A
	 * SET with any replaces the whole list.
	 */
	HKA_A_VR_VIP,
	/* u8, enum hka_state. Present state. */
	HKA_A_VR_STATE,
	/* u8, enum hka_fault. Why the router is in FAULT. */
	HKA_A_VR_FAULT,
	/* u8. What is advertised and compared. */
	HKA_A_VR_EFFECTIVE_PRIORITY,
	/*
	 * u32. Advertisement interval of the MASTER in microseconds (own while
	 * none was heard).
	 */
	HKA_A_VR_MASTER_INTERVAL,
	/* u32. Skew_Time in microseconds. */
	HKA_A_VR_SKEW_TIME,
	/* u32. Active_Down_Interval in microseconds. */
	HKA_A_VR_DOWN_INTERVAL,
	/*
	 * binary, at most 16 bytes. Source address of our adverts, 4 or 16
	 * bytes.
	 */
	HKA_A_VR_SOURCE,
	/*
	 * binary, at most 16 bytes. Source of the last accepted advert
	 * (last-adv-source), 4 or 16 bytes.
	 */
	HKA_A_VR_LAST_SOURCE,
	/* u8. Priority in the last accepted advert. */
	HKA_A_VR_LAST_PRIORITY,
	/* u8, enum hka_last_event. Cause of the last transition. */
	HKA_A_VR_LAST_EVENT,
	/* u8, enum hka_master_reason. Why the router last became MASTER. */
	HKA_A_VR_MASTER_REASON,
	/*
	 * u64. When the present state was entered, nanoseconds of
	 * CLOCK_REALTIME.
	 */
	HKA_A_VR_SINCE,
	/*
	 * u64. When the router last left INIT or FAULT (up-datetime),
	 * nanoseconds of CLOCK_REALTIME; 0 if it has not.
	 */
	HKA_A_VR_UP_SINCE,
	/* flag. In VR_DEL, every router of the network namespace. */
	HKA_A_VR_ALL,
	/*
	 * u8, 0..2, enum hka_checksum. IPv4 VRRPv3 checksum form; default auto.
	 */
	HKA_A_VR_CHECKSUM,
	/*
	 * u8, enum hka_checksum. The form sent at present (rfc9568 or rfc5798).
	 */
	HKA_A_VR_CHECKSUM_SENT,

	__HKA_A_VR_MAX,
	HKA_A_VR_MAX = (__HKA_A_VR_MAX - 1)
};

/* Attribute set vip: A virtual address. */
enum {
	/*
	 * binary, at most 16 bytes. IPv4 (4 bytes) or IPv6 (16 bytes) address
	 * in network order.
	 */
	HKA_A_VIP_ADDRESS = 1,
	/* u8, 0..128. Prefix length on the device; default 32 or 128. */
	HKA_A_VIP_PREFIX_LENGTH,
	/*
	 * string, 1..15 bytes. Device that gets the address; default the
	 * router's.
	 */
	HKA_A_VIP_IFNAME,
	/* u8, enum hka_vip_state. Where the address is. */
	HKA_A_VIP_STATE,
	/* u32. Positive errno of the last refusal. */
	HKA_A_VIP_ERROR,

	__HKA_A_VIP_MAX,
	HKA_A_VIP_MAX = (__HKA_A_VIP_MAX - 1)
};

/*
 * Attribute set stats: Counters; they only grow. Names follow RFC 6527 and RFC
 * 8347.
 */
enum {
	/* Padding, ignored. */
	HKA_A_STATS_PAD = 1,
	/*
	 * string, 1..63 bytes. The router; absent for the network namespace as
	 * a whole.
	 */
	HKA_A_STATS_NAME,
	/* u32. Its number. */
	HKA_A_STATS_ID,
	/* u64. Times the router became MASTER. */
	HKA_A_STATS_MASTER_TRANSITIONS,
	/* u64. Valid adverts received. */
	HKA_A_STATS_ADVERTISEMENT_RCVD,
	/* u64. Adverts sent, priority zero included. */
	HKA_A_STATS_ADVERTISEMENT_SENT,
	/* u64. Valid adverts with priority 0 received. */
	HKA_A_STATS_PRIORITY_ZERO_PKTS_RCVD,
	/* u64. Adverts with priority 0 sent. */
	HKA_A_STATS_PRIORITY_ZERO_PKTS_SENT,
	/* u64. Adverts the device or its queue refused. */
	HKA_A_STATS_SEND_ERRORS,
	/* u64. Adverts sent in answer to a losing one. */
	HKA_A_STATS_REPLIES_SENT,
	/* u64. Such answers held back by the limit. */
	HKA_A_STATS_REPLIES_LIMITED,
	/* u64. Adverts of another MASTER heard while MASTER. */
	HKA_A_STATS_RIVALS_HEARD,
	/* u64. VRRPv3 adverts with another interval (adopted). */
	HKA_A_STATS_INTERVAL_MISMATCHES,
	/* u64. VRRPv3 adverts with another address list. */
	HKA_A_STATS_ADDRESS_LIST_MISMATCHES,
	/* u64. IPv4 VRRPv3 adverts whose checksum had no pseudo-header. */
	HKA_A_STATS_CHECKSUM_PLAIN_RCVD,
	/* u64. IPv4 VRRPv3 adverts whose checksum had the pseudo-header. */
	HKA_A_STATS_CHECKSUM_PSEUDO_RCVD,
	/* u64. Adverts with bytes after the message. */
	HKA_A_STATS_TRAILING_BYTES,
	/* u64. Gratuitous ARP and unsolicited NA sent. */
	HKA_A_STATS_ANNOUNCEMENTS_SENT,
	/* u64. Largest lateness of a timer, nanoseconds. */
	HKA_A_STATS_LATE_MAX,
	/* u64. When the counters started, nanoseconds of CLOCK_REALTIME. */
	HKA_A_STATS_DISCONTINUITY,
	/*
	 * u64. Packets of protocol 112 that reached the router or the network
	 * namespace.
	 */
	HKA_A_STATS_RECEIVED,
	/* nest of drop, repeated. One for each reason that has occurred. */
	HKA_A_STATS_DROP,

	__HKA_A_STATS_MAX,
	HKA_A_STATS_MAX = (__HKA_A_STATS_MAX - 1)
};

/* Attribute set drop: A drop counter. */
enum {
	/* Padding, ignored. */
	HKA_A_DROP_PAD = 1,
	/* u32, enum hka_drop. Why. */
	HKA_A_DROP_REASON,
	/* u64. How often. */
	HKA_A_DROP_COUNT,

	__HKA_A_DROP_MAX,
	HKA_A_DROP_MAX = (__HKA_A_DROP_MAX - 1)
};

/* Attribute set event: A transition. */
enum {
	/* Padding, ignored. */
	HKA_A_EVENT_PAD = 1,
	/*
	 * u32. Grows by one with each event of the network namespace; a gap
	 * means lost events.
	 */
	HKA_A_EVENT_SEQ,
	/* string. The router. */
	HKA_A_EVENT_NAME,
	/* u32. Its number. */
	HKA_A_EVENT_ID,
	/* string. Its device. */
	HKA_A_EVENT_IFNAME,
	/* u8. Its VRID. */
	HKA_A_EVENT_VRID,
	/* u8. Its family. */
	HKA_A_EVENT_FAMILY,
	/* u8, enum hka_state. State that was left. */
	HKA_A_EVENT_FROM,
	/* u8, enum hka_state. State that was entered. */
	HKA_A_EVENT_TO,
	/* u8, enum hka_last_event. What caused it. */
	HKA_A_EVENT_CAUSE,
	/* u8, enum hka_fault. Why, when the new state is FAULT. */
	HKA_A_EVENT_FAULT,
	/* u8. Effective priority at that moment. */
	HKA_A_EVENT_PRIORITY,
	/* u64. When, nanoseconds of CLOCK_REALTIME. */
	HKA_A_EVENT_TIME,
	/* binary. Source of the advert that caused it, if one did. */
	HKA_A_EVENT_PEER,

	__HKA_A_EVENT_MAX,
	HKA_A_EVENT_MAX = (__HKA_A_EVENT_MAX - 1)
};

/* Commands. */
enum {
	/*
	 * Create a router. EEXIST if the name, or device + family + VRID, is
	 * taken; ENODEV if the device does not exist; EPERM in a network
	 * namespace of another user namespace unless the module parameter
	 * userns is 1; EADDRINUSE if another module owns IP protocol 112.
	 */
	HKA_CMD_VR_NEW = 1,
	/*
	 * Change a router; what is absent stays. Device, VRID, family and
	 * version cannot change.
	 */
	HKA_CMD_VR_SET,
	/*
	 * Release (priority 0 if MASTER) and delete a router, or all. Returns
	 * when its addresses are gone.
	 */
	HKA_CMD_VR_DEL,
	/*
	 * One router by name, or a dump of all, filtered by device if ifname is
	 * given.
	 */
	HKA_CMD_VR_GET,
	/*
	 * Counters of one router by name, of the network namespace if no name
	 * is given, or a dump of all routers.
	 */
	HKA_CMD_STATS_GET,
	/* A transition, to the group events. */
	HKA_CMD_EVENT,
	/* A router was created, to the group config. */
	HKA_CMD_VR_NEW_NTF,
	/* A router was changed, to the group config. */
	HKA_CMD_VR_SET_NTF,
	/* A router was deleted (name and id only), to the group config. */
	HKA_CMD_VR_DEL_NTF,

	__HKA_CMD_MAX,
	HKA_CMD_MAX = (__HKA_CMD_MAX - 1)
};

/* Multicast groups. */
#define HKA_MCGRP_EVENTS	"events"
#define HKA_MCGRP_CONFIG	"config"

#endif /* _UAPI_LINUX_HKA_H */
