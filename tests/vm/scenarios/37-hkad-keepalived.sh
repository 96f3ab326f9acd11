# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad does not start where keepalived runs, unless that is meant; anybody else who speaks VRRP is told of.
# limit: 300
topology r1

cat >$run/a.conf <<-END
	vrrp_instance V1 {
		interface eth0
		virtual_router_id 7
		priority 200
		virtual_ipaddress {
			192.0.2.100
		}
	}
END
# speaks NAME [6]: something of that name speaks VRRP in r1.
speaks() {
	cp "$(command -v speaker)" $run/$1
	/usr/sbin/ip netns exec r1 $run/$1 ${2:-} &
	speaker=$!
	daemon_pids="${daemon_pids:-} $speaker"
	_tries=20
	until on r1 sh -c "cat /proc/net/raw /proc/net/raw6" | grep -q ":0070 "; do
		[ $_tries -gt 0 ] || fail "it has no socket"
		_tries=$((_tries - 1))
		pause 100ms
	done
}
quiet() {
	kill -9 $speaker
	wait $speaker || :
}
# manager [OPTION...]: hkad, until it is ready or has ended; its status is $status.
manager() {
	status=0
	/usr/sbin/ip netns exec r1 hkad -l -G -p $run/pid -f $run/a.conf "$@" 2>$run/a.log || status=$?
}
stop() {
	hkactl -n r1 stop >/dev/null || fail "stop is refused"
	while [ -e $run/pid ]; do pause 100ms; done
}

step "keepalived runs: hkad says so, and changes nothing"
for family in 4 6; do
	speaks keepalived $family
	manager
	[ $status = 1 ] || fail "hkad ended with $status: $(cat $run/a.log)"
	grep -q "keepalived ($speaker) runs in this network namespace: stop it first" $run/a.log || fail "$(cat $run/a.log)"
	[ "$(hkactl -n r1 -j vr show)" = "[]" ] || fail "there is a router"
	[ "$(hkactl -n r1 -j lease show)" = "[]" ] || fail "there is a lease"
	[ $family = 6 ] || quiet
done

step "it is meant: hkad starts, and starts again"
manager --beside-keepalived
[ $status = 0 ] || fail "hkad ended with $status: $(cat $run/a.log)"
grep -q "runs beside hkad" $run/a.log || fail "$(cat $run/a.log)"
wait_state r1 V1 MASTER
kill -9 "$(cat $run/pid)"
manager
[ $status = 0 ] || fail "hkad ended with $status: $(cat $run/a.log)"
is_state r1 V1 MASTER
stop
quiet

step "keepalived is dead, and left an address: it is taken over"
on r1 ifaproto eth0 192.0.2.100 32 18
manager
[ $status = 0 ] || fail "hkad ended with $status: $(cat $run/a.log)"
is_state r1 V1 BACKUP
no_address r1 192.0.2.100
wait_state r1 V1 MASTER
stop

step "somebody else speaks VRRP: that is said"
speaks vrrpd
manager
[ $status = 0 ] || fail "hkad ended with $status: $(cat $run/a.log)"
grep -q "vrrpd ($speaker) speaks VRRP" $run/a.log || fail "$(cat $run/a.log)"
stop
