# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A file for keepalived's macvlans: their names are the interface's, routes and rules come and go, no sysctl is touched.
# limit: 300
topology r1 r2 client

sysctls() { on r1 sh -c 'cat /proc/sys/net/ipv4/conf/*/* /proc/sys/net/ipv6/conf/*/* /proc/sys/net/ipv4/neigh/*/* 2>/dev/null; :'; }
shows() { on r1 ip "$@" 2>/dev/null | grep -q .; }
there() {
	_tries=20
	until shows "$@"; do
		[ $_tries -gt 0 ] || fail "ip $* shows nothing"
		_tries=$((_tries - 1))
		pause 100ms
	done
}
gone() { shows "$@" && fail "ip $* shows $(on r1 ip "$@")"; :; }

cat >$run/a.conf <<-END
	net_namespace r1
	vrrp_instance V1 {
		interface eth0
		virtual_router_id 7
		version 3
		advert_int 0.1
		use_vmac vr7
		vmac_xmit_base
		virtual_ipaddress {
			192.0.2.100/24 dev vr7
		}
		virtual_ipaddress_excluded {
			192.0.2.101/24 dev vr7
		}
		virtual_routes {
			203.0.113.0/24 via 192.0.2.9 dev vr7
			blackhole 10.9.0.0/16 table 100
		}
		virtual_rules {
			from 203.0.113.0/24 lookup 100 priority 77
		}
	}
END
sysctls >$run/before
on r1 ip -o link | wc -l >$run/links

step "on the interface itself: addresses, routes, rules, and adverts from the virtual MAC"
hkad -n -l -G -f $run/a.conf 2>$run/a.log &
daemon_pids="$daemon_pids $!"
wait_line $run/a.log "as configured"
grep -q "vr7 is the virtual MAC of V1; hka has no device for it: eth0" $run/a.log || fail "$(cat $run/a.log)"
wait_state r1 V1 MASTER
see 2s port=r1 kind=vrrp vrid=7 mac=00:00:5e:00:01:07
has_address r1 192.0.2.100
has_address r1 192.0.2.101
there route show 203.0.113.0/24 via 192.0.2.9 dev eth0
there route show table 100 10.9.0.0/16
there rule show pref 77
[ "$(on r1 ip -o link | wc -l)" = "$(cat $run/links)" ] || fail "there is another device: $(on r1 ip -o link)"
sysctls >$run/after
cmp $run/before $run/after || fail "a sysctl was changed"

step "stopped: all of it is gone"
hkactl -n r1 stop >/dev/null
no_address r1 192.0.2.100
no_address r1 192.0.2.101
gone route show 203.0.113.0/24
gone route show table 100
gone rule show pref 77
sysctls >$run/after
cmp $run/before $run/after || fail "a sysctl was changed"
