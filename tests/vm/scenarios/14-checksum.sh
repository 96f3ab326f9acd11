# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Checksums of VRRPv3 over IPv4: each form when it is set, and auto, which follows the MASTER it hears.
# proves: 25.3 25.15 CK-02+- CK-05 CK-07
topology r1 r2 client
add() { # HOST PRIORITY FORM
	hka "$1" vr add V1 dev eth0 vrid 7 priority "$2" interval 100ms checksum "$3" vip 192.0.2.100
}
# forms HOST FORM SINCE: its adverts since then carry that form and no other.
forms() {
	see_n 3 3s port="$1" kind=vrrp after="$3" sum="$2"
	unseen port="$1" kind=vrrp after="$3" sum!="$2"
}

step "auto, before anybody was heard: with the pseudo-header"
mark alone
add r2 100 auto
wait_state r2 V1 MASTER
forms r2 pseudo @alone

step "a MASTER of the other form is understood, and followed"
mark other
add r1 200 rfc9568
wait_state r1 V1 MASTER
forms r1 ok @other
wait_state r2 V1 BACKUP
pause 500ms
between "accepted by r2 in the form of RFC 9568" "$(counter r2 V1 checksum-plain-rcvd)" 1 100
mark followed
hka r1 vr del V1
wait_state r2 V1 MASTER
forms r2 ok @followed

step "a packet that is dropped, or comes from nobody's MASTER, is not followed"
mark junk
on client junk eth0 src=192.0.2.200 vrid=7 prio=250 int=100ms vip=192.0.2.100 class=ttl every=10ms count=20
pause 300ms
forms r2 ok @junk
hka r2 vr del V1

step "each form set: sent, and the other one dropped as a wrong checksum"
add r1 200 rfc9568
wait_state r1 V1 MASTER
add r2 100 rfc5798
mark split
wait_state r2 V1 MASTER
forms r2 pseudo @split
see_n 5 2s port=r1 kind=vrrp sum=ok after=@split
is_state r1 V1 MASTER
for h in r1 r2; do
	n=$(counter $h V1 checksum-errors)
	between "$h: dropped as checksum errors" "${n:-0}" 3 1000
done
