# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever can be set is shown as it was set, but for the password.
topology r1 r2

# shown NAME 'KEY:VALUE'...: JSON has these members.
shown() {
	_name=$1
	shift
	hka r1 -j vr show "$_name" >$run/json
	for _w in "$@"; do
		grep -qF -e "\"${_w%%:*}\":${_w#*:}" $run/json || { cat $run/json; fail "$_name: not shown: $_w"; }
	done
}

step "a router over multicast"
hka r1 vr add V1 dev eth0 vrid 7 group 224.0.1.7 priority 150 interval 250ms preempt off \
	preempt-delay 7s startup-delay 900s down-count 5 checksum rfc9568 accept off \
	source 192.0.2.1 reply-lower off yield-advert off owner-check on track-link off \
	announce repeat 3 delay 1500ms refresh 1h refresh-repeat 2 lower-repeat 0 lower-delay 2s \
	interval 250ms group 9 \
	vip 192.0.2.100/24 scope link label eth0:vip brd + noprefixroute preferred_lft 77 \
	vip 192.0.2.101 dev lo peer 192.0.2.201/30 \
	excluded 2001:db8::7/64 -nodad
shown V1 vrid:7 family:'"inet"' version:3 multicast-group:'"224.0.1.7"' priority:150 \
	advertise-interval-centi-sec:25 enabled:false hold-time:7 hold-time-usec:7000000 \
	startup-delay-usec:900000000 startup-remaining-usec:8 down-count:5 checksum:'"rfc9568"' \
	accept-mode:false source-configured:'"192.0.2.1"' reply-lower:false yield-advert:false \
	owner-check:true track-link:false strict:false state:'"INIT"' \
	announcements:'{"repeat":3,"delay-usec":1500000,"refresh-usec":3600000000,"refresh-repeat":2' \
	lower-repeat:'0,"lower-delay-usec":2000000,"interval-usec":250000,"group":9}' \
	ipv4-address:'"192.0.2.100","prefix-length":24,"interface":"eth0"' scope:'"link"' \
	label:'"eth0:vip"' broadcast:'"192.0.2.255"' flags:'["noprefixroute"]' \
	preferred-lifetime:77 \
	ipv4-address:'"192.0.2.101","prefix-length":30,"interface":"lo"' peer:'"192.0.2.201"' \
	address:'"2001:db8::7","prefix-length":64' flags:'[]'

step "what is changed is shown, and the rest is as it was"
hka r1 vr set V1 announce delay 0 interval 0
shown V1 announcements:'{"repeat":3,"delay-usec":0,"refresh-usec":3600000000' \
	interval-usec:'0,"group":9}' priority:150
hka r1 vr set V1 priority 3 preempt on accept on source 0.0.0.0 down-count 1
shown V1 priority:3 enabled:true accept-mode:true down-count:1 hold-time:7 checksum:'"rfc9568"' \
	reply-lower:false ipv4-address:'"192.0.2.100","prefix-length":24'
grep -q source-configured $run/json && fail "the source is still configured"

step "one of version 2, whose password is not shown"
hka r1 vr add V2 dev eth0 vrid 8 version 2 interval 3s auth pass geheim check-addresses on \
	startup-delay 900s vip 192.0.2.110
shown V2 version:2 advertise-interval-sec:3 auth-type:'"pass"' check-addresses:true
hka r1 -j -s -d vr show V2 | grep -q geheim && fail "the password is told"
hka r1 vr set V2 auth none
shown V2 auth-type:'"none"'

step "one in the strict profile"
hka r1 vr add V3 dev eth0 vrid 9 strict startup-delay 900s vip 192.0.2.120
shown V3 strict:true accept-mode:false yield-advert:false

step "one without a device and without an address, for peers"
hka r1 vr add V4 vrid 9 no-vip startup-delay 900s unicast-ttl 64 check-source off \
	source 192.0.2.1 peer 192.0.2.2 ttl-min 254 ttl-max 255 peer 192.0.2.3
shown V4 no-vip:true unicast-ttl:64 check-source:false \
	address:'"192.0.2.2","ttl-min":254,"ttl-max":255' address:'"192.0.2.3","ttl-min":0'
grep -q multicast-group $run/json && fail "a unicast router has a group"
hka r1 vr set V4 peer 192.0.2.2
shown V4 address:'"192.0.2.2","ttl-min":0'
grep -q 192.0.2.3 $run/json && fail "a peer is left of the old list"

step "trackers and demotions"
hka r1 track add t1 link eth5 up-delay 2s down-delay 10ms vr V1 weight -5 reverse V2
hka r1 -j track show t1 >$run/json
for words in '"kind":"link","interface":"eth5","ifindex":0,"state":"down"' \
	     '"up-delay-usec":2000000,"down-delay-usec":10000' \
	     '"name":"V1","weight":-5,"holds-fault":false,"reverse":true' \
	     '"name":"V2","weight":0,"holds-fault":true,"reverse":false'; do
	grep -qF -e "$words" $run/json || { cat $run/json; fail "not shown: $words"; }
done
hka r1 demote V3 7 reason works ttl 1d
shown V3 kind:'"demotion","name":"works","amount":-7,"holds-fault":false' effective-priority:93
