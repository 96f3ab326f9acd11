# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Random netlink requests by two processes while devices and addresses are shaken: nothing breaks.
# proves: SEC-06
# modes: smp
# limit: 900
topology r1 r2
for h in r1 r2; do
	ip -n $h link add d0 type veth peer name d1
	ip -n $h link set d0 up
	ip -n $h link set d1 up
	ip -n $h addr add 192.0.2.250/24 dev d0
	ip -n $h addr add 10.0.0.250/24 dev d1
	ip -n $h link add d2 type dummy
	ip -n $h link set d2 multicast on arp on up
done
# One minute, five on the debug kernel.
seconds=60
[ "${LAB_KERNEL:-}" != debug ] || seconds=300
on r1 nlfuzz $seconds || fail "the kernel does not stand it (exit $?)"
