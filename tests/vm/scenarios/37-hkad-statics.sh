# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: static addresses, routes and rules are put back, follow the file, go when it is stopped; a track_group depends on them.
# limit: 300
topology r1

# conf LINE...: a router, and the static lines.
conf() {
	cat >$run/a.conf <<-END
		global_defs {
			default_interface d0
		}
		vrrp_instance V1 {
			interface eth0
			virtual_router_id 7
			version 3
			advert_int 0.1
			virtual_ipaddress {
				192.0.2.100
			}
		}
		track_group G {
			group {
				V1
			}
		}
	END
	for _l; do echo "$_l"; done >>$run/a.conf
}
manager() {
	: >$run/a.log
	/usr/sbin/ip netns exec r1 hkad -n -l -G -D -f $run/a.conf 2>>$run/a.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
	said "as configured"
}
said() {
	wait_line $run/a.log "$1"
	: >$run/a.log
}
# group_is STATE: so says the tracker of the track_group.
group_is() {
	_tries=20
	until hka r1 track show G-static | grep -q "$1"; do
		[ $_tries -gt 0 ] || fail "the group is not $1: $(hka r1 track show G-static; cat $run/a.log)"
		_tries=$((_tries - 1))
		pause 100ms
	done
}
# there COMMAND, gone COMMAND: what "ip COMMAND" prints is something, or nothing.
shows() { on r1 ip "$@" 2>/dev/null | grep -q .; }
there() {
	_tries=20
	until shows "$@"; do
		[ $_tries -gt 0 ] || fail "ip $* shows nothing: $(cat $run/a.log)"
		_tries=$((_tries - 1))
		pause 100ms
	done
}
gone() { shows "$@" && fail "ip $* shows $(on r1 ip "$@")"; :; }
reload() { hkactl -n r1 reload >$run/asked || fail "$(cat $run/asked)"; }

on r1 ip link add d0 type dummy
on r1 ip link set d0 up
on r1 ip addr add 10.5.0.1/24 dev eth0
all="static_ipaddress {
	198.51.100.1/24 track_group G
	198.51.100.2/24 no_track
	10.5.0.1/24 dev eth0
	2001:db8:7::1/64 dev d1
}
static_routes {
	203.0.113.0/24 gw 198.51.100.9 track_group G
	blackhole 10.9.0.0/16 table 100
}
static_rules {
	from 203.0.113.0/24 lookup 100 priority 77
}"

step "all are there; what waits for its interface comes with it"
conf "$all"
manager
there addr show to 198.51.100.1
there addr show to 198.51.100.2
there route show 203.0.113.0/24 via 198.51.100.9 proto 18
there route show table 100 10.9.0.0/16
on r1 ip rule | grep -q "^77:.*203.0.113.0/24 lookup 100" || fail "no rule: $(on r1 ip rule)"
wait_state r1 V1 MASTER
on r1 ip link add d1 type dummy
there -6 addr show to 2001:db8:7::1

step "taken away: back; but for what is not tracked"
on r1 ip addr del 198.51.100.2/24 dev d0
on r1 ip route del blackhole 10.9.0.0/16 table 100
on r1 ip rule del pref 77
there route show table 100 10.9.0.0/16
there rule show pref 77
gone addr show to 198.51.100.2
is_state r1 V1 MASTER

step "the interface goes: FAULT for the group; it comes back with all of it"
on r1 ip link del d0
wait_state r1 V1 FAULT
group_is down
on r1 ip link add d0 type dummy
on r1 ip link set d0 up
there addr show to 198.51.100.1
there route show 203.0.113.0/24 via 198.51.100.9
wait_state r1 V1 MASTER
group_is up

step "a line is gone from the file: so is what it stood for; what was there before stays"
conf "static_ipaddress {" "198.51.100.1/24" "}"
reload
gone route show 203.0.113.0/24
gone route show table 100
gone rule show pref 77
there addr show to 198.51.100.1
there addr show to 10.5.0.1
hka r1 track show G-static 2>/dev/null && fail "nothing is tracked any more"
is_state r1 V1 MASTER

step "killed: it stays; what the next one does not want any more, and what keepalived left, is removed"
conf "$all"
reload
there rule show pref 77
kill -9 $manager
wait $manager || :
on r1 ip addr add 10.1.0.1/24 dev d0
on r1 ip route add 10.8.0.0/16 dev d0 proto 18
on r1 ifaproto d0 10.7.0.1 24 18
on r1 ip route add 10.6.0.0/16 dev d0
on r1 ip route add 10.4.0.0/16 via 10.5.0.9 proto 18
conf "static_routes {" "blackhole 10.9.0.0/16 table 100" "10.4.0.0/16 via 10.5.0.8" "}"
manager
there route show 10.4.0.0/16 via 10.5.0.8 proto 18
there route show table 100 10.9.0.0/16
for a in "addr show to 198.51.100.1" "addr show to 10.7.0.1" "rule show pref 77" "route show 10.8.0.0/16"; do
	gone $a
done
there route show 10.6.0.0/16

step "stopped: nothing of it is left"
hkactl -n r1 stop >/dev/null
gone route show table 100
there route show 10.6.0.0/16
