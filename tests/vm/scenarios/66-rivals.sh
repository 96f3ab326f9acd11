# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Rivals made visible: each kind is an event with address and MAC, a counter, a sentence of explain and a line of peers; at most one event a minute for each.
# proves: EX-18+- PR-04+- PR-05+- MG-06 RX-13 RX-14 RX-15 CK-07
topology r2 client
mac=02:00:00:00:00:c8
# A rival is MASTER for four intervals after its last advert, and so long may a question take; a MASTER is
# alone after 20 down intervals.
int=100ms alone=8s
precise || { int=500ms; alone=40s; }
/usr/sbin/ip netns exec r2 hkactl monitor -d >$run/r2.events &
daemon_pids=$!
sleep 1

# told PATTERN...: events that match so far. new_told N PATTERN: so many since fresh.
told() { sed "1,${seen}d" $run/r2.events | grep -c "$1" || true; }
fresh() { seen=$(wc -l <$run/r2.events); }
one_event() {
	between "events $1" "$(told "$1")" 1 1
	sed "1,${seen}d" $run/r2.events | grep "$1" | grep -q "peer $2 mac $mac" ||
		fail "the event does not name address and MAC: $(told "$1") $(cat $run/r2.events)"
}
# says PATTERN ROUTER: explain has such a sentence. quiet: it has none.
says() { hka r2 explain "$2" | tr -s ' \n' ' ' | grep -q "$1" || fail "explain $2 does not say \"$1\": $(hka r2 explain "$2")"; }
quiet() { ! hka r2 explain "$2" | tr -s ' \n' ' ' | grep -q "$1" || fail "explain $2 says \"$1\""; }
# rival SRC KEY=VALUE...: a rival's adverts for a second.
rival() {
	_src=$1
	shift
	on client junk eth0 "src=$_src" "$@" vrid=7 class=valid every=50ms count=20
}

fresh
step "a MASTER that never heard anybody is told of, once; an owner may be alone"
hka r2 vr add O dev eth0 vrid 9 priority 255 interval $int vip 192.0.2.109
hka r2 vr add V4 dev eth0 vrid 7 priority 200 interval $int vip 192.0.2.100 vip 192.0.2.101
hka r2 vr add V6 dev eth0 vrid 7 priority 200 interval $int vip fe80::100 vip 2001:db8::100
for v in V4 V6; do wait_state r2 $v MASTER; done
quiet "no router was ever heard" V4
pause $alone
between "events" "$(told nobody-heard)" 2 2
[ "$(told "O .*nobody-heard")" = 0 ] || fail "of the owner, too"
says "no router was ever heard on eth0" V4
quiet "no router was ever heard" O
on client junk eth0 src=192.0.2.200 vrid=77 vip=192.0.2.177 class=valid count=1
pause 100ms
quiet "no router was ever heard" V4
says "no router was ever heard on eth0" V6

