/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Netlink by hand, for programs that must send what libhka would not.
 */
#ifndef HKA_LAB_GENL_H
#define HKA_LAB_GENL_H

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stdint.h>

#define MSG_ATTRS 8192

struct msg {
	struct nlmsghdr nlh;
	uint8_t rest[32 + MSG_ATTRS];	/* family's header, attributes */
};

/* Start a request: @head is what stands before the attributes. */
void msg_begin(struct msg *m, uint16_t type, uint16_t flags, const void *head, unsigned int len);
void msg_genl(struct msg *m, uint16_t family, uint16_t flags, uint8_t cmd);
/* Append an attribute; NULL: no room. A nest is one without data, ended by msg_end(). */
struct nlattr *msg_put(struct msg *m, uint16_t type, const void *data, unsigned int len);
void msg_end(struct msg *m, struct nlattr *nest);
/* The attributes of a generic netlink request. */
uint8_t *msg_attrs(struct msg *m, unsigned int *len);

/* A socket of @protocol (NETLINK_GENERIC ...); an answer is waited for a minute. */
int netlink_open(int protocol);
/*
 * Send and read to the end of the answer; @each, if any, sees each message of it. Ends the
 * program when the kernel does not answer. Return: 0 or -errno, as acknowledged; -ENODATA when
 * the kernel had no memory for its answer.
 */
int netlink_talk(int fd, struct msg *m, void (*each)(const struct nlmsghdr *nlh));
/* Number of a generic netlink family; ends the program if there is none. */
uint16_t genl_family(int fd, const char *name);

/* The attribute at *@at, which moves on; NULL at the end. */
const struct nlattr *attr_next(const void *buf, unsigned int len, unsigned int *at);
static inline const void *attr_data(const struct nlattr *a) { return a + 1; }
static inline unsigned int attr_len(const struct nlattr *a) { return a->nla_len - NLA_HDRLEN; }
static inline uint16_t attr_type(const struct nlattr *a) { return a->nla_type & NLA_TYPE_MASK; }

#endif
