// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what an instance's keywords mean together; pure. */
#include <string.h>

#include "check.h"
#include "instance.h"

const char *node_value(const struct node *node)
{
	return node && node->words > 1 ? node->word[1].text : NULL;
}

bool instance_is_v6(const struct node *instance)
{
	const struct node *vips = node_find(instance, "virtual_ipaddress");
	const struct node *peers = node_find(instance, "unicast_peer");

	if (vips && vips->first)
		return strchr(vips->first->word[0].text, ':');
	if (peers && peers->first)
		return strchr(peers->first->word[0].text, ':');
	return node_find(instance, "native_ipv6");
}

bool instance_is_v3(const struct node *instance, const struct node *globals)
{
	const char *version = node_value(node_find(instance, "version"));

	if (!version && instance_is_v6(instance))
		return true;
	if (!version && globals)
		version = node_value(node_find(globals, "vrrp_version"));
	return version && !strcmp(version, "3");
}

bool instance_is_master(const struct node *instance)
{
	const char *state = node_value(node_find(instance, "state"));

	return state && !strcmp(state, "MASTER");
}

bool instance_is_owner(const struct node *instance)
{
	const char *priority = node_value(node_find(instance, "priority"));

	return priority ? !strcmp(priority, "255") : instance_is_master(instance);
}

bool manager_after(const struct node *manager_lost, long long *us)
{
	unsigned int i;

	for (i = 2; manager_lost && i + 1 < manager_lost->words; i++)
		if (!strcmp(manager_lost->word[i].text, "after") && value_time(manager_lost->word[i + 1].text, us))
			return true;
	return false;
}
