// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the table of keywords: keepalived.conf(5), and those that it does not name. Pure data. */
#include <string.h>

#include "keywords.h"

#define S 1000000LL	/* microseconds of a second */
#define DAY (86400 * S)
#define BIG 2147483647LL

#define KERNEL_DOES "the adverts and timers are the kernel's: no process of hka needs it"
#define NO_RACE "hka reads no netlink stream that could overrun"
#define NO_FIREWALL "hka refuses packets itself, without a firewall"
#define OWN_NAMES "hka's processes have names of their own"

#define FLAG(n) { .name = n, .arg = ARG_NONE }
#define BOOL(n) { .name = n, .arg = ARG_BOOL }
#define INT(n, lo, hi) { .name = n, .arg = ARG_INT, .min = lo, .max = hi }
#define OPT_INT(n, lo, hi) { .name = n, .arg = ARG_OPT_INT, .min = lo, .max = hi }
#define TIME(n, lo, hi) { .name = n, .arg = ARG_TIME, .min = lo, .max = hi }
#define CHOICE(n, c) { .name = n, .arg = ARG_CHOICE, .choices = c }
#define OPT_CHOICE(n, c) { .name = n, .arg = ARG_OPT_CHOICE, .choices = c }
#define STRING(n) { .name = n, .arg = ARG_STRING }
#define SCRIPT(n) { .name = n, .arg = ARG_SCRIPT }
#define WORDS(n, lo, hi) { .name = n, .arg = ARG_WORDS, .min = lo, .max = hi }
#define ADDRESS(n, kind) { .name = n, .arg = ARG_ ## kind }
#define BLOCK(n, b) { .name = n, .arg = ARG_NONE, .block = &(b) }
#define NAMED(n, b) { .name = n, .arg = ARG_STRING, .block = &(b) }
#define ALIAS(n, of) { .name = n, .alias = of }
#define NONE(n, lo, hi, reason) { .name = n, .arg = ARG_WORDS, .min = lo, .max = hi, .use = USE_NONE, .why = reason }
#define HELD(n, u, k, lo, hi) { .name = n, .arg = k, .min = lo, .max = hi, .use = u }
#define HELD_BLOCK(n, u, k, lo, hi, b) { .name = n, .arg = k, .min = lo, .max = hi, .use = u, .block = &(b) }
/* How keepalived's processes are run, for one of them. */
#define PROCESS(p) \
	NONE(p "_priority", 1, 1, KERNEL_DOES), NONE(p "_no_swap", 0, 0, KERNEL_DOES), \
	NONE(p "_rt_priority", 1, 1, KERNEL_DOES), NONE(p "_cpu_affinity", 1, 4096, KERNEL_DOES), \
	NONE(p "_rlimit_rttime", 1, 1, KERNEL_DOES), ALIAS(p "_rlimit_rtime", p "_rlimit_rttime")
/* When a MASTER announces its addresses; for all instances, or for one. */
#define GARPS(p) \
	TIME(p "garp_master_delay", 0, BIG * S), INT(p "garp_master_repeat", 0, BIG), \
	TIME(p "garp_master_refresh", 0, BIG * S), INT(p "garp_master_refresh_repeat", 1, BIG), \
	TIME(p "garp_lower_prio_delay", 0, BIG * S), INT(p "garp_lower_prio_repeat", 0, BIG)
#define END { .name = NULL }

static const struct block addresses = { .body = BODY_ADDRESSES };
static const struct block peers = { .body = BODY_PEERS };
static const struct block tracks = { .body = BODY_TRACKS };
static const struct block names = { .body = BODY_NAMES };
static const struct block text = { .body = BODY_LINES };

/* What every check has that tries again. */
#define CHECK_PACE \
	INT("retry", 0, BIG), \
	TIME("delay_before_retry", 0, 3600 * S), \
	TIME("warmup", 0, 3600 * S), \
	TIME("delay_loop", S / 1000, BIG * S), \
	BOOL("alpha"), \
	BOOL("log_all_failures")
