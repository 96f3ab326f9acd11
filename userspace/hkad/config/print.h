/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration as it is in effect: parameters replaced, files included, what is unknown or has no
 * effect left out; what nobody said stands as a comment. It can be loaded again, and is the same then.
 */
#ifndef HKAD_PRINT_H
#define HKAD_PRINT_H

#include "tree.h"

/* @root: checked. Without @secrets passwords and keys are left out, and it is for reading only. */
void configuration_print(const struct node *root, bool secrets, FILE *out);

#endif
