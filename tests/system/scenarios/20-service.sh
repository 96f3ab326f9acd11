# shellcheck shell=sh disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad.service: started, reloaded, restarted, killed and stopped by systemd; only the stop is seen by anybody else.
# limit: 300
joined r2 client
configured 200
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100

# steady MARK: since then every advert came in time, and nobody else sent one.
steady() {
	pause 1s
	ask gaps port=r1 kind=vrrp period=100ms after=@$1
	timing "longest gap between adverts since $1, us" "${max%.*}" 99000 101000
	unseen port=r2 kind=vrrp after=@$1
	between "transitions" "$(hka r1 -j history V1 | grep -o '"to"' | wc -l)" "$n0" "$n0"
	[ "$(systemctl is-active hkad)" = active ] || fail "hkad is $(systemctl is-active hkad)"
}
main_pid() { systemctl show --value --property MainPID hkad; }

step "started: the command returns when the router is there"
systemctl start hkad
[ "$(systemctl is-active hkad)" = active ] || fail "it is $(systemctl is-active hkad)"
wait_state r1 V1 MASTER
wait_state r2 V1 BACKUP
n0=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
first=$(main_pid)

step "reloaded"
mark reload
configured 210
systemctl reload hkad
[ "$(shown r1 V1 priority)" = 210 ] || fail "the priority is not 210"
[ "$(main_pid)" = "$first" ] || fail "it was restarted"
steady reload

step "reloaded with an error: systemctl says so, all stays"
mark wrong
configured 210 "virtual_router_id 300"
systemctl reload hkad 2>/dev/null && fail "systemctl is content"
configured 210
steady wrong

step "restarted: the routers stay"
mark restart
systemctl restart hkad
[ "$(main_pid)" != "$first" ] || fail "it was not restarted"
steady restart

step "killed: systemd starts another one, the routers stay"
mark kill
second=$(main_pid)
kill -9 "$second"
_tries=100
until [ "$(main_pid)" != "$second" ] && [ "$(main_pid)" != 0 ] && [ "$(systemctl is-active hkad)" = active ]; do
	[ $_tries -gt 0 ] || fail "nothing starts it again: $(systemctl status hkad)"
	_tries=$((_tries - 1))
	pause 100ms
done
steady kill

step "stopped: the router is released"
mark stop
systemctl stop hkad
see 1s port=r1 kind=vrrp prio=0 after=@stop
wait_state r2 V1 MASTER
[ "$(hkactl -j vr show)" = "[]" ] || fail "there is a router still"
no_address r1 192.0.2.100
failed=$(systemctl --failed --no-legend)
[ -z "$failed" ] || fail "$failed"
