# SPDX-License-Identifier: GPL-2.0-or-later
#
# The table of tests/vm/bench: from lines "TEST SYSTEM KEY=VALUE..." (times in ns as
# p50/p99/p999/max) to rows of hka, keepalived, ratio, target and verdict. Each row
# with a target ends in ok, FAIL or skip; its value is the percentile it names.
{
	for (i = 3; i <= NF; i++) {
		eq = index($i, "=")
		have[$1, $2, substr($i, 1, eq - 1)] = substr($i, eq + 1)
	}
	seen[$1, $2] = 1
}

function part(value, n,    p) {
	if (value == "")
		return ""
	split(value, p, "/")
	return p[n]
}

function us(ns) {
	if (ns == "")
		return "-"
	ns += 0
	if (ns >= 10000000 || ns <= -10000000)
		return sprintf("%.1f ms", ns / 1000000)
	return sprintf(ns >= 100000 || ns <= -100000 ? "%.0f" : "%.1f", ns / 1000)
}

function value(test, who, key) {
	return have[test, who, key] == "" ? "-" : have[test, who, key]
}

# p50 / p99 / max, or with "p99.9" p50 / p99.9 / max.
function list(v, which,    p) {
	if (v == "")
		return "-"
	split(v, p, "/")
	return us(p[1]) " / " us(p[which == "p99.9" ? 3 : 2]) " / " us(p[4])
}

function line(test, text, h, k, ratio, target, verdict,    s) {
	s = sprintf("%-17s %-35s %-26s %-28s %7s  %-16s %s", test, text, h, k, ratio, target, verdict)
	sub(/ +$/, "", s)
	print s
}

# One row of times. target in us; which says what of the distribution it is for.
function row(test, who, key, text, which, target,    h, k, n, ratio, verdict) {
	h = have[test, "hka" who, key]
	k = have[test, "keepalived" who, key]
	n = which == "p99.9" ? 3 : 4
	if (part(h, n) + 0 > 0 && part(k, n) != "")
		ratio = sprintf(part(k, n) < 100 * part(h, n) ? "%.1f" : "%.0f", part(k, n) / part(h, n))
	if (target != "") {
		verdict = h == "" ? "skip" : part(h, n) <= target * 1000 ? "ok" : "FAIL"
		target = which " <= " target
	}
	line(test, text, list(h, which), list(k, which), ratio, target, verdict)
}

function early(test, who) {
	if (have[test, who, "n"] == "")
		return "-"
	return have[test, who, "early"] " in " have[test, who, "n"]
}

# Nothing may be announced before its address is in, and no failover may be missing.
function order(test,    bad) {
	bad = have[test, "hka-order", "early"] + have[test, "hka", "early"] + \
		have[test, "hka-order", "none"] + have[test, "hka", "none"]
	line(test, "announced before address", early(test, "hka-order"), early(test, "keepalived-order"), "",
		"none", have[test, "hka-order", "n"] == "" ? "skip" : bad ? "FAIL" : "ok")
}

# The partition is gone: the winner announces within an interval of what the loser said last.
function healed(test,    v, ms) {
	ms = test ~ /-10ms/ ? 10 : test ~ /-100ms/ ? 100 : 1000
	v = have[test, "hka", "heal"]
	judge(test, "healed: last advert to announcement", list(v), list(have[test, "keepalived", "heal"]),
		"max <= " ms " ms", have[test, "hka", "unheal"],
		have[test, "hka", "unheal"] + 0 == 0 && part(v, 4) <= ms * 1000000)
	line(test, "healed, not announced", value(test, "hka", "unheal"), value(test, "keepalived", "unheal"))
}

function failover(test,    v6) {
	v6 = test ~ /^failover6/
	row(test, "", "b", "advert over floor", "max", 20)
	row(test, "", "a", "same, with the switch", "max", "")
	row(test, "-order", "addr", "advert to address (witness)", "max", v6 ? 190 : 100)
	row(test, "", "ann", v6 ? "advert to first NA" : "advert to first GARP", "max", v6 ? 190 : 100)
	row(test, "-order", "ann", "same, with witness", "max", "")
	if (v6)
		row(test, "", "all", "advert to NA of both addresses", "max", "")
	order(test)
	healed(test)
	line(test, "failovers", value(test, "hka", "n") " + " value(test, "hka-order", "n"),
		value(test, "keepalived", "n") " + " value(test, "keepalived-order", "n"))
	if (several)
		line(test, "adverts of another CPU", value(test, "hka", "stray"), value(test, "keepalived", "stray"))
}

# A yes or no of hka's, with what was counted.
function judge(test, text, h, k, target, known, good) {
	line(test, text, h, k, "", target, known == "" ? "skip" : good ? "ok" : "FAIL")
}

