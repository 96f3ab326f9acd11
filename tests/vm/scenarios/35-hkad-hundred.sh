# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: 100 routers at 10 ms; reloaded, killed, upgraded, stopped for 20 s: no advert is late. Hung: handed over in time.
# proves: EX-21 EX-20 PR-07
# set: wide
# modes: icount
# kernels: 6.12
# hkad-next: yes
# limit: 1200
topology r1 r2
routers=100

# conf HOST PRIORITY [LINE]: a file for all of them; the line is in each.
conf() {
	awk -v n=$routers -v priority="$2" -v line="${3:-}" 'BEGIN {
		print "global_defs {\n  vrrp_version 3\n}"
		for (i = 1; i <= n; i++)
			printf "vrrp_instance V%d {\n interface eth0\n virtual_router_id %d\n advert_int 0.01\n priority %d\n %s\n" \
			       " virtual_ipaddress {\n  10.0.0.%d\n }\n}\n", i, i, priority, line, i
	}' >$run/$1.conf
}

# manager HOST PROGRAM: from that file, until it has applied it; its number is in $manager.
manager() {
	: >$run/$1.log
	/usr/sbin/ip netns exec $1 $2 -n -l -G -f $run/$1.conf 2>>$run/$1.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
	wait_line $run/$1.log "as configured; ${3:-$routers} changes"
}
masters() { hka $1 vr show | grep -c MASTER || :; }

# The observer's rings hold what 100 routers send in 800 ms; each of its words looks at them. What it
# loses while it answers a question lies before the next mark.
since() { # MARK
	mark "$1"
	ask lost
	lost_before=$lost
}
long() { # HALF-SECONDS
	_half=0
	while [ $_half -lt "$1" ]; do
		_half=$((_half + 1))
		pause 500ms
	done
}

# steady MARK [FILTER]: since then every advert of r1 was in time, and r2 sent nothing.
steady() {
	ask lost
	between "frames that the observer has lost since $1" $((lost - lost_before)) 0 0
	ask gaps port=r1 kind=vrrp each=vrid after=@$1 ${2:-}
	between "routers heard since $1" "$series" $routers $routers
	timing "worst gap between two of a router's $n adverts since $1, us" "$max" 9000 11000
	unseen port=r2 kind=vrrp after=@$1 ${2:-}
	unseen port=r1 kind=garp after=@$1 ${2:-}
}

step "a pair"
conf r1 200
manager r1 hkad
m1=$manager
conf r2 100
manager r2 hkad
m2=$manager
long 12
between "routers that are MASTER on r1" "$(masters r1)" $routers $routers
between "and on r2" "$(masters r2)" 0 0

step "the same file again, and one with a line more in each router"
since reload
kill -HUP $m1
pause 500ms
conf r1 200 "garp_master_repeat 3"
: >$run/r1.log
kill -HUP $m1
wait_line $run/r1.log "as configured"
tail -n 1 $run/r1.log
pause 100ms
steady reload

step "killed, all of them, and others started"
since killed
kill -9 $m1 $m2
wait $m1 || :
wait $m2 || :
long 2
manager r1 hkad 0
m1=$manager
pause 100ms
steady killed

step "upgraded: another build takes over what there is"
mv /usr/sbin/hkad /usr/sbin/hkad.old
mv /usr/sbin/hkad.next /usr/sbin/hkad
since upgraded
kill -9 $m1
wait $m1 || :
manager r1 hkad 0
m1=$manager
[ "$(hkad -v)" != "$(hkad.old -v)" ] || fail "it is the same: $(hkad -v)"
cmp /proc/$m1/exe /usr/sbin/hkad || fail "it is not the new one"
manager r2 hkad 0
m2=$manager
pause 100ms
steady upgraded
mv /usr/sbin/hkad /usr/sbin/hkad.next
mv /usr/sbin/hkad.old /usr/sbin/hkad

step "stopped for 20 s: nothing happens"
since stopped
kill -STOP $m1
long 40
kill -CONT $m1
pause 100ms
steady stopped

step "hung: after 5 s and the grace all are handed over"
long 2
since hung
kill -STOP $m1
long 68
steady hung before=@hung+34s
see 5s port=r2 kind=vrrp after=@hung
ask delta @hung port=r2 kind=vrrp
timing "r2's first advert after, us" "$us" 34000000 35101000
pause 500ms
ask gaps port=r2 kind=vrrp each=vrid after=@hung
between "routers that r2 has taken" "$series" $routers $routers
kill -CONT $m1
wait_line $run/r1.log "held again"
long 2
between "routers that are MASTER on r1" "$(masters r1)" $routers $routers
kill $m1 $m2
wait $m1 || fail "hkad ended with $?"
wait $m2 || fail "hkad ended with $?"
