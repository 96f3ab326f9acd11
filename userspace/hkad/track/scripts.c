// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns when a script runs, and how its results count. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "hka-run/protocol.h"
#include "scripts.h"

struct script {
	struct script *next;
	struct scripts *of;
	const struct tracked_script *what;
	char name[HKA_NAME_MAX + 1];
	uv_timer_t timer;
	int entry;		/* of the runner; -1 */
	uint32_t run;		/* that is under way; 0 */
	bool late;		/* its time is up, and it is still there */
	bool started;
	bool known;		/* there is a result */
	bool silent;		/* that it cannot run was said */
	unsigned int count;	/* as keepalived's: from rise on it is good; at most rise + fall - 1 */
};

static bool is_good(const struct script *s)
{
	return s->count >= s->what->rise;
}

static void set_good(struct script *s, bool good)
{
	s->count = good ? s->what->rise + s->what->fall - 1 : 0;
	s->known = true;
}

static void tell(struct script *s)
{
	struct hka_track req = {
		.has = HKA_HAS(HKA_A_TRACK_NAME) | HKA_HAS(HKA_A_TRACK_STATE),
		.state = is_good(s) ? HKA_TRACK_STATE_UP : HKA_TRACK_STATE_DOWN,
	};

	snprintf(req.name, sizeof(req.name), "%s", s->what->tracker);
	if (hka_track_set(s->of->client, &req))
		log_say(s->of->log, LOG_ERR, "script %s: %s", s->name, hka_error(s->of->client));
}

/* ---- results ---- */

/* @how: in words. */
static void count(struct script *s, bool success, const char *how)
{
	const unsigned int rise = s->what->rise, most = rise + s->what->fall - 1;
	const bool before = s->known && is_good(s), first = !s->known;

	if (first && !s->what->init_fail)
		set_good(s, success);
	else if (success)
		s->count = s->count + 1 >= rise ? most : s->count + 1;
	else
		s->count = s->count > rise ? s->count - 1 : 0;
	s->known = true;
	if (!first && before == is_good(s))
		return;
	log_say(s->of->log, is_good(s) ? LOG_INFO : LOG_WARNING, "script %s is %s: %s", s->name,
		is_good(s) ? "good" : "bad", how);
	tell(s);
}

static void count_timeout(struct script *s)
{
	if (s->what->keep)
		log_say(s->of->log, LOG_WARNING, "script %s takes longer than it may; that does not count", s->name);
	else
		count(s, false, "it takes longer than it may");
}

/* What the host, or hka-run, could not do says nothing of what the script looks at. */
static void cannot(struct script *s, const char *why)
{
	if (!s->silent)
		log_say(s->of->log, LOG_ERR, "script %s cannot be run, its result stays: %s", s->name, why);
	s->silent = true;
}

static void on_told(void *arg, const struct run_result_told *result)
{
	struct script *s = arg;
	char how[64];

	if (result->result != RUN_FAILED)
		s->silent = false;
	switch (result->result) {
	case RUN_EXITED:
		snprintf(how, sizeof(how), "exit status %d", result->value);
		count(s, !result->value, how);
		return;
	case RUN_KILLED:
		snprintf(how, sizeof(how), "killed by signal %d", result->value);
		count(s, false, how);
		return;
	case RUN_TIMEOUT:
		s->late = true;
		count_timeout(s);
		return;
	case RUN_REFUSED:
		count(s, false, result->why);
		return;
	default:
		cannot(s, result->value ? strerror(result->value) : "hka-run is lost");
		return;
	}
}

static void on_gone(void *arg)
{
	struct script *s = arg;

	s->run = 0;
	s->late = false;
}

static void on_interval(uv_timer_t *timer)
{
	static const struct runner_run run = { .told = on_told, .gone = on_gone };
	struct script *s = timer->data;
	struct runner_run mine = run;

	mine.arg = s;
	if (s->run) {
		/* Two of it never run; one that does not go is as bad as another one that takes too long. */
		if (s->late)
			count_timeout(s);
		return;
	}
	if (s->entry < 0)
		s->entry = runner_add(&s->of->runner, &s->what->program);
	s->run = s->entry < 0 ? 0 : runner_start(&s->of->runner, s->entry, s->what->timeout, &mine);
	if (!s->run)
		cannot(s, "there is no hka-run");
}

