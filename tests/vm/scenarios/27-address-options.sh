# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# An address stands on its device with all that was asked for; excluded ones, of either family, are not
# advertised but move and are announced; what cannot be is refused.
# proves: 25.14
topology r1 r2 client
on r1 ip link add d0 type dummy
on r1 ip link set d0 up
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s \
	vip 192.0.2.100/24 label eth0:v1 brd 192.0.2.255 \
	vip 192.0.2.101 scope link preferred_lft 0 noprefixroute \
	vip 198.51.100.1/24 peer 198.51.100.2 dev d0 \
	excluded 2001:db8::100 excluded 2001:db8::101/64 preferred_lft 3600 excluded 192.0.2.102 \
	excluded 2001:db8::102/64 -nodad dev d0
wait_state r1 V1 MASTER

step "the wire carries the advertised ones, in the given order"
see 2s port=r1 kind=vrrp count=3 vips="192.0.2.100,192.0.2.101,+"
see 1s port=r1 kind=una target=2001:db8::100
see 1s port=r1 kind=una target=2001:db8::101
see 1s port=r1 kind=garp ip=192.0.2.102
client_start 2001:db8::100
pause 200ms
client_stop
tally "pings lost" "$lost" 0 0

# stands WORDS...: a line of "ip -d -o addr" has all the words.
all=$(ip -n r1 -d -o addr show)
stands() {
	_l=$(echo "$all" | grep -e " $1 " -e " $1/" | head -n 1)
	for _w; do
		case $_l in *"$_w"*) ;; *) fail "$1 stands without \"$_w\": $_l
$all" ;; esac
	done
}

step "each as ip(8) shows it"
stands 192.0.2.100/24 "brd 192.0.2.255" "scope global" "eth0:v1" "preferred_lft forever"
stands 192.0.2.101/32 "deprecated" "noprefixroute" "scope link"
stands 198.51.100.1 "peer 198.51.100.2/24" " d0"
stands 2001:db8::100/128 "deprecated" "nodad" "preferred_lft 0sec"
stands 2001:db8::101/64 "nodad" "preferred_lft 3"
stands 2001:db8::102/64 " d0" "preferred_lft forever"
echo "$all" | grep 2001:db8::102/64 | grep -q nodad && fail "nodad was not asked for" || true
on r1 ip -6 route show dev eth0 | grep -q '^2001:db8::/64' || fail "a short prefix has no route"

step "a new list: only what differs is touched"
mark set
hka r1 vr set V1 vip 192.0.2.100/24 label eth0:v1 brd 192.0.2.255 vip 192.0.2.101 excluded 192.0.2.102
see 2s port=r1 kind=vrrp count=2 after=@set
all=$(ip -n r1 -d -o addr show)
stands 192.0.2.101/32 "preferred_lft forever"
echo "$all" | grep -e '192.0.2.101/32' | grep -q -e deprecated -e noprefixroute && fail "old flags stayed" || true
for a in 198.51.100.1 2001:db8::100 2001:db8::101 2001:db8::102; do no_address r1 $a; done
unseen port=r1 kind=garp ip=192.0.2.100 after=@set before=@set+1ms

# refused TEXT WORDS...: the kernel says no.
before=$(hka r1 -j vr show)
refused() {
	_t=$1
	shift
	_said=$(hka r1 vr set V1 "$@" 2>&1) && fail "accepted: $*"
	case $_said in *"$_t"*) ;; *) fail "$*: says \"$_said\", not \"$_t\"" ;; esac
	[ "$(hka r1 -j vr show)" = "$before" ] || fail "$*: was refused and changed something"
}
step "refusals"
refused "router's family" vip 192.0.2.100 vip fe80::100
refused "only an IPv4 address" vip 192.0.2.100 excluded fe80::100 label eth0:x
refused "prefix length of 64" vip 192.0.2.100 excluded 2001:db8::100/128 mngtmpaddr
refused "given twice" vip 192.0.2.100 excluded 192.0.2.100

# The debug kernel does not install 300 within a down interval.
many=300
[ "${LAB_KERNEL:-}" != debug ] || many=30
step "a router with $many excluded addresses is shown whole, and moves whole"
list=
i=1
while [ $i -le $many ]; do
	list="$list excluded 2001:db8:1::$i"
	i=$((i + 1))
done
# shellcheck disable=SC2086
hka r1 vr set V1 vip 192.0.2.100 $list
pause 1s
hka r1 -j vr show V1 | tr ',' '\n' | grep -c '2001:db8:1::' | grep -qx $many || fail "not all addresses are shown"
[ "$(ip -n r1 -o -6 addr show to 2001:db8:1::/64 | wc -l)" = $many ] || fail "not all addresses are there"
hka r1 vr del V1
[ -z "$(ip -n r1 -o -6 addr show to 2001:db8:1::/64)" ] || fail "addresses were left"
has_address r1 192.0.2.1
