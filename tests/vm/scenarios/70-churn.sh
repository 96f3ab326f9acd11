# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The only router comes and goes, and the engine with it, while its device goes up and down: nothing runs that has ended; then all is unloaded.
topology r1
rounds=10
[ "$mode" = icount ] || rounds=150

step "$rounds times"
i=0
while [ $i -lt 500 ]; do
	echo "link set eth0 down"
	echo "link set eth0 up"
	i=$((i + 1))
done >/tmp/flaps
(while :; do ip -n r1 -batch /tmp/flaps; done) &
daemon_pids="$daemon_pids $!"
i=0
while [ $i -lt $rounds ]; do
	hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 10ms vip 192.0.2.100 route 10.1.0.0/16 dev eth0
	hka r1 vr del V1
	i=$((i + 1))
done
kill $!
on r1 ip link set eth0 up
[ -z "$(on r1 ip route show proto 112)" ] || fail "a route is left"
no_address r1 192.0.2.100
rmmod hka
