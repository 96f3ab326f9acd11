# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A new router removes copies of its addresses that a dead predecessor left, and nothing of the host's.
# proves: ND-13+-
topology r1 r2 client

step "left-overs: marked by keepalived or hka, or without a mark and as they install them"
on r1 ip addr add 192.0.2.100/32 dev eth0
on r1 ifaproto eth0 192.0.2.101 24 18
on r1 ip addr add 192.0.2.102/24 dev eth0
on r1 ip addr add 2001:db8::100/128 dev eth0 nodad preferred_lft 0
on r1 ifaproto eth0 2001:db8::101 64 112
on r1 ip addr add 2001:db8::102/64 dev eth0 nodad
hka r1 vr add V4 dev eth0 vrid 7 vip 192.0.2.100 vip 192.0.2.101 vip 192.0.2.102/24
hka r1 vr add V6 dev eth0 vrid 7 vip fe80::100 vip 2001:db8::100 vip 2001:db8::101 vip 2001:db8::102/64
is_state r1 V4 BACKUP
for i in 100 101 102; do
	no_address r1 192.0.2.$i
	no_address r1 2001:db8::$i
done
has_address r1 192.0.2.1
has_address r1 2001:db8::1
hka r1 vr del all

step "the host's own: another prefix, a primary, another device, a mark of somebody else"
on r1 ip link add d0 type dummy
on r1 ip link set d0 up
on r1 ip addr add 192.0.2.100/25 dev eth0
on r1 ip addr add 198.51.100.1/24 dev eth0
on r1 ip addr add 192.0.2.103/32 dev d0
on r1 ifaproto eth0 192.0.2.104 32 99
on r1 ip addr add 2001:db8::100/64 dev eth0
hka r1 vr add V4 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100 vip 198.51.100.1/24 \
	vip 192.0.2.103 vip 192.0.2.104
hka r1 vr add V6 dev eth0 vrid 7 priority 200 interval 100ms vip fe80::100 vip 2001:db8::100
# own: they are all there.
own() {
	for _a in 192.0.2.100/25 198.51.100.1/24 192.0.2.104/32 2001:db8::100/64; do
		on r1 ip -o addr show dev eth0 | grep -q " $_a " || fail "$_a was the host's and is gone"
	done
	on r1 ip -o addr show dev d0 | grep -q " 192.0.2.103/32 " || fail "192.0.2.103 was the host's and is gone"
}
own
wait_state r1 V4 MASTER
wait_state r1 V6 MASTER
see 1s port=r1 kind=garp ip=192.0.2.100
see 1s port=r1 kind=una target=2001:db8::100
own
on r1 ip -o addr show dev eth0 | grep -q " 192.0.2.103/32 " || fail "the address is not on the router's device"
[ "$(on r1 ip -o -4 addr show to 192.0.2.100 | wc -l)" = 1 ] || fail "the address is there twice"
hka r1 -j vr show V4 | grep -q adopted || fail "nobody says that it was there before"
client_start 192.0.2.100
pause 200ms
client_stop
tally "pings lost" "$lost" 0 0
hka r1 vr del all
own
[ -z "$(lab_address r1 192.0.2.103 eth0)" ] || fail "our own was left"
pause 100ms
mark deleted
client_start 192.0.2.100
pause 200ms
client_stop
tally "pings lost of the host's own address" "$lost" 0 0

step "a link-local address of the device itself is nobody's but the owner's"
# refused COMMAND...: for that reason, and nothing has changed.
refused() {
	_said=$(hka r1 "$@" 2>&1) && fail "accepted: $*"
	echo "$_said" | grep -q "its device has itself is an owner's only" || fail "not refused for that: $_said"
}
refused vr add L dev eth0 vrid 10 priority 254 vip fe80::1
hka r1 vr show L 2>/dev/null && fail "a refused router exists"
hka r1 vr add L dev eth0 vrid 10 priority 200 interval 100ms vip fe80::110
wait_state r1 L MASTER
refused vr set L vip fe80::110 vip fe80::1
hka r1 vr set L vip fe80::110 vip 2001:db8::110
hka r1 vr set L priority 255 vip fe80::1
refused vr set L priority 254
is_state r1 L MASTER
hka r1 vr del L
has_address r1 fe80::1
# Of another link it is another address.
on r1 ip addr add fe80::111/64 dev d0 nodad
hka r1 vr add L dev eth0 vrid 10 vip fe80::111
hka r1 vr del L
refused vr add L dev eth0 vrid 10 vip fe80::110 vip fe80::111 dev d0

step "an owner's address is never removed"
on r1 ip addr add 192.0.2.110/32 dev eth0
hka r1 vr add V4 dev eth0 vrid 9 priority 255 vip 192.0.2.110
wait_state r1 V4 MASTER
hka r1 vr del V4
has_address r1 192.0.2.110

step "an address that another router here serves is no left-over"
hka r1 vr add A dev eth0 vrid 11 priority 200 interval 100ms vip 192.0.2.120
wait_state r1 A MASTER
see 1s port=r1 kind=garp ip=192.0.2.120
hka r1 vr add B dev eth0 vrid 12 priority 200 interval 100ms vip 192.0.2.120
has_address r1 192.0.2.120
wait_state r1 B MASTER
pause 500ms
hka r1 vr del A
pause 200ms
has_address r1 192.0.2.120
hka r1 vr del B
no_address r1 192.0.2.120
