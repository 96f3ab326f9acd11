# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A deleted MASTER sends priority 0 and is silent for good; the BACKUP takes over after its skew.
# proves: FSM-A1+- FSM-B6+ FSM-B8+ TM-10 PR-06+- PR-08 TX-13+
topology r1 r2 client
for ms in $intervals; do
	step "interval $ms ms"
	vrid=$((ms / 10 + 1))
	hka r1 vr add V1 dev eth0 vrid $vrid priority 200 interval "${ms}ms" vip 192.0.2.100
	hka r2 vr add V1 dev eth0 vrid $vrid priority 100 interval "${ms}ms" vip 192.0.2.100
	see_n 5 15s port=r1 kind=vrrp vrid=$vrid
	mark begin
	client_start 192.0.2.100
	pause 300ms
	mark release
	hka r1 vr del V1
	mark released
	no_address r1 192.0.2.100
	see_n 5 15s port=r2 kind=vrrp vrid=$vrid after=@release
	client_stop
	see 0s port=r1 kind=vrrp prio=0 vrid=$vrid after=@release before=@released
	unseen port=r1 kind=vrrp vrid=$vrid after=@released
	wire last port=r1 kind=vrrp vrid=$vrid
	case $answer in *" prio=0 "*) ;; *) fail "an advert after the release: $answer" ;; esac
	ask takeover r1 r2 vrid=$vrid addr=192.0.2.100 after=@begin
	skew=$(skew_us 100 "$ms")
	timing "advert after priority 0, us" "$advert_us" "$skew" $((skew + 2000))
	timing "announced after, us" "$announce_us" 0 2000
	between "announcements before the advert" "$early" 0 0
	timing "outage of the client, us" "$outage_us" 0 $((skew + 40000))
	one_answered 192.0.2.100 after=@begin
	hka r2 vr del V1
	on client ip neigh flush dev eth0
done
step "a BACKUP that is deleted says nothing"
hka r1 vr add V1 dev eth0 vrid 9 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 9 priority 100 interval 100ms vip 192.0.2.100
see_n 5 5s port=r1 kind=vrrp vrid=9
hka r2 vr del V1
pause 500ms
unseen port=r2 kind=vrrp vrid=9