# Behind real-time loops on the router that takes over, and a listener that does not listen.
function takeover(test,    v6) {
	v6 = test ~ /6-/
	row(test, "", "b", "advert over floor", "max", 50)
	row(test, "-order", "addr", "advert to address (witness)", "max", 500)
	row(test, "", "ann", v6 ? "advert to first NA" : "advert to first GARP", "max", 500)
	row(test, "-ask", "ans", v6 ? "advert to first answered NS" : "advert to first answered ARP", "max", 500)
	order(test)
	judge(test, "takeovers never answered", value(test, "hka-ask", "none"), value(test, "keepalived-ask", "none"),
		"none", have[test, "hka-ask", "none"], have[test, "hka-ask", "none"] + 0 == 0)
	line(test, "the listener: used, lost", value(test, "hka-deaf", "used") " %, " value(test, "hka-deaf", "lost"),
		value(test, "keepalived-deaf", "used") " %, " value(test, "keepalived-deaf", "lost"))
	line(test, "takeovers", value(test, "hka", "n") " + " value(test, "hka-order", "n") " + " \
		value(test, "hka-ask", "n"), value(test, "keepalived", "n") " + " \
		value(test, "keepalived-order", "n") " + " value(test, "keepalived-ask", "n"))
}

function answers(test, who) {
	if (have[test, who, "asks"] == "")
		return "-"
	return have[test, who, "double"] " / " have[test, who, "answered"] " / " have[test, who, "asks"]
}

# The kernel with PREEMPT_RT: adverts at the switch by the kernel's trace.
function traced(test,    known) {
	known = have[test, "hka", "n"]
	judge(test, "adverts of the BACKUP", value(test, "hka", "rival"), value(test, "keepalived", "rival"),
		"none", known, have[test, "hka", "rival"] + 0 == 0 && known > 0)
	row(test, "", "sent", "sent behind the grid", "max", test ~ /-weight/ ? 100 : "")
	row(test, "", "late", "at the switch behind the grid", "max", "")
	line(test, "adverts", value(test, "hka", "n"), value(test, "keepalived", "n"))
	line(test, "longest time without", us(have[test, "hka", "gap"]), us(have[test, "keepalived", "gap"]))
}

function hold(test,    known, asks) {
	if (have[test, "hka", "traced"] || have[test, "keepalived", "traced"]) {
		traced(test)
		return
	}
	known = have[test, "hka", "asks"]
	judge(test, "adverts of the BACKUP", value(test, "hka", "rival"), value(test, "keepalived", "rival"),
		"none", known, have[test, "hka", "rival"] + 0 == 0 && have[test, "hka", "n"] + 0 > 0)
	judge(test, "answered by both / any / asked", answers(test, "hka"), answers(test, "keepalived"),
		"none, all", known, have[test, "hka", "double"] + 0 == 0 &&
		have[test, "hka", "answered"] == have[test, "hka", "asks"])
	line(test, "adverts", value(test, "hka", "n"), value(test, "keepalived", "n"))
	line(test, "longest time without", us(have[test, "hka", "gap"]), us(have[test, "keepalived", "gap"]))
	line(test, "latest advert", us(have[test, "hka", "late"]), us(have[test, "keepalived", "late"]))
}

# How far the last advert is from where the first one says it should be.
function drift(test, who) {
	if (have[test, who, "span"] == "")
		return ""
	return have[test, who, "span"] - (have[test, who, "n"] - 1) * 10000000
}

function jitter(test,    d) {
	row(test, "", "jit", "distance from the interval", "p99.9",
		test == "jitter-idle" ? 20 : test ~ /flood/ ? "" : 50)
	d = drift(test, "hka")
	if (test == "jitter-busy")
		judge(test, "drift in all", us(d), us(drift(test, "keepalived")), "<= 100", d,
			d <= 100000 && d >= -100000)
	line(test, "adverts", value(test, "hka", "n"), value(test, "keepalived", "n"))
	line(test, "mean interval", us(have[test, "hka", "mean"]), us(have[test, "keepalived", "mean"]))
	line(test, "adverts of the BACKUP", value(test, "hka", "rival"), value(test, "keepalived", "rival"))
	if (several)
		line(test, "adverts of another CPU", value(test, "hka", "stray"), value(test, "keepalived", "stray"))
	if (test ~ /flood/)
		line(test, "CPU in softirq, packets/s", flood(test, "hka"), flood(test, "keepalived"))
}

function flood(test, who) {
	if (have[test, who, "span"] + 0 == 0)
		return "-"
	return sprintf("%s %%, %d", have[test, who, "softirq"],
		have[test, who, "packets"] / (have[test, who, "span"] / 1e9))
}

