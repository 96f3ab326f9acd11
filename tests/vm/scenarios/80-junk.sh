# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Packets of every kind that must be dropped, faster than the interval: nothing changes on MASTER or BACKUP.
# proves: RX-01- RX-02- RX-03- RX-04- RX-05 RX-10 RX-15- RX-17- RX-20 R2 R3 R4- R5- R6- R7- R8- R9- R10- R11- R14- R15- R16- 25.4 25.11-
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100
hka r2 vr add V6 dev eth0 vrid 7 inet6 priority 100 interval 100ms vip fe80::100
wait_state r1 V1 MASTER
wait_state r1 V6 MASTER

calm() { # FAMILY-GROUP: what must be so while and after the storm
	for _h in r1 r2; do
		for _v in V1 V6; do
			[ $_h = r1 ] && is_state $_h $_v MASTER || is_state $_h $_v BACKUP
		done
	done
	case $(hka r2 -d vr show) in
	*192.0.2.200*|*fe80::c8*) fail "what was dropped left its source behind" ;;
	esac
	unseen port=r2 kind=vrrp
	ask gaps port=r1 kind=vrrp dst="$1" after=@storm period=100ms
	timing "largest deviation of an advert, us" "$jit_max" 0 1000
}

for prio in 255 0; do
	step "IPv4, claiming priority $prio"
	mark storm
	junk_start client src=192.0.2.200 vrid=7 prio=$prio int=10ms vip=192.0.2.66 victim=192.0.2.1 victim-mac=02:00:00:00:00:01 every=3ms
	pause 2s
	junk_stop
	calm 224.0.0.18
	step "IPv6, claiming priority $prio"
	mark storm
	junk_start client src=fe80::c8 vrid=7 prio=$prio int=10ms vip=fe80::66 victim=fe80::1 victim-mac=02:00:00:00:00:01 every=3ms
	pause 2s
	junk_stop
	calm ff02::12
done

# counted REASON... : in the namespace's counters in $stats, each has occurred.
counted() {
	for _r; do
		case $stats in
		*"\"$_r\":0"*) fail "no packet was dropped as $_r" ;;
		*"\"$_r\":"*) ;;
		*) fail "no counter $_r" ;;
		esac
	done
}

# balanced: what was received is what was accepted and all that was dropped (RX-20).
balanced() {
	echo "$stats" | tr ',{}' '\n\n\n' | awk -F: '
		/"drops":/ { d = 1; next }
		/"pkts-rcvd"/ { rx = $2 }
		/"advertisement-rcvd"/ { ok = $2 }
		d { sum += $2 }
		END { print "  received " rx ", accepted " ok ", dropped " sum; exit rx != ok + sum }
	' || fail "counters do not add up"
}

step "each kind was counted by its reason"
for _h in r1 r2; do
	stats=$(hka $_h -j stats)
	counted ttl version vrid type length checksum interval-zero
	balanced
done
stats=$(hka r1 -j stats)
counted bad-dst self

step "VRRPv2: its own reasons, on MASTER and on BACKUP"
hka r1 vr add V2 dev eth0 vrid 9 version 2 priority 200 vip 192.0.2.102
hka r2 vr add V2 dev eth0 vrid 9 version 2 priority 100 vip 192.0.2.102
wait_state r1 V2 MASTER
for prio in 255 0; do
	junk_start client src=192.0.2.200 vrid=9 version=2 prio=$prio int=1s vip=192.0.2.66 victim=192.0.2.1 victim-mac=02:00:00:00:00:01 every=3ms
	pause 3s
	junk_stop
	is_state r1 V2 MASTER
	is_state r2 V2 BACKUP
	unseen port=r2 kind=vrrp
done
for _h in r1 r2; do
	stats=$(hka $_h -j stats V2)
	counted interval auth-type type checksum
done
hka r1 vr del V2
hka r2 vr del V2

step "the BACKUP still takes over in its own time"
mark begin
see_n 3 2s port=r1 kind=vrrp dst=224.0.0.18 after=@begin
junk_start client src=192.0.2.200 vrid=7 prio=255 int=10ms vip=192.0.2.66 every=3ms
cut r1
see 3s port=r2 kind=vrrp dst=224.0.0.18 after=@cut-r1
junk_stop
ask takeover r1 r2 vrid=7 dst=224.0.0.18 after=@begin
timing "advert after the last, us" "$advert_us" "$(down_us 100 100)" $(($(down_us 100 100) + 2000))
