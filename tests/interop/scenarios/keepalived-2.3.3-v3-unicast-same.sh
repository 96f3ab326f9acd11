# shellcheck shell=sh disable=SC2154,SC2034,SC2086,SC2046
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad and keepalived 2.3.3 from one file, in both directions: unicast, whose addresses are the node's.
# proves: INT-02 INT-06 PR-07
# limit: 900
. /lab/same.sh
same keepalived-2.3.3 100 192.0.2.100
nodes >$file
cat >>$file <<'END'
global_defs {
	vrrp_version 3
	vrrp_garp_master_refresh 1
}
vrrp_instance V1 {
	state BACKUP
	interface eth0
	virtual_router_id 7
	priority $PRIO
	advert_int 0.1
	unicast_src_ip $SELF
	unicast_peer {
		$OTHER
	}
	virtual_ipaddress {
		192.0.2.100/24
#more192.0.2.99
	}
}
END
try_both
