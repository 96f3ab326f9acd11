# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# keepalived 2.2.7, VRRPv2 with a password.
# proves: INT-01 INT-05 INT-06 INT-07
# limit: 900
pair keepalived-2.2.7 v2-pass
all_tests
