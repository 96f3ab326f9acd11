# shellcheck shell=sh disable=SC3045,SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The vocabulary of scenarios; runs inside the guest (busybox sh). Every word a
# scenario may use is a function below with one line that says what it does.
# A scenario fails by the first expectation that does not hold (or command that
# fails: set -e); what a person then needs is printed by lab_end.
#
# Processes are dear here (a fork and exec costs 0.4 s on the debug kernel), so
# the observer is asked through a FIFO, without one.
set -eu

hosts=			# all namespaces of the topology but the switch
answer=			# what the observer said last
client_pid=
junk_pid=
loops_pids=
daemon_pids=		# of whatever else must be ended
wire_on=
mode=${LAB_MODE:-icount}
run=/run/lab

# busybox prefers its own applets to what stands in PATH; those are too small.
ip() { /usr/sbin/ip "$@"; }
tc() { /usr/sbin/tc "$@"; }

# --- saying and failing -----------------------------------------------------

step() { echo "* $*"; }
fail() { echo "FAILED: $*"; exit 1; }
skip() { echo "SKIPPED: $*"; exit 77; }
# precise: true where a measured time means something: in virtual time, not on the slow debug kernel.
precise() { [ "$mode" = icount ] && [ "${LAB_KERNEL:-}" != debug ]; }
# Advertisement intervals to go through, in ms. On the debug kernel the work of a takeover takes longer
# than a router at 10 ms may be without its address.
intervals="10 100 1000"
[ "${LAB_KERNEL:-}" != debug ] || intervals="500 1000"

# --- topology ---------------------------------------------------------------

# number HOST: the last byte of its addresses.
number() {
	case $1 in
	r[0-9]*) echo "${1#r}" ;;
	client) echo 200 ;;
	*) fail "topology: a host is called rN or client, not $1" ;;
	esac
}

# wires HOST: commands for "ip -batch" that connect it to its switch port.
lab_wires() {
	_hex=$(printf '%02x' "$2")
	echo "link add name $1 netns sw type veth peer name eth0 netns $1 address 02:00:00:00:00:$_hex"
}

# lab_addresses HOST N: brings eth0 up with its fixed addresses.
lab_addresses() {
	cat <<-EOF
	link set lo up
	link set eth0 up
	addr add 192.0.2.$2/24 dev eth0
	addr add fe80::$(printf '%x' "$2")/64 dev eth0 nodad
	addr add 2001:db8::$(printf '%x' "$2")/64 dev eth0 nodad
	EOF
}

# topology HOST...: namespaces rN and client, each with eth0 on one switch, and
# the observer on all ports. rN has 192.0.2.N, fe80::N (hex), 2001:db8::N.
topology() {
	hosts=$*
	{
		echo "netns add sw"
		for _h; do echo "netns add $_h"; done
		for _h; do lab_wires "$_h" "$(number "$_h")"; done
	} | ip -batch - || fail "cannot build the topology"
	{
		echo "link add name switch type bridge forward_delay 0 stp_state 0 mcast_snooping 0"
		echo "link set switch up"
		for _h; do echo "link set $_h master switch up"; done
	} | ip -n sw -batch - || fail "cannot build the switch"
	for _h; do
		lab_addresses "$_h" "$(number "$_h")" | ip -n "$_h" -batch - || fail "cannot address $_h"
	done
	wire_start "$@"
}

# on HOST CMD...: runs a command there.
on() {
	_ns=$1
	shift
	case $1 in
	ip|tc|bridge) _tool=$1; shift; "$_tool" -n "$_ns" "$@" ;;
	# Not "ip netns exec", which mounts a /sys and takes three times as long.
	*) nsenter --net="/run/netns/$_ns" "$@" ;;
	esac
}

# hka HOST ARGS...: hkactl in that host.
hka() { _ns=$1; shift; hkactl -n "$_ns" "$@"; }

# cut HOST: silent death as the others see it; its carrier stays. heal HOST: the contrary.
cut() { wire cut "$1"; }
heal() { wire heal "$1"; }

# unplug HOST: its eth0 is gone. plug HOST: it is back, as new, with its addresses.
unplug() { ip -n "$1" link del eth0; }
plug() {
	lab_wires "$1" "$(number "$1")" | ip -batch -
	ip -n sw link set "$1" master switch up
	wire port "$1"
	lab_addresses "$1" "$(number "$1")" | ip -n "$1" -batch - || fail "cannot address $1"
}

