/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Users and groups by their names, without waiting for a directory that does not answer. */
#ifndef HKAD_USERS_H
#define HKAD_USERS_H

#include <stdbool.h>
#include <sys/types.h>

#define USERS_GROUPS_MAX 64

struct user {
	uid_t uid;
	gid_t gid;
	gid_t groups[USERS_GROUPS_MAX];	/* the supplementary ones, and gid */
	unsigned int n_groups;
};

/* A name or a number. False: nobody knows him. @local: it is enough to look into the files of the host. */
bool user_find(const char *name, bool local, struct user *user);
bool group_find(const char *name, bool local, gid_t *gid);

#endif
