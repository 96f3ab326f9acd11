# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# What cannot be is refused with its reason and changes nothing; what just fits is taken.
# proves: CFG-02 CFG-03 CFG-06- CFG-07- CFG-09- CFG-13 CFG-14 REG-13 REG-19 TX-10+
topology r1 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100 vip 192.0.2.101/24
wait_state r1 V1 MASTER
see 2s port=r1 kind=garp ip=192.0.2.101
pause 100ms
before=$(hka r1 -j vr show)

# refused TEXT ARGS...: the kernel says no (exit 1) with that text, and nothing has changed.
refused() {
	_text=$1
	shift
	_rc=0
	_said=$(hka r1 "$@" 2>&1) || _rc=$?
	[ $_rc = 1 ] || fail "hkactl $*: exit $_rc, not 1: $_said"
	case $_said in
	*"$_text"*) ;;
	*) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;;
	esac
	[ "$(hka r1 -j vr show)" = "$before" ] || fail "hkactl $*: was refused and changed something"
}

step "identity"
refused "name exists" vr add V1 dev eth0 vrid 8 vip 192.0.2.110
refused "device, family and vrid exists" vr add V2 dev eth0 vrid 7 vip 192.0.2.110
refused "no such device" vr add V2 dev eth9 vrid 8 vip 192.0.2.110
refused "not an Ethernet device" vr add V2 dev lo vrid 8 vip 192.0.2.110
refused "no router with this name" vr set V9 priority 10
refused "no router with this name" vr del V9
refused "VRRPv2 has no IPv6" vr add V2 dev eth0 vrid 8 inet6 version 2 vip fe80::100

step "settings, of a new router and of one that runs"
refused "steps of 10 ms" vr add V2 dev eth0 vrid 8 interval 15ms vip 192.0.2.110
refused "steps of 10 ms" vr set V1 interval 41s
refused "whole seconds" vr add V2 dev eth0 vrid 8 version 2 interval 500ms vip 192.0.2.110

step "addresses: a list that is half bad changes nothing"
refused "given twice" vr set V1 vip 192.0.2.120 vip 192.0.2.121 vip 192.0.2.120
refused "usable unicast" vr set V1 vip 192.0.2.120 vip 224.0.0.5
refused "device of a virtual address" vr set V1 vip 192.0.2.120 vip 192.0.2.121 dev eth9
has_address r1 192.0.2.100
no_address r1 192.0.2.120

step "as many addresses as fit, and one more"
list=
i=1
while [ $i -le 255 ]; do
	list="$list vip 10.1.$((i / 200)).$((i % 200 + 1))"
	i=$((i + 1))
done
# shellcheck disable=SC2086
hka r1 vr add FULL dev eth0 vrid 9 priority 200 interval 1s $list
[ "$(hka r1 -j vr show FULL | tr ',' '\n' | grep -c '10\.1\.')" -ge 255 ] || fail "not all addresses are shown"
hka r1 vr del FULL
[ "$(hka r1 -j vr show)" = "$before" ] || fail "FULL left something behind"
# A small MTU: 300 bytes carry (300 - 20 - 8) / 4 = 68 addresses.
ip -n r1 link set eth0 mtu 300
list68=$(echo "$list" | awk '{ for (i = 1; i <= 136; i++) printf "%s ", $i }')
list69=$(echo "$list" | awk '{ for (i = 1; i <= 138; i++) printf "%s ", $i }')
# shellcheck disable=SC2086
refused "not fit the MTU" vr set V1 priority 10 $list69
# shellcheck disable=SC2086
hka r1 vr add FITS dev eth0 vrid 9 priority 200 interval 1s $list68
hka r1 vr del FITS
ip -n r1 link set eth0 mtu 1500
ip -n r1 addr add fe80::1/64 dev eth0 nodad

step "the same VRID in the other family, and on another device, is another router"
ip -n r1 link add d0 type dummy
ip -n r1 link set d0 multicast on arp on up
ip -n r1 addr add 198.51.100.1/24 dev d0
hka r1 vr add V6 dev eth0 vrid 7 inet6 vip fe80::100
hka r1 vr add D1 dev d0 vrid 7 vip 198.51.100.100
wait_state r1 V6 MASTER
wait_state r1 D1 MASTER
