# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Authenticated adverts of VRRPv2, IPv6, unicast of both families, and with either checksum.
# proves: 25.5
# set: wide
topology r1 r2 r3 client
lab_keys
all=hmac-none,hmac-type,hmac-reserved,hmac-key,hmac-digest,hmac-stale,hmac-source

# kind NAME INTERVAL FILTER JUNK ARGS...: r1 is MASTER, r2 BACKUP, and junk changes nothing.
kind() {
	_name=$1 _int=$2 _filter=$3 _junk=$4
	shift 4
	step "$_name"
	hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval $_int hmac key 1 file $run/key1 $peers1 "$@"
	hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval $_int hmac key 1 file $run/key1 $peers2 "$@"
	wait_state r1 V1 MASTER
	mark begun
	see_n 3 5s port=r1 kind=vrrp vrid=7 key=1 signed=ok after=@begun $_filter
	wait_state r2 V1 BACKUP
	mark storm
	junk_start client vrid=7 prio=255 int=$_int key=1 class=$all every=3ms $_junk
	pause 3s
	junk_stop
	is_state r1 V1 MASTER
	is_state r2 V1 BACKUP
	unseen port=r2 kind=vrrp after=@storm
	unseen port=r1 kind=vrrp signed!=ok
	for _why in missing malformed key digest stale; do
		between "r2: hmac-$_why" "$(counter r2 V1 hmac-$_why)" 20 100000
	done
	between "verified by r2" "$(counter r2 V1 hmac-verified)" 3 100000
}
again() {
	hka r1 vr del V1
	hka r2 vr del V1
}
peers1='' peers2=''
kind "VRRPv2" 1s "v=2 sum=ok auth=0" "src=192.0.2.200 version=2 vip=192.0.2.100" version 2 vip 192.0.2.100
again
kind "VRRPv3 without pseudo-header" 100ms "v=3 sum=ok" "src=192.0.2.200 vip=192.0.2.100" checksum rfc9568 vip 192.0.2.100
again
kind "IPv6" 100ms "v=3 sum=pseudo src=fe80::1" "src=fe80::c8 vip=fe80::100" vip fe80::100
again
peers1="peer 192.0.2.2 peer 192.0.2.3 peer 192.0.2.200" peers2="peer 192.0.2.1 peer 192.0.2.200"
kind "unicast" 100ms "v=3 dst=192.0.2.2" "src=192.0.2.200 vip=192.0.2.100 dst=192.0.2.2 victim-mac=02:00:00:00:00:02" vip 192.0.2.100
step "one signature is for all peers"
wire last port=r1 kind=vrrp dst=192.0.2.2
seq=$(echo "$answer" | sed -n 's/.* seq=\([0-9a-f]*\).*/\1/p')
see 1s port=r1 kind=vrrp dst=192.0.2.3 seq=$seq signed=ok
step "what it costs: packets with a wrong digest against stale ones, which are not hashed"
# took CLASS: us that 3000 of them take, one CPU doing all there is to do.
took() {
	mark cost
	on client junk eth0 src=192.0.2.200 vrid=7 prio=50 int=100ms vip=192.0.2.100 key=1 class=$1 every=0ms count=3000 \
		dst=192.0.2.2 victim-mac=02:00:00:00:00:02
	see_n 3000 20s port=client kind=vrrp after=@cost
	ask span port=client kind=vrrp after=@cost
	between "$1: sent" "$n" 3000 3010
}
if precise; then
	took hmac-stale
	stale=$us
	took hmac-digest
	between "a digest, ns" $(((us - stale) * 1000 / 3000)) 500 50000
fi
step "the mark of a peer survives that the list of peers is replaced"
on client junk eth0 src=192.0.2.200 vrid=7 prio=50 int=100ms vip=192.0.2.100 key=1 clock=3 class=valid count=1 dst=192.0.2.2 victim-mac=02:00:00:00:00:02
was=$(counter r2 V1 hmac-replay)
hka r2 vr set V1 peer 192.0.2.200 peer 192.0.2.1
on client junk eth0 src=192.0.2.200 vrid=7 prio=50 int=100ms vip=192.0.2.100 key=1 class=valid count=1 dst=192.0.2.2 victim-mac=02:00:00:00:00:02
between "r2: one more" "$(counter r2 V1 hmac-replay)" $((was + 1)) $((was + 1))
again
peers1="peer fe80::2 peer fe80::c8" peers2="peer fe80::1 peer fe80::c8"
kind "unicast of IPv6" 100ms "v=3 sum=pseudo dst=fe80::2" "src=fe80::c8 vip=fe80::100 dst=fe80::2 victim-mac=02:00:00:00:00:02" vip fe80::100
again

step "a device too small for the trailer"
ip -n r1 link set eth0 mtu 68
hka r1 vr add V2 dev eth0 vrid 9 vip 192.0.2.100 vip 192.0.2.101 vip 192.0.2.102 vip 192.0.2.103
case $(hka r1 vr set V2 hmac key 1 file $run/key1 2>&1) in
*"not fit the MTU"*) ;;
*) fail "an advert that does not fit was taken" ;;
esac
hka r1 vr set V2 hmac receive-only key 1 file $run/key1
