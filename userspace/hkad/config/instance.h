/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What keepalived makes of a vrrp_instance beyond its single keywords. Nodes are those of a
 * checked tree.
 */
#ifndef HKAD_INSTANCE_H
#define HKAD_INSTANCE_H

#include "tree.h"

/* The word behind the keyword; NULL: there is no node, or nothing behind it. */
const char *node_value(const struct node *node);

/* The family is that of the first address, or peer. */
bool instance_is_v6(const struct node *instance);
/* @globals: global_defs, or NULL. Without a version it is 3 for IPv6, and else what is said for all. */
bool instance_is_v3(const struct node *instance, const struct node *globals);
/* It is written there. */
bool instance_is_master(const struct node *instance);
/* Of the addresses: priority 255, which state MASTER means where no priority is written. */
bool instance_is_owner(const struct node *instance);

/* What manager_lost says behind "after", in microseconds. */
bool manager_after(const struct node *manager_lost, long long *us);

#endif
