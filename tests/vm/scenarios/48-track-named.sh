# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A tracker set from outside: unknown is not up, numbers are weighed and clamped, an owner is held but not moved.
# proves: EX-06+ EX-08+ EX-09 PR-12+ TX-13 REG-14
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER

# advertises PRIO ARGS...: after that command r1's adverts have it.
advertises() {
	_prio=$1
	shift
	mark "p$_prio"
	hka r1 "$@"
	see 1s port=r1 kind=vrrp "prio=$_prio" "after=@p$_prio"
}

step "unknown is not up: the router is held until it is told"
mark unknown
hka r1 track add check named fault vr V1
see 1s port=r1 kind=vrrp prio=0 after=@unknown
is_state r1 V1 FAULT
wait_state r2 V1 MASTER
hka r1 track set check up
wait_state r1 V1 MASTER
hka r1 track set check down
is_state r1 V1 FAULT
hka r1 track set check 0
wait_state r1 V1 MASTER
hka r1 track set check 1
is_state r1 V1 FAULT
hka r1 track del check
wait_state r1 V1 MASTER

step "a weight adds nothing while unknown; numbers are multiplied, and the sum stays within 1..254"
advertises 200 track add load named weight 2 vr V1
mark unknown2
pause 300ms
unseen port=r1 kind=vrrp prio!=200 after=@unknown2
advertises 180 track set load -10
advertises 220 track set load 10
advertises 254 track set load 100
hka r1 track add more named weight 1 vr V1
hka r1 track set more 253
advertises 213 track set load -120
hka r1 track set load -60
advertises 80 track set more 0
wait_state r2 V1 MASTER
hka r1 track set more -253
hka r2 demote V1 254 reason "to hear the least"
wait_state r1 V1 BACKUP
hka r1 -j vr show V1 | tr -d ' ' | grep -q '"effective-priority":1[,}]*$' ||
	hka r1 -d vr show V1 | grep -q "effective-priority 1 " || fail "the sum is not clamped"
hka r2 undemote V1

step "a product below -253 is a fault"
hka r1 track set more 0
hka r1 track set load -127
is_state r1 V1 FAULT
hka r1 track set load 0
wait_state r1 V1 MASTER

step "nothing moves an owner, a fault holds it"
hka r1 vr set V1 priority 255
hka r1 track set load -60
mark owner
pause 300ms
unseen port=r1 kind=vrrp prio!=255 after=@owner
hka r1 track set load -127
see 1s port=r1 kind=vrrp prio=0 after=@owner
is_state r1 V1 FAULT
hka r1 track set load 1
wait_state r1 V1 MASTER

step "what cannot be is refused, and changes nothing"
refused() {
	_want=$1
	shift
	if hkactl -n r1 "$@" 2>$run/err; then fail "not refused: $*"; fi
	grep -q "$_want" $run/err || { cat $run/err; fail "not the text for: $*"; }
}
refused "no router with this name" track add x named vr V9
refused "no router with this name" track add x named vr V1 vr V9
refused "given twice" track add x named vr V1 vr V1
refused "exists" track add load named vr V1
refused "no tracker" track set x up
refused "no tracker" track del x
hka r1 track show | grep -q "^x" && fail "a refused tracker is there"
hka r1 track add l link eth0 weight -1 vr V1
refused "state of its device" track set l up
mark end
pause 300ms
unseen port=r1 kind=vrrp prio!=255 after=@end
