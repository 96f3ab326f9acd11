# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Routes move with the router: traffic of a third host follows them on takeover; a live change touches only what changed.
# proves: EX-30
topology r1 r2 r3 client

# A network behind r3, which the client reaches by way of the virtual address.
on r3 ip addr add 198.51.100.1/32 dev lo
on client ip route add 198.51.100.0/24 via 192.0.2.100
for h in r1 r2; do
	on $h sh -c 'cd /proc/sys/net/ipv4; echo 1 >ip_forward
		for f in conf/*/send_redirects; do echo 0 >$f; done'
done

# route HOST ARGS...: what "ip route show ARGS" says there, one blank between words.
route() { _h=$1; shift; on "$_h" ip route show "$@" 2>/dev/null | tr -s ' ' | sed 's/ $//'; }
# has_route HOST TEXT ARGS...: a line of it is exactly TEXT.
has_route() {
	_h=$1 _t=$2
	shift 2
	route "$_h" "$@" | grep -qxF "$_t" || fail "$_h has no route \"$_t\": $(route "$_h" "$@")"
}
no_routes() {
	_r=$(for _t in main 100 101; do on "$1" ip route show proto 112 table $_t 2>/dev/null || true; done)
	[ -z "$_r" ] || fail "$1 still has $_r"
}
# wait_routes HOST N D: it has N routes of ours in table main within D seconds.
wait_routes() {
	_tries=$(($3 * 10))
	while [ "$(on "$1" ip route show proto 112 | grep -c .)" != "$2" ]; do
		[ $_tries -gt 0 ] || fail "$1 does not have $2 routes within $3 s: $(route "$1" proto 112)"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}

step "a MASTER has its routes, a BACKUP has none"
for h in r1 r2; do
	[ $h = r1 ] && p=200 || p=100
	hka $h vr add V1 dev eth0 vrid 7 priority $p interval 100ms vip 192.0.2.100 \
		route 198.51.100.0/24 via 192.0.2.3 src 192.0.2.100 \
		route blackhole 203.0.113.0/24 table 100 metric 5 \
		route default via 192.0.2.3 dev eth0 table 100 mtu lock 1400 advmss 1300 onlink \
		route unreachable 203.0.113.128/25 table 100 \
		route prohibit 203.0.113.192/26 table 100 \
		route throw 203.0.113.224/27 table 100 \
		route 10.1.0.0/16 table 101 nexthop via 192.0.2.3 weight 2 nexthop via 192.0.2.200 dev eth0 weight 1 \
		route 10.2.0.0/16 dev eth0 table 101 scope link proto static tos 0x10
done
wait_state r1 V1 MASTER
wait_routes r1 1 5
has_route r1 "198.51.100.0/24 via 192.0.2.3 dev eth0 proto 112 src 192.0.2.100"
has_route r1 "blackhole 203.0.113.0/24 proto 112 metric 5" table 100
has_route r1 "default via 192.0.2.3 dev eth0 proto 112 onlink mtu lock 1400 advmss 1300" table 100
has_route r1 "unreachable 203.0.113.128/25 proto 112" table 100
has_route r1 "prohibit 203.0.113.192/26 proto 112" table 100
has_route r1 "throw 203.0.113.224/27 proto 112" table 100
if [ "${LAB_KERNEL:-}" = debug ]; then	# which has none
	hka r1 -d vr show V1 | grep -q "kernel-text Multipath support not enabled" || fail "$(hka r1 -d vr show V1)"
else
	route r1 table 101 | grep -q "^10.1.0.0/16 proto 112" || fail "no multipath route: $(route r1 table 101)"
	route r1 table 101 | grep -q "nexthop via 192.0.2.3 dev eth0 weight 2" || fail "not its first nexthop"
fi
has_route r1 "10.2.0.0/16 tos 0x10 dev eth0 proto static scope link" table 101 ||
	has_route r1 "10.2.0.0/16 tos lowdelay dev eth0 proto static scope link" table 101
wait_state r2 V1 BACKUP
no_routes r2

step "they are shown as ip(8) has them"
hka r1 -d vr show V1 >/tmp/shown
grep -q "198.51.100.0/24 via 192.0.2.3 src 192.0.2.100  state installed" /tmp/shown || fail "$(cat /tmp/shown)"
hka r1 -j vr show V1 | tr -d ' \n' | grep -q '"dst":"198.51.100.0/24","gateway":"192.0.2.3"' || fail "JSON: $(hka r1 -j vr show V1)"

step "the traffic of a third host follows on takeover"
client_start 198.51.100.1
pause 300ms
cut r1
wait_state r2 V1 MASTER
wait_routes r2 1 5
pause 300ms
client_stop
between "longest outage, us" "$outage_us" 1 $(($(down_us 100 100) + 100000))
ask takeover r1 r2 vrid=7 addr=192.0.2.100
timing "advert after the last, us" "$advert_us" "$(down_us 100 100)" $(($(down_us 100 100) + 2000))
heal r1
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
wait_routes r2 0 5
no_routes r2
wait_routes r1 1 5

step "a live change touches what changed, and nothing else"
on r1 ip monitor route >/tmp/monitor &
daemon_pids="$daemon_pids $!"
monitor=$!
pause 200ms
hka r1 vr set V1 route 198.51.100.0/24 via 192.0.2.3 src 192.0.2.100 \
	route 10.3.0.0/16 via 192.0.2.3 \
	route blackhole 203.0.113.0/24 table 100 metric 6
has_route r1 "10.3.0.0/16 via 192.0.2.3 dev eth0 proto 112"
has_route r1 "blackhole 203.0.113.0/24 proto 112 metric 6" table 100
[ "$(route r1 proto 112 table 100 | grep -c .)" = 1 ] || fail "table 100: $(route r1 table 100)"
[ -z "$(route r1 table 101)" ] || fail "table 101: $(route r1 table 101)"
pause 200ms
kill $monitor
grep -q 10.3.0.0/16 /tmp/monitor || fail "the monitor saw nothing"
! grep -q 198.51.100.0 /tmp/monitor || fail "an unchanged route was touched: $(cat /tmp/monitor)"

step "packets are encapsulated as the nexthop says whose id the route has"
# The debug kernel has no encapsulation.
if [ "${LAB_KERNEL:-}" != debug ]; then
	on r1 ip nexthop add id 5 encap seg6 mode encap segs 2001:db8::99 via fe80::3 dev eth0 ||
		fail "no nexthop that encapsulates"
	hka r1 vr set V1 route 10.3.0.0/16 via 192.0.2.3 route 2001:db8:5::/48 nhid 5
	_said=$(on r1 ip -6 route show 2001:db8:5::/48)
	case $_said in *"nhid 5"*"encap seg6"*"proto 112"*) ;; *) fail "the route by the nexthop: $_said" ;; esac
	hka r1 vr set V1 route 10.3.0.0/16 via 192.0.2.3
	[ -z "$(on r1 ip -6 route show 2001:db8:5::/48)" ] || fail "the route by the nexthop is still there"
fi

step "other settings leave them alone, an empty list takes them off"
hka r1 vr set V1 priority 210
has_route r1 "10.3.0.0/16 via 192.0.2.3 dev eth0 proto 112"
hka r1 vr set V1 no-route
no_routes r1
is_state r1 V1 MASTER

step "and the end leaves none"
hka r1 vr set V1 route 10.3.0.0/16 via 192.0.2.3 route 10.4.0.0/16 dev eth0
wait_routes r1 2 5
hka r1 vr del V1
no_routes r1
wait_state r2 V1 MASTER
wait_routes r2 1 5
hka r2 vr del V1
no_routes r2
