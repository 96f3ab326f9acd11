// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the keywords of global_defs. Pure data. */
#include "rows.h"

#define KERNEL_DOES "the adverts and timers are the kernel's: no process of hka needs it"
#define NO_RACE "hka reads no netlink stream that could overrun"
#define NO_FIREWALL "hka refuses packets itself, without a firewall"
#define OWN_NAMES "hka's processes have names of their own"
#define NO_MACVLAN "hka makes no macvlan device for a virtual MAC"

/* How keepalived's processes are run, for one of them. */
#define PROCESS(p, which) \
	NONE(p "_priority", 1, 1, "-20..19", KERNEL_DOES, "nice value of the " which " process"), \
	NONE(p "_no_swap", 0, 0, NULL, KERNEL_DOES, "keep the " which " process in memory"), \
	NONE(p "_rt_priority", 1, 1, "1..99", KERNEL_DOES, "real-time priority of the " which " process"), \
	NONE(p "_cpu_affinity", 1, 4096, "CPU...", KERNEL_DOES, "processors of the " which " process"), \
	NONE(p "_rlimit_rttime", 1, 1, "MICROSECONDS", KERNEL_DOES, "real-time limit of the " which " process"), \
	ALIAS(p "_rlimit_rtime", p "_rlimit_rttime")

/* The buffers of one of keepalived's sockets. */
#define BUFFERS(p, which) \
	NONE(p "_rcv_bufs", 1, 1, "BYTES", NO_RACE, "receive buffer of the " which " socket"), \
	NONE(p "_rcv_bufs_force", 0, 1, "on|off", NO_RACE, "whether that may be more than the host allows")

static const struct block names = { .body = BODY_NAMES };

