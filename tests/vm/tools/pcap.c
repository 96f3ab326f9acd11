// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes capture files; see pcap.h. */
#include "pcap.h"

#include "lab.h"

FILE *pcap_create(const char *path)
{
	static const struct {
		uint32_t magic;
		uint16_t major, minor;
		uint32_t zone, sigfigs, snaplen, linktype;
	} head = { 0xa1b23c4d, 2, 4, 0, 0, 65535, 1 };
	FILE *f = fopen(path, "w");

	if (f)
		fwrite(&head, sizeof(head), 1, f);
	return f;
}

void pcap_write(FILE *f, int64_t ts, const void *frame, size_t captured, size_t len)
{
	const uint32_t head[4] = { (uint32_t)(ts / LAB_S), (uint32_t)(ts % LAB_S),
				   (uint32_t)captured, (uint32_t)len };

	fwrite(head, sizeof(head), 1, f);
	fwrite(frame, 1, captured, f);
}
