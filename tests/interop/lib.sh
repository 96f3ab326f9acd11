# shellcheck shell=sh disable=SC2154,SC2034,SC2086,SC2046
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Words for scenarios with another implementation of VRRP, added to those of
# tests/vm/lib.sh, and the tests that every pair goes through. r1 and r3 run hka, r2 the peer;
# h is the one of r1 and r3 that is in use: r1 has a lower address than the peer, r3 a
# higher one. What is expected is seen on the wire and by the client; a peer's log only
# tells when it is ready.

peer=			# directory below /peer with its own libraries: NAME-VERSION
proto=			# v2 v2-pass v3 v3-plain v3-vmac v3-inet6 v3-vmac-inet6 v3-unicast v3-unicast-inet6
h=r1
vrid=7
root=
peer_pid=
zebra_pid=

# pair PEER PROTO: topology and settings.
pair() {
	peer=$1 proto=$2 root=/peer/$1
	ms=100 version=3 vip=192.0.2.100 vips=192.0.2.100 other=192.0.2.101 local='' words=''
	# What every advert of hka must look like.
	form="v=3 type=1 ttl=255 dst=224.0.0.18 sum=pseudo"
	case $proto in
	v2) ms=1000 version=2 form="v=2 type=1 ttl=255 dst=224.0.0.18 sum=ok auth=0" ;;
	v2-pass)
		ms=1000 version=2 words="auth pass s3cret"
		form="v=2 type=1 ttl=255 dst=224.0.0.18 sum=ok auth=1 pass=s3cret" ;;
	v3) ;;
	v3-vmac) words=vmac ;;
	v3-plain) words="checksum rfc9568" form="v=3 type=1 ttl=255 dst=224.0.0.18 sum=ok" ;;
	v3-inet6|v3-vmac-inet6)
		[ $proto = v3-inet6 ] || words=vmac
		vip=2001:db8::100 local=fe80::100 vips=fe80::100,2001:db8::100 other=fe80::100,2001:db8::101
		form="v=3 type=1 ttl=255 dst=ff02::12 sum=pseudo" ;;
	v3-unicast) words="peer 192.0.2.2" form="v=3 type=1 ttl=255 dst=192.0.2.2 sum=pseudo" ;;
	v3-unicast-inet6)
		vip=2001:db8::100 local=fe80::100 vips=fe80::100,2001:db8::100 other=fe80::100,2001:db8::101
		words="peer 2001:db8::2" form="v=3 type=1 ttl=255 dst=2001:db8::2 sum=pseudo" ;;
	*) fail "no protocol $proto" ;;
	esac
	[ -d $root ] || fail "no $peer in this guest"
	topology r1 r2 r3 client
	for _d in proc dev run; do
		grep -q " $root/$_d " /proc/mounts || mount --bind /$_d $root/$_d
	done
	mkdir -p $run/peer
	for _h in r1 r3; do hand_out "$peer-$proto-$_h" $_h; done
}

# --- hka ----------------------------------------------------------------------

# hka_up PRIORITY [WORD...]: a router on $h; words come after the protocol's.
hka_up() {
	_prio=$1
	shift
	hka $h vr add V1 dev eth0 vrid $vrid version $version priority $_prio interval ${ms}ms $words \
		${local:+vip $local} vip $vip "$@"
	mark hka-up
}
hka_down() {
	mark hka-down
	hka $h vr del V1
}

# well_formed [FILTER...]: each advert of hka is as this protocol wants it.
well_formed() {
	ask count port=$h kind=vrrp "$@"
	_all=$n
	ask count port=$h kind=vrrp $form vips=$vips "$@"
	[ "$n" = "$_all" ] || fail "of hka's $_all adverts only $n are $form vips=$vips"
	[ "$n" -gt 0 ] || fail "hka sent no advert"
}

# --- the peer -------------------------------------------------------------------

