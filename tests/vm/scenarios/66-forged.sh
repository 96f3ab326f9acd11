# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Adverts of thousands of forged senders: what is remembered of them is bounded, the router's peers stay known, its adverts are on time.
# proves: EX-18- SEC-05
topology r1 r2 client
# The switch is not to remember them either.
on sw bridge link set dev client learning off
for h in r1 r2; do
	hka $h vr add V4 dev eth0 vrid 7 priority $((300 - 100 * $(number $h))) interval 100ms vip 192.0.2.100
	hka $h vr add V6 dev eth0 vrid 7 priority $((300 - 100 * $(number $h))) interval 100ms vip fe80::100
done
for v in V4 V6; do
	wait_state r1 $v MASTER
	wait_state r2 $v BACKUP
done
# A stranger that is set up wrongly comes again and again.
on client junk eth0 src=192.0.2.200 vrid=7 prio=250 int=100ms vip=192.0.2.100 class=ttl count=8 every=50ms
pause 1s

slab() { awk '/^SUnreclaim/ { print $2 }' /proc/meminfo; }
# flood SRC VIP KEY=VALUE...: 4000 senders in half a second, after a few that make what is allocated once.
flood() {
	_src=$1 _vip=$2
	shift 2
	on client junk eth0 src="$_src" vrid=7 int=100ms vip="$_vip" every=125us senders=4000 count=40 "$@"
	before=$(slab)
	mark flood
	on client junk eth0 src="$_src" vrid=7 int=100ms vip="$_vip" every=125us senders=4000 count=4000 "$@"
	mark flooded
	pause 300ms
	after=$(slab)
	tally "kernel memory it took, kB" $((after - before)) -4000 400
}
known() { hka "$1" -j peers "$2" | grep -o '"address"' | wc -l; }

for kind in "class=ttl prio=250" "class=valid prio=50"; do
	step "4000 senders, $kind"
	for v in V4:192.0.2.200:192.0.2.100:192.0.2.1 V6:fe80::c8:fe80::100:fe80::1; do
		case $v in
		V4*) src=192.0.2.200 vip=192.0.2.100 r1=192.0.2.1 ;;
		V6*) src=fe80::c8 vip=fe80::100 r1=fe80::1 ;;
		esac
		v=${v%%:*}
		# shellcheck disable=SC2086
		flood $src $vip $kind
		ask gaps period=100ms port=r1 kind=vrrp prio=200 dst="$([ $v = V4 ] && echo 224.0.0.18 || echo ff02::12)" after=@flood before=@flooded+300ms
		between "adverts of r1 meanwhile" $((n + 1)) 6 100
		is_state r1 $v MASTER
		is_state r2 $v BACKUP
		for h in r1 r2; do between "routers that $h knows" "$(known $h $v)" 1 8; done
		hka r2 peers $v | grep -q " $r1 " || fail "r2 does not know its MASTER any more: $(hka r2 peers $v)"
		# It answers losing ones in between.
		timing "longest gap between adverts of r1, us" "$max" 1000 101000
	done
	# Who is believed comes before him.
	case $kind in *ttl*)
		hka r1 peers V4 | grep -q " 192.0.2.200 " || fail "the stranger that came again is forgotten: $(hka r1 peers V4)" ;;
	esac
done
