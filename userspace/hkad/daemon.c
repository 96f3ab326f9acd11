// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the event loop, the lease and the configuration in force. The kernel is asked and told
 * from here only, a few steps at a time, so that no heartbeat waits for a long change.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "apply/apply.h"
#include "config/instance.h"
#include "daemon.h"

#define BEAT_MS		1000
#define SLICE_US	20000	/* of steps between two looks at everything else */
#define LEASE		"hkad"

/* A configuration, and what comes of it for the kernel. */
struct state {
	struct configuration conf;
	struct wanted wanted;
};

struct daemon {
	const struct options *options;
	const struct load *from;
	struct log log;
	uv_loop_t loop;
	uv_signal_t term, interrupt, hangup;
	uv_timer_t beat;
	uv_idle_t work;			/* runs while a plan is under way */
	struct hka_client *client;
	struct hka_lease held;
	long long grace;		/* of the lease, in microseconds; 0: the usual one */
	struct state *now;		/* in force; NULL: nothing was ever right */
	struct apply apply;
	bool stopping;
	int status;			/* to exit with */
};

/* ---- configurations ---- */

static void state_free(struct state *s)
{
	if (!s)
		return;
	wanted_free(&s->wanted);
	configuration_free(&s->conf);
	free(s);
}

/* Never NULL; state_good() tells whether there is an error in it. */
static struct state *state_load(const struct load *from)
{
	struct state *s = calloc(1, sizeof(*s));
	struct configuration *c = &s->conf;

	if (!s)
		abort();	/* as an arena does */
	if (configuration_load(c, from))
		wanted_make(&s->wanted, commands_make(c->root, &c->arena, &c->diags), LEASE, &c->diags);
	return s;
}

static bool state_good(const struct state *s)
{
	return !s->conf.diags.count[DIAG_ERROR];
}

/* ---- the kernel ---- */

static void end(struct daemon *d, int status)
{
	d->status = status;
	uv_stop(&d->loop);
}

/* How long it may be gone is what the configuration said at the start. */
static int take_lease(struct daemon *d)
{
	struct hka_lease req = { .has = HKA_HAS(HKA_A_LEASE_NAME), .name = LEASE };

	if (d->grace) {
		req.has |= HKA_HAS(HKA_A_LEASE_GRACE);
		req.grace = (uint64_t)d->grace;
	}
	return hka_lease_take(d->client, &req, &d->held);
}

static void finished(struct daemon *d)
{
	uv_idle_stop(&d->work);
	if (d->stopping) {
		if (hka_lease_release(d->client, &d->held))
			log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
		log_say(&d->log, LOG_INFO, "stopped");
		end(d, d->apply.failed ? EXIT_FAILURE : EXIT_SUCCESS);
		return;
	}
	if (d->apply.failed)
		log_say(&d->log, LOG_ERR, "%u of %u changes were refused", d->apply.failed, d->apply.plan.n);
	else
		log_say(&d->log, LOG_INFO, "%u routers as configured; %u changes", d->now->wanted.n_vrs,
			d->apply.plan.n);
	apply_drop(&d->apply);
}

static void on_work(uv_idle_t *idle)
{
	struct daemon *d = idle->data;

	if (!apply_some(&d->apply, SLICE_US))
		finished(d);
}

/* Begin to make the kernel as @s says, or to release all where it is NULL. False: words are in the log. */
static bool begin(struct daemon *d, struct state *s)
{
	int err = apply_begin(&d->apply, s ? &s->wanted : NULL, s ? &s->conf.diags : NULL);

	if (err && err != -EEXIST)
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
	if (!err)
		uv_idle_start(&d->work, on_work);
	else
		uv_idle_stop(&d->work);
	return !err;
}

/* The configuration in force once more: somebody else may have changed what there is. */
static void again(struct daemon *d)
{
	if (d->now)
		begin(d, d->now);
}

static void on_beat(uv_timer_t *timer)
{
	struct daemon *d = timer->data;

	if (!hka_lease_heartbeat(d->client, &d->held))
		return;
	log_say(&d->log, LOG_WARNING, "the lease is lost: %s", hka_error(d->client));
	if (take_lease(d)) {
		log_say(&d->log, LOG_ERR, "the routers stay as they are, without this hkad: %s",
			hka_error(d->client));
		end(d, EXIT_FAILURE);
		return;
	}
	log_say(&d->log, LOG_INFO, "the lease is held again");
	if (!d->stopping)
		again(d);
}

