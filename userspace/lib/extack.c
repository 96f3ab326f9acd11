// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the kernel's refusal to a sentence. Owns nothing; reads the request to
 * name the attribute at an offset.
 */
#include <inttypes.h>
#include <linux/genetlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "extack.h"

static void append(char *buf, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *buf, size_t size, const char *fmt, ...)
{
	size_t used = strlen(buf);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf + used, size - used, fmt, ap);
	va_end(ap);
}

static const char *attr_name(const struct hka_set *set, unsigned int attr)
{
	const struct hka_field *f = set ? hka_field_find(set, attr) : NULL;

	return f ? f->name : "unknown to this program";
}

/* How many attributes of this kind, up to and with @attr, the request has. */
static unsigned int ordinal(const struct nlmsghdr *request, const struct nlattr *attr)
{
	unsigned int nth = 0;
	struct nlattr *a;
	int rem;

	nla_for_each_attr(a, nlmsg_attrdata(request, GENL_HDRLEN),
			  nlmsg_attrlen(request, GENL_HDRLEN), rem) {
		nth += nla_type(a) == nla_type(attr);
		if (a == attr)
			break;
	}
	return nth;
}

/* The same inside a nest, and the nests in it. Returns the set of the innermost. */
static const struct hka_set *name_inside(char *buf, size_t size, const struct nlmsghdr *request,
					 struct nlattr *nest, const struct hka_set *set,
					 uint32_t offset)
{
	const struct hka_field *f;
	struct nlattr *attr;
	int rem;

	nla_for_each_nested(attr, nest, rem) {
		uint32_t at = (uint32_t)((char *)attr - (const char *)request);

		if (offset < at || offset >= at + attr->nla_len)
			continue;
		f = hka_field_find(set, (unsigned int)nla_type(attr));
		append(buf, size, " %s", attr_name(set, (unsigned int)nla_type(attr)));
		return f && f->nest ? name_inside(buf, size, request, attr, f->nest, offset) : set;
	}
	return set;
}

/*
 * Name of the attribute at @offset of @request: "vip 2 address" inside the
 * second address. Returns the set of a nest that is there, or NULL.
 */
static const struct hka_set *name_at(char *buf, size_t size, const struct nlmsghdr *request,
				     const struct hka_set *set, uint32_t offset)
{
	struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, nlmsg_attrdata(request, GENL_HDRLEN),
			  nlmsg_attrlen(request, GENL_HDRLEN), rem) {
		uint32_t at = (uint32_t)((char *)attr - (const char *)request);
		const struct hka_field *f = hka_field_find(set, (unsigned int)nla_type(attr));

		if (offset < at || offset >= at + attr->nla_len)
			continue;
		snprintf(buf, size, "%s", attr_name(set, (unsigned int)nla_type(attr)));
		if (!f || !f->nest)
			return NULL;
		if (f->kind != HKA_NEST)
			append(buf, size, " %u", ordinal(request, attr));
		return name_inside(buf, size, request, attr, f->nest, offset);
	}
	return NULL;
}

/* ", allowed 1..255" from the policy that the value failed, if the kernel sent it. */
static void append_range(char *buf, size_t size, struct nlattr *policy)
{
	struct nlattr *tb[NL_POLICY_TYPE_ATTR_MAX + 1];

	if (!policy || nla_parse_nested(tb, NL_POLICY_TYPE_ATTR_MAX, policy, NULL))
		return;
	if (tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U] && tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U] &&
	    nla_len(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U]) >= 8 &&
	    nla_len(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U]) >= 8)
		append(buf, size, ", allowed %" PRIu64 "..%" PRIu64,
		       nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_U]),
		       nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_U]));
	else if (tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_S] && tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_S] &&
		 nla_len(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_S]) >= 8 &&
		 nla_len(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_S]) >= 8)
		append(buf, size, ", allowed %" PRId64 "..%" PRId64,
		       (int64_t)nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MIN_VALUE_S]),
		       (int64_t)nla_get_u64(tb[NL_POLICY_TYPE_ATTR_MAX_VALUE_S]));
	else if (tb[NL_POLICY_TYPE_ATTR_MAX_LENGTH] &&
		 nla_len(tb[NL_POLICY_TYPE_ATTR_MAX_LENGTH]) >= 4)
		append(buf, size, ", at most %u bytes",
		       nla_get_u32(tb[NL_POLICY_TYPE_ATTR_MAX_LENGTH]));
}

static bool has_u32(const struct nlattr *attr)
{
	return attr && nla_len(attr) >= (int)sizeof(uint32_t);
}

void hka_extack_text(char *buf, size_t size, int error, struct nlattr *tlv, int tlv_len,
		     const struct nlmsghdr *request, const struct hka_set *set)
{
	struct nlattr *tb[NLMSGERR_ATTR_MAX + 1] = { NULL };
	struct nlattr *text;
	char name[64] = "";

	if (tlv && nla_parse(tb, NLMSGERR_ATTR_MAX, tlv, tlv_len, NULL))
		memset(tb, 0, sizeof(tb));
	text = tb[NLMSGERR_ATTR_MSG];
	if (text && nla_len(text) > 0)
		snprintf(buf, size, "%.*s", nla_len(text), (char *)nla_data(text));
	else
		snprintf(buf, size, "%s", strerror(error));

	if (has_u32(tb[NLMSGERR_ATTR_OFFS]) && request && set)
		name_at(name, sizeof(name), request, set, nla_get_u32(tb[NLMSGERR_ATTR_OFFS]));
	if (name[0]) {
		append(buf, size, " (attribute %s", name);
		append_range(buf, size, tb[NLMSGERR_ATTR_POLICY]);
		append(buf, size, ")");
	}
	if (has_u32(tb[NLMSGERR_ATTR_MISS_TYPE]) && set) {
		/* A nest is named where the attribute is missing inside one. */
		const struct hka_set *where = set;

		name[0] = '\0';
		if (has_u32(tb[NLMSGERR_ATTR_MISS_NEST]) && request)
			where = name_at(name, sizeof(name), request, set,
					nla_get_u32(tb[NLMSGERR_ATTR_MISS_NEST]));
		append(buf, size, " (attribute %s is missing%s%s)",
		       attr_name(where, nla_get_u32(tb[NLMSGERR_ATTR_MISS_TYPE])),
		       name[0] ? " in " : "", name);
	}
}
