# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# Addresses change under a MASTER: a new one is announced at once and in the next advert, an old one goes,
# and the adverts go on without a pause or a transition.
# proves: IF-04 REG-20 CFG-16 CFG-17 25.13 ARP-01+ TX-10+
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
see 2s port=r1 kind=garp ip=192.0.2.100
client_start 192.0.2.100
pause 300ms

step "one more, in front of it"
mark added
hka r1 vr set V1 vip 192.0.2.110 vip 192.0.2.100
see 1s port=r1 kind=vrrp count=2 vips=192.0.2.110,192.0.2.100 after=@added
see 1s port=r1 kind=garp ip=192.0.2.110 after=@added
ask delta @added port=r1 kind=garp ip=192.0.2.110
timing "announced after, us" "$us" 0 60000
has_address r1 192.0.2.110
has_address r1 192.0.2.100
no_address r2 192.0.2.110
pause 500ms
unseen port=r1 kind=vrrp count=1 after=@added+150ms

step "the new one alone"
client_stop
tally "lost pings" "$lost" 0 0
mark removed
hka r1 vr set V1 vip 192.0.2.110
see 1s port=r1 kind=vrrp count=1 vips=192.0.2.110 after=@removed
no_address r1 192.0.2.100
on client ip neigh flush dev eth0
client_start 192.0.2.110
pause 300ms
client_stop
tally "lost pings" "$lost" 0 0

step "nothing else has changed: not one advert late, no release, nobody claims"
ask gaps port=r1 kind=vrrp after=@added period=100ms
timing "largest deviation of an advert, us" "$jit_max" 0 1000
unseen port=r1 kind=vrrp prio=0
unseen port=r2 kind="vrrp|garp"
between "transitions of r1 to MASTER" "$(counter r1 V1 master-transitions)" 1 1