# peer_up PRIORITY [nopreempt] [last-word] [interval=MS] [vips=A,B]: starts it and waits until it is
# a BACKUP. last-word: before it yields it sends an advert, if it can do that.
peer_up() {
	_prio=$1 _preempt=1 _word='' _ms=$ms _vips=$vips
	shift
	for _o; do
		case $_o in
		nopreempt) _preempt= ;;
		last-word) _word=higher_prio_send_advert ;;
		interval=*) _ms=${_o#*=} ;;
		vips=*) _vips=${_o#*=} ;;
		*) fail "peer_up: $_o?" ;;
		esac
	done
	_vips=$(echo "$_vips" | tr , ' ')
	: >$run/peer/log
	${peer%%-*}_up
}

# peer_down: stops it as an administrator does, and waits until it is gone.
peer_down() {
	mark peer-down
	${peer%%-*}_down
	daemon_pids=
}

# peer_says TEXT: waits for it in the peer's log.
peer_says() { wait_line $run/peer/log "$1"; }

# in_peer CMD...: runs a program of the peer on r2, in the place of this shell.
in_peer() { exec /usr/sbin/ip netns exec r2 chroot $root "$@"; }

# What a protocol takes in a vrrp_instance.
keepalived_proto() {
	case $proto in
	v2-pass) printf '%s\n' "authentication {" "auth_type PASS" "auth_pass s3cret" "}" ;;
	v3-plain) echo v3_checksum_as_v2 ;;
	v3-vmac|v3-vmac-inet6) echo use_vmac ;;
	v3-unicast) printf '%s\n' "unicast_src_ip 192.0.2.2" "unicast_peer {" 192.0.2.3 192.0.2.1 "}" ;;
	v3-unicast-inet6)
		printf '%s\n' "unicast_src_ip 2001:db8::2" "unicast_peer {" 2001:db8::3 2001:db8::1 "}" ;;
	esac
}

keepalived_up() {
	cat >$run/peer/conf <<-END
		global_defs {
			router_id r2
			vrrp_version $version
		}
		vrrp_instance V1 {
			interface eth0
			state BACKUP
			virtual_router_id $vrid
			priority $_prio
			advert_int $((_ms / 1000)).$(printf %03d $((_ms % 1000)))
			$([ -n "$_preempt" ] || echo nopreempt)
			$_word
			$(keepalived_proto)
			virtual_ipaddress {
				$(for _v in $_vips; do echo $_v; done)
			}
		}
	END
	in_peer keepalived --vrrp --dont-fork --log-console --use-file=$run/peer/conf --pid=$run/peer/pid \
		--vrrp_pid=$run/peer/vrrp.pid >$run/peer/log 2>&1 &
	peer_pid=$!
	daemon_pids=$!
	peer_says "Entering BACKUP STATE"
}

keepalived_down() {
	kill $peer_pid
	wait $peer_pid || true
}

# FRR wants a device for the virtual MAC, with the addresses on it, and keeps it down
# (protodown) while BACKUP. Its IPv6 adverts come from a link-local address there: the same as
# eth0's, so that its rank among addresses is known.
frr_device() {
	_mac=00:00:5e:00:01:$(printf %02x $vrid)
	[ -z "$local" ] || _mac=00:00:5e:00:02:$(printf %02x $vrid)
	{
		echo "link add name vrrp link eth0 address $_mac type macvlan mode bridge"
		echo "link set vrrp addrgenmode none"
		for _v in $_vips; do
			case $_v in
			*:*) echo "addr add $_v/64 dev vrrp nodad" ;;
			*) echo "addr add $_v/24 dev vrrp" ;;
			esac
		done
		[ -z "$local" ] || echo "addr add fe80::2/64 dev vrrp nodad"
		echo "link set vrrp up"
	} | ip -n r2 -batch - || fail "cannot make FRR's device"
}

