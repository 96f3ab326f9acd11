# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Authenticated adverts: what is not signed, forged, stale or heard before changes nothing; keys rotate and modes change without a transition.
# proves: 25.5
topology r1 r2 client
lab_keys
for h in r1 r2; do
	prio=200
	[ $h = r1 ] || prio=100
	hka $h vr add V1 dev eth0 vrid 7 priority $prio interval 100ms hmac key 1 file $run/key1 vip 192.0.2.100
done
wait_state r1 V1 MASTER

step "a stranger's clock, and one that nobody has signed, is nobody's"
for c in -300 300; do
	on client junk eth0 src=192.0.2.200 vrid=7 prio=255 int=100ms vip=192.0.2.100 key=1 clock=$c class=hmac-digest count=3
done
between "r1: hmac-stale" "$(counter r1 V1 hmac-stale)" 6 6
case $(hka r1 -j vr show V1) in *clock-skew*) fail "a stranger sets the clock skew" ;; esac

step "each advert is signed, and is taken for that"
see_n 10 3s port=r1 kind=vrrp vrid=7 sum=pseudo key=1 signed=ok
is_state r2 V1 BACKUP
unseen port=r2 kind=vrrp
unseen port=r1 kind=vrrp signed!=ok
between "adverts that r2 verified" "$(counter r2 V1 hmac-verified)" 8 1000
# grows NAME: the sequences of r1's adverts since then are all different, and in order.
grows() {
	wire list port=r1 kind=vrrp after=@"$1"
	_seq=$(echo "$answer" | sed -n 's/.* seq=\([0-9a-f]*\).*/\1/p')
	[ "$(echo "$_seq" | wc -l)" -ge 8 ] || fail "too few adverts to look at"
	[ "$_seq" = "$(echo "$_seq" | sort -u)" ] || fail "the sequence does not grow: $_seq"
}
mark life
for h in r1 r2; do
	case $(hka $h -j -d vr show V1) in
	*000102* | *secret*) fail "the key is told" ;;
	*'"auth-hmac":{"mode":"enforce","active-key":1,"keys":[1]'*) ;;
	*) fail "authentication is not shown" ;;
	esac
done

# calm NAME: nothing has come of it since then.
calm() {
	is_state r1 V1 MASTER
	is_state r2 V1 BACKUP
	unseen port=r2 kind=vrrp
	ask gaps port=r1 kind=vrrp vrid=7 after=@"$1" period=100ms
	timing "largest deviation of an advert, us" "$jit_max" 0 1000
}
all=hmac-none,hmac-type,hmac-reserved,hmac-key,hmac-digest,hmac-stale,hmac-source
step "what is signed in a wrong way is dropped, of any priority"
for prio in 255 0; do
	mark storm
	junk_start client src=192.0.2.200 vrid=7 prio=$prio int=100ms vip=192.0.2.100 key=1 class=$all every=2ms
	pause 4s
	junk_stop
	calm storm
done
for h in r1 r2; do
	for why in missing malformed key digest stale; do
		between "$h: hmac-$why" "$(counter $h V1 hmac-$why)" 100 100000
	done
done
on client junk eth0 src=192.0.2.200 vrid=7 prio=255 int=100ms vip=192.0.2.100 key=1 class=hmac-stale count=1
hka r1 explain V1 | tr -s ' \n' ' ' >$run/text
grep -q "authentication is wrong" $run/text || fail "explain does not tell of wrong authentication"
grep -q "is 400 s ahead of ours; beyond 5 s" $run/text || { cat $run/text; fail "explain does not tell of the clocks"; }

step "what was heard before is dropped; of the first one the MASTER takes no notice but to answer"
on client junk eth0 src=192.0.2.200 vrid=7 prio=90 int=100ms vip=192.0.2.100 key=1 class=hmac-replay every=20ms count=30
for h in r1 r2; do
	between "$h: hmac-replay" "$(counter $h V1 hmac-replay)" 20 20
done

step "a mark survives that the router is configured anew, and its device being away"
on client junk eth0 src=192.0.2.200 vrid=7 prio=90 int=100ms vip=192.0.2.100 key=1 clock=3 class=valid count=1
was=$(counter r1 V1 hmac-replay)
hka r1 vr set V1 priority 199 hmac key 2 file $run/key2 window 20 vip 192.0.2.100 vip 192.0.2.101
hka r1 vr set V1 hmac anti-replay monotonic
on client junk eth0 src=192.0.2.200 vrid=7 prio=255 int=100ms vip=192.0.2.100 key=1 class=valid count=1
between "r1: one more" "$(counter r1 V1 hmac-replay)" $((was + 1)) $((was + 1))
is_state r1 V1 MASTER
hka r1 vr set V1 hmac anti-replay time
grows life

