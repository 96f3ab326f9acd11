# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# After a suspend, which no timer counts, a MASTER listens before it speaks; a jump of the wall clock is nothing.
# proves: TM-12 TM-13 25.8
# kernels: 6.1 6.12
topology r1 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 2 5s port=r1 kind=vrrp
listen=$((1000000 + $(skew_us 200 1000)))

step "its timer finds out"
doze 3600000
see 5s port=r1 kind=vrrp after="$woke"
see 1s port=r1 kind=garp after="$woke"
ask delta "$woke" port=r1 kind=vrrp
timing "silent after it woke, us" "$us" "$listen" $((listen + 1002000))
is_state r1 V1 MASTER

step "somebody makes it look before its timer fires"
pause 2s
ask when port=r1 kind=vrrp
pause 300ms
doze 3600000
on r1 ip link set eth0 mtu 1499
see 5s port=r1 kind=vrrp after="$woke"
ask delta "$woke" port=r1 kind=vrrp
timing "silent after it woke, us" "$us" "$listen" $((listen + 60000))

step "it hears a rival before its timer fires: it says nothing to it"
pause 2s
doze 3600000
on client junk eth0 src=192.0.2.200 vrid=7 prio=50 int=1s vip=192.0.2.100 class=valid count=1
see 1s port=client kind=vrrp prio=50 after="$woke"
see 5s port=r1 kind=vrrp after="$woke"
ask delta "$woke" port=r1 kind=vrrp
timing "silent after it woke, us" "$us" "$listen" $((listen + 60000))

step "too short a sleep for anybody to have claimed"
pause 2s
doze 1500
see 3s port=r1 kind=vrrp after="$woke"
ask delta "$woke" port=r1 kind=vrrp
timing "next advert, us" "$us" 0 1002000

step "the wall clock jumps by an hour: no advert is missing"
ask count port=r1 kind=vrrp
before=$n
mark jump
date -s "@$(($(date +%s) + 3600))" >/dev/null
mark jumped
pause 5s
ask count port=r1 kind=vrrp
between "adverts in 5 s" $((n - before)) 4 6
ask gaps period=1s port=r1 kind=vrrp after=@jumped
timing "jitter, us" "$jit_max" 0 1000
is_state r1 V1 MASTER
