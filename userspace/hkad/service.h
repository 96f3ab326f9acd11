/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The service manager: what it is told, and why it ends us. Without one all of it does nothing. */
#ifndef HKAD_SERVICE_H
#define HKAD_SERVICE_H

#include <stdbool.h>

void service_ready(unsigned int routers);
void service_reloading(void);
void service_stopping(void);
/* The loop runs; at least once in half of what WatchdogSec= says. */
void service_alive(void);

enum service_job {
	SERVICE_NONE,		/* no service manager, or none of its doing */
	SERVICE_STOP,
	SERVICE_RESTART,
	SERVICE_UNKNOWN,	/* it does not say */
};

/* What is being done to the unit of this process. Asks it, for two seconds at most. */
enum service_job service_job(void);

#endif
