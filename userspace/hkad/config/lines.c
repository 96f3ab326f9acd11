// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owns the order in which lines come: a stack of files, of the lines of a parameter and of
 * repetitions, whose top is read. Touches the file system, and params.c and repeat.c.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lines.h"
#include "params.h"
#include "repeat.h"

#define MAX_DEPTH 64		/* files, parameters and repetitions inside each other */
#define MAX_FILE (256L << 20)	/* bytes */
#define MAX_LINE 16384		/* bytes, after substitution */
#define MAX_LINES 20000000	/* of a whole configuration */
#define MAX_REPLACED 200	/* parameters in one line */

struct frame {
	struct frame *up;
	struct pos pos;
	const char *dir;	/* of the file that this is, or is in */
	/* A file, or a parameter's lines: what of the text is left. */
	const char *text, *end;
	bool file;
	/* A repetition has no text. */
	struct repeat *repeat;
	unsigned int checks;	/* include_check before it: it holds until a file's end */
};

struct lines {
	struct arena *arena;
	struct diags *diags;
	const char *id;
	struct params params;
	struct frame *top;
	unsigned int depth, checks;
	bool again;		/* all of it is to be read another time */
	unsigned long count, limit;
};

/* What is an error of an include, beyond what is one of the plain kind. */
enum { CHECK_READABLE = 1, CHECK_MATCH = 2, CHECK_WILDCARD = 4, CHECK_BRACE = 8, CHECK_ALL = 15 };

static const struct {
	const char *word;
	unsigned int checks;
} include_words[] = {
	{ "include", 0 }, { "includer", CHECK_READABLE }, { "includem", CHECK_MATCH },
	{ "includew", CHECK_WILDCARD }, { "includeb", CHECK_BRACE }, { "includea", CHECK_ALL },
}, check_words[] = {
	{ "readable", CHECK_READABLE }, { "match", CHECK_MATCH },
	{ "wildcard_match", CHECK_WILDCARD }, { "brace_match", CHECK_BRACE },
};

static struct frame *push(struct lines *l, const struct pos *pos, const char *dir)
{
	struct frame *f;

	if (l->depth == MAX_DEPTH) {
		diag(l->diags, DIAG_ERROR, pos,
		     "files, parameters and repetitions are more than %d deep: do they contain themselves?",
		     MAX_DEPTH);
		return NULL;
	}
	f = arena_alloc(l->arena, sizeof(*f));
	f->pos = *pos;
	f->dir = dir;
	f->checks = l->checks;
	f->up = l->top;
	l->top = f;
	l->depth++;
	return f;
}

static void pop(struct lines *l)
{
	if (l->top->file)
		l->checks = l->top->checks;
	l->top = l->top->up;
	l->depth--;
}

/* The file, to be read. @any: it may be a pipe, as a shell's <(…) is; else nobody waits for it. NULL and errno. */
static FILE *open_file(const char *path, bool any)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (any ? 0 : O_NONBLOCK));
	FILE *f = NULL;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st)) {
		if (S_ISDIR(st.st_mode) || (!any && !S_ISREG(st.st_mode)))
			errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		else
			f = fdopen(fd, "r");
	}
	if (!f)
		close(fd);
	return f;
}

/* What EINVAL is here, and others are. */
static const char *reason(int error)
{
	return error == EINVAL ? "it is no regular file, which could be read again" : strerror(error);
}

/* The whole file, of the arena; NULL and errno. */
static char *slurp(struct arena *a, const char *path, bool any, size_t *len)
{
	FILE *f = open_file(path, any);
	char *text = NULL;
	size_t got = 0, size = 65536;

	if (!f)
		return NULL;
	for (;;) {
		char *more = realloc(text, size);

		if (!more || size > MAX_FILE) {
			errno = more ? EFBIG : ENOMEM;
			text = more ? more : text;
			break;
		}
		text = more;
		got += fread(text + got, 1, size - got, f);
		if (got < size) {
			char *copy = ferror(f) ? NULL : arena_try(a, got + 1);
			int error = ferror(f) ? errno : ENOMEM;

			if (copy && got)
				memcpy(copy, text, got);
			free(text);
			fclose(f);
			errno = error;
			*len = got;
			return copy;
		}
		size *= 2;
	}
	free(text);
	fclose(f);
	return NULL;
}

