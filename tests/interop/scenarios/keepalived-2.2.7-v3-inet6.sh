# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# keepalived 2.2.7, VRRPv3 for IPv6.
# proves: INT-03 INT-05 INT-06 INT-07
# limit: 900
pair keepalived-2.2.7 v3-inet6
all_tests
