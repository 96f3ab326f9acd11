# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A dump during which routers come and go says so, and gives none twice.
# proves: MG-11
# set: wide
topology r1
i=1
while [ $i -le 200 ]; do
	hka r1 vr add "V$i" dev eth0 vrid $i priority 200 interval 1s vip "198.51.100.$i"
	i=$((i + 1))
done

# dumped WHAT COMMAND...: a dump with the command in its middle.
dumped() {
	what=$1
	shift
	on r1 nldump "$@" >$run/dump || fail "nldump failed"
	cat $run/dump
	# shellcheck disable=SC2046
	eval $(cat $run/dump)
	[ "$parts" -gt 2 ] || fail "too few parts"
	[ "$twice" = 0 ] || fail "a router came twice: $what"
}

step "nothing happens: not interrupted, each router once"
dumped nothing true
[ "$n" = 200 ] && [ "$interrupted" = 0 ] || fail "not the plain dump of 200 routers"

step "a router that is still to come goes: the dump says that it is no picture of one moment"
dumped deletion hkactl vr del V200
[ "$interrupted" = 1 ] && [ "$n" = 199 ] || fail "a deletion went unnoticed"

step "one that was given goes and a new one comes; all go"
dumped new hkactl vr add N1 dev eth0 vrid 250 vip 198.51.100.250
[ "$interrupted" = 1 ] || fail "a new router went unnoticed"
dumped first hkactl vr del V1
[ "$interrupted" = 1 ] && [ "$n" = 200 ] || fail "a deletion of what was given went unnoticed"
dumped all hkactl vr del all
[ "$interrupted" = 1 ] && [ "$n" -lt 199 ] || fail "a deletion of all went unnoticed"
[ -z "$(hka r1 -j vr show | tr -d '[] \n')" ] || fail "routers are left"