# hold_rtnl MS: the guest's RTNL is held for so long, starting now.
hold_rtnl() {
	[ -d /sys/module/hka_lab ] || modprobe hka_lab
	echo "$1" >/sys/module/hka_lab/parameters/rtnl
}

# stall softirqs|interrupts MS: none runs on any CPU for so long; returns afterwards. $woke is the
# moment it ended, $asleep the one it began, for after= and before=.
stall() {
	[ -d /sys/module/hka_lab ] || modprobe hka_lab
	echo "$2" >"/sys/module/hka_lab/parameters/$1_off"
	read -r woke </sys/module/hka_lab/parameters/woke
	asleep=$((woke - $2 * 1000000))
}

# doze MS: the clocks tell of a suspend of so long that ended just now ($woke). The observer's
# clock, the wall's, jumps with it.
doze() {
	[ -d /sys/module/hka_lab ] || modprobe hka_lab
	echo "$1" >/sys/module/hka_lab/parameters/sleep
	read -r woke </sys/module/hka_lab/parameters/woke
}

# --- a sync group -----------------------------------------------------------

# sync_topology: r1, r2 and the client, with a second network, r1 and r2 on eth1, whose carrier
# the ports r1-b and r2-b of the switch decide.
sync_topology() {
	topology r1 r2 client
	on sw ip link add side type bridge forward_delay 0 stp_state 0 mcast_snooping 0
	on sw ip link set side up
	for _h in r1 r2; do
		ip link add "$_h-b" netns sw type veth peer name eth1 netns $_h
		on sw ip link set "$_h-b" up master side
		on $_h ip link set eth1 up
		on $_h ip addr add 198.51.100.${_h#r}/24 dev eth1
	done
}

# sync_group HOST P1 P2 P3: the group G with the routers A, B, C of these priorities, on both
# networks and in both families.
sync_group() {
	hka "$1" group add G sync
	hka "$1" vr add A dev eth0 vrid 1 priority "$2" interval 100ms in-group G vip 192.0.2.100
	hka "$1" vr add B dev eth1 vrid 2 priority "$3" interval 100ms in-group G vip 198.51.100.100
	hka "$1" vr add C dev eth0 vrid 3 priority "$4" interval 100ms in-group G vip 2001:db8::100
}

# sync_state HOST STATE: until every member is in it.
sync_state() {
	for _m in A B C; do wait_state "$1" $_m "$2"; done
}
# sync_addresses HOST has|no: on the devices.
sync_addresses() {
	for _a in 192.0.2.100 198.51.100.100 2001:db8::100; do "$2_address" "$1" $_a; done
}

# --- the observer -----------------------------------------------------------

wire_start() {
	mkdir -p $run
	rm -f $run/ctl $run/out
	mkfifo $run/ctl $run/out
	nsenter --net=/run/netns/sw wire $run/ctl $run/out "$@" &
	exec 8<>$run/ctl 9<>$run/out
	wire_on=1
	wire mark start
}

# wire QUESTION...: asks the observer (tools/wire.c, tools/query.h); the reply is in $answer.
wire() {
	printf '%s\n' "$*" >&8
	answer=
	while :; do
		IFS= read -r -t 180 _l <&9 || fail "the observer does not answer: $*"
		[ "$_l" != . ] || break
		answer="$answer${answer:+
}$_l"
	done
	case $answer in *error=*) fail "observer: $*: $answer" ;; esac
}

# ask QUESTION...: the same, and each key=value of the answer becomes a variable.
ask() {
	wire "$@"
	eval "$answer"
}

# pause D: lets time pass (100ms, 2s).
pause() { wire pause "$1"; }

# mark NAME: gives the present moment a name, for after=@NAME.
mark() { wire mark "$1"; }

# see D FILTER...: within D a frame that matches is, or has been, on the wire.
see() {
	_d=$1
	shift
	ask wait "$_d" 1 "$@"
	# shellcheck disable=SC2154
	[ "$ok" = 1 ] || fail "not seen within $_d: $*"
}

# see_n N D FILTER...: the same for N of them.
see_n() {
	_n=$1 _d=$2
	shift 2
	ask wait "$_d" "$_n" "$@"
	[ "$ok" = 1 ] || fail "seen $n of $_n within $_d: $*"
}

