/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The keywords of groups, for completion; requests.h has what reads them.
 */
#ifndef HKA_WORDS_GROUP_ARGS_H
#define HKA_WORDS_GROUP_ARGS_H

#include "keyword.h"
#include "requests.h"

extern const struct keyword group_add_keywords[], group_set_keywords[];

#endif /* HKA_WORDS_GROUP_ARGS_H */
