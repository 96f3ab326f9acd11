// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hkactl: the command line of the hka kernel module. Owns the context of the
 * run, reads the global options, finds object and verb.
 */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hkactl.h"

static const char options_text[] =
	"       OPTIONS := -j[son] -p[retty] -s[tatistics] -d[etails] -t[imestamp]\n"
	"                  -c[olor][=always|auto|never] -n[etns] NETNS -h[elp] -V[ersion]\n"
	"       TIME := 10ms | 0.5s | 1 (seconds) | 2m | 1h | 1d\n";

static void print_usage(FILE *f)
{
	int column;

	fputs("Usage: hkactl [OPTIONS] OBJECT [VERB] ...\n", f);
	column = fprintf(f, "       OBJECT :=");
	for (const struct object *o = objects; o->name; o++) {
		if (column + 3 + strlen(o->name) > 75)
			column = fprintf(f, "\n              ") - 1;
		column += fprintf(f, "%s %s", o == objects ? "" : " |", o->name);
	}
	fputc('\n', f);
	fputs(options_text, f);
}

/* ---- what the commands call ---- */

void ctl_print_begin(struct ctl *ctl, enum print_style style)
{
	const char *no_color = getenv("NO_COLOR");

	ctl->print = (struct print){
		.out = stdout, .json = ctl->json, .style = style,
		.writer = { .out = stdout, .pretty = ctl->pretty },
		.color = ctl->color == COLOR_ALWAYS ||
			 (ctl->color == COLOR_AUTO && isatty(STDOUT_FILENO) &&
			  !(no_color && *no_color)),
	};
}

int ctl_connect(struct ctl *ctl)
{
	return hka_open(&ctl->client, ctl->netns) ? ctl_refused(ctl) : EXIT_OK;
}

int ctl_refused(const struct ctl *ctl)
{
	fprintf(stderr, "hkactl: %s\n", hka_error(ctl->client));
	return EXIT_REFUSED;
}

int ctl_usage(const struct ctl *ctl, const char *fmt, ...)
{
	va_list ap;

	fputs("hkactl: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	if (ctl->verb)
		grammar_verb(stderr, ctl->object, ctl->verb);
	else if (ctl->object)
		grammar_object(stderr, ctl->object);
	else
		print_usage(stderr);
	return EXIT_USAGE;
}

int ctl_name(struct ctl *ctl, bool needed, bool last)
{
	const char *word = args_next(&ctl->args);

	ctl->name[0] = '\0';
	if (!word && needed)
		return ctl_usage(ctl, "the name is missing");
	if (last && args_peek(&ctl->args))
		return ctl_usage(ctl, "\"%s\" is too much", args_peek(&ctl->args));
	if (word && args_vrname(&ctl->args, word, ctl->name))
		return ctl_usage(ctl, "%s", ctl->args.error);
	return EXIT_OK;
}

int cmd_help(struct ctl *ctl)
{
	(void)ctl;
	print_usage(stdout);
	fputc('\n', stdout);
	for (const struct object *o = objects; o->name; o++)
		printf("  %-13s%s\n", o->name, o->what);
	printf("\n\"hkactl OBJECT help\" tells the grammar of vr, track, group and lease; hkactl(8)\n"
	       "tells the rest.\n");
	return EXIT_OK;
}

int cmd_object_help(struct ctl *ctl)
{
	grammar_object(stdout, ctl->object);
	return EXIT_OK;
}

int cmd_version(struct ctl *ctl)
{
	(void)ctl;
	puts("hkactl " HKACTL_VERSION);
	return EXIT_OK;
}

/* ---- options ---- */

static int set_color(struct ctl *ctl, const char *value)
{
	static const char *const names[] = { "auto", "always", "never", NULL };
	int i = value ? args_match(&ctl->args, value, names, "color") : COLOR_ALWAYS;

	if (i < 0)
		return ctl_usage(ctl, "%s", ctl->args.error);
	ctl->color = i;
	return EXIT_OK;
}

/* One option; @value is the word behind it, *@taken tells whether it was used. */
static int option(struct ctl *ctl, const char *word, const char *value, bool *taken)
{
	static const char *const names[] = { "json", "pretty", "statistics", "details",
					     "timestamp", "color", "netns", "help", "Version",
					     NULL };
	char name[32];
	const char *is;
	int i;

	word += word[1] == '-' ? 2 : 1;
	is = strchr(word, '=');
	snprintf(name, sizeof(name), "%.*s", (int)(is ? is - word : (long)strlen(word)), word);
	i = args_match(&ctl->args, name, names, "option");
	if (i < 0)
		return ctl_usage(ctl, "%s", ctl->args.error);
	if (is && *names[i] != 'c')
		return ctl_usage(ctl, "option \"%s\" takes no value", names[i]);
	*taken = false;
	switch (*names[i]) {
	case 'j':
		ctl->json = true;
		break;
	case 'p':
		ctl->pretty = true;
		break;
	case 's':
		ctl->stats = true;
		break;
	case 'd':
		ctl->details = true;
		break;
	case 't':
		ctl->timestamp = true;
		break;
	case 'c':
		return set_color(ctl, is ? is + 1 : NULL);
	case 'n':
		if (!value)
			return ctl_usage(ctl, "option \"netns\" needs a name");
		ctl->netns = value;
		*taken = true;
		break;
	case 'h':
		ctl->run = cmd_help;
		break;
	case 'V':
		ctl->run = cmd_version;
		break;
	}
	return EXIT_OK;
}

/* A dash alone, a negative number and -nodad, as keepalived has it, are words. */
static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] && !isdigit((unsigned char)word[1]) &&
	       strcmp(word, "-nodad");
}

