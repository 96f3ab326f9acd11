#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Sees to the Debian packages that a part of the build or of the checks needs.
#
#	apt-deps.sh [--check] PART...
#
# As root what is missing is installed, asking nothing; otherwise, or with --check,
# the command to type is printed and the exit status is 1. A machine that has all
# is told in a fraction of a second. docs/dependencies.md says why each is needed.
set -eu

check=
if [ "${1:-}" = --check ]; then
	check=1
	shift
fi

packages=
for part; do
	case $part in
	module)	p="gcc make libc6-dev pahole kmod xz-utils dpkg-dev" ;;
	userspace)
		p="gcc make libc6-dev pkg-config libnl-3-dev libnl-genl-3-dev
		   libjansson-dev libmnl-dev libuv1-dev libsystemd-dev" ;;
	generate)
		p="python3 python3-yaml" ;;
	static)	p="sparse perl shellcheck git xz-utils dpkg-dev mandoc" ;;
	unit)	p="gcc make libc6-dev python3 pkg-config libnl-3-dev libnl-genl-3-dev libjansson-dev libmnl-dev libuv1-dev libsystemd-dev" ;;
	soak)	p="valgrind" ;;
	fuzz)	p="gcc clang libclang-rt-14-dev make" ;;
	dkms)	p="dkms gcc make pahole" ;;
	guests)	p="qemu-system-x86 busybox-static cpio kmod iproute2 gcc make libc6-dev pahole xz-utils bc
		   debian-archive-keyring" ;;
	interop)
		p="tshark debian-archive-keyring dpkg-dev" ;;
	system)	p="mmdebstrap debian-archive-keyring cpio" ;;
	debug)	p="flex bison bc libelf-dev libssl-dev xz-utils" ;;
	*)	echo "apt-deps.sh: unknown part $part" >&2; exit 2 ;;
	esac
	packages="$packages $p"
done

missing=
# shellcheck disable=SC2086 # a list
installed=" $(dpkg-query -W -f '${db:Status-Abbrev}:${Package}\n' $packages 2>/dev/null |
	sed -n 's/^ii *://p' | tr '\n' ' ')"
for p in $packages; do
	case "$installed $missing " in
	*" $p "*) ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0

command="apt-get install --yes --no-install-recommends$missing"
if [ -n "$check" ] || [ "$(id -u)" != 0 ]; then
	echo "Packages are missing. As root:" >&2
	echo "    $command" >&2
	exit 1
fi

echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Package lists may be absent or old; then, and only then, they are fetched.
if ! { $command || { apt-get -q update && $command; }; } >"$log" 2>&1; then
	cat "$log" >&2
	exit 1
fi
