# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A MASTER whose CPUs stood still for longer than its peers wait listens before it speaks: gate shut, no advert.
# proves: TM-13 25.8
# set: wide
topology r1 r2 client
listen=$((100000 + $(skew_us 200 100)))

for what in softirqs interrupts; do
	step "$what off for a second: nobody claimed meanwhile, r1 speaks again and announces"
	hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
	wait_state r1 V1 MASTER
	mark before
	client_start 192.0.2.100
	see_n 5 2s port=r1 kind=vrrp after=@before
	see_n 5 1s port=r1 kind=echo-rep after=@before
	stall "$what" 1000
	see 2s port=r1 kind=vrrp after="$woke"
	see 1s port=r1 kind=garp after="$woke"
	ask delta "$woke" port=r1 kind=vrrp
	timing "silent after it woke, us" "$us" "$listen" $((listen + 2000))
	# Deaf and dumb to clients as well, until that advert.
	ask delta "$woke" port=r1 kind="echo-rep|arp-rep|garp"
	timing "gate shut after it woke, us" "$us" "$listen" $((listen + 20000))
	client_stop
	is_state r1 V1 MASTER
	hka r1 vr del V1

	step "$what off for a second: a better router has claimed, r1 yields without a word"
	# What the better router said waits in the switch until the stall is over.
	on sw tc qdisc add dev r1 root netem delay 500ms
	hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
	wait_state r1 V1 MASTER
	on r2 junk eth0 src=192.0.2.2 vrid=7 prio=250 int=100ms vip=192.0.2.100 class=valid count=1
	stall "$what" 1000
	# The better one is never heard again: r1 claims in its turn, not sooner.
	see 3s port=r1 kind=vrrp after="$woke"
	ask delta "$woke" port=r1 kind=vrrp
	timing "claimed after it woke, us" "$us" "$(down_us 200 100)" $(($(down_us 200 100) + 2000))
	unseen port=r1 kind="vrrp|garp|arp-rep|echo-rep" after="$woke" before=$((woke + 200000000))
	hka r1 vr del V1
	on sw tc qdisc del dev r1 root
done
