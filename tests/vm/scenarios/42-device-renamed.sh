# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A device that is renamed keeps its router running; show gives the new name.
# proves: IF-06
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
if on r1 ip link set eth0 name lan0 2>/dev/null; then
	mark renamed
	pause 1s
	is_state r1 V1 MASTER
	unseen port=r2 kind=vrrp
	unseen port=r1 kind=vrrp prio=0
	ask gaps port=r1 kind=vrrp after=@renamed period=100ms
	timing "largest deviation of an advert, us" "$jit_max" 0 1000
else
	step "this kernel renames only a device that is down"
	on r1 ip link set eth0 down
	wait_state r2 V1 MASTER
	on r1 ip link set eth0 name lan0
	on r1 ip link set lan0 up
	wait_state r1 V1 MASTER
	wait_state r2 V1 BACKUP
fi
case $(hka r1 vr show V1) in *lan0*) ;; *) fail "vr show does not name lan0" ;; esac
mark release
hka r1 vr del V1
see 1s port=r1 kind=vrrp prio=0 after=@release
