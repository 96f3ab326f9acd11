# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A host that reboots says so: every MASTER sends priority 0, without anybody having asked hka.
# proves: PR-06+ FSM-A1+
# ends: the guest
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 1s vip 192.0.2.100
hka r1 vr add V6 dev eth0 vrid 7 inet6 priority 200 interval 1s vip fe80::100
wait_state r1 V1 MASTER
wait_state r1 V6 MASTER
modprobe hka_lab
echo 3000 >/sys/module/hka_lab/parameters/linger
mark reboot
{
	if (see 4s port=r1 kind=vrrp prio=0 dst=224.0.0.18 after=@reboot &&
	    see 4s port=r1 kind=vrrp prio=0 dst=ff02::12 after=@reboot &&
	    pause 1500ms && wire last port=r1 kind=vrrp && [ "${answer#* prio=0 }" != "$answer" ]); then
		echo "@ok 99-reboot 0"
	else
		echo "@fail 99-reboot no priority 0 before the reboot"
	fi
	echo "@end"
} >&3 2>&3 &
# Not "pause": the observer answers one at a time.
sleep 1
reboot -f
