# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Real-time loops on every CPU, malformed adverts without a pause, fifty routers at 10 ms: no advert late, no rival.
# proves: REG-12 SEC-05 TM-18 TM-08+ 25.22
# set: wide
# modes: icount
# kernels: 6.1 6.12
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 200 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 200 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP

# clockwork: since @begin r1's adverts came as a clock, and r2 was silent.
clockwork() {
	ask gaps port=r1 kind=vrrp vrid=200 after=@begin period=100ms
	[ "$n" -ge 8 ] || fail "only $n gaps"
	between "largest deviation of an advert, us" "$jit_max" 0 1000
	unseen port=r2 kind=vrrp vrid=200
	is_state r1 V1 MASTER
	is_state r2 V1 BACKUP
}

step "two SCHED_FIFO loops, for a second and a half"
mark begin
loops_start 2
pause 1500ms
loops_stop
clockwork

step "malformed adverts as fast as they can be sent"
mark begin
junk_start client src=192.0.2.200 vrid=200 prio=255 int=10ms vip=192.0.2.66 every=0ms
pause 1s
junk_stop
clockwork
n=$(counter r1 V1 pkts-rcvd)
between "packets that the router dropped" $((n - $(counter r1 V1 advertisement-rcvd))) 500 10000000

step "fifty MASTERs at 10 ms, re-armed by every advert on the other side"
i=1
while [ $i -le 50 ]; do
	hka r1 vr add "S$i" dev eth0 vrid $i priority 200 interval 10ms vip "10.1.0.$i"
	hka r2 vr add "S$i" dev eth0 vrid $i priority 100 interval 10ms vip "10.1.0.$i"
	i=$((i + 1))
done
wait_state r1 S50 MASTER
mark begin
pause 1s
clockwork
for i in 1 25 50; do
	is_state r1 S$i MASTER
	is_state r2 S$i BACKUP
	ask gaps port=r1 kind=vrrp vrid=$i after=@begin period=10ms
	[ "$n" -ge 97 ] || fail "VRID $i: only $n gaps"
	between "VRID $i: largest deviation, us" "$jit_max" 0 1000
done
hka r1 vr del all
hka r2 vr del all
mark quiet
pause 200ms
unseen kind=vrrp after=@quiet
