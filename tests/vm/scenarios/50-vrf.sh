# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A router on a member of a VRF hears, claims, releases and serves as on any other device.
# proves: IF-08 REG-05 RX-18
topology r1 r2 client
for h in r1 r2; do
	on $h ip link add vrf1 type vrf table 100
	on $h ip link set vrf1 up
	on $h ip link set eth0 master vrf1
	# Enslaving an interface takes its IPv6 addresses away.
	on $h ip addr replace "fe80::${h#r}/64" dev eth0 nodad
done
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100
hka r2 vr add V6 dev eth0 vrid 7 inet6 priority 100 interval 100ms vip fe80::100
for v in V1 V6; do
	wait_state r1 $v MASTER
	is_state r2 $v BACKUP
done
client_start 192.0.2.100
pause 500ms
unseen port=r2 kind=vrrp
cut r1
see 2s port=r2 kind=vrrp dst=224.0.0.18 after=@cut-r1
see 2s port=r2 kind=vrrp dst=ff02::12 after=@cut-r1
pause 300ms
heal r1
wait_state r2 V1 BACKUP
wait_state r2 V6 BACKUP
pause 300ms
client_stop
timing "outage of the client, us" "$outage_us" 0 $(($(down_us 100 100) + 30000))
# Healing joins two that both answer until the loser has heard an advert.
ask double addr=192.0.2.100 before=@heal-r1
between "answered twice" "$double" 0 0
