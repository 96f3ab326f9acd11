# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Words for scenarios, which read this file first, in which hkad, on r1, and keepalived, on r2, are
# started with one and the same file. Its nodes are r1a, r1b, r2a, r2b: a is the better one, and who of the
# hosts it is decides the direction. What each makes of the file is looked at from outside, and must
# be the same.

# same PEER MS VIP: topology for it, the interval and an address of the router V1 (VRID 7) of the file, which
# the caller writes to $file then.
same() {
	peer=$1 ms=$2 vip=$3 root=/peer/$1
	[ -d $root ] || fail "no $peer in this guest"
	topology r1 r2 client
	for _d in proc dev run; do
		grep -q " $root/$_d " /proc/mounts || mount --bind /$_d $root/$_d
	done
	mkdir -p $run/peer
	file=$run/peer/conf
	# There before a daemon comes that others' words are waited for.
	: >$run/peer/r1.log
	: >$run/peer/r2.log
}

# nodes: the lines of the file that tell them apart.
nodes() {
	for _n in 1 2; do
		for _p in a:200 b:100; do
			echo "@r$_n${_p%:*} \$PRIO=${_p#*:}"
			echo "@r$_n${_p%:*} \$SELF=192.0.2.$_n"
			echo "@r$_n${_p%:*} \$OTHER=192.0.2.$((3 - _n))"
		done
	done
}

# both_families: a file with a router of each family, which share a fate; V1 has 192.0.2.100.
both_families() {
	nodes >$file
	cat >>$file <<'END'
global_defs {
	vrrp_version 3
	vrrp_garp_master_delay 2
	vrrp_garp_master_repeat 3
}
vrrp_sync_group G {
	group {
		V1
		V6
	}
	track_interface {
		lo
	}
}
vrrp_instance V1 {
	state MASTER
	interface eth0
	virtual_router_id 7
	priority $PRIO
	advert_int 0.1
	virtual_ipaddress {
		192.0.2.100/24 dev eth0
#more192.0.2.99
	}
	virtual_ipaddress_excluded {
		203.0.113.7
	}
}
vrrp_instance V6 {
	interface eth0
	virtual_router_id 8
	priority $PRIO
	advert_int 0.1
	virtual_ipaddress {
		fe80::100/64
		2001:db8::100/64 preferred_lft 0
	}
	virtual_routes {
		2001:db8:9::/64 via 2001:db8::c8 dev eth0 metric 7
	}
}
END
}

# start HOST a|b: its daemon, as that node of the file; until it has read it.
start() {
	: >$run/peer/$1.log
	mark start-$1
	case $1 in
	r1)
		/usr/sbin/ip netns exec r1 hkad -n -l -G -D -f $file -i $1$2 >>$run/peer/r1.log 2>&1 &
		pid_r1=$!
		wait_line $run/peer/r1.log "as configured" ;;
	r2)
		in_peer keepalived --vrrp --dont-fork --log-console --log-detail --use-file=$file --config-id=$1$2 \
			--pid=$run/peer/pid --vrrp_pid=$run/peer/vrrp.pid >>$run/peer/r2.log 2>&1 &
		pid_r2=$!
		wait_line $run/peer/r2.log "Entering BACKUP STATE" ;;
	esac
	daemon_pids="$daemon_pids $!"
}
pid() { eval "echo \$pid_$1"; }

# stop HOST: as an administrator does; until it is gone.
stop() {
	mark stop-$1
	kill "$(pid $1)"
	wait "$(pid $1)" || fail "the daemon of $1 ended with $?"
}

# strike SIGNAL HOST: all of its processes at once.
strike() {
	case $2 in
	r1) kill -$1 $pid_r1 ;;
	r2) kill -$1 "$(cat $run/peer/vrrp.pid)" $pid_r2 ;;
	esac
}

# murder HOST: until it is gone.
murder() {
	mark murder-$1
	strike 9 $1
	wait "$(pid $1)" || :
	rm -f $run/peer/pid $run/peer/vrrp.pid
}

# reload HOST: until it has read the file again.
reload() {
	: >$run/peer/$1.log
	mark reload-$1
	kill -HUP "$(pid $1)"
	case $1 in
	r1) wait_line $run/peer/r1.log "as configured" ;;
	r2) wait_line $run/peer/r2.log "sockpool" ;;
	esac
}

# owned HOST: what it has of addresses, routes and rules, a line each, but for who put them there and for what
# the topology gave it.
owned() {
	{
		ip -n $1 -o addr show dev eth0 | sed 's/^[0-9]*: //; s/valid_lft.*//; s/\\//'
		ip -n $1 route show table all
		ip -n $1 -6 route show table all
		ip -n $1 rule
		ip -n $1 -6 rule
	} | sed "s/  */ /g; s/ $//; s/ proto \(112\|keepalived\)//; s/ src 192.0.2.${1#r}\$//" |
		grep -v -e "table local" -e "fe80::${1#r}/" -e "2001:db8::${1#r}/" -e "192.0.2.${1#r}/" | sort
}

