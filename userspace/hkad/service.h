/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The service manager: what it is told, and why it ends us. Without one all of it does nothing. */
#ifndef HKAD_SERVICE_H
#define HKAD_SERVICE_H

#include <stdbool.h>

#define SERVICE_TEXT	64

/* What it could not be told yet, for it did not listen. */
struct service {
	char reloading[SERVICE_TEXT], ready[SERVICE_TEXT];
};

void service_ready(struct service *s, unsigned int routers);
void service_reloading(struct service *s);
void service_stopping(void);
/* The loop runs; at least once in half of what WatchdogSec= says. What was not told is told. */
void service_alive(struct service *s);

enum service_job {
	SERVICE_NONE,		/* no service manager, or none of its doing */
	SERVICE_STOP,
	SERVICE_RESTART,
	SERVICE_UNKNOWN,	/* it does not say */
};

/* Of the type of a job, as systemd calls it, under which this process is told to end. */
enum service_job service_job_of(const char *type);

/* What is being done to the unit of this process. Asks it, for two seconds at most. */
enum service_job service_job(void);

#endif
