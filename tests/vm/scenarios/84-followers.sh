# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Hundreds of followers: the gates of all shut and open with their leader's, and their adverts follow in slices that hold up nobody.
# proves: 25.17 EX-14
topology r1 r2 client
n_all=400
for h in r1 r2 client; do
	for k in 1 2; do
		echo "link add link eth0 name eth0.$k type vlan id $k"
		echo "link set eth0.$k up"
		echo "addr add 10.$k.0.$(number $h)/16 dev eth0.$k"
	done | ip -n $h -batch - || fail "cannot make the VLANs of $h"
done
last=10.2.1.150		# the address of the last of them
on r1 crowd -g make 0 $n_all 200 1s || fail "no routers"
wait_state r1 V0 MASTER
on r2 crowd -g make 0 $n_all 100 1s || fail "no routers"
# Their announcements, of which the last come after five seconds, are over.
pause 9s
is_state r1 V399 MASTER
is_state r2 V399 BACKUP

# others HOST: three routers there that have nothing to do with it, and little time.
others() {
	for i in 1 2 3; do
		hka "$1" vr add X$i dev eth0 vrid $((10 * $(number "$1") + i)) priority 200 interval 10ms vip 192.0.2.$((100 + 10 * $(number "$1") + i))
		wait_state "$1" X$i MASTER
		pause 3ms
	done
}
# on_time HOST FROM TO: the adverts of those were, while the followers changed.
on_time() {
	for i in 1 2 3; do
		ask gaps period=10ms port="$1" kind=vrrp int=10ms vrid=$((10 * $(number "$1") + i)) after=$(($2 - 30000000)) before=$(($3 + 30000000))
		timing "advert of X$i of $1 off its time, us" "$jit_max" 0 2000
	done
	timing "from the first of the followers to the last, us" $((($3 - $2) / 1000)) 5000 100000
}
others r1
others r2
# Whatever asks while softirqs have the processor has to be on its way before.
on client tc qdisc add dev eth0 root netem delay 20ms limit 10000
/usr/sbin/ip netns exec client client eth0.2 $last 1ms $run/client &
client_pid=$!
pause 100ms

step "the leader fails: nobody answers for a follower any more, whose own release comes later"
mark fault
hka r1 demote V0 fault
see_n $n_all 5s port=r1 kind=vrrp prio=0 after=@fault
ask when port=r1 kind=vrrp vlan=1 vrid=1 prio=0
t0=$ns
ask when port=r1 kind=vrrp vlan=2 vrid=150 prio=0
t1=$ns
on_time r1 $t0 $t1
ask count kind=arp-req tip=$last after=$t0 before=$t1
between "questions for the last one's address meanwhile" "$n" 1 1000
unseen port=r1 kind=arp-rep sip=$last after=$t0
ask count port=r1 kind=arp-rep sip=$last before=$t0
between "answers before" "$n" 1 100000

step "the other host's leader takes over, and all with it"
see_n $n_all 5s port=r2 kind=vrrp prio=100 after=@fault
ask when port=r2 kind=vrrp vlan=2 vrid=150 prio=100
t1=$ns
ask delta $t0 port=r2 kind=vrrp vlan=1 vrid=1 prio=100
on_time r2 $((t0 + us * 1000)) $t1
for i in 0 1 199 399; do wait_state r2 V$i MASTER; done
pause 1s
client_stop
[ "$double" = 0 ] || fail "two hosts answered"
one_answered $last
