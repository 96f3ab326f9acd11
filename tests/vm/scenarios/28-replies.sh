# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A losing advert is answered at once, at most twice in an interval, and the MASTER's period does not move.
# proves: FSM-A7 FSM-A10 FSM-A11 FSM-A12 TM-11 25.6 25.14
topology r1 client

# flood VERSION: losing adverts every 20 ms for five intervals.
flood() {
	mark flood
	junk_start client src=192.0.2.200 vrid=7 version="$1" prio=50 int=1s vip=192.0.2.100 class=valid every=20ms
	see_n 5 2s port=client kind=vrrp after=@flood
	mark from
	pause 5s
	mark to
	junk_stop
	ask count port=r1 kind=vrrp after=@from before=@to
}

step "v3: one that loses once is answered within a moment"
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
ask when port=r1 kind=vrrp
pause 300ms
on client junk eth0 src=192.0.2.200 vrid=7 prio=50 int=1s vip=192.0.2.100 class=valid count=1
see 1s port=client kind=vrrp prio=50
ask when port=client kind=vrrp prio=50
ask delta "$ns" port=r1 kind=vrrp
timing "answered after, us" "$us" 0 1000
see 1s port=r1 kind=garp after="$ns"
hka r1 vr del V1

for version in 3 2; do
	step "v$version: a flood"
	hka r1 vr add V1 dev eth0 vrid 7 version $version priority 200 interval 1s vip 192.0.2.100
	wait_state r1 V1 MASTER
	see_n 2 3s port=r1 kind=vrrp v=$version
	ask when port=r1 kind=vrrp
	last=$ns
	flood $version
	# five of its own, ten replies
	between "adverts in 5 s" "$n" 13 17
	between "replies held back" "$(counter r1 V1 replies-limited)" 200 400
	is_state r1 V1 MASTER
	# Its own adverts keep to the second they always had.
	see 3s port=r1 kind=vrrp after=@to
	see 3s port=r1 kind=vrrp after=@to+1500ms
	ask when port=r1 kind=vrrp
	offset=$(((ns - last) / 1000 % 1000000))
	timing "off its period afterwards, us" "$(((offset + 500000) % 1000000 - 500000))" -1000 1000

	step "v$version: reply-lower off: the flood is not answered"
	hka r1 vr set V1 reply-lower off
	flood $version
	between "adverts in 5 s" "$n" 4 6
	is_state r1 V1 MASTER
	hka r1 vr del V1
done
