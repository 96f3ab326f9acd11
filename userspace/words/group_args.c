// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the words of `group add` and `group set` to a request.
 */
#include "group_args.h"

#include <errno.h>
#include <string.h>

#define AS_NAME(id, name, text)	name,

static const char *const losses[] = { HKA_GROUP_LOSS_LIST(AS_NAME) NULL };

static int parse_sync(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_group *req = object;

	(void)value;
	req->kind = HKA_GROUP_KIND_SYNC;
	return keyword_mark(a, req, HKA_A_GROUP_KIND, k->word);
}

/* Alone it is the kind; in `set` a router stands behind it. */
static int parse_leader(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_group *req = object;

	(void)value;
	if (req->has & HKA_HAS(HKA_A_GROUP_KIND))
		return args_error(a, "the kind is given twice");
	req->kind = HKA_GROUP_KIND_LEADER;
	return keyword_mark(a, req, HKA_A_GROUP_KIND, k->word);
}

#define GROUP(word, kind, attr, member) \
	KEYWORD(struct hka_group, word, kind, HKA_A_GROUP_##attr, member)
#define SETTINGS \
	{ GROUP("track-weight", KEYWORD_ONOFF, TRACK_WEIGHT, track_weight) }, \
	{ GROUP("follow-interval", KEYWORD_TIME32, FOLLOW_INTERVAL, follow_interval), .min = 1 }, \
	{ GROUP("on-loss", KEYWORD_ENUM, ON_LOSS, on_loss), .names = losses }

const struct keyword group_add_keywords[] = {
	{ .word = "sync", .kind = KEYWORD_BARE, .parse = parse_sync },
	{ .word = "leader", .kind = KEYWORD_BARE, .parse = parse_leader },
	SETTINGS,
	{ 0 }
};

const struct keyword group_set_keywords[] = {
	{ GROUP("leader", KEYWORD_ROUTER, LEADER, leader) },
	SETTINGS,
	{ 0 }
};

int group_args_add(struct args *a, struct hka_group *req)
{
	int err;

	if (!strcmp(req->name, "all"))
		return args_error(a, "\"all\" cannot be a name: group del all dissolves every one");
	err = keyword_parse_all(a, group_add_keywords, req, false);
	if (!err && !(req->has & HKA_HAS(HKA_A_GROUP_KIND)))
		err = args_error(a, "\"sync\" or \"leader\" is missing");
	return err;
}

int group_args_set(struct args *a, struct hka_group *req)
{
	int err = keyword_parse_all(a, group_set_keywords, req, true);

	if (!err && req->has == HKA_HAS(HKA_A_GROUP_NAME))
		err = args_error(a, "nothing to change");
	return err;
}
