# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The network namespace of a MASTER is deleted: it says priority 0 on its way out.
# proves: PR-06+ IF-05 TM-10
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 2 5s port=r1 kind=vrrp
mark exit
ip netns delete r1
hosts=r2
see 5s port=r1 kind=vrrp prio=0 after=@exit
see 5s port=r2 kind=vrrp prio=100 after=@exit
ask takeover r1 r2 vrid=7 addr=192.0.2.100
timing "advert after priority 0, us" "$advert_us" "$(skew_us 100 1000)" $(($(skew_us 100 1000) + 2000))
wire last port=r1 kind=vrrp
case $answer in *" prio=0 "*) ;; *) fail "an advert after the release: $answer" ;; esac
