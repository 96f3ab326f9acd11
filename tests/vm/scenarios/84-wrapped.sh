# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Adverts in an IP header with options, or in fragments that make a whole, are heard as any other; where no
# router of a family runs nothing is.
# proves: RX-09 RX-10 CK-08 R1 FSM-B9+ FSM-A4+
topology r1 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100

for class in options fragments; do
	for name in V1 V6; do
		step "$name: $class"
		src=192.0.2.200 vip=192.0.2.100
		if [ $name = V6 ]; then
			src=fe80::c8 vip=fe80::100
			# 520 bytes: more than the kernel copies into one buffer.
			for i in 1 2 3 4 5 6 7 8 9 a b c d e f; do vip="$vip vip=fe80::1:$i vip=fe80::2:$i"; done
		fi
		wait_state r1 $name MASTER
		mark begin
		before=$(counter r1 $name advertisement-rcvd)
		junk_start client src=$src vrid=7 prio=250 int=100ms vip=$vip class=$class every=50ms
		wait_state r1 $name BACKUP
		pause 1s
		is_state r1 $name BACKUP
		after=$(counter r1 $name advertisement-rcvd)
		[ $((after - before)) -ge 5 ] || fail "only $((after - before)) adverts were accepted"
		junk_stop
	done
done
wait_state r1 V1 MASTER
wait_state r1 V6 MASTER

step "no router of the family on the device: not one counter of a router moves"
drops() { hka r1 -j stats | tr '{},' '\n\n\n' | sed -n "s/^\"$1\"://p" | head -n 1; }
hka r1 vr del V6
before=$(drops no-interface)
on client junk eth0 src=fe80::c8 vrid=7 vip=fe80::100 victim=fe80::1 victim-mac=02:00:00:00:00:01 class=unicast every=10ms count=10
pause 100ms
between "dropped as no-interface" $(($(drops no-interface) - ${before:-0})) 10 10
is_state r1 V1 MASTER
