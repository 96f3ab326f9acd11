# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# More adverts are due in the same instant than the receiving side's backlog takes: every one of them arrives.
topology r1
ip -n r1 -batch - <<-EOF || fail "cannot make the VLAN"
	link add link eth0 name eth0.1 type vlan id 1
	link set eth0.1 up
	addr add 10.1.0.1/16 dev eth0.1
EOF
# Its default is 1000: the same, with fewer routers.
backlog=$(cat /proc/sys/net/core/netdev_max_backlog)
echo 50 >/proc/sys/net/core/netdev_max_backlog

masters() { hka r1 -j vr show | grep -o '"state": *"MASTER"' | wc -l; }

step "125 routers, all MASTER"
on r1 crowd make 0 125 200 1s || fail "no routers"
n=0
while [ "$(masters)" -lt 125 ]; do
	n=$((n + 1))
	[ $n -lt 60 ] || fail "$(masters) of 125 are MASTER"
	pause 1s
done
# Their announcements, of which the last come after five seconds, are over.
pause 8s

step "no interrupt for a second, in which all are due: they speak at once, and the switch hears each"
mark quiet
see 2s port=r1 kind=vrrp vlan=1 vrid=1 after=@quiet
# The others follow as fast as they were made.
pause 200ms
stall interrupts 1000
pause 500ms
ask count port=r1 kind=vrrp after="$woke" before=$((woke + 500000000))
if precise; then
	between "adverts after it woke" "$n" 125 125
else
	[ "$n" -ge 125 ] || fail "of 125 adverts $n arrived"
fi
[ "$(masters)" = 125 ] || fail "somebody is not MASTER any more"
echo "$backlog" >/proc/sys/net/core/netdev_max_backlog
