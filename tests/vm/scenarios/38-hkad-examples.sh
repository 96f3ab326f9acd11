# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: the routers of every example serve as a pair, and what is for later is told.
# set: wide
# limit: 600
sync_topology
# One of the examples wants .1.
for n in 1 2; do
	ip -n r$n addr del 192.0.2.$n/24 dev eth0
	ip -n r$n addr add 192.0.2.24$n/24 dev eth0
done

# What the examples run: all is well.
mkdir -p /etc/keepalived/scripts
for s in $(grep -ho '/etc/keepalived/scripts/[a-z_]*\.sh' /lab/examples/*.conf | sort -u); do
	echo '#!/bin/sh' >$s
	chmod 755 $s
done

# in_effect HOST: what its file means, in hkactl's words, one a line.
in_effect() { hkad --print-commands -f $run/$1.conf -i "$2" 2>/dev/null | tr -s ' ' '\n'; }

# manager HOST NODE: hkad from the host's file, until it has applied it.
manager() {
	: >$run/$1.log
	/usr/sbin/ip netns exec "$1" hkad -n -l -G -f $run/$1.conf -i "$2" 2>>$run/$1.log &
	daemon_pids="$daemon_pids $!"
	wait_line $run/$1.log "as configured"
	hka "$1" vr show
}
# serving HOST OTHER ROUTER: it is MASTER there, BACKUP at the other, or silent if that is "nobody".
serving() {
	wait_state $1 $3 MASTER 60
	[ $2 = nobody ] || wait_state $2 $3 BACKUP 60
}

# pair EXAMPLE NODE1 NODE2 HELD [EDIT]: two hosts with the example; the second one's is edited, and HELD is a
# keyword that is for later. Of several routers r1 has the first, and r2 what $second says.
pair() {
	step "$1"
	_routers=$(sed -n 's/^vrrp_instance \([^ ]*\).*/\1/p' /lab/examples/$1.conf)
	cp /lab/examples/$1.conf $run/r1.conf
	sed "${5:-}" /lab/examples/$1.conf >$run/r2.conf
	[ $2 != $3 ] || ! cmp -s $run/r1.conf $run/r2.conf || fail "the two are the same"
	_vips=$(in_effect r1 $2 | awk '/^(vip|excluded)$/ { getline; sub("/.*", ""); print }')
	mark up
	manager r1 $2
	see 60s port=r1 kind=vrrp after=@up
	for _r in $_routers; do serving r1 nobody $_r; done
	for _v in $_vips; do has_address r1 $_v; done
	manager r2 $3
	grep "without effect until" $run/r1.log | grep -q "$4" || fail "it is not told that $4 is for later"
	pause $settle
	for _r in $_routers; do
		case " $second " in
		*" $_r "*) serving r2 r1 $_r ;;
		*) serving r1 r2 $_r ;;
		esac
	done
	[ -n "$second" ] || for _v in $_vips; do has_address r1 $_v; no_address r2 $_v; done
	cut r1
	bridge -n sw link set dev r1-b state 0
	see 60s port=r2 kind=vrrp after=@cut-r1
	pause 500ms
	for _r in $_routers; do serving r2 nobody $_r; done
	for _v in $_vips; do wait_address r2 $_v 2; done
	echo "  $1: $(echo $_routers | wc -w) routers, $(echo $_vips | wc -w) addresses"
	hkactl -n r1 stop >/dev/null
	hkactl -n r2 stop >/dev/null
	heal r1
	bridge -n sw link set dev r1-b state 3
	for _v in $_vips; do no_address r1 $_v; no_address r2 $_v; done
}

second='' settle=2s
pair 01-web-vip-script-check node node router_id 's/priority 120/priority 100/'
second=VIP_TWO settle=35s
pair 02-master-master-pair nodea nodeb router_id
second='' settle=2s
pair 03-lvs-dr-http-cluster node node virtual_server 's/priority 110/priority 100/'
for h in r1:10 r2:20; do on ${h%:*} ip addr add 172.31.${h#*:}.5/16 dev eth0; done
pair 05-cloud-unicast-floating-ip node node vrrp_track_process \
	's/priority 200/priority 100/; s/\.10\.5$/.20.6/; s/\.20\.5 /.10.5 /; s/\.20\.6$/.20.5/'
pair 06-ipv6-dual-stack node node router_id 's/priority 140/priority 100/'
pair 07-vmac-router-pair node node router_id 's/priority 160/priority 100/'
no_address r1 192.0.2.253 lo
for h in r1:11 r2:12; do on ${h%:*} ip addr add 10.0.0.${h#*:}/24 dev eth0; done
pair 09-k8s-apiserver-vip cp1 cp2 vrrp_track_process
pair 10-database-vip-notify node node notify_master 's/priority 100/priority 90/'
