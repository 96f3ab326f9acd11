# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Adverts go through whatever qdisc and filter stands on the parent: tbf, netem, mirred.
# proves: FSM-A2+ (through a qdisc)
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

step "tbf"
on r1 tc qdisc replace dev eth0 root tbf rate 1mbit burst 4k latency 50ms
mark tbf
see_n 20 5s port=r1 kind=vrrp after=@tbf
on r1 tc qdisc del dev eth0 root

step "netem: 20 ms late, none lost"
on r1 tc qdisc replace dev eth0 root netem delay 20ms
pause 500ms
mark netem
see_n 20 5s port=r1 kind=vrrp after=@netem
ask gaps port=r1 kind=vrrp after=@netem period=100ms
timing "largest deviation of an advert, us" "$jit_max" 0 500
on r1 tc qdisc del dev eth0 root

step "mirred: a copy of all that leaves goes to a dummy device"
on r1 ip link add dummy0 type dummy
on r1 ip link set dummy0 up
on r1 tc qdisc add dev eth0 clsact
on r1 tc filter add dev eth0 egress matchall action mirred egress mirror dev dummy0
on r1 tc filter add dev eth0 ingress matchall action mirred egress mirror dev dummy0
mark mirred
see_n 20 5s port=r1 kind=vrrp after=@mirred
# The release passes the filter too.
mark release
hka r1 vr del V1
see 1s port=r1 kind=vrrp prio=0 after=@release
wait_state r2 V1 MASTER
is_state r2 V1 MASTER
ask count port=r2 kind=vrrp before=@release
between "adverts of r2 while r1 was there" "$n" 0 0
