# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A partition heals: the loser says one last word, the winner announces after it, clients follow at once.
# proves: FSM-A4 FSM-A7 FSM-A10 FSM-A11 PR-10 25.6 25.14
topology r1 r2 client

# one_heal FAMILY VIP KIND PHASE US: the client sits on the loser's side when the winner returns.
one_heal() {
	step "$1, healed $4 into the loser's period"
	cut r1
	wait_state r2 V$1 MASTER
	client_start "$2" 2ms
	see_n 3 5s port=r2 kind=vrrp after=@cut-r1
	pause "$4"
	heal r1
	wait_state r2 V$1 BACKUP
	see 1s port=r1 kind="$3" after=@heal-r1
	pause 500ms
	client_stop

	# What the loser said last, and when the winner announced after that.
	ask when port=r2 kind=vrrp
	last=$ns
	ask delta "$last" port=r1 kind="$3"
	[ "$us" -ge 0 ] || fail "the winner never announced after the loser's last advert"
	timing "announced after the loser's last advert, us" "$us" 0 "$5"
	timing "outage of the client, us" "$outage_us" 0 $((2000 + 2 * $5))

	# One periodic advert of the loser may come first; the one with which it yields is the last.
	ask count port=r2 kind=vrrp after=@heal-r1
	between "adverts of the loser" "$n" 1 2
	ask count port=r2 kind=vrrp prio=0 after=@heal-r1
	between "releases" "$n" 0 0
	one_answered "$2" after="$last"
	is_state r1 V$1 MASTER
	# Its period goes on as before: what it said in between were replies.
	ask gaps period=100ms port=r1 kind=vrrp after=@heal-r1+200ms
	timing "jitter afterwards, us" "$jit_max" 0 1000
}

hka r1 vr add V4 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V4 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V4 MASTER
for phase in 10ms 30ms 50ms 70ms 90ms; do
	one_heal 4 192.0.2.100 garp "$phase" 2000
done
step "the way from one to the other takes 5 ms: the loser's last word comes long after the reply"
on sw tc qdisc add dev r1 root netem delay 5ms
on sw tc qdisc add dev r2 root netem delay 5ms
for phase in 20ms 50ms 80ms; do
	one_heal 4 192.0.2.100 garp "$phase" 7000
done
on sw tc qdisc del dev r1 root
on sw tc qdisc del dev r2 root
hka r1 vr del V4
hka r2 vr del V4

hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100 vip 2001:db8::100
hka r2 vr add V6 dev eth0 vrid 7 inet6 priority 100 interval 100ms vip fe80::100 vip 2001:db8::100
wait_state r1 V6 MASTER
for phase in 10ms 30ms 50ms 70ms 90ms; do
	one_heal 6 2001:db8::100 una "$phase" 2000
done
