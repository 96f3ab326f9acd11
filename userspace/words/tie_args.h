/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of `vr … lease`: on which lease a router depends, and its policy.
 */
#ifndef HKA_WORDS_TIE_ARGS_H
#define HKA_WORDS_TIE_ARGS_H

#include "keyword.h"

extern const struct keyword tie_keywords[];	/* that may follow the name */

/* Of the keyword itself: takes its name, and finds and ends what it says. */
int tie_parse(struct args *a, const struct keyword *k, void *object, const char *value);
void *tie_element(void *object);
int tie_settle(struct args *a, void *element);

#endif /* HKA_WORDS_TIE_ARGS_H */
