# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A sync group whose members come, go and change while it is MASTER; mixed priorities do not ping-pong.
# proves: EX-13
sync_topology

transitions() {
	for m in A B C; do counter "$1" $m master-transitions; done | tr '\n' ' '
}

sync_group r1 200 200 200
sync_group r2 100 100 100
sync_state r1 MASTER
sync_state r2 BACKUP

step "a member is deleted, and comes back, while the group is MASTER: no transition of the others"
before=$(counter r1 B master-transitions)
mark live
hka r1 vr del C
hka r2 vr del C
pause 500ms
hka r1 vr add C dev eth0 vrid 3 priority 200 interval 100ms in-group G vip 2001:db8::100
hka r2 vr add C dev eth0 vrid 3 priority 100 interval 100ms in-group G vip 2001:db8::100
wait_state r1 C MASTER 3
is_state r1 A MASTER
is_state r1 B MASTER
unseen port=r1 kind=vrrp vrid=1 prio=0 after=@live
[ "$(counter r1 B master-transitions)" = "$before" ] || fail "a member had a transition"
hka r1 vr set A no-group
hka r1 vr set A in-group G
is_state r1 A MASTER
sync_state r1 MASTER
unseen port=r1 kind=vrrp vrid=1 prio=0 after=@live

step "dissolved and formed again: every one goes on as it is"
hka r1 group del G
sync_state r1 MASTER
hka r1 group add G sync
for m in A B C; do hka r1 vr set $m in-group G; done
sync_state r1 MASTER
unseen port=r1 kind=vrrp vrid=1 prio=0 after=@live

step "mixed priorities: whoever is MASTER stays, and two that are both MASTER agree"
hka r1 vr set A priority 200
hka r1 vr set B priority 100
hka r1 vr set C priority 150
hka r2 vr set A priority 100
hka r2 vr set B priority 200
hka r2 vr set C priority 150
pause 2s
sync_state r1 MASTER
sync_state r2 BACKUP
mark apart
cut r1
on sw ip link set r1-b nomaster
sync_state r2 MASTER
sync_state r1 MASTER
n1=$(transitions r1)
n2=$(transitions r2)
on sw ip link set r1-b master side
heal r1
wait_state r2 A BACKUP
pause 3s
sync_state r1 MASTER
sync_state r2 BACKUP
[ "$(transitions r1)" = "$n1" ] || fail "r1 was not MASTER all the time: $n1 then $(transitions r1)"
[ "$(transitions r2)" = "$n2" ] || fail "r2 was MASTER once more: $n2 then $(transitions r2)"
sync_addresses r1 has
sync_addresses r2 no

step "refusals change nothing"
hka r1 vr set A in-group X && fail "a group that does not exist"
hka r1 vr add D dev eth0 vrid 9 in-group X vip 192.0.2.109 && fail "a group that does not exist"
hka r1 group add G leader && fail "the name is taken"
hka r1 group set G leader A && fail "nobody leads a sync group"
hka r1 group demote X 5 && fail "a group that does not exist"
hka r1 track add t named up fault group X && fail "a group that does not exist"
hka r1 track show t && fail "a refused tracker exists"
sync_state r1 MASTER
hka r1 history A
