# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Three routers: the highest claims, and each next takes over in its own time when the one above dies.
# proves: TM-14 FSM-B7+ FSM-B9+ TM-09
topology r1 r2 r3 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 150 interval 100ms vip 192.0.2.100
hka r3 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 5 5s port=r1 kind=vrrp
client_start 192.0.2.100

step "r1 dies: r2 claims, r3 stays silent"
cut r1
see_n 5 5s port=r2 kind=vrrp after=@cut-r1
unseen port=r3 kind=vrrp
ask takeover r1 r2 vrid=7 addr=192.0.2.100
timing "takeover by r2, us" "$advert_us" "$(down_us 150 100)" $(($(down_us 150 100) + 50))

step "r2 dies too: r3 claims"
cut r2
see_n 5 5s port=r3 kind=vrrp after=@cut-r2
ask takeover r2 r3 vrid=7 addr=192.0.2.100
timing "takeover by r3, us" "$advert_us" "$(down_us 100 100)" $(($(down_us 100 100) + 50))

step "both come back: only r1 is left as MASTER"
heal r1
heal r2
wait_state r2 V1 BACKUP
wait_state r3 V1 BACKUP
is_state r1 V1 MASTER
pause 500ms
client_stop
see 1s port=r1 kind=vrrp after=@heal-r2
mark end
pause 500ms
unseen port="r2|r3" kind=vrrp after=@end
