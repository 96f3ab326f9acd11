# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Unicast routers of one VRID with other peers, beside a multicast one, and without a device; what is refused.
# proves: CFG-02 CFG-14 25.21 EX-22 TX-16 TX-17
topology r1 r2 r3 client

refused() { # TEXT ARGS...: the kernel says no with that text, and nothing has changed
	_text=$1
	shift
	_before=$(hka r1 -j vr show | sed 's/"[a-z-]*sent":[0-9]*//g')
	_rc=0
	_said=$(hka r1 "$@" 2>&1) || _rc=$?
	[ $_rc = 1 ] || fail "hkactl $*: exit $_rc, not 1: $_said"
	case $_said in *"$_text"*) ;; *) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;; esac
}

step "three routers of one VRID on one device"
hka r1 vr add P2 dev eth0 vrid 7 peer 192.0.2.2 priority 200 interval 100ms vip 192.0.2.102
hka r1 vr add P3 dev eth0 vrid 7 peer 192.0.2.3 priority 100 interval 100ms vip 192.0.2.103
hka r1 vr add M dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add P2 dev eth0 vrid 7 peer 192.0.2.1 priority 100 interval 100ms vip 192.0.2.102
hka r3 vr add P3 dev eth0 vrid 7 peer 192.0.2.1 priority 200 interval 100ms vip 192.0.2.103
hka r2 vr add M dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 P2 MASTER
wait_state r3 P3 MASTER
wait_state r1 M MASTER
pause 1s
is_state r1 P3 BACKUP
is_state r2 P2 BACKUP
is_state r2 M BACKUP
unseen port=r1 kind=vrrp dst=192.0.2.2 vips=192.0.2.103
unseen port=r1 kind=vrrp dst=192.0.2.3 vips=192.0.2.102

step "what cannot be is refused"
refused "shares a peer" vr add X dev eth0 vrid 7 peer 192.0.2.9 peer 192.0.2.2 vip 192.0.2.110
refused "shares a peer" vr set P3 peer 192.0.2.3 peer 192.0.2.2
refused "given twice" vr add X dev eth0 vrid 9 peer 192.0.2.2 peer 192.0.2.2 vip 192.0.2.110
refused "address of this host" vr add X dev eth0 vrid 9 peer 192.0.2.1 vip 192.0.2.110
refused "address of this host" vr set P2 peer 192.0.2.2 peer 192.0.2.1
refused "own source" vr add X dev eth0 vrid 9 source 192.0.2.9 peer 192.0.2.9 vip 192.0.2.110
refused "unicast address" vr add X dev eth0 vrid 9 peer 224.0.0.18 vip 192.0.2.110
refused "router's family" vr add X dev eth0 vrid 9 inet peer 2001:db8::2 vip 192.0.2.110
refused "either peers or a group" vr add X dev eth0 vrid 9 group 224.0.0.77 peer 192.0.2.2 vip 192.0.2.110
refused "multicast router" vr set M peer 192.0.2.2
refused "multicast router" vr set M unicast-ttl 9
refused "needs its own" vr add X vrid 9 peer 192.0.2.2 vip 192.0.2.110
refused "needs a device" vr add X vrid 9 inet6 peer fe80::2 vip fe80::110 dev eth0
refused "no unicast on a device with multicast" vr add X dev eth0 vrid 9 strict peer 192.0.2.2 vip 192.0.2.110

step "as many peers as there may be: a copy to each"
many=
i=1
while [ $i -le 64 ]; do
	many="$many peer 198.51.100.$i"
	i=$((i + 1))
done
on r1 ip route add 198.51.100.0/24 via 192.0.2.200
# shellcheck disable=SC2086
hka r1 vr add MANY dev eth0 vrid 10 priority 255 $many vip 192.0.2.110
pause 2s
i=1
while [ $i -le 64 ]; do
	see 1ms port=r1 kind=vrrp vrid=10 dst=198.51.100.$i sum=pseudo
	i=$((i + 7))
done
[ "$(hka r1 -j -d vr show MANY | tr ',' '\n' | grep -c '198\.51\.100')" -ge 64 ] || fail "not all peers are shown"
hka r1 vr del MANY

step "without a device: by route, also when the route changes"
on r1 ip addr add 203.0.113.1/24 dev lo
hka r1 vr add N1 vrid 8 peer 192.0.2.2 priority 200 interval 100ms vip 192.0.2.108 dev eth0
hka r2 vr add N1 vrid 8 peer 192.0.2.1 priority 100 interval 100ms vip 192.0.2.108 dev eth0
hka r1 vr add N6 vrid 8 peer 2001:db8::2 priority 200 interval 100ms vip 2001:db8::108 dev eth0
hka r2 vr add N6 vrid 8 peer 2001:db8::1 priority 100 interval 100ms vip 2001:db8::108 dev eth0
for v in N1 N6; do
	wait_state r1 $v MASTER
	is_state r2 $v BACKUP
done
see_n 3 1s port=r1 kind=vrrp vrid=8 src=192.0.2.1 dst=192.0.2.2 sum=pseudo
see_n 3 1s port=r1 kind=vrrp vrid=8 src=2001:db8::1 dst=2001:db8::2 sum=pseudo
wait_address r1 192.0.2.108 5
on r1 ip addr add 192.0.2.51/24 dev eth0
on r1 ip route replace 192.0.2.2/32 dev eth0 src 192.0.2.51
mark rerouted
see 300ms port=r1 kind=vrrp vrid=8 src=192.0.2.51 dst=192.0.2.2 after=@rerouted
wait_state r2 N1 MASTER		# to it 192.0.2.51 is a stranger
hka r2 vr set N1 peer 192.0.2.1 peer 192.0.2.51
wait_state r2 N1 BACKUP
is_state r1 N1 MASTER
cut r1
wait_state r2 N1 MASTER
wait_state r2 N6 MASTER
wait_address r2 192.0.2.108 5
heal r1
wait_state r2 N1 BACKUP

step "no route, no service"
on r1 ip route add unreachable 192.0.2.2/32 metric 0 2>/dev/null || on r1 ip route replace unreachable 192.0.2.2/32
wait_state r1 N1 FAULT
wait_state r2 N1 MASTER
on r1 ip route del unreachable 192.0.2.2/32
wait_state r1 N1 MASTER

step "its source may be chosen"
on r2 ip route add 203.0.113.0/24 via 192.0.2.1
hka r2 vr set N1 peer 203.0.113.1
hka r1 vr set N1 source 203.0.113.1
mark chosen
see 300ms port=r1 kind=vrrp vrid=8 src=203.0.113.1 dst=192.0.2.2 after=@chosen
wait_state r2 N1 BACKUP
