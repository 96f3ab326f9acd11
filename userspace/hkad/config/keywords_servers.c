// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the keywords of virtual servers, real servers and their checks. Pure data. */
#include "rows.h"

#define METHOD "NAT|DR|TUN [type ipip|gue port N|gre] [nocsum|csum|remcsum]"

/* What every check has that tries again, and servers for them. */
#define PACE(tries, wait) \
	INT("retry", tries, 0, WIDE, "failures that are tried again", INHERIT), \
	TIME("delay_before_retry", wait, 0, 3600 * S, "how long after a failure", INHERIT), \
	TIME("warmup", NULL, 0, 3600 * S, "at most how long after the start; by default delay_loop", INHERIT), \
	TIME("delay_loop", "60", 1, 1000000 * S, "how often", INHERIT)
#define CONNECT TIME("connect_timeout", "5", 1, 3600 * S, "how long a connection may take", INHERIT)
#define ALPHA BOOL("alpha", "off", "bad until a check has succeeded", INHERIT)
#define CHECK_PACE(tries, wait) \
	PACE(tries, wait), ALPHA, \
	BOOL("log_all_failures", "off", "log every failure", .global = "checker_log_all_failures")
/* And every one that connects. */
#define CHECK_CONNECTION \
	ADDRESS("connect_ip", IP, NULL, "where to; by default the server"), \
	INT("connect_port", NULL, 1, 65535, "its port; by default the server's"), \
	ADDRESS("bindto", IP, NULL, "address to come from"), \
	INT("bind_port", NULL, 1, 65535, "port to come from"), \
	STRING("bind_if", NULL, "interface to go out of"), \
	CONNECT, \
	INT("fwmark", NULL, 0, WIDE, "mark of its packets")

static const struct keyword ssl_keywords[] = {
	STRING("password", NULL, "of the key"),
	STRING("ca", NULL, "file of certificate authorities"),
	STRING("certificate", NULL, "file of the certificate to show"),
	STRING("key", NULL, "file of its key"),
	END,
};
const struct block keywords_ssl = { .keyword = ssl_keywords };

static const struct keyword url_keywords[] = {
	STRING("path", "/", "what is asked for"),
	STRING("digest", NULL, "MD5 that the answer must have"),
	WORDS("status_code", 1, 64, "N|N-N...", "what the status may be; by default 200-299"),
	STRING("virtualhost", NULL, "host that is asked for"),
	STRING("regex", NULL, "what the answer must contain"),
	FLAG("regex_no_match", "what it must not contain"),
	WORDS("regex_options", 1, 64, "OPTION...", "options of PCRE2"),
	INT("regex_min_offset", NULL, 0, WIDE, "from where on it is looked for"),
	INT("regex_max_offset", NULL, 0, WIDE, "up to where"),
	WORDS("regex_stack", 2, 2, "START MAX", "stack of PCRE2"),
	BOOL("tls_compliant", "off", "end TLS by the book", INHERIT),
	END,
};
static const struct block url = { .keyword = url_keywords };

static const struct keyword http_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE("1", "3"),
	ALIAS("nb_get_retry", "retry"),
	STRING("virtualhost", NULL, "host that is asked for", INHERIT),
	CHOICE("http_protocol", "1.0", "1.0|1.0C|1.0c|1.1", "version; C: with Connection: close"),
	BOOL("enable_sni", "off", "say the host in TLS"),
	STRING("sni_name", NULL, "say this one"),
	BOOL("fast_recovery", "off", "check every URL at once when it recovers"),
	BOOL("tls_compliant", "off", "end TLS by the book"),
	BLOCK("url", url, "a page; each is checked in turn", MANY),
	END,
};
static const struct block http = { .keyword = http_keywords };

static const struct keyword tcp_keywords[] = { CHECK_CONNECTION, CHECK_PACE("1", "1"), END };
static const struct block tcp = { .keyword = tcp_keywords };

static const struct keyword smtp_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE("1", "1"),
	STRING("helo_name", NULL, "name to say; by default the host's"),
	BLOCK("host", tcp, "the connection's settings, as they were written once", MANY),
	END,
};
static const struct block smtp = { .keyword = smtp_keywords };

static const struct keyword dns_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE("3", NULL),
	CHOICE("type", "SOA", "A|NS|CNAME|SOA|MX|TXT|AAAA", "record that is asked for"),
	STRING("name", ".", "its name"),
	END,
};
static const struct block dns = { .keyword = dns_keywords };

static const struct keyword udp_keywords[] = {
	CHECK_CONNECTION,
	CHECK_PACE("1", "1"),
	WORDS("payload", 1, 64, "HEX...", "what is sent; by default something random"),
	WORDS("require_reply", 0, 64, "[HEX...]", "there must be an answer, and this; x: any digit"),
	INT("min_reply_length", "0", 0, 65535, "how long it must be"),
	INT("max_reply_length", "255", 0, 65535, "how long it may be"),
	END,
};
static const struct block udp = { .keyword = udp_keywords };

static const struct keyword misc_keywords[] = {
	CHECK_PACE("0", "1"),
	SCRIPT("misc_path", "what is run; it must be said", MUST),
	TIME("misc_timeout", NULL, 0, 1000000 * S, "how long it may take; by default delay_loop"),
	FLAG("misc_dynamic", "its exit status, less 2, is the weight"),
	WORDS("user", 1, 2, "USER [[:]GROUP]", "who runs it"),
	END,
};
static const struct block misc = { .keyword = misc_keywords };

static const struct keyword file_check_keywords[] = {
	STRING("track_file", NULL, "the name of a track_file; it must be said", MUST),
	FLAG("dynamic", "its number moves the weight"),
	WEIGHT("weight", "1", BIG, "what the number is multiplied by"),
	END,
};
static const struct block file_check = { .keyword = file_check_keywords };