frr_up() {
	_ip=ip
	[ -z "$local" ] || _ip=ipv6
	cat >$run/peer/conf <<-END
		interface eth0
		 vrrp $vrid version $version
		 vrrp $vrid priority $_prio
		 vrrp $vrid advertisement-interval $_ms
		 $([ -n "$_preempt" ] || echo no vrrp $vrid preempt)
		 $([ $proto != v3-plain ] || echo no vrrp $vrid checksum-with-ipv4-pseudoheader)
		 $(for _v in $_vips; do echo "vrrp $vrid $_ip $_v"; done)
		exit
	END
	: >$run/peer/none
	# Linux answers for an address of any device, even one that is down, unless told not to.
	on r2 sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore'
	mkdir -p /run/frr $root/var/lib/frr
	frr_device
	_frr="-u root -g root -N r2 --log stdout --log-level informational"
	in_peer /usr/lib/frr/zebra $_frr -f $run/peer/none >$run/peer/zebra.log 2>&1 &
	zebra_pid=$!
	daemon_pids=$!
	_tries=200
	while [ ! -S /run/frr/r2/zserv.api ]; do
		[ $_tries -gt 0 ] || fail "zebra does not come up"
		_tries=$((_tries - 1))
		wire pause 50ms
	done
	in_peer /usr/lib/frr/vrrpd $_frr -f $run/peer/conf >$run/peer/log 2>&1 &
	peer_pid=$!
	daemon_pids="$zebra_pid $!"
	peer_says "Initialize -> Backup"
}

frr_down() {
	kill $peer_pid
	wait $peer_pid || true
	kill $zebra_pid
	wait $zebra_pid || true
	ip -n r2 link del vrrp
	rm -f /run/frr/r2/zserv.api
}

lab_report() {
	echo "--- $peer"
	cat $run/peer/conf
	tail -n 40 $run/peer/log $run/peer/zebra.log 2>/dev/null
}

# --- what others see ----------------------------------------------------------------

# settled MASTER OTHER: of two hosts only the first advertises, for 10 intervals on end, within 20 s.
settled() {
	_tries=$((20000 / (10 * ms) + 1))
	while :; do
		mark settling
		wire pause $((10 * ms + 10))ms
		ask count port=$1 kind=vrrp prio!=0 after=@settling
		_n=$n
		ask count port=$2 kind=vrrp after=@settling
		[ "$n" != 0 ] || [ "$_n" -lt 10 ] || break
		[ $_tries -gt 0 ] || fail "$1 sent $_n adverts and $2 $n in 10 intervals"
		_tries=$((_tries - 1))
	done
	case $h in
	"$1") is_state $h V1 MASTER; has_address $h $vip ;;
	"$2") is_state $h V1 BACKUP; no_address $h $vip ;;
	esac
}

# silent HOST: it sends no advert for 10 intervals from now on.
silent() {
	mark silent
	wire pause $((10 * ms))ms
	unseen port=$1 kind=vrrp after=@silent
}

# reached SECONDS: the client gets an answer from the address, after so long at most.
reached() {
	_tries=$1
	until on client ping -c 1 -W 1 $vip >/dev/null; do
		_tries=$((_tries - 1))
		[ $_tries -gt 0 ] || fail "the client does not reach $vip"
	done
}

# learned: the client's cache, emptied of what an earlier test left there, knows the address.
learned() {
	ip -n client neigh flush dev eth0
	reached 1
}

# known_at HOST: without having asked, the client's cache has a MAC for the address which the switch's
# table has at HOST's port.
known_at() {
	_mac=$(ip -n client neigh show $vip dev eth0 | sed -n 's/.*lladdr \([^ ]*\).*/\1/p')
	[ -n "$_mac" ] || fail "the client's cache has no MAC for $vip"
	_port=$(bridge -n sw fdb show br switch | awk -v m=$_mac '$1 == m && !/permanent/ { print $3 }')
	[ "$_port" = $1 ] || fail "the client knows $vip at $_mac, which the switch has at ${_port:-no port}, not $1"
}

