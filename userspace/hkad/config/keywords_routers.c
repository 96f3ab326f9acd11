// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the keywords of routers, their groups, and what they track. Pure data. */
#include "rows.h"

#define KERNEL_DOES "the adverts and timers are the kernel's: no process of hka needs it"
#define CARRIER "the kernel module reads the carrier itself"

static const struct block addresses = { .body = BODY_ADDRESSES };
static const struct block peers = { .body = BODY_PEERS };
static const struct block tracks = { .body = BODY_TRACKS };
static const struct block names = { .body = BODY_NAMES };
static const struct block text = { .body = BODY_LINES };

/* What an instance or a group depends on. */
#define TRACKS \
	BLOCK("track_interface", tracks, "interfaces that must be up; with a weight they move the priority"), \
	BLOCK("track_script", tracks, "scripts that must succeed; with a weight they move the priority"), \
	BLOCK("track_file", tracks, "files whose number moves the priority; with weight 0, that must have none but 0"), \
	BLOCK("track_process", tracks, "processes that must run", RUN), \
	BLOCK("track_bfd", tracks, "BFD sessions that must be up", LATER)
/* Whom either tells. */
#define NOTIFIES \
	SCRIPT("notify_master", "run when it becomes MASTER", RUN), \
	SCRIPT("notify_backup", "run when it becomes BACKUP", RUN), \
	SCRIPT("notify_fault", "run when it goes to FAULT", RUN), \
	SCRIPT("notify_stop", "run when it ends", RUN), \
	{ .name = "notify_deleted", .arg = ARG_OPT_SCRIPT, .help = "run when a reload deletes it; without it that is a FAULT", RUN }, \
	SCRIPT("notify", "run at every change, with type, name, state and priority behind its arguments", RUN), \
	BOOL("smtp_alert", NULL, "mail at every change", RUN), \
	BOOL("notify_priority_changes", NULL, "priorities that change are events, too", RUN, .global = "vrrp_notify_priority_changes")

static const struct keyword track_group_keywords[] = {
	BLOCK("group", names, "the instances"),
	END,
};
const struct block keywords_track_group = { .keyword = track_group_keywords };

static const struct keyword sync_group_keywords[] = {
	BLOCK("group", names, "the instances"),
	TRACKS,
	NOTIFIES,
	FLAG("sync_group_tracking_weight", "weights of single members count"),
	FLAG("global_tracking", "the same, as it was called once"),
	END,
};
const struct block keywords_sync_group = { .keyword = sync_group_keywords };

static const struct keyword leader_group_keywords[] = {
	BLOCK("group", names, "the instances", OWN),
	STRING("leader", NULL, "the instance that the others do as; by default the first", OWN),
	TIME("follow_interval", "10", S / 100, 4095 * S / 100, "how often the others advertise", OWN),
	CHOICE("on_loss", "promote", "promote|park", "what becomes of the others when the leader is deleted: the one of the highest priority leads, or all are BACKUP until another does", OWN),
	BLOCK("track_interface", tracks, "interfaces that must be up; with a weight they move the priority", OWN),
	END,
};
const struct block keywords_leader_group = { .keyword = leader_group_keywords };

static const struct keyword garp_group_keywords[] = {
	TIME("garp_interval", NULL, 0, S, "least time between two gratuitous ARPs", CLAMP),
	TIME("gna_interval", NULL, 0, S, "least time between two unsolicited neighbour advertisements", CLAMP),
	STRING("interface", NULL, "the interface that they go out of"),
	BLOCK("interfaces", names, "interfaces that share it, since they end at one switch"),
	END,
};
const struct block keywords_garp_group = { .keyword = garp_group_keywords };

static const struct keyword authentication_keywords[] = {
	CHOICE("auth_type", "PASS", "PASS|AH|pass|ah", "PASS: a password in the clear; AH is refused: hka does not speak it"),
	STRING("auth_pass", NULL, "the password, of which 8 characters count"),
	END,
};
static const struct block authentication = { .keyword = authentication_keywords };

static const struct keyword auth_hmac_keywords[] = {
	WORDS("key", 2, 2, "N KEY", "key 1 to 255: 32 to 64 characters, hex: and digits, or file: and a path", MANY, MUST),
	INT("active_key", NULL, 1, 255, "the key that signs; by default the first"),
	CHOICE("anti_replay", "time", "time|monotonic", "what makes an advert a new one"),
	INT("time_window", NULL, 1, 300, "seconds by which clocks may differ; by default three intervals, at least 5"),
	CHOICE("mode", "enforce", "enforce|permissive|receive-only",
	       "drop what is not signed; accept it, too; sign nothing as well"),
	END,
};
static const struct block auth_hmac = { .keyword = auth_hmac_keywords };

