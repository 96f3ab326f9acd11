# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Accept off: the MASTER answers ARP and NS and forwards, but takes no packet to the address; flips live.
# proves: AC-01+- AC-02+- AC-03+- AC-04+- AC-05+- AC-06+- AC-07 AC-08 AC-12+- FW-03 25.12
topology r1 r2 client
on client ip addr add 2001:db8::c8/64 dev eth0 nodad 2>/dev/null || true
for h in r1 r2; do
	prio=200
	[ $h = r1 ] || prio=100
	hka $h vr add V1 dev eth0 vrid 7 accept off priority $prio interval 100ms vip 192.0.2.100
	hka $h vr add V6 dev eth0 vrid 7 accept off priority $prio interval 100ms vip fe80::100 vip 2001:db8::100
done
wait_state r1 V1 MASTER
wait_state r1 V6 MASTER
see 2s port=r1 kind=una target=2001:db8::100
on r1 sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'

pings() { on client ping -c 2 -W 1 "$1" >/dev/null; }
forget() { on client ip neigh flush dev eth0; }
# silent: neither echo nor reset nor unreachable comes back.
silent() {
	! pings "$1" || fail "$1 answers"
	_said=$(on client nc -w 1 "$1" 9 2>&1 </dev/null) || true
	case $_said in *refused*|*nreach*) fail "$1 says $_said" ;; esac
}
heard() {
	pings "$1" || fail "$1 does not answer"
	_said=$(on client nc -w 1 "$1" 9 2>&1 </dev/null) || true
	case $_said in *refused*) ;; *) fail "no reset from $1: $_said" ;; esac
}

step "MASTER: nothing to the address is taken, ARP and NS are answered"
forget
mark off
silent 192.0.2.100
see 1s port=r1 kind=arp-rep sip=192.0.2.100 after=@off
unseen port=r1 kind=echo-rep src=192.0.2.100
silent 2001:db8::100
see 1s port=r1 kind=na target=2001:db8::100 after=@off
unseen port=r1 kind=echo-rep src=2001:db8::100
unseen port=r2 kind="arp-rep|na" after=@off
pings 192.0.2.1 || fail "the router's own address does not answer"
pings 2001:db8::1 || fail "the router's own IPv6 address does not answer"
on r1 ping -c 1 -W 1 192.0.2.100 >/dev/null || fail "the host itself cannot reach the address"

step "forwarding goes on, and errors come from the router's own address"
on r1 ip addr add 198.51.100.1/24 dev lo
on client ip route add 198.51.100.0/24 via 192.0.2.100
pings 198.51.100.1 || fail "nothing is forwarded through the address"
on r1 ip link add far type dummy
on r1 ip link set far up
on r1 ip addr add 203.0.113.1/24 dev far
on client ip route add 203.0.113.0/24 via 192.0.2.100
hops=$(on client traceroute -n -q 1 -m 1 -w 1 203.0.113.9 2>&1) || true
case $hops in *192.0.2.100*) fail "a traceroute shows the address: $hops" ;; esac
case $hops in *192.0.2.1*) ;; *) fail "a traceroute does not show the router: $hops" ;; esac

step "on and off while MASTER: no announcement, no transition"
ask count port=r1 kind="garp|una"
before=$n
transitions=$(counter r1 V1 master-transitions)
hka r1 vr set V1 accept on
hka r1 vr set V6 accept on
heard 192.0.2.100
heard 2001:db8::100
hka r1 vr set V1 accept off
hka r1 vr set V6 accept off
silent 192.0.2.100
silent 2001:db8::100
is_state r1 V1 MASTER
[ "$(counter r1 V1 master-transitions)" = "$transitions" ] || fail "the router changed its state"
pause 10s	# the second burst of the takeover is over
ask count port=r1 kind="garp|una" after=@off
burst=$n
hka r1 vr set V1 accept on
hka r1 vr set V1 accept off
pause 6s
ask count port=r1 kind="garp|una" after=@off
[ "$n" = "$burst" ] || fail "accept on made $((n - burst)) announcements"

step "pings alone"
mark pinged
hka r1 vr set V1 accept ping
hka r1 vr set V6 accept ping
for a in 192.0.2.100 2001:db8::100; do
	pings $a || fail "$a does not answer a ping"
	_said=$(on client nc -w 1 $a 9 2>&1 </dev/null) || true
	case $_said in *refused*|*nreach*) fail "$a says $_said" ;; esac
done
on client ping -c 1 -W 1 -s 3000 192.0.2.100 >/dev/null || fail "a ping in fragments is not answered"
unseen port=r1 kind="garp|una" after=@pinged
case $(hka r1 -j vr show V1) in *'"accept-mode":false,"accept-ping":true'*) ;; *) fail "accept ping is not shown" ;; esac
hka r1 vr set V1 accept off
hka r1 vr set V6 accept off
silent 192.0.2.100

step "the owner takes packets whatever accept says"
hka r1 vr set V1 priority 255
heard 192.0.2.100
hka r1 vr set V1 priority 200
silent 192.0.2.100

step "a BACKUP takes none, with accept on either; its host reaches the MASTER over the wire"
hka r2 vr set V1 accept on
is_state r2 V1 BACKUP
hka r1 vr set V1 accept on
mark wire
on r2 ping -c 1 -W 1 192.0.2.100 >/dev/null || fail "r2 does not reach the MASTER"
see 1s port=r2 kind=echo dst=192.0.2.100 after=@wire
# To r2's own MAC, but for an address it does not hold.
on client ip neigh replace 192.0.2.100 lladdr 02:00:00:00:00:02 dev eth0 nud permanent
mark misled
! pings 192.0.2.100 || fail "the BACKUP answers"
unseen port=r2 kind=echo-rep src=192.0.2.100
