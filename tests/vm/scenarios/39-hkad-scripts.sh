# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: a script that fails moves the address to the peer; hkad killed, its last result stays.
# proves: EX-08+ EX-09+ PR-07+
# limit: 300
topology r1 r2 client

# conf HOST PRIORITY LINE...: a router at 100 ms that tracks a script, with that line behind its name.
conf() {
	{
		printf 'vrrp_script check {\n script "%s/check.sh %s"\n interval 0.1\n fall 2\n rise 2\n}\n' $run $1
		printf 'vrrp_instance V1 {\n interface eth0\n virtual_router_id 7\n version 3\n advert_int 0.1\n priority %s\n' $2
		printf ' virtual_ipaddress {\n  192.0.2.100\n }\n track_script {\n  check %s\n }\n}\n' "${3:-}"
	} >$run/$1.conf
}
manager() {
	: >$run/$1.log
	/usr/sbin/ip netns exec "$1" hkad -n -l -G -D -f $run/$1.conf 2>>$run/$1.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
	wait_line $run/$1.log "as configured"
}
result() { hka "$1" -j track show check-script | tr -d ' \n' | grep -o '"state":"[a-z]*"'; }
transitions() { hka $1 -j history V1 | grep -o '"to"' | wc -l; }

printf '#!/bin/sh\n[ ! -e %s/bad-$1 ]\n' $run >$run/check.sh
chmod 755 $run/check.sh

step "a pair whose scripts are good"
conf r1 200
conf r2 100
manager r1
m1=$manager
manager r2
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP

step "the script fails twice: FAULT, and the peer has the address; it succeeds twice: taken back"
mark bad
touch $run/bad-r1
wait_state r2 V1 MASTER
wait_address r2 192.0.2.100 2
ask delta @bad port=r2 kind=vrrp
timing "from the script to the peer's first advert, us" "$us" 100000 450000
is_state r1 V1 FAULT
grep -q "script check is bad: exit status 1" $run/r1.log || fail "$(cat $run/r1.log)"
rm $run/bad-r1
wait_state r1 V1 MASTER

step "hkad killed, and started again: what the script said stays, without a transition"
n0=$(transitions r1)
kill -9 $m1
wait $m1 || :
pause 3s
[ "$(result r1)" = '"state":"up"' ] || fail "the tracker is not up: $(hka r1 track show)"
manager r1
m1=$manager
pause 1s
between "transitions" "$(transitions r1)" "$n0" "$n0"
touch $run/bad-r1
wait_state r2 V1 MASTER
n0=$(transitions r1)
kill -9 $m1
wait $m1 || :
manager r1
m1=$manager
pause 1s
[ "$(result r1)" = '"state":"down"' ] || fail "the tracker is not down: $(hka r1 track show)"
between "transitions" "$(transitions r1)" "$n0" "$n0"

step "with a weight it moves the priority, in a reload that keeps the result"
conf r1 200 "weight -50"
hkactl -n r1 reload >$run/asked || fail "$(cat $run/asked)"
wait_state r1 V1 MASTER
see 1s port=r1 kind=vrrp prio=150
rm $run/bad-r1
see 1s port=r1 kind=vrrp prio=200

step "the network namespace is hkad's, and nothing is left when it stops"
: >$run/netns
printf '#!/bin/sh\nreadlink /proc/self/ns/net >%s/netns\n' $run >$run/check.sh
wait_line $run/netns "$(/usr/sbin/ip netns exec r1 readlink /proc/self/ns/net | tr -dc 0-9)"
hkactl -n r1 stop >/dev/null
wait $m1 || fail "hkad ended with $?"
[ "$(hka r1 -j track show)" = "[]" ] || fail "a tracker is left"