# unseen FILTER...: no frame so far matches.
unseen() {
	ask count "$@"
	[ "$n" = 0 ] || {
		wire list last=5 "$@"
		fail "must not be on the wire ($n times): $*
$answer"
	}
}

# hand_out NAME HOST: what HOST sends from now on is handed out as NAME.pcap (option -o of run).
hand_out() {
	mkdir -p $run/handed
	wire pcap "$run/handed/$1.pcap" "$2"
}

# --- expectations -----------------------------------------------------------

# between WHAT VALUE LOW HIGH: for anything that is not a time.
between() {
	if [ "$2" -ge "$3" ] && [ "$2" -le "$4" ]; then
		echo "  $1: $2 ($3..$4)"
	else
		fail "$1 is $2, expected $3..$4"
	fi
}

# tally WHAT N LOW HIGH: a number that depends on how fast things go (pings lost, requests
# answered): it means something in virtual time only, elsewhere it is just told.
tally() {
	if precise; then between "$@"; else echo "  $1: $2"; fi
}

# timing WHAT US LOW HIGH: a measured time. Exact in virtual time; in smp mode the host's
# load shows, and the debug kernel is slow, so only a gross deviation fails there. Scenarios
# allow what the ledger does (TM-08..10: 2 ms for a takeover, 1 ms of jitter); the finer
# figures are judged by bench-engine.
timing() {
	if precise; then
		between "$1" "$2" "$3" "$4"
	else
		between "$1" "$2" $(($3 * 9 / 10 - 50000)) $(($4 + 2000000))
	fi
}

# skew_us PRIO INTERVAL_MS, down_us PRIO INTERVAL_MS: the protocol's times.
skew_us() { echo $(((256 - $1) * $2 * 1000 / 256)); }
down_us() { echo $((3 * $2 * 1000 + (256 - $1) * $2 * 1000 / 256)); }

# state HOST NAME: what hkactl says the router's state is.
state() {
	_show=$(hkactl -n "$1" vr show "$2") || return 1
	for _w in $_show; do
		case $_w in
		INIT|BACKUP|MASTER|FAULT) echo "$_w"; return ;;
		esac
	done
	echo UNKNOWN
}

# wait_state HOST NAME STATE [D]: until the router is in that state (default 15s).
wait_state() {
	_tries=$((${4:-15} * 10))
	while :; do
		_state=$(state "$1" "$2") || _state=NONE
		[ "$_state" != "$3" ] || break
		[ $_tries -gt 0 ] || fail "$1 $2 is $_state, not $3"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}

# is_state HOST NAME STATE: it is in that state now.
is_state() {
	_state=$(state "$1" "$2") || _state=NONE
	[ "$_state" = "$3" ] || fail "$1 $2 is $_state, not $3"
}

# has_address HOST ADDR [DEV]: ADDR is on HOST. no_address: it is not.
lab_address() { ip -n "$1" -o addr show ${3:+dev "$3"} to "$2"; }
has_address() { [ -n "$(lab_address "$@")" ] || fail "$1 has not the address $2"; }
no_address() { [ -z "$(lab_address "$@")" ] || fail "$1 still has the address $2"; }

# routes_locally HOST ADDR: ADDR is a local address, asked in a way that needs no RTNL.
routes_locally() { on "$1" cat /proc/net/fib_trie | grep -q -e "-- $2\$" || fail "$2 is not local on $1"; }

# wait_line FILE TEXT: until a program has written such a line, for 10 s.
wait_line() {
	_tries=100
	until grep -q "$2" "$1"; do
		[ $_tries -gt 0 ] || fail "no line with \"$2\": $(cat "$1")"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}

# wait_address HOST ADDR D-in-seconds: until it is there.
wait_address() {
	_tries=$(($3 * 10))
	while [ -z "$(lab_address "$1" "$2")" ]; do
		[ $_tries -gt 0 ] || fail "$1 did not get the address $2 within $3 s"
		_tries=$((_tries - 1))
		wire pause 100ms
	done
}

# lab_number KEY: the first number of that name in JSON, 0 if it is not there.
lab_number() {
	tr '{},' '\n\n\n' | sed -n "s/^ *\"$1\" *: *\"\{0,1\}\([0-9]*\).*/\1/p" | head -n 1 | grep . || echo 0
}

