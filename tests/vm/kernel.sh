#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Owns the cache of kernels the laboratory boots and compiles against.
#
#   kernel.sh get 6.1|6.12|6.12-rt|7.3|debug    fetch or build, then print the paths
#
# Prints shell assignments: VER (kernel release), KEY (names this very package
# version), VMLINUZ, MODULES (a lib/modules/VER directory) and KDIR (headers).
# Nothing is installed on the machine: the Debian packages are unpacked below
# ${HKA_CACHE:-${XDG_CACHE_HOME:-~/.cache}/hka}. Versions come from apt's meta
# packages, so a new point release is picked up by itself.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${HKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hka}
kernels=$cache/kernels
tmp=

say() { echo "kernel.sh: $*" >&2; }
die() { say "$*"; exit 1; }
cleanup() { [ -z "$tmp" ] || rm -rf "$tmp"; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=tests/vm/apt.sh
. "$here/apt.sh"

# PACKAGE's candidate as "VERSION DEPENDENCY", the latter the kernel package a meta package names.
candidate() {
	apt_cache show --no-all-versions "$1" 2>/dev/null | awk '
		/^Version:/ && v == "" { v = $2 }
		/^Depends:/ && d == "" {
			for (i = 2; i <= NF; i++)
				if (d == "" && $i ~ /^linux-(headers|image)-[0-9]/) { d = $i; sub(/,.*/, "", d) }
		}
		END { if (v != "") print v, d }'
}

# apt lists are empty on a fresh machine or container: fetch them once.
resolve() {
	_c=$(candidate "$1")
	if [ -z "$_c" ] && [ "$(id -u)" = 0 ]; then
		# shellcheck disable=SC2086,SC2154 # apt.sh has it
		apt-get $apt_opts -q update >/dev/null 2>&1 || true
		_c=$(candidate "$1")
	fi
	[ -z "$_c" ] || echo "$_c"
}

# Newest complete cache entry of a flavour, for a machine that is offline.
newest() {
	for _d in "$kernels/$1"/*/ready; do
		[ ! -e "$_d" ] || echo "$_d"
	done | sort -V | tail -n 1 | sed 's,/ready$,,'
}

print() { # FLAVOUR ENTRY
	ver='' vmlinuz='' modules='' kdir=''
	# shellcheck disable=SC1090,SC1091
	. "$2/ready"
	cat <<-EOF
	VER=$ver
	KEY=$1-$(basename "$2")
	VMLINUZ=$2/$vmlinuz
	MODULES=$2/$modules
	KDIR=$2/$kdir
	EOF
	touch "$2/ready"
}

# The headers' Makefile names its common part by an absolute path of an
# installed system; name it relative to itself, so that the tree can lie, and be
# moved, anywhere.
relocate_headers() { # ROOT
	for _m in "$1"/usr/src/linux-headers-*/Makefile; do
		if grep -q '^include /usr/src/' "$_m"; then
			# shellcheck disable=SC2016 # the $() is for make
			sed -i 's,^include /usr/src/,include $(dir $(lastword $(MAKEFILE_LIST)))../,' "$_m"
		fi
		# shellcheck disable=SC2016
		sed -i 's,^KBUILD_OUTPUT=/usr/src/.*,KBUILD_OUTPUT := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))),' "$_m"
	done
	for _l in "$1"/usr/src/linux-headers-*/*; do
		[ -L "$_l" ] || continue
		case $(readlink "$_l") in
		/*) ln -sfn "../..$(readlink "$_l" | sed 's,^/usr,,')" "$_l" ;;
		esac
	done
}

# The host programs among a newer suite's headers (objtool, modpost) need its C library. Where they
# do not run here, give them that library and a wrapper, instead of a whole root of that suite.
adapt_tools() { # ROOT
	_old=
	# shellcheck disable=SC2044 # names of packaged files
	for _t in $(find "$1"/usr/lib/linux-kbuild-* -type f -perm -1 -size +4k); do
		if ldd "$_t" 2>&1 | grep -q 'not found'; then
			_old="$_old $_t"
		fi
	done
	[ -n "$_old" ] || return 0
	# Without vmlinux no type information is generated, for which the local pahole is too old.
	rm -f "$1"/usr/src/linux-headers-*/vmlinux
	mkdir "$1/runtime" "$1/deb"
	(cd "$1/deb" && fetch libc6 libelf1t64 zlib1g libzstd1)
	for _d in "$1"/deb/*.deb; do
		dpkg -x "$_d" "$1/runtime"
	done
	rm -rf "$1/deb" "$1/runtime/usr/share"
	for _t in $_old; do
		mv "$_t" "$_t.real"
		cat >"$_t" <<-'EOF'
		#!/bin/sh
		self=$(realpath "$0")
		lib=${self%%/usr/lib/linux-kbuild*}/runtime/usr/lib/x86_64-linux-gnu
		exec "$lib/ld-linux-x86-64.so.2" --library-path "$lib" "$self.real" "$@"
		EOF
		chmod 755 "$_t"
	done
}

# packages FLAVOUR HEADERS-META IMAGE-META
packages() {
	_flavour=$1
	_h=$(resolve "$2")
	if [ -z "$_h" ]; then
		_entry=$(newest "$_flavour")
		[ -n "$_entry" ] || die "apt knows no package $2 (run apt-get update?)"
		say "apt knows no $2; using the cached $(basename "$_entry")"
		print "$_flavour" "$_entry"
		return
	fi
	_version=${_h%% *}
	_headers=${_h#* }
	_ver=${_headers#linux-headers-}
	_entry=$kernels/$_flavour/$(echo "$_version" | tr -c 'A-Za-z0-9.+\n-' _)
	# An entry of headers only, as made once, is made anew.
	if ! grep -qs '^vmlinuz=.' "$_entry/ready"; then
		say "fetching kernel $_flavour ($_ver, $_version)"
		mkdir -p "$kernels/$_flavour"
		tmp=$(mktemp -d "$kernels/$_flavour/.new.XXXXXX")
		_image=linux-image-$_ver
		# Common headers and kbuild are named by the headers' own dependencies; a
		# newer image is itself made of several.
		_more=$(apt_cache show --no-all-versions "$_headers" "$_image" |
			sed -n 's/^Depends: //p' | tr ',' '\n' |
			sed -n 's/^ *\(linux-\(headers-[^ ]*common\|kbuild-\|base-[0-9]\|binary-\|modules-\)[^ ]*\).*/\1/p' |
			sort -u)
		_i=$(candidate "$3")
		[ "${_i#* }" = "$_image" ] || die "$3 gives ${_i#* }, but $2 is for $_ver"
		mkdir "$tmp/deb"
		# shellcheck disable=SC2086
		(cd "$tmp/deb" && fetch "$_headers=$_version" $_more "$_image")
		for _d in "$tmp"/deb/*.deb; do
			dpkg -x "$_d" "$tmp"
		done
		rm -rf "$tmp/deb" "${tmp:?}/usr/share"
		relocate_headers "$tmp"
		adapt_tools "$tmp"
		_mod=lib/modules/$_ver
		[ -d "$tmp/$_mod" ] || _mod=usr/lib/modules/$_ver
		depmod -b "$tmp/${_mod%%lib/*}" "$_ver"
		_img=boot/vmlinuz-$_ver
		[ -e "$tmp/$_img" ] || _img=$_mod/vmlinuz
		cat >"$tmp/ready" <<-EOF
		ver=$_ver
		vmlinuz=$_img
		modules=$_mod
		kdir=usr/src/linux-headers-$_ver
		EOF
		rm -rf "$_entry"
		chmod 755 "$tmp"
		mv "$tmp" "$_entry"
		tmp=
	fi
	print "$_flavour" "$_entry"
}

# The fragment without comments decides, so that a remark costs no rebuild.
debug_key() { # PACKAGE-VERSION
	printf '%s-%s\n' "$(echo "$1" | tr -c 'A-Za-z0-9.+\n-' _)" \
		"$(grep '^CONFIG' "$here/debug.config" | sha256sum | cut -c1-12)"
}

# What an external module build reads; the rest of the 1.5 GB tree goes.
prune_source() { # ENTRY
	(
		cd "$1/src"
		for _d in Documentation arch block certs crypto drivers fs init ipc io_uring \
			kernel lib mm net rust samples security sound usr virt LICENSES; do
			[ "$_d" != arch ] || continue
			find "$_d" -type f ! -name 'Kconfig*' ! -name 'Makefile*' -delete 2>/dev/null || true
		done
		find arch -mindepth 1 -maxdepth 1 -type d ! -name x86 -exec rm -rf {} +
		find arch/x86 \( -name '*.c' -o -name '*.S' \) ! -path '*/entry/vdso/*' -delete
	)
	find "$1/obj" \( -name '*.o' -o -name '*.cmd' -o -name '*.a' -o -name 'vmlinux*' \) \
		! -path '*/scripts/*' ! -path '*/tools/objtool/*' -type f -delete
}

finish_debug() { # ENTRY: from a built obj/ to a usable cache entry
	_ver=$(cat "$1/obj/include/config/kernel.release")
	make -s -C "$1/obj" modules_install INSTALL_MOD_PATH="$1" DEPMOD=true >/dev/null
	rm -f "$1/lib/modules/$_ver/build" "$1/lib/modules/$_ver/source"
	depmod -b "$1" "$_ver"
	mkdir -p "$1/boot"
	cp "$1/obj/arch/x86/boot/bzImage" "$1/boot/vmlinuz"
	prune_source "$1"
	# shellcheck disable=SC2016 # the $() is for make
	sed -i 's,^include .*/Makefile$,include $(dir $(lastword $(MAKEFILE_LIST)))../src/Makefile,' \
		"$1/obj/Makefile"
	ln -sfn ../src "$1/obj/source"
	printf 'ver=%s\nvmlinuz=boot/vmlinuz\nmodules=lib/modules/%s\nkdir=obj\n' "$_ver" "$_ver" >"$1/ready"
}

