# SPDX-License-Identifier: GPL-2.0-or-later
#
# What late adverts waited for, from the kernel's trace of the router's timer (with the stack
# of what it interrupted) and of adverts sent, by the clock "mono". An advert
# has two waits: until the timer goes off, from its place in the grid of all; and from there
# until it is sent. Prints KEY=VALUE...: adverts; those with more than 50 us of the first
# and of the second; the worst of both; in what function interrupts came on again when the
# timer was late, most frequent first; most pages the allocator took back at a time.
/ hrtimer_expire_entry: / {
	match($0, /now=[0-9]+/)
	now = substr($0, RSTART + 4, RLENGTH - 4) + 0
	if (!n++)
		first = now
	offset[n] = (now - first + 5000000) % 10000000 - 5000000
	if (n == 1 || offset[n] < least)
		least = offset[n]
	inside = 0
	next
}

/ => / && n {
	if ($2 ~ /^asm_sysvec/)
		inside = 1
	else if (inside && !(n in culprit) && $2 !~ /^_raw_/)
		culprit[n] = $2
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
	wait = substr($0, RSTART, RLENGTH - 17) * 1e9 - now
	now = 0
	sent++
	if (wait > 50000)
		waited++
	if (wait > worst)
		worst = wait
}

END {
	for (i = 1; i <= n; i++) {
		late = offset[i] - least
		if (late > latest)
			latest = late
		if (late > 50000) {
			lates++
			who[culprit[i]]++
		}
	}
	printf "n=%d late=%d latest=%d waited=%d worst=%d pages=%d by=", sent, lates, latest, waited, worst, most
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
