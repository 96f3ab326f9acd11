/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words behind "hmac" of a router, and keys from files.
 */
#ifndef HKA_WORDS_HMAC_ARGS_H
#define HKA_WORDS_HMAC_ARGS_H

#include "keyword.h"

extern const struct keyword hmac_keywords[];

/* Whether what was given makes sense; @element is the router. */
int hmac_settle(struct args *a, void *element);

#endif /* HKA_WORDS_HMAC_ARGS_H */
