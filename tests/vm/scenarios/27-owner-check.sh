# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Two owners of one address: they elect by address; one that checks drops what the other says.
# proves: PR-03+- R18+- FSM-A4 25.7
topology r1 r2
step "the owner with the lower address yields"
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r2 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
mark quiet
pause 1s
unseen port=r1 kind=vrrp after=@quiet

step "it checks: it hears no other owner, and claims"
mark check
hka r1 vr set V1 owner-check on
see 2s port=r1 kind=vrrp prio=255 after=@check
wait_state r1 V1 MASTER
see_n 10 2s port=r1 kind=vrrp prio=255 after=@check
see_n 10 2s port=r2 kind=vrrp prio=255 after=@check
is_state r1 V1 MASTER
is_state r2 V1 MASTER
dropped=$(counter r1 V1 owner-conflict)
between "adverts dropped" "$dropped" 5 100

step "it does not: it yields to the next advert"
hka r1 vr set V1 owner-check off
wait_state r1 V1 BACKUP
is_state r2 V1 MASTER

step "who is not the owner has nothing to check"
hka r1 vr set V1 owner-check on priority 100
pause 1s
is_state r1 V1 BACKUP
hka r1 vr del V1
hka r2 vr del V1
