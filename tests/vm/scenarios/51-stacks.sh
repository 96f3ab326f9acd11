# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# VLAN, bridge and bond as devices of routers: an advert belongs to the device it came in by, and to no other.
# proves: IF-08 RX-18 CFG-03 R7+ TX-01+
topology r1 r2 client

step "one VRID on a device and on a VLAN of it: two routers that do not hear each other"
for h in r1 r2; do
	on $h ip link add link eth0 name eth0.5 type vlan id 5
	on $h ip link set eth0.5 up
	on $h ip addr add "198.51.100.${h#r}/24" dev eth0.5
done
hka r1 vr add P dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add P dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
hka r1 vr add L dev eth0.5 vrid 7 priority 100 interval 100ms vip 198.51.100.100
hka r2 vr add L dev eth0.5 vrid 7 priority 200 interval 100ms vip 198.51.100.100
wait_state r1 P MASTER
wait_state r2 L MASTER
mark both
see_n 10 3s port=r1 kind=vrrp prio=200 src=192.0.2.1 after=@both
see_n 10 3s port=r2 kind=vrrp prio=200 src=198.51.100.2 vlan=5 after=@both
is_state r2 P BACKUP
is_state r1 L BACKUP
unseen port=r1 vlan=5 kind=vrrp
unseen port=r2 kind=vrrp src=192.0.2.2
has_address r2 198.51.100.100 eth0.5
no_address r1 198.51.100.100
step "the release of one is not heard by the other"
mark release
hka r2 vr del L
see 1s port=r1 kind=vrrp vlan=5 prio=100 after=@release
wait_state r1 L MASTER
is_state r2 P BACKUP
unseen port=r1 kind=vrrp src=192.0.2.1 prio=0
for h in r1 r2; do hka $h vr del all; done

step "a device below a bridge hears nothing: the router belongs on the bridge"
for h in r1 r2; do
	on $h ip link del eth0.5
	on $h ip link add br0 type bridge forward_delay 0 mcast_snooping 0
	on $h ip link set br0 up
	on $h ip addr flush dev eth0
	on $h ip link set eth0 master br0
	on $h ip addr add "192.0.2.${h#r}/24" dev br0
done
hka r1 vr add B dev br0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add B dev br0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 B MASTER
mark bridged
see_n 10 3s port=r1 kind=vrrp prio=200 src=192.0.2.1 after=@bridged
is_state r2 B BACKUP
unseen port=r2 kind=vrrp after=@release src=192.0.2.2
mark dead
cut r1
see 1s port=r2 kind=vrrp prio=100 after=@dead
see 1s port=r2 kind=garp ip=192.0.2.100 after=@dead
heal r1
wait_state r2 B BACKUP
for h in r1 r2; do hka $h vr del all; done

step "a bond that changes its active link keeps its MASTER"
for h in r1 r2; do
	on $h ip link del br0
	on $h ip link add bond0 type bond mode active-backup miimon 100
	on $h ip link add spare type dummy
	on $h ip link set eth0 down
	on $h ip link set eth0 master bond0
	on $h ip link set spare down
	on $h ip link set spare master bond0
	on $h ip link set bond0 type bond primary eth0 2>/dev/null || true
	on $h ip link set bond0 up
	on $h ip addr add "192.0.2.${h#r}/24" dev bond0
done
hka r1 vr add M dev bond0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add M dev bond0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 M MASTER
wait_state r2 M BACKUP
mark bonded
see_n 5 3s port=r1 kind=vrrp prio=200 src=192.0.2.1 after=@bonded
unseen port=r2 kind=vrrp after=@bonded
step "its active link goes: the carrier stays with the other, and nothing leaves the host; then it is back"
on r1 ip link set eth0 down
wait_state r2 M MASTER
is_state r1 M MASTER
on r1 ip link set eth0 up
wait_state r2 M BACKUP
is_state r1 M MASTER
