// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which settings of two objects differ. Owns nothing; driven by the tables of the codec.
 */
#include <string.h>

#include "codec.h"

static bool same_set(const struct hka_set *set, const void *a, const void *b);

static bool same_list(const struct hka_field *f, const void *a, const void *b)
{
	unsigned int n, m;
	const char *x = hka_list(f, a, &n), *y = hka_list(f, b, &m);

	if (n != m)
		return false;
	for (; n; n--, x += f->nest->size, y += f->nest->size)
		if (!same_set(f->nest, x, y))
			return false;
	return true;
}

/* Both are marked. */
static bool same_field(const struct hka_field *f, const void *a, const void *b)
{
	const void *x = (const char *)a + f->offset, *y = (const char *)b + f->offset;
	const struct hka_ip *ip = x, *other = y;
	const struct hka_blob *blob = x, *blob2 = y;

	switch (f->kind) {
	case HKA_STRING:
	case HKA_BYTES:
		return !strcmp(x, y);
	case HKA_IP:
		return ip->len == other->len && !memcmp(ip->b, other->b, ip->len);
	case HKA_BLOB:
		return blob->len == blob2->len && !memcmp(blob->b, blob2->b, blob->len);
	case HKA_FLAG:
		return true;
	case HKA_NEST:
		return same_set(f->nest, x, y);
	case HKA_LIST:
		return same_list(f, a, b);
	default:
		return !memcmp(x, y, f->size);
	}
}

static uint64_t differ(const struct hka_set *set, const void *a, const void *b, uint64_t attrs)
{
	uint64_t has = *(const uint64_t *)a, other = *(const uint64_t *)b;
	uint64_t found = (has ^ other) & attrs;

	for (unsigned int i = 0; i < set->n_fields; i++) {
		const struct hka_field *f = &set->fields[i];
		uint64_t bit = HKA_HAS(f->attr);

		if (has & other & attrs & bit && !same_field(f, a, b))
			found |= bit;
	}
	return found;
}

static bool same_set(const struct hka_set *set, const void *a, const void *b)
{
	return !differ(set, a, b, ~UINT64_C(0));
}

uint64_t hka_vr_differ(const struct hka_vr *a, const struct hka_vr *b, uint64_t attrs)
{
	return differ(&hka_set_vr, a, b, attrs);
}

uint64_t hka_track_differ(const struct hka_track *a, const struct hka_track *b, uint64_t attrs)
{
	return differ(&hka_set_track, a, b, attrs);
}

uint64_t hka_group_differ(const struct hka_group *a, const struct hka_group *b, uint64_t attrs)
{
	return differ(&hka_set_group, a, b, attrs);
}
