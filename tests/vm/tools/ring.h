/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The instruments' hold on the ports of a switch: rings that the kernel fills with stamped
 * frames while the instrument sleeps, and the state of a port.
 */
#ifndef HKA_LAB_RING_H
#define HKA_LAB_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring {
	int fd;
	uint8_t *map;
	unsigned int frames, next;
	unsigned int ifindex;
};

struct frame {
	int64_t ts;
	const uint8_t *data;	/* without its VLAN tag */
	size_t len, wire;	/* of data; of the frame */
	uint16_t vlan;		/* 0: none */
	bool out;		/* it left there */
};

int packet_socket(bool outgoing);
void packet_bind(int fd, const char *dev);
/* VRRP, ARP and ICMPv6 come in; with not_cpu >= 0 only VRRP handled by another CPU. */
void attach_filter(int fd, int not_cpu);

void ring_open(struct ring *r, const char *dev, bool outgoing, bool filter, size_t frames);
/* Each frame since the last time; ends the program if some were lost. */
void ring_drain(struct ring *r, int which, void (*each)(int which, const struct frame *f));

/* The switch drops what enters and leaves there (BR_STATE_*); the carrier stays. */
void port_state(unsigned int ifindex, uint8_t state);

#endif