static const struct keyword instance_keywords[] = {
	/* Which router it is. */
	CHOICE("state", "BACKUP", "MASTER|BACKUP", "MASTER: preempt whatever else is said; priority 255 if none is said", CLAMP),
	STRING("interface", NULL, "where it speaks; may be missing with unicast peers"),
	{ .name = "vrf", .arg = ARG_STRING, .args = "VRF", .use = USE_REFUSE, .help = "VRF of a router without an interface",
	  .why = "hka cannot put a router without an interface into a VRF; name an interface that is in it" },
	INT("virtual_router_id", NULL, 1, 255, "its number, the same on every host; it must be said", MUST),
	INT("priority", NULL, 1, 255, "the highest becomes MASTER: 100 if nothing is said; 255 for the owner of the addresses"),
	CHOICE("version", NULL, "2|3", "version of VRRP; 3 for IPv6", .global = "vrrp_version"),
	TIME("advert_int", "1", S / 100, 255 * S, "between two adverts: hundredths of a second up to 40.95 in version 3, whole seconds in version 2"),
	FLAG("native_ipv6", "it is an IPv6 router, where no address tells"),

	/* What it has as MASTER. */
	BLOCK("virtual_ipaddress", addresses, "addresses, in the order of the advert"),
	BLOCK("virtual_ipaddress_excluded", addresses, "addresses that are not in the advert"),
	FLAG("no_virtual_ipaddress", "it has no address, and that is meant"),
	BLOCK("virtual_routes", text, "routes, in the words of ip-route(8)",
	      BETTER("where neither add, append nor prepend is said, add is meant, not prepend")),
	BLOCK("virtual_rules", text, "rules, in the words of ip-rule(8)"),
	NONE("promote_secondaries", 0, 0, NULL, "hka puts back what goes with an address that is removed", "removing an address leaves those of its prefix"),
	FLAG("accept", "accept packets to the addresses; so by default, but for the strict profile"),
	FLAG("no_accept", "do not", BETTER("inside the module, without rules of a firewall")),

	/* Whom it speaks to. */
	BLOCK("unicast_peer", peers, "hosts that get the adverts instead of the group"),
	FLAG("unicast_fault_no_peer", "it is an error if there are none"),
	FLAG("check_unicast_src", "drop adverts of senders that are no peers", .global = "vrrp_check_unicast_src", BETTER("always so")),
	{ .name = "old_unicast_checksum", .arg = ARG_OPT_CHOICE, .choices = "never",
	  .help = "checksum of keepalived 1.3.6 and before; only never, which is so, is accepted" },
	ADDRESS("unicast_src_ip", IP, NULL, "source of unicast adverts"),
	INT("unicast_ttl", "255", 1, 255, "TTL or hop limit of unicast adverts"),
	ADDRESS("mcast_src_ip", IP, NULL, "source of multicast adverts"),
	ADDRESS("mcast_dst_ip", IP, NULL, "group that adverts are sent to; by default that of global_defs"),
	FLAG("track_src_ip", "FAULT while the source is not there", BETTER("always so")),

	/* The virtual MAC. */
	WORDS("use_vmac", 0, 7, "[[name] NAME] [MAC] [netlink_notify_msg] [group GROUP]", "it has the virtual MAC of its number",
	      BETTER("without a device for it, and without a change of any sysctl; NAME means the interface where it is used")),
	NONE("use_vmac_addr", 0, 0, NULL, "an address on another interface has the MAC of that", "addresses on other interfaces have it, too"),
	NONE("vmac_xmit_base", 0, 0, NULL, "hka sends adverts by the interface itself, with the virtual MAC", "send adverts with the interface's MAC"),
	{ .name = "use_ipvlan", .arg = ARG_WORDS, .max = 7, .args = "[[name] NAME] [ADDRESS] [bridge|private|vepa] [group GROUP]",
	  .use = USE_REFUSE, .help = "an ipvlan device", .why = "hka has no ipvlan; leave it out, or use use_vmac" },

	/* Authentication. */
	BLOCK("authentication", authentication, "password of version 2"),
	BLOCK("auth_hmac", auth_hmac, "signed adverts, as keepalived 2.4.2 and later have them"),
	BOOL("v3_checksum_as_v2", NULL, "checksum of RFC 9568 in IPv4 adverts of version 3", .global = "v3_checksum_as_v2",
	     BETTER("without it both are accepted, and that of the MASTER is used")),
	NONE("skip_check_adv_addr", 0, 1, "on|off", "an advert with other addresses is counted, not dropped",
	     "compare the addresses of adverts only when the MASTER changes"),
	CHOICE("checksum", NULL, "auto|rfc9568|rfc5798", "checksum of IPv4 adverts of version 3: without a pseudo-header, with it, or as the MASTER has it; auto, where v3_checksum_as_v2 says nothing", OWN),
	BOOL("check_addresses", NULL, "in version 2: drop an advert whose addresses are others; by default so with the strict profile only", OWN),
	BOOL("strict_mode", NULL, "hold to the RFC where there is a choice", .global = "vrrp_strict"),

	/* When it becomes MASTER, and when not. */
	FLAG("preempt", "take over from a living MASTER of lower priority; the default"),
	FLAG("nopreempt", "do not"),
	FLAG("preempt_on_drop", "with nopreempt: take over all the same from a MASTER whose priority has fallen below its own", OWN),
	TIME("preempt_delay", "0", 0, 1000 * S, "how long such a MASTER is left alone"),
	INT("down_timer_adverts", NULL, 1, 100, "adverts that may be missed before the MASTER is taken for dead", .global = "vrrp_down_timer_adverts"),
	{ .name = "timer_expired_backup", .arg = ARG_WORDS, .max = 1, .args = "[PRIORITY]", .use = USE_NONE,
	  .why = "the kernel's timers are not late; one that woke late listens before it speaks",
	  .help = "with nopreempt: one that was late gives way" },
	ALIAS("thread_timer_expired", "timer_expired_backup"),
	BOOL("lower_prio_no_advert", NULL, "a MASTER does not answer an advert of lower priority", .global = "vrrp_lower_prio_no_advert"),
	BOOL("higher_prio_send_advert", NULL, "a MASTER sends one last advert before it yields", .global = "vrrp_higher_prio_send_advert",
	     BETTER("on by default: it ends a split brain cleanly")),
	BOOL("owner_ignore_adverts", NULL, "an owner drops the adverts of others", .global = "vrrp_owner_ignore_adverts"),
	{ .name = "manager_lost", .arg = ARG_MANAGER_LOST, .global = "manager_lost", OWN,
	  .help = "what it does when hkad has been dead for that many seconds, or for as long as global_defs says" },
	{ .name = "startup_delay", .arg = ARG_TIME, .max = 1000 * S, .global = "vrrp_startup_delay", OWN,
	  .help = "how long it only listens when it is new" },
	TIME("link_delay", "0", 0, 1000 * S, "for how long after its link came silence is no reason to claim", OWN),
	TIME("dampening", "0", 0, 3600 * S, "half-life of the penalty of 1000 for losing MASTER; 0: none", OWN),
	INT("dampening_suppress", "2000", 1000, 20000, "from this penalty on it preempts nobody", OWN),
	INT("dampening_reuse", "750", 100, 19999, "below this penalty it does again", OWN),

	/* What it depends on. */
	TRACKS,
	FLAG("dont_track_primary", "its interface may be down"),
	NONE("linkbeat_use_polling", 0, 0, NULL, CARRIER, "ask for the carrier"),

	/* Announcements. */
	TIME("garp_master_delay", NULL, 0, 1000 * S, "from taking over to the second burst of announcements; 0: none", CLAMP, .global = "vrrp_garp_master_delay"),
	INT("garp_master_repeat", NULL, 1, 255, "announcements of an address in a burst", CLAMP, .global = "vrrp_garp_master_repeat"),
	TIME("garp_master_refresh", NULL, 0, 86400 * S, "between announcements of a MASTER as it goes on; 0: none", CLAMP, .global = "vrrp_garp_master_refresh"),
	INT("garp_master_refresh_repeat", NULL, 1, 255, "announcements of an address then", CLAMP, .global = "vrrp_garp_master_refresh_repeat"),
	TIME("garp_lower_prio_delay", NULL, 0, 1000 * S, "the delay after an advert of lower priority", CLAMP, .global = "vrrp_garp_lower_prio_delay"),
	INT("garp_lower_prio_repeat", NULL, 0, 255, "the announcements after an advert of lower priority", CLAMP, .global = "vrrp_garp_lower_prio_repeat"),
	WORDS("garp_extra_if", 1, 2, "[all] SECONDS", "refresh announcements on interfaces that send no adverts", .global = "vrrp_garp_extra_if",
	      BETTER("with all; without it there is no virtual MAC on another interface to refresh")),
	ALIAS("vmac_garp_intvl", "garp_extra_if"),

	NOTIFIES,
	SCRIPT("notify_master_rx_lower_pri", "run when a MASTER hears an advert of lower priority", RUN),
	STRING("lvs_sync_daemon_interface", NULL, "connections of IPVS are told to the other host here", IPVS),
	NONE("debug", 0, 1, "N", "keepalived does nothing with it either", "level of debugging"),
	NONE("kernel_rx_buf_size", 0, 1, "BYTES", KERNEL_DOES, "receive buffer for adverts"),
	END,
};
const struct block keywords_instance = { .keyword = instance_keywords };