debug() {
	_s=$(resolve linux-source-6.12)
	if [ -z "$_s" ]; then
		_entry=$(newest debug)
		[ -n "$_entry" ] || die "apt knows no package linux-source-6.12"
		print debug "$_entry"
		return
	fi
	_entry=$kernels/debug/$(debug_key "${_s%% *}")
	if [ ! -e "$_entry/ready" ]; then
		for _t in flex bison bc gcc make xz; do
			command -v "$_t" >/dev/null || die "building the debug kernel needs $_t (apt-get install flex bison bc libelf-dev libssl-dev)"
		done
		say "building the debug kernel ${_s%% *} (about 15 minutes on two cores)"
		mkdir -p "$kernels/debug"
		tmp=$(mktemp -d "$kernels/debug/.new.XXXXXX")
		mkdir "$tmp/deb" "$tmp/src" "$tmp/obj"
		(cd "$tmp/deb" && fetch linux-source-6.12)
		dpkg -x "$tmp"/deb/*.deb "$tmp/deb"
		tar -xJf "$tmp"/deb/usr/src/linux-source-6.12.tar.xz -C "$tmp/src" --strip-components=1
		rm -rf "$tmp/deb"
		make -s -C "$tmp/src" O="$tmp/obj" KCONFIG_ALLCONFIG="$here/debug.config" allnoconfig >/dev/null
		if ! make -s -C "$tmp/obj" -j"$(nproc)" bzImage modules >"$tmp/log" 2>&1; then
			tail -n 30 "$tmp/log" >&2
			die "the debug kernel does not build"
		fi
		finish_debug "$tmp"
		rm -rf "$_entry"
		chmod 755 "$tmp"
		mv "$tmp" "$_entry"
		tmp=
	fi
	print debug "$_entry"
}

if [ "${1:-}" != get ] || [ $# != 2 ]; then
	sed -n '4,11s/^# \{0,1\}//p' "$0" >&2
	exit 2
fi
case $2 in
6.1)     packages 6.1 linux-headers-amd64 linux-image-amd64 ;;
6.12)    packages 6.12 linux-headers-6.12-amd64 linux-image-6.12-amd64 ;;
6.12-rt) packages 6.12-rt linux-headers-6.12-rt-amd64 linux-image-6.12-rt-amd64 ;;
7.3)     newer_suite trixie-backports; packages 7.3 linux-headers-amd64 linux-image-amd64 ;;
debug)   debug ;;
*)       die "unknown kernel $2" ;;
esac
