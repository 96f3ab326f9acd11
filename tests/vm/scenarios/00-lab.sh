# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The laboratory proves itself: switch, observer, client and junk, without hka.
# module: no
topology r1 r2 client

step "valid adverts are seen with all their fields"
on r1 junk eth0 src=192.0.2.1 vrid=7 prio=150 int=100ms vip=192.0.2.100 class=valid every=100ms count=50 &
see_n 10 5s port=r1 kind=vrrp v=3 vrid=7 prio=150 int=100ms count=1 vips=192.0.2.100 sum=ok ttl=255
wait $!
ask gaps port=r1 kind=vrrp period=100ms
between "adverts" "$n" 49 49
precise && between "largest deviation, us" "$jit_max" 0 1000

step "so are IPv6 and version 2"
on r1 junk eth0 src=fe80::1 vrid=7 prio=1 vip=fe80::100 class=valid every=1ms count=5
on r1 junk eth0 src=192.0.2.1 version=2 vip=192.0.2.100 class=valid every=1ms count=5
see_n 5 1s port=r1 kind=vrrp v=3 src=fe80::1 dst=ff02::12 sum=pseudo mac=02:00:00:00:00:01
see_n 5 1s port=r1 kind=vrrp v=2 src=192.0.2.1 int=1000ms sum=ok

step "junk leaves in all its forms"
mark junk
on r2 junk eth0 src=192.0.2.2 vrid=7 prio=255 vip=192.0.2.100 every=1ms count=40
see_n 2 1s after=@junk port=r2 kind=vrrp sum=bad
see_n 4 1s after=@junk port=r2 kind=vrrp "ttl!=255"

step "a cut port is silent for the others, and keeps its carrier"
on r2 junk eth0 src=192.0.2.2 vrid=8 vip=192.0.2.100 class=valid every=10ms count=100 &
see 2s port=r2 vrid=8
cut r2
case $(on r2 ip -o link show eth0) in *LOWER_UP*) ;; *) fail "the carrier of r2 went" ;; esac
pause 100ms
unseen port=r2 vrid=8 after=@cut-r2
see 1s port=r2 vrid=8 after=@cut-r2 cut=1
heal r2
see 2s port=r2 vrid=8 after=@heal-r2
wait $!

step "an address moves; the client loses pings, and nothing answers twice"
on r1 ip addr add 192.0.2.100/24 dev eth0
client_start 192.0.2.100 10ms
pause 500ms
on r1 ip addr del 192.0.2.100/24 dev eth0
pause 100ms
on r2 ip addr add 192.0.2.100/24 dev eth0
on client ip neigh flush dev eth0
pause 500ms
client_stop
tally "lost pings" "$lost" 5 400
tally "answered" "$answered" 20 400
one_answered 192.0.2.100

step "two owners of an address are found out"
on r1 ip addr add 192.0.2.100/24 dev eth0
client_start 192.0.2.100 10ms
pause 300ms
client_stop
tally "answered twice" "$double" 10 400
ask double addr=192.0.2.100
tally "answered twice, on the wire" "$double" 10 400
on r1 ip addr del 192.0.2.100/24 dev eth0

step "the same with IPv6"
on r1 ip addr add 2001:db8::100/64 dev eth0 nodad
client_start 2001:db8::100 10ms
pause 300ms
client_stop
tally "lost" "$lost" 0 5
tally "answered" "$answered" 10 400
between "answered twice" "$double" 0 0

step "RTNL can be held"
hold_rtnl 300
mark held
on r1 ip link set eth0 mtu 1400
mark free
ask delta @held kind=mark name=free
between "us without RTNL" "$us" 200000 2000000

step "a host can lose and regain its device"
unplug r2
plug r2
on r2 junk eth0 src=192.0.2.2 vrid=9 vip=192.0.2.100 class=valid count=1
see 2s port=r2 vrid=9
