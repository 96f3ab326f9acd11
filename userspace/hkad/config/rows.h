/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How rows of the table of keywords are written: name, default, bounds, what it is for, and behind
 * that whatever else of struct keyword there is to say.
 */
#ifndef HKAD_ROWS_H
#define HKAD_ROWS_H

#include "keywords.h"

#define S 1000000LL	/* microseconds of a second */
#define BIG 2147483647LL
#define WIDE 4294967295LL

#define FLAG(n, h, ...) { .name = n, .arg = ARG_NONE, .help = h, __VA_ARGS__ }
#define BOOL(n, d, h, ...) { .name = n, .arg = ARG_BOOL, .def = d, .help = h, __VA_ARGS__ }
#define INT(n, d, lo, hi, h, ...) { .name = n, .arg = ARG_INT, .def = d, .min = lo, .max = hi, .help = h, __VA_ARGS__ }
#define TIME(n, d, lo, hi, h, ...) { .name = n, .arg = ARG_TIME, .def = d, .min = lo, .max = hi, .help = h, __VA_ARGS__ }
#define CHOICE(n, d, c, h, ...) { .name = n, .arg = ARG_CHOICE, .def = d, .choices = c, .help = h, __VA_ARGS__ }
#define STRING(n, d, h, ...) { .name = n, .arg = ARG_STRING, .def = d, .help = h, __VA_ARGS__ }
#define SCRIPT(n, h, ...) { .name = n, .arg = ARG_SCRIPT, .help = h, __VA_ARGS__ }
#define WORDS(n, lo, hi, a, h, ...) { .name = n, .arg = ARG_WORDS, .min = lo, .max = hi, .args = a, .help = h, __VA_ARGS__ }
#define WEIGHT(n, d, m, h, ...) { .name = n, .arg = ARG_WEIGHT, .def = d, .min = -(m), .max = m, .help = h, __VA_ARGS__ }
#define ADDRESS(n, kind, d, h, ...) { .name = n, .arg = ARG_ ## kind, .def = d, .help = h, __VA_ARGS__ }
#define BLOCK(n, b, h, ...) { .name = n, .arg = ARG_NONE, .block = &(b), .help = h, __VA_ARGS__ }
#define NAMED(n, b, h, ...) { .name = n, .arg = ARG_STRING, .args = "NAME", .block = &(b), .help = h, .many = true, __VA_ARGS__ }
#define ALIAS(n, of) { .name = n, .alias = of }
#define NONE(n, lo, hi, a, reason, h, ...) \
	{ .name = n, .arg = ARG_WORDS, .min = lo, .max = hi, .args = a, .use = USE_NONE, .why = reason, .help = h, __VA_ARGS__ }
#define END { .name = NULL }

#define RUN .use = USE_RUN
#define CHECK .use = USE_CHECK
#define IPVS .use = USE_IPVS
#define LATER .use = USE_LATER
#define BETTER(text) .better = text
#define OWN .own = true
#define CLAMP .clamp = true
#define INHERIT .inherit = true
#define MANY .many = true
#define MUST .must = true

#endif
