# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# keepalived 2.2.7 with use_vmac beside hka with vmac, VRRPv3 for IPv4: one virtual MAC, taken over in both directions.
# proves: VM-11 TX-05+ INT-07
# limit: 900
pair keepalived-2.2.7 v3-vmac
try_election
try_virtual
