// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the rule. Looks at files, and changes nothing. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "secure.h"

/* In a sticky directory nobody can replace what is root's. */
static const char *unsafe(const struct stat *st)
{
	bool sticky = S_ISDIR(st->st_mode) && st->st_mode & S_ISVTX;

	if (st->st_uid)
		return "is not root's";
	if (!sticky && st->st_mode & S_IWOTH)
		return "can be written by anybody";
	if (!sticky && st->st_mode & S_IWGRP && st->st_gid)
		return "can be written by a group that is not root's";
	return NULL;
}

bool secure_path(const char *path, char *error, size_t size)
{
	char real[PATH_MAX], *end;
	const char *why;
	struct stat st;

	*error = '\0';
	if (!realpath(path, real)) {
		if (errno != ENOENT && errno != ENOTDIR)
			snprintf(error, size, "%s: %s", path, strerror(errno));
		return false;
	}
	for (;;) {
		if (stat(*real ? real : "/", &st)) {
			snprintf(error, size, "%s: %s", real, strerror(errno));
			return false;
		}
		why = unsafe(&st);
		if (why) {
			snprintf(error, size, "%s %s", *real ? real : "/", why);
			return false;
		}
		end = strrchr(real, '/');
		if (!end)
			return true;
		*end = '\0';
	}
}
