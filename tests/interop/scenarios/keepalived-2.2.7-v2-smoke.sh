# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The short one for every change: keepalived 2.2.7, VRRPv2, election.
# proves: INT-01
pair keepalived-2.2.7 v2
try_election
