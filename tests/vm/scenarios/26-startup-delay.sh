# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Start-up delay: a new router only listens for so long, once; the owner too.
# proves: EX-05 RX-19 TX-12 FSM-I3 CFG-17
topology r1 r2
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER

step "a better router stays INIT, counts what it hears and says nothing"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms startup-delay 3s vip 192.0.2.100
is_state r1 V1 INIT
pause 1s
is_state r1 V1 INIT
tally "adverts ignored" "$(counter r1 V1 inactive)" 9 12
tally "shown as left, us" "$(shown r1 V1 startup-remaining-usec)" 1500000 2000000
tally "adverts accepted" "$(counter r1 V1 advertisement-rcvd)" 0 0

step "then it starts, and takes over in its turn"
see 5s port=r1 kind=vrrp after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" $((3000000 + $(down_us 200 100))) $((3060000 + $(down_us 200 100)))
unseen port=r1 kind="garp|arp-rep" after=@begin before=@begin+3s
wait_state r1 V1 MASTER
between "shown as left, us" "$(shown r1 V1 startup-remaining-usec)" 0 0

step "a link event starts no delay, nor does another length"
hka r1 vr set V1 startup-delay 60s
on sw ip link set r1 down
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
mark up
on sw ip link set r1 up
see 2s port=r1 kind=vrrp after=@up
ask delta @up port=r1 kind=vrrp
timing "claimed after, us" "$us" "$(down_us 200 100)" $(($(down_us 200 100) + 200000))
wait_state r2 V1 BACKUP
hka r1 vr del V1
wait_state r2 V1 MASTER

step "the owner waits too, and a delay that runs can be shortened"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms startup-delay 60s vip 192.0.2.100
pause 1s
unseen port=r1 kind="vrrp|garp" after=@begin
hka r1 vr set V1 startup-delay 2s
see 2s port=r1 kind=vrrp prio=255 after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" 2000000 2060000
hka r1 vr del V1
wait_state r2 V1 MASTER

step "or ended"
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms startup-delay 60s vip 192.0.2.100
mark end
hka r1 vr set V1 startup-delay 0s
see 1s port=r1 kind=vrrp prio=255 after=@end
hka r1 vr del V1

step "one that is deleted meanwhile goes without a word"
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms startup-delay 1s vip 192.0.2.100
mark deleted
hka r1 vr del V1
pause 2s
unseen port=r1 kind="vrrp|garp" after=@deleted
