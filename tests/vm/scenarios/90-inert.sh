# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A loaded module does nothing before the first router exists, and nothing after the last is gone.
topology r1 client

unknown() { on r1 cat /proc/net/snmp | awk '/^Ip: [0-9]/ { print $8 }'; }

inert() {
	case $(on r1 ip maddr show dev eth0) in
	*224.0.0.18*|*ff02::12*) fail "a group is joined" ;;
	esac
	case " $(cat /proc/[0-9]*/comm 2>/dev/null | tr '\n' ' ')" in
	*" hka"*) fail "a thread runs: $(cat /proc/[0-9]*/comm | grep hka)" ;;
	esac
	# With no handler for protocol 112 the stack counts such a packet as unknown.
	_before=$(unknown)
	on client junk eth0 src=192.0.2.200 victim=192.0.2.1 victim-mac=02:00:00:00:00:01 class=unicast count=1
	pause 50ms
	between "packets of an unknown protocol" $(($(unknown) - _before)) 1 1
}

[ -d /sys/module/hka ] || fail "the module is not loaded"
step "before the first router"
inert
step "after the last"
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
hka r1 vr del all
pause 200ms
inert
mark quiet
pause 1s
unseen port=r1 kind="vrrp|garp" after=@quiet
