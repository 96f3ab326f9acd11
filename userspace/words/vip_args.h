/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words behind a virtual address, and the names of what they set.
 */
#ifndef HKA_WORDS_VIP_ARGS_H
#define HKA_WORDS_VIP_ARGS_H

#include "keyword.h"

extern const struct keyword vip_keywords[];

/* After the last word of an address (a struct hka_vip). 0, or -EINVAL with a->error. */
int vip_settle(struct args *a, void *element);

/* Name of a scope, or NULL. */
const char *vip_scope_name(uint8_t scope);
/* The word that sets the @i-th flag, *@flag; NULL beyond the last. */
const char *vip_flag_name(unsigned int i, uint32_t *flag);

#endif /* HKA_WORDS_VIP_ARGS_H */
