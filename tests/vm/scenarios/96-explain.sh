# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# explain names the condition that keeps a router in its state, and what its priority is made of.
# proves: EX-17+ CFG-19+
topology r1 r2

# says CODE WORDS: explain on r1 gives this reason, and has these words.
says() {
	hka r1 explain V1 >$run/text
	hka r1 -j explain V1 >$run/json
	grep -q "\"code\":\"$1\"" $run/json || { cat $run/json; fail "not the reason: $1"; }
	tr -s ' \n' ' ' <$run/text | grep -q -e "$2" || { cat $run/text; fail "not said: $2"; }
}

step "a new router waits"
hka r1 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms startup-delay 3s vip 192.0.2.100
says startup-delay "its start-up delay runs for another"
wait_state r1 V1 MASTER
says no-response "No MASTER was heard for 360.937ms"

step "a BACKUP tells who is MASTER"
hka r2 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 BACKUP
says higher-priority "192.0.2.2 is MASTER with priority 200, higher than ours (100)"
hka r2 vr set V1 priority 100
pause 500ms
says equal-priority "192.0.2.2 is MASTER with the same priority as ours (100)"
says equal-priority-heard "Adverts heard with our own priority: [0-9]"
hka r1 vr set V1 preempt off
hka r2 vr set V1 priority 50
pause 500ms
says preempt-off "192.0.2.2 is MASTER with priority 50, lower than ours (100), and preempt is off"
hka r1 vr set V1 preempt-delay 60s
hka r2 vr del V1
wait_state r1 V1 MASTER
says released "The MASTER before it gave up"

step "the preempt delay of a router that was away is told"
hka r2 vr add V1 dev eth0 vrid 7 priority 50 interval 100ms vip 192.0.2.100
on r1 ip link set eth0 down
wait_state r1 V1 FAULT
says device-down "Device eth0 is down"
wait_state r2 V1 MASTER
hka r1 vr set V1 preempt on
on r1 ip link set eth0 up
wait_state r1 V1 BACKUP
pause 500ms
says preempt-delay "lower priority than ours (100); the preempt delay leaves it alone for another"

step "its priority is what it is made of"
hka r1 track add disk named down weight -15 vr V1
hka r1 demote V1 20 reason upgrade ttl 1h
says priority "Its priority is 65: base 100"
says priority "-15 as tracker disk is down"
says priority "-20 by hand: upgrade, for another"
hka r1 track set disk vr V1 fault
wait_state r1 V1 FAULT
says tracker "It is held down as tracker disk is down"
hka r1 track del disk
hka r1 undemote V1
hka r1 demote V1 fault reason repair
says demoted "It is held down by hand: repair"
