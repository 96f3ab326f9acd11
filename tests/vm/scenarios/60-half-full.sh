# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# A listener of rtnetlink whose buffer is half full: who tells it something yields; a takeover does not wait for it.
# proves: ARP-01+ 25.13
topology r1 r2 client
hka r1 vr add V1 dev eth0 vrid 7 priority 200 interval 100ms vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 100ms vip 192.0.2.100
for how in full half; do
	step "$how"
	ip netns exec r2 deaf $how >$run/deaf &
	pid=$!
	until grep -q ready $run/deaf; do pause 10ms; done
	wait_state r1 V1 MASTER
	wait_state r2 V1 BACKUP
	mark "$how"
	see_n 5 5s port=r1 kind=vrrp after=@$how
	cut r1
	see 5s port=r2 kind=garp after=@cut-r1
	ask takeover r1 r2 vrid=7 addr=192.0.2.100 after=@$how
	# One period of the reflector for each of two messages, 200 us, and what the takeover takes.
	timing "announced after the advert, us" "$announce_us" 0 1000
	has_address r2 192.0.2.100
	kill $pid
	wait $pid || true
	cat $run/deaf
	heal r1
done