static const struct keyword bfd_check_keywords[] = {
	STRING("name", NULL, "the name of a bfd_instance; it must be said", MUST),
	ALPHA,
	END,
};
static const struct block bfd_check = { .keyword = bfd_check_keywords };

static const struct keyword real_server_keywords[] = {
	INT("weight", "1", 0, BIG, "its share", INHERIT),
	WORDS("lvs_method", 1, 8, METHOD, "how packets reach it", INHERIT),
	ALIAS("lb_kind", "lvs_method"),
	INT("uthreshold", "0", 0, WIDE, "at most so many connections; 0: any number"),
	INT("lthreshold", "0", 0, WIDE, "it gets new ones again below that"),
	BOOL("inhibit_on_failure", "off", "weight 0 while it is bad, instead of taking it out", INHERIT),
	SCRIPT("notify_up", "run when it is good", CHECK),
	SCRIPT("notify_down", "run when it is bad", CHECK),
	ALPHA,
	PACE(NULL, NULL),
	CONNECT,
	BOOL("smtp_alert", NULL, "mail at every change", CHECK, .global = "smtp_alert_checker"),
	STRING("virtualhost", NULL, "host that its checks ask for", INHERIT),
	STRING("snmp_name", NULL, "its name in SNMP", LATER),
	BLOCK("TCP_CHECK", tcp, "connect to it", MANY, CHECK),
	BLOCK("HTTP_GET", http, "get a page", MANY, CHECK),
	BLOCK("SSL_GET", http, "get a page by TLS", MANY, CHECK),
	BLOCK("SMTP_CHECK", smtp, "say HELO", MANY, CHECK),
	BLOCK("DNS_CHECK", dns, "ask for a name", MANY, CHECK),
	BLOCK("UDP_CHECK", udp, "send a packet", MANY, CHECK),
	BLOCK("PING_CHECK", tcp, "ping it", MANY, CHECK),
	BLOCK("MISC_CHECK", misc, "run a script", MANY, CHECK),
	BLOCK("FILE_CHECK", file_check, "read a file", MANY, CHECK),
	BLOCK("BFD_CHECK", bfd_check, "look at a BFD session", MANY, LATER),
	END,
};
static const struct block real_server = { .keyword = real_server_keywords };

static const struct keyword virtual_server_keywords[] = {
	CHOICE("ip_family", NULL, "inet|inet6", "family of a fwmark, where no server tells"),
	CHOICE("lvs_sched", "wlc", "rr|wrr|lc|wlc|lblc|sh|mh|dh|fo|ovf|lblcr|sed|nq|twos", "scheduler"),
	ALIAS("lb_algo", "lvs_sched"),
	FLAG("hashed", "flag-1 of the scheduler, as it was called once"),
	FLAG("flag-1", "flag 1 of the scheduler"),
	FLAG("flag-2", "flag 2 of the scheduler"),
	FLAG("flag-3", "flag 3 of the scheduler"),
	FLAG("sh-port", "scheduler sh: the port counts, too"),
	FLAG("sh-fallback", "scheduler sh: another server if one is full"),
	FLAG("mh-port", "scheduler mh: the port counts, too"),
	FLAG("mh-fallback", "scheduler mh: another server if one is full"),
	FLAG("ops", "each packet of UDP by itself"),
	WORDS("lvs_method", 1, 8, METHOD, "how packets reach the servers; by default NAT"),
	ALIAS("lb_kind", "lvs_method"),
	CHOICE("persistence_engine", NULL, "sip", "what makes a client the same one"),
	{ .name = "persistence_timeout", .arg = ARG_OPT_INT, .min = 1, .max = 2678400,
	  .help = "for how many seconds a client keeps its server; 360 if nothing stands there" },
	STRING("persistence_granularity", NULL, "mask of what is one client"),
	CHOICE("protocol", NULL, "TCP|UDP|SCTP|tcp|udp|sctp", "protocol; UDP if an address is given and nothing said"),
	FLAG("ha_suspend", "no checks while the address is not here", CHECK),
	BOOL("smtp_alert", NULL, "mail when the quorum changes", CHECK, .global = "smtp_alert_checker"),
	STRING("virtualhost", NULL, "host that checks ask for"),
	STRING("snmp_name", NULL, "its name in SNMP", LATER),
	FLAG("alpha", "servers are bad until a check has succeeded", CHECK),
	FLAG("omega", "run notify_down and quorum_down at the end, too", CHECK),
	SCRIPT("quorum_up", "run when there are enough servers", CHECK),
	SCRIPT("quorum_down", "run when there are not", CHECK),
	INT("quorum", "1", 1, WIDE, "weight that is enough"),
	INT("hysteresis", "0", 0, WIDE, "how much more, or less, it takes to change that"),
	INT("weight", "1", 1, BIG, "weight of servers that say none"),
	WORDS("sorry_server", 1, 2, "ADDRESS [PORT]", "server instead of all if there are not enough"),
	FLAG("sorry_server_inhibit", "it has weight 0 while it is not needed"),
	WORDS("sorry_server_lvs_method", 1, 8, METHOD, "how packets reach it"),
	PACE(NULL, NULL),
	CONNECT,
	FLAG("inhibit_on_failure", "servers that are bad have weight 0, instead of being taken out"),
	{ .name = "real_server", .arg = ARG_WORDS, .min = 1, .max = 2, .args = "ADDRESS [PORT]", .block = &real_server, MANY,
	  .help = "a server" },
	END,
};
const struct block keywords_virtual_server = { .keyword = virtual_server_keywords };
