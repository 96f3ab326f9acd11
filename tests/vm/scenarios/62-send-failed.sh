# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Who cannot send and hears nobody keeps his address and goes on trying; who hears a rival lets him serve.
# proves: EX-15 25.18
# set: wide
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
# mute HOST: its queue refuses every packet. unmute HOST: the contrary.
mute() { tc -n "$1" qdisc add dev eth0 root bfifo limit 1; }
unmute() { tc -n "$1" qdisc del dev eth0 root; }

step "alone: no advert leaves, and it serves"
mute r1
mark mute
pause 10s
unseen port=r1 kind=vrrp after=@mute
is_state r1 V1 MASTER
has_address r1 192.0.2.100
_e=$(counter r1 V1 send-errors)
between "failed sends" "$_e" 9 11

step "a rival: r1 lets go, is FAULT, and comes back when it can send"
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100
see 10s port=r2 kind=vrrp after=@mute
wait_state r1 V1 FAULT 2
no_address r1 192.0.2.100
hka r1 -d vr show V1 | grep -q send-failed || fail "the fault is not told"
is_state r2 V1 MASTER
unmute r1
wait_state r1 V1 MASTER 60
wait_state r2 V1 BACKUP
has_address r1 192.0.2.100
