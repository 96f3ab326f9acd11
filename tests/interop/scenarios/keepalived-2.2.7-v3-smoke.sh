# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# The short one for every change: keepalived 2.2.7, VRRPv3, election, death, stop, hand-over.
# proves: INT-02 EX-12
pair keepalived-2.2.7 v3
try_election
try_silent_death
try_release
try_handover
