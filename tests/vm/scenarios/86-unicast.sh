# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Unicast: a copy to each peer, strangers change nothing, a takeover waits for no ARP; peers change live.
# proves: TX-18 REG-18 EX-22 25.4 25.21 RX-01- RX-05 SEC-02 SEC-04 TM-09 TM-10
topology r1 r2 r3 client

# V1 is IPv4, V6 IPv6; both have the same peers on all of them.
add() { # HOST PRIO PEER PEER
	hka "$1" vr add V1 dev eth0 vrid 7 peer "192.0.2.$3" peer "192.0.2.$4" priority "$2" interval 100ms vip 192.0.2.100
	hka "$1" vr add V6 dev eth0 vrid 7 peer "2001:db8::$3" peer "2001:db8::$4" priority "$2" interval 100ms vip 2001:db8::100
}
add r1 200 2 3
add r2 150 1 3
add r3 100 1 2
for v in V1 V6; do
	wait_state r1 $v MASTER
	is_state r2 $v BACKUP
	is_state r3 $v BACKUP
done

step "on the wire: to each peer, nobody else; real addresses in the checksum"
mark settled
for i in 2 3; do
	see_n 5 2s port=r1 kind=vrrp src=192.0.2.1 dst=192.0.2.$i ttl=255 prio=200 sum=pseudo dmac=02:00:00:00:00:0$i after=@settled
	see_n 5 2s port=r1 kind=vrrp src=2001:db8::1 dst=2001:db8::$i ttl=255 prio=200 sum=pseudo dmac=02:00:00:00:00:0$i after=@settled
done
unseen kind=vrrp dst=224.0.0.18
unseen kind=vrrp dst=ff02::12
unseen port=r2 kind=vrrp
unseen port=r3 kind=vrrp
! on r1 ip maddr show dev eth0 | grep -q -w 224.0.0.18 || fail "a unicast router is in the group"
hka r1 vr set V1 checksum rfc9568
see_n 2 1s port=r1 kind=vrrp dst=192.0.2.2 sum=ok
see_n 2 1s port=r1 kind=vrrp dst=192.0.2.3 sum=ok
hka r1 vr set V1 unicast-ttl 64
mark ttl
see_n 2 1s port=r1 kind=vrrp dst=192.0.2.2 ttl=64 after=@ttl
is_state r2 V1 BACKUP
hka r1 vr set V1 unicast-ttl 255

step "strangers, faster than the interval: nothing changes on MASTER and BACKUP"
for prio in 255 0; do
	for h in 1 2; do
		mark storm
		junk_start client src=192.0.2.200 dst=192.0.2.$h victim-mac=02:00:00:00:00:0$h vrid=7 prio=$prio int=100ms vip=192.0.2.100 class=valid every=3ms
		pause 1s
		junk_stop
		junk_start client src=2001:db8::c8 dst=2001:db8::$h victim-mac=02:00:00:00:00:0$h vrid=7 prio=$prio int=100ms vip=2001:db8::100 class=valid every=3ms
		pause 1s
		junk_stop
		ask gaps port=r1 kind=vrrp dst=192.0.2.2 after=@storm period=100ms
		timing "largest deviation of an advert, us" "$jit_max" 0 1000
	done
done
# What a peer sends, but wrong; and what is for a group.
junk_start client src=192.0.2.2 dst=192.0.2.1 victim-mac=02:00:00:00:00:01 vrid=7 prio=255 int=100ms vip=192.0.2.100 every=3ms
pause 1s
junk_stop
junk_start client src=192.0.2.2 vrid=7 prio=255 int=100ms vip=192.0.2.100 class=valid every=3ms
pause 1s
junk_stop
for v in V1 V6; do
	is_state r1 $v MASTER
	is_state r2 $v BACKUP
	is_state r3 $v BACKUP
	for h in r1 r2; do
		between "$h $v: packets of strangers" "$(counter $h $v unknown-peer)" 100 1000000
	done
done
unseen port=r2 kind=vrrp
unseen port=r3 kind=vrrp

step "a silent death: the first advert leaves in time, to both, without a question before it"
pause 70s	# longer than a neighbour stays reachable by itself
client_start 192.0.2.100
pause 500ms
mark begin
see_n 3 2s port=r1 kind=vrrp dst=192.0.2.2 after=@begin
cut r1
see 2s port=r2 kind=vrrp dst=192.0.2.3 sum=ok after=@cut-r1	# the form the MASTER sent
see 2s port=r2 kind=vrrp dst=2001:db8::3 after=@cut-r1
unseen port=r2 kind=arp-req tip=192.0.2.3 after=@cut-r1
unseen port=r2 kind=ns target=2001:db8::3 after=@cut-r1
pause 200ms
client_stop
ask takeover r1 r2 vrid=7 dst="192.0.2.2|192.0.2.3" addr=192.0.2.100 after=@begin
timing "advert after the last, us" "$advert_us" "$(down_us 150 100)" $(($(down_us 150 100) + 2000))
timing "announced after, us" "$announce_us" 0 2000
ask takeover r1 r2 vrid=7 dst="2001:db8::2|2001:db8::3" after=@begin
timing "IPv6 advert after the last, us" "$advert_us" "$(down_us 150 100)" $(($(down_us 150 100) + 2000))
one_answered 192.0.2.100
is_state r3 V1 BACKUP
is_state r3 V6 BACKUP

step "and back, and a release"
heal r1
for v in V1 V6; do
	wait_state r1 $v MASTER
	wait_state r2 $v BACKUP
done
no_address r2 192.0.2.100
pause 300ms
mark settled2
see_n 2 1s port=r1 kind=vrrp dst=192.0.2.2 after=@settled2
hka r1 vr del V1
see 1s port=r1 kind=vrrp prio=0 dst=192.0.2.2 after=@settled2
see 1s port=r1 kind=vrrp prio=0 dst=192.0.2.3 after=@settled2
wait_state r2 V1 MASTER
ask takeover r1 r2 vrid=7 dst="192.0.2.2|192.0.2.3" after=@settled2
timing "advert after priority 0, us" "$advert_us" "$(skew_us 150 100)" $(($(skew_us 150 100) + 2000))

step "peers change live: one that left is told nothing and not believed"
hka r2 vr set V1 peer 192.0.2.1
mark left
see_n 3 1s port=r2 kind=vrrp dst=192.0.2.1 after=@left
wait_state r3 V1 MASTER
is_state r2 V1 MASTER
unseen port=r2 kind=vrrp dst=192.0.2.3 after=@left
hka r2 vr set V1 peer 192.0.2.1 peer 192.0.2.3
wait_state r3 V1 BACKUP
is_state r2 V1 MASTER

step "a window of TTLs"
hka r3 vr set V1 peer 192.0.2.2 ttl-min 255
is_state r3 V1 BACKUP
hka r2 vr set V1 unicast-ttl 254
wait_state r3 V1 MASTER
between "packets dropped for their TTL" "$(counter r3 V1 ttl)" 1 100000
hka r3 vr set V1 peer 192.0.2.2 ttl-min 254 ttl-max 254
wait_state r3 V1 BACKUP

step "check-source off: anybody is believed"
hka r3 vr set V1 peer 192.0.2.9 check-source off
pause 1s
is_state r3 V1 BACKUP
hka r3 vr set V1 check-source on
wait_state r3 V1 MASTER
