# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Followers do what their leader does, at once, and advertise slowly; without a leader one of them leads, or all are parked.
# proves: EX-14 VM-12+-
# set: wide
topology r1 r2 client

followers="F1 F2 F3"
# members HOST PRIORITY: a leader and its followers, IPv4 and IPv6.
members() {
	hka "$1" group add G leader follow-interval 2s
	hka "$1" vr add L dev eth0 vrid 1 priority "$2" interval 100ms in-group G vip 192.0.2.100
	hka "$1" vr add F1 dev eth0 vrid 2 vmac priority 10 interval 100ms in-group G vip 192.0.2.101
	hka "$1" vr add F2 dev eth0 vrid 3 priority 20 interval 100ms in-group G vip 192.0.2.102
	hka "$1" vr add F3 dev eth0 vrid 4 priority 5 in-group G vip 2001:db8::103
}
all() {
	for m in L $followers; do wait_state "$1" $m "$2"; done
}

members r1 200
members r2 100
all r1 MASTER
all r2 BACKUP
hka r1 -d group show G
hka r1 -j group show G | grep -q '"leader":"L"' || fail "the leader is not shown"
hka r1 -d vr show F1 | grep -q "group-role follower" || fail "its role is not shown"
hka r1 explain F1 | grep -q "follows L, the leader of its group G" || fail "explain does not name the leader"
for a in 192.0.2.100 192.0.2.101 192.0.2.102 2001:db8::103; do
	has_address r1 $a
	no_address r2 $a
done

step "followers advertise slowly, and tell their interval"
mark steady
pause 8s
ask count port=r1 kind=vrrp vrid=1 after=@steady
between "adverts of the leader in 8 s" "$n" 78 82
ask count port=r1 kind=vrrp vrid=2 after=@steady
between "adverts of a follower in 8 s" "$n" 3 5
unseen port=r2 kind=vrrp after=@steady
# With each of them the switch learns anew where the virtual MAC is; they are 41 s apart at most.
ask count port=r1 kind=vrrp vrid=2 mac=00:00:5e:00:01:02 after=@steady
between "of these from its virtual MAC" "$n" 3 5
unseen port=r1 kind=vrrp vrid=2 mac!=00:00:5e:00:01:02
said=$(hka r1 group set G follow-interval 41s 2>&1) && fail "followers may be silent for more than 120 s"

step "the leader is demoted: followers go with it in the same moment, release, and come on the other side"
mark demoted
hka r1 demote L 150
all r2 MASTER
all r1 BACKUP
for v in 2 3 4; do see 2s port=r1 kind=vrrp vrid=$v prio=0 after=@demoted; done
ask delta @demoted port=r2 kind=vrrp vrid=1 prio=100
taken=$us
for v in 2 3 4; do
	ask delta @demoted port=r2 kind=vrrp vrid=$v prio!=0
	timing "first advert of the follower with VRID $v after its leader's, us" $((us - taken)) 0 1000
done
for a in 192.0.2.101 192.0.2.102 2001:db8::103; do
	has_address r2 $a
	no_address r1 $a
done
hka r1 undemote L
all r1 MASTER
all r2 BACKUP

step "silent death of the leader's host"
mark dead
cut r1
all r2 MASTER
heal r1
all r2 BACKUP
all r1 MASTER

step "a follower that cannot run is in FAULT by itself, and comes back into its leader's state"
hka r1 demote F1 fault
wait_state r1 F1 FAULT
is_state r1 L MASTER
is_state r1 F2 MASTER
hka r1 undemote F1
wait_state r1 F1 MASTER

step "another leads, without a transition"
mark leads
before=$(counter r1 F2 master-transitions)
hka r1 group set G leader F2
hka r2 group set G leader F2
pause 1s
is_state r1 F2 MASTER
is_state r1 L MASTER
[ "$(counter r1 F2 master-transitions)" = "$before" ] || fail "a transition"
unseen port=r1 kind=vrrp prio=0 after=@leads
see_n 5 2s port=r1 kind=vrrp vrid=3 prio=20 after=@leads
hka r1 -j vr show F2 | grep -q '"group-role":"leader"' || fail "its role is not shown"

step "the leader is deleted: the follower of the highest priority leads in its place, and its state"
hka r2 vr del F2
hka r1 vr del F2
for m in L F1 F3; do is_state r1 $m MASTER; done
unseen port=r1 kind=vrrp vrid=1 prio=0 after=@leads
hka r1 -j group show G | grep -q '"leader":"L"' || fail "nobody leads"
hka r1 -j group show G | grep -q '"state":"MASTER"' || fail "the state is lost"
pause 1s
is_state r1 L MASTER
is_state r2 L BACKUP

step "or all are parked, until somebody leads again"
hka r1 group set G on-loss park
hka r1 vr del L
for m in F1 F3; do wait_state r1 $m BACKUP; done
hka r1 explain F1 | grep -q "nobody leads" || fail "explain does not say so"
pause 3s
for m in F1 F3; do is_state r1 $m BACKUP; done
wait_state r2 L MASTER
for m in F1 F3; do wait_state r2 $m MASTER; done
hka r1 group set G leader F1
hka r2 group set G leader F1
hka r1 vr set F1 priority 222
for m in F1 F3; do wait_state r1 $m MASTER; done
for m in F1 F3 L; do wait_state r2 $m BACKUP; done

step "dissolved: everybody is on his own, as he was"
mark alone
hka r1 group del G
for m in F1 F3; do is_state r1 $m MASTER; done
unseen port=r1 kind=vrrp prio=0 after=@alone
see_n 3 2s port=r1 kind=vrrp vrid=2 after=@alone

step "refusals"
hka r2 group set G leader nobody && fail "no such router"
hka r2 group set G track-weight on && fail "of sync groups only"
hka r2 vr add X dev eth0 vrid 77 vip 192.0.2.177
hka r2 group set G leader X && fail "not a member"
hka r2 group add H leader follow-interval 15ms && fail "an interval that VRRPv3 cannot tell"
hka r2 group show H && fail "a refused group exists"
hka r2 -d group show
