// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sends crafted VRRP packets: valid ones, and every kind a router must drop.
 *
 *   junk IFACE src=IP [vrid=N] [prio=N] [version=2|3] [int=D] [vip=IP]...
 *        [class=NAME,...|drop|all] [victim=IP] [every=D] [count=N] [mac=MAC]
 *        [auth=SECRET] [ttl=N] [dst=IP] [key=N] [clock=SECONDS] [senders=N]
 *   junk list            each class with the counter it should raise
 *
 * The family is that of src. "drop" (the default) cycles through all classes
 * that must be dropped in the default profile; "all" adds those that only the
 * strict profile drops. Each packet is wrong in one thing only: its checksum is
 * right unless the class says otherwise. "victim" is an address of the router
 * under test, for the classes that need one. With "auth" valid packets carry that
 * password; with "dst" all go to that address and to the MAC of the victim.
 * count=0 sends until killed. With "key" packets are signed by the laboratory's key of that
 * number, "clock" seconds off, and there are classes that are signed in a wrong way. With "senders"
 * each packet has another address and MAC, N of them in turn: src and mac with other last two bytes.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hmac.h"
#include "lab.h"

enum class_id {
	VALID, TTL, VERSION, OTHER_VERSION, TYPE, VRID, SHORT, TRUNCATED, CHECKSUM, COUNT_HIGH,
	INTERVAL_ZERO, SELF, UNICAST, OTHER_GROUP, FRAGMENT, OPTIONS, WHOLE_FRAGMENTS, V2_INTERVAL, V2_AUTH, V2_PASS, COUNT_ZERO,
	HMAC_NONE, HMAC_TYPE, HMAC_RESERVED, HMAC_KEY, HMAC_DIGEST, HMAC_STALE, HMAC_SOURCE, HMAC_REPLAY,
	CLASSES
};

enum when { NEVER = 1, DROP = 2, STRICT = 4, V2 = 8, V3 = 16, VICTIM = 32, AUTH = 64, GROUP = 128, HMAC = 256 };

static const struct {
	const char *name, *counter;
	int when;
	unsigned int variants;	/* 0: as many as the packet has bytes to cut */
} class[CLASSES] = {
	[VALID]		= { "valid", "-", NEVER, 1 },
	[TTL]		= { "ttl", "rx_ttl", DROP | GROUP, 4 },
	[VERSION]	= { "version", "rx_version", DROP, 4 },
	[OTHER_VERSION]	= { "other-version", "rx_version", DROP, 1 },
	[TYPE]		= { "type", "rx_type", DROP, 3 },
	[VRID]		= { "vrid", "rx_vrid", DROP, 2 },
	[SHORT]		= { "short", "rx_length", DROP, 8 },
	[TRUNCATED]	= { "truncated", "rx_length", DROP, 0 },
	[CHECKSUM]	= { "checksum", "rx_checksum", DROP, 2 },
	[COUNT_HIGH]	= { "count-high", "rx_length", DROP, 2 },
	[INTERVAL_ZERO]	= { "interval-zero", "rx_interval_zero", DROP | V3, 1 },
	[SELF]		= { "self", "rx_self", DROP | VICTIM, 1 },
	[UNICAST]	= { "unicast", "rx_bad_dst", DROP | VICTIM | GROUP, 1 },
	[OTHER_GROUP]	= { "other-group", "-", DROP | GROUP, 1 },
	[FRAGMENT]	= { "fragment", "-", DROP, 1 },
	/* Valid, but wrapped: in an IP header with options, and in fragments that make a whole. */
	[OPTIONS]	= { "options", "-", NEVER, 1 },
	[WHOLE_FRAGMENTS] = { "fragments", "-", NEVER, 2 },
	[V2_INTERVAL]	= { "v2-interval", "rx_interval", DROP | V2, 1 },
	[V2_AUTH]	= { "v2-auth", "rx_auth_type", DROP | V2, 3 },
	[V2_PASS]	= { "v2-pass", "rx_auth_data", DROP | V2 | AUTH, 3 },
	[HMAC_NONE]	= { "hmac-none", "rx_hmac_missing", HMAC, 1 },
	[HMAC_TYPE]	= { "hmac-type", "rx_hmac_malformed", HMAC, 2 },
	[HMAC_RESERVED]	= { "hmac-reserved", "rx_hmac_malformed", HMAC, 2 },
	[HMAC_KEY]	= { "hmac-key", "rx_hmac_key", HMAC, 1 },
	[HMAC_DIGEST]	= { "hmac-digest", "rx_hmac_digest", HMAC, 3 },
	[HMAC_STALE]	= { "hmac-stale", "rx_hmac_stale", HMAC, 2 },
	/* Signed for another sender. */
	[HMAC_SOURCE]	= { "hmac-source", "rx_hmac_digest", HMAC, 1 },
	/* The second and third are not newer than the first, which is a right one. */
	[HMAC_REPLAY]	= { "hmac-replay", "rx_hmac_replay", NEVER, 3 },
	[COUNT_ZERO]	= { "count-zero", "rx_addr_count", STRICT, 1 },
};

