# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Who asks for the address is answered by the MASTER alone, however it asks; a BACKUP is deaf, forwards
# no advert, sends no router advertisement.
# proves: FSM-B1+- FSM-B2+- FSM-B3- FSM-B5+- AC-06+- AC-11 ARP-01+- ARP-07 ARP-11 ND-01+- ND-02+- ND-03+-
# proves: ND-08- ND-10 ND-12 FW-01- FW-04 REG-08 25.10 25.20 TX-04+- TX-15
topology r1 r2 client
mac1=02:00:00:00:00:01 mac2=02:00:00:00:00:02 macc=02:00:00:00:00:c8
for h in r1 r2; do
	on $h sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
		echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter; echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter'
done
# A way out, where a router would forward what it should not.
on r2 ip link add out type veth peer name end
on r2 ip link set out up
on r2 ip link set end up
on r2 ip addr add 198.51.100.1/24 dev out

p=200
for h in r1 r2; do
	hka $h vr add V1 dev eth0 vrid 7 priority $p interval 100ms vip 192.0.2.100
	hka $h vr add V6 dev eth0 vrid 7 inet6 priority $p interval 100ms vip fe80::100 vip 2001:db8::100
	p=100
done

joined() { on "$1" ip -6 maddr show dev eth0 | grep -q ff02::1:ff00:100; }

step "the solicited-node group is joined from the first moment; announced once the address is there"
joined r2 || fail "the BACKUP has not joined the solicited-node group"
wait_state r1 V1 MASTER
wait_state r1 V6 MASTER
joined r1 || fail "the MASTER has not joined the solicited-node group"
see 1s port=r1 kind=garp ip=192.0.2.100 sha=$mac1 mac=$mac1 dmac=ff:ff:ff:ff:ff:ff
see 1s port=r1 kind=una target=2001:db8::100 src=2001:db8::100 dst=ff02::1 lla=$mac1 flags="O|RO"
see 1s port=r1 kind=una target=fe80::100 dst=ff02::1 lla=$mac1 flags="O|RO"
for k in garp una; do
	wire first port=r1 kind=$k
	_announced=${answer%% *}
	case $k in garp) _dst=224.0.0.18 ;; *) _dst=ff02::12 ;; esac
	wire first port=r1 kind=vrrp dst=$_dst
	_claimed=${answer%% *}
	awk "BEGIN { exit !($_announced > $_claimed) }" || fail "$k before the first advert"
done
unseen port=r2 kind="garp|una|vrrp"

step "asked by everybody: the MASTER answers, the BACKUP does not"
mark asked
on client arping -I eth0 -c 3 192.0.2.100 >/dev/null || fail "the MASTER does not answer ARP"
see 1s port=r1 kind=arp-rep sip=192.0.2.100 sha=$mac1 dmac=$macc after=@asked
on client ping -c 2 2001:db8::100 >/dev/null || fail "the MASTER does not answer a solicitation"
on client ping -c 2 -I eth0 fe80::100 >/dev/null || fail "nor one for its link-local address"
see 1s port=r1 kind=na target=2001:db8::100 lla=$mac1 dst=2001:db8::c8 flags="SO|RSO" after=@asked
see 1s port=r1 kind=na target=fe80::100 lla=$mac1 after=@asked

step "asked alone, by its own MAC: answered to whoever asked, and to nobody else"
# busybox arping asks the one that answered first alone.
see 1s port=client kind=arp-req tip=192.0.2.100 dmac=$mac1 after=@asked
unseen port=r1 kind=arp-rep sip=192.0.2.100 dmac=ff:ff:ff:ff:ff:ff

step "asked as duplicate address detection does: the MASTER defends its address"
mark probe
! on client arping -D -I eth0 -c 2 -w 3 192.0.2.100 >/dev/null || fail "the probe was not answered"
see 1s port=client kind=arp-req sip=0.0.0.0 tip=192.0.2.100 after=@probe
see 1s port=r1 kind=arp-rep sip=192.0.2.100 after=@probe
on client ip addr add 2001:db8::100/64 dev eth0
see 3s port=client kind=ns src=:: target=2001:db8::100 after=@probe
see 1s port=r1 kind="na|una" target=2001:db8::100 dst=ff02::1 after=@probe
pause 1s
case $(on client ip -6 addr show dev eth0) in
*dadfailed*) ;;
*) fail "the client took the address" ;;
esac
on client ip addr del 2001:db8::100/64 dev eth0
has_address r1 2001:db8::100

step "a frame for the address that reaches the BACKUP's own MAC is not taken"
mark astray
on client ip neigh replace 192.0.2.100 lladdr $mac2 dev eth0
on client ip -6 neigh replace 2001:db8::100 lladdr $mac2 dev eth0
on r2 sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward; echo 0 >/proc/sys/net/ipv6/conf/all/forwarding'
! on client ping -c 2 -W 1 192.0.2.100 >/dev/null || fail "the BACKUP takes packets to the address"
! on client ping -c 2 -W 1 2001:db8::100 >/dev/null || fail "the BACKUP takes packets to the IPv6 address"
see 1s port=client kind=echo dst=192.0.2.100 dmac=$mac2 after=@astray
see 1s port=client kind=echo dst=2001:db8::100 dmac=$mac2 after=@astray
on client ip neigh flush dev eth0

step "a process on the BACKUP reaches the MASTER over the wire"
mark inside
on r2 ping -c 2 192.0.2.100 >/dev/null || fail "not reached from the BACKUP"
on r2 ping -c 2 2001:db8::100 >/dev/null || fail "not reached from the BACKUP, IPv6"
see 1s port=r2 kind=echo dst=192.0.2.100 after=@inside
see 1s port=r1 kind=echo-rep src=192.0.2.100 after=@inside
see 1s port=r1 kind=echo-rep src=2001:db8::100 after=@inside

step "in all this the BACKUP has said nothing for the address, and forwarded no advert"
on r2 sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
forwarded() { on r2 awk '/^Ip: [0-9]/ { v4 = $7 } /^Ip6OutForwDatagrams/ { v6 = $2 } END { print v4 + v6 }' /proc/net/snmp /proc/net/snmp6; }
before=$(forwarded)
mark forward
see_n 10 5s port=r1 kind=vrrp dst=224.0.0.18 after=@forward
see_n 10 5s port=r1 kind=vrrp dst=ff02::12 after=@forward
between "packets forwarded" $(($(forwarded) - before)) 0 0
unseen port=r2 kind="arp-rep|na|una|garp|vrrp" sip=192.0.2.100
unseen port=r2 kind="na|una" target="2001:db8::100|fe80::100"
unseen port=r2 kind="vrrp|garp"
unseen port=r2 kind=echo-rep src="192.0.2.100|2001:db8::100"
unseen port="r1|r2" kind=ra
between "own adverts heard" "$(counter r1 V1 self)" 0 0

step "no link-local address, no IPv6 adverts"
mark bare
on r1 ip addr del fe80::1/64 dev eth0
wait_state r1 V6 FAULT
wait_state r2 V6 MASTER
mark silent
pause 1s
unseen port=r1 kind=vrrp dst=ff02::12 after=@silent
unseen port=r1 kind=vrrp src=2001:db8::1
is_state r1 V1 MASTER
