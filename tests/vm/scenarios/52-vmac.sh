# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The virtual MAC, IPv4: adverts, ARP of all kinds and nothing else carry it; the MASTER takes and forwards frames to it, a BACKUP drops them; the switch follows.
# proves: TX-05+- ARP-02+- ARP-03+- ARP-05- ARP-06+- ARP-12 FSM-B4+- FW-02+- IC-03 IC-04 IC-05
# proves: VM-01+- VM-03+- VM-04+- VM-05+- VM-11 REG-09 RX-21
topology r1 r2 client
vmac=00:00:5e:00:01:07 mac1=02:00:00:00:00:01 mac2=02:00:00:00:00:02 macc=02:00:00:00:00:c8
before=$(on r1 sh -c 'cat /proc/sys/net/ipv4/conf/*/* /proc/sys/net/ipv6/conf/*/* 2>/dev/null | md5sum')
links=$(ip -n r1 -br link | awk '{ print $1 }')
p=200
for h in r1 r2; do
	on $h sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
	hka $h vr add V1 dev eth0 vrid 7 vmac priority $p interval 100ms vip 192.0.2.100/24
	p=100
done
# learned PORT: where the switch has the virtual MAC.
learned() {
	_port=$(bridge -n sw fdb show br switch | awk -v m=$vmac '$1 == m && !/permanent/ { print $3 }')
	[ "$_port" = "$1" ] || fail "the switch has the virtual MAC at ${_port:-no port}, not $1"
}
knows() {
	case $(ip -n client neigh show "$1") in *$2*) ;; *) fail "the client knows $1 by another MAC" ;; esac
}
pings() { on client ping -c 1 -W 1 "$@" >/dev/null; }
# virtual_only HOST: whatever it has said for the address has the virtual MAC, inside and outside.
virtual_only() {
	unseen port="$1" kind=garp ip=192.0.2.100 sha!=$vmac
	unseen port="$1" kind=garp ip=192.0.2.100 mac!=$vmac
	unseen port="$1" kind="arp-rep|arp-req" sip=192.0.2.100 sha!=$vmac
	unseen port="$1" kind="arp-rep|arp-req" sip=192.0.2.100 mac!=$vmac
}

step "adverts and gratuitous ARP"
wait_state r1 V1 MASTER
see_n 3 2s port=r1 kind=vrrp mac=$vmac dmac=01:00:5e:00:00:12
see 2s port=r1 kind=garp ip=192.0.2.100 sha=$vmac mac=$vmac tha=$vmac dmac=ff:ff:ff:ff:ff:ff
unseen port=r1 kind=vrrp mac!=$vmac
learned r1
case $(hka r1 -d vr show V1) in *"vmac yes"*"virtual-mac $vmac"*) ;; *) fail "not shown" ;; esac
case $(hka r1 -j vr show V1) in *'"virtual-mac":"'$vmac'"'*'"virtual-mac-state":"promiscuous"'*) ;; *) fail "not in JSON" ;; esac
case $(hka r1 explain V1) in *"has no filter"*"$vmac"*) ;; *) fail "explain does not tell of the promiscuous device" ;; esac

step "asked, the MASTER answers with it, whoever asks whom; a BACKUP's host is answered, too"
mark asked
pings 192.0.2.100 || fail "the address does not answer"
see 1s port=r1 kind=arp-rep sip=192.0.2.100 sha=$vmac mac=$vmac dmac=$macc after=@asked
knows 192.0.2.100 $vmac
on client arping -I eth0 -c 2 192.0.2.100 >/dev/null || fail "a second request is not answered"
see 1s port=client kind=arp-req tip=192.0.2.100 dmac=$vmac after=@asked
on r2 ping -c 1 -W 1 192.0.2.100 >/dev/null || fail "not reached from the BACKUP's host"

step "its own requests from the address carry it; those from its own address do not"
mark asking
ip -n r1 neigh flush dev eth0
ip -n r1 neigh del 192.0.2.200 dev eth0 2>/dev/null || :
on r1 ping -c 1 -W 1 -I 192.0.2.100 192.0.2.200 >/dev/null || fail "no answer to the address"
see 1s port=r1 kind=arp-req sip=192.0.2.100 sha=$vmac mac=$vmac tip=192.0.2.200 after=@asking
knows 192.0.2.100 $vmac
ip -n r1 neigh del 192.0.2.200 dev eth0
mark own
on r1 ping -c 1 -W 1 192.0.2.200 >/dev/null
see 1s port=r1 kind=arp-req sip=192.0.2.1 sha=$mac1 mac=$mac1 after=@own
ip -n client neigh del 192.0.2.1 dev eth0
pings 192.0.2.1
see 1s port=r1 kind=arp-rep sip=192.0.2.1 sha=$mac1 mac=$mac1

step "frames to it are forwarded, and so are those to the device's MAC; who is forwarded keeps the device's MAC"
on r1 ip link add far type veth peer name end
on r1 ip link set far up
ip netns add behind
ip -n r1 link set end netns behind
ip -n behind link set end up
ip -n behind addr add 198.51.100.2/24 dev end
ip -n behind route add default via 198.51.100.1
on r1 ip addr add 198.51.100.1/24 dev far
on client ip route add 198.51.100.0/24 via 192.0.2.100
mark forward
pings 198.51.100.2 || fail "nothing is forwarded through the address"
see 1s port=client kind=echo dst=198.51.100.2 dmac=$vmac after=@forward
see 1s port=r1 kind=echo-rep src=198.51.100.2 mac=$mac1 after=@forward
on client ip route replace 198.51.100.0/24 via 192.0.2.1
pings 198.51.100.2 || fail "nothing is forwarded through the device's MAC"
on client ip route replace 198.51.100.0/24 via 192.0.2.100

