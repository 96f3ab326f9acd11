# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad hangs for 60 s: each router does what its manager_lost says, at its time, and is as before when hkad wakes.
# proves: EX-20 PR-07
# set: wide
# limit: 300
topology r1 r2 client

# Router: VRID, r1's priority, policy, from when to when it acts (us since SIGSTOP; heartbeats come once a second).
table="
KEEP 1 200 keep
LESS 2 200 demote_50 34000000 35101000
LEAST 3 200 demote_150 34000000 35101000
HAND 4 200 handover 34000000 35101000
RELEASE 5 200 release 34000000 35101000
SOON 6 200 release_after_10 14000000 15101000
LATE 7 200 handover_after_50 54000000 55101000"
routers() { echo "$table" | sed '/^$/d'; }

# conf HOST: a file with all of them; only r1's manager is ever lost.
conf() {
	echo "global_defs {"
	echo "  vrrp_version 3"
	echo "}"
	routers | while read -r name vrid prio policy _; do
		[ $1 = r1 ] || prio=100 policy=keep
		printf '%s\n' "vrrp_instance $name {" "  interface eth0" "  virtual_router_id $vrid" "  priority $prio" \
			"  advert_int 0.1" "  manager_lost $(echo $policy | tr _ ' ')" "  virtual_ipaddress {" \
			"    192.0.2.$((100 + vrid))" "  }" "}"
	done
}
manager() {
	conf $1 >$run/$1.conf
	: >$run/$1.log
	/usr/sbin/ip netns exec "$1" hkad -n -l -G -D -f $run/$1.conf 2>>$run/$1.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
	wait_line $run/$1.log "as configured"
}
# at VRID FILTER...: when since SIGSTOP the first such frame came, in $us.
at() {
	_id=$1
	shift
	see 0s kind=vrrp vrid=$_id after=@hung "$@"
	ask delta @hung kind=vrrp vrid=$_id after=@hung "$@"
}
# acts NAME WHAT FILTER...: that, at the router's time, and no earlier sign of it on either host.
acts() {
	_name=$1 _what=$2
	shift 2
	read -r _ vrid _ _ from to <<-END
		$(routers | grep "^$_name ")
	END
	at $vrid "$@"
	timing "$_name $_what after, us" "$us" $from $to
	_when=$us
	ask gaps port=r1 kind=vrrp vrid=$vrid period=100ms after=@hung before="@hung+${_when}us"
	timing "longest gap between adverts before, us" "${max%.*}" 99000 101000
	unseen port=r2 kind=vrrp vrid=$vrid before="@hung+${_when}us" after=@hung
}
# taken NAME LATEST: r2 advertises since then, so long after; its address is there and nowhere else.
taken() {
	at $vrid port=r2
	timing "r2 takes $1 over after, us" $((us - _when)) 0 $2
	is_state r2 $1 MASTER
	has_address r2 192.0.2.$((100 + vrid))
	no_address r1 192.0.2.$((100 + vrid))
}

step "a pair with a router of each kind"
manager r1
m1=$manager
manager r2
for v in $(routers | sed 's, .*,,'); do
	wait_state r1 $v MASTER
	wait_state r2 $v BACKUP
done

step "r1's hkad hangs for 60 s"
mark hung
kill -STOP $m1
pause 60s
hka r1 lease show

step "keep: nothing has happened"
ask gaps port=r1 kind=vrrp vrid=1 period=100ms after=@hung
timing "longest gap between adverts, us" "${max%.*}" 99000 101000
unseen port=r1 kind=vrrp vrid=1 prio!=200 after=@hung
unseen port=r2 kind=vrrp vrid=1 after=@hung
is_state r1 KEEP MASTER

step "demote: worth less, which may be the most still"
acts LESS "is worth 150" port=r1 prio=150
ask gaps port=r1 kind=vrrp vrid=2 period=100ms after=@hung
timing "longest gap between adverts in all that time, us" "${max%.*}" 99000 101000
unseen port=r2 kind=vrrp vrid=2 after=@hung
is_state r1 LESS MASTER
acts LEAST "is worth 50" port=r1 prio=50
taken LEAST "$(($(down_us 100 100) + 2000))"
is_state r1 LEAST BACKUP

step "handover: given to r2, which has it since"
acts HAND "hands over" port=r1 prio=0
taken HAND "$(($(skew_us 100 100) + 2000))"
is_state r1 HAND BACKUP
acts LATE "hands over" port=r1 prio=0
taken LATE "$(($(skew_us 100 100) + 2000))"

step "release: given up"
acts RELEASE "is released" port=r1 prio=0
taken RELEASE "$(($(skew_us 100 100) + 2000))"
is_state r1 RELEASE FAULT
acts SOON "is released" port=r1 prio=0
taken SOON "$(($(skew_us 100 100) + 2000))"
is_state r1 SOON FAULT

step "r2 is cut off: what was released stays so, all else serves"
cut r2
pause 1s
for v in KEEP LESS LEAST HAND LATE; do is_state r1 $v MASTER; done
for v in RELEASE SOON; do is_state r1 $v FAULT; done
heal r2
for v in KEEP LESS; do wait_state r2 $v BACKUP; done
for v in LEAST HAND LATE RELEASE SOON; do wait_state r2 $v MASTER; done

step "it wakes: all are r1's again"
: >$run/r1.log
kill -CONT $m1
wait_line $run/r1.log "held again"
for v in $(routers | sed 's, .*,,'); do
	wait_state r1 $v MASTER
	wait_state r2 $v BACKUP
done
for n in 101 102 103 104 105 106 107; do
	has_address r1 192.0.2.$n
	no_address r2 192.0.2.$n
done
hkactl -n r1 stop >/dev/null
hkactl -n r2 stop >/dev/null
