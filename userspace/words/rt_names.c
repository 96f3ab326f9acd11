// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the files of names that iproute2 has. Owns nothing; a host without the files
 * knows what every kernel has.
 */
#include "rt_names.h"

#include <dirent.h>
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = {
	[RT_TABLES] = "rt_tables",
	[RT_PROTOS] = "rt_protos",
	[RT_SCOPES] = "rt_scopes",
	[RT_REALMS] = "rt_realms",
	[RT_DSFIELD] = "rt_dsfield",
};

static const struct {
	enum rt_names which;
	const char *name;
	uint32_t number;
} built_in[] = {
	{ RT_TABLES, "default", RT_TABLE_DEFAULT }, { RT_TABLES, "main", RT_TABLE_MAIN },
	{ RT_TABLES, "local", RT_TABLE_LOCAL },
	{ RT_PROTOS, "boot", RTPROT_BOOT }, { RT_PROTOS, "static", RTPROT_STATIC },
	{ RT_PROTOS, "ra", RTPROT_RA }, { RT_PROTOS, "zebra", RTPROT_ZEBRA },
	{ RT_PROTOS, "bird", RTPROT_BIRD }, { RT_PROTOS, "dhcp", RTPROT_DHCP },
	{ RT_PROTOS, "keepalived", RTPROT_KEEPALIVED },
	{ RT_SCOPES, "global", RT_SCOPE_UNIVERSE }, { RT_SCOPES, "site", RT_SCOPE_SITE },
	{ RT_SCOPES, "link", RT_SCOPE_LINK }, { RT_SCOPES, "host", RT_SCOPE_HOST },
	{ RT_SCOPES, "nowhere", RT_SCOPE_NOWHERE },
};

/* What is looked for: a name, or a number whose name goes to @buf. */
struct wanted {
	const char *name;
	uint32_t number;
	char *buf;
	size_t size;
};

/* Returns whether this is it. */
static bool matches(struct wanted *w, const char *name, uint32_t number)
{
	if (w->name) {
		w->number = number;
		return !strcmp(w->name, name);
	}
	if (w->number != number)
		return false;
	snprintf(w->buf, w->size, "%s", name);
	return true;
}

/* Lines are a number and a name; the rest is remarks. */
static bool look_into(const char *path, struct wanted *w)
{
	FILE *f = fopen(path, "re");
	char line[256], name[64];
	uint32_t want = w->number;
	bool found = false;
	int number;

	while (f && !found && fgets(line, sizeof(line), f)) {
		if (sscanf(line, " %i %63s", &number, name) != 2 || *name == '#')
			continue;
		found = matches(w, name, (uint32_t)number);
		if (!found)
			w->number = want;
	}
	if (f)
		fclose(f);
	return found;
}

/* The file, and those of the directory beside it. */
static bool look_below(const char *dir, const char *file, struct wanted *w)
{
	char path[320];
	struct dirent *e;
	bool found;
	DIR *d;

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	found = look_into(path, w);
	snprintf(path, sizeof(path), "%s/%s.d", dir, file);
	d = found ? NULL : opendir(path);
	while (d && !found && (e = readdir(d))) {
		size_t len = strlen(e->d_name);

		if (len <= 5 || strcmp(e->d_name + len - 5, ".conf"))
			continue;
		snprintf(path, sizeof(path), "%s/%s.d/%s", dir, file, e->d_name);
		found = look_into(path, w);
	}
	if (d)
		closedir(d);
	return found;
}

static bool look(enum rt_names which, struct wanted *w)
{
	static const char *const dirs[] = {
		"/etc/iproute2", "/usr/share/iproute2", "/usr/lib/iproute2",
	};
	uint32_t want = w->number;

	for (unsigned int i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		if (look_below(dirs[i], files[which], w))
			return true;
	for (unsigned int i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++) {
		if (built_in[i].which == which &&
		    matches(w, built_in[i].name, built_in[i].number))
			return true;
		w->number = want;
	}
	return false;
}

bool rt_number(enum rt_names which, const char *name, uint32_t max, uint32_t *out)
{
	struct wanted w = { .name = name };
	unsigned long v;
	char *end;

	errno = 0;
	v = strtoul(name, &end, 0);
	if (*name >= '0' && *name <= '9' && !*end) {
		*out = (uint32_t)v;
		return !errno && v <= max;
	}
	if (!look(which, &w) || w.number > max)
		return false;
	*out = w.number;
	return true;
}

const char *rt_name(enum rt_names which, uint32_t number, char *buf, size_t size)
{
	struct wanted w = { .number = number, .buf = buf, .size = size };

	if (!look(which, &w))
		snprintf(buf, size, "%u", number);
	return buf;
}
