# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: a pair from two files; reload changes what changed and nothing else; killed, hung and restarted it is not missed.
# proves: EX-20 PR-07 MG-14+-
# limit: 900
topology r1 r2 client

# conf HOST PRIORITY [LINE...]: a file for one router at 100 ms.
conf() {
	_h=$1 _p=$2
	shift 2
	{
		echo "vrrp_instance ${name:-V1} {"
		echo "  interface eth0"
		echo "  virtual_router_id 7"
		echo "  version 3"
		echo "  advert_int 0.1"
		echo "  priority $_p"
		for _l; do echo "  $_l"; done
		echo "  virtual_ipaddress {"
		echo "    192.0.2.100"
		echo "  }"
		echo "}"
	} >$run/$_h.conf
}

# manager HOST [OPTION...]: hkad from that file; its number is in $manager.
manager() {
	_h=$1
	shift
	/usr/sbin/ip netns exec "$_h" hkad -n -l -G -D -f $run/$_h.conf "$@" 2>>$run/$_h.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
}

# said HOST TEXT: its log says so, at last, since the last quiet().
said() { wait_line $run/$1.log "$2"; }
quiet() { : >$run/$1.log; : >$run/$1.orders; }

# told ORDER...: that, and nothing else, since the last quiet r1.
told() {
	pause 100ms
	_told=$(tr '\n' ' ' <$run/r1.orders | sed 's/ $//')
	[ "$_told" = "$*" ] || fail "r1 told the kernel \"$_told\", not \"$*\""
}
reload() {
	quiet r1
	kill -HUP $m1
	said r1 "${1:-as configured}"
}
# asked STATUS TEXT: the same through hkactl, which says that and ends so.
asked() {
	quiet r1
	_rc=0
	hkactl -n r1 reload >$run/asked 2>&1 || _rc=$?
	[ $_rc = "$1" ] || fail "hkactl reload ended with $_rc: $(cat $run/asked)"
	grep -q "$2" $run/asked || fail "hkactl reload says $(cat $run/asked), not $2"
}
transitions() { hka r1 -j history "${name:-V1}" | grep -o '"to"' | wc -l; }
# steady MARK: since then r1 sent every advert in time, and r2 nothing.
steady() {
	pause 1s
	ask gaps port=r1 kind=vrrp period=100ms after=@$1
	timing "longest gap between adverts since $1, us" "${max%.*}" 99000 101000
	unseen port=r2 kind=vrrp after=@$1
	between "transitions" "$(transitions)" "$n0" "$n0"
}

: >$run/r1.orders
ip -n r1 link add nl0 type nlmon && ip -n r1 link set nl0 up
/usr/sbin/ip netns exec r1 orders nl0 >>$run/r1.orders &
daemon_pids=$!

step "a pair: the better one is MASTER, the other one takes over when it dies"
conf r1 200
conf r2 100
until grep -q ready $run/r1.orders; do pause 100ms; done
quiet r1
manager r1
m1=$manager
said r1 "as configured"
told lease-take vr-new
grep "somebody" $run/r1.log && fail "it takes its own changes for those of others"
manager r2
m2=$manager
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
has_address r1 192.0.2.100
hka r1 lease show
cut r1
wait_state r2 V1 MASTER
heal r1
wait_state r2 V1 BACKUP
n0=$(transitions)

step "the same file again: the kernel is told nothing"
mark same
reload
told
steady same

step "what it prints, instead of the file: the kernel is told nothing"
mark printed
cp $run/r1.conf $run/r1.own
hkad --print-config -f $run/r1.own >$run/r1.conf || fail "it prints nothing"
cat $run/r1.conf
reload
told
steady printed
cp $run/r1.own $run/r1.conf

step "one line more: told that, in one request, without a transition or a late advert"
mark line
conf r1 210 "garp_master_refresh 60"
asked 0 "1 changes"
told vr-set
[ "$(shown r1 V1 priority)" = 210 ] || fail "the priority is not 210"
conf r1 200
reload
told vr-set
hka r1 -d vr show V1 | grep -i "refresh" || :
steady line

step "called something else: renamed, and nothing more"
mark renamed
name=WEB
conf r1 200
reload
told vr-set
steady renamed
hka r1 -j vr show V1 2>/dev/null && fail "it still has its old name"
hka r1 vr set WEB rename "a/b" 2>/dev/null && fail "a name with a slash"
name=V1
conf r1 200
reload
told vr-set
steady renamed

step "a file with an error: told to the log, nothing changes"
mark wrong
echo "vrrp_instance {" >>$run/r1.conf
conf r1 200 "virtual_router_id 300"
reload "nothing changes"
told
asked 1 "r1.conf:[0-9:]* .*virtual_router_id"
told
conf r1 200
steady wrong

step "killed and started again: the lease is taken, nothing else is told"
mark killed
kill -9 $m1
wait $m1 || :
pause 20s
quiet r1
manager r1
m1=$manager
said r1 "as configured"
told lease-take
pause 40s
steady killed

step "stopped for 20 s: nothing happens"
mark stopped
kill -STOP $m1
pause 20s
kill -CONT $m1
pause 2s
steady stopped

step "hung for longer than the grace: handed over, and taken back when it wakes"
mark hung
kill -STOP $m1
wait_state r2 V1 MASTER 45
ask delta @hung port=r1 kind=vrrp prio=0
timing "handed over after, us" "$us" 34000000 35101000
kill -CONT $m1
said r1 "held again"
wait_state r1 V1 MASTER

step "ended by SIGTERM: released, and gone"
mark term
kill $m1
wait $m1 || fail "hkad ended with $?: $(cat $run/r1.log)"
see 1s port=r1 kind=vrrp prio=0 after=@term
wait_state r2 V1 MASTER
hka r1 vr show V1 2>/dev/null && fail "r1 still has its router"
[ "$(hkactl -n r1 -j lease show)" = "[]" ] || fail "a lease is left: $(hkactl -n r1 lease show)"
hkactl -n r1 reload 2>/dev/null && fail "nobody is there to be asked"
quiet r2
hkactl -n r2 stop || fail "stop is refused: $(cat $run/r2.log)"
wait $m2 || fail "hkad ended with $?"
[ "$(hkactl -n r2 -j vr show)" = "[]" ] || fail "r2 still has its router"

step "in the background: the command returns when the routers are there"
/usr/sbin/ip netns exec r2 hkad -G -p $run/pid -f $run/r2.conf || fail "hkad did not start"
is_state r2 V1 BACKUP
pid=$(cat $run/pid)
/usr/sbin/ip netns exec r2 hkad -G -f $run/r2.conf 2>$run/err && fail "a second one started"
grep -q "held by" $run/err || fail "it is not told why: $(cat $run/err)"
kill -TERM "$pid"
while [ -d "/proc/$pid" ]; do pause 100ms; done
[ ! -e $run/pid ] || fail "the pid file is left"
ip -n r1 link del nl0
