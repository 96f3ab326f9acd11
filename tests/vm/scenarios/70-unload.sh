# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The module is unloaded with 100 MASTERs: each sends priority 0, nothing is left behind.
# proves: IF-07 PR-06+
topology r1 client
i=1
while [ $i -le 100 ]; do
	hka r1 vr add "V$i" dev eth0 vrid $i priority 200 interval 1s vip "192.0.2.$((100 + i % 100))"
	i=$((i + 1))
done
see_n 100 60s port=r1 kind=garp
pause 2s
for i in 1 50 100; do is_state r1 V$i MASTER; done
mark unload
rmmod hka
mark unloaded
i=1
while [ $i -le 100 ]; do
	ask count port=r1 kind=vrrp prio=0 vrid=$i after=@unload
	[ "$n" -ge 1 ] || fail "VRID $i did not send priority 0"
	i=$((i + 1))
done
pause 2s
unseen port=r1 kind="vrrp|garp" after=@unloaded
[ "$(ip -n r1 -4 -o addr show dev eth0 | wc -l)" = 1 ] || fail "addresses are left on r1"
on r1 ip maddr show dev eth0 | grep -q 224.0.0.18 && fail "the group is still joined"
[ ! -d /sys/module/hka ]
