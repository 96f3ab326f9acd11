// SPDX-License-Identifier: GPL-2.0-or-later
/* How hkad is called and reached: one name, of its lease and its socket. Owns nothing. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "hka.h"

#define LEASE	"hkad"
#define SOCKET	"hka-control/"

int hka_manager_lease(const char *instance, char lease[HKA_NAME_MAX + 1])
{
	int n = snprintf(lease, HKA_NAME_MAX + 1, LEASE "%s%s", instance && *instance ? "." : "", instance ? instance : "");

	return n > HKA_NAME_MAX ? -ENAMETOOLONG : 0;
}

bool hka_manager_is(const char *lease)
{
	size_t len = strlen(LEASE);

	return !strncmp(lease, LEASE, len) && (!lease[len] || lease[len] == '.');
}

unsigned int hka_manager_address(const char *lease, struct sockaddr_un *at)
{
	int n;

	*at = (struct sockaddr_un){ .sun_family = AF_UNIX };
	n = snprintf(at->sun_path + 1, sizeof(at->sun_path) - 1, SOCKET "%s", lease);
	return (unsigned int)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);
}
