# shellcheck shell=sh disable=SC2154,SC2034,SC2015,SC2086
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: a device that is renamed keeps its router; a file with the new name changes nothing, and one with another waits.
# proves: IF-06
# limit: 300
topology r1 r2

# conf DEVICE: a router on it.
conf() {
	cat >$run/a.conf <<-END
		vrrp_instance V1 {
			interface $1
			virtual_router_id 7
			version 3
			advert_int 0.1
			priority 200
			virtual_ipaddress {
				192.0.2.100
			}
		}
	END
}
# renamed FROM TO: as far as the kernel lets it, while it is up.
renamed() {
	on r1 ip link set $1 name $2 2>/dev/null && return
	on r1 ip link set $1 down
	on r1 ip link set $1 name $2
	on r1 ip link set $2 up
}
# asked TEXT: a reload says that.
asked() {
	hkactl -n r1 reload >$run/asked 2>&1 || :
	grep -q "$1" $run/asked || fail "reload says $(cat $run/asked), not $1"
}
on_device() { hka r1 vr show V1 | grep -q "$1" || fail "it is not on $1: $(hka r1 vr show V1)"; }

conf eth0
/usr/sbin/ip netns exec r1 hkad -n -l -G -D -f $run/a.conf 2>>$run/a.log &
daemon_pids=$!
wait_line $run/a.log "as configured"
wait_state r1 V1 MASTER

step "the device is renamed: its router goes with it, and hkad leaves it alone"
: >$run/a.log
renamed eth0 lan0
wait_state r1 V1 MASTER
on_device lan0
grep -q "somebody changed" $run/a.log && fail "$(cat $run/a.log)"

step "the file has the new name: the same router, without a change"
conf lan0
mark same
asked "; 0 changes"
pause 1s
ask gaps port=r1 kind=vrrp period=100ms after=@same
timing "longest gap between adverts, us" "${max%.*}" 99000 101000
unseen port=r1 kind=vrrp prio=0 after=@same

step "a name that no device has: that is refused and waits; the device gets the name, and the router is there"
conf lan1
asked "1 of 2 changes were refused"
hka r1 vr show V1 2>/dev/null && fail "it is on a device that the file does not name"
renamed lan0 lan1
wait_state r1 V1 MASTER
on_device lan1
