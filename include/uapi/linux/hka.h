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

/* most addresses of a virtual router that are not advertised */
#define HKA_EXCLUDED_MAX		4096

/* most unicast peers of a virtual router */
#define HKA_PEERS_MAX		64

/* longest reason of a demotion */
#define HKA_REASON_MAX		63

/* transitions of a virtual router that are kept */
#define HKA_HISTORY_MAX		64

/* largest weight of a tracker */
#define HKA_WEIGHT_MAX		253

/* most demotions of a virtual router */
#define HKA_DEMOTIONS_MAX		16

/* most trackers of a network namespace */
#define HKA_TRACKS_MAX		1024

/* most virtual routers of a tracker */
#define HKA_MEMBERS_MAX		256

/* most keys of a virtual router */
#define HKA_HMAC_KEYS_MAX		8

/* shortest key of authenticated adverts */
#define HKA_HMAC_SECRET_MIN		32

/* longest key of authenticated adverts */
#define HKA_HMAC_SECRET_MAX		64

/* most trackers of a virtual router */
#define HKA_VR_TRACKS_MAX		64

/* most groups of a network namespace */
#define HKA_GROUPS_MAX		1024

/* most virtual routers of a sync group */
#define HKA_SYNC_MAX		256

/* most routes of a virtual router */
#define HKA_ROUTES_MAX		1024

/* most rules of a virtual router */
#define HKA_RULES_MAX		256

/* most nexthops of a route */
#define HKA_NEXTHOPS_MAX		32

/* most manager leases of a network namespace */
#define HKA_LEASES_MAX		64

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
	HKA_FAULT_TRACKER,			/* a tracker that must be up is not */
	HKA_FAULT_DEMOTED,			/* held down by hand */
	HKA_FAULT_SEND_FAILED,			/* three adverts in a row could not be sent */
	/* an address was removed again and again by somebody else */
	HKA_FAULT_ADDRESS_FIGHT,
	/* the device cannot have the virtual MAC; see vmac-state */
	HKA_FAULT_VIRTUAL_MAC,
	HKA_FAULT_GROUP,			/* another router of its group is in FAULT */
	/* a route or rule was removed again and again by somebody else */
	HKA_FAULT_ROUTE_FIGHT,
	/* the manager is gone and the policy of the lease is release */
	HKA_FAULT_LEASE,
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
	X(MTU, "mtu", "the advert no longer fits the device's MTU") \
	X(TRACKER, "tracker", "a tracker that must be up is not") \
	X(DEMOTED, "demoted", "held down by hand") \
	X(SEND_FAILED, "send-failed", "three adverts in a row could not be sent") \
	X(ADDRESS_FIGHT, "address-fight", \
	  "an address was removed again and again by somebody else") \
	X(VIRTUAL_MAC, "virtual-mac", "the device cannot have the virtual MAC; see vmac-state") \
	X(GROUP, "group", "another router of its group is in FAULT") \
	X(ROUTE_FIGHT, "route-fight", \
	  "a route or rule was removed again and again by somebody else") \
	X(LEASE, "lease", "the manager is gone and the policy of the lease is release")

