# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# What somebody takes from a MASTER is back at once, is counted, and costs the host nothing of its own.
topology r1 r2 client
hka r1 vr add V4 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100 vip 192.0.2.101/24
hka r1 vr add V6 dev eth0 vrid 7 priority 200 interval 1s vip fe80::100 vip 2001:db8::100/64
hka r2 vr add V4 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100 vip 192.0.2.101
wait_state r1 V4 MASTER
wait_state r1 V6 MASTER
see 2s port=r1 kind=una target=2001:db8::100

# back ADDR WHAT: ADDR is announced by r1 again after the mark, soon, and on it.
back() {
	see 2s port=r1 kind="garp|una" "$1" after=@gone
	ask delta @gone port=r1 kind="garp|una" "$1"
	timing "back on the wire, us" "$us" 0 50000
}

step "one IPv4 address is deleted"
mark gone
on r1 ip addr del 192.0.2.100/32 dev eth0
back ip=192.0.2.100
has_address r1 192.0.2.100
[ "$(counter r1 V4 address-removals)" = 1 ] || fail "address-removals is not 1"
hka r1 -j vr show V4 | tr -d ' \n' | grep -q '"192.0.2.100/32"[^}]*"removals":1' ||
	hka r1 -j vr show V4 | tr -d ' \n' | grep -q '"removals":1' || fail "the address does not tell its removals"

step "one IPv6 address is deleted: back with its host route"
mark gone
on r1 ip addr del 2001:db8::100/64 dev eth0
back target=2001:db8::100
has_address r1 2001:db8::100
client_start 2001:db8::100
pause 300ms
client_stop
tally "pings lost" "$lost" 0 1

step "everything is flushed, of the host too: the router's come back, the host's do not"
on r1 ip -6 addr flush dev eth0 scope global
wait_address r1 2001:db8::100 2
no_address r1 2001:db8::1
is_state r1 V6 MASTER
on r1 ip addr add 2001:db8::1/64 dev eth0 nodad

step "what was changed but is there is nobody's business"
on r1 ip addr change 2001:db8::100/64 dev eth0 preferred_lft 10
pause 200ms
on r1 ip -6 addr show dev eth0 | grep -A1 2001:db8::100 | grep -q "preferred_lft [0-9]*sec" || fail "the lifetime was set back"

step "the MASTER has not stopped to be one, and its peer has heard nothing else"
is_state r1 V4 MASTER
is_state r2 V4 BACKUP
unseen port=r2 kind="vrrp|garp"
unseen port=r1 kind=vrrp prio=0

step "gone and not put back by us: released addresses stay away"
hka r1 vr del all
pause 500ms
no_address r1 192.0.2.100
no_address r1 192.0.2.101
no_address r1 fe80::100
no_address r1 2001:db8::100
has_address r1 192.0.2.1
on r1 ip -6 route show table local | grep -q ::100 && fail "a host route was left behind" || true
