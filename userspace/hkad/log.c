// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what is open for the log. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "writer.h"

#define TEXT_MAX	1024
#define PATIENCE_MS	1000	/* with what hangs */

/* Where a line goes. */
enum { TO_SYSLOG = 1, TO_CONSOLE = 2, TO_FILE = 4 };

/* By write(2): exit() waits for whoever has a lock of stdio. */
static void put_line(int fd, const char *before, const char *text)
{
	char line[TEXT_MAX + 64];
	int n = snprintf(line, sizeof(line), "%s%s\n", before, text), done = 0;
	ssize_t m = 1;

	while (done < n && (m > 0 || errno == EINTR)) {
		m = write(fd, line + done, (size_t)(n - done));
		if (m > 0)
			done += (int)m;
	}
}

/* In the writer's thread. */
static void put(void *arg, unsigned int to, int level, const char *text)
{
	int file = (int)(intptr_t)arg;
	time_t now = time(NULL);
	char stamp[32] = "";
	struct tm tm;

	if (to & TO_CONSOLE)
		put_line(STDERR_FILENO, "hkad: ", text);
	if (to & TO_FILE) {
		if (localtime_r(&now, &tm))
			strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S ", &tm);
		put_line(file, stamp, text);
	}
	if (to & TO_SYSLOG)
		syslog(level, "%s", text);
}

bool log_open(struct log *l, const struct options *o)
{
	*l = (struct log){
		.syslog = !o->no_syslog, .console = o->console, .file = -1,
		.level = o->detail ? LOG_DEBUG : LOG_INFO,
	};
	if (o->log_file) {
		l->file = open(o->log_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
		if (l->file < 0) {
			fprintf(stderr, "hkad: %s: %s\n", o->log_file, strerror(errno));
			return false;
		}
	}
	if (l->syslog)
		openlog("hkad", LOG_PID, o->facility);
	l->writer = writer_start(put, (void *)(intptr_t)l->file);
	if (!l->writer)
		fputs("hkad: there is no thread for the log\n", stderr);
	return l->writer;
}

void log_flush(struct log *l)
{
	writer_wait(l->writer, PATIENCE_MS);
}

void log_close(struct log *l)
{
	/* What hangs is left to the end of the program. */
	if (!writer_end(l->writer, PATIENCE_MS))
		return;
	if (l->file >= 0)
		close(l->file);
	if (l->syslog)
		closelog();
}

void log_say(struct log *l, int level, const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list ap;

	if (level > l->level)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	writer_add(l->writer, (l->syslog ? TO_SYSLOG : 0) | (l->console ? TO_CONSOLE : 0) |
		   (l->file >= 0 ? TO_FILE : 0), level, text);
	if (l->copy)
		fprintf(l->copy, "%s\n", text);
}

void log_diags(struct log *l, const struct diags *d)
{
	static const int levels[] = {
		[DIAG_NOTE] = LOG_INFO, [DIAG_WARNING] = LOG_WARNING, [DIAG_ERROR] = LOG_ERR,
	};
	const struct diag *p;

	for (p = d->first; p; p = p->next)
		log_say(l, levels[p->level], "%s:%u:%u: %s", p->pos.file, p->pos.line, p->pos.column, p->message);
}
