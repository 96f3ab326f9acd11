# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The virtual MAC through a life: on and off, flaps, renames, MTU, another MAC, a device that leaves and returns, an address that cannot leave yet, unicast, several on one device, unloading.
# proves: VM-04+- VM-05- VM-06 VM-07 VM-09 REG-01 REG-02 REG-03 REG-21 ARP-03- TX-05+-
# set: wide
topology r1 r2 client
vmac=00:00:5e:00:01:07 other=00:00:5e:00:01:08 mac1=02:00:00:00:00:01 mac2=02:00:00:00:00:02
pings() { on client ping -c 1 -W 1 "$@" >/dev/null; }
knows() {
	case $(ip -n client neigh show "$1") in *$2*) ;; *) fail "the client knows $1 by another MAC than $2" ;; esac
}
forget() { ip -n client neigh flush dev eth0; }
p=200
for h in r1 r2; do
	hka $h vr add V1 dev eth0 vrid 7 priority $p interval 100ms vip 192.0.2.100/24
	p=100
done
wait_state r1 V1 MASTER
see 2s port=r1 kind=garp mac=$mac1 sha=$mac1

step "on while MASTER: announced anew; the clients follow, and so they do when it is off"
pings 192.0.2.100
knows 192.0.2.100 $mac1
pause 6s	# the second burst of the takeover is over
mark on
transitions=$(counter r1 V1 master-transitions)
hka r2 vr set V1 vmac
hka r1 vr set V1 vmac on
see 1s port=r1 kind=garp ip=192.0.2.100 sha=$vmac mac=$vmac after=@on
see 1s port=r1 kind=vrrp mac=$vmac after=@on
knows 192.0.2.100 $vmac
pings 192.0.2.100 || fail "the address does not answer"
mark off
hka r1 vr set V1 vmac off
see 1s port=r1 kind=garp ip=192.0.2.100 sha=$mac1 mac=$mac1 after=@off
see 1s port=r1 kind=vrrp mac=$mac1 after=@off
knows 192.0.2.100 $mac1
pings 192.0.2.100 || fail "the address does not answer without it"
mark none
pause 500ms
unseen port=r1 mac=$vmac after=@none
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) ;; *) fail "the filter entry is left" ;; esac
hka r1 vr set V1 vmac
[ "$(counter r1 V1 master-transitions)" = "$transitions" ] || fail "a transition"
is_state r1 V1 MASTER
step "the strict profile has it unless told otherwise, and then says what is missing"
hka r1 vr add S dev eth0 vrid 8 strict startup-delay 900s vip 192.0.2.120
case $(hka r1 -d vr show S) in *"vmac yes"*"virtual-mac $other"*) ;; *) fail "strict has none" ;; esac
hka r1 vr set S vmac off
case $(hka r1 -d vr show S) in *"vmac no"*) ;; *) fail "off is not shown" ;; esac
case $(hka r1 explain S) in *"no virtual MAC"*) ;; *) fail "explain does not say that there is none" ;; esac
hka r1 vr del S

step "two on one device are independent"
hka r2 vr add V2 dev eth0 vrid 8 vmac priority 200 interval 100ms vip 192.0.2.108
wait_state r2 V2 MASTER
hka r1 vr add V2 dev eth0 vrid 8 vmac priority 100 interval 100ms vip 192.0.2.108
wait_state r1 V2 BACKUP
forget
pings 192.0.2.100 || fail "the first does not answer"
pings 192.0.2.108 || fail "the second does not answer"
knows 192.0.2.100 $vmac
knows 192.0.2.108 $other
unseen port=r1 mac=$other
mark one
hka r2 vr del V1
see_n 3 2s port=r2 kind=vrrp mac=$other after=@one
pings 192.0.2.108 || fail "the second does not answer any more"
hka r2 vr add V1 dev eth0 vrid 7 vmac priority 100 interval 100ms vip 192.0.2.100/24
for h in r1 r2; do hka $h vr del V2; done

step "a BACKUP whose device flaps, with and without carrier, answers nobody"
wait_state r2 V1 BACKUP
mark flap
for i in 1 2 3; do
	ip -n r2 link set eth0 down
	ip -n r2 link set eth0 up
	ip -n sw link set r2 down
	on client arping -I eth0 -c 1 -w 1 192.0.2.100 >/dev/null 2>&1 || :
	ip -n sw link set r2 up
	on client arping -I eth0 -c 1 -w 1 192.0.2.100 >/dev/null 2>&1 || :
done
wait_state r2 V1 BACKUP
forget
pings 192.0.2.100 || fail "the MASTER does not answer"
unseen port=r2 mac=$vmac after=@flap
unseen port=r2 kind="arp-rep|garp" sip=192.0.2.100 after=@flap
no_address r2 192.0.2.100
step "its route to the addresses' subnet is that of its own address, and goes with its device"
case $(on r2 ip route) in *"192.0.2.0/24 dev eth0"*) ;; *) fail "the BACKUP has no route to the subnet" ;; esac
ip -n r1 link set eth0 down
case $(on r1 ip route) in *192.0.2.0*) fail "a route of the address is left with the device down" ;; esac
ip -n r1 link set eth0 up
wait_state r1 V1 MASTER

