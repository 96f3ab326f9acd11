# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# FRR 10.3 vrrpd, VRRPv3 for IPv4, checksum without pseudo-header.
# proves: INT-04 INT-05 INT-06 INT-07
# limit: 900
pair frr-10.3 v3-plain
all_tests
