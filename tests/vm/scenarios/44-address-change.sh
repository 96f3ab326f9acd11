# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The source address of adverts: gone means FAULT, back means service, a new one is followed.
# proves: TX-03+- TX-16 TX-17 FSM-I3 FSM-I4 IF-02
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

step "no address, no service"
on r1 ip addr del 192.0.2.1/24 dev eth0
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
no_address r1 192.0.2.100
case $(hka r1 -d vr show V1) in *"fault no-source"*) ;; *) fail "vr show does not say no-source" ;; esac
mark silent
pause 1s
unseen port=r1 kind="vrrp|garp" after=@silent

step "another address: back in service, from there"
on r1 ip addr add 192.0.2.11/24 dev eth0
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
see 1s port=r1 kind=vrrp src=192.0.2.11 after=@silent
unseen port=r1 kind=vrrp src=192.0.2.100

step "the primary changes under a MASTER: followed within an interval"
on r1 ip addr add 192.0.2.21/24 dev eth0
on r1 sh -c 'echo 1 >/proc/sys/net/ipv4/conf/eth0/promote_secondaries'
mark moved
on r1 ip addr del 192.0.2.11/24 dev eth0
see 1s port=r1 kind=vrrp src=192.0.2.21 after=@moved
pause 500ms
unseen port=r1 kind=vrrp src=192.0.2.11 after=@moved+300ms
is_state r1 V1 MASTER
has_address r1 192.0.2.100
is_state r2 V1 BACKUP
case $(hka r1 -d vr show V1) in
*"source-address 192.0.2.21"*) ;;
*) fail "vr show does not name the new source" ;;
esac
