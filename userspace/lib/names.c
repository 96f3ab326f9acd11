// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names and meanings of the values of the API, from the lists in the uapi
 * header. Owns nothing; touches nothing.
 */
#include <errno.h>
#include <string.h>

#include "hka.h"

#define AS_NAME(id, name, text)	name,
#define AS_TEXT(id, name, text)	text,

static const char *const faults[] = { HKA_FAULT_LIST(AS_NAME) };
static const char *const fault_texts[] = { HKA_FAULT_LIST(AS_TEXT) };
static const char *const last_events[] = { HKA_LAST_EVENT_LIST(AS_NAME) };
static const char *const master_reasons[] = { HKA_MASTER_REASON_LIST(AS_NAME) };
static const char *const checksums[] = { HKA_CHECKSUM_LIST(AS_NAME) };
static const char *const vip_states[] = { HKA_VIP_STATE_LIST(AS_NAME) };
static const char *const drops[] = { HKA_DROP_LIST(AS_NAME) };
static const char *const drop_texts[] = { HKA_DROP_LIST(AS_TEXT) };

#define LOOKUP(table, v) ((v) < sizeof(table) / sizeof((table)[0]) ? (table)[v] : "unknown")

const char *hka_state_name(unsigned int v)
{
	/* Upper case: these are the words RFC 3768 users know. */
	static const char *const upper[] = {
		[HKA_STATE_INIT] = "INIT",
		[HKA_STATE_BACKUP] = "BACKUP",
		[HKA_STATE_MASTER] = "MASTER",
		[HKA_STATE_FAULT] = "FAULT",
	};

	_Static_assert(sizeof(upper) / sizeof(upper[0]) == __HKA_STATE_MAX,
		       "a state has no name");
	return LOOKUP(upper, v);
}

const char *hka_fault_name(unsigned int v)
{
	return LOOKUP(faults, v);
}

const char *hka_fault_text(unsigned int v)
{
	return LOOKUP(fault_texts, v);
}

const char *hka_last_event_name(unsigned int v)
{
	return LOOKUP(last_events, v);
}

const char *hka_master_reason_name(unsigned int v)
{
	return LOOKUP(master_reasons, v);
}

const char *hka_checksum_name(unsigned int v)
{
	return LOOKUP(checksums, v);
}

const char *hka_vip_state_name(unsigned int v)
{
	return LOOKUP(vip_states, v);
}

const char *hka_drop_name(unsigned int v)
{
	return LOOKUP(drops, v);
}

const char *hka_drop_text(unsigned int v)
{
	return LOOKUP(drop_texts, v);
}

int hka_checksum_by_name(const char *name)
{
	for (unsigned int i = 0; i < __HKA_CHECKSUM_MAX; i++)
		if (!strcmp(checksums[i], name))
			return (int)i;
	return -EINVAL;
}
