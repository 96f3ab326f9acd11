// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns what is said to systemd, and what is asked of it over D-Bus. */
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "service.h"

#define SYSTEMD		"org.freedesktop.systemd1"
#define PATIENCE_US	500000	/* for each of a few questions */

void service_ready(unsigned int routers)
{
	sd_notifyf(0, "READY=1\nSTATUS=%u routers", routers);
}

void service_reloading(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
		   (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
}

void service_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

void service_alive(void)
{
	sd_notify(0, "WATCHDOG=1");
}

/* The path of an object that is a property, or the first value of a pair that is one. */
static char *job_path(sd_bus *bus, const char *unit, uint32_t *id)
{
	sd_bus_message *m = NULL;
	const char *path = NULL;
	char *copy = NULL;

	if (sd_bus_get_property(bus, SYSTEMD, unit, SYSTEMD ".Unit", "Job", NULL, &m, "(uo)") >= 0 &&
	    sd_bus_message_read(m, "(uo)", id, &path) >= 0)
		copy = strdup(path);
	sd_bus_message_unref(m);
	return copy;
}

static char *unit_path(sd_bus *bus)
{
	sd_bus_message *m = NULL;
	const char *path = NULL;
	char *copy = NULL;

	if (sd_bus_call_method(bus, SYSTEMD, "/org/freedesktop/systemd1", SYSTEMD ".Manager",
			       "GetUnitByPID", NULL, &m, "u", (uint32_t)getpid()) >= 0 &&
	    sd_bus_message_read(m, "o", &path) >= 0)
		copy = strdup(path);
	sd_bus_message_unref(m);
	return copy;
}

static enum service_job ask(sd_bus *bus)
{
	enum service_job job = SERVICE_UNKNOWN;
	char *unit = unit_path(bus), *path, *type = NULL;
	uint32_t id = 0;

	path = unit ? job_path(bus, unit, &id) : NULL;
	if (path && !id)
		job = SERVICE_NONE;	/* somebody sent the signal by hand */
	else if (path && sd_bus_get_property_string(bus, SYSTEMD, path, SYSTEMD ".Job", "JobType", NULL, &type) >= 0)
		/* A restart is one until what it stops has ended. */
		job = strstr(type, "restart") ? SERVICE_RESTART : SERVICE_STOP;
	free(type);
	free(path);
	free(unit);
	return job;
}

enum service_job service_job(void)
{
	enum service_job job = SERVICE_UNKNOWN;
	sd_bus *bus = NULL;

	/* systemd gives it to whatever it starts. */
	if (!getenv("INVOCATION_ID"))
		return SERVICE_NONE;
	if (sd_bus_open_system(&bus) >= 0) {
		sd_bus_set_method_call_timeout(bus, PATIENCE_US);
		job = ask(bus);
	}
	sd_bus_flush_close_unref(bus);
	return job;
}
