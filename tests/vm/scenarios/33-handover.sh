# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A hand-over: priority 0, and it serves until the other is there; the client misses a packet at most.
# proves: EX-12+- 25.16 INT-07 FSM-B8+ FSM-B13+
# limit: 900
topology r1 r2 client

# hand_over ADDR MS UNICAST WORDS...: r1 (200) hands over to r2 (100). The client is there when it
# begins and when it is decided; in between, where that is long, it rests.
hand_over() {
	vip=$1 ms=$2 p1='' p2=''
	case $vip$3 in
	*:*unicast) p1="peer fe80::2" p2="peer fe80::1" ;;
	*unicast) p1="peer 192.0.2.2" p2="peer 192.0.2.1" ;;
	esac
	shift 3
	mark begin
	# shellcheck disable=SC2086 # words
	{
		hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval "${ms}ms" vip "$vip" "$@" $p1
		hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval "${ms}ms" vip "$vip" "$@" $p2
	}
	see 200s port=r1 kind=vrrp after=@begin
	client_start "$vip"
	pause 200ms
	mark handover
	/usr/sbin/ip netns exec r1 hkactl handover V1 >$run/said &
	waiting=$!
	see 2s port=r1 kind=vrrp prio=0 after=@handover
	if [ "$ms" -ge 1000 ]; then
		pause 200ms
		client_stop
		tally "lost pings when it begins" "$lost" 0 0
		pause $(($(skew_us 100 "$ms") / 1000 - 500))ms
		client_start "$vip"
	fi
	wait $waiting || fail "exit code $? of handover"
	cat $run/said
	pause 200ms
	client_stop
	tally "lost pings" "$lost" 0 1
	grep -q "^V1: handed over to" $run/said || fail "it does not say so"
	is_state r1 V1 BACKUP
	is_state r2 V1 MASTER
	no_address r1 "$vip"
	# r1 says nothing else, neither until the other's skew is over nor afterwards.
	ask count port=r1 kind=vrrp prio=0 after=@handover
	between "adverts of priority 0" "$n" 1 1
	ask when port=r1 kind=vrrp prio=0
	unseen port=r1 kind=vrrp prio!=0 after="$ns"
	ask delta "$ns" port=r2 kind=vrrp
	echo "  the other's advert after priority 0, us: $us"
	one_answered "$vip" after=@begin
}

done_with() {
	hka r1 vr del V1
	hka r2 vr del V1
	ip -n client neigh flush dev eth0
}

list="10 1000 5000"
[ "${LAB_KERNEL:-}" != debug ] || list="500 1000"
for ms in $list; do
	for vip in 192.0.2.100 fe80::100; do
		step "v3, $vip, interval $ms ms"
		hand_over $vip $ms multicast
		done_with
	done
done
step "v2"
hand_over 192.0.2.100 1000 multicast version 2
done_with
for vip in 192.0.2.100 fe80::100; do
	step "unicast, $vip"
	hand_over $vip 1000 unicast
	done_with
done

step "it does not preempt straight back, though better and with preempt"
hand_over 192.0.2.100 500 multicast
hka r1 -d vr show V1 | grep -q "handed-over yes" || fail "not shown"
hka r1 explain V1 | grep -q "It handed over" || fail "not explained"
hka r1 history V1 | grep -q "handed-over" || fail "not written down"
mark after
pause 5s
unseen port=r1 kind=vrrp after=@after
step "but it takes over when the other is gone"
cut r2
see 4s port=r1 kind=vrrp prio=200 after=@cut-r2
heal r2
wait_state r2 V1 BACKUP
step "and may after that preempt again"
hka r1 handover V1
wait_state r2 V1 MASTER
step "the other gives it back"
mark back
hka r2 handover V1
wait_state r1 V1 MASTER 2
see 0s port=r2 kind=vrrp prio=0 after=@back
step "or it is taken back"
hka r1 handover V1
is_state r1 V1 BACKUP
mark back
hka r1 handover V1 back
see 3s port=r1 kind=vrrp prio=200 after=@back
wait_state r2 V1 BACKUP
step "one that is not MASTER is refused"
hka r2 handover V1 2>$run/err && fail "handed over what it has not"
grep -q "not MASTER" $run/err || fail "$(cat $run/err)"

step "with no peer nothing changes, and the command says so"
hka r2 vr del V1
ip -n client neigh flush dev eth0
client_start 192.0.2.100
/usr/sbin/ip netns exec r1 hkactl monitor >$run/events &
monitor=$!
pause 300ms
mark alone
rc=0
hka r1 handover V1 >$run/said || rc=$?
mark decided
cat $run/said
[ $rc = 3 ] || fail "exit code $rc"
grep -q "nobody took over" $run/said || fail "it does not say so"
see 2s port=r1 kind=vrrp prio=200 after=@alone
ask when port=r1 kind=vrrp prio=0
ask delta "$ns" port=r1 kind=vrrp prio=200
timing "it goes on after, us" "$us" $((500000 + $(skew_us 1 500))) $((502000 + $(skew_us 1 500)))
is_state r1 V1 MASTER
client_stop
tally "lost pings" "$lost" 0 0
unseen port=r1 kind=garp after=@alone
hka r1 explain V1 | grep -q "nobody took over" || fail "not explained"
kill $monitor
grep -q "handover$\|handover priority" $run/events || { cat $run/events; fail "no event of the beginning"; }
grep -q "handover-failed" $run/events || { cat $run/events; fail "no event of the end"; }

step "all of the namespace: those that are MASTER, and each says what became of it"
hka r1 vr add V2 dev eth0 vrid 8 priority 200 interval 100ms vip 192.0.2.108
hka r2 vr add V2 dev eth0 vrid 8 priority 100 interval 100ms vip 192.0.2.108
hka r1 vr add V3 dev eth0 vrid 9 priority 100 interval 100ms vip 192.0.2.109
hka r2 vr add V3 dev eth0 vrid 9 priority 200 interval 100ms vip 192.0.2.109
wait_state r1 V2 MASTER
wait_state r2 V3 MASTER
rc=0
hka r1 handover all >$run/said || rc=$?
cat $run/said
[ $rc = 3 ] || fail "exit code $rc"
grep -q "^V1: nobody" $run/said || fail "V1"
grep -q "^V2: handed over to 192.0.2.2" $run/said || fail "V2"
grep -q "^V3" $run/said && fail "V3 was not MASTER"
is_state r1 V1 MASTER
is_state r1 V2 BACKUP
is_state r1 V3 BACKUP

step "the owner hands over as any other, in strict, too"
hka r1 vr del all
hka r2 vr del all
ip -n r1 addr add 192.0.2.50/24 dev eth0
hka r1 vr add V1 dev eth0 vrid 7 strict owner-check on priority 255 interval 500ms vip 192.0.2.50
hka r2 vr add V1 dev eth0 vrid 7 strict priority 100 interval 500ms accept on vip 192.0.2.50
wait_state r1 V1 MASTER
pause 1s
hka r1 handover V1
is_state r1 V1 BACKUP
mark after
pause 3s
unseen port=r1 kind=vrrp after=@after
hka r1 handover V1 back
wait_state r1 V1 MASTER

step "a hand-over that runs is ended by a stop with another priority 0, and by its end"
hka r2 vr del V1
hkactl -n r1 handover V1 >$run/said &
waiting=$!
see 1s port=r1 kind=vrrp prio=0 after=@after
hka r1 -j vr show V1 | grep -q '"handover":"running"' || fail "it does not run"
rc=0
hka r1 vr del V1
wait $waiting || rc=$?
[ $rc = 1 ] || fail "exit code $rc of a router that was deleted"
