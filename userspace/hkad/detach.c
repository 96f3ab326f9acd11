// SPDX-License-Identifier: GPL-2.0-or-later
/* Owns the pipe between the process that was started and the one that runs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "detach.h"

int detach(void)
{
	unsigned char status = EXIT_FAILURE;
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return -1;
	child = fork();
	if (child < 0)
		return -1;
	if (!child) {
		close(ends[0]);
		setsid();
		return ends[1];
	}
	close(ends[1]);
	while (read(ends[0], &status, 1) < 0 && errno == EINTR)
		;
	_exit(status);
}

void detach_ready(int fd, int status)
{
	unsigned char byte = (unsigned char)status;
	int null;

	if (fd < 0)
		return;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int i = 0; null >= 0 && i <= 2; i++)
		dup2(null, i);
	if (null > 2)
		close(null);
	if (write(fd, &byte, 1) != 1)
		_exit(EXIT_FAILURE);	/* whoever waited is gone before anything was told to him */
	close(fd);
}

bool pid_file_write(const char *path)
{
	FILE *f = fopen(path, "we");
	bool good = f && fprintf(f, "%d\n", getpid()) > 0;

	if (f && fclose(f))
		good = false;
	return good;
}