/* How a device has a virtual MAC, or why it cannot. */
enum hka_vmac_state {
	HKA_VMAC_STATE_NONE = 0,		/* it has none */
	/* as an entry of the filters of the device and those below */
	HKA_VMAC_STATE_FILTERED,
	/* a device has no filter for unicast, and so is promiscuous */
	HKA_VMAC_STATE_PROMISCUOUS,
	HKA_VMAC_STATE_ENSLAVED,		/* the device is a port of a bridge, bond or team */
	/* a bond of mode balance-tlb or balance-alb changes source MACs */
	HKA_VMAC_STATE_BOND_MODE,
	HKA_VMAC_STATE_OPENVSWITCH,		/* the device is a port of Open vSwitch */
	HKA_VMAC_STATE_MACVLAN,			/* a macvlan receives for its own MAC only */
	HKA_VMAC_STATE_IPVLAN,			/* an ipvlan has the MAC of its parent only */
	HKA_VMAC_STATE_WIRELESS,		/* a wireless client sends from its own MAC only */
	HKA_VMAC_STATE_OWN_ADDRESS,		/* the virtual MAC is the device's own */
	__HKA_VMAC_STATE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_VMAC_STATE_LIST(X) \
	X(NONE, "none", "it has none") \
	X(FILTERED, "filtered", "as an entry of the filters of the device and those below") \
	X(PROMISCUOUS, "promiscuous", "a device has no filter for unicast, and so is promiscuous") \
	X(ENSLAVED, "enslaved", "the device is a port of a bridge, bond or team") \
	X(BOND_MODE, "bond-mode", "a bond of mode balance-tlb or balance-alb changes source MACs") \
	X(OPENVSWITCH, "openvswitch", "the device is a port of Open vSwitch") \
	X(MACVLAN, "macvlan", "a macvlan receives for its own MAC only") \
	X(IPVLAN, "ipvlan", "an ipvlan has the MAC of its parent only") \
	X(WIRELESS, "wireless", "a wireless client sends from its own MAC only") \
	X(OWN_ADDRESS, "own-address", "the virtual MAC is the device's own")

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
	HKA_LAST_EVENT_TRACKER,			/* a tracker changed */
	HKA_LAST_EVENT_DEMOTION,		/* demoted or restored by hand */
	HKA_LAST_EVENT_SEND_FAILURE,		/* adverts could not be sent */
	HKA_LAST_EVENT_ADDRESS_FIGHT,		/* an address was removed again and again */
	HKA_LAST_EVENT_GROUP,			/* its group changed its state */
	HKA_LAST_EVENT_ROUTE_FIGHT,		/* a route or rule was removed again and again */
	HKA_LAST_EVENT_LEASE,			/* the manager's lease expired or was taken again */
	/* another router took over what was handed over by hand */
	HKA_LAST_EVENT_HANDED_OVER,
	HKA_LAST_EVENT_MAINTENANCE,		/* the node is in maintenance */
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
	X(PRIORITY_ZERO, "priority-zero", "the MASTER released and Skew_Time passed") \
	X(TRACKER, "tracker", "a tracker changed") \
	X(DEMOTION, "demotion", "demoted or restored by hand") \
	X(SEND_FAILURE, "send-failure", "adverts could not be sent") \
	X(ADDRESS_FIGHT, "address-fight", "an address was removed again and again") \
	X(GROUP, "group", "its group changed its state") \
	X(ROUTE_FIGHT, "route-fight", "a route or rule was removed again and again") \
	X(LEASE, "lease", "the manager's lease expired or was taken again") \
	X(HANDED_OVER, "handed-over", "another router took over what was handed over by hand") \
	X(MAINTENANCE, "maintenance", "the node is in maintenance")

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

/*
 * What a MASTER that is not the owner accepts of the packets to its addresses.
 */
enum hka_accept {
	HKA_ACCEPT_OFF = 0,			/* nothing */
	HKA_ACCEPT_ON,				/* everything */
	HKA_ACCEPT_PING,			/* echo requests */
	__HKA_ACCEPT_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_ACCEPT_LIST(X) \
	X(OFF, "off", "nothing") \
	X(ON, "on", "everything") \
	X(PING, "ping", "echo requests")

/* VRRPv2 authentication (RFC 2338; removed by RFC 3768, still in wide use). */
enum hka_auth {
	HKA_AUTH_NONE = 0,			/* type 0 */
	/* type 1, a password of up to 8 bytes in clear text */
	HKA_AUTH_PASS,
	__HKA_AUTH_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_AUTH_LIST(X) \
	X(NONE, "none", "type 0") \
	X(PASS, "pass", "type 1, a password of up to 8 bytes in clear text")

/*
 * What is done about authentication trailers (auth_hmac of keepalived 2.4.2).
 */
enum hka_hmac_mode {
	HKA_HMAC_MODE_OFF = 0,			/* they are ignored */
	/* sends none; accepts adverts without, and those with a right one */
	HKA_HMAC_MODE_RECEIVE_ONLY,
	/* sends them; accepts adverts without, and those with a right one */
	HKA_HMAC_MODE_PERMISSIVE,
	/* sends them; accepts adverts with a right one only */
	HKA_HMAC_MODE_ENFORCE,
	__HKA_HMAC_MODE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_HMAC_MODE_LIST(X) \
	X(OFF, "off", "they are ignored") \
	X(RECEIVE_ONLY, "receive-only", \
	  "sends none; accepts adverts without, and those with a right one") \
	X(PERMISSIVE, "permissive", \
	  "sends them; accepts adverts without, and those with a right one") \
	X(ENFORCE, "enforce", "sends them; accepts adverts with a right one only")

/* What makes an authenticated advert a new one. */
enum hka_anti_replay {
	/*
	 * its time is within the window, and it is newer than the sender's last
	 */
	HKA_ANTI_REPLAY_TIME = 0,
	/* it is newer than the sender's last; clocks need not agree */
	HKA_ANTI_REPLAY_MONOTONIC,
	__HKA_ANTI_REPLAY_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_ANTI_REPLAY_LIST(X) \
	X(TIME, "time", "its time is within the window, and it is newer than the sender's last") \
	X(MONOTONIC, "monotonic", "it is newer than the sender's last; clocks need not agree")

/* What a tracker follows. */
enum hka_track_kind {
	HKA_TRACK_KIND_LINK = 0,		/* a device is up and has carrier */
	HKA_TRACK_KIND_NAMED,			/* a value set over netlink */
	__HKA_TRACK_KIND_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_TRACK_KIND_LIST(X) \
	X(LINK, "link", "a device is up and has carrier") \
	X(NAMED, "named", "a value set over netlink")

/* What a tracker says. */
enum hka_track_state {
	HKA_TRACK_STATE_UNKNOWN = 0,		/* nothing has been set yet */
	HKA_TRACK_STATE_UP,
	HKA_TRACK_STATE_DOWN,
	HKA_TRACK_STATE_VALUE,			/* a number was set */
	__HKA_TRACK_STATE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_TRACK_STATE_LIST(X) \
	X(UNKNOWN, "unknown", "nothing has been set yet") \
	X(UP, "up", "") \
	X(DOWN, "down", "") \
	X(VALUE, "value", "a number was set")

/* Where a contribution to the effective priority comes from. */
enum hka_contribution {
	HKA_CONTRIBUTION_TRACKER = 0,
	HKA_CONTRIBUTION_DEMOTION,		/* demoted by hand */
	HKA_CONTRIBUTION_LEASE,			/* the manager's lease has expired */
	HKA_CONTRIBUTION_MAINTENANCE,		/* the node is in maintenance */
	__HKA_CONTRIBUTION_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_CONTRIBUTION_LIST(X) \
	X(TRACKER, "tracker", "") \
	X(DEMOTION, "demotion", "demoted by hand") \
	X(LEASE, "lease", "the manager's lease has expired") \
	X(MAINTENANCE, "maintenance", "the node is in maintenance")

/* What an event tells. */
enum hka_event_kind {
	HKA_EVENT_KIND_TRANSITION = 0,		/* a router changed its state */
	HKA_EVENT_KIND_ADDRESS_REMOVED,		/* somebody removed a virtual address of a MASTER */
	HKA_EVENT_KIND_ADDRESS_RESTORED,	/* a removed virtual address is back */
	/* the host itself has a virtual address; it will not be removed */
	HKA_EVENT_KIND_ADDRESS_ADOPTED,
	/* a left-over copy of a virtual address was removed */
	HKA_EVENT_KIND_ADDRESS_LEFT_OVER,
	HKA_EVENT_KIND_ADDRESS_FAILED,		/* a virtual address could not be installed */
	HKA_EVENT_KIND_SEND_FAILED,		/* three adverts in a row could not be sent */
	/* a peer sends the checksum form that is not accepted */
	HKA_EVENT_KIND_CHECKSUM_FORM,
	HKA_EVENT_KIND_TRACKER,			/* a tracker of the router changed */
	HKA_EVENT_KIND_DEMOTED,			/* a demotion began */
	HKA_EVENT_KIND_RESTORED,		/* a demotion ended */
	HKA_EVENT_KIND_STALL,			/* the host or its timers stood still */
	/*
	 * a packet of the device failed a check (protocol-error-event, RFC
	 * 8347)
	 */
	HKA_EVENT_KIND_PROTOCOL_ERROR,
	/*
	 * a packet for the router failed a check (virtual-router-error-event,
	 * RFC 8347)
	 */
	HKA_EVENT_KIND_ROUTER_ERROR,
	HKA_EVENT_KIND_GROUP,			/* the group of a router changed its state */
	HKA_EVENT_KIND_ROUTE_REMOVED,		/* somebody removed a route or rule of a MASTER */
	HKA_EVENT_KIND_ROUTE_RESTORED,		/* a removed route or rule is back */
	/* a left-over copy of a route or rule was removed */
	HKA_EVENT_KIND_ROUTE_LEFT_OVER,
	HKA_EVENT_KIND_ROUTE_FAILED,		/* the kernel refused a route or rule */
	HKA_EVENT_KIND_LEASE,			/* the manager's lease of the router changed */
	HKA_EVENT_KIND_HANDOVER,		/* the router began to hand over */
	/* nobody took over what the router was to hand over */
	HKA_EVENT_KIND_HANDOVER_FAILED,
	HKA_EVENT_KIND_MAINTENANCE,		/* maintenance began */
	HKA_EVENT_KIND_MAINTENANCE_ENDED,	/* maintenance ended */
	/*
	 * a MASTER heard another MASTER; the drop attribute tells that its
	 * advert was dropped
	 */
	HKA_EVENT_KIND_SECOND_MASTER,
	HKA_EVENT_KIND_EQUAL_PRIORITY,		/* another router has the priority of this one */
	HKA_EVENT_KIND_OWNER_CLASH,		/* another router claims to be the owner as well */
	HKA_EVENT_KIND_INTERVAL_MISMATCH,	/* another router has another VRRPv3 interval */
	HKA_EVENT_KIND_ADDRESS_LIST_MISMATCH,	/* another router has another list of addresses */
	/* another router has the addresses in another order */
	HKA_EVENT_KIND_ADDRESS_ORDER_MISMATCH,
	/*
	 * somebody else sends from the virtual MAC of a MASTER, and it is no
	 * advert - a loop or a duplicate
	 */
	HKA_EVENT_KIND_VIRTUAL_MAC_HEARD,
	/*
	 * somebody else claims a virtual address of a MASTER by ARP or
	 * neighbour discovery
	 */
	HKA_EVENT_KIND_ADDRESS_CLAIMED,
	/*
	 * MASTER for 20 down intervals, and no router was ever heard on its
	 * device
	 */
	HKA_EVENT_KIND_NOBODY_HEARD,
	/* the router lost MASTER too often and preempts nobody for a while */
	HKA_EVENT_KIND_DAMPENED,
	HKA_EVENT_KIND_DAMPENING_ENDED,		/* it may preempt again */
	/*
	 * the router claimed since it heard nothing, and the MASTER was alive -
	 * adverts are lost or late
	 */
	HKA_EVENT_KIND_CLAIM_IN_VAIN,
	__HKA_EVENT_KIND_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_EVENT_KIND_LIST(X) \
	X(TRANSITION, "transition", "a router changed its state") \
	X(ADDRESS_REMOVED, "address-removed", "somebody removed a virtual address of a MASTER") \
	X(ADDRESS_RESTORED, "address-restored", "a removed virtual address is back") \
	X(ADDRESS_ADOPTED, "address-adopted", \
	  "the host itself has a virtual address; it will not be removed") \
	X(ADDRESS_LEFT_OVER, "address-left-over", \
	  "a left-over copy of a virtual address was removed") \
	X(ADDRESS_FAILED, "address-failed", "a virtual address could not be installed") \
	X(SEND_FAILED, "send-failed", "three adverts in a row could not be sent") \
	X(CHECKSUM_FORM, "checksum-form", "a peer sends the checksum form that is not accepted") \
	X(TRACKER, "tracker", "a tracker of the router changed") \
	X(DEMOTED, "demoted", "a demotion began") \
	X(RESTORED, "restored", "a demotion ended") \
	X(STALL, "stall", "the host or its timers stood still") \
	X(PROTOCOL_ERROR, "protocol-error", \
	  "a packet of the device failed a check (protocol-error-event, RFC 8347)") \
	X(ROUTER_ERROR, "router-error", \
	  "a packet for the router failed a check (virtual-router-error-event, RFC 8347)") \
	X(GROUP, "group", "the group of a router changed its state") \
	X(ROUTE_REMOVED, "route-removed", "somebody removed a route or rule of a MASTER") \
	X(ROUTE_RESTORED, "route-restored", "a removed route or rule is back") \
	X(ROUTE_LEFT_OVER, "route-left-over", "a left-over copy of a route or rule was removed") \
	X(ROUTE_FAILED, "route-failed", "the kernel refused a route or rule") \
	X(LEASE, "lease", "the manager's lease of the router changed") \
	X(HANDOVER, "handover", "the router began to hand over") \
	X(HANDOVER_FAILED, "handover-failed", "nobody took over what the router was to hand over") \
	X(MAINTENANCE, "maintenance", "maintenance began") \
	X(MAINTENANCE_ENDED, "maintenance-ended", "maintenance ended") \
	X(SECOND_MASTER, "second-master", \
	  "a MASTER heard another MASTER; the drop attribute tells that its advert was dropped") \
	X(EQUAL_PRIORITY, "equal-priority", "another router has the priority of this one") \
	X(OWNER_CLASH, "owner-clash", "another router claims to be the owner as well") \
	X(INTERVAL_MISMATCH, "interval-mismatch", "another router has another VRRPv3 interval") \
	X(ADDRESS_LIST_MISMATCH, "address-list-mismatch", \
	  "another router has another list of addresses") \
	X(ADDRESS_ORDER_MISMATCH, "address-order-mismatch", \
	  "another router has the addresses in another order") \
	X(VIRTUAL_MAC_HEARD, "virtual-mac-heard", \
	  "somebody else sends from the virtual MAC of a MASTER, and it is no advert - a loop or a duplicate") \
	X(ADDRESS_CLAIMED, "address-claimed", \
	  "somebody else claims a virtual address of a MASTER by ARP or neighbour discovery") \
	X(NOBODY_HEARD, "nobody-heard", \
	  "MASTER for 20 down intervals, and no router was ever heard on its device") \
	X(DAMPENED, "dampened", \
	  "the router lost MASTER too often and preempts nobody for a while") \
	X(DAMPENING_ENDED, "dampening-ended", "it may preempt again") \
	X(CLAIM_IN_VAIN, "claim-in-vain", \
	  "the router claimed since it heard nothing, and the MASTER was alive - adverts are lost or late")

/*
 * What the last advert of a router that was heard has against it; bits (1 <<
 * rival) of an attribute.
 */
enum hka_rival {
	HKA_RIVAL_SECOND_MASTER = 0,		/* it is MASTER as well as this one */
	HKA_RIVAL_EQUAL_PRIORITY,		/* it has the same priority */
	HKA_RIVAL_OWNER_CLASH,			/* it claims to be the owner as well */
	HKA_RIVAL_INTERVAL,			/* it has another interval */
	HKA_RIVAL_ADDRESS_LIST,			/* it has another list of addresses */
	HKA_RIVAL_ADDRESS_ORDER,		/* it has the addresses in another order */
	/* it sends the checksum form that is not accepted */
	HKA_RIVAL_CHECKSUM_FORM,
	__HKA_RIVAL_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_RIVAL_LIST(X) \
	X(SECOND_MASTER, "second-master", "it is MASTER as well as this one") \
	X(EQUAL_PRIORITY, "equal-priority", "it has the same priority") \
	X(OWNER_CLASH, "owner-clash", "it claims to be the owner as well") \
	X(INTERVAL, "interval", "it has another interval") \
	X(ADDRESS_LIST, "address-list", "it has another list of addresses") \
	X(ADDRESS_ORDER, "address-order", "it has the addresses in another order") \
	X(CHECKSUM_FORM, "checksum-form", "it sends the checksum form that is not accepted")

/* What the members of a group have to do with each other. */
enum hka_group_kind {
	HKA_GROUP_KIND_SYNC = 0,		/* all are MASTER or none (vrrp_sync_group) */
	HKA_GROUP_KIND_LEADER,			/* one of them is elected, the others follow it */
	__HKA_GROUP_KIND_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_GROUP_KIND_LIST(X) \
	X(SYNC, "sync", "all are MASTER or none (vrrp_sync_group)") \
	X(LEADER, "leader", "one of them is elected, the others follow it")

/* What becomes of the followers when the leader is deleted or leaves. */
enum hka_group_loss {
	/*
	 * the follower of the highest priority leads in its place and in its
	 * state
	 */
	HKA_GROUP_LOSS_PROMOTE = 0,
	HKA_GROUP_LOSS_PARK,			/* they are BACKUP until another router leads */
	__HKA_GROUP_LOSS_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_GROUP_LOSS_LIST(X) \
	X(PROMOTE, "promote", \
	  "the follower of the highest priority leads in its place and in its state") \
	X(PARK, "park", "they are BACKUP until another router leads")

/* What a router is in its group. */
enum hka_group_role {
	HKA_GROUP_ROLE_MEMBER = 0,		/* of a sync group */
	HKA_GROUP_ROLE_LEADER,
	HKA_GROUP_ROLE_FOLLOWER,
	__HKA_GROUP_ROLE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_GROUP_ROLE_LIST(X) \
	X(MEMBER, "member", "of a sync group") \
	X(LEADER, "leader", "") \
	X(FOLLOWER, "follower", "")

/* Whether a node is in maintenance. */
enum hka_maintenance {
	HKA_MAINTENANCE_NONE = 0,
	/* it claims only where no other MASTER lives, as the last */
	HKA_MAINTENANCE_SOFT,
	HKA_MAINTENANCE_HARD,			/* it never claims */
	__HKA_MAINTENANCE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_MAINTENANCE_LIST(X) \
	X(NONE, "none", "") \
	X(SOFT, "soft", "it claims only where no other MASTER lives, as the last") \
	X(HARD, "hard", "it never claims")

/* What became of a hand-over. */
enum hka_handover {
	/* there was none since the router last became MASTER or started */
	HKA_HANDOVER_NONE = 0,
	/* priority 0 was sent; the router serves until another takes over */
	HKA_HANDOVER_RUNNING,
	HKA_HANDOVER_DONE,			/* another router took over */
	HKA_HANDOVER_NOBODY,			/* nobody took over; the router went on as MASTER */
	__HKA_HANDOVER_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_HANDOVER_LIST(X) \
	X(NONE, "none", "there was none since the router last became MASTER or started") \
	X(RUNNING, "running", "priority 0 was sent; the router serves until another takes over") \
	X(DONE, "done", "another router took over") \
	X(NOBODY, "nobody", "nobody took over; the router went on as MASTER")

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

/*
 * How a route is added where another one has the same prefix, TOS and metric.
 */
enum hka_route_add {
	HKA_ROUTE_ADD_EXCLUSIVE = 0,		/* it is refused */
	/* it stands behind the other; in IPv6 it joins its nexthops */
	HKA_ROUTE_ADD_APPEND,
	HKA_ROUTE_ADD_PREPEND,			/* it stands before the other */
	__HKA_ROUTE_ADD_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_ROUTE_ADD_LIST(X) \
	X(EXCLUSIVE, "exclusive", "it is refused") \
	X(APPEND, "append", "it stands behind the other; in IPv6 it joins its nexthops") \
	X(PREPEND, "prepend", "it stands before the other")

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
	HKA_DROP_UNKNOWN_PEER,			/* the sender is not a configured unicast peer */
	HKA_DROP_HMAC_MISSING,			/* no authentication trailer */
	HKA_DROP_HMAC_MALFORMED,		/* authentication trailer of an unknown type */
	/* authentication trailer of another time, outside the window */
	HKA_DROP_HMAC_STALE,
	HKA_DROP_HMAC_KEY,			/* authenticated with a key that is not ours */
	/* authentication is wrong - another key, or forged */
	HKA_DROP_HMAC_DIGEST,
	/* authenticated, but the sequence does not grow - heard before */
	HKA_DROP_HMAC_REPLAY,
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
	X(NO_MEMORY, "no-memory", "the packet could not be made linear") \
	X(UNKNOWN_PEER, "unknown-peer", "the sender is not a configured unicast peer") \
	X(HMAC_MISSING, "hmac-missing", "no authentication trailer") \
	X(HMAC_MALFORMED, "hmac-malformed", "authentication trailer of an unknown type") \
	X(HMAC_STALE, "hmac-stale", "authentication trailer of another time, outside the window") \
	X(HMAC_KEY, "hmac-key", "authenticated with a key that is not ours") \
	X(HMAC_DIGEST, "hmac-digest", "authentication is wrong - another key, or forged") \
	X(HMAC_REPLAY, "hmac-replay", \
	  "authenticated, but the sequence does not grow - heard before")

/* What is known of the manager that holds a lease. */
enum hka_lease_state {
	/* nobody has taken it since it exists or was given up */
	HKA_LEASE_STATE_FREE = 0,
	HKA_LEASE_STATE_HELD,			/* its holder lives and sends heartbeats */
	/* its holder is gone, or silent; the policies wait */
	HKA_LEASE_STATE_GRACE,
	/* nobody took it again in time; the policies are in force */
	HKA_LEASE_STATE_EXPIRED,
	__HKA_LEASE_STATE_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_LEASE_STATE_LIST(X) \
	X(FREE, "free", "nobody has taken it since it exists or was given up") \
	X(HELD, "held", "its holder lives and sends heartbeats") \
	X(GRACE, "grace", "its holder is gone, or silent; the policies wait") \
	X(EXPIRED, "expired", "nobody took it again in time; the policies are in force")

/* What a router does once its lease has expired. */
enum hka_lease_policy {
	HKA_LEASE_POLICY_KEEP = 0,		/* go on as before */
	HKA_LEASE_POLICY_DEMOTE,		/* lower the priority */
	/* hand over to another router, and serve on if there is none */
	HKA_LEASE_POLICY_HANDOVER,
	HKA_LEASE_POLICY_RELEASE,		/* priority 0, and FAULT until the lease is taken */
	__HKA_LEASE_POLICY_MAX
};

/* X(NAME, "name", "what it means"), in the order of the enum. */
#define HKA_LEASE_POLICY_LIST(X) \
	X(KEEP, "keep", "go on as before") \
	X(DEMOTE, "demote", "lower the priority") \
	X(HANDOVER, "handover", "hand over to another router, and serve on if there is none") \
	X(RELEASE, "release", "priority 0, and FAULT until the lease is taken")

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
	 * vanishes; follows a rename. A unicast router needs none: routes
	 * decide then, and each virtual address needs its own device.
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
	/*
	 * binary, at most 16 bytes. Multicast group of the adverts, of the
	 * router's family; default 224.0.0.18 or ff02::12. Absent for a unicast
	 * router. Cannot be changed afterwards.
	 */
	HKA_A_VR_MCAST_GROUP,
	/*
	 * binary, at most 16 bytes. Address the adverts come from. All zeroes
	 * or absent: the primary IPv4 or the link-local IPv6 address of the
	 * device. While no device has it the router is in FAULT.
	 */
	HKA_A_VR_SOURCE_ADDRESS,
	/*
	 * nest of peer, repeated. Unicast peers, at most 64. With any the
	 * router is a unicast router and stays one; a SET with any replaces the
	 * whole list.
	 */
	HKA_A_VR_PEER,
	/* u8, at least 1. TTL or hop limit of unicast adverts; default 255. */
	HKA_A_VR_UNICAST_TTL,
	/*
	 * u8, 0..1. 1 (default) to accept unicast adverts from configured peers
	 * only.
	 */
	HKA_A_VR_CHECK_SOURCE,
	/* u8, 0..1, enum hka_auth. VRRPv2 authentication; default none. */
	HKA_A_VR_AUTH_TYPE,
	/*
	 * binary, at most 8 bytes. The password of auth-type pass; shorter ones
	 * are padded with zeroes. Never told.
	 */
	HKA_A_VR_AUTH_DATA,
	/*
	 * u8, 0..1. 1 for the profile of RFC 9568; default 0, as keepalived.
	 * Cannot be changed afterwards.
	 */
	HKA_A_VR_STRICT,
	/*
	 * u8, 0..2, enum hka_accept. Which packets to the virtual addresses are
	 * accepted; default on, in the strict profile off, which has no ping.
	 */
	HKA_A_VR_ACCEPT,
	/*
	 * u8, 0..1. VRRPv2, 1 to drop adverts with another address list;
	 * default 0, 1 in the strict profile.
	 */
	HKA_A_VR_CHECK_ADDRESSES,
	/* u8, 0..1. 1 (default) to answer a losing advert at once. */
	HKA_A_VR_REPLY_LOWER,
	/*
	 * u8, 0..1. 1 (default; 0 in the strict profile) to send one last
	 * advert before yielding.
	 */
	HKA_A_VR_YIELD_ADVERT,
	/*
	 * u8, 0..1. 1 for an address owner that drops every other router's
	 * advert; default 0.
	 */
	HKA_A_VR_OWNER_CHECK,
	/* u8, 1..100. Adverts that may be missed; default 3 (RFC 9568 6.1). */
	HKA_A_VR_DOWN_COUNT,
	/*
	 * u32, 0..1000000000. How long a lower-priority MASTER is left alone,
	 * microseconds; default 0. Counts from its first advert; a change moves
	 * the end of a delay that runs, and starts none.
	 */
	HKA_A_VR_PREEMPT_DELAY,
	/*
	 * u32. What is left of the preempt delay, microseconds; absent while
	 * none runs.
	 */
	HKA_A_VR_PREEMPT_REMAINING,
	/*
	 * u32, 0..1000000000. How long a new router stays in INIT,
	 * microseconds; default 0. Counts from its creation; a change moves the
	 * end of a delay that runs, and starts none.
	 */
	HKA_A_VR_STARTUP_DELAY,
	/*
	 * u32. What is left of the start-up delay, microseconds; absent when it
	 * is over.
	 */
	HKA_A_VR_STARTUP_REMAINING,
	/*
	 * u8, 0..1. 0 to run on a device without carrier or that is down
	 * (dont_track_primary); default 1.
	 */
	HKA_A_VR_TRACK_LINK,
	/*
	 * nest of announce. How gratuitous ARP and unsolicited NA are sent;
	 * what is absent stays.
	 */
	HKA_A_VR_ANNOUNCE,
	/*
	 * flag. The router has no advertised address (no_virtual_ipaddress);
	 * not in the strict profile.
	 */
	HKA_A_VR_NO_VIP,
	/*
	 * nest of contribution, repeated. What the effective priority is made
	 * of, beside the base priority.
	 */
	HKA_A_VR_CONTRIBUTION,
	/*
	 * u8, 0..1. 1 for the virtual MAC 00:00:5e:00:01:VRID (IPv4) or
	 * 00:00:5e:00:02:VRID (IPv6) of RFC 9568 7.3; default 0, in the strict
	 * profile 1. EOPNOTSUPP on a device that cannot have it, EPERM in a
	 * network namespace of another user namespace.
	 */
	HKA_A_VR_VMAC,
	/*
	 * u8, enum hka_vmac_state. How the device has it; absent without a
	 * virtual MAC or a device.
	 */
	HKA_A_VR_VMAC_STATE,
	/* string, 1..63 bytes. The group it is a member of. */
	HKA_A_VR_IN_GROUP,
	/* flag. In VR_SET, it is in no group any more. */
	HKA_A_VR_NO_GROUP,
	/* u8, enum hka_group_role. What it is in its group. */
	HKA_A_VR_GROUP_ROLE,
	/*
	 * nest of route, repeated. Routes that a MASTER has, at most 1024. A
	 * SET with any replaces the whole list; a single empty one makes it
	 * empty. EPERM in a network namespace of another user namespace.
	 */
	HKA_A_VR_ROUTE,
	/*
	 * nest of rule, repeated. Rules that a MASTER has, at most 256; as
	 * routes.
	 */
	HKA_A_VR_RULE,
	/*
	 * nest of hmac. Authenticated adverts; absent without. In a request
	 * what is absent stays; mode off forgets all of it. A new one needs a
	 * key and is enforced unless it says otherwise.
	 */
	HKA_A_VR_HMAC,
	/*
	 * nest of hmac-key, repeated. Keys of authenticated adverts, at most 8.
	 * In a SET each is added, replaces the one with its number, or is
	 * forgotten; the others stay. A dump has their numbers only.
	 */
	HKA_A_VR_HMAC_KEY,
	/*
	 * nest of tie. The manager's lease the router depends on; absent if on
	 * none. What is absent inside stays.
	 */
	HKA_A_VR_LEASE,
	/*
	 * nest of claim. What keeps the router from claiming its addresses, and
	 * how it gives them away.
	 */
	HKA_A_VR_CLAIM,
	/* string, 1..63 bytes. In VR_SET, the name it has from then on. */
	HKA_A_VR_RENAME,

