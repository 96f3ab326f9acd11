# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# IPv6: election, silent death and release, with neighbour advertisements.
# proves: TX-02+ TX-04+ CK-03+ FSM-B2+- FSM-B7+ ND-01+ ND-08+ REG-04
topology r1 r2 client
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100 vip 2001:db8::100
hka r2 vr add V6 dev eth0 vrid 7 inet6 priority 100 interval 100ms vip fe80::100 vip 2001:db8::100
wait_state r1 V6 MASTER
see_n 5 5s port=r1 kind=vrrp v=3 vrid=7 prio=200 count=2 src=fe80::1 dst=ff02::12 ttl=255 sum=pseudo vips=fe80::100,2001:db8::100 dmac=33:33:00:00:00:12
see 1s port=r1 kind=una target=2001:db8::100
see 1s port=r1 kind=una target=fe80::100
has_address r1 2001:db8::100
no_address r2 2001:db8::100

step "silent death"
client_start 2001:db8::100
pause 500ms
mark begin
see_n 3 2s port=r1 kind=vrrp after=@begin
cut r1
see_n 5 5s port=r2 kind=vrrp after=@cut-r1
see 1s port=r2 kind=una target=2001:db8::100 after=@cut-r1
pause 200ms
client_stop
ask takeover r1 r2 vrid=7 addr=2001:db8::100 after=@begin
down=$(down_us 100 100)
timing "advert after the last, us" "$advert_us" "$down" $((down + 2000))
# The second of two addresses: both are installed by then.
timing "announced after, us" "$announce_us" 0 2000
between "announcements before the advert" "$early" 0 0
one_answered 2001:db8::100
case $(ip -n r2 -6 -o addr show dev eth0) in *tentative*) fail "an address is tentative" ;; esac

step "release"
heal r1
wait_state r2 V6 BACKUP
no_address r2 2001:db8::100
unseen port=r2 kind="ns" target=2001:db8::100
pause 300ms
mark settled
pause 300ms
mark release
hka r1 vr del V6
see 1s port=r1 kind=vrrp prio=0 after=@release
wait_state r2 V6 MASTER
ask takeover r1 r2 vrid=7 addr=2001:db8::100 after=@settled
timing "advert after priority 0, us" "$advert_us" "$(skew_us 100 100)" $(($(skew_us 100 100) + 2000))
