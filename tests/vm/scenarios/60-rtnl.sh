# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Somebody holds RTNL for 5 s across a takeover, and across a release: nobody answers twice, none
# stays MASTER without its address.
# proves: FSM-B7+ PR-08 EX-15 ARP-04- 25.13 25.18
topology r1 r2 client
# 200 ms: a down interval of r2 is 721 ms, much less than RTNL is held.
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 200ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 200ms vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 5 5s port=r1 kind=vrrp
client_start 192.0.2.100

step "takeover under RTNL: r2 claims, cannot install, and gives up after a down interval"
cut r1
hold_rtnl 5000
mark held
see 3s port=r2 kind=vrrp prio=100 after=@held
see 3s port=r2 kind=vrrp prio=0 after=@held
unseen port=r2 kind="garp|arp-rep|echo-rep" after=@held before=@held+4900ms
ask span port=r2 kind=vrrp after=@held before=@held+2500ms
timing "MASTER without its address for, us" "$us" 0 $(($(down_us 100 200) + 2000))

step "RTNL is free: r2 serves in the end"
see 20s port=r2 kind=garp after=@held
wait_state r2 V1 MASTER 30
has_address r2 192.0.2.100
pause 200ms
client_stop
one_answered 192.0.2.100 before=@held+10s

step "release under RTNL: r1 is back, r2 yields at once although its address stays for a while"
heal r1
wait_state r1 V1 MASTER 30
wait_state r2 V1 BACKUP
pause 1s
mark second
client_start 192.0.2.100
pause 500ms
hold_rtnl 5000
mark held2
# Only a higher advert makes a MASTER yield without RTNL: junk plays a third router.
junk_start client src=192.0.2.200 vrid=7 prio=250 int=200ms vip=192.0.2.100 class=valid every=200ms
see 1s port=client kind=vrrp prio=250 after=@held2
pause 500ms
mark yielded
pause 2s
unseen port=r1 kind="arp-rep|echo-rep" addr=192.0.2.100 after=@yielded
routes_locally r1 192.0.2.100
unseen port="r1|r2" kind=vrrp "prio!=0" after=@yielded
junk_stop
pause 10s
client_stop
one_answered 192.0.2.100 after=@second
wait_state r1 V1 MASTER 30
