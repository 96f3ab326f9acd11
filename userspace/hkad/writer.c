// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the lines that wait and the thread; touches nothing else. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#include "writer.h"

#define MOST (4U << 20)	/* bytes that wait */

struct line {
	struct line *next;
	unsigned int to;
	int level;
	size_t size;
	char text[];
};

struct writer {
	void (*put)(void *arg, unsigned int to, int level, const char *text);
	void *arg;
	pthread_t thread;
	pthread_mutex_t lock;	/* of all below */
	pthread_cond_t more, less;
	struct line *first, **end;
	size_t waiting;		/* bytes of those, and of the one that is being written */
	unsigned int lost, to;	/* lines, and where the last of them would have gone */
	bool ends;
};

static void write_one(struct writer *w, struct line *line)
{
	unsigned int lost = 0;
	char text[64];

	w->first = line->next;
	if (!w->first) {
		w->end = &w->first;
		lost = w->lost;
		w->lost = 0;
	}
	pthread_mutex_unlock(&w->lock);
	w->put(w->arg, line->to, line->level, line->text);
	if (lost) {
		snprintf(text, sizeof(text), "%u lines of the log were lost here", lost);
		w->put(w->arg, w->to, LOG_WARNING, text);
	}
	pthread_mutex_lock(&w->lock);
	w->waiting -= line->size;
	free(line);
	pthread_cond_signal(&w->less);
}

static void *run(void *arg)
{
	struct writer *w = arg;

	pthread_mutex_lock(&w->lock);
	while (w->first || !w->ends) {
		if (w->first)
			write_one(w, w->first);
		else
			pthread_cond_wait(&w->more, &w->lock);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct writer *writer_start(void (*put)(void *arg, unsigned int to, int level, const char *text), void *arg)
{
	struct writer *w = calloc(1, sizeof(*w));
	pthread_condattr_t attr;
	sigset_t all, old;
	int err;

	if (!w)
		return NULL;
	w->put = put;
	w->arg = arg;
	w->end = &w->first;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->more, NULL);
	pthread_cond_init(&w->less, &attr);
	pthread_condattr_destroy(&attr);
	/* Signals are for the thread that has the loop. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	err = pthread_create(&w->thread, NULL, run, w);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (!err)
		return w;
	free(w);
	return NULL;
}

void writer_add(struct writer *w, unsigned int to, int level, const char *text)
{
	size_t len = strlen(text) + 1, size = sizeof(struct line) + len;
	struct line *line = malloc(size);

	pthread_mutex_lock(&w->lock);
	if (!line || w->waiting + size > MOST) {
		w->lost++;
		w->to = to;
		free(line);
	} else {
		*line = (struct line){ .to = to, .level = level, .size = size };
		memcpy(line->text, text, len);
		*w->end = line;
		w->end = &line->next;
		w->waiting += size;
		pthread_cond_signal(&w->more);
	}
	pthread_mutex_unlock(&w->lock);
}

static struct timespec after(unsigned int ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000L;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

bool writer_wait(struct writer *w, unsigned int ms)
{
	const struct timespec end = after(ms);
	bool all;

	pthread_mutex_lock(&w->lock);
	while (w->waiting && !pthread_cond_timedwait(&w->less, &w->lock, &end))
		;
	all = !w->waiting;
	pthread_mutex_unlock(&w->lock);
	return all;
}

bool writer_end(struct writer *w, unsigned int ms)
{
	bool all;

	pthread_mutex_lock(&w->lock);
	w->ends = true;
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
	all = writer_wait(w, ms);
	if (!all) {
		pthread_detach(w->thread);
		return false;
	}
	pthread_join(w->thread, NULL);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->more);
	pthread_cond_destroy(&w->less);
	free(w);
	return true;
}