/* @from: the line that includes it. False: it cannot be read, and errno says why. */
static bool push_file(struct lines *l, const char *path, const struct pos *from)
{
	char *dir = arena_copy(l->arena, path, strlen(path));
	struct frame *f;
	size_t len;
	char *text;

	text = slurp(l->arena, path, !l->top && !l->again, &len);
	if (!text)
		return false;
	f = push(l, from, dirname(dir));
	if (!f)
		return true;
	f->pos = (struct pos){ .file = arena_copy(l->arena, path, strlen(path)) };
	f->file = true;
	f->text = text;
	f->end = text + len;
	/* Not part of the first word. */
	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		f->text += 3;
	return true;
}

static bool bad_include(struct lines *l, const struct pos *pos, bool error, const char *what,
			const char *why)
{
	diag(l->diags, error ? DIAG_ERROR : DIAG_WARNING, pos, "%s: %s", what, why);
	return true;
}

/* NULL: there is no memory for them. */
static char **copy_paths(struct arena *a, const glob_t *found)
{
	size_t size = found->gl_pathc * sizeof(char *), i;
	char **file, *text;

	for (i = 0; i < found->gl_pathc; i++)
		size += strlen(found->gl_pathv[i]) + 1;
	file = arena_try(a, size);
	if (!file)
		return NULL;
	text = (char *)(file + found->gl_pathc);
	for (i = 0; i < found->gl_pathc; i++) {
		file[i] = strcpy(text, found->gl_pathv[i]);
		text += strlen(text) + 1;
	}
	return file;
}

static bool include_files(struct lines *l, const struct pos *pos, const char *pattern, unsigned int checks)
{
	const char *path = pattern;
	glob_t found = { 0 };
	char **file;
	size_t i, n;
	int err;

	checks |= l->checks;
	if (pattern[0] != '/' && strcmp(l->top->dir, "."))
		path = arena_printf(l->arena, "%s/%s", l->top->dir, pattern);
	err = glob(path, GLOB_BRACE, NULL, &found);
	if (err) {
		bool error = err != GLOB_NOMATCH ? checks & CHECK_READABLE :
			     strchr(pattern, '{') ? checks & CHECK_BRACE :
			     strpbrk(pattern, "*?[") ? checks & CHECK_WILDCARD : checks & CHECK_MATCH;

		/* A directory that nobody has put anything into is no news. */
		if (error || !strpbrk(pattern, "*?[{"))
			bad_include(l, pos, error, pattern, "no such file");
		globfree(&found);
		return true;
	}
	n = found.gl_pathc;
	file = copy_paths(l->arena, &found);
	globfree(&found);
	if (!file)
		arena_none(l->arena);
	/* The last one is pushed first: they are read in order. */
	for (i = n; i--; )
		if (!push_file(l, file[i], pos))
			bad_include(l, pos, checks & CHECK_READABLE, file[i], reason(errno));
	return true;
}

/* Is the line an include, or about them? Then it is done with. */
static bool include(struct lines *l, const struct pos *pos)
{
	const char *text = pos->text, *arg;
	size_t len = strcspn(text, " \t"), i;

	arg = text + len + strspn(text + len, " \t");
	for (i = 0; i < sizeof(include_words) / sizeof(*include_words); i++) {
		size_t n;

		if (strlen(include_words[i].word) != len || strncmp(text, include_words[i].word, len))
			continue;
		n = strlen(arg);
		if (n >= 2 && (*arg == '"' || *arg == '\'') && arg[n - 1] == *arg)
			arg = arena_copy(l->arena, arg + 1, n - 2);
		if (!*arg)
			return bad_include(l, pos, true, include_words[i].word, "which file?");
		return include_files(l, pos, arg, include_words[i].checks);
	}
	if (len != strlen("include_check") || strncmp(text, "include_check", len))
		return false;
	if (!*arg)
		l->checks = CHECK_ALL;
	else if (*arg != '+' && *arg != '-')
		l->checks = 0;
	while (*arg) {
		bool less = *arg == '-';
		size_t n;

		arg += *arg == '+' || *arg == '-';
		n = strcspn(arg, " \t");
		for (i = 0; i < sizeof(check_words) / sizeof(*check_words); i++)
			if (strlen(check_words[i].word) == n && !strncmp(arg, check_words[i].word, n))
				break;
		if (i == sizeof(check_words) / sizeof(*check_words))
			diag(l->diags, DIAG_WARNING, pos,
			     "include_check knows readable, match, wildcard_match and brace_match, not %.*s",
			     (int)n, arg);
		else if (less)
			l->checks &= ~check_words[i].checks;
		else
			l->checks |= check_words[i].checks;
		arg += n;
		arg += strspn(arg, " \t");
	}
	return true;
}