	__HKA_A_VR_MAX,
	HKA_A_VR_MAX = (__HKA_A_VR_MAX - 1)
};

/*
 * Attribute set nexthop: A nexthop of a route; with a gateway, a device, or
 * both.
 */
enum {
	/*
	 * binary, at most 16 bytes. Its address; an IPv4 route may have an IPv6
	 * one.
	 */
	HKA_A_NEXTHOP_GATEWAY = 1,
	/*
	 * string, 1..15 bytes. Its device, which must exist; follows a rename,
	 * and is waited for when it vanishes.
	 */
	HKA_A_NEXTHOP_IFNAME,
	/*
	 * flag. The gateway is on the link, whatever the addresses of the
	 * device say.
	 */
	HKA_A_NEXTHOP_ONLINK,
	/* u32, 1..256. Share of a multipath route; default 1. */
	HKA_A_NEXTHOP_WEIGHT,
	/* u32. IPv4, realms (from << 16 | to). */
	HKA_A_NEXTHOP_REALMS,

	__HKA_A_NEXTHOP_MAX,
	HKA_A_NEXTHOP_MAX = (__HKA_A_NEXTHOP_MAX - 1)
};

/*
 * Attribute set metrics: Metrics of a route (RTAX_…). There is none for a
 * congestion-control algorithm.
 */
enum {
	/*
	 * u32. Bits (1 << RTAX_…) of metrics that the kernel must not change.
	 */
	HKA_A_METRICS_LOCK = 1,
	/* u32. MTU of the path. */
	HKA_A_METRICS_MTU,
	/* u32. Largest window, bytes. */
	HKA_A_METRICS_WINDOW,
	/* u32. Round-trip time, in eighths of a millisecond. */
	HKA_A_METRICS_RTT,
	/* u32. Its variance, in quarters of a millisecond. */
	HKA_A_METRICS_RTTVAR,
	/* u32. Slow-start threshold. */
	HKA_A_METRICS_SSTHRESH,
	/* u32. Largest congestion window. */
	HKA_A_METRICS_CWND,
	/* u32. MSS that is told to peers. */
	HKA_A_METRICS_ADVMSS,
	/* u32. How far packets may overtake each other. */
	HKA_A_METRICS_REORDERING,
	/* u32, 0..255. Hop limit. */
	HKA_A_METRICS_HOPLIMIT,
	/* u32. Congestion window to begin with. */
	HKA_A_METRICS_INITCWND,
	/* u32, 0..1. RTAX_FEATURE_ECN is the only one. */
	HKA_A_METRICS_FEATURES,
	/* u32. Least retransmission timeout, milliseconds. */
	HKA_A_METRICS_RTO_MIN,
	/* u32. Receive window to begin with. */
	HKA_A_METRICS_INITRWND,
	/* u32, 0..1. 1 to acknowledge at once. */
	HKA_A_METRICS_QUICKACK,
	/* u32, 0..1. 1 for TCP fast open without a cookie. */
	HKA_A_METRICS_FASTOPEN_NO_COOKIE,

