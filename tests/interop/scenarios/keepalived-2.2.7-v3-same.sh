# shellcheck shell=sh disable=SC2154,SC2034,SC2086,SC2046
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad and keepalived 2.2.7 from one file, in both directions: VRRPv3, a sync group of both families, a tracked link.
# proves: INT-02 INT-03 INT-06 PR-07
# limit: 900
. /lab/same.sh
same keepalived-2.2.7 100 192.0.2.100
nodes >$file
cat >>$file <<'END'
global_defs {
	vrrp_version 3
	vrrp_garp_master_delay 2
	vrrp_garp_master_repeat 3
}
vrrp_sync_group G {
	group {
		V1
		V6
	}
	track_interface {
		lo
	}
}
vrrp_instance V1 {
	state MASTER
	interface eth0
	virtual_router_id 7
	priority $PRIO
	advert_int 0.1
	virtual_ipaddress {
		192.0.2.100/24 dev eth0
#more192.0.2.99
	}
	virtual_ipaddress_excluded {
		203.0.113.7
	}
}
vrrp_instance V6 {
	interface eth0
	virtual_router_id 8
	priority $PRIO
	advert_int 0.1
	virtual_ipaddress {
		fe80::100/64
		2001:db8::100/64 preferred_lft 0
	}
	virtual_routes {
		2001:db8:9::/64 via 2001:db8::c8 dev eth0 metric 7
	}
}
END
try_both
