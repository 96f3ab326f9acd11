/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The keywords of routers, for completion; requests.h has what reads them.
 */
#ifndef HKA_WORDS_VR_ARGS_H
#define HKA_WORDS_VR_ARGS_H

#include "keyword.h"
#include "requests.h"

extern const struct keyword vr_keywords[];

#endif /* HKA_WORDS_VR_ARGS_H */