/*
 * The next line of a file, as it stands there, without the blanks around it. keepalived does
 * not see single quotes here, but nobody means a comment inside them either.
 */
static char *raw_line(struct lines *l, struct frame *f)
{
	const char *nl = memchr(f->text, '\n', (size_t)(f->end - f->text)), *to = nl ? nl : f->end, *from = f->text;
	char *line;

	f->text = nl ? nl + 1 : f->end;
	if (f->file) {
		f->pos.line++;
		f->pos.text = NULL;
	}
	if (memchr(from, 0, (size_t)(to - from))) {
		diag(l->diags, DIAG_ERROR, &f->pos, "the line has a byte of value 0");
		to = from;
	}
	f->pos.indent = 0;
	for (; from < to && isblank((unsigned char)*from); from++)
		f->pos.indent++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	line = arena_copy(l->arena, from, (size_t)(to - from));
	return line;
}

/* Cuts off a comment; \# and \! are no comments. Return: does the line go on in the next? */
static bool decomment(char *line)
{
	char quote = 0, *p, *w;
	bool more = false;

	for (p = w = line; *p; p++) {
		if (*p == '\\') {
			if (!p[1]) {
				more = true;
				break;
			}
			if (quote || (p[1] != '#' && p[1] != '!'))
				*w++ = *p;
			*w++ = *++p;
			continue;
		}
		if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		else if (!quote && (*p == '#' || *p == '!'))
			break;
		*w++ = *p;
	}
	while (w > line && isblank((unsigned char)w[-1]))
		w--;
	*w = '\0';
	return more;
}

/* Leaves out "@id" in front of the line; NULL if it is for another node. */
static const char *condition(const struct lines *l, const char *text)
{
	bool not = text[1] == '^';
	const char *id = text + 1 + not, *rest = id + strcspn(id, " \t");
	size_t len = (size_t)(rest - id);
	bool same = l->id && strlen(l->id) == len && !strncmp(id, l->id, len);

	if (same == not || !*rest)
		return NULL;
	return rest + strspn(rest, " \t");
}

/*
 * A line of a definition that goes on; *more: does it after that? An empty line ends it, one of blanks
 * or with nothing but a comment does not, and is nothing.
 */
static char *definition_line(struct lines *l, struct frame *f, bool *more)
{
	char *line;

	do {
		line = raw_line(l, f);
		*more = false;
		if (!*line && !f->pos.indent)
			break;
		*more = decomment(line);
	} while (!*line && !*more && f->text < f->end);
	return line;
}

/* "$NAME=VALUE"; where nothing stands behind the = but a \, the lines that follow are the value. */
static bool definition(struct lines *l, struct frame *f, const char *text, bool more)
{
	size_t len = params_name(text + 1);
	const char *value = text + 1 + len + 1;

	if (!len || text[1 + len] != '=')
		return false;
	if (!*value && more) {
		value = NULL;
		do {
			char *line = definition_line(l, f, &more);

			if (*line)
				value = value ? arena_printf(l->arena, "%s\n%s", value, line) : line;
		} while (more && f->text < f->end);
		if (!value)
			value = "";
	} else if (more) {
		/* It goes on in the next line. */
		char *line = raw_line(l, f);

		decomment(line);
		value = arena_printf(l->arena, "%s %s", value, line);
	}
	params_set(&l->params, text + 1, len, value);
	return true;
}

/* One line of the top frame; false if it has none left. */
static bool take(struct lines *l, struct pos *pos, bool *more)
{
	struct frame *f = l->top;
	char *line;

	*more = false;
	if (f->repeat) {
		*pos = f->pos;
		pos->text = f->repeat->rest;
		return repeat_turn(f->repeat, &l->params);
	}
	if (f->text >= f->end)
		return false;
	line = raw_line(l, f);
	*more = decomment(line);
	*pos = f->pos;
	pos->text = line;
	return true;
}

