// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command monitor: a line per notice, until it is interrupted.
 */
#include <errno.h>

#include "fields.h"
#include "hkactl.h"

int cmd_monitor(struct ctl *ctl)
{
	struct hka_notice notice;
	int err;

	if (args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	if (ctl_connect(ctl))
		return EXIT_REFUSED;
	if (hka_listen(ctl->client, HKA_MCGRP_EVENTS) ||
	    hka_listen(ctl->client, HKA_MCGRP_CONFIG))
		return ctl_refused(ctl);
	ctl_print_begin(ctl, PRINT_LINE);
	for (;;) {
		err = hka_next(ctl->client, &notice);
		if (err == -EINTR)
			continue;	/* stopped and continued */
		if (err)
			return ctl_refused(ctl);
		show_notice(&ctl->print, &notice, ctl->timestamp, ctl->details);
		hka_notice_clear(&notice);
		/* Whoever reads a pipe wants the event now. */
		if (fflush(ctl->print.out))
			return EXIT_REFUSED;
	}
}
