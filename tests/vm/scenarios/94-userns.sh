# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# An unprivileged user: refused by default; with userns=1 few routers, and our own do not feel 1,000 namespaces.
# proves: SEC-07
# set: wide
# limit: 900
topology r1 r2 client
namespaces=1000
[ "${LAB_KERNEL:-}" != debug ] || namespaces=50

# farm N UID INTERVAL: that many namespaces of that user ask for a router; sets made, refused, err.
farm() {
	rm -f $run/farm
	mkfifo $run/farm
	nsfarm "$1" "$2" "$3" $run/farm &
	farm_pid=$!
	read -r _l <$run/farm || fail "nsfarm died"
	eval "$_l"
	echo "  user $2, $1 namespaces: $made routers, $refused refused ($err)"
}
farm_end() {
	kill $farm_pid
	wait $farm_pid 2>/dev/null || :
}

step "off by default"
farm 2 1000 1s
[ "$made" = 0 ] && [ "$err" = 1 ] || fail "not refused with EPERM"
farm_end

step "userns=1: interval, user's share, share of all"
# The namespaces of the farm go away in the background, and hold the module until then.
until rmmod hka 2>/dev/null; do pause 100ms; done
modprobe hka userns=1 userns_max=6
farm 1 1000 50ms
[ "$made" = 0 ] && [ "$err" = 22 ] || fail "50 ms was not refused with EINVAL"
farm_end
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 10ms vip 192.0.2.100
wait_state r1 V1 MASTER
see 2s port=r1 kind=garp
pause 6s

# Processes and namespaces alone, which anybody may have, disturb timers a little. What counts is
# what routers in them add.
limits=/sys/module/hka/parameters
jitter() { # NAME: the p99.9 of 6,000 adverts, in us
	pause 3s
	mark "$1"
	pause 60s
	ask gaps port=r1 kind=vrrp period=10ms after=@"$1"
	echo "  p99.9 of the advert's jitter, us, $1: $jit_p999"
}
step "1,000 namespaces of one user without a router"
jitter calm
echo 0 >$limits/userns_max
farm $namespaces 1000 100ms
# EUSERS
[ "$made" = 0 ] && [ "$err" = 87 ] || fail "not refused: userns_max is 0"
jitter refused
before=$jit_p999
farm_end

step "the same, with the routers they may have"
echo 6 >$limits/userns_max
farm $namespaces 1000 100ms
[ "$made" = 4 ] || fail "the user has $made routers, not 4"
# EDQUOT
[ "$err" = 122 ] || fail "the last refusal is $err"
first=$farm_pid
jitter routers
# An interrupt in which all four of theirs are due as ours is wakes their worker first, and a run of theirs may be
# under way: on this slow machine 16 us were seen (6.1). Nobody may have to wait for more than that takes.
precise && between "what their routers add to it, us" $((jit_p999 > before ? jit_p999 - before : 0)) 0 25
farm 20 1001 100ms
[ "$made" = 2 ] || fail "another user has $made routers, not 2"
# EUSERS
[ "$err" = 87 ] || fail "the last refusal is $err"
farm_end
farm_pid=$first
farm_end
hka r1 vr del V1
until rmmod hka 2>/dev/null; do pause 100ms; done
