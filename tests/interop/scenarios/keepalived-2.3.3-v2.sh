# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# keepalived 2.3.3, VRRPv2 with its defaults.
# proves: INT-01 INT-05 INT-06 INT-07
# limit: 900
pair keepalived-2.3.3 v2
all_tests
