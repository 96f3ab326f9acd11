/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Into the background, and the file with the process's number. */
#ifndef HKAD_DETACH_H
#define HKAD_DETACH_H

#include <stdbool.h>

/*
 * The caller goes on in a child of its own session; the parent waits for detach_ready() and exits
 * with what it says, or with 1 if the child dies before. Return: what detach_ready() wants, or -1.
 */
int detach(void);
/* The child runs, or does not: @status is what the parent exits with. */
void detach_ready(int fd, int status);

/* False: errno says why. */
bool pid_file_write(const char *path);

#endif
