# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Preemption off and on-drop: a MASTER whose priority falls is preempted, and one that was lower all along is not.
# proves: PR-09
# limit: 120
topology r1 r2

step "a MASTER of lower priority that was there first stays"
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms preempt off claim on-drop on vip 192.0.2.100
wait_state r2 V1 MASTER
hka r1 vr add V1 dev eth0 vrid 7 priority 150 interval 100ms preempt off claim on-drop on vip 192.0.2.100
pause 2s
is_state r1 V1 BACKUP
is_state r2 V1 MASTER

step "its priority falls: preempted; it rises again: not taken back"
hka r2 demote V1 10
wait_state r1 V1 MASTER 3
is_state r2 V1 BACKUP
hka r2 undemote V1
hka r2 vr set V1 priority 200
pause 2s
is_state r1 V1 MASTER
is_state r2 V1 BACKUP

step "without on-drop the same changes nothing, until it is set"
hka r2 vr set V1 claim on-drop off
hka r1 demote V1 100
pause 2s
is_state r1 V1 MASTER
hka r2 vr set V1 claim on-drop on
wait_state r2 V1 MASTER 3
hka r2 -j vr show V1 | grep -q '"on-drop": *true' || fail "it is not shown: $(hka r2 -j vr show V1)"