/* And every one that connects. */
#define CHECK_CONNECTION \
	ADDRESS("connect_ip", IP), \
	INT("connect_port", 1, 65535), \
	ADDRESS("bindto", IP), \
	INT("bind_port", 1, 65535), \
	STRING("bind_if"), \
	TIME("connect_timeout", 1, 3600 * S), \
	INT("fwmark", 0, 4294967295LL)
/* What an instance or a group depends on. */
#define TRACKS \
	BLOCK("track_interface", tracks), \
	BLOCK("track_script", tracks), \
	BLOCK("track_file", tracks), \
	BLOCK("track_process", tracks), \
	HELD_BLOCK("track_bfd", USE_LATER, ARG_NONE, 0, 0, tracks)
/* Whom either tells. */
#define NOTIFIES \
	SCRIPT("notify_backup"), \
	SCRIPT("notify_master"), \
	SCRIPT("notify_fault"), \
	SCRIPT("notify_stop"), \
	{ .name = "notify_deleted", .arg = ARG_SCRIPT, .choices = "optional" }, \
	SCRIPT("notify"), \
	BOOL("smtp_alert"), \
	BOOL("notify_priority_changes")

static const struct keyword global_defs_keywords[] = {
	STRING("router_id"),
	STRING("notification_email_from"),
	WORDS("smtp_server", 1, 2),
	STRING("smtp_helo_name"),
	TIME("smtp_connect_timeout", S, BIG * S),
	BLOCK("notification_email", names),
	BOOL("smtp_alert"),
	BOOL("smtp_alert_vrrp"),
	BOOL("smtp_alert_checker"),
	BOOL("checker_log_all_failures"),
	FLAG("no_email_faults"),
	FLAG("no_checker_emails"),
	FLAG("rs_init_notifies"),
	SCRIPT("startup_script"),
	INT("startup_script_timeout", 1, 1000),
	SCRIPT("shutdown_script"),
	INT("shutdown_script_timeout", 1, 1000),
	NONE("process_names", 0, 0, OWN_NAMES),
	NONE("process_name", 0, 1, OWN_NAMES),
	NONE("vrrp_process_name", 0, 1, OWN_NAMES),
	NONE("checker_process_name", 0, 1, OWN_NAMES),
	NONE("lvs_process_name", 0, 1, OWN_NAMES),
	NONE("bfd_process_name", 0, 1, OWN_NAMES),
	BOOL("use_symlink_paths"),
	FLAG("set_supplementary_groups"),
	NONE("max_auto_priority", 0, 1, KERNEL_DOES),
	NONE("min_auto_priority_delay", 1, 1, KERNEL_DOES),
	OPT_CHOICE("dynamic_interfaces", "allow_if_changes"),
	STRING("default_interface"),
	FLAG("disable_local_igmp"),
	BOOL("v3_checksum_as_v2"),
	HELD("lvs_timeouts", USE_IPVS, ARG_WORDS, 2, 6),
	HELD("lvs_flush", USE_IPVS, ARG_NONE, 0, 0),
	HELD("lvs_flush_on_stop", USE_IPVS, ARG_OPT_STRING, 0, 0),
	ALIAS("lvs_flush_onstop", "lvs_flush_on_stop"),
	HELD("lvs_sync_daemon", USE_IPVS, ARG_WORDS, 1, 14),
	ADDRESS("vrrp_mcast_group4", IPV4),
	ADDRESS("vrrp_mcast_group6", IPV6),
	GARPS("vrrp_"),
	INT("vrrp_down_timer_adverts", 1, 100),
	TIME("vrrp_garp_interval", 0, S),
	TIME("vrrp_gna_interval", 0, S),
	BOOL("vrrp_min_garp"),
	WORDS("vrrp_garp_extra_if", 1, 2),
	ALIAS("vrrp_vmac_garp_intvl", "vrrp_garp_extra_if"),
	BOOL("vrrp_lower_prio_no_advert"),
	BOOL("vrrp_higher_prio_send_advert"),
	CHOICE("vrrp_version", "2|3"),
	NONE("vrrp_iptables", 0, 2, NO_FIREWALL),
	NONE("vrrp_ipsets", 0, 6, NO_FIREWALL),
	NONE("nftables", 0, 1, NO_FIREWALL),
	NONE("nftables_priority", 0, 1, NO_FIREWALL),
	NONE("nftables_counters", 0, 0, NO_FIREWALL),
	NONE("nftables_ifindex", 0, 0, NO_FIREWALL),
	HELD("nftables_ipvs", USE_IPVS, ARG_OPT_STRING, 0, 0),
	HELD("nftables_ipvs_priority", USE_IPVS, ARG_INT, -BIG, BIG),
	HELD("nftables_ipvs_start_fwmark", USE_IPVS, ARG_INT, 1, BIG),
	BOOL("vrrp_check_unicast_src"),
	BOOL("vrrp_skip_check_adv_addr"),
	BOOL("vrrp_strict"),
	PROCESS("vrrp"),
	PROCESS("checker"),
	PROCESS("bfd"),
	HELD("notify_fifo", USE_APPLY, ARG_STRING, 0, 0),
	HELD("notify_fifo_script", USE_APPLY, ARG_SCRIPT, 0, 0),
	HELD("vrrp_notify_fifo", USE_APPLY, ARG_STRING, 0, 0),
	HELD("vrrp_notify_fifo_script", USE_APPLY, ARG_SCRIPT, 0, 0),
	HELD("lvs_notify_fifo", USE_IPVS, ARG_STRING, 0, 0),
	HELD("lvs_notify_fifo_script", USE_IPVS, ARG_SCRIPT, 0, 0),
	BOOL("vrrp_notify_priority_changes"),
	FLAG("fifo_write_vrrp_states_on_reload"),
	HELD("snmp_socket", USE_LATER, ARG_OPT_STRING, 0, 0),
	HELD("enable_traps", USE_LATER, ARG_NONE, 0, 0),
	HELD("enable_snmp_vrrp", USE_LATER, ARG_NONE, 0, 0),
	HELD("enable_snmp_rfc", USE_LATER, ARG_NONE, 0, 0),
	HELD("enable_snmp_rfcv2", USE_LATER, ARG_NONE, 0, 0),
	HELD("enable_snmp_rfcv3", USE_LATER, ARG_NONE, 0, 0),
	HELD("enable_snmp_checker", USE_LATER, ARG_NONE, 0, 0),
	HELD("snmp_vs_stats_update_interval", USE_LATER, ARG_TIME, 0, BIG * S),
	HELD("snmp_rs_stats_update_interval", USE_LATER, ARG_TIME, 0, BIG * S),
	HELD("enable_dbus", USE_LATER, ARG_NONE, 0, 0),
	HELD("dbus_service_name", USE_LATER, ARG_STRING, 0, 0),
	HELD("dbus_no_interface_name", USE_LATER, ARG_NONE, 0, 0),
	ALIAS("enable_snmp_keepalived", "enable_snmp_vrrp"),
	WORDS("script_user", 1, 2),
	FLAG("enable_script_security"),
	NONE("vrrp_netlink_cmd_rcv_bufs", 1, 1, NO_RACE),
	NONE("vrrp_netlink_cmd_rcv_bufs_force", 0, 1, NO_RACE),
	NONE("vrrp_netlink_monitor_rcv_bufs", 1, 1, NO_RACE),
	NONE("vrrp_netlink_monitor_rcv_bufs_force", 0, 1, NO_RACE),
	NONE("lvs_netlink_cmd_rcv_bufs", 1, 1, NO_RACE),
	NONE("lvs_netlink_cmd_rcv_bufs_force", 0, 1, NO_RACE),
	NONE("lvs_netlink_monitor_rcv_bufs", 1, 1, NO_RACE),
	NONE("lvs_netlink_monitor_rcv_bufs_force", 0, 1, NO_RACE),
	NONE("process_monitor_rcv_bufs", 1, 1, NO_RACE),
	NONE("process_monitor_rcv_bufs_force", 0, 1, NO_RACE),
	NONE("vrrp_rx_bufs_policy", 1, 1, KERNEL_DOES),
	NONE("vrrp_rx_bufs_multiplier", 1, 1, KERNEL_DOES),
	TIME("vrrp_startup_delay", 0, BIG * S),
	TIME("vrrp_delay_after_boot", 0, BIG * S),
	FLAG("log_unknown_vrids"),
	BOOL("vrrp_owner_ignore_adverts"),
	NONE("vmac_prefix", 1, 1, "hka makes no macvlan device for a virtual MAC"),
	NONE("vmac_addr_prefix", 1, 1, "hka makes no macvlan device for a virtual MAC"),
	WORDS("umask", 0, 16),
	INT("random_seed", 0, 4294967295LL),
	NONE("reload_check_config", 0, 1, "a reload of hkad is always checked first"),
	STRING("reload_time_file"),
	FLAG("reload_repeat"),
	{ .name = "reload_file", .arg = ARG_OPT_STRING },
	STRING("config_save_dir"),
	NONE("tmp_config_directory", 1, 1, "hkad reads the files once, in one process"),
	BOOL("data_use_instance"),
	CHOICE("json_version", "1|2"),
	STRING("iproute_usr_dir"),
	STRING("iproute_etc_dir"),
	STRING("state_dump_file"),
	STRING("stats_dump_file"),
	STRING("json_dump_file"),
	ALIAS("state_file_location", "state_dump_file"),
	ALIAS("stats_file_location", "stats_dump_file"),
	ALIAS("json_file_location", "json_dump_file"),
	END,
};
static const struct block global_defs = { .keyword = global_defs_keywords };

