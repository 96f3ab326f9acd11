// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns what is said to systemd, and what is asked of it over D-Bus. Either may hang: neither
 * libsystemd's sd_notify() nor a call to a bus that does not greet us ends in time.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <systemd/sd-bus.h>
#include <time.h>
#include <unistd.h>

#include "service.h"

#define SYSTEMD		"org.freedesktop.systemd1"
#define PATIENCE_US	500000	/* for each of a few questions */
#define PATIENCE_S	2	/* for all of them */
#define NOTIFY_US	100000	/* for what must not be lost if there is a way */

/* sd_notify(3) says what. @us: for so long it may take. False: it may be listening later. */
static bool notify(const char *text, long us)
{
	const struct timeval patience = { .tv_usec = us };
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = path ? strlen(path) : 0;
	bool told;
	int fd;

	if (len < 2 || len >= sizeof(to.sun_path) || (*path != '/' && *path != '@'))
		return true;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return false;
	memcpy(to.sun_path, path, len);
	if (*path == '@')
		to.sun_path[0] = '\0';
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	told = sendto(fd, text, strlen(text), MSG_NOSIGNAL | (us ? 0 : MSG_DONTWAIT), (struct sockaddr *)&to,
		      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)) >= 0;
	close(fd);
	return told;
}

/* That it is ready means nothing to who does not know that it was not. */
static void catch_up(struct service *s, long us)
{
	if (s->reloading[0] && notify(s->reloading, us))
		s->reloading[0] = '\0';
	if (!s->reloading[0] && s->ready[0] && notify(s->ready, us))
		s->ready[0] = '\0';
}

void service_ready(struct service *s, unsigned int routers)
{
	snprintf(s->ready, sizeof(s->ready), "READY=1\nSTATUS=%u routers", routers);
	catch_up(s, NOTIFY_US);
}

void service_reloading(struct service *s)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	snprintf(s->reloading, sizeof(s->reloading), "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
		 (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
	s->ready[0] = '\0';
	catch_up(s, NOTIFY_US);
}

void service_stopping(void)
{
	notify("STOPPING=1", NOTIFY_US);
}

void service_alive(struct service *s)
{
	notify("WATCHDOG=1", 0);
	catch_up(s, 0);
}

enum service_job service_job_of(const char *type)
{
	/* systemd.unit(5) and org.freedesktop.systemd1(5) have no others. */
	static const struct {
		const char *type;
		enum service_job job;
	} jobs[] = {
		{ "stop", SERVICE_STOP },
		{ "restart", SERVICE_RESTART }, { "try-restart", SERVICE_RESTART },
		/* What a restart becomes once it has stopped us, or a start that took too long: another one follows. */
		{ "start", SERVICE_RESTART }, { "verify-active", SERVICE_RESTART }, { "reload-or-start", SERVICE_RESTART },
		/* None of them ends anything: the signal was sent by hand. */
		{ "reload", SERVICE_NONE }, { "try-reload", SERVICE_NONE }, { "nop", SERVICE_NONE },
	};

	for (size_t i = 0; i < sizeof(jobs) / sizeof(*jobs); i++)
		if (!strcmp(jobs[i].type, type))
			return jobs[i].job;
	return SERVICE_UNKNOWN;
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
		job = service_job_of(type);
	free(type);
	free(path);
	free(unit);
	return job;
}

/* Return: what it is, in place of a pointer. */
static void *ask_in_thread(void *arg)
{
	enum service_job job = SERVICE_UNKNOWN;
	sd_bus *bus = NULL;

	(void)arg;
	if (sd_bus_open_system(&bus) >= 0) {
		sd_bus_set_method_call_timeout(bus, PATIENCE_US);
		job = ask(bus);
	}
	sd_bus_flush_close_unref(bus);
	return (void *)(uintptr_t)job;
}

enum service_job service_job(void)
{
	void *job = (void *)(uintptr_t)SERVICE_UNKNOWN;
	struct timespec end;
	pthread_t thread;

	/* systemd gives it to whatever it starts. */
	if (!getenv("INVOCATION_ID"))
		return SERVICE_NONE;
	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += PATIENCE_S;
	if (pthread_create(&thread, NULL, ask_in_thread, NULL))
		return SERVICE_UNKNOWN;
	if (pthread_clockjoin_np(thread, &job, CLOCK_MONOTONIC, &end))
		pthread_detach(thread);
	return (enum service_job)(uintptr_t)job;
}
