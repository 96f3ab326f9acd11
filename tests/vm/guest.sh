#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Process 1 of the guest or, where it boots like a server (run -i), a service of systemd. Runs the
# scenarios named in /lab/plan, one after the other, and reports on the second serial port, which
# carries nothing else:
#   @begin NAME | @val MEASURED | @file NAME BASE64 | @ok NAME SECONDS | @fail NAME SECONDS |
#   @skip NAME REASON | @end
# and free text between them. Each scenario must leave the kernel as it found it:
# module unloaded, no namespace, nothing in the log.
export HOME=/
if [ $$ = 1 ]; then
	export PATH=/bin:/sbin:/usr/bin:/usr/sbin:/lab/bin
	mount -t proc proc /proc
	mount -t sysfs sys /sys
	mount -t devtmpfs dev /dev 2>/dev/null
	mount -t tmpfs run /run
	mount -t tmpfs tmp /tmp
	mount -t debugfs debug /sys/kernel/debug 2>/dev/null
else
	export PATH=/lab/bin:/usr/bin:/usr/sbin
fi
mkdir -p /run/netns
echo 8 >/proc/sys/kernel/printk
/usr/sbin/ip link set lo up
# No link-local addresses but those a topology gives; namespaces inherit it.
echo 1 >/proc/sys/net/core/devconf_inherit_init_net
echo 1 >/proc/sys/net/ipv6/conf/default/addr_gen_mode
# shellcheck source=/dev/null
. /lab/plan		# LAB_MODE, LAB_KERNEL, LAB_SCENARIOS, LAB_SHELL, LAB_HKA
export LAB_MODE LAB_KERNEL

# shellcheck disable=SC2046
modprobe -a $(cat /lab/modules) 2>/dev/null

if [ -n "$LAB_SHELL" ]; then
	[ -z "$LAB_HKA" ] || modprobe hka
	echo "hka laboratory, $(uname -r), $LAB_MODE. Scenarios: /lab/scenarios; words: . /lab/lib.sh; leave: exit"
	cd /lab || exit
	setsid cttyhack sh -l
	poweroff -f
fi

exec 3>/dev/ttyS1
stty -F /dev/ttyS1 raw -echo 2>/dev/null

splats='WARNING:|BUG:|BUG |Oops|KASAN|UBSAN|INFO: possible|INFO: rcu|INFO: task|possible circular|possible recursive|suspicious RCU|stall|unregister_netdevice: waiting|general protection|Call Trace|ODEBUG|refcount_t|leaked|soft lockup|kmemleak: [1-9]|scheduling while atomic|sleeping function|Kernel panic'
# What our own and expected lines would otherwise trip over.
harmless='hka-lab:|rcu: INFO: Setting|tasks-rcu'

# The log since the mark of a scenario.
log_since() { dmesg | sed -n "/hka-lab: begin $1\$/,\$p"; }

check_clean() { # NAME: prints what is wrong
	killall -q wire client junk
	if [ -n "$LAB_HKA" ] && [ -d /sys/module/hka ]; then
		timeout 60 rmmod hka || echo "hka cannot be unloaded"
	fi
	[ ! -d /sys/module/hka_lab ] || rmmod hka_lab || echo "hka_lab cannot be unloaded"
	for _f in /run/netns/*; do
		[ ! -e "$_f" ] || echo "namespace ${_f##*/} is left"
	done
	_taint=$(cat /proc/sys/kernel/tainted)
	[ $((_taint & ~(4096 | 8192 | 1))) = 0 ] || echo "the kernel is tainted: $_taint"
	if log_since "$1" | grep -v -E "$harmless" | grep -q -E "$splats"; then
		echo "the kernel complains:"
		log_since "$1" | grep -v -E "$harmless" | tail -n 120
	fi
}

stamp() { read -r _u _ </proc/uptime; echo "${_u%.*}${_u#*.}"; }
seconds() { echo "$(($1 / 100)).$(printf %02d $(($1 % 100)))"; }

[ ! -w /sys/kernel/debug/kmemleak ] || {
	echo scan=off >/sys/kernel/debug/kmemleak
	echo scan >/sys/kernel/debug/kmemleak
	echo clear >/sys/kernel/debug/kmemleak
}

last=
for name in $LAB_SCENARIOS; do
	file=/lab/scenarios/${name%@*}.sh
	# One that ends the guest comes last, and reports by itself.
	if grep -q '^# ends:' "$file"; then
		last=$name
		continue
	fi
	echo "@begin $name" >&3
	echo "hka-lab: begin $name" >/dev/kmsg
	from=$(stamp)
	limit=$(sed -n 's/^# limit: //p' "$file")
	case $(sed -n 's/^# module: //p' "$file") in
	no*) ;;
	*)
		if [ -z "$LAB_HKA" ]; then
			echo "@skip $name no module was built" >&3
			continue
		fi
		case $name in
		*@*) insmod "/lab/variants/${name#*@}.ko" ;;
		*) modprobe hka ;;
		esac || echo "the module cannot be loaded"
		;;
	esac
	timeout "${limit:-300}" sh -c ". /lab/lib.sh; [ ! -e /lab/suite.sh ] || . /lab/suite.sh; . $file" >/tmp/out 2>&1
	rc=$?
	for f in /run/lab/handed/*; do
		[ ! -e "$f" ] || echo "@file ${f##*/} $(base64 -w 0 "$f")" >&3
	done
	rm -rf /run/lab/handed
	{
		check_clean "$name" 2>&1
		# What the guest lacks was not done: in the background, or before ||, nobody would notice.
		grep ': line [0-9]*: .*: not found$' /tmp/out
	} >/tmp/clean
	took=$(seconds $(($(stamp) - from)))
	if [ -s /tmp/clean ]; then
		rc=1
		{ echo "--- after the scenario"; cat /tmp/clean; } >>/tmp/out
	fi
	case $rc in
	0)
		sed -n 's/^  /@val /p' /tmp/out >&3
		echo "@ok $name $took" >&3 ;;
	77) echo "@skip $name $(sed -n 's/^SKIPPED: //p' /tmp/out)" >&3 ;;
	*)
		cat /tmp/out >&3
		echo "@fail $name $took" >&3 ;;
	esac
done

if [ -w /sys/kernel/debug/kmemleak ]; then
	echo "@begin kmemleak" >&3
	# An object counts only when a second scan, seconds later, finds it too.
	echo scan >/sys/kernel/debug/kmemleak
	sleep 6
	echo scan >/sys/kernel/debug/kmemleak
	cat /sys/kernel/debug/kmemleak >/tmp/leaks
	if [ -s /tmp/leaks ]; then
		head -n 200 /tmp/leaks >&3
		echo "@fail kmemleak 0" >&3
	else
		echo "@ok kmemleak 0" >&3
	fi
fi
if [ -n "$last" ] && [ -n "$LAB_HKA" ]; then
	echo "@begin $last" >&3
	modprobe hka
	sh -c ". /lab/lib.sh; . /lab/scenarios/$last.sh" >/tmp/out 2>&1
	cat /tmp/out >&3
	echo "@fail $last did not end the guest" >&3
fi
echo "@end" >&3
sync
poweroff -f
