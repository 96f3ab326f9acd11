// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The typed calls of hka.h: which command each of them is, and what it sends.
 * Owns nothing.
 */
#include <errno.h>
#include <string.h>

#include "client.h"

/* Copy a name into a member with room for @max characters, and mark it. */
static int set_name(struct hka_client *c, uint64_t *has, unsigned int attr, char *member,
		    size_t max, const char *name)
{
	size_t len = strlen(name);

	if (len > max)
		return hka_fail(c, -ENAMETOOLONG, name);
	memcpy(member, name, len + 1);
	*has |= HKA_HAS(attr);
	return 0;
}

static int vr_name(struct hka_client *c, struct hka_vr *req, const char *name)
{
	return set_name(c, &req->has, HKA_A_VR_NAME, req->name, HKA_NAME_MAX, name);
}

static int track_name(struct hka_client *c, struct hka_track *req, const char *name)
{
	return set_name(c, &req->has, HKA_A_TRACK_NAME, req->name, HKA_NAME_MAX, name);
}

/* ---- routers ---- */

int hka_vr_new(struct hka_client *c, const struct hka_vr *req, struct hka_vr *reply)
{
	return hka_ask(c, HKA_CMD_VR_NEW, &hka_set_vr, req, reply);
}

int hka_vr_set(struct hka_client *c, const struct hka_vr *req)
{
	return hka_ask(c, HKA_CMD_VR_SET, &hka_set_vr, req, NULL);
}

int hka_vr_del(struct hka_client *c, const char *name)
{
	struct hka_vr req = { .has = name ? 0 : HKA_HAS(HKA_A_VR_ALL) };
	int err = name ? vr_name(c, &req, name) : 0;

	return err ? err : hka_ask(c, HKA_CMD_VR_DEL, &hka_set_vr, &req, NULL);
}

int hka_vr_get(struct hka_client *c, const char *name, struct hka_vr *out)
{
	struct hka_vr req = { 0 };
	int err = vr_name(c, &req, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_VR_GET, &hka_set_vr, &req, out);
}

int hka_vr_dump(struct hka_client *c, const char *ifname, struct hka_vr **out, unsigned int *n)
{
	struct hka_vr req = { 0 };
	void *all = NULL;
	int err = 0;

	if (ifname)
		err = set_name(c, &req.has, HKA_A_VR_IFNAME, req.ifname, HKA_IFNAME_MAX, ifname);
	*n = 0;
	if (!err)
		err = hka_ask_all(c, HKA_CMD_VR_GET, &hka_set_vr, &req, &all, n);
	*out = all;
	return err;
}

/* ---- counters, history, who was heard ---- */

static int stats_request(struct hka_client *c, int cmd, const char *name, struct hka_stats *out)
{
	struct hka_stats req = { 0 };
	int err = name ? set_name(c, &req.has, HKA_A_STATS_NAME, req.name, HKA_NAME_MAX, name) : 0;

	return err ? err : hka_ask(c, cmd, &hka_set_stats, &req, out);
}

int hka_stats_get(struct hka_client *c, const char *name, struct hka_stats *out)
{
	memset(out, 0, sizeof(*out));
	return stats_request(c, HKA_CMD_STATS_GET, name, out);
}

int hka_stats_clear(struct hka_client *c, const char *name)
{
	return stats_request(c, HKA_CMD_STATS_CLEAR, name, NULL);
}

int hka_stats_dump(struct hka_client *c, struct hka_stats **out, unsigned int *n)
{
	struct hka_stats req = { 0 };
	void *all;
	int err = hka_ask_all(c, HKA_CMD_STATS_GET, &hka_set_stats, &req, &all, n);

	*out = all;
	return err;
}

int hka_history_get(struct hka_client *c, const char *name, struct hka_history *out)
{
	struct hka_history req = { 0 };
	int err = set_name(c, &req.has, HKA_A_HISTORY_NAME, req.name, HKA_NAME_MAX, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_HISTORY_GET, &hka_set_history, &req, out);
}

int hka_heard_get(struct hka_client *c, const char *name, struct hka_heard *out)
{
	struct hka_heard req = { 0 };
	int err = set_name(c, &req.has, HKA_A_HEARD_NAME, req.name, HKA_NAME_MAX, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_HEARD_GET, &hka_set_heard, &req, out);
}

int hka_heard_dump(struct hka_client *c, struct hka_heard **out, unsigned int *n)
{
	struct hka_heard req = { 0 };
	void *all;
	int err = hka_ask_all(c, HKA_CMD_HEARD_GET, &hka_set_heard, &req, &all, n);

	*out = all;
	return err;
}

/* ---- trackers ---- */

int hka_track_new(struct hka_client *c, const struct hka_track *req)
{
	return hka_ask(c, HKA_CMD_TRACK_NEW, &hka_set_track, req, NULL);
}

int hka_track_set(struct hka_client *c, const struct hka_track *req)
{
	return hka_ask(c, HKA_CMD_TRACK_SET, &hka_set_track, req, NULL);
}

int hka_track_del(struct hka_client *c, const char *name)
{
	struct hka_track req = { .has = name ? 0 : HKA_HAS(HKA_A_TRACK_ALL) };
	int err = name ? track_name(c, &req, name) : 0;

	return err ? err : hka_ask(c, HKA_CMD_TRACK_DEL, &hka_set_track, &req, NULL);
}

int hka_track_get(struct hka_client *c, const char *name, struct hka_track *out)
{
	struct hka_track req = { 0 };
	int err = track_name(c, &req, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_TRACK_GET, &hka_set_track, &req, out);
}

int hka_track_dump(struct hka_client *c, struct hka_track **out, unsigned int *n)
{
	struct hka_track req = { 0 };
	void *all;
	int err = hka_ask_all(c, HKA_CMD_TRACK_GET, &hka_set_track, &req, &all, n);

	*out = all;
	return err;
}

