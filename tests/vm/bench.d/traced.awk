# SPDX-License-Identifier: GPL-2.0-or-later
#
# Adverts as the kernel's own trace tells them, for where the instrument itself would wait for
# the CPU: frames with VRRPv3 and one IPv4 address (32 bytes, 46 with the Ethernet header), as a
# router's eth0 takes them and as they come in at the switch's ports r1 and r2.
# -v interval= in us. Prints KEY=VALUE...: n, rival, gap, mean as meter(hold) does, of adverts
# at the switch; times in ns as p50/p99/p999/max, from the grid of the earliest: sent= when
# the device took it, late= at the switch. Needs list.awk.
BEGIN {
	n = sent = 0
}

function stamp(    s) {
	match($0, /[0-9]+\.[0-9]+: ne/)
	s = substr($0, RSTART, RLENGTH - 4)
	return s * 1e6
}

/ net_dev_xmit: / && / len=46 / {
	t = stamp()
	if (!sent)
		first_sent = t
	gone[sent] = t - first_sent - sent * interval
	sent++
}

/ netif_receive_skb: / && / len=32$/ {
	t = stamp()
	if (/ dev=r2 /) {
		rivals++
		next
	}
	if (!n)
		first = t
	else if (t - last > gap)
		gap = t - last
	came[n] = t - first - n * interval
	last = t
	n++
}

END {
	printf "traced=1 n=%d rival=%d", n, rivals
	if (n > 1)
		printf " gap=%.0f mean=%.0f span=%.0f late=%s", gap * 1000, (last - first) / (n - 1) * 1000,
			(last - first) * 1000, list(came, n, "first", 1000)
	# Two routers' adverts are not told apart where a device takes them.
	if (sent > 1 && !rivals)
		printf " sent=%s", list(gone, sent, "first", 1000)
	print ""
}