# taken_over FROM TO TIME-us [FILTER...]: hka's times are in the bands of TM-09 and TM-10; a peer's are told.
taken_over() {
	_from=$1 _to=$2 _us=$3
	shift 3
	ask takeover $_from $_to vrid=$vrid addr=$vip "$@"
	if [ $_to = $h ]; then
		timing "hka's advert after the peer's last, us" "$advert_us" $_us $((_us + 2000))
		[ "$announce_us" -ge 0 ] || fail "hka never announced"
		timing "hka's announcement after it, us" "$announce_us" 0 2000
		between "hka's announcements before it" "$early" 0 0
	else
		echo "  the peer's advert after hka's last, us: $advert_us (at least $_us)"
		echo "  the peer's announcement after it, us: $announce_us"
	fi
}

# --- the tests every pair goes through; each begins and ends with nobody running ------------

# Of two, the one with the higher priority is MASTER, and the only one to answer.
try_election() {
	step "election: hka 200, peer 100"
	peer_up 100
	hka_up 200
	settled $h r2
	client_start $vip
	wire pause 500ms
	client_stop
	tally "lost pings" "$lost" 0 0
	one_answered $vip after=@client
	well_formed
	hka_down
	peer_down
	step "election: hka 100, peer 200"
	peer_up 200
	hka_up 100
	settled r2 $h
	learned
	client_start $vip
	wire pause 500ms
	client_stop
	tally "lost pings" "$lost" 0 0
	one_answered $vip after=@client
	peer_down
	hka_down
}

# The MASTER dies without a word, and comes back as one.
try_silent_death() {
	step "silent death of hka"
	peer_up 100 last-word
	hka_up 200
	settled $h r2
	learned
	mark begin
	client_start $vip
	wire pause $((3 * ms))ms
	cut $h
	see_n 5 20s port=r2 kind=vrrp after=@cut-$h
	client_stop
	taken_over $h r2 "$(down_us 100 $ms)" after=@begin
	one_answered $vip after=@begin
	known_at r2
	step "it returns"
	heal $h
	settled $h r2
	# A peer that yields without a word leaves no trace of itself but in the client's cache.
	ask count port=r2 kind=vrrp after=@heal-$h
	echo "  the peer's last adverts: $n"
	[ "$n" = 0 ] || known_at $h
	case $peer in keepalived-*) [ "$n" != 0 ] || fail "keepalived yielded without a word" ;; esac
	hka_down
	peer_down

	step "silent death of the peer"
	peer_up 200
	hka_up 100
	settled r2 $h
	learned
	mark begin
	client_start $vip
	wire pause $((3 * ms))ms
	cut r2
	see_n 5 20s port=$h kind=vrrp after=@cut-r2
	client_stop
	taken_over r2 $h "$(down_us 100 $ms)" after=@begin
	one_answered $vip after=@begin
	known_at $h
	well_formed after=@begin
	step "it returns"
	heal r2
	settled r2 $h
	# FRR as the winner announces nothing: the client's cache must have its time.
	case $peer in frr-*) reached 30 ;; esac
	known_at r2
	peer_down
	hka_down
}

# hka makes before it breaks: it serves until the peer's first advert. A peer has no such command.
try_handover() {
	step "hka hands over"
	peer_up 100
	hka_up 200
	settled $h r2
	learned
	mark begin
	client_start $vip
	wire pause $((3 * ms))ms
	mark handover
	hka $h handover V1 >$run/said || { cat $run/said; fail "nobody took over"; }
	cat $run/said
	see_n 3 20s port=r2 kind=vrrp after=@handover
	client_stop
	tally "lost pings" "$lost" 0 1
	ask count port=$h kind=vrrp prio=0 after=@handover
	between "adverts of priority 0" "$n" 1 1
	settled r2 $h
	known_at r2
	step "and takes it back"
	hka $h handover V1 back
	settled $h r2
	peer_down
	hka_down
}

