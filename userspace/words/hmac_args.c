// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words behind "hmac": modes, keys, replay. A key comes from a file, never from the
 * command line, which others can read; the file has what keepalived's "file:" may have: hex:
 * and digits, or the characters themselves. Owns nothing.
 */
#include "hmac_args.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AS_NAME(id, name, text)	name,

static const char *const modes[] = { HKA_HMAC_MODE_LIST(AS_NAME) NULL };
static const char *const replays[] = { HKA_ANTI_REPLAY_LIST(AS_NAME) NULL };

/* hex:, two digits a byte, and the end of a line. */
#define TEXT_MAX	(4 + 2 * HKA_HMAC_SECRET_MAX + 2)

static struct hka_hmac *hmac_of(struct hka_vr *req)
{
	req->has |= HKA_HAS(HKA_A_VR_HMAC);
	return &req->hmac;
}

static int parse_mode(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_hmac *hmac = hmac_of(object);

	(void)value;
	for (uint8_t i = 0; modes[i]; i++)
		if (!strcmp(modes[i], k->word))
			hmac->mode = i;
	if (hmac->has & HKA_HAS(HKA_A_HMAC_MODE))
		return args_error(a, "the mode of hmac is given twice");
	hmac->has |= HKA_HAS(HKA_A_HMAC_MODE);
	return 0;
}

static int add_key(struct args *a, const struct keyword *k, struct hka_vr *req,
		   const char *value, bool forget)
{
	struct hka_hmac_key key = { .has = HKA_HAS(HKA_A_HMAC_KEY_ID), .forget = forget };
	long id;
	int err;

	if (args_number(a, k->word, value, 1, 255, &id))
		return -EINVAL;
	if (forget)
		key.has |= HKA_HAS(HKA_A_HMAC_KEY_FORGET);
	key.id = (uint8_t)id;
	err = hka_vr_add_hmac_key(req, &key);
	return err ? args_error(a, "%s", err == -E2BIG ? "too many keys" : "out of memory") : 0;
}

static int parse_key(struct args *a, const struct keyword *k, void *object, const char *value)
{
	return add_key(a, k, object, value, false);
}

static int parse_forget(struct args *a, const struct keyword *k, void *object, const char *value)
{
	return add_key(a, k, object, value, true);
}

/* All of a file of up to @size bytes. Return: its length, or -1 with a->error. */
static ssize_t read_file(struct args *a, const char *path, char *buf, size_t size)
{
	bool in = !strcmp(path, "-") && !a->configuration;
	int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (a->configuration ? O_NONBLOCK : 0));
	struct stat st = { .st_mode = 0 };
	size_t len = 0;
	ssize_t n = 0;

	if (fd < 0 || fstat(fd, &st)) {
		args_error(a, "key file %s: %s", path, strerror(errno));
		return -1;
	}
	if (a->configuration && !S_ISREG(st.st_mode)) {
		args_error(a, "key file %s: it is no regular file", path);
		close(fd);
		return -1;
	}
	if (!in && S_ISREG(st.st_mode) && st.st_mode & S_IROTH)
		fprintf(stderr, "%s: everybody can read the key in %s\n",
			program_invocation_short_name, path);
	while (len < size && (n = read(fd, buf + len, size - len)) > 0)
		len += (size_t)n;
	if (n < 0)
		args_error(a, "key file %s: %s", path, strerror(errno));
	else if (len == size)
		args_error(a, "key file %s: a key has at most %d bytes", path, HKA_HMAC_SECRET_MAX);
	if (!in)
		close(fd);
	return n < 0 || len == size ? -1 : (ssize_t)len;
}

static int digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	       isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* The text of a key file, @len bytes, to a key. */
static int decode(struct args *a, const char *path, const char *text, size_t len,
		  struct hka_blob *out)
{
	bool hex = len >= 4 && !strncasecmp(text, "hex:", 4);
	size_t n = hex ? (len - 4) / 2 : len;

