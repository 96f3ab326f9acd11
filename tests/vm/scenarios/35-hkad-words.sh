# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad: the namespace, keys and the manager's end as a configuration says them.
# proves: 25.5 EX-20
# limit: 300
topology r1 r2 client

# conf HOST PRIORITY: signed adverts, with the key in the file; hkad itself says which namespace is meant.
conf() {
	cat >$run/$1.conf <<-END
		net_namespace $1
		global_defs {
			vrrp_version 3
			manager_lost demote 50 after 2
		}
		vrrp_instance V1 {
			interface eth0
			virtual_router_id 7
			advert_int 0.1
			priority $2
			auth_hmac {
				key 1 aaaabbbbccccddddeeeeffffgggghhhh
				key 2 hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
				active_key 2
			}
			manager_lost ${3:-demote 50}
			virtual_ipaddress {
				192.0.2.100
			}
		}
	END
	hkad -n -l -G -f $run/$1.conf 2>>$run/$1.log &
	manager=$!
	daemon_pids="$daemon_pids $manager"
}

# anew POLICY: r1's manager with another file. lost FOR: it dies, and that time passes.
anew() {
	: >$run/r1.log
	conf r1 200 "$1"
	m1=$manager
	wait_line $run/r1.log "as configured"
}
lost() {
	kill -9 $m1
	wait $m1 || :
	pause $1
}
# worth PRIORITY WHEN
worth() {
	_is=$(shown r1 V1 effective-priority)
	[ "$_is" = "$1" ] || fail "$2 r1 has the priority $_is, not $1"
}

step "routers in the namespaces that the files name; each believes the other's signature"
conf r1 200
m1=$manager
wait_state r1 V1 MASTER
conf r2 100 release
m2=$manager
wait_state r2 V1 BACKUP
pause 1s
is_state r1 V1 MASTER
is_state r2 V1 BACKUP
between "verified by r2" "$(counter r2 V1 hmac-verified)" 5 100000
between "not verified by r2" "$(counter r2 V1 hmac-digest)" 0 0
has_address r1 192.0.2.100

step "r1's manager dies: after its time the router is worth 50 less, which is still the most"
lost 4s
worth 150 "after 2 s"
is_state r1 V1 MASTER

step "a time of its own, shorter than the lease's: r1's is worth less earlier; taken back, the lease's counts"
anew "demote 60 after 1"
lost 1400ms
worth 140 "after 1 s"
anew "demote 60"
lost 1400ms
worth 200 "before 2 s"
pause 2s
worth 140 "after 2 s"
is_state r1 V1 MASTER

step "r2's manager dies: its router gives up, and does not take over from r1 when that is gone"
kill -9 $m2
wait $m2 || :
pause 4s
cut r1
pause 2s
no_address r2 192.0.2.100
