# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Owns how the laboratory finds and downloads Debian packages: with this machine's apt or,
# after newer_suite, with a private list of a newer suite. Sourced; expects $cache, say() and die().
# Nothing is installed.

# Options that point apt at the private list; empty for the machine's own.
apt_opts=

apt_cache() {
	# shellcheck disable=SC2086 # a list of options, no path in it has blanks
	apt-cache $apt_opts "$@"
}

# fetch PACKAGE[=VERSION]...: download into the current directory.
fetch() {
	# shellcheck disable=SC2086
	if ! apt-get $apt_opts -q download "$@" >apt.log 2>&1; then
		cat apt.log >&2
		die "apt-get download $* failed"
	fi
}

# debian_uri: where this machine gets Debian from, so that no host name stands here.
debian_uri() {
	_found=${HKA_DEBIAN_URI:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		/etc/apt/sources.list.d/*.sources 2>/dev/null | awk '
		/^deb / { for (i = 2; i <= NF; i++) if ($i ~ /:\/\/.*\/debian\/?$/) { print $i; exit } }
		/^URIs:/ { for (i = 2; i <= NF; i++) if ($i ~ /\/debian\/?$/) { print $i; exit } }')}
	[ -n "$_found" ] || die "no Debian source found on this machine; set HKA_DEBIAN_URI"
	echo "$_found"
}

# newer_suite trixie|trixie-backports: from now on packages come from there. The configuration is
# derived from the machine's own Debian source.
newer_suite() {
	_apt=$cache/apt-trixie
	mkdir -p "$_apt/lists/partial" "$_apt/cache/archives/partial"
	_uri=$(debian_uri)
	_key=/usr/share/keyrings/debian-archive-keyring.gpg
	printf 'deb [signed-by=%s] %s trixie main\ndeb [signed-by=%s] %s trixie-backports main\n' \
		"$_key" "$_uri" "$_key" "$_uri" >"$_apt/sources.list"
	apt_opts="-o Dir::Etc::SourceList=$_apt/sources.list -o Dir::Etc::SourceParts=- \
		-o Dir::State::Lists=$_apt/lists -o Dir::Cache=$_apt/cache -o Dir::State::Status=/dev/null \
		-o APT::Default-Release=$1 -o APT::Sandbox::User=root"
	if [ -z "$(find "$_apt/lists" -maxdepth 1 -name '*_Packages*' -mtime -7)" ]; then
		# shellcheck disable=SC2086
		apt-get $apt_opts -q update >/dev/null 2>&1 || say "apt-get update for trixie failed"
	fi
}
