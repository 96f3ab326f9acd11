# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A link that passes, blocks and passes again as it comes up (STP, a bond): with link-delay nothing is claimed on silence.
# proves: EX-05 REG-10+- FSM-I3
topology r1 r2 client

# port STATE: of r1's port of the switch; 1 listens and forwards nothing, 3 forwards. The switch hears
# of a link that flaps up to a second late, and takes no state before.
port() {
	tries=30
	until on sw bridge link set dev r1 state "$1" 2>$run/err; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || fail "$(cat $run/err)"
		wire pause 50ms
	done
}
# settle: r1's link comes up, passes for 300 ms, blocks for two seconds and passes again.
settle() {
	mark up
	on sw ip link set r1 up
	pause 300ms
	port 1
	pause 2s
	port 3
}
pull() {
	on sw ip link set r1 down
	wait_state r1 V1 FAULT
}

hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP

step "without: it takes the blocked port for silence, and two are MASTER"
pull
wait_state r2 V1 MASTER
settle
see 0s port=r1 kind=vrrp prio=200 after=@up before=@up+2300ms
see 0s port=r2 kind=vrrp prio=100 after=@up+1s
wait_state r2 V1 BACKUP

step "with it: not a word, not a GARP, and the other serves all the while"
# So long that all that is asked meanwhile has an answer, on a slow kernel, too.
delay=4
precise || delay=12
hka r1 vr set V1 claim link-delay ${delay}s
pull
wait_state r2 V1 MASTER
client_start 192.0.2.100
settle
is_state r1 V1 BACKUP
between "shown as left, us" "$(hka r1 -j vr show V1 | lab_number link-remaining-usec)" 1 $(((delay - 2) * 1000000))
hka r1 explain V1 >$run/said
grep -q "link came up lately" $run/said || { cat $run/said; fail "not explained"; }
see $((delay + 2))s port=r1 kind=vrrp after=@up
client_stop
ask delta @up port=r1 kind="vrrp|garp"
timing "claimed after, us" "$us" $((delay * 1000000 + $(down_us 200 100))) $((delay * 1000000 + 60000 + $(down_us 200 100)))
tally "lost pings" "$lost" 0 1
[ "$double" = 0 ] || fail "two hosts answered"
wait_state r2 V1 BACKUP
hka r1 -d vr show V1 | grep -q "link-remaining" && fail "still shown"

step "what it hears counts: a MASTER that gives up meanwhile is replaced at once"
pull
wait_state r2 V1 MASTER
mark up
on sw ip link set r1 up
wait_state r1 V1 BACKUP
# Until the switch forwards.
pause 1500ms
mark gone
hka r2 vr del V1
see 1s port=r1 kind=vrrp after=@gone
ask delta @gone port=r1 kind=vrrp
timing "claimed after, us" "$us" "$(skew_us 200 100)" $(($(skew_us 200 100) + 60000))

step "where there is nobody it comes up all the same, an owner, too; a delay that runs can be shortened"
for p in 200 255; do
	hka r1 vr set V1 priority $p claim link-delay 60s
	pull
	mark up
	on sw ip link set r1 up
	wait_state r1 V1 BACKUP
	pause 1s
	unseen port=r1 kind="vrrp|garp" after=@up
	hka r1 vr set V1 claim link-delay 2s
	see 3s port=r1 kind=vrrp prio=$p after=@up
	ask delta @up port=r1 kind=vrrp
	timing "claimed after, us" "$us" $((2000000 + $(down_us $p 100))) $((2060000 + $(down_us $p 100)))
done

step "a router that is made before its link comes"
hka r1 vr del V1
on sw ip link set r1 down
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms claim link-delay 2s vip 192.0.2.100
wait_state r1 V1 FAULT
mark up
on sw ip link set r1 up
see 4s port=r1 kind=vrrp after=@up
ask delta @up port=r1 kind=vrrp
timing "claimed after, us" "$us" $((2000000 + $(down_us 255 100))) $((2060000 + $(down_us 255 100)))
hka r1 vr set V1 claim link-delay 1001s 2>$run/err && fail "1001 s are taken"
cat $run/err