static const struct keyword group_of_track_keywords[] = {
	BLOCK("group", names),
	END,
};
static const struct block group_of_track = { .keyword = group_of_track_keywords };

static const struct keyword sync_group_keywords[] = {
	BLOCK("group", names),
	TRACKS,
	NOTIFIES,
	FLAG("global_tracking"),
	FLAG("sync_group_tracking_weight"),
	END,
};
static const struct block sync_group = { .keyword = sync_group_keywords };

static const struct keyword garp_group_keywords[] = {
	TIME("garp_interval", 0, S),
	TIME("gna_interval", 0, S),
	STRING("interface"),
	BLOCK("interfaces", names),
	END,
};
static const struct block garp_group = { .keyword = garp_group_keywords };

static const struct keyword authentication_keywords[] = {
	CHOICE("auth_type", "PASS|AH|pass|ah"),
	STRING("auth_pass"),
	END,
};
static const struct block authentication = { .keyword = authentication_keywords };

static const struct keyword auth_hmac_keywords[] = {
	WORDS("key", 2, 2),
	INT("active_key", 1, 255),
	INT("time_window", 1, 300),
	CHOICE("anti_replay", "time|monotonic"),
	CHOICE("mode", "enforce|permissive|receive-only"),
	END,
};
static const struct block auth_hmac = { .keyword = auth_hmac_keywords };

