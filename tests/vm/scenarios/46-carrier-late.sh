# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The kernel tells of a lost carrier up to a second late: a router looks itself, with each of its timers.
# proves: FSM-I3 FSM-I4 IF-01
topology r1 r2
# A dummy device counts as a physical one: its link events are held back for up to a second after
# the last one of any. What it sends appears at r1's port, what r1's port gets appears on it.
on r1 ip link add d0 type dummy
on r1 ip link add d1 type dummy
on r1 ip link set d0 multicast on up
on r1 ip link set d1 up
on r1 ip addr add 198.51.100.1/24 dev d0
on r1 tc qdisc add dev d0 clsact
on r1 tc filter add dev d0 egress matchall action mirred egress mirror dev eth0
on r1 tc qdisc add dev eth0 clsact
on r1 tc filter add dev eth0 ingress matchall action mirred ingress mirror dev d0
on r1 ip link set d0 carrier off
on r1 ip link set d0 carrier on

# What the kernel has told so far. Asking takes a while: it means something in virtual time only.
late() { ! precise || [ "$(operstate)" != down ] || fail "the kernel was not late: nothing is proved"; }
operstate() { ip netns exec r1 cat /sys/class/net/d0/operstate; }

# pull: d0 loses its carrier, just after another device had an event.
pull() {
	on r1 ip link set d1 carrier on
	pause 1500ms
	[ "$(operstate)" != down ] || fail "d0 is down before anything was done to it"
	on r1 ip link set d1 carrier off
	mark pulled
	on r1 ip link set d0 carrier off
	mark off
}

step "a MASTER sees it when it would send its next advert"
hka r1 vr add V1 dev d0 vrid 7 priority 100 interval 100ms vip 198.51.100.100
wait_state r1 V1 MASTER
see_n 3 2s port=r1 kind=vrrp prio=100
pull
see 2s port=r1 kind=vrrp prio=0 after=@pulled
late
wait_state r1 V1 FAULT
unseen port=r1 kind=vrrp prio=100 after=@off
ask when port=r1 kind=vrrp prio=100
ask delta "$ns" port=r1 kind=vrrp prio=0
timing "released after its last advert, us" "$us" 0 102000
ask when port=r1 kind=vrrp prio=0
unseen port=r1 kind="vrrp|garp" after=$((ns + 1))

step "the kernel tells in the end: nothing changes"
while [ "$(operstate)" != down ]; do pause 50ms; done
is_state r1 V1 FAULT
unseen port=r1 kind="vrrp|garp" after=$((ns + 1))

step "the carrier is back: so is the router"
on r1 ip link set d0 carrier on
wait_state r1 V1 MASTER

step "a BACKUP that hears no more because its own carrier is gone does not claim"
junk_start r2 src=198.51.100.2 vrid=7 prio=200 int=100ms vip=198.51.100.100 class=valid every=100ms
wait_state r1 V1 BACKUP
pull
junk_stop
wait_state r1 V1 FAULT 2
late
pause 2s
unseen port=r1 kind="vrrp|garp" after=@pulled
is_state r1 V1 FAULT
on r1 ip link set d0 carrier on
wait_state r1 V1 MASTER
