# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# An MTU too small for IPv6 takes the family, and with it the group, from the device; both come back.
# proves: FSM-I3 FSM-I4 (a device that is too small for the family)
topology r1 r2 client
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 100ms vip fe80::100
hka r2 vr add V6 dev eth0 vrid 7 inet6 priority 100 interval 100ms vip fe80::100
wait_state r1 V6 MASTER
wait_state r2 V6 BACKUP

step "the BACKUP's device is too small for IPv6"
ip -n r2 link set eth0 mtu 1000
wait_state r2 V6 FAULT
is_state r1 V6 MASTER

step "it is large enough again: the BACKUP hears the MASTER and stays silent"
ip -n r2 link set eth0 mtu 1500
ip -n r2 addr add fe80::2/64 dev eth0 nodad
mark back
wait_state r2 V6 BACKUP
pause 2s
is_state r2 V6 BACKUP
unseen port=r2 kind=vrrp after=@back
has_address r1 fe80::100
