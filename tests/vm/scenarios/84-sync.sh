# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A sync group on two devices and in both families: all are MASTER or none, one FAULT is everybody's; its trackers and demotions.
# proves: EX-13
topology r1 r2 client

# A second network: eth1 of r1 and r2, whose carrier the switch decides.
for h in r1 r2; do
	ip link add "$h-b" netns sw type veth peer name eth1 netns $h
	on sw ip link set "$h-b" up
	on $h ip link set eth1 up
	on $h ip addr add 198.51.100.${h#r}/24 dev eth1
done
on sw ip link add side type bridge forward_delay 0 stp_state 0 mcast_snooping 0
on sw ip link set side up
for h in r1 r2; do on sw ip link set "$h-b" master side; done

# members HOST P1 P2 P3: the group G with three routers of these priorities.
members() {
	hka "$1" group add G sync
	hka "$1" vr add A dev eth0 vrid 1 priority "$2" interval 100ms in-group G vip 192.0.2.100
	hka "$1" vr add B dev eth1 vrid 2 priority "$3" interval 100ms in-group G vip 198.51.100.100
	hka "$1" vr add C dev eth0 vrid 3 priority "$4" interval 100ms in-group G vip 2001:db8::100
}

# all HOST STATE: every member is in it.
all() {
	for m in A B C; do wait_state "$1" $m "$2"; done
}
# addresses HOST has|no: on the devices.
addresses() {
	for a in 192.0.2.100 198.51.100.100 2001:db8::100; do "$2_address" "$1" $a; done
}

members r1 200 200 200
members r2 100 100 100
all r1 MASTER
all r2 BACKUP
addresses r1 has
addresses r2 no
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
all r1 FAULT
all r2 MASTER
addresses r2 has
addresses r1 no
hka r1 explain A | grep -q "B of the same group G is in FAULT" || fail "explain does not name the cause"
hka r1 explain
hka r1 -d vr show A | grep -q "fault group" || fail "the reason is not shown"
on sw ip link set r1-b up
all r1 MASTER
all r2 BACKUP

step "silent death: the other takes all over together"
cut r1
on sw ip link set r1-b nomaster
mark dead
all r2 MASTER
heal r1
on sw ip link set r1-b master side
all r2 BACKUP
all r1 MASTER

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
all r2 MASTER
all r1 BACKUP
hka r1 track set grp up
all r1 MASTER
hka r1 track del all

step "demoted by hand, as a group; restored by itself"
mark demoted
hka r1 group demote G 150 reason upgrade ttl 5s
hka r1 vr show A
hka r1 explain B | grep -q "by hand: upgrade" || fail "the demotion is not explained"
all r2 MASTER
all r1 MASTER
hka r1 group demote G fault
all r1 FAULT
all r2 MASTER
hka r1 group undemote G
all r1 MASTER
