# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The strict profile refuses what RFC 9568 forbids, and binds on the wire; the default one is as keepalived.
# proves: 25.1 25.21 CFG-08+- CFG-09+- CFG-10+- CFG-11+- RX-08+- RX-16+- CK-02+- CK-05+- CK-07+ AC-10+- R11- R12+- R13+- R17+-
# set: wide
topology r1 r2 client

refused() { # TEXT ARGS...: the kernel says no with that text, and nothing has changed
	_text=$1
	shift
	_before=$(hka r1 -j vr show)
	_rc=0
	_said=$(hka r1 "$@" 2>&1) || _rc=$?
	[ $_rc = 1 ] || fail "hkactl $*: exit $_rc, not 1: $_said"
	case $_said in
	*"$_text"*) ;;
	*) fail "hkactl $*: says \"$_said\", not \"$_text\"" ;;
	esac
	[ "$(hka r1 -j vr show)" = "$_before" ] || fail "hkactl $*: was refused and changed something"
}

step "refusals"
refused "has no passwords" vr add S1 dev eth0 vrid 7 strict version 2 auth pass secret vip 192.0.2.100
refused "no accept mode" vr add S1 dev eth0 vrid 7 strict version 2 accept on vip 192.0.2.100
refused "no preempt delay" vr add S1 dev eth0 vrid 7 strict preempt-delay 1s vip 192.0.2.100
refused "needs a virtual address" vr add S1 dev eth0 vrid 7 strict no-vip
refused "first IPv6 address is link-local" vr add S6 dev eth0 vrid 7 strict vip 2001:db8::100 vip fe80::100
refused "only VRRPv2 has passwords" vr add S1 dev eth0 vrid 7 auth pass secret vip 192.0.2.100

step "of a router that runs, too"
hka r1 vr add S1 dev eth0 vrid 7 strict priority 200 interval 100ms vip 192.0.2.100
hka r1 vr add S2 dev eth0 vrid 8 version 2 strict priority 200 vip 192.0.2.101
hka r1 vr add S6 dev eth0 vrid 7 strict priority 200 interval 100ms vip fe80::100 vip 2001:db8::100
for v in S1 S2 S6; do wait_state r1 $v MASTER; done
refused "no preempt delay" vr set S1 preempt-delay 1s
refused "needs a virtual address" vr set S1 no-vip
refused "no accept mode" vr set S2 accept on
refused "has no passwords" vr set S2 auth pass secret
refused "first IPv6 address is link-local" vr set S6 vip 2001:db8::100 vip fe80::100

step "who is not the owner accepts nothing unless told to, and in VRRPv2 never"
for a in 192.0.2.100 192.0.2.101; do
	! on client ping -c 1 -W 1 $a >/dev/null || fail "$a answers"
	see 1s port=r1 kind=arp-rep sip=$a
done
hka r1 vr set S1 accept on
on client ping -c 1 -W 1 192.0.2.100 >/dev/null || fail "accept on, and it does not answer"
hka r1 vr set S1 accept off
hka r1 vr set S2 priority 255
on client ping -c 1 -W 1 192.0.2.101 >/dev/null || fail "the owner does not answer"
hka r1 vr set S2 priority 200

step "the checksum has no pseudo-header, sent and received; the other form is dropped"
see_n 3 2s port=r1 kind=vrrp v=3 vrid=7 dst=224.0.0.18 sum=ok
unseen port=r1 kind=vrrp v=3 vrid=7 dst=224.0.0.18 sum=pseudo
/usr/sbin/ip netns exec r1 hkactl monitor >$run/r1.events &
monitor=$!
sleep 1
hka r2 vr add S1 dev eth0 vrid 7 checksum rfc5798 priority 250 interval 100ms vip 192.0.2.100
wait_state r2 S1 MASTER
mark both
see_n 10 3s port=r2 kind=vrrp v=3 vrid=7 sum=pseudo after=@both
is_state r1 S1 MASTER
between "packets dropped for their checksum" "$(counter r1 S1 checksum)" 1 100000
pause 1s
kill $monitor
between "hints about the form of a peer" "$(grep -c checksum-form $run/r1.events)" 1 1
grep checksum-form $run/r1.events | grep -q "S1.*192.0.2.2" || fail "the hint does not name router and peer: $(grep checksum-form $run/r1.events)"
hka r2 vr set S1 checksum rfc9568
wait_state r1 S1 BACKUP
hka r2 vr del S1
wait_state r1 S1 MASTER

step "no address in an advert: dropped by the strict router, heard by the other"
hka r2 vr add D1 dev eth0 vrid 9 priority 200 interval 100ms no-vip
wait_state r2 D1 MASTER
see_n 3 2s port=r2 kind=vrrp vrid=9 count=0 prio=200
hka r1 vr add S3 dev eth0 vrid 9 strict priority 100 interval 100ms checksum auto vip 192.0.2.109
wait_state r1 S3 MASTER
between "packets dropped for their count" "$(counter r1 S3 addr-count)" 1 100000
hka r1 vr del S3
hka r1 vr add D3 dev eth0 vrid 9 priority 100 interval 100ms vip 192.0.2.109
pause 1s
is_state r1 D3 BACKUP
hka r2 vr set D1 vip 192.0.2.109
see 2s port=r2 kind=vrrp vrid=9 count=1 prio=200
wait_address r2 192.0.2.109 5
hka r2 vr set D1 no-vip
see 2s port=r2 kind=vrrp vrid=9 count=0 prio=200
no_address r2 192.0.2.109
is_state r2 D1 MASTER

step "a first IPv6 address that is not link-local, likewise"
hka r2 vr add D6 dev eth0 vrid 7 inet6 priority 250 interval 100ms vip 2001:db8::100
wait_state r2 D6 MASTER
mark both6
see_n 10 3s port=r2 kind=vrrp vrid=7 dst=ff02::12 after=@both6
is_state r1 S6 MASTER
between "packets dropped for their first address" "$(counter r1 S6 addr-first)" 1 100000
hka r2 vr set D6 vip fe80::100 vip 2001:db8::100
wait_state r1 S6 BACKUP

step "VRRPv2: another list is dropped, unless check-addresses is off or the owner's"
hka r2 vr add S2 dev eth0 vrid 8 version 2 priority 250 vip 192.0.2.102
wait_state r2 S2 MASTER
is_state r1 S2 MASTER
between "packets dropped for their list" "$(counter r1 S2 addr-list)" 1 100000
hka r1 vr set S2 check-addresses off
wait_state r1 S2 BACKUP
hka r1 vr set S2 check-addresses on
wait_state r1 S2 MASTER
hka r2 vr set S2 priority 255
wait_state r1 S2 BACKUP
