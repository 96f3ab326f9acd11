// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns which directories are watched, and what was read. A file is watched by its directory: it may be
 * written, replaced, removed and made again.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

#define LOOK_MS	1000
#define LOWEST	(-32768)
#define HIGHEST	32767
#define WATCHED	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

/* What is being read; in a thread. It may outlive the file that it is for. */
struct reading {
	uv_work_t work;
	struct file *file;	/* NULL: nobody wants it any more */
	char path[PATH_MAX];
	bool make, overwrite;
	int value;		/* to make it with; then what was read */
	int error;		/* an errno; ENOENT is none */
	int watched;		/* what inotify said of the directory */
	int notify;
};

struct file {
	struct file *next;
	struct files *of;
	const struct tracked_file *what;
	char name[HKA_NAME_MAX + 1];
	char path[PATH_MAX];
	int watch;		/* of its directory; -1 */
	struct reading *reading;
	bool again;		/* it may have changed since the reading began */
	bool made;		/* as init_file wants it */
	bool known, there;	/* the value is what was read; the tracker is in the kernel */
	int value, error;
};

/* ---- the kernel ---- */

static void tell(struct file *f)
{
	struct hka_track req = {
		.has = HKA_HAS(HKA_A_TRACK_NAME) | HKA_HAS(HKA_A_TRACK_VALUE), .value = f->value,
	};

	if (!f->known || !f->there)
		return;
	snprintf(req.name, sizeof(req.name), "%s", f->what->tracker);
	if (hka_track_set(f->of->client, &req))
		log_say(f->of->log, LOG_ERR, "file %s: %s", f->name, hka_error(f->of->client));
}

/* ---- in a thread ---- */

static int make(const struct reading *r)
{
	int fd = open(r->path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | (r->overwrite ? O_TRUNC : O_EXCL), 0644);
	char text[16];
	int err = 0, len;

	if (fd < 0)
		return errno == EEXIST ? 0 : errno;
	len = snprintf(text, sizeof(text), "%d\n", r->value);
	if (write(fd, text, (size_t)len) != len)
		err = errno;
	close(fd);
	return err;
}

