# SPDX-License-Identifier: GPL-2.0-or-later
#
# What late adverts waited for, from the kernel's trace of the router's timer (with the stack
# of what it interrupted) and of adverts sent, by the clock "mono". An advert
# has two waits: until the timer goes off, from its place in the grid of all, which is the kernel's,
# as any timer's would be; and from there until it is sent, which is hka's. Prints KEY=VALUE...: n= adverts;
# times in ns as p50/p99/p999/max, kernel= of the first wait, own= of the second; pages=, most
# pages the allocator took back at a time; by=, in what function interrupts came on again when the
# timer was late by more than 50 us, most frequent first. Needs list.awk.
BEGIN {
	n = sent = 0
}

/ hrtimer_expire_entry: / {
	match($0, /now=[0-9]+/)
	now = substr($0, RSTART + 4, RLENGTH - 4) + 0
	if (!n)
		first = now
	late[n] = (now - first + 5000000) % 10000000 - 5000000
	if (!n || late[n] < least)
		least = late[n]
	n++
	inside = 0
	next
}

/ => / && n {
	if ($2 ~ /^asm_sysvec/)
		inside = 1
	else if (inside && !(n - 1 in culprit) && $2 !~ /^_raw_/)
		culprit[n - 1] = $2
	next
}

/ bulk: / {
	match($0, /count=[0-9]+/)
	pages = substr($0, RSTART + 6, RLENGTH - 6) + 0
	if (pages > most)
		most = pages
	next
}

/ hka_advert_sent: / && now {
	match($0, /[0-9]+\.[0-9]+: hka_advert_sent/)
	own[sent++] = substr($0, RSTART, RLENGTH - 17) * 1e9 - now
	now = 0
}

END {
	for (i = 0; i < n; i++)
		if (late[i] - least > 50000)
			who[i in culprit ? culprit[i] : "unknown"]++
	printf "n=%d pages=%d", sent, most
	if (n && sent)
		printf " kernel=%s own=%s", list(late, n, least, 1), list(own, sent, 0, 1)
	printf " by="
	while (1) {
		best = ""
		for (w in who)
			if (best == "" || who[w] > who[best])
				best = w
		if (best == "")
			break
		printf "%s%s:%d", sep, best, who[best]
		sep = ","
		delete who[best]
	}
	print ""
}
