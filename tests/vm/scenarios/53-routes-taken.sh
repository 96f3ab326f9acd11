# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Routes and rules that somebody takes away, or that go with a device or an address, are back; a fight ends in FAULT.
# proves: EX-30
topology r1 r2
ip -n r1 link add d0 type dummy
ip -n r1 link set d0 up
ip -n r1 addr add 203.0.113.1/24 dev d0

# wait_for HOST WHAT PATTERN: within 5 s "ip WHAT" there has a line that begins so.
wait_for() {
	_tries=50
	while ! on "$1" ip $2 2>/dev/null | grep -q "^$3"; do
		[ $_tries -gt 0 ] || fail "$1: no \"$3\" in ip $2: $(on "$1" ip $2)"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}
gone() { ! on "$1" ip $2 2>/dev/null | grep -q "^$3" || fail "$1 still has \"$3\" in ip $2"; }
hkactl -n r1 monitor >/tmp/events &
daemon_pids="$daemon_pids $!"
# wait_event TEXT: it has been told.
wait_event() {
	_tries=50
	while ! grep -q "$1" /tmp/events; do
		[ $_tries -gt 0 ] || fail "no event \"$1\": $(cat /tmp/events)"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}

step "both families, routes and rules"
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100 excluded 2001:db8::100 \
	route 198.51.100.0/24 via 192.0.2.3 src 192.0.2.100 \
	route 10.1.0.0/16 via 203.0.113.9 \
	route 2001:db8:1::/48 via fe80::3 dev eth0 src 2001:db8::100 metric 7 pref high \
	route 2001:db8:2::/48 nexthop via fe80::3 dev eth0 nexthop via fe80::4 dev eth0 \
	rule from 192.0.2.100 table 100 pref 50 rule not from all iif d0 fwmark 0x10/0xf0 ipproto tcp dport 80-81 table 100 pref 60 \
	rule from all lookup main suppress_prefixlength 0 pref 61 rule to 10.9.0.0/16 goto 90 pref 62 rule nop pref 90 \
	rule inet6 from 2001:db8::100 unreachable pref 51 rule uidrange 5-6 prohibit tos 0x10
wait_state r1 V1 MASTER
wait_for r1 "rule show" 16384:
wait_for r1 "route show" "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112 src 192.0.2.100"
wait_for r1 "route show" "10.1.0.0/16 via 203.0.113.9 dev d0 proto 112"
wait_for r1 "-6 route show" "2001:db8:1::/48 via fe80::3 dev eth0 proto 112 src 2001:db8::100 metric 7 pref high"
wait_for r1 "-6 route show" "2001:db8:2::/48 proto 112 metric 1024"
on r1 ip -6 rule show >/tmp/rules6
on r1 ip rule show >/tmp/rules
for r in "50:.from 192.0.2.100 lookup 100 proto 112" "60:.not from all fwmark 0x10/0xf0 iif d0 ipproto [a-z0-9-]* dport 80-81 lookup 100" \
	"61:.from all lookup main suppress_prefixlength 0" "62:.from all to 10.9.0.0/16 goto 90" "90:.from all nop" \
	"16384:.from all tos 0x10 uidrange 5-6 prohibit"; do
	grep -q "^$r" /tmp/rules || grep -q "^$(echo "$r" | sed 's/0x10 uid/lowdelay uid/')" /tmp/rules ||
		fail "no rule \"$r\": $(cat /tmp/rules)"
done
grep -q "^51:.from 2001:db8::100 unreachable" /tmp/rules6 || fail "$(cat /tmp/rules6)"
hka r1 -d vr show V1 | grep -q "50: from 192.0.2.100 lookup 100  state installed" || fail "$(hka r1 -d vr show V1)"

