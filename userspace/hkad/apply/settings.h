/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a router is set to, in one form: of a request, in which settings are missing that have
 * their defaults, and of the kernel's answer, in which there is more than settings. After it
 * two of them are alike if, and only if, the router is as the request wants it.
 */
#ifndef HKAD_SETTINGS_H
#define HKAD_SETTINGS_H

#include "hka.h"

/* What a request and an answer can differ in, and hka_vr_set() can change. */
extern const uint64_t settings_vr;

/* @vr: name, device, VRID and family are there. Members it has not marked become their defaults. */
void settings_settle(struct hka_vr *vr);
/* The same of trackers and groups. */
void settings_settle_track(struct hka_track *track);
void settings_settle_group(struct hka_group *group);

/*
 * Are the two one router, which a change leaves alone? What identifies one is fixed in the
 * kernel: device, VRID, family, protocol, group or, for a unicast one, its source.
 */
bool settings_same_router(const struct hka_vr *a, const struct hka_vr *b);
/* Can only one of the two be on this host? */
bool settings_clash(const struct hka_vr *a, const struct hka_vr *b);

/*
 * What changes @have to @want, both settled, as a request: false if nothing does. Lists are
 * @want's: the request is not to be cleared. @secrets: send them, as nobody knows those it has.
 */
bool settings_change(const struct hka_vr *want, const struct hka_vr *have, bool secrets,
		     struct hka_vr *req);

/*
 * The keys of a request that has some: @want's, and the others of @have to forget. @out has room
 * for all of both; the keys are the caller's, @want's bytes of them a copy.
 */
unsigned int settings_keys(const struct hka_vr *want, const struct hka_vr *have,
			   struct hka_hmac_key *out);

#endif
