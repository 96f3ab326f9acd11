# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Who cannot hold a manager's lease: a child, who was passed the socket, who got its port id; a second taker.
# proves: EX-20
# set: wide
# limit: 600
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100 lease mgr release
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER

# holder TRICK TIMEOUT GRACE: a process that holds it, and another that tries; sets $holder $helper.
holder() {
	/usr/sbin/ip netns exec r1 holder mgr "$@" >$run/holder 2>&1 &
	said taken
	case $1 in reopen|thread) helper= ;; *) said helper ;; esac
	holder=$(sed -n 's/^holder //p' $run/holder)
	helper=$(sed -n 's/^helper //p' $run/holder)
	daemon_pids="$holder $helper"
}

# said LINE: it says so, at last.
said() {
	_tries=100
	until grep -q "^$1" $run/holder; do
		[ $_tries -gt 0 ] || fail "not said: $1: $(cat $run/holder)"
		_tries=$((_tries - 1))
		pause 100ms
	done
}

lease() {
	_lease=$(hkactl -n r1 -j lease show mgr)
	case $_lease in *"\"state\": \"$1\""*|*"\"state\":\"$1\""*) ;; *) fail "not $1: $_lease" ;; esac
}

# over: ends both; the next one begins with a lease that nobody holds.
over() {
	kill -9 $daemon_pids 2>/dev/null || :
	daemon_pids=
	hkactl -n r1 lease release mgr force 2>/dev/null || :
	wait_state r1 V1 MASTER
}

step "a child that inherited socket and cookie: refused, and the lease ends when it must"
holder fork 5s 30s
said "child: EPERM"
pause 20s
lease held
mark fork
kill -9 "$holder"
# The child keeps the socket open: what is noticed is the silence.
pause 3s
lease held
pause 3s
lease grace
see 40s port=r1 kind=vrrp prio=0 after=@fork
ask delta @fork port=r1 kind=vrrp prio=0
timing "released after, us" "$us" 34000000 35010000
grep -q "child: ok" $run/holder && fail "a child kept the lease: $(cat $run/holder)"

step "while a dead holder's child has the socket, another manager need not wait"
over
holder fork 100s 30s
/usr/sbin/ip netns exec r1 hkactl lease take mgr 2>$run/err && fail "taken twice"
grep -q "held by" $run/err || fail "$(cat $run/err)"
kill -9 "$holder"
wait "$holder" || :
/usr/sbin/ip netns exec r1 hkactl lease take mgr >$run/second 2>&1 &
second=$!
daemon_pids="$helper $second"
pause 1s
grep -q "is held" $run/second || fail "a dead process keeps the lease: $(cat $run/second)"
kill -9 "$helper"
pause 1s
lease held
kill "$second"
wait "$second" || fail "the second manager: $(cat $run/second)"

step "a passed descriptor: refused, and the same end"
over
holder pass 1s 2s
said "other: EPERM"
mark pass
kill -9 "$holder"
see 4s port=r1 kind=vrrp prio=0 after=@pass
ask delta @pass port=r1 kind=vrrp prio=0
timing "released after, us" "$us" 2800000 3010000
grep -q "other: ok" $run/holder && fail "who was passed the socket kept the lease"

step "a reused port id, with the cookie: refused, and the grace runs from the holder's end"
over
holder port 5s 2s
mark port
kill -9 "$holder"
said "other: EPERM"
lease grace
see 3s port=r1 kind=vrrp prio=0 after=@port
ask delta @port port=r1 kind=vrrp prio=0
timing "released after, us" "$us" 2000000 2010000
grep -q "other: ok" $run/holder && fail "who got the port id kept the lease"

step "the holder itself, with another socket of that port id: it must take it again"
over
holder reopen 5s 2s
said "reopened: ESTALE"
grep -q "reopened: ok" $run/holder && fail "another socket kept the lease"

step "a second process is refused as long as the first lives"
over
holder two 5s 30s
said "second: EBUSY"
pause 20s
grep -q "second: ok" $run/holder && fail "taken while it was held"
lease held
kill -9 "$holder"
said "second: ok"
lease held

step "a thread of the holder is the holder"
over
holder thread 1s 2s
said "thread: ok"
pause 10s
lease held
[ "$(grep -c thread $run/holder)" = 1 ] || fail "$(cat $run/holder)"

step "the host stands still, and its manager with it: it gets its time"
over
holder thread 2s 1s
said "thread: ok"
stall interrupts 4500
pause 1s
lease held
pause 5s
lease held
over

hka r1 vr del V1
