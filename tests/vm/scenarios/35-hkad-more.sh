# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# What only hka has, as a configuration says it: a leader and its follower, checksum, link_delay, dampening.
# limit: 300
topology r1 r2 client

# conf HOST PRIORITY LEADER
conf() {
	cat >$run/$1.conf <<-END
		net_namespace $1
		global_defs {
			vrrp_version 3
		}
		vrrp_leader_group G {
			leader $3
			follow_interval 2
			group {
				L F
			}
		}
		vrrp_instance L {
			interface eth0
			virtual_router_id 1
			advert_int 0.1
			priority $2
			checksum rfc5798
			link_delay 3
			dampening 8
			virtual_ipaddress {
				192.0.2.100
			}
		}
		vrrp_instance F {
			interface eth0
			virtual_router_id 2
			advert_int 0.1
			priority $2
			virtual_ipaddress {
				192.0.2.101
			}
		}
	END
}
manager() {
	hkad -n -l -G -f $run/$1.conf 2>>$run/$1.log &
	daemon_pids="$daemon_pids $!"
	wait_line $run/$1.log "as configured"
}
both() { for r in L F; do wait_state $1 $r $2; done; }

step "r1's follower does as its leader does, and advertises every other second; checksums are with a pseudo-header"
conf r1 200 L
manager r1
both r1 MASTER
conf r2 100 L
mark begun
manager r2
both r2 BACKUP
pause 8s
has_address r1 192.0.2.101
ask count port=r1 kind=vrrp vrid=2 after=@begun
between "adverts of the follower in 8 s" "$n" 3 6
see_n 20 2s port=r1 kind=vrrp vrid=1 after=@begun sum=pseudo
unseen port=r1 kind=vrrp vrid=1 after=@begun sum!=pseudo
unseen port=r2 kind=vrrp after=@begun

step "the other one leads: one change, and nobody notices"
conf r1 200 F
mark led
hkactl -n r1 reload >$run/said || fail "$(cat $run/said)"
grep -q "; 1 changes" $run/said || fail "$(cat $run/said)"
hka r1 -j group show G | grep -q '"leader":"F"' || fail "$(hka r1 -d group show G)"
hkactl -n r1 reload >$run/said
grep -q "; 0 changes" $run/said || fail "$(cat $run/said)"
pause 1s
both r1 MASTER
unseen port=r1 kind=vrrp prio=0 after=@led
unseen port=r2 kind=vrrp after=@led
conf r1 200 L
hkactl -n r1 reload >$run/said

step "the link of r1 is lost and comes back: its loss is counted, and nothing is claimed for three seconds"
pause 1100ms
on sw ip link set r1 down
both r2 MASTER
wait_state r1 L FAULT
mark up
on sw ip link set r1 up
wait_state r1 L BACKUP
between "penalty" "$(hka r1 -j vr show L | lab_number penalty)" 500 1000
both r1 MASTER
both r2 BACKUP
ask delta @up port=r1 kind="vrrp|garp" vrid=1
timing "claimed after, us" "$us" 3000000 3700000