static struct {
	struct lab_addr src, dst, victim, vip[32];
	uint8_t mac[6], vmac[6];
	unsigned int vips, vrid, prio, version, ttl;
	int64_t interval;
	char auth[9];
	unsigned int key;
	long clock;
	unsigned int senders;
} o = { .vrid = 1, .prio = 100, .version = 3, .ttl = 255, .interval = LAB_S };

static void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

/* How many packets differ within one class. */
static unsigned int variants(enum class_id c)
{
	unsigned int body = o.vips * (o.src.family == AF_INET6 ? 16 : 4) + (o.version == 2 ? 8 : 0);

	return class[c].variants ? class[c].variants : body;
}

/* Signs a message; returns by how much it has grown. */
static size_t sign(uint8_t *msg, size_t len, const struct lab_addr *src, enum class_id c,
		   unsigned int v)
{
	static uint64_t last;
	uint64_t seq = lab_seq(o.clock + (c == HMAC_STALE ? v ? -400 : 400 : 0));
	struct lab_addr by = *src;
	uint8_t *t = msg + len;

	if (c == HMAC_REPLAY && v)	/* the same, and one before it */
		seq = last - (v - 1);
	last = seq;
	if (c == HMAC_SOURCE)
		by.b[3] ^= 1;
	lab_trailer(&by, msg, len, c == HMAC_TYPE ? v ? 2 : 0 : 1,
		    (uint8_t)(c == HMAC_KEY ? 200 : o.key), seq);
	if (c == HMAC_RESERVED)
		t[2 + v] = 1;
	if (c == HMAC_DIGEST)	/* its ends, and none at all */
		v == 2 ? (void)memset(t + 12, 0, 16) : (void)(t[v ? 27 : 12] ^= 1);
	return LAB_TRAILER;
}

