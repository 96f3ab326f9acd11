# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# keepalived 2.3.3 with use_vmac beside hka with vmac, VRRPv3 for IPv6: one virtual MAC, taken over in both directions.
# proves: VM-11 INT-07
# limit: 900
pair keepalived-2.3.3 v3-vmac-inet6
try_election
try_virtual
