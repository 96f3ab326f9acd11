#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Owns the cache of root file systems that have systemd, for guests that boot like a server.
#
#   image.sh get            build if needed, then print the path of a cpio archive
#
# The archive is Debian 12 with what stands in $packages, and nothing of hka: that is added
# when a guest boots (run -i). It is an archive and no disk because in virtual time a disk of
# the real machine would answer at no time in particular. It lies below
# ${HKA_CACHE:-${XDG_CACHE_HOME:-~/.cache}/hka}/images, and is built anew when this script changes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${HKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hka}
tmp=
packages="systemd-sysv,dbus,iproute2,iputils-ping,kmod,procps,keepalived"

say() { echo "image.sh: $*" >&2; }
die() { say "$*"; exit 1; }
cleanup() { [ -z "$tmp" ] || rm -rf "$tmp"; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ "${1:-}" != get ] || [ $# != 1 ]; then
	sed -n '6p' "$0" | sed 's/^# *//' >&2
	exit 2
fi

entry=$cache/images/bookworm-$(cksum <"$0" | cut -d' ' -f1).cpio
if [ ! -e "$entry" ]; then
	command -v mmdebstrap >/dev/null || die "missing on this machine, try: apt-get install mmdebstrap"
	say "building a system with systemd (about a minute)"
	mkdir -p "$cache/images"
	tmp=$(mktemp -d "$cache/images/.new.XXXXXX")
	# From where this machine gets its packages.
	# shellcheck source=tests/vm/apt.sh
	. "$here/apt.sh"
	uri=$(debian_uri)
	# What nobody reads in a guest is left out, and so are services that would only take time:
	# they run by timers, or wait for devices that are not there.
	mmdebstrap --variant=minbase --include="$packages" --quiet \
		--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
		--dpkgopt='path-exclude=/usr/share/locale/*' \
		--customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt "$1"/usr/share/zoneinfo' \
		--customize-hook='echo guest >"$1"/etc/hostname' \
		--customize-hook='chroot "$1" systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer getty.target systemd-udev-trigger.service systemd-udevd.service systemd-hwdb-update.service' \
		--customize-hook='chroot "$1" systemctl --quiet disable keepalived.service' \
		--format=directory bookworm "$tmp/root" "deb $uri bookworm main" >"$tmp/log" 2>&1 ||
		{ cat "$tmp/log" >&2; die "mmdebstrap failed"; }
	(cd "$tmp/root" && find . -xdev ! -path './dev/*' | cpio -o -H newc -R 0:0 --quiet) >"$tmp/cpio"
	mv "$tmp/cpio" "$entry"
	say "$(($(stat -c %s "$entry") >> 20)) MB in $entry"
fi
echo "$entry"