	__HKA_A_METRICS_MAX,
	HKA_A_METRICS_MAX = (__HKA_A_METRICS_MAX - 1)
};

/*
 * Attribute set route: A route that moves with its router (rtnetlink(7),
 * ip-route(8)).
 */
enum {
	/* u8. AF_INET or AF_INET6; default the router's. */
	HKA_A_ROUTE_FAMILY = 1,
	/* u8, 1..9. RTN_… of linux/rtnetlink.h; default RTN_UNICAST. */
	HKA_A_ROUTE_TYPE,
	/*
	 * binary, at most 16 bytes. Destination prefix; absent for a default
	 * route.
	 */
	HKA_A_ROUTE_DST,
	/*
	 * u8, 0..128. Its length; default that of the whole address, 0 without
	 * one.
	 */
	HKA_A_ROUTE_DST_LENGTH,
	/*
	 * binary, at most 16 bytes. IPv6, source prefix of the packets that the
	 * route is for.
	 */
	HKA_A_ROUTE_SRC,
	/* u8, 0..128. Its length. */
	HKA_A_ROUTE_SRC_LENGTH,
	/* u8. IPv4, TOS of the packets that the route is for; default any. */
	HKA_A_ROUTE_TOS,
	/*
	 * u8. IPv4, RT_SCOPE_…; default as ip-route(8) has it for type and
	 * nexthop.
	 */
	HKA_A_ROUTE_SCOPE,
	/* u32, at least 1. Routing table; default 254, main. */
	HKA_A_ROUTE_TABLE,
	/* u8, at least 3. Who is told to have added it; default 112. */
	HKA_A_ROUTE_PROTOCOL,
	/* binary, at most 16 bytes. Preferred source address. */
	HKA_A_ROUTE_PREFSRC,
	/* u32, at least 1. Metric; default 0, for IPv6 1024. */
	HKA_A_ROUTE_PRIORITY,
	/*
	 * u8, 0..3. IPv6, router preference 0 medium, 1 high, 3 low; default
	 * medium.
	 */
	HKA_A_ROUTE_PREFERENCE,
	/*
	 * u32, at least 1. A nexthop object (ip-nexthop(8)); instead of
	 * nexthops.
	 */
	HKA_A_ROUTE_NEXTHOP_ID,
	/* nest of metrics. What the route tells of the path. */
	HKA_A_ROUTE_METRICS,
	/*
	 * nest of nexthop, repeated. Where it leads; at most 32. More than one
	 * make a multipath route.
	 */
	HKA_A_ROUTE_NEXTHOP,
	/* u8, 0..2, enum hka_route_add. How it is added; default exclusive. */
	HKA_A_ROUTE_ADD,
	/*
	 * flag. That somebody removes it is told and mended, but never a fault.
	 */
	HKA_A_ROUTE_NO_TRACK,
	/* u8, enum hka_vip_state. Where it is. */
	HKA_A_ROUTE_STATE,
	/* u32. Positive errno of the last refusal. */
	HKA_A_ROUTE_ERROR,
	/* string, 1..127 bytes. The kernel's words about it, if it had any. */
	HKA_A_ROUTE_TEXT,
	/*
	 * u32. How often somebody else removed it since the router became
	 * MASTER.
	 */
	HKA_A_ROUTE_REMOVALS,

