# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# What is not said has the RFC's value; the least and the most of each setting is taken, and works.
# proves: CFG-01+ CFG-04+ CFG-05- CFG-06+ CFG-07+ CFG-08+ CFG-09+ CFG-12+ MG-03 TM-20 25.2
# set: wide
topology r1 r2

# shows HOST NAME KEY=VALUE...: so says vr show, in JSON.
shows() {
	_on=$1 _name=$2
	shift 2
	_json=$(hka "$_on" -j vr show "$_name")
	for _w; do
		case $_json in
		*"\"${_w%%=*}\":${_w#*=}"[,\}]*) ;;
		*) fail "$_name: not ${_w%%=*} ${_w#*=}: $_json" ;;
		esac
	done
}

step "defaults, in both versions"
hka r1 vr add D dev eth0 vrid 7 vip 192.0.2.100
hka r1 vr add D2 dev eth0 vrid 8 version 2 vip 192.0.2.101
shows r1 D version=3 priority=100 effective-priority=100 is-owner=false enabled=true \
	advertise-interval-centi-sec=100 master-down-interval=360 skew-time=609375
shows r1 D2 version=2 priority=100 advertise-interval-sec=1 enabled=true
wait_state r1 D MASTER
wait_state r1 D2 MASTER
see 2s port=r1 kind=vrrp v=3 vrid=7 prio=100 int=1000ms
see 2s port=r1 kind=vrrp v=2 vrid=8 prio=100 int=1000ms sum=ok
hka r1 vr del all

step "what a BACKUP shows of the MASTER it hears"
hka r1 vr add V1 dev eth0 vrid 9 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 9 interval 200ms vip 192.0.2.100
wait_state r1 V1 MASTER
see_n 3 2s port=r1 kind=vrrp vrid=9
shows r2 V1 state='"BACKUP"' last-adv-source='"192.0.2.1"' \
	master-advertise-interval-usec=100000 master-down-interval-usec=360937 skew-time=60937
shows r1 V1 state='"MASTER"' source-address='"192.0.2.1"' new-master-reason='"no-response"'
hka r1 vr del all
hka r2 vr del all

step "the ends of each range"
hka r1 vr add LOW dev eth0 vrid 1 priority 1 interval 10ms vip 192.0.2.100
hka r1 vr add HIGH dev eth0 vrid 255 priority 254 interval 40.95s preempt off vip 192.0.2.101
hka r1 vr add LOW2 dev eth0 vrid 2 version 2 priority 1 interval 1s vip 192.0.2.102
hka r1 vr add HIGH2 dev eth0 vrid 3 version 2 priority 254 interval 255s vip 192.0.2.103
hka r1 vr add V6 dev eth0 vrid 1 inet6 priority 1 interval 10ms vip fe80::100
shows r1 HIGH is-owner=false enabled=false advertise-interval-centi-sec=4095
shows r1 HIGH2 is-owner=false advertise-interval-sec=255
wait_state r1 LOW MASTER
see_n 3 2s port=r1 kind=vrrp v=3 vrid=1 prio=1 int=10ms src=192.0.2.1
see_n 3 2s port=r1 kind=vrrp v=3 vrid=1 prio=1 int=10ms src=fe80::1 vips=fe80::100
see 6s port=r1 kind=vrrp v=2 vrid=2 prio=1 int=1000ms
is_state r1 HIGH BACKUP
is_state r1 HIGH2 BACKUP

step "an interval of 40.95 s: claimed in its time, told on the wire"
hka r1 vr set HIGH down-count 1
see 50s port=r1 kind=vrrp v=3 vrid=255 prio=254 int=40950ms