/* Is it the definition of a parameter, perhaps for some node only? */
static bool defines(const char *text)
{
	while (*text == '@') {
		text += strcspn(text, " \t");
		text += strspn(text, " \t");
	}
	return *text == '$' && params_name(text + 1) && text[1 + params_name(text + 1)] == '=';
}

/* The line is not finished: what follows is put behind it. */
static void join(struct lines *l, struct frame *f, struct pos *pos)
{
	bool more = true;

	while (more && f->text < f->end) {
		char *line = raw_line(l, f);

		more = decomment(line);
		pos->text = arena_printf(l->arena, "%s %s", pos->text, line);
	}
}

/* Everything that may stand in front of what is meant. False: nothing is left of the line. */
static bool refine(struct lines *l, struct frame *f, struct pos *pos, bool more)
{
	unsigned int replaced = 0;

	for (;;) {
		const char *text;

		if (pos->text[0] == '@') {
			text = condition(l, pos->text);
			if (!text) {
				/* The lines of a parameter that is not for this node. */
				more = more && defines(pos->text);
				while (more && f->text < f->end)
					definition_line(l, f, &more);
				return false;
			}
			pos->indent += (unsigned int)(text - pos->text);
			pos->text = text;
			continue;
		}
		if (pos->text[0] == '$' && definition(l, f, pos->text, more))
			return false;
		if (pos->text[0] == '~') {
			const char *error;
			struct repeat *r = repeat_parse(l->arena, pos->text, &error);

			pos->column = 1;
			if (!r)
				diag(l->diags, DIAG_ERROR, pos, "%s", error);
			pos->column = 0;
			f = r ? push(l, pos, f->dir) : NULL;
			if (f)
				f->repeat = r;
			return false;
		}
		text = params_replace(&l->params, pos->text, f->dir);
		if (!text)
			return pos->text[0];
		if (++replaced > MAX_REPLACED || strlen(text) > MAX_LINE) {
			diag(l->diags, DIAG_ERROR, pos, "the line grows without end: does a parameter contain itself?");
			return false;
		}
		pos->text = text + strspn(text, " \t");
		if (strchr(text, '\n')) {
			const char *nl = strchr(text, '\n');

			f = push(l, pos, f->dir);
			if (!f)
				return false;
			f->text = nl + 1;
			f->end = text + strlen(text);
			f->pos.text = NULL;
			pos->text = arena_copy(l->arena, pos->text, (size_t)(nl - pos->text));
		}
	}
}

/* "random_seed N" holds from the next line on, so it cannot wait for the check of keywords. */
static void take_seed(struct lines *l, const char *text)
{
	static const char word[] = "random_seed";

	if (strncmp(text, word, strlen(word)) || !isblank((unsigned char)text[strlen(word)]))
		return;
	l->params.seeded = true;
	l->params.seed = strtoull(text + strlen(word), NULL, 10);
}

bool lines_next(struct lines *l, struct pos *pos)
{
	bool more;

	while (l->top) {
		struct frame *f = l->top;

		if (!take(l, pos, &more)) {
			pop(l);
			continue;
		}
		if (++l->count > l->limit) {
			diag(l->diags, DIAG_ERROR, pos, "the configuration has more than %lu lines", l->limit);
			l->top = NULL;
			return false;
		}
		if (more && !defines(pos->text))
			join(l, f, pos);
		if (refine(l, f, pos, more) && !include(l, pos)) {
			take_seed(l, pos->text);
			return true;
		}
	}
	return false;
}

struct lines *lines_open(const char *path, const char *id, bool again, struct arena *arena, struct diags *diags)
{
	struct lines *l = arena_alloc(arena, sizeof(*l));
	const struct pos pos = { .file = path };

	l->arena = arena;
	l->diags = diags;
	l->id = id;
	l->again = again;
	l->limit = MAX_LINES;
	l->params = (struct params){ .arena = arena, .id = id };
	if (push_file(l, path, &pos))
		return l;
	diag(diags, DIAG_ERROR, &pos, "%s", reason(errno));
	return NULL;
}

void lines_limit(struct lines *l, unsigned long lines)
{
	l->limit = lines;
}

void lines_need_files(struct lines *l)
{
	l->checks = CHECK_ALL;
}
