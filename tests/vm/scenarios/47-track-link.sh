# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A tracked link moves the priority or holds the router; the delays count; what is tracked may come and go.
# proves: EX-06 EX-08 EX-09 TM-16 TX-13
topology r1 r2 client

# uplink: a device for r1 to track, whose carrier the other end decides.
uplink() {
	ip link add up0 netns r1 type veth peer name up1 netns sw
	on sw ip link set up1 up
	on r1 ip link set up0 up
}

# claims HOST FROM_NS LOW HIGH: HOST's next advert after FROM_NS, in microseconds.
claims() {
	see 5s "port=$1" kind=vrrp "after=$2"
	ask delta "$2" "port=$1" kind=vrrp
	timing "claimed after, us" "$us" "$3" "$4"
}

uplink
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r1 track add uplink link up0 weight -150 vr V1
mark weight
pause 500ms
unseen port=r1 kind=vrrp prio!=200 after=@weight

step "the link goes: the priority falls, and the BACKUP claims when the last good advert is old enough"
on sw ip link set up1 down
see 2s port=r1 kind=vrrp prio=50 after=@weight
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
ask when port=r1 kind=vrrp prio=200
claims r2 "$ns" "$(down_us 100 100)" $(($(down_us 100 100) + 2000))
unseen port=r1 kind=vrrp prio=0 after=@weight

step "it comes back: the down timer counts from the last advert that was accepted"
mark back
on sw ip link set up1 up
wait_state r1 V1 MASTER
ask when port=r2 kind=vrrp before=@back
claims r1 "$ns" "$(down_us 200 100)" $(($(down_us 200 100) + 2000))
see 1s port=r1 kind=vrrp prio=200 after=@back

step "without a weight the router is held: priority 0, and the BACKUP needs its skew only"
hka r1 track set uplink fault vr V1
pause 300ms
is_state r1 V1 MASTER
mark fault
on sw ip link set up1 down
see 1s port=r1 kind=vrrp prio=0 after=@fault
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
ask when port=r1 kind=vrrp prio=0
claims r2 "$ns" "$(skew_us 100 100)" $(($(skew_us 100 100) + 2000))
hka r1 -d vr show V1 | grep -q "fault tracker" || fail "the reason is not shown"
on sw ip link set up1 up
wait_state r1 V1 MASTER

step "reversed: up and down change places"
hka r1 track set uplink weight 20 reverse vr V1
mark reverse
on sw ip link set up1 down
see 1s port=r1 kind=vrrp prio=220 after=@reverse
on sw ip link set up1 up
mark reversed
see 1s port=r1 kind=vrrp prio=200 after=@reversed
unseen port=r1 kind=vrrp prio=0 after=@reverse

step "a change must last as long as its delay"
hka r1 track set uplink fault vr V1 down-delay 3s up-delay 2s
mark flap
on sw ip link set up1 down
pause 300ms
on sw ip link set up1 up
pause 4s
unseen port=r1 kind=vrrp prio!=200 after=@flap
mark lasts
on sw ip link set up1 down
mark went
see 5s port=r1 kind=vrrp prio=0 after=@lasts
ask delta @lasts port=r1 kind=vrrp prio=0
lasts=$us
ask delta @went port=r1 kind=vrrp prio=0
# The link went between the two marks.
timing "held after, us, at least" "$lasts" 3000000 3060000
timing "held after, us, at most" "$us" 2940000 3000300
wait_state r1 V1 FAULT
mark comes
on sw ip link set up1 up
mark came
wait_state r1 V1 MASTER
ask delta @comes port=r1 kind=vrrp
timing "back after, us" "$us" $((2000000 + $(down_us 200 100))) $((2060000 + $(down_us 200 100)))

step "a device that goes is down; one of that name that comes is what is meant"
hka r1 track set uplink weight -150 vr V1 down-delay 0 up-delay 0
mark gone
on r1 ip link del up0
see 1s port=r1 kind=vrrp prio=50 after=@gone
wait_state r2 V1 MASTER
uplink
wait_state r1 V1 MASTER
on r1 ip link set up0 down
wait_state r2 V1 MASTER
on r1 ip link set up0 name wan0
on r1 ip link set wan0 up
wait_state r1 V1 MASTER
hka r1 track show | grep -q wan0 || fail "the new name is not known"
hka r1 track add later link later0 weight -10 vr V1
mark later
see 1s port=r1 kind=vrrp prio=190 after=@later
on r1 ip link add later0 type dummy
on r1 ip link set later0 up
mark later2
see 1s port=r1 kind=vrrp prio=200 after=@later2

step "deleting a tracker ends what it did; deleting a router ends its part in trackers"
on sw ip link set up1 down
wait_state r2 V1 MASTER
hka r1 track del uplink
wait_state r1 V1 MASTER
hka r1 vr del V1
hka r1 -j track show | grep -q '"V1"' && fail "a router that is gone is still named"
wait_state r2 V1 MASTER
hka r1 track del all
[ -z "$(hka r1 -j track show | tr -d '[] \n')" ] || fail "trackers are left"
