// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a router has several of, in text and JSON: addresses, peers and the
 * summands of its priority. Owns the names of their fields.
 */
#include <string.h>
#include <sys/socket.h>

#include "fields.h"
#include "vip_args.h"

static const struct print_field
	field_vips4 = { .key = "virtual-ipv4-addresses" },
	field_vips6 = { .key = "virtual-ipv6-addresses" },
	field_list4 = { .key = "virtual-ipv4-address", .label = "" },
	field_list6 = { .key = "virtual-ipv6-address", .label = "" },
	field_vip4 = { .key = "ipv4-address", .label = "" },
	field_vip6 = { .key = "ipv6-address", .label = "" },
	field_excluded = { .key = "excluded-addresses" },
	field_address = { .key = "address", .label = "" },
	field_plen = { .key = "prefix-length" },
	field_dev = { .key = "interface", .label = "dev" },
	field_scope = { .key = "scope" },
	field_label = { .key = "label" },
	field_broadcast = { .key = "broadcast" },
	field_far_end = { .key = "peer" },
	field_flags = { .key = "flags" },
	field_lifetime = { .key = "preferred-lifetime" },
	field_state = { .key = "state" },
	field_error = { .key = "error" },
	field_removals = { .key = "removals" },
	field_peers = { .key = "unicast-peers" },
	field_ttl_min = { .key = "ttl-min" },
	field_ttl_max = { .key = "ttl-max" },
	field_sent = { .key = "advertisement-sent" },
	field_send_errors = { .key = "send-errors" },
	field_heard = { .key = "last-heard" },
	field_summands = { .key = "priority-contributions" };

/* Words of the flags that are set. */
static void show_flags(struct print *p, uint32_t set)
{
	char text[80] = "";
	const char *name;
	uint32_t flag;

	if (p->json)
		print_array(p, &field_flags);
	for (unsigned int i = 0; (name = vip_flag_name(i, &flag)); i++) {
		size_t used = strlen(text);

		if (!(set & flag))
			continue;
		if (p->json)
			print_str(p, &field_flags, name);
		snprintf(text + used, sizeof(text) - used, "%s%s", used ? "," : "", name);
	}
	if (p->json)
		print_end(p);
	else if (*text)
		print_str(p, &field_flags, text);
}

static void show_scope(struct print *p, uint8_t scope)
{
	const char *name = vip_scope_name(scope);

	if (name)
		print_str(p, &field_scope, name);
	else
		print_uint(p, &field_scope, scope);
}

static void show_vip(struct print *p, const struct hka_vr *vr, const struct hka_vip *vip)
{
	print_object(p, NULL);
	print_ip(p, vip->excluded ? &field_address :
		    vip->address.len == 4 ? &field_vip4 : &field_vip6, &vip->address);
	print_uint(p, &field_plen, vip->prefix_length);
	if (vip->ifname[0] || vr->ifname[0])
		print_str(p, &field_dev, vip->ifname[0] ? vip->ifname : vr->ifname);
	if (vip->has & HKA_HAS(HKA_A_VIP_STATE))
		print_str(p, &field_state, hka_vip_state_name(vip->state));
	if (vip->error)
		print_str(p, &field_error, strerror((int)vip->error));
	if (vip->has & HKA_HAS(HKA_A_VIP_SCOPE))
		show_scope(p, vip->scope);
	if (vip->label[0])
		print_str(p, &field_label, vip->label);
	if (vip->broadcast.len)
		print_ip(p, &field_broadcast, &vip->broadcast);
	if (vip->peer.len)
		print_ip(p, &field_far_end, &vip->peer);
	if (vip->has & HKA_HAS(HKA_A_VIP_FLAGS))
		show_flags(p, vip->flags);
	if (vip->has & HKA_HAS(HKA_A_VIP_PREFERRED_LIFETIME)) {
		if (vip->preferred_lifetime == UINT32_MAX)
			print_str(p, &field_lifetime, "forever");
		else
			print_uint(p, &field_lifetime, vip->preferred_lifetime);
	}
	if (vip->has & HKA_HAS(HKA_A_VIP_REMOVALS))
		print_uint(p, &field_removals, vip->removals);
	print_end(p);
}

static void show_vips(struct print *p, const struct hka_vr *vr, bool excluded)
{
	for (unsigned int i = 0; i < vr->n_vips; i++)
		if (vr->vips[i].excluded == excluded)
			show_vip(p, vr, &vr->vips[i]);
}

