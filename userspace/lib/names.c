// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names and meanings of the values of the API, from the lists in the uapi
 * header. Owns nothing; touches nothing.
 */
#include "hka.h"

#define AS_NAME(id, name, text)	name,
#define AS_TEXT(id, name, text)	text,

#define LOOKUP(table, v) ((v) < sizeof(table) / sizeof((table)[0]) ? (table)[v] : "unknown")

/* A function that looks @what of a list up. */
#define DEFINE(function, what, LIST)				\
	const char *function(unsigned int v)			\
	{							\
		static const char *const table[] = { LIST(what) };	\
								\
		return LOOKUP(table, v);			\
	}

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

DEFINE(hka_fault_name, AS_NAME, HKA_FAULT_LIST)
DEFINE(hka_last_event_name, AS_NAME, HKA_LAST_EVENT_LIST)
DEFINE(hka_master_reason_name, AS_NAME, HKA_MASTER_REASON_LIST)
DEFINE(hka_checksum_name, AS_NAME, HKA_CHECKSUM_LIST)
DEFINE(hka_auth_name, AS_NAME, HKA_AUTH_LIST)
DEFINE(hka_hmac_mode_name, AS_NAME, HKA_HMAC_MODE_LIST)
DEFINE(hka_anti_replay_name, AS_NAME, HKA_ANTI_REPLAY_LIST)
DEFINE(hka_vip_state_name, AS_NAME, HKA_VIP_STATE_LIST)
DEFINE(hka_vmac_state_name, AS_NAME, HKA_VMAC_STATE_LIST)
DEFINE(hka_drop_name, AS_NAME, HKA_DROP_LIST)
DEFINE(hka_track_kind_name, AS_NAME, HKA_TRACK_KIND_LIST)
DEFINE(hka_track_state_name, AS_NAME, HKA_TRACK_STATE_LIST)
DEFINE(hka_contribution_name, AS_NAME, HKA_CONTRIBUTION_LIST)
DEFINE(hka_lease_state_name, AS_NAME, HKA_LEASE_STATE_LIST)
DEFINE(hka_lease_policy_name, AS_NAME, HKA_LEASE_POLICY_LIST)
DEFINE(hka_handover_name, AS_NAME, HKA_HANDOVER_LIST)
DEFINE(hka_maintenance_name, AS_NAME, HKA_MAINTENANCE_LIST)
DEFINE(hka_event_kind_name, AS_NAME, HKA_EVENT_KIND_LIST)
DEFINE(hka_rival_name, AS_NAME, HKA_RIVAL_LIST)
DEFINE(hka_group_kind_name, AS_NAME, HKA_GROUP_KIND_LIST)
DEFINE(hka_group_loss_name, AS_NAME, HKA_GROUP_LOSS_LIST)
DEFINE(hka_group_role_name, AS_NAME, HKA_GROUP_ROLE_LIST)

DEFINE(hka_fault_text, AS_TEXT, HKA_FAULT_LIST)
DEFINE(hka_vmac_state_text, AS_TEXT, HKA_VMAC_STATE_LIST)
DEFINE(hka_drop_text, AS_TEXT, HKA_DROP_LIST)
DEFINE(hka_rival_text, AS_TEXT, HKA_RIVAL_LIST)
DEFINE(hka_event_kind_text, AS_TEXT, HKA_EVENT_KIND_LIST)