static const struct keyword instance_keywords[] = {
	CHOICE("state", "MASTER|BACKUP"),
	STRING("interface"),
	STRING("vrf"),
	INT("virtual_router_id", 1, 255),
	INT("priority", 1, 255),
	CHOICE("version", "2|3"),
	TIME("advert_int", S / 100, 255 * S),
	BLOCK("virtual_ipaddress", addresses),
	BLOCK("virtual_ipaddress_excluded", addresses),
	FLAG("no_virtual_ipaddress"),
	FLAG("promote_secondaries"),
	BLOCK("virtual_routes", text),
	BLOCK("virtual_rules", text),
	BLOCK("unicast_peer", peers),
	FLAG("unicast_fault_no_peer"),
	FLAG("check_unicast_src"),
	OPT_CHOICE("old_unicast_checksum", "never"),
	ADDRESS("unicast_src_ip", IP),
	ADDRESS("mcast_src_ip", IP),
	ADDRESS("mcast_dst_ip", IP),
	FLAG("track_src_ip"),
	INT("unicast_ttl", 0, 255),
	WORDS("use_vmac", 0, 6),
	FLAG("use_vmac_addr"),
	NONE("vmac_xmit_base", 0, 0, "hka sends adverts by the device itself, with the virtual MAC"),
	{ .name = "use_ipvlan", .arg = ARG_WORDS, .max = 6, .use = USE_REFUSE, .why = "hka has no ipvlan; leave it out, or use use_vmac" },
	FLAG("native_ipv6"),
	FLAG("dont_track_primary"),
	TRACKS,
	BLOCK("authentication", authentication),
	BLOCK("auth_hmac", auth_hmac),
	BOOL("v3_checksum_as_v2"),
	FLAG("accept"),
	FLAG("no_accept"),
	BOOL("skip_check_adv_addr"),
	BOOL("strict_mode"),
	FLAG("preempt"),
	FLAG("nopreempt"),
	TIME("preempt_delay", 0, 1000 * S),
	NONE("debug", 0, 1, "keepalived does nothing with it either"),
	NOTIFIES,
	SCRIPT("notify_master_rx_lower_pri"),
	HELD("lvs_sync_daemon_interface", USE_IPVS, ARG_STRING, 0, 0),
	GARPS(""),
	INT("down_timer_adverts", 1, 100),
	OPT_INT("timer_expired_backup", 1, 255),
	ALIAS("thread_timer_expired", "timer_expired_backup"),
	WORDS("garp_extra_if", 1, 2),
	ALIAS("vmac_garp_intvl", "garp_extra_if"),
	BOOL("lower_prio_no_advert"),
	BOOL("higher_prio_send_advert"),
	BOOL("owner_ignore_adverts"),
	NONE("kernel_rx_buf_size", 1, 1, KERNEL_DOES),
	NONE("linkbeat_use_polling", 0, 0, "the kernel module reads the carrier itself"),
	END,
};
static const struct block instance = { .keyword = instance_keywords };

