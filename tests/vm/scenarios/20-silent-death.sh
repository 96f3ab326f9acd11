# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The MASTER dies silently: the BACKUP claims after Active_Down, then installs, then announces.
# proves: FSM-B7+ TM-01+ TM-02+ TM-09 ARP-01+ ARP-04+ 25.13
topology r1 r2 client
for ms in $intervals; do
	step "interval $ms ms"
	vrid=$((ms / 10 + 1))
	hka r1 vr add V1 dev eth0 vrid $vrid priority 200 interval "${ms}ms" vip 192.0.2.100
	hka r2 vr add V1 dev eth0 vrid $vrid priority 100 interval "${ms}ms" vip 192.0.2.100
	see_n 5 15s port=r1 kind=vrrp vrid=$vrid
	mark begin
	client_start 192.0.2.100 2ms
	see_n 3 5s port=r1 kind=vrrp vrid=$vrid after=@begin
	cut r1
	see_n 5 15s port=r2 kind=vrrp vrid=$vrid after=@cut-r1
	client_stop
	ask takeover r1 r2 vrid=$vrid addr=192.0.2.100 after=@begin
	down=$(down_us 100 "$ms")
	timing "advert after the last, us" "$advert_us" "$down" $((down + 2000))
	[ "$announce_us" -ge 0 ] || fail "never announced"
	timing "announced after, us" "$announce_us" 0 2000
	between "announcements before the advert" "$early" 0 0
	timing "outage of the client, us" "$outage_us" $((down - ms * 1000 - 2000)) $((down + 6000))
	one_answered 192.0.2.100 after=@begin
	has_address r2 192.0.2.100
	hka r2 vr del V1
	hka r1 vr del V1
	no_address r1 192.0.2.100
	no_address r2 192.0.2.100
	heal r1
	on client ip neigh flush dev eth0
done
