# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The MASTER's link goes down and comes back: FAULT, then its turn again.
# proves: FSM-I3 FSM-I4 PR-06+ IF-01 REG-01
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 5 2s port=r1 kind=vrrp

step "set down by the administrator: priority 0 goes out first"
mark down
on r1 ip link set eth0 down
see 1s port=r1 kind=vrrp prio=0 after=@down
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
no_address r1 192.0.2.100
ask delta @down port=r2 kind=vrrp
timing "taken over after, us" "$us" 0 $(($(skew_us 100 100) + 60000))

step "up again: it takes its address back"
mark up
on r1 ip link set eth0 up
on r1 ip addr replace fe80::1/64 dev eth0 nodad
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
has_address r1 192.0.2.100
no_address r2 192.0.2.100

step "the carrier goes (the switch port is set down), and comes"
mark pulled
on sw ip link set r1 down
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
no_address r1 192.0.2.100
on sw ip link set r1 up
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP

step "a BACKUP loses and regains its link"
mark backup
on r2 ip link set eth0 down
wait_state r2 V1 FAULT
on r2 ip link set eth0 up
wait_state r2 V1 BACKUP
pause 1s
unseen port=r2 kind="vrrp|garp" after=@backup
is_state r1 V1 MASTER
client_start 192.0.2.100
pause 300ms
client_stop
tally "lost pings" "$lost" 0 0
one_answered 192.0.2.100
