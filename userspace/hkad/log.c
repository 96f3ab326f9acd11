// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what is open for the log. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"

bool log_open(struct log *l, const struct options *o)
{
	*l = (struct log){
		.syslog = !o->no_syslog, .console = o->console,
		.level = o->detail ? LOG_DEBUG : LOG_INFO,
	};
	if (o->log_file) {
		l->file = fopen(o->log_file, "ae");
		if (!l->file) {
			fprintf(stderr, "hkad: %s: %s\n", o->log_file, strerror(errno));
			return false;
		}
	}
	if (l->syslog)
		openlog("hkad", LOG_PID, o->facility);
	return true;
}

void log_close(struct log *l)
{
	if (l->file)
		fclose(l->file);
	if (l->syslog)
		closelog();
	*l = (struct log){ 0 };
}

static void to_file(FILE *f, const char *text)
{
	time_t now = time(NULL);
	char stamp[32] = "";
	struct tm tm;

	if (localtime_r(&now, &tm))
		strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S ", &tm);
	fprintf(f, "%s%s\n", stamp, text);
	fflush(f);
}

void log_say(struct log *l, int level, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (level > l->level)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (l->syslog)
		syslog(level, "%s", text);
	if (l->console)
		fprintf(stderr, "hkad: %s\n", text);
	if (l->file)
		to_file(l->file, text);
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