step "the same, signed and new, is believed"
junk_start client src=192.0.2.200 vrid=7 prio=255 int=100ms vip=192.0.2.100 key=1 clock=4 class=valid every=50ms
wait_state r1 V1 BACKUP
junk_stop
wait_state r1 V1 MASTER
pause 500ms
is_state r2 V1 BACKUP

step "keys rotate: no transition, no advert that the other cannot verify"
was=$(counter r1 V1 master-transitions)
mark rotate
hka r2 vr set V1 hmac key 2 file - <$run/key2
hka r1 vr set V1 hmac active 2
hka r2 vr set V1 hmac active 2
see_n 5 2s port=r1 kind=vrrp key=2 signed=ok after=@rotate
hka r1 vr set V1 hmac forget 1
hka r2 vr set V1 hmac forget 1
mark rotated
see_n 5 2s port=r1 kind=vrrp key=2 signed=ok after=@rotated
unseen port=r1 kind=vrrp signed!=ok after=@rotate
unseen port=r2 kind=vrrp after=@rotate
between "r1 became MASTER" "$(counter r1 V1 master-transitions)" "$was" "$was"
grows rotate
junk_start client src=192.0.2.200 vrid=7 prio=255 int=100ms vip=192.0.2.100 key=1 clock=5 class=valid every=50ms
pause 500ms
junk_stop
is_state r1 V1 MASTER
is_state r2 V1 BACKUP

step "a release is signed, and so is what follows"
mark release
hka r1 vr del V1
see 1s port=r1 kind=vrrp prio=0 key=2 signed=ok after=@release
wait_state r2 V1 MASTER
see_n 3 2s port=r2 kind=vrrp key=2 signed=ok after=@release
hka r2 vr del V1

step "three sweeps from nothing to enforced: no transition"
for h in r1 r2; do
	prio=200
	[ $h = r1 ] || prio=100
	hka $h vr add V2 dev eth0 vrid 8 priority $prio interval 100ms vip 192.0.2.102
done
wait_state r1 V2 MASTER
pause 500ms
is_state r2 V2 BACKUP
mark sweeps
for mode in receive-only permissive enforce; do
	for h in r2 r1; do
		hka $h vr set V2 hmac $mode key 1 file $run/key1
		pause 500ms
	done
	case $mode in
	receive-only)
		unseen port=r1 kind=vrrp vrid=8 signed=ok
		between "r2: without a trailer" "$(counter r2 V2 hmac-unsigned)" 5 100
		;;
	permissive) see_n 3 1s port=r1 kind=vrrp vrid=8 signed=ok after=@sweeps ;;
	esac
done
unseen port=r2 kind=vrrp vrid=8 after=@sweeps
is_state r1 V2 MASTER
mark off
hka r2 vr set V2 hmac off
pause 500ms
case $(hka r2 -j vr show V2) in *auth-hmac*) fail "switched off, it is shown" ;; esac
is_state r2 V2 BACKUP
between "r2 ignores the trailer" "$(counter r2 V2 trailing-bytes)" 3 100

step "what cannot be is refused and changes nothing"
before=$(hka r1 -j vr show V2 | sed 's/"clock-skew-sec":[-0-9]*//')
refused() {
	_text=$1
	shift
	_said=$(hka r1 "$@" 2>&1) && fail "hkactl $*: was not refused"
	case $_said in *"$_text"*) ;; *) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;; esac
	[ "$(hka r1 -j vr show V2 | sed 's/"clock-skew-sec":[-0-9]*//')" = "$before" ] || fail "hkactl $*: changed something"
}
refused "active key is none" vr set V2 hmac active 9
refused "active key is none" vr set V2 hmac key 2 file $run/key2 forget 1
refused "need a key" vr set V2 hmac forget 1
refused "no key with this number" vr set V2 hmac forget 3
refused "has no settings" vr set V2 hmac off active 1
refused "at most 8 keys" vr set V2 hmac key 2 file $run/key2 key 3 file $run/key2 key 4 file $run/key2 key 5 file $run/key2 \
	key 6 file $run/key2 key 7 file $run/key2 key 8 file $run/key2 key 9 file $run/key2
refused "either a password or" vr add V3 dev eth0 vrid 9 version 2 auth pass x hmac key 1 file $run/key1 vip 192.0.2.103
refused "need a key" vr add V3 dev eth0 vrid 9 hmac permissive vip 192.0.2.103
refused "is enforced" vr add V3 dev eth0 vrid 9 strict hmac permissive key 1 file $run/key1 vip 192.0.2.103
