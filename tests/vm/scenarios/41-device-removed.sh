# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A router whose device vanishes is parked by name, and runs again when a device of that name comes.
# proves: IF-05 25.19
topology r1 r2
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
mark gone
unplug r1
wait_state r1 V1 FAULT
wait_state r2 V1 MASTER
case $(hka r1 -d vr show V1) in *no-device*) ;; *) fail "vr show does not say no-device" ;; esac

step "the device is back"
plug r1
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
has_address r1 192.0.2.100
no_address r2 192.0.2.100

step "a parked router can be deleted"
unplug r1
wait_state r1 V1 FAULT
hka r1 vr del V1
plug r1
pause 1s
is_state r2 V1 MASTER