# What there is more of, in bytes for each router, of 1,000 if not said. part 0: all but the free memory.
function grown(test, from, to, n, routers, who,    a, b, i, sum) {
	routers = routers ? routers : 1000
	split(have[test, who ? who : "hka", from], a, "/")
	split(have[test, who ? who : "hka", to], b, "/")
	if (n)
		return (b[n] - a[n]) * 1024 / routers
	for (i = 1; i <= 4; i++)
		sum += b[i] - a[i]
	return sum * 1024 / routers
}

function memory(test,    known, all) {
	known = have[test, "hka", "after"]
	all = grown(test, "before", "after", 0)
	judge(test, "bytes of kernel memory a router", known == "" ? "-" : sprintf("%d", all), "", "<= 4096", known,
		all <= 4096 && have[test, "hka", "cpus"] == "0-15")
	if (known == "")
		return
	line(test, "slab, per CPU, vmalloc, stacks", sprintf("%d, %d, %d, %d", grown(test, "before", "after", 1),
		grown(test, "before", "after", 2), grown(test, "before", "after", 3), grown(test, "before", "after", 4)))
	line(test, "less free memory", sprintf("%d", -grown(test, "before", "after", 5)))
	line(test, "an address without a router", sprintf("%d", grown(test, "bare0", "bare", 0)))
	line(test, "possible CPUs", have[test, "hka", "cpus"])
}

# CPU for one advert: what there is more of it between two times, in each of the frames of the latter.
function advert_cost(test, who, from, to, frames) {
	if (have[test, who, frames] + 0 == 0)
		return ""
	return (have[test, who, to] - have[test, who, from]) / have[test, who, frames]
}

function cost_row(test, text, from, to, frames, laboratory,    h, k) {
	h = advert_cost(test, "hka", from, to, frames)
	k = advert_cost(test, "keepalived", from, to, frames)
	line(test, text, us(h), us(k) (laboratory ? " [" laboratory "]" : ""), h && k ? sprintf("%.1f", k / h) : "",
		laboratory ? "<= " us(laboratory * 1000 / 5) : "",
		!laboratory ? "" : h == "" ? "skip" : h <= laboratory * 1000 / 5 ? "ok" : "FAIL")
}

function busy(test, who) {
	if (have[test, who, "two"] == "")
		return "-"
	return us(have[test, who, "idle"] / have[test, who, "span"] * 1e9) " / " \
		us(have[test, who, "one"] / have[test, who, "span"] * 1e9) " / " \
		us(have[test, who, "two"] / have[test, who, "span"] * 1e9)
}

function cost(test) {
	cost_row(test, "CPU of its machine, one sent", "idle", "own", "left", 54)
	cost_row(test, "CPU of its machine, one received", "off", "two", "received", 43)
	cost_row(test, "the whole LAN, one sent", "idle", "one", "sent")
	cost_row(test, "same, one received besides", "one", "two", "received")
	line(test, "authenticated: one sent", us(advert_cost(test, "hka-hmac", "idle", "own", "left")))
	line(test, "authenticated: one received", us(advert_cost(test, "hka-hmac", "off", "two", "received")))
	if (have[test, "way", "n"] + 0)
		line(test, "the way of such a frame alone", us(have[test, "way", "took"] * 1000 / have[test, "way", "n"]))
	line(test, "adverts", value(test, "hka", "sent") " + " value(test, "hka", "received"),
		value(test, "keepalived", "sent") " + " value(test, "keepalived", "received"))
	line(test, "busy a second: none, r1, both", busy(test, "hka"), busy(test, "keepalived"))
}

# 10,000 of them over 100 devices.
function host_full(test,    v, known, bytes) {
	known = have[test, "hka-r1", "made"]
	judge(test, "10,000 made in", us(known), "", "<= 2 s", known, known + 0 <= 2000000000)
	v = have[test, "hka-r1", "late"]
	judge(test, "adverts late, p50 / p99 / max", list(v), "", "p99 <= 100", v, part(v, 2) <= 100000)
	judge(test, "routers that missed an advert", value(test, "hka-r1", "missed"), "", "none",
		have[test, "hka-r1", "missed"], have[test, "hka-r1", "missed"] + 0 == 0)
	line(test, "adverts", value(test, "hka-r1", "keptn"))
	v = have[test, "hka-r1", "show"]
	judge(test, "vr show", us(v), "", "<= 500 ms", v, v + 0 <= 500000000)
	line(test, "vr show, JSON", us(have[test, "hka-r1", "json"]))
	line(test, "advert over floor", list(have[test, "hka", "b"]))
	line(test, "advert to GARP", list(have[test, "hka", "ann"]))
	known = have[test, "hka", "none"]
	judge(test, "routers that did not take over", value(test, "hka", "none"), "", "none", known, known + 0 == 0)
	line(test, "first floor to last GARP", us(part(have[test, "hka", "all"], 4)))
	bytes = known == "" ? "" : grown(test, "before", "after", 0, 10000, "hka-r1")
	judge(test, "bytes of kernel memory a router", bytes == "" ? "-" : sprintf("%d", bytes), "", "<= 4096",
		bytes, bytes <= 4096)
}