static const struct keyword script_keywords[] = {
	SCRIPT("script", "what is run; it must be said", MUST),
	TIME("interval", "1", S / 1000, 4294 * S, "how often"),
	TIME("timeout", NULL, S / 1000, 4294 * S, "how long it may take; by default the interval"),
	WEIGHT("weight", "0", 254, "what it does to the priority; 0: FAULT if it fails"),
	INT("rise", "1", 1, BIG, "successes until it is good"),
	INT("fall", "1", 1, BIG, "failures until it is bad"),
	CHOICE("on_timeout", "fail", "fail|keep", "what a run is that takes too long: a failure, or nothing that counts", OWN),
	WORDS("user", 1, 2, "USER [[:]GROUP]", "who runs it"),
	FLAG("init_fail", "bad until it has succeeded"),
	END,
};
const struct block keywords_script = { .keyword = script_keywords };

static const struct keyword track_process_keywords[] = {
	WORDS("process", 1, 64, "COMMAND [ARGUMENT...]", "the process; it must be said", MUST),
	{ .name = "param_match", .arg = ARG_OPT_CHOICE, .choices = "initial|partial", .help = "how its arguments are compared" },
	FLAG("full_command", "compare the whole command line"),
	WEIGHT("weight", "0", 254, "what it does to the priority; 0: FAULT if it does not run"),
	INT("quorum", "1", 1, 65535, "how many must run"),
	INT("quorum_max", NULL, 0, 65535, "how many may run"),
	TIME("delay", NULL, 1, 3600 * S, "both of the next"),
	TIME("fork_delay", NULL, 1, 3600 * S, "how long enough must have run"),
	TIME("terminate_delay", NULL, 1, 3600 * S, "how long there may be too few"),
	END,
};
const struct block keywords_track_process = { .keyword = track_process_keywords };

