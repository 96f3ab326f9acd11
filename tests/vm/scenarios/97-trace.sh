# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Tracepoints tell of states, adverts and drops; the module can go while they are on.
topology r1 client
trace=/sys/kernel/tracing
[ -d $trace/events/hka ] || mount -t tracefs tracefs $trace
[ -d $trace/events/hka ] || fail "no tracepoints"
echo >$trace/trace
echo 1 >$trace/events/hka/enable

# traced PATTERN: within two seconds a line of the trace matches.
traced() {
	_tries=20
	until grep -q "$1" $trace/trace; do
		[ $_tries -gt 0 ] || { tail -n 20 $trace/trace; fail "not traced: $1"; }
		_tries=$((_tries - 1))
		pause 100ms
	done
}

hka r1 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
traced "hka_state: name=V1 ifindex=[0-9]* vrid=7 family=2 from=INIT to=BACKUP cause=1 priority=100"
traced "hka_state: name=V1 .* from=BACKUP to=MASTER"
traced "hka_advert_sent: name=V1 ifindex=[0-9]* vrid=7 family=2 priority=100 err=0"
junk_start client src=192.0.2.200 vrid=7 vip=192.0.2.100 class=ttl,type every=20ms
traced "hka_drop: ifindex=[0-9]* vrid=7 family=2 ttl=[0-9]* len=12 reason=4 source=c00002c8"
traced "hka_drop: .* reason=8 source=c00002c8"
junk_stop
junk_start client src=192.0.2.200 vrid=7 prio=200 vip=192.0.2.100 class=valid every=50ms
traced "hka_advert_received: name=V1 .* priority=200 interval=[0-9]* source=c00002c8"
junk_stop
hka r1 vr del V1
traced "hka_state: name=V1 .* to=INIT"

step "the module goes while they are on"
hka r1 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
rmmod hka
[ ! -d $trace/events/hka ] || fail "the tracepoints are still there"
grep -q "hka_state: .* to=MASTER" $trace/trace || true
modprobe hka
[ -d $trace/events/hka ] || fail "the tracepoints are not back"
