/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables of text: cells are kept until all are there, then aligned.
 */
#ifndef HKACTL_TABLE_H
#define HKACTL_TABLE_H

#include "print.h"

void table_row(struct print *p);
void table_cell(struct print *p, const char *heading, enum print_color color, const char *text);
/* Write the rows, fitted into PRINT_WIDTH, and forget them. */
void table_write(struct print *p);
/* Write @text in colour, if colour is wanted. */
void table_color(const struct print *p, enum print_color color, const char *text);

#endif /* HKACTL_TABLE_H */