# counter HOST NAME KEY: a number from "hkactl -j stats NAME", 0 if it is not there.
counter() { hkactl -n "$1" -j -s stats "$2" | lab_number "$3"; }

# shown HOST NAME KEY: the same from "hkactl -j vr show NAME".
shown() { hkactl -n "$1" -j vr show "$2" | lab_number "$3"; }

# one_answered ADDR [FILTER...]: no request for ADDR was answered by two hosts.
one_answered() {
	_a=$1
	shift
	ask double "addr=$_a" "$@"
	# shellcheck disable=SC2154
	[ "$double" = 0 ] || fail "$double requests for $_a were answered by two hosts"
}

# --- the client -------------------------------------------------------------

# client_start ADDR [EVERY]: pings it and asks who has it, every 10ms.
client_start() {
	mark client
	nsenter --net=/run/netns/client client eth0 "$1" "${2:-10ms}" $run/client &
	client_pid=$!
	see 20s port=client kind="echo|arp-req|ns" after=@client
}

# client_stop: ends that; sets pings lost outage_us asks answered double.
client_stop() {
	kill "$client_pid"
	wait "$client_pid" || fail "the client failed"
	client_pid=
	IFS= read -r answer <$run/client
	eval "$answer"
	echo "  client: $answer"
}

# --- junk -------------------------------------------------------------------

# junk_start HOST KEY=VALUE...: sends crafted packets from there (tools/junk.c). junk_stop: ends it.
junk_start() {
	_ns=$1
	shift
	nsenter --net="/run/netns/$_ns" junk eth0 "$@" &
	junk_pid=$!
}
junk_stop() {
	kill "$junk_pid" || fail "junk had ended by itself"
	wait "$junk_pid" || true
	junk_pid=
}
# lab_keys: files $run/key1 and $run/key2 with the keys of these numbers that the observer and junk have.
lab_keys() {
	for _k in 1 2; do
		awk -v k=$_k 'BEGIN { printf "hex:"; for (i = 0; i < 32; i++) printf "%02x", 32 * (k - 1) + i; print "" }' \
			>$run/key$_k
		chmod 600 $run/key$_k
	done
}

# loops_start N: N SCHED_FIFO loops that leave nothing to anybody but real-time threads and this
# scenario, which runs above them from then on. loops_stop: ends them.
loops_start() {
	chrt -f -p 99 $$
	while [ "$(echo "$loops_pids" | wc -w)" -lt "$1" ]; do
		hog busy 1 98 &
		loops_pids="$loops_pids $!"
	done
}
# shellcheck disable=SC2086 # a list
loops_stop() {
	kill $loops_pids || fail "a loop had ended by itself"
	wait $loops_pids || true
	loops_pids=
	chrt -o -p 0 $$
}

# --- the end ----------------------------------------------------------------

# What a suite has to add to a failure's report.
lab_report() { :; }

lab_end() {
	_rc=$1
	trap - EXIT
	set +e
	if [ "$_rc" != 0 ] && [ "$_rc" != 77 ]; then
		for _h in $hosts; do
			echo "--- $_h"
			if [ -d /sys/module/hka ]; then
				hkactl -n "$_h" -d -s vr show 2>&1
				hkactl -n "$_h" stats 2>&1
			fi
			ip -n "$_h" -br addr 2>&1
		done
		lab_report
		if [ -n "$wire_on" ]; then
			echo "--- wire, last 60 (adverts and announcements)"
			(wire list last=60 "kind=vrrp|garp|una|mark" && echo "$answer")
		fi
		echo "--- kernel log, last 30"
		dmesg | awk '/hka-lab: begin/ { n = 0 } { l[n++] = $0 } END { for (i = n > 30 ? n - 30 : 0; i < n; i++) print l[i] }'
	fi
	for _p in $client_pid $junk_pid $loops_pids $daemon_pids; do kill "$_p" 2>/dev/null; done
	# shellcheck disable=SC2086 # a list
	[ -z "$daemon_pids" ] || wait $daemon_pids
	# A question first: what it had to write is written then.
	[ ! -d $run/handed ] || (wire lost)
	[ -z "$wire_on" ] || printf 'quit\n' >&8
	ip -all netns delete
	exit "$_rc"
}
trap 'lab_end $?' EXIT
trap 'echo "FAILED: over its time limit"; exit 1' TERM
