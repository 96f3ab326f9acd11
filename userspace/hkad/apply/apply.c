// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the plan that is under way. */
#include <errno.h>
#include <uv.h>

#include "apply.h"

static uint64_t now_us(void)
{
	return uv_hrtime() / 1000;
}

void apply_drop(struct apply *a)
{
	plan_free(&a->plan);
	a->at = 0;
	a->failed = 0;
}

/* Return: 0, or -ENOMEM. */
static int make_plan(struct apply *a, struct wanted *w, const struct present *present, struct diags *diags)
{
	jmp_buf out;
	int err;

	/* What is wrong is of another arena. */
	a->plan.arena.out = &out;
	if (diags)
		diags->arena->out = &out;
	err = setjmp(out) ? -ENOMEM : 0;
	if (err)
		plan_free(&a->plan);
	else if (w)
		plan_make(&a->plan, w, present, a->lease, diags);
	else
		plan_release(&a->plan, present, a->lease);
	a->plan.arena.out = NULL;
	if (diags)
		diags->arena->out = NULL;
	return err;
}

int apply_begin(struct apply *a, struct wanted *w, struct diags *diags)
{
	unsigned int errors = diags ? diags->count[DIAG_ERROR] : 0;
	struct present present;
	int err;

	apply_drop(a);
	err = present_read(&present, a->client);
	if (!err)
		err = make_plan(a, w, &present, diags);
	present_free(&present);
	if (!err && diags && diags->count[DIAG_ERROR] != errors)
		err = -EEXIST;
	return err;
}

static void one(struct apply *a)
{
	const struct step *s = &a->plan.step[a->at++];
	int err = step_run(s, a->client);
	const char *error;

	/* Somebody was faster. */
	if (!err || (err == -ENOENT && step_deletes(s))) {
		log_say(a->log, LOG_DEBUG, "%s %s", step_what(s), s->name);
		if (s->tells)
			s->tells->told = true;
		return;
	}
	error = hka_error(a->client);
	a->failed++;
	if (s->node)
		log_say(a->log, LOG_ERR, "%s:%u: %s %s: %s", s->node->pos.file, s->node->pos.line,
			step_what(s), s->name, error);
	else
		log_say(a->log, LOG_ERR, "%s %s: %s", step_what(s), s->name, error);
}

bool apply_some(struct apply *a, uint64_t us)
{
	uint64_t end = now_us() + us;

	while (a->at < a->plan.n && now_us() < end)
		one(a);
	return a->at < a->plan.n;
}