	__HKA_A_ROUTE_MAX,
	HKA_A_ROUTE_MAX = (__HKA_A_ROUTE_MAX - 1)
};

/* Attribute set rule: A rule that moves with its router (ip-rule(8)). */
enum {
	/* Padding, ignored. */
	HKA_A_RULE_PAD = 1,
	/* u8. AF_INET or AF_INET6; default the router's. */
	HKA_A_RULE_FAMILY,
	/* u32, at least 1. Preference; default 16384. */
	HKA_A_RULE_PRIORITY,
	/* u8, 1..8. FR_ACT_… of linux/fib_rules.h; default FR_ACT_TO_TBL. */
	HKA_A_RULE_ACTION,
	/*
	 * u32, at least 1. Table that is looked up; default 254, main, unless
	 * the rule is an l3mdev rule.
	 */
	HKA_A_RULE_TABLE,
	/*
	 * u32, at least 1. Preference of the rule to go on with; greater than
	 * the rule's own.
	 */
	HKA_A_RULE_GOTO,
	/* flag. The rule is for what does not match. */
	HKA_A_RULE_INVERT,
	/* binary, at most 16 bytes. Destination prefix. */
	HKA_A_RULE_DST,
	/* u8, 0..128. Its length. */
	HKA_A_RULE_DST_LENGTH,
	/* binary, at most 16 bytes. Source prefix. */
	HKA_A_RULE_SRC,
	/* u8, 0..128. Its length. */
	HKA_A_RULE_SRC_LENGTH,
	/* u8. TOS or traffic class. */
	HKA_A_RULE_TOS,
	/*
	 * string, 1..15 bytes. Device that the packet came by. The kernel
	 * follows the name.
	 */
	HKA_A_RULE_IIFNAME,
	/* string, 1..15 bytes. Device that the sending socket is bound to. */
	HKA_A_RULE_OIFNAME,
	/* u32. Mark. */
	HKA_A_RULE_FWMARK,
	/* u32. Bits of the mark that count; default all. */
	HKA_A_RULE_FWMASK,
	/* u32. IPv4, realms. */
	HKA_A_RULE_REALMS,
	/* u64. Tunnel id. */
	HKA_A_RULE_TUN_ID,
	/*
	 * u32, 0..128. A route with a prefix of this length or less does not
	 * count.
	 */
	HKA_A_RULE_SUPPRESS_PREFIX_LENGTH,
	/*
	 * u32, 0..2147483647. A route by a device of this group does not count.
	 */
	HKA_A_RULE_SUPPRESS_IFGROUP,
	/* flag. The table of the VRF. */
	HKA_A_RULE_L3MDEV,
	/* u8, at least 1. Protocol of the packet. */
	HKA_A_RULE_IP_PROTO,
	/* u8, at least 3. Who is told to have added it; default 112. */
	HKA_A_RULE_PROTOCOL,
	/* u32, 1..65535. Source ports begin here. */
	HKA_A_RULE_SPORT_START,
	/* u32, 1..65535. Their end; default the beginning. */
	HKA_A_RULE_SPORT_END,
	/* u32, 1..65535. Destination ports begin here. */
	HKA_A_RULE_DPORT_START,
	/* u32, 1..65535. Their end; default the beginning. */
	HKA_A_RULE_DPORT_END,
	/*
	 * u32. Users begin here, as the sender's user namespace numbers them,
	 * which must be the network's.
	 */
	HKA_A_RULE_UID_START,
	/* u32. Their end; default the beginning. */
	HKA_A_RULE_UID_END,
	/*
	 * flag. That somebody removes it is told and mended, but never a fault.
	 */
	HKA_A_RULE_NO_TRACK,
	/* u8, enum hka_vip_state. Where it is. */
	HKA_A_RULE_STATE,
	/* u32. Positive errno of the last refusal. */
	HKA_A_RULE_ERROR,
	/* string, 1..127 bytes. The kernel's words about it, if it had any. */
	HKA_A_RULE_TEXT,
	/*
	 * u32. How often somebody else removed it since the router became
	 * MASTER.
	 */
	HKA_A_RULE_REMOVALS,

	__HKA_A_RULE_MAX,
	HKA_A_RULE_MAX = (__HKA_A_RULE_MAX - 1)
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
	/*
	 * flag. Moves with the router but is not advertised; of either family.
	 */
	HKA_A_VIP_EXCLUDED,
	/*
	 * u8. Scope of the address (rtnetlink(7)); default RT_SCOPE_UNIVERSE
	 * (0).
	 */
	HKA_A_VIP_SCOPE,
	/* string, 1..15 bytes. Label of an IPv4 address. */
	HKA_A_VIP_LABEL,
	/*
	 * binary, at most 4 bytes. Broadcast address of an IPv4 address;
	 * default none.
	 */
	HKA_A_VIP_BROADCAST,
	/*
	 * binary, at most 16 bytes. Address of the far end of a point-to-point
	 * address; the prefix length is its then.
	 */
	HKA_A_VIP_PEER,
	/*
	 * u32. IFA_F_NODAD, IFA_F_NOPREFIXROUTE, IFA_F_HOMEADDRESS,
	 * IFA_F_MANAGETEMPADDR and IFA_F_MCAUTOJOIN of linux/if_addr.h; default
	 * IFA_F_NODAD for IPv6, 0 for IPv4.
	 */
	HKA_A_VIP_FLAGS,
	/*
	 * u32. Seconds the address is preferred as a source, 4294967295 for
	 * ever; default for ever, but 0 for an IPv6 address of prefix length
	 * 128.
	 */
	HKA_A_VIP_PREFERRED_LIFETIME,
	/*
	 * u32. How often somebody else removed the address since the router
	 * became MASTER.
	 */
	HKA_A_VIP_REMOVALS,

	__HKA_A_VIP_MAX,
	HKA_A_VIP_MAX = (__HKA_A_VIP_MAX - 1)
};

/* Attribute set peer: A unicast peer. */
enum {
	/* Padding, ignored. */
	HKA_A_PEER_PAD = 1,
	/* binary, at most 16 bytes. Its address, of the router's family. */
	HKA_A_PEER_ADDRESS,
	/* u8. Lowest TTL or hop limit accepted from it; default 0. */
	HKA_A_PEER_TTL_MIN,
	/* u8. Highest TTL or hop limit accepted from it; default 255. */
	HKA_A_PEER_TTL_MAX,
	/* u64. Adverts sent to it. */
	HKA_A_PEER_SENT,
	/* u64. Adverts that could not be sent to it. */
	HKA_A_PEER_SEND_ERRORS,
	/*
	 * u64. When its last valid advert came, nanoseconds of CLOCK_REALTIME;
	 * absent if none did.
	 */
	HKA_A_PEER_LAST_HEARD,

	__HKA_A_PEER_MAX,
	HKA_A_PEER_MAX = (__HKA_A_PEER_MAX - 1)
};

/* Attribute set hmac: Authenticated adverts (auth_hmac). */
enum {
	/* u8, 0..3, enum hka_hmac_mode. Default enforce. */
	HKA_A_HMAC_MODE = 1,
	/*
	 * u8, at least 1. Number of the key that signs; default the first one
	 * that was given.
	 */
	HKA_A_HMAC_ACTIVE_KEY,
	/* u8, 0..1, enum hka_anti_replay. Default time. */
	HKA_A_HMAC_ANTI_REPLAY,
	/*
	 * u32, 1..300. Seconds by which the clocks may differ, of anti-replay
	 * time; default three intervals, but at least 5.
	 */
	HKA_A_HMAC_TIME_WINDOW,
	/*
	 * s32. Seconds by which the clock of the last sender was behind ours,
	 * as its advert had it, also when it was stale; absent before there was
	 * any.
	 */
	HKA_A_HMAC_SKEW,

	__HKA_A_HMAC_MAX,
	HKA_A_HMAC_MAX = (__HKA_A_HMAC_MAX - 1)
};

/* Attribute set hmac-key: A key of authenticated adverts. */
enum {
	/* u8, at least 1. Its number, which adverts carry. */
	HKA_A_HMAC_KEY_ID = 1,
	/* binary, 32..64 bytes. Its bytes; only in requests, never told. */
	HKA_A_HMAC_KEY_SECRET,
	/* flag. Forget the key instead. */
	HKA_A_HMAC_KEY_FORGET,

	__HKA_A_HMAC_KEY_MAX,
	HKA_A_HMAC_KEY_MAX = (__HKA_A_HMAC_KEY_MAX - 1)
};

/*
 * Attribute set announce: Announcements (gratuitous ARP, unsolicited NA) of a
 * router's addresses.
 */
enum {
	/* Padding, ignored. */
	HKA_A_ANNOUNCE_PAD = 1,
	/*
	 * u8, at least 1. Announcements of an address in a burst
	 * (garp_master_repeat); default 5.
	 */
	HKA_A_ANNOUNCE_REPEAT,
	/*
	 * u64, 0..1000000000. Microseconds until the second burst
	 * (garp_master_delay), 0 for none; default 5000000.
	 */
	HKA_A_ANNOUNCE_DELAY,
	/*
	 * u64, 0..86400000000. Microseconds between refreshing announcements
	 * (garp_master_refresh), 0 (default) for none.
	 */
	HKA_A_ANNOUNCE_REFRESH,
	/*
	 * u8, at least 1. Announcements of an address in a refresh
	 * (garp_master_refresh_repeat); default 1.
	 */
	HKA_A_ANNOUNCE_REFRESH_REPEAT,
	/*
	 * u8. Announcements after a losing advert (garp_lower_prio_repeat), 0
	 * for none; default as repeat.
	 */
	HKA_A_ANNOUNCE_LOWER_REPEAT,
	/*
	 * u64, 0..1000000000. Microseconds until their second burst
	 * (garp_lower_prio_delay); default as delay.
	 */
	HKA_A_ANNOUNCE_LOWER_DELAY,
	/*
	 * u32, 0..1000000. Least microseconds between two announcements on a
	 * device, or in a group of routers (garp_interval, gna_interval);
	 * default 0.
	 */
	HKA_A_ANNOUNCE_INTERVAL,
	/*
	 * u32. Routers of a network namespace with the same number share the
	 * interval (garp_group); 0 (default) for the device alone.
	 */
	HKA_A_ANNOUNCE_GROUP,

