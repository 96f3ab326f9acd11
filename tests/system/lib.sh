# shellcheck shell=sh disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Words for scenarios on a server with systemd, added to those of tests/vm/lib.sh.

# joined: the server itself is host r1 of the topology, not a namespace of its own.
joined() {
	topology "$@"
	{
		echo "link add name r1 netns sw type veth peer name eth0 address 02:00:00:00:00:01"
	} | ip -batch -
	ip -n sw link set r1 master switch up
	wire port r1
	lab_addresses eth0 1 | ip -batch - || fail "cannot address the server"
}
