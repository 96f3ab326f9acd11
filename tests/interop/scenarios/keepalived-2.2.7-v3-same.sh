# shellcheck shell=sh disable=SC2154,SC2034,SC2086,SC2046
# SPDX-License-Identifier: GPL-2.0-or-later
# hkad and keepalived 2.2.7 from one file, in both directions: VRRPv3, a sync group of both families, a tracked link.
# proves: INT-02 INT-03 INT-06 PR-07
# limit: 900
. /lab/same.sh
same keepalived-2.2.7 100 192.0.2.100
both_families
try_both