/* Builds variant V of class C; returns the frame's length. */
static size_t build(uint8_t *f, enum class_id c, unsigned int v)
{
	static const uint8_t ttls[] = { 254, 0, 64, 1 }, versions[] = { 0, 1, 4, 15 };
	static const uint8_t types[] = { 0, 2, 15 }, auths[] = { 1, 2, 255 };
	static const char *const wrong[] = { "", "\377\377\377\377\377\377\377\377" };
	bool v6 = o.src.family == AF_INET6;
	size_t alen = v6 ? 16 : 4, ip = 14, p, len, full;
	struct lab_addr src = o.src, dst;
	unsigned int version = c == OTHER_VERSION && !v6 ? 5 - o.version : o.version;
	uint8_t ttl = c == TTL ? ttls[v] : (uint8_t)o.ttl;
	uint32_t sum;

	lab_addr_parse(v6 ? "ff02::12" : "224.0.0.18", &dst);
	if (c == OTHER_GROUP)
		lab_addr_parse(v6 ? "ff02::5" : "224.0.0.5", &dst);
	if (c == UNICAST)
		dst = o.victim;
	if (o.dst.family)
		dst = o.dst;
	if (c == SELF)
		src = o.victim;
	if (c == OTHER_VERSION && v6)
		version = 2;
	memset(f, 0, 14 + 40 + 8 + 32 * 16 + 8 + LAB_TRAILER);
	if (c == UNICAST || c == SELF || o.dst.family) {
		/* Only the victim may get it: for others it is an ordinary advert. */
		memcpy(f, o.vmac, 6);
	} else if (v6) {
		put16(f, 0x3333);
		memcpy(f + 2, dst.b + 12, 4);
	} else {
		f[0] = 1;
		f[2] = 0x5e;
		memcpy(f + 4, dst.b + 2, 2);
	}
	memcpy(f + 6, o.mac, 6);
	p = ip + (v6 ? 40 : 20);
	f[p] = (uint8_t)((c == VERSION ? versions[v] : version) << 4 | (c == TYPE ? types[v] : 1));
	f[p + 1] = (uint8_t)(c == VRID ? (v ? o.vrid % 255 + 1 : 0) : o.vrid);
	f[p + 2] = (uint8_t)o.prio;
	f[p + 3] = (uint8_t)(c == COUNT_ZERO ? 0 : c == COUNT_HIGH ? (v ? 255 : o.vips + 1) : o.vips);
	if (version == 2) {
		f[p + 4] = *o.auth ? 1 : 0;
		if (c == V2_AUTH)
			f[p + 4] = *o.auth && !v ? 0 : auths[v];
		f[p + 5] = (uint8_t)(o.interval / LAB_S + (c == V2_INTERVAL));
	} else {
		put16(f + p + 4, c == INTERVAL_ZERO ? 0 : (uint32_t)(o.interval / (10 * LAB_MS)));
	}
	for (unsigned int i = 0; i < o.vips; i++)
		memcpy(f + p + 8 + i * alen, o.vip[i].b, alen);
	full = 8 + o.vips * alen + (version == 2 ? 8 : 0);
	if (version == 2)	/* a wrong password: none, another, or one with a wrong end */
		memcpy(f + p + full - 8, c == V2_PASS && v < 2 ? wrong[v] : o.auth,
		       strlen(c == V2_PASS && v < 2 ? wrong[v] : o.auth));
	if (c == V2_PASS && v == 2)
		f[p + full - 1] ^= 1;
	if (o.key && c != HMAC_NONE && c != SHORT && c != TRUNCATED)
		full += sign(f + p, full, &src, c, v);
	len = c == SHORT ? v : c == TRUNCATED ? 8 + v : full;
	/* A truncated packet carries a checksum that is right for what is left of it. */
	if (len >= 8) {
		size_t covered = len;

		if (!v6 && o.key && len == full && c != HMAC_NONE)
			covered -= LAB_TRAILER;
		sum = lab_sum(0, f + p, covered);
		if (v6 || (version == 3 && c == CHECKSUM))
			sum += lab_pseudo(&src, &dst, 112, (uint32_t)covered);
		put16(f + p + 6, lab_fold(sum));
		if (c == CHECKSUM)
			put16(f + p + 6, (uint32_t)(lab_fold(sum) ^ (v ? 0x0100 : 0x5555)));
	}
	if (v6) {
		put16(f + 12, ETHERTYPE_IPV6);
		f[ip] = 0x6c;
		f[ip + 6] = 112;
		if (c == FRAGMENT) {	/* the first of two; the second never comes */
			memmove(f + p + 8, f + p, len);
			memset(f + p, 0, 8);
			f[p] = 112;
			f[p + 3] = 1;
			f[p + 7] = 7;
			f[ip + 6] = 44;
			len = 16;
		}
		if (c == WHOLE_FRAGMENTS) {	/* eight bytes, and the rest */
			static uint8_t ident;

			ident += !v;
			memmove(f + p + 8, f + p + 8 * v, len);
			memset(f + p, 0, 8);
			f[p] = 112;
			f[p + 3] = v ? 8 : 1;
			f[p + 7] = ident;
			f[ip + 6] = 44;
			len = v ? len : 16;
		}
		if (c == OPTIONS) {	/* a header of destination options, all padding */
			memmove(f + p + 8, f + p, len);
			memset(f + p, 0, 8);
			f[p] = 112;
			f[p + 2] = 1;
			f[p + 3] = 4;
			f[ip + 6] = 60;
			len += 8;
		}
		put16(f + ip + 4, (uint32_t)len);
		f[ip + 7] = ttl;
		memcpy(f + ip + 8, src.b, 16);
		memcpy(f + ip + 24, dst.b, 16);
	} else {
		put16(f + 12, ETHERTYPE_IP);
		if (c == FRAGMENT)
			len = 8;
		if (c == WHOLE_FRAGMENTS) {
			static uint8_t ident;

			ident += !v;
			memmove(f + p, f + p + 8 * v, len);
			len = v ? len - 8 : 8;
			f[ip + 5] = ident;
		}
		f[ip] = 0x45;
		f[ip + 1] = 0xc0;
		put16(f + ip + 2, (uint32_t)(20 + len));
		put16(f + ip + 6, c == FRAGMENT || (c == WHOLE_FRAGMENTS && !v) ? 0x2000 :
				  c == WHOLE_FRAGMENTS ? 0x0001 : 0x4000);
		f[ip + 8] = ttl;
		f[ip + 9] = 112;
		memcpy(f + ip + 12, src.b, 4);
		memcpy(f + ip + 16, dst.b, 4);
		if (c == OPTIONS) {	/* four times nothing: the header has 24 bytes */
			memmove(f + p + 4, f + p, len);
			memset(f + p, 1, 4);
			f[ip] = 0x46;
			put16(f + ip + 2, (uint32_t)(24 + len));
			p += 4;
		}
		put16(f + ip + 10, lab_fold(lab_sum(0, f + ip, p - ip)));
	}
	return p + len;
}