static const struct keyword script_keywords[] = {
	SCRIPT("script"),
	TIME("interval", S / 1000, BIG * S),
	TIME("timeout", S / 1000, BIG * S),
	WORDS("weight", 1, 2),
	INT("rise", 1, BIG),
	INT("fall", 1, BIG),
	WORDS("user", 1, 2),
	FLAG("init_fail"),
	END,
};
static const struct block script = { .keyword = script_keywords };

static const struct keyword track_process_keywords[] = {
	WORDS("process", 1, 64),
	OPT_CHOICE("param_match", "initial|partial"),
	WORDS("weight", 1, 2),
	INT("quorum", 1, BIG),
	INT("quorum_max", 0, BIG),
	TIME("delay", 0, 3600 * S),
	TIME("terminate_delay", 0, 3600 * S),
	TIME("fork_delay", 0, 3600 * S),
	FLAG("full_command"),
	END,
};
static const struct block track_process = { .keyword = track_process_keywords };

static const struct keyword track_file_keywords[] = {
	STRING("file"),
	WORDS("weight", 1, 2),
	WORDS("init_file", 0, 2),
	END,
};
static const struct block track_file = { .keyword = track_file_keywords };

static const struct keyword bfd_keywords[] = {
	ADDRESS("source_ip", IP),
	ADDRESS("neighbor_ip", IP),
	ALIAS("neighbour_ip", "neighbor_ip"),
	INT("min_rx", 1, BIG),
	INT("min_tx", 1, BIG),
	INT("idle_tx", 1, BIG),
	INT("multiplier", 1, 255),
	FLAG("passive"),
	INT("ttl", 1, 255),
	ALIAS("hoplimit", "ttl"),
	INT("max_hops", -1, 255),
	FLAG("multihop"),
	FLAG("vrrp"),
	FLAG("checker"),
	END,
};
static const struct block bfd = { .keyword = bfd_keywords };

static const struct keyword ssl_keywords[] = {
	STRING("password"),
	STRING("ca"),
	STRING("certificate"),
	STRING("key"),
	END,
};
static const struct block ssl = { .keyword = ssl_keywords };

static const struct keyword url_keywords[] = {
	STRING("path"),
	STRING("digest"),
	WORDS("status_code", 1, 64),
	STRING("virtualhost"),
	STRING("regex"),
	FLAG("regex_no_match"),
	WORDS("regex_options", 1, 64),
	INT("regex_min_offset", 0, BIG),
	INT("regex_max_offset", 0, BIG),
	WORDS("regex_stack", 2, 2),
	BOOL("tls_compliant"),
	END,
};
static const struct block url = { .keyword = url_keywords };

