# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Each allocation of each request fails once: refused cleanly, nothing half done.
# proves: CFG-14
# kernels: debug
# limit: 1800
topology r1 r2
ip -n r1 link add d0 type veth peer name d1
ip -n r1 link set d0 up
ip -n r1 link set d1 up
ip -n r1 addr add 192.0.2.250/24 dev d0
grep -q debugfs /proc/mounts || mount -t debugfs none /sys/kernel/debug
# By default only those that may not sleep fail.
echo N >/sys/kernel/debug/failslab/ignore-gfp-wait
echo 0 >/sys/kernel/debug/failslab/verbose
rc=0
on r1 nlfail || rc=$?
echo Y >/sys/kernel/debug/failslab/ignore-gfp-wait
[ $rc = 0 ] || fail "a request was not refused cleanly"
