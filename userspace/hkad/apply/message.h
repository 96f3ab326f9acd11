/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What rtnetlink is asked for: to add or to delete an address, a route or a rule. */
#ifndef HKAD_MESSAGE_H
#define HKAD_MESSAGE_H

#include <libmnl/libmnl.h>

#include "hka.h"

/*
 * The mark on what is static, where a configuration gives no other: keepalived's, so that either of
 * the two finds what the other one left.
 */
#define STATIC_PROTOCOL	18

/* Of a whole message; a route may have as many nexthops as fit. */
#define MESSAGE_SIZE	16384

/* The number of a device by its name; 0: there is none. */
typedef unsigned int message_device(void *arg, const char *ifname);

/*
 * @vr: has one address, route or rule. The message is in @buf, of MESSAGE_SIZE. NULL: a device is not
 * there.
 */
struct nlmsghdr *message_make(void *buf, const struct hka_vr *vr, bool add, message_device *device, void *arg);

#endif
