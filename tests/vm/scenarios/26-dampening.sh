# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A MASTER whose link flaps loses the right to preempt for a while; where no other MASTER lives it serves all the same.
# proves: EX-10
topology r1 r2 client
# Long against what a flap and a question take, on a slow kernel, too.
half=8 before_end=600
precise || half=40 before_end=6000
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms claim dampening ${half}s suppress 1500 vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
/usr/sbin/ip netns exec r1 hkactl monitor >$run/events &
monitor=$!

# flap STATE: r1 loses its link, gets it back and is in STATE. Not too fast for the switch, which hears of
# a link up to a second after the last news of any, and forwards nothing until then.
flap() {
	pause 1100ms
	on sw ip link set r1 down
	wait_state r2 V1 MASTER
	pause 1100ms
	mark lost
	on sw ip link set r1 up
	wait_state r1 V1 "$1"
}
number_of() { hka r1 -j vr show V1 | lab_number "$1"; }

step "one loss is forgiven"
flap BACKUP
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
between "penalty" "$(number_of penalty)" 700 1000
hka r1 explain V1 | grep -q "too often" && fail "explained, though it is not dampened"

step "the second in a short time is not: it leaves the worse MASTER alone, and says why"
flap BACKUP
between "penalty" "$(number_of penalty)" 1500 2000
left=$(number_of dampened-remaining-usec)
between "shown as left, us" "$left" $((half * 500000)) $((half * 1750000))
hka r1 explain V1 >$run/said
grep -q "lost MASTER too often" $run/said || { cat $run/said; fail "not explained"; }
mark dampened
pause $((left / 1000 - before_end))ms
is_state r1 V1 BACKUP
is_state r2 V1 MASTER
unseen port=r1 kind="vrrp|garp" after=@dampened
grep -q "V1 .*dampened" $run/events || { cat $run/events; fail "no event"; }

step "when that is over it preempts as ever"
see $((before_end + 2400))ms port=r1 kind=vrrp prio=200 after=@dampened
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
grep -q "V1 .*dampening-ended" $run/events || { cat $run/events; fail "no event of the end"; }
kill $monitor

step "dampened, it serves where no other MASTER lives, and is the last to claim"
hka r1 vr set V1 claim dampening 60s suppress 1000
flap BACKUP
between "shown as left, us" "$(number_of dampened-remaining-usec)" 10000000 300000000
pause 1s
is_state r1 V1 BACKUP
cut r2
see 2s port=r1 kind=vrrp prio=200 after=@cut-r2
ask takeover r2 r1 vrid=7 addr=192.0.2.100 after=@lost
timing "advert after the last, us" "$advert_us" "$(down_us 1 100)" $(($(down_us 1 100) + 2000))
has_address r1 192.0.2.100
step "and gives it to no worse one that comes back"
heal r2
wait_state r2 V1 BACKUP
is_state r1 V1 MASTER

step "without dampening it is over"
hka r1 vr set V1 claim dampening 0s
hka r1 -d vr show V1 | grep -q "dampened-remaining" && fail "still shown"
hka r1 vr set V1 claim suppress 1000 reuse 1000 2>$run/err && fail "reuse as suppress is taken"
grep -q "reuse must be less than suppress" $run/err || { cat $run/err; fail "not explained"; }
