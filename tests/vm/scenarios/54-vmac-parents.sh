# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices that a virtual MAC works on: VLAN with tags inside or beside the frame, bridge, bond, VLAN of a bridge; those that cannot have one are refused with the reason, or end it.
# proves: VM-02+- VM-06 VM-08 VM-11 VM-03+
# set: wide
topology r1 r2 client
vmac=00:00:5e:00:01:07
learned() {
	_port=$(bridge -n sw fdb show br switch | awk -v m=$vmac '$1 == m && !/permanent/ { print $3; exit }')
	[ "$_port" = "$1" ] || fail "the switch has the virtual MAC at ${_port:-no port}, not $1"
}
# works DEV CLIENTDEV ADDR: a pair of routers there, one takes over from the other.
works() {
	_p=200
	mark begin
	for _h in r1 r2; do
		hka $_h vr add V1 dev $1 vrid 7 vmac priority $_p interval 100ms vip $3
		_p=100
	done
	wait_state r1 V1 MASTER
	see_n 3 2s port=r1 kind=vrrp mac=$vmac after=@begin
	ip -n client neigh flush dev $2
	on client ping -c 2 -i 0.1 -W 1 $3 >/dev/null || fail "$3 does not answer on $1"
	case $(ip -n client neigh show $3 dev $2) in *$vmac*) ;; *) fail "the client does not know $3 by the virtual MAC" ;; esac
	see 1s port=r1 kind=arp-rep sip=$3 sha=$vmac mac=$vmac after=@begin
	unseen port="r1|r2" kind="arp-rep|garp" sip=$3 sha!=$vmac after=@begin
	unseen port=r2 mac=$vmac after=@begin
	learned r1
	cut r1
	see 2s port=r2 kind=vrrp mac=$vmac after=@cut-r1
	learned r2
	on client ping -c 2 -i 0.1 -W 1 $3 >/dev/null || fail "$3 does not answer after the takeover"
	heal r1
	wait_state r2 V1 BACKUP
}
gone() { for _h in r1 r2; do hka $_h vr del V1; done; }
# refused HOST DEV TEXT: adding one there fails with that text.
refused() {
	_said=$(hka $1 vr add X dev $2 vrid 9 vmac vip 203.0.113.9 2>&1) && fail "$2 was not refused"
	case $_said in *"$3"*) ;; *) fail "$2: $_said" ;; esac
}

step "a device without Ethernet addresses"
if on r1 ip link add nl0 type nlmon 2>/dev/null; then
	on r1 ip link set nl0 up
	_said=$(hka r1 vr add X dev nl0 vrid 9 peer 192.0.2.9 vmac vip 203.0.113.9 2>&1) && fail "nl0 was not refused"
	case $_said in *"needs an Ethernet device"*) ;; *) fail "nl0: $_said" ;; esac
	on r1 ip link del nl0
fi

step "a VLAN, with its tags beside the frame, then inside"
for h in r1 r2 client; do
	on $h ip link add link eth0 name eth0.5 type vlan id 5
	on $h ip link set eth0.5 up
	on $h ip addr add "198.51.100.$(number $h)/24" dev eth0.5
done
works eth0.5 eth0.5 198.51.100.100
# The same VRID below the VLAN, as a BACKUP: what is tagged is not its business.
junk_start client src=192.0.2.200 vrid=7 prio=250 int=100ms vip=192.0.2.110 class=valid every=50ms
hka r1 vr add P dev eth0 vrid 7 vmac priority 100 interval 100ms vip 192.0.2.110
wait_state r1 V1 MASTER
ip -n client neigh flush dev eth0.5
on client ping -c 2 -i 0.1 -W 1 198.51.100.100 >/dev/null || fail "a BACKUP below the VLAN takes its frames"
is_state r1 P BACKUP
hka r1 vr del P
junk_stop
gone
for h in r1 r2; do
	on $h ip link set eth0.5 type vlan reorder_hdr off
done
works eth0.5 eth0.5 198.51.100.100
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) fail "the VLAN's parent does not receive for the virtual MAC" ;; esac
gone
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) ;; *) fail "a filter entry is left on the VLAN's parent" ;; esac
for h in r1 r2 client; do on $h ip link del eth0.5; done

