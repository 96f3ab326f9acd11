# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad beside others: a link that comes later, routers changed by hand, routers of somebody else, a second hkad.
# proves: EX-20
# limit: 300
topology r1 client

# conf FILE [LINE...], router NAME DEV VRID: lines of a file.
conf() {
	_f=$1
	shift
	for _l; do echo "$_l"; done >$run/$_f
}
router() {
	echo "vrrp_instance $1 { interface $2
virtual_router_id $3
priority 200
virtual_ipaddress { 192.0.2.$((100 + $3)) } }" | sed 's/ { /{\n/; s/ } }/\n}\n}/; s/{ 192/{\n192/'
}
# manager FILE: hkad from it; its number is in $manager, what it says in FILE.log.
manager() {
	/usr/sbin/ip netns exec r1 hkad -n -l -G -D -f $run/$1 2>>$run/$1.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
}
said() {
	wait_line $run/$1.log "$2"
	: >$run/$1.log
}

step "an interface that is not there: the other router runs, and this one when it comes"
conf a "$(router V1 eth0 1)" "$(router V2 eth1 2)"
cat $run/a
manager a
said a "1 of 2 changes were refused"
wait_state r1 V1 MASTER
ip -n r1 link add eth1 type veth peer name eth2
ip -n r1 link set eth1 up
ip -n r1 link set eth2 up
ip -n r1 addr add 198.51.100.1/24 dev eth1
said a "2 routers as configured; 1 changes"
wait_state r1 V2 MASTER

step "changed by hand: put back"
hka r1 vr set V1 priority 50
said a "2 routers as configured; 1 changes"
[ "$(shown r1 V1 priority)" = 200 ] || fail "the priority is not 200"
hka r1 vr del V2
said a "2 routers as configured; 1 changes"
wait_state r1 V2 MASTER

step "somebody else's router: left alone, and the file that wants it is refused"
hka r1 vr add X dev eth0 vrid 3 vip 192.0.2.99
pause 1s
hka r1 vr show X
conf a "$(router V1 eth0 1)" "$(router V3 eth0 3)"
hkactl -n r1 reload >$run/asked && fail "a router of somebody else is taken"
grep -q "not of this hkad" $run/asked || fail "$(cat $run/asked)"
hka r1 vr show V2 || fail "something was changed"

step "a second hkad: each has its own"
conf b "instance two" "$(router W eth0 4)"
manager b
said b "1 routers as configured; 1 changes"
hka r1 lease show
hkactl -n r1 stop two >/dev/null || fail "stop two is refused"
hka r1 vr show W 2>/dev/null && fail "W is left"
is_state r1 V1 MASTER
hkactl -n r1 stop >/dev/null || fail "stop is refused"
hka r1 vr show V1 2>/dev/null && fail "V1 is left"
hka r1 vr show X || fail "X is gone"
hka r1 vr del X

# keyed ID...: a file whose router signs with these keys. keys ID...: the kernel has these.
keyed() {
	_keys=$(for _k; do echo "key $_k hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e$_k$_k"; done)
	conf a "vrrp_instance V1 {" "interface eth0" "virtual_router_id 1" "auth_hmac {" "$_keys" "}" \
		"virtual_ipaddress {" "192.0.2.101" "}" "}"
}
keys() {
	_have=$(hka r1 -j vr show V1 | tr -d ' \n' | sed -n 's/.*"keys":\[\([^]]*\)\].*/\1/p' | grep -o '[0-9][0-9]*' | sort -n | tr '\n' ' ')
	[ "${_have% }" = "$*" ] || fail "it has the keys $_have, not $*: $(hka r1 -j vr show V1)"
}
step "keys of adverts: those that are no more in the file are forgotten, the others stay"
keyed 1 2
manager a
said a "1 routers as configured; 1 changes"
keys 1 2
keyed 2 3
hkactl -n r1 reload >$run/asked || fail "$(cat $run/asked)"
keys 2 3
hkactl -n r1 reload >$run/asked || fail "$(cat $run/asked)"
grep -q "; 0 changes" $run/asked || fail "the same keys again: $(cat $run/asked)"
hkactl -n r1 stop >/dev/null

step "a password that somebody changes is put back, though no answer tells it"
conf a "vrrp_instance V1 {" "interface eth0" "virtual_router_id 1" "priority 200" "version 2" "authentication {" \
	"auth_type PASS" "auth_pass right" "}" "virtual_ipaddress {" "192.0.2.101" "}" "}"
manager a
said a "1 routers as configured; 1 changes"
wait_state r1 V1 MASTER
hka r1 vr set V1 auth pass wrong
said a "1 routers as configured; 1 changes"
mark back
see 3s port=r1 kind=vrrp pass=right after=@back
unseen port=r1 kind=vrrp pass=wrong after=@back
hkactl -n r1 stop >/dev/null
