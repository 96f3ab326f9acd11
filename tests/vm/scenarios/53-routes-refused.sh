# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A route or rule that cannot be is refused with its reason and changes nothing; as many as may be are taken.
# proves: CFG-13 CFG-14
# set: wide
topology r1
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100 route 10.1.0.0/16 via 192.0.2.3
wait_state r1 V1 MASTER
pause 100ms
before=$(hka r1 -j vr show V1)
routes=$(on r1 ip route show; on r1 ip rule show)

# refused TEXT ARGS...: the kernel says no (exit 1) with that text, and nothing has changed.
refused() {
	_text=$1
	shift
	_rc=0
	_said=$(hka r1 vr set V1 priority 9 "$@" 2>&1) || _rc=$?
	[ $_rc = 1 ] || fail "hkactl $*: exit $_rc, not 1: $_said"
	case $_said in
	*"$_text"*) ;;
	*) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;;
	esac
	[ "$(hka r1 -j vr show V1)" = "$before" ] || fail "hkactl $*: was refused and changed something"
	[ "$(on r1 ip route show; on r1 ip rule show)" = "$routes" ] || fail "hkactl $*: was refused and changed a table"
}

step "routes"
refused "(attribute route 2 nexthop ifname)" route 10.2.0.0/16 via 192.0.2.3 route 10.3.0.0/16 dev eth9
refused "device of a route does not exist" route 10.2.0.0/16 dev eth9
# Nor is a key kept that stood beside it: kmemleak would find it.
echo 0123456789abcdef0123456789abcdef >$run/key
refused "device of a route does not exist" hmac key 1 file $run/key route 10.2.0.0/16 dev eth9
refused "(attribute route 1 nexthop ifname)" route 10.2.0.0/16 dev eth9
refused "needs a gateway, a device" route 10.2.0.0/16
refused "leads nowhere" route blackhole 10.2.0.0/16 via 192.0.2.3
refused "either nexthops or the id" route 10.2.0.0/16 via 192.0.2.3 nhid 5
refused "needs its device" route 10.2.0.0/16 via 192.0.2.3 onlink
refused "only one of several nexthops has a weight" route 10.2.0.0/16 via 192.0.2.3 weight 5
refused "not an address that the route can lead to" route inet6 default via 192.0.2.3
refused "not an address that the route can lead to" route 10.2.0.0/16 via 0.0.0.0
refused "only an IPv4 route has TOS and scope" route 2001:db8:1::/48 dev eth0 scope link
refused "only an IPv4 route has TOS and scope" route 2001:db8:1::/48 dev eth0 tos 4
refused "only an IPv4 route has realms" route 2001:db8:1::/48 dev eth0 realms 4
refused "only an IPv6 route has" route 10.2.0.0/16 dev eth0 pref low
refused "for ECN" route 10.2.0.0/16 dev eth0 tos 1
refused "given twice" route 10.2.0.0/16 via 192.0.2.3 route 10.2.0.0/16 via 192.0.2.3
_rc=0
_said=$(hka r1 vr set V1 route 10.2.0.0/16 via 192.0.2.3 congctl cubic 2>&1) || _rc=$?
[ $_rc = 2 ] || fail "congctl: exit $_rc: $_said"

step "rules"
refused "a greater preference" rule from 10.0.0.0/8 goto 40 pref 50
refused "table of the VRF" rule l3mdev table 5
refused "only a rule that looks up a table" rule prohibit table 5
refused "only an IPv4 rule has realms" rule from 2001:db8::/32 table 5 realms 4
refused "TOS of a rule" rule tos 0xe0 table 5
refused "0..32" rule table main suppress_prefixlength 33
refused "given twice" rule from 10.0.0.0/8 table 5 rule from 10.0.0.0/8 table 5

step "as many as may be, and one more"
list=$(awk 'BEGIN { for (i = 0; i < 1024; i++) printf "route 10.%d.%d.0/24 via 192.0.2.3 ", 100 + int(i / 256), i % 256 }')
rules=$(awk 'BEGIN { for (i = 0; i < 256; i++) printf "rule from 10.100.%d.0/24 table 9 pref %d ", i, 1000 + i }')
hops=$(awk 'BEGIN { for (i = 1; i <= 32; i++) printf "nexthop via 192.0.2.%d ", i + 30 }')
# shellcheck disable=SC2086
hka r1 vr set V1 $list $rules route 10.1.0.0/16 $hops 2>/tmp/said && fail "1025 routes were taken"
# shellcheck disable=SC2086
hka r1 vr set V1 $list $rules
[ "$(on r1 ip route show proto 112 | grep -c .)" = 1024 ] || fail "not 1024 routes"
[ "$(on r1 ip rule show | grep -c 'proto 112')" = 256 ] || fail "not 256 rules"
[ "$(hka r1 -j vr show V1 | tr ',' '\n' | grep -c '"dst":')" = 1024 ] || fail "not all are shown"
# shellcheck disable=SC2086
hka r1 vr set V1 no-rule route 10.1.0.0/16 $hops
# The debug kernel has no multipath.
[ "${LAB_KERNEL:-}" = debug ] || [ "$(on r1 ip route show | grep -c 'nexthop via')" = 32 ] || fail "not 32 nexthops: $(on r1 ip route show)"
[ "$(on r1 ip rule show | grep -c 'proto 112')" = 0 ] || fail "rules are left"

step "in a user namespace's network there are none"
hka r1 vr del all
until rmmod hka 2>/dev/null; do pause 100ms; done
modprobe hka userns=1
setuid() { unshare -U -r -n sh -c "$1"; }
_said=$(setuid 'ip link set lo up; ip link add d0 type dummy; ip link set d0 multicast on arp on up; ip addr add 192.0.2.1/24 dev d0
	hkactl vr add V1 dev d0 vrid 7 interval 1s vip 192.0.2.100 || exit 9
	hkactl vr set V1 route 10.0.0.0/8 dev d0; hkactl vr set V1 rule from 10.0.0.0/8 table 5 || true' 2>&1) || fail "no router there: $_said"
[ "$(echo "$_said" | grep -c "in a user namespace's network a router has no routes and rules")" = 2 ] || fail "not refused: $_said"
until rmmod hka 2>/dev/null; do pause 100ms; done
