/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the typed calls ask of the connection. Inside libhka only; the tests of
 * hkactl have another one, without a kernel.
 */
#ifndef HKA_CLIENT_H
#define HKA_CLIENT_H

#include "codec.h"

/*
 * Send command @cmd with the marked members of @req, a structure of @set. @reply,
 * if not NULL, gets the answer, one of @set too; end with hka_clear().
 */
int hka_ask(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
	    void *reply);
/*
 * The same as a dump: *@out gets @n structures, which the caller clears and
 * frees. One that the kernel calls inconsistent is started again.
 */
int hka_ask_all(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
		void **out, unsigned int *n);
/* Keep the sentence "@what: what @err means". Returns @err. */
int hka_fail(struct hka_client *c, int err, const char *what);

#endif /* HKA_CLIENT_H */
