# shellcheck shell=sh disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Words for scenarios on a server with systemd, added to those of tests/vm/lib.sh.

# joined HOST...: a topology in which the server itself is r1. The name is one more of its namespace.
joined() {
	topology "$@"
	ip netns attach r1 1
	lab_wires r1 1 | ip -batch - || fail "cannot connect the server"
	ip -n sw link set r1 master switch up
	lab_addresses r1 1 | ip -batch - || fail "cannot address the server"
	wire port r1
	hosts="r1 $hosts"
}

# configured PRIORITY [LINE...]: a router at 100 ms in the server's file.
configured() {
	_p=$1
	shift
	mkdir -p /etc/hka
	{
		printf '%s\n' "vrrp_instance V1 {" "  interface eth0" "  virtual_router_id 7" "  version 3" \
			"  advert_int 0.1" "  priority $_p"
		for _l; do echo "  $_l"; done
		printf '%s\n' "  virtual_ipaddress {" "    192.0.2.100" "  }" "}"
	} >/etc/hka/hka.conf
}

lab_report() { journalctl --no-pager --boot --unit hkad | tail -n 40; }
