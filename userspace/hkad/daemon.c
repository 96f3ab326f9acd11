// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the event loop, the lease and the configuration in force. The kernel is asked and told
 * from here only, a few steps at a time, so that no heartbeat waits for a long change.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "apply/apply.h"
#include "apply/statics.h"
#include "beside.h"
#include "config/instance.h"
#include "control.h"
#include "daemon.h"
#include "detach.h"
#include "service.h"
#include "track/files.h"
#include "track/scripts.h"
#include "watch.h"

#define BEAT_MS		1000
#define SETTLE_MS	200	/* from a change that is noticed to looking at all of it */
#define RETRY_MS	1000	/* from a look that came to nothing to the next one */
#define SLICE_US	20000	/* of steps between two looks at everything else */

/* A configuration, and what comes of it for the kernel. */
struct state {
	struct configuration conf;
	struct wanted wanted;
	struct tracked tracked;
	bool cut;		/* there was no memory for all of it */
};

struct daemon {
	const struct options *options;
	const struct load *from;
	struct log log;
	uv_loop_t loop;
	uv_signal_t term, interrupt, hangup;
	uv_timer_t beat;
	uv_idle_t work;			/* runs while a plan is under way */
	struct watch watch;
	uv_timer_t settle;
	bool refused;			/* the kernel refused a part of the configuration */
	struct service service;
	struct control control;
	char *netns;			/* owned; or NULL */
	char *asked;			/* what is said since somebody asked; for free() */
	size_t asked_len;
	int ready;			/* detach_ready() */
	char lease[HKA_NAME_MAX + 1];	/* hkad, or hkad.INSTANCE */
	struct hka_client *client;
	struct hka_lease held;
	long long grace;		/* of the lease, in microseconds; 0: the usual one */
	struct state *now;		/* in force; NULL: nothing was ever right */
	struct apply apply;
	struct statics statics;
	struct scripts scripts;
	struct files files;
	bool keepalived;		/* one runs beside it */
	bool stopping, releasing;
	bool waits;			/* the plan has been run, and something static is under way */
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

static void state_make(struct state *s, const struct load *from, char lease[HKA_NAME_MAX + 1],
		       const struct wanted *before)
{
	struct configuration *c = &s->conf;

	configuration_load(c, from);
	if (!c->root)
		return;
	if (!*lease)
		commands_lease(c->root, lease);
	wanted_make(&s->wanted, from->no_routers ? NULL : commands_make(c->root, &c->arena, &c->diags), lease,
		    &c->diags);
	if (!from->no_routers)
		tracked_make(&s->tracked, c->root, &c->arena, &c->diags);
	if (before)
		wanted_remember(&s->wanted, before, &c->arena);
}

/*
 * state_good() tells whether there is an error in it. @lease: empty, it is found there. @before: what
 * the kernel was told, or NULL. NULL: there is no memory at all.
 */
static struct state *state_load(const struct load *from, char lease[HKA_NAME_MAX + 1], const struct wanted *before)
{
	struct state *s = calloc(1, sizeof(*s));
	jmp_buf out;

