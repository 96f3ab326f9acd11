#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Names each option that hka.ko needs and a kernel does not have.
#
#	check-config.sh [CONFIG-FILE | KERNEL-HEADERS | RELEASE]
#
# Without an argument: the running kernel. Exit status 1 if something is missing;
# what is only advised is told and is no failure.
set -eu

release=$(uname -r)
case ${1:-} in
'')	set -- "/boot/config-$release" "/lib/modules/$release/build/.config" \
		"/lib/modules/$release/config" /proc/config.gz ;;
*/*)	if [ -d "$1" ]; then set -- "$1/.config"; fi ;;
*)	set -- "/boot/config-$1" "/lib/modules/$1/build/.config" ;;
esac

config=
for f; do
	if [ -r "$f" ]; then
		config=$f
		break
	fi
done
if [ -z "$config" ]; then
	echo "check-config: no kernel configuration found in: $*" >&2
	exit 2
fi

contents=$(case $config in *.gz) zcat "$config" ;; *) cat "$config" ;; esac)
has() { echo "$contents" | grep -q "^CONFIG_$1=[ym]"; }

missing=0
need() {
	if ! has "$1"; then
		echo "missing: CONFIG_$1 ($2)"
		missing=$((missing + 1))
	fi
}
advise() {
	has "$1" || echo "advised: CONFIG_$1 ($2)"
}

need MODULES "hka is a module"
need NET "networking"
need INET "IPv4, ARP, IGMP"
need IPV6 "IPv6, neighbour discovery"
need NETFILTER "the gate that closes an address at once"
need NETFILTER_FAMILY_ARP "the gate on ARP (selected by IP_NF_ARPTABLES, NF_TABLES_ARP, BRIDGE_NETFILTER)"
need HIGH_RES_TIMERS "timers finer than a jiffy"
need CRYPTO_LIB_SHA256 "authenticated adverts"
advise NET_NS "several routers on one host, and the tests"
advise NET_L3_MASTER_DEV "routers in a VRF"
advise NET_VRF "routers in a VRF"

echo "$config: $([ "$missing" = 0 ] && echo "everything hka needs is there" ||
	echo "$missing option(s) missing")"
[ "$missing" = 0 ]