	__HKA_A_ANNOUNCE_MAX,
	HKA_A_ANNOUNCE_MAX = (__HKA_A_ANNOUNCE_MAX - 1)
};

/*
 * Attribute set claim: When a router may claim its addresses, and how it gives
 * them away.
 */
enum {
	/* Padding, ignored. */
	HKA_A_CLAIM_PAD = 1,
	/* u8, enum hka_handover. What became of the last hand-over. */
	HKA_A_CLAIM_HANDOVER,
	/*
	 * u64. Microseconds until a hand-over that runs is decided; absent
	 * while none runs.
	 */
	HKA_A_CLAIM_HANDOVER_REMAINING,
	/*
	 * flag. BACKUP that handed over; it preempts no MASTER, whatever the
	 * priorities, until it has been MASTER again.
	 */
	HKA_A_CLAIM_HANDED,
	/* u8, enum hka_maintenance. Whether the router is in maintenance. */
	HKA_A_CLAIM_MAINTENANCE,
	/*
	 * u32, 0..1000000000. For how many microseconds after its device or its
	 * carrier came silence is no reason to claim; the down interval begins
	 * then. Default 0. A change moves the end of a delay that runs.
	 */
	HKA_A_CLAIM_LINK_DELAY,
	/*
	 * u64. What is left of the link delay, microseconds; absent while none
	 * runs.
	 */
	HKA_A_CLAIM_LINK_REMAINING,
	/*
	 * u32, 0..3600000000. Half-life of the penalty for losing MASTER,
	 * microseconds; 0 (default) for none. A loss that is no hand-over
	 * counts 1000. A router that is dampened preempts no MASTER, and claims
	 * as the last where none lives.
	 */
	HKA_A_CLAIM_DAMPENING,
	/*
	 * u32, 1000..20000. Penalty from which on the router is dampened;
	 * default 2000.
	 */
	HKA_A_CLAIM_SUPPRESS,
	/*
	 * u32, 100..19999. Penalty below which it no longer is, less than
	 * suppress; default 750.
	 */
	HKA_A_CLAIM_REUSE,
	/* u32. What is left of the penalty; absent without dampening. */
	HKA_A_CLAIM_PENALTY,
	/*
	 * u64. For how many microseconds more the router is dampened; absent
	 * while it is not.
	 */
	HKA_A_CLAIM_DAMPENED_REMAINING,
	/*
	 * u8, 0..1. Whether a BACKUP that preempts nobody does preempt a MASTER
	 * whose priority has fallen below its own while it listened; default 0.
	 */
	HKA_A_CLAIM_ON_DROP,

	__HKA_A_CLAIM_MAX,
	HKA_A_CLAIM_MAX = (__HKA_A_CLAIM_MAX - 1)
};

/* Attribute set contribution: One summand of an effective priority. */
enum {
	/* Padding, ignored. */
	HKA_A_CONTRIBUTION_PAD = 1,
	/* u8, enum hka_contribution. Where it comes from. */
	HKA_A_CONTRIBUTION_KIND,
	/*
	 * string. The tracker, the reason of the demotion, or the route or
	 * rule.
	 */
	HKA_A_CONTRIBUTION_NAME,
	/* s32. What is added to the base priority. */
	HKA_A_CONTRIBUTION_AMOUNT,
	/* flag. Holds the router in FAULT. */
	HKA_A_CONTRIBUTION_FAULT,
	/* u8, enum hka_track_state. What the tracker says. */
	HKA_A_CONTRIBUTION_STATE,
	/*
	 * u64. Microseconds until a demotion ends by itself; absent if it does
	 * not.
	 */
	HKA_A_CONTRIBUTION_REMAINING,
	/* flag. It is that of the group, for all members. */
	HKA_A_CONTRIBUTION_GROUP,

	__HKA_A_CONTRIBUTION_MAX,
	HKA_A_CONTRIBUTION_MAX = (__HKA_A_CONTRIBUTION_MAX - 1)
};

/* Attribute set track: A tracker. */
enum {
	/* Padding, ignored. */
	HKA_A_TRACK_PAD = 1,
	/*
	 * string, 1..63 bytes. Unique in its network namespace; printable,
	 * without space or slash.
	 */
	HKA_A_TRACK_NAME,
	/* u8, enum hka_track_kind. What it follows. */
	HKA_A_TRACK_KIND,
	/*
	 * string, 1..15 bytes. Kind link, the device; it need not exist, and is
	 * down then. Follows a rename.
	 */
	HKA_A_TRACK_IFNAME,
	/* u32. Index of that device; 0 while it does not exist. */
	HKA_A_TRACK_IFINDEX,
	/*
	 * u8, enum hka_track_state. What it says; in a SET of kind named, up or
	 * down.
	 */
	HKA_A_TRACK_STATE,
	/*
	 * s32, -32768..32767. Kind named, a number instead of up or down
	 * (track_file).
	 */
	HKA_A_TRACK_VALUE,
	/*
	 * u32, 0..1000000000. Microseconds it must be up before it says so;
	 * default 0.
	 */
	HKA_A_TRACK_UP_DELAY,
	/*
	 * u32, 0..1000000000. Microseconds it must be down before it says so;
	 * default 0.
	 */
	HKA_A_TRACK_DOWN_DELAY,
	/* u64. When it last changed, nanoseconds of CLOCK_REALTIME. */
	HKA_A_TRACK_SINCE,
	/*
	 * nest of member, repeated. The routers it concerns. A SET with any
	 * replaces the whole list.
	 */
	HKA_A_TRACK_MEMBER,
	/* flag. In TRACK_DEL, every tracker of the network namespace. */
	HKA_A_TRACK_ALL,

	__HKA_A_TRACK_MAX,
	HKA_A_TRACK_MAX = (__HKA_A_TRACK_MAX - 1)
};

/* Attribute set member: A router that a tracker concerns. */
enum {
	/* string, 1..63 bytes. Name of the router. */
	HKA_A_MEMBER_VR = 1,
	/*
	 * s32, -253..253. Positive: added while up. Negative: added while down.
	 * A number that was set is multiplied by it, and holds the router in
	 * FAULT where the product is below -253. Nothing while unknown. Absent
	 * or 0: the router is in FAULT while the tracker is not up, or its
	 * number not 0.
	 */
	HKA_A_MEMBER_WEIGHT,
	/*
	 * flag. Up and down change places; a number that was set changes its
	 * sign.
	 */
	HKA_A_MEMBER_REVERSE,
	/*
	 * string, 1..63 bytes. Name of a group in place of a router; all of its
	 * members are concerned.
	 */
	HKA_A_MEMBER_GROUP,

	__HKA_A_MEMBER_MAX,
	HKA_A_MEMBER_MAX = (__HKA_A_MEMBER_MAX - 1)
};

/* Attribute set demote: A demotion by hand. */
enum {
	/* string, 1..63 bytes. The router. */
	HKA_A_DEMOTE_NAME = 1,
	/* u8, 1..254. How much the priority is lowered. */
	HKA_A_DEMOTE_AMOUNT,
	/* flag. Hold the router in FAULT instead. */
	HKA_A_DEMOTE_FAULT,
	/*
	 * string, 1..63 bytes. Names the demotion; one more of the same router
	 * with it replaces it. Default "manual".
	 */
	HKA_A_DEMOTE_REASON,
	/*
	 * u64, 1..31536000000000. Microseconds after which it ends by itself;
	 * absent for never.
	 */
	HKA_A_DEMOTE_TTL,
	/*
	 * string, 1..63 bytes. A group in place of the router; all members,
	 * also those to come.
	 */
	HKA_A_DEMOTE_GROUP,

	__HKA_A_DEMOTE_MAX,
	HKA_A_DEMOTE_MAX = (__HKA_A_DEMOTE_MAX - 1)
};

/* Attribute set handover: A hand-over on command. */
enum {
	/* string, 1..63 bytes. The router. */
	HKA_A_HANDOVER_NAME = 1,
	/*
	 * flag. Every router of the network namespace that is MASTER, or with
	 * back every router.
	 */
	HKA_A_HANDOVER_ALL,
	/*
	 * flag. Take it back. A hand-over that runs ends; a router that handed
	 * over claims as its priority says.
	 */
	HKA_A_HANDOVER_BACK,
	/*
	 * string, 1..63 bytes. A group in place of the router; its routers hand
	 * over together, as they do if one of them is named.
	 */
	HKA_A_HANDOVER_GROUP,

	__HKA_A_HANDOVER_MAX,
	HKA_A_HANDOVER_MAX = (__HKA_A_HANDOVER_MAX - 1)
};

/* Attribute set maintenance: Maintenance of a network namespace. */
enum {
	/* Padding, ignored. */
	HKA_A_MAINTENANCE_PAD = 1,
	/*
	 * u8, 0..2, enum hka_maintenance. In a SET, none ends it; default soft.
	 */
	HKA_A_MAINTENANCE_MODE,
	/* string, 1..63 bytes. Why, for people; default "maintenance". */
	HKA_A_MAINTENANCE_REASON,
	/*
	 * u64, 1..31536000000000. Microseconds after which it ends by itself;
	 * absent for never.
	 */
	HKA_A_MAINTENANCE_TTL,
	/* u64. What is left of that. */
	HKA_A_MAINTENANCE_REMAINING,
	/* u64. When it began, nanoseconds of CLOCK_REALTIME. */
	HKA_A_MAINTENANCE_SINCE,

