#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every file names its licence in its first lines, and the text of each licence
# that is named lies in LICENSES. Also: the version is the same wherever it stands.
set -eu

cd "$(dirname "$0")/.."
bad=0

# What git knows, or would add; what cannot hold a comment is listed here.
files=$(git ls-files --cached --others --exclude-standard | sort -u | grep -vE \
	'^(LICENSES/|tests/.*\.(json|txt|golden|expect|out|pcap|bin)$|.*\.(json|png|svg)$|\.gitignore$)' | grep -v '/seeds/')

for f in $files; do
	# documents are under the project's licence unless they say otherwise
	case $f in *.md) continue ;; esac
	[ -s "$f" ] || continue
	if ! head -n 5 "$f" | grep -q 'SPDX-License-Identifier: '; then
		echo "$f: no SPDX-License-Identifier in the first lines"
		bad=$((bad + 1))
	fi
done

# shellcheck disable=SC2016 # awk's own dollars
names=$(echo "$files" | xargs -d '\n' awk '
	FNR <= 5 && sub(/.*SPDX-License-Identifier: /, "") {
		gsub(/\*\/|-->|[()"]/, " ")
		n = split($0, words)
		for (i = 1; i <= n; i++)
			if (words[i] !~ /^(OR|AND|WITH)$/) {
				sub(/-or-later$|-only$/, "", words[i])
				print words[i]
			}
	}' | sort -u)
for n in $names; do
	if [ ! -e "LICENSES/$n" ]; then
		echo "LICENSES/$n: missing"
		bad=$((bad + 1))
	fi
done

kbuild=$(sed -n 's/^hka-version := //p' Kbuild)
dkms=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
if [ -z "$kbuild" ] || [ "$kbuild" != "$dkms" ]; then
	echo "version: Kbuild says '$kbuild', dkms.conf '$dkms'"
	bad=$((bad + 1))
fi

[ "$bad" = 0 ]
