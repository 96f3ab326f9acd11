// SPDX-License-Identifier: GPL-2.0-or-later
/* ARP requests and neighbour solicitations, bytes only. */
#include <string.h>
#include <sys/socket.h>

#include "ask.h"

static void number_mac(uint8_t mac[6], uint32_t n)
{
	mac[0] = 0x02;
	mac[1] = 0xca;
	for (int i = 0; i < 4; i++)
		mac[2 + i] = (uint8_t)(n >> (24 - 8 * i));
}

bool ask_number(const uint8_t mac[6], uint32_t *n)
{
	if (mac[0] != 0x02 || mac[1] != 0xca)
		return false;
	*n = 0;
	for (int i = 2; i < 6; i++)
		*n = *n << 8 | mac[i];
	return true;
}

static size_t arp_request(const struct ask *ask, uint32_t n, uint8_t *f)
{
	static const uint8_t head[] = { 8, 6, 0, 1, 8, 0, 6, 4, 0, 1 };

	memset(f, 0xff, 6);
	memcpy(f + 12, head, sizeof(head));
	number_mac(f + 22, n);
	memcpy(f + 28, ask->asker.b, 4);
	memcpy(f + 38, ask->vip.b, 4);
	return 42;
}

static size_t solicitation(const struct ask *ask, uint32_t n, uint8_t *f)
{
	struct lab_addr group = { AF_INET6, { 0xff, 2, [11] = 1, [12] = 0xff } };
	uint16_t sum;

	memcpy(group.b + 13, ask->vip.b + 13, 3);
	f[0] = f[1] = 0x33;
	memcpy(f + 2, group.b + 12, 4);
	f[12] = 0x86;
	f[13] = 0xdd;
	f[14] = 0x60;
	f[19] = 32;
	f[20] = 58;
	f[21] = 255;
	memcpy(f + 22, ask->asker.b, 16);
	memcpy(f + 38, group.b, 16);
	f[54] = 135;
	memcpy(f + 62, ask->vip.b, 16);
	f[78] = 1;
	f[79] = 1;
	number_mac(f + 80, n);
	sum = lab_fold(lab_sum(lab_pseudo(&ask->asker, &group, 58, 32), f + 54, 32));
	f[56] = (uint8_t)(sum >> 8);
	f[57] = (uint8_t)sum;
	return 86;
}

size_t ask_build(const struct ask *ask, uint32_t n, uint8_t frame[ASK_MAX])
{
	memset(frame, 0, ASK_MAX);
	memcpy(frame + 6, ask->mac, 6);
	return ask->vip.family == AF_INET ? arp_request(ask, n, frame) :
					    solicitation(ask, n, frame);
}
