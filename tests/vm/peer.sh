#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Owns the cache of other implementations of VRRP that hka is measured and tested beside.
#
#   peer.sh get keepalived|frr bookworm|trixie
#
# Prints shell assignments: VERSION (without Debian's revision) and ROOT, a directory to chroot
# into: the programs of that Debian release with the libraries and the loader they were
# built for, and nothing else. A router's daemon should not appear on a machine that builds, and
# the C library of a newer release cannot: so nothing is installed. ROOT lies below
# ${HKA_CACHE:-${XDG_CACHE_HOME:-~/.cache}/hka}/peers.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${HKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hka}
tmp=

say() { echo "peer.sh: $*" >&2; }
die() { say "$*"; exit 1; }
cleanup() { [ -z "$tmp" ] || rm -rf "$tmp"; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=tests/vm/apt.sh
. "$here/apt.sh"

version_of() { apt_cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p' | head -n 1; }

# unpack DIR PACKAGE...: into one tree, in which /lib and /lib64 are links into /usr, as later
# releases have it.
unpack() {
	_to=$1
	shift
	mkdir -p "$_to/deb" "$_to/usr/lib" "$_to/usr/lib64" "$_to/usr/sbin"
	for _l in lib lib64 sbin; do ln -s "usr/$_l" "$_to/$_l"; done
	(cd "$_to/deb" && fetch "$@")
	for _d in "$_to"/deb/*.deb; do
		dpkg --fsys-tarfile "$_d" | tar -x --no-same-owner --keep-directory-symlink -C "$_to"
	done
	rm -rf "$_to/deb"
}

# keep FROM TO PATH...: copies programs, plug-ins and data, and the libraries they are linked with,
# found by the loader of that release.
keep() {
	_from=$1 _to=$2
	shift 2
	_dirs=$_from/usr/lib/x86_64-linux-gnu:$_from/usr/lib/x86_64-linux-gnu/frr:$_from/usr/lib
	for _l in lib lib64 sbin; do ln -s "usr/$_l" "$_to/$_l"; done
	mkdir -p "$_to/usr/lib/x86_64-linux-gnu" "$_to/usr/lib64"
	cp -L "$_from/usr/lib64/ld-linux-x86-64.so.2" "$_to/usr/lib64/"
	for _p; do
		mkdir -p "$_to/$(dirname "$_p")"
		cp -rL "$_from/$_p" "$_to/$_p"
	done
	find "$_to" -type f \( -perm -1 -o -name '*.so*' \) ! -name 'ld-*' | while read -r _f; do
		"$_from/usr/lib64/ld-linux-x86-64.so.2" --library-path "$_dirs" --list "$_f" 2>&1 || true
	done | sort -u >"$tmp/libraries"
	if grep 'not found' "$tmp/libraries" >&2; then die "$peer lacks libraries"; fi
	sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' "$tmp/libraries" | sort -u | while read -r _lib; do
		case $_lib in
		*/ld-linux*) ;;
		*) cp -L "$_lib" "$_to/usr/lib/x86_64-linux-gnu/" ;;
		esac
	done
	for _d in dev etc proc run tmp var var/tmp; do mkdir -p "$_to/$_d"; done
	ln -s ../run "$_to/var/run"
	printf 'root:x:0:0:root:/:/bin/sh\nfrr:x:100:100::/run:/bin/sh\n' >"$_to/etc/passwd"
	printf 'root:x:0:\nfrr:x:100:root\nfrrvty:x:101:root\n' >"$_to/etc/group"
}

if [ "${1:-}" != get ] || [ $# != 3 ]; then
	sed -n '6p' "$0" | sed 's/^# *//' >&2
	exit 2
fi
peer=$2 suite=$3
case $peer in
keepalived) paths="usr/sbin/keepalived etc/keepalived" ;;
frr) paths="usr/lib/frr/zebra usr/lib/frr/vrrpd usr/share/yang" ;;
*) die "unknown peer $peer" ;;
esac
case $suite in
bookworm) ;;
trixie) newer_suite trixie ;;
*) die "unknown suite $suite" ;;
esac

version=$(version_of "$peer")
if [ -z "$version" ] && [ "$(id -u)" = 0 ]; then
	# shellcheck disable=SC2086,SC2154 # apt.sh has it
	apt-get $apt_opts -q update >/dev/null 2>&1 || true
	version=$(version_of "$peer")
fi
[ -n "$version" ] || die "apt knows no package $peer in $suite"
# What is kept depends on this script too.
entry=$cache/peers/$peer-$suite-$(echo "$version" | tr -c 'A-Za-z0-9.+\n-' _)-$(cksum <"$0" | cut -d' ' -f1)
if [ ! -e "$entry/ready" ]; then
	say "fetching $peer $version of $suite"
	mkdir -p "$cache/peers"
	tmp=$(mktemp -d "$cache/peers/.new.XXXXXX")
	# As on a machine that has nothing: the answer does not depend on what is installed here.
	# shellcheck disable=SC2086
	libraries=$(apt-get $apt_opts -o Dir::State::Status=/dev/null -s install --no-install-recommends \
		"$peer" 2>/dev/null | awk '$1 == "Inst" && $2 ~ /^lib/ { print $2 }')
	# shellcheck disable=SC2086
	unpack "$tmp/all" "$peer" $libraries
	mkdir "$tmp/root"
	# shellcheck disable=SC2086
	keep "$tmp/all" "$tmp/root" $paths
	rm -rf "$tmp/all" "$tmp/libraries"
	: >"$tmp/ready"
	chmod 755 "$tmp" "$tmp/root"
	rm -rf "$entry"
	mv "$tmp" "$entry"
	tmp=
fi
version=${version#*:}
echo "VERSION=${version%%-*}"
echo "ROOT=$entry/root"
