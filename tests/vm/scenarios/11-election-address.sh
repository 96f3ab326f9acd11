# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# With equal priorities the higher source address wins, in both families.
# proves: FSM-A4+- FSM-A6+- REG-17
# Two that are MASTER at the same time is what it takes: a BACKUP accepts an equal priority.
topology r2 r10
cut r2
for h in r2 r10; do
	hka $h vr add V4 dev eth0 vrid 7 interval 100ms vip 192.0.2.100
	hka $h vr add V6 dev eth0 vrid 7 inet6 interval 100ms vip fe80::100
done
for h in r2 r10; do
	wait_state $h V4 MASTER
	wait_state $h V6 MASTER
done

step "they meet: 192.0.2.10 is higher than 192.0.2.2, fe80::a higher than fe80::2"
heal r2
wait_state r2 V4 BACKUP
wait_state r2 V6 BACKUP
is_state r10 V4 MASTER
is_state r10 V6 MASTER
mark settled
pause 1s
unseen port=r2 kind=vrrp after=@settled+100ms
no_address r2 192.0.2.100
no_address r2 fe80::100
has_address r10 192.0.2.100
has_address r10 fe80::100
