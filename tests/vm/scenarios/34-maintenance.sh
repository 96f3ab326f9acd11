# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Maintenance: everything is handed over, and nothing claimed while another MASTER lives; it ends by itself.
# proves: EX-11+- 25.16
topology r1 r2 client

step "every MASTER is handed over, and the client notices nothing"
for i in 1 2; do
	hka r1 vr add V$i dev eth0 vrid 1$i priority 200 interval 100ms vip 192.0.2.10$i
	hka r2 vr add V$i dev eth0 vrid 1$i priority 100 interval 100ms vip 192.0.2.10$i
done
hka r1 vr add W dev eth0 vrid 20 priority 200 interval 100ms vip fe80::120
hka r2 vr add W dev eth0 vrid 20 priority 100 interval 100ms vip fe80::120
/usr/sbin/ip netns exec r1 hkactl monitor >$run/events &
monitor=$!
for v in V1 V2 W; do wait_state r1 $v MASTER; done
pause 500ms
client_start 192.0.2.101
pause 200ms
mark on
hka r1 maintenance on reason "new kernel" >$run/said
cat $run/said
pause 200ms
client_stop
tally "lost pings" "$lost" 0 1
for v in V1 V2 W; do
	is_state r1 $v BACKUP
	is_state r2 $v MASTER
	grep -q "^$v: handed over" $run/said || fail "$v: not told"
done

step "it is seen"
hka r1 maintenance | grep -q "maintenance on: new kernel" || fail "maintenance"
hka r1 -d vr show V1 | grep -q "maintenance soft" || fail "show"
hka r1 -d vr show V1 | grep -q "new kernel" || fail "show: the reason"
hka r1 explain V1 >$run/said
grep -q "in maintenance" $run/said || { cat $run/said; fail "explain"; }
hka r1 history V1 | grep -q "maintenance" || fail "history"
grep -q "V1 .*maintenance new kernel" $run/events || { cat $run/events; fail "no event"; }
grep -q "MASTER -> BACKUP (maintenance)" $run/events || { cat $run/events; fail "no transition"; }
[ "$(shown r1 V1 effective-priority)" = 1 ] || fail "its priority is not the least"

step "it does not come back, also not by a change of settings, nor does a new router claim"
mark quiet
hka r1 vr set V1 priority 220 preempt on
hka r1 demote V2 5
hka r2 vr add N dev eth0 vrid 30 priority 100 interval 100ms vip 192.0.2.130
wait_state r2 N MASTER
hka r1 vr add N dev eth0 vrid 30 priority 200 interval 100ms vip 192.0.2.130
pause 3s
unseen port=r1 kind=vrrp after=@quiet
hka r1 undemote V2

step "where no other MASTER lives it serves, as the last to claim"
mark alone
cut r2
see 3s port=r1 kind=vrrp vrid=11 after=@alone
ask takeover r2 r1 vrid=11 addr=192.0.2.101 after=@quiet
timing "advert after the last, us" "$advert_us" "$(down_us 1 100)" $(($(down_us 1 100) + 2000))
is_state r1 V1 MASTER
has_address r1 192.0.2.101
step "and gives way as soon as another is there"
heal r2
wait_state r1 V1 BACKUP
wait_state r2 V1 MASTER

step "one that comes later, and is worse, gets it too: its MASTER says it has least"
hka r2 vr del V2
wait_state r1 V2 MASTER
mark later
hka r2 vr add V2 dev eth0 vrid 12 priority 5 interval 100ms vip 192.0.2.102
see 3s port=r2 kind=vrrp vrid=12 after=@later
wait_state r1 V2 BACKUP

step "off: it preempts as its priority says"
mark off
hka r1 maintenance off
for v in V1 V2 W N; do wait_state r1 $v MASTER; done
see 0s port=r1 kind=vrrp prio=220 vrid=11 after=@off
grep -q "maintenance-ended" $run/events || { cat $run/events; fail "no event of the end"; }
hka r1 maintenance | grep -q "^maintenance off" || fail "still shown"
kill $monitor

step "with a time to live it ends in the kernel"
mark on
hka r1 maintenance on ttl 3s >/dev/null
is_state r1 V1 BACKUP
between "left of it, us" "$(hka r1 -j maintenance | lab_number remaining-usec)" 1 3000000
see 6s port=r1 kind=vrrp prio=220 vrid=11 after=@on+1s
ask delta @on port=r1 kind=vrrp prio=220 vrid=11 after=@on+1s
timing "it claims after, us" "$us" 3000000 $((3100000 + $(down_us 220 100)))
hka r1 maintenance | grep -q "^maintenance off" || fail "still shown"
wait_state r1 W MASTER

step "nobody there: it goes on, and the command says so"
hka r2 vr del W
rc=0
hka r1 maintenance on >$run/said || rc=$?
cat $run/said
[ $rc = 3 ] || fail "exit code $rc"
grep -q "^W: nobody took over" $run/said || fail "W"
is_state r1 W MASTER
has_address r1 fe80::120
hka r1 maintenance off

step "hard: what it has not it never claims"
for v in V1 V2 N; do wait_state r1 $v MASTER; done
rc=0
hka r1 maintenance on hard >/dev/null || rc=$?
is_state r1 V1 BACKUP
is_state r1 W MASTER
mark hard
cut r2
pause 5s
unseen port=r1 kind=vrrp vrid=11 after=@hard
unseen port=r1 kind=garp after=@hard
hka r1 explain V1 | grep -q "hard maintenance" || fail "not explained"
see 0s port=r1 kind=vrrp vrid=20 after=@hard
hka r1 maintenance off
wait_state r1 V1 MASTER
heal r2

step "an owner is in maintenance, too; and it is each network namespace for itself"
hka r1 vr del all
hka r2 vr del all
ip -n r1 addr add 192.0.2.50/24 dev eth0
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms vip 192.0.2.50
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.50
wait_state r1 V1 MASTER
pause 500ms
hka r1 maintenance on >/dev/null
mark quiet
is_state r1 V1 BACKUP
is_state r2 V1 MASTER
hka r2 maintenance | grep -q "^maintenance off" || fail "r2 is in maintenance, too"
hka r1 vr del V1
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms vip 192.0.2.50
pause 2s
unseen port=r1 kind=vrrp after=@quiet
is_state r1 V1 BACKUP
hka r1 maintenance off
wait_state r1 V1 MASTER
