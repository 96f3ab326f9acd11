/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The keywords of trackers, for completion; requests.h has what reads them.
 */
#ifndef HKA_WORDS_TRACK_ARGS_H
#define HKA_WORDS_TRACK_ARGS_H

#include "keyword.h"
#include "requests.h"

extern const struct keyword track_keywords[];

#endif /* HKA_WORDS_TRACK_ARGS_H */
