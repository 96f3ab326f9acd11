/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A capture file that other programs read: classic pcap, Ethernet, nanoseconds. */
#ifndef HKA_LAB_PCAP_H
#define HKA_LAB_PCAP_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

FILE *pcap_create(const char *path);	/* NULL, with errno */
void pcap_write(FILE *f, int64_t ts, const void *frame, size_t captured, size_t len);

#endif
