# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# VRRPv2 passwords: the right one is believed; none, a wrong one or another type changes nothing.
# proves: TX-11 CK-04 RX-01 RX-17 25.4 CFG-14 MG-07
topology r1 r2 client
for h in r1 r2; do
	prio=200
	[ $h = r1 ] || prio=100
	hka $h vr add V1 dev eth0 vrid 7 version 2 auth pass s3cret priority $prio vip 192.0.2.100
	hka $h vr add V2 dev eth0 vrid 8 version 2 priority $prio vip 192.0.2.102
done
wait_state r1 V1 MASTER
wait_state r1 V2 MASTER

step "on the wire: type and password, padded; zeroes without one"
see_n 5 10s port=r1 kind=vrrp v=2 vrid=7 sum=ok auth=1 pass=s3cret count=1
see_n 5 10s port=r1 kind=vrrp v=2 vrid=8 sum=ok auth=0 pass=- count=1
is_state r2 V1 BACKUP
unseen port=r2 kind=vrrp
for h in r1 r2; do
	case $(hka $h -j -d vr show V1) in *s3cret*) fail "the password is told" ;; esac
done

step "what does not carry it is dropped, faster than the interval, on MASTER and BACKUP"
calm() {
	for _v in V1 V2; do
		is_state r1 $_v MASTER
		is_state r2 $_v BACKUP
	done
	unseen port=r2 kind=vrrp
	ask gaps port=r1 kind=vrrp vrid=7 after=@storm period=1s
	timing "largest deviation of an advert, us" "$jit_max" 0 1000
}
for prio in 255 0; do
	mark storm
	junk_start client src=192.0.2.200 vrid=7 version=2 prio=$prio vip=192.0.2.100 auth=s3cret class=v2-auth,v2-pass every=3ms
	pause 10s
	junk_stop
	calm
done
# To a router without a password the one above is of the wrong type.
mark storm
junk_start client src=192.0.2.200 vrid=8 version=2 prio=255 vip=192.0.2.102 class=v2-auth every=3ms
pause 3s
junk_stop
calm
for h in r1 r2; do
	stats=$(hka $h -j stats V1)
	case $stats in *'"auth-type":0'*) fail "no packet was dropped for its type" ;; *'"auth-type":'*) ;; *) fail "no counter auth-type" ;; esac
	case $stats in *'"auth-data":0'*) fail "no packet was dropped for its password" ;; *'"auth-data":'*) ;; *) fail "no counter auth-data" ;; esac
	stats=$(hka $h -j stats V2)
	case $stats in *'"auth-type":'*) ;; *) fail "no counter auth-type" ;; esac
done

step "another password: at once two routers that do not hear each other"
mark changed
hka r2 vr set V1 auth pass other
see 8s port=r2 kind=vrrp v=2 vrid=7 pass=other after=@changed
is_state r1 V1 MASTER
wait_state r2 V1 MASTER

step "the same again, live: one yields"
hka r2 vr set V1 auth pass s3cret
wait_state r2 V1 BACKUP
is_state r1 V1 MASTER
no_address r2 192.0.2.100

step "a junk packet with the right password is an advert"
junk_start client src=192.0.2.200 vrid=7 version=2 prio=255 vip=192.0.2.100 auth=s3cret class=valid every=100ms
wait_state r1 V1 BACKUP
junk_stop
wait_state r1 V1 MASTER
