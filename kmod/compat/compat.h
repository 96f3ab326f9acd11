/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The newest kernel API on older kernels; included before everything else. The
 * only place with version checks.
 */
#ifndef _HKA_COMPAT_H
#define _HKA_COMPAT_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#include <linux/hrtimer.h>

static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
#endif

#include <linux/netlink.h>

/* A refusal with details, or where there is no buffer for them (before 6.2) @plain without. */
#ifdef NL_SET_ERR_MSG_FMT
#define HKA_SET_ERR_MSG_FMT(extack, plain, fmt, args...) do {	\
	(void)(plain);						\
	NL_SET_ERR_MSG_FMT(extack, fmt, ##args);		\
} while (0)
#else
#define HKA_SET_ERR_MSG_FMT(extack, plain, fmt, args...) do {	\
	no_printk(fmt, ##args);					\
	NL_SET_ERR_MSG(extack, plain);				\
} while (0)
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#include "genl.h"
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#include "hmac_sha256.h"
#endif

#endif /* _HKA_COMPAT_H */