# active HOST: eth0 is the slave of bond0 in use, as soon as it has been found to be up.
active() {
	_tries=20
	until on $1 ip link set bond0 type bond active_slave eth0 2>/dev/null; do
		[ $_tries -gt 0 ] || fail "eth0 does not become active on $1"
		_tries=$((_tries - 1))
		pause 100ms
	done
}
step "a bond, with its slaves changing"
for h in r1 r2; do
	on $h ip link add bond0 type bond mode active-backup miimon 100
	on $h ip link add spare type dummy
	on $h ip addr flush dev eth0
	on $h ip link set eth0 down
	on $h ip link set eth0 master bond0
	on $h ip link set spare master bond0
	on $h ip link set bond0 up
	active $h
	on $h ip addr add "192.0.2.${h#r}/24" dev bond0
done
pause 1s	# a link event of the switch's port that is late would heal what is cut
works bond0 eth0 192.0.2.100
on r1 ip link set eth0 down
wait_state r2 V1 MASTER
on r1 ip link set eth0 up
active r1
wait_state r2 V1 BACKUP
ip -n client neigh flush dev eth0
on client ping -c 2 -i 0.1 -W 1 192.0.2.100 >/dev/null || fail "it does not answer after the slave is back"
step "a bond that becomes of a mode which cannot: FAULT, priority 0, and back"
mark mode
on r1 ip link set bond0 down
on r1 ip link set eth0 nomaster
on r1 ip link set spare nomaster
on r1 ip link set bond0 type bond mode balance-alb
on r1 ip link set eth0 down
on r1 ip link set eth0 master bond0
on r1 ip link set bond0 up
wait_state r1 V1 FAULT
case $(hka r1 explain V1) in *"balance-alb"*) ;; *) fail "the reason is not told: $(hka r1 explain V1)" ;; esac
refused r1 bond0 "balance-alb changes source MACs"
on r1 ip link add link bond0 name bond0.5 type vlan id 5
refused r1 bond0.5 "balance-alb changes source MACs"
on r1 ip link del bond0.5
on r1 ip link set eth0 nomaster
on r1 ip link set bond0 down
on r1 ip link set bond0 type bond mode active-backup
on r1 ip link set eth0 down
on r1 ip link set eth0 master bond0
on r1 ip link set bond0 up
wait_state r1 V1 MASTER
gone
for h in r1 r2; do on $h ip link del bond0; on $h ip link del spare; on $h ip link set eth0 up; done

step "a bridge: its table has the virtual MAC as here while MASTER, and hosts behind it reach the MASTER wherever it is"
for h in r1 r2; do
	on $h ip link add br0 type bridge forward_delay 0 mcast_snooping 0
	on $h ip link set br0 up
	on $h ip addr flush dev eth0
	on $h ip link set eth0 master br0
	on $h ip addr add "192.0.2.${h#r}/24" dev br0
done
ip netns add vm
on r1 ip link add vm0 type veth peer name eth0 netns vm
on r1 ip link set vm0 master br0 up
ip -n vm link set eth0 up
ip -n vm addr add 192.0.2.50/24 dev eth0
# The filter of br0 itself is listed, too, as "self".
here() { bridge -n $1 fdb show br br0 | grep -q "^$vmac .*master br0 permanent"; }
works br0 eth0 192.0.2.100
here r1 || fail "the MASTER's bridge does not have it as here"
! here r2 || fail "the BACKUP's bridge still has it as here"
reach() { ip netns exec vm ping -c 2 -i 0.1 -W 1 192.0.2.100 >/dev/null || fail "a host behind the bridge does not reach the $1"; }
reach "MASTER on it"
hka r1 vr set V1 priority 50
wait_state r2 V1 MASTER
tries=20
while here r1; do
	[ $tries -gt 0 ] || fail "the loser's bridge keeps it"
	tries=$((tries - 1))
	pause 50ms
done
see_n 2 1s port=r2 kind=vrrp mac=$vmac
reach "MASTER behind it"
mark back
hka r1 vr set V1 priority 200
wait_state r1 V1 MASTER
see 2s port=r1 kind=garp after=@back
reach "MASTER on it again"
step "the same with packets of the bridge going through the packet filter"
if on r1 sh -c 'modprobe br_netfilter && echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables' 2>/dev/null; then
	reach "MASTER through br_netfilter"
	on client ping -c 2 -i 0.1 -W 1 192.0.2.100 >/dev/null || fail "not reached through br_netfilter"
else
	echo "  br_netfilter: not in this guest"
