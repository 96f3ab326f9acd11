// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The commands demote and undemote, of a router or of a group.
 */
#include "demote.h"

#include <stdio.h>
#include <string.h>

#include "hkactl.h"

const struct keyword demote_keywords[] = {
	{ KEYWORD(struct hka_demotion, "reason", KEYWORD_TEXT, HKA_A_DEMOTE_REASON, reason),
	  .max = HKA_REASON_MAX },
	{ KEYWORD(struct hka_demotion, "ttl", KEYWORD_TIME64, HKA_A_DEMOTE_TTL, ttl), .min = 1 },
	{ 0 }
};

int demote(struct ctl *ctl, bool group)
{
	struct hka_demotion req = { .has = HKA_HAS(group ? HKA_A_DEMOTE_GROUP :
							   HKA_A_DEMOTE_NAME) };
	struct args *a = &ctl->args;
	const char *word;
	long amount;
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	snprintf(group ? req.group : req.name, sizeof(req.name), "%s", ctl->name);
	word = args_next(a);
	if (!word)
		return ctl_usage(ctl, "the amount, or fault, is missing");
	if (!strcmp(word, "fault")) {
		req.has |= HKA_HAS(HKA_A_DEMOTE_FAULT);
		req.fault = true;
	} else {
		if (args_number(a, "amount", word, 1, 254, &amount))
			return ctl_usage(ctl, "%s", a->error);
		req.has |= HKA_HAS(HKA_A_DEMOTE_AMOUNT);
		req.amount = (uint8_t)amount;
	}
	if (keyword_parse_all(a, demote_keywords, &req, false))
		return ctl_usage(ctl, "%s", a->error);
	ret = ctl_connect(ctl);
	if (!ret && hka_demote(ctl->client, &req))
		ret = ctl_refused(ctl);
	return ret;
}

int undemote(struct ctl *ctl, bool group)
{
	char reason[HKA_REASON_MAX + 1];
	const char *word;
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	word = args_next(&ctl->args);
	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	if (word && args_text(&ctl->args, "reason", word, HKA_REASON_MAX, reason))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (!ret && (group ? hka_group_undemote(ctl->client, ctl->name, word) :
			     hka_undemote(ctl->client, ctl->name, word)))
		ret = ctl_refused(ctl);
	return ret;
}

int cmd_demote(struct ctl *ctl)
{
	return demote(ctl, false);
}

int cmd_undemote(struct ctl *ctl)
{
	return undemote(ctl, false);
}
