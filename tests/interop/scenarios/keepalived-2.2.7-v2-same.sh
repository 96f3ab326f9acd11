# shellcheck shell=sh disable=SC2154,SC2034,SC2086,SC2046
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad and keepalived 2.2.7 from one file, in both directions: VRRPv2, a password, labels, routes, rules.
# proves: INT-01 INT-06 PR-07
# limit: 900
. /lab/same.sh
same keepalived-2.2.7 1000 192.0.2.100
nodes >$file
cat >>$file <<'END'
global_defs {
	router_id ${_INSTANCE}
}
vrrp_instance V1 {
	state BACKUP
	interface eth0
	virtual_router_id 7
	priority $PRIO
	advert_int 1
	authentication {
		auth_type PASS
		auth_pass s3cret
	}
	virtual_ipaddress {
		192.0.2.100/24 dev eth0 label eth0:v
		192.0.2.101
#more192.0.2.99
		198.51.100.1/24 brd +
	}
	virtual_ipaddress_excluded {
		203.0.113.7/32
		2001:db8::7/64
	}
	virtual_routes {
		10.9.0.0/16 via 192.0.2.200 table 100
		blackhole 10.66.0.0/16
		10.10.0.0/16 src 192.0.2.100 via 192.0.2.200 metric 5
	}
	virtual_rules {
		from 10.9.0.0/16 table 100 preference 1010
		to 10.8.0.0/16 table 100
	}
}
END
try_both
