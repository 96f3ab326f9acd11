# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Counters have their names, began when they say and can be cleared; reading needs no privilege, writing does.
# proves: MG-01+ MG-02+ MG-04+- MG-09+ MG-12+
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r1 vr add V2 dev eth0 vrid 8 priority 200 interval 100ms vip 192.0.2.101
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r1 V2 MASTER
pause 1s

# began [NAME]: the discontinuity time of a router's counters, or the namespace's.
began() {
	hka r1 -j stats ${1:+"$1"} |
		sed -n 's/.*"discontinuity-datetime":"\([^"]*\)".*/\1/p' | grep .
}

step "the counters of RFC 6527 and ietf-vrrp have their names"
for key in master-transitions advertisement-rcvd advertisement-sent interval-errors \
	   priority-zero-pkts-rcvd priority-zero-pkts-sent invalid-type-pkts-rcvd \
	   address-list-errors packet-length-errors ip-ttl-errors; do
	hka r1 -j stats V1 | grep -q "\"$key\":[0-9]" || fail "a router has no $key"
done
for key in virtual-routers interfaces checksum-errors version-errors vrid-errors ip-ttl-errors; do
	hka r1 -j stats | grep -q "\"$key\":[0-9]" || fail "the namespace has no $key"
done

step "an error and time that passes do not move the time they began"
t1=$(began V1)
t0=$(began)
hka r2 vr add V3 dev eth0 vrid 9 priority 100 interval 100ms vip 192.0.2.102
wait_state r2 V3 MASTER
pause 500ms
[ "$(hka r1 -j stats | sed -n 's/.*"vrid-errors":\([0-9]*\).*/\1/p')" -gt 0 ] ||
	fail "adverts of an unknown VRID were not counted"
[ "$(began V1)" = "$t1" ] && [ "$(began)" = "$t0" ] || fail "the counters began anew"

step "clearing those of one router leaves the others"
sent=$(counter r1 V1 advertisement-sent)
other=$(counter r1 V2 advertisement-sent)
hka r1 stats clear V1
now=$(counter r1 V1 advertisement-sent)
[ "$now" -lt 5 ] && [ "$sent" -ge 10 ] || fail "sent $sent before, $now after"
[ "$(counter r1 V1 master-transitions)" = 0 ] || fail "a counter was not cleared"
[ "$(counter r1 V2 advertisement-sent)" -ge "$other" ] || fail "another router's went back"
t2=$(began V1)
[ "$t2" != "$t1" ] || fail "the reset is not told"
[ "$(began)" = "$t0" ] || fail "the namespace's began anew, too"
is_state r1 V1 MASTER
hka r1 stats clear
[ "$(began)" != "$t0" ] && [ "$(began V1)" = "$t2" ] || fail "not the namespace's alone"
hkactl -n r1 stats clear nobody 2>/dev/null && fail "cleared what is not there"

step "whoever has no privilege reads, and changes nothing"
nobody() { ip netns exec r1 unshare -U hkactl "$@"; }
nobody vr show | grep -q V1 || fail "cannot read"
nobody -s vr show V1 >/dev/null || fail "cannot read counters"
nobody explain V1 >/dev/null || fail "cannot ask why"
for words in "vr set V1 priority 5" "vr del all" "vr add V9 dev eth0 vrid 90 vip 192.0.2.109" \
	     "stats clear" "demote V1 fault" "undemote V1" "track add t named" "track del all"; do
	# shellcheck disable=SC2086
	nobody $words 2>$run/err && fail "allowed: $words"
	grep -q "permitted" $run/err || { cat $run/err; fail "not refused for want of privilege: $words"; }
done
hka r1 vr show V1 | grep -q MASTER || fail "something changed"

