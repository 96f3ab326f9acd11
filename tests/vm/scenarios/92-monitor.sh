# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A listener is told every transition, in order, with its cause and peer, and only of its own namespace.
# proves: MG-05 MG-06 FSM-X2
topology r1 r2 client
/usr/sbin/ip netns exec r1 hkactl monitor >$run/r1.events &
m1=$!
/usr/sbin/ip netns exec r2 hkactl monitor >$run/r2.events &
m2=$!
/usr/sbin/ip netns exec client hkactl monitor >$run/client.events &
m3=$!
sleep 1

# told HOST LINE...: exactly these lines, so far, in this order.
told() {
	_h=$1
	shift
	printf '%s\n' "$@" >$run/want
	_tries=50
	while ! cmp -s $run/want "$run/$_h.events"; do
		[ $_tries -gt 0 ] || {
			cat "$run/$_h.events"
			fail "not what the listener on $_h should have been told"
		}
		_tries=$((_tries - 1))
		pause 100ms
	done
}

hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r1 vr set V1 priority 50
wait_state r1 V1 BACKUP
hka r1 vr del V1
wait_state r2 V1 MASTER

step "each listener has heard its own router's whole story"
told r1 "V1 eth0 vrid 7 inet: created" \
	"V1 eth0 vrid 7 inet: INIT -> BACKUP (startup) priority 200" \
	"V1 eth0 vrid 7 inet: BACKUP -> MASTER (lower-priority-master) priority 200" \
	"V1 eth0 vrid 7 inet: changed" \
	"V1 eth0 vrid 7 inet: MASTER -> BACKUP (higher-priority-backup) priority 50 peer 192.0.2.2" \
	"V1 eth0 vrid 7 inet: BACKUP -> INIT (shutdown) priority 50" \
	"V1: deleted"
told r2 "V1 eth0 vrid 7 inet: created" \
	"V1 eth0 vrid 7 inet: INIT -> BACKUP (startup) priority 100" \
	"V1 eth0 vrid 7 inet: BACKUP -> MASTER (master-timeout) priority 100" \
	"V1 eth0 vrid 7 inet: MASTER -> BACKUP (higher-priority-backup) priority 100 peer 192.0.2.1" \
	"V1 eth0 vrid 7 inet: BACKUP -> MASTER (lower-priority-master) priority 100"
[ ! -s $run/client.events ] || fail "the client's namespace was told of others' routers"

step "changes of groups and trackers, but not what a check reports"
hka client group add G sync
hka client group set G track-weight on
hka client track add T named up
hka client track set T down
hka client track set T up-delay 1s
hka client track del all
hka client group del G
told client "group G: created" "group G: changed" "tracker T: created" "tracker T: changed" "tracker T: deleted" \
	"group G: deleted"
kill $m1 $m2 $m3