static const struct keyword keywords[] = {
	/* What runs. */
	NONE("process_names", 0, 0, NULL, OWN_NAMES, "usual names of the processes"),
	NONE("process_name", 0, 1, "NAME", OWN_NAMES, "name of the process"),
	NONE("vrrp_process_name", 0, 1, "NAME", OWN_NAMES, "name of the VRRP process"),
	NONE("checker_process_name", 0, 1, "NAME", OWN_NAMES, "name of the process for checks"),
	NONE("lvs_process_name", 0, 1, "NAME", OWN_NAMES, "name of the process for checks"),
	NONE("bfd_process_name", 0, 1, "NAME", OWN_NAMES, "name of the BFD process"),
	PROCESS("vrrp", "VRRP"),
	PROCESS("checker", "checks'"),
	PROCESS("bfd", "BFD"),
	NONE("max_auto_priority", 0, 1, "-1..99", KERNEL_DOES, "how far a late process raises its priority"),
	NONE("min_auto_priority_delay", 1, 1, "MICROSECONDS", KERNEL_DOES, "how late it must be for that"),
	BUFFERS("vrrp_netlink_cmd", "VRRP process's netlink command"),
	BUFFERS("vrrp_netlink_monitor", "VRRP process's netlink monitor"),
	BUFFERS("lvs_netlink_cmd", "checks' netlink command"),
	BUFFERS("lvs_netlink_monitor", "checks' netlink monitor"),
	BUFFERS("process_monitor", "process monitor"),
	NONE("vrrp_rx_bufs_policy", 1, 1, "MTU|ADVERT|BYTES", KERNEL_DOES, "receive buffers for adverts"),
	NONE("vrrp_rx_bufs_multiplier", 1, 1, "N", KERNEL_DOES, "how many adverts they hold"),
	WORDS("umask", 0, 16, "MASK|BITS", "mask of the files that are written", RUN),
	{ .name = "manager_lost", .arg = ARG_MANAGER_LOST, .def = "handover after 30", OWN,
	  .help = "what routers do when hkad has been dead for that many seconds, unless they say it themselves; the time is read when hkad starts" },

	/* Scripts. */
	WORDS("script_user", 1, 2, "USER [[:]GROUP]", "who runs scripts that name nobody; by default keepalived_script, if /etc/passwd has that, and else whoever runs hkad", BETTER("one that does not exist is an error")),
	FLAG("enable_script_security", "run no script as root that another user may change", BETTER("one that may be is an error, and it is looked at again before each run")),
	BOOL("use_symlink_paths", "off", "do not resolve symbolic links in paths of scripts"),
	FLAG("set_supplementary_groups", "scripts have the supplementary groups of their user"),
	SCRIPT("startup_script", "run once before anything else", RUN),
	INT("startup_script_timeout", "10", 1, 1000, "seconds that it may take", RUN),
	SCRIPT("shutdown_script", "run once when all has ended", RUN),
	INT("shutdown_script_timeout", "10", 1, 1000, "seconds that it may take", RUN),

	/* Mail. */
	STRING("router_id", NULL, "name of this host in mail and SNMP; by default the host's", RUN),
	BLOCK("notification_email", names, "who gets mail", RUN),
	STRING("notification_email_from", NULL, "sender of mail", RUN),
	WORDS("smtp_server", 1, 2, "HOST [PORT]", "who takes mail, port 25 if none is said", RUN),
	STRING("smtp_helo_name", NULL, "name to say to it; by default the host's", RUN),
	TIME("smtp_connect_timeout", "30", 0, 4294 * S, "how long a connection to it may take", RUN),
	BOOL("smtp_alert", "off", "mail about everything, unless it says otherwise itself", RUN),
	BOOL("smtp_alert_vrrp", NULL, "mail about routers, unless they say otherwise", RUN),
	BOOL("smtp_alert_checker", NULL, "mail about servers, unless they say otherwise", CHECK),
	FLAG("no_email_faults", "no mail about FAULT", RUN),
	FLAG("no_checker_emails", "no mail about single checks of a server", CHECK),
	BOOL("checker_log_all_failures", "off", "log every failed check", CHECK),
	FLAG("rs_init_notifies", "tell of servers that come up at start, too", CHECK),

	/* Interfaces and addresses. */
	{ .name = "dynamic_interfaces", .arg = ARG_OPT_CHOICE, .choices = "allow_if_changes",
	  .help = "interfaces may be missing at start, and come and go",
	  BETTER("always so, with the same kind of interface or another") },
	STRING("default_interface", "eth0", "interface of static addresses that name none"),
	NONE("disable_local_igmp", 0, 0, NULL, "hka changes no sysctl behind your back: set net.ipv4.igmp_link_local_mcast_reports",
	     "no IGMP reports for link-local groups"),
	NONE("vrrp_iptables", 0, 2, "[IN [OUT]]", NO_FIREWALL, "chains of iptables to use"),
	NONE("vrrp_ipsets", 0, 6, "[SET...]", NO_FIREWALL, "sets of ipset to use"),
	NONE("nftables", 0, 1, "[TABLE]", NO_FIREWALL, "table of nftables to use"),
	NONE("nftables_priority", 0, 1, "N", NO_FIREWALL, "priority of its chains"),
	NONE("nftables_counters", 0, 0, NULL, NO_FIREWALL, "count packets in it"),
	NONE("nftables_ifindex", 0, 0, NULL, NO_FIREWALL, "interfaces in it by number"),
	STRING("vmac_prefix", "vrrp", "beginning of the names that a configuration may use for a virtual MAC",
	       BETTER("there is no such device: where its name stands, the interface is meant")),
	NONE("vmac_addr_prefix", 1, 1, "PREFIX", NO_MACVLAN, "the same for addresses on another interface"),
	NONE("iproute_usr_dir", 1, 1, "DIR", "names of tables are looked up where Debian's iproute2 does", "where iproute2 has its names"),
	NONE("iproute_etc_dir", 1, 1, "DIR", "names of tables are looked up where Debian's iproute2 does", "where iproute2 has the host's names"),

	/* Defaults of vrrp_instance. */
	CHOICE("vrrp_version", "2", "2|3", "version of VRRP, where an instance says none; IPv6 has 3"),
	ADDRESS("vrrp_mcast_group4", IPV4, "224.0.0.18", "group that IPv4 adverts are sent to"),
	ADDRESS("vrrp_mcast_group6", IPV6, "ff02::12", "group that IPv6 adverts are sent to"),
	INT("vrrp_down_timer_adverts", "3", 1, 100, "adverts that may be missed before the MASTER is taken for dead"),
	TIME("vrrp_garp_master_delay", "5", 0, 1000 * S, "from taking over to the second burst of announcements; 0: none", CLAMP),
	INT("vrrp_garp_master_repeat", "5", 1, 255, "announcements of an address in a burst", CLAMP),
	TIME("vrrp_garp_master_refresh", "0", 0, 86400 * S, "between announcements of a MASTER as it goes on; 0: none", CLAMP),
	INT("vrrp_garp_master_refresh_repeat", "1", 1, 255, "announcements of an address then", CLAMP),
	TIME("vrrp_garp_lower_prio_delay", NULL, 0, 1000 * S, "the delay after an advert of lower priority; by default as after taking over", CLAMP),
	INT("vrrp_garp_lower_prio_repeat", NULL, 0, 255, "the announcements after an advert of lower priority; by default as after taking over", CLAMP),
	TIME("vrrp_garp_interval", "0", 0, S, "least time between two gratuitous ARPs on an interface", CLAMP),
	TIME("vrrp_gna_interval", "0", 0, S, "least time between two unsolicited neighbour advertisements on an interface", CLAMP),
	BOOL("vrrp_min_garp", "off", "one announcement only, and no second burst"),
	WORDS("vrrp_garp_extra_if", 1, 2, "[all] SECONDS", "refresh announcements on interfaces that send no adverts",
	      BETTER("with all; without it there is no virtual MAC on another interface to refresh")),
	ALIAS("vrrp_vmac_garp_intvl", "vrrp_garp_extra_if"),
	BOOL("vrrp_lower_prio_no_advert", "off", "a MASTER does not answer an advert of lower priority"),
	BOOL("vrrp_higher_prio_send_advert", "on", "a MASTER sends one last advert before it yields",
	     BETTER("on by default: it ends a split brain cleanly")),
	BOOL("vrrp_owner_ignore_adverts", "off", "an owner drops the adverts of others"),
	BOOL("v3_checksum_as_v2", "off", "checksum of RFC 9568 in IPv4 adverts of version 3, without a pseudo-header",
	     BETTER("without it both are accepted, and that of the MASTER is used")),
	FLAG("vrrp_check_unicast_src", "drop unicast adverts of senders that are no peers", BETTER("always so")),
	NONE("vrrp_skip_check_adv_addr", 0, 1, "on|off", "an advert with other addresses is counted, not dropped",
	     "compare the addresses of adverts only when the MASTER changes"),
	BOOL("vrrp_strict", "off", "hold to the RFC where there is a choice"),
	TIME("vrrp_startup_delay", "0", 0, 1000 * S, "how long new routers only listen", CLAMP),
	TIME("vrrp_delay_after_boot", "0", 0, 1000 * S, "since boot: how long routers only listen", CLAMP),
	FLAG("log_unknown_vrids", "log adverts of routers that nobody configured", RUN),

	/* Whom it tells. */
	WORDS("notify_fifo", 1, 3, "FIFO [USER [GROUP]]", "pipe that every event is written to", RUN),
	SCRIPT("notify_fifo_script", "what reads it", RUN),
	WORDS("vrrp_notify_fifo", 1, 3, "FIFO [USER [GROUP]]", "pipe that events of routers are written to", RUN),
	SCRIPT("vrrp_notify_fifo_script", "what reads it", RUN),
	WORDS("lvs_notify_fifo", 1, 3, "FIFO [USER [GROUP]]", "pipe that events of servers are written to", CHECK),
	SCRIPT("lvs_notify_fifo_script", "what reads it", CHECK),
	BOOL("vrrp_notify_priority_changes", "off", "priorities that change are events, too", RUN),
	FLAG("fifo_write_vrrp_states_on_reload", "write every state after a reload", RUN),

	/* Reload and files. */
	NONE("reload_check_config", 0, 1, "[FILE]", "a reload of hkad is always checked first", "check before a reload"),
	STRING("reload_time_file", NULL, "file that says when to reload", RUN),
	FLAG("reload_repeat", "every day at that time", RUN),
	{ .name = "reload_file", .arg = ARG_OPT_STRING, .help = "file that is there while a configuration is read", RUN },
	STRING("config_save_dir", NULL, "where configurations are kept at a reload, for debugging", RUN),
	NONE("tmp_config_directory", 1, 1, "DIR", "hkad reads the files once, in one process", "where the copy for the other processes is"),
	INT("random_seed", NULL, 0, WIDE, "makes ${_RANDOM} the same every time, from here on"),
	BOOL("data_use_instance", "off", "files of states have the instance in their names", RUN),
	CHOICE("json_version", "1", "1|2", "form of the JSON file", RUN),
	STRING("state_dump_file", NULL, "where states are written", RUN),
	ALIAS("state_file_location", "state_dump_file"),
	STRING("stats_dump_file", NULL, "where counters are written", RUN),
	ALIAS("stats_file_location", "stats_dump_file"),
	STRING("json_dump_file", NULL, "where JSON is written", RUN),
	ALIAS("json_file_location", "json_dump_file"),

	/* IPVS. */
	WORDS("lvs_timeouts", 2, 6, "[tcp SECONDS] [tcpfin SECONDS] [udp SECONDS]", "how long connections are remembered", IPVS),
	FLAG("lvs_flush", "empty the kernel's table at start", IPVS),
	{ .name = "lvs_flush_on_stop", .arg = ARG_OPT_CHOICE, .choices = "VS", .help = "empty it when it stops; VS: only what is ours", IPVS },
	ALIAS("lvs_flush_onstop", "lvs_flush_on_stop"),
	WORDS("lvs_sync_daemon", 1, 14, "INTERFACE [[inst] INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group ADDRESS]",
	      "connections are told to the other host", IPVS),
	{ .name = "nftables_ipvs", .arg = ARG_OPT_STRING, .help = "one fwmark for each group of virtual servers, in this table of nftables", IPVS },
	INT("nftables_ipvs_priority", NULL, -BIG, BIG, "priority of its chains", IPVS),
	INT("nftables_ipvs_start_fwmark", "1000", 1, WIDE, "the first of these marks", IPVS),

	/* SNMP and D-Bus. */
	STRING("snmp_socket", "unix:/var/agentx/master", "the SNMP master agent", LATER),
	FLAG("enable_traps", "send SNMP traps", LATER),
	FLAG("enable_snmp_vrrp", "SNMP tells of routers", LATER),
	ALIAS("enable_snmp_keepalived", "enable_snmp_vrrp"),
	FLAG("enable_snmp_checker", "SNMP tells of servers", LATER),
	FLAG("enable_snmp_rfc", "SNMP as RFC 2787 and RFC 6527 have it", LATER),
	FLAG("enable_snmp_rfcv2", "SNMP as RFC 2787 has it", LATER),
	FLAG("enable_snmp_rfcv3", "SNMP as RFC 6527 has it", LATER),
	TIME("snmp_vs_stats_update_interval", "5", S / 1000, 30 * S, "how old the counters of virtual servers may be", LATER),
	TIME("snmp_rs_stats_update_interval", "5", S / 1000, 30 * S, "how old the counters of real servers may be", LATER),
	FLAG("enable_dbus", "D-Bus tells of routers", LATER),
	STRING("dbus_service_name", "org.keepalived.Vrrp1", "name of the service there", LATER),
	STRING("dbus_no_interface_name", "none", "what stands there for no interface", LATER),
	END,
};
const struct block keywords_global_defs = { .keyword = keywords };
