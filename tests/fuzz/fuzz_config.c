// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of configurations, its checks and what it makes of them for the kernel, on arbitrary
 * text, in a directory of its own where an include finds nothing but the text itself.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "apply/wanted.h"
#include "config/load.h"
#include "config/print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Repetitions inside each other multiply: that takes long, and is no error. */
	struct load from = { .id = "main", .limit = 2000 };
	struct configuration c = { 0 };
	struct wanted wanted;
	FILE *out;
	char path[64];
	int fd = memfd_create("config", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	from.path = path;
	out = fopen("/dev/null", "w");
	if (configuration_load(&c, &from))
		configuration_print(c.root, true, out);
	if (c.root) {
		const struct command *commands = commands_make(c.root, &c.arena, &c.diags);

		commands_print(commands, out);
		wanted_make(&wanted, commands, "hkad", &c.diags);
		wanted_free(&wanted);
	}
	diags_print(&c.diags, out);
	fclose(out);
	configuration_free(&c);
	close(fd);
	return 0;
}