/* ---- what it is told ---- */

static void reload(struct daemon *d)
{
	struct state *next = state_load(d->from);
	bool good = state_good(next);

	if (good && d->now)
		wanted_remember(&next->wanted, &d->now->wanted);
	/* What is under way ends here: the plan is made of what there is. */
	if (good)
		good = begin(d, next);
	log_diags(&d->log, &next->conf.diags);
	if (good) {
		state_free(d->now);
		d->now = next;
		return;
	}
	log_say(&d->log, LOG_ERR, "the configuration is refused; nothing changes");
	state_free(next);
	again(d);
}

static void on_hangup(uv_signal_t *signal, int number)
{
	struct daemon *d = signal->data;

	(void)number;
	if (d->stopping)
		return;
	log_say(&d->log, LOG_INFO, "reading %s again", d->from->path);
	reload(d);
}

static void on_end(uv_signal_t *signal, int number)
{
	struct daemon *d = signal->data;

	(void)number;
	if (d->stopping)
		return;
	d->stopping = true;
	if (d->options->keep_routers) {
		/* Nobody is to act because nobody watches: that is what was asked for. */
		apply_drop(&d->apply);
		log_say(&d->log, LOG_INFO, "the routers stay");
		finished(d);
	} else if (!begin(d, NULL)) {
		end(d, EXIT_FAILURE);
	}
}

/* ---- start and end ---- */

static void open_loop(struct daemon *d)
{
	uv_loop_init(&d->loop);
	uv_timer_init(&d->loop, &d->beat);
	uv_idle_init(&d->loop, &d->work);
	uv_signal_init(&d->loop, &d->term);
	uv_signal_init(&d->loop, &d->interrupt);
	uv_signal_init(&d->loop, &d->hangup);
	d->beat.data = d->work.data = d->term.data = d->interrupt.data = d->hangup.data = d;
	uv_timer_start(&d->beat, on_beat, BEAT_MS, BEAT_MS);
	uv_signal_start(&d->term, on_end, SIGTERM);
	if (!d->options->ignore_sigint)
		uv_signal_start(&d->interrupt, on_end, SIGINT);
	uv_signal_start(&d->hangup, on_hangup, SIGHUP);
}

static void close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	uv_close(handle, NULL);
}

static void close_loop(struct daemon *d)
{
	uv_walk(&d->loop, close_handle, NULL);
	uv_run(&d->loop, UV_RUN_DEFAULT);
	uv_loop_close(&d->loop);
}

/* Are there routers on the lease? Then a wrong file is no reason to leave them alone. */
static bool has_routers(struct daemon *d)
{
	struct hka_lease lease;

	return !hka_lease_get(d->client, LEASE, &lease) && lease.routers;
}

static bool start(struct daemon *d)
{
	struct state *first = state_load(d->from);
	bool good = state_good(first);
	const struct node *root = first->conf.root, *globals = root ? node_find(root, "global_defs") : NULL;
	const char *netns = d->options->netns;

	d->grace = globals ? manager_grace(node_find(globals, "manager_lost")) : 0;
	if (!netns && root)
		netns = node_value(node_find(root, "net_namespace"));
	if (hka_open(&d->client, netns) || take_lease(d)) {
		log_diags(&d->log, &first->conf.diags);
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
		state_free(first);
		return false;
	}
	d->apply = (struct apply){ .log = &d->log, .client = d->client, .lease = LEASE };
	if (good)
		good = begin(d, first);
	log_diags(&d->log, &first->conf.diags);
	if (good) {
		d->now = first;
		return true;
	}
	state_free(first);
	if (!has_routers(d)) {
		hka_lease_release(d->client, &d->held);
		log_say(&d->log, LOG_ERR, "the configuration is refused");
		return false;
	}
	log_say(&d->log, LOG_ERR, "the configuration is refused; the routers that there are stay as they are");
	return true;
}

int daemon_run(const struct options *o, const struct load *from)
{
	struct daemon d = { .options = o, .from = from };

	if (!log_open(&d.log, o))
		return EXIT_FAILURE;
	open_loop(&d);
	if (start(&d))
		uv_run(&d.loop, UV_RUN_DEFAULT);
	else
		d.status = EXIT_FAILURE;
	close_loop(&d);
	apply_drop(&d.apply);
	hka_close(d.client);
	state_free(d.now);
	log_close(&d.log);
	return d.status;
}
