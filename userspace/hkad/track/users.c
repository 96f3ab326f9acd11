// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the order of looking: numbers, the files of the host, and then whatever nsswitch.conf(5) names,
 * which may be a server that is gone; that is asked in a thread, and waited for a little.
 */
#include <grp.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config/check.h"
#include "users.h"

#define PATIENCE_S 2

struct question {
	char name[256];
	bool group, known;
	struct user user;
};

static bool local_user(const char *name, struct user *user)
{
	struct passwd *p;
	FILE *f = fopen("/etc/passwd", "re");

	while (f && (p = fgetpwent(f)) && strcmp(p->pw_name, name))
		;
	if (f)
		fclose(f);
	if (!f || !p)
		return false;
	user->uid = p->pw_uid;
	user->gid = p->pw_gid;
	return true;
}

/* The group of that name; or, with a user, the groups that he is in. */
static bool local_groups(const char *group, const char *of, struct user *user)
{
	FILE *f = fopen("/etc/group", "re");
	struct group *g;
	bool found = false;

	while (f && (g = fgetgrent(f))) {
		if (group && !strcmp(g->gr_name, group)) {
			user->gid = g->gr_gid;
			found = true;
			break;
		}
		for (char **m = of ? g->gr_mem : NULL; m && *m; m++)
			if (!strcmp(*m, of) && user->n_groups < USERS_GROUPS_MAX)
				user->groups[user->n_groups++] = g->gr_gid;
	}
	if (f)
		fclose(f);
	return found;
}

static void *ask(void *arg)
{
	struct question *q = arg;
	struct user *u = &q->user;
	int n = USERS_GROUPS_MAX;

	if (q->group) {
		struct group *g = getgrnam(q->name);

		q->known = g;
		u->gid = g ? g->gr_gid : 0;
	} else {
		struct passwd *p = getpwnam(q->name);

		q->known = p;
		u->uid = p ? p->pw_uid : 0;
		u->gid = p ? p->pw_gid : 0;
		if (p && getgrouplist(q->name, u->gid, u->groups, &n) >= 0)
			u->n_groups = (unsigned int)n;
	}
	return q;
}

/* Who does not answer in time knows nothing; what he says later is his own. */
static bool ask_others(const char *name, bool group, struct user *user)
{
	struct question *q = calloc(1, sizeof(*q));
	struct timespec end;
	pthread_t thread;
	bool known;

	if (!q)
		return false;
	snprintf(q->name, sizeof(q->name), "%s", name);
	q->group = group;
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += PATIENCE_S;
	if (pthread_create(&thread, NULL, ask, q)) {
		free(q);
		return false;
	}
	if (pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &end)) {
		pthread_detach(thread);
		return false;
	}
	known = q->known;
	if (known)
		*user = q->user;
	free(q);
	return known;
}

bool user_find(const char *name, bool local, struct user *user)
{
	long long number;

	*user = (struct user){ 0 };
	if (value_int(name, 0, 4294967294LL, &number)) {
		user->uid = (uid_t)number;
		user->gid = (gid_t)number;
	} else if (local_user(name, user) || !strcmp(name, "root")) {
		/* root is 0, whatever a host without such files says. */
		local_groups(NULL, name, user);
	} else {
		return !local && ask_others(name, false, user);
	}
	if (user->n_groups < USERS_GROUPS_MAX)
		user->groups[user->n_groups++] = user->gid;
	return true;
}

bool group_find(const char *name, bool local, gid_t *gid)
{
	struct user user = { 0 };
	long long number;
	bool found = true;

	if (value_int(name, 0, 4294967294LL, &number))
		user.gid = (gid_t)number;
	else
		found = !strcmp(name, "root") || local_groups(name, NULL, &user) ||
			(!local && ask_others(name, true, &user));
	*gid = user.gid;
	return found;
}
