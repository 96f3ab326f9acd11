# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# What routers pin is charged to the cgroup of who made them, also what they take later, and is given back.
topology r1
group=$run/cgroup
routers=16

mkdir $group
mount -t cgroup2 none $group || fail "no cgroups"
echo +memory >$group/cgroup.subtree_control || fail "no memory controller"
mkdir $group/maker

# maker ARGS...: hkactl in r1, by a process of that cgroup.
maker() { sh -c 'echo 0 >"$0/cgroup.procs" && exec "$@"' $group/maker hkactl -n r1 "$@"; }
slab() { awk '$1 == "slab" { print $2 }' $group/maker/memory.stat; }
# A CPU keeps a page or so of what is charged to itself.
grown() { # WHAT FROM AT-LEAST AT-MOST: in kB
	_now=$(slab)
	between "$1, kB" $(((_now - $2) / 1024)) "$3" "$4"
}

maker vr show >/dev/null
before=$(slab)

step "$routers routers: 2.5 kB each at least"
i=0 names=
while [ $i -lt $routers ]; do
	i=$((i + 1))
	names="$names V$i"
	maker vr add V$i dev eth0 vrid $i priority 200 interval 1s vip 10.0.0.$i
done
grown "charged" "$before" $((routers * 5 / 2)) $((routers * 6))

step "set by somebody else, they become MASTER and fail ten times: their histories grow at their maker's expense"
# shellcheck disable=SC2086
hka r1 track add T named fault vr $names
hka r1 track set T up
wait_state r1 V$routers MASTER
made=$(slab)
for _ in 1 2 3 4 5 6 7 8 9 10; do
	hka r1 track set T down
	wait_state r1 V1 FAULT
	hka r1 track set T up
	wait_state r1 V1 BACKUP
done
wait_state r1 V$routers MASTER
grown "charged for histories" "$made" $routers $((routers * 4))

step "all is given back"
hka r1 vr del all
hka r1 track del T
until [ $(($(slab) - before)) -lt 16384 ]; do pause 100ms; done
rmdir $group/maker
umount $group
