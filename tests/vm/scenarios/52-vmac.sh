# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The virtual MAC, IPv4: adverts, ARP of all kinds and nothing else carry it, MASTER takes and forwards frames to it, BACKUP drops them; the switch follows.
topology r1 r2 client
vmac=00:00:5e:00:01:07 mac1=02:00:00:00:00:01 mac2=02:00:00:00:00:02
p=200
for h in r1 r2; do
	on $h sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
	hka $h vr add V1 dev eth0 vrid 7 vmac priority $p interval 100ms vip 192.0.2.100
	p=100
done
# learned PORT: where the switch has the virtual MAC.
learned() {
	_port=$(bridge -n sw fdb show br switch | awk -v m=$vmac '$1 == m && !/permanent/ { print $3 }')
	[ "$_port" = "$1" ] || fail "the switch has the virtual MAC at ${_port:-no port}, not $1"
}

step "adverts and gratuitous ARP"
wait_state r1 V1 MASTER
see_n 3 2s port=r1 kind=vrrp mac=$vmac
see 2s port=r1 kind=garp ip=192.0.2.100 sha=$vmac mac=$vmac
unseen port=r1 kind=vrrp mac!=$vmac
unseen port=r1 kind=garp sha!=$vmac
learned r1

step "asked, the MASTER answers with it"
mark asked
on client ping -c 2 192.0.2.100 >/dev/null || fail "the address does not answer"
see 1s port=r1 kind=arp-rep sip=192.0.2.100 sha=$vmac mac=$vmac after=@asked
case $(ip -n client neigh show 192.0.2.100) in *$vmac*) ;; *) fail "the client knows another MAC" ;; esac

step "frames to it are forwarded"
on r1 ip addr add 198.51.100.1/24 dev lo
on client ip route add 198.51.100.0/24 via 192.0.2.100
on client ping -c 2 198.51.100.1 >/dev/null || fail "nothing is forwarded"

step "the real address stays the device's"
on client ping -c 1 192.0.2.1 >/dev/null
see 1s port=r1 kind=arp-rep sip=192.0.2.1 sha=$mac1 mac=$mac1

step "the switch and the client follow a takeover"
cut r1
see 2s port=r2 kind=vrrp mac=$vmac after=@cut-r1
learned r2
on client ping -c 2 192.0.2.100 >/dev/null || fail "the address does not answer"
unseen port=r2 mac=$vmac before=@cut-r1
heal r1
wait_state r2 V1 BACKUP
