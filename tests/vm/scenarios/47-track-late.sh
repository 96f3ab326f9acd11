# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The kernel tells of a lost carrier up to a second late: what is tracked is looked at with each advert.
# proves: EX-08 EX-09
topology r1 r2
# Dummy devices count as physical ones: a link event is held back for up to a second after another.
on r1 ip link add d0 type dummy
on r1 ip link add d1 type dummy
on r1 ip link set d0 up
on r1 ip link set d1 up
on r1 ip link set d0 carrier on
on r1 ip link set d1 carrier on
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r1 track add up link d0 fault vr V1
pause 1500ms
is_state r1 V1 MASTER
on r1 ip link set d1 carrier off
mark pulled
on r1 ip link set d0 carrier off
see 2s port=r1 kind=vrrp prio=0 after=@pulled
[ "$(ip netns exec r1 cat /sys/class/net/d0/operstate)" != down ] || fail "the kernel was not late: nothing is proved"
ask delta @pulled port=r1 kind=vrrp prio=0
timing "released after, us" "$us" 0 120000
wait_state r2 V1 MASTER
on r1 ip link set d0 carrier on
wait_state r1 V1 MASTER
