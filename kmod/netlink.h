/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of the netlink family (netlink.c, nl_*.c) offer each other. Requests
 * are validated before anything changes; every refusal names its attribute and says
 * why.
 */
#ifndef _HKA_NETLINK_H
#define _HKA_NETLINK_H

#include <net/genetlink.h>

#include "compat/genl.h"
#include "engine.h"
#include "nl_attr.h"

/* netlink.c */
extern struct genl_family hka_nl_family;
/* Lock the namespace's configuration. NULL while the namespace goes away. */
struct hka_net *hka_nl_config_lock(struct genl_info *info);
/* The router a request names in @attr; hn->mutex held. */
struct hka_vr *hka_nl_vr_named(struct hka_net *hn, struct genl_info *info, int attr);
/* The same without the mutex, with a reference. */
struct hka_vr *hka_nl_vr_get_named(struct genl_info *info, int attr);
/* Answer with a message of at most @size, which @put fills; the reference to @vr is given away. */
int hka_nl_vr_reply(struct genl_info *info, struct hka_vr *vr, u8 cmd, size_t size,
		    int (*put)(struct sk_buff *skb, struct hka_vr *vr));
/*
 * Tell the group config of a change, if anybody listens: begin gives a message to be filled,
 * or NULL; end sends it, or drops it if there was an error.
 */
struct sk_buff *hka_nl_config_begin(struct hka_net *hn, struct genl_info *info, u8 cmd,
				    size_t size);
void hka_nl_config_end(struct hka_net *hn, struct sk_buff *skb, int err);
/* The same of something that has only its name left. */
void hka_nl_config_deleted(struct hka_net *hn, struct genl_info *info, u8 cmd, int attr,
			   const char *name);
/* One message for each router that @match lets through: @put fills it. */
int hka_nl_dump(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd,
		int (*put)(struct sk_buff *skb, struct hka_vr *vr),
		bool (*match)(const struct hka_vr *vr, const struct nlattr *attr),
		const struct nlattr *attr);

/* nl_parse.c */
bool hka_nl_name_valid(const char *name);
/* What a router needs beyond the policy; nothing is created yet. */
int hka_nl_parse_identity(struct genl_info *info, u8 *family, struct hka_fsm_config *cfg);
/* Overlay the request on @s, which holds the present or default settings. */
int hka_nl_parse_settings(struct hka_vr_settings *s, u8 family, const struct hka_fibs *fibs,
			  struct genl_info *info);

/* nl_vip.c */
/* Return: the address list of the request, NULL if it has none, or an error. */
struct hka_vips *hka_nl_parse_vips(struct genl_info *info, u8 family);
bool hka_nl_addr_usable(u8 family, const struct hka_addr *addr);
int hka_nl_put_vips(struct sk_buff *skb, const struct hka_vips *vips);
size_t hka_nl_vips_size(const struct hka_vips *vips);

/* nl_fib.c: routes and rules */
/* Return: all that the router shall have, NULL if nothing is said of them, or an error. */
struct hka_fibs *hka_nl_parse_fibs(const struct hka_fibs *old, u8 family, struct genl_info *info);
int hka_nl_put_fibs(struct sk_buff *skb, const struct hka_fibs *fibs);	/* vr->lock */
size_t hka_nl_fibs_size(const struct hka_fibs *fibs);			/* vr->lock */

/* nl_wire.c: how a router speaks and whom it believes */
/* Set @s to the defaults of the profile that a new router asks for. */
void hka_nl_parse_profile(struct hka_vr_settings *s, struct genl_info *info);
int hka_nl_parse_wire(struct hka_vr_settings *s, u8 family, struct genl_info *info);
/* A usable unicast address of @family. */
int hka_nl_parse_unicast(struct hka_addr *addr, u8 family, const struct nlattr *attr,
			 struct netlink_ext_ack *extack);
/* Whether all of @s goes together. */
int hka_nl_check_wire(const struct hka_vr_settings *s, u8 family, struct genl_info *info);

/* nl_peer.c */
/* Return: the peers of the request, NULL if it has none, or an error. */
struct hka_peers *hka_nl_parse_peers(const struct hka_vr_settings *s, u8 family,
				     struct genl_info *info);
int hka_nl_put_peers(struct sk_buff *skb, const struct hka_vr *vr);	/* vr->lock */
size_t hka_nl_peers_size(const struct hka_vr *vr);			/* vr->lock */
/* nl_hmac.c */
int hka_nl_parse_hmac(struct hka_vr_settings *s, struct genl_info *info);
void hka_nl_drop_settings(struct hka_vr_settings *s);
void hka_nl_drop_hmac(struct hka_vr_settings *s);	/* they are not used after all */
int hka_nl_put_hmac(struct sk_buff *skb, const struct hka_vr *vr);	/* vr->lock */
/* nl_announce.c */
int hka_nl_parse_announce(struct hka_burst_config *cfg, struct genl_info *info);
int hka_nl_put_announce(struct sk_buff *skb, const struct hka_burst_config *cfg);

/* nl_claim.c; vr->lock held. */
int hka_nl_put_claim(struct sk_buff *skb, const struct hka_vr *vr);
int hka_nl_parse_claim(struct hka_fsm_config *cfg, struct genl_info *info);
/* nl_maintenance.c; vr->lock held: what it does to the priority. */
int hka_nl_put_maintenance(struct sk_buff *skb, const struct hka_vr *vr);

/* nl_put.c */
int hka_nl_put_id(struct sk_buff *skb, const struct hka_vr *vr);
int hka_nl_put_vr(struct sk_buff *skb, struct hka_vr *vr);
size_t hka_nl_vr_size(struct hka_vr *vr);

/* nl_group.c; hn->mutex held. */
struct hka_group *hka_nl_group_named(struct hka_net *hn, const struct nlattr *attr,
				     struct netlink_ext_ack *extack);
/* @none: the attribute no-group, which not every command knows; or NULL. */
int hka_nl_parse_membership(struct hka_vr_settings *s, struct hka_net *hn,
			    const struct nlattr *none, struct genl_info *info);

/* nl_demote.c */
/* A line of text; without @attr *@reason stays as it is. */
int hka_nl_parse_reason(const char **reason, const struct nlattr *attr,
			struct netlink_ext_ack *extack);
/* vr->lock held. */
int hka_nl_put_contributions(struct sk_buff *skb, const struct hka_vr *vr);
/* group->lock held: what it adds to each member. */
int hka_nl_put_group_contributions(struct sk_buff *skb, int attr, const struct hka_group *group);
#define HKA_NL_CONTRIBUTION_SIZE	(2 * nla_total_size(0) + \
					 nla_total_size(HKA_NAME_MAX + 1) + \
					 5 * nla_total_size_64bit(8))

/* nl_lease.c */
/*
 * hn->mutex held. Overlay the nest of the request, if it has one, on @tie, which holds the
 * present or default settings. On success the lease in @tie, if any, has one use more.
 */
int hka_nl_parse_tie(struct hka_tie *tie, struct hka_net *hn, struct genl_info *info);
int hka_nl_put_tie(struct sk_buff *skb, const struct hka_tie *tie);	/* vr->lock held */

#endif /* _HKA_NETLINK_H */
