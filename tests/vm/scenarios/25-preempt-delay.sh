# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Preempt delay: a worse MASTER is let be for so long, not longer, and only while it lives.
# proves: EX-01+- EX-02 EX-03 EX-04 PR-10 CFG-17
topology r1 r2 client
down=$(down_us 200 100)

# better: r2 is MASTER, r1 is better but lets it be for 3 s.
better() {
	hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
	wait_state r2 V1 MASTER
	mark begin
	hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms preempt-delay 3s vip 192.0.2.100
	mark there
	see 2s port=r2 kind=vrrp after=@there
}

# gone: both start anew.
gone() {
	hka r1 vr del V1
	hka r2 vr del V1
}

# The hold starts with the first advert heard, at most an interval after the beginning; the last that
# is accepted comes at most an interval before its end.
step "it takes over a down interval after the delay, without a gap for the client"
better
client_start 192.0.2.100
tally "shown as left, us" "$(shown r1 V1 hold-remaining-usec)" 2000000 3000000
see 5s port=r1 kind=vrrp after=@begin
pause 300ms
client_stop
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" $((2900000 + down)) $((3102000 + down))
tally "lost pings" "$lost" 0 2
one_answered 192.0.2.100 after=@begin
is_state r1 V1 MASTER

step "it gives up its place without any delay"
mark worse
hka r2 vr set V1 priority 250
wait_state r2 V1 MASTER
wait_state r1 V1 BACKUP
ask delta @worse port=r2 kind=vrrp prio=250
timing "lost after, us" "$us" 0 $(($(down_us 250 100) + 100000))

step "a better MASTER is not let be: it just is; when it is worse again the delay starts"
mark begin
hka r2 vr set V1 priority 100
see 5s port=r1 kind=vrrp after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" $((2900000 + down)) $((3102000 + down))
gone

step "changing settings meanwhile does not start it anew"
better
pause 1500ms
hka r1 vr set V1 priority 201
hka r1 vr set V1 preempt-delay 3s interval 200ms
pause 1s
hka r1 vr set V1 interval 100ms priority 200
see 5s port=r1 kind=vrrp after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" $((2900000 + down)) $((3102000 + down))
gone

step "the delay itself may be changed: it counts from its start"
better
pause 1s
hka r1 vr set V1 preempt-delay 60s
pause 4s
is_state r1 V1 BACKUP
tally "shown as left, us" "$(shown r1 V1 hold-remaining-usec)" 54000000 56000000
hka r1 vr set V1 preempt-delay 6s
see 5s port=r1 kind=vrrp after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" $((5900000 + down)) $((6102000 + down))
step "and a delay that is set later holds back nobody who is MASTER"
hka r1 vr set V1 preempt-delay 60s
pause 1s
is_state r1 V1 MASTER
gone

step "the worse MASTER dies meanwhile: nothing is waited for but the down interval"
better
pause 1s
cut r2
see 2s port=r1 kind=vrrp after=@cut-r2
ask when port=r2 kind=vrrp
ask delta "$ns" port=r1 kind=vrrp
timing "claimed after the last advert, us" "$us" "$down" $((down + 2000))
between "shown as left, us" "$(shown r1 V1 hold-remaining-usec)" 0 0
heal r2
wait_state r2 V1 BACKUP
gone

step "it releases meanwhile: Skew_Time"
better
pause 1s
mark release
hka r2 vr del V1
see 2s port=r1 kind=vrrp after=@release
ask when port=r2 kind=vrrp prio=0
ask delta "$ns" port=r1 kind=vrrp
timing "claimed after the release, us" "$us" "$(skew_us 200 100)" $(($(skew_us 200 100) + 2000))
hka r1 vr del V1

step "nobody is MASTER: no delay"
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms preempt-delay 3s vip 192.0.2.100
see 2s port=r1 kind=vrrp after=@begin
ask delta @begin port=r1 kind=vrrp
timing "claimed after, us" "$us" "$down" $((down + 60000))
hka r1 vr del V1

step "the owner knows no delay"
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r2 V1 MASTER
mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 255 interval 100ms preempt-delay 60s vip 192.0.2.100
see 1s port=r1 kind=vrrp prio=255 after=@begin
wait_state r2 V1 BACKUP
