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
	if (ns >= 10000000 || ns <= -10000000)
		return sprintf("%.1f ms", ns / 1000000)
	return sprintf(ns >= 100000 ? "%.0f us" : "%.1f us", ns / 1000)
}

# One row: p50 / p99 / p99.9 / max of both systems.
function row(test, who, key, text, which, target,    h, k, n, verdict, ratio, s) {
	h = have[test, "hka" who, key]
	k = have[test, "keepalived" who, key]
	n = which == "max" ? 4 : which == "p99.9" ? 3 : 1
	ratio = "-"
	if (part(h, n) + 0 > 0 && part(k, n) != "")
		ratio = sprintf("%.1f", part(k, n) / part(h, n))
	verdict = ""
	if (target != "")
		verdict = h == "" ? "skip" : part(h, n) <= target * 1000 ? "ok" : "FAIL"
	printf "%-16s %-32s %-34s %-34s %7s  %-16s %s\n", test, text, list(h), list(k), ratio,
		target == "" ? "" : which " <= " target " us", verdict
}

function list(v,    p, n, i, s) {
	if (v == "")
		return "-"
	n = split(v, p, "/")
	return us(p[1]) " / " us(p[2]) " / " us(p[4] != "" && n == 4 ? p[3] : "") " / " us(p[4])
}

function plain(test, text, h, k) {
	printf "%-16s %-32s %-34s %-34s\n", test, text, h, k
}

function count_early(test, who) {
	if (have[test, who "-order", "n"] == "")
		return "-"
	return have[test, who "-order", "early"] " of " have[test, who "-order", "n"]
}

# Nothing may be announced before its address is in, and no failover may be missing.
function order(test,    bad, verdict) {
	bad = have[test, "hka-order", "early"] + have[test, "hka", "early"] + \
		have[test, "hka-order", "none"] + have[test, "hka", "none"]
	verdict = have[test, "hka-order", "n"] == "" ? "skip" : bad ? "FAIL" : "ok"
	printf "%-16s %-32s %-34s %-34s %7s  %-16s %s\n", test, "announced before address in",
		count_early(test, "hka"), count_early(test, "keepalived"), "", "none", verdict
}

END {
	printf "%-16s %-32s %-34s %-34s %7s  %-16s\n", "test", "p50 / p99 / p99.9 / max",
		"hka", "keepalived", "ratio", "target"
	n = split(tests, t, " ")
	for (i = 1; i <= n; i++) {
		if (t[i] ~ /^failover/) {
			v6 = t[i] ~ /^failover6/
			row(t[i], "", "a", "advert over floor (a)", "max", 20)
			row(t[i], "", "b", "advert over floor (b)", "max", "")
			row(t[i], "-order", "addr", "advert to address in", "max", v6 ? 190 : 100)
			row(t[i], "", "ann", v6 ? "advert to first NA" : "advert to first GARP", "max", v6 ? 190 : 100)
			row(t[i], "-order", "ann", v6 ? "to first NA, with witness" : "to first GARP, with witness", "max", "")
			order(t[i])
			plain(t[i], "failovers", have[t[i], "hka", "n"], have[t[i], "keepalived", "n"])
		} else {
			limit = t[i] == "jitter-idle" ? 20 : t[i] ~ /flood/ ? "" : 50
			row(t[i], "", "jit", "advert jitter", "p99.9", limit)
			plain(t[i], "adverts; mean interval", have[t[i], "hka", "n"] "; " us(have[t[i], "hka", "mean"]),
				have[t[i], "keepalived", "n"] "; " us(have[t[i], "keepalived", "mean"]))
			plain(t[i], "r2's adverts; wrong CPU", have[t[i], "hka", "rival"] "; " have[t[i], "hka", "stray"],
				have[t[i], "keepalived", "rival"] "; " have[t[i], "keepalived", "stray"])
			plain(t[i], "CPU busy, softirq; packets", have[t[i], "hka", "busy"] " %, " have[t[i], "hka", "softirq"] " %; " have[t[i], "hka", "packets"],
				have[t[i], "keepalived", "busy"] " %, " have[t[i], "keepalived", "softirq"] " %; " have[t[i], "keepalived", "packets"])
		}
	}
}