static const struct keyword track_file_keywords[] = {
	STRING("file", NULL, "the file; it must be said", MUST),
	WEIGHT("weight", "1", 254, "what its number is multiplied by; 0: FAULT if it is not 0", CLAMP),
	WORDS("init_file", 0, 2, "[NUMBER] [overwrite]", "make it at start, with that number or 0"),
	END,
};
const struct block keywords_track_file = { .keyword = track_file_keywords };

static const struct keyword bfd_keywords[] = {
	ADDRESS("neighbor_ip", IP, NULL, "the other end; it must be said", MUST),
	ALIAS("neighbour_ip", "neighbor_ip"),
	ADDRESS("source_ip", IP, NULL, "this end"),
	{ .name = "min_rx", .arg = ARG_MILLIS, .def = "10", .min = 1000, .max = WIDE, .help = "least interval to receive" },
	{ .name = "min_tx", .arg = ARG_MILLIS, .def = "10", .min = 1000, .max = WIDE, .help = "least interval to send" },
	{ .name = "idle_tx", .arg = ARG_MILLIS, .def = "1000", .min = S, .max = WIDE, .help = "the same while it is down" },
	INT("multiplier", "5", 1, 255, "packets that may be missed"),
	FLAG("passive", "wait for the other end to begin"),
	INT("ttl", NULL, 1, 255, "TTL of packets: 255, for IPv6 64"),
	ALIAS("hoplimit", "ttl"),
	INT("max_hops", "0", -1, 255, "by how much a TTL may have fallen on the way"),
	BOOL("multihop", "off", "port 4784, of RFC 5883"),
	WEIGHT("weight", "0", 253, "what it does to the priority; 0: FAULT if it is down"),
	FLAG("vrrp", "only routers hear of it"),
	FLAG("checker", "only checks hear of it"),
	END,
};
const struct block keywords_bfd = { .keyword = bfd_keywords };