step "the MASTER's device is renamed, gets another MTU, another MAC, loses its carrier"
mark changes
ip -n r1 link set eth0 down
ip -n r1 link set eth0 name lan
ip -n r1 link set lan up
wait_state r1 V1 MASTER
forget
pings 192.0.2.100 || fail "after the rename the address does not answer"
ip -n r1 link set lan mtu 1400
ip -n r1 link set lan address 02:00:00:00:00:11
forget
pings 192.0.2.100 || fail "with another MAC the address does not answer"
knows 192.0.2.100 $vmac
pings 192.0.2.1
knows 192.0.2.1 02:00:00:00:00:11
ip -n r1 link set lan mtu 68
forget
on client ping -c 1 -W 1 -s 8 192.0.2.100 >/dev/null || fail "with the smallest MTU the address does not answer"
ip -n r1 link set lan mtu 1500
ip -n sw link set r1 down
wait_state r2 V1 MASTER
ip -n sw link set r1 up
wait_state r2 V1 BACKUP
wait_state r1 V1 MASTER
forget
pings 192.0.2.100 || fail "after the carrier is back the address does not answer"
unseen port=r1 kind="garp|arp-rep" sip=192.0.2.100 sha!=$vmac after=@changes
unseen port=r1 kind=garp ip=192.0.2.100 sha!=$vmac after=@changes
ip -n r1 link set lan down
ip -n r1 link set lan name eth0
ip -n r1 link set eth0 address $mac1
ip -n r1 link set eth0 up
wait_state r1 V1 MASTER

step "a device that is gone and comes back has it again"
unplug r1
wait_state r1 V1 FAULT
plug r1
wait_state r1 V1 MASTER
mark plugged
see_n 3 2s port=r1 kind=vrrp mac=$vmac after=@plugged
forget
pings 192.0.2.100 || fail "the address does not answer on the new device"
knows 192.0.2.100 $vmac

step "two MASTERs have the same virtual MAC and hear each other"
cut r2
wait_state r2 V1 MASTER
heal r2
mark meet
wait_state r2 V1 BACKUP
see 1s port=r2 kind=vrrp mac=$vmac cut=1
see_n 2 1s port=r1 kind=vrrp mac=$vmac after=@meet

step "an address that cannot leave yet: the loser says nothing for it"
hka r2 vr del V1
mark stuck
hold_rtnl 3000
on r2 junk eth0 src=192.0.2.2 vrid=7 prio=254 int=100ms vip=192.0.2.100 class=valid every=50ms count=30 &
wait_state r1 V1 BACKUP
mark yielded
routes_locally r1 192.0.2.100
on r1 ping -c 1 -W 1 -I 192.0.2.100 192.0.2.201 >/dev/null 2>&1 || :
routes_locally r1 192.0.2.100
unseen port=r1 sip=192.0.2.100 after=@yielded
unseen port=r1 mac=$vmac after=@yielded
wait $!
wait_state r1 V1 MASTER

step "unicast: adverts to the peer have it, those of a BACKUP's host do not"
hka r1 vr del V1
mark unicast
hka r1 vr add U dev eth0 vrid 7 peer 192.0.2.2 vmac priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add U dev eth0 vrid 7 peer 192.0.2.1 vmac priority 100 interval 100ms vip 192.0.2.100
wait_state r1 U MASTER
see_n 3 2s port=r1 kind=vrrp dst=192.0.2.2 mac=$vmac after=@unicast
see 1s port=r1 kind=garp ip=192.0.2.100 sha=$vmac mac=$vmac after=@unicast
forget
pings 192.0.2.100 || fail "the address does not answer"
knows 192.0.2.100 $vmac
hka r1 vr del U
see 1s port=r1 kind=vrrp prio=0 mac=$vmac after=@unicast
wait_state r2 U MASTER
see 1s port=r2 kind=vrrp dst=192.0.2.1 mac=$vmac after=@unicast

step "a network of another user namespace has none"
hka r2 vr del U
rmmod hka
modprobe hka userns=1
said=$(unshare -U -r -n sh -c 'ip link add d0 type dummy; ip link set d0 up multicast on; ip addr add 203.0.113.1/24 dev d0
	hkactl vr add X dev d0 vrid 9 vmac vip 203.0.113.9' 2>&1) && fail "it was not refused"
case $said in *"no virtual MAC in a user namespace"*) ;; *) fail "$said" ;; esac

step "the namespace of a MASTER ends, and the module is unloaded under traffic"
hka r1 vr add V1 dev eth0 vrid 7 vmac priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 vmac priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
client_start 192.0.2.100
pause 200ms
mark unload
rmmod hka
see 1s port=r1 kind=vrrp prio=0 mac=$vmac after=@unload
pause 100ms
client_stop
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) ;; *) fail "the module left a filter entry" ;; esac
mark left
! pings 192.0.2.100 || fail "somebody answers for the address"
unseen mac=$vmac after=@left
modprobe hka
hka r2 vr add V1 dev eth0 vrid 7 vmac priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
mark exit
ip netns del r2
see 1s port=r2 kind=vrrp prio=0 mac=$vmac after=@exit