# keepalived's of this guest, and in brackets the laboratory's.
function beside(v, laboratory) {
	return v == "" ? "[" laboratory "]" : list(v) " [" laboratory "]"
}

# Of one run: how late the kernel's timer is, a floor for anybody, and what hka adds.
function why(test) {
	row(test, "", "kernel", "timer late: the kernel's", "p99.9", "")
	row(test, "", "own", "timer to advert sent: hka's", "p99.9", 50)
	line(test, "adverts, processes made", value(test, "hka", "n") ", " value(test, "hka", "forks"))
	line(test, "who had interrupts off > 50 us", value(test, "hka", "by"))
	line(test, "most pages taken back at a time", value(test, "hka", "pages"))
}

function crowd(test,    v, known, plain) {
	if (test == "scale-1000") {
		cost(test)
		return
	}
	if (test == "scale-10000") {
		host_full(test)
		return
	}
	v = have[test, "hka", "b"]
	judge(test, "advert over floor", list(v), beside(have[test, "keepalived", "b"], test ~ /255/ ? "66 ms" : "939 ms"), "max <= 1000", v,
		part(v, 4) <= 1000000)
	line(test, "advert to GARP", list(have[test, "hka", "ann"]), list(have[test, "keepalived", "ann"]))
	known = have[test, "hka", "none"]
	judge(test, "routers that did not take over", value(test, "hka", "none"), value(test, "keepalived", "none"), "none", known, known + 0 == 0)
	v = have[test, "hka-start", "own"]
	line(test, "start to ARP answer, over floor", list(v))
	plain = have[test, "plain", "in"] == "" ? "" : have[test, "plain", "in"] + have[test, "plain", "asked"]
	line(test, "same addresses, plain: in, asked", us(have[test, "plain", "in"]) ", " us(have[test, "plain", "asked"]))
	known = plain == "" ? "" : have[test, "hka-start", "all"]
	line(test, "start of all to last ARP answer", us(have[test, "hka-start", "all"]), test ~ /4000/ ? "[3.8 s]" : "",
		known && plain ? sprintf("%.1f", known / plain) : "")
	judge(test, "same, over plain addresses", known == "" ? "-" : us(known - plain), "", "<= 100 ms", known,
		known - plain <= 100000000 && have[test, "hka-start", "none"] + have[test, "plain", "none"] == 0)
	line(test, "thereof making the routers", us(have[test, "hka-start", "made"]))
}

# Followers of one leader (EX-14): nobody else has them.
function followers(test,    v, known) {
	v = have[test, "hka", "lead"]
	judge(test, "leader's advert over floor", list(v), "", "max <= 1000", v, part(v, 4) <= 1000000)
	line(test, "leader's advert to a follower's", list(have[test, "hka", "b"]))
	line(test, "advert to GARP", list(have[test, "hka", "ann"]))
	v = have[test, "hka", "all"]
	line(test, "leader's advert to the last GARP", list(v))
	known = have[test, "hka", "none"]
	judge(test, "routers that did not take over", value(test, "hka", "none"), "", "none", known, known + 0 == 0)
}

# A configuration of so many routers, read and checked.
function parse(test,    v, status) {
	v = have[test, "hka", "parse"]
	status = have[test, "hka", "status"]
	judge(test, "configuration checked in, ms", value(test, "hka", "parse"), value(test, "keepalived", "parse"), "<= 1000", v,
		v + 0 <= 1000 && status == "0")
	line(test, "exit status", value(test, "hka", "status"), value(test, "keepalived", "status"))
}

END {
	line("us", "p50 / p99 / max (jitter: p99.9)", "hka", "keepalived", "ratio", "target")
	n = split(tests, t, " ")
	for (i = 1; i <= n; i++)
		if (t[i] ~ /^failover/)
			failover(t[i])
		else if (t[i] ~ /^takeover/)
			takeover(t[i])
		else if (t[i] ~ /^hold/)
			hold(t[i])
		else if (t[i] ~ /^scale/)
			crowd(t[i])
		else if (t[i] ~ /^why/)
			why(t[i])
		else if (t[i] ~ /^followers/)
			followers(t[i])
		else if (t[i] ~ /^memory/)
			memory(t[i])
		else if (t[i] ~ /^parse/)
			parse(t[i])
		else
			jitter(t[i])
}