/* ---- demotions ---- */

int hka_demote(struct hka_client *c, const struct hka_demotion *req)
{
	return hka_ask(c, HKA_CMD_DEMOTE, &hka_set_demotion, req, NULL);
}

static int undemote(struct hka_client *c, unsigned int attr, const char *name, const char *reason)
{
	struct hka_demotion req = { 0 };
	char *member = attr == HKA_A_DEMOTE_GROUP ? req.group : req.name;
	int err = set_name(c, &req.has, attr, member, HKA_NAME_MAX, name);

	if (!err && reason)
		err = set_name(c, &req.has, HKA_A_DEMOTE_REASON, req.reason, HKA_REASON_MAX,
			       reason);
	return err ? err : hka_ask(c, HKA_CMD_UNDEMOTE, &hka_set_demotion, &req, NULL);
}

int hka_undemote(struct hka_client *c, const char *name, const char *reason)
{
	return undemote(c, HKA_A_DEMOTE_NAME, name, reason);
}

int hka_group_undemote(struct hka_client *c, const char *name, const char *reason)
{
	return undemote(c, HKA_A_DEMOTE_GROUP, name, reason);
}

/* ---- groups ---- */

static int group_name(struct hka_client *c, struct hka_group *req, const char *name)
{
	return set_name(c, &req->has, HKA_A_GROUP_NAME, req->name, HKA_NAME_MAX, name);
}

int hka_group_new(struct hka_client *c, const struct hka_group *req)
{
	return hka_ask(c, HKA_CMD_GROUP_NEW, &hka_set_group, req, NULL);
}

int hka_group_set(struct hka_client *c, const struct hka_group *req)
{
	return hka_ask(c, HKA_CMD_GROUP_SET, &hka_set_group, req, NULL);
}

int hka_group_del(struct hka_client *c, const char *name)
{
	struct hka_group req = { .has = name ? 0 : HKA_HAS(HKA_A_GROUP_ALL) };
	int err = name ? group_name(c, &req, name) : 0;

	return err ? err : hka_ask(c, HKA_CMD_GROUP_DEL, &hka_set_group, &req, NULL);
}

int hka_group_get(struct hka_client *c, const char *name, struct hka_group *out)
{
	struct hka_group req = { 0 };
	int err = group_name(c, &req, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_GROUP_GET, &hka_set_group, &req, out);
}

int hka_group_dump(struct hka_client *c, struct hka_group **out, unsigned int *n)
{
	struct hka_group req = { 0 };
	void *all;
	int err = hka_ask_all(c, HKA_CMD_GROUP_GET, &hka_set_group, &req, &all, n);

	*out = all;
	return err;
}

/* ---- leases ---- */

int hka_lease_take(struct hka_client *c, const struct hka_lease *req, struct hka_lease *reply)
{
	return hka_ask(c, HKA_CMD_LEASE_TAKE, &hka_set_lease, req, reply);
}

/* Name and cookie of what was taken, and nothing else. */
static int as_holder(struct hka_client *c, int cmd, const struct hka_lease *held)
{
	struct hka_lease req = *held;

	req.has = HKA_HAS(HKA_A_LEASE_NAME) | HKA_HAS(HKA_A_LEASE_COOKIE);
	return hka_ask(c, cmd, &hka_set_lease, &req, NULL);
}

int hka_lease_heartbeat(struct hka_client *c, const struct hka_lease *held)
{
	return as_holder(c, HKA_CMD_LEASE_HEARTBEAT, held);
}

int hka_lease_release(struct hka_client *c, const struct hka_lease *held)
{
	return as_holder(c, HKA_CMD_LEASE_RELEASE, held);
}

static int lease_name(struct hka_client *c, struct hka_lease *req, const char *name)
{
	return set_name(c, &req->has, HKA_A_LEASE_NAME, req->name, HKA_NAME_MAX, name);
}

int hka_lease_end(struct hka_client *c, const char *name, bool force)
{
	struct hka_lease req = { .has = force ? HKA_HAS(HKA_A_LEASE_FORCE) : 0, .force = force };
	int err = lease_name(c, &req, name);

	return err ? err : hka_ask(c, HKA_CMD_LEASE_RELEASE, &hka_set_lease, &req, NULL);
}

int hka_lease_get(struct hka_client *c, const char *name, struct hka_lease *out)
{
	struct hka_lease req = { 0 };
	int err = lease_name(c, &req, name);

	memset(out, 0, sizeof(*out));
	return err ? err : hka_ask(c, HKA_CMD_LEASE_GET, &hka_set_lease, &req, out);
}

int hka_lease_dump(struct hka_client *c, struct hka_lease **out, unsigned int *n)
{
	struct hka_lease req = { 0 };
	void *all = NULL;
	int err = hka_ask_all(c, HKA_CMD_LEASE_GET, &hka_set_lease, &req, &all, n);

	*out = all;
	return err;
}

/* ---- hand-over ---- */

int hka_handover(struct hka_client *c, const struct hka_handover_request *req)
{
	return hka_ask(c, HKA_CMD_HANDOVER, &hka_set_handover, req, NULL);
}

/* ---- maintenance ---- */

int hka_maintenance_set(struct hka_client *c, const struct hka_maintenance_request *req)
{
	return hka_ask(c, HKA_CMD_MAINTENANCE_SET, &hka_set_maintenance, req, NULL);
}

int hka_maintenance_get(struct hka_client *c, struct hka_maintenance_request *out)
{
	struct hka_maintenance_request req = { 0 };

	memset(out, 0, sizeof(*out));
	return hka_ask(c, HKA_CMD_MAINTENANCE_GET, &hka_set_maintenance, &req, out);
}
