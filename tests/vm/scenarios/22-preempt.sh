# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Preempt on: a better router that comes takes over within its own down time. Off: it waits for its turn.
# proves: PR-09+- PR-10+- FSM-B9+ FSM-B10+- FSM-B13+ FSM-A4+ FSM-A9+ 25.14
topology r1 r2 client
step "r2 is MASTER; r1, better but without preempt, stays BACKUP"
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms preempt off vip 192.0.2.100
pause 3s
is_state r1 V1 BACKUP
unseen port=r1 kind=vrrp

step "but it honours a release"
mark release
hka r2 vr del V1
see 1s port=r1 kind=vrrp prio=200 after=@release
wait_state r1 V1 MASTER

step "and, as MASTER, yields to a better one in spite of preempt off"
hka r2 vr add V1 dev eth0 vrid 7 priority 210 interval 100ms preempt on vip 192.0.2.100
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
hka r2 vr del V1
wait_state r1 V1 MASTER

step "preempt on: the better one takes over, with no gap for the client"
hka r1 vr del V1
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
client_start 192.0.2.100
pause 300ms
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms preempt on vip 192.0.2.100
wait_state r1 V1 MASTER
pause 300ms
client_stop
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" "$(down_us 200 100)" $(($(down_us 200 100) + 60000))
tally "lost pings" "$lost" 0 2
one_answered 192.0.2.100 after=@begin
is_state r2 V1 BACKUP
# The loser's last advert, sent so that the winner announces once more, is allowed.
ask rivals vrid=7 after=@begin
tally "adverts of a rival" "$n" 0 2
