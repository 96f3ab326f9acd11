/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of iproute2 for what routes and rules have, both ways.
 */
#ifndef HKA_WORDS_RT_WORDS_H
#define HKA_WORDS_RT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* Types of routes. */
bool route_type_number(const char *word, uint8_t *type);
const char *route_type_word(uint8_t type);

/* The RTAX_… number of a HKA_A_METRICS_… attribute, and its word; 0 and NULL: none. */
unsigned int route_rtax(unsigned int attr);
const char *route_metric_word(unsigned int attr);

/* Actions of rules but lookup and goto. */
bool rule_action_number(const char *word, uint8_t *action);
const char *rule_action_word(uint8_t action);

#endif /* HKA_WORDS_RT_WORDS_H */