step "what somebody removes is back, counted and told"
on r1 ip route del 198.51.100.0/24
wait_for r1 "route show" "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112 src 192.0.2.100"
wait_event "route-removed 198.51.100.0/24 table 254"
wait_event "route-restored 198.51.100.0/24 table 254"
on r1 ip -6 route del 2001:db8:1::/48
wait_for r1 "-6 route show" "2001:db8:1::/48 via fe80::3 dev eth0 proto 112 src 2001:db8::100 metric 7 pref high"
on r1 ip -6 route del 2001:db8:2::/48 via fe80::4 dev eth0
wait_event "route-restored 2001:db8:2::/48"
on r1 ip -6 route show | grep -A2 "^2001:db8:2::/48" | grep -q "nexthop via fe80::4" || fail "a nexthop is not back: $(on r1 ip -6 route show)"
on r1 ip rule del pref 60
wait_for r1 "rule show" 60:
wait_event "route-removed rule 60"
[ "$(counter r1 V1 route-removals)" = 4 ] || fail "route-removals is $(counter r1 V1 route-removals), not 4"
hka r1 explain V1 | tr -s ' \n' ' ' | grep -q 'Times somebody else removed "198.51.100.0/24 via 192.0.2.3 src 192.0.2.100" while the router is MASTER: 1' ||
	fail "explain: $(hka r1 explain V1)"
is_state r1 V1 MASTER

step "rules of one preference: each is itself, whatever more or less another has"
on r1 ip rule add oif d0 table 100 pref 60 proto 112
hka r1 vr set V1 rule iif d0 table 100 pref 60 rule from all table 100 pref 60 rule fwmark 0/0xf0 table 100 pref 61
wait_for r1 "rule show" "60:.from all lookup 100"
on r1 ip rule del pref 61
wait_event "route-removed rule 61"
wait_for r1 "rule show" "61:.from all fwmark 0/0xf0"
n=$(counter r1 V1 route-removals)
hka r1 vr set V1 rule iif d0 table 100 pref 60
pause 300ms
on r1 ip rule show pref 60 | tr -s ' ' | sort >/tmp/rules
for r in "60:.from all iif d0 lookup 100" "60:.from all oif d0 lookup 100"; do
	grep -q "^$r" /tmp/rules || fail "no rule \"$r\": $(cat /tmp/rules)"
done
[ "$(grep -c . /tmp/rules)" = 2 ] || fail "more than two rules: $(cat /tmp/rules)"
on r1 ip rule del oif d0 pref 60
pause 300ms
[ "$(counter r1 V1 route-removals)" = "$n" ] || fail "another rule's removal was counted"
hka r1 vr set V1 no-rule
gone r1 "rule show" 60:

step "the kernel refuses: told with its own words, and the router stays MASTER"
hka r1 vr set V1 route 198.51.100.0/24 via 192.0.2.3 src 192.0.2.100 route 10.1.0.0/16 via 203.0.113.9 route 10.2.0.0/16 via 10.99.0.1
wait_event "route-failed 10.2.0.0/16 table 254 (Network is unreachable) Nexthop has invalid gateway"
hka r1 -d vr show V1 | tr -s ' \n' ' ' | grep -q "10.2.0.0/16 via 10.99.0.1 state failed error Network is unreachable kernel-text Nexthop has invalid gateway" ||
	fail "$(hka r1 -d vr show V1)"
hka r1 explain V1 | tr -s ' \n' ' ' | grep -q 'The kernel refused "10.2.0.0/16 via 10.99.0.1": Nexthop has invalid gateway' || fail "$(hka r1 explain V1)"
is_state r1 V1 MASTER
# It is tried again: with a way to the gateway it comes.
on r1 ip addr add 10.99.0.2/24 dev d0
wait_for r1 "route show" "10.2.0.0/16 via 10.99.0.1 dev d0 proto 112"

step "somebody else's route stands there: it stays, and ours waits"
on r1 ip route add 10.3.0.0/16 dev d0
hka r1 vr set V1 route 198.51.100.0/24 via 192.0.2.3 src 192.0.2.100 route 10.1.0.0/16 via 203.0.113.9 route 10.3.0.0/16 via 192.0.2.3 no-track
wait_event "route-failed 10.3.0.0/16 table 254 (File exists)"
on r1 ip route del 10.3.0.0/16 dev d0
wait_for r1 "route show" "10.3.0.0/16 via 192.0.2.3 dev eth0 proto 112"
on r1 ip route replace 10.3.0.0/16 dev d0
wait_event "route-removed 10.3.0.0/16"
wait_for r1 "route show" "10.3.0.0/16 dev d0"
on r1 ip route del 10.3.0.0/16 dev d0
wait_for r1 "route show" "10.3.0.0/16 via 192.0.2.3 dev eth0 proto 112"

