# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# One VRID on one device in two multicast groups is two routers; membership follows the last of a group.
# proves: CFG-02 CFG-03 25.21 RX-01
topology r1 r2 client
for h in r1 r2; do
	a=200 b=100
	[ $h = r1 ] || { a=100 b=200; }
	hka $h vr add A dev eth0 vrid 7 priority $a interval 100ms vip 192.0.2.100
	hka $h vr add B dev eth0 vrid 7 group 224.0.0.200 priority $b interval 100ms vip 192.0.2.101
	hka $h vr add A6 dev eth0 vrid 7 inet6 priority $a interval 100ms vip fe80::100
	hka $h vr add B6 dev eth0 vrid 7 inet6 group ff02::112 priority $b interval 100ms vip fe80::101
done

step "each group has its MASTER, and neither hears the other"
for v in A A6; do wait_state r1 $v MASTER; done
for v in B B6; do wait_state r2 $v MASTER; done
mark settled
see_n 5 2s port=r1 kind=vrrp dst=224.0.0.18 vips=192.0.2.100 dmac=01:00:5e:00:00:12 after=@settled
see_n 5 2s port=r2 kind=vrrp dst=224.0.0.200 vips=192.0.2.101 dmac=01:00:5e:00:00:c8 after=@settled
see_n 5 2s port=r1 kind=vrrp dst=ff02::12 vips=fe80::100 after=@settled
see_n 5 2s port=r2 kind=vrrp dst=ff02::112 vips=fe80::101 sum=pseudo dmac=33:33:00:00:01:12 after=@settled
pause 1s
unseen port=r2 kind=vrrp vips=192.0.2.100 after=@settled
unseen port=r1 kind=vrrp vips=192.0.2.101 after=@settled
for v in A A6; do is_state r2 $v BACKUP; done
for v in B B6; do is_state r1 $v BACKUP; done

step "the full key only is refused"
refused() {
	_text=$1
	shift
	_rc=0
	_said=$(hka r1 "$@" 2>&1) || _rc=$?
	[ $_rc = 1 ] || fail "hkactl $*: exit $_rc, not 1: $_said"
	case $_said in *"$_text"*) ;; *) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;; esac
}
refused "exists in this group" vr add C dev eth0 vrid 7 vip 192.0.2.102
refused "exists in this group" vr add C dev eth0 vrid 7 group 224.0.0.200 vip 192.0.2.102
refused "multicast address" vr add C dev eth0 vrid 7 group 192.0.2.9 vip 192.0.2.102
refused "router's family" vr add C dev eth0 vrid 7 group ff02::99 vip 192.0.2.102

step "membership: joined once, left with the last router of the group"
joined() { ip -n r1 maddr show dev eth0 | grep -q -w "$1"; }
joined 224.0.0.18 && joined 224.0.0.200 && joined ff02::12 && joined ff02::112 || fail "a group is not joined"
hka r1 vr add D dev eth0 vrid 9 group 224.0.0.200 vip 192.0.2.103
hka r1 vr del B
joined 224.0.0.200 || fail "the group was left while a router is in it"
hka r1 vr del D
! joined 224.0.0.200 || fail "the group was not left"
joined 224.0.0.18 || fail "the other group was left"
hka r1 vr del B6
! joined ff02::112 || fail "the IPv6 group was not left"

step "adverts to a group that nobody here is in: dropped before any router sees them"
on r1 ip maddr show dev eth0 >/dev/null
before=$(counter r1 A pkts-rcvd)
on r1 ip link set eth0 allmulticast on
pause 500ms
is_state r1 A MASTER
[ "$(counter r1 A pkts-rcvd)" = "$before" ] || fail "a router got packets of another group"

step "a device that comes back is joined to both again"
hka r1 vr add B dev eth0 vrid 7 group 224.0.0.200 priority 250 interval 100ms vip 192.0.2.101
wait_state r1 B MASTER
unplug r1
wait_state r1 B FAULT
plug r1
wait_state r1 B MASTER
wait_state r2 B BACKUP
joined 224.0.0.200 || fail "the group is not joined"
