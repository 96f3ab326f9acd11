# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Announcements keep their schedule: bursts, refreshes, gaps, and every address once before any twice.
# proves: ARP-09 ARP-10 25.9
# set: wide
topology r1 client

# announced ADDR: "N US": how often since the mark, and microseconds from the first to the last.
announced() {
	ask span port=r1 kind="garp|una" "$@" after=@begin
	echo "  $*: $n in $us us"
}

step "keepalived's defaults: five at once, five more after five seconds, both families, excluded ones too"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100 excluded 2001:db8::100
wait_state r1 V1 MASTER
pause 4s
announced ip=192.0.2.100
between "announcements" "$n" 5 5
announced target=2001:db8::100
between "announcements" "$n" 5 5
pause 10s
announced ip=192.0.2.100
between "announcements" "$n" 10 10
timing "from the first to the last, us" "$us" 5000000 5001000
announced target=2001:db8::100
between "announcements" "$n" 10 10
hka r1 vr del V1

step "every knob: 3 at once, 3 after 2 s, then 2 each 10 s"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s \
	announce repeat 3 delay 2s refresh 10s refresh-repeat 2 vip 192.0.2.100
see 5s port=r1 kind=garp after=@begin
pause 33s
announced ip=192.0.2.100
between "announcements" "$n" 12 12
timing "from the first to the last, us" "$us" 30000000 30001000
hka r1 vr set V1 announce refresh 0
mark begin
pause 12s
announced ip=192.0.2.100
between "announcements without a refresh" "$n" 0 0

step "a losing advert is answered and followed by lower-repeat, and again after lower-delay"
hka r1 vr set V1 announce lower-repeat 2 lower-delay 1s
mark begin
junk_start client src=192.0.2.200 vrid=7 prio=100 int=1000ms vip=192.0.2.100 class=valid every=60s
see 2s port=client kind=vrrp prio=100 after=@begin
pause 500ms
announced ip=192.0.2.100
between "announcements" "$n" 2 2
pause 4s
junk_stop
announced ip=192.0.2.100
between "announcements" "$n" 4 4
timing "from the first to the last, us" "$us" 999900 1001000
hka r1 vr set V1 announce lower-repeat 0
mark begin
junk_start client src=192.0.2.200 vrid=7 prio=100 int=1000ms vip=192.0.2.100 class=valid every=60s
see 2s port=client kind=vrrp prio=100 after=@begin
see 2s port=r1 kind=vrrp prio=200 after=@begin
pause 2s
junk_stop
announced ip=192.0.2.100
between "announcements with lower-repeat 0" "$n" 0 0
hka r1 vr del V1

step "a gap of 100 ms on the device, over addresses and routers; each address once before any twice"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s announce repeat 2 delay 0 interval 100ms \
	vip 192.0.2.100 vip 192.0.2.101 vip 192.0.2.102
hka r1 vr add V2 dev eth0 vrid 8 inet6 priority 200 interval 1s announce repeat 2 delay 0 interval 100ms \
	vip fe80::100 vip 2001:db8::101
wait_state r1 V2 MASTER
pause 2s
announced
between "announcements" "$n" 10 10
timing "from the first to the last, us" "$us" 899900 901000
ask gaps port=r1 kind="garp|una" after=@begin
timing "smallest gap, us" "$min" 99990 100100
wire list port=r1 kind="garp|una" after=@begin
# The last address of the first round is one of the routers' five, the sixth line is a repetition.
echo "$answer" | sed 's/.*\(ip\|target\)=\([^ ]*\).*/\2/' | head -n 5 | sort -u | wc -l | grep -q '^ *5$' ||
	fail "an address was announced twice before another was announced at all:
$answer"
hka r1 vr del all

step "a release ends a burst at once"
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s announce repeat 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
see 1s port=r1 kind=garp
pause 1s
hka r1 vr del V1
mark begin
pause 5s
announced
between "announcements after the release" "$n" 0 0

many=200
[ "${LAB_KERNEL:-}" != debug ] || many=20
step "$many routers at once: each address is announced once before any is announced twice"
ip -n r1 link set eth0 down
i=1
while [ $i -le $many ]; do
	hka r1 vr add "N$i" dev eth0 vrid $i priority 200 interval 1s vip "198.51.100.$i"
	i=$((i + 1))
done
mark begin
ip -n r1 link set eth0 up
see_n $((many * 5)) 10s port=r1 kind=garp after=@begin
wire list port=r1 kind=garp after=@begin
echo "$answer" | sed -n 's/.*ip=\([^ ]*\).*/\1/p' | awk 'seen[$1]++ { print NR - 1; exit }' >$run/n
IFS= read -r n <$run/n
between "addresses announced before the first repetition" "$n" $many $many
ask span port=r1 kind=vrrp after=@begin before=@begin+3500ms
echo "  first adverts: $n in $us us"
hka r1 vr del all