static bool chosen(enum class_id c, const char *list)
{
	int when = class[c].when;
	size_t n = strlen(class[c].name);

	if ((when & V2 && o.version != 2) || (when & V3 && o.version != 3) ||
	    (when & VICTIM && !o.victim.family) || (when & AUTH && !*o.auth) ||
	    (when & GROUP && o.dst.family) || (when & HMAC && !o.key))
		return false;
	if (!strcmp(list, "drop"))
		return when & DROP;
	if (!strcmp(list, "all"))
		return when & (DROP | STRICT);
	for (const char *p = list; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
		if (!strncmp(p, class[c].name, n) && (!p[n] || p[n] == ','))
			return true;
	return false;
}

static void forge(unsigned long sent)
{
	unsigned int last = o.src.family == AF_INET6 ? 14 : 2;

	if (!o.senders)
		return;
	put16(o.src.b + last, 0x1000 + (uint32_t)(sent % o.senders));
	put16(o.mac + 4, 0x1000 + (uint32_t)(sent % o.senders));
}

static void option(const char *word)
{
	const char *eq = strchr(word, '='), *value = eq ? eq + 1 : "";
	bool ok = eq != NULL;

	if (!strncmp(word, "src=", 4))
		ok = lab_addr_parse(value, &o.src);
	else if (!strncmp(word, "victim=", 7))
		ok = lab_addr_parse(value, &o.victim);
	else if (!strncmp(word, "dst=", 4))
		ok = lab_addr_parse(value, &o.dst);
	else if (!strncmp(word, "auth=", 5))
		ok = snprintf(o.auth, sizeof(o.auth), "%s", value) < (int)sizeof(o.auth);
	else if (!strncmp(word, "key=", 4))
		o.key = (unsigned int)atoi(value);
	else if (!strncmp(word, "clock=", 6))
		o.clock = atol(value);
	else if (!strncmp(word, "senders=", 8))
		o.senders = (unsigned int)atoi(value);
	else if (!strncmp(word, "ttl=", 4))
		o.ttl = (unsigned int)atoi(value);
	else if (!strncmp(word, "vip=", 4))
		ok = o.vips < 32 && lab_addr_parse(value, &o.vip[o.vips++]);
	else if (!strncmp(word, "mac=", 4))
		ok = lab_mac_parse(value, o.mac);
	else if (!strncmp(word, "victim-mac=", 11))
		ok = lab_mac_parse(value, o.vmac);
	else if (!strncmp(word, "vrid=", 5))
		o.vrid = (unsigned int)atoi(value);
	else if (!strncmp(word, "prio=", 5))
		o.prio = (unsigned int)atoi(value);
	else if (!strncmp(word, "version=", 8))
		o.version = (unsigned int)atoi(value);
	else if (!strncmp(word, "int=", 4))
		ok = (o.interval = lab_duration(value)) >= 0;
	else
		ok = false;
	if (!ok)
		lab_die("junk: what is %s?", word);
}

int main(int argc, char **argv)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET };
	int64_t every = 10 * LAB_MS, next;
	const char *list = "drop";
	unsigned long count = 0, sent = 0;
	struct ifreq ifr = { 0 };
	uint8_t frame[1024];
	int fd;

	if (argc == 2 && !strcmp(argv[1], "list")) {
		for (int c = 0; c < CLASSES; c++)
			printf("%-14s %-18s%s%s\n", class[c].name, class[c].counter,
			       class[c].when & STRICT ? " strict" : "",
			       class[c].when & V2 ? " v2" : "");
		return 0;
	}
	if (argc < 3)
		lab_die("usage: junk IFACE src=IP [key=value]... | junk list");
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", argv[1]);
	if (fd < 0 || ioctl(fd, SIOCGIFHWADDR, &ifr))
		lab_die("junk: %s: %s", argv[1], strerror(errno));
	memcpy(o.mac, ifr.ifr_hwaddr.sa_data, 6);
	memset(o.vmac, 0xff, 6);
	sll.sll_ifindex = (int)if_nametoindex(argv[1]);
	for (int i = 2; i < argc; i++) {
		if (!strncmp(argv[i], "class=", 6))
			list = argv[i] + 6;
		else if (!strncmp(argv[i], "every=", 6))
			every = lab_duration(argv[i] + 6);
		else if (!strncmp(argv[i], "count=", 6))
			count = strtoul(argv[i] + 6, NULL, 10);
		else
			option(argv[i]);
	}
	if (!o.src.family || every < 0)
		lab_die("junk: src= is missing or every= is no duration");
	next = lab_monotonic();
	for (;;) {
		unsigned long before = sent;

		for (int c = 0; c < CLASSES; c++) {
			if (!chosen(c, list))
				continue;
			for (unsigned int v = 0; v < variants(c); v++) {
				size_t len;

				forge(sent);
				len = build(frame, c, v);

				if (sendto(fd, frame, len, 0, (struct sockaddr *)&sll,
					   sizeof(sll)) < 0 && errno != ENOBUFS)
					lab_die("junk: send: %s", strerror(errno));
				if (++sent == count)
					return 0;
				next += every;
				lab_sleep_until(next);
			}
		}
		if (sent == before)
			lab_die("junk: no class is called %s", list);
	}
}
