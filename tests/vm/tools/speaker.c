/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * speaker [6]: has a raw socket of protocol 112, over IPv6 if so told, as a program that speaks
 * VRRP has one, and says nothing. Its name is what counts: copy it.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab.h"

int main(int argc, char **argv)
{
	int fd = socket(argc > 1 && !strcmp(argv[1], "6") ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_CLOEXEC, 112);

	if (fd < 0)
		lab_die("speaker: %s", strerror(errno));
	for (;;)
		pause();
}
