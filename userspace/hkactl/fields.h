/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields that several commands print. JSON keys are those of ietf-vrrp (RFC
 * 8347) where it has the leaf.
 */
#ifndef HKACTL_FIELDS_H
#define HKACTL_FIELDS_H

#include "print.h"

extern const struct print_field field_name, field_id, field_interface, field_vrid, field_family,
	field_priority, field_fault;

const char *family_name(unsigned int family);
enum print_color state_color(unsigned int state);
bool ip_is_any(const struct hka_ip *ip);
const char *text_vmac(char *buf, size_t size, const struct hka_vr *vr);
/* Counters and drop reasons, as an object "statistics". */
void show_statistics(struct print *p, const struct hka_stats *s);
/* Addresses, peers and summands of a router. */
void show_lists(struct print *p, const struct hka_vr *vr);
/* Routes and rules of a router. */
void show_routes(struct print *p, const struct hka_vr *vr);
/* One as ip(8) has it; to be freed, or NULL. */
char *route_text(const struct hka_route *r);
char *rule_text(const struct hka_rule *r);
void show_summands(struct print *p, const struct hka_summand *s, unsigned int n);
/* Everything about one router. @stats may be NULL. */
void show_vr(struct print *p, const struct hka_vr *vr, const struct hka_stats *stats);
/* One notice of the kernel, as an object; in text with a time, and with all it tells. */
void show_notice(struct print *p, const struct hka_notice *n, bool timestamp, bool details);

#endif /* HKACTL_FIELDS_H */
