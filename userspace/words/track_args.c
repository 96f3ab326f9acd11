// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the words of `track add` and `track set` to a request.
 */
#include "track_args.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

static int parse_named(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_track *req = object;

	(void)value;
	req->kind = HKA_TRACK_KIND_NAMED;
	return keyword_mark(a, req, HKA_A_TRACK_KIND, k->word);
}

static int mark_state(struct args *a, struct hka_track *req, unsigned int attr)
{
	if (req->has & (HKA_HAS(HKA_A_TRACK_STATE) | HKA_HAS(HKA_A_TRACK_VALUE)))
		return args_error(a, "the state is given twice");
	req->has |= HKA_HAS(attr);
	return 0;
}

/* @k->min: the state. */
static int parse_state(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_track *req = object;

	(void)value;
	req->state = (uint8_t)k->min;
	return mark_state(a, req, HKA_A_TRACK_STATE);
}

static int parse_number(struct args *a, struct hka_track *req, const char *word)
{
	long v;

	if (args_number(a, "number", word, -32768, 32767, &v))
		return -EINVAL;
	req->value = (int32_t)v;
	return mark_state(a, req, HKA_A_TRACK_VALUE);
}

static int parse_fault(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_member *how = object;

	(void)value;
	if (how->has & HKA_HAS(HKA_A_MEMBER_WEIGHT))
		return args_error(a, "weight and fault exclude each other");
	how->weight = 0;
	return keyword_mark(a, how, HKA_A_MEMBER_WEIGHT, k->word);
}

#define TRACK(word, kind, attr, member) \
	KEYWORD(struct hka_track, word, kind, HKA_A_TRACK_##attr, member)
#define WEIGHT	\
	{ KEYWORD(struct hka_member, "weight", KEYWORD_S32, HKA_A_MEMBER_WEIGHT, weight), \
	  .min = -HKA_WEIGHT_MAX, .max = HKA_WEIGHT_MAX }
#define REVERSE	\
	{ KEYWORD(struct hka_member, "reverse", KEYWORD_FLAG, HKA_A_MEMBER_REVERSE, reverse) }
#define FAULT	{ .word = "fault", .kind = KEYWORD_BARE, .parse = parse_fault }

/* How a router is moved: behind its name, or in front of vr for all of them. */
static const struct keyword how_keywords[] = { WEIGHT, REVERSE, FAULT, { 0 } };

const struct keyword track_keywords[] = {
	{ TRACK("link", KEYWORD_DEV, IFNAME, ifname), .fixed = true },
	{ .word = "named", .kind = KEYWORD_BARE, .parse = parse_named, .fixed = true },
	{ .word = "up", .kind = KEYWORD_BARE, .parse = parse_state, .min = HKA_TRACK_STATE_UP },
	{ .word = "down", .kind = KEYWORD_BARE, .parse = parse_state,
	  .min = HKA_TRACK_STATE_DOWN },
	WEIGHT, REVERSE, FAULT,
	{ TRACK("up-delay", KEYWORD_TIME32, UP_DELAY, up_delay) },
	{ TRACK("down-delay", KEYWORD_TIME32, DOWN_DELAY, down_delay) },
	{ .word = "vr", .kind = KEYWORD_ROUTER },
	{ .word = "group", .kind = KEYWORD_GROUP },
	{ 0 }
};

/* What words without a keyword are the names of. */
enum naming { NOTHING, ROUTERS, GROUPS };

static int add_member(struct args *a, struct hka_track *req, enum naming naming, const char *word)
{
	bool group = naming == GROUPS;
	struct hka_member member = { .has = HKA_HAS(group ? HKA_A_MEMBER_GROUP :
							    HKA_A_MEMBER_VR) };

	if (!word || args_vrname(a, word, group ? member.group : member.vr))
		return -EINVAL;
	return hka_track_add_member(req, &member) ? args_error(a, "out of memory") : 0;
}

static bool is_number(const char *word)
{
	return isdigit((unsigned char)word[*word == '-']);
}

/* One word, or what begins with it. */
static int parse_word(struct args *a, struct hka_track *req, struct hka_member *all,
		      enum naming *naming, const char *word, bool set)
{
	const struct keyword *k, *how;

	/* Behind vr and group keywords are in full; whatever else is there is a name. */
	if (*naming && !keyword_exact(track_keywords, word))
		return add_member(a, req, *naming, word);
	if (is_number(word))
		return parse_number(a, req, word);
	k = keyword_match(a, word, track_keywords, NULL, 0, set);
	if (!k)
		return -EINVAL;
	if (k->kind == KEYWORD_ROUTER || k->kind == KEYWORD_GROUP) {
		*naming = k->kind == KEYWORD_GROUP ? GROUPS : ROUTERS;
		return add_member(a, req, *naming, args_value(a, k->word));
	}
	how = keyword_exact(how_keywords, k->word);
	if (!how)
		return keyword_store(a, k, req);
	return keyword_store(a, how, *naming ? &req->members[req->n_members - 1] : all);
}

static int parse(struct args *a, struct hka_track *req, bool set)
{
	struct hka_member all = { 0 };
	enum naming naming = NOTHING;
	const char *word;

	while ((word = args_next(a)))
		if (parse_word(a, req, &all, &naming, word, set))
			return -EINVAL;
	if (all.has && !req->n_members)
		return args_error(a, "weight, reverse and fault are for routers and groups, and vr is missing");
	for (unsigned int i = 0; i < req->n_members; i++) {
		struct hka_member *m = &req->members[i];

		if (!(m->has & HKA_HAS(HKA_A_MEMBER_WEIGHT)))
			m->weight = all.weight;
		m->reverse |= all.reverse;
		m->has |= all.has;
	}
	return 0;
}

int track_args_add(struct args *a, struct hka_track *req)
{
	int err;

	if (!strcmp(req->name, "all"))
		return args_error(a, "\"all\" cannot be a name: track del all deletes every one");
	err = parse(a, req, false);
	if (err)
		return err;
	if (!(req->has & (HKA_HAS(HKA_A_TRACK_IFNAME) | HKA_HAS(HKA_A_TRACK_KIND))))
		return args_error(a, "\"link\" with a device, or \"named\", is missing");
	if (req->has & HKA_HAS(HKA_A_TRACK_IFNAME)) {
		if (req->has & HKA_HAS(HKA_A_TRACK_KIND))
			return args_error(a, "link and named exclude each other");
		req->kind = HKA_TRACK_KIND_LINK;
		req->has |= HKA_HAS(HKA_A_TRACK_KIND);
	}
	return 0;
}

int track_args_set(struct args *a, struct hka_track *req)
{
	int err = parse(a, req, true);

	if (!err && req->has == HKA_HAS(HKA_A_TRACK_NAME))
		err = args_error(a, "nothing to change");
	return err;
}
