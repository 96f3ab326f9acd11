// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns keepalived's rules of who runs a script, and which may be run. Looks for users, and at the
 * scripts; runs nothing.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/index.h"
#include "config/instance.h"
#include "config/uses.h"
#include "hka-run/protocol.h"
#include "hka-run/secure.h"
#include "tracked.h"

#define DEFAULT_USER "keepalived_script"
#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

struct maker {
	const struct node *globals;
	struct arena *arena;
	struct diags *diags;
	struct index users;		/* those that were found */
	struct user usual;		/* who runs what says nobody */
	bool has_usual;
	bool stranger;			/* somebody is not known: no other host is asked any more */
};

static void say(struct maker *m, enum diag_level level, const struct node *node, unsigned int word, const char *text)
{
	const struct pos pos = node_pos(node, word);

	diag(m->diags, level, &pos, "%s", text);
}

/* ---- users ---- */

/* Each is looked for once. */
static const struct user *find_user(struct maker *m, const char *name)
{
	const struct user *known = index_get(&m->users, name);
	struct user *user;

	if (known)
		return known;
	user = arena_alloc(m->arena, sizeof(*user));
	if (!user_find(name, m->stranger, user)) {
		m->stranger = true;
		return NULL;
	}
	index_add(&m->users, m->arena, name, user);
	return user;
}

/* USER [[:]GROUP] at the @i-th word. */
static bool take_user(struct maker *m, const struct node *node, unsigned int i, struct user *user)
{
	bool all = m->globals && node_find(m->globals, "set_supplementary_groups");
	const struct user *found = find_user(m, node->word[i].text);
	const char *group;

	if (!found) {
		say(m, DIAG_ERROR, node, i, arena_printf(m->arena, "there is no user %s", node->word[i].text));
		return false;
	}
	*user = *found;
	if (i + 1 < node->words) {
		group = node->word[i + 1].text;
		group += *group == ':';
		if (!group_find(group, m->stranger, &user->gid)) {
			m->stranger = true;
			say(m, DIAG_ERROR, node, i + 1, arena_printf(m->arena, "there is no group %s", group));
			return false;
		}
	}
	if (!all) {
		user->groups[0] = user->gid;
		user->n_groups = 1;
	}
	return true;
}

static void find_usual(struct maker *m)
{
	const struct node *node = m->globals ? node_find(m->globals, "script_user") : NULL;

	if (node_value(node)) {
		m->has_usual = take_user(m, node, 1, &m->usual);
		return;
	}
	m->has_usual = true;
	if (user_find(DEFAULT_USER, true, &m->usual))
		return;
	m->usual = (struct user){ .uid = geteuid(), .gid = getegid(), .groups = { getegid() }, .n_groups = 1 };
}

/* ---- programs ---- */

/* A name without a directory is looked for as a shell does. NULL: it is nowhere. */
static const char *find_in_path(struct maker *m, const char *name)
{
	const char *dirs = getenv("PATH");

	for (dirs = dirs && *dirs ? dirs : DEFAULT_PATH; *dirs;) {
		size_t n = strcspn(dirs, ":");
		const char *path = arena_printf(m->arena, "%.*s/%s", (int)n, dirs, name);

		if (*dirs == '/' && !access(path, X_OK))
			return path;
		dirs += n + (dirs[n] == ':');
	}
	return NULL;
}

/* The file that is run: links in its path are resolved, but where the configuration wants that otherwise. */
static const char *resolve(struct maker *m, const struct node *node, const char *path)
{
	const struct node *links = m->globals ? node_find(m->globals, "use_symlink_paths") : NULL;
	bool keep = links && (!node_value(links) || (value_bool(node_value(links), &keep) && keep));
	char real[PATH_MAX];
	struct stat st;

	if (!strchr(path, '/')) {
		const char *found = find_in_path(m, path);

		if (!found) {
			say(m, DIAG_ERROR, node, 1, arena_printf(m->arena, "there is no program %s in PATH", path));
			return NULL;
		}
		path = found;
	} else if (*path != '/') {
		say(m, DIAG_ERROR, node, 1, arena_printf(m->arena, "%s: a script has its path from / on", path));
		return NULL;
	}
	if (stat(path, &st)) {
		say(m, DIAG_WARNING, node, 1, arena_printf(m->arena, "%s: %s; it fails until it is there", path, strerror(errno)));
		return path;
	}
	if (!S_ISREG(st.st_mode) || !(st.st_mode & 0111))
		say(m, DIAG_WARNING, node, 1, arena_printf(m->arena, "%s cannot be executed; it fails until it can", path));
	return !keep && realpath(path, real) ? arena_copy(m->arena, real, strlen(real)) : path;
}

static void check_security(struct maker *m, const struct node *node, struct program *p)
{
	char why[512];

	p->secure = m->globals && node_find(m->globals, "enable_script_security");
	if (p->user.uid || secure_path(p->argv[0], why, sizeof(why)) || !*why)
		return;
	say(m, p->secure ? DIAG_ERROR : DIAG_WARNING, node, 1,
	    arena_printf(m->arena, p->secure ? "root does not run it with enable_script_security: %s" :
			 "root runs it, and not only root can change it: %s; enable_script_security refuses that", why));
}

/*
 * The words of a script, and behind a quoted one whom it names; @user: the line that names him, or NULL.
 * False: it cannot be, which was said.
 */
