/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether keepalived, or something else, speaks VRRP in the network namespace. */
#ifndef HKAD_BESIDE_H
#define HKAD_BESIDE_H

#include <stdbool.h>
#include <sys/types.h>

struct beside {
	bool speaks;		/* a process has a socket for VRRP */
	pid_t pid;		/* it; 0: it is not to be seen */
	char name[64];
	bool keepalived;	/* it is one, or one that may be it */
};

/* @netns: NULL for our own. Return: 0 or -errno. */
int beside_look(struct beside *b, const char *netns);

#endif