# The MASTER is stopped by its administrator: priority 0, skew time.
try_release() {
	step "hka is stopped"
	peer_up 100
	hka_up 200
	settled $h r2
	learned
	mark begin
	client_start $vip
	wire pause $((3 * ms))ms
	hka_down
	mark gone
	see 0s port=$h kind=vrrp prio=0 after=@hka-down
	see_n 5 20s port=r2 kind=vrrp after=@hka-down
	client_stop
	unseen port=$h kind=vrrp after=@gone
	taken_over $h r2 "$(skew_us 100 $ms)" after=@begin
	one_answered $vip after=@begin
	known_at r2
	well_formed after=@begin
	peer_down

	step "the peer is stopped"
	peer_up 200
	hka_up 100
	settled r2 $h
	learned
	mark begin
	client_start $vip
	wire pause $((3 * ms))ms
	peer_down
	see 0s port=r2 kind=vrrp prio=0 after=@peer-down
	see_n 5 20s port=$h kind=vrrp after=@peer-down
	client_stop
	taken_over r2 $h "$(skew_us 100 $ms)" after=@begin
	one_answered $vip after=@begin
	known_at $h
	hka_down

	# With neighbouring priorities the skew is so short that a ping in 10 ms hardly falls into it.
	_may=$(($(skew_us 253 $ms) / 10000 + 1))
	step "hand-over to a peer of nearly the same priority"
	peer_up 253
	hka_up 254
	settled $h r2
	learned
	client_start $vip
	wire pause $((3 * ms))ms
	hka_down
	see_n 5 20s port=r2 kind=vrrp after=@hka-down
	client_stop
	tally "lost pings" "$lost" 0 $_may
	peer_down
	step "hand-over from a peer of nearly the same priority"
	peer_up 254
	hka_up 253
	settled r2 $h
	learned
	client_start $vip
	wire pause $((3 * ms))ms
	peer_down
	see_n 5 20s port=$h kind=vrrp after=@peer-down
	client_stop
	tally "lost pings" "$lost" 0 $_may
	hka_down
}

# Preemption on and off, of either.
try_preempt() {
	step "hka, better but without preempt, stays BACKUP"
	mark alone
	peer_up 100
	see 20s port=r2 kind=vrrp after=@alone
	hka_up 200 preempt off
	silent $h
	is_state $h V1 BACKUP
	hka_down
	step "with preempt it takes over"
	learned
	client_start $vip
	hka_up 200 preempt on
	see 20s port=$h kind=vrrp after=@hka-up
	ask delta @hka-up port=$h kind=vrrp
	timing "hka claims after, us" "$us" $(($(down_us 200 $ms) - 60000)) $(($(down_us 200 $ms) + 2000))
	claimed=$us
	settled $h r2
	client_stop
	# The peer is a process: what is asked before it has read the advert that ends its time it answers,
	# too. That takes it a fraction of a millisecond.
	one_answered $vip after=@hka-up before="@hka-up+${claimed}us"
	one_answered $vip after="@hka-up+$((claimed + 1000))us"
	known_at $h
	hka_down
	peer_down

	step "the peer, better but without preempt, stays BACKUP"
	mark alone
	hka_up 100
	see 20s port=$h kind=vrrp after=@alone
	peer_up 200 nopreempt
	silent r2
	peer_down
	step "with preempt it takes over"
	learned
	client_start $vip
	mark begin
	peer_up 200
	# FRR's device answers until vrrpd has come to it, and for IPv6 again some time before its first advert.
	case $peer in frr-*) see 20s port=r2 kind=vrrp after=@begin; mark begin ;; esac
	settled r2 $h
	client_stop
	one_answered $vip after=@begin
	known_at r2
	peer_down
	hka_down
}

