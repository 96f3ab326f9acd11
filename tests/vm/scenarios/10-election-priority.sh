# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Of two routers that start together the one with the higher priority becomes MASTER.
# proves: TX-01+ TX-06+ TX-09+ TX-10+ TX-12+- TX-13+- TX-14 FSM-I2+ FSM-B1+- FSM-B5+- FSM-B7+ FSM-B9+ FSM-A2+ TM-08+ AC-02+ AC-06- ARP-01+- 25.2 25.13
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100

step "r1 is elected, r2 watches"
wait_state r1 V1 MASTER
see_n 20 10s port=r1 kind=vrrp vrid=7
is_state r2 V1 BACKUP
unseen port=r2 kind=vrrp

step "its adverts are as the RFC wants them"
ask count port=r1 kind=vrrp
all=$n
ask count port=r1 kind=vrrp v=3 type=1 prio=200 int=100ms count=1 vips=192.0.2.100 src=192.0.2.1 dst=224.0.0.18 ttl=255 tos=192 hl=20 df=1 "sum=ok|pseudo" dmac=01:00:5e:00:00:12
between "correct adverts" "$n" "$all" "$all"

step "the address is on the MASTER alone, announced after the first advert"
has_address r1 192.0.2.100
no_address r2 192.0.2.100
see_n 5 1s port=r1 kind=garp ip=192.0.2.100
wire first port=r1 kind="vrrp|garp"
case $answer in *" vrrp "*) ;; *) fail "announced before the first advert: $answer" ;; esac
unseen port=r2 kind=garp

step "the client reaches it, and one host answers"
client_start 192.0.2.100
pause 1s
client_stop
tally "lost pings" "$lost" 0 0
one_answered 192.0.2.100
unseen port=r2 kind="arp-rep|echo-rep" addr=192.0.2.100

step "adverts come as a clock"
mark clock
pause 3s
ask gaps port=r1 kind=vrrp after=@clock period=100ms
timing "largest deviation of an advert, us" "$jit_max" 0 50
unseen port=r1 kind=vrrp prio=0
timing "drift, us" "${drift#-}" 0 20