step "what goes with a device or an address comes with it, and is nobody's fault"
n=$(counter r1 V1 route-removals)
on r1 ip link set d0 down
on r1 ip link set d0 up
wait_for r1 "route show" "10.1.0.0/16 via 203.0.113.9 dev d0 proto 112"
on r1 ip addr del 203.0.113.1/24 dev d0
on r1 ip addr del 10.99.0.2/24 dev d0
pause 200ms
on r1 ip addr add 203.0.113.1/24 dev d0
wait_for r1 "route show" "10.1.0.0/16 via 203.0.113.9 dev d0 proto 112"
on r1 ip addr del 192.0.2.100/32 dev eth0
wait_for r1 "route show" "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112 src 192.0.2.100"
[ "$(counter r1 V1 route-removals)" = "$n" ] || fail "counted as somebody's doing"

step "a device of a route is renamed, vanishes, and returns"
hka r1 vr set V1 route 198.51.100.0/24 via 192.0.2.3 route 10.1.0.0/16 dev d0
wait_for r1 "route show" "10.1.0.0/16 dev d0 proto 112 scope link"
on r1 ip link set d0 down
on r1 ip link set d0 name d9
on r1 ip link set d9 up
wait_for r1 "route show" "10.1.0.0/16 dev d9 proto 112 scope link"
hka r1 -d vr show V1 | grep -q "10.1.0.0/16 dev d9 scope link  state installed" || fail "$(hka r1 -d vr show V1)"
on r1 ip link del d9
wait_event "route-failed 10.1.0.0/16 table 254 (No such device)"
on r1 ip link add d9 type dummy
on r1 ip link set d9 up
wait_for r1 "route show" "10.1.0.0/16 dev d9 proto 112 scope link"
is_state r1 V1 MASTER
# The same route with its source, and then without it, was no left-over.
! grep "route-left-over" /tmp/events || fail "what a router had itself is told as left over"

step "left-overs of a dead keepalived go, the host's own stay"
on r1 ip route add 10.7.0.0/16 via 192.0.2.3 proto keepalived
on r1 ip rule add from 10.7.0.0/16 table 7 pref 77 proto keepalived
on r1 ip route add 10.8.0.0/16 via 192.0.2.3 proto static
hka r1 vr add V2 dev eth0 vrid 8 priority 1 preempt off interval 1s vip 192.0.2.101 route 10.7.0.0/16 via 192.0.2.3 \
	route 10.8.0.0/16 via 192.0.2.3 rule from 10.7.0.0/16 table 7 pref 77
gone r1 "route show" 10.7.0.0/16
gone r1 "rule show" 77:
wait_for r1 "route show" "10.8.0.0/16 via 192.0.2.3 dev eth0 proto static"
wait_event "route-left-over 10.7.0.0/16"
hka r1 vr del V2
wait_for r1 "route show" "10.8.0.0/16 via 192.0.2.3 dev eth0 proto static"

step "two routers with one route: it goes with the last"
hka r1 vr add V3 dev eth0 vrid 9 priority 200 interval 100ms vip 192.0.2.102 route 198.51.100.0/24 via 192.0.2.3
wait_state r1 V3 MASTER
hka r1 vr del V3
wait_for r1 "route show" "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112"

step "who takes a route away again and again wins; no-track keeps the router MASTER"
hka r1 vr set V1 no-rule route 198.51.100.0/24 via 192.0.2.3 no-track
i=0
while [ $i -lt 12 ]; do
	wait_for r1 "route show" "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112"
	on r1 ip route del 198.51.100.0/24
	i=$((i + 1))
done
is_state r1 V1 MASTER
hka r1 vr set V1 route 10.1.0.0/16 via 192.0.2.3
i=0
while [ $i -lt 10 ]; do
	wait_for r1 "route show" "10.1.0.0/16 via 192.0.2.3 dev eth0 proto 112"
	on r1 ip route del 10.1.0.0/16
	i=$((i + 1))
done
wait_event "MASTER -> FAULT (route-fight)"
hka r1 explain V1 | tr -s ' \n' ' ' | grep -q "removed one of its routes or rules again and again" || fail "$(hka r1 explain V1)"
wait_state r1 V1 MASTER
wait_for r1 "route show" "10.1.0.0/16 via 192.0.2.3 dev eth0 proto 112"

step "a namespace that ends takes all of it along"
hka r2 vr add V1 dev eth0 vrid 99 priority 200 interval 100ms vip 192.0.2.110 route 10.1.0.0/16 via 192.0.2.3 rule from 10.0.0.0/8 table 9
wait_state r2 V1 MASTER
ip netns del r2
hosts=r1
