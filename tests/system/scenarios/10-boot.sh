# shellcheck shell=sh disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# A server boots with hka installed: no unit fails, nothing of hka is loaded before it is asked for, hkactl runs.
# module: no
step "no unit failed"
failed=$(systemctl --failed --no-legend)
[ -z "$failed" ] || fail "$failed"
step "hka is not loaded"
[ ! -d /sys/module/hka ] || fail "hka is loaded"
step "hkactl loads it"
hkactl vr show
[ -d /sys/module/hka ] || fail "hka was not loaded"
