# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A manager's lease: its holder killed, hung, back in time and too late; keep, demote and release; all of it told.
# proves: EX-20 PR-07
# set: wide
# limit: 900
topology r1 r2 client
/usr/sbin/ip netns exec r1 hkactl monitor >$run/r1.events &
monitor=$!
daemon_pids=$monitor
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100 lease mgr demote 150
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

# said TEXT: the manager says so, at last.
said() {
	_tries=100
	until grep -q "$1" $run/manager; do
		[ $_tries -gt 0 ] || fail "the manager does not say \"$1\": $(cat $run/manager)"
		_tries=$((_tries - 1))
		pause 100ms
	done
}

# manager ARGS...: a process of r1 that holds the lease; sets $manager.
manager() {
	: >$run/manager	# what the last one said
	/usr/sbin/ip netns exec r1 hkactl lease take mgr "$@" >$run/manager 2>&1 &
	manager=$!
	daemon_pids="$monitor $manager"
	said "lease mgr is held"
}

# lease STATE: what the kernel says of it.
lease() {
	_lease=$(hkactl -n r1 -j lease show mgr)
	case $_lease in *"\"state\": \"$1\""*|*"\"state\":\"$1\""*) ;; *) fail "not $1: $_lease" ;; esac
}

# explained CODE: `explain` says so.
explained() {
	hka r1 -j explain V1 | grep -q "\"$1\"" || { hka r1 explain V1; fail "explain has no $1"; }
}

# wait_prio PRIO D: r1 advertises it.
wait_prio() { see "$2" port=r1 kind=vrrp "prio=$1" "after=@$3"; }

step "nobody has taken it: nothing happens, and explain says that nobody is watched"
lease free
explained lease-free
manager
lease held
hka r1 explain V1 | grep -q lease && fail "a lease that is held is no matter"
hka r1 lease show
hka r1 -d lease show | grep -q hkactl || fail "the holder is not shown"

step "heartbeats keep it"
mark calm
pause 20s
unseen port=r1 kind=vrrp prio!=200 after=@calm
unseen port=r2 kind=vrrp after=@calm
lease held

step "killed: grace at once, the policy after 30 s, and no advert late for it"
mark killed
kill -9 $manager
wait $manager || :
lease grace
explained lease-grace
wait_state r2 V1 MASTER 40
ask delta @killed port=r1 kind=vrrp prio=50
timing "demoted after, us" "$us" 30000000 30101000
ask delta @killed port=r2 kind=vrrp
timing "taken over after, us" "$us" 30260000 30463000
lease expired
explained lease-expired
hka r1 vr show V1

step "taken again after that: the priority is back, and preempts as configured"
manager
lease held
hka r1 history V1
wait_state r1 V1 MASTER

step "killed and taken again in time: no transition, no advert missed"
n0=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
mark again
kill -9 $manager
wait $manager || :
pause 29s
lease grace
manager
lease held
pause 40s
unseen port=r1 kind=vrrp prio!=200 after=@again
unseen port=r2 kind=vrrp after=@again
between "transitions" "$(hka r1 -j history V1 | grep -o '"to"' | wc -l)" "$n0" "$n0"
ask gaps port=r1 kind=vrrp period=100ms after=@again
timing "longest gap between adverts, us" "${max%.*}" 99000 101000

step "stopped: what is silent for 5 s counts as gone; what comes back in time stays"
mark stopped
kill -STOP $manager
pause 20s
lease grace
kill -CONT $manager
pause 1s
lease held
mark hung
kill -STOP $manager
wait_state r2 V1 MASTER 45
ask delta @hung port=r1 kind=vrrp prio=50
timing "a hung manager's router demoted after, us" "$us" 34000000 35101000
lease expired

step "what wakes too late is told so, and ends"
kill -CONT $manager
said expired
wait $manager && fail "the manager ended well"
lease expired

step "a second taker is refused and told who holds it"
manager
hkactl -n r1 lease take mgr 2>$run/err && fail "taken twice"
cat $run/err
grep -q "$manager" $run/err || [ "${LAB_KERNEL:-}" = 6.1 ] || fail "it is not told who holds it"
grep -q "held by" $run/err || fail "$(cat $run/err)"
hkactl -n r1 lease release mgr 2>$run/err && fail "released by another"
grep -q "held by" $run/err || fail "$(cat $run/err)"
lease held

step "given up: nobody watches, nothing follows"
wait_state r1 V1 MASTER
mark given
kill $manager
wait $manager || fail "the manager did not end well"
said released
lease free
pause 40s
unseen port=r1 kind=vrrp prio!=200 after=@given
manager
hka r1 lease release mgr force
lease free
said "nobody holds"
wait $manager && fail "its holder does not know"

step "keep: nothing but words"
hka r1 vr set V1 lease mgr keep
manager timeout 1s heartbeat 200ms grace 2s
mark keep
kill -9 $manager
wait $manager || :
pause 10s
lease expired
explained lease-expired
unseen port=r1 kind=vrrp prio!=200 after=@keep

step "a policy that is set later counts at once"
mark later
hka r1 vr set V1 lease mgr demote 10
wait_prio 190 2s later
hka r1 vr set V1 lease none
wait_prio 200 2s later
hka r1 -j vr show V1 | grep -q '"lease"' && fail "it still depends on a lease"

step "handover, the policy if none is named: the other router has it, without a moment of neither"
manager timeout 1s heartbeat 200ms grace 2s
hka r1 vr set V1 lease mgr
client_start 192.0.2.100
mark handover
kill -9 $manager
wait $manager || :
see 5s port=r1 kind=vrrp prio=0 after=@handover
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
client_stop
tally "lost pings" "$lost" 0 1
hka r1 -j vr show V1 | grep -q '"effective-priority": *1,' || fail "its priority is another"
pause 2s
is_state r1 V1 BACKUP

step "nobody is there: it serves on, and the next one takes over"
hka r2 vr del V1
wait_state r1 V1 MASTER
mark alone
pause 2s
unseen port=r1 kind=vrrp prio=0 after=@alone
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
manager timeout 1s heartbeat 200ms grace 2s
wait_state r1 V1 MASTER
kill -9 $manager
wait $manager || :
wait_state r2 V1 MASTER 10
lease expired

step "release: priority 0 and FAULT until the lease is taken"
hka r1 vr set V1 lease mgr release
wait_state r1 V1 FAULT
manager timeout 1s heartbeat 200ms grace 2s
wait_state r1 V1 MASTER
mark release
kill -9 $manager
wait $manager || :
see 5s port=r1 kind=vrrp prio=0 after=@release
ask delta @release port=r1 kind=vrrp prio=0
timing "released after, us" "$us" 2000000 2010000
wait_state r2 V1 MASTER
is_state r1 V1 FAULT
no_address r1 192.0.2.100
explained lease
one_answered 192.0.2.100
manager
wait_state r1 V1 MASTER

step "all of it was told, and is written down"
kill $manager
wait $manager || :
for line in "lease mgr held" "lease mgr grace" "lease mgr expired" "lease mgr free" "MASTER -> FAULT (lease)"; do
	grep -q "$line" $run/r1.events || { cat $run/r1.events; fail "not told: $line"; }
done
hka r1 history V1 | grep -q "lease" || fail "not in the history"

step "a router that goes takes its lease along, unless somebody holds it"
hka r1 vr del V1
[ "$(hkactl -n r1 -j lease show)" = "[]" ] || fail "a lease is left: $(hkactl -n r1 lease show)"
kill $monitor
