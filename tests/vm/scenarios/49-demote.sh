# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Demotions by hand: added and taken back once each, ending by themselves, told and written down.
# proves: EX-06+ EX-07 EX-09 PR-12 EX-16 FSM-X2
topology r1 r2 client
/usr/sbin/ip netns exec r1 hkactl monitor >$run/r1.events &
monitor=$!
sleep 1
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

# advertises PRIO ARGS...: after that command r1's adverts have it.
advertises() {
	_prio=$1
	shift
	mark "p$_prio"
	hka r1 "$@"
	see 1s port=r1 kind=vrrp "prio=$_prio" "after=@p$_prio"
}

step "each reason counts once, and is taken back once"
hka r1 demote V1 10 reason "slow disk"
advertises 170 demote V1 20 reason "backup runs"
advertises 150 demote V1 30 reason "slow disk"
advertises 170 undemote V1 "backup runs"
advertises 160 vr set V1 priority 190
advertises 190 undemote V1
hkactl -n r1 undemote V1 2>$run/err && fail "ended twice"
grep -q "not demoted" $run/err || fail "$(cat $run/err)"
hkactl -n r1 undemote V1 other 2>/dev/null && fail "ended what was not there"
hka r1 vr set V1 priority 200

step "a router is demoted for 16 reasons at most"
i=0
while [ $i -lt 16 ]; do
	hka r1 demote V1 1 reason "reason $i"
	i=$((i + 1))
done
hkactl -n r1 demote V1 1 reason "one more" 2>$run/err && fail "a 17th demotion"
grep -q "at most 16" $run/err || fail "$(cat $run/err)"
advertises 184 vr set V1 priority 200
advertises 183 demote V1 2 reason "reason 3"
hka r1 undemote V1

step "what has a time to live ends without anybody's help"
mark begun
hka r1 demote V1 150 reason "for a while" ttl 3s
see 1s port=r1 kind=vrrp prio=50 after=@begun
mark low
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
hka r1 -d vr show V1 | grep -q "for a while" || fail "the demotion is not shown"
wait_state r1 V1 MASTER
ask delta @begun port=r1 kind=vrrp prio=200 after=@low
timing "back after, us" "$us" 3000000 3360000

step "held in FAULT: priority 0, and the skew is all the BACKUP waits"
mark fault
hka r1 demote V1 fault reason works
see 2s port=r1 kind=vrrp prio=0 after=@fault
is_state r1 V1 FAULT
wait_state r2 V1 MASTER
ask when port=r1 kind=vrrp prio=0
ask delta "$ns" port=r2 kind=vrrp
timing "taken over after, us" "$us" "$(skew_us 100 100)" $(($(skew_us 100 100) + 2000))
hka r1 undemote V1 works
wait_state r1 V1 MASTER

step "an amount does not move an owner, a fault holds it"
hka r1 vr set V1 priority 255
hka r1 demote V1 254
mark owner
pause 300ms
unseen port=r1 kind=vrrp prio!=255 after=@owner
hka r1 demote V1 fault
see 1s port=r1 kind=vrrp prio=0 after=@owner
is_state r1 V1 FAULT
hka r1 undemote V1
wait_state r1 V1 MASTER

step "the listener was told"
for line in "demoted.*slow disk" "restored.*slow disk" "restored.*for a while" \
	    "MASTER -> FAULT (demotion)" "FAULT -> BACKUP (demotion)"; do
	grep -q "$line" $run/r1.events || { cat $run/r1.events; fail "not told: $line"; }
done
kill $monitor

step "and it is written down: the last 64 transitions, oldest first"
cat $run/r1.events | grep -e '->' >$run/told || true
hka r1 history V1
n=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
between "transitions written down" "$n" "$(wc -l <$run/told)" "$(wc -l <$run/told)"
i=0
while [ $i -lt 33 ]; do
	hka r1 demote V1 fault
	hka r1 undemote V1
	i=$((i + 1))
done
n=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
between "transitions written down" "$n" 64 64
