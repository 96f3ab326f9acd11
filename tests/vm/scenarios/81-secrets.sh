# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# No key and no password is left in the memory of a request, whether it was taken or refused.
# kernels: 6.1 6.12
topology r1
key=0123456789abcdef.a-key-to-look.4
pass=p4ss.w0r
echo "$key" >$run/key
chmod 600 $run/key

# sought TEXT ARGS...: $found socket buffers that hkactl's ARGS take have TEXT in them when they are freed.
sought() {
	_text=$1
	shift
	echo 0 >/sys/module/hka_lab/parameters/found
	echo "$_text" >/sys/module/hka_lab/parameters/seek
	_rc=0
	_said=$(hka r1 "$@" 2>&1) || _rc=$?
	echo >/sys/module/hka_lab/parameters/seek
	read -r found </sys/module/hka_lab/parameters/found
}
# wiped RC TEXT ARGS...: hkactl's exit status is RC, and TEXT is nowhere.
wiped() {
	_want=$1
	shift
	sought "$@"
	[ $_rc = "$_want" ] || fail "hkactl $*: exit $_rc, not $_want: $_said"
	[ "$found" = 0 ] || fail "hkactl $*: $found freed buffers with it"
}
modprobe hka_lab

step "what is no secret is found"
sought virtual-router vr add virtual-router dev eth0 vrid 9 vip 192.0.2.109
[ "$found" -gt 0 ] || fail "the name of a router was not found in the request that made it"

step "taken"
wiped 0 "$key" vr add V1 dev eth0 vrid 7 hmac key 1 file $run/key vip 192.0.2.100
wiped 0 "$key" vr set V1 hmac key 2 file $run/key
wiped 0 "$pass" vr add V2 dev eth0 vrid 8 version 2 auth pass $pass vip 192.0.2.102
wiped 0 "$pass" vr set V2 auth pass $pass

step "refused by the module"
wiped 1 "$key" vr add V1 dev eth0 vrid 10 hmac key 1 file $run/key vip 192.0.2.103
wiped 1 "$key" vr add V3 dev eth9 vrid 10 hmac key 1 file $run/key vip 192.0.2.103
wiped 1 "$key" vr set none hmac key 1 file $run/key
wiped 1 "$pass" vr add V2 dev eth0 vrid 10 version 2 auth pass $pass vip 192.0.2.103
wiped 1 "$pass" vr set V1 auth pass $pass

step "what remains, as hka(4) says: refused by generic netlink, which the module does not see"
sought "$key" vr set V1 interval 1ms hmac key 3 file $run/key
[ $_rc = 1 ] || fail "an interval of 1 ms: exit $_rc: $_said"
[ "$found" -gt 0 ] || fail "a key that nobody wiped was not found"
