/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words behind route and rule: those of ip-route(8) and ip-rule(8).
 */
#ifndef HKA_WORDS_ROUTE_ARGS_H
#define HKA_WORDS_ROUTE_ARGS_H

#include "keyword.h"

/* Take a prefix, or default: "default", "any" or "all". The family is found, or must be @family. */
int route_prefix(struct args *a, const char *word, uint8_t *family, struct hka_ip *ip,
		 uint8_t *len);
/* A name of iproute2's, or a number from @min to @max. */
int route_number(struct args *a, int which, const char *keyword, const char *word, uint32_t min,
		 uint32_t max, uint32_t *out);
/* A number from @min to @max, decimal or 0x…. */
int route_u32(struct args *a, const char *keyword, const char *word, uint32_t min, uint32_t max,
	      uint32_t *out);
/* [FROM/]TO */
int route_realms(struct args *a, const char *word, uint32_t *out);

/* Of the object: a struct hka_vr. */
int route_parse(struct args *a, const struct keyword *k, void *object, const char *value);
int route_settle(struct args *a, void *element);
void *route_last(void *object);
extern const struct keyword route_keywords[];

int rule_parse(struct args *a, const struct keyword *k, void *object, const char *value);
int rule_settle(struct args *a, void *element);
void *rule_last(void *object);
extern const struct keyword rule_keywords[];

/* no-route, no-rule: @k->min is the attribute of the list to be emptied. */
int route_none(struct args *a, const struct keyword *k, void *object, const char *value);

#endif /* HKA_WORDS_ROUTE_ARGS_H */