# Two MASTERs of the same priority meet: the higher address stays.
try_equal() {
	for h in r1 r3; do
		step "equal priority, hka on $h"
		cut r2
		mark alone
		hka_up 150
		peer_up 150
		see 20s port=$h kind=vrrp after=@alone
		see 20s port=r2 kind=vrrp after=@alone cut=1
		heal r2
		if [ $h = r1 ]; then
			settled r2 $h
		else
			settled $h r2
		fi
		peer_down
		hka_down
	done
	h=r1
}

# The two do not agree on the interval: v3 follows the MASTER's, v2 drops the other's adverts.
# (keepalived's BACKUP waits all the same: what it drops restarts its timer.)
try_interval() {
	_ms=$((3 * ms))
	if [ $version = 2 ]; then
		step "interval mismatch: hka is MASTER"
		peer_up 100 interval=$_ms
		hka_up 200
		settled $h r2
		hka_down
		peer_down
		step "interval mismatch: hka does not hear the peer"
		mark alone
		peer_up 200 interval=$_ms
		see 20s port=r2 kind=vrrp after=@alone
		hka_up 100
		see_n 5 20s port=$h kind=vrrp after=@hka-up
		is_state $h V1 MASTER
		[ "$(counter $h V1 interval-errors)" -gt 0 ] || fail "hka did not count it"
		peer_down
		step "until it is put right"
		peer_up 200
		settled r2 $h
		peer_down
		hka_down
		return
	fi
	step "interval mismatch: hka is MASTER"
	peer_up 100 interval=$_ms
	hka_up 200
	settled $h r2
	mark begin
	wire pause $((3 * ms))ms
	cut $h
	see_n 2 20s port=r2 kind=vrrp after=@cut-$h
	taken_over $h r2 "$(down_us 100 $ms)" after=@begin
	peer_down
	hka_down
	heal $h
	step "interval mismatch: the peer is MASTER"
	mark alone
	peer_up 200 interval=$_ms
	see 20s port=r2 kind=vrrp after=@alone
	hka_up 100
	mark begin
	see_n 5 20s port=r2 kind=vrrp after=@begin
	is_state $h V1 BACKUP
	unseen port=$h kind=vrrp after=@begin
	cut r2
	see_n 2 20s port=$h kind=vrrp after=@cut-r2
	taken_over r2 $h "$(down_us 100 $_ms)" after=@begin
	hka_down
	peer_down
	heal r2
}

# The two do not agree on the addresses: the priority decides all the same. (keepalived before 2.3.3 says
# that it drops such adverts, but what it drops restarts its timer.)
try_list() {
	step "list mismatch: hka 200"
	peer_up 100 vips=$other
	hka_up 200
	settled $h r2
	hka_down
	peer_down
	step "list mismatch: peer 200"
	peer_up 200 vips=$other
	hka_up 100
	settled r2 $h
	[ "$(counter $h V1 address-list-mismatches)" -gt 0 ] || fail "hka did not count it"
	peer_down
	hka_down
}

# try_virtual: the two have one virtual MAC. Each takes over from the other under the client's eyes, and the
# client's cache keeps it.
try_virtual() {
	_vmac=00:00:5e:00:01:07
	[ -z "$local" ] || _vmac=00:00:5e:00:02:07
	try_silent_death
	try_release
	try_preempt
	[ "$_mac" = $_vmac ] || fail "the client knows $vip by $_mac"
	see 0s port=$h kind=vrrp mac=$_vmac
	see 0s port=r2 kind=vrrp mac=$_vmac
	unseen port=$h kind="garp|arp-rep" ip=$vip sha!=$_vmac
	unseen port=$h kind="na|una" target=$vip lla!=$_vmac
	unseen port=$h kind=arp-rep sip=$vip sha!=$_vmac
}

# all_tests: one after the other.
all_tests() {
	try_election
	try_silent_death
	try_release
	try_handover
	try_preempt
	try_equal
	try_interval
	try_list
}
