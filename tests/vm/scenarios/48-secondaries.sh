# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Removing a virtual address that is the primary of its subnet takes nothing of the host's with it.
topology r1 r2
on r1 sh -c 'echo 0 >/proc/sys/net/ipv4/conf/eth0/promote_secondaries; echo 0 >/proc/sys/net/ipv4/conf/all/promote_secondaries'
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 198.51.100.1/24
hka r1 vr add V2 dev eth0 vrid 8 priority 200 interval 1s vip 198.51.100.2/24
wait_state r1 V1 MASTER
wait_state r1 V2 MASTER
on r1 ip addr add 198.51.100.9/24 brd + dev eth0 label eth0:9 metric 77
on r1 ifaproto eth0 198.51.100.10 24 99
on r1 ip -o addr show | grep 198.51.100.9 | grep -q secondary || fail "the test is not about a secondary"
before=$(on r1 ip -o -4 addr show | grep '198\.51\.100\.\(9\|10\)/' | sed 's/^[0-9]*: *//; s/ secondary//' | sort)

step "the primary is released; the host keeps its own, with all they had"
hka r1 vr del V1
no_address r1 198.51.100.1
now=$(on r1 ip -o -4 addr show | grep '198\.51\.100\.\(9\|10\)/' | sed 's/^[0-9]*: *//; s/ secondary//' | sort)
[ "$now" = "$before" ] || fail "it was: $before
it is: $now"
on r1 ip route show | grep -q '198.51.100.0/24 .*src 198.51.100' || fail "the subnet has no route"
dmesg | grep -q '198.51.100.1 took secondary addresses' || fail "nobody was warned"

step "and so does the other router"
wait_address r1 198.51.100.2 2
is_state r1 V2 MASTER
[ "$(counter r1 V2 address-removals)" = 0 ] || fail "our own doing was counted as somebody else's"
hka r1 vr del V2
has_address r1 198.51.100.9
has_address r1 198.51.100.10