	__HKA_A_MAINTENANCE_MAX,
	HKA_A_MAINTENANCE_MAX = (__HKA_A_MAINTENANCE_MAX - 1)
};

/* Attribute set history: The last transitions of a router, oldest first. */
enum {
	/* string, 1..63 bytes. The router. */
	HKA_A_HISTORY_NAME = 1,
	/* u32. Its number. */
	HKA_A_HISTORY_ID,
	/*
	 * u32. Transitions that are not kept, since they came faster than they
	 * could be written down.
	 */
	HKA_A_HISTORY_LOST,
	/* nest of entry, repeated. A transition. */
	HKA_A_HISTORY_ENTRY,

	__HKA_A_HISTORY_MAX,
	HKA_A_HISTORY_MAX = (__HKA_A_HISTORY_MAX - 1)
};

/* Attribute set entry: A transition in a history. */
enum {
	/* Padding, ignored. */
	HKA_A_ENTRY_PAD = 1,
	/* u64. When, nanoseconds of CLOCK_REALTIME. */
	HKA_A_ENTRY_TIME,
	/* u8, enum hka_state. State that was left. */
	HKA_A_ENTRY_FROM,
	/* u8, enum hka_state. State that was entered. */
	HKA_A_ENTRY_TO,
	/* u8, enum hka_last_event. What caused it. */
	HKA_A_ENTRY_CAUSE,
	/* u8, enum hka_fault. Why, when the new state is FAULT. */
	HKA_A_ENTRY_FAULT,
	/* u8. Effective priority at that moment. */
	HKA_A_ENTRY_PRIORITY,
	/*
	 * binary. Source of the advert that caused it, or of the last one that
	 * was heard.
	 */
	HKA_A_ENTRY_PEER,
	/* u8. Priority in that advert. */
	HKA_A_ENTRY_PEER_PRIORITY,
	/* u64. Nanoseconds since that advert. */
	HKA_A_ENTRY_LATENCY,

	__HKA_A_ENTRY_MAX,
	HKA_A_ENTRY_MAX = (__HKA_A_ENTRY_MAX - 1)
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
	/* u64. Last adverts sent before yielding. */
	HKA_A_STATS_YIELDS_SENT,
	/* u64. Valid adverts with our own priority. */
	HKA_A_STATS_EQUAL_PRIORITY_RCVD,
	/* u64. Adverts of priority 255 heard while owner. */
	HKA_A_STATS_OWNER_CONFLICTS,
	/* u64. Adverts with the same addresses in another order. */
	HKA_A_STATS_ADDRESS_ORDER_MISMATCHES,
	/* u64. Times the host or its timers stood still. */
	HKA_A_STATS_STALLS,
	/* u64. Virtual addresses that somebody else removed. */
	HKA_A_STATS_ADDRESS_REMOVALS,
	/* u64. Times MASTER by priority (new-master-reason). */
	HKA_A_STATS_REASON_PRIORITY,
	/* u64. Times MASTER by preemption. */
	HKA_A_STATS_REASON_PREEMPTED,
	/* u64. Times MASTER since the MASTER fell silent. */
	HKA_A_STATS_REASON_NO_RESPONSE,
	/* u64. Routes and rules that somebody else removed. */
	HKA_A_STATS_ROUTE_REMOVALS,
	/* u64. Authenticated adverts that were right. */
	HKA_A_STATS_HMAC_VERIFIED,
	/*
	 * u64. Adverts without a trailer that were accepted, as the mode does
	 * not enforce one.
	 */
	HKA_A_STATS_HMAC_UNSIGNED,
	/*
	 * u64. Adverts of another MASTER that were dropped while MASTER;
	 * neither gives way to the other.
	 */
	HKA_A_STATS_RIVALS_DROPPED,
	/*
	 * u64. Frames of somebody else, adverts aside, from the virtual MAC
	 * while MASTER.
	 */
	HKA_A_STATS_VIRTUAL_MAC_HEARD,
	/*
	 * u64. Claims of others to a virtual address, by ARP or neighbour
	 * discovery, while MASTER.
	 */
	HKA_A_STATS_ADDRESS_CLAIMS,

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

/* Attribute set event: Something that happened. */
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
	/* u8, enum hka_event_kind. What is told. */
	HKA_A_EVENT_KIND,
	/* binary. The virtual address that is concerned. */
	HKA_A_EVENT_ADDRESS,
	/* u32. Positive errno, where something failed. */
	HKA_A_EVENT_ERROR,
	/*
	 * string. The tracker, the reason of the demotion, or the route or
	 * rule.
	 */
	HKA_A_EVENT_REASON,
	/* u8, enum hka_track_state. What the tracker says. */
	HKA_A_EVENT_TRACK_STATE,
	/* u32, enum hka_drop. Which check failed. */
	HKA_A_EVENT_DROP,
	/* u8. Priority in the last advert that was heard. */
	HKA_A_EVENT_PEER_PRIORITY,
	/* u64. Nanoseconds since the last advert that was heard. */
	HKA_A_EVENT_LATENCY,
	/* string. The group that changed its state. */
	HKA_A_EVENT_GROUP,
	/* string. The kernel's words, where it refused something. */
	HKA_A_EVENT_TEXT,
	/* u8, enum hka_lease_state. What became of the lease. */
	HKA_A_EVENT_LEASE_STATE,
	/*
	 * binary. Link-layer address that the packet came from, if it came over
	 * Ethernet.
	 */
	HKA_A_EVENT_PEER_MAC,
	/* u32. Interval in the advert, microseconds. */
	HKA_A_EVENT_PEER_INTERVAL,
	/* binary. Address that the router's own adverts come from. */
	HKA_A_EVENT_SOURCE,

	__HKA_A_EVENT_MAX,
	HKA_A_EVENT_MAX = (__HKA_A_EVENT_MAX - 1)
};

/* Attribute set heard: The routers that a router has heard. */
enum {
	/* string, 1..63 bytes. The router that heard them. */
	HKA_A_HEARD_NAME = 1,
	/* u32. Its number. */
	HKA_A_HEARD_ID,
	/* string. Its device; absent without one. */
	HKA_A_HEARD_IFNAME,
	/* u8. Its VRID. */
	HKA_A_HEARD_VRID,
	/* u8. Its family. */
	HKA_A_HEARD_FAMILY,
	/*
	 * flag. It has been MASTER for 20 down intervals, and no router was
	 * ever heard on its device.
	 */
	HKA_A_HEARD_ALONE,
	/*
	 * nest of heard-router, repeated. A router that was heard; at most 8.
	 * Whoever was not heard for longest makes room.
	 */
	HKA_A_HEARD_ROUTER,

	__HKA_A_HEARD_MAX,
	HKA_A_HEARD_MAX = (__HKA_A_HEARD_MAX - 1)
};

/*
 * Attribute set heard-router: A router that was heard, as its last advert shows
 * it.
 */
enum {
	/* Padding, ignored. */
	HKA_A_HEARD_ROUTER_PAD = 1,
	/* binary. Source address of its adverts. */
	HKA_A_HEARD_ROUTER_ADDRESS,
	/*
	 * binary. Link-layer address of their sender; absent if they did not
	 * come over Ethernet.
	 */
	HKA_A_HEARD_ROUTER_MAC,
	/* u8. Its priority; 0 if it gave up. */
	HKA_A_HEARD_ROUTER_PRIORITY,
	/* u8. Its VRRP version. */
	HKA_A_HEARD_ROUTER_VERSION,
	/* u32. Its interval, microseconds. */
	HKA_A_HEARD_ROUTER_INTERVAL,
	/*
	 * u8, enum hka_checksum. Its form of the checksum; absent where there
	 * is only one, and where it is wrong.
	 */
	HKA_A_HEARD_ROUTER_CHECKSUM,
	/*
	 * u32, enum hka_drop. Why the advert was dropped; absent if it was
	 * accepted.
	 */
	HKA_A_HEARD_ROUTER_DROP,
	/*
	 * u32. Bits (1 << rival) of what the advert has against it; absent if
	 * nothing.
	 */
	HKA_A_HEARD_ROUTER_RIVAL,
	/* u64. When the first advert came, nanoseconds of CLOCK_REALTIME. */
	HKA_A_HEARD_ROUTER_FIRST_HEARD,
	/* u64. When the last one came. */
	HKA_A_HEARD_ROUTER_LAST_HEARD,
	/* u64. How many came since then. */
	HKA_A_HEARD_ROUTER_ADVERTS,

	__HKA_A_HEARD_ROUTER_MAX,
	HKA_A_HEARD_ROUTER_MAX = (__HKA_A_HEARD_ROUTER_MAX - 1)
};

/* Attribute set group: A group of routers that change their state together. */
enum {
	/* Padding, ignored. */
	HKA_A_GROUP_PAD = 1,
	/*
	 * string, 1..63 bytes. Unique in its network namespace; printable,
	 * without space or slash.
	 */
	HKA_A_GROUP_NAME,
	/*
	 * u8, enum hka_group_kind. What its members have to do with each other.
	 */
	HKA_A_GROUP_KIND,
	/*
	 * u8, enum hka_state. The state of all members, or of the leader; INIT
	 * where there is no such.
	 */
	HKA_A_GROUP_STATE,
	/* u64. When it last changed, nanoseconds of CLOCK_REALTIME. */
	HKA_A_GROUP_SINCE,
	/* u32. How many routers are in it. */
	HKA_A_GROUP_MEMBERS,
	/*
	 * string, 1..63 bytes. Kind leader, the router that leads: the first
	 * that came, or one that was named.
	 */
	HKA_A_GROUP_LEADER,
	/*
	 * u8, 0..1. Kind sync, 1: weights of the members' own trackers count
	 * (sync_group_tracking_weight); default 0, only those of the group's
	 * do.
	 */
	HKA_A_GROUP_TRACK_WEIGHT,
	/*
	 * u32, 10000..40950000. Kind leader, microseconds between two adverts
	 * of a follower, in steps of 10 ms; default 10000000. VRRPv2 rounds it
	 * up to seconds.
	 */
	HKA_A_GROUP_FOLLOW_INTERVAL,
	/*
	 * u8, enum hka_group_loss. Kind leader, what becomes of the followers
	 * without their leader; default promote.
	 */
	HKA_A_GROUP_ON_LOSS,
	/*
	 * nest of contribution, repeated. What the group adds to the effective
	 * priority of each member.
	 */
	HKA_A_GROUP_CONTRIBUTION,
	/* flag. In GROUP_DEL, every group of the network namespace. */
	HKA_A_GROUP_ALL,

