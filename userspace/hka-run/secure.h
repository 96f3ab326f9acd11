/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a program is one that root may run: keepalived's enable_script_security. */
#ifndef HKA_RUN_SECURE_H
#define HKA_RUN_SECURE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is there nobody but root who can change the file, or what its path goes through? @path: absolute;
 * links in it are followed. False: why is in @error, or, with an empty one, the file is not there.
 */
bool secure_path(const char *path, char *error, size_t size);

#endif
