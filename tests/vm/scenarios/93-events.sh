# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Bad packets are told at most once a second for each reason; what a listener missed it learns of.
# proves: MG-06+ MG-10 RX-11 RX-12 FSM-A13
topology r1 client
listen() {
	/usr/sbin/ip netns exec r1 hkactl monitor >$run/r1.events &
	monitor=$!
	sleep 1
}
listen
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

# told PATTERN: how many lines of the listener match.
told() { grep -c "$1" $run/r1.events || true; }

step "a flood of bad packets: one event a second for each reason, of the device or of the router"
dmesg -c >/dev/null
junk_start client src=192.0.2.200 vrid=7 vip=192.0.2.100 class=ttl,version,vrid,checksum,type every=5ms
pause 2500ms
junk_stop
cat $run/r1.events
for reason in ttl version vrid checksum; do
	between "events: $reason" "$(told "protocol-error $reason")" 2 3
done
between "events: type" "$(told "router-error type")" 2 3
between "packets of a wrong type" "$(counter r1 V1 invalid-type-pkts-rcvd)" 60 2000
between "lines in the kernel's log" "$(dmesg | grep -c hka: || true)" 0 0
[ "$(told "lost")" = 0 ] || fail "events were lost"

step "a BACKUP that takes over from a MASTER that is alive, again and again: told once a second"
before=$(counter r1 V1 master-transitions)
# Each advert comes 279 ms after the claim.
on client junk eth0 src=192.0.2.200 vrid=7 prio=250 int=100ms vip=192.0.2.100 class=valid every=600ms count=7
grep "V1 .*claim-in-vain" $run/r1.events || fail "not told"
grep -q "V1 .*claim-in-vain.*peer 192.0.2.200.*peer-priority 250" $run/r1.events || fail "not told which MASTER"
between "told" "$(told "V1 .*claim-in-vain")" 2 5
between "claims" $(($(counter r1 V1 master-transitions) - before)) 6 7

step "a listener that does not read is told that it lost some, and hears the later ones"
i=10
names=
while [ $i -lt 50 ]; do
	hka r1 vr add "W$i" dev eth0 vrid $i priority 200 interval 1s vip "198.51.100.$i"
	names="$names W$i"
	i=$((i + 1))
done
# shellcheck disable=SC2086
hka r1 track add T named weight 1 vr $names
# Nothing but what is counted happens from here on.
wait_state r1 W49 MASTER
pause 1s
kill -STOP $monitor
i=1
while [ $i -le 400 ]; do
	hka r1 track set T $i
	i=$((i + 1))
done
kill -CONT $monitor
# Its buffer must be read before there is room again.
pause 1s
hka r1 demote W10 1 reason "the last word"
_tries=50
until [ "$(told "demoted the last word")" = 1 ]; do
	[ $_tries -gt 0 ] || fail "the listener hears nothing any more"
	_tries=$((_tries - 1))
	pause 100ms
done

grep lost $run/r1.events || fail "not told that something was lost"
lost=$(sed -n 's/^.*lost \([0-9]*\) .*/\1/p; s/^\([0-9]*\) .*lost.*/\1/p' $run/r1.events | awk '{ n += $1 } END { print n + 0 }')
# 40 routers, 400 times.
between "told and lost" $((lost + $(told "tracker T value"))) 16000 16000
kill $monitor

step "what the kernel could not keep shows as a gap, too"
hka r1 track set T 0
pause 500ms
hka r1 vr del all
hka r1 track del all
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r1 track add T named weight 1 vr V1
listen
# The reflector, which tells, waits for RTNL.
hold_rtnl 4000
hka r1 demote V1 fault
hka r1 undemote V1
i=1
while [ $i -le 80 ]; do
	hka r1 track set T $i
	i=$((i + 1))
done
_tries=100
until [ "$(told "tracker T value")" -gt 50 ]; do
	[ $_tries -gt 0 ] || fail "not told after RTNL was free"
	_tries=$((_tries - 1))
	pause 100ms
done
hka r1 demote V1 1 reason "the last word"
pause 500ms
cat $run/r1.events | tail -5
lost=$(sed -n 's/^.*lost \([0-9]*\) .*/\1/p; s/^\([0-9]*\) .*lost.*/\1/p' $run/r1.events | awk '{ n += $1 } END { print n + 0 }')
between "lost" "$lost" 1 80
kill $monitor
