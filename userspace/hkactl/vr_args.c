// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the words of `vr add` and `vr set` to a request. Marks exactly the
 * members that were given: what is absent is the kernel's default, or stays.
 */
#include "vr_args.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* The order of both lists is that of the grammar. */
const char *const vr_add_keywords[] = {
	"dev", "vrid", "version", "inet", "inet6", "priority", "interval", "preempt", "checksum",
	"vip", NULL
};
const char *const vr_set_keywords[] = {
	"priority", "interval", "preempt", "checksum", "vip", NULL
};

/* Mark @attr; refuse it a second time. */
static int mark(struct args *a, struct hka_vr *req, unsigned int attr, const char *keyword)
{
	if (req->has & HKA_HAS(attr))
		return args_error(a, "\"%s\" is given twice", keyword);
	req->has |= HKA_HAS(attr);
	return 0;
}

static int parse_family(struct args *a, struct hka_vr *req, const char *keyword)
{
	if (req->has & HKA_HAS(HKA_A_VR_FAMILY))
		return args_error(a, "the family is given twice");
	req->has |= HKA_HAS(HKA_A_VR_FAMILY);
	req->family = !strcmp(keyword, "inet6") ? AF_INET6 : AF_INET;
	return 0;
}

/* ADDR[/LEN] [dev IFACE]: a dev right behind the address belongs to it. */
static int parse_vip(struct args *a, struct hka_vr *req, const char *word)
{
	struct hka_vip vip;
	const char *next;
	int err = args_vip(a, word, &vip);

	if (err)
		return err;
	next = args_peek(a);
	if (next && args_begins(next, "dev")) {
		args_next(a);
		next = args_value(a, "dev");
		err = next ? args_ifname(a, next, vip.ifname) : -EINVAL;
		if (err)
			return err;
		vip.has |= HKA_HAS(HKA_A_VIP_IFNAME);
	}
	err = hka_vr_add_vip(req, &vip);
	if (err == -E2BIG)
		return args_error(a, "a router has at most %d addresses", HKA_VIPS_MAX);
	return err ? args_error(a, "out of memory") : 0;
}

static int parse_checksum(struct args *a, struct hka_vr *req, const char *word)
{
	int v = hka_checksum_by_name(word);

	if (v < 0)
		return args_error(a, "checksum \"%s\" is none of auto, rfc9568, rfc5798", word);
	req->checksum = (uint8_t)v;
	return 0;
}

static int parse_value(struct args *a, struct hka_vr *req, const char *keyword)
{
	static const struct {
		const char *keyword;
		unsigned int attr;
	} marks[] = {
		{ "dev", HKA_A_VR_IFNAME }, { "vrid", HKA_A_VR_VRID },
		{ "version", HKA_A_VR_VERSION }, { "priority", HKA_A_VR_PRIORITY },
		{ "interval", HKA_A_VR_INTERVAL }, { "preempt", HKA_A_VR_PREEMPT },
		{ "checksum", HKA_A_VR_CHECKSUM },
	};
	const char *word = args_value(a, keyword);

	if (!word)
		return -EINVAL;
	for (unsigned int i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (!strcmp(keyword, marks[i].keyword) &&
		    mark(a, req, marks[i].attr, keyword))
			return -EINVAL;
	if (!strcmp(keyword, "dev"))
		return args_ifname(a, word, req->ifname);
	if (!strcmp(keyword, "vrid"))
		return args_number(a, keyword, word, 1, 255, &req->vrid);
	if (!strcmp(keyword, "version"))
		return args_number(a, keyword, word, 2, 3, &req->version);
	if (!strcmp(keyword, "priority"))
		return args_number(a, keyword, word, 1, 255, &req->priority);
	if (!strcmp(keyword, "interval"))
		return args_interval(a, word, &req->interval);
	if (!strcmp(keyword, "preempt"))
		return args_onoff(a, keyword, word, &req->preempt);
	if (!strcmp(keyword, "checksum"))
		return parse_checksum(a, req, word);
	return parse_vip(a, req, word);
}

static int parse_keywords(struct args *a, struct hka_vr *req, const char *const *keywords)
{
	const char *word;
	int i, err;

	while ((word = args_next(a))) {
		i = args_match(a, word, keywords, "keyword");
		if (i < 0)
			return i;
		if (!strcmp(keywords[i], "inet") || !strcmp(keywords[i], "inet6"))
			err = parse_family(a, req, keywords[i]);
		else
			err = parse_value(a, req, keywords[i]);
		if (err)
			return err;
	}
	return 0;
}

static int parse_name(struct args *a, struct hka_vr *req)
{
	const char *word = args_next(a);

	memset(req, 0, sizeof(*req));
	if (!word)
		return args_error(a, "the name of the router is missing");
	req->has = HKA_HAS(HKA_A_VR_NAME);
	return args_vrname(a, word, req->name);
}

/* All addresses are of one family; it is the router's. */
static int settle_family(struct args *a, struct hka_vr *req)
{
	if (!(req->has & HKA_HAS(HKA_A_VR_FAMILY))) {
		req->has |= HKA_HAS(HKA_A_VR_FAMILY);
		req->family = req->n_vips && req->vips[0].address.len == 16 ? AF_INET6 : AF_INET;
	}
	for (unsigned int i = 0; i < req->n_vips; i++)
		if ((req->vips[i].address.len == 16) != (req->family == AF_INET6))
			return args_error(a, "address %u is not of family %s", i + 1,
					  req->family == AF_INET6 ? "inet6" : "inet");
	return 0;
}

int vr_args_add(struct args *a, struct hka_vr *req)
{
	int err = parse_name(a, req);

	if (!err && !strcmp(req->name, "all"))
		err = args_error(a, "\"all\" cannot be a name: vr del all deletes every router");
	if (!err)
		err = parse_keywords(a, req, vr_add_keywords);
	if (err)
		return err;
	if (!(req->has & HKA_HAS(HKA_A_VR_IFNAME))) {
		for (unsigned int i = 0; i < req->n_vips; i++)
			if (req->vips[i].ifname[0])
				return args_error(a, "the router has no dev; a dev right behind "
						  "a vip is that address's");
		return args_error(a, "\"dev\" is missing");
	}
	if (!(req->has & HKA_HAS(HKA_A_VR_VRID)))
		return args_error(a, "\"vrid\" is missing");
	return settle_family(a, req);
}

int vr_args_set(struct args *a, struct hka_vr *req)
{
	int err = parse_name(a, req);
	const char *word = args_peek(a);

	/* What identifies a router is known, but fixed: say so instead of "unknown". */
	for (unsigned int i = 0; !err && word && i < 5; i++)
		if (!strcmp(word, vr_add_keywords[i]))
			return args_error(a, "\"%s\" cannot be changed; delete the router and "
					  "add it again", word);
	if (!err)
		err = parse_keywords(a, req, vr_set_keywords);
	if (!err && req->has == HKA_HAS(HKA_A_VR_NAME))
		err = args_error(a, "nothing to change");
	return err;
}
