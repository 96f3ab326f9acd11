# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Somebody else claims the address of a MASTER, or sends from its virtual MAC: an event with his MAC, a counter, a sentence; the address is announced again, at most once in 10 s.
# proves: ARP-08+- VM-10+- RX-21
topology r1 r2 client
vmac=00:00:5e:00:01:07 mac=02:00:00:00:00:c8
for h in r1 r2; do
	/usr/sbin/ip netns exec $h hkactl monitor >$run/$h.events &
	daemon_pids="$daemon_pids $!"
done
p=200
for h in r1 r2; do
	hka $h vr add V4 dev eth0 vrid 7 vmac priority $p interval 100ms vip 192.0.2.100
	hka $h vr add V6 dev eth0 vrid 7 vmac priority $p interval 100ms vip fe80::100
	[ $h = r2 ] || { wait_state r1 V4 MASTER; wait_state r1 V6 MASTER; }
	p=100
done
told() { grep -c "$2" $run/"$1".events || true; }
says() { hka "$1" explain "$2" | tr -s ' \n' ' ' | grep -q "$3" || fail "explain $2 does not say \"$3\": $(hka "$1" explain "$2")"; }
none() { # COUNTER: nobody counts such a thing
	for h in r1 r2; do
		for v in V4 V6; do between "$1 of $h $v" "$(counter $h $v "$1")" 0 0; done
	done
}

step "what the routers of the group say is no claim"
wait_state r2 V4 BACKUP
pause 6s
none address-claims
none virtual-mac-heard

step "another host has the addresses, too: told, and announced again within 10 ms"
mark claim
hka client vr add X4 dev eth0 vrid 9 interval 100ms vip 192.0.2.100
hka client vr add X6 dev eth0 vrid 9 interval 100ms vip fe80::100
for a in 4:garp:192.0.2.100 6:una:fe80::100; do
	v=V${a%%:*} ip=${a#*:*:} kind=${a#*:}
	kind=${kind%%:*}
	see 2s port=client kind=$kind addr=$ip after=@claim
	see 1s port=r1 kind=$kind addr=$ip after=@claim
	wire first port=client kind=$kind addr=$ip after=@claim
	ns=$(echo "${answer%% *}" | tr -d .)
	ask delta "$ns" port=r1 kind=$kind addr=$ip
	timing "announced again after, us" "$us" 0 10000
	pause 1500ms
	between "events of $v" "$(told r1 "$v .*address-claimed $ip .*mac $mac")" 1 2
	between "claims of $v" "$(counter r1 $v address-claims)" 5 20
	says r1 $v "claimed one of the addresses"
	between "claims that a BACKUP counts" "$(counter r2 $v address-claims)" 0 0
done
pause 5s
ask count port=r1 kind=garp ip=192.0.2.100 after=@claim before=@claim+9s
between "announcements of r1 in 9 s" "$n" 6 10
hka client vr del all

step "frames from the virtual MAC: told by the MASTER, not by a BACKUP"
ip -n client link set eth0 address $vmac
on client ping -c 3 -i 0.2 192.0.2.1 >/dev/null 2>&1 || :
ip -n client link set eth0 address $mac
pause 100ms
between "events" "$(told r1 "V4 .*virtual-mac-heard .*mac $vmac")" 1 2
between "frames" "$(counter r1 V4 virtual-mac-heard)" 3 20
says r1 V4 "from the virtual MAC"
between "of the other family" "$(counter r1 V6 virtual-mac-heard)" 0 0
between "of the BACKUP" "$(counter r2 V4 virtual-mac-heard)" 0 0

step "an advert from there is a second MASTER, and nothing else"
before=$(counter r1 V4 virtual-mac-heard)
on client junk eth0 src=192.0.2.200 vrid=7 prio=150 int=100ms vip=192.0.2.100 mac=$vmac class=valid count=1
pause 100ms
between "events" "$(told r1 "V4 .*second-master .*peer 192.0.2.200 mac $vmac peer-priority 150")" 1 1
between "frames" "$(counter r1 V4 virtual-mac-heard)" "$before" "$before"
