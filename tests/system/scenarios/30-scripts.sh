# shellcheck shell=sh disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Scripts of hkad.service: run in a unit of their own that systemd starts for it, and starts again.
# limit: 300
joined r2 client
printf '#!/bin/sh\n[ ! -e /run/bad ] && cat /proc/self/cgroup >/run/where && id -u >>/run/where\n' >/usr/local/sbin/check
chmod 755 /usr/local/sbin/check
configured 200 "track_script {" "  check" "}"
printf '%s\n' "vrrp_script check {" "  script check" "  interval 0.1" "}" >>/etc/hka/hka.conf
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100

runner() { pgrep -x hka-run; }

step "started: the script runs in hka-run's unit, and its result counts"
systemctl start hkad
wait_state r1 V1 MASTER
grep -q 'hka-run@.*\.service$' /run/where || fail "it runs in $(cat /run/where)"
touch /run/bad
wait_state r2 V1 MASTER
rm /run/bad
wait_state r1 V1 MASTER
[ "$(runner | wc -l)" = 1 ] || fail "there are $(runner | wc -l) of hka-run"

step "hka-run is killed, and hangs: the result stays, another one runs the script"
n0=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
kill -9 "$(runner)"
pause 3s
kill -STOP "$(runner)"
pause 10s
between "transitions" "$(hka r1 -j history V1 | grep -o '"to"' | wc -l)" "$n0" "$n0"
touch /run/bad
wait_state r2 V1 MASTER
rm /run/bad
wait_state r1 V1 MASTER
[ "$(runner | wc -l)" = 1 ] || fail "there are $(runner | wc -l) of hka-run"

step "restarted: no transition; stopped: nothing of it is left"
n0=$(hka r1 -j history V1 | grep -o '"to"' | wc -l)
systemctl restart hkad
pause 2s
between "transitions" "$(hka r1 -j history V1 | grep -o '"to"' | wc -l)" "$n0" "$n0"
systemctl stop hkad
pause 1s
! runner || fail "hka-run is there still"
