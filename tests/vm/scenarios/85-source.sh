# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A configured source address: used wherever it is, FAULT while it is nowhere, changed live within an interval.
# proves: TX-03 TX-04 TX-16 TX-17 IF-03 FSM-A6
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 source 192.0.2.51 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
hka r1 vr add V6 dev eth0 vrid 7 source fe80::51 priority 200 interval 100ms vip fe80::100
hka r2 vr add V6 dev eth0 vrid 7 priority 100 interval 100ms vip fe80::100

step "nowhere: FAULT, though the device has a primary address"
for v in V1 V6; do
	wait_state r1 $v FAULT
	wait_state r2 $v MASTER
	case $(hka r1 -d vr show $v) in *no-source*) ;; *) fail "$v does not say why" ;; esac
done
unseen port=r1 kind=vrrp

step "it comes: in service from there"
on r1 ip addr add 192.0.2.51/24 dev eth0
on r1 ip addr add fe80::51/64 dev eth0 nodad
for v in V1 V6; do
	wait_state r1 $v MASTER
	wait_state r2 $v BACKUP
done
see_n 3 2s port=r1 kind=vrrp src=192.0.2.51 dst=224.0.0.18
see_n 3 2s port=r1 kind=vrrp src=fe80::51 dst=ff02::12 sum=pseudo
unseen port=r1 kind=vrrp src=192.0.2.1
unseen port=r1 kind=vrrp src=fe80::1

step "another, while MASTER: from the next advert on"
on r1 ip addr add 192.0.2.52/24 dev lo
mark before
see 1s port=r1 kind=vrrp src=192.0.2.51 after=@before
hka r1 vr set V1 source 192.0.2.52
mark moved
see 200ms port=r1 kind=vrrp src=192.0.2.52 after=@moved
pause 300ms
unseen port=r1 kind=vrrp src=192.0.2.51 after=@moved
is_state r1 V1 MASTER
is_state r2 V1 BACKUP
case $(hka r1 -j -d vr show V1) in *192.0.2.52*) ;; *) fail "the source is not shown" ;; esac

step "none configured: the primary one again"
hka r1 vr set V1 source 0.0.0.0
hka r1 vr set V6 source ::
mark chosen
see 200ms port=r1 kind=vrrp src=192.0.2.1 after=@chosen
mark gone
on r1 ip addr del fe80::51/64 dev eth0
see 200ms port=r1 kind=vrrp src=fe80::1 after=@gone
is_state r1 V6 MASTER

step "it goes: FAULT, and the other takes over"
hka r1 vr set V1 source 192.0.2.52
see 1s port=r1 kind=vrrp src=192.0.2.52 after=@chosen
on r1 ip addr del 192.0.2.52/24 dev lo
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
no_address r1 192.0.2.100

step "a virtual address is no source, except for its owner"
hka r1 vr set V1 source 192.0.2.100
wait_state r1 V1 FAULT
on r1 ip addr add 192.0.2.100/24 dev eth0
pause 500ms
is_state r1 V1 FAULT
hka r1 vr set V1 priority 255
wait_state r1 V1 MASTER
see 1s port=r1 kind=vrrp src=192.0.2.100 prio=255
