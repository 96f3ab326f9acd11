/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where hkad says what it does: syslog, standard error, a file, as the options want it. Nobody
 * waits for any of them. Levels are those of syslog(3).
 */
#ifndef HKAD_LOG_H
#define HKAD_LOG_H

#include <syslog.h>

#include "config/diag.h"
#include "options.h"

struct log {
	bool syslog, console;
	int file;		/* owned; -1: none */
	struct writer *writer;	/* writes to all of these */
	FILE *copy;		/* of what is said, for somebody who asked; or NULL */
	int level;		/* what is less important is not said */
};

/* False: it cannot be had, and that was said on standard error. */
bool log_open(struct log *l, const struct options *o);
/* What is said is written; or, a little later, it hangs. */
void log_flush(struct log *l);
void log_close(struct log *l);
void log_say(struct log *l, int level, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Each line of the problems. */
void log_diags(struct log *l, const struct diags *d);

#endif
