/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names that iproute2 has for numbers of routing: tables, protocols, scopes, realms,
 * dsfields, from its own files.
 */
#ifndef HKA_WORDS_RT_NAMES_H
#define HKA_WORDS_RT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rt_names { RT_TABLES, RT_PROTOS, RT_SCOPES, RT_REALMS, RT_DSFIELD };

/* The number that @name, or a number from 0 to @max, means. */
bool rt_number(enum rt_names which, const char *name, uint32_t max, uint32_t *out);
/* The name of @number, or itself in decimals. Returns @buf. */
const char *rt_name(enum rt_names which, uint32_t number, char *buf, size_t size);

#endif /* HKA_WORDS_RT_NAMES_H */
