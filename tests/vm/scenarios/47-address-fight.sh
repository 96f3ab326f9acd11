# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Who takes an address away again and again wins: back-off, then FAULT, and a new try after a while.
# proves: EX-15 25.18
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 10 7s port=r1 kind=garp

# fight NAME: takes the address away ten times, each time as soon as it is back; marks NAME0..9.
fight() {
	for _i in 0 1 2 3 4 5 6 7 8 9; do
		is_state r1 V1 MASTER
		mark "$1$_i"
		on r1 ip addr del 192.0.2.100/32 dev eth0
		[ "$_i" = 9 ] || see 3s port=r1 kind=garp ip=192.0.2.100 after="@$1$_i"
	done
}

step "ten removals, with growing distance, and r1 is FAULT"
fight gone
see 1s port=r1 kind=vrrp prio=0 after=@gone9
[ "$(counter r1 V1 address-removals)" = 10 ] || fail "address-removals is not 10"
# Back at once, then after 100, 200, 400, 800, 1600 ms, then half a down interval (1609 ms).
for i in 1 2 3; do
	ask delta @gone$i port=r1 kind=garp
	timing "back after removal $((i + 1)), us" "$us" $((50000 << i)) $((50000 * (1 << i) + 20000))
done
ask delta @gone8 port=r1 kind=garp
timing "back after removal 9, us" "$us" 1605000 1630000
is_state r1 V1 FAULT
hka r1 -d vr show V1 | grep -q address-fight || fail "the fault is not told"
unseen port=r1 kind=garp after=@gone9
wait_state r2 V1 MASTER
no_address r1 192.0.2.100

step "another try after three down intervals"
see 20s port=r1 kind=vrrp prio=200 after=@gone9
ask delta @gone9 port=r1 kind=vrrp prio=200
# Three down intervals, and one more as a BACKUP that hears a losing MASTER; it looks each 100 ms.
timing "MASTER again, us" "$us" $((4 * $(down_us 200 1000))) $((4 * $(down_us 200 1000) + 115000))

step "and twice as long the second time"
see 1s port=r1 kind=garp after=@gone9
fight again
see 40s port=r1 kind=vrrp prio=200 after=@again9+100ms
ask delta @again9+100ms port=r1 kind=vrrp prio=200
timing "MASTER again, us" "$us" $((7 * $(down_us 200 1000) - 100000)) $((7 * $(down_us 200 1000) + 115000))
see 1s port=r1 kind=garp after=@again9+1s
has_address r1 192.0.2.100
