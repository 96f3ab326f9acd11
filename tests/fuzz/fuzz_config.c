// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of configurations and its checks on arbitrary text, in a directory of its own
 * where an include finds nothing but the text itself.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apply/commands.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diags diags;
	struct lines *lines;
	struct node *root;
	FILE *out;
	char path[64];
	int fd = memfd_create("config", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	diags_init(&diags, &arena);
	lines = lines_open(path, "main", &arena, &diags);
	if (lines) {
		/* Repetitions inside each other multiply: that takes long, and is no error. */
		lines_limit(lines, 2000);
		root = tree_read(lines, &arena, &diags);
		out = fopen("/dev/null", "w");
		check_keywords(root, &diags);
		check_meaning(root, &diags);
		if (!diags.count[DIAG_ERROR])
			commands_print(commands_make(root, &arena, &diags), out);
		diags_print(&diags, out);
		fclose(out);
	}
	lines_close(lines);
	arena_free(&arena);
	close(fd);
	return 0;
}