for family in 4 6; do
	v=V$family
	case $family in
	4) src=192.0.2.200 vips="vip=192.0.2.100 vip=192.0.2.101" swapped="vip=192.0.2.101 vip=192.0.2.100" own=192.0.2.2 low=192.0.2.1 ;;
	6) src=fe80::c8 vips="vip=fe80::100 vip=2001:db8::100" swapped="vip=2001:db8::100 vip=fe80::100" own=fe80::2 low=fe80::1 ;;
	esac
	step "IPv$family: a second MASTER, within one advert"
	fresh
	# shellcheck disable=SC2086
	on client junk eth0 src=$src vrid=7 prio=150 int=$int $vips class=valid count=1
	pause 20ms
	one_event "$v .*second-master" $src
	between "both priorities and our address" "$(told "priority 200 peer $src mac $mac peer-priority 150 .*source $own")" 1 1
	# shellcheck disable=SC2086
	rival $src prio=150 int=$int $vips
	says "$src ($mac) is MASTER as well, with priority 150" $v
	one_event "$v .*second-master" $src
	between "adverts of rivals" "$(counter r2 $v rivals-heard)" 21 21
	is_state r2 $v MASTER
	hka r2 peers | grep -q "^$v  *$src  *$mac  *150  *$int " || fail "peers does not list it: $(hka r2 peers)"
	hka r2 -j peers $v | grep -q '"second-master"' || fail "nor in JSON"

	step "IPv$family: equal priority, another interval, list and order"
	fresh
	# Of the lower address, so that this one stays MASTER.
	hka r2 vr set $v priority 150
	# shellcheck disable=SC2086
	rival $low prio=150 int=$int $vips
	one_event "$v .*equal-priority" $low
	says "$low ($mac) has the priority of this router (150)" $v
	between "counted" "$(counter r2 $v equal-priority-rcvd)" 1 20
	hka r2 vr set $v priority 200
	fresh
	# shellcheck disable=SC2086
	rival $src prio=100 int=700ms $vips
	one_event "$v .*interval-mismatch" $src
	between "with the interval" "$(told "peer-interval 700ms")" 1 1
	says "$src ($mac) has another interval than this router: 700ms" $v
	# shellcheck disable=SC2086
	rival $src prio=100 int=$int $swapped
	one_event "$v .*address-order-mismatch" $src
	rival $src prio=100 int=$int "${vips##* }"
	one_event "$v .*address-list-mismatch" $src
	says "$src ($mac) has another list of addresses" $v
	# shellcheck disable=SC2086
	rival $src prio=100 int=$int $vips
	quiet "has another list of addresses" $v

	step "IPv$family: a second owner"
	fresh
	hka r2 vr set $v priority 255
	# shellcheck disable=SC2086
	rival $low prio=255 int=$int $vips
	one_event "$v .*owner-clash" $low
	says "$low ($mac) claims to be the owner" $v
	between "counted" "$(counter r2 $v owner-conflicts)" 20 20
	hka r2 vr set $v priority 200

	step "IPv$family: whoever is dropped is seen as well: wrong TTL, and a flood of it"
	fresh
	# shellcheck disable=SC2086
	rival $src prio=250 int=$int $vips ttl=64
	one_event "$v .*second-master ttl" $src
	says "dropped (TTL or hop limit is not 255), so this one does not give way: a router stands" $v
	is_state r2 $v MASTER
	between "counted" "$(counter r2 $v rivals-dropped)" 20 20
	between "by their reason" "$(counter r2 $v ttl)" 20 20
done

step "the other form of the checksum"
fresh
hka r2 vr set V4 checksum rfc5798
rival 192.0.2.200 prio=250 int=$int vip=192.0.2.100 vip=192.0.2.101
one_event "V4 .*checksum-form" 192.0.2.200
says "\"checksum auto\" takes either form" V4
hka r2 -j peers V4 | grep -q '"checksum": *"rfc9568"' || fail "peers does not tell the form: $(hka r2 -j peers V4)"
is_state r2 V4 MASTER

step "VRRPv2 with another interval: both stay MASTER, and it is told why"
fresh
hka r2 vr add V2 dev eth0 vrid 8 version 2 priority 200 vip 192.0.2.108
wait_state r2 V2 MASTER
pause 1s
on client junk eth0 src=192.0.2.200 vrid=8 version=2 prio=250 int=2s vip=192.0.2.108 class=valid every=50ms count=10
one_event "V2 .*second-master interval" 192.0.2.200
says "VRRPv2 needs the same interval on both" V2
is_state r2 V2 MASTER

step "a minute later it is told once more, while it lasts"
fresh
rival 192.0.2.200 prio=250 int=$int vip=192.0.2.100 vip=192.0.2.101
between "events" "$(told "V4 .*second-master")" 0 0
pause 61s
rival 192.0.2.200 prio=250 int=$int vip=192.0.2.100 vip=192.0.2.101
one_event "V4 .*second-master" 192.0.2.200
between "hints about the form" "$(told "V4 .*checksum-form")" 0 0
