/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hkad as it runs: holds the lease, applies the configuration, and again when it is told to.
 */
#ifndef HKAD_DAEMON_H
#define HKAD_DAEMON_H

#include "config/load.h"
#include "options.h"

/* @waiting: what detach() gave, or -1. Return: the exit status. */
int daemon_run(const struct options *o, const struct load *from, int waiting);

#endif
