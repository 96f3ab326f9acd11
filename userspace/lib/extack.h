/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the kernel's refusal to a sentence. Inside libhka and its tests only.
 */
#ifndef HKA_EXTACK_H
#define HKA_EXTACK_H

#include <linux/netlink.h>
#include <stddef.h>

#include "codec.h"

/*
 * Write into @buf why the kernel refused @request (a message of attribute set
 * @set) with @error (positive errno) and the extended acknowledgement in
 * @tlv/@tlv_len (may be NULL/0): its text, or that of the errno, and the
 * attribute that was wrong, with the allowed range, or is missing.
 */
void hka_extack_text(char *buf, size_t size, int error, struct nlattr *tlv, int tlv_len,
		     const struct nlmsghdr *request, const struct hka_set *set);

#endif /* HKA_EXTACK_H */
