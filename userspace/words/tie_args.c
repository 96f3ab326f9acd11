// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the words of `vr … lease` to a request.
 */
#include "tie_args.h"

#include <errno.h>
#include <string.h>

/* @k->min: the policy. */
static int parse_policy(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_tie *tie = object;
	long amount;

	tie->policy = (uint8_t)k->min;
	if (keyword_mark(a, tie, HKA_A_TIE_POLICY, "a policy"))
		return -EINVAL;
	if (!value)
		return 0;
	if (args_number(a, k->word, value, 1, 254, &amount))
		return -EINVAL;
	tie->amount = (uint8_t)amount;
	return keyword_mark(a, tie, HKA_A_TIE_AMOUNT, k->word);
}

const struct keyword tie_keywords[] = {
	{ .word = "keep", .kind = KEYWORD_BARE, .parse = parse_policy,
	  .min = HKA_LEASE_POLICY_KEEP },
	{ .word = "demote", .kind = KEYWORD_PARSE, .parse = parse_policy,
	  .min = HKA_LEASE_POLICY_DEMOTE },
	{ .word = "handover", .kind = KEYWORD_BARE, .parse = parse_policy,
	  .min = HKA_LEASE_POLICY_HANDOVER },
	{ .word = "release", .kind = KEYWORD_BARE, .parse = parse_policy,
	  .min = HKA_LEASE_POLICY_RELEASE },
	{ KEYWORD(struct hka_tie, "after", KEYWORD_TIME64, HKA_A_TIE_GRACE, grace) },
	{ KEYWORD(struct hka_tie, "no-after", KEYWORD_FLAG, HKA_A_TIE_NO_GRACE, no_grace) },
	{ 0 }
};

int tie_parse(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_tie *tie = tie_element(object);

	(void)k;
	tie->has |= HKA_HAS(HKA_A_TIE_NAME);
	if (!strcmp(value, "none"))	/* an empty name is none */
		return 0;
	return args_vrname(a, value, tie->name);
}

void *tie_element(void *object)
{
	return &((struct hka_vr *)object)->lease;
}

int tie_settle(struct args *a, void *element)
{
	const struct hka_tie *tie = element;

	if (!tie->name[0] && tie->has & HKA_HAS(HKA_A_TIE_POLICY))
		return args_error(a, "a policy needs a lease");
	if (!tie->name[0] && tie->has & (HKA_HAS(HKA_A_TIE_GRACE) | HKA_HAS(HKA_A_TIE_NO_GRACE)))
		return args_error(a, "\"after\" and \"no-after\" need a lease");
	return 0;
}
