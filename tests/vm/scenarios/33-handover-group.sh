# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A group hands over as a whole, make before break: whichever member is named, in maintenance, or it keeps all.
# proves: EX-11+ EX-12+- EX-13 EX-14 25.16
topology r1 r2 client

# members HOST P: the group G with three routers; of different intervals, so that their skews differ.
members() {
	hka "$1" group add G sync
	hka "$1" vr add A dev eth0 vrid 1 priority "$2" interval 100ms in-group G vip 192.0.2.101
	hka "$1" vr add B dev eth0 vrid 2 priority "$2" interval 500ms in-group G vip 192.0.2.102
	hka "$1" vr add C dev eth0 vrid 3 priority "$2" interval 200ms in-group G vip 2001:db8::103
}

# all HOST STATE: every member is in it, now.
all() {
	for m in A B C; do is_state "$1" $m "$2"; done
}

# at_most_one ADDR WORDS...: hkactl hands over while the client asks for ADDR; it loses a packet at most.
at_most_one() {
	vip=$1
	shift
	client_start "$vip"
	pause 100ms
	mark handover
	hka r1 "$@" >$run/said
	cat $run/said
	pause 200ms
	client_stop
	tally "lost pings" "$lost" 0 1
	[ "$double" = 0 ] || fail "two hosts answered"
}

step "the group by its name: each sends priority 0 once, and is BACKUP when all have a winner"
members r1 200
members r2 100
for m in A B C; do wait_state r1 $m MASTER; done
for m in A B C; do wait_state r2 $m BACKUP; done
at_most_one 192.0.2.101 handover G
all r1 BACKUP
all r2 MASTER
for v in 1 2 3; do
	ask count port=r1 kind=vrrp vrid=$v prio=0 after=@handover
	between "adverts of priority 0, vrid $v" "$n" 1 1
	ask when port=r1 kind=vrrp vrid=$v prio=0 after=@handover
	[ $v = 1 ] && first=$ns
	timing "after the first, us" $(((ns > first ? ns - first : first - ns) / 1000)) 0 1000
	unseen port=r1 kind=vrrp vrid=$v prio!=0 after="$ns"
done
for m in A B C; do
	grep -q "^$m: handed over to" $run/said || fail "$m: not told"
	hka r1 history $m | grep -q "handed-over" || fail "$m: history"
done
for a in 192.0.2.101 192.0.2.102 2001:db8::103; do no_address r1 $a; done

step "none preempts straight back; one that is taken back takes all back"
mark after
pause 3s
unseen port=r1 kind=vrrp after=@after
hka r1 handover B back
for m in A B C; do wait_state r1 $m MASTER; done
all r2 BACKUP

step "a member by its name hands over the group, and hkactl says so"
pause 300ms
at_most_one 192.0.2.102 handover C
grep -q "C is in group G" $run/said || fail "it does not say so"
all r1 BACKUP
all r2 MASTER
hka r1 handover G back
for m in A B C; do wait_state r1 $m MASTER; done

step "maintenance does it the same way"
pause 300ms
at_most_one 2001:db8::103 maintenance on
all r1 BACKUP
all r2 MASTER
hka r1 history A | grep -q "maintenance" || fail "history"
hka r1 maintenance off
for m in A B C; do wait_state r1 $m MASTER; done

step "a lease that expires, though one member alone depends on it"
pause 300ms
hka r1 vr set B lease L handover
/usr/sbin/ip netns exec r1 hkactl lease take L timeout 1s grace 100ms >$run/said 2>&1 &
manager=$!
tries=100
until grep -q "is held" $run/said; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] || { cat $run/said; fail "the lease is not taken"; }
	wire pause 20ms
done
client_start 192.0.2.101
kill -9 $manager
for m in A B C; do wait_state r2 $m MASTER 5; done
pause 100ms
client_stop
tally "lost pings" "$lost" 0 1
all r1 BACKUP
hka r1 vr set B lease none
hka r1 handover G back
for m in A B C; do wait_state r1 $m MASTER; done

step "where one finds no winner all go on, and it says so"
hka r2 group del G
hka r2 vr del C
pause 300ms
mark alone
client_start 192.0.2.101
rc=0
hka r1 handover G >$run/said || rc=$?
cat $run/said
pause 300ms
client_stop
[ $rc = 3 ] || fail "exit code $rc"
for m in A B C; do grep -q "^$m: nobody took over" $run/said || fail "$m: not told"; done
tally "lost pings" "$lost" 0 2
all r1 MASTER
has_address r1 2001:db8::103
wait_state r2 A BACKUP
wait_state r2 B BACKUP

step "a leader hands over with its followers; each serves until its own winner is there"
for h in r1 r2; do
	hka $h vr del all
	hka $h group del all
	hka $h group add L leader follow-interval 2s
	p=100
	[ $h = r2 ] || p=200
	for i in 1 2 3; do
		hka $h vr add L$i dev eth0 vrid 2$i priority $p interval 100ms in-group L vip 192.0.2.12$i
	done
done
for i in 1 2 3; do wait_state r1 L$i MASTER; done
pause 500ms
at_most_one 192.0.2.123 handover L2
grep -q "L2 is in group L" $run/said || fail "it does not say so"
for i in 1 2 3; do
	wait_state r1 L$i BACKUP
	wait_state r2 L$i MASTER
done
