# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# With track-link off a router runs on a device that is down: no FAULT, no release, and it goes on when the link is back.
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms track-link off vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 5 2s port=r1 kind=vrrp

step "the carrier goes: r1 stays MASTER, its sends are no failures that hold it, the silence makes r2 claim"
mark pulled
on sw ip link set r1 down
wait_state r2 V1 MASTER
pause 2s
is_state r1 V1 MASTER
has_address r1 192.0.2.100
unseen port=r1 kind=vrrp prio=0 after=@pulled
on sw ip link set r1 up
mark back
see 2s port=r1 kind=vrrp prio=200 after=@back
wait_state r2 V1 BACKUP
is_state r1 V1 MASTER

step "the device is set down and up again"
mark down
on r1 ip link set eth0 down
wait_state r2 V1 MASTER
is_state r1 V1 MASTER
pause 2s
is_state r1 V1 MASTER
on r1 ip link set eth0 up
see 2s port=r1 kind=vrrp prio=200 after=@down
wait_state r2 V1 BACKUP
unseen port=r1 kind=vrrp prio=0 after=@down
has_address r1 192.0.2.100

step "tracked again: the next loss is a FAULT"
hka r1 vr set V1 track-link on
on sw ip link set r1 down
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
on sw ip link set r1 up
wait_state r1 V1 MASTER
hka r1 -j history V1 | grep -c '"to"'