static void show_peer(struct print *p, const struct hka_peer *peer)
{
	print_object(p, NULL);
	print_ip(p, &field_address, &peer->address);
	if (peer->has & HKA_HAS(HKA_A_PEER_TTL_MIN))
		print_uint(p, &field_ttl_min, peer->ttl_min);
	if (peer->has & HKA_HAS(HKA_A_PEER_TTL_MAX))
		print_uint(p, &field_ttl_max, peer->ttl_max);
	if (peer->has & HKA_HAS(HKA_A_PEER_SENT))
		print_uint(p, &field_sent, peer->sent);
	if (peer->has & HKA_HAS(HKA_A_PEER_SEND_ERRORS))
		print_uint(p, &field_send_errors, peer->send_errors);
	if (peer->has & HKA_HAS(HKA_A_PEER_LAST_HEARD))
		print_time(p, &field_heard, peer->last_heard);
	print_end(p);
}

void show_summands(struct print *p, const struct hka_summand *s, unsigned int n)
{
	static const struct print_field
		field_kind = { .key = "kind", .label = "" },
		field_summand = { .key = "name", .label = "" },
		field_amount = { .key = "amount" },
		field_holds = { .key = "holds-fault" },
		field_says = { .key = "state" },
		field_left = { .key = "remaining-usec", .label = "remaining" },
		field_of_group = { .key = "of-group" };

	if (!p->json && !n)
		return;
	print_array(p, &field_summands);
	for (; n; n--, s++) {
		print_object(p, NULL);
		print_str(p, &field_kind, hka_contribution_name(s->kind));
		print_str(p, &field_summand, s->name);
		print_int(p, &field_amount, s->amount);
		print_bool(p, &field_holds, s->fault);
		if (s->has & HKA_HAS(HKA_A_CONTRIBUTION_STATE))
			print_str(p, &field_says, hka_track_state_name(s->state));
		if (s->has & HKA_HAS(HKA_A_CONTRIBUTION_REMAINING))
			print_usec(p, &field_left, s->remaining, 1);
		if (s->group)
			print_bool(p, &field_of_group, true);
		print_end(p);
	}
	print_end(p);
}

/* Keys have been given, and so adverts are authenticated. */
static void show_hmac(struct print *p, const struct hka_vr *vr)
{
	static const struct print_field
		field_hmac = { .key = "auth-hmac" },
		field_mode = { .key = "mode" },
		field_active = { .key = "active-key" },
		field_keys = { .key = "keys" },
		field_replay = { .key = "anti-replay" },
		field_window = { .key = "time-window-sec", .label = "time-window" },
		field_skew = { .key = "clock-skew-sec" };
	const struct hka_hmac *h = &vr->hmac;
	char text[4 * 2 * HKA_HMAC_KEYS_MAX + 1] = "";

	print_object(p, &field_hmac);
	print_str(p, &field_mode, hka_hmac_mode_name(h->mode));
	print_uint(p, &field_active, h->active_key);
	if (p->json)
		print_array(p, &field_keys);
	for (unsigned int i = 0; i < vr->n_hmac_keys; i++) {
		size_t used = strlen(text);

		if (p->json)
			print_uint(p, &field_keys, vr->hmac_keys[i].id);
		snprintf(text + used, sizeof(text) - used, "%s%u", used ? "," : "",
			 vr->hmac_keys[i].id);
	}
	if (p->json)
		print_end(p);
	else
		print_str(p, &field_keys, text);
	print_str(p, &field_replay, hka_anti_replay_name(h->anti_replay));
	if (h->has & HKA_HAS(HKA_A_HMAC_TIME_WINDOW))
		print_usec(p, &field_window, UINT64_C(1000000) * h->time_window, 1000000);
	if (h->has & HKA_HAS(HKA_A_HMAC_SKEW))
		print_int(p, &field_skew, h->skew);
	print_end(p);
}

void show_lists(struct print *p, const struct hka_vr *vr)
{
	bool v4 = vr->family != AF_INET6;
	unsigned int excluded = 0;

	for (unsigned int i = 0; i < vr->n_vips; i++)
		excluded += vr->vips[i].excluded;
	if (p->json || excluded < vr->n_vips) {
		print_object(p, v4 ? &field_vips4 : &field_vips6);
		print_array(p, v4 ? &field_list4 : &field_list6);
		show_vips(p, vr, false);
		print_end(p);
		print_end(p);
	}
	if (excluded) {
		print_array(p, &field_excluded);
		show_vips(p, vr, true);
		print_end(p);
	}
	if (vr->n_hmac_keys)
		show_hmac(p, vr);
	if (vr->n_peers) {
		print_array(p, &field_peers);
		for (unsigned int i = 0; i < vr->n_peers; i++)
			show_peer(p, &vr->peers[i]);
		print_end(p);
	}
	show_routes(p, vr);
	show_summands(p, vr->summands, vr->n_summands);
}