/* As keepalived reads it: the number that it begins with, and 0 if it begins with none. */
static void read_file(struct reading *r)
{
	int fd = open(r->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char text[64];
	struct stat st;
	ssize_t n = 0;
	long value;

	r->value = 0;
	if (fd < 0) {
		r->error = errno == ENOENT || errno == ENOTDIR ? 0 : errno;
		return;
	}
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		r->error = EINVAL;
	else
		n = read(fd, text, sizeof(text) - 1);
	if (n < 0)
		r->error = errno;
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	value = strtol(text, NULL, 10);
	r->value = value < LOWEST ? LOWEST : value > HIGHEST ? HIGHEST : (int)value;
}

static void work(uv_work_t *req)
{
	struct reading *r = req->data;
	char dir[PATH_MAX], *slash;

	if (r->make)
		r->error = make(r);
	snprintf(dir, sizeof(dir), "%s", r->path);
	slash = strrchr(dir, '/');
	slash[slash == dir] = '\0';
	/* Before it is read: what changes after that is told. */
	r->watched = inotify_add_watch(r->notify, dir, WATCHED);
	if (!r->error)
		read_file(r);
}

/* ---- readings ---- */

static void look(struct file *f);

static void after(uv_work_t *req, int status)
{
	struct reading *r = req->data;
	struct file *f = r->file;
	bool changed;

	if (!f || status) {
		if (f)
			f->reading = NULL;
		free(r);
		return;
	}
	f->reading = NULL;
	f->watch = r->watched;
	if (r->error && r->error != f->error)
		log_say(f->of->log, LOG_ERR, "file %s: %s: %s; its number stays", f->name, f->path, strerror(r->error));
	f->error = r->error;
	changed = !r->error && (!f->known || f->value != r->value);
	if (changed) {
		log_say(f->of->log, LOG_INFO, "file %s has the number %d", f->name, r->value);
		f->value = r->value;
		f->known = true;
		tell(f);
	}
	free(r);
	if (f->again)
		look(f);
}

/* Soon its number is known. */
static void look(struct file *f)
{
	struct reading *r;

	f->again = f->reading;
	if (f->reading)
		return;
	r = calloc(1, sizeof(*r));
	if (!r)
		return;
	memcpy(r->path, f->path, sizeof(r->path));
	r->work.data = r;
	r->file = f;
	r->notify = f->of->notify;
	r->make = f->what->init && !f->made;
	r->overwrite = f->what->overwrite;
	r->value = f->what->value;
	f->made = true;
	f->reading = r;
	if (!uv_queue_work(f->of->loop, &r->work, work, after))
		return;
	f->reading = NULL;
	free(r);
}

/* A link that is replaced has another name than the file that it leads to. */
static bool concerns(const struct file *f, const struct inotify_event *e)
{
	if (e->mask & IN_Q_OVERFLOW)
		return true;
	return e->wd == f->watch && (!e->len || e->mask & IN_MOVED_TO || !strcmp(e->name, strrchr(f->path, '/') + 1));
}

static void on_notify(uv_poll_t *poll, int status, int events)
{
	struct files *all = poll->data;
	union {
		struct inotify_event align;
		char bytes[16384];
	} in;
	ssize_t n = read(all->notify, in.bytes, sizeof(in.bytes));

	(void)status;
	(void)events;
	for (ssize_t at = 0; at + (ssize_t)sizeof(struct inotify_event) <= n;) {
		const struct inotify_event *e = (const void *)(in.bytes + at);

		for (struct file *f = all->first; f; f = f->next)
			if (concerns(f, e))
				look(f);
		at += (ssize_t)(sizeof(*e) + e->len);
	}
}

/* Directories that are not there yet, and files that could not be read. */
static void on_look(uv_timer_t *timer)
{
	struct files *all = timer->data;

	for (struct file *f = all->first; f; f = f->next)
		if (f->watch < 0 || f->error)
			look(f);
}

/* ---- which there are ---- */

static void drop(struct file *f)
{
	const struct file *other = f->of->first;

	while (other && (other == f || other->watch != f->watch))
		other = other->next;
	if (!other && f->watch >= 0)
		inotify_rm_watch(f->of->notify, f->watch);
	if (f->reading)
		f->reading->file = NULL;
	free(f);
}

static void add(struct files *all, const struct tracked_file *what)
{
	struct file *f = calloc(1, sizeof(*f));

	if (!f) {
		log_say(all->log, LOG_ERR, "file %s: %s", what->name, strerror(ENOMEM));
		return;
	}
	f->of = all;
	f->what = what;
	f->watch = -1;
	snprintf(f->name, sizeof(f->name), "%s", what->name);
	snprintf(f->path, sizeof(f->path), "%s", what->path);
	f->next = all->first;
	all->first = f;
	look(f);
}

static const struct tracked_file *find_new(const struct tracked *t, const struct file *f)
{
	for (unsigned int i = 0; i < t->n_files; i++)
		if (!strcmp(t->files[i].name, f->name) && !strcmp(t->files[i].path, f->path))
			return &t->files[i];
	return NULL;
}

static bool is_there(const struct files *all, const struct tracked_file *what)
{
	const struct file *f = all->first;

	while (f && f->what != what)
		f = f->next;
	return f;
}

void files_apply(struct files *all, const struct tracked *t)
{
	if (all->notify < 0)
		return;
	for (struct file **at = &all->first, *f; (f = *at);) {
		f->what = find_new(t, f);
		if (f->what) {
			at = &f->next;
		} else {
			*at = f->next;
			drop(f);
		}
	}
	for (unsigned int i = 0; i < t->n_files; i++)
		if (!is_there(all, &t->files[i]))
			add(all, &t->files[i]);
	if (all->first)
		uv_timer_start(&all->look, on_look, LOOK_MS, LOOK_MS);
	else
		uv_timer_stop(&all->look);
}

void files_tell(struct files *all)
{
	struct hka_track *tracks = NULL;
	unsigned int n = 0;

	if (!all->first)
		return;
	if (hka_track_dump(all->client, &tracks, &n))
		log_say(all->log, LOG_ERR, "files: %s", hka_error(all->client));
	for (struct file *f = all->first; f; f = f->next) {
		bool same = false;

		for (unsigned int i = 0; i < n; i++)
			same |= !strcmp(tracks[i].name, f->what->tracker) && tracks[i].state == HKA_TRACK_STATE_VALUE &&
				tracks[i].value == f->value;
		f->there = true;
		if (!same)
			tell(f);
	}
	hka_tracks_free(tracks, n);
}

void files_init(struct files *all, struct log *log, struct hka_client *client, uv_loop_t *loop)
{
	*all = (struct files){ .log = log, .client = client, .loop = loop };
	all->notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (all->notify < 0) {
		log_say(log, LOG_ERR, "files cannot be tracked: %s", strerror(errno));
		return;
	}
	uv_timer_init(loop, &all->look);
	all->look.data = all;
	uv_poll_init(loop, &all->poll, all->notify);
	all->poll.data = all;
	uv_poll_start(&all->poll, UV_READABLE, on_notify);
}

void files_close(struct files *all)
{
	if (!all->log || all->notify < 0)
		return;
	while (all->first) {
		struct file *f = all->first;

		all->first = f->next;
		drop(f);
	}
	uv_close((uv_handle_t *)&all->look, NULL);
	/* The descriptor goes with the process: a thread may use it still. */
	uv_close((uv_handle_t *)&all->poll, NULL);
	all->notify = -1;
}