	if (hex && len % 2)
		return args_error(a, "key file %s: hex: needs two digits for each byte", path);
	if (n < HKA_HMAC_SECRET_MIN || n > HKA_HMAC_SECRET_MAX)
		return args_error(a, "key file %s: a key has %d to %d bytes, not %zu", path,
				  HKA_HMAC_SECRET_MIN, HKA_HMAC_SECRET_MAX, n);
	for (size_t i = 0; i < n; i++) {
		int high = hex ? digit(text[4 + 2 * i]) : 0, low = hex ? digit(text[5 + 2 * i]) : 0;

		if (high < 0 || low < 0)
			return args_error(a, "key file %s: not a hexadecimal digit", path);
		out->b[i] = hex ? (uint8_t)(high << 4 | low) : (uint8_t)text[i];
	}
	out->len = (uint8_t)n;
	return 0;
}

static int parse_file(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_vr *req = object;
	struct hka_hmac_key *key = req->n_hmac_keys ? &req->hmac_keys[req->n_hmac_keys - 1] : NULL;
	char text[TEXT_MAX + 1];
	ssize_t len;
	int err = -EINVAL;

	(void)k;
	if (!key || key->has & (HKA_HAS(HKA_A_HMAC_KEY_SECRET) | HKA_HAS(HKA_A_HMAC_KEY_FORGET)))
		return args_error(a, "\"file\" belongs behind \"key\" and its number");
	if (a->configuration && !strncmp(value, KEY_INLINE, strlen(KEY_INLINE))) {
		value += strlen(KEY_INLINE);
		err = decode(a, "in the configuration", value, strlen(value), &key->secret);
		goto out;
	}
	len = read_file(a, value, text, sizeof(text));
	if (len >= 0) {
		while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
			len--;
		err = decode(a, value, text, (size_t)len, &key->secret);
	}
	explicit_bzero(text, sizeof(text));
out:
	if (!err)
		key->has |= HKA_HAS(HKA_A_HMAC_KEY_SECRET);
	return err;
}

static int parse_active(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_hmac *hmac = hmac_of(object);
	long id;

	if (args_number(a, k->word, value, 1, 255, &id))
		return -EINVAL;
	hmac->active_key = (uint8_t)id;
	return keyword_mark(a, hmac, HKA_A_HMAC_ACTIVE_KEY, k->word);
}

static int parse_replay(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_hmac *hmac = hmac_of(object);

	for (uint8_t i = 0; replays[i]; i++)
		if (!strcmp(replays[i], value)) {
			hmac->anti_replay = i;
			return keyword_mark(a, hmac, HKA_A_HMAC_ANTI_REPLAY, k->word);
		}
	return args_error(a, "anti-replay \"%s\" is neither time nor monotonic", value);
}

static int parse_window(struct args *a, const struct keyword *k, void *object, const char *value)
{
	struct hka_hmac *hmac = hmac_of(object);
	uint64_t us;

	if (args_time(a, k->word, value, 1000000, 300000000, &us))
		return -EINVAL;
	if (us % 1000000)
		return args_error(a, "window \"%s\" is not in whole seconds", value);
	hmac->time_window = (uint32_t)(us / 1000000);
	return keyword_mark(a, hmac, HKA_A_HMAC_TIME_WINDOW, k->word);
}

int hmac_settle(struct args *a, void *element)
{
	const struct hka_vr *req = element;

	if (!req->n_hmac_keys && !(req->has & HKA_HAS(HKA_A_VR_HMAC)))
		return args_error(a, "\"hmac\" needs a mode, keys, or what is to be set");
	for (unsigned int i = 0; i < req->n_hmac_keys; i++)
		if (!req->hmac_keys[i].forget && !req->hmac_keys[i].secret.len)
			return args_error(a, "key %u needs \"file\" and a path, or - for standard "
					  "input", req->hmac_keys[i].id);
	return 0;
}

#define MODE(w)		{ .word = (w), .kind = KEYWORD_BARE, .parse = parse_mode }

const struct keyword hmac_keywords[] = {
	MODE("enforce"), MODE("permissive"), MODE("receive-only"), MODE("off"),
	{ .word = "key", .kind = KEYWORD_PARSE, .parse = parse_key },
	{ .word = "file", .kind = KEYWORD_PARSE, .parse = parse_file },
	{ .word = "forget", .kind = KEYWORD_PARSE, .parse = parse_forget },
	{ .word = "active", .kind = KEYWORD_PARSE, .parse = parse_active },
	{ .word = "anti-replay", .kind = KEYWORD_PARSE, .parse = parse_replay, .names = replays },
	{ .word = "window", .kind = KEYWORD_PARSE, .parse = parse_window },
	{ 0 }
};
