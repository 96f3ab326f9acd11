# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The largest router there may be, 255 advertised and 4096 other addresses, goes through netlink whole.
# set: wide
topology r1 r2

# addresses WORD FROM TO: so many, each with everything that can be said about one.
addresses() {
	awk -v word="$1" -v from="$2" -v to="$3" 'BEGIN {
		for (i = from; i <= to; i++)
			printf "%s 10.%d.%d.%d/24 dev eth0 scope link label eth0:v%d brd + preferred_lft 60\n",
				word, i / 65536, i / 256 % 256, i % 256, i
	}'
}
# shown: how many addresses of each kind JSON has.
shown() {
	hka r1 -j vr show V1 >$run/json
	advertised=$(grep -o '"ipv4-address":' $run/json | wc -l)
	others=$(grep -o '"address":' $run/json | wc -l)
}

/usr/sbin/ip netns exec r1 hkactl monitor >$run/events &
monitor=$!
sleep 1
# It waits in INIT: what is looked at is the way through netlink, not the addresses on the device.
# shellcheck disable=SC2046
hka r1 vr add V1 dev eth0 vrid 7 startup-delay 1000s \
	$(addresses vip 1 255) $(addresses excluded 1000 5095)
shown
between "advertised addresses" "$advertised" 255 255
between "other addresses" "$others" 4096 4096
grep -q '"label":"eth0:v5095","broadcast":"10.0.19.255"' $run/json || fail "the last one is not whole"

step "a dump of it beside others, and a change of the whole list"
hka r1 vr add V2 dev eth0 vrid 8 startup-delay 1000s vip 192.0.2.100
hka r1 -j vr show >$run/json
between "addresses in the dump" "$(grep -o 'prefix-length' $run/json | wc -l)" 4352 4352
# shellcheck disable=SC2046
hka r1 vr set V1 $(addresses vip 2 256) $(addresses excluded 1000 5094)
shown
between "advertised addresses" "$advertised" 255 255
between "other addresses" "$others" 4095 4095
tries=50
while ! grep -q "V1 eth0 vrid 7 inet: changed" $run/events; do
	[ $tries -gt 0 ] || { cat $run/events; fail "the listener was not told of the change"; }
	tries=$((tries - 1))
	pause 100ms
done
grep -q "V1 eth0 vrid 7 inet: created" $run/events || fail "the listener was not told of the creation"
kill $monitor

step "one more is refused, and nothing has changed"
# shellcheck disable=SC2046
hkactl -n r1 vr set V1 $(addresses vip 1 256) 2>/dev/null && fail "256 addresses"
shown
between "advertised addresses" "$advertised" 255 255
hka r1 explain >/dev/null
hka r1 vr del V1
