# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The address owner is MASTER at once, and gets its address back whatever the others' preempt mode.
# proves: PR-01+- PR-02+ FSM-I1+ TX-13+ CFG-05+
topology r1 r2
hka r2 vr add V1 dev eth0 vrid 7 priority 254 interval 100ms preempt off vip 192.0.2.100
wait_state r2 V1 MASTER
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms preempt off vip 192.0.2.100
see 1s port=r1 kind=vrrp prio=255 after=@begin
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
ask delta @begin port=r1 kind=vrrp prio=255
timing "first advert of the owner, us" "$us" 0 60000
has_address r1 192.0.2.100
no_address r2 192.0.2.100

step "an owner is not moved by a lower one"
mark quiet
pause 1s
unseen port=r2 kind=vrrp after=@quiet