/* Take the options out of the words, wherever they stand; the rest moves together. */
static int options(struct ctl *ctl)
{
	struct args *a = &ctl->args;
	int kept = 0, ret;

	for (int i = 0; i < a->n; i++) {
		bool taken = false;

		if (!strcmp(a->word[i], "--")) {
			while (++i < a->n)
				a->word[kept++] = a->word[i];
			break;
		}
		if (!is_option(a->word[i])) {
			a->word[kept++] = a->word[i];
			continue;
		}
		ret = option(ctl, a->word[i], i + 1 < a->n ? a->word[i + 1] : NULL, &taken);
		if (ret)
			return ret;
		i += taken;
	}
	a->n = kept;
	return EXIT_OK;
}

/* ---- dispatch ---- */

#define NAMES_MAX	32

static int find_object(struct ctl *ctl, const char *word)
{
	const char *names[NAMES_MAX] = { NULL };
	int i;

	for (i = 0; objects[i].name; i++)
		names[i] = objects[i].name;
	i = args_match(&ctl->args, word, names, "object");
	if (i < 0)
		return ctl_usage(ctl, "%s", ctl->args.error);
	ctl->object = &objects[i];
	return EXIT_OK;
}

static int find_verb(struct ctl *ctl, const char *word)
{
	const struct verb *verbs = ctl->object->verbs;
	const char *names[NAMES_MAX] = { NULL };
	int i;

	for (i = 0; verbs[i].name; i++)
		names[i] = verbs[i].name;
	i = args_match(&ctl->args, word, names, "verb");
	if (i < 0)
		return ctl_usage(ctl, "%s", ctl->args.error);
	ctl->verb = &verbs[i];
	return EXIT_OK;
}

static int dispatch(struct ctl *ctl)
{
	const char *word = args_next(&ctl->args);
	int ret;

	if (!word)
		return ctl_usage(ctl, "the object is missing");
	ret = find_object(ctl, word);
	if (ret)
		return ret;
	if (ctl->object->only) {
		ctl->verb = ctl->object->only;
	} else if (!args_peek(&ctl->args)) {
		ctl->verb = ctl->object->bare;
	} else {
		ret = find_verb(ctl, args_next(&ctl->args));
		if (ret)
			return ret;
	}
	return ctl->verb->run(ctl);
}

int main(int argc, char **argv)
{
	struct ctl ctl = { .args = { .word = argv + 1, .n = argc > 1 ? argc - 1 : 0 } };
	int ret;

	/* One thread: locks would cost more than what is written. */
	__fsetlocking(stdout, FSETLOCKING_BYCALLER);
	if (argc > 1 && !strcmp(argv[1], "complete")) {
		/* Hidden: asked by the shell's completion. Its words are not options of ours. */
		args_next(&ctl.args);
		ret = cmd_complete(&ctl);
	} else {
		ret = options(&ctl);
		if (!ret)
			ret = ctl.run ? ctl.run(&ctl) : dispatch(&ctl);
	}
	hka_close(ctl.client);
	if (fflush(stdout) && !ret) {
		fprintf(stderr, "hkactl: writing: %s\n", strerror(errno));
		ret = EXIT_REFUSED;
	}
	return ret;
}