static const struct keyword http_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	ALIAS("nb_get_retry", "retry"),
	STRING("virtualhost"),
	CHOICE("http_protocol", "1.0|1.0C|1.0c|1.1"),
	BOOL("enable_sni"),
	STRING("sni_name"),
	BOOL("fast_recovery"),
	BOOL("tls_compliant"),
	BLOCK("url", url),
	END,
};
static const struct block http = { .keyword = http_keywords };

static const struct keyword tcp_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	END,
};
static const struct block tcp = { .keyword = tcp_keywords };

static const struct keyword smtp_host_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	END,
};
static const struct block smtp_host = { .keyword = smtp_host_keywords };

static const struct keyword smtp_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	STRING("helo_name"),
	BLOCK("host", smtp_host),
	END,
};
static const struct block smtp = { .keyword = smtp_keywords };

static const struct keyword dns_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	CHOICE("type", "A|NS|CNAME|SOA|MX|TXT|AAAA"),
	STRING("name"),
	END,
};
static const struct block dns = { .keyword = dns_keywords };

static const struct keyword udp_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE,
	STRING("payload"),
	{ .name = "require_reply", .arg = ARG_OPT_STRING },
	INT("min_reply_length", 0, 65535),
	INT("max_reply_length", 0, 65535),
	END,
};
static const struct block udp = { .keyword = udp_keywords };

static const struct keyword misc_keywords[] = {
	CHECK_PACE,
	SCRIPT("misc_path"),
	TIME("misc_timeout", 0, BIG * S),
	FLAG("misc_dynamic"),
	WORDS("user", 1, 2),
	END,
};
static const struct block misc = { .keyword = misc_keywords };

static const struct keyword file_check_keywords[] = {
	STRING("track_file"),
	FLAG("dynamic"),
	WORDS("weight", 1, 2),
	END,
};
static const struct block file_check = { .keyword = file_check_keywords };

static const struct keyword bfd_check_keywords[] = {
	STRING("name"),
	BOOL("alpha"),
	END,
};
static const struct block bfd_check = { .keyword = bfd_check_keywords };

static const struct keyword real_server_keywords[] = {
	INT("weight", 0, 2147483647LL),
	WORDS("lvs_method", 1, 8),
	ALIAS("lb_kind", "lvs_method"),
	INT("uthreshold", 0, BIG),
	INT("lthreshold", 0, BIG),
	BOOL("inhibit_on_failure"),
	SCRIPT("notify_up"),
	SCRIPT("notify_down"),
	BOOL("alpha"),
	INT("retry", 0, BIG),
	TIME("delay_before_retry", 0, 3600 * S),
	TIME("warmup", 0, 3600 * S),
	TIME("connect_timeout", 1, 3600 * S),
	TIME("delay_loop", S / 1000, BIG * S),
	BOOL("smtp_alert"),
	STRING("virtualhost"),
	STRING("snmp_name"),
	HELD_BLOCK("MISC_CHECK", USE_CHECK, ARG_NONE, 0, 0, misc),
	HELD_BLOCK("SMTP_CHECK", USE_CHECK, ARG_NONE, 0, 0, smtp),
	HELD_BLOCK("TCP_CHECK", USE_CHECK, ARG_NONE, 0, 0, tcp),
	HELD_BLOCK("PING_CHECK", USE_CHECK, ARG_NONE, 0, 0, tcp),
	HELD_BLOCK("UDP_CHECK", USE_CHECK, ARG_NONE, 0, 0, udp),
	HELD_BLOCK("HTTP_GET", USE_CHECK, ARG_NONE, 0, 0, http),
	HELD_BLOCK("SSL_GET", USE_CHECK, ARG_NONE, 0, 0, http),
	HELD_BLOCK("DNS_CHECK", USE_CHECK, ARG_NONE, 0, 0, dns),
	HELD_BLOCK("FILE_CHECK", USE_CHECK, ARG_NONE, 0, 0, file_check),
	HELD_BLOCK("BFD_CHECK", USE_CHECK, ARG_NONE, 0, 0, bfd_check),
	END,
};
static const struct block real_server = { .keyword = real_server_keywords };

