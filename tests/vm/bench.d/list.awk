# SPDX-License-Identifier: GPL-2.0-or-later
#
# Of values: p50/p99/p999/max, in ns.

# In place, for a few thousand.
function sort(v, n,    gap, i, j, x) {
	for (gap = int(n / 2); gap > 0; gap = int(gap / 2))
		for (i = gap; i < n; i++) {
			x = v[i]
			for (j = i; j >= gap && v[j - gap] > x; j -= gap)
				v[j] = v[j - gap]
			v[j] = x
		}
}

function at(v, n, mille, base, unit) {
	return sprintf("%.0f", (v[int((n * mille + 999) / 1000) - 1] - base) * unit)
}

# v[0] to v[n - 1], by how many units of ns they are above base; "first": above the least of them.
function list(v, n, base, unit) {
	sort(v, n)
	if (base == "first")
		base = v[0]
	return at(v, n, 500, base, unit) "/" at(v, n, 990, base, unit) "/" at(v, n, 999, base, unit) "/" \
		at(v, n, 1000, base, unit)
}