# nothing_left HOST: what it has is what it had before it was started.
nothing_left() {
	owned $1 | diff $run/peer/$1.before - >$run/peer/diff || fail "$1 is not as before: $(sed 's/^/ /' $run/peer/diff)"
}

# steady HOST MARK OTHER: since then it sent every advert in time, and the other none.
steady() {
	pause $((4 * ms))ms
	ask gaps port=$1 kind=vrrp vrid=7 period=${ms}ms after=@$2
	[ $1 != r1 ] || timing "longest gap between hkad's adverts since $2, us" "${max%.*}" $((ms * 1000 - 1000)) $((ms * 1000 + 1000))
	[ $1 != r2 ] || echo "  longest gap between keepalived's adverts since $2, us: ${max%.*}"
	unseen port=$3 kind=vrrp after=@$2
}

# One direction: node a of the file on $a, node b on $b.
try_same() {
	a=$1 b=$2
	step "election: $a is the better one"
	owned r1 >$run/peer/r1.before
	owned r2 >$run/peer/r2.before
	start $b b
	see 10s port=$b kind=vrrp after=@start-$b
	start $a a
	settled $a $b
	owned $a | diff -U 0 $run/peer/$a.before - | sed -n '/^[+-][+-]/d; /^[+-]/p' >$run/peer/$a.has
	cat $run/peer/$a.has
	nothing_left $b

	step "$a dies"
	learned
	mark begin
	pause $((2 * ms))ms
	cut $a
	see_n 5 20s port=$b kind=vrrp after=@cut-$a
	taken_over $a $b "$(down_us 100 $ms)" after=@begin
	heal $a
	settled $a $b
	nothing_left $b

	step "the daemon of $a dies"
	murder $a
	case $a in
	r1)	# The kernel goes on.
		pause $((10 * ms))ms
		start $a a
		steady $a murder-$a $b ;;
	r2)
		see_n 5 20s port=$b kind=vrrp after=@murder-$a
		[ -n "$(lab_address $a $vip)" ] && [ -n "$(lab_address $b $vip)" ] && echo "  both have $vip"
		start $a a ;;
	esac
	settled $a $b
	nothing_left $b

	step "the daemon of $a hangs"
	mark hung
	strike STOP $a
	case $a in
	r1)
		pause 20s
		strike CONT $a
		steady $a hung $b ;;
	r2)
		see_n 5 20s port=$b kind=vrrp after=@hung
		[ -n "$(lab_address $a $vip)" ] && [ -n "$(lab_address $b $vip)" ] && echo "  both have $vip"
		strike CONT $a ;;
	esac
	settled $a $b
	nothing_left $b

	step "$b is stopped and started"
	stop $b
	nothing_left $b
	start $b b
	pause $((5 * ms))ms
	unseen port=$b kind=vrrp after=@stop-$b

	step "$a is stopped and started"
	mark begin
	pause $((2 * ms))ms
	stop $a
	see 0s port=$a kind=vrrp prio=0 after=@stop-$a
	see_n 5 20s port=$b kind=vrrp after=@stop-$a
	taken_over $a $b "$(skew_us 100 $ms)" after=@begin
	nothing_left $a
	start $a a
	see 20s port=$a kind=vrrp after=@start-$a
	ask delta @stop-$a port=$a kind=vrrp after=@start-$a
	echo "  $a advertises again after, us: $us"
	settled $a $b
	nothing_left $b

	step "both read it again: nothing happens"
	mark same
	reload $a
	reload $b
	steady $a same $b

	step "a is worse than b now, which $a reads"
	sed -i 's/PRIO=200/PRIO=50/' $file
	reload $a
	settled $b $a
	nothing_left $a
	step "and is better again"
	sed -i 's/PRIO=50/PRIO=200/' $file
	reload $a
	settled $a $b
	nothing_left $b

	step "an address more, which $b reads, and then $a"
	mark more
	sed -i 's/^#more//' $file
	reload $b
	reload $a
	pause $((2 * ms))ms
	has_address $a 192.0.2.99
	no_address $b 192.0.2.99
	steady $a more $b
	sed -i 's/^192.0.2.99/#more192.0.2.99/' $file
	reload $a
	no_address $a 192.0.2.99
	reload $b
	steady $a more $b
	stop $b
	stop $a
	nothing_left $a
	nothing_left $b
}

# try_both: both directions. Who is MASTER has the same, whoever it is.
try_both() {
	h=r1
	try_same r1 r2
	try_same r2 r1
	diff $run/peer/r1.has $run/peer/r2.has >$run/peer/diff ||
		fail "not the same of hkad and keepalived: $(cat $run/peer/diff)"
}

lab_report() {
	echo "--- the file"
	sed 's/^/ /' $file
	echo "--- hkad"
	tail -n 40 $run/peer/r1.log
	echo "--- $peer"
	tail -n 40 $run/peer/r2.log
}