static bool make_program(struct maker *m, const struct node *node, const struct node *user, struct program *p)
{
	unsigned int n, i, more = node->word[1].quoted ? 0 : node->words - 2;
	size_t size = sizeof(struct run_message) + RUN_GROUPS_MAX * sizeof(uint32_t);
	const char *error, *path;
	char **word = words_split(m->arena, node->word[1].text, &n, &error);

	if (!word || !n)
		return false;
	p->words = n + more;
	p->argv = arena_alloc(m->arena, (p->words + 1) * sizeof(*p->argv));
	memcpy(p->argv, word, n * sizeof(*word));
	for (i = 0; i < more; i++)
		p->argv[n + i] = (char *)node->word[2 + i].text;
	path = resolve(m, node, p->argv[0]);
	if (!path)
		return false;
	p->argv[0] = arena_copy(m->arena, path, strlen(path));
	for (i = 0; i < p->words; i++)
		size += strlen(p->argv[i]) + 1;
	if (size > RUN_MESSAGE_MAX) {
		say(m, DIAG_ERROR, node, 1, "a script with so long arguments is too much");
		return false;
	}
	if (node_value(user) || (node->word[1].quoted && node->words > 2)) {
		if (!take_user(m, node_value(user) ? user : node, node_value(user) ? 1 : 2, &p->user))
			return false;
	} else if (m->has_usual) {
		p->user = m->usual;
	} else {
		return false;
	}
	check_security(m, node, p);
	return true;
}

bool program_equal(const struct program *a, const struct program *b)
{
	const struct user *x = &a->user, *y = &b->user;

	if (a->words != b->words || a->secure != b->secure || x->uid != y->uid || x->gid != y->gid ||
	    x->n_groups != y->n_groups || memcmp(x->groups, y->groups, x->n_groups * sizeof(*x->groups)))
		return false;
	for (unsigned int i = 0; i < a->words; i++)
		if (strcmp(a->argv[i], b->argv[i]))
			return false;
	return true;
}

/* ---- what is tracked ---- */

static void make_script(struct maker *m, struct tracked *t, const struct node *node)
{
	const struct node *script = node_find(node, "script"), *policy = node_find(node, "on_timeout");
	struct tracked_script s = { .node = node, .name = node_value(node) };

	if (!node_value(script) || !make_program(m, script, node_find(node, "user"), &s.program))
		return;
	s.tracker = arena_printf(m->arena, "%s" SCRIPT_SUFFIX, s.name);
	s.interval = (uint64_t)node_number(node, "interval", 1000000);
	s.timeout = (uint64_t)node_number(node, "timeout", (long long)s.interval);
	s.rise = (unsigned int)node_number(node, "rise", 1);
	s.fall = (unsigned int)node_number(node, "fall", 1);
	s.init_fail = node_find(node, "init_fail");
	s.keep = node_value(policy) && !strcmp(node_value(policy), "keep");
	t->scripts[t->n_scripts++] = s;
}

static void make_file(struct maker *m, struct tracked *t, const struct node *node)
{
	const struct node *init = node_find(node, "init_file");
	struct tracked_file f = { .node = node, .name = node_value(node), .path = node_value(node_find(node, "file")) };
	long long value;

	if (!f.path)
		return;
	if (*f.path != '/') {
		say(m, DIAG_ERROR, node_find(node, "file"), 1, "a file has its path from / on");
		return;
	}
	f.tracker = arena_printf(m->arena, "%s" FILE_SUFFIX, f.name);
	f.init = init;
	for (unsigned int i = 1; init && i < init->words; i++) {
		if (!strcmp(init->word[i].text, "overwrite"))
			f.overwrite = true;
		else if (value_int(init->word[i].text, -32768, 32767, &value))
			f.value = (int)value;
		else
			say(m, DIAG_ERROR, init, i, "init_file takes a number from -32768 to 32767, and overwrite");
	}
	t->files[t->n_files++] = f;
}

static unsigned int count(const struct node *root, const char *kind)
{
	unsigned int n = 1;

	for (const struct node *node = root->first; node; node = node->next)
		n += node->keyword && !strcmp(node->keyword->name, kind);
	return n;
}

void tracked_make(struct tracked *t, const struct node *root, struct arena *arena, struct diags *diags)
{
	struct maker m = { .globals = node_find(root, "global_defs"), .arena = arena, .diags = diags };
	struct uses scripts, files;
	const struct node *node;
	bool usual = false;

	*t = (struct tracked){
		.scripts = arena_alloc(arena, count(root, "vrrp_script") * sizeof(*t->scripts)),
		.files = arena_alloc(arena, count(root, "track_file") * sizeof(*t->files)),
	};
	uses_make(&scripts, root, "track_script", arena);
	uses_make(&files, root, "track_file", arena);
	for (node = root->first; node; node = node->next) {
		const char *kind = node->keyword ? node->keyword->name : "", *name = node_value(node);

		if (name && !strcmp(kind, "vrrp_script") && uses_find(&scripts, name, NULL)) {
			if (!usual)
				find_usual(&m);
			usual = true;
			make_script(&m, t, node);
		} else if (name && !strcmp(kind, "track_file") && uses_find(&files, name, NULL)) {
			make_file(&m, t, node);
		}
	}
}
