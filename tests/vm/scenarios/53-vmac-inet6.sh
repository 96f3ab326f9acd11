# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The virtual MAC, IPv6: adverts and neighbour discovery that speak for the addresses carry it, with the router flag; group reports, probes and real addresses do not.
# proves: TX-05+- ND-04+- ND-05+- ND-09- ND-11 ND-14 VM-05+- VM-11 IC-04 REG-06 REG-07 REG-08
topology r1 r2 client
vmac=00:00:5e:00:02:07 mac1=02:00:00:00:00:01 mac2=02:00:00:00:00:02 macc=02:00:00:00:00:c8
p=200
for h in r1 r2; do
	hka $h vr add V6 dev eth0 vrid 7 vmac priority $p interval 100ms vip fe80::100/64 vip 2001:db8::100/64
	p=100
done
learned() {
	_port=$(bridge -n sw fdb show br switch | awk -v m=$vmac '$1 == m && !/permanent/ { print $3 }')
	[ "$_port" = "$1" ] || fail "the switch has the virtual MAC at ${_port:-no port}, not $1"
}
knows() {
	case $(ip -n client -6 neigh show "$1") in *$2*) ;; *) fail "the client knows $1 by another MAC" ;; esac
}
pings() { on client ping -c 1 -W 1 "$@" >/dev/null; }

step "adverts and unsolicited advertisements; this host does not forward, and says R all the same"
wait_state r1 V6 MASTER
see_n 3 2s port=r1 kind=vrrp mac=$vmac dmac=33:33:00:00:00:12 sum=pseudo
for a in fe80::100 2001:db8::100; do
	see 2s port=r1 kind=una target=$a lla=$vmac mac=$vmac flags=RO dst=ff02::1
done
unseen port=r1 kind=vrrp mac!=$vmac
learned r1

step "asked, the MASTER answers with it (the client's kernel has checked the sum)"
for a in 2001:db8::100 fe80::100%eth0; do
	pings $a || fail "$a does not answer"
	see 1s port=r1 kind=na target=${a%\%*} lla=$vmac mac=$vmac flags=RSO
	knows ${a%\%*} $vmac
done
pings 2001:db8::1
see 1s port=r1 kind=na target=2001:db8::1 lla=$mac1 mac=$mac1 flags=SO
knows 2001:db8::1 $mac1

step "its own solicitations from an address carry it; those from its own address do not"
ip -n r1 -6 neigh del 2001:db8::c8 dev eth0
mark asking
on r1 ping -c 1 -W 2 -I 2001:db8::100 2001:db8::c8 >/dev/null || fail "no answer to the address"
see 1s port=r1 kind=ns src=2001:db8::100 target=2001:db8::c8 lla=$vmac mac=$vmac after=@asking
knows 2001:db8::100 $vmac
ip -n r1 -6 neigh del 2001:db8::c8 dev eth0
mark own
on r1 ping -c 1 -W 2 -I 2001:db8::1 2001:db8::c8 >/dev/null || fail "no answer to the own address"
see 1s port=r1 kind=ns src=2001:db8::1 lla=$mac1 mac=$mac1 after=@own

step "it forwards frames to it; no redirect leads away from the address"
on r1 sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
on r1 ip addr add 2001:db8:1::1/64 dev lo
on client ip -6 route add 2001:db8:1::/64 via 2001:db8::100
pings 2001:db8:1::1 || fail "a frame to the virtual MAC is not taken"
on r1 ip -6 route add 2001:db8:2::/64 via 2001:db8::2
on r2 ip addr add 2001:db8:2::1/64 dev lo
on client ip -6 route add 2001:db8:2::/64 via fe80::100 dev eth0
on client ping -c 3 -i 0.1 2001:db8:2::1 >/dev/null || fail "nothing is forwarded"
n=$(on client awk '/^Icmp6InRedirects/ { print $2 }' /proc/net/snmp6)
between "redirects the client got" "$n" 0 0
on r1 sh -c 'echo 0 >/proc/sys/net/ipv6/conf/all/forwarding'

step "it has nothing to do with IPv4"
mark four
on client arping -I eth0 -c 1 192.0.2.1 >/dev/null
see 1s port=r1 kind=arp-rep sip=192.0.2.1 sha=$mac1 mac=$mac1 after=@four
unseen kind="arp-rep|arp-req|garp" sha=$vmac
unseen kind="arp-rep|arp-req|garp" mac=$vmac

step "the BACKUP is silent for the addresses, even when it joins groups anew and its link comes back"
mark flap
ip -n r2 link set eth0 down
ip -n r2 link set eth0 up
lab_addresses r2 2 | grep -v 192.0.2 | ip -n r2 -batch -
wait_state r2 V6 BACKUP
on r2 ip addr add 2001:db8::22/64 dev eth0
see 3s port=r2 kind=mld mac=$mac2 after=@flap
see 3s port=r2 kind=ns src=:: target=2001:db8::22 mac=$mac2 after=@flap
unseen port=r2 mac=$vmac
unseen port=r2 kind="na|una" target="2001:db8::100|fe80::100"
unseen port=r2 lla=$vmac
learned r1
on client ip -6 neigh replace 2001:db8::100 lladdr $mac2 dev eth0
! pings 2001:db8::100 || fail "the BACKUP takes packets to the address"
ip -n client -6 neigh del 2001:db8::100 dev eth0

step "an unsolicited advertisement is believed in both states"
for h in r1 r2; do
	on $h ping -c 1 -W 1 2001:db8::c8 >/dev/null || fail "$h does not reach the client"
done
on client sh -c 'echo 1 >/proc/sys/net/ipv6/conf/eth0/ndisc_notify'
ip -n client link set eth0 address 02:00:00:00:00:c9
for h in r1 r2; do
	tries=20
	until on $h ip -6 neigh show 2001:db8::c8 | grep -q 02:00:00:00:00:c9; do
		[ $tries -gt 0 ] || fail "$h has not learned the client's new MAC"
		tries=$((tries - 1))
		pause 100ms
	done
done
ip -n client link set eth0 address $macc

step "the switch and the client follow a takeover"
client_start 2001:db8::100
pause 300ms
cut r1
see 2s port=r2 kind=vrrp mac=$vmac after=@cut-r1
learned r2
see 1s port=r2 kind=una target=2001:db8::100 lla=$vmac mac=$vmac flags=RO after=@cut-r1
client_stop
one_answered 2001:db8::100
heal r1
wait_state r2 V6 BACKUP
mark later
see_n 3 1s port=r1 kind=vrrp after=@later
learned r1
pause 500ms
unseen port=r2 mac=$vmac after=@later

step "in all this no address was derived from it, and nothing but adverts and announcements had it"
unseen src=fe80::200:5eff:fe00:207
for h in r1 r2; do
	case $(on $h ip -6 addr) in *5eff:fe00:2*) fail "$h has an address made of it" ;; esac
done
unseen port="r1|r2" kind="mld|igmp|ra|echo|echo-rep" mac=$vmac
for k in na una; do
	unseen port="r1|r2" kind=$k target="2001:db8::100|fe80::100" mac!=$vmac
	unseen port="r1|r2" kind=$k target="2001:db8::100|fe80::100" lla!=$vmac
done
