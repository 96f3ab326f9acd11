/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that routers track: the number in each is read whenever it may have changed, and the kernel is
 * told. Reading is in threads of the loop: a file that hangs holds up files, and nothing else.
 */
#ifndef HKAD_FILES_H
#define HKAD_FILES_H

#include <uv.h>

#include "hka.h"
#include "log.h"
#include "tracked.h"

struct files {
	struct log *log;
	struct hka_client *client;
	uv_loop_t *loop;
	int notify;		/* inotify(7); -1 */
	uv_poll_t poll;
	uv_timer_t look;	/* at those that cannot be watched */
	struct file *first;	/* owned */
};

void files_init(struct files *f, struct log *log, struct hka_client *client, uv_loop_t *loop);
/* Those of @t, which stays until the next one. */
void files_apply(struct files *f, const struct tracked *t);
/* Their trackers are in the kernel now. */
void files_tell(struct files *f);
/* The loop has turns after it. */
void files_close(struct files *f);

#endif
