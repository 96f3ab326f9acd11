/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line: a cursor over its words, abbreviations, and values. Owns
 * nothing; words belong to main()'s argv.
 */
#ifndef HKA_WORDS_ARGS_H
#define HKA_WORDS_ARGS_H

#include <stdbool.h>
#include <stdint.h>

#include "hka.h"

/* In front of a key that stands where the name of a file would, in words of a configuration. */
#define KEY_INLINE "inline:"

struct args {
	char **word;		/* words that are left */
	int n;
	/* Nobody else sees the words: a key may stand in them. Whoever reads them waits for no file. */
	bool configuration;
	bool full;		/* of what it was about to take there is no more room */
	char error[160];	/* filled by whatever returns -EINVAL */
	char **wrong;		/* what it is about; NULL: the word that was taken last; @word: one that is missing */
	const void *known;	/* where that word was looked for in vain: args_known(); or NULL */
};

/* The next word without taking it, or NULL. */
const char *args_peek(const struct args *a);
/* Take the next word. */
const char *args_next(struct args *a);
/* Take the value that belongs to @keyword; NULL with a->error if there is none. */
const char *args_value(struct args *a, const char *keyword);

/*
 * Index of @word in @names (NULL-terminated): exact, or the only one it begins, or
 * the one which begins all others that it begins. -EINVAL with a->error: none, or
 * several; @what names the kind of word.
 */
int args_match(struct args *a, const char *word, const char *const *names, const char *what);
/* Is @word a non-empty beginning of @full? */
bool args_begins(const char *word, const char *full);

/* Values. 0, or -EINVAL with a->error; @keyword is for the complaint. */
int args_number(struct args *a, const char *keyword, const char *word, long min, long max,
		long *out);
int args_onoff(struct args *a, const char *keyword, const char *word, uint8_t *out);
/* 10ms, 0.5s, 2m, 1h, 1d, or seconds; result in microseconds, from @min to @max. */
int args_time(struct args *a, const char *keyword, const char *word, uint64_t min, uint64_t max,
	      uint64_t *out);
int args_ip(struct args *a, const char *word, struct hka_ip *out);
/* ADDR[/LEN]; the length defaults to that of the whole address. */
int args_prefix(struct args *a, const char *word, struct hka_ip *out, uint8_t *len);
int args_ifname(struct args *a, const char *word, char out[HKA_IFNAME_MAX + 1]);
int args_vrname(struct args *a, const char *word, char out[HKA_NAME_MAX + 1]);
/* 1 to @max characters; @out has room for one more. */
int args_text(struct args *a, const char *keyword, const char *word, size_t max, char *out);
/* Does the word begin with an IP address? */
bool args_is_address(const char *word);

/* The @i-th word that could have stood there; NULL behind the last one. */
const char *args_known(const void *known, size_t i);

/* Record what is wrong; always -EINVAL. */
int args_error(struct args *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif /* HKA_WORDS_ARGS_H */