	__HKA_A_GROUP_MAX,
	HKA_A_GROUP_MAX = (__HKA_A_GROUP_MAX - 1)
};

/* Attribute set tie: How a router depends on a manager's lease. */
enum {
	/*
	 * string, at most 63 bytes. The lease; it need not have been taken.
	 * Empty for none.
	 */
	HKA_A_TIE_NAME = 1,
	/*
	 * u8, 0..3, enum hka_lease_policy. What the router does once the lease
	 * has expired; default handover.
	 */
	HKA_A_TIE_POLICY,
	/* u8, 1..254. Policy demote, by how much the priority is lowered. */
	HKA_A_TIE_AMOUNT,
	/*
	 * u8, enum hka_lease_state. What became of the lease, for this router.
	 */
	HKA_A_TIE_STATE,
	/* Padding, ignored. */
	HKA_A_TIE_PAD,
	/*
	 * u64, 0..86400000000. Microseconds from the loss of the lease's holder
	 * until the policy is in force for this router; absent if the lease's
	 * grace counts.
	 */
	HKA_A_TIE_GRACE,
	/* flag. In VR_SET, the lease's grace counts again. */
	HKA_A_TIE_NO_GRACE,

	__HKA_A_TIE_MAX,
	HKA_A_TIE_MAX = (__HKA_A_TIE_MAX - 1)
};

/* Attribute set lease: A manager's lease. */
enum {
	/* Padding, ignored. */
	HKA_A_LEASE_PAD = 1,
	/*
	 * string, 1..63 bytes. Unique in its network namespace; printable,
	 * without space or slash.
	 */
	HKA_A_LEASE_NAME,
	/*
	 * u64. Proves to the kernel who took it; drawn anew at each taking and
	 * told to the taker alone.
	 */
	HKA_A_LEASE_COOKIE,
	/*
	 * u32, 100000..1000000000. Microseconds without a heartbeat after which
	 * its holder counts as gone; default 5000000.
	 */
	HKA_A_LEASE_TIMEOUT,
	/*
	 * u64, 0..86400000000. Microseconds from then until the policies are in
	 * force; default 30000000.
	 */
	HKA_A_LEASE_GRACE,
	/* u8, enum hka_lease_state. What is known of its holder. */
	HKA_A_LEASE_STATE,
	/*
	 * u32. Process that took it last, as the asker's process namespace
	 * knows it; 0 if it does not.
	 */
	HKA_A_LEASE_PID,
	/* string. Name of that process. */
	HKA_A_LEASE_COMM,
	/* u32. Netlink port it was taken through. */
	HKA_A_LEASE_PORT,
	/* flag. The socket it was taken through is closed. */
	HKA_A_LEASE_CLOSED,
	/* u64. Microseconds since the last heartbeat. */
	HKA_A_LEASE_HEARD,
	/*
	 * u64. Microseconds until the state changes if nothing is heard; absent
	 * if it does not.
	 */
	HKA_A_LEASE_REMAINING,
	/* u64. When it came into its state, nanoseconds of CLOCK_REALTIME. */
	HKA_A_LEASE_SINCE,
	/* u32. How often it has been taken. */
	HKA_A_LEASE_TAKES,
	/* u32. How many routers depend on it. */
	HKA_A_LEASE_ROUTERS,
	/* flag. In LEASE_RELEASE, also from a holder that lives. */
	HKA_A_LEASE_FORCE,

	__HKA_A_LEASE_MAX,
	HKA_A_LEASE_MAX = (__HKA_A_LEASE_MAX - 1)
};

/* Commands. */
enum {
	/*
	 * Create a router. EEXIST if the name is taken, or device + family +
	 * VRID by a router of the same group or with one of the same peers;
	 * ENODEV if the device does not exist; EPERM in a network namespace of
	 * another user namespace unless the module parameter userns is 1,
	 * EUSERS or EDQUOT there beyond its shares; EADDRINUSE if another
	 * module owns IP protocol 112.
	 */
	HKA_CMD_VR_NEW = 1,
	/*
	 * Change a router; what is absent stays. EEXIST if the name it is to
	 * have is taken. Device, VRID, family, version, profile, group, and
	 * whether there are peers at all, cannot change.
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
	/*
	 * Something happened, to the group events; kind tells what, and which
	 * attributes there are. A protocol-error belongs to a device and has no
	 * name, id and vrid.
	 */
	HKA_CMD_EVENT,
	/* A router was created, to the group config. */
	HKA_CMD_VR_NEW_NTF,
	/* A router was changed, to the group config. */
	HKA_CMD_VR_SET_NTF,
	/* A router was deleted (name and id only), to the group config. */
	HKA_CMD_VR_DEL_NTF,
	/*
	 * Create a tracker. EEXIST if the name is taken; ENOENT if a member
	 * does not exist. Kind link needs a device, which need not exist; kind
	 * named may begin with a state or a value, and says unknown until it
	 * has one.
	 */
	HKA_CMD_TRACK_NEW,
	/*
	 * Change a tracker; what is absent stays. Kind and device cannot
	 * change; only kind named takes a state (up or down) or a value, not
	 * both.
	 */
	HKA_CMD_TRACK_SET,
	/* Delete a tracker, or all; what it contributed ends at once. */
	HKA_CMD_TRACK_DEL,
	/* One tracker by name, or a dump of all. */
	HKA_CMD_TRACK_GET,
	/*
	 * Lower the priority of a router, or hold it in FAULT. One with the
	 * same reason is replaced; at most 16 of a router. An amount does not
	 * move an address owner; a fault holds even that.
	 */
	HKA_CMD_DEMOTE,
	/*
	 * End the demotion with this reason, or all of the router. ENOENT if
	 * there is none.
	 */
	HKA_CMD_UNDEMOTE,
	/* The last transitions of a router. */
	HKA_CMD_HISTORY_GET,
	/*
	 * Set the counters of a router, or without a name those of the network
	 * namespace as a whole, to zero; discontinuity tells when.
	 */
	HKA_CMD_STATS_CLEAR,
	/*
	 * Take a lease for the calling process and its socket, or take it
	 * again: the policies end, and no router changes its state for that.
	 * EBUSY while another process that lives holds it; the text says which.
	 * In a network namespace of another user namespace a router must depend
	 * on it.
	 */
	HKA_CMD_LEASE_TAKE,
	/*
	 * The holder lives. EPERM from another process, socket or with another
	 * cookie than took it; ESTALE when it is no longer held: its grace is
	 * over, its socket was closed, or somebody else took it.
	 */
	HKA_CMD_LEASE_HEARTBEAT,
	/*
	 * Give a lease up: nobody watches its routers from now on, no policy
	 * follows, and those in force end. By its holder, or by anybody when
	 * nobody that lives holds it; else EBUSY, unless forced.
	 */
	HKA_CMD_LEASE_RELEASE,
	/* One lease by name, or a dump of all. */
	HKA_CMD_LEASE_GET,
	/*
	 * Create a group without members. EEXIST if the name is taken. Routers
	 * come to it by their own attribute in-group.
	 */
	HKA_CMD_GROUP_NEW,
	/*
	 * Change a group; what is absent stays, the kind always. A leader has
	 * to be a member; it takes over in the state that the group has.
	 */
	HKA_CMD_GROUP_SET,
	/*
	 * Dissolve a group, or all. Its members go on alone, each in the state
	 * it has.
	 */
	HKA_CMD_GROUP_DEL,
	/* One group by name, or a dump of all. */
	HKA_CMD_GROUP_GET,
	/*
	 * Let another router take over. A MASTER sends priority 0 and serves
	 * until a valid advert of another comes; if none does within an
	 * interval and the largest Skew_Time it goes on as MASTER. Returns when
	 * that has begun. A router that is not MASTER is refused with EBUSY if
	 * it is named. The routers of a group hand over together, whichever of
	 * them is named.
	 */
	HKA_CMD_HANDOVER,
	/*
	 * Begin maintenance of the network namespace, or change it, or end it.
	 * Every MASTER hands over; no router claims while it hears a MASTER,
	 * mode hard not even then. Returns when hand-overs have begun. Ends
	 * with the module or the namespace.
	 */
	HKA_CMD_MAINTENANCE_SET,
	/*
	 * Maintenance of the network namespace; only mode while there is none.
	 */
	HKA_CMD_MAINTENANCE_GET,
	/* The routers that one router by name, or each router, has heard. */
	HKA_CMD_HEARD_GET,
	/* A group was created, to the group config. */
	HKA_CMD_GROUP_NEW_NTF,
	/* A group was changed, to the group config. */
	HKA_CMD_GROUP_SET_NTF,
	/* A group was dissolved (name only), to the group config. */
	HKA_CMD_GROUP_DEL_NTF,
	/* A tracker was created, to the group config. */
	HKA_CMD_TRACK_NEW_NTF,
	/*
	 * A tracker was changed otherwise than by a report of its state or
	 * value, to the group config.
	 */
	HKA_CMD_TRACK_SET_NTF,
	/* A tracker was deleted (name only), to the group config. */
	HKA_CMD_TRACK_DEL_NTF,

	__HKA_CMD_MAX,
	HKA_CMD_MAX = (__HKA_CMD_MAX - 1)
};

/* Multicast groups. */
#define HKA_MCGRP_EVENTS	"events"
#define HKA_MCGRP_CONFIG	"config"

#endif /* _UAPI_LINUX_HKA_H */