	if (!s)
		return NULL;
	s->conf.arena.out = &out;
	if (setjmp(out))
		s->cut = true;
	else
		state_make(s, from, lease, before);
	s->conf.arena.out = NULL;
	return s;
}

static bool state_good(const struct state *s)
{
	return s && !s->cut && !s->conf.diags.count[DIAG_ERROR];
}

/* What is wrong with it. */
static void state_say(const struct state *s, struct log *log)
{
	if (s)
		log_diags(log, &s->conf.diags);
	if (!s || s->cut)
		log_say(log, LOG_ERR, "there is no memory for the configuration");
}

/* ---- the kernel ---- */

static void end(struct daemon *d, int status)
{
	d->status = status;
	d->waits = false;
	uv_stop(&d->loop);
}

/* How long it may be gone is what the configuration said at the start. */
static int take_lease(struct daemon *d)
{
	struct hka_lease req = { .has = HKA_HAS(HKA_A_LEASE_NAME) };

	memcpy(req.name, d->lease, sizeof(req.name));
	if (d->grace) {
		req.has |= HKA_HAS(HKA_A_LEASE_GRACE);
		req.grace = (uint64_t)d->grace;
	}
	return hka_lease_take(d->client, &req, &d->held);
}

/* Whoever started it need not wait any more, nor see what it says. */
static void ready(struct daemon *d)
{
	if (d->ready >= 0)
		log_flush(&d->log);
	detach_ready(d->ready, EXIT_SUCCESS);
	if (d->ready >= 0)
		d->log.console = false;
	d->ready = -1;
}

/* Whoever asked for it learns how it went. */
static void answer(struct daemon *d, bool good)
{
	if (!d->log.copy)
		return;
	fclose(d->log.copy);
	d->log.copy = NULL;
	control_answer(&d->control, d->asked, good);
	free(d->asked);
}

/* Nothing that was static is left either. */
static void stopped(struct daemon *d)
{
	bool good = !d->apply.failed;

	if (hka_lease_release(d->client, &d->held))
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
	log_say(&d->log, LOG_INFO, "stopped");
	answer(d, good);
	end(d, good ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* The plan has been run, and what is static been seen to. */
static void finished(struct daemon *d)
{
	bool good = !d->apply.failed;

	uv_idle_stop(&d->work);
	if (d->releasing && d->statics.now)
		statics_remove(&d->statics);
	if (!d->stopping) {
		scripts_tell(&d->scripts);
		files_tell(&d->files);
	}
	d->waits = statics_busy(&d->statics);
	if (d->waits)
		return;
	if (d->stopping) {
		stopped(d);
		return;
	}
	statics_tell(&d->statics);
	d->refused = d->apply.failed;
	if (d->apply.failed)
		log_say(&d->log, LOG_ERR, "%u of %u changes were refused", d->apply.failed, d->apply.plan.n);
	else
		log_say(&d->log, LOG_INFO, "%u routers as configured; %u changes", d->now->wanted.n_vrs,
			d->apply.plan.n);
	apply_drop(&d->apply);
	service_ready(&d->service, d->now->wanted.n_vrs);
	ready(d);
	answer(d, good);
}

static void statics_idle(void *arg)
{
	struct daemon *d = arg;

	if (d->waits)
		finished(d);
}

static void on_work(uv_idle_t *idle)
{
	struct daemon *d = idle->data;

	if (!apply_some(&d->apply, SLICE_US))
		finished(d);
}

/*
 * Begin to make the kernel as @w says, or to release all where it is NULL. False: words are in the
 * log or, where the configuration is not possible, in @diags.
 */
static bool begin(struct daemon *d, struct wanted *w, struct diags *diags)
{
	int err = apply_begin(&d->apply, w, diags);

	d->waits = false;
	if (err == -ENOMEM)
		log_say(&d->log, LOG_ERR, "there is no memory for what has to be done");
	else if (err && err != -EEXIST)
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
	if (!err)
		uv_idle_start(&d->work, on_work);
	else
		uv_idle_stop(&d->work);
	return !err;
}

static void on_settle(uv_timer_t *timer);

/* Look at all of it, soon; who goes on changing things does not put that off. */
static void settle(struct daemon *d, unsigned int ms)
{
	if (!uv_is_active((uv_handle_t *)&d->settle))
		uv_timer_start(&d->settle, on_settle, ms, 0);
}

/* The configuration in force once more: somebody else may have changed what there is. */
static void again(struct daemon *d)
{
	struct arena arena = { 0 };
	struct diags diags;

	if (!d->now)
		return;
	diags_init(&diags, &arena);
	if (!begin(d, &d->now->wanted, &diags)) {
		/* Somebody is in the way, or the kernel could not be asked. */
		log_diags(&d->log, &diags);
		d->refused = true;
		service_ready(&d->service, d->now->wanted.n_vrs);
		ready(d);
		answer(d, false);
		settle(d, RETRY_MS);
	}
	arena_free(&arena);
}

static void on_settle(uv_timer_t *timer)
{
	struct daemon *d = timer->data;

	if (d->stopping)
		return;
	if (uv_is_active((uv_handle_t *)&d->work))
		settle(d, SETTLE_MS);
	else
		again(d);
}

/* What was refused may be possible now. */
static void links_changed(void *arg)
{
	struct daemon *d = arg;

	if (d->refused || d->apply.failed)
		settle(d, SETTLE_MS);
}

/* What it has of secrets now is in no answer: they are told again. @vr may have got another name. */
static void forget_told(struct wanted *w, const struct hka_vr *vr)
{
	for (unsigned int i = 0; i < w->n_vrs; i++)
		if (!vr || w->vrs[i].vr.vrid == vr->vrid)
			w->vrs[i].told = false;
}

/* While a plan is under way, too: it was made before that. */
static void changed(void *arg, const struct hka_notice *n)
{
	struct daemon *d = arg;
	bool router = n->subject == HKA_SUBJECT_VR, lost = n->type == HKA_NOTICE_LOST;

	if (d->stopping)
		return;
	if (lost)
		log_say(&d->log, LOG_NOTICE, "somebody may have changed something");
	else
		log_say(&d->log, LOG_NOTICE, "somebody changed %s %s",
			router ? "router" : n->subject == HKA_SUBJECT_GROUP ? "group" : "tracker",
			router ? n->vr.name : n->subject == HKA_SUBJECT_GROUP ? n->group.name : n->track.name);
	if (d->now && (lost || router))
		forget_told(&d->now->wanted, lost ? NULL : &n->vr);
	settle(d, SETTLE_MS);
}

static void on_order(void *arg, enum control_order order);

/* Whoever has the name of its socket may go. */
static void open_control(struct daemon *d)
{
	bool again = d->control.error[0];

	if (d->control.fd >= 0)
		return;
	if (!control_open(&d->control, &d->loop, d->netns, d->lease, on_order, d)) {
		if (!again)
			log_say(&d->log, LOG_WARNING, "hkactl cannot reach this hkad: %s", d->control.error);
	} else if (again) {
		log_say(&d->log, LOG_NOTICE, "hkactl can reach this hkad now");
	}
}

static void on_beat(uv_timer_t *timer)
{
	struct daemon *d = timer->data;

	bool lost = hka_lease_heartbeat(d->client, &d->held);

	service_alive(&d->service);
	if (!d->stopping)
		open_control(d);
	if (!lost)
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
	struct state *next;
	bool good;

	log_say(&d->log, LOG_INFO, "reading %s again", d->from->path);
	service_reloading(&d->service);
	next = state_load(d->from, d->lease, d->now ? &d->now->wanted : NULL);
	good = state_good(next);
	/* What is under way ends here: the plan is made of what there is. */
	if (good)
		good = begin(d, &next->wanted, &next->conf.diags);
	state_say(next, &d->log);
	if (good) {
		statics_apply(&d->statics, &next->wanted, false);
		scripts_apply(&d->scripts, &next->tracked);
		files_apply(&d->files, &next->tracked);
		state_free(d->now);
		d->now = next;
		return;
	}
	log_say(&d->log, LOG_ERR, "the configuration is refused; nothing changes");
	state_free(next);
	answer(d, false);
	if (d->now)
		again(d);
	else
		service_ready(&d->service, 0);
}

static void on_hangup(uv_signal_t *signal, int number)
{
	struct daemon *d = signal->data;

	(void)number;
	if (d->stopping)
		return;
	reload(d);
}

static void release(struct daemon *d)
{
	const struct tracked nothing = { 0 };

	d->stopping = d->releasing = true;
	service_stopping();
	scripts_apply(&d->scripts, &nothing);
	files_apply(&d->files, &nothing);
	if (begin(d, NULL, NULL))
		return;
	answer(d, false);
	end(d, EXIT_FAILURE);
}

/* The routers run on. With @lease the kernel acts if no other hkad comes in time. */
static void leave(struct daemon *d, bool lease)
{
	d->stopping = true;
	service_stopping();
	apply_drop(&d->apply);
	if (!lease) {
		log_say(&d->log, LOG_INFO, "the routers stay");
		finished(d);
		return;
	}
	log_say(&d->log, LOG_INFO, "the routers stay for the next hkad");
	end(d, EXIT_SUCCESS);
}

static void on_end(uv_signal_t *signal, int number)
{
	struct daemon *d = signal->data;
	enum service_job job;

	(void)number;
	if (d->stopping)
		return;
	job = service_job();
	if (d->options->keep_routers)
		leave(d, false);
	else if ((job == SERVICE_RESTART || job == SERVICE_UNKNOWN) && !d->options->release_vips)
		leave(d, true);
	else
		release(d);
}

static void on_order(void *arg, enum control_order order)
{
	struct daemon *d = arg;

	if (d->stopping)
		return;
	if (!d->log.copy)
		d->log.copy = open_memstream(&d->asked, &d->asked_len);
	if (order == CONTROL_STOP)
		release(d);
	else
		reload(d);
}

/* ---- start and end ---- */

static void open_loop(struct daemon *d)
{
	uv_loop_init(&d->loop);
	uv_timer_init(&d->loop, &d->beat);
	uv_timer_init(&d->loop, &d->settle);
	uv_idle_init(&d->loop, &d->work);
	uv_signal_init(&d->loop, &d->term);
	uv_signal_init(&d->loop, &d->interrupt);
	uv_signal_init(&d->loop, &d->hangup);
	d->beat.data = d->settle.data = d->work.data = d->term.data = d->interrupt.data = d->hangup.data = d;
	uv_timer_start(&d->beat, on_beat, BEAT_MS, BEAT_MS);
	uv_signal_start(&d->term, on_end, SIGTERM);
	if (!d->options->ignore_sigint)
		uv_signal_start(&d->interrupt, on_end, SIGINT);
	uv_signal_start(&d->hangup, on_hangup, SIGHUP);
}

static void close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	if (!uv_is_closing(handle))
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

	return !hka_lease_get(d->client, d->lease, &lease) && lease.routers;
}

/*
 * Two that speak for one router do harm. Which routers a keepalived has is not to be seen, so that
 * one beside it must be meant. Where this hkad has routers already, it is too late to go.
 */
static bool may_start(struct daemon *d, const char *netns)
{
	struct beside b;
	int err = beside_look(&b, netns);

	if (err)
		log_say(&d->log, LOG_WARNING, "nobody knows whether keepalived runs here: %s", strerror(-err));
	if (err || !b.speaks || d->from->no_routers)
		return true;
	if (!b.pid)
		log_say(&d->log, LOG_WARNING, "another process speaks VRRP in this network namespace");
	else if (!b.keepalived)
		log_say(&d->log, LOG_WARNING, "%s (%ld) speaks VRRP in this network namespace, too", b.name, (long)b.pid);
	else if (d->options->beside_keepalived || has_routers(d))
		log_say(&d->log, LOG_WARNING, "keepalived (%ld) runs beside hkad", (long)b.pid);
	else
		log_say(&d->log, LOG_ERR, "keepalived (%ld) runs in this network namespace: stop it first, or, if it has none "
			"of the routers, say --beside-keepalived", (long)b.pid);
	d->keepalived = b.keepalived;
	return !b.keepalived || d->options->beside_keepalived || has_routers(d);
}

/* Is no other hkad in this namespace? */
static bool is_alone(struct daemon *d)
{
	struct hka_lease *leases = NULL;
	unsigned int n = 0, others = 0;

	if (hka_lease_dump(d->client, &leases, &n))
		return false;
	for (unsigned int i = 0; i < n; i++)
		others += strcmp(leases[i].name, d->lease) && hka_manager_is(leases[i].name);
	free(leases);
	return !others;
}

/* Before anybody hears that hkad runs. */
static void say_pid(struct daemon *d, bool here)
{
	const char *path = d->options->pid_file;

	if (path && !here)
		unlink(path);
	else if (path && !pid_file_write(path))
		log_say(&d->log, LOG_WARNING, "%s: %s", path, strerror(errno));
}

static bool start(struct daemon *d)
{
	struct state *first = state_load(d->from, d->lease, NULL);
	bool good = state_good(first);
	const struct node *root = first ? first->conf.root : NULL, *globals = root ? node_find(root, "global_defs") : NULL;
	const char *netns = d->options->netns;
	int err;

	if (!d->lease[0])
		commands_lease(root, d->lease);
	if (globals)
		manager_after(node_find(globals, "manager_lost"), &d->grace);
	if (!netns && root)
		netns = node_value(node_find(root, "net_namespace"));
	if (hka_open(&d->client, netns)) {
		state_say(first, &d->log);
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
		state_free(first);
		return false;
	}
	if (!may_start(d, netns)) {
		state_free(first);
		return false;
	}
	if (take_lease(d)) {
		state_say(first, &d->log);
		log_say(&d->log, LOG_ERR, "%s", hka_error(d->client));
		state_free(first);
		return false;
	}
	d->netns = netns ? strdup(netns) : NULL;
	if (netns && !d->netns) {
		log_say(&d->log, LOG_ERR, "%s", strerror(ENOMEM));
		good = false;
	}
	open_control(d);
	err = watch_open(&d->watch, &d->loop, d->client, netns);
	if (err)
		log_say(&d->log, LOG_WARNING, "hkad does not notice what others change: %s", strerror(-err));
	if (!statics_init(&d->statics, &d->log, d->client, &d->loop, netns)) {
		log_say(&d->log, LOG_ERR, "static addresses, routes and rules: %s", strerror(ENOMEM));
		good = false;
	}
	d->statics.idle = statics_idle;
	d->statics.arg = d;
	scripts_init(&d->scripts, &d->log, d->client, &d->loop, netns);
	files_init(&d->files, &d->log, d->client, &d->loop);
	d->apply = (struct apply){ .log = &d->log, .client = d->client, .lease = d->lease };
	if (good)
		good = begin(d, &first->wanted, &first->conf.diags);
	state_say(first, &d->log);
	if (good) {
		statics_apply(&d->statics, &first->wanted, !d->from->no_routers && !d->keepalived && is_alone(d));
		scripts_apply(&d->scripts, &first->tracked);
		files_apply(&d->files, &first->tracked);
		d->now = first;
		say_pid(d, true);
		return true;
	}
	state_free(first);
	if (!has_routers(d)) {
		hka_lease_release(d->client, &d->held);
		log_say(&d->log, LOG_ERR, "the configuration is refused");
		return false;
	}
	log_say(&d->log, LOG_ERR, "the configuration is refused; the routers that there are stay as they are");
	say_pid(d, true);
	service_ready(&d->service, 0);
	ready(d);
	return true;
}

int daemon_run(const struct options *o, const struct load *from, int waiting)
{
	struct daemon d = { .options = o, .from = from, .ready = waiting, .control.fd = -1, .statics.rtnl.names = -1,
			    .watch = { .links_changed = links_changed, .changed = changed } };

	d.watch.arg = &d;
	/* Who reads the log, or waits for hkad, may go at any time. */
	signal(SIGPIPE, SIG_IGN);
	if (!log_open(&d.log, o))
		return EXIT_FAILURE;
	d.log.console |= waiting >= 0;
	open_loop(&d);
	if (start(&d)) {
		uv_run(&d.loop, UV_RUN_DEFAULT);
		say_pid(&d, false);
	} else {
		d.status = EXIT_FAILURE;
	}
	answer(&d, false);
	control_close(&d.control);
	scripts_close(&d.scripts);
	files_close(&d.files);
	close_loop(&d);
	watch_close(&d.watch);
	statics_close(&d.statics);
	apply_drop(&d.apply);
	hka_close(d.client);
	state_free(d.now);
	free(d.netns);
	log_close(&d.log);
	return d.status;
}
