# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A sync group on two devices and in both families: all are MASTER or none, one FAULT is everybody's; its trackers and demotions.
# proves: EX-13
sync_topology

sync_group r1 200 200 200
sync_group r2 100 100 100
sync_state r1 MASTER
sync_state r2 BACKUP
sync_addresses r1 has
sync_addresses r2 no
hka r1 group show
hka r1 -d group show G
hka r1 -j group show G | grep -q '"state":"MASTER"' || fail "the group is not shown as MASTER"
[ "$(hka r1 -j group show G | tr ',' '\n' | grep -c '"role":"member"')" = 3 ] || fail "members are not shown"
hka r1 -d vr show A | grep -q "group G" || fail "the router does not show its group"

step "a device of one member goes: all release in the same moment, and the other host has all"
mark pulled
on sw ip link set r1-b down
see 2s port=r1 kind=vrrp vrid=1 prio=0 after=@pulled
see 2s port=r1 kind=vrrp vrid=3 prio=0 after=@pulled
ask when port=r1 kind=vrrp vrid=1 prio=0 after=@pulled
first=$ns
ask when port=r1 kind=vrrp vrid=3 prio=0 after=@pulled
timing "one released after another, us" $((ns > first ? (ns - first) / 1000 : (first - ns) / 1000)) 0 500
sync_state r1 FAULT
sync_state r2 MASTER
sync_addresses r2 has
sync_addresses r1 no
hka r1 explain A | grep -q "B of the same group G is in FAULT" || fail "explain does not name the cause"
hka r1 explain
hka r1 -d vr show A | grep -q "fault group" || fail "the reason is not shown"
on sw ip link set r1-b up
sync_state r1 MASTER
sync_state r2 BACKUP

step "silent death: the other takes all over together"
cut r1
on sw ip link set r1-b nomaster
mark dead
sync_state r2 MASTER
heal r1
on sw ip link set r1-b master side
sync_state r2 BACKUP
sync_state r1 MASTER

step "a tracker of the group moves all members, weights of one member's own do not count"
hka r1 track add own named up weight -150 vr A
hka r1 track add grp named up weight -150 group G
hka r1 track set own down
mark own
pause 500ms
unseen port=r1 kind=vrrp prio!=200 after=@own
hka r1 group set G track-weight on
see 2s port=r1 kind=vrrp vrid=1 prio=50 after=@own
pause 1s
is_state r1 A MASTER
is_state r2 A BACKUP
hka r1 group set G track-weight off
mark grp
hka r1 track set grp down
for v in 1 3; do see 2s port=r1 kind=vrrp vrid=$v prio=50 after=@grp; done
sync_state r2 MASTER
sync_state r1 BACKUP
hka r1 track set grp up
sync_state r1 MASTER
hka r1 track del all

step "demoted by hand, as a group; restored by itself"
mark demoted
hka r1 group demote G 150 reason upgrade ttl 5s
hka r1 vr show A
hka r1 explain B | grep -q "by hand: upgrade" || fail "the demotion is not explained"
sync_state r2 MASTER
sync_state r1 MASTER
hka r1 group demote G fault
sync_state r1 FAULT
sync_state r2 MASTER
hka r1 group undemote G
sync_state r1 MASTER
