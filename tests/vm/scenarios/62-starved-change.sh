# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# An IPv6 address is configured anew while the core's own work for it is held back by real-time load: its solicitations are still heard.
# proves: IF-04
# modes: icount
# kernels: 6.1 6.12
topology r1 client
group=ff02::1:ff00:200
member() { on r1 ip -6 maddr show dev eth0 | grep -qw "$group"; }

loops_start 1
hka r1 vr add V1 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100/64 vip 2001:db8::200/64
member || fail "no membership while BACKUP"
see 2s port=r1 kind=una target=2001:db8::200
member || fail "no membership as MASTER"

step "another prefix length"
hka r1 vr set V1 vip fe80::100/64 vip 2001:db8::200/128
on r1 ip -6 addr show dev eth0 | grep -q "2001:db8::200/128" || fail "the prefix length is the old one"
on r1 ip -6 maddr show dev eth0
member || fail "the membership went with the old list"

step "and once the load is gone"
loops_stop
pause 1s
member || fail "no membership"
hka r1 vr del V1
! member || fail "the membership stayed"
