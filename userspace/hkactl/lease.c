// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Commands of the object lease: hold one in the foreground, end one, show all. Owns
 * the names of a lease's fields.
 */
#include "lease.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fields.h"
#include "hkactl.h"

#define BEAT_DEFAULT	1000000u	/* us */

/* What take is told; the request is the kernel's, the rest is ours. */
struct taking {
	struct hka_lease req;
	uint64_t beat;			/* us between heartbeats; 0: default */
};

static int parse_beat(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct taking *t = object;

	if (t->beat)
		return args_error(a, "\"%s\" is given twice", k->word);
	return args_time(a, k->word, value, 1000, UINT32_MAX, &t->beat);
}

#define LEASE(word, kind, attr, member) \
	KEYWORD(struct taking, word, kind, HKA_A_LEASE_##attr, req.member)

const struct keyword lease_keywords[] = {
	{ .word = "heartbeat", .kind = KEYWORD_PARSE, .parse = parse_beat },
	{ LEASE("timeout", KEYWORD_TIME32, TIMEOUT, timeout), .min = 1 },
	{ LEASE("grace", KEYWORD_TIME64, GRACE, grace) },
	{ 0 }
};

/* Heartbeats until a signal ends it. Return: 0, or what the kernel refused one with. */
static int hold(struct ctl *ctl, const struct hka_lease *held, uint64_t beat_us,
		const sigset_t *ends)
{
	const struct timespec beat = {
		.tv_sec = (time_t)(beat_us / 1000000), .tv_nsec = (long)(beat_us % 1000000) * 1000,
	};
	int err;

	do {
		err = hka_lease_heartbeat(ctl->client, held);
	} while (!err && sigtimedwait(ends, NULL, &beat) < 0);
	return err;
}

int cmd_lease_take(struct ctl *ctl)
{
	struct taking t = { .req.has = HKA_HAS(HKA_A_LEASE_NAME) };
	struct hka_lease held;
	sigset_t ends;
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	snprintf(t.req.name, sizeof(t.req.name), "%s", ctl->name);
	if (keyword_parse_all(&ctl->args, lease_keywords, &t, false))
		return ctl_usage(ctl, "%s", ctl->args.error);
	ret = ctl_connect(ctl);
	if (ret)
		return ret;
	/* Before it is held: a signal from then on gives it up. */
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	if (hka_lease_take(ctl->client, &t.req, &held))
		return ctl_refused(ctl);
	printf("lease %s is held\n", held.name);
	fflush(stdout);
	if (hold(ctl, &held, t.beat ? t.beat : BEAT_DEFAULT, &ends) ||
	    hka_lease_release(ctl->client, &held))
		return ctl_refused(ctl);
	printf("lease %s is released\n", held.name);
	return EXIT_OK;
}

int cmd_lease_release(struct ctl *ctl)
{
	const char *word;
	int ret = ctl_name(ctl, true, false);

	if (ret)
		return ret;
	word = args_next(&ctl->args);
	if (word && strcmp(word, "force"))
		return ctl_usage(ctl, "\"%s\" is not \"force\"", word);
	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	ret = ctl_connect(ctl);
	if (!ret && hka_lease_end(ctl->client, ctl->name, word))
		ret = ctl_refused(ctl);
	return ret;
}

static const struct print_field
	field_state = { .key = "state", .column = "STATE" },
	field_pid = { .key = "pid", .column = "PID" },
	field_process = { .key = "process", .column = "PROCESS" },
	field_port = { .key = "port" },
	field_closed = { .key = "socket-closed" },
	field_heard = { .key = "heard-usec", .label = "heard" },
	field_heard_ago = { .column = "HEARD" },
	field_remaining = { .key = "remaining-usec", .label = "remaining" },
	field_left = { .column = "LEFT" },
	field_timeout = { .key = "timeout-usec", .label = "timeout" },
	field_grace = { .key = "grace-usec", .label = "grace" },
	field_since = { .key = "state-since", .column = "SINCE" },
	field_takes = { .key = "takes" },
	field_routers = { .key = "virtual-routers", .column = "ROUTERS" };

static bool has(const struct hka_lease *l, unsigned int attr)
{
	return l->has & HKA_HAS(attr);
}

/* A time in a table, where it may be missing, and elsewhere, where it then is left out. */
static void show_span(struct print *p, const struct print_field *f, const struct print_field *cell,
		      bool there, uint64_t us)
{
	char text[32];

	if (!p->json && p->style == PRINT_TABLE)
		print_str(p, cell, there ? text_span(text, sizeof(text), us) : "-");
	else if (there)
		print_usec(p, f, us, 1);
}

static enum print_color color_of(unsigned int state)
{
	switch (state) {
	case HKA_LEASE_STATE_HELD:
		return GREEN;
	case HKA_LEASE_STATE_GRACE:
		return YELLOW;
	case HKA_LEASE_STATE_EXPIRED:
		return RED;
	}
	return PLAIN;
}

static void show_lease(struct print *p, const struct hka_lease *l)
{
	bool table = !p->json && p->style == PRINT_TABLE, taken = has(l, HKA_A_LEASE_PID);

	print_object(p, NULL);
	print_str(p, &field_name, l->name);
	print_colored(p, &field_state, color_of(l->state), hka_lease_state_name(l->state));
	print_since(p, &field_since, l->since, hka_now());
	if (taken) {
		print_uint(p, &field_pid, l->pid);
		print_str(p, &field_process, l->comm);
		print_uint(p, &field_port, l->port);
		print_bool(p, &field_closed, l->closed);
	} else if (table) {
		print_str(p, &field_pid, "-");
		print_str(p, &field_process, "-");
	}
	show_span(p, &field_heard, &field_heard_ago, taken, l->heard);
	show_span(p, &field_remaining, &field_left, has(l, HKA_A_LEASE_REMAINING), l->remaining);
	print_usec(p, &field_timeout, l->timeout, 1);
	print_usec(p, &field_grace, l->grace, 1);
	print_uint(p, &field_takes, l->takes);
	print_uint(p, &field_routers, l->routers);
	print_end(p);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hka_lease *)a)->name, ((const struct hka_lease *)b)->name);
}

int cmd_lease_show(struct ctl *ctl)
{
	struct hka_lease *leases = NULL, one;
	unsigned int n = 0;
	int ret = ctl_name(ctl, false, true);

	if (!ret)
		ret = ctl_connect(ctl);
	if (ret)
		return ret;
	if (ctl->name[0] ? hka_lease_get(ctl->client, ctl->name, &one) :
			   hka_lease_dump(ctl->client, &leases, &n))
		return ctl_refused(ctl);
	ctl_print_begin(ctl, ctl->details ? PRINT_DETAIL : PRINT_TABLE);
	if (n)
		qsort(leases, n, sizeof(*leases), by_name);
	print_array(&ctl->print, NULL);
	for (unsigned int i = 0; i < n; i++)
		show_lease(&ctl->print, &leases[i]);
	if (ctl->name[0])
		show_lease(&ctl->print, &one);
	print_end(&ctl->print);
	free(leases);
	return EXIT_OK;
}