step "errors for what was forwarded come from the router's own address; no redirect leads away from the address"
hops=$(on client traceroute -n -q 1 -m 1 -w 1 198.51.100.9 2>&1) || true
case $hops in *192.0.2.1*) ;; *) fail "the error comes from elsewhere: $hops" ;; esac
on client sh -c 'echo 1 >/proc/sys/net/ipv4/conf/eth0/accept_redirects; echo 1 >/proc/sys/net/ipv4/conf/all/accept_redirects'
on r1 sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/send_redirects; echo 1 >/proc/sys/net/ipv4/conf/eth0/send_redirects'
on r1 ip route add 203.0.113.0/24 via 192.0.2.2
on r2 ip addr add 203.0.113.1/24 dev lo
on client ip route add 203.0.113.0/24 via 192.0.2.100
redirects() { on client awk '/^Icmp: [0-9]/ { print $7 }' /proc/net/snmp; }
n0=$(redirects)
on client ping -c 3 -i 0.1 203.0.113.1 >/dev/null || fail "203.0.113.1 is not reached"
between "redirects the client got" $(($(redirects) - n0)) 0 0

step "answers for others, proxy ARP, carry it"
on r1 sh -c 'echo 1 >/proc/sys/net/ipv4/conf/eth0/proxy_arp; echo 0 >/proc/sys/net/ipv4/neigh/eth0/proxy_delay'
mark proxy
on client arping -I eth0 -c 1 198.51.100.2 >/dev/null || fail "no answer by proxy"
see 1s port=r1 kind=arp-rep sip=198.51.100.2 sha=$vmac mac=$vmac after=@proxy
on r1 sh -c 'echo 0 >/proc/sys/net/ipv4/conf/eth0/proxy_arp'

step "a BACKUP does not take, forward or answer frames to it"
on r2 ip addr add 198.51.100.1/24 dev lo
on client ip neigh replace 192.0.2.100 lladdr $vmac dev eth0 nud permanent
bridge -n sw fdb replace $vmac dev r2 master static sticky
mark astray
! pings 192.0.2.100 || fail "the BACKUP answers"
! pings 198.51.100.1 || fail "the BACKUP takes what is not for it"
! pings 203.0.113.1 || fail "the BACKUP forwards"
see 1s port=client kind=echo dmac=$vmac dst=192.0.2.100 after=@astray
unseen port=r2 kind=echo-rep after=@astray
bridge -n sw fdb del $vmac dev r2 master
ip -n client neigh del 192.0.2.100 dev eth0
see_n 2 1s port=r1 kind=vrrp after=@astray
pings 192.0.2.100 || fail "the MASTER is not reached again"
unseen port=r2 mac=$vmac
unseen port=r2 kind="vrrp|garp"
unseen port=r2 sip=192.0.2.100

step "the switch and the client follow a takeover, within one advert; two MASTERs hear each other"
client_start 192.0.2.100
pause 300ms
cut r1
see 2s port=r2 kind=vrrp mac=$vmac after=@cut-r1
learned r2
see 1s port=r2 kind=garp ip=192.0.2.100 sha=$vmac mac=$vmac after=@cut-r1
client_stop
one_answered 192.0.2.100
knows 192.0.2.100 $vmac
is_state r1 V1 MASTER
heal r1
mark together
wait_state r2 V1 BACKUP
see_n 3 1s port=r1 kind=vrrp after=@together
learned r1
pings 192.0.2.100 || fail "the address does not answer after the meeting"
step "the loser's last word has its own MAC, and after it nothing has the virtual one"
wire last port=r2 kind=vrrp
case $answer in *mac=$mac2*) ;; *) fail "the last advert of the loser: $answer" ;; esac
wire first port=r2 kind=vrrp mac=$mac2
last=${answer%% *}
mark later
pause 500ms
unseen port=r2 mac=$vmac after=@later
virtual_only r1
virtual_only r2
unseen port="r1|r2" kind="igmp|mld|ra|echo|echo-rep|ns" mac=$vmac

step "priority 0 comes from it"
hka r1 vr del V1
see 1s port=r1 kind=vrrp prio=0 mac=$vmac
see 2s port=r2 kind=garp ip=192.0.2.100 after=@later
learned r2
pings 192.0.2.100 || fail "the address does not answer"
mark rest
on r1 arping -U -I eth0 -c 1 192.0.2.1 >/dev/null 2>&1 || :
unseen port=r1 mac=$vmac after=@rest

step "an owner speaks for its address with it from the start"
hka r2 vr del V1
mark owner
hka r1 vr add O dev eth0 vrid 7 vmac priority 255 interval 100ms vip 192.0.2.1
wait_state r1 O MASTER
see 1s port=r1 kind=garp ip=192.0.2.1 sha=$vmac mac=$vmac after=@owner
ip -n client neigh flush dev eth0
pings 192.0.2.1 || fail "the owner does not answer"
see 1s port=r1 kind=arp-rep sip=192.0.2.1 sha=$vmac mac=$vmac after=@owner
unseen port=r1 kind="arp-rep|garp" sip=192.0.2.1 sha=$mac1 after=@owner
unseen port=r1 kind="garp" ip=192.0.2.1 sha=$mac1 after=@owner
hka r1 vr del O

step "no device was made, no sysctl changed, no filter entry left"
on r1 ip link del far
on r1 sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv4/conf/all/send_redirects'
[ "$links" = "$(ip -n r1 -br link | awk '{ print $1 }')" ] || fail "there are other devices than before"
[ "$before" = "$(on r1 sh -c 'cat /proc/sys/net/ipv4/conf/*/* /proc/sys/net/ipv6/conf/*/* 2>/dev/null | md5sum')" ] || fail "a sysctl changed"
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) ;; *) fail "the device is still promiscuous" ;; esac
