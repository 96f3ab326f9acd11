# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A BACKUP whose down timer is late looks for adverts in the queue, for one Skew_Time, before it claims.
# proves: TM-13 25.8 FSM-B14
# set: wide
topology r1 r2
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP

for what in softirqs interrupts; do
	step "$what off for a second: an advert that waits in the switch keeps r2 BACKUP"
	# Longer than the interval: there is always one on its way.
	on sw tc qdisc add dev r2 root netem delay 150ms
	pause 1s
	mark quiet
	stall "$what" 1000
	see_n 5 2s port=r1 kind=vrrp after="$woke"
	unseen port=r2 kind="vrrp|garp" after=@quiet
	is_state r2 V1 BACKUP
	on sw tc qdisc del dev r2 root

	step "$what off for a second, and the MASTER dead: it claims one Skew_Time after it woke"
	pause 500ms
	cut r1
	stall "$what" 1000
	see 2s port=r2 kind=vrrp after="$woke"
	ask delta "$woke" port=r2 kind=vrrp
	timing "claimed after it woke, us" "$us" "$(skew_us 100 100)" $(($(skew_us 100 100) + 2000))
	wait_state r2 V1 MASTER
	heal r1
	wait_state r1 V1 MASTER
	wait_state r2 V1 BACKUP
done
