/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Fixed-width types for the pure core (packet.c, fsm.c), which builds into the
 * module, into host tests and into fuzz targets. Owns nothing.
 */
#ifndef _HKA_TYPES_H
#define _HKA_TYPES_H

#ifdef __KERNEL__
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <linux/types.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;
#endif

/* 32-bit kernels have no u64 / u64 of their own. */
static inline u64 hka_div64(u64 dividend, u64 divisor)
{
#ifdef __KERNEL__
	return div64_u64(dividend, divisor);
#else
	return dividend / divisor;
#endif
}

#endif /* _HKA_TYPES_H */