fi
hka r1 vr set V1 vmac off
! here r1 || fail "without a virtual MAC the bridge still has it as here"
gone
step "a VLAN of a bridge, which filters VLANs, then does not"
for on in 1 0; do
	for h in r1 r2; do
		on $h ip link set br0 type bridge vlan_filtering $on
		on $h bridge vlan add vid 5 dev br0 self
		on $h bridge vlan add vid 5 dev eth0
		on $h ip link add link br0 name br0.5 type vlan id 5
		on $h ip link set br0.5 up
		on $h ip addr add "198.51.100.${h#r}/24" dev br0.5
	done
	on client ip link add link eth0 name eth0.5 type vlan id 5
	on client ip link set eth0.5 up
	on client ip addr add 198.51.100.200/24 dev eth0.5
	works br0.5 eth0.5 198.51.100.100
	fdb=$(bridge -n r1 fdb show br br0 | grep "^$vmac .*master br0 permanent") || fail "not in the bridge's table"
	case $on$fdb in
	1*"vlan 5"*|0*) ;;
	*) fail "filtering $on: $fdb" ;;
	esac
	gone
	for h in r1 r2; do on $h ip link del br0.5; done
	on client ip link del eth0.5
done

step "a port is refused, and a device that becomes one ends it; it comes back when it is free"
refused r1 eth0 "no virtual MAC on a port of a bridge, bond or team"
on r1 ip link set eth0 nomaster
on r1 ip addr add 192.0.2.1/24 dev eth0 2>/dev/null || :
on r1 ip addr flush dev br0
hka r1 vr add E dev eth0 vrid 7 vmac priority 200 interval 100ms vip 192.0.2.100
wait_state r1 E MASTER
mark enslaved
on r1 ip link set eth0 master br0
wait_state r1 E FAULT
see 1s port=r1 kind=vrrp prio=0 mac=$vmac after=@enslaved
case $(hka r1 explain E) in *"port of a bridge"*) ;; *) fail "the reason is not told" ;; esac
on r1 ip link set eth0 nomaster
wait_state r1 E MASTER
hka r1 vr del E

step "a device with a filter for unicast is not promiscuous; one without is, and it is said"
on r1 ip link add f0 type bond mode active-backup
on r1 ip link set f0 up
hka r1 vr add F dev f0 vrid 9 vmac vip 203.0.113.9
case $(hka r1 -j vr show F) in *'"virtual-mac-state":"filtered"'*) ;; *) fail "a device with a filter is not told apart" ;; esac
case $(ip -n r1 -d link show f0) in *"promiscuity 0"*) ;; *) fail "a device with a filter became promiscuous" ;; esac
case $(bridge -n r1 fdb show dev f0) in *"00:00:5e:00:01:09"*) ;; *) fail "there is no entry in the filter" ;; esac
case $(hka r1 explain F) in *promiscuous*) fail "explain calls it promiscuous" ;; esac
hka r1 vr del F
case $(bridge -n r1 fdb show dev f0) in *"00:00:5e:00:01:09"*) fail "the entry in the filter is left" ;; esac
on r1 ip link del f0
hka r1 vr add F dev eth0 vrid 9 vmac vip 203.0.113.9
case $(hka r1 -j vr show F) in *'"virtual-mac-state":"promiscuous"'*) ;; *) fail "a device without a filter is not told apart" ;; esac
case $(ip -n r1 -d link show eth0) in *"promiscuity 0"*) fail "a device without a filter is deaf" ;; esac
hka r1 vr del F

step "devices that cannot"
on r1 ip link add mv0 link eth0 type macvlan mode bridge
on r1 ip link set mv0 up
refused r1 mv0 "a macvlan receives for its own MAC only"
on r1 ip link add ma0 link eth0 address 00:00:5e:00:01:09 type macvlan mode passthru 2>/dev/null || :
on r1 ip link del mv0
if on r1 ip link add iv0 link eth0 type ipvlan mode l2 2>/dev/null; then
	on r1 ip link set iv0 up
	refused r1 iv0 "an ipvlan has the MAC of its parent only"
	on r1 ip link del iv0
fi
on r1 ip link add d0 address 00:00:5e:00:01:09 type dummy
on r1 ip link set d0 up multicast on
refused r1 d0 "is the device's own MAC"
on r1 ip link set d0 address 02:00:00:00:01:01
hka r1 vr add D dev d0 vrid 9 vmac vip 203.0.113.9
on r1 ip addr add 203.0.113.1/24 dev d0
wait_state r1 D MASTER
on r1 ip link set d0 address 00:00:5e:00:01:09
wait_state r1 D FAULT
on r1 ip link set d0 address 02:00:00:00:01:01
wait_state r1 D MASTER
said=$(hka r1 vr add U vrid 9 peer 192.0.2.2 vmac vip 203.0.113.10 dev d0 2>&1) && fail "a router without a device was not refused"
case $said in *"virtual MAC needs a device"*) ;; *) fail "$said" ;; esac
hka r1 vr del all