static const struct keyword virtual_server_keywords[] = {
	CHOICE("ip_family", "inet|inet6"),
	INT("retry", 0, BIG),
	TIME("delay_before_retry", 0, 3600 * S),
	TIME("warmup", 0, 3600 * S),
	TIME("connect_timeout", 1, 3600 * S),
	TIME("delay_loop", S / 1000, BIG * S),
	BOOL("inhibit_on_failure"),
	CHOICE("lvs_sched", "rr|wrr|lc|wlc|lblc|sh|mh|dh|fo|ovf|lblcr|sed|nq|twos"),
	ALIAS("lb_algo", "lvs_sched"),
	FLAG("hashed"),
	FLAG("ops"),
	FLAG("flag-1"),
	FLAG("flag-2"),
	FLAG("flag-3"),
	FLAG("sh-port"),
	FLAG("sh-fallback"),
	FLAG("mh-port"),
	FLAG("mh-fallback"),
	WORDS("lvs_method", 1, 8),
	ALIAS("lb_kind", "lvs_method"),
	STRING("persistence_engine"),
	OPT_INT("persistence_timeout", 1, BIG),
	STRING("persistence_granularity"),
	CHOICE("protocol", "TCP|UDP|SCTP|tcp|udp|sctp"),
	FLAG("ha_suspend"),
	BOOL("smtp_alert"),
	STRING("virtualhost"),
	STRING("snmp_name"),
	FLAG("alpha"),
	FLAG("omega"),
	SCRIPT("quorum_up"),
	SCRIPT("quorum_down"),
	INT("quorum", 1, BIG),
	INT("hysteresis", 0, BIG),
	INT("weight", 0, BIG),
	WORDS("sorry_server", 1, 2),
	FLAG("sorry_server_inhibit"),
	WORDS("sorry_server_lvs_method", 1, 8),
	HELD_BLOCK("real_server", USE_IPVS, ARG_WORDS, 1, 2, real_server),
	END,
};
static const struct block virtual_server = { .keyword = virtual_server_keywords };

static const struct keyword root_keywords[] = {
	NONE("linkbeat_use_polling", 0, 0, "the kernel module reads the carrier itself"),
	STRING("net_namespace"),
	{ .name = "net_namespace_ipvs", .arg = ARG_OPT_STRING, .use = USE_IPVS },
	NONE("namespace_with_ipsets", 0, 0, NO_FIREWALL),
	FLAG("use_pid_dir"),
	STRING("instance"),
	NONE("child_wait_time", 1, 1, "hkad waits for nobody when it ends: the kernel goes on"),
	BLOCK("global_defs", global_defs),
	NAMED("track_group", group_of_track),
	BLOCK("static_ipaddress", addresses),
	BLOCK("static_routes", text),
	BLOCK("static_rules", text),
	NAMED("vrrp_sync_group", sync_group),
	{ .name = "garp_group", .arg = ARG_WORDS, .max = 1, .block = &garp_group },
	{ .name = "linkbeat_interfaces", .arg = ARG_NONE, .use = USE_NONE, .why = "the kernel module reads the carrier itself", .block = &text },
	NAMED("vrrp_instance", instance),
	NAMED("vrrp_script", script),
	NAMED("vrrp_track_process", track_process),
	NAMED("track_file", track_file),
	ALIAS("vrrp_track_file", "track_file"),
	BLOCK("interface_up_down_delays", text),
	HELD_BLOCK("bfd_instance", USE_LATER, ARG_STRING, 0, 0, bfd),
	HELD_BLOCK("SSL", USE_CHECK, ARG_NONE, 0, 0, ssl),
	HELD_BLOCK("virtual_server_group", USE_IPVS, ARG_STRING, 0, 0, text),
	HELD_BLOCK("virtual_server", USE_IPVS, ARG_WORDS, 1, 2, virtual_server),
	END,
};
const struct block keywords_root = { .keyword = root_keywords };

const struct keyword *keyword_find(const struct block *block, const char *name)
{
	const struct keyword *k;

	for (k = block->keyword; k && k->name; k++)
		if (k->name[0] == name[0] && !strcmp(k->name, name))
			return k->alias ? keyword_find(block, k->alias) : k;
	return NULL;
}

const char *keyword_name(const void *block, size_t i)
{
	return ((const struct block *)block)->keyword[i].name;
}