/* ---- which there are ---- */

static uint64_t interval_ms(const struct script *s)
{
	return (s->what->interval + 999) / 1000;
}

/* What runs is of a script that is no more. */
static void forget_program(struct script *s)
{
	if (s->run)
		runner_end(&s->of->runner, s->run);
	runner_forget(&s->of->runner, s->entry);
	s->run = 0;
	s->late = false;
	s->entry = -1;
}

static void free_script(uv_handle_t *handle)
{
	free(handle->data);
}

static void drop(struct script *s)
{
	forget_program(s);
	uv_close((uv_handle_t *)&s->timer, free_script);
}

/* It has a state by the old numbers, and has it by the new ones. */
static void renew(struct script *s, const struct tracked_script *what)
{
	const struct tracked_script *old = s->what;
	bool good = s->known && is_good(s), same = program_equal(&old->program, &what->program);

	if (!same)
		forget_program(s);
	else if (s->entry >= 0)
		runner_move(&s->of->runner, s->entry, &what->program);
	s->what = what;
	if (s->known && (old->rise != what->rise || old->fall != what->fall))
		set_good(s, good);
	if (s->started && (!same || old->interval != what->interval))
		uv_timer_start(&s->timer, on_interval, same ? interval_ms(s) : 0, interval_ms(s));
}

static void add(struct scripts *all, const struct tracked_script *what)
{
	struct script *s = calloc(1, sizeof(*s));

	if (!s) {
		log_say(all->log, LOG_ERR, "script %s: %s", what->name, strerror(ENOMEM));
		return;
	}
	s->of = all;
	s->what = what;
	s->entry = -1;
	snprintf(s->name, sizeof(s->name), "%s", what->name);
	uv_timer_init(all->loop, &s->timer);
	s->timer.data = s;
	s->next = all->first;
	all->first = s;
}

static struct script *find(const struct scripts *all, const char *name)
{
	struct script *s = all->first;

	while (s && strcmp(s->name, name))
		s = s->next;
	return s;
}

static const struct tracked_script *find_new(const struct tracked *t, const char *name)
{
	for (unsigned int i = 0; i < t->n_scripts; i++)
		if (!strcmp(t->scripts[i].name, name))
			return &t->scripts[i];
	return NULL;
}

void scripts_apply(struct scripts *all, const struct tracked *t)
{
	for (struct script **at = &all->first, *s; (s = *at);) {
		const struct tracked_script *what = find_new(t, s->name);

		if (what) {
			renew(s, what);
			at = &s->next;
		} else {
			*at = s->next;
			drop(s);
		}
	}
	for (unsigned int i = 0; i < t->n_scripts; i++)
		if (!find(all, t->scripts[i].name))
			add(all, &t->scripts[i]);
}

/* What an earlier hkad told the kernel goes on to count. */
static void see(struct script *s, const struct hka_track *now)
{
	const bool up = now->state == HKA_TRACK_STATE_UP;

	if (!s->known && (up || now->state == HKA_TRACK_STATE_DOWN))
		set_good(s, up);
	else if (s->known && (up || now->state == HKA_TRACK_STATE_DOWN ? is_good(s) != up : true))
		tell(s);
}

void scripts_tell(struct scripts *all)
{
	struct hka_track *tracks = NULL;
	unsigned int n = 0;

	if (!all->first)
		return;
	if (hka_track_dump(all->client, &tracks, &n))
		log_say(all->log, LOG_ERR, "scripts: %s", hka_error(all->client));
	for (struct script *s = all->first; s; s = s->next) {
		for (unsigned int i = 0; i < n; i++)
			if (!strcmp(tracks[i].name, s->what->tracker))
				see(s, &tracks[i]);
		if (!s->started)
			uv_timer_start(&s->timer, on_interval, 0, interval_ms(s));
		s->started = true;
	}
	hka_tracks_free(tracks, n);
}

void scripts_init(struct scripts *all, struct log *log, struct hka_client *client, uv_loop_t *loop, const char *netns)
{
	*all = (struct scripts){ .log = log, .client = client, .loop = loop };
	runner_init(&all->runner, log, loop, netns);
}

void scripts_close(struct scripts *all)
{
	if (!all->log)
		return;
	while (all->first) {
		struct script *s = all->first;

		all->first = s->next;
		drop(s);
	}
	runner_close(&all->runner);
}
