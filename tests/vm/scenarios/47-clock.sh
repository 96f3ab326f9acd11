# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# The wall clock is set an hour forward, then back: no advert late, no transition.
# proves: TM-12 TM-08+
# modes: icount
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
see_n 5 2s port=r1 kind=vrrp
now=$(date +%s)
for jump in 3600 -7200 3600; do
	step "by $jump seconds"
	now=$((now + jump))
	date -s "@$now" >/dev/null
	mark jumped
	pause 2s
	ask gaps port=r1 kind=vrrp after=@jumped period=100ms
	between "adverts in 2 s, gaps" "$n" 17 20
	between "largest deviation, us" "$jit_max" 0 1000
	is_state r1 V1 MASTER
	is_state r2 V1 BACKUP
	now=$(date +%s)
done
between "transitions of r1 to MASTER" "$(counter r1 V1 master-transitions)" 1 1
between "transitions of r2 to MASTER" "$(counter r2 V1 master-transitions)" 0 0
