# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Unicast routers on a member of a VRF, behind a router, with accept off: heard, resolved, taken over.
# proves: IF-08 REG-05 TX-18 AC-03+ AC-04+
topology r1 r2 r3 client
# r1 and r2 reach each other through r3 only: two subnets, one wire.
for h in r1 r2; do
	n=${h#r}
	on $h ip link add vrf1 type vrf table 100
	on $h ip link set vrf1 up
	on $h ip link set eth0 master vrf1
	on $h ip addr flush dev eth0
	on $h ip addr add 10.0.$n.$n/24 dev eth0
	on $h ip addr add 2001:db8:$n::$n/64 dev eth0 nodad
	on $h ip addr replace fe80::$n/64 dev eth0 nodad
	on $h ip route add default via 10.0.$n.254 table 100
	on $h ip route add default via 2001:db8:$n::254 table 100
	on r3 ip addr add 10.0.$n.254/24 dev eth0
	on r3 ip addr add 2001:db8:$n::254/64 dev eth0 nodad
done
on r3 sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
on r3 sh -c 'for f in all eth0; do echo 0 >/proc/sys/net/ipv4/conf/$f/send_redirects; done'
for h in r1 r2; do
	n=${h#r} o=$((3 - ${h#r})) prio=200
	[ $h = r1 ] || prio=100
	hka $h vr add V1 dev eth0 vrid 7 peer 10.0.$o.$o accept off priority $prio interval 100ms vip 192.0.2.100/24
	hka $h vr add V6 dev eth0 vrid 7 peer 2001:db8:$o::$o priority $prio interval 100ms vip 2001:db8::100
done
for v in V1 V6; do
	wait_state r1 $v MASTER
	is_state r2 $v BACKUP
done

step "routed: the TTL says so, and a minimum that fits lets it pass"
see_n 3 2s port=r1 kind=vrrp src=10.0.1.1 dst=10.0.2.2 ttl=255 sum=pseudo
see_n 3 2s port=r3 kind=vrrp src=10.0.1.1 dst=10.0.2.2 ttl=254
see_n 3 2s port=r3 kind=vrrp src=2001:db8:1::1 dst=2001:db8:2::2 ttl=254
hka r2 vr set V1 peer 10.0.1.1 ttl-min 254
pause 1s
is_state r2 V1 BACKUP

step "silent death: through neighbours that were kept"
pause 70s
mark begin
see_n 3 2s port=r1 kind=vrrp dst=10.0.2.2 after=@begin
cut r1
see 2s port=r2 kind=vrrp dst=10.0.1.1 after=@cut-r1
see 2s port=r2 kind=vrrp dst=2001:db8:1::1 after=@cut-r1
unseen port=r2 kind=arp-req tip=10.0.2.254 after=@cut-r1
unseen port=r2 kind=ns target=2001:db8:2::254 after=@cut-r1
ask takeover r1 r2 vrid=7 dst="10.0.2.2|10.0.1.1" after=@begin
timing "advert after the last, us" "$advert_us" "$(down_us 100 100)" $(($(down_us 100 100) + 2000))

step "the address answers ARP from within the VRF, and with accept off nothing else"
see 2s port=r2 kind=garp ip=192.0.2.100 after=@cut-r1
mark asked
! on client ping -c 2 -W 1 192.0.2.100 >/dev/null || fail "the address answers"
see 1s port=r2 kind=arp-rep sip=192.0.2.100 after=@asked
hka r2 vr set V1 accept on
on client ping -c 2 -W 1 192.0.2.100 >/dev/null || fail "the address does not answer"
heal r1
wait_state r2 V1 BACKUP
wait_state r2 V6 BACKUP
